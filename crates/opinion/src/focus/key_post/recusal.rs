//! What follows where the holder of a key post has a relative in the unit: whether he is to avoid something, and what was done about it.

use super::{
    facts::{Holder, State},
    rules::held,
};
use crate::checks::{apart, decider, filled, not_ahead, not_before};
use engine::{
    days::Day,
    procedure::{Context, Refusal},
    words::Prose,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 认定回避.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recuse {
    /// He is to avoid the post, or some of its business.
    #[serde(default)]
    #[schemars(title = "需要回避")]
    pub needed: bool,
    /// What follows, or why nothing does.
    #[schemars(title = "处理和理由", description = "调整岗位、不办理有关业务，或不需回避的理由", length(max = 400))]
    pub text: Prose,
}

/// How a recusal is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Carried {
    /// 调整分工
    #[schemars(title = "调整分工")]
    Work,
    /// 调整岗位
    #[schemars(title = "调整岗位")]
    Post,
    /// 有关业务由他人办理
    #[schemars(title = "有关业务由他人办理")]
    Business,
    /// 亲属已离开本单位
    #[schemars(title = "亲属已离开本单位")]
    Gone,
}

impl Carried {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Work => "调整分工",
            Self::Post => "调整岗位",
            Self::Business => "有关业务由他人办理",
            Self::Gone => "亲属已离开本单位",
        }
    }
}

/// 落实回避.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// How.
    #[schemars(title = "落实方式")]
    pub way: Carried,
    /// When.
    #[schemars(title = "落实日期")]
    pub day: Day,
    /// What was done.
    #[schemars(title = "落实情况", description = "怎样调整，由谁接办，依据什么文件", length(max = 400))]
    pub text: Prose,
}

/// Said what follows from the relatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recused {
    /// What.
    #[schemars(title = "回避认定")]
    pub recuse: Recuse,
    /// The day.
    #[schemars(title = "认定日期")]
    pub day: Day,
}

/// Carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Settled {
    /// What was done.
    #[schemars(title = "落实回避")]
    pub settle: Settle,
    /// By whom it was entered.
    #[schemars(title = "登记人")]
    pub by: String,
}

pub(super) fn recusing(state: &State, recuse: Recuse, cx: &Context) -> Result<Recused, Refusal> {
    apart(&held(state)?.person, cx)?;
    filled(&recuse.text.0, "/text", "处理和理由")?;
    Ok(Recused { recuse, day: cx.day })
}

/// Neither he himself nor a relative says that it was done.
pub(super) fn settling(state: &State, settle: Settle, cx: &Context) -> Result<Settled, Refusal> {
    let Holder { person, relations, .. } = held(state)?;
    apart(person, cx)?;
    relations.iter().try_for_each(|relation| apart(&relation.person, cx))?;
    let recused = state.seat.as_ref().and_then(|seat| seat.recused.as_ref()).ok_or_else(Refusal::not_now)?;
    settled(&settle, recused.day, "", cx)?;
    Ok(Settled { settle, by: decider(cx) })
}

/// Not ahead, and not before it was said that he is to avoid something.
pub(super) fn settled(settle: &Settle, since: Day, at: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(settle.day, &format!("{at}/day"), "落实日期", cx)?;
    not_before(settle.day, since, &format!("{at}/day"), "落实日期", "认定日期")?;
    filled(&settle.text.0, &format!("{at}/text"), "落实情况")
}

/// Of a recorded one that is put right.
pub(super) fn amended(state: &State, now: &Settled, cx: &Context) -> Result<(), Refusal> {
    let recused = state.seat.as_ref().and_then(|seat| seat.recused.as_ref());
    let since = recused.map_or(now.settle.day, |recused| recused.day);
    settled(&now.settle, since, "/payload/settle", cx)
}

//! What is known of an authorization, what can be done, what has happened.

use engine::{
    days::Day,
    dictionary,
    words::{MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 可以授权代签的事项种类; a code is the kind's.
    DelegableKinds, "delegable_kinds"
);

/// 授权.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Give {
    /// Who decides.
    #[schemars(title = "代签人")]
    pub delegate: PersonId,
    /// First day.
    #[schemars(title = "自")]
    pub from: Day,
    /// Last day.
    #[schemars(title = "至", description = "含当日，期满自行终止")]
    pub until: Day,
    /// For which kinds.
    #[schemars(title = "事项种类", description = "不选即不限；封闭办理的事项一律不能代签")]
    #[serde(default)]
    pub kinds: Vec<Term<DelegableKinds>>,
    /// Why.
    #[schemars(title = "授权理由")]
    pub reason: Prose,
}

/// 终止授权.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Why.
    #[schemars(title = "终止理由")]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Lets another decide.
    #[schemars(title = "授权代签")]
    Give(Give),
    /// Takes it back before its last day.
    #[schemars(title = "终止授权")]
    End(End),
}

/// An authorization as given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Its register matter.
    #[schemars(title = "授权", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Who lets the other decide.
    #[schemars(title = "授权人")]
    pub principal: PersonId,
    /// His name and posts, and the delegate's, as they were.
    #[schemars(title = "授权人职务")]
    pub principal_post: String,
    /// His name.
    #[schemars(title = "授权人姓名", extend("x-hidden" = true))]
    pub principal_name: String,
    /// The unit of his main post.
    #[schemars(title = "单位")]
    pub unit: Option<UnitId>,
    /// Name of the delegate.
    #[schemars(title = "代签人姓名", extend("x-hidden" = true))]
    pub delegate_name: String,
    /// Posts of the delegate.
    #[schemars(title = "代签人职务")]
    pub delegate_post: String,
    /// The kinds in words.
    #[schemars(title = "事项种类（词）", extend("x-hidden" = true))]
    pub kinds_words: String,
    /// To whom, when, for what, why.
    #[schemars(title = "授权内容")]
    pub give: Give,
}

/// An authorization ended before its last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// When.
    #[schemars(title = "终止日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "终止理由")]
    pub reason: Prose,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Given.
    #[schemars(title = "授权代签")]
    Given(Box<Given>),
    /// Ended.
    #[schemars(title = "终止授权")]
    Ended(Ended),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// What was given.
    #[schemars(title = "授权")]
    pub given: Given,
    /// How it ended early.
    #[schemars(title = "终止")]
    pub ended: Option<Ended>,
}

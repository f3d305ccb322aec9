//! What has happened to units.

use super::{
    deed::{Noted, Reason},
    state::{Plan, Sheet},
};
use engine::{
    days::Day,
    words::{MatterId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A decision entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Account that entered it; another one confirms.
    #[schemars(title = "登记账号", extend("x-hidden" = true))]
    pub entered_by: String,
    /// What was entered.
    #[schemars(title = "机构变动")]
    pub sheet: Sheet,
}

/// A decision confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The day on which it was confirmed.
    #[schemars(title = "确认日期")]
    pub day: Day,
    /// A remark.
    #[schemars(title = "意见")]
    pub note: Option<Prose>,
    /// What it was to move, as whoever confirmed it saw it.
    #[schemars(title = "确认时的变动清单")]
    pub plan: Plan,
}

/// Its day has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Begun {
    /// The day on which that was so here.
    #[schemars(title = "办理日期")]
    pub day: Day,
    /// What it moves.
    #[schemars(title = "变动清单")]
    pub plan: Plan,
}

/// Everything is where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effected {
    /// The day on which that was so here.
    #[schemars(title = "办理日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Entered.
    #[schemars(title = "登记机构变动")]
    Registered(Registered),
    /// Entered anew.
    #[schemars(title = "补正登记")]
    Revised(Registered),
    /// Confirmed.
    #[schemars(title = "确认机构变动")]
    Confirmed(Confirmed),
    /// Back to the clerk.
    #[schemars(title = "退回补正")]
    SentBack(Reason),
    /// Taken back.
    #[schemars(title = "撤回登记")]
    Cancelled(Reason),
    /// Its day has come.
    #[schemars(title = "办理生效")]
    Begun(Begun),
    /// A unit that begins is in the register.
    #[schemars(title = "记入新设单位")]
    UnitNoted(Noted),
    /// Everything is where it belongs.
    #[schemars(title = "完成生效")]
    Effected(Effected),
}

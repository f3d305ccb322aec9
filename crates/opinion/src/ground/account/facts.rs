//! What is known of an account, what can be done, what has happened.

use engine::{
    access::Role,
    words::{MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 开通账号.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Sign-in name: 2–32 small letters, digits, `.`, `_`, `-`.
    #[schemars(title = "登录名")]
    pub login: String,
    /// Name shown.
    #[schemars(title = "姓名")]
    pub name: String,
    /// The cadre behind it.
    #[schemars(title = "对应干部")]
    pub person: Option<PersonId>,
    /// The unit in which the holder works.
    #[schemars(title = "所在单位")]
    pub unit: Option<UnitId>,
}

/// 更新账号信息.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Name shown.
    #[schemars(title = "姓名")]
    pub name: String,
    /// The cadre behind it.
    #[schemars(title = "对应干部")]
    pub person: Option<PersonId>,
    /// The unit in which the holder works.
    #[schemars(title = "所在单位")]
    pub unit: Option<UnitId>,
}

/// 停用, 启用.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// A role, county-wide or for one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// The role.
    #[schemars(title = "角色")]
    pub role: Role,
    /// The unit it is for.
    #[schemars(title = "适用单位")]
    pub unit: Option<UnitId>,
}

/// 承接单位的角色: rights at a unit that ended are had at its successor too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inherit {
    /// The unit that ended.
    #[schemars(title = "原单位")]
    pub from: UnitId,
    /// The unit that takes over.
    #[schemars(title = "承接单位")]
    pub into: UnitId,
    /// The decision about units.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
}

/// 收回承接的角色.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disinherit {
    /// The decision about units that was taken back.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Opens an account.
    #[schemars(title = "开通账号")]
    Open(NewAccount),
    /// Name, cadre or unit changed.
    #[schemars(title = "更新账号信息")]
    Change(Holder),
    /// May not sign in any more.
    #[schemars(title = "停用账号")]
    Disable(Remark),
    /// May sign in again.
    #[schemars(title = "启用账号")]
    Enable(Remark),
    /// Gives a role.
    #[schemars(title = "授予角色")]
    Grant(Right),
    /// Takes a role.
    #[schemars(title = "收回角色")]
    Withdraw(Right),
    /// Gives a password that is shown once; the password itself is no matter.
    #[schemars(title = "重置口令")]
    ResetPassword(Remark),
    /// A unit of its holder or of its rights ended: another one takes over.
    #[schemars(title = "承接单位角色")]
    Inherit(Inherit),
    /// The decision about units was taken back.
    #[schemars(title = "收回承接的角色")]
    Disinherit(Disinherit),
}

/// An account opened, with its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The account's register matter.
    #[schemars(title = "账号", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Sign-in name.
    #[schemars(title = "登录名")]
    pub login: String,
    /// Whose.
    #[schemars(title = "使用人")]
    pub holder: Holder,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Opened.
    #[schemars(title = "开通账号")]
    Opened(Opened),
    /// Changed.
    #[schemars(title = "更新账号信息")]
    Changed(Holder),
    /// Disabled.
    #[schemars(title = "停用账号")]
    Disabled(Remark),
    /// Enabled.
    #[schemars(title = "启用账号")]
    Enabled(Remark),
    /// A role given.
    #[schemars(title = "授予角色")]
    Granted(Right),
    /// A role taken.
    #[schemars(title = "收回角色")]
    Withdrawn(Right),
    /// A password given that is shown once.
    #[schemars(title = "重置口令")]
    PasswordReset(Remark),
    /// A unit of its holder or of its rights ended: another one takes over.
    #[schemars(title = "承接单位角色")]
    Inherited(Inherit),
    /// The decision about units was taken back.
    #[schemars(title = "收回承接的角色")]
    Disinherited(Disinherit),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The account's register matter.
    #[schemars(title = "账号", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Sign-in name.
    #[schemars(title = "登录名")]
    pub login: String,
    /// Whose.
    #[schemars(title = "使用人")]
    pub holder: Holder,
    /// Roles held.
    #[schemars(title = "角色")]
    pub rights: Vec<Right>,
    /// May sign in.
    #[schemars(title = "启用")]
    pub active: bool,
    /// What followed from decisions about units.
    #[serde(default)]
    #[schemars(title = "承接")]
    pub inherited: Vec<Inherited>,
}

/// What followed from one decision about units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Inherited {
    /// By which decision.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
    /// Rights that came with it.
    #[schemars(title = "角色")]
    pub rights: Vec<Right>,
    /// The holder's unit before, where that changed.
    #[schemars(title = "原所在单位")]
    pub unit: Option<UnitId>,
}

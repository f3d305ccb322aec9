//! A trip as it stands.

use super::{
    super::stage,
    application::Purpose,
    deed::{Applied, Crossing, Proposed, Returned},
};
use engine::{
    days::{Day, Period},
    parts::Chain,
    words::{MatterId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a trip ended without being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum End {
    /// 不同意
    #[schemars(title = "不同意")]
    Refused,
    /// 已撤回
    #[schemars(title = "已撤回")]
    Withdrawn,
    /// 已取消
    #[schemars(title = "已取消")]
    Cancelled,
}

/// Other days or places under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// What was asked.
    #[schemars(title = "内容")]
    pub proposed: Proposed,
    /// Its own signatures.
    #[schemars(title = "审批", extend("x-hidden" = true))]
    pub chain: Chain,
    /// The day from which the current signature is awaited.
    #[schemars(title = "当前环节自")]
    pub since: Day,
}

/// A trip as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The application in force, with what was found out about it.
    #[schemars(title = "申请")]
    pub applied: Applied,
    /// Who signs and who has signed.
    #[schemars(title = "审批", extend("x-hidden" = true))]
    pub chain: Chain,
    /// The day from which the current signature is awaited.
    #[schemars(title = "当前环节自", extend("x-hidden" = true))]
    pub since: Day,
    /// Sent back to the applicant, and why.
    #[schemars(title = "退回理由")]
    pub sent_back: Option<Prose>,
    /// The day of approval.
    #[schemars(title = "批准日期")]
    pub approved: Option<Day>,
    /// Why the approver allowed an exception.
    #[schemars(title = "准予例外的理由")]
    pub exception: Option<Prose>,
    /// Other days or places under way.
    #[schemars(title = "变更行程", extend("x-hidden" = true))]
    pub proposal: Option<Proposal>,
    /// How often it was changed after approval.
    #[schemars(title = "变更次数")]
    pub changes: u32,
    /// Records of the border that belong to it.
    #[schemars(title = "出入境记录")]
    pub crossings: Vec<Crossing>,
    /// Back.
    #[schemars(title = "回国（境）报告")]
    pub returned: Option<Returned>,
    /// 因公: other mechanisms look at this alone.
    #[schemars(title = "因公", extend("x-hidden" = true))]
    pub business: bool,
    /// Ended without being taken.
    #[schemars(title = "终结")]
    pub ended: Option<End>,
}

impl State {
    /// 待审批 … 已办结: the stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match self.ended {
            Some(End::Refused) => return stage::REFUSED,
            Some(End::Withdrawn) => return stage::WITHDRAWN,
            Some(End::Cancelled) => return stage::CANCELLED,
            None => {}
        }
        match (self.approved, self.returned.is_some(), self.proposal.is_some()) {
            (None, _, _) if self.sent_back.is_some() => stage::SENT_BACK,
            (None, _, _) => stage::PENDING,
            (Some(_), true, _) => stage::DONE,
            (Some(_), false, true) => stage::CHANGING,
            (Some(_), false, false) => stage::APPROVED,
        }
    }

    /// The person who goes.
    #[must_use]
    pub fn applicant(&self) -> &PersonId {
        &self.applied.survey.applicant
    }

    /// The matter.
    #[must_use]
    pub fn id(&self) -> &MatterId {
        &self.applied.id
    }

    /// From when to when he may be away.
    #[must_use]
    pub fn period(&self) -> Period {
        self.applied.application.period
    }

    /// The chain on which a signature is asked for now.
    #[must_use]
    pub fn signing(&self) -> &Chain {
        self.proposal.as_ref().map_or(&self.chain, |proposal| &proposal.chain)
    }

    /// Whether he goes for himself.
    #[must_use]
    pub fn is_private(&self) -> bool {
        matches!(self.applied.application.purpose, Purpose::Private(_))
    }
}

//! A leave as it stands.

use super::{
    super::stage,
    action::Recall,
    aftermath::{Delay, Filed, Presence, Returned},
    application::Manner,
    moved::StandInLost,
    survey::{Applied, Proposal, ProposalKind, Proposed, Survey},
};
use engine::{
    days::{Day, Period},
    parts::{Chain, Verdict},
    words::{MatterId, PersonId, Prose, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a leave ended without being taken.
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

/// What was found out about the application in force, in words for the page and for papers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Whose leave, by name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His posts at the time.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// Which tier, and why.
    #[schemars(title = "审批档次")]
    pub tier: String,
    /// Who signs, in order.
    #[schemars(title = "审批环节")]
    pub path: String,
    /// Who stands in, by name.
    #[schemars(title = "代行职责")]
    pub stand_in: Option<String>,
    /// What speaks against it.
    #[schemars(title = "例外情形")]
    pub exceptions: Vec<String>,
    /// What to look at before signing.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

impl From<&Survey> for Summary {
    fn from(survey: &Survey) -> Self {
        let path: Vec<&str> = survey.stations.iter().map(|station| station.word.as_str()).collect();
        Self {
            name: survey.name.clone(),
            post: survey.post.clone(),
            tier: survey.tier_words.clone(),
            path: if path.is_empty() {
                "按上级管理权限报批，这里登记备查".to_owned()
            } else {
                path.join(" → ")
            },
            stand_in: survey.stand_in.clone(),
            exceptions: survey.clashes.iter().map(|clash| clash.words.clone()).collect(),
            notes: survey.notes.clone(),
        }
    }
}

/// A leave as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The application in force, with what was found out about it.
    #[schemars(title = "申请")]
    pub applied: Applied,
    /// What was found out about it, in words.
    #[schemars(title = "核定")]
    pub summary: Summary,
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
    /// Offices that keep it on file.
    #[schemars(title = "备案")]
    pub filed: Option<Filed>,
    /// The papers of an emergency are in.
    #[schemars(title = "手续补齐日期")]
    pub completed: Option<Day>,
    /// An extension or a change that waits for its own signatures.
    #[schemars(title = "续假、改期", extend("x-hidden" = true))]
    pub proposal: Option<Proposal>,
    /// The day on which the explanation was given.
    #[schemars(title = "说明日期")]
    pub explained: Option<Day>,
    /// How often it was extended.
    #[schemars(title = "续假次数")]
    pub extensions: u32,
    /// Called back, with the half-day by which he must be back.
    #[schemars(title = "召回")]
    pub recalled: Option<Recall>,
    /// Back.
    #[schemars(title = "销假")]
    pub returned: Option<Returned>,
    /// Stayed away too long, and what became of it.
    #[schemars(title = "逾期")]
    pub delay: Option<Delay>,
    /// Questions whether a chief is back.
    #[schemars(title = "确认返岗")]
    pub presence: Vec<Presence>,
    /// The stand-in has left the body, and no other is named yet.
    #[serde(default)]
    #[schemars(title = "代行职责人离岗")]
    pub stand_in_lost: Option<StandInLost>,
    /// What the hospital says, sealed.
    #[serde(default)]
    #[schemars(title = "诊断和医嘱")]
    pub diagnosis: Option<Sealed<Prose>>,
    /// The trip abroad from which it follows.
    #[serde(default)]
    #[schemars(title = "出国（境）事项")]
    pub trip: Option<MatterId>,
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
        if !self.is_decided() {
            return if self.sent_back.is_some() {
                stage::SENT_BACK
            } else if self.awaits_papers() {
                stage::PAPERS
            } else {
                stage::PENDING
            };
        }
        match (&self.proposal, &self.delay) {
            (Some(Proposal { proposed: Proposed { kind: ProposalKind::Extension, .. }, .. }), _) => stage::EXTENDING,
            (Some(_), _) => stage::CHANGING,
            (None, Some(delay)) if delay.is_open() => {
                if self.is_back() && delay.explanation.is_some() {
                    stage::JUDGING
                } else {
                    stage::EXPLAINING
                }
            }
            _ if self.is_back() => stage::DONE,
            _ => stage::APPROVED,
        }
    }

    /// Whether all have signed, or the last has said no to something already done.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.chain.is_complete() || self.is_denied()
    }

    /// Whether an approver said no to a leave that had been taken already.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.ended.is_none() && self.chain.opinions.last().is_some_and(|opinion| opinion.verdict == Verdict::Refused)
    }

    /// Whether he left on a word and the papers are owed.
    #[must_use]
    pub fn awaits_papers(&self) -> bool {
        self.is_emergency() && self.completed.is_none()
    }

    /// Whether he left on a word.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        matches!(self.applied.application.manner, Manner::Emergency(_))
    }

    /// Whether it was asked for after the fact.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        matches!(self.applied.application.manner, Manner::MadeUp(_))
    }

    /// Whether he is known to be back.
    #[must_use]
    pub fn is_back(&self) -> bool {
        self.returned.is_some() || self.is_made_up()
    }

    /// Whether he may be away: approved, or allowed to leave on a word.
    #[must_use]
    pub fn may_be_away(&self) -> bool {
        self.approved.is_some() || self.is_emergency()
    }

    /// The person who goes.
    #[must_use]
    pub fn applicant(&self) -> &PersonId {
        &self.applied.survey.applicant
    }

    /// From when to when he may be away: as approved, less what a recall took.
    #[must_use]
    pub fn allowed(&self) -> Period {
        let asked = self.applied.application.period;
        let to = self.recalled.as_ref().map_or(asked.to, |recall| recall.by.min(asked.to)).max(asked.from);
        Period { from: asked.from, to }
    }

    /// From when to when he was away, once that is known; until then what he may.
    #[must_use]
    pub fn taken(&self) -> Period {
        let allowed = self.allowed();
        match &self.returned {
            Some(returned) => Period { from: allowed.from, to: returned.report.returned.max(allowed.from) },
            None => allowed,
        }
    }
}

//! What is known of a handover.

mod annex;
mod content;
mod dispute;
mod left;

pub(super) use annex::names;
pub use annex::{
    AccountRow, Annex, ArticleRow, ArticleSort, AssetRow, CarrierRow, Custody, DebtRow, Direction, Economy, SealRow,
    StaffRow, Totals, WorkRow,
};
pub use content::{Content, Item, Relation, Table, cents};
pub use dispute::{Dispute, Reservation};
pub use left::{Also, AuditRequest, AuditWaiver, Completion, Form, Left, Party, Takeover};

use super::deeds::{Filing, Tick};
use engine::{
    access::Hat,
    days::Day,
    parts::Signatures,
    words::{MatterId, PostId, Prose, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An open row struck off by the successor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Struck {
    /// Its key: `work.1`.
    #[schemars(title = "序号")]
    pub item: String,
    /// What it was about.
    #[schemars(title = "事项")]
    pub matter: String,
    /// The day on which it was done.
    #[schemars(title = "办结日期")]
    pub day: Day,
    /// How it ended.
    #[schemars(title = "办理结果")]
    pub result: Prose,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The post handed over.
    #[schemars(title = "离任情况")]
    pub left: Left,
    /// Why the unit hands over in the leaver's stead.
    #[schemars(title = "单位代办理由")]
    pub by_unit: Option<Prose>,
    /// Who hands over in his stead, where somebody was named.
    #[schemars(title = "代办人")]
    pub representative: Option<Party>,
    /// What that rests on.
    #[schemars(title = "代办依据")]
    pub basis: Option<String>,
    /// What only those who open it may know.
    #[schemars(title = "不公开的原因")]
    pub ground: Option<Sealed<Prose>>,
    /// Who receives.
    #[schemars(title = "接收人")]
    pub receiver: Option<Party>,
    /// Who supervises, where somebody was named.
    #[schemars(title = "指定监交人")]
    pub supervisor: Option<Party>,
    /// The five tables.
    #[schemars(title = "交接内容")]
    pub tables: Vec<Table>,
    /// Remarks.
    #[schemars(title = "其他说明")]
    pub notes: Option<Prose>,
    /// People, as approved and as they are.
    #[schemars(title = "机构编制人员")]
    pub staffing: Vec<StaffRow>,
    /// Tables beneath 经济事项.
    #[schemars(title = "经济事项附表")]
    pub economy: Economy,
    /// Tables beneath 其他需要交接的事项.
    #[schemars(title = "印章物品附表")]
    pub custody: Custody,
    /// Tables that were said to have nothing in them.
    #[schemars(title = "无此类情况的附表")]
    pub annex_none: Vec<Annex>,
    /// What they come to.
    #[schemars(title = "合计")]
    pub totals: Totals,
    /// What the parties do not agree on, and what became of it.
    #[schemars(title = "争议")]
    pub disputes: Vec<Dispute>,
    /// Why the working days stand still, where they were stopped midway.
    #[schemars(title = "停止计时的理由")]
    pub stopped: Option<Prose>,
    /// What that rests on.
    #[schemars(title = "停止计时的依据")]
    pub stopped_by: Option<String>,
    /// The three signatures.
    #[schemars(title = "签字")]
    pub signatures: Signatures,
    /// What some of them were given with.
    #[schemars(title = "保留意见")]
    pub reservations: Vec<Reservation>,
    /// Why it is late.
    #[schemars(title = "逾期原因")]
    pub late_reason: Option<Prose>,
    /// How it was completed.
    #[schemars(title = "交接完成")]
    pub completion: Option<Completion>,
    /// Open rows struck off.
    #[schemars(title = "已销号事项")]
    pub struck: Vec<Struck>,
    /// Who carries the open rows on: the receiver, or whoever followed him in the post.
    #[schemars(title = "续办人")]
    pub carrier: Option<Party>,
    /// Whoever follows takes over from whoever received for the time being.
    #[schemars(title = "接任补签")]
    pub takeover: Option<Takeover>,
    /// The letter to the auditors.
    #[schemars(title = "提请离任审计")]
    pub audit: Option<AuditRequest>,
    /// Why there was none.
    #[schemars(title = "不提请审计")]
    pub audit_waived: Option<AuditWaiver>,
    /// Relations moved.
    #[schemars(title = "关系转接")]
    pub ticks: Vec<Tick>,
    /// The filing of the transfer.
    #[schemars(title = "转接备案")]
    pub filed: Option<Filing>,
    /// The decision it rests on was taken back.
    #[schemars(title = "任免已撤回", extend("x-hidden" = true))]
    pub undone: bool,
}

/// What goes over to the successor.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// Its key: `work.1`, `dispute.2`.
    pub key: String,
    /// Where it stands in the paper.
    pub heading: &'static str,
    /// What it is.
    pub matter: String,
    /// By when.
    pub due: Option<Day>,
}

/// Where a handover stands; it follows from the facts and is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 待交接: nothing filled in.
    Opened,
    /// 填写中
    Filling,
    /// 待签字
    Signing,
    /// 转接中: signed, relations or their filing missing.
    Moving,
    /// 续办中: signed; open rows with the successor, disputes not settled, or the one who follows has not signed.
    Carrying,
    /// 待提请审计: all but the letter to the auditors.
    Auditing,
    /// 已办结
    Done,
    /// 已终止: the decision was taken back.
    Ended,
}

impl Stage {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "待交接",
            Self::Filling => "填写中",
            Self::Signing => "待签字",
            Self::Moving => "转接中",
            Self::Carrying => "续办中",
            Self::Auditing => "待提请审计",
            Self::Done => "已办结",
            Self::Ended => "已终止",
        }
    }
}

/// Keys of the signatures.
pub const LEAVER: &str = "leaver";
/// Key of the receiver's signature.
pub const RECEIVER: &str = "receiver";
/// Key of the supervisor's signature.
pub const SUPERVISOR: &str = "supervisor";

impl State {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        if self.undone {
            return Stage::Ended;
        }
        if self.completion.is_none() {
            return match self.unfilled().count() {
                0 if self.receiver.is_none() || self.missing_annexes().next().is_some() => Stage::Filling,
                0 => Stage::Signing,
                5 => Stage::Opened,
                _ => Stage::Filling,
            };
        }
        if self.missing_relations().next().is_some() || (!self.left.relations.is_empty() && self.filed.is_none()) {
            return Stage::Moving;
        }
        if self.is_carried() {
            Stage::Carrying
        } else if self.owes_audit() {
            Stage::Auditing
        } else {
            Stage::Done
        }
    }

    /// Whether somebody still has something of it to do, the auditors' letter aside.
    fn is_carried(&self) -> bool {
        let unsigned = self.takeover.as_ref().is_some_and(|takeover| takeover.signed.is_none());
        unsigned || self.open_items().next().is_some() || self.open_disputes().next().is_some()
    }

    /// Whether it was received for the time being, and whoever follows has not signed yet.
    #[must_use]
    pub fn awaits_successor(&self) -> bool {
        self.receiver.as_ref().is_some_and(Party::is_interim)
            && self.takeover.as_ref().is_none_or(|takeover| takeover.signed.is_none())
    }

    /// Whether the letter to the auditors is still to be written.
    #[must_use]
    pub const fn owes_audit(&self) -> bool {
        self.left.audit && self.audit.is_none() && self.audit_waived.is_none()
    }

    /// The hats of the side that hands over.
    #[must_use]
    pub fn leaver_hats(&self) -> Vec<Hat> {
        self.signatures.get(LEAVER).map(|signature| signature.by.clone()).unwrap_or_default()
    }

    /// The table of a content.
    #[must_use]
    pub fn table(&self, content: Content) -> Option<&Table> {
        self.tables.iter().find(|table| table.content == content)
    }

    /// Contents not filled in yet: neither rows, nor rows in a table beneath them, nor said to have nothing.
    pub fn unfilled(&self) -> impl Iterator<Item = &Table> {
        let beneath =
            |content| Annex::ALL.into_iter().any(|annex| annex.content() == content && self.rows_in(annex) > 0);
        self.tables.iter().filter(move |table| !table.is_filled() && !beneath(table.content))
    }

    /// How many rows a table beneath the contents has.
    #[must_use]
    pub fn rows_in(&self, annex: Annex) -> usize {
        match annex {
            Annex::Staffing => self.staffing.len(),
            Annex::Accounts => self.economy.accounts.len(),
            Annex::Debts => self.economy.debts.len(),
            Annex::Assets => self.economy.assets.len(),
            Annex::Works => self.economy.works.len(),
            Annex::Articles => self.custody.articles.len(),
            Annex::Seals => self.custody.seals.len(),
            Annex::Carriers => self.custody.carriers.len(),
        }
    }

    /// Tables beneath the contents that the county wants filled and nobody has: neither rows, nor said to have nothing.
    pub fn missing_annexes(&self) -> impl Iterator<Item = Annex> {
        let none = |annex: Annex| self.table(annex.content()).is_some_and(|table| table.none);
        let full = self.left.form == Form::Full;
        let asked = self.left.annexes.iter().copied().filter(move |_| full);
        asked.filter(move |annex| self.rows_in(*annex) == 0 && !self.annex_none.contains(annex) && !none(*annex))
    }

    /// All rows of the contents with their keys: `work.1`.
    pub fn items(&self) -> impl Iterator<Item = (String, Content, &Item)> {
        self.tables.iter().flat_map(|table| {
            let numbered = table.rows.iter().enumerate();
            numbered.map(|(row, item)| (format!("{}.{}", table.content.code(), row + 1), table.content, item))
        })
    }

    /// What goes over to the successor and nobody has struck off: open rows, and disputes settled in this way.
    pub fn open_items(&self) -> impl Iterator<Item = OpenItem> {
        let rows = self.items().filter(|(_, _, item)| item.open).map(|(key, content, item)| OpenItem {
            key,
            heading: content.title(),
            matter: item.matter.clone(),
            due: item.due,
        });
        let carried = self.disputes.iter().filter(|dispute| dispute.carried).map(|dispute| OpenItem {
            key: dispute.key(),
            heading: "争议",
            matter: format!("{}：{}", dispute.about, dispute.outcome.clone().unwrap_or_default()),
            due: dispute.due,
        });
        rows.chain(carried).filter(|open| !self.struck.iter().any(|struck| struck.item == open.key))
    }

    /// Disputes on which nobody has decided.
    pub fn open_disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.disputes.iter().filter(|dispute| dispute.is_open())
    }

    /// Whether any of the three has signed.
    #[must_use]
    pub fn is_signed_by_any(&self) -> bool {
        self.signatures.0.iter().any(|signature| signature.day.is_some())
    }

    /// Relations that have to move and have not.
    pub fn missing_relations(&self) -> impl Iterator<Item = Relation> {
        self.left.relations.iter().copied().filter(|relation| !self.ticks.iter().any(|tick| tick.relation == *relation))
    }

    /// Whether it covers this post.
    #[must_use]
    pub fn covers(&self, post: &PostId) -> bool {
        self.left.post == *post || self.left.also.iter().any(|also| also.post == *post)
    }

    /// Whether the decision it rests on is this one.
    #[must_use]
    pub fn rests_on(&self, decision: &MatterId) -> bool {
        self.left.decision.as_ref() == Some(decision)
    }
}

//! Rows for reading about people, units, posts and accounts: effects of register matters like any duty.

use crate::{
    access::Role,
    days::Day,
    words::{MatterId, PersonId, PostId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Party or government side of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Side {
    /// 党
    #[schemars(title = "党")]
    Party,
    /// 政
    #[schemars(title = "政")]
    Government,
}

/// A row for reading: people are register matters, and this is what the rest of the house asks about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A cadre.
    Person(PersonEntry),
    /// A unit.
    Unit(UnitEntry),
    /// A post.
    Post(PostEntry),
    /// Two people under management are related.
    Relation(RelationEntry),
    /// An account.
    Account(AccountEntry),
    /// A role of an account.
    Grant(GrantEntry),
    /// Somebody may decide for another in office.
    Authorization(AuthorizationEntry),
    /// The ledger of a kind and year is closed.
    ClosedLedger(ClosedLedgerEntry),
    /// A 发文字号 that was given.
    Document(DocumentEntry),
    /// A block of somebody's or some body's dossier was gone through.
    Reviewed(ReviewedEntry),
}

/// Row of a cadre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonEntry {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// 男 or 女.
    pub sex: String,
    /// Birth month, `1979-06`.
    pub birth: String,
    /// 正科, 副科, 股级 …
    pub level: String,
    /// 一级主任科员 …; empty where none.
    pub rank: String,
    /// 县管, 单位管, 上级管.
    pub authority: String,
    /// Member of the Party.
    pub party: bool,
    /// First day of work.
    pub works_since: Option<Day>,
    /// Alive and under management.
    pub active: bool,
    /// Place in the roster of the unit.
    pub order: i64,
    /// Keyed digest of the ID number, for matching; the number itself is sealed.
    pub id_digest: Option<String>,
}

/// Row of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitEntry {
    /// Which.
    pub id: UnitId,
    /// Full name.
    pub name: String,
    /// Other names under which rosters know it.
    pub aliases: Vec<String>,
    /// Code of the dictionary `unit_kinds`.
    pub kind: String,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// Official order.
    pub order: i64,
    /// Still exists.
    pub active: bool,
    /// Names it bore before, the oldest first.
    pub former: Vec<FormerName>,
}

/// A name that a unit bore before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// First day without it.
    pub until: Day,
}

impl FormerName {
    /// The name that was borne on a day: the one of `former`, in their order, that ended after it, else the name of now.
    #[must_use]
    pub fn on<'a>(day: Day, former: &'a [Self], now: &'a str) -> &'a str {
        former.iter().find(|one| day < one.until).map_or(now, |one| one.name.as_str())
    }
}

/// Row of a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostEntry {
    /// Which.
    pub id: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// Title without the unit's name.
    pub title: String,
    /// Chief (正职).
    pub chief: bool,
    /// Party or government side.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the body.
    pub order: i64,
    /// Still exists.
    pub active: bool,
}

/// Row of a relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelationEntry {
    /// One.
    pub person: PersonId,
    /// The other.
    pub other: PersonId,
    /// 夫妻, 父子 …
    pub relation: String,
}

/// Row of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// The account's register matter.
    pub id: MatterId,
    /// Sign-in name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// The cadre behind it.
    pub person: Option<PersonId>,
    /// May sign in.
    pub active: bool,
}

/// Row of a grant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrantEntry {
    /// The account's register matter.
    pub account: MatterId,
    /// The role.
    pub role: Role,
    /// For this unit only.
    pub unit: Option<UnitId>,
}

/// Row of an authorization (授权代签).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuthorizationEntry {
    /// Its register matter.
    pub id: MatterId,
    /// Who lets the other decide.
    pub principal: PersonId,
    /// Who decides.
    pub delegate: PersonId,
    /// Kinds of matters it is for; none for all.
    pub kinds: Vec<String>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

/// Row of a closed ledger (封账).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClosedLedgerEntry {
    /// The kind.
    pub kind: String,
    /// The year.
    pub year: i16,
    /// When it was closed.
    pub day: Day,
    /// How many rows it had.
    pub rows: i64,
    /// How many of them go on in the next year.
    pub left: i64,
    /// Digest of its rows.
    pub digest: String,
}

/// Row of a block of a dossier (监督信息档案) that was gone through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewedEntry {
    /// Whose dossier: a person or a unit's body, by id.
    pub of: String,
    /// Code of the dictionary `dossier_blocks`.
    pub block: String,
    /// When.
    pub day: Day,
    /// 无此类情况: it was found that there is nothing.
    pub none: bool,
    /// What is still missing, in words; empty where it is complete.
    pub missing: String,
}

/// Row of a 发文字号. Whatever becomes of its matter, a number once given is not given again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// 发文机关代字, the word as it stands in the number.
    pub series: String,
    /// The year of the number.
    pub year: i16,
    /// Its place in series and year, from 1.
    pub number: i64,
}

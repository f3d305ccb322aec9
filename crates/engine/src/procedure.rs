//! A mechanism as one pure description: what the engine asks of it, and what it answers with.

use crate::{
    access::{Actor, Hat, Offer, Role},
    days::{Day, HalfDay, Period},
    facts::Facts,
    policy::{Basis, Clock, Policy},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// What state, action and event have in common: they are values with a schema.
pub trait Record: Serialize + DeserializeOwned + JsonSchema {}
impl<T: Serialize + DeserializeOwned + JsonSchema> Record for T {}

/// A case has an end. A register entry lives as long as its thing. A term is one subject × one period, opened by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Leave, handover: counted among the open matters until it ends.
    Case,
    /// Cadre, unit, certificate: not counted among the open matters.
    Register,
    /// A branch's year, a unit's half-year report: opened by `calls`.
    Term,
}

/// A mechanism's name and shape.
#[derive(Debug)]
pub struct Kind {
    /// Identifier, snake_case, as in code, database and API.
    pub id: &'static str,
    /// Name in the field: 请销假.
    pub title: &'static str,
    /// Chapter of the Opinion, 1–5; 0 for the ground (people, units, posts, accounts).
    pub chapter: u8,
    /// Clauses it carries out, ids of the policy pack.
    pub clauses: &'static [&'static str],
    /// Case, register or term.
    pub shape: Shape,
    /// Version of the event vocabulary; grows by one with each change that `upcast` must undo.
    pub version: u32,
    /// Prefix of the running number, 请 in 请〔2026〕1号; none where matters of this kind are not numbered.
    pub prefix: Option<&'static str>,
    /// Stored stages in the order in which they are passed; they become the tabs of the ledger.
    pub stages: &'static [&'static str],
    /// Stages that follow from the clock, each within a stored one.
    pub clock_stages: &'static [ClockStage],
    /// Columns of its own that lists and ledgers show.
    pub columns: &'static [Column],
    /// Ids of the limits and tables it asks the policy pack for; a pack without them is refused when it is loaded.
    pub limits: &'static [&'static str],
    /// Roles that may correct, void, revoke, suspend and reassign; commenting is open to whoever sees the matter.
    pub keepers: &'static [Role],
    /// Never visible to the persons it concerns, their relatives and their body (reports, clues).
    pub veiled: bool,
    /// Visible to whoever signs in, the administrators excepted (units, posts).
    pub common: bool,
}

/// A stage that no event brings about: it follows from the period, the next due day and the moment of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStage {
    /// The stored stage within which it holds.
    pub within: &'static str,
    /// The word people use: 待出发.
    pub word: &'static str,
    /// When it holds.
    pub when: When,
}

/// Position of the moment of asking relative to a matter's period and next due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The period has not begun.
    Before,
    /// The moment lies within the period.
    During,
    /// The period is over, the next due day is not.
    AfterInTime,
    /// The period is over and so is the next due day.
    AfterLate,
}

impl When {
    /// Whether this position is the one of `now` (whose day is also compared with the due day).
    #[must_use]
    pub fn holds(self, period: &Period, next_due: Option<Day>, now: HalfDay) -> bool {
        let late = next_due.is_some_and(|due| due < now.day);
        match self {
            Self::Before => now < period.from,
            Self::During => period.from <= now && now <= period.to,
            Self::AfterInTime => period.to < now && !late,
            Self::AfterLate => period.to < now && late,
        }
    }
}

impl Kind {
    /// The stage word at a moment: the clock's where one applies, else the stored one.
    #[must_use]
    pub fn stage_word<'a>(
        &self,
        stored: &'a str,
        period: Option<&Period>,
        next_due: Option<Day>,
        now: HalfDay,
    ) -> &'a str {
        let Some(period) = period else { return stored };
        self.clock_stages
            .iter()
            .find(|clock| clock.within == stored && clock.when.holds(period, next_due, now))
            .map_or(stored, |clock| clock.word)
    }
}

/// Type of a column's cells; decides alignment, filter and order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Free text.
    Text,
    /// A civil day.
    Day,
    /// A half-day.
    HalfDay,
    /// A number, halves allowed.
    Count,
    /// One of few words: becomes a filter.
    Choice,
    /// A person, by name as it was at the event.
    Person,
    /// Yes or no.
    Flag,
}

/// A column of a kind's own in `Outline::cells`.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Key in the cells.
    pub key: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Type.
    pub cell: Cell,
    /// Sorted by county-wide: gets an index of its own.
    pub indexed: bool,
}

/// One mechanism. Implemented once per kind; everything else about storing, showing and guarding is done by the house.
pub trait Procedure: Sized + Sync + 'static {
    /// Name and shape.
    const KIND: Kind;
    /// Facts gathered so far, with a small stage among them. A cache of the events.
    type State: Record;
    /// What people can do: an enum whose variants each carry a payload struct with `deny_unknown_fields`.
    type Action: Record;
    /// What has happened: an enum whose variants each carry a payload struct.
    type Event: Record;

    /// Which verbs are open in this state, and to whom. This one table is the buttons, the permission, «waiting for whom», the
    /// workbench and the golden role matrix. `None` is the matter not yet opened.
    fn offers(state: Option<&Self::State>, cx: &Context) -> Vec<Offer>;

    /// Called only with a verb that is on offer to the actor. Decides on content. Everything it found out from policy, facts,
    /// clock or actor goes into the events: `apply` will have none of them.
    ///
    /// # Errors
    /// A refusal: code, sentence, clause, and the field it is about.
    fn decide(state: Option<&Self::State>, action: Self::Action, cx: &Context) -> Result<Vec<Self::Event>, Refusal>;

    /// History becomes state.
    ///
    /// # Errors
    /// A pair that `decide` never makes is a `Misfit`; a correction may produce one.
    fn apply(state: Option<Self::State>, event: Self::Event) -> Result<Self::State, Misfit>;

    /// What lists, search and access control need to know.
    fn outline(state: &Self::State) -> Outline;

    /// Rows owned by this matter: a function of state and dated policy only.
    fn effects(_state: &Self::State, _clock: &Clock) -> Effects {
        Effects::default()
    }

    /// One line of the opinion stream.
    fn narrate(event: &Self::Event) -> Line;

    /// Steps of the step bar, at most eight.
    fn steps(_state: &Self::State) -> Vec<Step> {
        Vec::new()
    }

    /// Labels of what may be done later, each with the reason why not now.
    fn not_yet(_state: &Self::State, _cx: &Context) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What others may overhear of an event.
    fn tells(_after: &Self::State, _event: &Self::Event) -> Vec<Trigger> {
        Vec::new()
    }

    /// What this mechanism does on hearing something.
    fn hears(_trigger: &Trigger, _cx: &Context) -> Vec<Reaction<Self::Action>> {
        Vec::new()
    }

    /// What the clock brings about by this moment: terms to be opened, limits passed. Idempotent by key.
    fn calls(_cx: &Context) -> Vec<Reaction<Self::Action>> {
        Vec::new()
    }

    /// What a form cannot know from the type.
    fn aid(_state: Option<&Self::State>, _verb: &str, _cx: &Context) -> Aid {
        Aid::default()
    }

    /// Events of older versions, as they lie in the journal, made readable: verb and payload.
    fn upcast(_from: u32, verb: &str, payload: Value) -> (String, Value) {
        (verb.to_owned(), payload)
    }

    /// Whether a recorded event may be replaced by that one (更正). The engine has checked that the verb is the same and will
    /// replay; here the content is judged.
    ///
    /// # Errors
    /// A refusal, where the corrected content would not be allowed.
    fn amend(_state: &Self::State, _was: &Self::Event, _now: &Self::Event, _cx: &Context) -> Result<(), Refusal> {
        Ok(())
    }
}

/// What a rule knows beside state and action.
pub struct Context<'a> {
    /// The moment of entry.
    pub now: jiff::Timestamp,
    /// The civil day on which the action counts: today, or the day on the paper when entered on behalf.
    pub day: Day,
    /// Who acts.
    pub actor: &'a Actor,
    /// The matter acted on; for a new one, the id it will have.
    pub matter: &'a MatterId,
    /// The county's dated numbers.
    pub policy: &'a Policy,
    /// The world.
    pub facts: &'a dyn Facts,
    /// What was sealed in this very action.
    pub vault: &'a dyn Vault,
}

impl Context<'_> {
    /// The half-day of the moment, in office time (+08:00): the afternoon begins at noon.
    #[must_use]
    pub fn half_now(&self) -> HalfDay {
        HalfDay::at(self.now)
    }
    /// The clear value of something sealed in this action.
    #[must_use]
    pub fn open<T: DeserializeOwned>(&self, sealed: &Sealed<T>) -> Option<T> {
        serde_json::from_value(self.vault.clear(&sealed.seal)?).ok()
    }
}

/// Reads only what was sealed in this action, or was opened by two persons for it.
pub trait Vault {
    /// The clear value behind a handle.
    fn clear(&self, seal: &str) -> Option<Value>;
}

/// A vault with nothing in it.
pub struct NoVault;
impl Vault for NoVault {
    fn clear(&self, _: &str) -> Option<Value> {
        None
    }
}

/// The program's no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Few, stable, listed in a golden file.
    pub code: &'static str,
    /// What happened and what to do, in Chinese.
    pub sentence: String,
    /// Id of the clause it rests on; empty where it is only about procedure.
    pub clause: String,
    /// JSON pointer of the field it is about.
    pub at: Option<String>,
}

impl Refusal {
    /// A refusal about the whole action.
    #[must_use]
    pub fn new(code: &'static str, clause: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { code, clause: clause.into(), sentence: sentence.into(), at: None }
    }
    /// The refusal placed at a field: `/period/to`.
    #[must_use]
    pub fn at(mut self, pointer: &str) -> Self {
        self.at = Some(pointer.to_owned());
        self
    }
    /// The stage does not offer the verb.
    #[must_use]
    pub fn not_now() -> Self {
        Self::new("not_now", "", "事项在当前环节不能办理此动作，请看最新环节。")
    }
    /// One sentence for every refusal that rests on something sealed: no clause, no count, no reason.
    #[must_use]
    pub fn neutral() -> Self {
        Self::new("needs_study", "", "按程序需进一步研究，办理后告知。")
    }
}

/// History that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("history does not fit: {0}")]
pub struct Misfit(pub &'static str);

/// In what capacity a matter concerns a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum As {
    /// The matter is about him and he takes part.
    Subject,
    /// The matter is about him (a report).
    Object,
    /// He reported.
    Reporter,
    /// He stands in.
    StandIn,
    /// He signs or signed.
    Signer,
    /// He receives, in a handover.
    Receiver,
    /// He supervises a handover.
    Supervisor,
    /// A relative named in it.
    Relative,
}

impl As {
    /// The code stored with a concern.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Reporter => "reporter",
            Self::StandIn => "stand_in",
            Self::Signer => "signer",
            Self::Receiver => "receiver",
            Self::Supervisor => "supervisor",
            Self::Relative => "relative",
        }
    }
}

/// How far a matter may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// 公开
    Open,
    /// 内部
    Inner,
    /// 工作秘密
    Work,
    /// 封存
    Sealed,
}

/// What a matter looks like from outside.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    /// One line: 请假：翟明远，因公赴芜湖市.
    pub title: String,
    /// The stored stage, one of `Kind::stages`.
    pub stage: &'static str,
    /// Whether it is ended.
    pub done: bool,
    /// Whom it concerns, in what capacity; the first subject is the one lists show.
    pub persons: Vec<(As, PersonId)>,
    /// Units concerned; the first is the one lists show and access follows.
    pub units: Vec<UnitId>,
    /// 时任职务 of the subject, as text, frozen at the event.
    pub post: String,
    /// The period it is about.
    pub period: Option<Period>,
    /// How far it may be known.
    pub secrecy: Secrecy,
    /// Cells of the kind's own columns: a flat object, at most twelve keys.
    pub cells: Value,
    /// Links to other matters, with the relation in words.
    pub links: Vec<(&'static str, MatterId)>,
    /// Text that search finds beside title, number and names; nothing sealed.
    pub text: String,
}

/// Rows owned by a matter and reconciled by the desk after each action.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Effects {
    /// Something owed by someone by a day.
    pub duties: Vec<Duty>,
    /// What a person may not get, from when to when.
    pub holds: Vec<Hold>,
    /// Who is away.
    pub absences: Vec<Absence>,
    /// Who holds which post.
    pub tenures: Vec<Tenure>,
    /// Rows for reading about people, units, posts, relatives, accounts and grants.
    pub registry: Vec<Entry>,
}

/// 应办事项.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Unique within the matter.
    pub key: String,
    /// What is to be done, verb first: 销假.
    pub what: String,
    /// Who owes it: any of these hats.
    pub owner: Vec<Hat>,
    /// By which day; empty where it waits without a limit or the calendar is not published.
    pub due: Option<Day>,
    /// How the day came about.
    pub basis: Basis,
    /// The verb that discharges it; the button on the workbench.
    pub verb: Option<String>,
    /// The duty stands for the office, not for the person: it passes to whoever follows.
    pub with_post: bool,
}

/// What a hold bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// Asking for leave.
    Leave,
    /// Going abroad.
    Trip,
    /// 提拔、重用、职级晋升
    Promotion,
    /// 评优评先、优秀等次
    Award,
    /// 辞职
    Resignation,
    /// 交流、调动
    Transfer,
}

/// 影响期、处分期、立案限制、核查暂缓、一票否决: five things on paper, one word here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hold {
    /// Whom.
    pub person: PersonId,
    /// What it is called on paper.
    pub name: String,
    /// What it bars.
    pub bars: Vec<Bar>,
    /// First day.
    pub from: Day,
    /// First day after it; empty while it lasts until lifted.
    pub until: Option<Day>,
    /// How the days came about.
    pub basis: Basis,
    /// Answers everyone but its named readers with the neutral sentence.
    pub sealed: bool,
}

/// 外出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// From when to when.
    pub period: Period,
    /// Approved; otherwise applied for and pending.
    pub firm: bool,
    /// Lasts until it is reported ended.
    pub until_reported: bool,
    /// Who stands in.
    pub stand_in: Option<PersonId>,
    /// What the calendar writes on the bar: 因公 合肥.
    pub label: String,
}

/// One person in one post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub from: Day,
    /// First day after it; empty while it lasts.
    pub until: Option<Day>,
    /// Holds the unit together without being its chief (主持工作).
    pub acting: bool,
}

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

/// One line of the opinion stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What was done: 提交申请.
    pub act: String,
    /// What was said or entered.
    pub text: String,
    /// Drawn as grave.
    pub grave: bool,
}

impl Line {
    /// An ordinary line.
    #[must_use]
    pub fn new(act: impl Into<String>, text: impl Into<String>) -> Self {
        Self { act: act.into(), text: text.into(), grave: false }
    }
    /// The line drawn as grave.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.grave = true;
        self
    }
}

/// A step of the step bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Its word: 审批.
    pub word: String,
    /// Where it stands.
    pub pace: Pace,
    /// The day it was done or is due.
    pub day: Option<Day>,
    /// Who did it or is to do it.
    pub who: Option<String>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Behind.
    Done,
    /// Now.
    Current,
    /// Ahead.
    Later,
}

/// What a form cannot know from the type.
#[derive(Debug, Default)]
pub struct Aid {
    /// Values to start with, shaped like the action's payload.
    pub prefill: Value,
    /// Choices of the moment: JSON pointer of the field, then (value, words).
    pub choices: Vec<(&'static str, Vec<(String, String)>)>,
    /// Fields not asked now, by JSON pointer.
    pub hide: Vec<&'static str>,
    /// Optional fields that are required now, by JSON pointer.
    pub require: Vec<&'static str>,
    /// One sentence under the button: what happens next and by when.
    pub note: Option<String>,
    /// The approval path, or whatever else is known before submitting, in words.
    pub path: Vec<String>,
}

/// Hats of whoever may be asked for by role, county-wide.
#[must_use]
pub fn roles(roles: &[Role]) -> Vec<Hat> {
    roles.iter().map(|role| Hat::Role(*role)).collect()
}

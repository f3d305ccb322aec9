//! The pages, one struct each; the template of the same name draws it.

use super::{
    field::{Choice, FormBox},
    frame::Frame,
    parts::{Basis, Change, Fact, FactBlock, Head, Paging, RefusalBox, Row, StaleBox, Tab, TableRow, Tag, Way},
};
use crate::view::ruler::Ruler;
use askama::Template;

/// 登录.
#[derive(Debug, Default, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// Title of the window.
    pub title: String,
    /// Digest of the assets.
    pub version: &'static str,
    /// Name of the office.
    pub office: String,
    /// What went wrong.
    pub refusal: Option<RefusalBox>,
    /// The account typed.
    pub account: String,
    /// It asks for a code beside the password.
    pub code: bool,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// 字大一号, as the last one here had it.
    pub large: bool,
    /// The rule of lockout in words, from the policy pack.
    pub lockout: String,
    /// A made county.
    pub demo: bool,
    /// Name and version of the program.
    pub program: String,
}

/// One sentence, for someone signed in: not found, not allowed, done.
#[derive(Debug, Default, Template)]
#[template(path = "notice.html")]
pub struct NoticePage {
    /// The frame.
    pub frame: Frame,
    /// The sentence.
    pub sentence: String,
    /// Where to go from here.
    pub ways: Vec<Way>,
}

/// One sentence, for someone who is not signed in or for whom nothing can be looked up.
#[derive(Debug, Default, Template)]
#[template(path = "notice_bare.html")]
pub struct BareNoticePage {
    /// Title of the window and the page.
    pub title: String,
    /// Digest of the assets.
    pub version: &'static str,
    /// The sentence.
    pub sentence: String,
    /// Where to go from here.
    pub ways: Vec<Way>,
}

/// A count that opens its list.
#[derive(Debug, Default)]
pub struct Count {
    /// How many.
    pub number: String,
    /// Of what.
    pub words: String,
    /// The list.
    pub href: String,
    /// `late`, `soon` or nothing.
    pub tone: &'static str,
}

/// A duty as lists show it.
#[derive(Clone, Debug, Default)]
pub struct DutyRow {
    /// 10月12日, or why there is no day.
    pub day: String,
    /// 逾期2日, 今日, 还有4个工作日.
    pub relative: String,
    /// `late`, `soon` or nothing.
    pub tone: &'static str,
    /// Day with its shape.
    pub tag: Tag,
    /// What is to be done and about whom.
    pub what: String,
    /// The matter.
    pub href: String,
    /// Number and title of the matter.
    pub meta: String,
    /// Who owes it.
    pub owner: String,
    /// Who holds it while its owner is away.
    pub away: String,
    /// How the day came about.
    pub basis: String,
    /// The clause as people cite it.
    pub clause: String,
    /// Words of the button; empty where it is not to be done by a verb.
    pub button: String,
    /// Where the button leads.
    pub action: String,
}

/// 逾期, 今日, 本周, 以后.
#[derive(Debug, Default)]
pub struct DutyGroup {
    /// Its words.
    pub title: &'static str,
    /// `late`, `soon` or nothing.
    pub tone: &'static str,
    /// Anchor in the page.
    pub anchor: &'static str,
    /// All of them, also those not shown.
    pub count: usize,
    /// The first of them.
    pub rows: Vec<DutyRow>,
    /// How many are not shown.
    pub more: usize,
    /// Where those are.
    pub more_href: String,
}

/// 工作台.
#[derive(Debug, Default, Template)]
#[template(path = "workbench.html")]
pub struct WorkbenchPage {
    /// The frame.
    pub frame: Frame,
    /// 2026年10月14日 星期三 · 工作日.
    pub today: String,
    /// Something can be opened by this person.
    pub has_new: bool,
    /// The strip of counts.
    pub counts: Vec<Count>,
    /// 轮到我办的12件.
    pub todo_meta: String,
    /// 待办 by urgency.
    pub groups: Vec<DutyGroup>,
    /// 我负责的应办.
    pub standing: Vec<DutyRow>,
    /// How many of them.
    pub standing_meta: String,
    /// 本周外出.
    pub week: super::calendar::Week,
    /// 最近打开.
    pub opened: Vec<Row>,
    /// Matters that changed last.
    pub recent: Vec<Row>,
    /// Forms begun and not sent, the newest first.
    pub drafts: Vec<DraftRow>,
    /// 未阅3条; empty for none.
    pub unread: String,
    /// What waits for those who authorized this person.
    pub entrusted: Vec<Row>,
    /// 还差什么, in a county that cannot work yet.
    pub missing: Vec<super::office::Panel>,
}

/// A form begun and not sent.
#[derive(Clone, Debug, Default)]
pub struct DraftRow {
    /// Kind and verb.
    pub title: String,
    /// Where it is opened.
    pub href: String,
    /// The matter, or that it is a new one.
    pub about: String,
    /// When it was kept.
    pub saved: String,
    /// Where it is thrown away.
    pub discard: String,
}

/// 草稿.
#[derive(Debug, Default, Template)]
#[template(path = "drafts.html")]
pub struct DraftsPage {
    /// The frame.
    pub frame: Frame,
    /// The drafts.
    pub rows: Vec<DraftRow>,
}

/// An entry that can be corrected.
#[derive(Debug, Default)]
pub struct AmendRow {
    /// Number within the matter.
    pub n: i64,
    /// What was done.
    pub act: String,
    /// What was said.
    pub text: String,
    /// Who.
    pub who: String,
    /// When it was recorded.
    pub when: String,
    /// Its form.
    pub href: String,
}

/// 更正.
#[derive(Debug, Default, Template)]
#[template(path = "amend.html")]
pub struct AmendPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// Title of the matter.
    pub meta: String,
    /// Why not.
    pub refusal: Option<RefusalBox>,
    /// What came between.
    pub stale: Option<StaleBox>,
    /// The entries to choose among.
    pub rows: Vec<AmendRow>,
    /// The form of the chosen one.
    pub form: Option<FormBox>,
    /// What stands in the record.
    pub was: Vec<Fact>,
}

/// A filter above a ledger.
#[derive(Debug, Default)]
pub struct Filter {
    /// Name as sent.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What stands in it.
    pub value: String,
    /// Width.
    pub class: &'static str,
    /// Choices; empty for a line of text.
    pub options: Vec<Choice>,
    /// Name of the second field of a range.
    pub till_name: &'static str,
    /// What stands in the second.
    pub till: String,
    /// Where suggestions for what is typed come from.
    pub suggest: &'static str,
}

impl Filter {
    /// Whether something is asked for.
    pub fn is_set(&self) -> bool {
        !self.value.is_empty() || !self.till.is_empty()
    }
}

/// 导出花名册: which columns.
#[derive(Debug, Default, Template)]
#[template(path = "roster.html")]
pub struct RosterPage {
    /// The frame.
    pub frame: Frame,
    /// Where the workbook is.
    pub action: &'static str,
    /// Of one unit only.
    pub unit: String,
    /// Columns to choose.
    pub columns: Vec<Choice>,
}

/// An act at the head of a page.
#[derive(Debug, Default)]
pub struct HeadAct {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The primary one.
    pub main: bool,
    /// Drawn in red outline.
    pub grave: bool,
}

/// A step of the step bar.
#[derive(Debug, Default)]
pub struct StepView {
    /// Its word.
    pub word: String,
    /// `done`, `current`, `later`.
    pub pace: &'static str,
    /// Day and name.
    pub under: String,
}

/// 现在须办.
#[derive(Debug, Default)]
pub struct NowView {
    /// What, and by whom.
    pub what: String,
    /// 10月20日 星期二.
    pub day: String,
    /// 还有4个工作日.
    pub tag: Tag,
    /// How the day came about.
    pub basis: Basis,
    /// The same, day by day.
    pub ruler: Option<Ruler>,
}

/// An offered action in the list at the left.
#[derive(Debug, Default)]
pub struct OfferView {
    /// Its words.
    pub title: String,
    /// Its address.
    pub href: String,
    /// The one whose form is shown.
    pub here: bool,
    /// Red.
    pub grave: bool,
    /// What it is about beyond the verb.
    pub note: String,
    /// Somebody else's, entered from his signed paper.
    pub behalf: bool,
}

/// A line of the opinion stream.
#[derive(Debug, Default)]
pub struct StreamLine {
    /// Number within the matter.
    pub n: i64,
    /// Who.
    pub who: String,
    /// Post or role.
    pub post: String,
    /// What was done.
    pub act: String,
    /// What was said.
    pub text: String,
    /// 代录, and other remarks of the record.
    pub note: String,
    /// Machine-readable moment.
    pub moment: String,
    /// 9月15日 10:12.
    pub when: String,
    /// Drawn red.
    pub grave: bool,
    /// The signed paper of an entry on behalf.
    pub paper: Option<Way>,
    /// What a correction changed.
    pub changes: Vec<Change>,
    /// The correction that replaced this entry.
    pub corrected: Option<Way>,
    /// Where this entry is corrected; empty where it cannot be.
    pub amend: String,
}

/// A duty in the aside of a matter.
#[derive(Debug, Default)]
pub struct MatterDuty {
    /// What.
    pub what: String,
    /// Day with its shape.
    pub tag: Tag,
    /// Who.
    pub owner: String,
    /// Who holds it while its owner is away.
    pub away: String,
    /// How the day came about.
    pub basis: Basis,
}

/// 事项.
#[derive(Debug, Default, Template)]
#[template(path = "matter.html")]
pub struct MatterPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// 时任职务.
    pub post: String,
    /// Running number.
    pub number: String,
    /// Stage.
    pub tag: Tag,
    /// Grave and rare acts, at the head.
    pub acts: Vec<HeadAct>,
    /// The refused form is shown under it.
    pub refusal: Option<RefusalBox>,
    /// Somebody else acted since.
    pub stale: Option<StaleBox>,
    /// Step bar.
    pub steps: Vec<StepView>,
    /// 第4步，共6步：本人回复.
    pub steps_short: String,
    /// 现在须办.
    pub now: Option<NowView>,
    /// Facts.
    pub facts: Vec<FactBlock>,
    /// What this person may do.
    pub offers: Vec<OfferView>,
    /// What may be done later, and why not now.
    pub not_yet: Vec<Row>,
    /// The form of the chosen one.
    pub form: Option<FormBox>,
    /// 经过与意见.
    pub stream: Vec<StreamLine>,
    /// Open duties.
    pub duties: Vec<MatterDuty>,
    /// Who it concerns.
    pub people: Vec<Row>,
    /// Holds and absences that follow from it.
    pub effects: Vec<Row>,
    /// Attachments.
    pub papers: Vec<Row>,
    /// Papers of its kind, to be looked at and taken away.
    pub forms: Vec<Row>,
    /// Linked matters.
    pub links: Vec<Row>,
    /// Who can see it: names or roles, and as what.
    pub readers: Vec<Row>,
    /// The same on paper.
    pub print: String,
    /// Its place in the journal.
    pub proof: String,
}

/// 新办.
#[derive(Debug, Default, Template)]
#[template(path = "new.html")]
pub struct NewPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// One line about it.
    pub meta: String,
    /// Why not.
    pub refusal: Option<RefusalBox>,
    /// The form.
    pub form: FormBox,
    /// Clauses and limits behind it: words and clause.
    pub help: Vec<Row>,
}

/// Which kind of matter to open.
#[derive(Debug, Default, Template)]
#[template(path = "choose.html")]
pub struct ChoosePage {
    /// The frame.
    pub frame: Frame,
    /// The kinds.
    pub rows: Vec<Row>,
}

/// 应办.
#[derive(Debug, Default, Template)]
#[template(path = "duties.html")]
pub struct DutiesPage {
    /// The frame.
    pub frame: Frame,
    /// One line about it.
    pub meta: String,
    /// 逾期, 今日, 本周, 全部.
    pub tabs: Vec<Tab>,
    /// The duties.
    pub rows: Vec<DutyRow>,
    /// What stands there without rows.
    pub empty: String,
    /// Pages.
    pub paging: Paging,
}

/// People, units.
#[derive(Debug, Default, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// One line about it.
    pub meta: String,
    /// Acts at the head.
    pub acts: Vec<HeadAct>,
    /// Address without query.
    pub action: String,
    /// Label of the search field.
    pub find: &'static str,
    /// What was searched.
    pub q: String,
    /// A filter by unit: what stands in it. None where there is no such filter.
    pub unit: Option<String>,
    /// What is wrong with a filter.
    pub wrong: String,
    /// Heads.
    pub columns: Vec<Head>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// Pages.
    pub paging: Paging,
}

/// The account of the person signed in: password.
#[derive(Debug, Default, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// Last sign-in.
    pub meta: String,
    /// What went wrong.
    pub refusal: Option<RefusalBox>,
    /// The rule for passwords.
    pub rule: String,
}

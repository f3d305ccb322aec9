//! 台账 and what stands around its table.

use super::{
    field::Choice,
    frame::Frame,
    pages::{Filter, HeadAct, MatterPage},
    parts::{PageLink, Row, Tab, TableRow},
};
use askama::{Template, filters::HtmlSafe};

/// Where the head of a column leads: the list in its order.
#[derive(Clone, Debug, Default)]
pub struct HeadLink {
    /// The address; empty where the column gives no order.
    pub href: String,
    /// `ascending`, `descending` or nothing.
    pub sorted: &'static str,
}

/// Head of a column.
#[derive(Clone, Debug, Default)]
pub struct LedgerHead {
    /// Its words.
    pub title: String,
    /// Class of the stylesheet: alignment, and what the phone does without.
    pub class: &'static str,
    /// Its order.
    pub link: HeadLink,
}

/// 到第_页.
#[derive(Clone, Debug, Default)]
pub struct GoTo {
    /// Address without query.
    pub action: String,
    /// What is sent along.
    pub kept: Vec<(String, String)>,
    /// The page shown.
    pub page: i64,
}

/// The foot of a ledger.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    /// 共15条，每页; without it nothing is drawn.
    pub words: String,
    /// Rows of one page, to choose among.
    pub sizes: Vec<PageLink>,
    /// Where one can go.
    pub links: Vec<PageLink>,
    /// Straight to a page.
    pub go_to: Option<GoTo>,
}

impl HtmlSafe for Pager {}

/// 台账 of one kind.
#[derive(Debug, Default, Template)]
#[template(path = "ledger.html")]
pub struct LedgerPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// One line about it.
    pub meta: String,
    /// Acts at the head.
    pub acts: Vec<HeadAct>,
    /// Address of the list, without query.
    pub action: String,
    /// Query of the tab that holds everything.
    pub all: &'static str,
    /// State tabs.
    pub tabs: Vec<Tab>,
    /// Tabs behind 更多.
    pub folded: Vec<Tab>,
    /// Filters.
    pub filters: Vec<Filter>,
    /// Filters behind 更多条件.
    pub rare: Vec<Filter>,
    /// What the filter form sends along: tab and order.
    pub kept: Vec<(&'static str, String)>,
    /// What is wrong with a filter.
    pub wrong: String,
    /// The number of the statistics that the rows lie behind, in words.
    pub behind: String,
    /// Own columns to choose from.
    pub choosable: Vec<Choice>,
    /// Address of the same list as a workbook; empty where there is none.
    pub export: String,
    /// Address of the same list on paper.
    pub print: String,
    /// How many in all.
    pub total: String,
    /// The order in words.
    pub order: String,
    /// Other orders.
    pub orders: Vec<PageLink>,
    /// Heads.
    pub columns: Vec<LedgerHead>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// Pages.
    pub pager: Pager,
}

impl LedgerPage {
    /// Whether something is filtered: then the filters stand unfolded on a phone.
    fn filtered(&self) -> bool {
        !self.wrong.is_empty() || self.filters.iter().any(Filter::is_set) || self.rare_set()
    }

    /// Whether something behind 更多条件 is set.
    fn rare_set(&self) -> bool {
        self.rare.iter().any(Filter::is_set)
    }
}

/// A further table on the same paper.
#[derive(Debug, Default)]
pub struct PrintTable {
    /// Its title.
    pub title: String,
    /// Heads.
    pub columns: Vec<LedgerHead>,
    /// Rows.
    pub rows: Vec<TableRow>,
}

/// A list on paper: across, on A4 or A3.
#[derive(Debug, Default, Template)]
#[template(path = "print.html")]
pub struct PrintPage {
    /// Its title.
    pub title: String,
    /// Digest of the assets.
    pub version: &'static str,
    /// 字大一号.
    pub large: bool,
    /// Unit, period, filters, how many.
    pub lines: Vec<String>,
    /// Where one came from.
    pub back: String,
    /// Heads.
    pub columns: Vec<LedgerHead>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// Tables after the first.
    pub more: Vec<PrintTable>,
    /// A3 instead of A4.
    pub large_sheet: bool,
    /// Other ways to the same, on the screen only: words and address.
    pub ways: Vec<(String, String)>,
    /// 填报, 审核, 日期.
    pub signed: Vec<String>,
    /// A made county.
    pub demo: bool,
}

/// 事项 on paper: A4.
#[derive(Debug, Default, Template)]
#[template(path = "matter_sheet.html")]
pub struct MatterSheet {
    /// Title of the window.
    pub title: String,
    /// What the page shows.
    pub page: MatterPage,
    /// 字大一号.
    pub large: bool,
    /// Digest of the assets.
    pub version: &'static str,
    /// When it was printed, and how far the journal was signed.
    pub printed: String,
    /// The page.
    pub back: String,
}

/// 查询结果: people, units and matters.
#[derive(Debug, Default, Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// The frame.
    pub frame: Frame,
    /// What was searched.
    pub q: String,
    /// People.
    pub people: Vec<Row>,
    /// Where the others are.
    pub more_people: String,
    /// Units.
    pub units: Vec<Row>,
    /// Where the others are.
    pub more_units: String,
    /// How many matters.
    pub total: String,
    /// Heads of their table.
    pub columns: Vec<LedgerHead>,
    /// The matters.
    pub rows: Vec<TableRow>,
    /// Their pages.
    pub pager: Pager,
}

impl SearchPage {
    /// Nothing at all was found.
    fn nothing(&self) -> bool {
        self.people.is_empty() && self.units.is_empty() && self.rows.is_empty()
    }
}

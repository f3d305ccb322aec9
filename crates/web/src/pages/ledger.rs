//! 台账: the numbered list of one kind, with its stages as tabs and its columns as said by the kind; and what a search finds.

use super::{
    frame::{self, chapter_title, register_title},
    visit::{Visit, encoded, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        field::Choice,
        frame::Crumb,
        pages::{Filter as FilterView, HeadAct, LedgerPage},
        parts::{Head, PageLink, Paging, Tab, TableCell, TableRow, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    days::{Day, HalfDay},
    form::{Lookup, Pick},
    procedure::{Cell, Column, Kind, Shape},
    words::{PersonId, UnitId},
};
use serde_json::Value;
use store::{Filter, MatterRow};

/// Rows of one page of a ledger: a whole page fits a small screen.
const ROWS: i64 = 10;
/// Columns of the kind's own that a screen has room for: the first ones; the others stand on the matter's page.
const COLUMNS: usize = 6;
/// In an address: the key of an own column to be shown.
const COLUMN: &str = "col";
/// Pages are numbered up to this row.
const NUMBERED: i64 = 1_000;

/// The ledger of a kind.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let action = format!("/ledger/{}", kind.id);
    let (filter, tab, wrong) = wanted(visit, kind);
    let heading = register_title(kind);
    let crumbs = vec![Crumb::here(chapter_title(kind)), Crumb::here(kind.title)];
    let policy = visit.app.county.policy();
    let mut clauses: Vec<String> = kind.clauses.iter().map(|id| policy.clause_label(id)).collect();
    clauses.dedup();
    let clauses = clauses.join("、");
    let openings = visit.reader().openings(kind.id, visit.actor(), visit.now)?;
    let acts = openings.iter().map(|offer| HeadAct {
        title: offer.label.clone(),
        href: format!("/new/{}?verb={}", kind.id, offer.verb),
        main: offer.tone == "main" || openings.len() == 1,
        grave: false,
    });
    let list = listed(visit, filter, Some(kind), &action, &tab)?;
    let page = LedgerPage {
        frame: frame::frame(visit, &heading, &action, crumbs)?,
        heading,
        meta: if clauses.is_empty() { String::new() } else { format!("〔{clauses}〕") },
        acts: acts.collect(),
        all: "?tab=all",
        tabs: tabs(visit, kind, &action, &tab)?,
        choosable: choosable(visit, kind),
        export: format!("{action}/export?{}", query(visit, &tab)),
        filters: filters(visit, kind),
        kept: vec![("tab", tab)],
        wrong,
        total: list.total,
        order: "按须办先后",
        columns: list.columns,
        rows: list.rows,
        paging: list.paging,
        printed: format!("打印日期：{}", visit.today().sentence_with_year()),
        action,
    };
    shown(StatusCode::OK, &page)
}

/// What the ledger shows: the filters, and the tab, which comes as its own word.
pub(super) fn wanted(visit: &Visit, kind: &Kind) -> (Filter, String, String) {
    let (mut filter, wrong) = asked(visit, kind);
    let tab = visit.asked("tab").unwrap_or(if kind.shape == Shape::Register { "all" } else { "open" }).to_owned();
    match tab.as_str() {
        "open" => filter.open = Some(true),
        "all" => {}
        stage => filter.stage = Some(stage.to_owned()),
    }
    (filter, tab, wrong)
}

/// What a search finds, in all kinds.
pub fn search(visit: &Visit) -> Result<Response, Problem> {
    let q = visit.asked("q").unwrap_or("").to_owned();
    let filter = Filter { q: Some(q.clone()), ..Filter::default() };
    let list = listed(visit, filter, None, "/search", "all")?;
    let page = LedgerPage {
        frame: frame::frame(visit, "查询结果", "/search", vec![Crumb::here("查询结果")])?,
        heading: "查询结果".into(),
        meta: format!("“{q}”"),
        action: "/search".into(),
        filters: vec![FilterView {
            name: "q",
            label: "姓名、单位、文号、正文",
            value: q,
            class: "person",
            ..FilterView::default()
        }],
        total: list.total,
        order: "新的在前",
        columns: list.columns,
        rows: list.rows,
        paging: list.paging,
        ..LedgerPage::default()
    };
    shown(StatusCode::OK, &page)
}

/// The filter asked for, and what is wrong with it in words.
fn asked(visit: &Visit, kind: &Kind) -> (Filter, String) {
    let mut wrong = Vec::new();
    let mut day = |name: &str| {
        let text = visit.asked(name)?;
        match Day::parse(text, visit.today()) {
            Ok(day) => Some(day),
            Err(sentence) => {
                wrong.push(sentence);
                None
            }
        }
    };
    let (from, to) = (day("from"), day("to"));
    let reader = visit.reader();
    let names = super::names::Named::new(&reader, visit.actor(), visit.now);
    let mut one = |name: &str, pick: Pick| {
        let text = visit.asked(name)?;
        let found = names.named(pick, text);
        match found.as_slice() {
            [only] => Some(only.id.clone()),
            [] if engine::form::Names::name(&names, pick, text).is_some() => Some(text.to_owned()),
            [] => {
                wrong.push(format!("没有叫“{text}”的{}，请写全名", pick.noun()));
                Some(String::from("-"))
            }
            _ => None,
        }
    };
    let unit = one("unit", Pick::Unit).map(UnitId);
    let person = visit.asked("person").map(PersonId::from);
    let q = visit.asked("q").map(str::to_owned);
    let chosen = |column: &Column| visit.asked(column.key).map(|value| (column.key.to_owned(), value.to_owned()));
    let cells = kind.columns.iter().filter(|column| matches!(column.cell, Cell::Choice)).filter_map(chosen).collect();
    let filter = Filter { kind: Some(kind.id.to_owned()), unit, person, from, to, q, cells, ..Filter::default() };
    (filter, wrong.join("；"))
}

fn filters(visit: &Visit, kind: &Kind) -> Vec<FilterView> {
    let value = |name: &str| visit.asked(name).unwrap_or("").to_owned();
    let mut filters = vec![
        FilterView {
            name: "q", label: "姓名、文号、正文", value: value("q"), class: "short", ..FilterView::default()
        },
        FilterView { name: "unit", label: "单位", value: value("unit"), class: "short", ..FilterView::default() },
    ];
    let words = |column: &Column| choices(visit, column, &value(column.key));
    let choosing = kind.columns.iter().filter(|column| matches!(column.cell, Cell::Choice));
    let choosing = choosing.filter(|column| !words(column).is_empty());
    filters.extend(choosing.map(|column| FilterView {
        name: column.key,
        label: column.title,
        value: value(column.key),
        options: words(column),
        class: "short",
        ..FilterView::default()
    }));
    filters.push(FilterView {
        name: "from",
        label: "起止日期",
        value: value("from"),
        class: "short",
        till_name: "to",
        till: value("to"),
        ..FilterView::default()
    });
    filters
}

/// Words of a choice column: those of the dictionary that bears its key. Without one there is nothing to choose from.
fn choices(visit: &Visit, column: &Column, chosen: &str) -> Vec<Choice> {
    let policy = visit.app.county.policy();
    let Some(dictionary) = policy.dictionary(column.key) else { return Vec::new() };
    let all = Choice { value: String::new(), words: "全部".into(), chosen: chosen.is_empty() };
    let one = |word: &str| Choice { value: word.to_owned(), words: word.to_owned(), chosen: word == chosen };
    std::iter::once(all).chain(dictionary.terms.iter().map(|term| one(&term.title))).collect()
}

fn tabs(visit: &Visit, kind: &Kind, action: &str, here: &str) -> Result<Vec<Tab>, Problem> {
    let reader = visit.reader();
    let tab = |title: &str, key: &str, count: Option<store::Count>, late: bool| Tab {
        title: title.to_owned(),
        href: format!("{action}?tab={}", encoded(key)),
        here: here == key,
        late: late && count.is_some_and(|count| count.number > 0),
        count: count.map(frame::number).unwrap_or_default(),
    };
    let mut tabs = Vec::new();
    if kind.shape != Shape::Register {
        let open = Filter { kind: Some(kind.id.to_owned()), open: Some(true), ..Filter::default() };
        let count = if kind.veiled { None } else { Some(reader.count(&open, &visit.scope(), visit.half())?) };
        tabs.push(tab("在办", "open", count, false));
    }
    let late: Vec<&str> = kind
        .clock_stages
        .iter()
        .filter(|clock| matches!(clock.when, engine::procedure::When::AfterLate))
        .map(|clock| clock.word)
        .collect();
    for (stage, count) in reader.tabs(kind.id, &visit.scope(), visit.half())? {
        // A stage at which nothing stands takes no room, unless it is the one looked at.
        if here == stage || count.is_none_or(|count| count.number > 0) {
            tabs.push(tab(&stage, &stage, count, late.contains(&stage.as_str())));
        }
    }
    let all = Filter { kind: Some(kind.id.to_owned()), ..Filter::default() };
    let count = if kind.veiled { None } else { Some(reader.count(&all, &visit.scope(), visit.half())?) };
    tabs.push(tab("全部", "all", count, false));
    Ok(tabs)
}

struct Listed {
    total: String,
    columns: Vec<Head>,
    rows: Vec<TableRow>,
    paging: Paging,
}

fn listed(visit: &Visit, mut filter: Filter, kind: Option<&Kind>, action: &str, tab: &str) -> Result<Listed, Problem> {
    let (reader, scope, half) = (visit.reader(), visit.scope(), visit.half());
    let page = visit.page();
    filter.limit = ROWS;
    filter.cursor = visit.asked("cursor").map(str::to_owned);
    filter.offset = if filter.cursor.is_some() { 0 } else { (page - 1) * ROWS };
    let count = if kind.is_some_and(|kind| kind.veiled) { None } else { Some(reader.count(&filter, &scope, half)?) };
    let found = reader.matters(&filter, &scope, half)?;
    let columns = columns(visit, kind);
    let titles: Vec<String> = columns.iter().map(|head| head.title.clone()).collect();
    let rows = found.items.iter().map(|row| row_of(visit, row, kind, &titles)).collect();
    let words = count.map_or_else(String::new, frame::number);
    let paging = Paging {
        words: format!("共{words}条，每页{ROWS}条"),
        links: links(visit, action, tab, page, count.map_or(0, |count| count.number), found.next.as_deref()),
    };
    Ok(Listed { total: words, columns, rows, paging })
}

/// The heads of a list; the last one is that of the acts.
pub(super) fn columns(visit: &Visit, kind: Option<&Kind>) -> Vec<Head> {
    let head = |title: &str, class| Head { title: title.into(), class };
    let mut heads = vec![head("编号", "fix")];
    match kind {
        None => heads.extend([head("种类", "fix"), head("事项", "")]),
        Some(kind) if kind.shape == Shape::Register => heads.push(head("名称", "")),
        Some(_) => heads.extend([head("姓名", "name"), head("时任职务", "")]),
    }
    heads.extend(own(visit, kind).map(|column| head(column.title, class_of(column.cell))));
    heads.push(head("环节", "fix"));
    if kind.is_none_or(|kind| kind.shape != Shape::Register) {
        heads.push(head("应办", "fix"));
    }
    heads.push(head("操作", "act"));
    heads
}

/// The kind's own columns that are shown: the chosen ones, else the first.
fn own<'a>(visit: &'a Visit, kind: Option<&Kind>) -> impl Iterator<Item = &'static Column> + use<'a> {
    let all = kind.map(|kind| kind.columns).unwrap_or_default().iter();
    all.enumerate().filter(|(at, column)| shows(visit, *at, column)).map(|(_, column)| column)
}

fn shows(visit: &Visit, at: usize, column: &Column) -> bool {
    let mut chosen = visit.query.iter().filter(|(name, _)| name == COLUMN).peekable();
    if chosen.peek().is_none() { at < COLUMNS } else { chosen.any(|(_, key)| key == column.key) }
}

/// All columns to choose from.
fn choosable(visit: &Visit, kind: &Kind) -> Vec<Choice> {
    let choice = |(at, column): (usize, &Column)| Choice {
        value: column.key.to_owned(),
        words: column.title.to_owned(),
        chosen: shows(visit, at, column),
    };
    kind.columns.iter().enumerate().map(choice).collect()
}

const fn class_of(cell: Cell) -> &'static str {
    match cell {
        Cell::Count => "number",
        Cell::Text => "less",
        Cell::Day | Cell::HalfDay | Cell::Choice | Cell::Person | Cell::Flag => "fix",
    }
}

/// A row as the ledger shows it, under these heads.
pub(super) fn row_of(visit: &Visit, row: &MatterRow, kind: Option<&Kind>, titles: &[String]) -> TableRow {
    let today = visit.today();
    let href = format!("/matters/{}", row.id);
    let cell = |text: String, class| TableCell { text, class, ..TableCell::default() };
    let number = row.number.clone().unwrap_or_else(|| row.opened_on.to_string());
    let mut cells = vec![TableCell { href: href.clone(), ..cell(number, "fix") }];
    let name = row.subject_name.clone().unwrap_or_default();
    match kind {
        None => {
            let title = visit.app.county.catalogue().get(&row.kind).map_or("", |mechanism| mechanism.kind().title);
            cells.extend([cell(title.to_owned(), "fix"), cell(row.title.clone(), "")]);
        }
        Some(kind) if kind.shape == Shape::Register => cells.push(cell(row.title.clone(), "")),
        Some(_) => cells.extend([cell(spaced(&name), "name"), cell(row.post.clone(), "")]),
    }
    cells.extend(
        own(visit, kind)
            .map(|column| cell(cell_words(row.cells.get(column.key), column.cell, today), class_of(column.cell))),
    );
    cells.push(TableCell { tag: Some(words::stage(row, today)), ..cell(String::new(), "fix") });
    if kind.is_none_or(|kind| kind.shape != Shape::Register) {
        let due = row.next_due.map(|due| Tag { word: short_day(due, today), tone: words::tone(Some(due), today) });
        let late = due.as_ref().is_some_and(|tag| tag.tone == Tone::Late);
        let class = if late { "fix is-late strong" } else { "fix" };
        cells.push(cell(due.map(|tag| tag.word).unwrap_or_default(), class));
    }
    cells.push(TableCell { href, ..cell("查看".into(), "act bare") });
    for (cell, title) in cells.iter_mut().zip(titles) {
        cell.label.clone_from(title);
    }
    let late = !row.done && row.next_due.is_some_and(|due| due < today);
    TableRow { tone: if late { "late" } else { "" }, cells }
}

/// Two-character names take the room of three in tables.
fn spaced(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(first), Some(second), None) => format!("{first}　{second}"),
        _ => name.to_owned(),
    }
}

/// 10-22, with the year where it is not this one.
fn short_day(day: Day, today: Day) -> String {
    if day.year() == today.year() { format!("{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
}

/// A cell in words: half-days as 10-19上午.
fn cell_words(value: Option<&Value>, cell: Cell, today: Day) -> String {
    match (value, cell) {
        (None | Some(Value::Null), _) => String::new(),
        (Some(Value::Bool(flag)), _) => if *flag { "是" } else { "" }.to_owned(),
        // Days of this year need no year: 2026-10-19上午 is 10-19上午.
        (Some(Value::String(text)), Cell::Day | Cell::HalfDay) => {
            let year = format!("{:04}-", today.year());
            text.strip_prefix(&year).unwrap_or(text).to_owned()
        }
        (Some(Value::String(text)), _) => text.clone(),
        (Some(value @ Value::Object(_)), Cell::HalfDay) => serde_json::from_value::<HalfDay>(value.clone())
            .map(|half| format!("{:02}-{:02}{}", half.day.month(), half.day.day(), half.half.word()))
            .unwrap_or_default(),
        (Some(Value::Number(index)), Cell::HalfDay) => index
            .as_i64()
            .map(HalfDay::from_index)
            .map(|half| format!("{:02}-{:02}{}", half.day.month(), half.day.day(), half.half.word()))
            .unwrap_or_default(),
        (Some(value), _) => value.to_string(),
    }
}

/// What was asked for, as an address says it, without the page.
fn query(visit: &Visit, tab: &str) -> String {
    let asked = visit.query.iter();
    let asked = asked.filter(|(name, value)| !matches!(name.as_str(), "page" | "cursor" | "tab") && !value.is_empty());
    asked.fold(format!("tab={}", encoded(tab)), |query, (name, value)| {
        format!("{query}&{}={}", encoded(name), encoded(value))
    })
}

/// Numbered pages up to row 1,000, then by cursor.
fn links(visit: &Visit, action: &str, tab: &str, page: i64, total: i64, next: Option<&str>) -> Vec<PageLink> {
    let query = query(visit, tab);
    let by_cursor = visit.asked("cursor").is_some();
    let link = |title: String, number: i64| PageLink {
        title,
        href: format!("{action}?{query}&page={number}"),
        here: number == page && !by_cursor,
    };
    let last = (total.min(NUMBERED) + ROWS - 1) / ROWS;
    let mut links = Vec::new();
    if !by_cursor && page > 1 {
        links.push(PageLink { here: false, ..link("上一页".into(), page - 1) });
    }
    if last > 1 {
        let numbers = (1..=last).filter(|number| *number == 1 || *number == last || (number - page).abs() <= 2);
        links.extend(numbers.map(|number| link(number.to_string(), number)));
    }
    if let Some(cursor) = next {
        let href = if by_cursor || (page + 1) * ROWS > NUMBERED {
            format!("{action}?{query}&cursor={}", encoded(cursor))
        } else {
            format!("{action}?{query}&page={}", page + 1)
        };
        links.push(PageLink { title: "下一页".into(), href, here: false });
    }
    links
}

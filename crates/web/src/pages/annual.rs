//! 年度台账: all ledgers with running numbers by year; each printed and exported, a closed one as it was closed.

use super::{
    export::{SIGNED, XLSX, download},
    frame::{frame, register_title},
    panels::{self, Heads, link, text},
    print::sheet,
    visit::{Visit, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        ledger::{LedgerHead, PrintPage, PrintTable},
        office::{OfficePage, Panel},
        parts::{TableCell, TableRow, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{access::Scope, procedure::Kind};
use papers::{
    annual::{Closed, YearLedger, short, state_words},
    ledger::{Column, Ledger, Size},
};
use store::{Annual, AnnualState};

/// Where the years are.
pub const HERE: &str = "/ledgers";

/// Columns of the list.
const COLUMNS: Heads = &[
    ("台账", "name"),
    ("编号条数", "number"),
    ("结转下年", "number"),
    ("状态", "fix"),
    ("封账日期", "fix"),
    ("校验值", "less fix"),
    ("操作", "act"),
    ("工作簿", "act"),
];
/// Rows of a printed year at most: what somebody still leafs through.
const MOST: usize = 5_000;

/// Characters that stand on one line of a cell; a Han character takes two.
const UNBROKEN: f64 = 20.0;

/// Whether somebody sees the whole county's content: a year's ledger is shown whole or not at all.
pub fn may(scope: &Scope) -> bool {
    scope.county && scope.kinds.is_empty()
}

/// The ledger of a kind and year, for whoever may see it.
pub fn of(visit: &Visit) -> Result<(&'static Kind, Annual), Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let year = visit.param("year").parse().ok().filter(|year| (1..=visit.today().year()).contains(year));
    let year = year.filter(|_| may(&visit.scope())).ok_or_else(Problem::not_found)?;
    let found = visit.reader().annual_ledger(mechanism.kind().id, year)?;
    Ok((mechanism.kind(), found.ok_or_else(Problem::not_found)?))
}

/// All ledgers, the newest year first.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    if !may(&visit.scope()) {
        return Err(Problem::not_found());
    }
    let this = visit.today().year();
    let states = visit.reader().annual_ledgers(this)?;
    let mut years: Vec<i16> = states.iter().map(|state| state.year).collect();
    years.dedup();
    let panel = |year: &i16| Panel {
        columns: panels::heads(COLUMNS),
        rows: states.iter().filter(|state| state.year == *year).map(|state| row(visit, state, this)).collect(),
        ..Panel::new(format!("{year}年度"), if *year == this { "年度未结束，还在编号" } else { "" })
    };
    let empty = Panel {
        empty: Some(("还没有编过号的事项。".into(), String::new())), ..Panel::new("年度台账", "")
    };
    let page = OfficePage {
        frame: frame(visit, "年度台账", HERE, vec![Crumb::here("年度台账")])?,
        heading: "年度台账".into(),
        meta: "按编号所在年度；年度结束后封账，封账后的更正记入更正当年，已封台账加注“补正见”".into(),
        panels: if years.is_empty() { vec![empty] } else { years.iter().map(panel).collect() },
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}

fn row(visit: &Visit, state: &AnnualState, this: i16) -> TableRow {
    let kind = visit.app.county.catalogue().get(&state.kind).map(|mechanism| mechanism.kind());
    let title = kind.map_or_else(|| state.kind.clone(), register_title);
    let address = format!("{HERE}/{}/{}", state.kind, state.year);
    let closing = state.closing.as_ref();
    let (tone, word) = match closing {
        Some(_) => (Tone::Done, "已封账"),
        None if state.year == this => (Tone::Going, "编号中"),
        None => (Tone::Soon, "待封账"),
    };
    let left = closing.map_or_else(String::new, |closing| closing.left.to_string());
    let digest = closing.map_or_else(String::new, |closing| short(&closing.digest).to_owned());
    let day = closing
        .map_or_else(|| text(""), |closing| link(closing.day.to_string(), format!("/matters/{}", closing.matter)));
    let cells = vec![
        link(title, address.clone()),
        text(state.numbers.to_string()),
        text(left),
        panels::Put::Mark(Tag::new(tone, word)),
        day,
        text(digest),
        link("打印", address.clone()),
        link("导出", format!("{address}/export")),
    ];
    panels::row(COLUMNS, cells)
}

fn closed(annual: &Annual) -> Option<Closed<'_>> {
    let closing = annual.closing.as_ref()?;
    Some(Closed { day: closing.day, digest: &closing.digest, proved: annual.is_proved() == Some(true) })
}

fn with_paper<T>(
    visit: &Visit,
    use_it: impl FnOnce(&'static Kind, &Annual, &YearLedger<'_>) -> T,
) -> Result<T, Problem> {
    let (kind, annual) = of(visit)?;
    let (title, state) = (register_title(kind), state_words(closed(&annual), visit.today()));
    let paper = YearLedger {
        title: &title,
        office: &visit.app.office,
        year: annual.year,
        heads: &annual.heads,
        rows: &annual.rows,
        totals: &annual.totals,
        notes: &annual.notes,
        state: &state,
    };
    Ok(use_it(kind, &annual, &paper))
}

/// The year on paper.
pub fn print(visit: &Visit) -> Result<Response, Problem> {
    let page = with_paper(visit, |kind, annual, paper| {
        let main = paper.main();
        let size = visit.asked("paper").and_then(Size::named).unwrap_or_else(|| main.size());
        let here = format!("{HERE}/{}/{}", kind.id, annual.year);
        let other = if size == Size::A3 { Size::A4 } else { Size::A3 };
        let mut lines: Vec<String> = paper.period().split('\u{3000}').map(str::to_owned).collect();
        if main.rows.len() > MOST {
            lines.push(format!("只列前{MOST}条，全部请导出"));
        }
        let table =
            |ledger: Ledger| PrintTable { title: ledger.title.clone(), rows: rows(&ledger), columns: heads(&ledger) };
        PrintPage {
            title: paper.heading(),
            lines,
            back: HERE.to_owned(),
            columns: heads(&main),
            rows: rows(&main),
            more: [paper.corrections(), paper.left()].into_iter().flatten().map(table).collect(),
            large_sheet: size == Size::A3,
            ways: vec![
                (format!("改用{}", other.word()), format!("{here}?paper={}", other.word())),
                ("导出".to_owned(), format!("{here}/export?paper={}", size.word())),
            ],
            ..sheet(visit)
        }
    })?;
    shown(StatusCode::OK, &page)
}

/// Numbers, days and names are not broken; what is longer is.
fn class(column: &Column) -> &'static str {
    if column.width <= UNBROKEN { "fix" } else { "wrap" }
}

fn heads(ledger: &Ledger) -> Vec<LedgerHead> {
    let head =
        |column: &Column| LedgerHead { title: column.title.clone(), class: class(column), ..LedgerHead::default() };
    ledger.columns.iter().map(head).collect()
}

fn rows(ledger: &Ledger) -> Vec<TableRow> {
    let cell = |(text, column): (&String, &Column)| TableCell {
        text: text.clone(),
        class: class(column),
        ..TableCell::default()
    };
    let row = |row: &Vec<String>| TableRow {
        cells: row.iter().zip(&ledger.columns).map(cell).collect(),
        ..TableRow::default()
    };
    ledger.rows.iter().take(MOST).map(row).collect()
}

/// The year as a workbook.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let size = visit.asked("paper").and_then(Size::named);
    let (name, bytes) = with_paper(visit, |_, _, paper| (paper.heading(), paper.to_xlsx(&SIGNED, size)))?;
    let bytes = bytes.map_err(|error| Problem::malformed(format!("不能导出：{error}。")))?;
    Ok(download(&format!("{name}.xlsx"), XLSX, bytes))
}

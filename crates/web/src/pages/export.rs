//! 导出当前结果: the ledger as it is shown, in its filters, order and columns, all pages of it, as a workbook.

use super::{
    frame::register_title,
    ledger::{rows::Drawer, wanted},
    visit::{Visit, encoded},
};
use crate::{
    fault::Problem,
    view::{
        ledger::{HeadLink, LedgerHead},
        parts::{TableCell, TableRow},
    },
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use engine::procedure::{Kind, Shape};
use papers::ledger::{Ledger, Size, workbook};
use store::Filter;

/// Rows of one reading.
const PIECE: i64 = 200;
/// Rows of a workbook at most: more than an office can use, less than a server can hold.
const MOST: usize = 50_000;
/// What a browser is told the file is.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let (filter, _, wrong) = wanted(visit, kind);
    if !wrong.is_empty() {
        return Err(Problem::malformed(wrong));
    }
    let Collected { heads, rows, more } = collected(visit, kind, filter, MOST)?;
    let titles: Vec<String> = heads.into_iter().map(|head| head.title).collect();
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| texts(row, titles.len())).collect();
    let title = register_title(kind);
    let today = visit.today();
    let cut = if more { format!("，只含前{MOST}条，请缩小范围后分次导出") } else { String::new() };
    let period = format!(
        "{}　{}共{}条{cut}　导出日期：{}",
        visit.app.office,
        in_words(visit, kind),
        rows.len(),
        today.sentence_with_year()
    );
    let columns = Ledger::fitted(&titles, &rows);
    let ledger = Ledger { title: title.clone(), period, columns, rows };
    let size = visit.asked("paper").and_then(Size::named).unwrap_or_else(|| ledger.size());
    let bytes = workbook(&[("台账", &ledger)], &SIGNED, size).map_err(|_| Problem::malformed(TOO_MANY.to_owned()))?;
    Ok(download(&format!("{title}{today}.xlsx"), XLSX, bytes))
}

/// What a workbook cannot hold.
pub(super) const TOO_MANY: &str = "行数超过一张工作表能放下的行数，请缩小范围（单位、年度）后分次导出。";

/// Who signs a ledger on paper.
pub(super) const SIGNED: [&str; 3] = ["填报：", "审核：", "日期："];

/// All rows of a list.
pub(super) struct Collected {
    pub(super) heads: Vec<LedgerHead>,
    pub(super) rows: Vec<TableRow>,
    /// There are more than were asked for.
    pub(super) more: bool,
}

/// The rows of a ledger in its filters and order, without the column of acts: `most` of them at most.
pub(super) fn collected(
    visit: &Visit,
    kind: &'static Kind,
    mut filter: Filter,
    most: usize,
) -> Result<Collected, Problem> {
    let (reader, scope, half) = (visit.reader(), visit.scope(), visit.half());
    let drawer = Drawer::new(visit, Some(kind));
    let mut heads = drawer.heads(|_| HeadLink::default());
    heads.pop();
    // On paper a register says 时任职务 too, where it is about people.
    let register = kind.shape == Shape::Register;
    filter.limit = PIECE;
    let (mut rows, mut more) = (Vec::new(), true);
    while more && rows.len() < most {
        let page = reader.matters(&filter, &scope, half)?;
        rows.extend(drawer.rows(&page.items)?.into_iter().zip(&page.items).map(|(mut row, item)| {
            row.cells.pop();
            if register {
                let post = TableCell { text: item.post.clone(), class: "wrap", ..TableCell::default() };
                row.cells.insert(POST_AT.min(row.cells.len()), post);
            }
            row
        }));
        more = page.next.is_some();
        filter.cursor = page.next;
    }
    more |= rows.len() > most;
    rows.truncate(most);
    if register {
        posts(&mut heads, &mut rows);
    }
    Ok(Collected { heads, rows, more })
}

/// Behind name and number.
const POST_AT: usize = 2;

/// Names the column of 时任职务, or takes it out where nothing stands in it.
fn posts(heads: &mut Vec<LedgerHead>, rows: &mut [TableRow]) {
    let filled = rows.iter().any(|row| row.cells.get(POST_AT).is_some_and(|cell| !cell.text.is_empty()));
    if filled {
        let head = LedgerHead { title: "时任职务".into(), class: "wrap", ..LedgerHead::default() };
        heads.insert(POST_AT.min(heads.len()), head);
        return;
    }
    for row in rows.iter_mut().filter(|row| row.cells.len() > POST_AT) {
        row.cells.remove(POST_AT);
    }
}

/// What the list was narrowed to, in words, each with the stop behind it.
pub(super) fn in_words(visit: &Visit, kind: &Kind) -> String {
    let mut words = Vec::new();
    let tab = visit.asked("tab").unwrap_or("");
    if !tab.is_empty() && tab != "all" {
        words.push(format!("环节：{}", if tab == "open" { "在办" } else { tab }));
    }
    let named = [("unit", "单位"), ("q", "查询"), ("from", "自"), ("to", "至")];
    let own = kind.columns.iter().map(|column| (column.key, column.title));
    for (name, title) in named.into_iter().chain(own) {
        if let Some(value) = visit.asked(name) {
            words.push(format!("{title}：{}", if value == "1" { "有" } else { value }));
        }
    }
    words.extend(Some(super::ledger::behind(visit, kind)).filter(|said| !said.is_empty()));
    words.into_iter().map(|word| format!("{word}　")).collect()
}

/// The texts of a row; names stand as they are, not spaced.
fn texts(row: TableRow, columns: usize) -> Vec<String> {
    let cells = row.cells.into_iter().take(columns);
    cells.map(|cell| cell.tag.map_or(cell.text, |tag| tag.word).replace('\u{3000}', "")).collect()
}

/// A file to be saved, never shown as a page.
pub(super) fn download(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let unknown = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media).unwrap_or(unknown));
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(name));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

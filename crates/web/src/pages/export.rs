//! 导出当前结果: the ledger as it is shown, in its filters, order and columns, all pages of it, as a workbook.

use super::{
    frame::register_title,
    ledger::{columns, row_of, wanted},
    visit::{Visit, encoded},
};
use crate::fault::Problem;
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use engine::procedure::Kind;
use papers::ledger::{Column, Ledger};
use store::Filter;

/// Rows of one reading.
const PIECE: i64 = 200;
/// Rows of a workbook at most: more than an office can use, less than a server can hold.
const MOST: usize = 50_000;
/// What a browser is told the file is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let (filter, _, wrong) = wanted(visit, kind);
    if !wrong.is_empty() {
        return Err(Problem::malformed(wrong));
    }
    let mut heads = columns(visit, Some(kind));
    // The acts are no column on paper.
    heads.pop();
    let titles: Vec<String> = heads.iter().map(|head| head.title.clone()).collect();
    let (rows, more) = rows(visit, kind, filter, &titles)?;
    let title = register_title(kind);
    let today = visit.today();
    let cut = if more { format!("，只含前{MOST}条，请缩小范围后分次导出") } else { String::new() };
    let period = format!("{}　共{}条{cut}　导出日期：{}", visit.app.office, rows.len(), today.sentence_with_year());
    let widths = titles.iter().enumerate().map(|(at, title)| width(title, rows.iter().filter_map(|row| row.get(at))));
    let columns = titles.iter().zip(widths).map(|(title, width)| Column { title: title.clone(), width }).collect();
    let ledger = Ledger { title: title.clone(), period, columns, rows };
    let bytes = ledger.to_xlsx().map_err(|error| Problem::malformed(format!("不能导出：{error}。")))?;
    Ok(download(&format!("{title}{today}.xlsx"), XLSX, bytes))
}

fn rows(
    visit: &Visit,
    kind: &Kind,
    mut filter: Filter,
    titles: &[String],
) -> Result<(Vec<Vec<String>>, bool), Problem> {
    let (reader, scope, half) = (visit.reader(), visit.scope(), visit.half());
    filter.limit = PIECE;
    let mut rows = Vec::new();
    loop {
        let page = reader.matters(&filter, &scope, half)?;
        for row in &page.items {
            let cells = row_of(visit, row, Some(kind), titles).cells;
            let words = cells
                .into_iter()
                .take(titles.len())
                .map(|cell| cell.tag.map_or(cell.text, |tag| tag.word).replace('\u{3000}', ""));
            rows.push(words.collect());
        }
        match page.next {
            Some(_) if rows.len() >= MOST => return Ok((rows, true)),
            Some(next) => filter.cursor = Some(next),
            None => return Ok((rows, false)),
        }
    }
}

/// Width of a column in characters: a Han character takes two.
fn width<'a>(title: &str, texts: impl Iterator<Item = &'a String>) -> f64 {
    let wide = |text: &str| text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let widest = texts.take(500).map(|text| wide(text)).max().unwrap_or(0).max(wide(title));
    f64::from(widest.clamp(6, 40) + 2)
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

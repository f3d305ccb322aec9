//! Lists on paper: A4 across, with title, what they hold, repeated heads and the line for those who sign.

use super::{
    export::{Collected, SIGNED, collected, in_words},
    frame::register_title,
    ledger::wanted,
    visit::{Visit, encoded, shown},
};
use crate::{fault::Problem, view::ledger::PrintPage};
use axum::{http::StatusCode, response::Response};
use papers::ledger::Size;

/// Rows on paper at most: what somebody still leafs through.
const MOST: usize = 2_000;

/// 打印台账: all rows of the current filter.
pub fn ledger(visit: &Visit) -> Result<Response, Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let (filter, _, wrong) = wanted(visit, kind);
    if !wrong.is_empty() {
        return Err(Problem::malformed(wrong));
    }
    let Collected { heads, rows, more } = collected(visit, kind, filter, MOST)?;
    let narrowed = in_words(visit, kind);
    let cut = if more { format!("，只列前{MOST}条，请缩小范围后分次打印") } else { String::new() };
    let asked = visit.query.iter().filter(|(name, value)| name != "page" && !value.is_empty());
    let query: Vec<String> = asked.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let size = visit.asked("paper").and_then(Size::named).unwrap_or_default();
    let other = if size == Size::A3 { Size::A4 } else { Size::A3 };
    let kept = query.iter().filter(|pair| !pair.starts_with("paper=")).cloned().collect::<Vec<_>>().join("&");
    let way = format!("/ledger/{}/print?{kept}&paper={}", kind.id, other.word());
    let page = PrintPage {
        title: register_title(kind),
        lines: vec![
            visit.app.office.to_string(),
            narrowed.trim_end_matches('\u{3000}').to_owned(),
            format!("共{}条{cut}", rows.len()),
        ],
        back: format!("/ledger/{}?{kept}", kind.id),
        columns: heads,
        rows,
        large_sheet: size == Size::A3,
        ways: vec![(format!("改用{}", other.word()), way)],
        ..sheet(visit)
    };
    shown(StatusCode::OK, &page)
}

/// A sheet with nothing on it yet.
pub(super) fn sheet(visit: &Visit) -> PrintPage {
    let [filled, checked, day] = SIGNED;
    PrintPage {
        version: crate::assets::VERSION,
        large: visit.habits.large,
        signed: vec![filled.into(), checked.into(), format!("{day}{}", visit.today().sentence_with_year())],
        demo: visit.app.demo,
        ..PrintPage::default()
    }
}

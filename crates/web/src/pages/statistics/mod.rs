//! 统计分析: what was opened, ended and late of a kind in a period, unit by unit, month by month and by a column of its own; each number opens
//! its rows, and the title of each chart says what it shows.

mod asked;
mod draw;
mod export;
mod tables;

pub use export::send as export;

use super::{
    frame::frame,
    opinion::may,
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    statistics::Wanted,
    view::{frame::Crumb, statistics::StatisticsPage},
};
use asked::Asked;
use axum::{http::StatusCode, response::Response};
use engine::statistic::{Figure, LEAST, MOST_YEARS, Sheet};

/// Where they are.
pub const HERE: &str = "/statistics";

/// The page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    if !may(&visit.scope()) {
        return Err(Problem::not_found());
    }
    let asked = Asked::of(visit)?;
    let mut page = StatisticsPage {
        frame: frame(visit, "统计分析", HERE, vec![Crumb::here("统计分析"), Crumb::here(asked.kind.title)])?,
        heading: format!("{}统计", asked.kind.title),
        action: HERE,
        filters: asked.fields(visit),
        kept: asked.kept(),
        ..StatisticsPage::default()
    };
    match &asked.wanted {
        Err(sentence) => page.wrong.clone_from(sentence),
        Ok(wanted) => {
            let sheet = wanted.sheet(&visit.reader(), &visit.scope(), visit.half())?;
            page.meta = format!("{} · {}", asked.whose(visit), wanted.period.now.words());
            page.sentence = sheet.says(wanted.kind, &wanted.period, engine::statistic::main(wanted.kind));
            page.export = format!("{HERE}/export{}", asked.query());
            page.notes = notes(wanted, &sheet);
            page.bars = draw::bars(wanted, &sheet);
            page.time = draw::time(wanted, &sheet);
            page.tables = tables::all(wanted, &sheet, &wanted.sums(&visit.reader(), &visit.scope(), visit.half())?);
        }
    }
    shown(StatusCode::OK, &page)
}

/// How the numbers are to be read.
fn notes(wanted: &Wanted, sheet: &Sheet) -> Vec<String> {
    let mut notes = Vec::new();
    if wanted.kind.few {
        notes.push(format!(
            "这类事项件数少：少于{LEAST}件的数不显示，并入“其他”；为免由差额推出，只统计整年的新办数，不分月、不单独统计一个单位。"
        ));
    }
    if sheet.figures.contains(&Figure::Late) {
        notes.push("逾期：应办期限落在期内而没有按期办的，一件事项有几项逾期只计一件；之后办结的仍计入。".to_owned());
    }
    notes.push(format!("单位和类别按事项现在的登记统计。点数字看清单。一次最多统计{MOST_YEARS}年。"));
    notes
}

/// An address with its parameters.
fn address(path: &str, pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{path}?{}", pairs.join("&"))
}

/// The rows behind a number.
fn behind(wanted: &Wanted, pairs: &[(String, String)]) -> String {
    address(&format!("/ledger/{}", wanted.kind.id), pairs)
}

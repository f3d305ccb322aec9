//! The same tables as a workbook, one sheet each.

use super::{
    super::{
        export::{SIGNED, TOO_MANY, XLSX, download},
        opinion::may,
        visit::Visit,
    },
    asked::Asked,
    tables,
};
use crate::{fault::Problem, view::statistics::Table};
use axum::response::Response;
use papers::ledger::{Ledger, Size, workbook};

/// The workbook.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    if !may(&visit.scope()) {
        return Err(Problem::not_found());
    }
    let asked = Asked::of(visit)?;
    let wanted = asked.wanted.as_ref().map_err(|sentence| Problem::malformed(sentence.clone()))?;
    let sheet = wanted.sheet(&visit.reader(), &visit.scope(), visit.half())?;
    let sums = wanted.sums(&visit.reader(), &visit.scope(), visit.half())?;
    let heading = format!("{}统计", wanted.kind.title);
    let period = format!("{}　{}", asked.whose(visit), wanted.period.words);
    let ledger = |table: &Table| {
        let titles: Vec<String> = std::iter::once(table.first.to_owned()).chain(table.heads.iter().cloned()).collect();
        let line = |line: &crate::view::statistics::TableLine| {
            let numbers = line.numbers.iter().map(|number| number.words.clone());
            std::iter::once(line.name.clone()).chain(numbers).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> = table.lines.iter().map(line).collect();
        let columns = Ledger::fitted(&titles, &rows);
        (
            table.title.clone(),
            Ledger { title: format!("{heading}（{}）", table.title), period: period.clone(), columns, rows },
        )
    };
    let sheets: Vec<(String, Ledger)> = tables::all(wanted, &sheet, &sums).iter().map(ledger).collect();
    let named: Vec<(&str, &Ledger)> = sheets.iter().map(|(title, ledger)| (title.as_str(), ledger)).collect();
    let bytes = workbook(&named, &SIGNED, Size::A4);
    let bytes = bytes.map_err(|_| Problem::malformed(TOO_MANY.to_owned()))?;
    Ok(download(&format!("{heading}{}.xlsx", wanted.period.now.until), XLSX, bytes))
}

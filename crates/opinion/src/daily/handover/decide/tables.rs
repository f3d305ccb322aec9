//! The five contents and the tables beneath them, as they are written.

use super::super::{
    deeds::{
        CustodyFilled, EconomyFilled, Event, Fill, FillCustody, FillEconomy, FillShort, FillStaffing, Filled,
        FilledShort, More, Note, Remarks, StaffingFilled,
    },
    facts::{Annex, Content, Custody, Economy, Item, State, Table, cents, names},
};
use crate::checks;
use engine::procedure::Refusal;

fn check_rows(rows: &[Item]) -> Result<(), Refusal> {
    for (row, item) in rows.iter().enumerate() {
        checks::filled(&item.matter, &format!("/rows/{row}/matter"), "事项")?;
        if item.amount.as_deref().is_some_and(|amount| cents(amount).is_none()) {
            let sentence = "金额应为数字，以万元计，最多六位小数，请改正。";
            return Err(Refusal::new("amount_wrong", "", sentence).at(&format!("/rows/{row}/amount")));
        }
    }
    Ok(())
}

/// Whose signatures a change takes back.
fn signed_so_far(state: &State) -> Vec<String> {
    state.signatures.0.iter().filter(|signature| signature.day.is_some()).map(|s| s.word.clone()).collect()
}

fn nothing_changed() -> Refusal {
    Refusal::new("nothing_changed", "", "内容没有变化，不需要提交。")
}

/// Tables beneath a content that have rows, by name.
fn beneath(state: &State, content: Content) -> Vec<&'static str> {
    let with_rows = |annex: &Annex| annex.content() == content && state.rows_in(*annex) > 0;
    Annex::ALL.into_iter().filter(with_rows).map(Annex::title).collect()
}

pub(super) fn filling(state: &State, fill: Fill) -> Result<Event, Refusal> {
    let Fill { content, none, rows } = fill;
    check_rows(&rows)?;
    if none && !rows.is_empty() {
        let sentence = "已填写事项，不能同时选“无此类情况”，请保留一种。";
        return Err(Refusal::new("none_with_rows", "3.2.1", sentence).at("/none"));
    }
    let below = beneath(state, content);
    if none && !below.is_empty() {
        let sentence = format!("{}已填有内容，“{}”不能选“无此类情况”，请核对。", below.join("、"), content.title());
        return Err(Refusal::new("none_with_rows", "3.2.1", sentence).at("/none"));
    }
    if !none && rows.is_empty() && below.is_empty() {
        let sentence = format!("“{}”没有内容，请填写事项，或选“无此类情况”。", content.title());
        return Err(Refusal::new("table_empty", "3.2.1", sentence).at("/rows"));
    }
    if state.tables.iter().any(|table| table.content == content && table.none == none && table.rows == rows) {
        return Err(nothing_changed());
    }
    Ok(Event::Filled(Filled { content, none, rows, unsigned: signed_so_far(state) }))
}

pub(super) fn filling_short(state: &State, fill: FillShort) -> Result<Event, Refusal> {
    let FillShort { rows, rest_none } = fill;
    for (at, row) in rows.iter().enumerate() {
        checks::filled(&row.matter, &format!("/rows/{at}/matter"), "事项")?;
    }
    let listed = |table: &&Table| !rows.iter().any(|row| row.content == table.content);
    let missing: Vec<&str> = state.tables.iter().filter(listed).map(|table| table.content.title()).collect();
    if !missing.is_empty() && !rest_none {
        let sentence = format!("{}没有列出，请填写，或选“没有列出的内容均无此类情况”。", missing.join("、"));
        return Err(Refusal::new("table_empty", "3.2.1", sentence).at("/rest_none"));
    }
    Ok(Event::FilledShort(FilledShort { rows, unsigned: signed_so_far(state) }))
}

pub(super) fn adding(state: &State, more: More) -> Result<Event, Refusal> {
    check_rows(&more.rows)?;
    if more.rows.is_empty() {
        return Err(Refusal::new("table_empty", "3.2.1", "没有填写事项，请至少填写一项。").at("/rows"));
    }
    let known = state.table(more.content);
    let rows = known.map(|table| table.rows.clone()).unwrap_or_default().into_iter().chain(more.rows).collect();
    Ok(Event::Filled(Filled { content: more.content, none: false, rows, unsigned: signed_so_far(state) }))
}

/// Of the tables on one form, those with nothing in them: said to have nothing where that was ticked.
fn left_empty(tables: &[(Annex, usize)], rest_none: bool) -> Result<Vec<Annex>, Refusal> {
    let empty: Vec<Annex> = tables.iter().filter(|(_, rows)| *rows == 0).map(|(annex, _)| *annex).collect();
    if empty.len() == tables.len() && !rest_none {
        let sentence = "各表都没有内容，请填写，或选“均无此类情况”。";
        return Err(Refusal::new("table_empty", "3.2.1", sentence).at("/rest_none"));
    }
    Ok(if rest_none { empty } else { Vec::new() })
}

/// Every row says what it is about.
fn check_names(economy: &Economy, custody: &Custody) -> Result<(), Refusal> {
    names(economy, custody).iter().try_for_each(|(at, text)| checks::filled(text, at, "名称"))
}

pub(super) fn staffing(state: &State, fill: FillStaffing) -> Result<Event, Refusal> {
    let FillStaffing { staffing, rest_none } = fill;
    for (row, staff) in staffing.iter().enumerate() {
        checks::filled(&staff.sort, &format!("/staffing/{row}/sort"), "人员类别")?;
    }
    let none = left_empty(&[(Annex::Staffing, staffing.len())], rest_none)?;
    if state.staffing == staffing && none.iter().all(|annex| state.annex_none.contains(annex)) {
        return Err(nothing_changed());
    }
    Ok(Event::StaffingFilled(StaffingFilled { staffing, none, unsigned: signed_so_far(state) }))
}

pub(super) fn economy(state: &State, fill: FillEconomy) -> Result<Event, Refusal> {
    let FillEconomy { economy, rest_none } = fill;
    check_names(&economy, &Custody::default())?;
    let tables = [
        (Annex::Accounts, economy.accounts.len()),
        (Annex::Debts, economy.debts.len()),
        (Annex::Assets, economy.assets.len()),
        (Annex::Works, economy.works.len()),
    ];
    let none = left_empty(&tables, rest_none)?;
    if state.economy == economy && none.iter().all(|annex| state.annex_none.contains(annex)) {
        return Err(nothing_changed());
    }
    Ok(Event::EconomyFilled(EconomyFilled { economy, none, unsigned: signed_so_far(state) }))
}

pub(super) fn custody(state: &State, fill: FillCustody) -> Result<Event, Refusal> {
    let FillCustody { custody, rest_none } = fill;
    check_names(&Economy::default(), &custody)?;
    let tables = [
        (Annex::Articles, custody.articles.len()),
        (Annex::Seals, custody.seals.len()),
        (Annex::Carriers, custody.carriers.len()),
    ];
    let none = left_empty(&tables, rest_none)?;
    if state.custody == custody && none.iter().all(|annex| state.annex_none.contains(annex)) {
        return Err(nothing_changed());
    }
    Ok(Event::CustodyFilled(CustodyFilled { custody, none, unsigned: signed_so_far(state) }))
}

pub(super) fn remarking(note: Note) -> Result<Event, Refusal> {
    let Note { notes } = note;
    let said = notes.as_ref().map_or("", |notes| notes.as_str());
    checks::filled(said, "/notes", "其他说明")?;
    Ok(Event::Remarked(Remarks { notes, dispute: None }))
}

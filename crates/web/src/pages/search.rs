//! What a search finds: people and units by name, matters by name, number, unit and text.

use super::{
    frame::frame,
    ledger::{listed, rows::Drawer},
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        ledger::{HeadLink, SearchPage},
        parts::Row,
    },
};
use axum::{http::StatusCode, response::Response};
use store::Filter;

/// People and units shown of each.
const SHOWN: usize = 8;

/// The page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let q = visit.asked("q").unwrap_or("").to_owned();
    let mut page = SearchPage {
        frame: frame(visit, "查询结果", "/search", vec![Crumb::here("查询结果")])?,
        q: q.clone(),
        ..SearchPage::default()
    };
    if !q.is_empty() {
        people(visit, &q, &mut page)?;
        units(visit, &q, &mut page)?;
        let filter = Filter { q: Some(q.clone()), ..Filter::default() };
        let drawer = Drawer::new(visit, None);
        let list = listed(visit, filter, &drawer, "/search", &format!("q={}", encoded(&q)))?;
        page.columns = drawer.heads(|_| HeadLink::default());
        page.total = list.total;
        page.rows = list.rows;
        page.pager = list.pager;
    }
    shown(StatusCode::OK, &page)
}

fn people(visit: &Visit, q: &str, page: &mut SearchPage) -> Result<(), Problem> {
    let most = i64::try_from(SHOWN).unwrap_or_default() + 1;
    let found = visit.reader().people(q, None, &visit.scope(), visit.today(), (0, most))?;
    if found.len() > SHOWN {
        page.more_people = format!("/people?q={}", encoded(q));
    }
    let row = |person: &store::PersonRow| {
        let posts: Vec<String> = person.posts.iter().map(|held| format!("{}{}", held.unit_name, held.title)).collect();
        Row::new(person.name.clone(), format!("/people/{}", person.id), posts.join("、"))
    };
    page.people = found.iter().take(SHOWN).map(row).collect();
    Ok(())
}

fn units(visit: &Visit, q: &str, page: &mut SearchPage) -> Result<(), Problem> {
    if !visit.scope().kinds.is_empty() {
        return Ok(());
    }
    let fits = |unit: &&store::UnitRow| {
        unit.active && (unit.name.contains(q) || unit.aliases.iter().any(|alias| alias.contains(q)))
    };
    let units = visit.reader().units()?;
    let found: Vec<&store::UnitRow> = units.iter().filter(fits).collect();
    if found.len() > SHOWN {
        page.more_units = format!("/units?q={}", encoded(q));
    }
    let row =
        |unit: &&store::UnitRow| Row::new(unit.name.clone(), format!("/units/{}", unit.id), unit.aliases.join("、"));
    page.units = found.iter().take(SHOWN).map(row).collect();
    Ok(())
}

//! 应办: what is owed, with how each day came about.

use super::{
    frame::{DUTIES, frame},
    visit::{Visit, encoded, shown},
    words::Owners,
    workbench::{absentees, drawn},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        pages::DutiesPage,
        parts::{PageLink, Paging, Tab},
    },
};
use axum::{http::StatusCode, response::Response};
use store::{DutyFilter, DutyRow};

/// The list: by me, all that may be seen, or the overdue ones of those.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let reader = visit.reader();
    let today = visit.today();
    let mine = reader.duties_of(visit.actor(), DUTIES)?;
    let which = visit.asked("state").unwrap_or("mine");
    let (rows, next): (Vec<DutyRow>, Option<String>) = match which {
        "late" => {
            let filter = DutyFilter {
                by: Some(today.plus(-1)),
                cursor: visit.asked("cursor").map(str::to_owned),
                ..DutyFilter::default()
            };
            reader.duties(&filter, &visit.scope())?
        }
        "all" => {
            let filter = DutyFilter { cursor: visit.asked("cursor").map(str::to_owned), ..DutyFilter::default() };
            reader.duties(&filter, &visit.scope())?
        }
        "mine_late" => (mine.iter().filter(|duty| duty.is_overdue(today)).cloned().collect(), None),
        _ => (mine.clone(), None),
    };
    let late = mine.iter().filter(|duty| duty.is_overdue(today)).count();
    let policy = visit.app.county.policy();
    let owners = Owners::of(&reader, rows.iter().flat_map(|duty| &duty.owner))?;
    let away = absentees(visit, &rows)?;
    let tab = |title: &str, state: &str, count: String| Tab {
        title: title.into(),
        href: format!("/duties?state={state}"),
        here: which == state,
        count,
        late: false,
    };
    let links = next.map(|cursor| PageLink {
        title: "下一页".into(),
        href: format!("/duties?state={which}&cursor={}", encoded(&cursor)),
        here: false,
    });
    let page = DutiesPage {
        frame: frame(visit, "应办", "/duties", vec![Crumb::here("应办")])?,
        meta: "到期日连同算法，按到期先后".into(),
        tabs: vec![
            tab("由我办", "mine", mine.len().to_string()),
            Tab { late: late > 0, ..tab("由我办·逾期", "mine_late", late.to_string()) },
            tab("可看的·逾期", "late", String::new()),
            tab("可看的全部", "all", String::new()),
        ],
        empty: if which.ends_with("late") { "没有逾期。" } else { "没有未了的应办事项。" }.into(),
        paging: Paging { words: format!("本页{}条", rows.len()), links: links.into_iter().collect() },
        rows: rows.iter().map(|duty| drawn(visit, duty, &policy, (&owners, &away))).collect(),
    };
    shown(StatusCode::OK, &page)
}

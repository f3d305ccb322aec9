//! 台账: the numbered list of one kind, with its stages as tabs and its columns as said by the kind.

mod filters;
pub(super) mod paging;
pub(super) mod rows;

pub(super) use filters::{behind, choosing, unit, wanted};

use super::{
    frame::{self, chapter_title, register_title},
    habits,
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        field::Choice,
        frame::Crumb,
        ledger::{LedgerPage, Pager},
        pages::HeadAct,
        parts::{Tab, TableRow},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::procedure::{Kind, Shape, When};
pub(super) use rows::Drawer;
use store::Filter;

/// In an address: the key of an own column to be shown.
const COLUMN: &str = "col";
/// Tabs of stages that stand on one line; the rest is folded.
const TABS: usize = 8;

/// The ledger of a kind.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let mechanism = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let action = format!("/ledger/{}", kind.id);
    let (filter, tab, wrong) = wanted(visit, kind);
    let heading = register_title(kind);
    let crumbs = vec![Crumb::here(chapter_title(kind)), Crumb::here(kind.title)];
    let (tabs, folded) = tabs(visit, kind, &action, &tab)?;
    let (common, rare) = filters::drawn(visit, kind)?;
    let query = paging::query(visit, &tab);
    let drawer = Drawer::new(visit, Some(kind));
    let list = listed(visit, filter, &drawer, &action, &query)?;
    let page = LedgerPage {
        frame: frame::frame(visit, &heading, &action, crumbs)?,
        heading,
        meta: clauses(visit, kind),
        acts: acts(visit, kind)?,
        all: "?tab=all",
        tabs,
        folded,
        choosable: choosable(visit, kind),
        export: format!("{action}/export?{query}"),
        print: format!("{action}/print?{query}"),
        filters: common,
        rare,
        kept: paging::kept(visit, &tab),
        wrong,
        behind: behind(visit, kind),
        total: list.total,
        order: paging::order_words(visit, kind),
        orders: paging::orders(visit, kind, &action, &tab),
        columns: drawer.heads(|key| paging::head_link(visit, kind, &action, &tab, key)),
        rows: list.rows,
        pager: list.pager,
        action,
    };
    let columns = visit.query.iter().any(|(name, _)| name == COLUMN).then(|| rows::asked_columns(visit, kind));
    let size = visit.asked(paging::SIZE).and_then(|size| size.parse().ok());
    let habits = visit.habits.after_ledger(kind.id, columns, size);
    Ok(habits::keeping(visit, shown(StatusCode::OK, &page)?, habits.as_ref()))
}

fn clauses(visit: &Visit, kind: &Kind) -> String {
    let policy = visit.app.county.policy();
    let mut clauses: Vec<String> = kind.clauses.iter().map(|id| policy.clause_label(id)).collect();
    clauses.dedup();
    let clauses = clauses.join("、");
    if clauses.is_empty() { clauses } else { format!("〔{clauses}〕") }
}

fn acts(visit: &Visit, kind: &Kind) -> Result<Vec<HeadAct>, Problem> {
    let openings = visit.reader().openings(kind.id, visit.actor(), visit.now)?;
    let act = |offer: &store::OfferLine| HeadAct {
        title: offer.label.clone(),
        href: format!("/new/{}?verb={}", kind.id, offer.verb),
        main: offer.tone == "main" || openings.len() == 1,
        grave: false,
    };
    Ok(openings.iter().map(act).collect())
}

/// The tabs on the line, and those behind 更多: stages at which nothing is open, and more than there is room for.
fn tabs(visit: &Visit, kind: &Kind, action: &str, here: &str) -> Result<(Vec<Tab>, Vec<Tab>), Problem> {
    let reader = visit.reader();
    let tab = |title: &str, key: &str, count: Option<store::Count>, late: bool| Tab {
        title: title.to_owned(),
        href: format!("{action}?tab={}", encoded(key)),
        here: here == key,
        late: late && count.is_some_and(|count| count.number > 0),
        count: count.map(frame::number).unwrap_or_default(),
    };
    let count = |open: Option<bool>| {
        let filter = Filter { kind: Some(kind.id.to_owned()), open, ..Filter::default() };
        let counted = (!kind.veiled).then(|| reader.count(&filter, &visit.scope(), visit.half()));
        counted.transpose()
    };
    let (mut shown, mut folded) = (Vec::new(), Vec::new());
    if kind.shape != Shape::Register {
        shown.push(tab("在办", "open", count(Some(true))?, false));
    }
    let open = reader.open_stages(kind.id)?;
    for (stage, count) in reader.tabs(kind.id, &visit.scope(), visit.half())? {
        // A stage at which nothing stands takes no room, unless it is the one looked at.
        let idle = count.is_some_and(|count| count.number == 0) || is_divided(kind, &stage);
        if idle && here != stage {
            continue;
        }
        let clock = kind.clock_stages.iter().find(|clock| clock.word == stage);
        let late = clock.is_some_and(|clock| matches!(clock.when, When::AfterLate));
        let going = open.as_ref().is_none_or(|open| clock.is_some() || open.contains(&stage));
        let fits = late || here == stage || (going && shown.len() < TABS);
        if fits { &mut shown } else { &mut folded }.push(tab(&stage, &stage, count, late));
    }
    if folded.len() == 1 {
        shown.append(&mut folded);
    }
    shown.push(tab("全部", "all", count(None)?, false));
    Ok((shown, folded))
}

/// Whether the clock's stages leave nothing of a stored one: then its own tab would say the same twice.
fn is_divided(kind: &Kind, stage: &str) -> bool {
    let all = [When::Before, When::During, When::AfterInTime, When::AfterLate];
    let has = |when: &When| kind.clock_stages.iter().any(|clock| clock.within == stage && clock.when == *when);
    all.iter().all(has)
}

/// All columns to choose from.
fn choosable(visit: &Visit, kind: &'static Kind) -> Vec<Choice> {
    let shown = rows::own(visit, Some(kind));
    let choice = |column: &engine::procedure::Column| Choice {
        value: column.key.to_owned(),
        words: column.title.to_owned(),
        chosen: shown.iter().any(|shown| shown.key == column.key),
    };
    kind.columns.iter().map(choice).collect()
}

/// A page of a list.
pub(super) struct Listed {
    pub(super) total: String,
    pub(super) rows: Vec<TableRow>,
    pub(super) pager: Pager,
}

/// The page of a list that is asked for.
pub(super) fn listed(
    visit: &Visit,
    mut filter: Filter,
    drawer: &Drawer<'_>,
    action: &str,
    query: &str,
) -> Result<Listed, Problem> {
    let (reader, scope, half) = (visit.reader(), visit.scope(), visit.half());
    let (page, size) = (visit.page(), paging::size(visit));
    filter.limit = size;
    filter.cursor = visit.asked("cursor").map(str::to_owned);
    filter.offset = if filter.cursor.is_some() { 0 } else { (page - 1) * size };
    let count = if drawer.is_veiled() { None } else { Some(reader.count(&filter, &scope, half)?) };
    let found = reader.matters(&filter, &scope, half)?;
    let rows = drawer.rows(&found.items)?;
    let total = count.map_or_else(String::new, frame::number);
    let words = match total.as_str() {
        "" => format!("每页{size}条"),
        "0" => "共0条".to_owned(),
        _ => format!("共{total}条，每页"),
    };
    let last = count.map_or(0, |count| count.number);
    let pager = paging::pager(visit, words, action, query, (page, last), found.next.as_deref());
    Ok(Listed { total, rows, pager })
}

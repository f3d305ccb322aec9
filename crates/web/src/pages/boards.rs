//! 看板: the matters of a kind as its mechanism has them stand together, counted by unit, with what comes next beneath.

use super::{
    frame::{chapter_title, frame, number},
    ledger::{self, Drawer, paging},
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        board::{BoardCount, BoardList, BoardPage, BoardRow},
        frame::Crumb,
        ledger::HeadLink,
        pages::Filter as FilterView,
        parts::Tab,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    board::{Board, Listing, Order, Tone},
    days::Day,
    erased::Mechanism,
    procedure::Kind,
    words::UnitId,
};
use std::collections::BTreeMap;
use store::{Count, Filter, Heaped, MatterRow};

/// Rows of a short list.
const SHORT: i64 = 10;
/// In an address: the heap that is looked at.
const HEAP: &str = "heap";
/// In an address: the unit whose rows are looked at, as the table counts it.
const OF: &str = "of";
/// What stands in the place of a unit for matters of none.
const NONE: &str = "-";

/// Kinds that have a board.
pub fn all(visit: &Visit) -> impl Iterator<Item = (&'static Kind, &'static Board)> + use<> {
    let found = |one: &'static dyn Mechanism| Some((one.kind(), one.board()?));
    visit.app.county.catalogue().iter().filter_map(found).filter(|(kind, _)| !kind.veiled)
}

/// Where a kind's board is.
pub fn address(kind: &Kind) -> String {
    format!("/boards/{}", kind.id)
}

/// The board of a kind.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let asked = visit.param("kind");
    let found = all(visit).find(|(kind, _)| kind.id == asked && !visit.actor().is_administrator());
    let (kind, board) = found.ok_or_else(Problem::not_found)?;
    let (filter, wrong) = filter(visit, kind, board);
    let heaped = visit.reader().heaped(&filter, &visit.scope(), visit.half())?;
    let here = address(kind);
    let (units, whole) = counted(visit, board, &here, &heaped)?;
    let (chosen, pager) = match chosen(visit, kind, board, &filter)? {
        Some((list, pager)) => (Some(list), pager),
        None => (None, Default::default()),
    };
    let policy = visit.app.county.policy();
    let mut clauses: Vec<String> = kind.clauses.iter().map(|id| policy.clause_label(id)).collect();
    clauses.dedup();
    let page = BoardPage {
        frame: frame(visit, board.title, &here, vec![Crumb::here(chapter_title(kind)), Crumb::here(board.title)])?,
        heading: board.title.to_owned(),
        meta: format!("〔{}〕", clauses.join("、")),
        about: board.about.to_owned(),
        nothing: nothing_of(visit, board, board.nothing),
        ledger: format!("/ledger/{}", kind.id),
        tabs: tabs(visit, board, &here, &whole),
        filters: fields(visit, kind, board)?,
        kept: visit.asked(HEAP).map(|heap| (HEAP, heap.to_owned())).into_iter().collect(),
        wrong,
        heads: board.heaps.iter().map(|heap| heap.title).collect(),
        units,
        whole,
        chosen,
        pager,
        lists: lists(visit, kind, board, &filter)?,
        action: here,
    };
    shown(StatusCode::OK, &page)
}

/// What the whole board is cut down by: everything in its heaps, of a unit with those subordinate to it, by choice columns.
fn filter(visit: &Visit, kind: &Kind, board: &Board) -> (Filter, String) {
    let mut wrong = String::new();
    let unit = visit.asked("unit").map(|text| {
        ledger::unit(visit, text).unwrap_or_else(|sentence| {
            wrong = sentence;
            UnitId::from(NONE)
        })
    });
    let chosen = |key: &&str| visit.asked(key).map(|value| ((*key).to_owned(), value.to_owned()));
    let filter = Filter {
        kind: Some(kind.id.to_owned()),
        said: board.stages(&[]).map(str::to_owned).collect(),
        unit,
        cells: board.filters.iter().filter_map(chosen).collect(),
        mark: board.mark.map(str::to_owned),
        ..Filter::default()
    };
    (filter, wrong)
}

fn fields(visit: &Visit, kind: &Kind, board: &Board) -> Result<Vec<FilterView>, Problem> {
    let unit = FilterView {
        name: "unit",
        label: "单位",
        value: visit.asked("unit").unwrap_or("").to_owned(),
        class: "short",
        suggest: "/suggest/unit",
        ..FilterView::default()
    };
    let mut fields = vec![unit];
    fields.extend(ledger::choosing(visit, kind, board.filters)?);
    Ok(fields)
}

/// The same board with another heap or unit chosen.
fn turned(visit: &Visit, here: &str, board: &Board, (heap, of): (Option<&str>, Option<&str>)) -> String {
    let kept = std::iter::once(&"unit").chain(board.filters).filter_map(|name| Some((*name, visit.asked(name)?)));
    let chosen = heap.map(|heap| (HEAP, heap)).into_iter().chain(of.map(|of| (OF, of)));
    let query: Vec<String> = kept.chain(chosen).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { here.to_owned() } else { format!("{here}?{}", query.join("&")) }
}

fn tabs(visit: &Visit, board: &Board, here: &str, whole: &BoardRow) -> Vec<Tab> {
    let tab = |title: &str, heap: Option<&str>, count: i64, late: bool| Tab {
        title: title.to_owned(),
        href: turned(visit, here, board, (heap, None)),
        here: visit.asked(HEAP) == heap && visit.asked(OF).is_none(),
        count: count.to_string(),
        late: late && count > 0,
    };
    let heaps = board.heaps.iter().zip(&whole.counts);
    let heaps = heaps.map(|(heap, count)| tab(heap.title, Some(heap.title), count.number, heap.tone == Tone::Late));
    std::iter::once(tab("全部", None, whole.total, false)).chain(heaps).collect()
}

/// A line for each unit in official order, and one for all.
fn counted(visit: &Visit, board: &Board, here: &str, heaped: &[Heaped]) -> Result<(Vec<BoardRow>, BoardRow), Problem> {
    let mut by_unit: BTreeMap<&str, Vec<&Heaped>> = BTreeMap::new();
    for one in heaped {
        by_unit.entry(one.unit.as_str()).or_default().push(one);
    }
    let units = visit.reader().units()?;
    let mut named: Vec<(&str, &str)> = units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).collect();
    named.push(("", "没有单位的"));
    let line = |(id, name): (&str, &str)| {
        let of = if id.is_empty() { NONE } else { id };
        by_unit.get(id).map(|heaps| row(visit, board, here, (Some(of), name), heaps))
    };
    let whole: Vec<&Heaped> = heaped.iter().collect();
    Ok((named.into_iter().filter_map(line).collect(), row(visit, board, here, (None, "合计"), &whole)))
}

fn row(visit: &Visit, board: &Board, here: &str, (of, title): (Option<&str>, &str), heaps: &[&Heaped]) -> BoardRow {
    let count = |heap: &engine::board::Heap| {
        let number = heaps.iter().filter(|one| heap.holds(one.stage, one.late, one.marked)).map(|one| one.number).sum();
        let href = turned(visit, here, board, (Some(heap.title), of));
        BoardCount { number, href, tone: if number > 0 { heap.tone.class() } else { "" } }
    };
    let due = heaps.iter().filter_map(|one| one.next_due).min();
    BoardRow {
        title: title.to_owned(),
        href: turned(visit, here, board, (None, of)),
        counts: board.heaps.iter().map(count).collect(),
        total: heaps.iter().map(|one| one.number).sum(),
        due: due.map_or_else(String::new, Day::sentence_with_year),
        late: due.is_some_and(|due| due < visit.today()),
    }
}

/// The rows of the heap or unit that was chosen, page by page.
fn chosen(
    visit: &Visit,
    kind: &'static Kind,
    board: &Board,
    filter: &Filter,
) -> Result<Option<(BoardList, crate::view::ledger::Pager)>, Problem> {
    let (heap, of) = (visit.asked(HEAP), visit.asked(OF));
    if heap.is_none() && of.is_none() {
        return Ok(None);
    }
    let mut filter = filter.clone();
    let mut nothing = board.nothing;
    if let Some(heap) = heap {
        let heap = board.heap(heap).ok_or_else(Problem::not_found)?;
        filter.said = heap.stages.iter().map(|stage| (*stage).to_owned()).collect();
        (filter.late, nothing) = (heap.late, heap.nothing);
        filter.marked.extend(board.mark.filter(|_| heap.marked).map(str::to_owned));
    }
    filter.first_unit = of.map(|of| UnitId::from(if of == NONE { "" } else { of }));
    let drawer = Drawer::on_board(visit, kind, board.columns);
    let list = ledger::listed(visit, filter, &drawer, &address(kind), &paging::query(visit, ""))?;
    let unit = of.and_then(|of| visit.reader().unit_names([of]).ok()?.remove(of));
    let title = [unit, heap.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join("：");
    let found = BoardList {
        title: if title.is_empty() { "没有单位的".to_owned() } else { title },
        nothing: nothing_of(visit, board, nothing),
        columns: drawer.heads(|_| HeadLink::default()),
        rows: list.rows,
    };
    Ok(Some((found, list.pager)))
}

/// What is said where there is nothing: of a board that was cut down, only that it is so under these conditions.
fn nothing_of(visit: &Visit, board: &Board, nothing: &str) -> String {
    let cut = std::iter::once(&"unit").chain(board.filters).any(|name| visit.asked(name).is_some());
    if cut { format!("按所选条件，{nothing}") } else { nothing.to_owned() }
}

/// The short lists, and the newest matters of other kinds beside.
fn lists(
    visit: &Visit,
    kind: &'static Kind,
    board: &'static Board,
    filter: &Filter,
) -> Result<Vec<BoardList>, Problem> {
    let (reader, scope) = (visit.reader(), visit.scope());
    let drawn = |kind: &'static Kind, title: &str, nothing: &str, columns: &[&str], rows: &[MatterRow]| {
        let drawer = Drawer::on_board(visit, kind, columns);
        let columns = drawer.heads(|_| HeadLink::default());
        let (title, nothing) = (title.to_owned(), nothing.to_owned());
        drawer.rows(rows).map(|rows| BoardList { title, nothing, columns, rows })
    };
    let mut lists = Vec::new();
    for list in board.lists {
        let (rows, count) = listed(visit, board, list, filter)?;
        lists.push(drawn(kind, &title_with(list, count), list.nothing, list.columns, &rows)?);
    }
    for beside in board.beside {
        let Some(other) = visit.app.county.catalogue().get(beside.kind).map(|other| other.kind()) else { continue };
        let newest = Filter { limit: SHORT, unit: filter.unit.clone(), ..Filter::of(other.id) };
        let rows = reader.matters(&newest, &scope, visit.half())?.items;
        lists.push(drawn(other, beside.title, "没有记录。", beside.columns, &rows)?);
    }
    Ok(lists)
}

/// The first rows of a short list, and how many there are in all.
fn listed(visit: &Visit, board: &Board, list: &Listing, filter: &Filter) -> Result<(Vec<MatterRow>, Count), Problem> {
    let (reader, scope, half) = (visit.reader(), visit.scope(), visit.half());
    let said = board.stages(list.heaps).map(str::to_owned).collect();
    let (late, marked) = board.narrows(list.heaps);
    let marked = board.mark.filter(|_| marked).map(str::to_owned).into_iter().collect();
    let filter = Filter { said, late, marked, limit: SHORT, ..filter.clone() };
    let count = reader.count(&filter, &scope, half)?;
    let rows = match list.order {
        Order::Due => reader.matters(&filter, &scope, half)?.items,
        Order::Day(key) => reader.earliest(&filter, key, &scope, half)?,
    };
    Ok((rows, count))
}

/// A heading with how many there are, where not all are shown.
fn title_with(list: &Listing, count: Count) -> String {
    if count.number > SHORT {
        format!("{}（前{SHORT}，共{}）", list.title, number(count))
    } else {
        list.title.to_owned()
    }
}

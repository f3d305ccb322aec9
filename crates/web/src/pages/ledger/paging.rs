//! Pages, sizes and orders of a ledger, as addresses: nothing of it needs a script.

use crate::{
    pages::{
        habits::SIZES,
        visit::{Visit, encoded},
    },
    statistics::{COUNTED, OF},
    view::{
        ledger::{GoTo, HeadLink, Pager},
        parts::PageLink,
    },
};
use engine::procedure::{Cell, Kind};
use store::Order;

/// Pages are numbered up to this row.
const NUMBERED: i64 = 1_000;
/// In an address: rows of a page. What no column can be called, so that a column of that name is still a filter.
pub(super) const SIZE: &str = "_rows";
/// In an address: the order.
const ORDER: &str = "_order";
/// In an address: the order of the running numbers.
const NEWEST: &str = "newest";

/// Rows of a page: those just asked for, else those remembered.
pub(super) fn size(visit: &Visit) -> i64 {
    let asked = visit.asked(SIZE).and_then(|size| size.parse().ok());
    asked.filter(|size| SIZES.contains(size)).unwrap_or_else(|| visit.habits.size())
}

/// What was asked for, as an address says it, without the page and what is remembered.
pub(in super::super) fn query(visit: &Visit, tab: &str) -> String {
    without(visit, tab, &["page", "cursor", "tab", SIZE])
}

fn without(visit: &Visit, tab: &str, left_out: &[&str]) -> String {
    let asked = visit.query.iter().filter(|(name, value)| !left_out.contains(&name.as_str()) && !value.is_empty());
    let start = if tab.is_empty() { String::new() } else { format!("tab={}", encoded(tab)) };
    asked.fold(start, |query, (name, value)| {
        let and = if query.is_empty() { "" } else { "&" };
        format!("{query}{and}{}={}", encoded(name), encoded(value))
    })
}

/// What the filter form sends along.
pub(super) fn kept(visit: &Visit, tab: &str) -> Vec<(&'static str, String)> {
    let order = visit.asked(ORDER).map(|order| (ORDER, order.to_owned()));
    let behind = [COUNTED, OF].into_iter().filter_map(|name| Some((name, visit.asked(name)?.to_owned())));
    std::iter::once(("tab", tab.to_owned())).chain(order).chain(behind).collect()
}

/// The order asked for.
pub(super) fn order(visit: &Visit, kind: &Kind) -> Order {
    let Some(asked) = visit.asked(ORDER) else { return Order::Urgency };
    let (key, down) = asked.strip_prefix('-').map_or((asked, false), |key| (key, true));
    match kind.columns.iter().find(|column| column.key == key) {
        Some(column) => Order::Cell { key: key.to_owned(), numeric: matches!(column.cell, Cell::Count), down },
        None if key == NEWEST => Order::Newest,
        None => Order::Urgency,
    }
}

/// The order in words.
pub(super) fn order_words(visit: &Visit, kind: &Kind) -> String {
    match order(visit, kind) {
        Order::Urgency => "按须办先后".to_owned(),
        Order::Newest => format!("按{}，新的在前", number_title(kind)),
        Order::Cell { key, down, .. } => {
            let title = kind.columns.iter().find(|column| column.key == key).map_or("", |column| column.title);
            format!("按{title}{}", if down { "从大到小" } else { "从小到大" })
        }
    }
}

/// Head of the column of running numbers; what has none is told by the day it was opened.
pub(super) const fn number_title(kind: &Kind) -> &'static str {
    if kind.prefix.is_some() { "编号" } else { "登记日期" }
}

/// The orders to choose among.
pub(super) fn orders(visit: &Visit, kind: &Kind, action: &str, tab: &str) -> Vec<PageLink> {
    let here = visit.asked(ORDER).unwrap_or("");
    let query = without(visit, tab, &["page", "cursor", "tab", SIZE, ORDER]);
    let link = |title: String, order: &str| PageLink {
        title,
        href: if order.is_empty() { format!("{action}?{query}") } else { format!("{action}?{query}&{ORDER}={order}") },
        here: here == order,
    };
    let mut links = vec![link("按须办先后".into(), ""), link(format!("按{}，新的在前", number_title(kind)), NEWEST)];
    for column in kind.columns {
        links.push(link(format!("按{}从小到大", column.title), column.key));
        links.push(link(format!("按{}从大到小", column.title), &format!("-{}", column.key)));
    }
    links
}

/// Where the head of a column leads: its order, and turned round where it already stands so.
pub(super) fn head_link(visit: &Visit, kind: &Kind, action: &str, tab: &str, key: &str) -> HeadLink {
    let query = without(visit, tab, &["page", "cursor", "tab", SIZE, ORDER]);
    let (sorted, next) = match order(visit, kind) {
        Order::Cell { key: by, down: false, .. } if by == key => ("ascending", format!("-{key}")),
        Order::Cell { key: by, down: true, .. } if by == key => ("descending", key.to_owned()),
        _ => ("", key.to_owned()),
    };
    HeadLink { href: format!("{action}?{query}&{ORDER}={}", encoded(&next)), sorted }
}

/// The foot of a list: sizes, numbered pages up to row 1,000 and then by cursor, and a field for the number of a page.
pub(super) fn pager(
    visit: &Visit,
    words: String,
    action: &str,
    query: &str,
    (page, total): (i64, i64),
    next: Option<&str>,
) -> Pager {
    let size = size(visit);
    let last = (total.min(NUMBERED) + size - 1) / size;
    let choice = |one: i64| PageLink {
        title: one.to_string(),
        href: format!("{action}?{query}&{SIZE}={one}"),
        here: one == size,
    };
    let mut kept: Vec<(String, String)> = Vec::new();
    for pair in query.split('&') {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let values = visit.query.iter().filter(|(known, value)| known == name && !value.is_empty());
        for pair in values {
            if !kept.contains(pair) {
                kept.push(pair.clone());
            }
        }
    }
    Pager {
        words,
        sizes: if total == 0 { Vec::new() } else { SIZES.into_iter().map(choice).collect() },
        links: links(visit, action, query, (page, last), size, next),
        go_to: (last > 1).then(|| GoTo { action: action.to_owned(), kept, page }),
    }
}

fn links(
    visit: &Visit,
    action: &str,
    query: &str,
    (page, last): (i64, i64),
    size: i64,
    next: Option<&str>,
) -> Vec<PageLink> {
    let by_cursor = visit.asked("cursor").is_some();
    let link = |title: String, number: i64| PageLink {
        title,
        href: format!("{action}?{query}&page={number}"),
        here: number == page && !by_cursor,
    };
    let mut links = Vec::new();
    if !by_cursor && page > 1 {
        links.push(PageLink { here: false, ..link("上一页".into(), page - 1) });
    }
    if last > 1 {
        let numbers = (1..=last).filter(|number| *number == 1 || *number == last || (number - page).abs() <= 2);
        links.extend(numbers.map(|number| link(number.to_string(), number)));
    }
    if let Some(cursor) = next {
        let href = if by_cursor || (page + 1) * size > NUMBERED {
            format!("{action}?{query}&cursor={}", encoded(cursor))
        } else {
            format!("{action}?{query}&page={}", page + 1)
        };
        links.push(PageLink { title: "下一页".into(), href, here: false });
    }
    links
}

//! 意见看板: the demands of the Opinion on one page, each with what is owed, done, under way and late; unit by unit and matter by matter
//! behind each number.

mod asked;
mod behind;
mod draw;

pub use asked::Asked;
pub use behind::{export, show as behind};

use super::{
    frame::{CHAPTERS, frame},
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        opinion::{ChapterRows, DemandRow, Figure, OpinionPage},
    },
};
use axum::{http::StatusCode, response::Response};
use draw::{bar, columns, squares, trend_words, turn};
use engine::{access::Scope, obligation::is_demand, policy::Clause};
use std::collections::{BTreeMap, BTreeSet};
use store::{MONTHS, Share, Tally};

/// Where the board is.
pub const HERE: &str = "/opinion";
/// The table that says who leads.
const LEADS: &str = "opinion.leads";
/// Points as the document counts them.
const POINTS: [&str; 5] = ["（一）", "（二）", "（三）", "（四）", "（五）"];

/// Whoever sees more than his own matters.
pub fn may(scope: &Scope) -> bool {
    scope.kinds.is_empty() && (scope.county || !scope.units.is_empty())
}

/// A demand with what came of it.
pub struct Demand {
    /// Its clause.
    pub clause: Clause,
    /// Whether a mechanism carries it out.
    pub carried: bool,
    /// Who leads.
    pub lead: String,
    /// What came of it.
    pub tally: Tally,
    /// Late in each of the last months.
    pub trend: [i64; MONTHS],
}

impl Demand {
    /// The chapter's number.
    pub fn chapter(&self) -> u8 {
        self.clause.id.split('.').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    }
    /// Which point of its chapter.
    fn point(&self) -> &'static str {
        let point = self.clause.id.split('.').nth(1).and_then(|text| text.parse::<usize>().ok()).unwrap_or_default();
        POINTS.get(point.wrapping_sub(1)).copied().unwrap_or_default()
    }
}

/// All demands in the document's order.
pub fn demands(visit: &Visit, asked: &Asked) -> Result<Vec<Demand>, Problem> {
    let (reader, scope) = (visit.reader(), visit.scope());
    let asking = asked.asking(None);
    let (tallies, trends) = (reader.demands(&asking, &scope)?, reader.trend(&asking, &scope)?);
    let kinds = visit.app.county.catalogue().iter().flat_map(|mechanism| mechanism.kind().clauses.iter().copied());
    let carried: BTreeSet<&str> = kinds.collect();
    let policy = visit.app.county.policy();
    let leads = policy.table(LEADS, asked.until);
    let demand = |clause: &Clause| Demand {
        clause: clause.clone(),
        carried: carried.contains(clause.id.as_str()),
        lead: leads.and_then(|table| table.value(&[&clause.id], "lead")).unwrap_or_default().to_owned(),
        tally: tallies.get(&clause.id).copied().unwrap_or_default(),
        trend: trends.get(&clause.id).copied().unwrap_or_default(),
    };
    Ok(policy.clauses().filter(|clause| is_demand(&clause.id)).map(demand).collect())
}

/// The page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    if !may(&visit.scope()) {
        return Err(Problem::not_found());
    }
    let asked = Asked::of(visit);
    let found = demands(visit, &asked)?;
    let most = found.iter().map(|demand| demand.tally.done + demand.tally.open).max().unwrap_or_default();
    let chapters: Vec<ChapterRows> = CHAPTERS
        .iter()
        .map(|(number, numeral, title)| chapter(&asked, &found, (*number, format!("{numeral}、{title}")), most))
        .collect();
    let whole: Tally = found.iter().map(|demand| demand.tally).sum();
    let document = found.first().map_or_else(String::new, |demand| demand.clause.document.clone());
    let page = OpinionPage {
        frame: frame(visit, "意见看板", HERE, vec![Crumb::here("意见看板"), Crumb::here(asked.whose(visit))])?,
        heading: document,
        meta: format!("落实情况 · {} · {}", asked.whose(visit), asked.time()),
        late: whole.late,
        sentence: sentence(&found, &whole),
        filters: asked.fields(visit),
        wrong: asked.wrong.clone(),
        export: format!("{HERE}/export{}", asked.query(&[])),
        chapters,
        whole: summed("", &whole, Vec::new()),
        signed: format!("填报：　　　　审核：　　　　{}", asked.until.sentence_with_year()),
    };
    shown(StatusCode::OK, &page)
}

fn chapter(asked: &Asked, found: &[Demand], (number, title): (u8, String), most: i64) -> ChapterRows {
    let own = || found.iter().filter(|demand| demand.chapter() == number);
    let whole: Tally = own().map(|demand| demand.tally).sum();
    let mut before = "";
    let mut rows = Vec::new();
    for demand in own() {
        let point = demand.point();
        rows.push(row(asked, demand, if point == before { "" } else { point }, most));
        before = point;
    }
    summed(&title, &whole, rows)
}

fn summed(title: &str, whole: &Tally, rows: Vec<DemandRow>) -> ChapterRows {
    let part = (whole.done * 100).checked_div(whole.due()).map_or_else(String::new, |part| format!("{part}%"));
    let words = |count: i64| if count == 0 { "—".to_owned() } else { count.to_string() };
    ChapterRows {
        title: title.to_owned(),
        due: words(whole.due()),
        done: words(whole.done),
        open: words(whole.open),
        late: if whole.late == 0 { String::new() } else { whole.late.to_string() },
        part,
        rows,
    }
}

fn row(asked: &Asked, demand: &Demand, point: &'static str, most: i64) -> DemandRow {
    let (tally, id) = (&demand.tally, &demand.clause.id);
    let figure = |count: i64, share: Share| match count {
        0 => Figure { words: "—".into(), href: String::new() },
        count => Figure { words: count.to_string(), href: behind::address(asked, id, Some(share)) },
    };
    let (filled, whole) = bar(tally, most);
    DemandRow {
        point,
        title: demand.clause.title.clone(),
        full: demand.clause.full_text.clone().unwrap_or_default(),
        href: behind::address(asked, id, None),
        due: figure(tally.due(), Share::Due),
        done: figure(tally.done, Share::Done),
        open: figure(tally.open, Share::Open),
        late: figure(tally.late, Share::Late),
        squares: squares(tally.late),
        filled,
        whole,
        trend: columns(&demand.trend),
        trend_words: trend_words(&demand.trend, asked.until),
        turn: turn(&demand.trend),
        lead: demand.lead.clone(),
        silent: if demand.carried || tally.due() > 0 { "" } else { "未启用" },
    }
}

/// 32条要求，应办5726件 …… 偏离最多的是 ……
fn sentence(found: &[Demand], whole: &Tally) -> String {
    let carried = found.iter().filter(|demand| demand.carried).count();
    let mut late: Vec<&Demand> = found.iter().filter(|demand| demand.tally.late > 0).collect();
    late.sort_by_key(|demand| std::cmp::Reverse(demand.tally.late));
    let worst: Vec<String> =
        late.iter().take(3).map(|demand| format!("“{}”{}件", demand.clause.title, demand.tally.late)).collect();
    let worst = if worst.is_empty() { String::new() } else { format!("逾期最多的是{}。", worst.join("、")) };
    format!(
        "{}条要求，已启用{carried}条；应办{}件，已办{}件，在办{}件，逾期{}件。{worst}",
        found.len(),
        whole.due(),
        whole.done,
        whole.open,
        whole.late
    )
}

/// What came of a demand in each unit, in official order.
fn units(visit: &Visit, asked: &Asked, demand: &str) -> Result<Vec<(String, String, Tally)>, Problem> {
    let found: BTreeMap<String, Tally> = visit.reader().demands_by_unit(&asked.asking(Some(demand)), &visit.scope())?;
    let known = visit.reader().units()?;
    let none = found.get("").map(|tally| (String::new(), "不属于单位的".to_owned(), *tally));
    let own = known.iter().filter_map(|unit| {
        let tally = found.get(unit.id.as_str())?;
        Some((unit.id.0.clone(), unit.name.clone(), *tally))
    });
    Ok(none.into_iter().chain(own).collect())
}

fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

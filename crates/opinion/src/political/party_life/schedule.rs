//! What a branch owes in a quarter, and what the clock brings about.

use super::{
    PartyLife,
    facts::{Action, CloseTerm, EndBranch, Item, Open, Opened, State},
    rules::ENTRY,
    stage,
};
use crate::{
    daily::inspection_plan::Quarter,
    political::{
        home,
        party_branch::{self, PartyBranch},
    },
};
use engine::{
    days::{Day, Period},
    facts::Query,
    policy::Table,
    procedure::{Context, Refusal},
    trigger::Reaction,
    words::{MatterId, UnitId},
};
use std::collections::BTreeMap;

/// The county's table: how often, who, how strictly, by which limit.
pub(super) const SCHEDULE: &str = "party_life.schedule";
/// The part of those entitled who must be there for a vote.
pub(super) const QUORUM: &str = "party_life.quorum";
/// The dictionary of sessions.
pub(super) const KINDS: &str = "party_sessions";
/// Terms opened at one stroke of the clock at most.
const AT_ONCE: usize = 100;

/// The first day of a quarter of a year.
fn first_day(year: i16, quarter: Quarter) -> Option<Day> {
    let month = match quarter {
        Quarter::First => 1,
        Quarter::Second => 4,
        Quarter::Third => 7,
        Quarter::Fourth => 10,
    };
    Day::new(year, month, 1)
}

/// A term for each branch and quarter, those that are over, those whose branch is no more.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let branches: BTreeMap<MatterId, party_branch::State> = {
        let query = Query { open: Some(true), ..Query::default() };
        cx.facts.all::<PartyBranch>(&query).into_iter().collect()
    };
    let today = Period::days(cx.day, cx.day);
    let terms = cx.facts.all::<PartyLife>(&Query { overlaps: Some(today), ..Query::default() });
    let (year, quarter) = (cx.day.year(), Quarter::of(cx.day));
    let known = |id: &MatterId| terms.iter().any(|(_, term)| &term.opened.branch == id);
    let opening = branches.keys().filter(|id| !known(id)).take(AT_ONCE).map(|id| Reaction {
        key: format!("party_life/{id}/{year}/{}", quarter.word()),
        to: None,
        action: Action::Open(Open { branch: id.clone(), year, quarter }),
    });
    let mut called: Vec<Reaction<Action>> = opening.collect();
    for (id, term) in terms.iter().filter(|(_, term)| term.closed.is_none()) {
        if !branches.contains_key(&term.opened.branch) {
            let branch = cx.facts.read::<PartyBranch>(&term.opened.branch);
            let day = branch.and_then(|branch| Some(branch.closed?.close.day)).unwrap_or(cx.day);
            let key = format!("party_life/end/{id}");
            called.push(Reaction { key, to: Some(id.clone()), action: Action::EndBranch(EndBranch { day }) });
        }
    }
    called.extend(closing(cx));
    called
}

/// Quarters that are over, once the days left for entering have passed.
fn closing(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { stage: Some(stage::RUNNING), ended_before: Some(cx.half_now()), ..Query::default() };
    let over = |(id, term): (MatterId, State)| {
        let day = term.opened.to;
        let due = cx.policy.due(ENTRY, day, "季度结束", &cx.facts.pauses(&id)).day;
        let key = format!("party_life/close/{id}");
        let action = Action::CloseTerm(CloseTerm { day });
        due.is_some_and(|due| due < cx.day).then_some(Reaction { key, to: Some(id), action })
    };
    cx.facts.all::<PartyLife>(&query).into_iter().filter_map(over).collect()
}

/// The term of a branch as it is on the first day.
pub(super) fn opened(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let branch = cx.facts.read::<PartyBranch>(&open.branch).ok_or_else(Refusal::not_now)?;
    let first = first_day(open.year, open.quarter).ok_or_else(Refusal::not_now)?;
    let (from, to) = (first.max(branch.since), first.plus_months(3, true).plus(-1));
    let unit = home(&branch.unit, &open.branch, cx);
    let items = Plan { branch: &branch, open: &open, unit: &unit, from, to, cx }.items();
    let card = &branch.card.branch;
    let committee = if card.committee.is_some() { "设支委会" } else { "不设支委会" };
    let groups = if card.groups.is_empty() {
        "不设党小组".to_owned()
    } else {
        format!("党小组{}个", card.groups.len())
    };
    Ok(Opened {
        branch_name: card.name.clone(),
        structure: format!("正式党员{}人，{committee}，{groups}", card.formal),
        leaders: branch.on(cx.day).map(|leader| leader.person.clone()).collect(),
        branch: open.branch,
        unit,
        year: open.year,
        quarter: open.quarter,
        from,
        to,
        items,
    })
}

/// What the table asks of one branch in one quarter.
struct Plan<'a> {
    branch: &'a party_branch::State,
    open: &'a Open,
    unit: &'a UnitId,
    from: Day,
    to: Day,
    cx: &'a Context<'a>,
}

impl Plan<'_> {
    fn items(&self) -> Vec<Item> {
        let Some(table) = self.cx.policy.table(SCHEDULE, self.from) else { return Vec::new() };
        let mut items: Vec<Item> = Vec::new();
        for row in &table.rows {
            let Some(kind) = row.key.first() else { continue };
            for (span, from, to) in self.spans(column(table, kind, "every")) {
                for group in self.groups(column(table, kind, "who")) {
                    let number = u32::try_from(items.len()).unwrap_or(u32::MAX).saturating_add(1);
                    let item = Item { span: span.clone(), from, to, group, ..self.item(number, table, kind) };
                    if item.needed > 0 {
                        items.push(item);
                    }
                }
            }
        }
        items
    }

    fn item(&self, number: u32, table: &Table, kind: &str) -> Item {
        let limit = column(table, kind, "limit");
        let needed = self.cx.policy.number(limit, self.from).and_then(|number| u32::try_from(number).ok());
        let titles = self.cx.policy.dictionary(KINDS);
        let yearly = column(table, kind, "every") == "year";
        Item {
            number,
            kind: kind.to_owned(),
            title: titles.map_or(kind, |titles| titles.title_of(kind)).to_owned(),
            group: None,
            span: String::new(),
            from: self.from,
            to: self.to,
            general: column(table, kind, "strict") == "general",
            needed: needed.unwrap_or_default(),
            limit: limit.to_owned(),
            held: Vec::new(),
            before: if yearly { self.before(kind) } else { None },
            explained: None,
        }
    }

    /// The stretches within which it is owed: what is yearly is owed in the last quarter.
    fn spans(&self, every: &str) -> Vec<(String, Day, Day)> {
        match every {
            "month" => (0..3).filter_map(|place| self.month(place)).collect(),
            "quarter" => vec![(self.open.quarter.word().to_owned(), self.from, self.to)],
            "year" if self.open.quarter == Quarter::Fourth => {
                vec![(format!("{}年", self.open.year), self.from, self.to)]
            }
            _ => Vec::new(),
        }
    }

    /// A month of the quarter, unless the branch began only after it.
    fn month(&self, place: i64) -> Option<(String, Day, Day)> {
        let first = first_day(self.open.year, self.open.quarter)?.plus_months(place, true);
        let last = first.plus_months(1, true).plus(-1);
        (last >= self.from).then(|| (format!("{}月", first.month()), first.max(self.from), last))
    }

    /// For whom: once, once for each group, or not at all where the branch has none.
    fn groups(&self, who: &str) -> Vec<Option<String>> {
        let card = &self.branch.card.branch;
        match who {
            "group" => card.groups.iter().map(|group| Some(group.name.clone())).collect(),
            "committee" if card.committee.is_none() => Vec::new(),
            _ => vec![None],
        }
    }

    /// Where it was held in an earlier quarter of the year.
    fn before(&self, kind: &str) -> Option<String> {
        let year = Period::days(Day::new(self.open.year, 1, 1)?, self.from.plus(-1));
        let unit = Some(self.unit.clone());
        let query = Query { unit, overlaps: Some(year), ..Query::default() };
        let own = self
            .cx
            .facts
            .all::<PartyLife>(&query)
            .into_iter()
            .filter(|(_, term)| term.opened.branch == self.open.branch);
        let mut sessions = own.flat_map(|(_, term)| term.sessions);
        sessions.find(|session| session.kind == kind && session.group.is_none()).map(|one| one.day.sentence())
    }
}

/// A cell of the county's table; empty where the kind is not in it.
pub(super) fn column<'a>(table: &'a Table, kind: &str, column: &str) -> &'a str {
    table.value(&[kind], column).unwrap_or_default()
}

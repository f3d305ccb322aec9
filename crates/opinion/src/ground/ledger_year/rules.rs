//! When a year's ledgers may be closed: when it is over, once, and in the order of the years.

use super::{
    LedgerYear,
    facts::{Action, Close, Closed, ClosedOne, Event, Open, Opened, State},
    stage,
};
use crate::checks::filled;
use engine::{
    access::{Hat, Offer, Role},
    annual::{self, Numbered},
    days::{Day, Period},
    facts::{Brief, Query},
    procedure::{Context, Lead, Misfit, Procedure, Refusal, Way, roles},
    trigger::Reaction,
};

/// How long closing may take after the year is over.
pub(super) const CLOSE: &str = "ledger.close";
/// Clause of the registers.
pub(super) const CLAUSE: &str = "4.3";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match self.closings.last() {
            _ if self.open().is_empty() => stage::CLOSED,
            Some(_) => stage::PARTLY,
            None => stage::OPENED,
        }
    }

    /// Titles of the ledgers still open, as last counted.
    #[must_use]
    pub fn open(&self) -> &[String] {
        self.closings.last().map_or(&self.opened.ledgers, |closed| &closed.open)
    }

    /// All that is closed.
    pub fn closed(&self) -> impl Iterator<Item = (&ClosedOne, Day)> {
        self.closings.iter().flat_map(|closing| closing.ledgers.iter().map(|one| (one, closing.day)))
    }
}

/// Whoever checks the ledger signs for it: 审核.
pub(super) fn heads() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    match state {
        None => {
            let by = heads().into_iter().chain([Hat::System]).collect();
            vec![Offer::new("open", "开启年度封账", by)]
        }
        Some(state) if state.stage() != stage::CLOSED => vec![Offer::new("close", "封账", heads()).main()],
        Some(_) => Vec::new(),
    }
}

/// Each year that is over has its register, from the first running number on.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let numbered = cx.facts.numbered();
    let Some(first) = numbered.iter().map(|one| one.first).min() else { return Vec::new() };
    let years = (first..cx.day.year()).filter(|year| !still_open(&numbered, *year).is_empty());
    let missing = years.filter(|year| register_of(*year, cx).is_none());
    missing
        .map(|year| Reaction { key: format!("ledger_year/{year}"), to: None, action: Action::Open(Open { year }) })
        .collect()
}

/// The register of a year.
fn register_of(year: i16, cx: &Context) -> Option<Brief> {
    let whole = annual::span(year).map(|(first, last)| Period::days(first, last))?;
    let query = Query { kind: LedgerYear::KIND.id, overlaps: Some(whole), ..Query::default() };
    cx.facts.matters(&query).into_iter().next()
}

/// Ledgers of a year that are not closed.
fn still_open(numbered: &[Numbered], year: i16) -> Vec<&Numbered> {
    numbered.iter().filter(|one| one.first <= year && !one.closed.contains(&year)).collect()
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => opened(open.year, cx).map(Event::Opened),
        (Some(state), Action::Close(close)) => closed(state, close, cx).map(Event::Closed),
        _ => Err(Refusal::not_now()),
    }
}

fn opened(year: i16, cx: &Context) -> Result<Opened, Refusal> {
    over(year, cx)?;
    if let Some(register) = register_of(year, cx) {
        let sentence = format!("{year}年度已开启封账，请在那里办理。");
        let way = Way::new(format!("{year}年度封账"), Lead::Matter(register.id));
        return Err(Refusal::new("ledger_year_opened", "", sentence).at("/year").ways([way]));
    }
    let numbered = cx.facts.numbered();
    let ledgers: Vec<String> = still_open(&numbered, year).into_iter().map(|one| one.title.clone()).collect();
    if ledgers.is_empty() {
        let sentence = format!("{year}年没有编过号的事项，没有可封的台账，请核对年度。");
        return Err(Refusal::new("ledger_empty", "", sentence).at("/year"));
    }
    Ok(Opened { year, day: cx.day, ledgers })
}

fn over(year: i16, cx: &Context) -> Result<(), Refusal> {
    // The year of entry counts, whatever day a paper bears: running numbers go by it.
    if year < Day::at(cx.now).year() {
        return Ok(());
    }
    let sentence = format!("{year}年度尚未结束，还会编号，次年1月1日起才能封账。");
    Err(Refusal::new("year_running", CLAUSE, sentence).at("/year"))
}

fn closed(state: &State, close: Close, cx: &Context) -> Result<Closed, Refusal> {
    let year = state.opened.year;
    over(year, cx)?;
    filled(&close.checked.0, "/checked", "核对情况")?;
    let numbered = cx.facts.numbered();
    let open = still_open(&numbered, year);
    let chosen: Vec<&Numbered> = match &close.ledger {
        None => open.clone(),
        Some(kind) => vec![one_of(kind, year, &open, &numbered)?],
    };
    for one in &chosen {
        if let Some(before) = one.open_until(year - 1).next() {
            let way =
                register_of(before, cx).map(|brief| Way::new(format!("先办{before}年度封账"), Lead::Matter(brief.id)));
            let sentence = format!("{}{before}年度台账还没有封账，应按年度先后封账，请先封{before}年度。", one.title);
            return Err(Refusal::new("ledger_out_of_order", CLAUSE, sentence).at("/ledger").ways(way));
        }
    }
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let close_one = |one: &&Numbered| {
        let totals = cx.facts.totals(&one.kind, year);
        ClosedOne {
            kind: one.kind.clone(),
            title: one.title.clone(),
            own: count(totals.own),
            carried: count(totals.carried),
            corrections: count(totals.corrections),
            left: count(totals.left),
            digest: totals.digest,
        }
    };
    let rest = open.iter().filter(|one| !chosen.iter().any(|chosen| chosen.kind == one.kind));
    Ok(Closed {
        ledgers: chosen.iter().map(close_one).collect(),
        open: rest.map(|one| one.title.clone()).collect(),
        checked: close.checked,
        day: cx.day,
    })
}

fn one_of<'a>(kind: &str, year: i16, open: &[&'a Numbered], all: &'a [Numbered]) -> Result<&'a Numbered, Refusal> {
    if let Some(found) = open.iter().find(|one| one.kind == kind) {
        return Ok(found);
    }
    if let Some(one) = all.iter().find(|one| one.kind == kind && one.closed.contains(&year)) {
        let sentence = format!("{}{year}年度台账已经封账，不能再封；封账后的更正记入更正当年的台账。", one.title);
        return Err(Refusal::new("ledger_closed", "", sentence).at("/ledger"));
    }
    let sentence = format!("{year}年度没有这本台账，请从列出的台账中选择。");
    Err(Refusal::new("unknown_ledger", "", sentence).at("/ledger"))
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Opened(opened)) => Ok(State { opened, closings: Vec::new() }),
        (Some(mut state), Event::Closed(closed)) => {
            state.closings.push(closed);
            Ok(state)
        }
        (None, Event::Closed(_)) => Err(Misfit("a year begins with its opening")),
        (Some(_), Event::Opened(_)) => Err(Misfit("a year is opened once")),
    }
}

pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "封账不能更正：封账后的更正在原事项里办，记入更正当年的台账，并在已封台账上注明。";
    Err(Refusal::new("not_correctable", "", sentence))
}

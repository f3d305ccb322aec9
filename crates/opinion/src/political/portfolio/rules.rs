//! Who divides the work, what a table may not say, and how history becomes state.

use super::{
    Portfolio,
    facts::{
        Action, Closed, Decided, Divide, Edition, Enter, Entry, Event, File, Filed, Gap, GapKind, Opened, Row, State,
    },
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, term, unit_and_section},
    owed::entrants,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::{PostAt, Query},
    procedure::{Context, Lead, Misfit, Procedure, Refusal, Way},
    words::{PersonId, UnitId},
};

/// How long the first table may take.
pub(super) const ENTER: &str = "portfolio.enter";
/// How long dividing again may take.
pub(super) const AGAIN: &str = "portfolio.again";
/// How long filing may take.
pub(super) const FILING: &str = "portfolio.filing";
/// How long a chief may be in charge of one of the five while a seat is vacant.
pub(super) const TEMPORARY: &str = "portfolio.temporary";
/// Members from whom on work is divided at all.
pub(super) const BODY: &str = "portfolio.body";
/// Which kinds of units divide their work.
pub(super) const UNITS: &str = "portfolio.units";
/// Clause of the five.
pub(super) const CLAUSE: &str = "1.3.2";
/// The dictionary of the five.
const FIVE: &str = "five_duties";

impl Edition {
    /// Whether it held on a day.
    #[must_use]
    pub fn holds(&self, on: Day) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match &self.current {
            _ if self.closed.is_some() => stage::CLOSED,
            None => stage::OPENED,
            Some(_) if !self.gaps.is_empty() => stage::ANEW,
            Some(current) if current.filed.is_none() => stage::FILING,
            Some(_) => stage::SET,
        }
    }

    /// The table that held on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Edition> {
        self.current.iter().chain(self.earlier.iter().rev()).find(|edition| edition.holds(day))
    }

    /// Lines of the last table whose members are still there.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.current.iter().flat_map(|current| &current.entries).filter(|entry| entry.left.is_none())
    }

    /// The temporary charges of which nobody has said that they have run out.
    pub(super) fn temporary(&self) -> impl Iterator<Item = (&Entry, Day)> {
        let lapsed = |who: &PersonId| self.gaps.iter().any(|gap| gap.kind == GapKind::Lapsed && &gap.person == who);
        self.entries().filter(move |entry| !lapsed(&entry.member)).filter_map(|entry| Some((entry, entry.until?)))
    }

    /// Its unit and the section.
    pub(super) fn hats(&self) -> Vec<Hat> {
        unit_and_section(&self.opened.unit)
    }

    /// Who owes the first table. The head is not among them: what a head owes keeps an import of his unit from being taken back.
    pub(super) fn first_hats(&self) -> Vec<Hat> {
        vec![Hat::RoleAt(Role::UnitClerk, self.opened.unit.clone())]
    }
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let Some(state) = state else {
        return vec![Offer::new("enter", "登记分工", entrants(cx)).main(), system("open", "开启分工台账")];
    };
    let by = || state.hats();
    let mut offers = match state.stage() {
        stage::CLOSED => return vec![system("reopen", "单位恢复")],
        stage::OPENED => vec![Offer::new("divide", "登记分工", by()).main()],
        stage::ANEW => vec![Offer::new("divide", "重新分工", by()).main()],
        _ => vec![Offer::new("divide", "调整分工", by())],
    };
    if state.current.as_ref().is_some_and(|current| current.filed.is_none()) {
        offers.push(Offer::new("file", "报送备案", by()).main());
    }
    offers.extend([
        system("find_gap", "须重新分工"),
        system("undo", "任免决定撤回"),
        system("close", "单位撤并"),
        system("rename", "单位更名"),
    ]);
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let one = |event: Event| Ok(vec![event]);
    match (state, action) {
        (None, Action::Enter(enter)) => entering(enter, cx),
        (None, Action::Open(open)) => {
            let unit_name = cx.facts.unit_name(&open.unit);
            one(Event::Opened(Opened { unit: open.unit, unit_name, day: cx.day }))
        }
        (Some(state), Action::Divide(table)) => {
            let edition = divided(&state.opened.unit, state.current.as_ref(), table, "", cx)?;
            one(Event::Divided(Decided { edition, day: cx.day }))
        }
        (Some(state), Action::File(file)) => filing(state, file, cx).map(|filed| vec![Event::Filed(filed)]),
        (Some(_), Action::FindGap(gap)) => one(Event::GapFound(gap)),
        (Some(_), Action::Undo(cause)) => one(Event::Undone(cause)),
        (Some(_), Action::Close(close)) => one(Event::Closed(Closed { day: close.day, document: close.document })),
        (Some(_), Action::Reopen(reopen)) => one(Event::Reopened(reopen)),
        (Some(_), Action::Rename(rename)) => one(Event::Renamed(rename)),
        _ => Err(Refusal::not_now()),
    }
}

fn entering(enter: Enter, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let unit = checks::unit(&enter.unit, "/unit", cx)?;
    checks::own_unit(&unit, "/unit", cx)?;
    let query =
        Query { kind: Portfolio::KIND.id, unit: Some(enter.unit.clone()), open: Some(true), ..Query::default() };
    let own = |state: &str| serde_json::from_str::<State>(state).is_ok_and(|state| state.opened.unit == enter.unit);
    if let Some(brief) = cx.facts.matters(&query).into_iter().find(|brief| own(&brief.state)) {
        let sentence = format!("{}已有分工台账，请在原台账上办理分工。", unit.name);
        let way = Way::new("打开原台账", Lead::Matter(brief.id));
        return Err(Refusal::new("already_open", CLAUSE, sentence).at("/unit").ways([way]));
    }
    let edition = divided(&enter.unit, None, enter.table, "/table", cx)?;
    let opened = Opened { unit: enter.unit, unit_name: unit.name, day: cx.day };
    Ok(vec![Event::Opened(opened), Event::Divided(Decided { edition, day: cx.day })])
}

/// A whole table, as it may be entered.
fn divided(unit: &UnitId, last: Option<&Edition>, table: Divide, at: &str, cx: &Context) -> Result<Edition, Refusal> {
    filled(&table.document, &format!("{at}/document"), "依据")?;
    not_ahead(table.decided_on, &format!("{at}/decided_on"), "研究日期", cx)?;
    if let Some(last) = last.filter(|last| table.from < last.from) {
        let sentence = format!("现行分工自{}起，新的分工不能早于这一天，请核对。", last.from.sentence_with_year());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at(&format!("{at}/from")));
    }
    if table.rows.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "分工表没有内容，请至少填一行。").at(&format!("{at}/rows")));
    }
    let body = Body { members: cx.facts.members(unit, table.from), unit, from: table.from, cx };
    let mut entries: Vec<Entry> = Vec::new();
    for (place, row) in table.rows.into_iter().enumerate() {
        let entry = body.entry(row, &format!("{at}/rows/{place}"))?;
        if entries.iter().any(|known| known.member == entry.member) {
            let sentence = format!("{}填了两行，请合并为一行。", entry.name);
            return Err(Refusal::new("row_twice", CLAUSE, sentence).at(&format!("{at}/rows/{place}/member")));
        }
        entries.push(entry);
    }
    let place = |entry: &Entry| body.members.iter().position(|seat| seat.person == entry.member);
    entries.sort_by_key(place);
    let notes = body.notes(&entries);
    let Divide { from, decided_on, document, .. } = table;
    Ok(Edition { from, to: None, decided_on, document, entries, notes, filed: None })
}

/// A leading body on the first day of a table.
struct Body<'a> {
    members: Vec<PostAt>,
    unit: &'a UnitId,
    from: Day,
    cx: &'a Context<'a>,
}

impl Body<'_> {
    fn is_member(&self, who: &PersonId) -> bool {
        self.members.iter().any(|seat| &seat.person == who)
    }

    fn is_chief(&self, who: &PersonId) -> bool {
        self.cx.facts.chiefs(self.unit, self.from).iter().any(|seat| &seat.person == who)
    }

    fn of_the_body(&self, who: &PersonId, at: &str) -> Result<String, Refusal> {
        let name = checks::person(who, at, self.cx)?.name;
        if self.is_member(who) {
            return Ok(name);
        }
        let sentence = format!("{name}在{}不是本单位班子成员，不能列入分工，请另选。", self.from.sentence());
        Err(Refusal::new("not_of_the_body", CLAUSE, sentence).at(at))
    }

    fn entry(&self, row: Row, at: &str) -> Result<Entry, Refusal> {
        let name = self.of_the_body(&row.member, &format!("{at}/member"))?;
        filled(&row.charge.0, &format!("{at}/charge"), "分管工作")?;
        let words: Vec<String> = (0..)
            .zip(&row.five)
            .map(|(place, one): (usize, _)| term(one, &format!("{at}/five/{place}"), self.cx))
            .collect::<Result<_, _>>()?;
        let five_words = words.join("、");
        self.temporary(&row, &name, &five_words, at)?;
        let partner_name = match &row.partner {
            Some(partner) if partner == &row.member => {
                let sentence = format!("{name}的B角是本人，请另选。");
                return Err(Refusal::new("own_partner", CLAUSE, sentence).at(&format!("{at}/partner")));
            }
            Some(partner) => self.of_the_body(partner, &format!("{at}/partner"))?,
            None => String::new(),
        };
        let own = |seat: &&PostAt| seat.person == row.member;
        let posts: Vec<&str> = self.members.iter().filter(own).map(|seat| seat.title.as_str()).collect();
        Ok(Entry {
            name,
            post: posts.join("、"),
            charge: row.charge.0,
            five_words,
            five: row.five,
            partner: row.partner,
            partner_name,
            temporary: row.temporary,
            until: row.until,
            left: None,
            member: row.member,
        })
    }

    /// A chief is in direct charge of none of the five, unless for a time, with a reason and a last day.
    fn temporary(&self, row: &Row, name: &str, five: &str, at: &str) -> Result<(), Refusal> {
        let until = format!("{at}/until");
        let given = row.temporary.as_ref().is_some_and(|reason| !reason.0.trim().is_empty());
        if !given && !five.is_empty() && self.is_chief(&row.member) {
            let sentence = format!("{name}是正职或主持工作，不直接分管{five}，请改由副职分管。");
            let way = Way::new("班子缺员须暂管的，填写临时分管理由和截止日期", Lead::Field(format!("{at}/temporary")));
            return Err(Refusal::new("chief_in_charge", CLAUSE, sentence).at(&format!("{at}/five")).ways([way]));
        }
        match row.until {
            None if given => {
                let sentence = format!("{name}临时分管没有截止日期，请填写临时分管至哪一天。");
                Err(Refusal::new("field_missing", CLAUSE, sentence).at(&until))
            }
            Some(_) if !given => filled("", &format!("{at}/temporary"), "临时分管理由"),
            Some(day) if day < self.from.max(self.cx.day) => {
                let sentence = format!("{}已经过了，请填写以后的截止日期。", day.sentence());
                Err(Refusal::new("day_past", CLAUSE, sentence).at(&until))
            }
            Some(day) => {
                let due = self.cx.policy.due(TEMPORARY, self.from, "临时分管", &[]);
                let Some(last) = due.day.filter(|last| day > *last) else { return Ok(()) };
                let sentence = format!("临时分管最迟到{}（{}），请提前。", last.sentence_with_year(), due.basis.words);
                Err(Refusal::new("day_late", due.basis.clause, sentence).at(&until))
            }
            None => Ok(()),
        }
    }

    /// What to mind and is refused nobody.
    fn notes(&self, entries: &[Entry]) -> Vec<String> {
        let all = self.cx.policy.dictionary(FIVE).map(|five| five.terms.clone()).unwrap_or_default();
        let mut notes = Vec::new();
        for entry in entries {
            if !all.is_empty() && all.iter().all(|one| entry.five.iter().any(|held| held.0 == one.code)) {
                notes.push(format!("{}一人分管全部{}项，宜由多名副职分别分管", entry.name, all.len()));
            }
            if !entry.five.is_empty() && entry.partner.as_ref().is_some_and(|partner| self.is_chief(partner)) {
                notes.push(format!("{}分管{}，B角为正职", entry.name, entry.five_words));
            }
        }
        for one in &all {
            let holders: Vec<&str> = entries
                .iter()
                .filter(|entry| entry.five.iter().any(|held| held.0 == one.code))
                .map(|entry| entry.name.as_str())
                .collect();
            match holders.as_slice() {
                [] => notes.push(format!("{}没有写明由谁分管", one.title)),
                [_] => {}
                several => notes.push(format!("{}由{}共同分管", one.title, several.join("、"))),
            }
        }
        let mut unlisted: Vec<&PersonId> = Vec::new();
        for seat in &self.members {
            let known = entries.iter().any(|entry| entry.member == seat.person) || unlisted.contains(&&seat.person);
            if !known {
                unlisted.push(&seat.person);
            }
        }
        notes.extend(unlisted.into_iter().map(|who| format!("{}没有列入分工", self.cx.facts.name(who))));
        notes
    }
}

fn filing(state: &State, file: File, cx: &Context) -> Result<Filed, Refusal> {
    let current = state.current.as_ref().ok_or_else(Refusal::not_now)?;
    for (day, at, what) in
        [(file.discipline, "/discipline", "报纪委监委日期"), (file.organization, "/organization", "报组织部日期")]
    {
        not_ahead(day, at, what, cx)?;
        if day < current.decided_on {
            let sentence = format!("{what}早于研究日期{}，请核对。", current.decided_on.sentence());
            return Err(Refusal::new("day_before", CLAUSE, sentence).at(at));
        }
    }
    Ok(Filed { file, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a division of work begins with its opening")) };
        let unit_name = opened.unit_name.clone();
        return Ok(State { opened, unit_name, current: None, earlier: Vec::new(), gaps: Vec::new(), closed: None });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a division of work is opened once")),
        Event::Divided(decided) => divide(&mut state, decided.edition),
        Event::Filed(filed) => state.current.as_mut().ok_or(Misfit("filed before it was divided"))?.filed = Some(filed),
        Event::GapFound(gap) => {
            if gap.kind == GapKind::Left {
                leave(&mut state, &gap);
            }
            state.gaps.push(gap);
        }
        Event::Undone(cause) => {
            let rests = |gap: &Gap| gap.decision.as_ref() == Some(&cause.decision);
            let back: Vec<PersonId> =
                state.gaps.iter().filter(|gap| rests(gap)).map(|gap| gap.person.clone()).collect();
            for entry in state.current.iter_mut().flat_map(|current| &mut current.entries) {
                if back.contains(&entry.member) {
                    entry.left = None;
                }
            }
            state.gaps.retain(|gap| !rests(gap));
        }
        Event::Closed(closed) => state.closed = Some(closed),
        Event::Reopened(_) => state.closed = None,
        Event::Renamed(rename) => state.unit_name = rename.name,
    }
    Ok(state)
}

/// A table from the day of the last one takes its place; a later one ends it the day before. What happens only later is still to come.
fn divide(state: &mut State, edition: Edition) {
    let from = edition.from;
    if let Some(mut last) = state.current.replace(edition).filter(|last| last.from < from) {
        last.to = Some(from.plus(-1));
        state.earlier.push(last);
    }
    state.gaps.retain(|gap| gap.day > from);
    for gap in state.gaps.clone().iter().filter(|gap| gap.kind == GapKind::Left) {
        leave(state, gap);
    }
}

fn leave(state: &mut State, gap: &Gap) {
    for entry in state.current.iter_mut().flat_map(|current| &mut current.entries) {
        if entry.member == gap.person {
            entry.left = Some(gap.day);
        }
    }
}

/// A table is put right by a table from the same day, so that its rules are asked again.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Filed(_) => Ok(()),
        _ => Err(Refusal::new("not_correctable", "", "分工表不能更正：写错的，用同一起始日期重新登记分工。")),
    }
}

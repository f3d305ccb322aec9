//! The picture of a refusal that is about time: who of the parties is away in the days asked for.

use super::visit::Visit;
use crate::view::ruler::{Bar, DayHead, Lane, Overlap};
use engine::{
    days::{Day, HalfDay, Period},
    facts::{AbsenceAt, Facts},
    form::{Pick, Shape, shape},
    procedure::{Lead, Way},
    words::{MatterId, PersonId},
};
use serde_json::Value;

/// Days drawn before and after the period asked for.
const AROUND: i64 = 3;
/// Most days drawn; a longer absence is told by the sentence alone.
const MOST: i64 = 24;
/// Most people drawn.
const PEOPLE: usize = 6;

/// The picture for a form that was read without fault and then refused: drawn only where the form asks for a period and one of the
/// parties is away in it. Parties are who acts, the chiefs of his unit, and the members of its leading body whom the form names.
pub fn of(
    visit: &Visit,
    schema: &Value,
    payload: &Value,
    (who, matter): (Option<&PersonId>, &MatterId),
    ways: &[Way],
) -> Option<Overlap> {
    let mut asked = Asked::default();
    asked.walk(schema, payload);
    let (period, who) = (asked.period?, who?);
    let from = period.from.day.plus(-AROUND);
    let up_to = |last: Day| from.days_until(last) + 1 + AROUND;
    let days = up_to(period.to.day);
    if !(1..=MOST).contains(&days) {
        return None;
    }
    // The time that is free is drawn as far as there is room for it.
    let free = free(schema, ways).filter(|free| up_to(free.from.day) <= MOST);
    let days = free.map_or(days, |free| days.max(up_to(free.to.day)).min(MOST));
    let frame = Frame { from, days, period, free };
    let lanes = visit.reader().ask(|facts| lanes(visit, facts, &frame, (who, &asked.people), matter)).ok()?;
    let clash = lanes.iter().skip(1).any(|lane| lane.bars.iter().any(|bar| touches(&frame, bar)));
    clash.then(|| Overlap { month: format!("{}月", from.month()), days: heads(visit, &frame), lanes })
}

/// The time that one of the ways out would fill in.
fn free(schema: &Value, ways: &[Way]) -> Option<Period> {
    ways.iter().find_map(|way| {
        let mut other = Asked::default();
        if let Lead::Fill(fill) = &way.lead {
            other.walk(schema, fill);
        }
        other.period
    })
}

/// The days of the picture, the period asked for, and the one that is free.
struct Frame {
    from: Day,
    days: i64,
    period: Period,
    free: Option<Period>,
}

impl Frame {
    fn first(&self) -> i64 {
        HalfDay::morning(self.from).index()
    }
    /// Where a period lies in the picture: first half-day and how many, cut at the edges.
    fn place(&self, period: Period) -> Option<(i64, i64)> {
        let from = (period.from.index() - self.first()).max(0);
        let to = (period.to.index() - self.first()).min(self.days * 2 - 1);
        (from <= to).then_some((from, to - from + 1))
    }
}

/// What a form asked for, as far as a picture needs it.
#[derive(Default)]
struct Asked {
    period: Option<Period>,
    people: Vec<PersonId>,
}

impl Asked {
    fn walk(&mut self, schema: &Value, value: &Value) {
        match (shape(schema), value) {
            (Shape::Group(slots), Value::Object(fields)) => {
                for slot in slots {
                    if let Some(value) = fields.get(slot.key) {
                        self.walk(slot.schema, value);
                    }
                }
            }
            (Shape::Period, value) if self.period.is_none() => {
                self.period = serde_json::from_value(value.clone()).ok();
            }
            (Shape::Pick(Pick::Person), Value::String(id)) => self.people.push(PersonId::from(id.as_str())),
            _ => {}
        }
    }
}

fn lanes(
    visit: &Visit,
    facts: &dyn Facts,
    frame: &Frame,
    (who, named): (&PersonId, &[PersonId]),
    matter: &MatterId,
) -> Vec<Lane> {
    let on = frame.period.from.day;
    let Some(unit) = facts.unit_of(who, on) else { return Vec::new() };
    let members = facts.members(&unit, on);
    let named = members.iter().filter(|at| named.contains(&at.person));
    let chiefs = facts.chiefs(&unit, on);
    let mut parties: Vec<(PersonId, String)> = vec![(who.clone(), String::new())];
    for at in chiefs.iter().chain(named) {
        match parties.iter_mut().find(|(person, _)| *person == at.person) {
            Some((_, title)) if title.is_empty() => title.clone_from(&at.title),
            Some(_) => {}
            None => parties.push((at.person.clone(), at.title.clone())),
        }
    }
    let shown = Period { from: HalfDay::morning(frame.from), to: HalfDay::afternoon(frame.from.plus(frame.days - 1)) };
    let lane = |(place, (person, title)): (usize, &(PersonId, String))| {
        let absences = facts.absences(std::slice::from_ref(person), shown, visit.half(), matter);
        let mut bars: Vec<Bar> = absences.iter().filter_map(|absence| bar(frame, absence)).collect();
        let mut said: Vec<String> = absences.iter().map(sentence).collect();
        if place == 0 {
            // Where the new bar lies over an old one, the old one's words would be cut in two.
            bars.iter_mut().filter(|bar| touches(frame, bar)).for_each(|bar| bar.word.clear());
            said.push(format!("申请{}外出", frame.period.words()));
            bars.extend(frame.place(frame.period).map(|(from, long)| Bar {
                from,
                long,
                class: "wanted",
                word: "本次".into(),
            }));
            said.extend(frame.free.map(|free| format!("{}可以外出", free.words())));
            bars.extend(frame.free.and_then(|free| free_bar(frame, free)));
        }
        if said.is_empty() {
            said.push("这几天没有外出".into());
        }
        Lane { who: format!("{} {}", short(title), facts.name(person)).trim().to_owned(), said: said.join("，"), bars }
    };
    let mut lanes: Vec<Lane> = parties.iter().take(PEOPLE).enumerate().map(lane).collect();
    let clashes = clashes(frame, &lanes);
    if let Some(own) = lanes.first_mut() {
        own.bars.extend(clashes);
    }
    lanes
}

/// Titles are cut to what fits beside the name; in full they stand in the sentence.
fn short(title: &str) -> &str {
    if title.chars().count() <= 4 { title } else { "" }
}

fn sentence(absence: &AbsenceAt) -> String {
    let state = if absence.firm { "已获批外出" } else { "已申请外出" };
    format!("{}{state}", absence.period.words())
}

fn bar(frame: &Frame, absence: &AbsenceAt) -> Option<Bar> {
    let (from, long) = frame.place(absence.period)?;
    let (class, word) = if absence.firm { ("firm", "已批准") } else { ("asked", "待批准") };
    Some(Bar { from, long, class, word: if long >= 3 { word.to_owned() } else { String::new() } })
}

/// The time that is free; its words are cut to what fits.
fn free_bar(frame: &Frame, free: Period) -> Option<Bar> {
    let (from, long) = frame.place(free)?;
    let word = match long {
        6.. => format!("{}起可办", free.from.day.sentence()),
        2.. => "可办".to_owned(),
        _ => String::new(),
    };
    Some(Bar { from, long, class: "free", word })
}

fn touches(frame: &Frame, bar: &Bar) -> bool {
    frame.place(frame.period).is_some_and(|(from, long)| bar.from < from + long && from < bar.from + bar.long)
}

/// The parts of the period asked for in which another is away.
fn clashes(frame: &Frame, lanes: &[Lane]) -> Vec<Bar> {
    let Some((from, long)) = frame.place(frame.period) else { return Vec::new() };
    let mut parts: Vec<Bar> = Vec::new();
    for bar in lanes.iter().skip(1).flat_map(|lane| &lane.bars).filter(|bar| touches(frame, bar)) {
        let (first, last) = (bar.from.max(from), (bar.from + bar.long).min(from + long));
        let known = parts.iter().any(|part| part.from <= first && last <= part.from + part.long);
        if !known {
            parts.push(Bar { from: first, long: last - first, class: "clash", word: String::new() });
        }
    }
    parts
}

fn heads(visit: &Visit, frame: &Frame) -> Vec<DayHead> {
    let policy = visit.app.county.policy();
    let head = |at: i64| {
        let day = frame.from.plus(at);
        let weekday = day.weekday_word().chars().last().unwrap_or_default();
        let rest = policy.calendar().is_working(day).map_or(day.is_weekend(), |works| !works);
        DayHead { word: format!("{}{weekday}", day.day()), rest }
    };
    (0..frame.days).map(head).collect()
}

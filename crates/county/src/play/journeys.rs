//! 出国（境）: who asks for a trip, who signs, what the certificate does meanwhile, who gives it up, who reports.

use std::collections::BTreeMap;

use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId},
};
use opinion::daily::abroad::{State, stage};
use serde_json::{Value, json};
use store::{Answer, Owed, Target};

use super::journey::{self, Course, Journey, Purpose};
use super::run::{Play, Sent, Then};
use super::trips::Wave;
use super::{season, wishing};
use crate::chance::Chance;
use crate::made::Authority;

/// Trips a year of a thousand people with a certificate, of those without, and on duty.
const WITH: u64 = 300;
const WITHOUT: u64 = 12;
const DUTY: u64 = 6;
/// Working days of a year, by which the yearly numbers are shared out.
const WORKING_DAYS: u64 = 250;
/// Days before leaving on which a certificate is lent, and on which a trip is given up.
const LENT: i64 = 2;
const GIVEN_UP: i64 = 5;

/// What somebody has planned to do about a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Submit it.
    Apply,
    /// Give it up: withdraw it while nobody has decided, else cancel it.
    GiveUp,
    /// The certificate that has to be issued is planned.
    Plan,
    /// Fetch the certificate.
    Fetch,
    /// Nobody decided in time: take it back.
    TooLate,
    /// Report the return.
    Report,
}

/// The trips of the county.
pub(crate) struct Journeys {
    chance: Chance,
    trips: BTreeMap<u64, Journey>,
    by_matter: BTreeMap<MatterId, u64>,
    agenda: BTreeMap<Wave, Vec<(u64, Errand)>>,
}

impl Journeys {
    pub(crate) fn new(seed: u64) -> Self {
        let chance = Chance::of(seed, "journeys");
        Self { chance, trips: BTreeMap::new(), by_matter: BTreeMap::new(), agenda: BTreeMap::new() }
    }

    fn plan(&mut self, at: Wave, mark: u64, errand: Errand) {
        self.agenda.entry(at).or_default().push((mark, errand));
    }

    /// Trips that are over and of which no record has been entered, entered again before this day.
    pub(crate) fn unrecorded(&mut self, before: Day) -> Vec<Journey> {
        let over = |trip: &Journey| trip.over.is_some_and(|(_, entered)| entered < before) && !trip.recorded;
        let mut found = Vec::new();
        for trip in self.trips.values_mut().filter(|trip| over(trip)) {
            trip.recorded = true;
            found.push(trip.clone());
        }
        found
    }

    /// Whether somebody has ever asked for a trip.
    pub(crate) fn concerns(&self, person: usize) -> bool {
        self.trips.values().any(|trip| trip.person == person)
    }
}

impl Play<'_> {
    /// Who thinks of a trip today.
    pub(crate) fn dream(&mut self, day: Day) {
        let weight = season::weight(self.policy.calendar(), day);
        if weight == 0 || self.affairs.cabinet.held.is_empty() {
            return;
        }
        let people: Vec<(usize, Authority)> = self.world.managed().map(|(key, cadre)| (key, cadre.authority)).collect();
        for (person, _) in people.into_iter().filter(|(_, authority)| *authority == Authority::County) {
            if let Some(trip) = self.wished(person, day, weight) {
                self.marks += 1;
                let mark = self.marks;
                self.diary.enter(mark, person, trip.stand_in, trip.period);
                let wave = Wave::of(day, self.affairs.journeys.chance.between(0, 3));
                self.affairs.journeys.plan(wave, mark, Errand::Apply);
                self.affairs.journeys.trips.insert(mark, trip);
            }
        }
    }

    fn wished(&mut self, person: usize, day: Day, weight: u64) -> Option<Journey> {
        let held = self.affairs.cabinet.held.get(&person);
        let yearly = if held.is_some() { WITH } else { WITHOUT + DUTY };
        let own = held.and_then(|kinds| kinds.get(usize::try_from(day.number()).unwrap_or(0) % kinds.len())).copied();
        let chance = &mut self.affairs.journeys.chance;
        if !chance.share(yearly * weight, WORKING_DAYS * 1_000 * 1_000) {
            return None;
        }
        let mut trip = match own {
            Some(kind) => journey::draw(chance, day, person, Some(kind), false)?,
            None if chance.share(DUTY, WITHOUT + DUTY) => journey::draw(chance, day, person, None, false)?,
            None => journey::draw(chance, day, person, Some("passport"), true)?,
        };
        let wide = Period { from: trip.period.from.plus(-2), to: trip.period.to.plus(6) };
        let busy = self.diary.is_away(person, wide)
            || self.diary.stands_in(person, wide)
            || wishing::other_chief_away(&self.world, &self.diary, person, wide);
        if busy {
            return None;
        }
        trip.stand_in = wishing::stand_in(chance, &self.world, &self.diary, person, wide);
        (trip.stand_in.is_some() || !self.world.heads(person)).then_some(trip)
    }

    /// What was planned about trips for this wave.
    pub(crate) fn travel(&mut self, wave: Wave) -> Vec<Sent> {
        let due = self.affairs.journeys.agenda.remove(&wave).unwrap_or_default();
        due.into_iter().flat_map(|(mark, errand)| self.step(mark, errand, wave)).collect()
    }

    fn step(&mut self, mark: u64, errand: Errand, wave: Wave) -> Vec<Sent> {
        let Some(trip) = self.affairs.journeys.trips.get(&mark).cloned() else { return Vec::new() };
        if errand == Errand::Apply {
            let action = trip.application(&self.cast, "apply");
            let sent = self.acts("abroad", trip.person, wave, Target::new("abroad"), action);
            return vec![Sent { then: Then::Travelled(mark, errand), ..sent }];
        }
        let Some((id, (last, state))) =
            trip.matter.clone().and_then(|id| Some((id.clone(), self.known::<State>(&id)?)))
        else {
            return Vec::new();
        };
        let approved = state.stage() == stage::APPROVED;
        let action = match (errand, state.stage()) {
            (Errand::Fetch, stage::APPROVED) => {
                let kinds: Vec<&str> = trip.certificate.into_iter().collect();
                return self.lend(trip.person, &id, &kinds, wave);
            }
            (Errand::Plan, stage::APPROVED) => {
                let kind = trip.certificate.filter(|_| trip.new);
                return kind.and_then(|kind| self.plan_certificate(trip.person, kind, wave)).into_iter().collect();
            }
            (Errand::GiveUp, stage::APPROVED) => json!({"verb": "cancel", "reason": "单位有重要工作，取消行程。"}),
            (Errand::GiveUp, stage::PENDING | stage::SENT_BACK) => {
                json!({"verb": "withdraw", "reason": "家中有事，暂不出行。"})
            }
            (Errand::TooLate, stage::PENDING | stage::SENT_BACK) => {
                json!({"verb": "withdraw", "reason": "未能在出行前批准，撤回申请。"})
            }
            (Errand::Report, _) if approved => reported(&trip),
            _ => return Vec::new(),
        };
        let name = format!("abroad.{}", action.get("verb").and_then(Value::as_str).unwrap_or_default());
        let own = self.cast.actor(&self.world, trip.person);
        let actor = if self.world.is_gone(trip.person) { self.entered(own, wave) } else { own };
        let request = super::office::request(actor, wave.moment(), Target::existing(id, last), action);
        vec![Sent { request, name, then: Then::Travelled(mark, errand) }]
    }

    /// What came of it.
    pub(crate) fn travelled(&mut self, mark: u64, errand: Errand, wave: Wave, answer: Option<&Answer>) {
        let Some(answer) = answer else {
            if errand == Errand::Apply {
                self.diary.strike(mark);
                self.affairs.journeys.trips.remove(&mark);
            }
            return;
        };
        let journeys = &mut self.affairs.journeys;
        let Some(trip) = journeys.trips.get_mut(&mark) else { return };
        match errand {
            Errand::Apply => {
                let id = MatterId(answer.id.clone());
                trip.matter = Some(id.clone());
                let (from, course, new, to) = (trip.period.from.day, trip.course, trip.new, trip.period.to);
                journeys.by_matter.insert(id, mark);
                match course {
                    Course::Withdrawn => journeys.plan(Wave(wave.0 + 3), mark, Errand::GiveUp),
                    Course::Cancelled => journeys.plan(Wave::of(from.plus(-GIVEN_UP), 1), mark, Errand::GiveUp),
                    _ => {}
                }
                if new {
                    journeys.plan(Wave::of(from.plus(-24), 1), mark, Errand::Plan);
                }
                journeys.plan(Wave::of(from.plus(-LENT), 1), mark, Errand::Fetch);
                journeys.plan(Wave::of(from.plus(-1), 3), mark, Errand::TooLate);
                let back = Wave::within(to).0 + 1;
                let days = if course == Course::Late { 4 } else { 0 };
                journeys.plan(Wave(back + days * 4), mark, Errand::Report);
            }
            Errand::Report => {
                trip.over = Some((trip.period.from.day, trip.period.to.day));
                self.diary.strike(mark);
            }
            Errand::GiveUp | Errand::TooLate => self.diary.strike(mark),
            Errand::Plan | Errand::Fetch => {}
        }
    }

    /// What is owed in a trip.
    pub(crate) fn answer_abroad(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let mark = *self.affairs.journeys.by_matter.get(&owed.matter)?;
        let trip = self.affairs.journeys.trips.get(&mark)?.clone();
        let verb = owed.verb.as_deref()?;
        match verb {
            "agree" if self.gets_to_it(32) => {
                let action = if self.was_refused(owed) {
                    json!({"verb": "refuse", "reason": "与本单位其他人员外出重叠，请另选时间。"})
                } else {
                    signature(&mut self.affairs.journeys.chance, &trip)
                };
                if action.get("verb").and_then(Value::as_str) == Some("return") {
                    self.affairs.journeys.trips.get_mut(&mark)?.sent_back = true;
                }
                let person = self.cast.wearer(&self.world, &owed.by, &self.cast.family(trip.person))?;
                Some(self.sent(person, owed, owed.n, wave, action))
            }
            "resubmit" if self.gets_to_it(25) => {
                let action = if self.was_refused(owed) {
                    json!({"verb": "withdraw", "reason": "来不及补充材料，撤回申请。"})
                } else {
                    trip.application(&self.cast, "resubmit")
                };
                self.by_owner(owed, wave, action)
            }
            // What was planned did not come about: he is asked for it.
            "report_return" if owed.due.is_some_and(|due| due < wave.day()) && self.gets_to_it(10) => {
                let sent = self.by_owner(owed, wave, reported(&trip))?;
                Some(Sent { then: Then::Travelled(mark, Errand::Report), ..sent })
            }
            _ => None,
        }
    }

    /// What is owed in a leave that follows from a trip.
    pub(crate) fn answer_following(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (_, last, state) = self.county.state_of(&owed.matter).ok()??;
        let state: Value = serde_json::from_str(&state).ok()?;
        state.get("trip").and_then(Value::as_str)?;
        let applicant = PersonId::from(state.pointer("/applied/survey/applicant")?.as_str()?);
        let applicant = self.cast.person_key(&applicant)?;
        let verb = owed.verb.as_deref()?;
        let action = match verb {
            "name_stand_in" => {
                let other = self.affairs.journeys.chance.pick(&self.world.colleagues(applicant)).copied()?;
                json!({"verb": verb, "stand_in": self.cast.person(other)})
            }
            "confirm_present" => json!({"verb": verb, "present": "first", "note": "已返岗，随后报告。"}),
            "explain" => json!({"verb": verb, "text": "行程按时结束，回国（境）报告补报迟了。"}),
            "accept_explanation" => json!({"verb": verb, "finding": "justified", "opinion": "情况属实。"}),
            _ => return None,
        };
        if !self.gets_to_it(12) {
            return None;
        }
        let avoid = if verb == "accept_explanation" { self.cast.family(applicant) } else { Vec::new() };
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(person, owed, last, wave, action))
    }
}

fn reported(trip: &Journey) -> Value {
    let (exited, entered) = (trip.period.from.day, trip.period.to.day);
    json!({"verb": "report_return", "exited": exited, "entered": entered, "account": "按批准的行程往返，无异常情况。"})
}

/// What is said at a signature; the unit and the section look closest.
fn signature(chance: &mut Chance, trip: &Journey) -> Value {
    const OPINIONS: [&str; 4] = ["同意。", "情况属实，同意。", "同意，按批准的行程往返。", "同意，证件按期交回。"];
    match trip.course {
        Course::Returned if !trip.sent_back => json!({"verb": "return", "reason": "请补充行程安排和同行人员情况。"}),
        Course::Refused => {
            let reason = match trip.purpose {
                Purpose::Private(..) => "近期工作任务重，主要负责人不宜同时外出，请另选时间。",
                Purpose::Business => "任务批件内容与拟任务不符，请重新报批。",
            };
            json!({"verb": "refuse", "reason": reason})
        }
        _ => json!({"verb": "agree", "opinion": chance.pick(&OPINIONS)}),
    }
}

//! The days one after another: the clock, the morning's wishes, then wave by wave what is planned and what is owed.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    days::Day,
    policy::Policy,
    words::{FileId, MatterId},
};
use serde_json::{Value, json};
use store::{Answer, County, Failure, Owed, Request, Target};

use super::affairs::Affairs;
use super::cast::Cast;
use super::diary::Diary;
use super::office::{self, request, verdict};
use super::season;
use super::trips::{Errand, Trip, Wave};
use super::world::World;
use super::{answers, decisions, journeys, moves, reforms, wishing};
use crate::chance::Chance;
use crate::made::Made;

/// Stages of a leave that will not take place.
const OVER: [&str; 4] = ["不同意", "已撤回", "已取消", "已作废"];

/// How far a play has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Days played.
    pub days: i64,
    /// Days to play.
    pub of: i64,
    /// The day just played.
    pub day: Day,
    /// Actions kept so far.
    pub actions: u64,
}

/// What came of a play.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Outcomes of requests: `leave.apply accepted`, `leave.apply chiefs_overlap` …
    pub outcomes: BTreeMap<String, u64>,
    /// What was said the first time to each outcome that was no acceptance.
    pub words: BTreeMap<String, String>,
    /// Matters the clock moved.
    pub ticked: u64,
    /// Calls of the clock that were refused, each once.
    pub stuck: BTreeSet<String>,
}

impl Tally {
    /// Actions kept.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.outcomes.iter().filter(|(name, _)| name.ends_with(" accepted")).map(|(_, count)| count).sum()
    }

    /// Outcomes whose name begins like this.
    #[must_use]
    pub fn count(&self, begins: &str) -> u64 {
        self.outcomes.iter().filter(|(name, _)| name.starts_with(begins)).map(|(_, count)| count).sum()
    }

    fn note(&mut self, name: &str, outcome: &Result<Answer, Failure>) {
        let name = format!("{name} {}", verdict(outcome));
        if let Err(failure) = outcome {
            self.words.entry(name.clone()).or_insert_with(|| office::words(failure));
        }
        *self.outcomes.entry(name).or_default() += 1;
    }
}

/// A request with what it was for.
pub(crate) struct Sent {
    pub(crate) request: Request,
    pub(crate) name: String,
    pub(crate) then: Then,
}

impl Sent {
    /// The existing matter it is about.
    fn matter(&self) -> Option<MatterId> {
        match &self.request.target {
            Target::Existing { id, .. } => Some(id.clone()),
            Target::New { .. } => None,
        }
    }
}

/// What an outcome changes in people's plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing.
    Nothing,
    /// A leave was submitted.
    Applied(u64),
    /// An errand of a leave was run.
    Ran(u64, Errand),
    /// A leave was sent back to its applicant.
    SentBack(u64),
    /// A leave will not take place.
    Over(u64),
    /// An errand of a trip abroad was run.
    Travelled(u64, journeys::Errand),
}

/// A county at play.
pub struct Play<'a> {
    pub(crate) county: &'a County,
    pub(crate) policy: &'a Policy,
    pub(crate) world: World<'a>,
    pub(crate) cast: Cast,
    pub(crate) chance: Chance,
    pub(crate) wishes: Chance,
    pub(crate) diary: Diary,
    pub(crate) agenda: BTreeMap<Wave, Vec<(u64, Errand)>>,
    pub(crate) trips: BTreeMap<u64, Trip>,
    pub(crate) by_matter: BTreeMap<MatterId, u64>,
    pub(crate) marks: u64,
    /// What was refused: the people do something else instead of trying again.
    pub(crate) refused: BTreeSet<(MatterId, String)>,
    meetings: Vec<(Day, u64)>,
    reforms: Vec<(Day, reforms::Reform)>,
    documents: usize,
    pub(crate) affairs: Affairs,
    /// The scan that stands for all papers entered on behalf, once it is kept.
    pub(crate) scan: Option<FileId>,
    /// What came of it so far.
    pub tally: Tally,
}

impl<'a> Play<'a> {
    /// A county about to be played.
    #[must_use]
    pub fn new(
        county: &'a County,
        policy: &'a Policy,
        made: &'a Made,
        cast: Cast,
        seed: u64,
        span: (Day, Day),
    ) -> Self {
        let mut chance = Chance::of(seed, "meetings");
        Self {
            meetings: moves::meetings(&mut chance, policy.calendar(), span.0, span.1),
            reforms: reforms::days(policy.calendar(), span.0, span.1),
            documents: 0,
            affairs: Affairs::new(seed, span),
            scan: None,
            county,
            policy,
            world: World::new(made),
            cast,
            chance: Chance::of(seed, "play"),
            wishes: Chance::of(seed, "wishes"),
            diary: Diary::default(),
            agenda: BTreeMap::new(),
            trips: BTreeMap::new(),
            by_matter: BTreeMap::new(),
            marks: 0,
            refused: BTreeSet::new(),
            tally: Tally::default(),
        }
    }

    /// Whom no decision of the play moves: those whom somebody who looks around signs in as.
    #[must_use]
    pub fn keeping(mut self, people: impl IntoIterator<Item = usize>) -> Self {
        self.world.keep(people);
        self
    }

    /// Plays one day.
    ///
    /// # Errors
    /// The database fails; refusals are counted, not errors.
    pub fn day(&mut self, day: Day) -> Result<(), Failure> {
        self.tick(day)?;
        self.think(day);
        self.dream(day);
        if self.meetings.iter().any(|(on, _)| *on == day) {
            self.meet(day)?;
        }
        self.reform(day)?;
        self.affairs(day)?;
        let worked = season::works(self.policy.calendar(), day);
        for wave in 0..4 {
            let wave = Wave::of(day, wave);
            let owed = self.county.all_owed().map_err(|fault| Failure::Unavailable(fault.sentence()))?;
            let mut sent = self.errands(wave, &owed);
            sent.extend(self.travel(wave));
            // On days off only what cannot wait is answered, by telephone.
            if worked || self.chance.percent(12) {
                sent.extend(self.owed(wave, owed, &sent));
            }
            self.send(sent)?;
        }
        self.diary.forget(Wave::of(day.plus(-20), 0).half());
        Ok(())
    }

    /// The clock, ten minutes into the day.
    fn tick(&mut self, day: Day) -> Result<(), Failure> {
        let moment = day.begins().saturating_add(jiff::SignedDuration::from_mins(10)).unwrap_or(jiff::Timestamp::MAX);
        let tick = self.county.tick(moment)?;
        self.tally.ticked += u64::try_from(tick.acted).unwrap_or(0);
        self.tally.stuck.extend(tick.refused);
        Ok(())
    }

    /// A meeting decides on posts: the papers go to the desk in the evening, the cards of the promoted after them.
    fn meet(&mut self, day: Day) -> Result<(), Failure> {
        let size = self.meetings.iter().find(|(on, _)| *on == day).map_or(0, |(_, size)| *size);
        let before = self.world.clone();
        let moves = moves::batch(&mut self.chance, &mut self.world, day, size);
        self.documents += 1;
        let moment = Wave::of(day, 1).moment();
        let papers = decisions::papers(self.county, &before, &self.cast, &moves, (day, moment, self.documents));
        self.send(papers)?;
        let cards = decisions::promotions(self.county, &self.world, &self.cast, &moves, Wave::of(day, 2).moment());
        self.send(cards)
    }

    /// A decision about units goes to the desk.
    fn reform(&mut self, day: Day) -> Result<(), Failure> {
        let due: Vec<_> = self.reforms.iter().filter(|(on, _)| *on == day).map(|(_, reform)| *reform).collect();
        for reform in due {
            let moment = Wave::of(day, 2).moment();
            let papers = reforms::papers(self.county, &mut self.world, &self.cast, reform, (day, moment));
            self.send(papers)?;
        }
        Ok(())
    }

    /// The morning's wishes go on the agenda.
    fn think(&mut self, day: Day) {
        let calendar = self.policy.calendar();
        let new = wishing::morning(&mut self.wishes, &self.world, calendar, &mut self.diary, day, &mut self.marks);
        for (wave, trip) in new {
            self.agenda.entry(wave).or_default().push((trip.mark, Errand::Apply));
            self.trips.insert(trip.mark, trip);
        }
    }

    /// What was planned for this wave.
    fn errands(&mut self, wave: Wave, owed: &[Owed]) -> Vec<Sent> {
        let due = self.agenda.remove(&wave).unwrap_or_default();
        let last: BTreeMap<&MatterId, i64> = owed.iter().map(|owed| (&owed.matter, owed.n)).collect();
        due.into_iter().filter_map(|(mark, errand)| self.errand(mark, errand, wave, &last)).collect()
    }

    fn errand(&self, mark: u64, errand: Errand, wave: Wave, last: &BTreeMap<&MatterId, i64>) -> Option<Sent> {
        let trip = self.trips.get(&mark)?;
        let actor = match errand {
            Errand::Recall => {
                let unit = self.world.unit(trip.person)?;
                let hats = [
                    engine::access::Hat::Head(self.cast.unit(unit)),
                    engine::access::Hat::Role(engine::access::Role::SectionHead),
                ];
                self.cast.wearer(&self.world, &hats, &[trip.person])?
            }
            _ => trip.person,
        };
        let action = self.errand_action(trip, errand, wave)?;
        let (target, then) = match (&trip.matter, errand) {
            (None, Errand::Apply) => (Target::new("leave"), Then::Applied(mark)),
            (Some(id), _) => (Target::existing(id.clone(), *last.get(id)?), Then::Ran(mark, errand)),
            _ => return None,
        };
        let name = format!("leave.{}", action.get("verb").and_then(Value::as_str).unwrap_or_default());
        let request = request(self.cast.actor(&self.world, actor), wave.moment(), target, action);
        Some(Sent { request, name, then })
    }

    fn errand_action(&self, trip: &Trip, errand: Errand, wave: Wave) -> Option<Value> {
        let action = match errand {
            Errand::Apply => self.application(trip, "apply")?,
            Errand::Withdraw => json!({"verb": "withdraw", "reason": "工作安排有变，暂不外出。"}),
            Errand::Cancel => json!({"verb": "cancel", "reason": "会议改期，取消外出。"}),
            Errand::Extend => {
                let to = trip.period.to.plus(self.extension(trip));
                json!({"verb": "extend", "to": to, "reason": "事项未办结，需延长。"})
            }
            Errand::Recall => {
                json!({"verb": "recall", "by": wave.half().plus(1), "reason": "县里召开紧急会议，请提前返岗。"})
            }
            Errand::ReportBack => {
                let now = wave.half();
                let returned = if now < trip.period.to { now } else { trip.period.to };
                let late = now.index() > trip.period.to.index() + 3;
                let returned =
                    if late { trip.period.to.plus((now.index() - trip.period.to.index()) / 2) } else { returned };
                json!({"verb": "report_back", "returned": returned})
            }
        };
        Some(action)
    }

    /// The application, with what was said by word of mouth where it could not wait.
    pub(crate) fn application(&self, trip: &Trip, verb: &str) -> Option<Value> {
        let mut action = trip.application(&self.cast, verb);
        if trip.wish.emergency {
            let unit = self.world.unit(trip.person)?;
            let told = self.world.heads_of(unit).into_iter().find(|head| *head != trip.person);
            let told = told.or_else(|| self.cast.with_role(engine::access::Role::SectionHead))?;
            let manner = answers::emergency(&self.cast, told, trip.period.from);
            action.as_object_mut()?.insert("manner".to_owned(), manner);
        }
        Some(action)
    }

    fn extension(&self, trip: &Trip) -> i64 {
        match trip.wish.course {
            super::wish::Course::Extended(halves) => halves,
            _ => 2,
        }
    }

    /// What is owed and answered in this wave; one action for each matter at most.
    fn owed(&mut self, wave: Wave, owed: Vec<Owed>, before: &[Sent]) -> Vec<Sent> {
        let mut seen: BTreeSet<MatterId> = before.iter().filter_map(Sent::matter).collect();
        let mut sent = Vec::new();
        for owed in owed {
            if seen.contains(&owed.matter) {
                continue;
            }
            if let Some(one) = self.answer(&owed, wave) {
                seen.insert(owed.matter);
                sent.push(one);
            }
        }
        sent
    }

    /// Hands in a wave and takes note of what came of it.
    pub(crate) fn send(&mut self, sent: Vec<Sent>) -> Result<(), Failure> {
        let note = |one: Sent| {
            let wave = Wave::within(engine::days::HalfDay::at(one.request.moment));
            let matter = one.matter();
            (one.request, (one.name, one.then, wave, matter))
        };
        let (requests, notes): (Vec<Request>, Vec<_>) = sent.into_iter().map(note).unzip();
        let outcomes = office::send(self.county, requests);
        for (outcome, (name, then, wave, matter)) in outcomes.into_iter().zip(notes) {
            self.tally.note(&name, &outcome);
            match (&outcome, matter) {
                (Err(Failure::Refused(_) | Failure::Forbidden(_)), Some(matter)) => {
                    self.refused.insert((matter, name));
                }
                // Once something else has been done, the first may be tried again.
                (Ok(_), Some(matter)) => self.refused.retain(|(of, _)| *of != matter),
                _ => {}
            }
            if let Err(Failure::Unavailable(_)) = &outcome {
                return outcome.map(drop);
            }
            self.learn(then, wave, outcome.ok());
        }
        Ok(())
    }

    fn learn(&mut self, then: Then, wave: Wave, answer: Option<Answer>) {
        match (then, answer) {
            (Then::Travelled(mark, errand), answer) => self.travelled(mark, errand, wave, answer.as_ref()),
            (Then::Applied(mark), Some(answer)) => {
                let Some(trip) = self.trips.get_mut(&mark) else { return };
                trip.matter = Some(MatterId(answer.id.clone()));
                let plan = wishing::errands(trip, wave);
                self.by_matter.insert(MatterId(answer.id), mark);
                for (at, errand) in plan {
                    self.agenda.entry(at).or_default().push((mark, errand));
                }
            }
            (Then::Applied(mark), None) => self.forget(mark),
            // A refused extension ends nothing: he still has to come back.
            (Then::Over(mark), Some(answer)) if OVER.contains(&answer.stage.as_str()) => self.forget(mark),
            (Then::Ran(mark, Errand::Withdraw | Errand::Cancel), Some(_)) => self.forget(mark),
            (Then::Ran(mark, errand @ (Errand::Withdraw | Errand::Cancel)), None) => {
                self.goes_after_all(mark, errand, wave)
            }
            (Then::Ran(mark, Errand::Extend), Some(_)) => {
                let Some(trip) = self.trips.get(&mark) else { return };
                let mut period = trip.period;
                period.to = period.to.plus(self.extension(trip));
                self.diary.change(mark, period);
                if let Some(trip) = self.trips.get_mut(&mark) {
                    trip.period = period;
                }
            }
            (Then::Ran(mark, Errand::ReportBack), Some(_)) => self.diary.strike(mark),
            // Not back in the books yet: he tries again the next morning, a few times at most.
            (Then::Ran(mark, Errand::ReportBack), None) => self.again(mark, wave),
            (Then::SentBack(mark), Some(_)) => {
                if let Some(trip) = self.trips.get_mut(&mark) {
                    trip.sent_back = true;
                }
            }
            _ => {}
        }
    }

    /// Too late to take it back: then it is cancelled, and where that is too late too, he goes and comes back.
    fn goes_after_all(&mut self, mark: u64, errand: Errand, wave: Wave) {
        let Some(trip) = self.trips.get(&mark) else { return };
        let before = Wave(Wave::within(trip.period.from).0 - 1);
        let next = if errand == Errand::Withdraw && before > wave {
            (before, Errand::Cancel)
        } else {
            (Wave(Wave::within(trip.period.to).0 + 1).max(Wave(wave.0 + 1)), Errand::ReportBack)
        };
        self.agenda.entry(next.0).or_default().push((mark, next.1));
    }

    fn again(&mut self, mark: u64, wave: Wave) {
        let Some(trip) = self.trips.get(&mark) else { return };
        let last = Wave::within(trip.period.to.plus(20));
        if wave < last {
            self.agenda.entry(Wave(wave.0 + 4)).or_default().push((mark, Errand::ReportBack));
        }
    }

    fn forget(&mut self, mark: u64) {
        self.diary.strike(mark);
        if let Some(trip) = self.trips.remove(&mark) {
            trip.matter.map(|id| self.by_matter.remove(&id));
        }
    }
}

/// Plays a built county from one day to another, both included.
///
/// # Errors
/// The database fails; refusals are counted in the tally.
pub fn play(
    county: &County,
    made: &Made,
    cast: Cast,
    (from, to): (Day, Day),
    seed: u64,
    progress: &mut dyn FnMut(Progress),
) -> Result<Tally, Failure> {
    let policy = county.policy();
    let mut play = Play::new(county, &policy, made, cast, seed, (from, to));
    let of = from.days_until(to) + 1;
    for days in 0..of {
        let day = from.plus(days);
        play.day(day)?;
        progress(Progress { days: days + 1, of, day, actions: play.tally.accepted() });
    }
    Ok(play.tally)
}

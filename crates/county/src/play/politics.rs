//! 政治素质考察: some times a year a deputy is appraised by two of the department, a meeting concludes, he is told. One of five does not pass, is heard
//! before the meeting, and is free again when the same meeting has looked at it anew.

use std::collections::{BTreeMap, BTreeSet};

use engine::{access::Role, days::Day, words::MatterId};
use opinion::political::{
    appraisal,
    deliberation::{self, Verdict},
};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// Months and day of the month in which an appraisal begins.
const BEGUN: [i8; 5] = [3, 5, 6, 9, 11];
const BEGUN_ON: i8 = 5;
/// The month of the yearly occasion.
const YEARLY: i8 = 11;
/// Which of five does not pass.
const FAILS: usize = 2;
/// Pieces of evidence that a team gathers.
const EVIDENCE: usize = 3;
/// Days after a veto on which its body looks at it again.
const BARRED: i64 = 60;
/// Days before a limit at which somebody begins to hurry.
const SOON: i64 = 6;

/// What they remember.
pub(crate) struct Politics {
    chance: Chance,
    begun: usize,
    failing: BTreeSet<MatterId>,
    /// The meeting that is called to decide an appraisal's next step.
    meetings: BTreeMap<(MatterId, String), MatterId>,
}

impl Politics {
    pub(crate) fn new(seed: u64) -> Self {
        let chance = Chance::of(seed, "politics");
        Self { chance, begun: 0, failing: BTreeSet::new(), meetings: BTreeMap::new() }
    }
}

impl Play<'_> {
    /// An appraisal begins.
    pub(crate) fn appraise(&mut self, day: Day) -> Vec<Sent> {
        if !BEGUN.contains(&day.month()) || !self.monthly(BEGUN_ON, day) {
            return Vec::new();
        }
        self.begin_appraisal(day).into_iter().collect()
    }

    /// Of a deputy, by two of the department who are not of its own body and no relatives of his.
    fn begin_appraisal(&mut self, day: Day) -> Option<Sent> {
        let clerk = self.clerk()?;
        let office = self.world.unit(clerk)?;
        let deputy = |who: &usize| {
            let leads = self.world.main(*who).is_some_and(|post| post.leading);
            leads && !self.world.heads(*who) && self.world.unit(*who) != Some(office)
        };
        let able: Vec<usize> = self.world.managed().map(|(key, _)| key).filter(deputy).collect();
        let who = self.affairs.politics.chance.pick(&able).copied()?;
        let (family, body) = (self.cast.family(who), self.world.body(office));
        let head = self.cast.with_role(Role::SectionHead);
        let apart = |one: &usize| {
            !family.contains(one) && !body.contains(one) && *one != clerk && Some(*one) != head && *one != who
        };
        let team: Vec<Value> = self
            .world
            .staff(office)
            .into_iter()
            .filter(apart)
            .take(2)
            .map(|one| json!({"person": self.cast.person(one)}))
            .collect();
        if team.len() < 2 || family.contains(&clerk) {
            return None;
        }
        let occasion = if day.month() == YEARLY { "annual" } else { "appointment" };
        let about = json!({"person": {"person": self.cast.person(who)}});
        let action = json!({"verb": "start", "about": about, "occasion": occasion, "team": team});
        let (id, sent) = self.opens("appraisal", clerk, Wave::of(day, 1), action);
        let politics = &mut self.affairs.politics;
        if politics.begun % BEGUN.len() == FAILS {
            politics.failing.insert(id);
        }
        politics.begun += 1;
        Some(sent)
    }

    /// Evidence, what it comes to, the hearing, the meeting's conclusion, what he is told, and the end of a veto.
    pub(crate) fn answer_appraisal(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let near = owed.due.is_some_and(|due| day.days_until(due) < SOON);
        if !self.affairs.politics.chance.percent(if near { 30 } else { 7 }) || self.was_refused(owed) {
            return None;
        }
        let (_, state) = self.known::<appraisal::State>(&owed.matter)?;
        let person = state.started.subject.person.clone()?;
        let fails = self.affairs.politics.failing.contains(&owed.matter);
        let action = match verb {
            "record" => return self.evidence(owed, wave, &state),
            "submit" => {
                if state.evidence.len() < EVIDENCE {
                    return None;
                }
                let passes = if self.affairs.politics.chance.percent(70) { "good" } else { "fair" };
                let proposed = if fails { "failed" } else { passes };
                let gist = fails.then_some("防汛值守期间未按县委要求到岗，经提醒仍未改正。");
                json!({"verb": verb, "summary": "谈话和测评情况见考察记录。", "proposed": proposed, "gist": gist})
            }
            "state" => {
                let words = "当时家中老人住院，没有及时报告，接受批评。";
                return self.by_owner(owed, wave, json!({"verb": verb, "words": words}));
            }
            "tell" => json!({"verb": verb, "day": day, "how": "考察组当面告知，本人签收"}),
            "appeal" => {
                if fails || !self.affairs.politics.chance.percent(1) {
                    return None;
                }
                let grounds = "测评时本人正在省里学习，请补充了解学习前的情况。";
                return self.by_owner(owed, wave, json!({"verb": verb, "grounds": grounds}));
            }
            _ if self.is_to_be_called(owed, wave, &state) => return self.convened(owed, wave),
            _ => self.by_meeting(owed)?,
        };
        self.by_other(owed, wave, &person, action)
    }

    /// Members of the team take turns; nobody talks alone.
    fn evidence(&mut self, owed: &Owed, wave: Wave, state: &appraisal::State) -> Option<Sent> {
        let count = state.evidence.len();
        if count >= EVIDENCE {
            return None;
        }
        let (day, team) = (wave.day(), &state.started.team);
        let (first, second) = (team.get(count % team.len())?, team.get((count + 1) % team.len())?);
        let action = if count == 1 {
            let ballot = json!({"issued": 24, "returned": 24, "valid": 23, "good": 19, "fair": 4, "poor": 0});
            json!({"verb": "record", "method": "ballot", "day": day, "source": "seen", "words": "班子成员和中层干部参加，当场清点。",
                "ballot": ballot})
        } else {
            let words = "谈话对象反映其按期参加学习，重要会议发言观点明确。";
            json!({"verb": "record", "method": "talk", "day": day, "source": "first_hand", "words": words,
                "with": [{"person": second}]})
        };
        let recorder = self.cast.person_key(first)?;
        Some(self.sent(recorder, owed, owed.n, wave, action))
    }

    /// Whether the department is to meet on it: nobody has called a meeting yet, and a veto has lasted for a while.
    fn is_to_be_called(&self, owed: &Owed, wave: Wave, state: &appraisal::State) -> bool {
        let Some(verb) = owed.verb.clone() else { return false };
        let since = state.standing().map(|one| one.day);
        let early = verb == "lift" && since.is_none_or(|since| since.days_until(wave.day()) < BARRED);
        !early && !self.affairs.politics.meetings.contains_key(&(owed.matter.clone(), verb))
    }

    /// What the department's meeting decided; one that did not pass it is called again.
    fn by_meeting(&mut self, owed: &Owed) -> Option<Value> {
        let verb = owed.verb.clone()?;
        let key = (owed.matter.clone(), verb.clone());
        let meeting = self.affairs.politics.meetings.get(&key).cloned()?;
        if !self.outcome(&meeting)? {
            self.affairs.politics.meetings.remove(&key);
            return None;
        }
        if verb == "lift" {
            let reason = "本人已改正，近期表现合格。";
            return Some(json!({"verb": verb, "meeting": meeting, "item": 1, "reason": reason}));
        }
        let fails = self.affairs.politics.failing.contains(&owed.matter);
        let (conclusion, words) = if fails {
            ("failed", "防汛值守期间未按要求到岗，经提醒未改正，情况属实。")
        } else {
            ("good", "政治立场坚定，执行组织决定坚决，未发现问题。")
        };
        Some(json!({"verb": verb, "meeting": meeting, "item": 1, "conclusion": conclusion, "words": words}))
    }

    /// The department's meeting on this appraisal.
    fn convened(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let office = self.world.unit(self.clerk()?)?;
        let item = json!({"title": "研究政治素质考察结论", "topic": "conclusion", "about": owed.matter});
        let (id, sent) = self.call_meeting(office, "department", vec![item], wave.day())?;
        self.affairs.politics.meetings.insert((owed.matter.clone(), owed.verb.clone()?), id);
        Some(sent)
    }

    /// Whether a meeting passed its item; nothing while it has not been held.
    fn outcome(&self, meeting: &MatterId) -> Option<bool> {
        let (_, state) = self.known::<deliberation::State>(meeting)?;
        if state.cancelled.is_some() {
            return Some(false);
        }
        state.closed?;
        let decision = state.items.first().and_then(|item| item.resolved.as_ref());
        Some(decision.is_some_and(|one| one.result == Verdict::Passed))
    }
}

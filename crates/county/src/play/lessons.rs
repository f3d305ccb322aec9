//! 廉政教育课: some times a year the section teaches whoever owes it in one lesson; now and then somebody is away and owes it still.

use engine::{days::Day, facts::Query};
use opinion::focus::{integrity_lesson, young_cadre};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::season::works;
use super::trips::Wave;

/// Months and day of the month in which a lesson is planned.
const PLANNED: [i8; 4] = [2, 5, 8, 11];
const PLANNED_ON: i8 = 12;
/// Days from the plan to the lesson.
const AHEAD: i64 = 6;
/// For fewer no lesson is held.
const LEAST: usize = 3;

impl Play<'_> {
    /// A lesson is planned.
    pub(crate) fn teach(&mut self, day: Day) -> Vec<Sent> {
        if !PLANNED.contains(&day.month()) || !self.monthly(PLANNED_ON, day) {
            return Vec::new();
        }
        self.lesson(day).into_iter().collect()
    }

    fn lesson(&mut self, day: Day) -> Option<Sent> {
        let clerk = self.clerk()?;
        let owing = Query {
            kind: "young_cadre",
            stage: Some(young_cadre::stage::EDUCATING),
            open: Some(true),
            ..Query::default()
        };
        let states = self.found(&owing).into_iter().filter_map(|brief| serde_json::from_str(&brief.state).ok());
        let invited: Vec<Value> = states.map(|state: young_cadre::State| json!({"person": state.person})).collect();
        if invited.len() < LEAST {
            return None;
        }
        let held = (AHEAD..AHEAD + 15).map(|more| day.plus(more)).find(|day| works(self.policy.calendar(), *day))?;
        let action = json!({"verb": "plan", "content": "both", "form": "class", "day": held, "place": "县委党校第一教室",
            "subject": "守住第一道关口", "organisers": "县纪委监委、县委组织部", "invited": invited});
        Some(self.opens("integrity_lesson", clerk, Wave::of(day, 1), action).1)
    }

    /// Who came.
    pub(crate) fn answer_lesson(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if owed.verb.as_deref() != Some("record") || !self.gets_to_it(40) {
            return None;
        }
        let (_, state) = self.known::<integrity_lesson::State>(&owed.matter)?;
        if state.session.day > wave.day() {
            return None;
        }
        let mut rows = Vec::new();
        for guest in &state.invited {
            let away = self.gets_to_it(6);
            rows.push(json!({"person": guest.person, "present": !away, "reason": away.then_some("business")}));
        }
        self.by_owner(owed, wave, json!({"verb": "record", "attendance": rows}))
    }
}

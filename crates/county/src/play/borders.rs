//! 出入境记录: once a month the exit authority's list is entered; what belongs to an approved trip is matched by the program, and
//! whoever stands on it without one is asked.

use engine::days::Day;
use serde_json::json;
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::trips::Wave;

/// Day of a month on which the list of the month before is entered.
const LIST: i8 = 9;
/// Days after the beginning on which somebody without a trip stands on the list, and days before the end: that one is still open.
const STRANGE: [i64; 3] = [130, 330, 560];
const OPEN: i64 = 2;

impl Play<'_> {
    /// What the section enters of the exit authority's lists on this day.
    pub(crate) fn borders(&mut self, day: Day) -> Vec<Sent> {
        let Some(clerk) = self.clerk() else { return Vec::new() };
        let at = Wave::of(day, 2);
        let mut sent = Vec::new();
        if self.monthly(LIST, day) {
            let Some(first) = Day::new(day.year(), day.month(), 1) else { return sent };
            let source = format!("县公安局出入境管理部门{}月名单", first.plus(-1).month());
            for trip in self.affairs.journeys.unrecorded(first) {
                let Some((exited, entered)) = trip.over else { continue };
                for (direction, day) in [("exit", exited), ("entry", entered)] {
                    let record = json!({"verb": "receive", "person": self.cast.person(trip.person), "direction": direction,
                        "day": day, "port": trip.port(), "certificate": trip.certificate, "source": source});
                    sent.push(self.acts("border_record", clerk, at, Target::new("border_record"), record));
                }
            }
        }
        if STRANGE.into_iter().any(|after| self.comes(after, day)) || self.ends_in(OPEN, day) {
            sent.extend(self.strange(clerk, day));
        }
        sent
    }

    /// A crossing of somebody who has never asked for a trip.
    fn strange(&mut self, clerk: usize, day: Day) -> Option<Sent> {
        let free = |person: &&usize| !self.world.is_gone(**person) && !self.affairs.journeys.concerns(**person);
        let people: Vec<usize> = self.affairs.cabinet.held.keys().filter(free).copied().collect();
        let person = self.affairs.letters.chance.pick(&people).copied()?;
        let record = json!({"verb": "receive", "person": self.cast.person(person), "direction": "exit",
            "day": day.plus(-18), "port": "深圳罗湖口岸", "source": "县公安局出入境管理部门核对函"});
        Some(self.acts("border_record", clerk, Wave::of(day, 2), Target::new("border_record"), record))
    }

    /// What is owed about a record that belongs to no trip.
    pub(crate) fn answer_record(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let action = match owed.verb.as_deref()? {
            "explain" if self.gets_to_it(9) => {
                json!({"verb": "explain", "text": "本人当日在单位值班，没有出境，证件一直由组织部保管。"})
            }
            "judge" if self.gets_to_it(12) => {
                json!({"verb": "judge", "finding": "not_his", "opinion": "与出入境管理部门核对，系同名人员，记录与本人无关。"})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }
}

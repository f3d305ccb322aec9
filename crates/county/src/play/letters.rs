//! 发文: notices of handovers and of what visits found are drafted, signed under their number and signed for; one is dunned now and
//! then, and the last one is still out when the play ends.

use std::collections::{BTreeMap, BTreeSet};

use engine::{days::Day, facts::Query, words::MatterId};
use opinion::{
    daily::{handover, inspection},
    ground::dispatch::State,
};
use serde_json::{Value, json};
use store::Owed;

use super::cabinet::with;
use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// One handover of so many gets its notice on paper; looked at on one day of the week.
const NOTICED: usize = 5;
/// One paper of so many is not signed for in time; nor is one that goes out in the last days.
const SLOW: usize = 12;
const LAST: i64 = 5;

/// What the section remembers of its papers.
pub(crate) struct Letters {
    pub(crate) chance: Chance,
    /// The paper about a matter.
    about: BTreeMap<MatterId, MatterId>,
    seen: BTreeSet<MatterId>,
    slow: BTreeSet<MatterId>,
}

impl Letters {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            chance: Chance::of(seed, "letters"),
            about: BTreeMap::new(),
            seen: BTreeSet::new(),
            slow: BTreeSet::new(),
        }
    }

    /// The paper drafted about a matter.
    pub(crate) fn of(&self, matter: &MatterId) -> Option<MatterId> {
        self.about.get(matter).cloned()
    }
}

impl Play<'_> {
    /// What is drafted on this day: on Mondays the section looks through the handovers opened since.
    pub(crate) fn write(&mut self, day: Day) -> Vec<Sent> {
        let last = self.ends_in(LAST, day);
        if day.number().rem_euclid(7) != 4 && !last {
            return Vec::new();
        }
        let query = Query { kind: "handover", open: Some(true), ..Query::default() };
        let mut sent = Vec::new();
        for brief in self.found(&query) {
            let letters = &mut self.affairs.letters;
            let new = letters.seen.insert(brief.id.clone()) && letters.seen.len() % NOTICED == 1;
            let more = last && sent.is_empty() && letters.of(&brief.id).is_none();
            if new || more {
                sent.extend(self.draft_handover(&brief.id, Wave::of(day, 1)));
            }
        }
        sent
    }

    fn draft_handover(&mut self, matter: &MatterId, at: Wave) -> Option<Sent> {
        let (_, state) = self.known::<handover::State>(matter)?;
        let leaver = self.cast.person_key(&state.left.leaver)?;
        let name = self.world.made.cadre(leaver)?.name.clone();
        // A station has nobody who signs for papers.
        self.unit_clerk(self.unit_key(&state.left.unit)?)?;
        let persons = if self.world.is_gone(leaver) { Vec::new() } else { vec![state.left.leaver.clone()] };
        let fields = json!({"paper": "handover.notice", "code": "letter", "title": format!("{name}同志离任交接通知书"),
            "main": [state.left.unit], "persons": persons, "copies": 3});
        self.draft(matter, at, fields)
    }

    /// The notice of a visit, before the unit is told.
    pub(crate) fn draft_notice(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (_, state) = self.known::<inspection::State>(&owed.matter)?;
        let unit = state.registered.record.visit.unit;
        let fields = json!({"paper": "inspection.notice", "code": "supervision", "title": "关于反馈效能督查发现问题的通知",
            "main": [unit], "others": "县纪委监委、县直机关工委", "copies": 5, "mark": "inner"});
        self.draft(&owed.matter, wave, fields)
    }

    fn draft(&mut self, matter: &MatterId, at: Wave, fields: Value) -> Option<Sent> {
        let clerk = self.clerk()?;
        let action = with(json!({"verb": "draft", "matter": matter}), fields);
        let (id, sent) = self.opens("dispatch", clerk, at, action);
        let late = at.day().days_until(self.affairs.to) <= LAST;
        let letters = &mut self.affairs.letters;
        letters.about.insert(matter.clone(), id.clone());
        if late || letters.about.len() % SLOW == 4 {
            letters.slow.insert(id);
        }
        Some(sent)
    }

    /// The number of a paper that has been signed.
    pub(crate) fn document(&self, letter: &MatterId) -> Option<String> {
        self.known::<State>(letter)?.1.issued.map(|issued| issued.document)
    }

    /// What is owed about a paper.
    pub(crate) fn answer_letter(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let verb = owed.verb.as_deref()?;
        let action = match verb {
            "issue" if self.gets_to_it(22) => {
                if self.affairs.letters.chance.percent(6) {
                    json!({"verb": "send_back", "reason": "标题和主送单位请再核对。"})
                } else {
                    json!({"verb": verb, "opinion": "同意印发。"})
                }
            }
            "revise" if self.gets_to_it(25) => {
                let (_, state) = self.known::<State>(&owed.matter)?;
                with(serde_json::to_value(&state.drafted.draft).ok()?, json!({"verb": verb}))
            }
            "receive" => {
                let mut key = owed.key.split(':');
                let (receiver, duns) = (key.nth(1)?, key.next()?);
                let waits = duns == "0" && self.affairs.letters.slow.contains(&owed.matter);
                if waits || !self.gets_to_it(30) {
                    return None;
                }
                json!({"verb": verb, "receiver": receiver})
            }
            "dun" if self.gets_to_it(10) => json!({"verb": verb, "note": "电话催办，答复当日签收。"}),
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }
}

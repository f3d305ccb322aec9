//! What is owed by chiefs and to them in a year, and the few records of somebody who was told to depart from the rules.

use engine::{days::Day, words::PersonId};
use opinion::focus::{chief_supervision, intervention};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// Days before a limit at which somebody begins to look at what he owes.
const SOON: i64 = 25;
/// Days before its limit at which a chief gives account: the year is over then.
const ACCOUNT: i64 = 75;
/// Days after the beginning on which somebody records that he was spoken to.
const SPOKEN: [i64; 2] = [60, 200];

/// What they remember.
pub(crate) struct Chiefs {
    chance: Chance,
}

impl Chiefs {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "chiefs") }
    }

    /// Whether somebody gets to something in this wave: rarely while there is time, mostly when the limit is near.
    pub(crate) fn turns_to(&mut self, owed: &Owed, wave: Wave) -> bool {
        let near = owed.due.is_some_and(|due| wave.day().days_until(due) < SOON);
        self.chance.percent(if near { 22 } else { 3 })
    }

    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.chance.percent(percent)
    }
}

impl Play<'_> {
    /// The action of whoever owes it and is neither the person it is about nor a relative of his.
    pub(crate) fn by_other(&mut self, owed: &Owed, wave: Wave, about: &PersonId, action: Value) -> Option<Sent> {
        let avoid = self.cast.person_key(about).map(|key| self.cast.family(key)).unwrap_or_default();
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    /// 一把手监督: list and talks in the course of the year, the account when it is over, questions, ballots, and what he is told.
    pub(crate) fn answer_chief(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let early = verb == "deliver" && owed.due.is_some_and(|due| day.days_until(due) > ACCOUNT);
        if early || !self.affairs.chiefs.turns_to(owed, wave) {
            return None;
        }
        let (_, state) = self.known::<chief_supervision::State>(&owed.matter)?;
        let person = state.opened.person.clone();
        let action = match verb {
            "list" => json!({"verb": "list", "items": [
                {"what": "管好班子、带好队伍", "measure": "每季度研究一次干部监督工作"},
                {"what": "执行民主集中制和末位表态", "measure": "重大事项一律上会，如实记录"}]}),
            "talk" => {
                json!({"verb": "talk", "day": day, "form": "daily", "gist": "了解班子运行情况，提醒严格执行议事规则"})
            }
            "talk_member" => {
                let member = &state.untalked.first()?.person;
                json!({"verb": "talk_member", "member": member, "day": day, "gist": "交流分管工作和廉洁自律情况"})
            }
            "talk_body" => {
                json!({"verb": "talk_body", "day": day, "absent": [], "gist": "集体谈话，要求严格执行民主集中制和五个不直接分管"})
            }
            "deliver" => {
                let way = if self.affairs.chiefs.percent(60) { "meeting" } else { "written" };
                json!({"verb": "deliver", "day": day, "way": way, "before": "县委常委会（扩大）会议",
                    "duty": "按责任清单逐项落实。", "clean": "没有需要说明的情况。", "problems": "谈心谈话不够经常，逐月安排。"})
            }
            "rate" => {
                let written =
                    state.delivered.as_ref().is_some_and(|one| one.deliver.way == chief_supervision::Way::Written);
                let ballot =
                    json!({"issued": 32, "returned": 31, "valid": 30, "good": 24, "fair": 5, "ordinary": 1, "poor": 0});
                let asked = json!([{"asked": "重点项目推进慢的原因", "answered": "征地协调力度不够，已专班推进"}]);
                json!({"verb": "rate", "day": day, "comment": "履责情况较好，谈心谈话要经常。",
                    "questions": if written { json!([]) } else { asked }, "ballot": if written { Value::Null } else { ballot }})
            }
            "tell" => json!({"verb": "tell", "day": day, "way": "当面"}),
            _ => return None,
        };
        if ["talk", "talk_body", "rate", "tell"].contains(&verb) {
            return self.by_other(owed, wave, &person, action);
        }
        self.by_owner(owed, wave, action)
    }

    /// Now and then whoever was spoken to records it himself, or hands a slip to the section.
    pub(crate) fn speak_up(&mut self, day: Day) -> Vec<Sent> {
        let spoken = SPOKEN.iter().position(|after| self.comes(*after, day));
        let found = spoken.and_then(|turn| self.spoken(turn == 0, day));
        found.into_iter().collect()
    }

    fn spoken(&self, own: bool, day: Day) -> Option<Sent> {
        let town = self.towns().first().copied()?;
        let chief = self.world.heads_of(town).first().copied()?;
        let by = if own { self.unit_clerk(town)? } else { self.clerk()? };
        if self.cast.family(by).contains(&chief) {
            return None;
        }
        let slip = (!own).then_some("建设办工作人员");
        let action = json!({"verb": "record", "person": self.cast.person(chief), "field": "works", "day": day,
            "facts": "打电话询问标段，要求关照一家企业", "recorder": slip});
        Some(self.opens("intervention", by, Wave::of(day, 0), action).1)
    }

    /// 插手干预: looked into, told, decided by another hand once there was time to answer.
    pub(crate) fn answer_intervention(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let (_, state) = self.known::<intervention::State>(&owed.matter)?;
        let waits = state.told.as_ref().and_then(|told| told.until).is_some_and(|until| day <= until);
        if (verb == "decide" && waits) || !self.affairs.chiefs.turns_to(owed, wave) {
            return None;
        }
        let recorded = state.recorded.as_ref()?;
        let action = match verb {
            "verify" => {
                let finding = if recorded.own.is_some() { "proved" } else { "in_office" };
                json!({"verb": "verify", "finding": finding, "words": "向在场人员了解，调阅通话和会议记录"})
            }
            "tell" => json!({"verb": "tell", "day": day, "way": "书面", "gist": "就工程标段向工作人员打招呼"}),
            "decide" => json!({"verb": "decide", "measure": "reminder", "reason": "情况属实，未造成后果"}),
            _ => return None,
        };
        let person = recorded.person.clone();
        let own = recorded.own.clone();
        let mut avoid = self.cast.person_key(&person).map(|key| self.cast.family(key)).unwrap_or_default();
        avoid.extend(own.and_then(|own| self.cast.person_key(&own)));
        // The section's clerk looked into it: its head decides.
        let by = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(by, owed, owed.n, wave, action))
    }
}

//! What leading bodies and their secretaries owe the Opinion: who is in charge of what, the yearly session of criticism, the half-year report, talks with
//! young cadres. Each is answered as its owners come to it, with time to spare.

use engine::{
    days::Day,
    facts::{Facts, PostAt},
    registry::Side,
    words::{PersonId, UnitId},
};
use opinion::{
    focus::{half_year_report, young_cadre},
    political::{democratic_life, portfolio},
};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// The five of which no chief is in direct charge.
const FIVE: [&str; 5] = ["finance", "personnel", "works", "purchase", "approval"];
/// Days from the filing of a session's scheme to the session.
const AHEAD: i64 = 14;
/// Days before a limit at which somebody begins to look at what he owes.
const SOON: i64 = 25;
/// Days before the limit at which a secretary talks with a young cadre once more.
const TALKED: i64 = 60;

/// What they remember.
pub(crate) struct Bodies {
    chance: Chance,
}

impl Bodies {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "bodies") }
    }
}

impl Play<'_> {
    /// Members of a unit's body, each once, chiefs marked.
    pub(crate) fn seated(&self, unit: &UnitId, day: Day) -> Vec<PostAt> {
        let sitting = |facts: &dyn Facts| {
            let mut seats = facts.members(unit, day);
            seats.retain(|at| facts.person(&at.person).is_some_and(|card| card.active));
            seats
        };
        let mut seats = self.county.reader().ask(sitting).unwrap_or_default();
        let heads: Vec<PersonId> =
            seats.iter().filter(|at| at.chief || at.acting).map(|at| at.person.clone()).collect();
        let mut known: Vec<PersonId> = Vec::new();
        seats.retain(|at| {
            !known.contains(&at.person) && {
                known.push(at.person.clone());
                true
            }
        });
        seats.iter_mut().for_each(|at| at.chief = heads.contains(&at.person));
        seats
    }

    /// Who heads a unit's Party organization: not the one of its government side, where it has another.
    fn secretary(&self, unit: &UnitId, day: Day) -> Option<PersonId> {
        let chiefs = self.county.reader().ask(|facts| facts.chiefs(unit, day)).unwrap_or_default();
        let party = chiefs.iter().find(|chief| chief.side != Some(Side::Government));
        party.or(chiefs.first()).map(|chief| chief.person.clone())
    }

    /// Whether somebody gets to something in this wave: rarely while there is time, mostly when the limit is near.
    fn turns_to(&mut self, owed: &Owed, wave: Wave) -> bool {
        let near = owed.due.is_some_and(|due| wave.day().days_until(due) < SOON);
        self.affairs.bodies.chance.percent(if near { 22 } else { 5 })
    }

    /// 分工: deputies share the five, chiefs none of them.
    pub(crate) fn answer_portfolio(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.turns_to(owed, wave) {
            return None;
        }
        let day = wave.day();
        let action = match owed.verb.as_deref()? {
            "divide" => {
                let (_, state) = self.known::<portfolio::State>(&owed.matter)?;
                let seats = self.seated(&state.opened.unit, day);
                let deputies = seats.iter().filter(|at| !at.chief).count();
                let mut place = 0;
                let row = |at: &PostAt| {
                    let five: Vec<&str> = if at.chief || deputies == 0 {
                        Vec::new()
                    } else {
                        place += 1;
                        FIVE.iter()
                            .enumerate()
                            .filter(|(n, _)| n % deputies == place - 1)
                            .map(|(_, code)| *code)
                            .collect()
                    };
                    let charge = if at.chief { "主持全面工作" } else { "分管业务工作" };
                    json!({"member": at.person, "charge": charge, "five": five})
                };
                let rows: Vec<Value> = seats.iter().map(row).collect();
                json!({"verb": "divide", "from": day, "decided_on": day, "document": "领导班子会议纪要", "rows": rows})
            }
            "file" => json!({"verb": "file", "discipline": day, "organization": day, "receiver": "干部监督股"}),
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// 民主生活会: scheme, session, report; what was said is put right and struck off.
    pub(crate) fn answer_session(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let (_, state) = self.known::<democratic_life::State>(&owed.matter)?;
        let item = || owed.key.rsplit(':').next().and_then(|text| text.parse::<u32>().ok());
        if verb == "hold" {
            if state.planned.as_ref().is_none_or(|planned| day < planned.plan.planned_on) {
                return None;
            }
        } else if !self.turns_to(owed, wave) {
            return None;
        }
        let action = match verb {
            "plan" => {
                let last = state.opened.to.map_or(day.plus(AHEAD), |to| to.plus(-3));
                json!({"verb": "plan", "planned_on": day.plus(AHEAD).min(last.max(day)), "filed_on": day,
                    "theme": "对照检查、改进作风", "superior": "县委组织部"})
            }
            "hold" => {
                let facts = |unit: &UnitId| self.seated(unit, day);
                let seats = facts(&state.opened.unit);
                let party = |at: &&PostAt| {
                    self.county
                        .reader()
                        .ask(|facts| facts.person(&at.person).is_some_and(|card| card.party))
                        .unwrap_or(false)
                };
                let rows: Vec<Value> =
                    seats.iter().filter(party).map(|at| json!({"person": at.person, "present": true})).collect();
                let said = json!([{"how": "own", "problem": "深入基层调研不够"}, {"how": "asked", "problem": "政策宣传解读不够及时"}]);
                json!({"verb": "hold", "day": day, "rows": rows, "observers": "县委督导组", "criticism": said})
            }
            "report" => json!({"verb": "report", "day": day}),
            "measure" => {
                json!({"verb": "measure", "item": item()?, "measure": "每月到联系点不少于2天", "by": day.plus(90)})
            }
            "report_item" => json!({"verb": "report_item", "item": item()?, "done": "已落实并形成制度"}),
            "check" => json!({"verb": "check", "item": item()?, "passed": true, "opinion": "查阅记录，情况属实"}),
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// 半年报告: the secretary reports, the section reads; one in twelve goes back for what is missing.
    pub(crate) fn answer_report(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.turns_to(owed, wave) {
            return None;
        }
        let (_, state) = self.known::<half_year_report::State>(&owed.matter)?;
        let action = match owed.verb.as_deref()? {
            "submit" => {
                let items = state.sent_back.as_ref().map_or(0, |back| back.items.len());
                let mended: Vec<Value> = (1..=items).map(|item| json!({"item": item, "how": "已补充说明"})).collect();
                let late = owed.due.is_some_and(|due| due < wave.day()).then_some("期间集中开展防汛工作，报告迟了");
                let unit = &state.opened.unit;
                let head = if self.was_refused(owed) { None } else { self.secretary(unit, wave.day()) };
                let seats = if head.is_some() { Vec::new() } else { self.seated(unit, wave.day()) };
                let stead = seats.first().map(|at| json!({"person": at.person, "reason": "书记空缺"}));
                let action = json!({"verb": "submit", "in_stead": stead, "content": {
                    "daily": "严格执行请销假和外出报备制度，节假日值班到位。", "talks": "主要负责人与班子成员普遍谈心谈话。",
                    "off_duty": "未发现需要报告的已核实情况。", "problems": "个别同志销假不够及时。", "plans": "加强日常提醒，抓早抓小。"},
                    "mended": mended, "late_reason": late});
                return match head.and_then(|head| self.cast.person_key(&head)) {
                    Some(head) => Some(self.sent(head, owed, owed.n, wave, action)),
                    None => self.by_owner(owed, wave, action),
                };
            }
            "sign_part" => json!({"verb": "sign_part"}),
            "accept" if self.affairs.bodies.chance.percent(8) && state.sent_back.is_none() => {
                json!({"verb": "send_back", "items": [{"problem": "谈心谈话情况没有写清次数和对象"}]})
            }
            "accept" => json!({"verb": "accept", "opinion": "同意"}),
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// 年轻干部: both lessons by the county, the talk by the unit's secretary.
    pub(crate) fn answer_young(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.turns_to(owed, wave) {
            return None;
        }
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let (_, state) = self.known::<young_cadre::State>(&owed.matter)?;
        let early = owed.due.is_some_and(|due| day.days_until(due) > TALKED);
        if verb == "talk" && early && !state.talks.is_empty() {
            return None;
        }
        let action = match verb {
            "educate" => {
                let warning = owed.key.ends_with(young_cadre::Lesson::Warning.word());
                let (lesson, form, content) = if warning {
                    ("warning", "film", "县纪委监委：警示教育片")
                } else {
                    ("positive", "class", "县委组织部：廉政党课")
                };
                json!({"verb": "educate", "lesson": lesson, "form": form, "day": day, "content": content})
            }
            "talk" => {
                json!({"verb": "talk", "day": day, "thought": "思想稳定，积极向上", "work": "熟悉业务，承担包村工作",
                "life": "在镇里周转房居住"})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }
}

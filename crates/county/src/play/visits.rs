//! 效能督查: the year's plan by quarters and the visits that carry it out, from the sheet to the last finding struck off. One item of
//! a year is not carried out and explained; the last visit is still under way when the play ends.

use std::collections::BTreeSet;

use engine::{days::Day, facts::Query, words::MatterId};
use opinion::daily::{
    inspection::State,
    inspection_plan::{self, Item, Quarter},
};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;
use crate::made::Sort;

/// Owners with the quarters in which they go, and the units from which their people come.
const OWNERS: [(&str, &[Quarter], &[&str]); 3] = [
    ("discipline", &[Quarter::First, Quarter::Third], &["县纪委监委", "县委办"]),
    ("organization", &[Quarter::Second, Quarter::Fourth], &["县委组织部"]),
    ("work_committee", &[Quarter::Third], &["县直工委", "县府办"]),
];
/// Days into a quarter after which its visits begin, and days between them.
const BEGINS: i64 = 24;
const APART: i64 = 13;
/// Days before the end on which one more unit is visited.
const LAST: i64 = 24;
/// One visit of so many is published.
const PUBLISHED: usize = 4;

/// What is found: category and facts.
const FINDINGS: [(&str, &str); 6] = [
    ("窗口脱岗", "上午9时10分，服务窗口2号台无人在岗，没有放置去向牌。"),
    ("值班值守不严", "值班表与实际在岗人员不一致，交接记录没有填写。"),
    ("去向不清", "抽查3人，1人不在岗，单位说不清去向。"),
    ("公示信息未更新", "公示栏中领导分工仍是上一年度的。"),
    ("会议纪律", "会议迟到2人，没有履行请假手续。"),
    ("办理超期", "抽查10件群众来件，2件超过承诺期限。"),
];

/// What the team remembers.
pub(crate) struct Visits {
    chance: Chance,
    made: usize,
    /// Items visited, by plan and number.
    done: BTreeSet<(MatterId, u32)>,
    /// Visits of which a publication is proposed.
    published: BTreeSet<MatterId>,
}

impl Visits {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "visits"), made: 0, done: BTreeSet::new(), published: BTreeSet::new() }
    }
}

/// The year's plan from this day on: what is over is not planned any more.
pub(crate) fn plan(today: Day) -> Value {
    let rows: Vec<Value> = OWNERS
        .iter()
        .flat_map(|(owner, quarters, _)| quarters.iter().map(move |quarter| (owner, *quarter)))
        .filter(|(_, quarter)| place(*quarter) >= place(Quarter::of(today)))
        .map(|(owner, quarter)| {
            let node = (quarter == Quarter::Third).then_some("mid_autumn");
            json!({"owner": owner, "quarter": quarter, "visits": 1, "node": node})
        })
        .collect();
    if rows.is_empty() {
        return json!({"verb": "draft", "rows": [{"owner": "organization", "quarter": Quarter::Fourth, "visits": 1}]});
    }
    json!({"verb": "draft", "rows": rows})
}

fn place(quarter: Quarter) -> Option<usize> {
    Quarter::ALL.iter().position(|one| *one == quarter)
}

impl Play<'_> {
    /// Visits of this day.
    pub(crate) fn inspect(&mut self, day: Day) -> Vec<Sent> {
        if self.ends_in(LAST, day) {
            return self.visit(day, None).into_iter().collect();
        }
        // The team goes on Tuesdays and Thursdays.
        if !matches!(day.number().rem_euclid(7), 5 | 0) {
            return Vec::new();
        }
        let stage = Some(inspection_plan::stage::RUNNING);
        let plans = self.found(&Query { kind: "inspection_plan", stage, ..Query::default() });
        for plan in plans {
            let Some((_, state)) = self.known::<inspection_plan::State>(&plan.id) else { continue };
            if state.opened.year != day.year() {
                continue;
            }
            let due = |item: &&Item| {
                let quarter = item.row.quarter == Quarter::of(day);
                quarter
                    && is_due(item.number, day)
                    && !self.affairs.visits.done.contains(&(plan.id.clone(), item.number))
            };
            let next = state.items.iter().filter(due).find(|item| is_carried_out(item, day));
            if let Some(item) = next {
                self.affairs.visits.done.insert((plan.id.clone(), item.number));
                return self.visit(day, Some((&plan.id, item))).into_iter().collect();
            }
        }
        Vec::new()
    }

    /// One visit: entered by the section on the day itself.
    fn visit(&mut self, day: Day, planned: Option<(&MatterId, &Item)>) -> Option<Sent> {
        let clerk = self.clerk()?;
        let owner = planned.map_or("organization", |(_, item)| item.row.owner.0.as_str()).to_owned();
        let unit = self.visited()?;
        let team = self.team(&owner, unit)?;
        let kin: Vec<usize> = team.iter().flat_map(|(_, person)| self.cast.family(*person)).collect();
        let body: Vec<usize> = self.world.body(unit).into_iter().filter(|who| !kin.contains(who)).collect();
        let visits = &mut self.affairs.visits;
        visits.made += 1;
        let count = if planned.is_none() { 2 } else { *visits.chance.weighted(&[(20, 0), (45, 1), (35, 2)])? };
        let first = visits.chance.index(FINDINGS.len());
        let findings: Vec<Value> = FINDINGS
            .iter()
            .cycle()
            .skip(first)
            .take(count)
            .map(|(category, facts)| json!({"category": category, "facts": facts}))
            .collect();
        let concerned = body.last().filter(|_| count > 0 && visits.chance.percent(50));
        let concerned: Vec<Value> =
            concerned.map(|who| json!({"finding": 1, "person": self.cast.person(*who)})).into_iter().collect();
        let team: Vec<Value> =
            team.iter().map(|(owner, who)| json!({"owner": owner, "person": self.cast.person(*who)})).collect();
        let action = json!({
            "verb": "register",
            "form": if visits.made.is_multiple_of(3) { "open" } else { "covert" },
            "unit": self.cast.unit(unit),
            "day": day,
            "unannounced": !visits.made.is_multiple_of(3),
            "node": planned.and_then(|(_, item)| item.row.node.clone()),
            "plan": planned.map(|(plan, _)| plan),
            "item": planned.map(|(_, item)| item.number),
            "team": team,
            "course": "上午到单位查看服务窗口、办公室和值班室，查阅考勤、值班和公示资料。",
            "findings": findings,
            "concerned": concerned,
        });
        let published = count > 0 && visits.made.is_multiple_of(PUBLISHED);
        let (id, sent) = self.opens("inspection", clerk, Wave::of(day, 3), action);
        if published {
            self.affairs.visits.published.insert(id);
        }
        Some(sent)
    }

    /// Townships and bureaus, another each time; nobody of the team's own units.
    fn visited(&mut self) -> Option<usize> {
        let senders: Vec<&str> = OWNERS.iter().flat_map(|(_, _, units)| units.iter().copied()).collect();
        let units = self.world.made.units.iter().enumerate();
        let fits = |(key, unit): &(usize, &crate::made::Unit)| {
            matches!(unit.sort, Sort::Township | Sort::Government | Sort::Institution)
                && !senders.contains(&unit.short.as_str())
                && self.world.body(*key).len() > 1
        };
        let able: Vec<usize> = units.filter(fits).map(|(key, _)| key).collect();
        self.affairs.visits.chance.pick(&able).copied()
    }

    /// Two people: of the owner and of the department, or of two owners.
    fn team(&self, owner: &str, visited: usize) -> Option<Vec<(&'static str, usize)>> {
        let other = if owner == "organization" { "work_committee" } else { "organization" };
        let sent = |owner: &str| {
            let (owner, _, units) = OWNERS.iter().find(|(known, _, _)| *known == owner)?;
            let unit = units.iter().filter_map(|short| self.unit_named(short)).find(|unit| *unit != visited)?;
            // Not the heads: they decide.
            let mut staff = self.world.staff(unit).into_iter().filter(|who| !self.world.heads(*who));
            staff.next_back().map(|who| (*owner, who))
        };
        Some(vec![sent(owner)?, sent(other)?])
    }

    /// What is owed about a visit.
    pub(crate) fn answer_visit(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let day = wave.day();
        let verb = owed.verb.as_deref()?;
        let number = || owed.key.rsplit(':').next().and_then(|number| number.parse::<u32>().ok());
        let again = self.was_refused(owed);
        let action = match verb {
            "sign" if self.gets_to_it(30) => json!({"verb": verb}),
            "notify" => return self.notify(owed, wave),
            "reply" if self.gets_to_it(9) => {
                json!({"verb": verb, "text": "情况属实，当天已责成有关人员改正，并在干部会上提醒。"})
            }
            "state" if self.gets_to_it(9) => {
                json!({"verb": verb, "text": "本人当时在村里处理事务，没有向办公室报备，今后注意。"})
            }
            "assess" if self.gets_to_it(14) => {
                let (_, state) = self.known::<State>(&owed.matter)?;
                assessment(&mut self.affairs.visits.chance, &state)
            }
            "measure" if self.affairs.visits.published.remove(&owed.matter) => return self.publish(owed, wave),
            "measure" if self.gets_to_it(12) => {
                let by = day.plus(if again { 2 } else { self.affairs.visits.chance.between(9, 15) });
                json!({"verb": verb, "finding": number()?, "measure": "明确岗位责任和AB岗，每周抽查并通报。", "by": by})
            }
            "report" => {
                let soon = owed.due.is_some_and(|due| day.days_until(due) <= 3);
                if !soon || !self.gets_to_it(14) {
                    return None;
                }
                json!({"verb": verb, "finding": number()?, "done": "措施已落实，抽查三次，没有再发现同类问题。"})
            }
            "recheck" if self.gets_to_it(7) => {
                let passed = self.affairs.visits.chance.percent(85);
                let opinion = if passed {
                    "现场复查，整改到位。"
                } else {
                    "抽查仍有一次空岗，继续整改。"
                };
                json!({"verb": verb, "finding": number()?, "passed": passed, "opinion": opinion})
            }
            "approve" if self.gets_to_it(15) => json!({"verb": verb}),
            _ => return None,
        };
        let avoid = match verb {
            "assess" | "recheck" | "approve" => self.concerned(&owed.matter),
            _ => Vec::new(),
        };
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    /// Whom the findings concern, and their relatives.
    fn concerned(&self, visit: &MatterId) -> Vec<usize> {
        let people = self.known::<State>(visit).map(|(_, state)| state.registered.record.concerned).unwrap_or_default();
        let keys = people.iter().filter_map(|one| self.cast.person_key(&one.person));
        keys.flat_map(|key| self.cast.family(key)).collect()
    }

    /// The unit is told: with the paper that goes out about it once this has its number, by itself where that takes too long.
    fn notify(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let document = match self.affairs.letters.of(&owed.matter) {
            None => return self.draft_notice(owed, wave),
            Some(letter) => self.document(&letter),
        };
        let near = owed.due.is_none_or(|due| wave.day().days_until(due) <= 1);
        if document.is_none() && !near {
            return None;
        }
        let action =
            json!({"verb": "notify", "document": document, "text": "请对照问题说明情况，涉及的干部可以同时陈述。"});
        self.by_owner(owed, wave, action)
    }

    /// What stands is to be told to others.
    fn publish(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let clerk = self.clerk()?;
        let action =
            json!({"verb": "propose", "scope": "county", "text": "督查发现窗口和值班纪律方面的问题，已责成整改。"});
        Some(self.acts("inspection", clerk, wave, Target::existing(owed.matter.clone(), owed.n), action))
    }
}

/// Whether it is time for an item of the quarter.
fn is_due(number: u32, day: Day) -> bool {
    let months = i64::from((day.month() - 1) % 3);
    let into = months * 30 + i64::from(day.day());
    into >= BEGINS + i64::from(number % 3) * APART
}

/// The committee of the county's own departments did not get to it in even years.
fn is_carried_out(item: &Item, day: Day) -> bool {
    item.row.owner.0 != "work_committee" || day.year() % 2 != 0
}

fn assessment(chance: &mut Chance, state: &State) -> Value {
    let one = |(number, _): (u32, &opinion::daily::inspection::FindingRow)| {
        let (verdict, reason) = *chance.weighted(&[
            (60, ("uncontested", "单位没有异议，有现场照片。")),
            (25, ("not_accepted", "说明与考勤记录不符。")),
            (15, ("accepted", "有调班记录，人员在岗。")),
        ])?;
        Some(json!({"finding": number, "verdict": verdict, "reason": reason}))
    };
    let rows: Vec<Value> = (1..).zip(&state.registered.record.visit.findings).filter_map(one).collect();
    json!({"verb": "assess", "rows": rows})
}

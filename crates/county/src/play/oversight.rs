//! Auditors and tours: twice a year a chief is put on the audit plan and a tour gives a list back to a unit; both are put right item by
//! item, shown, and struck off by the section. Audits of those who leave propose themselves, and the handover's letter entrusts them.

use engine::{days::Day, facts::Query, parts::RectificationStage};
use opinion::{
    focus::audit_result::{self, Occasion},
    joint::tour_findings,
    mending::Item,
};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;
use crate::made::Sort;

/// Months and day of the month in which a chief is put on the plan, and in which a tour gives back what it found.
const PLANNED: [i8; 2] = [3, 9];
const PLANNED_ON: i8 = 12;
const TOURED: [i8; 2] = [4, 10];
const TOURED_ON: i8 = 17;
/// Days from the audit's notice to its report.
const AUDITED: i64 = 45;
/// Days that a measure is given.
const GIVEN: i64 = 40;

/// What tours find.
const PROBLEMS: [(&str, &str); 5] = [
    ("body", "党委会议记录不规范，个别议题没有记录表态情况。"),
    ("selection", "中层岗位任用前征求意见的范围不够。"),
    ("party", "谈心谈话记录过于简单。"),
    ("branch", "两个支部换届不及时。"),
    ("integrity", "公务接待清单要素不全。"),
];
/// What audits find: kind, problem, responsibility and amount in 分.
const FINDINGS: [(&str, &str, &str, i64); 4] = [
    ("budget", "往来款项长期挂账未清理。", "leading", 18_650_000),
    ("project", "一个小型工程未按规定比选。", "direct", 42_300_000),
    ("assets", "部分固定资产未登记入账。", "leading", 9_120_000),
    ("control", "公务卡结算制度执行不严。", "unstated", 0),
];

/// What they remember.
pub(crate) struct Oversight {
    chance: Chance,
    made: usize,
}

impl Oversight {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "oversight"), made: 0 }
    }
}

impl Play<'_> {
    /// What begins on this day.
    pub(crate) fn oversee(&mut self, day: Day) -> Vec<Sent> {
        let planned = PLANNED.contains(&day.month()) && self.monthly(PLANNED_ON, day);
        let toured = TOURED.contains(&day.month()) && self.monthly(TOURED_ON, day);
        if planned {
            return self.plan_audit(day).into_iter().collect();
        }
        if toured { self.tour(day).into_iter().collect() } else { Vec::new() }
    }

    /// Another township or bureau each time.
    fn overseen(&mut self) -> Option<usize> {
        let units = self.world.made.units.iter().enumerate();
        let fits = |(key, unit): &(usize, &crate::made::Unit)| {
            matches!(unit.sort, Sort::Township | Sort::Government)
                && self.world.body(*key).len() > 1
                && !self.world.heads_of(*key).is_empty()
        };
        let able: Vec<usize> = units.filter(fits).map(|(key, _)| key).collect();
        self.affairs.oversight.chance.pick(&able).copied()
    }

    /// A chief who is not being audited.
    fn plan_audit(&mut self, day: Day) -> Option<Sent> {
        let clerk = self.clerk()?;
        let unit = self.overseen()?;
        let chief = *self.world.heads_of(unit).first()?;
        if self.cast.family(chief).contains(&clerk) {
            return None;
        }
        let person = self.cast.person(chief);
        let (today, id) = (day, self.cast.unit(unit));
        let seat = self.county.reader().ask(|facts| facts.posts(&person, today)).ok()?;
        let seat = seat.into_iter().find(|at| at.unit == id && at.chief)?;
        let query = Query { kind: "audit_result", person: Some(person.clone()), open: Some(true), ..Query::default() };
        if !self.found(&query).is_empty() {
            return None;
        }
        let ground = format!("经济责任审计工作联席会议{}年第1次会议", day.year());
        let action = json!({"verb": "propose", "person": person, "post": seat.post, "occasion": "in_office",
            "year": day.year(), "from": seat.since.min(day), "to": day, "ground": ground});
        Some(self.opens("audit_result", clerk, Wave::of(day, 3), action).1)
    }

    /// A tour gives back three problems; one of them concerns a member of the body.
    fn tour(&mut self, day: Day) -> Option<Sent> {
        let clerk = self.clerk()?;
        let unit = self.overseen()?;
        let kin = self.cast.family(clerk);
        let member = self.world.body(unit).into_iter().rfind(|who| !kin.contains(who) && !self.world.heads(*who));
        let oversight = &mut self.affairs.oversight;
        oversight.made += 1;
        let first = oversight.chance.index(PROBLEMS.len());
        let row = |(at, (kind, problem)): (usize, &(&str, &str))| {
            let persons: Vec<_> = member.iter().filter(|_| at == 0).map(|who| self.cast.person(*who)).collect();
            json!({"problem": problem, "kind": kind, "persons": persons})
        };
        let rows: Vec<Value> = PROBLEMS.iter().cycle().skip(first).take(3).enumerate().map(row).collect();
        let round = format!("第{}轮", self.affairs.oversight.made);
        let action = json!({"verb": "register", "tour": "县委第一巡察组常规巡察", "round": round, "kind": "tour",
            "unit": self.cast.unit(unit), "day": day, "rows": rows});
        Some(self.opens("tour_findings", clerk, Wave::of(day, 3), action).1)
    }

    /// Whether somebody gets to it: seldom while there is time, mostly when the limit is near.
    fn minds(&mut self, owed: &Owed, wave: Wave, percent: u64) -> bool {
        let near = owed.due.is_some_and(|due| wave.day().days_until(due) < 6);
        self.affairs.oversight.chance.percent(if near { 30 } else { percent })
    }

    /// Letter, notice, report, opinion, 销号, filing.
    pub(crate) fn answer_audit(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        if !self.minds(owed, wave, 6) {
            return None;
        }
        let (_, state) = self.known::<audit_result::State>(&owed.matter)?;
        let action = match verb {
            // The handover's letter entrusts the audit of whoever leaves.
            "entrust" if state.proposed.occasion == Occasion::Leaving && state.proposed.handover.is_some() => {
                return None;
            }
            "entrust" => {
                let number = format!("青组函〔{}〕{}号", day.year(), self.affairs.oversight.chance.between(91, 160));
                json!({"verb": verb, "day": day, "number": number, "organ": "县审计局"})
            }
            "notify" => {
                let number = format!("青审通〔{}〕{}号", day.year(), self.affairs.oversight.chance.between(1, 60));
                json!({"verb": verb, "day": day, "number": number, "leader": "审计组组长"})
            }
            "report" => {
                if state.notified.as_ref().is_none_or(|one| one.day.days_until(day) < AUDITED) {
                    return None;
                }
                self.audit_report(day)
            }
            "state" => json!({"verb": verb, "agrees": true}),
            "file" => {
                let until = state.reported.as_ref().and_then(|one| one.appeal_until);
                if until.is_some_and(|last| day <= last) {
                    return None;
                }
                json!({"verb": verb, "day": day, "place": "监督信息档案盒，12页", "copies": "县纪委监委"})
            }
            _ => self.mend(&state.items, owed, wave)?,
        };
        let subject = self.cast.person_key(&state.proposed.person);
        let avoid = subject.filter(|_| verb != "state").map(|key| self.cast.family(key)).unwrap_or_default();
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    fn audit_report(&mut self, day: Day) -> Value {
        let chance = &mut self.affairs.oversight.chance;
        let (count, first) = (chance.index(3), chance.index(FINDINGS.len()));
        let number = format!("青审经报〔{}〕{}号", day.year(), chance.between(1, 60));
        let row = |(kind, problem, responsibility, amount): &(&str, &str, &str, i64)| {
            let amount = (*amount > 0).then_some(amount);
            json!({"problem": problem, "kind": kind, "responsibility": responsibility, "amount": amount})
        };
        let findings: Vec<Value> = FINDINGS.iter().cycle().skip(first).take(count).map(row).collect();
        json!({"verb": "report", "day": day, "number": number, "findings": findings})
    }

    /// Delivery, plan, progress, 销号; half of those concerned say something.
    pub(crate) fn answer_tour(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        let slow = matches!(verb, "progress" | "report_item");
        if !self.minds(owed, wave, if slow { 3 } else { 9 }) {
            return None;
        }
        let (_, state) = self.known::<tour_findings::State>(&owed.matter)?;
        let action = match verb {
            "deliver" => json!({"verb": verb, "day": day, "received_by": "单位办公室"}),
            "plan" => {
                if state.open().any(|item| item.one.measure.is_none()) {
                    return None;
                }
                json!({"verb": verb, "agreed_on": day, "text": "主要负责人任组长，班子成员按分工认领。"})
            }
            "progress" => json!({"verb": verb, "day": day, "text": "按方案推进，未完成的继续整改。"}),
            "state" => {
                let own = state.concerned().find(|one| owed.key.ends_with(one.person.as_str()))?;
                json!({"verb": verb, "item": own.item, "text": "当时按惯例办理，今后严格按程序执行。"})
            }
            _ => self.mend(&state.items, owed, wave)?,
        };
        let concerned: Vec<usize> = state.concerned().filter_map(|one| self.cast.person_key(&one.person)).collect();
        let kin = concerned.iter().flat_map(|key| self.cast.family(*key)).collect();
        let avoid: Vec<usize> = if verb == "state" { Vec::new() } else { kin };
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    /// What is done about one problem of a list; one report of eight is sent back.
    fn mend(&mut self, items: &[Item], owed: &Owed, wave: Wave) -> Option<Value> {
        let number: u32 = owed.key.rsplit(':').next()?.parse().ok()?;
        let item = items.iter().find(|item| item.number == number)?;
        let day = wave.day();
        match owed.verb.as_deref()? {
            "measure" => {
                let by = item.last.map_or(day.plus(GIVEN), |last| last.min(day.plus(GIVEN))).max(day);
                Some(
                    json!({"verb": "measure", "item": number, "measure": "明确责任人，逐项清理并完善制度。", "by": by}),
                )
            }
            "report_item" => Some(json!({"verb": "report_item", "item": number, "done": "已整改到位并建立制度。",
                "evidence": "整改台账和制度文件"})),
            "check" => {
                let again = item.opinion.is_some() || item.one.stage != RectificationStage::Reported;
                let passed = again || !self.affairs.oversight.chance.percent(12);
                let opinion =
                    if passed { "查阅原件，整改到位。" } else { "佐证不全，补充后再报。" };
                Some(json!({"verb": "check", "item": number, "passed": passed, "opinion": opinion}))
            }
            _ => None,
        }
    }
}

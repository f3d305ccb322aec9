//! 组织生活: a few townships have a branch; its clerk enters what it holds, members move in and out, and once a year each of its leading cadres is
//! reviewed, in one township in spring, in another in summer, in the rest when the year ends.

use engine::{
    days::{Day, HalfDay, Period},
    facts::Query,
    words::PersonId,
};
use opinion::political::{
    member_review,
    party_branch::{self, Leader},
    party_life::{self, Item},
};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// Days after the beginning on which the branches are entered.
const ENTERED: i64 = 3;
/// The code of the yearly review among sessions.
const REVIEW: &str = "appraisal";
/// Months and day of the month in which the first townships hold their review of the year before others do.
const EARLY: [i8; 2] = [4, 8];
const EARLY_ON: i8 = 20;
/// Days that somebody is given to put something right.
const GIVEN: i64 = 60;
/// Days before a limit at which somebody begins to look at what he owes.
const SOON: i64 = 12;
/// The most ballots that are handed out.
const BALLOTS: u32 = 15;

/// What they remember.
pub(crate) struct Branches {
    chance: Chance,
}

impl Branches {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "branches") }
    }
}

impl Play<'_> {
    /// Branches entered, and reviews held before the year's last quarter.
    pub(crate) fn gather(&mut self, day: Day) -> Vec<Sent> {
        if self.comes(ENTERED, day) {
            return self.towns().into_iter().filter_map(|town| self.enter_branch(town, day)).collect();
        }
        let early = EARLY.iter().position(|month| *month == day.month());
        let town = early.filter(|_| self.monthly(EARLY_ON, day)).and_then(|at| self.towns().get(at).copied());
        town.and_then(|town| self.hold_review(town, day)).into_iter().collect()
    }

    fn is_member(&self, person: &PersonId) -> bool {
        let cadre = self.cast.person_key(person).and_then(|key| self.world.made.cadre(key));
        cadre.is_some_and(|cadre| cadre.politics == "中共党员")
    }

    /// The township's branch with the Party members of its body; two of its deputies sit in the committee.
    fn enter_branch(&mut self, town: usize, day: Day) -> Option<Sent> {
        let (clerk, unit) = (self.unit_clerk(town)?, self.cast.unit(town));
        let mut seats = self.seated(&unit, day);
        seats.retain(|at| self.is_member(&at.person));
        let mut committee = 2;
        let mut row = |at: &engine::facts::PostAt| {
            let sits = !at.chief && committee > 0;
            committee -= i32::from(sits);
            json!({"person": at.person, "committee": sits})
        };
        let leaders: Vec<Value> = seats.iter().map(&mut row).collect();
        let name = &self.world.made.unit(town)?.short;
        let branch = json!({"name": format!("{name}机关党支部"), "secretary": "组织委员兼任",
            "formal": leaders.len() + 15, "probationary": 1, "committee": 5, "groups": []});
        let action = json!({"verb": "open", "unit": unit, "branch": branch, "since": "2016-07-01", "leaders": leaders});
        Some(self.opens("party_branch", clerk, Wave::of(day, 1), action).1)
    }

    /// Whoever came or left is transferred; where that cannot be, it is said that nothing is to be transferred.
    pub(crate) fn answer_branch(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.affairs.branches.chance.percent(9) {
            return None;
        }
        let (day, (verb, person)) = (wave.day(), owed.key.split_once(':')?);
        let action = match verb {
            _ if self.was_refused(owed) => {
                json!({"verb": "keep", "person": person, "reason": "组织关系已在其他支部，不需转接"})
            }
            "dismiss" => json!({"verb": verb, "person": person, "day": day, "to": "现任职单位党支部"}),
            "admit" => json!({"verb": verb, "leader": {"person": person}, "day": day}),
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// What the quarter asks for is held one by one; what was not held is explained.
    pub(crate) fn answer_quarter(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        if !self.turns_to_branch(owed, wave) {
            return None;
        }
        let (_, state) = self.known::<party_life::State>(&owed.matter)?;
        let place = owed.key.split(':').nth(1)?;
        let item = place.parse::<u32>().ok();
        if verb == "explain" {
            let action = json!({"verb": verb, "item": item?, "reason": "集中防汛值守，次月补开"});
            return self.by_owner(owed, wave, action);
        }
        let item: Option<&Item> = item.and_then(|number| state.items.iter().find(|item| item.number == number));
        let (from, to) = item.map_or((state.opened.from, state.opened.to), |item| (item.from, item.to));
        if day < from || to < day {
            return None;
        }
        let kind = item.map_or(place, |item| item.kind.as_str()).to_owned();
        let action = self.session(&state, &kind, day)?;
        self.by_owner(owed, wave, action)
    }

    fn turns_to_branch(&mut self, owed: &Owed, wave: Wave) -> bool {
        let near = owed.due.is_some_and(|due| wave.day().days_until(due) < SOON);
        self.affairs.branches.chance.percent(if near { 25 } else { 4 })
    }

    /// A session as the clerk enters it: who of the leading cadres was there, how many of the others.
    fn session(&mut self, state: &party_life::State, kind: &str, day: Day) -> Option<Value> {
        let (_, branch) = self.known::<party_branch::State>(&state.opened.branch)?;
        let (committee, card) = (kind == "committee", &branch.card.branch);
        let called: Vec<&Leader> = branch.on(day).filter(|leader| !committee || leader.committee).collect();
        let keys: Vec<usize> = called.iter().filter_map(|leader| self.cast.person_key(&leader.person)).collect();
        let there = self.there(&keys, Period { from: HalfDay::morning(day), to: HalfDay::afternoon(day) });
        let row = |leader: &&Leader| {
            let present = self.cast.person_key(&leader.person).is_some_and(|key| there.contains(&key));
            json!({"person": leader.person, "present": present, "reason": (!present).then_some("business")})
        };
        let leaders: Vec<Value> = called.iter().map(row).collect();
        let members = if committee { card.committee.unwrap_or_default() } else { card.members() };
        let rest = members.saturating_sub(u32::try_from(leaders.len()).ok()?);
        let away = u32::from(self.affairs.branches.chance.percent(50)).min(rest.saturating_sub(1));
        let theme = match kind {
            REVIEW => "民主评议党员",
            "organization_life" => "对照检查、开展批评和自我批评",
            "lecture" => "支部书记讲党课",
            "theme_day" => "学习研讨和志愿服务",
            "talks" => "支委之间、支委和党员、党员之间谈心谈话",
            _ => "研究支部工作",
        };
        Some(
            json!({"verb": "enter", "kind": kind, "day": day, "theme": theme, "leaders": leaders, "others": rest - away}),
        )
    }

    /// The year's review, of the branch's own accord.
    fn hold_review(&mut self, town: usize, day: Day) -> Option<Sent> {
        let (clerk, unit) = (self.unit_clerk(town)?, self.cast.unit(town));
        let query = Query { kind: "party_life", unit: Some(unit), open: Some(true), ..Query::default() };
        let found = self.found(&query).into_iter().find_map(|brief| {
            let (last, state) = self.known::<party_life::State>(&brief.id)?;
            let now = state.closed.is_none() && state.opened.from <= day && day <= state.opened.to;
            now.then_some((brief.id, last, state))
        });
        let (id, last, state) = found?;
        let action = self.session(&state, REVIEW, day)?;
        Some(self.acts("party_life", clerk, Wave::of(day, 1), Target::existing(id, last), action))
    }

    /// 民主评议党员结果: his own account, what the others said, ballots, opinion, telling; few object, few have something to put right.
    pub(crate) fn answer_member(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let (day, verb) = (wave.day(), owed.verb.as_deref()?);
        if !self.turns_to_branch(owed, wave) || self.was_refused(owed) {
            return None;
        }
        let (_, state) = self.known::<member_review::State>(&owed.matter)?;
        let present = state.session.present;
        let chance = &mut self.affairs.branches.chance;
        let action = match verb {
            "account" => json!({"verb": verb, "day": day, "words": "按期参加组织生活，完成分管工作，深入村组还不够。"}),
            "answer" if state.mends() && chance.percent(40) => {
                json!({"verb": "object", "grounds": "下村记录没有全部统计，请再核对。"})
            }
            "answer" => json!({"verb": verb, "words": "无意见"}),
            "hear" => json!({"verb": verb, "speakers": present.min(6), "gist": "认可其工作，建议多到村组走访。"}),
            "count" => json!({"verb": verb, "ballot": ballot(present.min(BALLOTS))}),
            "conclude" => {
                let grade = match chance.below(100) {
                    0..25 => "excellent",
                    25..93 => "qualified",
                    _ => "basic",
                };
                json!({"verb": verb, "day": day, "organ": "committee", "grade": grade,
                    "words": "按期参加组织生活，履行党员义务，完成分管工作。"})
            }
            "tell" => json!({"verb": verb, "day": day, "how": "支部书记当面告知"}),
            "review" => {
                json!({"verb": verb, "by": "branch", "body": "支部党员大会", "day": day, "grade": "qualified",
                    "words": "补充核对下村记录，改为合格。", "told": day})
            }
            "order" => json!({"verb": verb, "what": "每月下村不少于4次，按月报支部", "by": day.plus(GIVEN)}),
            "recheck" if state.mending().is_some_and(|one| day >= one.ordered.order.by) => {
                json!({"verb": verb, "day": day, "passed": true, "words": "查阅下村台账，已经改正。"})
            }
            _ => return None,
        };
        if matches!(verb, "account" | "answer") {
            let own = self.cast.person_key(&state.opened.person)?;
            return Some(self.sent(own, owed, owed.n, wave, action));
        }
        let person = state.opened.person.clone();
        self.by_other(owed, wave, &person, action)
    }
}

/// Most say 合格, a third 优秀.
fn ballot(count: u32) -> Value {
    let excellent = count / 3;
    json!({"issued": count, "returned": count, "valid": count, "excellent": excellent, "qualified": count - excellent,
        "basic": 0, "unqualified": 0})
}

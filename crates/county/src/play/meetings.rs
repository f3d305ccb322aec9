//! 议事决策: a few townships' Party committees meet once a month; the recorder writes down who is there, who says what in which order, and what
//! was decided. And the department goes through the dossiers once a year.

use engine::{
    days::{Day, HalfDay, Period},
    words::MatterId,
};
use opinion::{
    focus::dossier_review,
    political::deliberation::{Origin, State},
};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::season::works;
use super::trips::Wave;
use crate::chance::Chance;

/// The day of the month on which meetings are called, and how many days later they are held at least.
const CALLED: i8 = 8;
const LATER: i64 = 2;
/// What townships decide: title, what it is by 三重一大, what follows.
const ITEMS: [(&str, &str, &str); 6] = [
    ("集镇供水管网改造工程", "project", "完成工程预算和招标文件编制"),
    ("季度大额资金支出安排", "funds", "按支出计划拨付"),
    ("年度重点工作任务分解", "decision", "分解到村（社区）并公示"),
    ("农村道路养护方案", "project", "落实养护队伍"),
    ("秸秆禁烧工作方案", "decision", "组织网格巡查"),
    ("村级集体经济项目申报", "project", "报县农业农村局审核"),
];

/// What the recorders remember.
pub(crate) struct Meetings {
    chance: Chance,
    /// Meetings called: when they are held, which, in which township, by whom they are recorded, whom they have as members.
    called: Vec<(Day, MatterId, usize, Vec<usize>)>,
}

impl Meetings {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "meetings"), called: Vec::new() }
    }
}

impl Play<'_> {
    /// Meetings called and meetings held on this day.
    pub(crate) fn deliberate(&mut self, day: Day) -> Vec<Sent> {
        let mut sent = self.decide(day);
        if self.monthly(CALLED, day) {
            for town in self.towns() {
                sent.extend(self.call(town, day));
            }
        }
        sent
    }

    fn call(&mut self, town: usize, day: Day) -> Option<Sent> {
        let first = usize::try_from(self.affairs.meetings.chance.between(0, 5)).ok()?;
        let item = |at: usize| {
            ITEMS.get((first + at) % ITEMS.len()).map(|(title, topic, _)| json!({"title": title, "topic": topic}))
        };
        let items: Vec<Value> = [0, 1].into_iter().filter_map(item).collect();
        self.call_meeting(town, "party_committee", items, day).map(|(_, sent)| sent)
    }

    /// A meeting of a unit's body some days later, entered by the unit's clerk.
    pub(crate) fn call_meeting(
        &mut self,
        unit: usize,
        kind: &str,
        items: Vec<Value>,
        day: Day,
    ) -> Option<(MatterId, Sent)> {
        let (clerk, body) = (self.unit_clerk(unit)?, self.world.body(unit));
        let chief = body.first().copied()?;
        let on = (LATER..15).map(|more| day.plus(more)).find(|day| works(self.policy.calendar(), *day))?;
        let members: Vec<Value> = body.iter().map(|key| json!({"person": self.cast.person(*key)})).collect();
        let action = json!({"verb": "convene", "unit": self.cast.unit(unit), "body": kind, "form": "on_site",
            "at": HalfDay::morning(on), "place": "三楼会议室", "chief": self.cast.person(chief),
            "recorder": self.cast.person(clerk), "members": members, "items": items});
        let (id, sent) = self.opens("deliberation", clerk, Wave::of(day, 1), action);
        self.affairs.meetings.called.push((on, id.clone(), clerk, body));
        Some((id, sent))
    }

    /// The whole of a meeting in one morning, as its recorder enters it; one to which too few can come is not held.
    fn decide(&mut self, day: Day) -> Vec<Sent> {
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.affairs.meetings.called).into_iter().partition(|called| called.0 <= day);
        self.affairs.meetings.called = later;
        let mut sent = Vec::new();
        for (_, id, clerk, body) in due {
            let morning = Period { from: HalfDay::morning(day), to: HalfDay::morning(day) };
            let (there, wave) = (self.there(&body, morning), Wave::of(day, 0));
            let Some((last, state)) = self.known::<State>(&id) else { continue };
            let actions = match there.first() {
                Some(first) if there.len() * 2 >= body.len() => self.minutes(&state, &there, &body, *first, day),
                _ => vec![json!({"verb": "cancel", "reason": "多数成员外出，另行通知"})],
            };
            for (after, action) in (last..).zip(actions) {
                sent.push(self.acts("deliberation", clerk, wave, Target::existing(id.clone(), after), action));
            }
        }
        sent
    }

    /// Attendance, then each item spoken on from the last of the body to its head, then its result, then the end.
    fn minutes(&mut self, state: &State, there: &[usize], body: &[usize], chair: usize, day: Day) -> Vec<Value> {
        let attendance: Vec<Value> = body
            .iter()
            .map(|key| match there.contains(key) {
                true => json!({"person": self.cast.person(*key), "presence": "present"}),
                false => json!({"person": self.cast.person(*key), "presence": "excused", "reason": "外出"}),
            })
            .collect();
        let mut actions = vec![json!({"verb": "start", "chair": self.cast.person(chair), "attendance": attendance})];
        for item in state.items.iter().filter(|item| !matches!(item.origin, Some(Origin::Revisit(_)))) {
            // Now and then something is not ripe.
            let waits = self.affairs.meetings.chance.percent(8);
            let stance = |at: usize| if waits && at.is_multiple_of(2) { "defer" } else { "agree" };
            let mut order: Vec<usize> = there.iter().copied().filter(|key| *key != chair).rev().collect();
            order.push(chair);
            let said: Vec<Value> = order
                .iter()
                .enumerate()
                .map(|(at, key)| json!({"person": self.cast.person(*key), "stance": stance(at)}))
                .collect();
            let agree = (0..order.len()).filter(|at| stance(*at) == "agree").count();
            let passed = agree * 2 > body.len();
            let follows = ITEMS.iter().find(|(title, ..)| *title == item.title).map(|(_, _, follows)| *follows);
            let task = |what: &str| json!({"what": what, "unit": state.unit, "by": day.plus(25)});
            let tasks: Vec<Value> = follows.filter(|_| passed).map(task).into_iter().collect();
            actions.push(json!({"verb": "speak", "item": item.number, "speeches": said}));
            actions.push(json!({"verb": "resolve", "item": item.number,
                "result": if passed { "passed" } else { "deferred" },
                "words": if passed { "原则同意，会后抓好落实" } else { "补充论证后再议" },
                "tasks": tasks}));
        }
        actions.push(json!({"verb": "close"}));
        actions
    }

    /// Minutes are signed, tasks are reported.
    pub(crate) fn answer_meeting(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let action = match owed.verb.as_deref()? {
            "sign" if self.affairs.meetings.chance.percent(45) => json!({"verb": "sign"}),
            "finish" if self.affairs.meetings.chance.percent(7) => {
                let task: u32 = owed.key.rsplit(':').next()?.parse().ok()?;
                json!({"verb": "finish", "task": task, "day": wave.day(), "words": "已按会议决定落实"})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// Dossiers are gone through one by one; now and then something has to be asked for, and is brought in later.
    pub(crate) fn answer_review(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.affairs.meetings.chance.percent(30) {
            return None;
        }
        let (_, state) = self.known::<dossier_review::State>(&owed.matter)?;
        let next = state.waiting().chain(state.missing()).next()?;
        let again = next.checked.is_some();
        let lacks = !again && self.affairs.meetings.chance.percent(4);
        let terms = self.policy.dictionary("dossier_blocks").map(|known| known.terms.as_slice()).unwrap_or_default();
        let row = |term: &engine::policy::Term| {
            let none = matches!(term.code.as_str(), "sanction" | "admonition" | "audit");
            let missing = if lacks && term.code == "declaration" { "本年度报告表" } else { "" };
            json!({"block": term.code, "none": none, "missing": missing})
        };
        let blocks: Vec<Value> = terms.iter().filter(|term| term.group != "sealed").map(row).collect();
        let action = json!({"verb": "check", "person": next.person, "blocks": blocks});
        self.by_owner(owed, wave, action)
    }
}

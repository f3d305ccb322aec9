//! How a key post looks from outside.

use super::{
    facts::{Event, Holder, Seat, State},
    rules::{CHECK, RECUSE, SETTLE, TALK, TERM},
    stage,
};
use crate::{
    focus::{key_department, talkers},
    owed::{duty, section},
};
use engine::{
    days::Day,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (entered, stage) = (&state.entered, state.stage());
    let holder = state.holder();
    let seat = state.seat.as_ref();
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    // Whoever left last is found too: a decision that is taken back puts him there again.
    let former = state.former.last().map(|former| &former.seat.holder).filter(|_| holder.is_none());
    let persons = holder.map(|one| (As::Subject, one.person.clone()));
    let persons = persons.into_iter().chain(former.map(|one| (As::Participant, one.person.clone())));
    Outline {
        title: format!("关键岗位：{}", entered.label),
        stage,
        done: stage == stage::REMOVED,
        persons: persons.collect(),
        units: vec![entered.unit.clone()],
        post: entered.label.clone(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "post": entered.label,
            "department": state.department.as_ref().map_or("", |one| one.name.as_str()),
            "category": entered.category,
            "holder": holder.map_or("", |one| one.name.as_str()),
            "since": day(holder.map(|one| one.since)),
            "deferred": day(seat.and_then(|seat| Some(seat.deferred.as_ref()?.defer.until))),
            "last_talk": day(seat.and_then(last_talk)),
            "last_check": day(state.checks.iter().map(|one| one.check.day).max()),
        }),
        links: state.department.iter().map(|one| ("所属重点部门", one.matter.clone())).collect(),
        text: entered.category.clone(),
    }
}

fn last_talk(seat: &Seat) -> Option<Day> {
    seat.talks.iter().map(|one| one.talk.day).max()
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let Some(seat) = state.seat.as_ref().filter(|_| state.removed.is_none()) else { return Effects::default() };
    let holder = &seat.holder;
    let mut duties = vec![rotation(state, seat, clock)];
    let since = |last: Option<Day>, word: &'static str| {
        last.filter(|last| *last >= holder.noted).map_or((holder.noted, "列入关键岗位"), |last| (last, word))
    };
    let (from, event) = since(last_talk(seat), "上次谈话");
    let what = format!("与{}{}谈话", state.entered.label, holder.name);
    duties.push(duty("talk", &what, talkers(&state.entered.unit, holder.heads), clock.due(TALK, from, event)));
    let (from, event) = since(state.checks.iter().map(|one| one.check.day).max(), "上次检查");
    duties.push(duty(
        "check",
        &format!("检查关键岗位：{}", state.entered.label),
        section(),
        clock.due(CHECK, from, event),
    ));
    if state.stage() == stage::RECUSING {
        let what = format!("认定回避：{}{}", state.entered.label, holder.name);
        duties.push(duty(
            "recuse",
            &what,
            section(),
            clock.due(RECUSE, seat.related.unwrap_or(holder.noted), "发现同单位亲属"),
        ));
    }
    if let Some(recused) = seat.recused.as_ref().filter(|_| state.stage() == stage::SETTLING) {
        let what = format!("落实回避，调整分工或岗位：{}{}", state.entered.label, holder.name);
        let owner = talkers(&state.entered.unit, holder.heads);
        duties.push(duty("settle", &what, owner, clock.due(SETTLE, recused.day, "认定需要回避")));
    }
    Effects { duties, ..Effects::default() }
}

/// Rotation is done by a decision about posts, so no verb of this register discharges it. A day put off replaces the term's and says so.
fn rotation(state: &State, seat: &Seat, clock: &Clock) -> Duty {
    let holder = &seat.holder;
    let mut due = clock.due(TERM, holder.since, "任职");
    if let Some(one) = &seat.deferred {
        due.basis.words = format!("{}；准予缓至{}", due.basis.words, one.defer.until);
        due.day = Some(one.defer.until);
    }
    let what = format!("{}{}轮岗交流", state.entered.label, holder.name);
    Duty { verb: None, ..duty("rotate", &what, section(), due) }
}

pub(super) fn narrate(event: &Event) -> Line {
    let taken = |holder: &Holder| {
        let relations: Vec<&str> = holder.relations.iter().map(|one| one.words.as_str()).collect();
        let relations = if relations.is_empty() {
            String::new()
        } else {
            format!("，同单位亲属：{}", relations.join("、"))
        };
        format!("{}，{}起任职{relations}", holder.name, holder.since.sentence_with_year())
    };
    match event {
        Event::Entered(entered) => {
            let held = entered.holder.as_ref().map_or_else(|| "空缺".to_owned(), taken);
            Line::new("列入关键岗位", format!("{}（{}），{held}", entered.label, entered.category))
        }
        Event::Expected(next) => Line::new("拟接任", format!("{}，{}起任职", next.name, next.day.sentence_with_year())),
        Event::Related(one) => Line::new("亲属到本单位任职", one.relation.words.clone()),
        Event::DeferralEnded(one) => Line::new("取消缓轮", format!("{}批准：{}", one.by, one.reason)),
        Event::Taken(holder) => Line::new("任职", taken(holder)),
        Event::Left(left) => Line::new("离任", format!("{}，{}", left.name, left.day.sentence_with_year())),
        Event::Undone(undone) => Line::new("任免决定撤回", undone.day.sentence()),
        Event::Talked(one) => {
            Line::new("谈话", format!("{}，{}与{}：{}", one.talk.day.sentence(), one.by, one.name, one.talk.text))
        }
        Event::Checked(one) => {
            let check = &one.check;
            Line::new("检查", format!("{}，{}：{}", check.day.sentence(), check.by, check.text))
        }
        Event::Deferred(one) => {
            let until = one.defer.until.sentence_with_year();
            Line::new("缓轮", format!("{}批准缓至{until}：{}", one.by, one.defer.reason))
        }
        Event::Recused(one) => {
            let needed = if one.recuse.needed { "需要回避" } else { "不需回避" };
            Line::new("认定回避", format!("{needed}：{}", one.recuse.text))
        }
        Event::Settled(one) => {
            let settle = &one.settle;
            Line::new("落实回避", format!("{}，{}：{}", settle.day.sentence(), settle.way.word(), settle.text))
        }
        Event::Assigned(one) => {
            let name = one.department.as_ref().map_or("不再归入重点部门", |one| one.name.as_str());
            Line::new("归入重点部门", name)
        }
        Event::PutOver(over) => Line::new("转到新岗位", format!("{}，{}，任职时间连续计算", over.label, over.reason)),
        Event::Removed(one) => Line::new("调出", one.remove.reason.0.clone()).grave(),
    }
}

pub(super) fn steps(_: &State) -> Vec<Step> {
    Vec::new()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (Some(state), "settle") => {
            let recused = state.seat.as_ref().and_then(|seat| seat.recused.as_ref());
            let path = recused.map(|one| one.recuse.text.0.clone()).into_iter().collect();
            Aid { prefill: json!({"day": cx.day}), path, heading: Some("认定的处理"), ..Aid::default() }
        }
        (Some(state), "assign") => {
            let known = key_department::of_unit(&state.entered.unit, cx).into_iter();
            let known = known.map(|(id, department)| (id.0, department.entered.card.name)).collect();
            Aid { choices: vec![("/department", known)], ..Aid::default() }
        }
        (Some(_), "talk" | "check") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        (Some(state), "recuse") => {
            let relations = state.holder().into_iter().flat_map(|holder| &holder.relations);
            let path = relations.map(|one| one.words.clone()).collect();
            Aid { path, heading: Some("同单位亲属"), ..Aid::default() }
        }
        (None, "enter") => Aid {
            choices: vec![("/department", key_department::labels(cx))],
            note: Some("任职人和任职日期从任职登记读取，此后随任免决定变动".to_owned()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}

//! Who talks, lists, gives account, rates and tells, and how history becomes state.

use super::{
    body,
    facts::{
        Action, Answered, Ballot, Begin, Closed, Deliver, Delivered, Event, Left, List, Listed, Open, Opened, Rate,
        Rated, Remind, Reminded, Reseated, Sitting, Skip, Skipped, State, Talk, Talked, Tell, Told, Undone, Way,
    },
    hearing, stage,
};
use crate::{
    checks::{self, filled, not_ahead, term, written},
    focus::secretaries,
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    facts::UnitCard,
    policy::Policy,
    procedure::{Context, Misfit, Refusal, Side},
    words::{MatterId, PersonId},
};

/// How soon the list of what he is first responsible for follows.
pub(super) const LIST: &str = "chief.list";
/// How often a year the superior talks with him.
pub(super) const TALKS: &str = "chief.talks";
/// How often a year the superior talks with the whole body.
pub(super) const COLLECTIVE: &str = "chief.collective";
/// By when after the year he gives account.
pub(super) const REPORT: &str = "chief.report";
/// How soon it is rated.
pub(super) const RATE: &str = "chief.rate";
/// How soon he is told.
pub(super) const TELL: &str = "chief.tell";
/// The fewest valid ballots whose counts are kept and shown.
pub(super) const FLOOR: &str = "chief.ballot_floor";
/// Whoever takes the post within so many months of the year's end gives no account of that year.
pub(super) const SHORT: &str = "chief.short";
/// The table that says on which day the year opens.
pub(super) const OPENS: &str = "chief.opens";
/// The table of the kinds of units whose chiefs are supervised here.
pub(super) const UNITS: &str = "chief.units";
/// 对一把手和领导班子的监督
pub(super) const CLAUSE: &str = "4.1.1";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.undone.is_some() {
            return stage::LEFT;
        }
        match (&self.delivered, &self.rated, &self.told) {
            _ if self.closed.is_some() => stage::DONE,
            (None, ..) if self.left.is_some() => stage::LEFT,
            (None, ..) => stage::OWING,
            (Some(_), None, _) => stage::RATING,
            (Some(_), Some(_), None) => stage::TELLING,
            // What he said while he was in office is rated and told though he left meanwhile; nothing else is owed any more.
            (Some(_), Some(_), Some(_)) if self.left.is_some() => stage::DONE,
            (Some(_), Some(_), Some(_)) => stage::TOLD,
        }
    }

    /// Talks that the superior still owes.
    #[must_use]
    pub fn talks_owed(&self) -> usize {
        self.opened.talks.saturating_sub(self.talks.len())
    }

    /// Whether list and talks are done.
    #[must_use]
    pub fn is_settled(&self, policy: &Policy) -> bool {
        let talked = self.talks_owed() == 0 && self.untalked.is_empty() && !self.owes_body_talk(policy);
        self.list.is_some() && talked
    }

    /// Who talks with him: the head of the unit above, or the county's secretary or head and the leader in charge.
    #[must_use]
    pub fn superiors(&self) -> Vec<Hat> {
        match &self.opened.superior {
            Some(unit) => vec![Hat::Head(unit.clone())],
            None => {
                let first = if self.opened.government { Role::CountyHead } else { Role::CountySecretary };
                vec![Hat::Role(first), Hat::RoleAt(Role::LeaderInCharge, self.opened.unit.clone())]
            }
        }
    }

    /// He himself.
    pub(super) fn own(&self) -> Vec<Hat> {
        vec![Hat::Person(self.opened.person.clone())]
    }
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let system = || vec![Hat::System];
    let Some(state) = state else {
        return vec![
            Offer::new("open", "开启年度监督", section().into_iter().chain(system()).collect()),
            Offer::new("begin", "任职开启", system()),
        ];
    };
    let both = || state.own().into_iter().chain(section()).collect::<Vec<_>>();
    let stage = state.stage();
    let mut offers = Vec::new();
    match stage {
        stage::OWING => offers.push(Offer::new("deliver", "述责述廉", both()).main()),
        stage::RATING => offers.push(Offer::new("rate", "登记评议", section()).main()),
        stage::TELLING => offers.push(Offer::new("tell", "反馈本人", section()).main()),
        _ => {}
    }
    if state.told.is_some() {
        offers.push(Offer::new("answer", "本人说明", state.own()));
    }
    if !matches!(stage, stage::DONE | stage::LEFT) && state.left.is_none() {
        offers.push(Offer::new("list", "列责任清单", state.own()));
        // Once nothing is owed to him, whoever does not see the county no longer finds it.
        let talkers = |owed: bool| {
            let mut talkers = state.superiors();
            talkers.retain(|hat| owed || matches!(hat, Hat::Role(_)));
            talkers
        };
        let body = !state.body.is_empty();
        let by = [
            ("talk", "上级谈话", talkers(state.talks_owed() > 0)),
            ("talk_body", "班子集体谈话", if body { talkers(state.owes_body_talk(cx.policy)) } else { Vec::new() }),
        ];
        let by = by.into_iter().filter(|(.., by)| !by.is_empty());
        offers.extend(by.map(|(verb, label, by)| Offer::new(verb, label, by)));
        offers.push(Offer::new("remind", "登记相互提醒", both()));
        if body {
            offers.push(Offer::new("talk_member", "与班子成员谈话", state.own()));
        }
        if !state.untalked.is_empty() {
            offers.push(Offer::new("skip", "不再谈话", state.own()));
        }
    }
    if stage == stage::TOLD {
        offers.push(Offer::new("close", "年度办结", system()));
    }
    let heard = [
        ("leave", "离任"),
        ("reseat", "任职变动"),
        ("join", "班子成员任职"),
        ("part", "班子成员离任"),
        ("undo", "任免决定撤回"),
    ];
    offers.extend(heard.map(|(verb, label)| Offer::new(verb, label, system())));
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Open(open) => opening(open, cx).map(|opened| Event::Opened(Box::new(opened))),
            Action::Begin(begin) => beginning(begin, cx).map(|opened| Event::Opened(Box::new(opened))),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Open(_) | Action::Begin(_) => Err(Refusal::not_now()),
        Action::List(list) => listing(list, cx).map(Event::Listed),
        Action::Talk(talk) => talking(state, talk, cx).map(Event::Talked),
        Action::TalkMember(talk) => body::talking_with(state, talk, cx).map(Event::MemberTalked),
        Action::TalkBody(talk) => body::talking(state, talk, cx).map(Event::BodyTalked),
        Action::Join(join) => Ok(Event::Joined(body::joining(join, cx))),
        Action::Part(part) => Ok(body::parting(state, part, cx)),
        Action::Skip(skip) => skipping(state, skip).map(Event::Skipped),
        Action::Remind(remind) => reminding(state, remind, cx).map(Event::Reminded),
        Action::Deliver(deliver) => delivering(state, *deliver, cx).map(|one| Event::Delivered(Box::new(one))),
        Action::Rate(rate) => rating(state, *rate, cx).map(|one| Event::Rated(Box::new(one))),
        Action::Tell(tell) => telling(state, tell, cx).map(Event::Told),
        Action::Answer(answer) => {
            filled(&answer.text.0, "/text", "本人说明")?;
            Ok(Event::Answered(Answered { text: answer.text, day: cx.day }))
        }
        // Who keeps another seat at the head of the same unit has not left.
        Action::Leave(leave) if heads(state, leave.day, cx) => Ok(Event::Reseated(seated(state, leave.day, cx))),
        Action::Leave(leave) => Ok(Event::Left(Left { leave })),
        Action::Reseat(reseat) => Ok(Event::Reseated(seated(state, reseat.day, cx))),
        Action::Undo(cause) => Ok(Event::Undone(Undone { decision: cause.decision, day: cx.day })),
        Action::Close(close) if close.year == state.opened.year && state.is_settled(cx.policy) => {
            Ok(Event::Closed(Closed { day: cx.day }))
        }
        Action::Close(_) => Err(Refusal::not_now()),
    }
}

fn heads(state: &State, on: Day, cx: &Context) -> bool {
    let seats = cx.facts.chiefs(&state.opened.unit, on);
    seats.iter().any(|seat| seat.person == state.opened.person)
}

fn seated(state: &State, day: Day, cx: &Context) -> Reseated {
    Reseated { day, post: cx.facts.post_text(&state.opened.person, day) }
}

/// The first and last day of a year.
pub(super) fn year(year: i16) -> Option<Period> {
    Some(Period::days(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
}

fn opening(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let card = checks::person(&open.person, "/person", cx)?;
    let unit = checks::unit(&open.unit, "/unit", cx)?;
    let wrong = || Refusal::new("day_wrong", CLAUSE, "年度写错了，请重新填写。").at("/year");
    let period = year(open.year).ok_or_else(wrong)?;
    if cx.day < period.from.day {
        let sentence = format!("{}年还没有到，请核对年度。", open.year);
        return Err(Refusal::new("day_ahead", CLAUSE, sentence).at("/year"));
    }
    let on = cx.day.min(period.to.day);
    let seats = cx.facts.chiefs(&open.unit, on);
    let Some(seat) = seats.iter().find(|seat| seat.person == open.person) else {
        let sentence = format!("{}当时不是{}的正职或者主持工作的，请核对。", card.name, unit.name);
        return Err(Refusal::new("not_chief", CLAUSE, sentence).at("/person"));
    };
    if hearing::of_year_naming(open.year, open.person.as_str(), cx)
        .iter()
        .any(|(_, state)| state.is_of(&open.person, &open.unit))
    {
        let sentence = format!("{}{}年的一把手监督已经开启，请在原事项办理。", card.name, open.year);
        return Err(Refusal::new("already_open", CLAUSE, sentence).at("/person"));
    }
    Ok(opened(open.person, unit, seat.side, (period, on), None, cx))
}

/// What a decision says is not refused.
fn beginning(begin: Begin, cx: &Context) -> Result<Opened, Refusal> {
    let card = cx.facts.post(&begin.post).ok_or_else(Refusal::not_now)?;
    let unit = cx.facts.unit(&card.unit).ok_or_else(Refusal::not_now)?;
    let period = year(begin.day.year()).ok_or_else(Refusal::not_now)?;
    Ok(opened(begin.person, unit, card.side, (period, begin.day), Some(begin.decision), cx))
}

/// His year in a unit, as both are on a day of it.
fn opened(
    person: PersonId,
    unit: UnitCard,
    side: Option<Side>,
    (period, on): (Period, Day),
    decision: Option<MatterId>,
    cx: &Context,
) -> Opened {
    let secretary = secretaries(&unit.id, on, cx).iter().any(|head| head.person == person);
    let above = unit.parent.as_ref().and_then(|parent| cx.facts.unit(parent));
    let talks = cx.policy.number(TALKS, on).and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    Opened {
        name: cx.facts.name(&person),
        post: cx.facts.post_text(&person, on),
        members: if secretary { body::body(&unit.id, &person, on, cx) } else { Vec::new() },
        unit_name: unit.name,
        superior: above.filter(|card| card.active && card.kind != "county").map(|card| card.id),
        government: side == Some(Side::Government) && !secretary,
        unit: unit.id,
        year: period.from.day.year(),
        period,
        talks,
        day: if decision.is_some() { on.max(cx.day) } else { cx.day },
        decision,
        person,
    }
}

fn listing(list: List, cx: &Context) -> Result<Listed, Refusal> {
    if list.items.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "责任清单没有内容，请逐项填写。").at("/items"));
    }
    for (row, item) in list.items.iter().enumerate() {
        filled(&item.what, &format!("/items/{row}/what"), "第一责任事项")?;
        filled(&item.measure.0, &format!("/items/{row}/measure"), "年度措施")?;
    }
    Ok(Listed { items: list.items, day: cx.day })
}

/// Within the year, and not ahead.
pub(super) fn within(state: &State, day: Day, what: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(day, "/day", what, cx)?;
    let period = state.opened.period;
    if day < period.from.day || period.to.day < day {
        let sentence = format!("{what}{}不在{}年内，请核对。", day.sentence_with_year(), state.opened.year);
        return Err(Refusal::new("day_outside", CLAUSE, sentence).at("/day"));
    }
    Ok(())
}

fn talking(state: &State, talk: Talk, cx: &Context) -> Result<Talked, Refusal> {
    within(state, talk.day, "谈话日期", cx)?;
    let form = term(&talk.form, "/form", cx)?;
    written(&talk.gist, "/gist", "谈话要点", cx)?;
    let by = checks::decider(cx);
    Ok(Talked { talk, form, by })
}

fn skipping(state: &State, skip: Skip) -> Result<Skipped, Refusal> {
    filled(&skip.reason.0, "/reason", "不再谈话的原因")?;
    let unknown = || {
        let sentence = "这名班子成员不在尚未谈话之列，请照名单选择。";
        Refusal::new("not_member", CLAUSE, sentence).at("/member")
    };
    let member = state.untalked.iter().find(|member| member.person == skip.member).ok_or_else(unknown)?;
    Ok(Skipped { name: member.name.clone(), skip })
}

/// Both belong to the body; nobody reminds himself.
fn reminding(state: &State, remind: Remind, cx: &Context) -> Result<Reminded, Refusal> {
    within(state, remind.day, "提醒日期", cx)?;
    if remind.from == remind.to {
        return Err(Refusal::new("same_person", CLAUSE, "提醒人和被提醒人是同一人，请重新选择。").at("/to"));
    }
    let seats = cx.facts.members(&state.opened.unit, remind.day);
    for (person, at) in [(&remind.from, "/from"), (&remind.to, "/to")] {
        if !seats.iter().any(|seat| seat.person == *person) {
            let sentence = format!("{}当时不是本单位班子成员，请另选。", cx.facts.name(person));
            return Err(Refusal::new("not_member", CLAUSE, sentence).at(at));
        }
    }
    written(&remind.gist, "/gist", "提醒内容", cx)?;
    let (from, to) = (cx.facts.name(&remind.from), cx.facts.name(&remind.to));
    Ok(Reminded { remind, from, to })
}

fn delivering(state: &State, deliver: Deliver, cx: &Context) -> Result<Delivered, Refusal> {
    not_ahead(deliver.day, "/day", "述责述廉日期", cx)?;
    if deliver.day < state.opened.period.from.day {
        let sentence = format!("述责述廉日期不能早于{}年，请核对。", state.opened.year);
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/day"));
    }
    filled(&deliver.before, "/before", "向哪个上级会议或机关")?;
    filled(&deliver.duty.0, "/duty", "履行第一责任人责任情况")?;
    filled(&deliver.clean.0, "/clean", "个人廉洁自律情况")?;
    filled(&deliver.problems.0, "/problems", "存在问题和整改打算")?;
    Ok(Delivered { deliver, day: cx.day })
}

/// Whoever gave account in a meeting was asked something and voted on; whoever did it in writing was not.
fn rating(state: &State, rate: Rate, cx: &Context) -> Result<Rated, Refusal> {
    let delivered = &state.delivered.as_ref().ok_or_else(Refusal::not_now)?.deliver;
    not_ahead(rate.day, "/day", "评议日期", cx)?;
    if rate.day < delivered.day {
        let sentence = format!("评议日期不能早于述责述廉日期{}，请核对。", delivered.day.sentence());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/day"));
    }
    for (row, one) in rate.questions.iter().enumerate() {
        filled(&one.asked.0, &format!("/questions/{row}/asked"), "询问")?;
        filled(&one.answered.0, &format!("/questions/{row}/answered"), "回答")?;
    }
    filled(&rate.comment.0, "/comment", "上级点评意见")?;
    match (delivered.way, &rate.ballot) {
        (Way::Meeting, _) if rate.questions.is_empty() => {
            let sentence = "会议述责述廉须现场询问，请至少填写一项询问和回答。";
            return Err(Refusal::new("table_empty", CLAUSE, sentence).at("/questions"));
        }
        (Way::Meeting, None) => {
            let sentence = "会议述责述廉须现场评议，请填写评议票。";
            return Err(Refusal::new("field_missing", CLAUSE, sentence).at("/ballot"));
        }
        (Way::Written, Some(_)) => {
            let sentence = "书面述责述廉不投票，请清空评议票。";
            return Err(Refusal::new("ballot_needless", CLAUSE, sentence).at("/ballot"));
        }
        _ => {}
    }
    let (ballot, suppressed) = shown(rate.ballot, rate.day, cx)?;
    Ok(Rated { day: rate.day, questions: rate.questions, ballot, suppressed, comment: rate.comment })
}

/// Counts that agree with each other; where fewer than the floor are valid, they could tell who said what and are not kept.
fn shown(ballot: Option<Ballot>, day: Day, cx: &Context) -> Result<(Option<Ballot>, Option<String>), Refusal> {
    let Some(ballot) = ballot else { return Ok((None, None)) };
    let said = [ballot.good, ballot.fair, ballot.ordinary, ballot.poor].into_iter().fold(0, u32::saturating_add);
    let sentence = if ballot.returned > ballot.issued {
        format!("收回{}票，多于发出的{}票，请重新清点。", ballot.returned, ballot.issued)
    } else if ballot.valid > ballot.returned {
        format!("有效{}票，多于收回的{}票，请重新清点。", ballot.valid, ballot.returned)
    } else if said != ballot.valid {
        format!("好、较好、一般、差合计{said}票，与有效{}票不符，请重新清点。", ballot.valid)
    } else {
        let floor = cx.policy.number(FLOOR, day).unwrap_or_default();
        if i64::from(ballot.valid) < floor {
            return Ok((None, Some(format!("有效票不足{floor}票，不记票数"))));
        }
        return Ok((Some(ballot), None));
    };
    Err(Refusal::new("ballots_differ", CLAUSE, sentence).at("/ballot"))
}

fn telling(state: &State, tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    let rated = state.rated.as_ref().ok_or_else(Refusal::not_now)?;
    not_ahead(tell.day, "/day", "反馈日期", cx)?;
    if tell.day < rated.day {
        let sentence = format!("反馈日期不能早于评议日期{}，请核对。", rated.day.sentence());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/day"));
    }
    filled(&tell.way, "/way", "反馈方式")?;
    Ok(Told { tell })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a chief's year begins with its opening")) };
        return Ok(State {
            untalked: opened.members.clone(),
            body: opened.members.iter().cloned().map(Sitting::from).collect(),
            body_talks: Vec::new(),
            opened: *opened,
            list: None,
            talks: Vec::new(),
            member_talks: Vec::new(),
            skipped: Vec::new(),
            reminders: Vec::new(),
            delivered: None,
            rated: None,
            told: None,
            answers: Vec::new(),
            left: None,
            undone: None,
            closed: None,
        });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a chief's year is opened once")),
        Event::Listed(listed) => state.list = Some(listed),
        Event::Talked(talked) => state.talks.push(talked),
        Event::Joined(joined) => state.join(joined),
        Event::Parted(parted) => state.part(parted),
        Event::BodyTalked(talked) => state.body_talks.push(talked),
        Event::MemberTalked(talked) => {
            state.meet(&talked);
            state.untalked.clone_from(&talked.left);
            state.member_talks.push(talked);
        }
        Event::Skipped(skipped) => {
            state.untalked.retain(|member| member.person != skipped.skip.member);
            state.skipped.push(skipped);
        }
        Event::Reminded(reminded) => state.reminders.push(reminded),
        Event::Delivered(delivered) => state.delivered = Some(*delivered),
        Event::Rated(rated) => state.rated = Some(*rated),
        Event::Told(told) => state.told = Some(told),
        Event::Answered(answered) => state.answers.push(answered),
        Event::Left(left) => state.left = Some(left.leave),
        Event::Reseated(seat) => {
            state.left = None;
            state.opened.post = seat.post;
        }
        Event::Undone(undone) => {
            state.undo(&undone);
            if state.left.as_ref().is_some_and(|left| left.decision == undone.decision) {
                state.left = None;
            }
            if state.opened.decision.as_ref() == Some(&undone.decision) {
                state.undone = Some(undone);
            }
        }
        Event::Closed(closed) => state.closed = Some(closed),
    }
    Ok(state)
}

/// What he wrote and what tellers counted may be put right; counts that were not kept are not brought back by it.
pub(super) fn amend(now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Listed(listed) => listing(List { items: listed.items.clone() }, cx).map(drop),
        Event::Rated(rated) => match shown(rated.ballot.clone(), rated.day, cx)? {
            (None, Some(words)) if rated.ballot.is_some() => {
                Err(Refusal::new("ballots_few", CLAUSE, format!("{words}，请清空评议票。")))
            }
            _ => Ok(()),
        },
        Event::Talked(_) | Event::BodyTalked(_) | Event::Reminded(_) | Event::Delivered(_) | Event::Told(_) => Ok(()),
        _ => {
            let sentence = "这一记录不能更正：登记有误的继续办理，整件有误的作废。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}

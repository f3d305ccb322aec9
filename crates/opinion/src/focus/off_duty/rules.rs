//! What may be recorded and by whom, the person's part, what is concluded, passed on and deleted.

use super::{
    facts::{
        Action, Answered, AskReview, Conclude, Concluded, Event, Forgotten, Handed, Record, Recorded, Refer, Referred,
        ReviewAsked, Reviewed, State, Tell, Told, Verdict,
    },
    stage,
};
use crate::{
    checks::{self, apart, filled, not_ahead, not_before, term, written},
    focus::{self, Answering, able, secretaries},
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    procedure::{Context, Misfit, Refusal},
    words::{PersonId, UnitId},
};

/// How soon the person is told.
pub(super) const TELL: &str = "off_duty.tell";
/// How long his answer is waited for.
pub(super) const ANSWER: &str = "off_duty.answer";
/// How long verifying may take.
pub(super) const VERIFY: &str = "off_duty.verify";
/// How long a review may be asked for.
pub(super) const ASK_REVIEW: &str = "off_duty.ask_review";
/// How long a review may take.
pub(super) const REVIEW: &str = "off_duty.review";
/// How long what is not proved is kept after its disposal.
pub(super) const FORGET: &str = "off_duty.forget";
/// Clause.
pub(super) const CLAUSE: &str = "4.1.4";
/// Group of the dictionary's terms that are no sources.
const BARRED: &str = "barred";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.remains.is_some() {
            return stage::FORGOTTEN;
        }
        if self.referred.is_some() {
            return stage::REFERRED;
        }
        match (&self.told, &self.concluded) {
            (_, Some(_)) if self.review_asked.is_some() && self.reviewed.is_none() => stage::REVIEWING,
            (_, Some(_)) if self.stands() => stage::PROVED,
            (_, Some(_)) => stage::UNPROVED,
            (Some(_), None) => stage::VERIFYING,
            (None, None) => stage::TELLING,
        }
    }

    /// Whether it is proved, and no review took that back.
    #[must_use]
    pub fn stands(&self) -> bool {
        let proved = self.concluded.as_ref().is_some_and(|one| one.conclude.verdict == Verdict::Proved);
        proved && self.reviewed.as_ref().is_none_or(|one| one.review.upheld)
    }

    /// The disposition in words, as far as there is one.
    #[must_use]
    pub fn disposition(&self) -> String {
        if let Some(remains) = &self.remains {
            return remains.clone();
        }
        if let Some(one) = &self.referred {
            return format!("移送{}", one.refer.organ);
        }
        let Some(one) = &self.concluded else { return String::new() };
        let overturned = self.reviewed.as_ref().is_some_and(|one| !one.review.upheld);
        match one.conclude.measure {
            _ if overturned => "复核撤销，了结".to_owned(),
            Some(measure) => format!("属实，{}", measure.word()),
            None => format!("{}，了结", one.conclude.verdict.word()),
        }
    }

    /// Whether the person it is about heads his unit.
    #[must_use]
    pub fn heads(&self) -> bool {
        let recorded = self.recorded.as_ref().is_some_and(|recorded| recorded.heads);
        self.handed.as_ref().map_or(recorded, |handed| handed.heads)
    }

    /// Who deals with it: the unit's secretary, else the section; whoever heads the unit, where it was not said yet who that is.
    #[must_use]
    pub fn handlers(&self) -> Vec<Hat> {
        match (&self.handed, &self.recorded) {
            (Some(Handed { to: Some(person), .. }), _) => vec![Hat::Person(person.clone())],
            (None, Some(recorded)) if !recorded.heads => vec![Hat::Head(recorded.unit.clone())],
            _ => section(),
        }
    }
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        let heads = cx.actor.hats.iter().filter(|hat| matches!(hat, Hat::Head(_))).cloned();
        return vec![Offer::new("record", "登记情况", section().into_iter().chain(heads).collect()).main()];
    };
    let by = || state.handlers();
    let own = || state.recorded.iter().map(|recorded| Hat::Person(recorded.person.clone())).collect::<Vec<_>>();
    let refer = || Offer::new("refer", "移送", by()).grave();
    let hand = || Offer::new("hand", "确定办理人", vec![Hat::System]);
    match state.stage() {
        stage::TELLING => vec![Offer::new("tell", "告知本人", by()).main(), refer(), hand()],
        stage::VERIFYING => vec![
            Offer::new("conclude", "核实处理", by()).main(),
            Offer::new("answer", "本人说明", own()),
            refer(),
            hand(),
        ],
        stage::REVIEWING => vec![Offer::new("review", "复核决定", section()).main()],
        stage::PROVED if may_ask(state, cx.day) => vec![Offer::new("ask_review", "申请复核", own())],
        stage::UNPROVED | stage::REFERRED => vec![Offer::new("forget", "清除", vec![Hat::System])],
        _ => Vec::new(),
    }
}

/// A review is asked for once, within its time.
fn may_ask(state: &State, day: Day) -> bool {
    let until = state.concluded.as_ref().and_then(|one| one.review_until);
    state.review_asked.is_none() && until.is_none_or(|until| day <= until)
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    match (state, action) {
        (None, Action::Record(record)) => recording(record, cx),
        (Some(state), action) => by_one(state, action, cx).map(|event| vec![event]),
        _ => Err(Refusal::not_now()),
    }
}

fn by_one(state: &State, action: Action, cx: &Context) -> Result<Event, Refusal> {
    if let Action::Forget(forget) = action {
        let due = state.forget_from.is_some_and(|from| from == forget.from && from <= cx.day);
        return if due { Ok(Event::Forgotten(Forgotten { day: cx.day })) } else { Err(Refusal::not_now()) };
    }
    let recorded = state.recorded.as_ref().ok_or_else(Refusal::not_now)?;
    if matches!(action, Action::Tell(_) | Action::Conclude(_) | Action::Refer(_) | Action::Review(_)) {
        apart(&recorded.person, cx)?;
    }
    match action {
        Action::Record(_) | Action::Forget(_) => Err(Refusal::not_now()),
        Action::Hand(hand) => {
            let unit = checks::heir(&recorded.unit, cx);
            Ok(Event::Handed(handler(&recorded.person, &unit, hand.day.max(cx.day), cx)))
        }
        Action::Answer(answer) => {
            written(&answer.text, "/text", "本人说明", cx)?;
            Ok(Event::Answered(Answered { text: answer.text, day: cx.day }))
        }
        Action::AskReview(AskReview { reason }) => {
            written(&reason, "/reason", "复核理由", cx)?;
            Ok(Event::ReviewAsked(ReviewAsked { reason, day: cx.day }))
        }
        Action::Tell(tell) => telling(recorded, tell, cx).map(Event::Told),
        Action::Conclude(conclude) => concluding(state, conclude, cx).map(|one| Event::Concluded(Box::new(one))),
        Action::Refer(refer) => referring(recorded, refer, cx).map(Event::Referred),
        Action::Review(review) => {
            written(&review.reason, "/reason", "复核理由", cx)?;
            let forget_from = if review.upheld { None } else { forget_from(cx) };
            Ok(Event::Reviewed(Reviewed { review, forget_from, day: cx.day }))
        }
    }
}

/// Who deals with what concerns somebody in a unit: its secretary, and of several whoever acts, unless it is about the unit's head or a
/// relative of his. Where no secretary is left, the section does.
fn handler(person: &PersonId, unit: &UnitId, on: Day, cx: &Context) -> Handed {
    let heads = cx.facts.chiefs(unit, on).iter().any(|head| head.person == *person);
    let able = if heads { Vec::new() } else { able(person, unit, on, cx) };
    let acts = able.iter().find(|head| cx.actor.decider() == Some(&head.person));
    let to = acts.or(able.first()).map(|head| head.person.clone());
    let name = to.as_ref().map_or_else(|| "组织部".to_owned(), |to| cx.facts.name(to));
    Handed { to, name, heads, day: on }
}

fn recording(record: Record, cx: &Context) -> Result<Vec<Event>, Refusal> {
    apart(&record.person, cx)?;
    let card = checks::person(&record.person, "/person", cx)?;
    let source = term(&record.source, "/source", cx)?;
    let known = cx.policy.dictionary("off_duty_sources").and_then(|sources| sources.term(&record.source.0));
    if known.is_some_and(|known| known.group == BARRED) {
        let sentence = format!("“{source}”不能作为来源：只登记公共机关通报、已核实的报告和本人报告的情况，不予登记。");
        return Err(Refusal::new("source_barred", CLAUSE, sentence).at("/source"));
    }
    written(&record.reference, "/reference", "来源文号或材料", cx)?;
    written(&record.facts, "/facts", "事实", cx)?;
    let no_post = || {
        let sentence = format!("{}没有任职，不能确定由哪个单位办理，请先登记职务。", card.name);
        Refusal::new("post_missing", CLAUSE, sentence).at("/person")
    };
    let unit = cx.facts.unit_of(&record.person, cx.day).ok_or_else(no_post)?;
    let heads = secretaries(&unit, cx.day, cx);
    let handed = handler(&record.person, &unit, cx.day, cx);
    let by_section = section().iter().any(|hat| cx.actor.wears(hat));
    if !by_section && !heads.iter().any(|head| cx.actor.decider() == Some(&head.person)) {
        let sentence = format!("{}的情况由其单位党组织书记或组织部登记，请转其办理。", card.name);
        return Err(Refusal::new("secretary_records", CLAUSE, sentence).at("/person"));
    }
    if handed.heads && !by_section {
        let sentence = format!("{}是单位主要负责人，其情况由组织部登记，请转组织部办理。", card.name);
        return Err(Refusal::new("section_records", CLAUSE, sentence).at("/person"));
    }
    let recorded = Recorded {
        name: card.name,
        post: cx.facts.post_text(&record.person, cx.day),
        person: record.person,
        unit,
        heads: handed.heads,
        source,
        reference: record.reference,
        facts: record.facts,
        day: cx.day,
    };
    Ok(vec![Event::Recorded(Box::new(recorded)), Event::Handed(handed)])
}

fn telling(recorded: &Recorded, tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    filled(&tell.way, "/way", "告知方式")?;
    between(recorded.day, tell.day, "告知日期", cx)?;
    let until = cx.policy.due(ANSWER, tell.day, "告知本人", &cx.facts.pauses(cx.matter)).day;
    Ok(Told { tell, until })
}

/// Neither before it was recorded nor ahead.
fn between(first: Day, day: Day, what: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(day, "/day", what, cx)?;
    not_before(day, first, "/day", what, "登记日期")
}

fn heard(state: &State, cx: &Context) -> Result<(), Refusal> {
    let told = state.told.as_ref().ok_or_else(Refusal::not_now)?;
    let time = Answering { limit: (ANSWER, CLAUSE), from: (told.tell.day, "告知本人"), until: told.until };
    focus::heard(!state.answers.is_empty(), &time, cx)
}

fn concluding(state: &State, conclude: Conclude, cx: &Context) -> Result<Concluded, Refusal> {
    heard(state, cx)?;
    written(&conclude.findings, "/findings", "核实经过和依据", cx)?;
    let kind = match (&conclude.kind, conclude.measure, conclude.verdict) {
        (Some(kind), Some(_), Verdict::Proved) => Some(term(kind, "/kind", cx)?),
        (None, _, Verdict::Proved) => {
            return Err(Refusal::new("field_missing", CLAUSE, "属实的，请选择类别。").at("/kind"));
        }
        (_, None, Verdict::Proved) => {
            return Err(Refusal::new("field_missing", CLAUSE, "属实的，请选择处理方式。").at("/measure"));
        }
        (None, None, _) => None,
        (_, _, verdict) => {
            let sentence = format!("{}的不填类别和处理方式，请清空后再办。", verdict.word());
            return Err(Refusal::new("nothing_proved", CLAUSE, sentence).at("/measure"));
        }
    };
    let proved = conclude.verdict == Verdict::Proved;
    let review_until = cx.policy.due(ASK_REVIEW, cx.day, "处理告知", &[]).day.filter(|_| proved);
    let forget_from = if proved { None } else { forget_from(cx) };
    Ok(Concluded { conclude, kind, review_until, forget_from, day: cx.day })
}

/// The day after the last on which something disposed of today is kept.
fn forget_from(cx: &Context) -> Option<Day> {
    cx.policy.due(FORGET, cx.day, "了结", &[]).day.map(|last| last.plus(1))
}

fn referring(recorded: &Recorded, refer: Refer, cx: &Context) -> Result<Referred, Refusal> {
    filled(&refer.organ, "/organ", "移送机关")?;
    filled(&refer.receiver, "/receiver", "签收人")?;
    between(recorded.day, refer.day, "移送日期", cx)?;
    Ok(Referred { refer, forget_from: forget_from(cx) })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Recorded(recorded) = event else { return Err(Misfit("an item begins with its record")) };
        return Ok(State {
            since: recorded.day,
            recorded: Some(*recorded),
            handed: None,
            told: None,
            answers: Vec::new(),
            concluded: None,
            referred: None,
            review_asked: None,
            reviewed: None,
            forget_from: None,
            remains: None,
        });
    };
    match event {
        Event::Recorded(_) => return Err(Misfit("recorded twice")),
        Event::Handed(handed) => state.handed = Some(handed),
        Event::Told(told) => state.told = Some(told),
        Event::Answered(answered) => state.answers.push(answered),
        Event::Concluded(one) => {
            state.forget_from = one.forget_from;
            state.concluded = Some(*one);
        }
        Event::Referred(one) => {
            state.forget_from = one.forget_from;
            state.referred = Some(one);
        }
        Event::ReviewAsked(asked) => state.review_asked = Some(asked),
        Event::Reviewed(one) => {
            state.forget_from = one.forget_from;
            state.reviewed = Some(one);
        }
        Event::Forgotten(_) => {
            state.remains = Some(state.disposition());
            state.recorded = None;
            state.handed = None;
            state.told = None;
            state.answers.clear();
            state.concluded = None;
            state.referred = None;
            state.review_asked = None;
            state.reviewed = None;
        }
    }
    Ok(state)
}

/// What was recorded, told and concluded is not rewritten: a record about the wrong person is voided and made anew.
pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "八小时以外情况的记录不能更正：登记有误的作废后重新登记，处理有误的由本人申请复核。";
    Err(Refusal::new("not_correctable", CLAUSE, sentence))
}

//! Who records, looks into it, tells, decides and reviews, what is deleted, and how history becomes state.

use super::{
    Intervention,
    facts::{
        Action, Answer, Answered, AskReview, Decide, Decided, Event, Finding, Forget, Forgotten, Measure, Record,
        Recorded, Refer, Referred, Review, ReviewAsked, Reviewed, State, Tell, Told, Verified, Verify,
    },
    stage,
};
use crate::{
    checks::{self, apart, filled, not_ahead, not_before, term, written},
    focus::{self, Answering},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::Query,
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::Reaction,
};

/// How soon it is recorded.
pub(super) const RECORD: &str = "intervention.record";
/// How long looking into it may take.
pub(super) const VERIFY: &str = "intervention.verify";
/// How soon the person is told.
pub(super) const TELL: &str = "intervention.tell";
/// How long his answer is waited for.
pub(super) const ANSWER: &str = "intervention.answer";
/// How long deciding may take.
pub(super) const DECIDE: &str = "intervention.decide";
/// How long a review may be asked for.
pub(super) const ASK_REVIEW: &str = "intervention.ask_review";
/// How long a review may take.
pub(super) const REVIEW: &str = "intervention.review";
/// How long what was none, could not be proved or was passed on is kept.
pub(super) const FORGET: &str = "intervention.forget";
/// 对一把手和领导班子的监督
pub(super) const CLAUSE: &str = "4.1.1";

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
        let Some(verified) = &self.verified else { return stage::VERIFYING };
        if verified.verify.finding != Finding::Proved {
            return stage::DISMISSED;
        }
        match (&self.told, &self.decided) {
            (None, _) => stage::TELLING,
            (Some(_), None) => stage::DECIDING,
            (Some(_), Some(_)) if self.review_asked.is_some() && self.reviewed.is_none() => stage::REVIEWING,
            (Some(_), Some(_)) if self.stands() => stage::DONE,
            (Some(_), Some(_)) => stage::DISMISSED,
        }
    }

    /// Whether something was decided against him, and no review took it back.
    #[must_use]
    pub fn stands(&self) -> bool {
        let against = self.decided.as_ref().is_some_and(|one| one.decide.measure != Measure::Accepted);
        against && self.reviewed.as_ref().is_none_or(|one| one.review.upheld)
    }

    /// Whether the matter may open to him once he is told: not where its lines would show him who recorded it.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.recorded.as_ref().is_some_and(|recorded| recorded.own.is_none())
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
        match (&self.verified, &self.decided) {
            (_, Some(_)) if self.reviewed.as_ref().is_some_and(|one| !one.review.upheld) => "复核撤销，了结".to_owned(),
            (_, Some(one)) => one.decide.measure.word().to_owned(),
            (Some(one), None) if one.verify.finding != Finding::Proved => {
                format!("{}，了结", one.verify.finding.word())
            }
            _ => String::new(),
        }
    }

    /// Who enters what the person says: he himself, or the section what he signed.
    fn answering(&self) -> Vec<Hat> {
        match &self.recorded {
            Some(recorded) if recorded.own.is_none() => vec![Hat::Person(recorded.person.clone())],
            _ => section(),
        }
    }
}

/// Who decides: another hand than the one that looked into it.
pub(super) fn deciding() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

/// Who reviews.
pub(super) fn reviewing() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        let own = cx.actor.decider().cloned().map(Hat::Person);
        return vec![Offer::new("record", "记录插手干预", section().into_iter().chain(own).collect()).main()];
    };
    let refer = || Offer::new("refer", "移送", section()).grave();
    match state.stage() {
        stage::VERIFYING => vec![Offer::new("verify", "核实", section()).main(), refer()],
        stage::TELLING => vec![Offer::new("tell", "告知本人", section()).main(), refer()],
        stage::DECIDING => vec![
            Offer::new("decide", "处理", deciding()).main(),
            Offer::new("answer", "本人说明", state.answering()),
            refer(),
        ],
        stage::REVIEWING => vec![Offer::new("review", "复核决定", reviewing()).main()],
        stage::DONE if may_ask(state, cx.day) => vec![Offer::new("ask_review", "申请复核", state.answering())],
        stage::DISMISSED | stage::REFERRED => vec![Offer::new("forget", "清除", vec![Hat::System])],
        _ => Vec::new(),
    }
}

/// A review is asked for once, within its time.
fn may_ask(state: &State, day: Day) -> bool {
    let until = state.decided.as_ref().and_then(|one| one.review_until);
    state.review_asked.is_none() && until.is_none_or(|until| day <= until)
}

/// What was none, could not be proved or was passed on is deleted when its time is over.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut called = Vec::new();
    for stage in [stage::DISMISSED, stage::REFERRED] {
        let query = Query { kind: Intervention::KIND.id, stage: Some(stage), ..Query::default() };
        for brief in cx.facts.matters(&query) {
            let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
            let Some(from) = state.forget_from.filter(|from| *from <= cx.day) else { continue };
            let key = format!("intervention/forget/{}/{from}", brief.id);
            called.push(Reaction { key, to: Some(brief.id), action: Action::Forget(Forget { from }) });
        }
    }
    called
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Record(record) => recording(record, cx).map(|recorded| Event::Recorded(Box::new(recorded))),
            _ => Err(Refusal::not_now()),
        };
    };
    if let Action::Forget(forget) = action {
        let due = state.forget_from.is_some_and(|from| from == forget.from && from <= cx.day);
        return if due { Ok(Event::Forgotten(Forgotten { day: cx.day })) } else { Err(Refusal::not_now()) };
    }
    let recorded = state.recorded.as_ref().ok_or_else(Refusal::not_now)?;
    // Once nothing stands, the outline no longer says whom it is about.
    if !matches!(action, Action::Answer(_) | Action::AskReview(_)) {
        apart(&recorded.person, cx)?;
    }
    match action {
        Action::Record(_) | Action::Forget(_) => Err(Refusal::not_now()),
        Action::Verify(verify) => verifying(verify, cx).map(Event::Verified),
        Action::Tell(tell) => telling(recorded, tell, cx).map(Event::Told),
        Action::Answer(Answer { text }) => {
            filled(&text.0, "/text", "本人说明")?;
            Ok(Event::Answered(Answered { text, day: cx.day }))
        }
        Action::Decide(decide) => deciding_on(state, decide, cx).map(Event::Decided),
        Action::Refer(refer) => referring(recorded, refer, cx).map(Event::Referred),
        Action::AskReview(AskReview { reason }) => {
            filled(&reason.0, "/reason", "复核理由")?;
            Ok(Event::ReviewAsked(ReviewAsked { reason, day: cx.day }))
        }
        Action::Review(review) => reviewed(review, cx).map(Event::Reviewed),
    }
}

fn recording(record: Record, cx: &Context) -> Result<Recorded, Refusal> {
    let card = checks::person(&record.person, "/person", cx)?;
    let field = term(&record.field, "/field", cx)?;
    not_ahead(record.day, "/day", "发生日期", cx)?;
    written(&record.facts, "/facts", "插手干预情况", cx)?;
    let by_section = section().iter().any(|hat| cx.actor.wears(hat));
    if let Some(recorder) = &record.recorder {
        if !by_section {
            let sentence = "本人记录的不填记录人，请清空；替别人登记的请交组织部代为登记。";
            return Err(Refusal::new("recorder_needless", CLAUSE, sentence).at("/recorder"));
        }
        written(recorder, "/recorder", "记录人", cx)?;
    }
    let own = if record.recorder.is_some() { None } else { cx.actor.decider().cloned() };
    if own.as_ref() == Some(&record.person) {
        let sentence = "记录人和插手干预的领导干部是同一人，请重新选择。";
        return Err(Refusal::new("same_person", CLAUSE, sentence).at("/person"));
    }
    if own.is_none() && record.recorder.is_none() {
        return Err(Refusal::new("field_missing", CLAUSE, "代为登记的，请填写记录人。").at("/recorder"));
    }
    let due = cx.policy.due(RECORD, record.day, "发生", &[]).day.filter(|due| *due < cx.day);
    let silent = record.late_reason.as_ref().is_none_or(|reason| reason.0.trim().is_empty());
    if let (Some(due), true) = (due, silent) {
        let sentence = format!("应于{}前记录，已经逾期，请填写逾期记录的原因。", due.sentence_with_year());
        return Err(Refusal::new("late_reason_missing", CLAUSE, sentence).at("/late_reason"));
    }
    Ok(Recorded {
        name: card.name,
        post: cx.facts.post_text(&record.person, record.day),
        person: record.person,
        field,
        happened: record.day,
        facts: record.facts,
        recorder: record.recorder,
        own,
        late_reason: record.late_reason.filter(|_| due.is_some()),
        day: cx.day,
    })
}

fn verifying(verify: Verify, cx: &Context) -> Result<Verified, Refusal> {
    written(&verify.words, "/words", "核实经过和依据", cx)?;
    let forget_from = if verify.finding == Finding::Proved { None } else { forget_from(cx) };
    Ok(Verified { verify, account: cx.actor.account.clone(), forget_from, day: cx.day })
}

/// The day after the last on which something disposed of today is kept.
fn forget_from(cx: &Context) -> Option<Day> {
    cx.policy.due(FORGET, cx.day, "了结", &[]).day.map(|last| last.plus(1))
}

/// Neither before it was recorded nor ahead.
fn between(first: Day, day: Day, what: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(day, "/day", what, cx)?;
    not_before(day, first, "/day", what, "记录日期")
}

fn telling(recorded: &Recorded, tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    between(recorded.day, tell.day, "告知日期", cx)?;
    filled(&tell.way, "/way", "告知方式")?;
    filled(&tell.gist.0, "/gist", "告知要点")?;
    let until = cx.policy.due(ANSWER, tell.day, "告知本人", &cx.facts.pauses(cx.matter)).day;
    Ok(Told { tell, until })
}

/// By another hand than the one that looked into it, once he has answered or the time for it is over.
fn deciding_on(state: &State, decide: Decide, cx: &Context) -> Result<Decided, Refusal> {
    if state.verified.as_ref().is_some_and(|one| one.account == cx.actor.account) {
        let sentence = "核实和处理须由两人分别办理，请转另一名有权限的人处理。";
        return Err(Refusal::new("same_hand", CLAUSE, sentence));
    }
    let told = state.told.as_ref().ok_or_else(Refusal::not_now)?;
    let time = Answering { limit: (ANSWER, CLAUSE), from: (told.tell.day, "告知本人"), until: told.until };
    focus::heard(!state.answers.is_empty(), &time, cx)?;
    filled(&decide.reason.0, "/reason", "处理理由")?;
    let accepted = decide.measure == Measure::Accepted;
    let review_until = cx.policy.due(ASK_REVIEW, cx.day, "处理", &[]).day.filter(|_| !accepted);
    let forget_from = if accepted { forget_from(cx) } else { None };
    Ok(Decided { decide, review_until, forget_from, day: cx.day })
}

fn referring(recorded: &Recorded, refer: Refer, cx: &Context) -> Result<Referred, Refusal> {
    filled(&refer.organ, "/organ", "移送机关")?;
    filled(&refer.receiver, "/receiver", "签收人")?;
    between(recorded.day, refer.day, "移送日期", cx)?;
    Ok(Referred { refer, forget_from: forget_from(cx) })
}

fn reviewed(review: Review, cx: &Context) -> Result<Reviewed, Refusal> {
    filled(&review.reason.0, "/reason", "复核理由")?;
    let forget_from = if review.upheld { None } else { forget_from(cx) };
    Ok(Reviewed { review, forget_from, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Recorded(recorded) = event else { return Err(Misfit("a record begins with itself")) };
        return Ok(State {
            since: recorded.day,
            recorded: Some(*recorded),
            verified: None,
            told: None,
            answers: Vec::new(),
            decided: None,
            referred: None,
            review_asked: None,
            reviewed: None,
            forget_from: None,
            remains: None,
        });
    };
    match event {
        Event::Recorded(_) => return Err(Misfit("recorded twice")),
        Event::Verified(one) => {
            state.forget_from = one.forget_from;
            state.verified = Some(one);
        }
        Event::Told(told) => state.told = Some(told),
        Event::Answered(answered) => state.answers.push(answered),
        Event::Decided(one) => {
            state.forget_from = one.forget_from;
            state.decided = Some(one);
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
            let (since, remains) = (state.since, state.disposition());
            state = State {
                recorded: None,
                since,
                verified: None,
                told: None,
                answers: Vec::new(),
                decided: None,
                referred: None,
                review_asked: None,
                reviewed: None,
                forget_from: state.forget_from,
                remains: Some(remains),
            };
        }
    }
    Ok(state)
}

/// What was recorded, told and decided is not rewritten: a record about the wrong person is voided and made anew.
pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "插手干预的记录不能更正：记录有误的作废后重新记录，处理有误的由本人申请复核。";
    Err(Refusal::new("not_correctable", CLAUSE, sentence))
}

//! Who gathers, who concludes, who is heard, and what is refused.

mod conclusion;
mod evidence;
mod fold;
mod mending;

pub(super) use fold::apply;

use super::{
    Appraisal,
    facts::{Action, Appealed, Concluded, Effect, Event, Expire, Lapse, Lifted, State, Stated, TakeBack, Tell},
    stage,
};
use crate::{
    checks::filled,
    owed::{reaction, section},
};
use engine::{
    access::{Hat, Offer, Role},
    facts::Query,
    parts::RectificationStage,
    policy::Clock,
    procedure::{Context, Procedure, Refusal, roles},
    trigger::{Reaction, Trigger},
};

/// The fewest members of a team.
pub(super) const TEAM: &str = "appraisal.team";
/// The fewest who talk with somebody.
pub(super) const TALKERS: &str = "appraisal.talkers";
/// How long gathering evidence may take.
pub(super) const GATHER: &str = "appraisal.gather";
/// How long whoever a bar threatens has to answer.
pub(super) const STATEMENT: &str = "appraisal.statement";
/// How long until a meeting concludes.
pub(super) const CONCLUDE: &str = "appraisal.conclude";
/// How long until the conclusion is told.
pub(super) const TELL: &str = "appraisal.tell";
/// How long a review may be asked for.
pub(super) const REVIEW: &str = "appraisal.review";
/// How long a review may take.
pub(super) const REVIEWED: &str = "appraisal.reviewed";
/// How long a veto lasts, where the county has said so.
pub(super) const VETO: &str = "appraisal.veto";
/// How long making a plan for a weak body may take.
pub(super) const MEND: &str = "appraisal.mend";
/// 政治表现考察贯穿综合考核、换届考察、任职考察
pub(super) const THROUGHOUT: &str = "1.1.1";
/// 政治表现不过关的一票否决
pub(super) const VETO_CLAUSE: &str = "1.1.2";
/// 考察班子政治能力，薄弱的整顿
pub(super) const WEAK_CLAUSE: &str = "1.1.3";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        let Some(concluded) = self.standing() else { return self.before() };
        if self.told.is_none() {
            return stage::TELLING;
        }
        if self.settled.is_none() {
            return if self.appealed.is_some() { stage::REVIEWING } else { stage::TOLD };
        }
        match concluded.effect {
            Effect::Veto if self.free.is_none() => stage::BARRED,
            Effect::Mend if !self.is_mended() => stage::MENDING,
            _ => stage::DONE,
        }
    }

    fn before(&self) -> &'static str {
        if self.submitted.is_none() {
            stage::GATHERING
        } else if self.is_heard() && self.stated.is_none() && self.lapsed.is_none() {
            stage::HEARING
        } else {
            stage::CONCLUDING
        }
    }

    /// The conclusion that stands: the review's, where there was one.
    #[must_use]
    pub fn standing(&self) -> Option<&Concluded> {
        self.reviewed.as_ref().or(self.concluded.as_ref())
    }

    /// Whether the person, or the head of the body, may know of it: he is heard or told.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.told.is_some() || self.is_heard()
    }

    /// Whether the person is told the gist and heard before the meeting.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.submitted.as_ref().is_some_and(|submitted| submitted.gist.is_some())
    }

    /// All measures are struck off.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        !self.measures.is_empty() && self.measures.iter().all(|one| one.one.stage == RectificationStage::Struck)
    }

    /// Whom it is about, as he acts for himself; for a body its head.
    pub(super) fn subject_hats(&self) -> Vec<Hat> {
        let subject = &self.started.subject;
        match &subject.person {
            Some(person) => vec![Hat::Person(person.clone())],
            None => vec![Hat::Head(subject.unit.clone())],
        }
    }

    /// The team.
    pub(super) fn team(&self) -> Vec<Hat> {
        self.started.team.iter().cloned().map(Hat::Person).collect()
    }
}

/// Who enters what meetings decided.
pub(super) fn heads() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("start", "启动考察", section()).main()] };
    let clock = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let mut offers = match state.stage() {
        stage::GATHERING => {
            let submit = Offer::new("submit", "汇总提交", section());
            let record = Offer::new("record", "记录考察情况", state.team()).main();
            vec![record, submit]
        }
        stage::HEARING => {
            vec![Offer::new("state", "陈述和申辩", state.subject_hats()).main(), clock("lapse", "期满未陈述")]
        }
        stage::CONCLUDING => vec![Offer::new("conclude", "登记结论", heads()).main()],
        stage::TELLING => vec![Offer::new("tell", "告知结论", section()).main()],
        stage::TOLD => {
            vec![Offer::new("appeal", "申请复核", state.subject_hats()).main(), clock("settle", "复核期满")]
        }
        stage::REVIEWING => vec![Offer::new("review", "登记复核结论", heads()).main()],
        stage::BARRED => vec![Offer::new("lift", "解除否决", heads()), clock("expire", "否决期满")],
        stage::MENDING => mending::offers(state),
        _ => Vec::new(),
    };
    if state.concluded.is_some() {
        offers.push(clock("take_back", "会议决定撤回"));
    }
    offers
}

/// A meeting that is voided or revoked takes back what it decided here.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::DecisionUndone { meeting, item, .. } = trigger else { return Vec::new() };
    let query = Query { kind: Appraisal::KIND.id, ..Query::default() };
    let rests = |state: &State| {
        let on = |one: &Option<Concluded>| one.as_ref().is_some_and(|one| &one.meeting == meeting && one.item == *item);
        let lifted = |one: &Lifted| one.meeting.as_ref() == Some(meeting) && one.item == Some(*item);
        on(&state.concluded) || on(&state.reviewed) || state.lifted.as_ref().is_some_and(lifted)
    };
    let mut called = Vec::new();
    for brief in cx.facts.matters(&query) {
        if serde_json::from_str::<State>(&brief.state).is_ok_and(|state| rests(&state)) {
            let back = TakeBack { meeting: meeting.clone(), item: Some(*item), day: cx.day };
            let about = format!("{}/{meeting}/{item}", brief.id);
            called.push(reaction("appraisal/take_back", &about, Some(brief.id), Action::TakeBack(back), cx));
        }
    }
    called
}

/// Times for a statement, for a review and of a veto that are over.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: Appraisal::KIND.id, open: Some(true), ..Query::default() };
    let mut called = Vec::new();
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
        let pauses = cx.facts.pauses(&brief.id);
        let clock = Clock { policy: cx.policy, pauses: &pauses };
        let Some((verb, action)) = over(&state, &clock, cx) else { continue };
        let key = format!("appraisal/{verb}/{}/{}", brief.id, cx.day);
        called.push(Reaction { key, to: Some(brief.id), action });
    }
    called
}

fn over(state: &State, clock: &Clock, cx: &Context) -> Option<(&'static str, Action)> {
    let passed = |limit: &str, since: engine::days::Day| clock.due(limit, since, "").day.filter(|due| *due < cx.day);
    match state.stage() {
        stage::HEARING => {
            let day = passed(STATEMENT, state.submitted.as_ref()?.day)?;
            Some(("lapse", Action::Lapse(Lapse { day })))
        }
        stage::TOLD => {
            let day = passed(REVIEW, state.told.as_ref()?.day)?;
            Some(("settle", Action::Settle(Lapse { day })))
        }
        stage::BARRED => {
            let day = state.standing()?.until.filter(|until| *until <= cx.day)?;
            Some(("expire", Action::Expire(Expire { day })))
        }
        _ => None,
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Start(start) = action else { return Err(Refusal::not_now()) };
        return evidence::started(start, cx).map(Event::Started);
    };
    if !is_own(&action) {
        evidence::apart(&state.started.subject, cx)?;
    }
    match action {
        Action::Start(_) => Err(Refusal::not_now()),
        Action::Record(record) => evidence::recorded(state, record, cx).map(Event::Recorded),
        Action::Submit(submit) => evidence::submitted(state, submit, cx).map(Event::Submitted),
        Action::State(statement) => {
            filled(&statement.words.0, "/words", "陈述和申辩")?;
            Ok(Event::Stated(Stated { statement, day: cx.day }))
        }
        Action::Lapse(lapse) => Ok(Event::Lapsed(lapse)),
        Action::Conclude(conclude) => conclusion::concluded(state, conclude, cx).map(Event::Concluded),
        Action::Tell(tell) => told(state, tell, cx).map(Event::Told),
        Action::Appeal(appeal) => {
            filled(&appeal.grounds.0, "/grounds", "复核理由")?;
            Ok(Event::Appealed(Appealed { appeal, day: cx.day }))
        }
        Action::Review(conclude) => conclusion::reviewed(state, conclude, cx).map(Event::Reviewed),
        Action::Lift(lift) => conclusion::lifting(state, lift, cx).map(Event::Lifted),
        Action::Expire(expire) => Ok(Event::Expired(expire)),
        Action::Settle(lapse) => Ok(Event::Settled(lapse)),
        Action::Plan(plan) => mending::planned(plan, cx).map(Event::Planned),
        Action::Mend(mended) => mending::mended(state, mended).map(Event::Mended),
        Action::Accept(accept) => mending::accepted(state, accept, cx).map(Event::Accepted),
        Action::TakeBack(back) => Ok(Event::TakenBack(back)),
    }
}

/// What the person, or the head for his body, does for himself, and what the clock does.
const fn is_own(action: &Action) -> bool {
    use Action::{Appeal, Expire, Lapse, Mend, Plan, Settle, State, TakeBack};
    matches!(action, State(_) | Appeal(_) | Plan(_) | Mend(_) | Lapse(_) | Settle(_) | Expire(_) | TakeBack(_))
}

fn told(state: &State, tell: Tell, cx: &Context) -> Result<Tell, Refusal> {
    filled(&tell.how, "/how", "告知方式")?;
    let concluded = state.standing().map_or(cx.day, |one| one.day);
    if tell.day < concluded || tell.day > cx.day {
        let sentence = "告知日期应在结论之后、不晚于今天，请核对后重填。";
        return Err(Refusal::new("day_wrong", "", sentence).at("/day"));
    }
    Ok(tell)
}

/// What was said about how it was told, and words, are corrected; what a meeting decided is decided anew.
pub(super) fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match (was, now) {
        (_, Event::Told(tell)) => told(state, tell.clone(), cx).map(drop),
        (_, Event::Mended(_)) => Ok(()),
        (Event::Lifted(was), Event::Lifted(now)) if *was == (Lifted { reason: was.reason.clone(), ..now.clone() }) => {
            filled(&now.reason.0, "/reason", "解除理由")
        }
        _ => {
            let sentence = "考察记录、陈述和会议决定不能更正：记录另补一条，会议决定由会议重新作出。";
            Err(Refusal::new("not_correctable", THROUGHOUT, sentence))
        }
    }
}

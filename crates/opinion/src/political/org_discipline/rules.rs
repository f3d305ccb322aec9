//! Who verifies, hears and decides, what is refused, and how history becomes state.

use super::{
    OrgDiscipline,
    facts::{
        Action, AskReview, Carried, CarryOut, Close, Closed, Decide, Decided, Event, Hear, Heard, Measures, Outcome,
        Registered, Report, Review, ReviewAsked, Reviewed, Serve, Served, State, Tell, Told, Verified, Verify,
        Withdraw, Withdrawn,
    },
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, term},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::Query,
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::Reaction,
    words::{PersonId, Term},
};

/// How long verifying may take.
pub(super) const VERIFY: &str = "org_discipline.verify";
/// How long telling the person may take.
pub(super) const TELL: &str = "org_discipline.tell";
/// How long he has to say what he has to say.
pub(super) const HEAR: &str = "org_discipline.hear";
/// How long deciding may take.
pub(super) const DECIDE: &str = "org_discipline.decide";
/// How long serving may take.
pub(super) const SERVE: &str = "org_discipline.serve";
/// How long carrying it out may take.
pub(super) const CARRY: &str = "org_discipline.carry";
/// Until when he may ask for a review.
pub(super) const REMEDY: &str = "org_discipline.remedy";
/// How long a review may take.
pub(super) const REVIEW: &str = "org_discipline.review";
/// Clause of the handling.
pub(super) const CLAUSE: &str = "1.3.3";
/// The measure that is none; nothing of it is to be carried out.
const NONE: &str = "none";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.verified, &self.reviewed) {
            _ if self.withdrawn.is_some() => stage::WITHDRAWN,
            (None, _) => stage::VERIFYING,
            (Some(verified), _) if !verified.verify.found => stage::UNFOUNDED,
            (_, Some(reviewed)) if reviewed.review.outcome == Outcome::Revoked => stage::REVOKED,
            (_, None) if self.asked.is_some() => stage::REVIEWING,
            _ => self.course(),
        }
    }

    /// Of what was found, and not taken back.
    fn course(&self) -> &'static str {
        if self.told.is_none() {
            return stage::TELLING;
        }
        match (&self.heard, &self.decided, &self.served) {
            (None, ..) => stage::HEARING,
            (_, None, _) => stage::DECIDING,
            (.., None) => stage::SERVING,
            _ if self.owes_carrying() => stage::CARRYING,
            _ if self.reviewed.is_some() || self.is_over() => stage::DONE,
            _ => stage::OPEN_TO_REVIEW,
        }
    }

    /// Whether its remedy was let pass. A corrected service may give it a later last day than the one that had passed.
    fn is_over(&self) -> bool {
        let remedy = self.served.as_ref().and_then(|served| served.remedy);
        self.closed.is_some_and(|closed| remedy.is_none_or(|remedy| remedy <= closed))
    }

    /// The code of the measure that stands.
    pub(super) fn measure(&self) -> Option<&str> {
        let changed = self.reviewed.as_ref().and_then(|one| one.review.measure.as_ref());
        changed.or_else(|| self.decided.as_ref().map(|one| &one.decide.measure)).map(|measure| measure.0.as_str())
    }

    fn owes_carrying(&self) -> bool {
        self.carried.is_none() && self.measure() != Some(NONE)
    }

    /// Whom it concerns.
    #[must_use]
    pub const fn person(&self) -> &PersonId {
        &self.registered.report.person
    }

    /// Whether it stands against him: not where it was not found, withdrawn or revoked.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.stage(), stage::UNFOUNDED | stage::WITHDRAWN | stage::REVOKED)
    }
}

pub(super) fn heads() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

pub(super) fn reviewers() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister, Role::DeputySecretary])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("register", "登记事实", section()).main()] };
    let own = || vec![Hat::Person(state.person().clone())];
    let withdraw = || Offer::new("withdraw", "撤回", roles(&[Role::SectionHead, Role::DeputyMinister])).grave();
    let ask = || Offer::new("ask_review", "申请复核", own());
    let carry = || Offer::new("carry_out", "登记落实情况", section());
    match state.stage() {
        stage::VERIFYING => {
            let by = vec![Hat::Person(state.registered.report.verifier.clone())];
            vec![Offer::new("verify", "登记核实结果", by).main(), withdraw()]
        }
        stage::TELLING => vec![Offer::new("tell", "告知本人", section()).main(), withdraw()],
        stage::HEARING => {
            let by = own().into_iter().chain(section()).collect();
            vec![Offer::new("hear", "陈述和申辩", by).main(), withdraw()]
        }
        stage::DECIDING => vec![Offer::new("decide", "作出决定", heads()).main(), withdraw()],
        stage::SERVING => vec![Offer::new("serve", "登记送达", section()).main()],
        stage::CARRYING if state.asked.is_none() => vec![carry().main(), ask()],
        stage::CARRYING => vec![carry().main()],
        stage::OPEN_TO_REVIEW => vec![ask(), Offer::new("close", "复核期满", vec![Hat::System])],
        stage::REVIEWING => {
            let mut offers = vec![Offer::new("review", "复核决定", reviewers()).main()];
            offers.extend(state.owes_carrying().then(carry));
            offers
        }
        _ => Vec::new(),
    }
}

/// Matters whose remedy has run out.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: OrgDiscipline::KIND.id, stage: Some(stage::OPEN_TO_REVIEW), ..Query::default() };
    let over = |brief: engine::facts::Brief| {
        let state = serde_json::from_str::<State>(&brief.state).ok()?;
        let day = state.served?.remedy.filter(|remedy| *remedy < cx.day)?;
        let key = format!("org_discipline/close/{}/{day}", brief.id);
        Some(Reaction { key, to: Some(brief.id), action: Action::Close(Close { day }) })
    };
    cx.facts.matters(&query).into_iter().filter_map(over).collect()
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Register(report) = action else { return Err(Refusal::not_now()) };
        return registered(report, cx).map(|one| Event::Registered(Box::new(one)));
    };
    if !matches!(action, Action::Hear(_) | Action::AskReview(_) | Action::Close(_)) {
        apart(state.person(), cx)?;
    }
    match action {
        Action::Register(_) => Err(Refusal::not_now()),
        Action::Verify(verify) => verified(verify, cx).map(Event::Verified),
        Action::Tell(tell) => told(tell, cx).map(Event::Told),
        Action::Hear(hear) => heard(state, hear, cx).map(Event::Heard),
        Action::Decide(decide) => decided(state, decide, cx).map(Event::Decided),
        Action::Serve(serve) => served(state, serve, cx).map(Event::Served),
        Action::CarryOut(carry_out) => carried(state, carry_out, cx).map(Event::Carried),
        Action::AskReview(ask) => review_asked(state, ask, cx).map(Event::ReviewAsked),
        Action::Review(review) => reviewed(state, review, cx).map(Event::Reviewed),
        Action::Withdraw(Withdraw { reason }) => {
            filled(&reason.0, "/reason", "撤回理由")?;
            Ok(Event::Withdrawn(Withdrawn { reason, day: cx.day }))
        }
        Action::Close(close) => Ok(Event::Closed(Closed { day: close.day })),
    }
}

/// Before he is told the person is not among those the matter shows, so his own and his relatives' hands are kept off here.
fn apart(person: &PersonId, cx: &Context) -> Result<(), Refusal> {
    if cx.actor.untouchables.contains(person) || cx.actor.decider() == Some(person) {
        let sentence = "事项涉及本人或亲属，应当回避，请转其他有权限的人办理。";
        return Err(Refusal::new("recused", "law.recusal", sentence));
    }
    Ok(())
}

fn registered(report: Report, cx: &Context) -> Result<Registered, Refusal> {
    let name = checks::person(&report.person, "/person", cx)?.name;
    apart(&report.person, cx)?;
    let breach = term(&report.breach, "/breach", cx)?;
    let source = term(&report.source, "/source", cx)?;
    filled(&report.facts.0, "/facts", "具体事实")?;
    not_ahead(report.occurred, "/occurred", "发生日期", cx)?;
    let verifier = checks::person(&report.verifier, "/verifier", cx)?.name;
    let source_person = report.brought_by.as_ref().and_then(|sealed| cx.open(sealed));
    if source_person.as_ref() == Some(&report.verifier) {
        let sentence = format!("{verifier}是提供情况的人，不能又作核实人，请另选。");
        return Err(Refusal::new("verifier_is_source", CLAUSE, sentence).at("/verifier"));
    }
    if report.verifier == report.person || cx.facts.relatives(&report.person).contains(&report.verifier) {
        let sentence = format!("{verifier}是本人或其亲属，应当回避，请另选核实人。");
        return Err(Refusal::new("recused", "law.recusal", sentence).at("/verifier"));
    }
    Ok(Registered {
        name,
        post: cx.facts.post_text(&report.person, cx.day),
        unit: cx.facts.unit_of(&report.person, cx.day),
        breach,
        source,
        verifier,
        report,
        day: cx.day,
    })
}

fn verified(verify: Verify, cx: &Context) -> Result<Verified, Refusal> {
    filled(&verify.finding.0, "/finding", "核实情况")?;
    Ok(Verified { verify, day: cx.day })
}

fn told(tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    filled(&tell.gist.0, "/gist", "告知的事实和证据要点")?;
    filled(&tell.ground.0, "/ground", "依据")?;
    Ok(Told { tell, day: cx.day })
}

/// What he does not write himself is recorded in somebody's presence.
fn heard(state: &State, hear: Hear, cx: &Context) -> Result<Heard, Refusal> {
    filled(&hear.statement.0, "/statement", "陈述和申辩")?;
    let own = cx.actor.decider() == Some(state.person());
    if !own {
        apart(state.person(), cx)?;
        filled(hear.witness.as_deref().unwrap_or_default(), "/witness", "记录人和在场人")?;
    }
    Ok(Heard { hear, own, day: cx.day })
}

fn decided(state: &State, decide: Decide, cx: &Context) -> Result<Decided, Refusal> {
    let measure = term(&decide.measure, "/measure", cx)?;
    filled(&decide.authority, "/authority", "决定机关")?;
    filled(&decide.reason.0, "/reason", "理由")?;
    not_ahead(decide.decided_on, "/decided_on", "决定日期", cx)?;
    if let Some(heard) = state.heard.as_ref().filter(|heard| decide.decided_on < heard.day) {
        let sentence = format!("决定早于听取陈述的{}，须听取陈述后再作决定，请核对。", heard.day.sentence());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/decided_on"));
    }
    if cx.actor.decider() == Some(&state.registered.report.verifier) {
        let sentence = "核实人不作决定，请转其他部领导签署。";
        return Err(Refusal::new("verifier_decides", CLAUSE, sentence));
    }
    Ok(Decided { decide, measure, by: cx.actor.decider().cloned(), day: cx.day })
}

fn served(state: &State, serve: Serve, cx: &Context) -> Result<Served, Refusal> {
    filled(&serve.way, "/way", "送达方式")?;
    not_ahead(serve.day, "/day", "送达日期", cx)?;
    before(serve.day, state.decided.as_ref().map(|one| one.decide.decided_on), "决定")?;
    let due = cx.policy.due(REMEDY, serve.day, "送达", &[]);
    Ok(Served { serve, remedy: due.day, words: due.basis.words })
}

fn before(day: Day, earliest: Option<Day>, what: &str) -> Result<(), Refusal> {
    let Some(earliest) = earliest.filter(|earliest| day < *earliest) else { return Ok(()) };
    let sentence = format!("日期早于{what}的{}，请核对。", earliest.sentence());
    Err(Refusal::new("day_before", "", sentence).at("/day"))
}

fn carried(state: &State, carry_out: CarryOut, cx: &Context) -> Result<Carried, Refusal> {
    filled(&carry_out.how.0, "/how", "落实情况")?;
    not_ahead(carry_out.day, "/day", "落实日期", cx)?;
    before(carry_out.day, state.served.as_ref().map(|one| one.serve.day), "送达")?;
    Ok(Carried { carry_out })
}

fn review_asked(state: &State, ask: AskReview, cx: &Context) -> Result<ReviewAsked, Refusal> {
    filled(&ask.text.0, "/text", "申请理由")?;
    let remedy = state.served.as_ref().and_then(|served| served.remedy);
    if let Some(last) = remedy.filter(|last| cx.day > *last) {
        let sentence =
            format!("复核申请截止{}，已经过期；仍有异议的，请向上级组织部门反映。", last.sentence_with_year());
        return Err(Refusal::new("remedy_over", CLAUSE, sentence));
    }
    Ok(ReviewAsked { ask, day: cx.day })
}

/// A review is somebody else's, and nothing becomes heavier by it.
fn reviewed(state: &State, review: Review, cx: &Context) -> Result<Reviewed, Refusal> {
    filled(&review.authority, "/authority", "复核机关")?;
    filled(&review.reason.0, "/reason", "理由")?;
    let decided = state.decided.as_ref().ok_or_else(Refusal::not_now)?;
    if cx.actor.decider().is_some() && cx.actor.decider() == decided.by.as_ref() {
        let sentence = "作出原决定的人不作复核，请转其他领导签署。";
        return Err(Refusal::new("own_decision", CLAUSE, sentence));
    }
    let measure = match (review.outcome, &review.measure) {
        (Outcome::Changed, Some(measure)) => {
            let word = term(measure, "/measure", cx)?;
            lighter(measure, &word, decided, cx)?;
            Some(word)
        }
        (Outcome::Changed, None) => return filled("", "/measure", "变更后的决定").and(Err(Refusal::not_now())),
        (_, Some(_)) => {
            let sentence = "维持或撤销原决定的，不填变更后的决定，请删去。";
            return Err(Refusal::new("not_changed", "", sentence).at("/measure"));
        }
        (_, None) => None,
    };
    Ok(Reviewed { review, measure, by: cx.actor.decider().cloned(), day: cx.day })
}

/// The county's list goes from the lightest measure to the heaviest.
fn lighter(measure: &Term<Measures>, word: &str, decided: &Decided, cx: &Context) -> Result<(), Refusal> {
    let known = cx.policy.dictionary("org_measures").map(|known| known.terms.as_slice()).unwrap_or_default();
    let lighter: Vec<_> = known.iter().take_while(|term| term.code != decided.decide.measure.0).collect();
    if lighter.iter().any(|term| term.code == measure.0) {
        return Ok(());
    }
    let titles: Vec<&str> = lighter.iter().map(|term| term.title.as_str()).collect();
    let way = match titles.as_slice() {
        [] => "没有更轻的可选，请选择维持或者撤销原决定".to_owned(),
        several => format!("请改选{}，或者维持、撤销原决定", several.join("、")),
    };
    let sentence = format!("复核变更只能减轻，{word}不轻于原决定的{}，{way}。", decided.measure);
    Err(Refusal::new("heavier", CLAUSE, sentence).at("/measure"))
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Registered(registered) = event else { return Err(Misfit("a matter begins with its fact")) };
        return Ok(State {
            registered: *registered,
            verified: None,
            told: None,
            heard: None,
            decided: None,
            served: None,
            carried: None,
            asked: None,
            reviewed: None,
            withdrawn: None,
            closed: None,
        });
    };
    match event {
        Event::Registered(_) => return Err(Misfit("a fact is registered once")),
        Event::Verified(one) => state.verified = Some(one),
        Event::Told(one) => state.told = Some(one),
        Event::Heard(one) => state.heard = Some(one),
        Event::Decided(one) => state.decided = Some(one),
        Event::Served(one) => state.served = Some(one),
        Event::Carried(one) => state.carried = Some(one),
        Event::ReviewAsked(one) => state.asked = Some(one),
        Event::Reviewed(one) => state.reviewed = Some(one),
        Event::Withdrawn(one) => state.withdrawn = Some(one),
        Event::Closed(one) => state.closed = Some(one.day),
    }
    Ok(state)
}

/// What a corrected service means is worked out again.
pub(super) fn relearn(event: Event, cx: &Context) -> Event {
    let Event::Served(one) = event else { return event };
    let due = cx.policy.due(REMEDY, one.serve.day, "送达", &[]);
    Event::Served(Served { remedy: due.day, words: due.basis.words, serve: one.serve })
}

/// What was found, said or decided is not rewritten; when it was served and carried out is, and what follows moves with it.
pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Carried(one) => carried(state, one.carry_out.clone(), cx).map(drop),
        Event::Served(one) => {
            served(state, one.serve.clone(), cx)?;
            let later = [state.carried.as_ref().map(|one| one.carry_out.day), state.asked.as_ref().map(|one| one.day)];
            let Some(day) = later.into_iter().flatten().find(|day| *day < one.serve.day) else { return Ok(()) };
            let sentence =
                format!("送达日期晚于已登记的落实或者申请复核日期{}，请核对；落实日期有误的先更正。", day.sentence());
            Err(Refusal::new("day_after", CLAUSE, sentence).at("/serve/day"))
        }
        _ => {
            let sentence = "核实、告知、陈述和决定不能更正：决定前有误的撤回后重办，决定后有误的由复核或撤销处理。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}

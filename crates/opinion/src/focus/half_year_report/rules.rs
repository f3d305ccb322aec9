//! When a report opens and who owes it, who may report, what is frozen, and how history becomes state.

use super::{
    facts::{
        Accepted, Action, Drafted, Dropped, Event, HalfYear, Open, Opened, Part, PartSigned, Problem, ReadNote,
        SendBack, SentBack, SignPart, State, Submit, Submitted,
    },
    figures, stage,
};
use crate::{
    checks::filled,
    focus::secretaries,
    ground::unit::Unit,
    owed::{self, section},
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, HalfDay, Period},
    facts::PostAt,
    procedure::{Context, Misfit, Refusal, roles},
    trigger::Reaction,
    words::{MatterId, PersonId, UnitId},
};

/// By when a report is owed after the half-year.
pub(super) const REPORT: &str = "half_year.report";
/// How long reading may take.
pub(super) const REVIEW: &str = "half_year.review";
/// How long mending may take.
pub(super) const MEND: &str = "half_year.mend";
/// The table that says on which day the reports open.
pub(super) const OPENS: &str = "half_year.opens";
/// The table of the kinds of units that report.
pub(super) const UNITS: &str = "half_year.units";
/// Clause of the report.
pub(super) const CLAUSE: &str = "4.1.2";
/// Reports opened in one round of the clock: a round stays short, the rest follow in the next.
const ROUND: usize = 50;

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.dropped.is_some() {
            return stage::DROPPED;
        }
        match (&self.submitted, &self.accepted) {
            (_, Some(_)) => stage::DONE,
            (None, None) => stage::REPORTING,
            (Some(_), None) if self.mending().next().is_some() => stage::MENDING,
            (Some(_), None) => stage::READING,
        }
    }

    /// Items of the list that are not mended.
    pub fn mending(&self) -> impl Iterator<Item = &Problem> {
        self.sent_back.iter().flat_map(|sent| &sent.items).filter(|item| item.how.is_none())
    }

    /// Sections of units that have ended, not signed yet by whoever headed them.
    pub fn unsigned(&self) -> impl Iterator<Item = &Part> {
        let signed = |person: &PersonId| self.signed.iter().any(|one| &one.person == person);
        self.opened.parts.iter().filter(move |part| part.head.as_ref().is_some_and(|head| !signed(head)))
    }

    /// The unit that owes the report now: it may have passed to another.
    pub(super) fn unit(&self, cx: &Context) -> UnitId {
        let passed = |unit: UnitId, to: engine::succession::Rehome| if to.from == unit { to.to } else { unit };
        cx.facts.moves(cx.matter).into_iter().fold(self.opened.unit.clone(), passed)
    }
}

pub(super) fn leaders() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else {
        let by = section().into_iter().chain([Hat::System]).collect();
        return vec![Offer::new("open", "开启半年报告", by)];
    };
    let by = || owed::unit(&state.opened.unit);
    let drop = || Offer::new("drop", "不再报告", roles(&[Role::SectionHead])).grave();
    match state.stage() {
        stage::REPORTING => {
            let mut offers = vec![Offer::new("submit", "报告", by()).main(), Offer::new("draft", "保存底稿", by())];
            let heads: Vec<Hat> = state.unsigned().filter_map(|part| part.head.clone()).map(Hat::Person).collect();
            if !heads.is_empty() {
                offers.push(Offer::new("sign_part", "签认原单位部分", heads).main());
            }
            offers.push(drop());
            offers
        }
        stage::MENDING => {
            vec![Offer::new("submit", "补正后报告", by()).main(), Offer::new("draft", "保存底稿", by()), drop()]
        }
        stage::READING => vec![
            Offer::new("accept", "审阅通过", section()).main(),
            Offer::new("send_back", "退回补正", section()),
            Offer::new("read", "阅", leaders()),
        ],
        _ => Vec::new(),
    }
}

/// The half-year that ended last before a day.
fn last_ended(day: Day) -> (i16, HalfYear) {
    let now = if day.month() <= 6 { HalfYear::First } else { HalfYear::Second };
    now.before(day.year())
}

/// One report for each unit that owes it, from the county's day until the day by which it is owed. What could no longer be owed in time
/// is not opened by the clock: a county that begins in autumn owes nothing for its spring.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let (year, half) = last_ended(cx.day);
    let Some(period) = half.period(year) else { return Vec::new() };
    let opens = cx.policy.table(OPENS, cx.day).and_then(|table| table.value(&[half.code()], "opens"));
    let opens = opens.and_then(|opens| Day::of(&format!("{}-{opens}", cx.day.year())));
    let due = cx.policy.due(REPORT, period.to.day, "半年期满", &[]).day;
    if opens.is_none_or(|opens| cx.day < opens) || due.is_some_and(|due| due < cx.day) {
        return Vec::new();
    }
    let known: Vec<UnitId> =
        figures::of_half(None, year, half, cx).into_iter().map(|(_, state)| state.opened.unit).collect();
    let owes = |kind: &str| {
        let table = cx.policy.table(UNITS, cx.day);
        table.and_then(|table| table.value(&[kind], "reports")) == Some("yes")
    };
    let units = cx.facts.units(None).into_iter().filter(|card| owes(&card.kind) && !known.contains(&card.id));
    let open = |card: engine::facts::UnitCard| Reaction {
        key: format!("half_year_report/{year}/{}/{}", half.code(), card.id),
        to: None,
        action: Action::Open(Open { unit: card.id, year, half }),
    };
    units.filter(|card| stood(&card.id, period, cx)).take(ROUND).map(open).collect()
}

/// Whether anybody led the unit at the end of the period: one without a body has no Party organization that could report.
fn stood(unit: &UnitId, period: Period, cx: &Context) -> bool {
    let last = period.to.day;
    !cx.facts.chiefs(unit, last).is_empty() || !cx.facts.members(unit, last).is_empty()
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Open(open) => opening(open, cx).map(Event::Opened),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Open(_) => Err(Refusal::not_now()),
        Action::Draft(draft) => {
            if draft.content.fields().iter().all(|(_, _, text)| text.0.trim().is_empty()) {
                return Err(
                    Refusal::new("field_missing", "", "底稿没有内容，请至少填写一项再保存。").at("/content/daily")
                );
            }
            Ok(Event::Drafted(Drafted { content: draft.content, day: cx.day }))
        }
        Action::SignPart(sign) => signing(state, sign, cx).map(Event::PartSigned),
        Action::Submit(submit) => submitting(state, *submit, cx).map(|made| Event::Submitted(Box::new(made))),
        Action::Read(read) => {
            let name = cx.actor.decider().map_or_else(|| cx.actor.account.clone(), |who| cx.facts.name(who));
            Ok(Event::Read(ReadNote { name, remark: read.remark, day: cx.day }))
        }
        Action::Accept(accept) => Ok(Event::Accepted(Accepted { opinion: accept.opinion, day: cx.day })),
        Action::SendBack(back) => sending_back(back, cx).map(Event::SentBack),
        Action::Drop(drop) => {
            filled(&drop.reason.0, "/reason", "理由")?;
            let unit = state.unit(cx);
            if let Some(card) = cx.facts.unit(&unit).filter(|card| card.active) {
                let sentence = format!("{}仍在设，须按期报告；确有错误的请作废本事项。", card.name);
                return Err(Refusal::new("unit_stands", CLAUSE, sentence));
            }
            Ok(Event::Dropped(Dropped { reason: drop.reason, day: cx.day }))
        }
    }
}

fn opening(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let card = match cx.facts.unit(&open.unit) {
        Some(card) if card.active => card,
        gone => return Err(no_unit(&open.unit, gone.map(|card| card.name), cx)),
    };
    let wrong = || Refusal::new("day_wrong", CLAUSE, "年度写错了，请重新填写。").at("/year");
    let period = open.half.period(open.year).ok_or_else(wrong)?;
    if cx.day <= period.to.day {
        let sentence = format!("{}年{}还没有结束，期满后再开启。", open.year, open.half.word());
        return Err(Refusal::new("day_ahead", CLAUSE, sentence).at("/half"));
    }
    let mine = |(_, state): &(MatterId, State)| state.opened.unit == open.unit;
    if figures::of_half(Some(&open.unit), open.year, open.half, cx).iter().any(mine) {
        let sentence = format!("{}{}年{}的报告已经开启，请在原事项办理。", card.name, open.year, open.half.word());
        return Err(Refusal::new("report_known", CLAUSE, sentence).at("/unit"));
    }
    let parts = figures::parts(&open.unit, period, cx);
    let Open { unit, year, half } = open;
    Ok(Opened { unit, name: card.name, year, half, period, parts, day: cx.day })
}

/// A unit that no longer exists does not report; whoever took over does.
fn no_unit(unit: &UnitId, name: Option<String>, cx: &Context) -> Refusal {
    let ended = cx.facts.read::<Unit>(&MatterId::from(unit)).and_then(|state| state.dissolved);
    let heir = ended.and_then(|ended| Some((ended.day, cx.facts.unit_name(&ended.into?))));
    let sentence = match (name, heir) {
        (Some(name), Some((day, heir))) => {
            format!("{name}已于{}撤销，由{heir}合并报告，请选择{heir}。", day.sentence_with_year())
        }
        (Some(name), None) => format!("{name}已撤销，不再报告，请核对报告单位。"),
        (None, _) => "没有这个单位，请重新选择。".to_owned(),
    };
    Refusal::new("unknown_unit", CLAUSE, sentence).at("/unit")
}

/// Who reports: the secretary, or, where there is none or he is away, a member of the body in his stead.
fn reporter(state: &State, submit: &Submit, cx: &Context) -> Result<PersonId, Refusal> {
    let unit = state.unit(cx);
    let heads = secretaries(&unit, cx.day, cx);
    if let Some(head) = heads.iter().find(|head| cx.actor.decider() == Some(&head.person)) {
        return match submit.in_stead {
            None => Ok(head.person.clone()),
            Some(_) => {
                let sentence = "党组织书记本人报告，不填代报，请清空后再报。";
                Err(Refusal::new("in_stead_needless", CLAUSE, sentence).at("/in_stead"))
            }
        };
    }
    let today = Period::days(cx.day, cx.day);
    let away = |head: &&PostAt| {
        let absences =
            cx.facts.absences(std::slice::from_ref(&head.person), today, HalfDay::morning(cx.day), cx.matter);
        absences.iter().any(|absence| absence.firm)
    };
    if let Some(head) = heads.iter().find(|head| !away(head)) {
        let name = cx.facts.name(&head.person);
        let sentence = format!("{name}在岗，须由其本人报告：请保存底稿后由其办理，已在纸上签字的凭签字件代录。");
        return Err(Refusal::new("secretary_reports", CLAUSE, sentence));
    }
    let Some(stead) = &submit.in_stead else {
        let sentence = "党组织书记空缺或外出，请填写代报人和代报原因。";
        return Err(Refusal::new("field_missing", CLAUSE, sentence).at("/in_stead/person"));
    };
    filled(&stead.reason.0, "/in_stead/reason", "代报原因")?;
    if !cx.facts.members(&unit, cx.day).iter().any(|member| member.person == stead.person) {
        let sentence = format!("{}不是本单位班子成员，请另选代报人。", cx.facts.name(&stead.person));
        return Err(Refusal::new("not_member", CLAUSE, sentence).at("/in_stead/person"));
    }
    Ok(stead.person.clone())
}

fn submitting(state: &State, mut submit: Submit, cx: &Context) -> Result<Submitted, Refusal> {
    // What was said with the first report is not asked for again when it is mended, and stays with it.
    if let Some(before) = state.submitted.as_ref().map(|made| &made.submit) {
        submit.late_reason = submit.late_reason.or_else(|| before.late_reason.clone());
        submit.unsigned = submit.unsigned.or_else(|| before.unsigned.clone());
    }
    for (at, title, text) in submit.content.fields() {
        filled(&text.0, at, title)?;
    }
    let reporter = reporter(state, &submit, cx)?;
    let days_late = lateness(state, &submit, cx)?;
    signed(state, &submit)?;
    mended(state, &submit)?;
    let tallies = figures::tallies(&state.opened.parts, cx);
    let (figures, compared) = figures::compared(&state.opened, &state.unit(cx), &tallies, cx);
    Ok(Submitted {
        name: cx.facts.name(&reporter),
        post: cx.facts.post_text(&reporter, cx.day),
        reporter,
        figures,
        tallies: if state.opened.parts.len() > 1 { tallies } else { Vec::new() },
        compared,
        days_late,
        submit,
        day: cx.day,
    })
}

/// Working days by which the first report is late; who is late says why. In a year without a published calendar each day counts.
fn lateness(state: &State, submit: &Submit, cx: &Context) -> Result<i64, Refusal> {
    if let (Some(_), Some(made)) = (state.first, &state.submitted) {
        return Ok(made.days_late);
    }
    let pauses = cx.facts.pauses(cx.matter);
    let due = cx.policy.due(REPORT, state.opened.period.to.day, "半年期满", &pauses).day;
    let Some(due) = due.filter(|due| *due < cx.day) else { return Ok(0) };
    let late = cx.policy.calendar().working_days(due.plus(1), cx.day).unwrap_or_else(|_| due.days_until(cx.day));
    if submit.late_reason.as_ref().is_none_or(|reason| reason.0.trim().is_empty()) {
        let sentence = format!("应于{}前报告，已逾期{late}个工作日，请填写逾期原因。", due.sentence_with_year());
        return Err(Refusal::new("late_reason_missing", CLAUSE, sentence).at("/late_reason"));
    }
    Ok(late)
}

/// Each section of a unit that has ended is signed by whoever headed it, or it is said why not.
fn signed(state: &State, submit: &Submit) -> Result<(), Refusal> {
    let Some(part) = state.unsigned().next() else { return Ok(()) };
    if submit.unsigned.as_ref().is_some_and(|reason| !reason.0.trim().is_empty()) {
        return Ok(());
    }
    let head = part.head_name.as_deref().unwrap_or("原负责人");
    let sentence = format!("{}部分还没有由{head}签认，请先签认；确实不能签的，填写原因。", part.name);
    Err(Refusal::new("part_unsigned", CLAUSE, sentence).at("/unsigned"))
}

/// The list is answered item by item.
fn mended(state: &State, submit: &Submit) -> Result<(), Refusal> {
    for (at, row) in submit.mended.iter().enumerate() {
        filled(&row.how.0, &format!("/mended/{at}/how"), "补正情况")?;
        if !state.mending().any(|item| item.item == row.item) {
            let sentence = format!("补正清单没有待补正的第{}项，请照清单填写。", row.item);
            return Err(Refusal::new("unknown_item", CLAUSE, sentence).at(&format!("/mended/{at}/item")));
        }
    }
    let answered = |item: &u32| submit.mended.iter().any(|row| row.item == *item);
    let open: Vec<String> =
        state.mending().map(|item| item.item).filter(|item| !answered(item)).map(|item| item.to_string()).collect();
    if open.is_empty() {
        return Ok(());
    }
    let sentence = format!("补正清单第{}项没有写补正情况，请逐项填写。", open.join("、"));
    Err(Refusal::new("items_open", CLAUSE, sentence).at("/mended"))
}

fn signing(state: &State, sign: SignPart, cx: &Context) -> Result<PartSigned, Refusal> {
    let me = cx.actor.decider().ok_or_else(Refusal::not_now)?;
    if !state.unsigned().any(|part| part.head.as_ref() == Some(me)) {
        return Err(Refusal::not_now());
    }
    Ok(PartSigned { person: me.clone(), name: cx.facts.name(me), remark: sign.remark, day: cx.day })
}

fn sending_back(back: SendBack, cx: &Context) -> Result<SentBack, Refusal> {
    if back.items.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "补正清单没有内容，请逐项写明要补正什么。").at("/items"));
    }
    let numbered = (1..).zip(back.items).enumerate();
    let item = |(at, (item, row)): (usize, (u32, super::facts::ProblemRow))| {
        filled(&row.problem.0, &format!("/items/{at}/problem"), "需要补正的内容")?;
        Ok(Problem { item, problem: row.problem, how: None })
    };
    Ok(SentBack { items: numbered.map(item).collect::<Result<_, Refusal>>()?, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(opened) => Ok(State {
                opened,
                draft: None,
                signed: Vec::new(),
                submitted: None,
                first: None,
                read: Vec::new(),
                sent_back: None,
                accepted: None,
                dropped: None,
            }),
            _ => Err(Misfit("a report begins with its opening")),
        };
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a report is opened once")),
        Event::Drafted(drafted) => state.draft = Some(drafted.content),
        Event::PartSigned(signed) => state.signed.push(signed),
        Event::Submitted(made) => {
            for item in state.sent_back.iter_mut().flat_map(|sent| &mut sent.items) {
                let answer = made.submit.mended.iter().find(|row| row.item == item.item);
                item.how = answer.map(|row| row.how.clone()).or(item.how.take());
            }
            state.first.get_or_insert(made.day);
            state.draft = None;
            state.submitted = Some(*made);
        }
        Event::Read(note) => state.read.push(note),
        Event::Accepted(accepted) => state.accepted = Some(accepted),
        Event::SentBack(sent) => state.sent_back = Some(sent),
        Event::Dropped(dropped) => state.dropped = Some(dropped),
    }
    Ok(state)
}

/// What was frozen with a report is not rewritten: it is returned and made again.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Read(_) | Event::Accepted(_) => Ok(()),
        _ => {
            let sentence = "报告和清单不能更正：未审阅的退回补正，已办结的撤销后重新开启。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}

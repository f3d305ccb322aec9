//! Who reports, what a report has to answer, how it is read, and how history becomes state.

use super::{
    facts::{
        Accepted, Action, Answer, Dropped, Event, File, Filed, Items, Lacking, Open, Opened, Passed, Report, Reported,
        Row, SendBack, SentBack, State, Supplement, Supplemented, Verdict,
    },
    hearing, stage, verdict,
};
use crate::{
    checks::{self, filled, not_ahead, term},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    facts::PersonCard,
    policy::Due,
    procedure::{Context, Misfit, Refusal, roles},
    words::{Dictionary, PersonId, Prose, Sealed, Term},
};

/// By when after the year the yearly report is owed.
pub(super) const YEARLY: &str = "declaration.yearly";
/// By when something that happened is reported.
pub(super) const EVENT: &str = "declaration.event";
/// How long reading may take.
pub(super) const READ: &str = "declaration.read";
/// How long mending may take.
pub(super) const MEND: &str = "declaration.mend";
/// How long verifying may take.
pub(super) const VERIFY: &str = "declaration.verify";
/// How long an explanation is waited for.
pub(super) const EXPLAIN: &str = "declaration.explain";
/// How long finding may take.
pub(super) const FIND: &str = "declaration.find";
/// How long confirming may take.
pub(super) const CONFIRM: &str = "declaration.confirm";
/// How soon the person is told.
pub(super) const TELL: &str = "declaration.tell";
/// How long a review may be asked for.
pub(super) const ASK_REVIEW: &str = "declaration.ask_review";
/// How long a review may take.
pub(super) const REVIEW: &str = "declaration.review";
/// The table that says on which day the yearly reports open.
pub(super) const OPENS: &str = "declaration.opens";
/// The table of the levels that report here.
pub(super) const LEVELS: &str = "declaration.levels";
/// 班子和干部监督信息档案，定期更新
pub(super) const CLAUSE: &str = "4.3.1";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.dropped.is_some() {
            return stage::DROPPED;
        }
        if self.told.is_some() {
            let waits = self.review_asked.is_some() && self.reviewed.is_none();
            return if waits { stage::REVIEWING } else { stage::CHECKED };
        }
        match (&self.picked, &self.filed) {
            (_, None) => stage::REPORTING,
            (None, Some(_)) if self.sent_back.is_some() => stage::MENDING,
            (None, Some(_)) if self.accepted.is_none() => stage::READING,
            (None, Some(_)) => stage::FILED,
            (Some(_), Some(_)) => match (&self.verified, &self.found, &self.confirmed) {
                (None, ..) => stage::VERIFYING,
                (Some(_), None, _) => stage::FINDING,
                (Some(_), Some(_), None) => stage::CONFIRMING,
                (Some(_), Some(_), Some(_)) => stage::TELLING,
            },
        }
    }

    /// What it was, as confirmed or reviewed.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let reviewed = self.reviewed.as_ref().map(|one| one.review.verdict);
        let confirmed = self.confirmed.as_ref().and(self.found.as_ref()).map(|found| found.find.verdict);
        reviewed.or(confirmed)
    }

    /// Whether a draw may draw it: reported, and neither being checked nor given up.
    #[must_use]
    pub fn may_be_drawn(&self) -> bool {
        matches!(self.stage(), stage::READING | stage::FILED)
    }

    /// He himself.
    pub(super) fn own(&self) -> Vec<Hat> {
        vec![Hat::Person(self.opened.person.clone())]
    }
}

/// Who confirms what another hand found.
pub(super) fn confirming() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

/// Who reviews.
pub(super) fn reviewing() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let system = || vec![Hat::System];
    let Some(state) = state else {
        let own: Vec<Hat> = cx.actor.decider().cloned().map(Hat::Person).into_iter().collect();
        return vec![
            Offer::new("report", "报告变化", own).main(),
            Offer::new("open", "开启年度报告", section().into_iter().chain(system()).collect()),
        ];
    };
    let own = || state.own();
    let supplement = || Offer::new("supplement", "补充报告", own());
    let select = || Offer::new("select", "列入重点核查", roles(&[Role::SectionHead]));
    let drawn = || Offer::new("draw", "抽中", system());
    let mut offers = match state.stage() {
        stage::REPORTING => vec![Offer::new("file", "报告", own()).main()],
        stage::MENDING => vec![Offer::new("file", "补正后报告", own()).main()],
        stage::READING => vec![
            Offer::new("accept", "审核归档", section()).main(),
            Offer::new("send_back", "退回补正", section()),
            supplement(),
            select(),
            drawn(),
        ],
        stage::FILED => vec![supplement(), select(), drawn()],
        stage::VERIFYING => {
            vec![Offer::new("verify", "核实", section()).main(), Offer::new("undraw", "抽查撤回", system())]
        }
        stage::FINDING => {
            let mut offers = vec![Offer::new("find", "认定", section()).main()];
            if state.verified.as_ref().is_some_and(|one| !one.verify.agrees) {
                offers.push(Offer::new("explain", "说明", own()));
            }
            offers
        }
        stage::CONFIRMING => vec![Offer::new("confirm", "审定", confirming()).main()],
        stage::TELLING => vec![Offer::new("tell", "告知本人", section()).main()],
        stage::CHECKED if verdict::may_ask(state, cx.day) => vec![Offer::new("ask_review", "申请复核", own())],
        stage::REVIEWING => vec![Offer::new("review", "复核决定", reviewing()).main()],
        _ => Vec::new(),
    };
    offers.push(Offer::new("drop", "不再报告", system()));
    offers.push(Offer::new("pass", "并入", system()));
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Open(open) => opening(&open, cx).map(Event::Opened),
            Action::Report(report) => reporting(report, cx).map(|one| Event::Reported(Box::new(one))),
            _ => Err(Refusal::not_now()),
        };
    };
    let day = cx.day;
    match action {
        Action::Open(_) | Action::Report(_) => Err(Refusal::not_now()),
        Action::File(file) => filing(state, file, cx).map(Event::Filed),
        Action::Supplement(Supplement { rows, reason }) => {
            filled(&reason.0, "/reason", "补充原因")?;
            let answers = answers(rows, cx)?;
            Ok(Event::Supplemented(Supplemented { answers, reason, day }))
        }
        Action::Accept(accept) => Ok(Event::Accepted(Accepted { opinion: accept.opinion, day })),
        Action::SendBack(back) => sending_back(back, cx).map(Event::SentBack),
        Action::Drop(drop) => Ok(Event::Dropped(Dropped { reason: drop.reason, day })),
        Action::Pass(pass) => {
            let name = cx.facts.name(&pass.into);
            Ok(Event::Passed(Passed { into: pass.into, name, day }))
        }
        check => verdict::decide(state, check, cx),
    }
}

/// The first and last day of a year.
pub(in crate::focus) fn year(year: i16) -> Option<Period> {
    Some(Period::days(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
}

/// Whether a level reports here, to the state's own system, or not at all.
pub(super) fn duty_of<'a>(level: &str, on: Day, cx: &'a Context) -> Option<&'a str> {
    cx.policy.table(LEVELS, on).and_then(|table| table.value(&[level], "reports"))
}

/// A leading cadre of a level that reports here.
fn reporter(person: &PersonId, at: &str, cx: &Context) -> Result<PersonCard, Refusal> {
    let card = checks::person(person, at, cx)?;
    match duty_of(&card.level, cx.day, cx) {
        Some("local") => Ok(card),
        Some("national") => {
            let sentence = format!("{}是{}，按国家规定向有关机关报告，不在本县报告。", card.name, card.level);
            Err(Refusal::new("reports_elsewhere", CLAUSE, sentence).at(at))
        }
        _ => {
            let sentence = format!("{}的级别（{}）不在报告范围内，请核对级别。", card.name, card.level);
            Err(Refusal::new("not_reporting", CLAUSE, sentence).at(at))
        }
    }
}

/// Whose report, as he is today.
fn opened(card: PersonCard, year: i16, happened: Option<Day>, period: Period, cx: &Context) -> Opened {
    let unit = cx.facts.unit_of(&card.id, cx.day);
    Opened {
        unit_name: unit.as_ref().map_or_else(String::new, |unit| cx.facts.unit_name(unit)),
        unit,
        post: cx.facts.post_text(&card.id, cx.day),
        name: card.name,
        person: card.id,
        year,
        happened,
        period,
        day: cx.day,
    }
}

fn opening(open: &Open, cx: &Context) -> Result<Opened, Refusal> {
    let card = reporter(&open.person, "/person", cx)?;
    let wrong = || Refusal::new("day_wrong", CLAUSE, "年度写错了，请重新填写。").at("/year");
    let period = year(open.year).ok_or_else(wrong)?;
    if cx.day <= period.to.day {
        let sentence = format!("{}年还没有结束，年度终了后再开启。", open.year);
        return Err(Refusal::new("day_ahead", CLAUSE, sentence).at("/year"));
    }
    if hearing::yearly(&open.person, open.year, cx).is_some() {
        let sentence = format!("{}{}年度报告已经开启，请在原事项办理。", card.name, open.year);
        return Err(Refusal::new("report_known", CLAUSE, sentence).at("/person"));
    }
    Ok(opened(card, open.year, None, period, cx))
}

fn reporting(report: Report, cx: &Context) -> Result<Reported, Refusal> {
    let me = cx.actor.decider().cloned().ok_or_else(Refusal::not_now)?;
    let card = reporter(&me, "/happened", cx)?;
    not_ahead(report.happened, "/happened", "发生日期", cx)?;
    let answers = answers(report.rows, cx)?;
    let due = cx.policy.due(EVENT, report.happened, "发生", &[]);
    let days_late = lateness(&due, report.late_reason.as_ref(), cx)?;
    let period = Period::days(report.happened, report.happened);
    Ok(Reported {
        opened: opened(card, report.happened.year(), Some(report.happened), period, cx),
        filed: Filed { answers, days_late, late_reason: report.late_reason, day: cx.day },
    })
}

/// Days by which a report is late: it is taken, and who is late says why.
fn lateness(due: &Due, reason: Option<&Prose>, cx: &Context) -> Result<i64, Refusal> {
    let Some(due) = due.day.filter(|due| *due < cx.day) else { return Ok(0) };
    let late = due.days_until(cx.day);
    if reason.is_none_or(|reason| reason.0.trim().is_empty()) {
        let sentence = format!("应于{}前报告，已逾期{late}天，请填写逾期原因后报告。", due.sentence_with_year());
        return Err(Refusal::new("late_reason_missing", CLAUSE, sentence).at("/late_reason"));
    }
    Ok(late)
}

/// Each item once, each answered; 无此类情况 is an answer, an empty field is none.
fn answers(rows: Vec<Row>, cx: &Context) -> Result<Vec<Answer>, Refusal> {
    if rows.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "没有报告内容，请逐项填写。").at("/rows"));
    }
    let mut answers: Vec<Answer> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let item = term(&row.item, &format!("/rows/{at}/item"), cx)?;
        if answers.iter().any(|known| known.code == row.item.0) {
            let sentence = format!("“{item}”填了两次，请合并为一行。");
            return Err(Refusal::new("row_twice", CLAUSE, sentence).at(&format!("/rows/{at}/item")));
        }
        answered(&row.content, &item, &format!("/rows/{at}/content"), cx)?;
        answers.push(Answer { code: row.item.0, item, content: row.content });
    }
    Ok(answers)
}

/// Its clear words are there only in the action that brings them.
fn answered(content: &Sealed<Prose>, item: &str, at: &str, cx: &Context) -> Result<(), Refusal> {
    if cx.open(content).is_none_or(|clear| !clear.0.trim().is_empty()) {
        return Ok(());
    }
    let sentence = format!("“{item}”没有填写，没有的请写“无此类情况”。");
    Err(Refusal::new("field_missing", CLAUSE, sentence).at(at))
}

fn filing(state: &State, file: File, cx: &Context) -> Result<Filed, Refusal> {
    let answers = answers(file.rows, cx)?;
    if state.opened.happened.is_none() {
        let known = cx.policy.dictionary(Items::ID);
        let lacks = |code: &str| !answers.iter().any(|answer| answer.code == code);
        let left: Vec<&str> = known
            .iter()
            .flat_map(|known| &known.terms)
            .filter(|term| lacks(&term.code))
            .map(|term| term.title.as_str())
            .collect();
        if !left.is_empty() {
            let sentence = format!("还有{}项没有报告：{}；没有的逐项写“无此类情况”。", left.len(), left.join("、"));
            return Err(Refusal::new("items_open", CLAUSE, sentence).at("/rows"));
        }
    }
    // Mended, it stays as late as it was, with the reason given then.
    if let Some(before) = &state.filed {
        let late_reason = before.late_reason.clone();
        return Ok(Filed { answers, days_late: before.days_late, late_reason, day: cx.day });
    }
    let due = cx.policy.due(YEARLY, state.opened.period.to.day, "年度终了", &cx.facts.pauses(cx.matter));
    let days_late = lateness(&due, file.late_reason.as_ref(), cx)?;
    Ok(Filed { answers, days_late, late_reason: file.late_reason.filter(|_| days_late > 0), day: cx.day })
}

fn sending_back(back: SendBack, cx: &Context) -> Result<SentBack, Refusal> {
    if back.items.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "补正清单没有内容，请逐项写明要补正什么。").at("/items"));
    }
    let lacking = |(at, lack): (usize, super::facts::Lack)| {
        let item = term(&lack.item, &format!("/items/{at}/item"), cx)?;
        filled(&lack.what.0, &format!("/items/{at}/what"), "需要补正之处")?;
        Ok(Lacking { item, what: lack.what })
    };
    let items = back.items.into_iter().enumerate().map(lacking).collect::<Result<_, Refusal>>()?;
    Ok(SentBack { items, day: cx.day })
}

/// Codes of all items, for a form to start from.
pub(super) fn items(cx: &Context) -> Vec<Term<Items>> {
    let known = cx.policy.dictionary(Items::ID);
    known.iter().flat_map(|known| &known.terms).map(|term| Term::new(&term.code)).collect()
}

fn begun(opened: Opened, filed: Option<Filed>) -> State {
    State {
        opened,
        first: filed.as_ref().map(|filed| filed.day),
        filed,
        supplements: Vec::new(),
        sent_back: None,
        accepted: None,
        picked: None,
        verified: None,
        explained: Vec::new(),
        found: None,
        confirmed: None,
        told: None,
        review_asked: None,
        reviewed: None,
        dropped: None,
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(opened) => Ok(begun(opened, None)),
            Event::Reported(one) => Ok(begun(one.opened, Some(one.filed))),
            _ => Err(Misfit("a report begins with its opening")),
        };
    };
    match event {
        Event::Opened(_) | Event::Reported(_) => return Err(Misfit("a report is opened once")),
        Event::Filed(filed) => {
            state.first.get_or_insert(filed.day);
            state.sent_back = None;
            state.filed = Some(filed);
        }
        Event::Supplemented(one) => state.supplements.push(one),
        Event::Accepted(one) => state.accepted = Some(one),
        Event::SentBack(one) => state.sent_back = Some(one),
        Event::Picked(one) => state.picked = Some(one),
        Event::Unpicked(_) => state.picked = None,
        Event::Verified(one) => state.verified = Some(one),
        Event::Explained(one) => state.explained.push(one),
        Event::Found(one) => state.found = Some(one),
        Event::Confirmed(one) if one.confirm.agreed => state.confirmed = Some(one),
        Event::Confirmed(_) => state.found = None,
        Event::Told(one) => state.told = Some(one),
        Event::ReviewAsked(one) => state.review_asked = Some(one),
        Event::Reviewed(one) => state.reviewed = Some(one),
        Event::Dropped(one) => state.dropped = Some(one),
        Event::Passed(one) => {
            state.opened.person = one.into;
            state.opened.name = one.name;
        }
    }
    Ok(state)
}

/// What was reported and found is not rewritten: the person adds to it, a finding is reviewed.
pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "个人重大事项的记录不能更正：报告有遗漏的补充报告，认定有误的由本人申请复核。";
    Err(Refusal::new("not_correctable", CLAUSE, sentence))
}

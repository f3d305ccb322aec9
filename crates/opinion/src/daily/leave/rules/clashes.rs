//! What speaks against a leave: the other chief away, standing in for somebody, a time in which nobody leaves. Each can be allowed,
//! with a reason of the applicant's, by the highest approver with a reason of his own.

use super::{
    super::{
        Leave,
        facts::{Clash, ClashKind},
    },
    applicant::{Applicant, OtherChief, common},
};
use engine::{
    days::{Day, Period},
    facts::AbsenceAt,
    procedure::{Context, Refusal},
};

/// Clause of the rule that chiefs are not away together.
pub(super) const CHIEFS: &str = "3.1.2";
/// Clause of the annex that the county keeps to itself.
pub(super) const ANNEX: &str = "annex.leave";

/// What is asked about.
pub(super) struct Question<'a> {
    pub applicant: &'a Applicant,
    pub others: &'a [OtherChief],
    /// Absences already read that may touch the window; those of the other chiefs are among them.
    pub absences: &'a [AbsenceAt],
    /// The half-days in question.
    pub window: Period,
    pub private: bool,
}

/// Everything that speaks against it.
pub(super) fn find(question: &Question, cx: &Context) -> Vec<Clash> {
    let mut found: Vec<Clash> = Vec::new();
    for absence in question.absences {
        let Some(other) = question.others.iter().find(|other| other.person == absence.person) else { continue };
        let Some(overlap) = overlap(absence, question.window, cx) else { continue };
        found.extend(chiefs(question, other, absence, overlap, cx));
    }
    for absence in cx.facts.stand_ins(&question.applicant.card.id, question.window, cx.matter) {
        let Some(overlap) = common(absence.period, question.window) else { continue };
        found.extend(standing_in(question, &absence, overlap, cx));
    }
    if question.private {
        found.extend(blackouts(question.window, cx));
    }
    found
}

/// The half-days which an absence shares with a window. Unreported, it lasts until now.
pub(super) fn overlap(absence: &AbsenceAt, window: Period, cx: &Context) -> Option<Period> {
    let to = if absence.until_reported { absence.period.to.max(cx.half_now()) } else { absence.period.to };
    common(Period { from: absence.period.from, to }, window)
}

fn chiefs(
    question: &Question,
    other: &OtherChief,
    absence: &AbsenceAt,
    overlap: Period,
    cx: &Context,
) -> Option<Clash> {
    if let Some(delegate) = delegate(absence, overlap.from.day, cx) {
        // A chief away for long has handed over in writing: then his delegate must be there.
        if delegate == question.applicant.card.id {
            return None;
        }
        let now = cx.half_now();
        let away = cx.facts.absences(std::slice::from_ref(&delegate), overlap, now, cx.matter);
        let touched = away.iter().find_map(|of| self::overlap(of, overlap, cx))?;
        let words = format!(
            "{}{}受托主持工作，{}外出，与{}的外出重叠{}",
            other.title,
            cx.facts.name(&delegate),
            touched.words(),
            question.applicant.card.name,
            length(touched),
        );
        return Some(clash(ClashKind::Chiefs, Some(absence), touched, words));
    }
    let name = cx.facts.name(&other.person);
    let standing = match (absence.firm, absence.until_reported && absence.period.to < cx.half_now()) {
        (_, true) => "已获批外出，至今未销假",
        (true, false) => "已获批外出",
        (false, _) => "已申请外出",
    };
    let number = absence.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let words = format!(
        "{}{name}{}{standing}{number}，与{}的外出重叠{}",
        other.title,
        absence.period.words(),
        question.applicant.card.name,
        length(overlap),
    );
    Some(clash(ClashKind::Chiefs, Some(absence), overlap, words))
}

fn clash(kind: ClashKind, absence: Option<&AbsenceAt>, period: Period, words: String) -> Clash {
    Clash {
        kind,
        person: absence.map(|absence| absence.person.clone()),
        matter: absence.map(|absence| absence.matter.clone()),
        period,
        words,
    }
}

/// 3天（6个半日）
pub(super) fn length(period: Period) -> String {
    format!("{}天（{}个半日）", period.days_word(), period.half_days())
}

/// The person to whom a chief who is away for long has handed over in writing.
fn delegate(absence: &AbsenceAt, on: Day, cx: &Context) -> Option<engine::words::PersonId> {
    let long = cx.policy.number("leave.delegation", on)?;
    if absence.period.half_days() <= long {
        return None;
    }
    let state = cx.facts.read::<Leave>(&absence.matter)?;
    let application = state.applied.application;
    application.delegation.and(application.stand_in)
}

fn standing_in(question: &Question, absence: &AbsenceAt, overlap: Period, cx: &Context) -> Option<Clash> {
    // Whoever named a second stand-in is provided for, as long as that one stays.
    let second = cx.facts.read::<Leave>(&absence.matter).and_then(|state| state.applied.application.second_stand_in);
    if let Some(second) = second.filter(|second| second != &question.applicant.card.id) {
        let away = cx.facts.absences(&[second], overlap, cx.half_now(), cx.matter);
        if away.is_empty() {
            return None;
        }
    }
    let number = absence.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let words = format!(
        "{}在{}外出期间{}代行其职责{number}，与本次外出重叠{}",
        question.applicant.card.name,
        cx.facts.name(&absence.person),
        absence.period.words(),
        length(overlap),
    );
    Some(clash(ClashKind::StandIn, Some(absence), overlap, words))
}

fn blackouts(window: Period, cx: &Context) -> Vec<Clash> {
    let Some(table) = cx.policy.table("leave.blackouts", window.from.day) else { return Vec::new() };
    let mut found = Vec::new();
    for row in &table.rows {
        let day = |column: &str| {
            let place = table.columns.iter().position(|name| name == column)?;
            row.values.get(place).and_then(|text| Day::of(text))
        };
        let (Some(from), Some(to)) = (day("from"), day("to")) else { continue };
        let Some(overlap) = common(Period::days(from, to), window) else { continue };
        let name = row.key.first().map_or("", String::as_str);
        let words =
            format!("{name}期间（{}至{}）停止请假，与本次外出重叠{}", from.sentence(), to.sentence(), length(overlap));
        found.push(clash(ClashKind::Blackout, None, overlap, words));
    }
    found
}

/// The refusal that says what speaks against it and what to do: the code of the first, the facts of all; `free` is the next time in
/// which nothing does, where one was looked for.
pub(super) fn refusal(
    found: &[Clash],
    applicant: &Applicant,
    at: &str,
    free: Option<Period>,
    cx: &Context,
) -> Option<Refusal> {
    let first = found.first()?;
    let facts: Vec<&str> = found.iter().map(|clash| clash.words.as_str()).collect();
    let facts = facts.join("；");
    let way = "确有特殊情况的，写明理由报最高一级审批";
    let refusal = match first.kind {
        ClashKind::Chiefs => {
            // Who has not reported back may be back already: then there is nothing to move.
            let other = match free {
                _ if first.period.to <= cx.half_now() => "请其先销假；".to_owned(),
                Some(free) => format!("可以改为{}起；", free.from.sentence()),
                None => String::new(),
            };
            let who = format!("{}{}", applicant.title(), applicant.card.name);
            Refusal::new("chiefs_overlap", CHIEFS, format!("{facts}，{who}在此期间不得请假。{other}{way}。"))
        }
        ClashKind::StandIn => {
            Refusal::new("stand_in_elsewhere", ANNEX, format!("{facts}。请先由其改定代行职责人；{way}。"))
        }
        ClashKind::Blackout => Refusal::new("blackout", ANNEX, format!("{facts}。{way}。")),
    };
    Some(refusal.at(at))
}

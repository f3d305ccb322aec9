//! How a certificate looks from outside.

use super::{
    facts::{Event, State, Where},
    rules::{CLAUSE, HAND_IN, LOSS, RELEASE, RENEWAL, RETURN, is_own},
    stage,
};
use crate::{
    daily::abroad,
    owed::{duty, open},
};
use engine::{
    access::Hat,
    days::{Day, Period},
    facts::Query,
    policy::{Clock, Due},
    procedure::{Aid, As, Bar, Context, Duty, Effects, Hold, Line, Outline, Secrecy},
    words::UnitId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let entry = &state.entry;
    let mut units: Vec<UnitId> = entry.unit.iter().cloned().collect();
    units.extend(entry.keeper.iter().filter(|keeper| entry.unit.as_ref() != Some(*keeper)).cloned());
    let validity = state.issued.as_ref().and_then(|issued| period(issued.from, issued.expires));
    let period = match &state.at {
        Where::Kept | Where::Personal => validity,
        Where::Lent(loan) => Some(loan.over.and_then(|over| period(loan.day.min(over), over)).unwrap_or(loan.period)),
        Where::Owed { since, .. } | Where::Renewing(since) => period(*since, *since),
        _ => None,
    };
    let trip = match &state.at {
        Where::Lent(loan) => Some(("出国（境）", loan.trip.clone())),
        _ => None,
    };
    let tail = state.tail();
    let shown = if tail.is_empty() { String::new() } else { format!("（尾号{tail}）") };
    Outline {
        title: format!("{}：{}{shown}", entry.kind_word, entry.name),
        stage: state.stage(),
        done: matches!(state.at, Where::Cancelled(_)),
        persons: vec![(As::Subject, entry.person.clone())],
        units,
        post: entry.post.clone(),
        period,
        secrecy: Secrecy::Inner,
        cells: json!({
            "kind": entry.kind_word,
            "tail": tail,
            "expires": state.issued.as_ref().map_or_else(String::new, |issued| issued.expires.to_string()),
            "keeper": entry.keeper_word,
            "place": entry.place,
            "since": state.since,
            "duns": state.duns.len(),
        }),
        links: trip.into_iter().collect(),
        text: format!("{} {tail}", entry.place),
    }
}

fn period(from: Day, to: Day) -> Option<Period> {
    (from <= to).then(|| Period::days(from, to))
}

/// What the person owes: the certificate itself. Whoever has died owes nothing; then the keepers look for it.
fn owed(state: &State, what: &str, due: Due) -> Duty {
    let died = state.leaving.as_ref().is_some_and(|leaving| leaving.died);
    let owner = if died { state.keepers() } else { vec![Hat::Person(state.person().clone())] };
    // The keeper's receipt discharges it; the person has no button.
    Duty { verb: None, ..duty("bring", what, owner, due) }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let keepers = || state.keepers();
    let kind = &state.entry.kind_word;
    let (mut duties, mut holds) = (Vec::new(), Vec::new());
    let mut bring = |what: String, due: Due| {
        holds.extend(hold(state, &due));
        duties.push(owed(state, &what, due));
    };
    match &state.at {
        Where::Planned => {
            duties.push(duty("issue", &format!("登记新办的{kind}"), keepers(), open("同意办证，领取后登记", CLAUSE)));
        }
        Where::Owed { since, event } => bring(format!("上交{kind}"), clock.due(HAND_IN, *since, event)),
        Where::Lent(loan) => {
            let due = match (loan.over, loan.cancelled) {
                (Some(day), true) => clock.due(RETURN, day, "行程取消"),
                (Some(day), false) => clock.due(RETURN, day, "回国（境）"),
                (None, _) => clock.due(RETURN, loan.period.to.day, "行程结束"),
            };
            bring(format!("交回{kind}"), due);
        }
        Where::Renewing(day) => bring(format!("交回换发的{kind}"), clock.due(RENEWAL, *day, "换证借出")),
        Where::Lost(loss) => {
            duties.push(duty("cancel", &format!("办理{kind}挂失注销"), keepers(), clock.due(LOSS, loss.day, "遗失")));
        }
        Where::Expired(day) => {
            let words = format!("有效期至{day}，剪角退还、换证或者注销");
            duties.push(duty("cancel", &format!("处理到期的{kind}"), keepers(), open(&words, CLAUSE)));
        }
        Where::Kept => {
            if let Some(leaving) = &state.leaving {
                let due = clock.due(RELEASE, leaving.day, &leaving.words);
                duties.push(duty("release", &format!("退还或移交{kind}"), keepers(), due));
            }
        }
        Where::Personal | Where::Cancelled(_) => {}
    }
    Effects { duties, holds, ..Effects::default() }
}

/// Whoever has not brought it by the day does not go abroad from the day after.
fn hold(state: &State, due: &Due) -> Option<Hold> {
    Some(Hold {
        person: state.person().clone(),
        name: "证件逾期未交".to_owned(),
        bars: vec![Bar::Trip],
        from: due.day?.plus(1),
        until: None,
        basis: due.basis.clone(),
        sealed: false,
    })
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Entered(entered) => {
            let what = entered.reason.as_ref().map_or("登记证件", |_| "同意办证");
            let tail = entered.issued.as_ref().map_or_else(String::new, |issued| format!("，尾号{}", issued.tail));
            Line::new(what, format!("{}{tail}，{}保管", entered.kind_word, entered.keeper_word))
        }
        Event::Issued(issued) => Line::new("登记新办证件", format!("尾号{}，有效期至{}", issued.tail, issued.expires)),
        Event::HandedIn(hand_in) => Line::new("收证", passing(hand_in.day, &hand_in.receipt)),
        Event::Lent(lent) => {
            let text =
                format!("{}，行程{}{}", passing(lent.lend.day, &lent.lend.receipt), lent.number, lent.period.words());
            Line::new("借出", text)
        }
        Event::RenewalLent(renew) => {
            Line::new("换证借出", format!("{}：{}", passing(renew.day, &renew.receipt), renew.reason))
        }
        Event::GivenBack(back) => {
            let late = back.late.as_ref().map_or_else(String::new, |late| format!("；逾期原因：{late}"));
            Line::new("交回", format!("{}{late}", passing(back.day, &back.receipt)))
        }
        Event::Replaced(new) => {
            let text = format!(
                "{}，新证尾号{}，有效期至{}",
                passing(new.day, &new.receipt),
                new.issued.tail,
                new.issued.expires
            );
            Line::new("换发新证", text)
        }
        Event::Dunned(dunned) => Line::new("催交", dunned.note.0.clone()),
        Event::Lost(loss) => Line::new("报失", loss.account.0.clone()).grave(),
        Event::Cancelled(cancel) => Line::new("注销", passing(cancel.day, &cancel.receipt)),
        Event::Moved(moved) => {
            let text = format!("{}{}：{}", moved.keeper_word, moved.relocate.place, moved.relocate.reason);
            Line::new("变更保管", text)
        }
        Event::Released(release) => Line::new("退还本人", passing(release.day, &release.receipt)),
        Event::Expired(expiry) => Line::new("证件到期", format!("有效期至{}", expiry.expires)).grave(),
        Event::PostTaken(taken) => Line::new("任职", format!("{}起任职", taken.day.sentence())),
        Event::PostLeft(left) => {
            let out = if left.out { "，不再任职" } else { "" };
            Line::new("离任", format!("{}起离任（{}）{out}", left.day.sentence(), left.words))
        }
        Event::TripEnded(over) => {
            let what = if over.cancelled { "行程取消" } else { "回国（境）" };
            Line::new(what, format!("{}，证件须按期交回", over.day.sentence()))
        }
    }
}

fn passing(day: Day, receipt: &str) -> String {
    format!("{}，{receipt}", day.sentence())
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let day = || json!({"day": cx.day});
    match (state, verb) {
        (Some(state), "lend") => {
            let query = Query {
                kind: "abroad",
                person: Some(state.person().clone()),
                stage: Some(abroad::stage::APPROVED),
                ..Query::default()
            };
            let own = cx.facts.matters(&query).into_iter().filter(|trip| is_own(trip, state.person()));
            let trips = own.map(|trip| {
                let words = trip.period.map_or_else(String::new, |period| period.words());
                (trip.id.0, format!("{}{words}", trip.number.unwrap_or_default()))
            });
            Aid {
                prefill: day(),
                choices: vec![("/trip", trips.collect())],
                note: Some("证件只凭已批准的因私行程借出，回国（境）后按期交回".to_owned()),
                ..Aid::default()
            }
        }
        (Some(state), "hand_in" | "give_back" | "replace" | "relocate") => {
            Aid { prefill: json!({"day": cx.day, "place": state.entry.place}), ..Aid::default() }
        }
        (Some(_), "lend_renewal" | "release" | "cancel" | "report_loss") => Aid { prefill: day(), ..Aid::default() },
        (None, "enter") => {
            Aid { note: Some("号码加密封存，页面和台账只显示后四位".to_owned()), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

impl State {
    /// Whether it ought to lie in the cabinet.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        matches!(self.stage(), stage::KEPT | stage::LEAVING | stage::EXPIRED)
    }
    /// Whether it is lent out.
    #[must_use]
    pub fn is_lent(&self) -> bool {
        matches!(self.stage(), stage::LENT | stage::RENEWING)
    }
}

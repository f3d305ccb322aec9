//! Who keeps certificates, when one is lent, and how history becomes state.

use super::{
    facts::{
        Action, Dunned, Enter, Entered, Event, Held, Issued, Leaving, LeftPost, Lend, Lent, Loan, Moved, Movement,
        Plan, PostLeft, Receipt, Relocate, Replaced, Slip, State, Taken, TripBack, Where, keepers,
    },
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, term},
    daily::abroad,
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::{Brief, Query},
    procedure::{Context, Misfit, Refusal},
    words::{PersonId, Sealed, UnitId},
};

/// 上交 after issue or appointment.
pub(super) const HAND_IN: &str = "certificate.hand_in";
/// 交回 after a trip.
pub(super) const RETURN: &str = "certificate.return";
/// 交回 of a loan for renewal.
pub(super) const RENEWAL: &str = "certificate.renewal";
/// 退还 after leaving management.
pub(super) const RELEASE: &str = "certificate.release";
/// 挂失、注销 of a lost one.
pub(super) const LOSS: &str = "certificate.loss";
/// Clause of the keeping.
pub(super) const CLAUSE: &str = "3.1.4";
/// Clause of lending on an approved trip alone.
const LENDING: &str = "rule.certificates";
/// Who keeps what no unit keeps.
const DEPARTMENT: &str = "组织部";
/// Characters of a number that are shown.
const SHOWN: usize = 4;
/// Reasons after which nobody is managed; codes of the dictionary `departure_reasons`.
const OUT: [&str; 2] = ["retirement", "death"];

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else {
        return vec![
            Offer::new("enter", "登记证件", checks::office()).main(),
            Offer::new("plan", "同意办证", section()),
        ];
    };
    let keepers = || state.keepers();
    let mut offers = match state.stage() {
        stage::PLANNED => vec![Offer::new("issue", "登记新办证件", keepers()).main()],
        stage::PERSONAL => {
            vec![Offer::new("hand_in", "收证", keepers()).main(), Offer::new("expire", "证件到期", vec![Hat::System])]
        }
        stage::OWED => {
            vec![Offer::new("hand_in", "收证", keepers()).main(), Offer::new("dun", "催交", keepers())]
        }
        stage::KEPT => vec![
            Offer::new("lend", "借出", keepers()).main(),
            Offer::new("lend_renewal", "换证借出", keepers()),
            Offer::new("relocate", "变更保管", keepers()),
            Offer::new("expire", "证件到期", vec![Hat::System]),
        ],
        stage::LENT => vec![
            Offer::new("give_back", "交回", keepers()).main(),
            Offer::new("dun", "催交", keepers()),
            Offer::new("trip_over", "行程结束", vec![Hat::System]),
        ],
        stage::RENEWING => vec![
            Offer::new("replace", "换发新证", keepers()).main(),
            Offer::new("give_back", "交回", keepers()),
            Offer::new("dun", "催交", keepers()),
        ],
        stage::LEAVING => {
            vec![Offer::new("release", "退还本人", keepers()).main(), Offer::new("relocate", "变更保管", keepers())]
        }
        _ => Vec::new(),
    };
    if !matches!(state.at, Where::Planned | Where::Lost(_) | Where::Cancelled(_)) {
        let mut by = keepers();
        by.push(Hat::Person(state.person().clone()));
        offers.push(Offer::new("report_loss", "报失", by).grave());
    }
    if !matches!(state.at, Where::Lent(_) | Where::Cancelled(_)) {
        offers.push(Offer::new("cancel", "注销", keepers()).grave());
    }
    if !matches!(state.at, Where::Cancelled(_)) {
        offers.push(Offer::new("post_begun", "任职", vec![Hat::System]));
        offers.push(Offer::new("post_ended", "离任", vec![Hat::System]));
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Enter(enter) => entering(*enter, cx).map(|entered| Event::Entered(Box::new(entered))),
            Action::Plan(plan) => planned(plan, cx).map(|entered| Event::Entered(Box::new(entered))),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Enter(_) | Action::Plan(_) => Err(Refusal::not_now()),
        Action::Issue(issue) => issued(issue.number, issue.issued, issue.expires, cx).map(Event::Issued),
        Action::HandIn(hand_in) => {
            passed(state, hand_in.day, &hand_in.receipt, cx)?;
            filled(&hand_in.place, "/place", "柜位")?;
            Ok(Event::HandedIn(hand_in))
        }
        Action::Lend(lend) => lending(state, lend, cx).map(Event::Lent),
        Action::LendRenewal(renew) => {
            passed(state, renew.day, &renew.receipt, cx)?;
            filled(&renew.reason.0, "/reason", "换证事由")?;
            Ok(Event::RenewalLent(renew))
        }
        Action::GiveBack(back) => {
            passed(state, back.day, &back.receipt, cx)?;
            filled(&back.place, "/place", "柜位")?;
            Ok(Event::GivenBack(back))
        }
        Action::Replace(new) => {
            passed(state, new.day, &new.receipt, cx)?;
            filled(&new.place, "/place", "柜位")?;
            let issued = issued(new.number, new.issued, new.expires, cx)?;
            Ok(Event::Replaced(Box::new(Replaced { issued, day: new.day, place: new.place, receipt: new.receipt })))
        }
        Action::Dun(dun) => {
            filled(&dun.note.0, "/note", "催交方式和答复")?;
            Ok(Event::Dunned(Dunned { note: dun.note, day: cx.day }))
        }
        Action::ReportLoss(loss) => {
            filled(&loss.account.0, "/account", "遗失经过")?;
            not_ahead(loss.day, "/day", "发现遗失日期", cx)?;
            Ok(Event::Lost(loss))
        }
        Action::Cancel(cancel) => {
            filled(&cancel.receipt, "/receipt", "注销回执或处理方式")?;
            not_ahead(cancel.day, "/day", "注销日期", cx)?;
            Ok(Event::Cancelled(cancel))
        }
        Action::Relocate(relocate) => moving(state, relocate, cx).map(Event::Moved),
        Action::Release(release) => {
            passed(state, release.day, &release.receipt, cx)?;
            Ok(Event::Released(release))
        }
        Action::Expire(expiry) => Ok(Event::Expired(expiry)),
        Action::PostBegun(new) => Ok(Event::PostTaken(Taken {
            day: new.day,
            post: cx.facts.post_text(state.person(), new.day),
            unit: cx.facts.post(&new.post).map(|card| card.unit),
        })),
        Action::PostEnded(left) => Ok(Event::PostLeft(post_left(state, &left, cx))),
        Action::TripOver(over) => Ok(Event::TripEnded(over)),
    }
}

/// What every passing from hand to hand says: a day that is not ahead and not before the last one, and a receipt.
fn passed(state: &State, day: Day, receipt: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(day, "/day", "日期", cx)?;
    if let Some(last) = state.movements.last().filter(|last| day < last.day) {
        let sentence = format!("日期早于上一次流转（{}{}），请核对。", last.day.sentence(), last.what);
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    filled(receipt, "/receipt", "收据或单据编号")
}

fn issued(number: Sealed<String>, from: Day, expires: Day, cx: &Context) -> Result<Issued, Refusal> {
    if expires <= from {
        let sentence = "有效期须晚于签发日期，请核对证件。";
        return Err(Refusal::new("bad_period", "", sentence).at("/expires"));
    }
    not_ahead(from, "/issued", "签发日期", cx)?;
    let clear: String = cx.open(&number).unwrap_or_default();
    let kept: Vec<char> = clear.trim().chars().collect();
    if kept.len() <= SHOWN || !kept.iter().all(char::is_ascii_alphanumeric) {
        let sentence = "证件号码应为字母和数字，照证件首页填写。";
        return Err(Refusal::new("number_wrong", "", sentence).at("/number"));
    }
    let tail = kept.iter().skip(kept.len().saturating_sub(SHOWN)).collect();
    Ok(Issued { number, tail, from, expires })
}

fn keeper_word(keeper: Option<&UnitId>, cx: &Context) -> Result<String, Refusal> {
    match keeper {
        Some(unit) => Ok(checks::unit(unit, "/keeper", cx)?.name),
        None => Ok(DEPARTMENT.to_owned()),
    }
}

fn entering(enter: Enter, cx: &Context) -> Result<Entered, Refusal> {
    let card = checks::person(&enter.person, "/person", cx)?;
    let kind_word = term(&enter.kind, "/kind", cx)?;
    let keeper_word = keeper_word(enter.keeper.as_ref(), cx)?;
    let issued = issued(enter.number, enter.issued, enter.expires, cx)?;
    let place = enter.place.unwrap_or_default();
    if enter.held == Held::Kept {
        filled(&place, "/place", "柜位")?;
    }
    known(&enter.person, &enter.kind.0, &issued.tail, cx)?;
    Ok(Entered {
        name: card.name,
        post: cx.facts.post_text(&enter.person, cx.day),
        unit: cx.facts.unit_of(&enter.person, cx.day),
        person: enter.person,
        kind: enter.kind,
        kind_word,
        issued: Some(issued),
        held: Some(enter.held),
        keeper: enter.keeper,
        keeper_word,
        place,
        reason: None,
        day: cx.day,
    })
}

/// A certificate of this person, kind and ending is entered once.
fn known(person: &PersonId, kind: &str, tail: &str, cx: &Context) -> Result<(), Refusal> {
    let query = Query { kind: "certificate", person: Some(person.clone()), open: Some(true), ..Query::default() };
    let same = |state: &State| state.person() == person && state.entry.kind.0 == kind && state.tail() == tail;
    let states = cx.facts.matters(&query).into_iter().filter_map(|brief| serde_json::from_str(&brief.state).ok());
    if states.into_iter().any(|state: State| same(&state)) {
        let sentence = "这本证件已经登记过，请在原登记上办理。";
        return Err(Refusal::new("already_registered", CLAUSE, sentence).at("/number"));
    }
    Ok(())
}

fn planned(plan: Plan, cx: &Context) -> Result<Entered, Refusal> {
    let card = checks::person(&plan.person, "/person", cx)?;
    let kind_word = term(&plan.kind, "/kind", cx)?;
    filled(&plan.reason.0, "/reason", "办证事由")?;
    Ok(Entered {
        name: card.name,
        post: cx.facts.post_text(&plan.person, cx.day),
        unit: cx.facts.unit_of(&plan.person, cx.day),
        person: plan.person,
        kind: plan.kind,
        kind_word,
        issued: None,
        held: None,
        keeper_word: keeper_word(plan.keeper.as_ref(), cx)?,
        keeper: plan.keeper,
        place: String::new(),
        reason: Some(plan.reason),
        day: cx.day,
    })
}

/// A certificate is lent on an approved trip of its own person, for himself, that is not over, and only while it is valid.
fn lending(state: &State, lend: Lend, cx: &Context) -> Result<Lent, Refusal> {
    passed(state, lend.day, &lend.receipt, cx)?;
    let query = Query {
        kind: "abroad",
        person: Some(state.person().clone()),
        stage: Some(abroad::stage::APPROVED),
        ..Query::default()
    };
    let trip = cx.facts.matters(&query).into_iter().find(|brief| brief.id == lend.trip);
    let trip = trip.filter(|trip| is_own(trip, state.person()));
    let period = trip.as_ref().and_then(|trip| trip.period);
    let (Some(trip), Some(period)) = (trip, period) else {
        let sentence = format!("{}没有这次已批准的因私出国（境），证件只能凭批准的行程借出。", state.entry.name);
        return Err(Refusal::new("trip_not_approved", LENDING, sentence).at("/trip"));
    };
    if period.to < cx.half_now() {
        let sentence = format!("{}的行程已经结束，不能再借证件。", period.words());
        return Err(Refusal::new("trip_not_approved", LENDING, sentence).at("/trip"));
    }
    if let Some(issued) = state.issued.as_ref().filter(|issued| issued.expires < period.to.day) {
        let sentence = format!("证件有效期至{}，不够本次行程，请先换证。", issued.expires.sentence_with_year());
        return Err(Refusal::new("certificate_expires", LENDING, sentence).at("/trip"));
    }
    Ok(Lent { lend, period, number: trip.number.unwrap_or_default() })
}

/// Whether it is this person who goes, for himself: whoever stands in for him is concerned by the trip, too.
pub(super) fn is_own(trip: &Brief, person: &PersonId) -> bool {
    let state = serde_json::from_str::<abroad::State>(&trip.state).ok();
    state.is_some_and(|state| !state.business && state.applicant() == person)
}

fn moving(state: &State, relocate: Relocate, cx: &Context) -> Result<Moved, Refusal> {
    filled(&relocate.place, "/place", "柜位")?;
    filled(&relocate.reason.0, "/reason", "事由和交接人")?;
    not_ahead(relocate.day, "/day", "移交日期", cx)?;
    let keeper_word = keeper_word(relocate.keeper.as_ref(), cx)?;
    let entry = &state.entry;
    if entry.keeper == relocate.keeper && entry.place == relocate.place {
        return Err(Refusal::new("nothing_changed", "", "保管单位和柜位都没有变，请核对。").at("/place"));
    }
    // What leaves a unit's own cabinet is handed over by the one who keeps it; what enters one needs the section.
    let entering = relocate.keeper.is_some() && relocate.keeper != entry.keeper;
    if entering && !section().iter().chain(&keepers(relocate.keeper.as_ref())).any(|hat| cx.actor.wears(hat)) {
        return Err(Refusal::new("not_yours", "", "移交其他单位保管须由组织部办理，请转交。"));
    }
    Ok(Moved { relocate, keeper_word })
}

fn post_left(state: &State, left: &LeftPost, cx: &Context) -> PostLeft {
    let reasons = cx.policy.dictionary("departure_reasons");
    let others = cx.facts.posts(state.person(), left.day).iter().any(|at| at.post != left.post);
    PostLeft {
        day: left.day,
        words: reasons.map_or(left.reason.as_str(), |known| known.title_of(&left.reason)).to_owned(),
        out: OUT.contains(&left.reason.as_str()) || !others,
        died: left.reason == "death",
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Entered(entered) => Ok(opened(*entered)),
            _ => Err(Misfit("a certificate begins with its entry")),
        };
    };
    match event {
        Event::Entered(_) => return Err(Misfit("a certificate is entered once")),
        Event::Issued(issued) => {
            state.since = issued.from;
            state.at = Where::Owed { since: issued.from, event: "签发".to_owned() };
            state.issued = Some(issued);
        }
        Event::HandedIn(hand_in) => {
            state.received = Some(receipt(hand_in.day, &hand_in.receipt, &hand_in.place));
            kept(&mut state, hand_in.day, hand_in.place, "上交", hand_in.receipt);
        }
        Event::Lent(lent) => {
            let Lend { trip, day, receipt } = lent.lend;
            state.slip = Some(Slip { day, number: receipt.clone(), reason: lent.number, period: Some(lent.period) });
            moved(&mut state, day, "借出", receipt);
            state.at = Where::Lent(Loan { trip, day, period: lent.period, over: None, cancelled: false });
        }
        Event::RenewalLent(renew) => {
            let (day, number, reason) = (renew.day, renew.receipt.clone(), renew.reason.0);
            state.slip = Some(Slip { day, number, reason, period: None });
            moved(&mut state, renew.day, "换证借出", renew.receipt);
            state.at = Where::Renewing(renew.day);
        }
        Event::GivenBack(back) => {
            state.returned = Some(receipt(back.day, &back.receipt, &back.place));
            kept(&mut state, back.day, back.place, "交回", back.receipt);
        }
        Event::Replaced(new) => {
            state.received = Some(receipt(new.day, &new.receipt, &new.place));
            state.issued = Some(new.issued);
            kept(&mut state, new.day, new.place, "换发新证", new.receipt);
        }
        Event::Dunned(dunned) => state.duns.push(dunned),
        Event::Lost(loss) => (state.since, state.at) = (loss.day, Where::Lost(loss)),
        Event::Cancelled(cancel) => (state.since, state.at) = (cancel.day, Where::Cancelled(cancel)),
        Event::Moved(Moved { relocate, keeper_word }) => {
            moved(&mut state, relocate.day, "变更保管", relocate.place.clone());
            (state.entry.keeper, state.entry.keeper_word, state.entry.place) =
                (relocate.keeper, keeper_word, relocate.place);
        }
        Event::Released(release) => {
            state.released = Some(receipt(release.day, &release.receipt, ""));
            moved(&mut state, release.day, "退还本人", release.receipt);
            (state.at, state.leaving) = (Where::Personal, None);
        }
        Event::Expired(expiry) => (state.since, state.at) = (expiry.expires.plus(1), Where::Expired(expiry.expires)),
        Event::PostTaken(taken) => post_taken(&mut state, taken),
        Event::PostLeft(left) if left.out => {
            state.leaving = Some(Leaving { day: left.day, words: left.words, died: left.died });
        }
        Event::PostLeft(_) => {}
        Event::TripEnded(TripBack { day, cancelled }) => {
            let Where::Lent(loan) = &mut state.at else { return Err(Misfit("no trip is under way")) };
            (loan.over, loan.cancelled) = (Some(day), cancelled);
        }
    }
    Ok(state)
}

fn opened(entry: Entered) -> State {
    let issued = entry.issued.clone();
    let at = match entry.held {
        None => Where::Planned,
        Some(Held::Kept) => Where::Kept,
        Some(Held::Personal) => Where::Personal,
        Some(Held::Owed) => Where::Owed { since: entry.day, event: "登记".to_owned() },
    };
    let since = entry.day;
    State {
        entry,
        issued,
        at,
        since,
        leaving: None,
        received: None,
        slip: None,
        returned: None,
        released: None,
        movements: Vec::new(),
        duns: Vec::new(),
    }
}

fn receipt(day: Day, number: &str, place: &str) -> Receipt {
    Receipt { day, number: number.to_owned(), place: place.to_owned() }
}

fn moved(state: &mut State, day: Day, what: &str, receipt: String) {
    state.since = day;
    state.movements.push(Movement { day, what: what.to_owned(), receipt });
}

fn kept(state: &mut State, day: Day, place: String, what: &str, receipt: String) {
    moved(state, day, what, receipt);
    (state.at, state.entry.place) = (Where::Kept, place);
    state.duns.clear();
}

/// Whoever takes a post is managed again: what he has at home is owed from that day.
fn post_taken(state: &mut State, taken: Taken) {
    state.leaving = None;
    if !taken.post.is_empty() {
        state.entry.post = taken.post;
    }
    state.entry.unit = taken.unit.or(state.entry.unit.take());
    if state.at == Where::Personal {
        state.since = taken.day;
        state.at = Where::Owed { since: taken.day, event: "任职".to_owned() };
    }
}

pub(super) fn amend(state: &State, now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Entered(entered) if entered.person != state.entry.person => {
            Err(Refusal::new("id_fixed", "", "更正不能换人，请注销后重新登记。").at("/payload/person"))
        }
        _ => Ok(()),
    }
}

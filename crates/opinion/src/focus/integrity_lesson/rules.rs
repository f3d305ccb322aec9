//! Who plans a lesson and for whom, who came, what follows for each of them, and how history becomes state.

use super::{
    IntegrityLesson,
    facts::{
        Action, Came, Cancelled, Close, Closed, Event, Guest, Invite, Plan, Planned, Record, Recorded, Revise, Revised,
        Session, State,
    },
    stage,
};
use crate::{
    checks::{self, Roll, filled, not_ahead, term},
    focus::young_cadre::{self, Lesson},
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    facts::Query,
    procedure::{Context, Misfit, Refusal},
    trigger::{Reaction, SharedLesson, Trigger},
    words::{MatterId, PersonId},
};

/// How soon after the day it is entered who came.
pub(super) const ATTENDANCE: &str = "integrity_lesson.attendance";
/// 从严从实开展廉政教育
pub(super) const CLAUSE: &str = "4.2.1";

impl State {
    /// The stored stage.
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        match (&self.recorded, &self.cancelled, &self.closed) {
            (Some(_), ..) => stage::HELD,
            (None, Some(_), Some(_)) => stage::CANCELLED,
            (None, Some(_), None) => stage::OFF,
            (None, None, _) => stage::PLANNED,
        }
    }

    /// Those to come who are on the list on its day, and those who have left it.
    pub(super) fn expected(&self, cx: &Context) -> (Vec<&Guest>, Vec<&Guest>) {
        let listed = |guest: &&Guest| young_cadre::listed_on(&guest.person, self.session.day, cx).is_some();
        self.invited.iter().partition(listed)
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("plan", "安排廉政教育课", section()).main()] };
    match state.stage() {
        stage::PLANNED => vec![
            Offer::new("record", "登记到课情况", section()).main(),
            Offer::new("revise", "改期或者改名单", section()),
            Offer::new("cancel", "取消", section()).grave(),
        ],
        stage::OFF => vec![Offer::new("close", "取消后结束", vec![Hat::System])],
        _ => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Plan(plan)) => {
            let (session, invited) = planning(plan, "", cx)?;
            Ok(Event::Planned(Box::new(Planned { id: cx.matter.clone(), session, invited })))
        }
        (Some(_), Action::Revise(revise)) => {
            let Revise { plan, reason } = *revise;
            filled(&reason.0, "/reason", "改动原因")?;
            let (session, invited) = planning(plan, "/plan", cx)?;
            Ok(Event::Revised(Box::new(Revised { session, invited, reason })))
        }
        (Some(_), Action::Cancel(cancel)) => {
            filled(&cancel.reason.0, "/reason", "取消原因")?;
            Ok(Event::Cancelled(Cancelled { reason: cancel.reason, day: cx.day }))
        }
        (Some(state), Action::Close(_)) if state.session.day < cx.day => Ok(Event::Closed(Closed { day: cx.day })),
        (Some(state), Action::Record(record)) => {
            recording(state, record, cx).map(|recorded| Event::Recorded(Box::new(recorded)))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn planning(plan: Plan, at: &str, cx: &Context) -> Result<(Session, Vec<Guest>), Refusal> {
    let Plan { content, form, day, place, subject, organisers, invited } = plan;
    let mut session = Session { content, form, form_name: String::new(), day, place, subject, organisers };
    session.form_name = said(&session, at, cx)?;
    if invited.is_empty() {
        let sentence = "没有填写应到人员，请至少填写一人；名册上没有尚欠教育的人，不用开课。";
        return Err(Refusal::new("table_empty", CLAUSE, sentence).at(&format!("{at}/invited")));
    }
    let mut guests: Vec<Guest> = Vec::new();
    for (row, invite) in invited.into_iter().enumerate() {
        let at = format!("{at}/invited/{row}/person");
        let guest = guest(invite, &session, &at, cx)?;
        if guests.iter().any(|known| known.person == guest.person) {
            let sentence = format!("{}填了两行，请删去一行。", guest.name);
            return Err(Refusal::new("row_twice", "", sentence).at(&at));
        }
        guests.push(guest);
    }
    Ok((session, guests))
}

/// What a lesson may not lack; the form's name.
fn said(session: &Session, at: &str, cx: &Context) -> Result<String, Refusal> {
    let texts = [
        (&session.place, "/place", "地点"),
        (&session.subject, "/subject", "主题"),
        (&session.organisers, "/organisers", "组织单位"),
    ];
    texts.into_iter().try_for_each(|(text, field, title)| filled(text, &format!("{at}{field}"), title))?;
    term(&session.form, &format!("{at}/form"), cx)
}

fn guest(invite: Invite, session: &Session, at: &str, cx: &Context) -> Result<Guest, Refusal> {
    let name = checks::person(&invite.person, at, cx)?.name;
    // Of a day that lies ahead only what is known today can be asked.
    let Some((_, entry)) = young_cadre::listed_on(&invite.person, session.day.min(cx.day), cx) else {
        let sentence = format!("{name}不在年轻干部名册，不能列为应到，请先列入名册或删去这一行。");
        return Err(Refusal::new("not_on_list", CLAUSE, sentence).at(at));
    };
    let owed = owed(&entry, session.content);
    Ok(Guest { person: invite.person, name, unit: entry.place.unit_name, owed })
}

/// What somebody owes of such a lesson, in words; nothing where he owes none of it.
pub(super) fn owed(entry: &young_cadre::State, content: super::Content) -> String {
    let owed = entry.owed_lessons().map(|(lesson, _)| lesson).filter(|lesson| content.has(*lesson));
    owed.map(Lesson::word).collect::<Vec<_>>().join("、")
}

fn recording(state: &State, record: Record, cx: &Context) -> Result<Recorded, Refusal> {
    let day = state.session.day;
    if cx.day < day {
        let sentence = format!("这次教育{}开课，还没有到，请开课后再登记；改了日期的先改期。", day.sentence());
        return Err(Refusal::new("day_ahead", CLAUSE, sentence));
    }
    let (here, gone) = state.expected(cx);
    if here.is_empty() {
        let sentence = "应到的人在开课前都已出册，没有人要登记，请取消这次教育或改名单。";
        return Err(Refusal::new("nobody_left", CLAUSE, sentence).at("/attendance"));
    }
    let named = |person: &PersonId, at: &str| {
        if let Some(guest) = here.iter().find(|guest| guest.person == *person) {
            return Ok(guest.name.clone());
        }
        if let Some(left) = gone.iter().find(|guest| guest.person == *person) {
            let sentence = format!("{}在开课前已经出册，不计应到，请删去这一行。", left.name);
            return Err(Refusal::new("off_list", CLAUSE, sentence).at(at));
        }
        let sentence = format!("{}不在应到人员中，请删去这一行；来听课的先改名单。", cx.facts.name(person));
        Err(Refusal::new("not_invited", CLAUSE, sentence).at(at))
    };
    let all: Vec<PersonId> = here.iter().map(|guest| guest.person.clone()).collect();
    let rows = record.attendance.iter();
    let rows = rows.map(|row| Roll { person: &row.person, present: row.present, reason: row.reason.as_ref() });
    let called = checks::roll(rows, ("/attendance", CLAUSE), named, &all, cx)?;
    let attendance: Vec<Came> = called
        .into_iter()
        .zip(record.attendance)
        .map(|(one, row)| Came {
            unit: here.iter().find(|guest| guest.person == one.person).map_or_else(String::new, |it| it.unit.clone()),
            person: one.person,
            name: one.name,
            present: one.present,
            reason: row.reason.filter(|_| !one.present),
            reason_name: one.reason,
        })
        .collect();
    somebody(&attendance, "/attendance")?;
    let gone = gone.iter().map(|guest| guest.name.clone()).collect();
    Ok(Recorded { attendance, gone, paper: record.paper, day: cx.day })
}

fn somebody(attendance: &[Came], at: &str) -> Result<(), Refusal> {
    if attendance.iter().any(|one| one.present) {
        return Ok(());
    }
    let sentence = "没有人到课，请核对到课情况；没有开成的，请改期或者取消。";
    Err(Refusal::new("nobody_there", CLAUSE, sentence).at(at))
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Planned(planned) = event else { return Err(Misfit("a lesson begins with its plan")) };
        let Planned { id, session, invited } = *planned;
        return Ok(State { id, session, invited, recorded: None, cancelled: None, closed: None });
    };
    match event {
        Event::Planned(_) => return Err(Misfit("a lesson is planned once")),
        Event::Revised(revised) => (state.session, state.invited) = (revised.session, revised.invited),
        Event::Cancelled(cancelled) => state.cancelled = Some(cancelled),
        Event::Closed(closed) => state.closed = Some(closed),
        Event::Recorded(recorded) => state.recorded = Some(*recorded),
    }
    Ok(state)
}

/// What others hear of a lesson that was held, and who was there.
fn taught(state: &State) -> Option<(SharedLesson, Vec<PersonId>)> {
    let recorded = state.recorded.as_ref()?;
    let session = &state.session;
    let lesson = SharedLesson {
        positive: session.content.has(Lesson::Positive),
        warning: session.content.has(Lesson::Warning),
        form: session.form.0.clone(),
        day: session.day,
        content: format!("{}：{}", session.organisers, session.subject),
    };
    let present = recorded.attendance.iter().filter(|one| one.present).map(|one| one.person.clone());
    Some((lesson, present.collect()))
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let told = taught(after).filter(|_| matches!(event, Event::Recorded(_)));
    let matter = || after.id.clone();
    told.map(|(lesson, persons)| Trigger::Taught { persons, lesson, matter: matter() }).into_iter().collect()
}

/// Of a lesson that stays as it was only those hear who came or did not come after all; of any other everybody.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    let Some((was, had)) = taught(before) else { return Vec::new() };
    let (now, has) = after.and_then(taught).map_or((None, Vec::new()), |(lesson, persons)| (Some(lesson), persons));
    let same = now.as_ref() == Some(&was);
    let only = |these: &[PersonId], others: &[PersonId]| -> Vec<PersonId> {
        these.iter().filter(|person| !same || !others.contains(person)).cloned().collect()
    };
    let (gone, come) = (only(&had, &has), only(&has, &had));
    let matter = || before.id.clone();
    let mut told = Vec::new();
    if !gone.is_empty() {
        told.push(Trigger::Untaught { persons: gone, matter: matter() });
    }
    if let Some(lesson) = now.filter(|_| !come.is_empty()) {
        told.push(Trigger::Taught { persons: come, lesson, matter: matter() });
    }
    told
}

/// A lesson that is off ends when its day is past.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { stage: Some(stage::OFF), ended_before: Some(cx.half_now()), ..Query::default() };
    let close = |(id, state): (MatterId, State)| {
        let day = state.session.day;
        let key = format!("integrity_lesson/close/{id}/{day}");
        (day < cx.day).then_some(Reaction { key, to: Some(id), action: Action::Close(Close { day }) })
    };
    cx.facts.all::<IntegrityLesson>(&query).into_iter().filter_map(close).collect()
}

/// The words of what may be chosen anew; whoever was there has no reason for not being there.
pub(super) fn relearn(mut event: Event, cx: &Context) -> Event {
    match &mut event {
        Event::Planned(planned) => named(&mut planned.session, cx),
        Event::Revised(revised) => named(&mut revised.session, cx),
        Event::Recorded(recorded) => {
            for one in &mut recorded.attendance {
                one.reason = one.reason.take().filter(|_| !one.present);
                let name = one.reason.as_ref().and_then(|reason| term(reason, "", cx).ok());
                one.reason_name = name.unwrap_or_default();
            }
        }
        _ => {}
    }
    event
}

fn named(session: &mut Session, cx: &Context) {
    session.form_name = term(&session.form, "", cx).unwrap_or_default();
}

/// The lesson and who came may be put right; who is to come is changed by a new list.
pub(super) fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match (was, now) {
        (Event::Planned(was), Event::Planned(now)) if was.invited == now.invited => held(state, &now.session, cx),
        (Event::Revised(was), Event::Revised(now)) if was.invited == now.invited => {
            filled(&now.reason.0, "/payload/reason", "改动原因")?;
            held(state, &now.session, cx)
        }
        (Event::Recorded(was), Event::Recorded(now)) if (&was.gone, was.day) == (&now.gone, now.day) => {
            came(was, now, cx)
        }
        (Event::Cancelled(_), Event::Cancelled(now)) => filled(&now.reason.0, "/payload/reason", "取消原因"),
        _ => {
            let sentence = "应到人员不能更正：还没有登记的用“改期或者改名单”，整件有误的作废后重新安排。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}

/// Once it is entered who came, its day is not ahead.
fn held(state: &State, session: &Session, cx: &Context) -> Result<(), Refusal> {
    said(session, "/payload/session", cx)?;
    if state.recorded.is_some() {
        not_ahead(session.day, "/payload/session/day", "开课日期", cx)?;
    }
    Ok(())
}

fn came(was: &Recorded, now: &Recorded, cx: &Context) -> Result<(), Refusal> {
    let rows = |recorded: &Recorded| -> Vec<(PersonId, String, String)> {
        let row = |one: &Came| (one.person.clone(), one.name.clone(), one.unit.clone());
        recorded.attendance.iter().map(row).collect()
    };
    if rows(was) != rows(now) {
        let sentence = "到课情况只能逐人更正到课和缺课原因，不能增减人，请照原来的名单填写。";
        return Err(Refusal::new("not_correctable", CLAUSE, sentence).at("/payload/attendance"));
    }
    for (row, one) in now.attendance.iter().enumerate().filter(|(_, one)| !one.present) {
        let at = format!("/payload/attendance/{row}/reason");
        let Some(reason) = &one.reason else {
            let sentence = format!("{}没有到会，请选择缺席原因。", one.name);
            return Err(Refusal::new("field_missing", CLAUSE, sentence).at(&at));
        };
        term(reason, &at, cx)?;
    }
    somebody(&now.attendance, "/payload/attendance")
}

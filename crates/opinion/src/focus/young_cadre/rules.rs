//! Who is listed and until when, who educates, talks and reminds, and how history becomes state.

use super::{
    facts::{
        Action, Attention, Event, Ground, Grounds, ListCadre, Listed, Moved, Note, Noted, Promote, Release, Released,
        Relist, Relisted, Remind, Reminded, State, Stated, Talk, Talked, Undone,
    },
    hearing,
    lesson::{self, Given, Lesson, Missed},
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, not_before, term},
    focus::{self, is_above},
    ground::cadre::Cadre,
    owed::{self, entrants, section},
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    people::month::Month,
    procedure::{Context, Misfit, Refusal},
    words::{MatterId, PersonId, Term, UnitId},
};

/// Up to which age one is young.
pub(super) const AGE: &str = "young.age";
/// By when education follows.
pub(super) const EDUCATION: &str = "young.education";
/// How often the unit's Party head talks with him.
pub(super) const TALK: &str = "young.talk";
/// How soon something noted is answered.
pub(super) const REMIND: &str = "young.remind";
/// Clause of education.
pub(super) const EDUCATION_CLAUSE: &str = "4.2.1";
/// Clause of talks.
pub(super) const TALK_CLAUSE: &str = "4.2.2";
/// Code of 新提拔 in the dictionary of grounds.
pub(super) const PROMOTED: &str = "promoted";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match &self.released {
            Some(_) => stage::OUT,
            None if self.open().next().is_some() => stage::REMINDING,
            None if self.owed_lessons().next().is_some() => stage::EDUCATING,
            None => stage::LISTED,
        }
    }

    /// What was noted and is not answered yet.
    pub fn open(&self) -> impl Iterator<Item = &Attention> {
        self.attention.iter().filter(|one| one.remedy.is_none())
    }

    /// Lessons that are owed, each with the day from which: for the oldest reason that none has followed. A lesson before he was promoted
    /// is not the one that follows the promotion.
    pub fn owed_lessons(&self) -> impl Iterator<Item = (Lesson, Day)> {
        let since = |lesson: Lesson| {
            let given = |ground: &Ground| {
                self.lessons.iter().map(Given::once).any(|(one, day)| one == lesson && ground.day <= day)
            };
            let lacking = self.grounds.iter().filter(|ground| !given(ground));
            lacking.map(|ground| ground.since).min().map(|since| (lesson, since))
        };
        Lesson::ALL.into_iter().filter_map(since)
    }

    /// Since when he is on the list.
    #[must_use]
    pub fn listed(&self) -> Day {
        self.grounds.iter().map(|ground| ground.since).min().unwrap_or(self.place.day)
    }

    /// The last day on which he is on it, where that is known: without a month of birth it is not.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        self.released.as_ref().map(|release| release.day).or(self.last)
    }

    /// From when the next talk is counted: the last one, or the day of being listed.
    #[must_use]
    pub fn talk_from(&self) -> (Day, &'static str) {
        let last = self.talks.iter().map(|talk| talk.talk.day).max();
        last.map_or((self.listed(), "列入名册"), |last| (last, "上次谈话"))
    }

    /// Who owes talks with him.
    #[must_use]
    pub fn talkers(&self) -> Vec<Hat> {
        focus::talkers(&self.place.unit, self.place.heads)
    }
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let system = || vec![Hat::System];
    let Some(state) = state else {
        return vec![
            Offer::new("list", "列入名册", entrants(cx)).main(),
            Offer::new("promote", "新提拔列入", system()),
        ];
    };
    // What a decision tells in one go may take him off the list first: the rest of it is heard all the same.
    let heard = [
        Offer::new("move", "任职变动", system()),
        Offer::new("undo", "任免决定撤回", system()),
        Offer::new("age_out", "超龄出册", system()),
        Offer::new("attend", "参加廉政教育课", system()),
        Offer::new("miss", "廉政教育课更正", system()),
    ];
    if state.released.is_some() {
        let again = [Offer::new("relist", "增加列入原因", system()), Offer::new("release", "出册", system())];
        return heard.into_iter().chain(again).collect();
    }
    let unit = &state.place.unit;
    let may_talk = || focus::may_talk(unit, state.place.heads);
    let both = || section().into_iter().chain(owed::unit(unit));
    let mut offers = vec![
        Offer::new("talk", "谈心谈话", may_talk()),
        Offer::new("educate", "记入廉政教育", section()),
        Offer::new("notice", "记入关注事项", section().into_iter().chain(may_talk()).collect()),
        Offer::new("relist", "增加列入原因", both().chain(system()).collect()),
    ];
    if state.open().next().is_some() {
        offers.push(Offer::new("remind", "提醒处理", may_talk()).main());
        offers.push(Offer::new("state", "本人说明", vec![Hat::Person(state.person.clone())]));
    }
    offers.extend(heard);
    offers.push(Offer::new("release", "出册", section().into_iter().chain(system()).collect()).grave());
    offers
}

/// Month of birth by the register, where he has one.
fn birth(person: &PersonId, cx: &Context) -> Option<Month> {
    let card = cx.facts.read::<Cadre>(&MatterId::from(person))?.card;
    Day::of(&format!("{}-01", card.birth)).map(Month::of)
}

/// The last day on which he is young by the county's limit, full years by the month of birth; nothing where either is not entered.
fn last_young(person: &PersonId, on: Day, cx: &Context) -> Option<Day> {
    let limit = i16::try_from(cx.policy.number(AGE, on)?).ok()?;
    let birth = birth(person, cx)?;
    Some(Day::new(birth.year() + limit + 1, birth.month(), 1)?.plus(-1))
}

/// Whether he is known to be young on a day.
pub(super) fn is_young(person: &PersonId, on: Day, cx: &Context) -> bool {
    last_young(person, on, cx).is_some_and(|last| on <= last)
}

/// Where he is on a day, and whether he heads it.
fn place(
    person: &PersonId,
    fallback: Option<UnitId>,
    day: Day,
    decision: Option<MatterId>,
    cx: &Context,
) -> Option<Moved> {
    let unit = cx.facts.unit_of(person, day).or(fallback)?;
    let heads = is_above(person, &unit, day, cx);
    let (unit_name, post) = (cx.facts.unit_name(&unit), cx.facts.post_text(person, day));
    Some(Moved { unit, unit_name, post, heads, day, decision })
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::List(list) => listing(list, cx).map(|listed| Event::Listed(Box::new(listed))),
            Action::Promote(promote) => promoting(promote, cx).map(|listed| Event::Listed(Box::new(listed))),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::List(_) | Action::Promote(_) => Err(Refusal::not_now()),
        Action::Relist(relist) => relisting(state, relist, cx).map(Event::Relisted),
        Action::Educate(educate) => lesson::entered(state, educate, cx).map(Event::Educated),
        Action::Attend(attend) => Ok(Event::Attended(Box::new(lesson::attended(attend, cx)))),
        Action::Miss(miss) => Ok(Event::Missed(Missed { by: miss.by, day: cx.day })),
        Action::Talk(talk) => talking(state, talk, cx).map(Event::Talked),
        Action::Notice(note) => {
            let attention = noted(state, 0, note, "", cx)?;
            Ok(Event::Noted(Noted { attention }))
        }
        Action::Remind(remind) => reminding(state, remind, cx).map(Event::Reminded),
        Action::State(statement) => {
            filled(&statement.text.0, "/text", "本人说明")?;
            known(state, statement.number)?;
            Ok(Event::Stated(Stated { statement, day: cx.day }))
        }
        Action::Move(moved) => {
            let unit = cx.facts.post(&moved.post).map(|card| card.unit);
            let place = place(&state.person, unit, moved.day, Some(moved.decision), cx);
            place.map(Event::Moved).ok_or_else(Refusal::not_now)
        }
        Action::Undo(cause) => {
            let place = place(&state.person, None, cx.day, None, cx);
            Ok(Event::Undone(Undone { decision: cause.decision, place, day: cx.day }))
        }
        Action::Release(release) => {
            filled(&release.reason.0, "/reason", "出册原因")?;
            Ok(Event::Released(Released { release }))
        }
        Action::AgeOut(aged) => {
            if cx.day <= aged.last {
                return Err(Refusal::not_now());
            }
            let release = Release { day: aged.last.plus(1), reason: "超过年轻干部年龄".into(), decision: None };
            Ok(Event::Released(Released { release }))
        }
    }
}

fn ground(
    code: &Term<Grounds>,
    at: &str,
    day: Day,
    decision: Option<MatterId>,
    cx: &Context,
) -> Result<Ground, Refusal> {
    let word = match (term(code, at, cx), &decision) {
        (Err(_), Some(_)) => "新提拔".to_owned(),
        (word, _) => word?,
    };
    Ok(Ground { code: code.0.clone(), word, day, since: cx.day, decision })
}

fn listing(list: ListCadre, cx: &Context) -> Result<Listed, Refusal> {
    let card = checks::person(&list.person, "/person", cx)?;
    not_ahead(list.day, "/day", "日期", cx)?;
    if hearing::entry(&list.person, cx).is_some() {
        let sentence = format!("{}已在名册，请在原事项增加列入原因。", card.name);
        return Err(Refusal::new("already_listed", EDUCATION_CLAUSE, sentence).at("/person"));
    }
    let no_post = || {
        let sentence = format!("{}没有任职，不能确定由哪个单位谈话，请先登记职务。", card.name);
        Refusal::new("post_missing", TALK_CLAUSE, sentence).at("/person")
    };
    let place = place(&list.person, None, cx.day, None, cx).ok_or_else(no_post)?;
    let unit = checks::unit(&place.unit, "/person", cx)?;
    checks::own_unit(&unit, "/person", cx)?;
    let last = last_young(&list.person, cx.day, cx);
    if last.is_some_and(|last| last < cx.day) {
        let limit = cx.policy.number(AGE, cx.day).unwrap_or_default();
        let sentence = format!("{}已超过{limit}周岁，不列入年轻干部名册。", card.name);
        return Err(Refusal::new("not_young", EDUCATION_CLAUSE, sentence).at("/person"));
    }
    let ground = ground(&list.ground, "/ground", list.day, None, cx)?;
    Ok(Listed { name: card.name, person: list.person, place, ground, last })
}

fn promoting(promote: Promote, cx: &Context) -> Result<Listed, Refusal> {
    let Promote { person, post, day, decision } = promote;
    let unit = cx.facts.post(&post).map(|card| card.unit);
    let place = place(&person, unit, day, Some(decision.clone()), cx).ok_or_else(Refusal::not_now)?;
    let ground = ground(&Term::new(PROMOTED), "/ground", day, Some(decision), cx)?;
    let last = last_young(&person, day, cx);
    Ok(Listed { name: cx.facts.name(&person), person, place, ground, last })
}

fn relisting(state: &State, relist: Relist, cx: &Context) -> Result<Relisted, Refusal> {
    // A decision heard may lie ahead and is never refused; a person enters what was, once.
    if relist.decision.is_some() {
        return ground(&relist.ground, "/ground", relist.day, relist.decision, cx).map(|ground| Relisted { ground });
    }
    not_ahead(relist.day, "/day", "日期", cx)?;
    if state.grounds.iter().any(|known| known.code == relist.ground.0 && known.day == relist.day) {
        let sentence = "这一原因和日期已经列入，不用重复。";
        return Err(Refusal::new("ground_known", EDUCATION_CLAUSE, sentence).at("/ground"));
    }
    let ground = ground(&relist.ground, "/ground", relist.day, None, cx)?;
    Ok(Relisted { ground })
}

fn talker(state: &State, cx: &Context) -> Result<String, Refusal> {
    let unit = checks::heir(&state.place.unit, cx);
    focus::talker(&state.person, &unit, state.place.heads, TALK_CLAUSE, cx)
}

fn talking(state: &State, talk: Talk, cx: &Context) -> Result<Talked, Refusal> {
    let by = talker(state, cx)?;
    said(&talk, "", cx)?;
    let notes = talk.notes.iter().cloned().enumerate();
    let noted =
        notes.map(|(at, note)| noted(state, at, note, &format!("/notes/{at}"), cx)).collect::<Result<_, _>>()?;
    Ok(Talked { talk, by, unit: state.place.unit_name.clone(), noted })
}

/// A talk that was had is about all three.
fn said(talk: &Talk, at: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(talk.day, &format!("{at}/day"), "谈话日期", cx)?;
    let fields =
        [(&talk.thought, "/thought", "思想动态"), (&talk.work, "/work", "工作情况"), (&talk.life, "/life", "生活情况")];
    fields.into_iter().try_for_each(|(text, field, title)| filled(&text.0, &format!("{at}{field}"), title))
}

/// Something noted, with the next number but `further`.
fn noted(state: &State, further: usize, note: Note, at: &str, cx: &Context) -> Result<Attention, Refusal> {
    let word = term(&note.item, &format!("{at}/item"), cx)?;
    filled(&note.facts.0, &format!("{at}/facts"), "具体事实")?;
    let before = state.attention.len().saturating_add(further);
    let number = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
    Ok(Attention { number, word, facts: note.facts, day: cx.day, stated: Vec::new(), remedy: None })
}

fn known(state: &State, number: u32) -> Result<&Attention, Refusal> {
    let unknown = || {
        let sentence = format!("没有待处理的关注事项{number}，请照清单填写。");
        Refusal::new("unknown_item", TALK_CLAUSE, sentence).at("/number")
    };
    state.open().find(|one| one.number == number).ok_or_else(unknown)
}

fn reminding(state: &State, remind: Remind, cx: &Context) -> Result<Reminded, Refusal> {
    let by = talker(state, cx)?;
    let attention = known(state, remind.number)?;
    filled(&remind.text.0, "/text", "情况")?;
    not_ahead(remind.day, "/day", "办理日期", cx)?;
    not_before(remind.day, attention.day, "/day", "办理日期", "记入日期")?;
    Ok(Reminded { remind, by })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Listed(listed) = event else { return Err(Misfit("a list entry begins with being listed")) };
        let Listed { person, name, place, ground, last } = *listed;
        return Ok(State {
            person,
            name,
            place,
            grounds: vec![ground],
            last,
            lessons: Vec::new(),
            talks: Vec::new(),
            attention: Vec::new(),
            released: None,
        });
    };
    match event {
        Event::Listed(_) => return Err(Misfit("listed twice")),
        Event::Relisted(one) => state.grounds.push(one.ground),
        Event::Educated(educated) => state.lessons.push(Given::new(educated, None)),
        Event::Attended(one) => {
            let by = one.by;
            state.lessons.extend(one.lessons.into_iter().map(|educated| Given::new(educated, Some(by.clone()))));
        }
        Event::Missed(missed) => state.lessons.retain(|one| one.by.as_ref() != Some(&missed.by)),
        Event::Talked(talked) => {
            state.attention.extend(talked.noted.iter().cloned());
            state.talks.push(talked);
        }
        Event::Noted(noted) => state.attention.push(noted.attention),
        Event::Reminded(reminded) => {
            let number = reminded.remind.number;
            attention(&mut state, number)?.remedy = Some(reminded.remind);
        }
        Event::Stated(stated) => {
            attention(&mut state, stated.statement.number)?.stated.push(stated.statement.text);
        }
        Event::Moved(moved) => state.place = moved,
        Event::Undone(undone) => {
            let of_it = |decision: &Option<MatterId>| decision.as_ref() == Some(&undone.decision);
            // Whoever left service by it is on the list again.
            state.released = state.released.take().filter(|release| !of_it(&release.decision));
            state.grounds.retain(|ground| !of_it(&ground.decision));
            if state.grounds.is_empty() {
                let reason = "任免决定撤回".into();
                state.released = Some(Release { day: undone.day, reason, decision: None });
            }
            if let Some(place) = undone.place {
                state.place = place;
            }
        }
        Event::Released(released) => state.released = Some(released.release),
    }
    Ok(state)
}

fn attention(state: &mut State, number: u32) -> Result<&mut Attention, Misfit> {
    state.attention.iter_mut().find(|one| one.number == number).ok_or(Misfit("no such attention"))
}

/// What was said in a talk or a lesson may be put right; who noted something else notes it anew.
pub(super) fn amend(was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match (was, now) {
        (Event::Educated(_), Event::Educated(now)) => {
            lesson::educating(now.educate.clone(), "/payload/educate", cx).map(drop)
        }
        (Event::Talked(was), Event::Talked(now)) if was.noted == now.noted => said(&now.talk, "/payload/talk", cx),
        (Event::Attended(_), _) => {
            let sentence = "这次教育由廉政教育课登记，请在那一事项更正，这里随之更正。";
            Err(Refusal::new("not_correctable", EDUCATION_CLAUSE, sentence))
        }
        _ => {
            let sentence = "这一记录不能更正：谈话和教育可以更正内容，其余按事项继续办理或作废。";
            Err(Refusal::new("not_correctable", "", sentence))
        }
    }
}

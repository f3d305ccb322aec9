//! Who keeps cadres, what is refused, and how posts come and go.

use super::{
    Cadre,
    facts::{
        Absorbed, Action, Card, Changed, Depart, Departed, Enter, Entered, Event, Held, Leaving, Merge, NewIdNumber,
        PostLeft, Related, Relation, Seat, State, Taking,
    },
    file::{FileKept, PersonFile},
};
use crate::{checks, ground};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::Query,
    people::id_number::CheckedId,
    procedure::{Context, Misfit, Refusal},
    words::{IdNumber, MatterId, PersonId, Sealed},
};

/// Reasons that end a cadre's being managed once the last post is left; codes of the dictionary `departure_reasons`.
const ENDS_MANAGEMENT: [&str; 2] = ["retirement", "death"];

/// What a relative is called where only the other side said how.
const RELATIVE: &str = "亲属";

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("enter", "登记干部", checks::office()).main()] };
    let heard = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    if state.merged.is_some() {
        return Vec::new();
    }
    let mut offers = vec![heard("undo_posts", "撤回任免记录")];
    if state.departed.is_some() {
        offers.push(Offer::new("restore", "恢复管理", checks::office()));
        return offers;
    }
    offers.extend([
        Offer::new("change", "更新基本情况", checks::office()),
        Offer::new("set_id_number", "补录身份证号", checks::office()),
        Offer::new("keep_file", "更新任免审批表内容", checks::office()),
        Offer::new("add_relation", "登记亲属关系", checks::office()),
    ]);
    if !state.relations.is_empty() {
        offers.push(Offer::new("end_relation", "解除亲属关系", checks::office()));
    }
    offers.extend([
        Offer::new("depart", "退出管理", checks::office()).grave(),
        Offer::new("merge_into", "并入另一档案", checks::office()).grave(),
        heard("absorb", "接收并入的档案"),
        heard("take_post", "记入任职"),
        heard("leave_post", "记入离任"),
    ]);
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let one = |event| Ok(vec![event]);
    match (state, action) {
        (None, Action::Enter(enter)) => entering(enter, cx).and_then(one),
        (Some(state), Action::Change(card)) => changing(state, card).and_then(one),
        (Some(state), Action::SetIdNumber(new)) => {
            free_id_number(&new.id_number, &state.id, cx)?;
            one(Event::IdNumberSet(new))
        }
        (Some(state), Action::KeepFile(file)) => keeping(state, file).and_then(one),
        (Some(state), Action::AddRelation(relation)) => relating(state, relation, cx).and_then(one),
        (Some(state), Action::EndRelation(end)) => {
            if !state.relations.iter().any(|known| known.other == end.other) {
                return Err(Refusal::new("unknown_relation", "", "没有登记过这名亲属，请核对。").at("/other"));
            }
            one(Event::RelationEnded(end))
        }
        (Some(state), Action::Depart(depart)) => departing(state, depart, cx).and_then(one),
        (Some(_), Action::Restore(restore)) => one(Event::Restored(restore)),
        (Some(state), Action::MergeInto(merge)) => merging(state, merge, cx).and_then(one),
        (Some(state), Action::Absorb(absorb)) => absorbing(state, &absorb.from, cx).and_then(one),
        (Some(_), Action::TakePost(taking)) => {
            let Taking { post, day, acting, decision } = taking;
            let mut held = tenure(&Seat { post, since: day, acting }, "/post", cx)?;
            held.begun_by = Some(decision);
            one(Event::PostTaken(held))
        }
        (Some(state), Action::LeavePost(leaving)) => leaving_post(state, leaving, cx),
        (Some(_), Action::UndoPosts(undo)) => one(Event::PostsUndone(undo)),
        _ => Err(Refusal::not_now()),
    }
}

/// `at` is where the card lies in what was sent.
fn check(card: &Card, at: &str) -> Result<(), Refusal> {
    checks::filled(&card.name, &format!("{at}/name"), "姓名")?;
    checks::filled(&card.level, &format!("{at}/level"), "级别")?;
    month(&card.birth, &format!("{at}/birth"), "出生年月")?;
    for (text, field, what) in
        [(&card.joined, "joined", "入党时间"), (&card.level_since, "level_since", "任现职级时间")]
    {
        text.as_ref().map_or(Ok(()), |text| month(text, &format!("{at}/{field}"), what))?;
    }
    Ok(())
}

fn month(text: &str, at: &str, what: &str) -> Result<(), Refusal> {
    if text.len() == 7 && Day::of(&format!("{text}-01")).is_some() {
        return Ok(());
    }
    let sentence = format!("“{what}”应写成1979-06这样的年月，这里是“{text}”，请改正。");
    Err(Refusal::new("month_wrong", "", sentence).at(at))
}

fn entering(enter: Enter, cx: &Context) -> Result<Event, Refusal> {
    check(&enter.card, "/card")?;
    let id = PersonId::from(cx.matter);
    if let Some(sealed) = &enter.id_number {
        free_id_number(sealed, &id, cx)?;
    }
    let tenures = enter
        .posts
        .iter()
        .enumerate()
        .map(|(row, seat)| tenure(seat, &format!("/posts/{row}/post"), cx))
        .collect::<Result<_, _>>()?;
    Ok(Event::Entered(Entered { id, card: enter.card, id_number: enter.id_number, tenures }))
}

/// The number is right and nobody else's. Its clear text is there only in the action that brings it.
fn free_id_number(sealed: &Sealed<IdNumber>, id: &PersonId, cx: &Context) -> Result<(), Refusal> {
    let clear = cx.open(sealed).map_or_else(String::new, |number| number.0);
    let number = CheckedId::read(&clear).map_err(|fault| {
        let sentence = format!("{}，{}。", fault.sentence(), fault.advice());
        Refusal::new("id_number_wrong", "", sentence).at("/id_number")
    })?;
    match cx.facts.owner_of_id_number(number.plain()).filter(|owner| owner != id) {
        None => Ok(()),
        Some(owner) => {
            let sentence = format!("该身份证号已登记在{}名下，请核对是否同一人。", cx.facts.name(&owner));
            Err(Refusal::new("id_number_taken", "", sentence).at("/id_number"))
        }
    }
}

fn tenure(seat: &Seat, at: &str, cx: &Context) -> Result<Held, Refusal> {
    let card = checks::post(&seat.post, at, cx)?;
    Ok(Held {
        post: seat.post.clone(),
        label: checks::post_label(&card, cx),
        unit: card.unit,
        from: seat.since,
        until: None,
        acting: seat.acting,
        reason: None,
        begun_by: None,
        ended_by: None,
    })
}

fn changing(state: &State, card: Card) -> Result<Event, Refusal> {
    check(&card, "")?;
    let differences = super::view::differences(&state.card, &card);
    if differences.is_empty() {
        return Err(Refusal::new("nothing_changed", "", "内容没有变化，不需要提交。"));
    }
    Ok(Event::Changed(Changed { card, differences }))
}

fn keeping(state: &State, file: PersonFile) -> Result<Event, Refusal> {
    let before = state.file.clone().unwrap_or_default();
    let differences = super::view::changed_titles(&before, &file);
    if differences.is_empty() {
        return Err(Refusal::new("nothing_changed", "", "内容没有变化，不需要提交。"));
    }
    Ok(Event::FileKept(FileKept { file, differences }))
}

fn relating(state: &State, relation: Relation, cx: &Context) -> Result<Event, Refusal> {
    checks::filled(&relation.relation, "/relation", "称谓")?;
    let Relation { other, relation } = relation;
    if other == state.id {
        return Err(Refusal::new("own_relative", "", "亲属不能是本人，请重新选择。").at("/other"));
    }
    let card = checks::person(&other, "/other", cx)?;
    if state.relations.iter().any(|known| known.other == other) || cx.facts.relatives(&state.id).contains(&other) {
        let sentence = format!("与{}的亲属关系已登记，不需要重复登记。", card.name);
        return Err(Refusal::new("relation_known", "", sentence).at("/other"));
    }
    Ok(Event::RelationAdded(Related { other, name: card.name, relation }))
}

fn departing(state: &State, depart: Depart, cx: &Context) -> Result<Event, Refusal> {
    let reason_word = checks::term(&depart.reason, "/reason", cx)?;
    if let Some(held) = state.current().next() {
        let sentence = format!("仍任{}，请先登记免职、退休等任免事项。", held.label);
        return Err(Refusal::new("still_in_post", "", sentence));
    }
    let Depart { day, reason, note } = depart;
    Ok(Event::Departed(Departed { day, reason, reason_word, note, decision: None }))
}

fn merging(state: &State, merge: Merge, cx: &Context) -> Result<Event, Refusal> {
    checks::filled(&merge.reason.0, "/reason", "核实情况")?;
    if merge.into == state.id {
        return Err(Refusal::new("merge_itself", "", "不能并入本档案，请选择另一份档案。").at("/into"));
    }
    checks::person(&merge.into, "/into", cx)?;
    one_person(state, &merge.into, cx)?;
    let open = Query { person: Some(state.id.clone()), open: Some(true), ..Query::default() };
    let mine = MatterId::from(&state.id);
    if let Some(matter) = cx.facts.matters(&open).into_iter().find(|matter| matter.id != mine && matter.kind != "cadre")
    {
        let number = matter.number.unwrap_or_default();
        let sentence = format!("本档案还有未办结事项{number}，请先办结或更正到另一档案。");
        return Err(Refusal::new("still_used", "", sentence));
    }
    Ok(Event::Merged(merge))
}

/// Two records are one person's only where what is known of both agrees; a name says nothing.
fn one_person(state: &State, into: &PersonId, cx: &Context) -> Result<(), Refusal> {
    let other = cx.facts.read::<Cadre>(&MatterId::from(into)).ok_or_else(Refusal::not_now)?;
    let differs = |what: &str, one: &str, other: &str| {
        let sentence = format!("两份档案的{what}不同（{one}、{other}），不能认定为一人；登记有误的，先更正再并入。");
        Refusal::new("merge_differs", "", sentence).at("/into")
    };
    let (mine, his) = (&state.card, &other.card);
    if mine.sex != his.sex {
        return Err(differs("性别", mine.sex.word(), his.sex.word()));
    }
    if mine.birth != his.birth {
        return Err(differs("出生年月", &mine.birth, &his.birth));
    }
    // No number is registered twice: two numbers are two people, or one of them is wrong.
    if state.id_number.is_some() && other.id_number.is_some() {
        let sentence = "两份档案各登记了身份证号，号码不同，不能认定为一人；其中一个有误的，先更正再并入。";
        return Err(Refusal::new("merge_differs", "", sentence).at("/into"));
    }
    Ok(())
}

fn absorbing(state: &State, from: &PersonId, cx: &Context) -> Result<Event, Refusal> {
    let other = cx.facts.read::<Cadre>(&MatterId::from(from)).ok_or_else(Refusal::not_now)?;
    let same = |a: &Held, b: &Held| a.post == b.post && a.from == b.from;
    let tenures = other.tenures.into_iter().filter(|held| !state.tenures.iter().any(|known| same(known, held)));
    let known =
        |related: &Related| related.other == state.id || state.relations.iter().any(|r| r.other == related.other);
    let mut relations: Vec<Related> = other.relations.into_iter().filter(|related| !known(related)).collect();
    // Who registered the merged record as his relative is a relative of the one that stays.
    for relative in cx.facts.relatives(from) {
        let there =
            relative == state.id || state.relations.iter().chain(&relations).any(|related| related.other == relative);
        if !there && let Some(card) = cx.facts.person(&relative) {
            relations.push(Related { other: relative, name: card.name, relation: RELATIVE.to_owned() });
        }
    }
    let id_number = if state.id_number.is_none() { other.id_number } else { None };
    let tenures = tenures.collect();
    Ok(Event::Absorbed(Absorbed { from: from.clone(), tenures, relations, id_number }))
}

fn leaving_post(state: &State, leaving: Leaving, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let Some(held) = state.current().find(|held| held.post == leaving.post) else {
        return Err(Refusal::new("post_not_held", "", "登记簿里没有这项任职，请先核对干部的任职经历。").at("/post"));
    };
    let Leaving { post, day, reason, decision } = leaving;
    checks::term(&reason, "/reason", cx)?;
    // The register is read by more people than the decision.
    let reason = ground::told_reason(&reason, day, cx);
    let reason_word = checks::term(&reason, "/reason", cx)?;
    let left = PostLeft {
        label: held.label.clone(),
        reason_word: reason_word.clone(),
        decision: decision.clone(),
        reason: reason.clone(),
        post: post.clone(),
        day,
    };
    let mut events = vec![Event::PostLeft(left)];
    let last = !state.current().any(|other| other.post != post);
    if last && ENDS_MANAGEMENT.contains(&reason.0.as_str()) {
        let departed = Departed { day, reason, reason_word, note: None, decision: Some(decision) };
        events.push(Event::Departed(departed));
    }
    Ok(events)
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Entered(Entered { id, card, id_number, tenures }) = event else {
            return Err(Misfit("a cadre is entered before anything else"));
        };
        let (file, relations, departed, merged) = (None, Vec::new(), None, None);
        return Ok(State { id, card, id_number, file, tenures, relations, departed, merged });
    };
    match event {
        Event::Entered(_) => return Err(Misfit("a cadre is entered once")),
        Event::Changed(changed) => state.card = changed.card,
        Event::IdNumberSet(NewIdNumber { id_number, .. }) => state.id_number = Some(id_number),
        Event::FileKept(kept) => state.file = Some(kept.file),
        Event::RelationAdded(related) => state.relations.push(related),
        Event::RelationEnded(end) => state.relations.retain(|related| related.other != end.other),
        Event::Departed(departed) => state.departed = Some(departed),
        Event::Restored(_) => state.departed = None,
        Event::Merged(merge) => state.merged = Some(merge),
        Event::Absorbed(absorbed) => {
            state.tenures.extend(absorbed.tenures);
            state.relations.extend(absorbed.relations);
            state.id_number = state.id_number.or(absorbed.id_number);
        }
        Event::PostTaken(held) => {
            // The same post taken again is the beginning or the end of 主持工作: one tenure follows the other.
            for earlier in state.tenures.iter_mut().filter(|other| other.post == held.post && other.until.is_none()) {
                (earlier.until, earlier.ended_by) = (Some(held.from), held.begun_by.clone());
            }
            state.tenures.push(held);
        }
        Event::PostLeft(left) => {
            let held = state.tenures.iter_mut().find(|held| held.post == left.post && held.until.is_none());
            let held = held.ok_or(Misfit("a post is left that is not held"))?;
            (held.until, held.reason, held.ended_by) = (Some(left.day), Some(left.reason), Some(left.decision));
        }
        Event::PostsUndone(undo) => {
            let decision = Some(undo.decision);
            state.tenures.retain(|held| held.begun_by != decision);
            for held in state.tenures.iter_mut().filter(|held| held.ended_by == decision) {
                (held.until, held.reason, held.ended_by) = (None, None, None);
            }
            state.departed = state.departed.filter(|departed| departed.decision != decision);
        }
    }
    Ok(state)
}

pub(super) fn amend(state: &State, now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Entered(entered) if entered.id != state.id => {
            Err(Refusal::new("id_fixed", "", "更正不能改变登记编号。").at("/payload/id"))
        }
        Event::Entered(Entered { card, .. }) | Event::Changed(Changed { card, .. }) => check(card, "/payload/card"),
        Event::PostTaken(_) | Event::PostLeft(_) | Event::PostsUndone(_) => {
            Err(Refusal::new("amend_decision", "", "任职和离任随任免事项更正，请在任免事项里更正。"))
        }
        Event::IdNumberSet(_) => Err(Refusal::new("amend_sealed", "", "身份证号请用“补录身份证号”重新录入。")),
        _ => Ok(()),
    }
}

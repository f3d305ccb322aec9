//! What a review rests on: a session of the branch to which he belonged on its day.

use super::{CLAUSE, SESSION};
use crate::{
    checks,
    political::{
        home,
        member_review::{
            facts::{Branch, Held, Open, Opened, Rest, Rested, State},
            hearing::{of_year, whole},
        },
        party_branch::PartyBranch,
        party_life::PartyLife,
    },
};
use engine::{
    facts::PersonCard,
    procedure::{Context, Lead, Refusal, Way},
    words::{MatterId, PersonId},
};

/// His card; whoever is no Party member is not reviewed.
pub(super) fn member(person: &PersonId, at: &str, cx: &Context) -> Result<PersonCard, Refusal> {
    let card = checks::person(person, at, cx)?;
    if !card.party {
        let sentence = format!("{}不是中共党员，不参加民主评议党员，请核对。", card.name);
        return Err(Refusal::new("not_party_member", CLAUSE, sentence).at(at));
    }
    Ok(card)
}

pub(super) fn opened(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let Open { person, term, session } = open;
    let name = member(&person, "/person", cx)?.name;
    checks::apart(&person, cx)?;
    let (branch, session, year) = found(&person, &term, session, cx)?;
    if let Some((id, _)) = of_year(&person, year, cx) {
        let sentence = format!("{name}{year}年的民主评议已经开启，请在原事项里办理。");
        let way = Way::new("打开原事项", Lead::Matter(id));
        return Err(Refusal::new("already_open", CLAUSE, sentence).at("/person").ways([way]));
    }
    let period = whole(year).ok_or_else(Refusal::not_now)?;
    let post = cx.facts.post_text(&person, session.day);
    Ok(Opened { person, name, post, branch, year, period, session, day: cx.day })
}

/// The same session entered anew keeps what was counted and decided; another day's, or one with fewer there than ballots, does not.
pub(super) fn rested(state: &State, rest: &Rest, cx: &Context) -> Result<Rested, Refusal> {
    let (branch, session, _) = found(&state.opened.person, &rest.term, rest.session, cx)?;
    let ballots = state.counted.as_ref().and_then(|one| one.ballot).map_or(0, |ballot| ballot.issued);
    let kept = branch.id == state.opened.branch.id && session.day == state.session.day && ballots <= session.present;
    Ok(Rested { session, branch, kept })
}

/// He is a member again, and the session is still there.
pub(super) fn stands(state: &State, cx: &Context) -> Result<(), Refusal> {
    member(&state.opened.person, "", cx)?;
    found(&state.opened.person, &state.session.term, state.session.number, cx).map(drop)
}

/// The session, with the branch as it is and whether he was there; and the year for which it counts.
fn found(person: &PersonId, term: &MatterId, number: u32, cx: &Context) -> Result<(Branch, Held, i16), Refusal> {
    let quarter = cx.facts.read::<PartyLife>(term).ok_or_else(|| {
        let sentence = "没有这个季度的组织生活，请从列出的选项中选择。";
        Refusal::new("unknown_term", CLAUSE, sentence).at("/term")
    })?;
    let session = quarter.sessions.iter().find(|one| one.number == number && one.kind == SESSION);
    let session = session.ok_or_else(|| {
        let sentence = format!("活动{number}不是民主评议党员活动，请照已开活动填写序号。");
        Refusal::new("unknown_session", CLAUSE, sentence).at("/session")
    })?;
    let id = quarter.opened.branch.clone();
    let branch = cx.facts.read::<PartyBranch>(&id).ok_or_else(Refusal::not_now)?;
    let row = session.attendance.iter().find(|one| one.person == *person);
    if row.is_none() && !branch.on(session.day).any(|leader| leader.person == *person) {
        let sentence = format!(
            "{}{}不在“{}”，应由其当天所在支部评议，请核对。",
            cx.facts.name(person),
            session.day.sentence(),
            branch.card.branch.name
        );
        return Err(Refusal::new("not_of_the_branch", CLAUSE, sentence).at("/person"));
    }
    let held = Held {
        term: term.clone(),
        from: quarter.opened.from,
        number,
        day: session.day,
        entitled: session.entitled,
        present: session.present,
        attended: row.is_some_and(|one| one.present),
        reason: row.map_or_else(String::new, |one| one.reason.clone()),
    };
    let unit = home(&quarter.opened.unit, term, cx);
    let card = &branch.card.branch;
    let branch = Branch {
        id,
        name: card.name.clone(),
        committee: card.committee.is_some(),
        members: card.members(),
        unit_name: cx.facts.unit_name(&unit),
        unit,
    };
    Ok((branch, held, quarter.opened.year))
}

//! The team, its evidence, and what it hands in.

use super::{TALKERS, TEAM, THROUGHOUT};
use crate::{
    checks::{self, filled, term},
    political::appraisal::facts::{
        About, Ballot, Evidence, Methods, Record, Source, Start, Started, State, Subject, Submit, Submitted, TeamRow,
    },
};
use engine::{
    procedure::{Context, Refusal},
    words::{Dictionary, PersonId},
};

pub(super) fn started(start: Start, cx: &Context) -> Result<Started, Refusal> {
    let subject = subject(&start.about, cx)?;
    apart(&subject, cx)?;
    let occasion = term(&start.occasion, "/occasion", cx)?;
    let mut team: Vec<PersonId> = Vec::new();
    let mut names = Vec::new();
    for (row, one) in start.team.iter().enumerate() {
        let at = format!("/team/{row}/person");
        let name = checks::person(&one.person, &at, cx)?.name;
        if team.contains(&one.person) {
            return Err(Refusal::new("row_twice", "", format!("{name}填了两次，请删去一行。")).at(&at));
        }
        if is_near(&one.person, &subject, cx) {
            let sentence = format!("{name}是考察对象本人、亲属或者同一班子成员，应当回避，请另选。");
            return Err(Refusal::new("recused", THROUGHOUT, sentence).at(&at));
        }
        team.push(one.person.clone());
        names.push(name);
    }
    let least =
        cx.policy.number(TEAM, cx.day).filter(|least| i64::try_from(team.len()).is_ok_and(|count| count < *least));
    if let Some(least) = least {
        let sentence = format!("考察组不少于{least}人，请补填。");
        return Err(Refusal::new("team_small", THROUGHOUT, sentence).at("/team"));
    }
    Ok(Started { id: cx.matter.clone(), subject, occasion, team, names, paper: start.paper, day: cx.day })
}

fn subject(about: &About, cx: &Context) -> Result<Subject, Refusal> {
    match about {
        About::Person(one) => {
            let at = "/about/person/person";
            let card = checks::person(&one.person, at, cx)?;
            let unit = cx.facts.unit_of(&one.person, cx.day);
            let nowhere = || Refusal::new("no_post", "", format!("{}没有现任职务，请先登记任职。", card.name)).at(at);
            Ok(Subject {
                person: Some(one.person.clone()),
                unit: unit.ok_or_else(nowhere)?,
                name: card.name.clone(),
                post: cx.facts.post_text(&one.person, cx.day),
            })
        }
        About::Body(one) => {
            let card = checks::unit(&one.unit, "/about/body/unit", cx)?;
            let name = format!("{}领导班子", card.name);
            Ok(Subject { person: None, unit: one.unit.clone(), name, post: String::new() })
        }
    }
}

/// Nobody works on an appraisal of himself, a relative or his own body.
pub(super) fn apart(subject: &Subject, cx: &Context) -> Result<(), Refusal> {
    let own = |person: &PersonId| cx.facts.members(&subject.unit, cx.day).iter().any(|at| &at.person == person);
    let near = match &subject.person {
        Some(person) => cx.actor.untouchables.contains(person) || cx.actor.decider() == Some(person),
        None => cx.actor.decider().is_some_and(own),
    };
    if near {
        let sentence = "考察对象是本人、亲属或者本人所在的班子，应当回避，请转其他有权限的人办理。";
        return Err(Refusal::new("recused", "law.recusal", sentence));
    }
    Ok(())
}

/// The person himself, his relatives, the members of his body.
fn is_near(person: &PersonId, subject: &Subject, cx: &Context) -> bool {
    let himself = subject.person.as_ref();
    himself == Some(person)
        || himself.is_some_and(|who| cx.facts.relatives(who).contains(person))
        || cx.facts.members(&subject.unit, cx.day).iter().any(|at| &at.person == person)
}

/// Evidence is first-hand, of a day that has come, and signed by whoever enters it.
pub(super) fn recorded(state: &State, record: Record, cx: &Context) -> Result<Evidence, Refusal> {
    let method = term(&record.method, "/method", cx)?;
    if record.source == Source::Hearsay {
        let sentence = "听他人转述的不能作为考察依据，请向亲知的人核实后再记录。";
        return Err(Refusal::new("hearsay", THROUGHOUT, sentence).at("/source"));
    }
    if record.day > cx.day {
        return Err(Refusal::new("day_ahead", "", "日期晚于今天，请核对后重填。").at("/day"));
    }
    if let Some(ballot) = &record.ballot {
        counted(ballot)?;
    }
    let known = cx.policy.dictionary(Methods::ID).and_then(|known| known.term(&record.method.0));
    let (with, with_names) = talkers(state, &record.with, known.is_some_and(|method| method.group == "talk"), cx)?;
    let recorder = cx.actor.decider().cloned();
    let recorder_name = recorder.as_ref().map_or_else(|| cx.actor.account.clone(), |person| cx.facts.name(person));
    Ok(Evidence {
        method,
        day: record.day,
        source: record.source,
        words: record.words,
        ballot: record.ballot,
        with,
        with_names,
        paper: record.paper,
        recorder,
        recorder_name,
        signed: cx.day,
    })
}

/// Nobody talks alone: whoever enters it names those who talked with him, each once, and none of them near whom it is about.
fn talkers(state: &State, rows: &[TeamRow], talk: bool, cx: &Context) -> Result<(Vec<PersonId>, Vec<String>), Refusal> {
    if !talk && !rows.is_empty() {
        let sentence = "只有谈话才填写共同谈话人，请删去或者改选考察方式。";
        return Err(Refusal::new("talkers_needless", THROUGHOUT, sentence).at("/with"));
    }
    let (mut with, mut names): (Vec<PersonId>, Vec<String>) = (Vec::new(), Vec::new());
    for (row, one) in rows.iter().enumerate() {
        let at = format!("/with/{row}/person");
        let name = checks::person(&one.person, &at, cx)?.name;
        if cx.actor.decider() == Some(&one.person) || with.contains(&one.person) {
            let sentence = format!("{name}是记录人或者已经填写，谈话须由不同的人共同进行，请另选。");
            return Err(Refusal::new("same_person", THROUGHOUT, sentence).at(&at));
        }
        if is_near(&one.person, &state.started.subject, cx) {
            let sentence = format!("{name}是考察对象本人、亲属或者同一班子成员，应当回避，请另选。");
            return Err(Refusal::new("recused", THROUGHOUT, sentence).at(&at));
        }
        with.push(one.person.clone());
        names.push(name);
    }
    let least = cx.policy.number(TALKERS, cx.day).filter(|_| talk);
    if let Some(least) = least.filter(|least| i64::try_from(with.len() + 1).is_ok_and(|count| count < *least)) {
        let sentence = format!("谈话由不少于{least}人进行，请填写共同谈话人。");
        return Err(Refusal::new("talkers_few", THROUGHOUT, sentence).at("/with"));
    }
    Ok((with, names))
}

/// No more ballots come back than were handed out, no more are valid than came back, and each valid one says one thing.
fn counted(ballot: &Ballot) -> Result<(), Refusal> {
    let said = ballot.good.saturating_add(ballot.fair).saturating_add(ballot.poor);
    let sentence = if ballot.returned > ballot.issued {
        format!("收回{}票，多于发出的{}票，请重新清点。", ballot.returned, ballot.issued)
    } else if ballot.valid > ballot.returned {
        format!("有效{}票，多于收回的{}票，请重新清点。", ballot.valid, ballot.returned)
    } else if said != ballot.valid {
        format!("好、一般、差合计{said}票，与有效{}票不符，请重新清点。", ballot.valid)
    } else {
        return Ok(());
    };
    Err(Refusal::new("ballots_differ", THROUGHOUT, sentence).at("/ballot"))
}

/// Nothing goes to a meeting without evidence; where what is proposed would bar the person, he is told the gist first.
pub(super) fn submitted(state: &State, submit: Submit, cx: &Context) -> Result<Submitted, Refusal> {
    if state.evidence.is_empty() {
        let sentence = "还没有考察记录，请考察组成员先记录。";
        return Err(Refusal::new("no_evidence", THROUGHOUT, sentence).at("/summary"));
    }
    let proposed = term(&submit.proposed, "/proposed", cx)?;
    let gist = submit.gist.filter(|gist| !gist.0.trim().is_empty());
    let effect = super::conclusion::effect(&submit.proposed, cx);
    super::conclusion::fits(state, effect, "/proposed")?;
    if effect != super::Effect::None && gist.is_none() {
        filled("", "/gist", "告知要点")?;
    }
    Ok(Submitted { summary: submit.summary, proposed, gist, day: cx.day })
}

//! How a branch looks from outside.

use super::{
    facts::{Card, Event, Leader, Move, State},
    rules::TRANSFER,
};
use crate::owed::{self, duty};
use engine::{
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Secrecy},
    words::PersonId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let branch = &state.card.branch;
    let mut persons: Vec<(As, PersonId)> = Vec::new();
    let listed = state.leaders.iter().map(|leader| &leader.person);
    for person in listed.chain(state.moves.iter().map(|one| &one.expect.person)) {
        if !persons.iter().any(|(_, known)| known == person) {
            persons.push((As::Subject, person.clone()));
        }
    }
    let links = state.moves.iter().map(|one| ("任免决定", one.expect.decision.clone()));
    let into = state.closed.iter().filter_map(|closed| Some(("并入支部", closed.close.into.clone()?)));
    Outline {
        title: branch.name.clone(),
        stage: state.stage(),
        done: state.closed.is_some(),
        persons,
        units: vec![state.unit.clone()],
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "unit": state.unit_name,
            "secretary": branch.secretary,
            "formal": branch.formal,
            "committee": branch.committee.unwrap_or_default(),
            "groups": branch.groups.len(),
            "leaders": state.present().count(),
            "moves": state.moves.len(),
            "since": state.since,
            "notes": state.card.notes.join("；"),
        }),
        links: links.chain(into).collect(),
        text: format!("{} {}", branch.name, branch.secretary),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let owed = |one: &Move| {
        let expect = &one.expect;
        let (verb, what) = if expect.out { ("dismiss", "转出") } else { ("admit", "转入") };
        let what = format!("{}，办理组织关系{what}", expect.words);
        let due = clock.due(TRANSFER, expect.day, "职务变动");
        Duty { key: format!("{verb}:{}", expect.person), ..duty(verb, &what, owed::unit(&state.unit), due) }
    };
    Effects { duties: state.moves.iter().map(owed).collect(), ..Effects::default() }
}

fn leader_words(leader: &Leader) -> String {
    let group = leader.group.as_ref().map_or_else(String::new, |group| format!("（{group}）"));
    let committee = if leader.committee { "，支部委员" } else { "" };
    format!("{}{group}{committee}", leader.name)
}

fn card_words(card: &Card) -> String {
    let branch = &card.branch;
    let committee = branch.committee.map_or_else(|| "不设支委会".to_owned(), |count| format!("支部委员{count}人"));
    let groups: Vec<String> = branch.groups.iter().map(|one| format!("{}{}人", one.name, one.members)).collect();
    let groups = if groups.is_empty() { "不设党小组".to_owned() } else { groups.join("、") };
    let notes: String = card.notes.iter().map(|note| format!("；提示：{note}")).collect();
    format!("{}，书记{}，正式党员{}人，{committee}，{groups}{notes}", branch.name, branch.secretary, branch.formal)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            let leaders: Vec<String> = opened.leaders.iter().map(leader_words).collect();
            let leaders = if leaders.is_empty() { "无".to_owned() } else { leaders.join("、") };
            Line::new("登记支部", format!("{}；党员领导干部：{leaders}", card_words(&opened.card)))
        }
        Event::Changed(card) => Line::new("变更支部情况", card_words(card)),
        Event::Admitted(admitted) => {
            let leader = &admitted.leader;
            Line::new("转入或调整", format!("{}，{}起", leader_words(leader), leader.from.sentence()))
        }
        Event::Dismissed(one) => {
            Line::new("转出", format!("{}{}起转往{}", one.name, one.dismiss.day.sentence(), one.dismiss.to))
        }
        Event::Kept(keep) => Line::new("不需转接", keep.reason.0.clone()),
        Event::Closed(closed) => {
            let into =
                if closed.into_name.is_empty() { String::new() } else { format!("并入{}，", closed.into_name) };
            Line::new("撤并支部", format!("{}起，{into}{}", closed.close.day.sentence(), closed.close.reason))
        }
        Event::Expected(one) => Line::new("须转接组织关系", one.expect.words.clone()),
        Event::Dropped(drop) => Line::new("党员去世", format!("{}起不再统计", drop.day.sentence())),
        Event::Undone(_) => Line::new("任免决定撤回", "任免决定已更正或撤回"),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else {
        let unit = cx.actor.decider().and_then(|person| cx.facts.unit_of(person, cx.day));
        let note = "支委会、党小组照实填写，组织生活按实际情况计；非党员干部不列入";
        return Aid { prefill: json!({ "unit": unit }), note: Some(note.to_owned()), ..Aid::default() };
    };
    let waiting = |out: bool| state.moves.iter().find(move |one| one.expect.out == out).map(|one| &one.expect);
    let present = || state.present().map(|leader| (leader.person.0.clone(), leader.name.clone())).collect();
    match verb {
        "change" => Aid { prefill: json!(state.card.branch), ..Aid::default() },
        "admit" => {
            let person = waiting(false).map(|expect| expect.person.clone());
            let groups: Vec<_> =
                state.card.branch.groups.iter().map(|group| (group.name.clone(), group.name.clone())).collect();
            let prefill = match person {
                Some(person) => json!({"day": cx.day, "leader": {"person": person}}),
                None => json!({"day": cx.day}),
            };
            let mut aid = Aid { prefill, ..Aid::default() };
            if groups.is_empty() {
                aid.hide.push("/leader/group");
            } else {
                aid.choices.push(("/leader/group", groups));
            }
            aid
        }
        "dismiss" => {
            let person = waiting(true).map(|expect| expect.person.clone());
            let prefill = json!({"person": person, "day": cx.day});
            Aid { prefill, choices: vec![("/person", present())], ..Aid::default() }
        }
        "keep" => {
            let choice = |one: &Move| (one.expect.person.0.clone(), one.expect.words.clone());
            Aid { choices: vec![("/person", state.moves.iter().map(choice).collect())], ..Aid::default() }
        }
        "close" => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        _ => Aid::default(),
    }
}

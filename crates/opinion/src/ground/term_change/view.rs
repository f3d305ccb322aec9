//! How a 换届 looks from outside.

use super::{
    facts::{Draft, Event, Scheme, Seat, State, Step, StepRow},
    rules, stage,
};
use crate::owed::{duty, open, section};
use engine::{
    policy::{Basis, Clock, Due},
    procedure::{Aid, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step as Shown, roles},
    words::{Prose, Term},
};
use serde_json::json;

fn title(scheme: &Scheme) -> String {
    format!("{}{}{}换届", scheme.body_name, scheme.session, scheme.organ_word)
}

pub(super) fn outline(state: &State) -> Outline {
    let scheme = &state.scheme;
    let stage = state.stage();
    let over = scheme.steps.len().saturating_sub(state.missing().count());
    Outline {
        title: title(scheme),
        stage,
        done: matches!(stage, stage::DONE | stage::CANCELLED),
        // Who was named and not elected is known to the department alone; what came of it, everybody reads in his change of posts.
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: None,
        secrecy: Secrecy::Work,
        cells: json!({
            "body": scheme.body_name,
            "organ": scheme.organ_word,
            "session": scheme.session,
            "election_on": state.election_on(),
            "document": state.approved.as_ref().map(|approved| &approved.reply.document),
            "steps": format!("{over}/{}", scheme.steps.len()),
            "elected": state.tally.as_ref().map(|tally| tally.elected.len()),
            "ends_on": state.confirmed.as_ref().and_then(|confirmed| confirmed.ends_on),
        }),
        links: Vec::new(),
        text: words(scheme.note.as_ref()),
    }
}

fn words(note: Option<&Prose>) -> String {
    note.map_or_else(String::new, |note| note.0.clone())
}

/// A day of the county's own paper, else by the limit from the election.
fn due(state: &State, step: &Step, clock: &Clock) -> Due {
    match step.by {
        Some(day) => {
            let words = format!("换届工作方案定于{day}前完成");
            Due { day: Some(day), basis: Basis { limit: String::new(), clause: rules::CLAUSE.into(), words } }
        }
        None => clock.due(&step.limit, state.election_on(), "选举"),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let stage = state.stage();
    let mut duties = Vec::new();
    let electing = || {
        let words = format!("选举日{}，选举后登记结果", state.election_on());
        let basis = Basis { limit: String::new(), clause: rules::CLAUSE.into(), words };
        Due { day: Some(state.election_on()), basis }
    };
    match stage {
        stage::DRAFTED => {
            let due = open("换届须报请批准，批复后登记文号", rules::CLAUSE);
            duties.push(duty("approve", "登记换届请示和批复", section(), due));
        }
        stage::RUNNING => duties.push(duty("record_result", "登记选举结果", section(), electing())),
        stage::RECORDED => {
            let due = open("对照选举结果文件确认后任免生效", rules::CLAUSE);
            duties.push(duty("confirm_result", "确认选举结果", roles(&rules::CONFIRMS), due));
        }
        stage::CLOSING => {}
        _ => return Effects::default(),
    }
    duties.extend(state.missing().map(|step| Duty {
        key: format!("step.{}", step.code),
        verb: Some("done_step".into()),
        ..duty("done_step", &step.title, step.owner.hats(), due(state, step, clock))
    }));
    Effects { duties, ..Effects::default() }
}

fn seats(seats: &[Seat]) -> String {
    let one = |seat: &Seat| match (&seat.reason_word, seat.again) {
        (Some(reason), _) => format!("{}离任{}（{reason}）", seat.name, seat.label),
        (None, true) => format!("{}连任{}", seat.name, seat.label),
        (None, false) => format!("{}当选{}", seat.name, seat.label),
    };
    seats.iter().map(one).collect::<Vec<_>>().join("；")
}

pub(super) fn narrate(event: &Event) -> Line {
    let entered = |scheme: &Scheme| format!("{}，选举日{}", title(scheme), scheme.election_on);
    let settled = |act: &str, settled: &super::facts::Settled| {
        let note = words(settled.note.as_ref());
        Line::new(act, format!("{}，{}。{note}", settled.title, settled.day))
    };
    match event {
        Event::Drafted(drafted) => Line::new("登记换届方案", entered(&drafted.scheme)),
        Event::Revised(drafted) => Line::new("修改换届方案", entered(&drafted.scheme)),
        Event::Approved(approved) => {
            let reply = &approved.reply;
            let (request, document) = (&reply.request, &reply.document);
            Line::new("登记请示和批复", format!("请示{request}，{}批复{document}", reply.authority))
        }
        Event::StepDone(done) => settled("完成步骤", done),
        Event::StepWaived(waived) => settled("免去步骤", waived),
        Event::Nominated(nominee) => {
            let checks = nominee.checks.iter().map(|check| format!("{}：{}", check.what, check.finding));
            let checks = checks.collect::<Vec<_>>().join("；");
            Line::new("登记人选", format!("{}，拟任{}。{checks}", nominee.name, nominee.label))
        }
        Event::Dropped(dropped) => Line::new("取消人选", format!("{}：{}", dropped.name, dropped.reason)),
        Event::Postponed(put_off) => {
            let text = format!("延至{}，{}：{}", put_off.election_on, put_off.document, put_off.reason);
            Line::new("延期换届", text)
        }
        Event::ResultRecorded(tally) => {
            let all: Vec<Seat> = tally.elected.iter().chain(&tally.leaving).cloned().collect();
            Line::new("登记选举结果", format!("{}：{}", tally.document, seats(&all)))
        }
        Event::ResultReturned(because) => Line::new("退回选举结果", because.reason.0.clone()),
        Event::ResultConfirmed(confirmed) => Line::new("确认选举结果", words(confirmed.note.as_ref())),
        Event::Cancelled(because) => Line::new("取消换届", because.reason.0.clone()).grave(),
    }
}

pub(super) fn steps(state: &State) -> Vec<Shown> {
    let at = match state.stage() {
        stage::DRAFTED => 0,
        stage::RUNNING => 1,
        stage::RECORDED => 2,
        stage::CLOSING => 3,
        _ => 4,
    };
    let last = if state.cancelled.is_some() { "取消" } else { "收尾" };
    let replied = state.approved.as_ref().map(|approved| approved.reply.day);
    let confirmed = state.confirmed.as_ref().map(|confirmed| confirmed.day);
    let shown = [("批复", replied), ("选举", Some(state.election_on())), ("确认结果", confirmed), (last, None)];
    let step = |(index, (word, day)): (usize, (&str, _))| Shown {
        word: word.into(),
        pace: Pace::at(index, at),
        day,
        who: None,
    };
    shown.into_iter().enumerate().map(step).collect()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = |words: &str| Some(words.to_owned());
    match (state, verb) {
        (None, "draft") => Aid {
            note: note("步骤按政策包的步骤表列出，日期由选举日推算；方案另定的逐行填写"),
            ..Aid::default()
        },
        (Some(state), "revise") => Aid { prefill: json!(drafted(&state.scheme)), ..Aid::default() },
        (Some(state), "approve") => {
            Aid { path: discipline(state, cx), heading: Some("换届纪律"), ..Aid::default() }
        }
        (Some(state), "done_step" | "waive_step") => {
            let open = state.missing().map(|step| (step.code.clone(), step.title.clone())).collect();
            let prefill = if verb == "done_step" { json!({"day": cx.day}) } else { json!({}) };
            Aid { choices: vec![("/step", open)], prefill, ..Aid::default() }
        }
        (Some(state), "drop") => {
            let named = state.nominees.iter().map(|nominee| (nominee.person.0.clone(), nominee.name.clone()));
            Aid { choices: vec![("/person", named.collect())], ..Aid::default() }
        }
        (Some(state), "record_result") => {
            let rows = state.nominees.iter().map(|nominee| json!({"person": nominee.person, "post": nominee.post}));
            let elected: Vec<_> = rows.collect();
            Aid { prefill: json!({"day": state.election_on(), "elected": elected}), ..Aid::default() }
        }
        (Some(_), "confirm_result") => {
            Aid { note: note("确认后逐人登记任免，按规定开办离任交接"), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

/// 换届纪律: what the county has announced about leave until the election.
fn discipline(state: &State, cx: &Context) -> Vec<String> {
    let known = rules::blackouts(state, cx);
    if known.is_empty() {
        return vec![
            "政策包没有覆盖选举日前的停止请假时段；按换届纪律需要的，请在政策包的停止请假时段里录入".to_owned(),
        ];
    }
    known.into_iter().map(|words| format!("停止请假：{words}")).collect()
}

/// A kept plan as the form would have it.
fn drafted(scheme: &Scheme) -> Draft {
    let own = |step: &Step| Some(StepRow { step: Term::new(&step.code), by: step.by? });
    Draft {
        body: scheme.body.clone(),
        organ: scheme.organ.clone(),
        session: scheme.session.clone(),
        election_on: scheme.election_on,
        seats: scheme.seats.clone(),
        steps: scheme.steps.iter().filter_map(own).collect(),
        paper: scheme.paper.clone(),
        note: scheme.note.clone(),
    }
}

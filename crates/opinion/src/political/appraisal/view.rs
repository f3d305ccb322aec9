//! How an appraisal looks from outside.

use super::{
    facts::{Concluded, Effect, Event, State},
    rules::{CONCLUDE, GATHER, MEND, REVIEW, REVIEWED, STATEMENT, TELL, VETO_CLAUSE, WEAK_CLAUSE, heads},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    parts::RectificationStage,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Bar, Context, Duty, Effects, Hold, Line, Outline, Pace, Secrecy, Step},
    words::{MatterId, PersonId},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (stage, subject) = (state.stage(), &state.started.subject);
    let known = state.is_known();
    let standing = state.standing();
    Outline {
        title: format!("政治素质考察：{}，{}", subject.name, state.started.occasion),
        stage,
        done: stage == stage::DONE,
        persons: persons(state, known),
        // Until he is heard or told, his unit does not see it either.
        units: if known { vec![subject.unit.clone()] } else { Vec::new() },
        post: subject.post.clone(),
        period: None,
        secrecy: Secrecy::Work,
        cells: json!({
            "subject": subject.name,
            "occasion": state.started.occasion,
            "evidence": state.evidence.len(),
            "concluded": standing.map(|one| one.day.to_string()).unwrap_or_default(),
            "body": standing.map(|one| one.body.clone()).unwrap_or_default(),
            "review": review(state),
        }),
        links: links(state),
        text: String::new(),
    }
}

fn review(state: &State) -> &'static str {
    match (&state.appealed, &state.reviewed) {
        (None, _) => "",
        (Some(_), None) => "已申请",
        (Some(_), Some(_)) => "已复核",
    }
}

/// The team; and whom it is about, who sees it once he is heard or told.
fn persons(state: &State, known: bool) -> Vec<(As, PersonId)> {
    let role = if known { As::Subject } else { As::Untold };
    let subject = state.started.subject.person.iter().map(|person| (role, person.clone()));
    subject.chain(state.started.team.iter().map(|person| (As::Participant, person.clone()))).collect()
}

fn links(state: &State) -> Vec<(&'static str, MatterId)> {
    let first = state.concluded.as_ref().map(|one| ("作出结论的会议", one.meeting.clone()));
    let again = state.reviewed.as_ref().map(|one| ("复核的会议", one.meeting.clone()));
    let lifted = state.lifted.as_ref().and_then(|one| Some(("解除否决的会议", one.meeting.clone()?)));
    first.into_iter().chain(again).chain(lifted).collect()
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    Effects { duties: duties(state, clock), holds: holds(state), ..Effects::default() }
}

fn duties(state: &State, clock: &Clock) -> Vec<Duty> {
    let since = |limit: &str, day: Option<engine::days::Day>, event: &str| {
        day.map_or_else(|| open(event, VETO_CLAUSE), |day| clock.due(limit, day, event))
    };
    let submitted = state.submitted.as_ref().map(|one| one.day);
    let heard = state.stated.as_ref().map(|one| one.day).or(state.lapsed).or(submitted);
    match state.stage() {
        stage::GATHERING => {
            let due = || clock.due(GATHER, state.started.day, "启动考察");
            let gather = duty("record", "记录考察情况", state.team(), due());
            let submit = duty("submit", "汇总考察情况，提交会议研究", section(), due());
            vec![gather, submit]
        }
        stage::HEARING => {
            let due = since(STATEMENT, submitted, "告知");
            vec![duty("state", "对告知的事实陈述和申辩", state.subject_hats(), due)]
        }
        stage::CONCLUDING => vec![duty("conclude", "提请会议研究并登记结论", heads(), since(CONCLUDE, heard, "提交"))],
        stage::TELLING => {
            let due = since(TELL, state.standing().map(|one| one.day), "结论");
            vec![duty("tell", "告知考察结论", section(), due)]
        }
        stage::TOLD => {
            let due = since(REVIEW, state.told.as_ref().map(|one| one.day), "告知");
            vec![duty("appeal", "不服结论的，可以申请复核", state.subject_hats(), due)]
        }
        stage::REVIEWING => {
            let due = since(REVIEWED, state.appealed.as_ref().map(|one| one.day), "申请复核");
            vec![duty("review", "提请会议复核并登记结论", heads(), due)]
        }
        stage::BARRED => {
            let words = state.standing().and_then(|one| one.until).map_or("至同一机关解除为止", |_| "否决期满");
            let due = state.standing().and_then(|one| one.until);
            let basis = Basis { limit: String::new(), clause: VETO_CLAUSE.to_owned(), words: words.to_owned() };
            vec![duty("lift", "否决期内，按期研究是否解除", heads(), Due { day: due, basis })]
        }
        stage::MENDING => mending(state, clock),
        _ => Vec::new(),
    }
}

fn mending(state: &State, clock: &Clock) -> Vec<Duty> {
    if state.measures.is_empty() {
        let due = state.settled.map_or_else(|| open("结论", WEAK_CLAUSE), |day| clock.due(MEND, day, "结论确定"));
        return vec![duty("plan", "制定整顿方案", state.subject_hats(), due)];
    }
    let one = |measure: &super::Measure| {
        let basis =
            Basis { limit: String::new(), clause: WEAK_CLAUSE.to_owned(), words: "整顿方案的期限".to_owned() };
        let due = Due { day: measure.one.by, basis };
        let (verb, what, owner) = match measure.one.stage {
            RectificationStage::Open => ("mend", "完成整顿措施并报告", state.subject_hats()),
            RectificationStage::Reported => ("accept", "验收整顿措施", heads()),
            RectificationStage::Struck => return None,
        };
        let what = format!("{what}：{}", measure.one.problem);
        Some(Duty { key: format!("{verb}:{}", measure.number), ..duty(verb, &what, owner, due) })
    };
    state.measures.iter().filter_map(one).collect()
}

/// 一票否决 bars promotion, award and 优秀 from the day of the conclusion that stands.
fn holds(state: &State) -> Vec<Hold> {
    let veto = state.standing().filter(|one| one.effect == Effect::Veto);
    let (Some(one), Some(person)) = (veto, &state.started.subject.person) else { return Vec::new() };
    let words = format!("{}{}，{}", one.body, one.conclusion, one.day.sentence_with_year());
    vec![Hold {
        person: person.clone(),
        name: "一票否决".into(),
        bars: vec![Bar::Promotion, Bar::Award],
        from: one.day,
        until: state.free.or(one.until),
        basis: Basis { limit: String::new(), clause: VETO_CLAUSE.to_owned(), words },
        sealed: false,
    }]
}

pub(super) fn narrate(event: &Event) -> Line {
    let concluded = |one: &Concluded| format!("{}，{}：{}", one.body, one.basis, one.conclusion);
    match event {
        Event::Started(one) => {
            Line::new("启动考察", format!("{}，{}，考察组{}", one.subject.name, one.occasion, one.names.join("、")))
        }
        Event::Recorded(one) => {
            let with = if one.with_names.is_empty() {
                String::new()
            } else {
                format!("，与{}共同谈话", one.with_names.join("、"))
            };
            Line::new("记录考察情况", format!("{}，{}签字{with}", one.method, one.recorder_name))
        }
        Event::Submitted(one) => match &one.gist {
            Some(gist) => Line::new("汇总提交", format!("先告知本人听取陈述：{gist}")),
            None => Line::new("汇总提交", String::new()),
        },
        Event::Stated(one) => Line::new("陈述和申辩", one.statement.words.0.clone()),
        Event::Lapsed(one) => Line::new("期满未陈述", one.day.sentence()),
        Event::Concluded(one) => Line::new("结论", concluded(one)).grave_if(one.effect != Effect::None),
        Event::Told(one) => Line::new("告知结论", format!("{}，{}", one.day.sentence(), one.how)),
        Event::Appealed(one) => Line::new("申请复核", one.appeal.grounds.0.clone()),
        Event::Reviewed(one) => Line::new("复核结论", concluded(one)).grave_if(one.effect != Effect::None),
        Event::Lifted(one) => Line::new("解除否决", format!("{}：{}", one.body, one.reason)),
        Event::Expired(one) => Line::new("否决期满", one.day.sentence()),
        Event::Settled(one) => Line::new("复核期满", one.day.sentence()),
        Event::Planned(one) => Line::new("制定整顿方案", format!("{}项措施", one.measures.len())),
        Event::Mended(one) => Line::new("报告整顿情况", format!("措施{}：{}", one.measure, one.words)),
        Event::Accepted(one) => {
            let word = if one.accept.passed { "销号" } else { "继续整顿" };
            Line::new("验收", format!("措施{}{word}：{}", one.accept.measure, one.accept.words))
        }
        Event::TakenBack(one) => Line::new("会议决定撤回", one.day.sentence()).grave(),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::GATHERING => 0,
        stage::HEARING => 1,
        stage::CONCLUDING => 2,
        stage::TELLING => 3,
        stage::TOLD | stage::REVIEWING => 4,
        stage::BARRED | stage::MENDING => 5,
        _ => 6,
    };
    let step = |word: &str, place, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    let effect = state.standing().map_or("效力", |one| one.effect.word());
    let mut steps = vec![
        step("考察", 0, state.submitted.as_ref().map(|one| one.day)),
        step("陈述", 1, state.stated.as_ref().map(|one| one.day)),
        step("会议结论", 2, state.concluded.as_ref().map(|one| one.day)),
        step("告知", 3, state.told.as_ref().map(|one| one.day)),
        step("复核", 4, state.reviewed.as_ref().map(|one| one.day)),
        step(if effect == "无" { "效力" } else { effect }, 5, state.free),
    ];
    steps.retain(Step::took_place);
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return Aid::default() };
    match verb {
        "record" => {
            let note = "谈话由两人以上进行，写明共同谈话人；其他方式不填".to_owned();
            Aid { prefill: json!({"day": cx.day}), note: Some(note), ..Aid::default() }
        }
        "tell" => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        "mend" | "accept" => {
            let wanted = if verb == "mend" { RectificationStage::Open } else { RectificationStage::Reported };
            let listed = state.measures.iter().filter(|one| one.one.stage == wanted);
            let words = |one: &super::Measure| (one.number.to_string(), format!("{}.{}", one.number, one.one.problem));
            Aid { choices: vec![("/measure", listed.map(words).collect())], ..Aid::default() }
        }
        "appeal" => {
            let told = state.told.as_ref().map(|one| cx.policy.due(REVIEW, one.day, "告知", &[]));
            let last = told.and_then(|due| due.day).map(|day| format!("最迟{}提出", day.sentence()));
            Aid { note: last, ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

//! 谈话: whoever leaves a post is talked with, or whoever the clerk thinks of. A toy, and a whole mechanism: its number, its clause and
//! its words come from the pack, it hears what a post change tells, and it knows no crate but the engine.

use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    policy::Clock,
    procedure::{As, Cell, Column, Context, Duty, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Secrecy},
    trigger::{Reaction, Trigger},
    words::{PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What of it stands in the pack: file and text.
pub const PACK: [(&str, &str); 3] =
    [("clauses.toml", CLAUSE), ("limits.toml", LIMIT), ("dictionaries.toml", DICTIONARY)];

const CLAUSE: &str = r#"
[[clause]]
id = "talk"
label = "谈话办法第一条"
title = "离任的谈一次"
document = "谈话办法（试验）"
"#;

const LIMIT: &str = r#"
[[limit]]
id = "talk.hold"
title = "安排后谈话"
value = 5
unit = "working_day"
clause = "talk"
status = "practice"
source = "试验用"
"#;

const DICTIONARY: &str = r#"
[[dictionary]]
id = "talk_topics"
title = "谈话内容"
clause = "talk"
status = "practice"
source = "试验用"
term = [
    { code = "leaving", title = "离任" },
    { code = "study", title = "学习" },
]
"#;

engine::dictionary!(
    /// 谈话内容.
    Topics,
    "talk_topics"
);

pub struct Talk;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    #[schemars(title = "谈话对象")]
    pub person: PersonId,
    #[schemars(title = "谈话内容")]
    pub topic: Term<Topics>,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    #[schemars(title = "谈话情况")]
    pub note: Prose,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Arranged {
    #[schemars(title = "安排")]
    pub arrangement: Arrangement,
    #[schemars(title = "姓名")]
    pub name: String,
    #[schemars(title = "内容")]
    pub word: String,
    #[schemars(title = "单位")]
    pub unit: UnitId,
    #[schemars(title = "安排日期")]
    pub day: Day,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    #[schemars(title = "安排谈话")]
    Arrange(Arrangement),
    #[schemars(title = "记录谈话")]
    Hold(Record),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    #[schemars(title = "安排谈话")]
    Arranged(Arranged),
    #[schemars(title = "记录谈话")]
    Held(Record),
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct State {
    #[schemars(title = "谈话")]
    pub arranged: Arranged,
    #[schemars(title = "谈话情况")]
    pub held: Option<Prose>,
}

impl Procedure for Talk {
    const KIND: Kind = Kind {
        id: "talk",
        title: "谈话",
        chapter: 3,
        clauses: &["talk"],
        prefix: Some("谈"),
        stages: &["待谈话", "已谈话"],
        columns: &[Column { key: "topic", title: "谈话内容", cell: Cell::Choice }],
        limits: &["talk.hold"],
        keepers: &[Role::SectionClerk],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        match state {
            None => {
                vec![Offer::new("arrange", "安排谈话", vec![Hat::Role(Role::SectionClerk), Hat::System]).main()]
            }
            Some(state) if state.held.is_none() => vec![Offer::new("hold", "记录谈话", talkers()).main()],
            Some(_) => Vec::new(),
        }
    }
    fn decide(_: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        match action {
            Action::Arrange(arrangement) => {
                let word = opinion::checks::term(&arrangement.topic, "/topic", cx)?;
                let card = opinion::checks::person(&arrangement.person, "/person", cx)?;
                let unit = cx.facts.posts(&card.id, cx.day).first().map(|at| at.unit.clone()).unwrap_or_default();
                Ok(vec![Event::Arranged(Arranged { arrangement, name: card.name, word, unit, day: cx.day })])
            }
            Action::Hold(record) => Ok(vec![Event::Held(record)]),
        }
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        match (state, event) {
            (None, Event::Arranged(arranged)) => Ok(State { arranged, held: None }),
            (Some(state), Event::Held(record)) => Ok(State { held: Some(record.note), ..state }),
            _ => Err(Misfit("talk")),
        }
    }
    fn outline(state: &State) -> Outline {
        let arranged = &state.arranged;
        let done = state.held.is_some();
        Outline {
            title: format!("谈话：{}，{}", arranged.name, arranged.word),
            stage: if done { "已谈话" } else { "待谈话" },
            done,
            persons: vec![(As::Subject, arranged.arrangement.person.clone())],
            units: vec![arranged.unit.clone()],
            post: String::new(),
            period: None,
            secrecy: Secrecy::Inner,
            cells: serde_json::json!({"topic": arranged.word}),
            links: Vec::new(),
            text: state.held.as_ref().map_or_else(String::new, |note| note.0.clone()),
        }
    }
    fn effects(state: &State, clock: &Clock) -> Effects {
        let due = clock.due("talk.hold", state.arranged.day, "安排");
        let duty = Duty {
            key: "hold".into(),
            what: "谈话".into(),
            owner: talkers(),
            due: due.day,
            basis: due.basis,
            verb: Some("hold".into()),
            with_post: true,
        };
        Effects { duties: if state.held.is_none() { vec![duty] } else { Vec::new() }, ..Effects::default() }
    }
    fn narrate(event: &Event) -> Line {
        match event {
            Event::Arranged(arranged) => Line::new("安排谈话", arranged.word.clone()),
            Event::Held(record) => Line::new("记录谈话", record.note.0.clone()),
        }
    }
    fn hears(trigger: &Trigger, _: &Context) -> Vec<Reaction<Action>> {
        let Trigger::PostEnded { person, post, day, .. } = trigger else { return Vec::new() };
        let arrangement = Arrangement { person: person.clone(), topic: Term::new("leaving") };
        let key = format!("talk:{}:{}:{day}", person.as_str(), post.as_str());
        vec![Reaction { key, to: None, action: Action::Arrange(arrangement) }]
    }
}

fn talkers() -> Vec<Hat> {
    vec![Hat::Role(Role::SectionHead), Hat::Role(Role::DeputyMinister)]
}

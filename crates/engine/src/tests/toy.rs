//! Borrowing a book: opened, brought back.

use crate::{
    access::{Actor, Hat, Offer, Role},
    days::Day,
    policy::{Basis, Clock},
    procedure::{As, Context, Duty, Effects, Kind, Line, Misfit, NoVault, Outline, Procedure, Refusal, Secrecy},
    words::{MatterId, PersonId, Phone, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub struct Loan;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lend {
    #[schemars(title = "书名")]
    pub book: String,
    #[schemars(title = "借书人")]
    pub reader: PersonId,
    #[schemars(title = "借出日期")]
    pub on: Day,
    #[schemars(title = "电话")]
    pub phone: Option<Sealed<Phone>>,
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Back {
    #[schemars(title = "还书日期")]
    pub on: Day,
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    #[schemars(title = "借书")]
    Lend(Lend),
    #[schemars(title = "还书")]
    Back(Back),
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    #[schemars(title = "借出")]
    Lent(Lend),
    #[schemars(title = "归还")]
    Returned(Back),
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    pub loan: Lend,
    pub back: Option<Day>,
}

impl Procedure for Loan {
    const KIND: Kind = Kind {
        id: "loan",
        title: "借书",
        chapter: 3,
        clauses: &[],
        prefix: Some("借"),
        stages: &["在借", "已还"],
        keepers: &[Role::SectionClerk],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Act;
    type Event = Happened;

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        match state {
            None => vec![Offer::new("lend", "借书", vec![Hat::Role(Role::SectionClerk)]).main()],
            Some(state) if state.back.is_none() => {
                vec![Offer::new(
                    "back",
                    "还书",
                    vec![Hat::Role(Role::SectionClerk), Hat::Person(state.loan.reader.clone())],
                )]
            }
            Some(_) => Vec::new(),
        }
    }
    fn decide(_: Option<&State>, action: Act, _: &Context) -> Result<Vec<Happened>, Refusal> {
        match action {
            Act::Lend(lend) if lend.book.is_empty() => Err(Refusal::new("no_book", "", "未写书名。").at("/book")),
            Act::Lend(lend) => Ok(vec![Happened::Lent(lend)]),
            Act::Back(back) => Ok(vec![Happened::Returned(back)]),
        }
    }
    fn apply(state: Option<State>, event: Happened) -> Result<State, Misfit> {
        match (state, event) {
            (None, Happened::Lent(loan)) => Ok(State { loan, back: None }),
            (Some(state), Happened::Returned(back)) if state.back.is_none() && back.on >= state.loan.on => {
                Ok(State { back: Some(back.on), ..state })
            }
            _ => Err(Misfit("not on loan")),
        }
    }
    fn outline(state: &State) -> Outline {
        let done = state.back.is_some();
        Outline {
            title: format!("借书：{}", state.loan.book),
            stage: if done { "已还" } else { "在借" },
            done,
            persons: vec![(As::Subject, state.loan.reader.clone())],
            units: Vec::new(),
            post: String::new(),
            period: None,
            secrecy: Secrecy::Inner,
            cells: Value::Null,
            links: Vec::new(),
            text: String::new(),
        }
    }
    fn effects(state: &State, _: &Clock) -> Effects {
        let duty = |reader: &PersonId| Duty {
            key: "back".into(),
            what: "还书".into(),
            owner: vec![Hat::Person(reader.clone())],
            due: Some(state.loan.on.plus(30)),
            basis: Basis { limit: String::new(), clause: String::new(), words: "30日".into() },
            verb: Some("back".into()),
            with_post: false,
        };
        let duties = if state.back.is_none() { vec![duty(&state.loan.reader)] } else { Vec::new() };
        Effects { duties, ..Effects::default() }
    }
    /// Before the first version, what is lent was its title.
    fn upcast(from: u32, verb: &str, mut payload: Value) -> (String, Value) {
        if from == 0
            && let Some(title) = payload.as_object_mut().and_then(|fields| fields.remove("title"))
        {
            payload["book"] = title;
        }
        (verb.to_owned(), payload)
    }
    fn narrate(event: &Happened) -> Line {
        match event {
            Happened::Lent(lend) => Line::new("借出", lend.book.clone()),
            Happened::Returned(_) => Line::new("归还", ""),
        }
    }
}

pub fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

pub fn actor(hats: Vec<Hat>) -> Actor {
    Actor { account: "a".into(), person: None, hats, behalf: None, untouchables: Vec::new() }
}

pub fn policy() -> crate::policy::Policy {
    let files = crate::policy::FILES.iter().map(|name| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian").join(name);
        ((*name).to_owned(), std::fs::read_to_string(path).unwrap())
    });
    crate::policy::Policy::parse(&files.collect::<Vec<_>>()).unwrap()
}

/// Calls with a context in which the actor acts on 2026-05-06.
pub fn within<T>(actor: &Actor, then: impl FnOnce(&Context) -> T) -> T {
    let (policy, matter) = (policy(), MatterId::from("m1"));
    let day = day("2026-05-06");
    let cx = Context {
        now: day.begins(),
        day,
        actor,
        matter: &matter,
        policy: &policy,
        facts: &super::nobody::Nobody,
        vault: &NoVault,
    };
    then(&cx)
}

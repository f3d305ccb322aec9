//! `clue`: a veiled kind. `loan`: something of the office is lent, brought back. `card`: the register that writes people, units and accounts.

use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    erased::{Catalogue, Of},
    policy::{Basis, Clock},
    procedure::{
        AccountEntry, As, Cell, ClockStage, Column, Context, Duty, Effects, Entry, GrantEntry, Kind, Line, Misfit,
        Outline, PersonEntry, PostEntry, Procedure, Refusal, Secrecy, Shape, Side, Step, Tenure, UnitEntry, When,
    },
    words::{FileId, MatterId, PersonId, PostId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub static CATALOGUE: Catalogue = Catalogue(&[&Of::<Loan>::new(), &Of::<Card>::new(), &Of::<Clue>::new()]);

const PLAIN: Kind = Kind { chapter: 3, clauses: &["3.1"], keepers: &[Role::SectionClerk], ..Kind::PLAIN };

pub struct Loan;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    #[schemars(title = "名称")]
    pub name: String,
    #[schemars(title = "数量")]
    pub count: i64,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lend {
    #[schemars(title = "物品")]
    pub thing: String,
    #[schemars(title = "借用人")]
    pub person: PersonId,
    #[schemars(title = "单位")]
    pub unit: UnitId,
    #[schemars(title = "起止时间")]
    pub period: Period,
    #[schemars(title = "配件")]
    #[serde(default)]
    pub parts: Vec<Part>,
    #[schemars(title = "附件")]
    pub paper: Option<FileId>,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    #[schemars(title = "说明")]
    pub note: Prose,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoanAction {
    #[schemars(title = "借出")]
    Lend(Lend),
    #[schemars(title = "归还")]
    Back(Said),
    #[schemars(title = "出错")]
    Crash(Said),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoanEvent {
    #[schemars(title = "借出")]
    Lent(Lend),
    #[schemars(title = "归还")]
    Returned(Said),
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct LoanState {
    #[schemars(title = "借用")]
    pub lend: Lend,
    #[schemars(title = "归还说明")]
    pub back: Option<Prose>,
}

impl Procedure for Loan {
    const KIND: Kind = Kind {
        id: "loan",
        title: "借用",
        prefix: Some("借"),
        stages: &["借用中", "已归还"],
        clock_stages: &[
            ClockStage { within: "借用中", word: "未到期", when: When::During },
            ClockStage { within: "借用中", word: "逾期未还", when: When::AfterLate },
        ],
        columns: &[
            Column { key: "thing", title: "物品", cell: Cell::Text },
            Column { key: "parts", title: "配件数", cell: Cell::Count },
            Column { key: "size", title: "大小", cell: Cell::Choice },
            Column { key: "hurry", title: "缓急", cell: Cell::Remark(&["加急"]) },
        ],
        ..PLAIN
    };
    type State = LoanState;
    type Action = LoanAction;
    type Event = LoanEvent;

    fn offers(state: Option<&LoanState>, _: &Context) -> Vec<Offer> {
        let clerk = Hat::Role(Role::SectionClerk);
        match state {
            None => vec![Offer::new("lend", "借出", vec![clerk]).main()],
            Some(state) if state.back.is_none() => vec![
                Offer::new("back", "归还", vec![Hat::Person(state.lend.person.clone()), clerk.clone()]).main(),
                Offer::new("crash", "出错", vec![clerk]),
            ],
            Some(_) => Vec::new(),
        }
    }
    fn decide(_: Option<&LoanState>, action: LoanAction, _: &Context) -> Result<Vec<LoanEvent>, Refusal> {
        match action {
            LoanAction::Lend(lend) if lend.thing == "公章" => {
                Err(Refusal::new("toy_never_lent", "3.1", "公章不外借，请换一件。").at("/thing"))
            }
            LoanAction::Lend(lend) => Ok(vec![LoanEvent::Lent(lend)]),
            LoanAction::Back(said) => Ok(vec![LoanEvent::Returned(said)]),
            LoanAction::Crash(said) => panic!("{}", said.note),
        }
    }
    fn apply(state: Option<LoanState>, event: LoanEvent) -> Result<LoanState, Misfit> {
        match (state, event) {
            (None, LoanEvent::Lent(lend)) => Ok(LoanState { lend, back: None }),
            (Some(state), LoanEvent::Returned(said)) => Ok(LoanState { back: Some(said.note), ..state }),
            _ => Err(Misfit("loan")),
        }
    }
    fn outline(state: &LoanState) -> Outline {
        let done = state.back.is_some();
        Outline {
            persons: vec![(As::Subject, state.lend.person.clone())],
            units: vec![state.lend.unit.clone()],
            period: Some(state.lend.period),
            cells: serde_json::json!({
                "thing": state.lend.thing,
                "parts": state.lend.parts.len(),
                "size": if state.lend.thing.chars().count() > 2 { "大件" } else { "小件" },
                "hurry": if state.lend.thing.contains('急') { "加急" } else { "" },
            }),
            ..outline(format!("借用：{}", state.lend.thing), if done { "已归还" } else { "借用中" }, done)
        }
    }
    fn effects(state: &LoanState, _: &Clock) -> Effects {
        if state.back.is_some() {
            return Effects::default();
        }
        let due = state.lend.period.to.day.plus(1);
        let words = format!("借用期满次日归还，应于{due}前办理");
        Effects {
            duties: vec![Duty {
                key: "back".into(),
                what: "归还".into(),
                owner: vec![Hat::Person(state.lend.person.clone())],
                due: Some(due),
                basis: Basis { limit: "toy".into(), clause: "3.1".into(), words },
                verb: Some("back".into()),
                with_post: false,
            }],
            ..Effects::default()
        }
    }
    fn narrate(event: &LoanEvent) -> Line {
        match event {
            LoanEvent::Lent(lend) => Line::new("借出", lend.thing.clone()),
            LoanEvent::Returned(said) => Line::new("归还", said.note.0.clone()),
        }
    }
    fn steps(_: &LoanState) -> Vec<Step> {
        Vec::new()
    }
    fn not_yet(state: &LoanState, _: &Context) -> Vec<(&'static str, String)> {
        if state.back.is_none() { vec![("再次借出", "尚未归还。".into())] } else { Vec::new() }
    }
}

fn outline(title: String, stage: &'static str, done: bool) -> Outline {
    Outline {
        title,
        stage,
        done,
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: serde_json::json!({}),
        links: Vec::new(),
        text: String::new(),
    }
}

pub struct Card;

#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Entered {
    pub what: String,
    pub id: String,
    pub name: String,
    pub unit: Option<UnitId>,
    pub post: Option<PostId>,
    pub person: Option<PersonId>,
    pub role: Option<Role>,
    pub ended: bool,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardAction {
    Enter(Entered),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardEvent {
    Entered(Entered),
}

impl Procedure for Card {
    const KIND: Kind =
        Kind { id: "card", title: "卡片", shape: Shape::Register, stages: &["在册"], common: true, ..PLAIN };
    type State = Entered;
    type Action = CardAction;
    type Event = CardEvent;

    fn offers(_: Option<&Entered>, _: &Context) -> Vec<Offer> {
        vec![Offer::new("enter", "登记", vec![Hat::System])]
    }
    fn decide(_: Option<&Entered>, action: CardAction, cx: &Context) -> Result<Vec<CardEvent>, Refusal> {
        let CardAction::Enter(entered) = action;
        Ok(vec![CardEvent::Entered(Entered { id: cx.matter.0.clone(), ..entered })])
    }
    fn apply(_: Option<Entered>, event: CardEvent) -> Result<Entered, Misfit> {
        let CardEvent::Entered(entered) = event;
        Ok(entered)
    }
    fn outline(state: &Entered) -> Outline {
        outline(state.name.clone(), "在册", false)
    }
    fn effects(state: &Entered, _: &Clock) -> Effects {
        let mut effects = Effects::default();
        let (id, name, active) = (state.id.clone(), state.name.clone(), !state.ended);
        match state.what.as_str() {
            "unit" => effects.registry.push(Entry::Unit(UnitEntry {
                id: UnitId(id),
                name,
                aliases: Vec::new(),
                kind: "township".into(),
                parent: None,
                order: 1,
                active,
                former: Vec::new(),
            })),
            "post" => effects.registry.push(Entry::Post(PostEntry {
                id: PostId(id),
                unit: state.unit.clone().unwrap_or_default(),
                title: name,
                chief: true,
                side: Some(Side::Party),
                leading: true,
                order: 1,
                active,
            })),
            "account" => {
                let account = MatterId(id);
                let person = state.person.clone();
                let login = name.clone();
                effects.registry.push(Entry::Account(AccountEntry {
                    id: account.clone(),
                    login,
                    name,
                    person,
                    active,
                }));
                let grant = |role| Entry::Grant(GrantEntry { account, role, unit: state.unit.clone() });
                effects.registry.extend(state.role.map(grant));
            }
            _ => person(state, &mut effects),
        }
        effects
    }
    fn narrate(_: &CardEvent) -> Line {
        Line::new("登记", "")
    }
}

fn person(state: &Entered, effects: &mut Effects) {
    let id = PersonId(state.id.clone());
    effects.registry.push(Entry::Person(PersonEntry {
        id: id.clone(),
        name: state.name.clone(),
        sex: "女".into(),
        birth: "1981-03".into(),
        level: "副科".into(),
        rank: String::new(),
        authority: "县管".into(),
        party: true,
        works_since: None,
        active: true,
        order: 1,
        id_digest: None,
    }));
    let from = Day::of("2021-01-01").expect("a day");
    let tenure = |post: &PostId| Tenure { person: id.clone(), post: post.clone(), from, until: None, acting: false };
    effects.tenures.extend(state.post.iter().map(tenure));
}

/// Veiled: never seen by whom it is about.
pub struct Clue;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    #[schemars(title = "何人")]
    pub about: PersonId,
    #[schemars(title = "单位")]
    pub unit: UnitId,
    #[schemars(title = "何事")]
    pub what: String,
    #[schemars(title = "相关事项")]
    pub other: Option<MatterId>,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClueAction {
    #[schemars(title = "登记线索")]
    Tell(Told),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClueEvent {
    #[schemars(title = "登记线索")]
    Told(Told),
}

impl Procedure for Clue {
    const KIND: Kind = Kind { id: "clue", title: "线索", veiled: true, stages: &["核查中"], ..PLAIN };
    type State = Told;
    type Action = ClueAction;
    type Event = ClueEvent;

    fn offers(_: Option<&Told>, _: &Context) -> Vec<Offer> {
        vec![Offer::new("tell", "登记线索", vec![Hat::Role(Role::SectionHead)]).main()]
    }
    fn decide(_: Option<&Told>, action: ClueAction, _: &Context) -> Result<Vec<ClueEvent>, Refusal> {
        let ClueAction::Tell(told) = action;
        Ok(vec![ClueEvent::Told(told)])
    }
    fn apply(_: Option<Told>, event: ClueEvent) -> Result<Told, Misfit> {
        let ClueEvent::Told(told) = event;
        Ok(told)
    }
    fn outline(told: &Told) -> Outline {
        Outline {
            persons: vec![(As::Object, told.about.clone())],
            units: vec![told.unit.clone()],
            links: told.other.iter().map(|other| ("牵连", other.clone())).collect(),
            text: told.what.clone(),
            ..outline(format!("线索：{}", told.what), "核查中", false)
        }
    }
    fn effects(_: &Told, _: &Clock) -> Effects {
        let basis = Basis { limit: "toy".into(), clause: "3.1".into(), words: "核查".into() };
        let owner = vec![Hat::Role(Role::SectionHead)];
        let (key, what) = ("examine".to_owned(), "核查".to_owned());
        Effects {
            duties: vec![Duty { key, what, owner, due: Day::of("2026-05-06"), basis, verb: None, with_post: true }],
            ..Effects::default()
        }
    }
    fn narrate(told: &ClueEvent) -> Line {
        let ClueEvent::Told(told) = told;
        Line::new("登记线索", told.what.clone())
    }
}

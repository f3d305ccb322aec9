//! Three toy kinds that no crate of the house knows: what a new mechanism costs is what stands here. `errand` is a case with a duty,
//! an absence, a hold, a sealed field and a trigger; `yearbook` a term opened by the clock that hears the trigger; `roster` a register
//! that writes the rows about people.

use engine::{
    access::{Hat, Offer, Role},
    days::{Day, HalfDay, Period},
    erased::{Catalogue, Of},
    facts::Query,
    policy::{Basis, Clock},
    procedure::{
        Absence, AccountEntry, As, AuthorizationEntry, Bar, Cell, ClockStage, ClosedLedgerEntry, Column, Context,
        DocumentEntry, Duty, Effects, Entry, GrantEntry, Hold, Kind, Line, Misfit, Outline, PersonEntry, PostEntry,
        Procedure, Refusal, RelationEntry, ReviewedEntry, Secrecy, Shape, Side, Tenure, UnitEntry, Watch, When,
    },
    trigger::{Reaction, Trigger},
    words::{IdNumber, MatterId, PersonId, Phone, PostId, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub static CATALOGUE: Catalogue = Catalogue(&[
    &Of::<Errand>::new(),
    &Of::<Yearbook>::new(),
    &Of::<Roster>::new(),
    &Of::<crate::veiled::Clue>::new(),
    &Of::<crate::withheld::Inquiry>::new(),
]);

pub const PLAIN: Kind = Kind { chapter: 1, clauses: &[], keepers: &[Role::SectionClerk], ..Kind::PLAIN };

fn basis(words: &str) -> Basis {
    Basis { limit: "toy".into(), clause: "1.1.1".into(), words: words.into() }
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

pub struct Errand;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub person: PersonId,
    pub unit: UnitId,
    pub task: String,
    pub from: Day,
    pub days: i64,
    pub phone: Option<Sealed<Phone>>,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub note: String,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrandAction {
    Open(Setting),
    Finish(Said),
    Crash(Said),
    Refuse(Said),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrandEvent {
    Opened(Setting),
    Finished(Said),
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct ErrandState {
    pub setting: Setting,
    pub finished: Option<String>,
}

impl ErrandState {
    fn watch(&self) -> Watch {
        Watch {
            unit: self.setting.unit.clone(),
            person: self.setting.person.clone(),
            period: self.period(),
            leading: true,
            label: "白班".into(),
        }
    }
    fn period(&self) -> Period {
        Period::days(self.setting.from, self.setting.from.plus(self.setting.days - 1))
    }
}

impl Procedure for Errand {
    const KIND: Kind = Kind {
        id: "errand",
        title: "差事",
        prefix: Some("差"),
        stages: &["办理中", "已办结"],
        clock_stages: &[
            ClockStage { within: "办理中", word: "待出发", when: When::Before },
            ClockStage { within: "办理中", word: "在外", when: When::During },
        ],
        columns: &[Column { key: "task", title: "事由", cell: Cell::Text }],
        ..PLAIN
    };
    type State = ErrandState;
    type Action = ErrandAction;
    type Event = ErrandEvent;

    fn offers(state: Option<&ErrandState>, _: &Context) -> Vec<Offer> {
        let clerk = vec![Hat::Role(Role::SectionClerk)];
        match state {
            None => vec![Offer::new("open", "交办", clerk.clone()).main()],
            Some(state) if state.finished.is_none() => vec![
                Offer::new("finish", "办结", vec![Hat::Person(state.setting.person.clone()), clerk[0].clone()]).main(),
                Offer::new("crash", "出错", clerk.clone()),
                Offer::new("refuse", "不准", clerk),
            ],
            Some(_) => Vec::new(),
        }
    }
    fn decide(_: Option<&ErrandState>, action: ErrandAction, cx: &Context) -> Result<Vec<ErrandEvent>, Refusal> {
        match action {
            ErrandAction::Open(setting) => {
                let period = Period::days(setting.from, setting.from.plus(setting.days - 1));
                let who = std::slice::from_ref(&setting.person);
                if !cx.facts.absences(who, period, HalfDay::at(cx.now), cx.matter).is_empty() {
                    return Err(Refusal::new("away", "1.1", "该同志同期已有差事，请改期。").at("/from"));
                }
                if let Some(phone) = &setting.phone {
                    let clear: Phone = cx.open(phone).expect("what was sealed in this action can be read");
                    if !clear.0.starts_with('1') {
                        return Err(Refusal::new("phone", "", "电话应以1开头。").at("/phone"));
                    }
                }
                Ok(vec![ErrandEvent::Opened(setting)])
            }
            ErrandAction::Finish(said) => Ok(vec![ErrandEvent::Finished(said)]),
            ErrandAction::Crash(said) => panic!("{}", said.note),
            ErrandAction::Refuse(_) => Err(Refusal::new("no", "1.1", "不准。")),
        }
    }
    fn apply(state: Option<ErrandState>, event: ErrandEvent) -> Result<ErrandState, Misfit> {
        match (state, event) {
            (None, ErrandEvent::Opened(setting)) => Ok(ErrandState { setting, finished: None }),
            (Some(state), ErrandEvent::Finished(said)) => Ok(ErrandState { finished: Some(said.note), ..state }),
            _ => Err(Misfit("errand")),
        }
    }
    fn outline(state: &ErrandState) -> Outline {
        let done = state.finished.is_some();
        Outline {
            persons: vec![(As::Subject, state.setting.person.clone())],
            units: vec![state.setting.unit.clone()],
            period: Some(state.period()),
            cells: serde_json::json!({"task": state.setting.task}),
            text: state.finished.clone().unwrap_or_default(),
            ..outline(format!("差事：{}", state.setting.task), if done { "已办结" } else { "办理中" }, done)
        }
    }
    fn effects(state: &ErrandState, clock: &Clock) -> Effects {
        if state.finished.is_some() {
            return Effects::default();
        }
        let stopped = clock.pauses.last().is_some_and(|pause| pause.to.is_none());
        let due = state.setting.from.plus(state.setting.days + clock.number("toy", state.setting.from).unwrap_or(0));
        Effects {
            duties: vec![Duty {
                key: "finish".into(),
                what: "办结差事".into(),
                owner: vec![Hat::Person(state.setting.person.clone()), Hat::Head(state.setting.unit.clone())],
                due: (!stopped).then_some(due),
                basis: basis("次日"),
                verb: Some("finish".into()),
                with_post: false,
            }],
            holds: vec![Hold {
                person: state.setting.person.clone(),
                name: "差事期间".into(),
                bars: vec![Bar::Trip],
                from: state.setting.from,
                until: Some(due),
                basis: basis("差事期间"),
                sealed: false,
            }],
            absences: vec![Absence {
                person: state.setting.person.clone(),
                period: state.period(),
                firm: true,
                until_reported: true,
                stand_in: None,
                label: state.setting.task.clone(),
            }],
            watches: state.setting.task.starts_with("值").then(|| state.watch()).into_iter().collect(),
            ..Effects::default()
        }
    }
    fn narrate(event: &ErrandEvent) -> Line {
        match event {
            ErrandEvent::Opened(setting) => Line::new("交办", setting.task.clone()),
            ErrandEvent::Finished(said) => Line::new("办结", said.note.clone()),
        }
    }
    fn tells(after: &ErrandState, event: &ErrandEvent) -> Vec<Trigger> {
        match event {
            ErrandEvent::Finished(said) if said.note == "迟" => {
                vec![Trigger::ReturnedLate { person: after.setting.person.clone(), day: after.setting.from }]
            }
            _ => Vec::new(),
        }
    }
}

pub struct Yearbook;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Year {
    pub name: String,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearAction {
    Begin(Year),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearEvent {
    Begun(Year),
}

impl Procedure for Yearbook {
    const KIND: Kind = Kind { id: "yearbook", title: "年册", shape: Shape::Term, stages: &["进行中"], ..PLAIN };
    type State = Year;
    type Action = YearAction;
    type Event = YearEvent;

    fn offers(state: Option<&Year>, _: &Context) -> Vec<Offer> {
        if state.is_none() { vec![Offer::new("begin", "开册", vec![Hat::System])] } else { Vec::new() }
    }
    fn decide(_: Option<&Year>, action: YearAction, _: &Context) -> Result<Vec<YearEvent>, Refusal> {
        let YearAction::Begin(year) = action;
        if year.name.contains("王五") {
            return Err(Refusal::new("no_book", "", "此人不立册。"));
        }
        Ok(vec![YearEvent::Begun(year)])
    }
    fn apply(_: Option<Year>, event: YearEvent) -> Result<Year, Misfit> {
        let YearEvent::Begun(year) = event;
        Ok(year)
    }
    fn outline(state: &Year) -> Outline {
        outline(format!("年册：{}", state.name), "进行中", false)
    }
    fn effects(_: &Year, _: &Clock) -> Effects {
        let owner = vec![Hat::RoleAt(Role::SectionClerk, UnitId("u1".into()))];
        let duty = Duty {
            key: "close".into(),
            what: "收册".into(),
            owner,
            due: None,
            basis: basis(""),
            verb: None,
            with_post: true,
        };
        Effects { duties: vec![duty], ..Effects::default() }
    }
    fn narrate(_: &YearEvent) -> Line {
        Line::new("开册", "")
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<YearAction>> {
        match trigger {
            Trigger::ReturnedLate { person, day } => {
                let name = format!("迟归 {}", cx.facts.name(person));
                vec![Reaction {
                    key: format!("late:{person}:{day}"),
                    to: None,
                    action: YearAction::Begin(Year { name }),
                }]
            }
            _ => Vec::new(),
        }
    }
    fn calls(cx: &Context) -> Vec<Reaction<YearAction>> {
        let name = cx.day.year().to_string();
        vec![Reaction { key: format!("yearbook:{name}"), to: None, action: YearAction::Begin(Year { name }) }]
    }
}

pub struct Roster;

#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Entered {
    /// unit, post, person, account
    pub what: String,
    pub id: String,
    pub name: String,
    pub unit: Option<UnitId>,
    pub order: i64,
    pub chief: bool,
    pub tenure_of: Option<PostId>,
    pub relative: Option<PersonId>,
    pub person: Option<PersonId>,
    pub role: Option<Role>,
    pub number: Option<Sealed<IdNumber>>,
    /// Of a closed ledger.
    pub digest: String,
    pub rows: usize,
    pub left: usize,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RosterAction {
    Enter(Entered),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RosterEvent {
    Entered(Entered),
}

pub const LONG_AGO: &str = "2020-01-01";

impl Procedure for Roster {
    const KIND: Kind = Kind {
        id: "roster",
        title: "名册",
        shape: Shape::Register,
        stages: &["在册"],
        common: true,
        daily: true,
        ..PLAIN
    };
    type State = Entered;
    type Action = RosterAction;
    type Event = RosterEvent;

    const FORGETS: bool = true;
    /// Whoever is called 期满 is forgotten with the year.
    fn forgotten_from(state: &Entered) -> Option<Day> {
        (state.name == "期满").then(|| Day::new(2027, 1, 1)).flatten()
    }
    /// Whoever is called 已清除 was.
    fn is_forgotten(state: &Entered) -> bool {
        state.name == "已清除"
    }
    /// The clock looks, and finds nothing to do.
    fn calls(cx: &Context) -> Vec<Reaction<RosterAction>> {
        let query = Query { kind: Self::KIND.id, open: Some(false), ..Query::default() };
        cx.facts.matters(&query).into_iter().filter_map(|_| None).collect()
    }
    fn offers(_: Option<&Entered>, _: &Context) -> Vec<Offer> {
        vec![Offer::new("enter", "登记", vec![Hat::Role(Role::SectionClerk), Hat::System])]
    }
    fn decide(_: Option<&Entered>, action: RosterAction, cx: &Context) -> Result<Vec<RosterEvent>, Refusal> {
        let RosterAction::Enter(mut entered) = action;
        entered.id = cx.matter.0.clone();
        if let Some(number) = entered.number.as_ref().and_then(|number| cx.open(number)) {
            let IdNumber(number) = number;
            if cx.facts.owner_of_id_number(&number).is_some_and(|owner| owner.0 != entered.id) {
                return Err(Refusal::new("id_taken", "", "身份证号已属他人。").at("/number"));
            }
        }
        if entered.what == "closing" {
            let totals = cx.facts.totals(&entered.name, i16::try_from(entered.order).expect("a year"));
            entered.rows = totals.own + totals.carried + totals.corrections;
            (entered.left, entered.digest) = (totals.left, totals.digest);
        }
        Ok(vec![RosterEvent::Entered(entered)])
    }
    fn apply(_: Option<Entered>, event: RosterEvent) -> Result<Entered, Misfit> {
        let RosterEvent::Entered(entered) = event;
        Ok(entered)
    }
    fn outline(state: &Entered) -> Outline {
        Outline { units: state.unit.iter().cloned().collect(), ..outline(state.name.clone(), "在册", false) }
    }
    fn effects(state: &Entered, _: &Clock) -> Effects {
        let mut effects = Effects::default();
        let (id, name) = (state.id.clone(), state.name.clone());
        let unit = state.unit.clone().unwrap_or_default();
        match state.what.as_str() {
            "unit" => effects.registry.push(Entry::Unit(UnitEntry {
                id: UnitId(id),
                name,
                aliases: vec![],
                kind: "township".into(),
                parent: state.unit.clone(),
                order: state.order,
                active: true,
                former: vec![],
            })),
            "post" => effects.registry.push(Entry::Post(PostEntry {
                id: PostId(id),
                unit,
                title: name,
                chief: state.chief,
                side: Some(Side::Party),
                leading: true,
                order: state.order,
                active: true,
            })),
            "account" => {
                let account = MatterId(id);
                effects.registry.push(Entry::Account(AccountEntry {
                    id: account.clone(),
                    login: name.clone(),
                    name,
                    person: state.person.clone(),
                    active: true,
                }));
                if let Some(role) = state.role {
                    effects.registry.push(Entry::Grant(GrantEntry { account, role, unit: state.unit.clone() }));
                }
            }
            "authorization" => effects.registry.push(Entry::Authorization(AuthorizationEntry {
                id: MatterId(id),
                principal: state.person.clone().unwrap_or_else(|| PersonId(String::new())),
                delegate: state.relative.clone().unwrap_or_else(|| PersonId(String::new())),
                kinds: vec!["errand".into()],
                from: Day::of("2026-05-05").expect("a day"),
                until: Day::of("2026-05-09").expect("a day"),
            })),
            "closing" => effects.registry.push(Entry::ClosedLedger(ClosedLedgerEntry {
                kind: name,
                year: i16::try_from(state.order).expect("a year"),
                day: Day::of("2027-01-20").expect("a day"),
                rows: i64::try_from(state.rows).expect("a count"),
                left: i64::try_from(state.left).expect("a count"),
                digest: state.digest.clone(),
            })),
            "document" => {
                effects.registry.push(Entry::Document(DocumentEntry { series: name, year: 2026, number: state.order }))
            }
            "reviewed" => effects.registry.push(Entry::Reviewed(ReviewedEntry {
                of: name,
                block: "basic".into(),
                day: Day::of("2026-05-05").expect("a day"),
                none: false,
                missing: String::new(),
            })),
            _ => person(state, &mut effects),
        }
        effects
    }
    fn narrate(event: &RosterEvent) -> Line {
        let RosterEvent::Entered(entered) = event;
        Line::new("登记", entered.name.clone())
    }
}

fn person(state: &Entered, effects: &mut Effects) {
    let id = PersonId(state.id.clone());
    effects.registry.push(Entry::Person(PersonEntry {
        id: id.clone(),
        name: state.name.clone(),
        sex: "男".into(),
        birth: "1979-06".into(),
        level: "正科".into(),
        rank: String::new(),
        authority: "县管".into(),
        party: true,
        works_since: None,
        active: true,
        order: state.order,
        id_digest: None,
    }));
    let from = Day::of(LONG_AGO).expect("a day");
    effects.tenures.extend(state.tenure_of.iter().map(|post| Tenure {
        person: id.clone(),
        post: post.clone(),
        from,
        until: None,
        acting: false,
    }));
    effects.registry.extend(state.relative.iter().map(|other| {
        Entry::Relation(RelationEntry { person: id.clone(), other: other.clone(), relation: "夫妻".into() })
    }));
}

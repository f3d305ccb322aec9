//! A withheld kind, `inquiry`: nobody whom it is about, nor a relative, finds it before he is told; once it has come to nothing he sees how
//! it ended, and nobody finds it under his name. What is reserved in it for those who work on it he never sees.

use crate::{ground::*, toy::PLAIN};
use engine::{
    access::{Actor, Hat, Offer, Role, Scope},
    days::HalfDay,
    policy::{Basis, Clock},
    procedure::{As, Context, Duty, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Secrecy},
    words::{FileId, MatterId, PersonId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Failure, Filter, Target, reader::DutyFilter};

pub struct Inquiry;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub person: PersonId,
    pub unit: UnitId,
    #[serde(default)]
    #[schemars(title = "来源", extend("x-reserved" = true))]
    pub source: Option<String>,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-reserved" = true))]
pub struct Talk {
    #[schemars(title = "谈话人")]
    pub with: String,
    #[schemars(title = "记录")]
    pub paper: Option<FileId>,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Known {
    pub about: About,
    #[schemars(title = "谈话")]
    pub talks: Vec<Talk>,
    pub told: bool,
    pub cleared: bool,
}
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Inquire(About),
    Talk(Talk),
    Tell(Nothing),
    Clear(Nothing),
}

impl Procedure for Inquiry {
    const KIND: Kind =
        Kind {
            id: "inquiry", title: "了解", withheld: true, sealed_from_person: true, stages: &["了解中"], ..PLAIN
        };
    type State = Known;
    type Action = Deed;
    type Event = Deed;

    fn offers(_: Option<&Known>, _: &Context) -> Vec<Offer> {
        ["inquire", "talk", "tell", "clear"]
            .map(|verb| Offer::new(verb, "办理", vec![Hat::Role(Role::SectionClerk)]))
            .into()
    }
    fn decide(_: Option<&Known>, action: Deed, _: &Context) -> Result<Vec<Deed>, Refusal> {
        Ok(vec![action])
    }
    fn apply(state: Option<Known>, event: Deed) -> Result<Known, Misfit> {
        match (state, event) {
            (None, Deed::Inquire(about)) => Ok(Known { about, talks: Vec::new(), told: false, cleared: false }),
            (Some(mut known), Deed::Talk(talk)) => {
                known.talks.push(talk);
                Ok(known)
            }
            (Some(known), Deed::Tell(_)) => Ok(Known { told: true, ..known }),
            (Some(known), Deed::Clear(_)) => Ok(Known { cleared: true, ..known }),
            _ => Err(Misfit("begun once")),
        }
    }
    fn outline(known: &Known) -> Outline {
        let role = match (known.told, known.cleared) {
            (false, _) => As::Untold,
            (true, false) => As::Subject,
            (true, true) => As::Cleared,
        };
        Outline {
            title: "了解翟明远有关情况".into(),
            stage: "了解中",
            done: false,
            persons: vec![(role, known.about.person.clone())],
            units: vec![known.about.unit.clone()],
            post: String::new(),
            period: None,
            secrecy: Secrecy::Work,
            cells: json!({}),
            links: Vec::new(),
            text: "了解".into(),
        }
    }
    fn effects(_: &Known, _: &Clock) -> Effects {
        let basis = Basis { limit: "toy".into(), clause: "1.1".into(), words: "了解".into() };
        let duty = Duty {
            key: "tell".into(),
            what: "了解后告知".into(),
            owner: vec![Hat::Head(UnitId("u1".into()))],
            due: None,
            basis,
            verb: None,
            with_post: true,
        };
        Effects { duties: vec![duty], ..Effects::default() }
    }
    fn narrate(_: &Deed) -> Line {
        Line::new("了解", "")
    }
}

/// 翟明远, who sees the whole county and heads the unit that owes something in it.
fn himself() -> Actor {
    let mut actor = someone("p1");
    actor.hats.extend([Hat::Role(Role::Minister), Hat::Head(UnitId("u1".into()))]);
    actor
}

/// In how many places of the county an actor finds the inquiry.
fn places(county: &Ground, actor: &Actor, id: &MatterId) -> usize {
    let (reader, scope, half) = (county.reader(), Scope::of(actor), HalfDay::at(now()));
    let filters = [
        Filter::default(),
        Filter { kind: Some("inquiry".into()), ..Filter::default() },
        Filter { unit: Some(UnitId("u1".into())), ..Filter::default() },
        Filter { q: Some("有关情况".into()), ..Filter::default() },
    ];
    let lists = filters.iter().filter(|filter| {
        let items = reader.matters(filter, &scope, half).unwrap().items;
        let found = items.iter().any(|row| row.kind == "inquiry");
        assert_eq!(reader.count(filter, &scope, half).unwrap().number, i64::try_from(items.len()).unwrap());
        found
    });
    let day = half.day;
    lists.count()
        + usize::from(reader.detail(id, actor, now()).unwrap().is_some())
        + usize::from(reader.events(id, actor, 0).unwrap().is_some())
        + usize::from(!reader.duties(&DutyFilter::default(), &scope).unwrap().0.is_empty())
        + usize::from(!reader.duties_of(actor, 9).unwrap().is_empty())
        + usize::from(reader.pending(actor, day, 9).unwrap().number > 0)
}

#[test]
fn whoever_is_not_told_finds_nothing_and_who_was_cleared_finds_it_alone() {
    everywhere(|county| {
        people(county);
        let inquire = json!({"verb": "inquire", "person": "p1", "unit": "u1"});
        let answer = county.act(request(clerk(), Target::new("inquiry"), inquire)).unwrap();
        let id = MatterId(answer.id.clone());
        let mut wife = Actor { account: "p2".into(), person: Some("p2".into()), ..himself() };
        wife.untouchables = vec!["p2".into(), "p1".into()];
        let other = Actor { person: Some("p7".into()), untouchables: vec!["p7".into()], ..himself() };
        let listed = |actor: &Actor| {
            let filter = Filter { person: Some("p1".into()), ..Filter::default() };
            county.reader().count(&filter, &Scope::of(actor), HalfDay::at(now())).unwrap().number
        };
        assert_eq!(
            (places(county, &himself(), &id), places(county, &wife, &id), places(county, &other, &id)),
            (0, 0, 9)
        );
        assert_eq!((listed(&himself()), listed(&other)), (0, 0), "it does not stand under his name yet");
        let told = act(county, clerk(), &answer.id, 1, json!({"verb": "tell"})).unwrap();
        assert_eq!((places(county, &himself(), &id), places(county, &wife, &id)), (9, 9));
        assert_eq!((listed(&himself()), listed(&other)), (1, 1));
        act(county, clerk(), &answer.id, told.n, json!({"verb": "clear"})).unwrap();
        assert_eq!((places(county, &himself(), &id), listed(&himself()), listed(&other)), (9, 1, 0));
        assert!(county.verify().unwrap().is_sound());
    });
}

/// An inquiry with a source, a talk and its paper, a remark and a paper of the section, told; and the two papers.
fn told(county: &Ground) -> (MatterId, [FileId; 2]) {
    people(county);
    let keep = |name: &str| county.keep_file(name, format!("%PDF-{name}").as_bytes(), "jb", now()).unwrap().id;
    let papers = [keep("谈话.pdf"), keep("线索.pdf")];
    let inquire = json!({"verb": "inquire", "person": "p1", "unit": "u1", "source": "群众来信"});
    let id = county.act(request(clerk(), Target::new("inquiry"), inquire)).unwrap().id;
    let mut n = 1;
    for action in [
        json!({"verb": "talk", "with": "程立", "paper": papers[0]}),
        json!({"verb": "comment", "text": "程立所说与来信一致"}),
        json!({"verb": "attach", "files": [papers[1]], "note": "程立交来"}),
        json!({"verb": "tell"}),
    ] {
        n = act(county, clerk(), &id, n, action).unwrap().n;
    }
    (MatterId(id), papers)
}

/// All that an actor can read of the inquiry.
fn all_of(county: &Ground, actor: &Actor, (id, papers): &(MatterId, [FileId; 2])) -> String {
    let reader = county.reader();
    let detail = reader.detail(id, actor, now()).unwrap().expect("it is seen");
    let mut text = format!("{} {:?} {:?} {:?}\n", detail.state, detail.stream, detail.frame, detail.row);
    text += &format!("{:?}\n", reader.events(id, actor, 0).unwrap().expect("it is seen"));
    for n in 1..=5 {
        text += &format!("{:?}\n", reader.recorded(id, n, actor).unwrap());
    }
    for paper in papers {
        text += &format!("{:?}\n", reader.file(paper, actor).unwrap().map(|file| file.name));
    }
    match act(county, actor.clone(), &id.0, 1, json!({"verb": "tell"})) {
        Err(Failure::Stale { lines }) => text + &format!("{lines:?}"),
        other => panic!("stale it should be, and is {other:?}"),
    }
}

#[test]
fn who_spoke_and_when_is_seen_by_those_who_work_on_it_and_by_no_way_by_whom_it_is_about() {
    everywhere(|county| {
        let all = told(county);
        let words = [
            "群众来信",
            "程立",
            "谈话.pdf",
            "verb: \"talk\"",
            "线索.pdf",
            "comment",
            "attach",
            all.1[0].as_str(),
            all.1[1].as_str(),
        ];
        let mut wife = Actor { account: "p2".into(), person: Some("p2".into()), ..himself() };
        wife.untouchables = vec!["p2".into(), "p1".into()];
        let his_head = Actor { hats: vec![Hat::Head(UnitId("u1".into()))], ..someone("p3") };
        for actor in [himself(), someone("p1"), wife, his_head] {
            let seen = all_of(county, &actor, &all);
            for word in words {
                assert!(!seen.contains(word), "{word}: {actor:?}\n{seen}");
            }
            assert!(seen.contains("inquire") && seen.contains("tell"), "what he may see is there: {seen}");
        }
        for actor in [clerk(), head()] {
            let seen = all_of(county, &actor, &all);
            for word in words {
                assert!(seen.contains(word), "{word} is hidden from {actor:?}\n{seen}");
            }
        }
        let reassign = json!({"verb": "reassign", "duty": "tell", "to": "p7", "reason": "另派人"});
        act(county, clerk(), &all.0.0, 5, reassign).unwrap();
        let his = county.reader().detail(&all.0, &someone("p7"), now()).unwrap().expect("he owes something in it");
        assert!(his.state.contains("程立"), "to whom a duty passed works on it");
        let own = act(county, himself(), &all.0.0, 6, json!({"verb": "comment", "text": "请核对日期"})).unwrap();
        let lines = county.reader().events(&all.0, &himself(), own.n - 1).unwrap().expect("his own");
        assert_eq!(lines.len(), 1, "what he remarks himself he sees");
        assert!(county.verify().unwrap().is_sound());
    });
}

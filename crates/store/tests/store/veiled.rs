//! A veiled kind, `clue`, and everything through which those whom it concerns could learn of it.

use crate::{ground::*, toy::PLAIN};
use engine::{
    access::{Actor, Hat, Offer, Role, Scope},
    days::{Day, HalfDay, Period},
    policy::{Basis, Clock},
    procedure::{
        Absence, As, Bar, Context, Duty, Effects, Hold, Kind, Line, Misfit, Outline, Procedure, Refusal, Secrecy,
    },
    words::{FileId, MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Failure, Filter, Target, reader::DutyFilter};

pub struct Clue;

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    pub about: PersonId,
    pub unit: UnitId,
    pub what: String,
    pub other: Option<MatterId>,
    pub examiner: Option<PersonId>,
    pub paper: Option<FileId>,
    /// The letter itself.
    #[schemars(title = "来信")]
    pub letter: Option<Sealed<Prose>>,
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClueAction {
    Tell(Told),
}
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClueEvent {
    Told(Told),
}

impl Procedure for Clue {
    const KIND: Kind =
        Kind {
            id: "clue", title: "线索", veiled: true, stages: &["核查中"], keepers: &[Role::SectionHead], ..PLAIN
        };
    type State = Told;
    type Action = ClueAction;
    type Event = ClueEvent;

    fn offers(state: Option<&Told>, _: &Context) -> Vec<Offer> {
        // A careless description: it offers the verb to the very person it is about.
        let by = state.map(|told| Hat::Person(told.about.clone())).into_iter();
        vec![Offer::new("tell", "登记线索", by.chain([Hat::Role(Role::SectionHead)]).collect())]
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
            title: format!("线索：{}", told.what),
            stage: "核查中",
            done: false,
            persons: vec![(As::Object, told.about.clone())],
            units: vec![told.unit.clone()],
            post: String::new(),
            period: None,
            secrecy: Secrecy::Work,
            cells: json!({}),
            links: told.other.iter().map(|other| ("牵连", other.clone())).collect(),
            text: told.what.clone(),
        }
    }
    fn effects(told: &Told, _: &Clock) -> Effects {
        let basis = Basis { limit: "toy".into(), clause: "1.1".into(), words: "核查".into() };
        let mut owner = vec![Hat::Role(Role::SectionHead), Hat::Role(Role::Minister)];
        owner.extend(told.examiner.iter().cloned().map(Hat::Person));
        let day = Day::of("2026-05-06").expect("a day");
        Effects {
            duties: vec![Duty {
                key: "examine".into(),
                what: "核查".into(),
                owner,
                due: Some(day),
                basis: basis.clone(),
                verb: None,
                with_post: true,
            }],
            holds: vec![Hold {
                person: told.about.clone(),
                name: "线索核查".into(),
                bars: vec![Bar::Promotion],
                from: day,
                until: None,
                basis,
                sealed: false,
            }],
            absences: vec![Absence {
                person: told.about.clone(),
                period: Period::days(day, day),
                firm: true,
                until_reported: false,
                stand_in: None,
                label: "谈话".into(),
            }],
            ..Effects::default()
        }
    }
    fn narrate(_: &ClueEvent) -> Line {
        Line::new("登记线索", "")
    }
}

fn minister(person: &str) -> Actor {
    let mut actor = someone(person);
    actor.hats.push(Hat::Role(Role::Minister));
    actor
}

fn wearing(hat: Hat) -> Actor {
    Actor { hats: vec![Hat::Role(Role::SectionClerk), hat], ..clerk() }
}

/// A clue about 翟明远 of 云亭镇, with a paper, pointing to a leave of his; examined by p7. Returns the clue, the errand, the paper.
fn told(county: &Ground) -> (MatterId, MatterId, FileId) {
    people(county);
    let errand = county.act(open_errand("p1", "甲", "2026-05-20")).unwrap();
    let paper = county.keep_file("信.pdf", b"%PDF-clue", "head", now()).unwrap().id;
    let action = json!({"verb": "tell", "about": "p1", "unit": "u1", "what": "挪用公款", "other": errand.id,
        "examiner": "p7", "paper": paper});
    let clue = county.act(request(head(), Target::new("clue"), action)).unwrap();
    (MatterId(clue.id), MatterId(errand.id), paper)
}

/// Everything that an actor can read in the county, as one text.
fn everything(county: &Ground, actor: &Actor, (clue, errand, paper): &(MatterId, MatterId, FileId)) -> String {
    let (reader, scope, half, day) = (county.reader(), Scope::of(actor), HalfDay::at(now()), Day::at(now()));
    let filters = [
        Filter::default(),
        Filter { kind: Some("clue".into()), ..Filter::default() },
        Filter { person: Some(PersonId("p1".into())), ..Filter::default() },
        Filter { unit: Some(UnitId("u1".into())), ..Filter::default() },
        Filter { q: Some("挪用公款".into()), ..Filter::default() },
        Filter { stage: Some("核查中".into()), ..Filter::default() },
    ];
    let mut text = String::new();
    for filter in &filters {
        let page = reader.matters(filter, &scope, half).unwrap();
        assert_eq!(reader.count(filter, &scope, half).unwrap().number, i64::try_from(page.items.len()).unwrap());
        text += &format!("{page:?}\n");
    }
    for bar in [Bar::Leave, Bar::Promotion] {
        let holds = reader.ask(|facts| facts.holds(&PersonId("p1".into()), bar, day)).unwrap();
        text += &format!("{:?}\n", holds.iter().filter(|hold| !hold.sealed).collect::<Vec<_>>());
    }
    text += &format!("{:?}\n", reader.tabs("clue", &scope, half).unwrap());
    text += &format!("{:?}\n", reader.duties(&DutyFilter::default(), &scope).unwrap());
    text += &format!("{:?}\n", reader.duties_of(actor, 50).unwrap());
    text += &format!("{:?}\n", reader.absences(day, day, &scope).unwrap());
    text += &format!("{:?}\n", reader.detail(errand, actor, now()).unwrap());
    text += &format!("{:?}\n", reader.detail(clue, actor, now()).unwrap());
    text += &format!("{:?}\n", reader.events(clue, actor, 0).unwrap());
    text += &format!("{:?}\n", reader.file(paper, actor).unwrap());
    text + &format!("{:?}\n", reader.kind_of(clue, actor).unwrap())
}

const WORDS: [&str; 5] = ["挪用", "牵连", "信.pdf", "谈话", "clue"];

#[test]
fn those_whom_a_veiled_matter_concerns_their_relatives_and_their_body_find_it_nowhere() {
    everywhere(|county| {
        let all = told(county);
        let head_of = |unit: &str| wearing(Hat::Head(UnitId(unit.into())));
        let mut wife = minister("p2");
        wife.untouchables.push(PersonId("p1".into()));
        let unit_clerk = wearing(Hat::RoleAt(Role::UnitClerk, UnitId("u1".into())));
        let only_head = Actor { hats: vec![Hat::Head(UnitId("u1".into()))], ..clerk() };
        let admin = Actor { hats: vec![Hat::Role(Role::SystemAdmin)], ..clerk() };
        for actor in [minister("p1"), someone("p1"), wife, head_of("u1"), unit_clerk, only_head, someone("p3"), admin] {
            let seen = everything(county, &actor, &all);
            for word in WORDS {
                assert!(!seen.contains(word), "{word}: {actor:?}\n{seen}");
            }
        }
        for actor in [minister("p5"), head_of("u2"), head()] {
            let seen = everything(county, &actor, &all);
            for word in WORDS {
                assert!(seen.contains(word), "{word} is hidden from {actor:?}\n{seen}");
            }
        }
        // Whoever is given something to do in it finds what he is to do, its matter and its paper, and no list beyond that.
        let examiner = someone("p7");
        let reader = county.reader();
        assert_eq!(reader.duties_of(&examiner, 9).unwrap().len(), 1);
        assert!(reader.detail(&all.0, &examiner, now()).unwrap().is_some());
        assert!(reader.file(&all.2, &examiner).unwrap().is_some());
        assert!(
            reader
                .matters(&Filter::default(), &Scope::of(&examiner), HalfDay::at(now()))
                .unwrap()
                .items
                .iter()
                .all(|row| row.kind != "clue")
        );
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_is_hidden_is_refused_like_what_never_was_and_costs_the_same() {
    everywhere(|county| {
        let (clue, _, paper) = told(county);
        let unknown = MatterId("0192f0c1-0000-7000-8000-000000000000".into());
        let nothing = FileId("0".repeat(64));
        let reader = county.reader();
        let cost = |run: &dyn Fn() -> bool| {
            let before = county.statements();
            assert!(!run(), "something was seen");
            county.statements() - before
        };
        let mut wife = minister("p2");
        wife.untouchables.push(PersonId("p1".into()));
        let narrow = Actor { hats: vec![Hat::Head(UnitId("u1".into()))], ..clerk() };
        for actor in [minister("p1"), someone("p1"), wife, narrow, someone("p3")] {
            let detail = |id: &MatterId| cost(&|| reader.detail(id, &actor, now()).unwrap().is_some());
            let events = |id: &MatterId| cost(&|| reader.events(id, &actor, 0).unwrap().is_some());
            let kind = |id: &MatterId| cost(&|| reader.kind_of(id, &actor).unwrap().is_some());
            let file = |id: &FileId| cost(&|| reader.file(id, &actor).unwrap().is_some());
            assert_eq!(
                (detail(&clue), events(&clue), kind(&clue), file(&paper)),
                (detail(&unknown), events(&unknown), kind(&unknown), file(&nothing))
            );
            for verb in ["tell", "comment", "void", "nothing"] {
                for id in [&clue, &unknown] {
                    for after in [0, 1] {
                        let refused =
                            act(county, actor.clone(), id.as_str(), after, json!({"verb": verb, "text": "?"}));
                        assert_eq!(refused, Err(Failure::NotFound), "{verb} {actor:?}");
                    }
                }
            }
        }
    });
}

#[test]
fn the_same_bytes_sent_by_another_tell_him_nothing_of_the_first() {
    everywhere(|county| {
        let (_, _, paper) = told(county);
        let mine = county.keep_file("我的.pdf", b"%PDF-clue", "p1", now()).unwrap();
        assert_eq!((mine.id.clone(), mine.name.as_str(), mine.account.as_str()), (paper.clone(), "我的.pdf", "p1"));
        assert_eq!(county.reader().file(&paper, &someone("p1")).unwrap().unwrap().name, "我的.pdf");
        assert_eq!(county.reader().file(&paper, &minister("p5")).unwrap().unwrap().name, "信.pdf");
    });
}

#[test]
fn whoever_may_not_know_of_a_clue_cannot_find_it_by_linking_to_it() {
    everywhere(|county| {
        let (clue, errand, _) = told(county);
        let link = |actor: Actor, other: &str| {
            let action = json!({"verb": "link", "matter": other, "reason": "试试"});
            match act(county, actor, &errand.0, 1, action) {
                Err(Failure::Refused(refusal)) => Some((refusal.code, refusal.sentence, refusal.at)),
                Ok(_) => None,
                other => panic!("{other:?}"),
            }
        };
        let barred = || wearing(Hat::Head(UnitId("u1".into())));
        assert_eq!(link(barred(), &clue.0), link(barred(), "nothing"));
        assert!(link(barred(), &clue.0).is_some());
        assert_eq!(link(clerk(), &clue.0), None, "who sees both may link them");
        assert!(county.verify().unwrap().is_sound());
    });
}

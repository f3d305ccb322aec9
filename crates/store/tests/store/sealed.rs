//! Reading what is sealed: who may, with what trace, and that the clear value is kept nowhere.

use crate::ground::*;
use engine::{
    access::{Actor, Hat, Role},
    words::MatterId,
};
use serde_json::{Value, json};
use store::{Failure, Target, Unsealing};

const PHONE: &str = "13900000000";

/// An errand of p1 with a sealed telephone: its id and the handle.
fn errand(county: &Ground) -> (MatterId, String) {
    errand_from(county, "2026-05-20")
}

fn errand_from(county: &Ground, day: &str) -> (MatterId, String) {
    let mut request = open_errand("p1", "甲", day);
    request.action["phone"] = json!(PHONE);
    let id = MatterId(county.act(request).unwrap().id);
    let state = county.reader().detail(&id, &clerk(), now()).unwrap().unwrap().state;
    let state: Value = serde_json::from_str(&state).unwrap();
    (id, state["setting"]["phone"]["seal"].as_str().unwrap().to_owned())
}

fn wearing(person: &str, role: Role) -> Actor {
    let mut actor = someone(person);
    actor.hats.push(Hat::Role(role));
    actor
}

fn code(answer: Result<Option<Value>, Failure>) -> String {
    match answer {
        Ok(value) => format!("{value:?}"),
        Err(Failure::Forbidden(refusal)) => format!("403 {}", refusal.code),
        Err(Failure::Refused(refusal)) => format!("422 {}", refusal.code),
        Err(Failure::NotFound) => "404".into(),
        Err(Failure::KeyReused) => "409".into(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_sealed_value_is_read_by_its_keepers_and_by_whom_it_is_about_and_by_nobody_else() {
    everywhere(|county| {
        people(county);
        let (id, seal) = errand(county);
        let ask = |actor: &Actor| code(county.open_sealed(Unsealing::new(&id, &seal, "核对电话"), actor, now()));
        let mut clear = 0;
        for (who, actor, expected) in [
            ("keeper", clerk(), "ok"),
            ("the person himself", someone("p1"), "ok"),
            ("a keeper who is a relative", Actor { untouchables: vec!["p1".into()], ..clerk() }, "403 recused"),
            ("a keeper himself concerned", wearing("p1", Role::SectionClerk), "ok"),
            ("a minister", wearing("p7", Role::Minister), "403 not_yours"),
            ("the county secretary", wearing("p7", Role::CountySecretary), "403 not_yours"),
            ("a reader", wearing("p7", Role::Reader), "403 not_yours"),
            ("somebody of another unit", someone("p7"), "404"),
            ("system administrator", Actor { hats: vec![Hat::Role(Role::SystemAdmin)], ..clerk() }, "404"),
            ("audit administrator", Actor { hats: vec![Hat::Role(Role::AuditAdmin)], ..clerk() }, "404"),
        ] {
            let answer = ask(&actor);
            if expected == "ok" {
                clear += 1;
                assert!(answer.contains(PHONE), "{who}: {answer}");
            } else {
                assert_eq!(answer, expected, "{who}");
            }
        }
        // The refused leave nothing; each of the others one line, whose words hold the reason and not the value.
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal'"), clear);
        let stream = county.reader().detail(&id, &someone("p1"), now()).unwrap().unwrap().stream;
        let lines: Vec<_> = stream.iter().filter(|line| line.verb == engine::seal::OPEN).collect();
        assert_eq!(i64::try_from(lines.len()).unwrap(), clear);
        assert!(lines.iter().all(|line| line.n == 0 && line.text.contains("核对电话") && line.act == "查阅封存内容"));
        assert!(!format!("{stream:?}").contains(PHONE));
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE payload LIKE '%13900000000%'"), 0);
        assert_eq!(county.number("SELECT COUNT(*) FROM answer WHERE answer LIKE '%13900000000%'"), 0);
        // The matter has not moved: nobody's form is stale.
        assert_eq!(county.reader().detail(&id, &clerk(), now()).unwrap().unwrap().row.n, 1);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn without_a_reason_or_with_the_handle_of_another_matter_nothing_is_opened() {
    everywhere(|county| {
        people(county);
        let ((id, seal), (other, _)) = (errand(county), errand_from(county, "2026-06-20"));
        let ask = |matter: &MatterId, seal: &str, reason: &str| {
            code(county.open_sealed(Unsealing::new(matter, seal, reason), &clerk(), now()))
        };
        assert_eq!(ask(&id, &seal, " \n"), "422 reason_missing");
        assert_eq!(ask(&other, &seal, "核对"), "404", "a foreign handle");
        assert_eq!(ask(&id, "nonsense", "核对"), "404");
        assert_eq!(ask(&MatterId("nowhere".into()), &seal, "核对"), "404");
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal'"), 0);
    });
}

#[test]
fn one_key_gives_the_value_once_and_leaves_one_line() {
    everywhere(|county| {
        people(county);
        let (id, seal) = errand(county);
        let ask = |account: &str, key: &str, reason: &str| {
            let actor = Actor { account: account.into(), ..clerk() };
            code(county.open_sealed(Unsealing::new(&id, &seal, reason).under(key), &actor, now()))
        };
        assert!(ask("clerk", "k", "核对").contains(PHONE));
        assert_eq!(ask("clerk", "k", "核对"), "422 seen_already");
        assert_eq!(ask("clerk", "k", "另一理由"), "409");
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal'"), 1);
        assert!(ask("other", "k", "核对").contains(PHONE), "keys are each account's own");
        assert!(ask("clerk", "k2", "核对").contains(PHONE));
        let counts = county.reader().openings_of_seals().unwrap();
        let counts: Vec<_> = counts.iter().map(|one| (one.verb.as_str(), one.account.as_str(), one.count)).collect();
        assert_eq!(counts, [("open", "clerk", 2), ("open", "other", 1)]);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_is_sealed_in_a_veiled_matter_is_opened_by_nobody_alone_and_is_not_there_for_whom_it_concerns() {
    everywhere(|county| {
        people(county);
        let action = json!({"verb": "tell", "about": "p1", "unit": "u1", "what": "挪用公款", "letter": "某年某月某日"});
        let clue = MatterId(county.act(request(head(), Target::new("clue"), action)).unwrap().id);
        let state = county.reader().detail(&clue, &head(), now()).unwrap().unwrap().state;
        let state: Value = serde_json::from_str(&state).unwrap();
        let seal = state["letter"]["seal"].as_str().unwrap();
        let ask = |actor: &Actor| code(county.open_sealed(Unsealing::new(&clue, seal, "核查"), actor, now()));
        assert_eq!(ask(&head()), "422 two_persons");
        assert_eq!(ask(&clerk()), "403 not_yours");
        assert_eq!(ask(&someone("p1")), "404");
        assert_eq!(ask(&wearing("p1", Role::SectionHead)), "404");
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal'"), 0);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn of_what_is_forgotten_nobody_is_shown_more_than_that_something_was_done() {
    everywhere(|county| {
        people(county);
        let id = MatterId("p8".into());
        enter(county, "p8", json!({"what": "note", "name": "林青山", "number": "341899197906150017"}));
        let stream = |county: &Ground| county.reader().detail(&id, &clerk(), now()).unwrap().unwrap().stream;
        let recorded = |county: &Ground| county.reader().recorded(&id, 1, &clerk()).unwrap();
        let state: Value =
            serde_json::from_str(&county.reader().detail(&id, &clerk(), now()).unwrap().unwrap().state).unwrap();
        let seal = state["number"]["seal"].as_str().unwrap().to_owned();
        county.open_sealed(Unsealing::new(&id, &seal, "核对林青山"), &clerk(), now()).unwrap();
        act(county, clerk(), "p8", 1, json!({"verb": "comment", "text": "林青山已谈话"})).unwrap();
        assert!(format!("{:?}", stream(county)).contains("林青山") && recorded(county).is_some());
        act(county, clerk(), "p8", 2, json!({"verb": "enter", "what": "note", "name": "已清除"})).unwrap();
        let lines = stream(county);
        assert_eq!((lines.len(), lines[0].act.as_str()), (4, "登记"));
        assert!(!format!("{lines:?}").contains("林青山") && !format!("{lines:?}").contains(&seal), "{lines:?}");
        assert!(lines[0].payload.is_null() && lines[0].account.is_empty() && lines[0].who.is_empty());
        let events = county.reader().events(&id, &clerk(), 1).unwrap().unwrap();
        assert!(!format!("{events:?}").contains("林青山"));
        // Nothing of it is a form to correct, and no verb is left that would bring it back.
        assert!(recorded(county).is_none());
        let verbs: Vec<&str> = county
            .reader()
            .detail(&id, &clerk(), now())
            .unwrap()
            .unwrap()
            .offers
            .iter()
            .map(|offer| offer.verb)
            .collect();
        assert_eq!(verbs, ["enter"]);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_the_clock_was_asked_for_in_vain_is_asked_for_again_on_the_next_day() {
    everywhere(|county| {
        people(county);
        let asked = |county: &Ground, moment: &str| {
            county.record(true);
            county.tick(at(moment)).unwrap();
            let names: Vec<String> = county.record(false).iter().map(|one| one.statement.name.to_string()).collect();
            let count = |name: &str| names.iter().filter(|one| *one == name).count();
            (count("facts.matters"), count("seal.matters"))
        };
        let first = asked(county, "2026-05-06T00:10:00");
        assert!(first.0 > 0 && first.1 > 0, "{first:?}");
        let again = asked(county, "2026-05-06T00:10:20");
        assert_eq!(again, (first.0 - 1, 0), "the register, which follows from the day, and what is sealed are not");
        assert_eq!(asked(county, "2026-05-07T00:10:00"), first);
    });
}

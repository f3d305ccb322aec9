//! Who is on watch and who belongs to which body, by days, scope and unit.

use crate::ground::{Ground, clerk, enter, everywhere, open_errand, people, someone};
use engine::{
    access::{Actor, Hat, Scope},
    days::{Day, HalfDay, Period},
    words::{MatterId, PersonId, UnitId},
};
use serde_json::json;
use store::Away;

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

#[test]
fn watches_are_read_by_days_by_scope_and_by_unit_and_rules_ask_for_them_by_person() {
    everywhere(|county| {
        people(county);
        let errand = county.act(open_errand("p1", "值守", "2026-05-20")).unwrap();
        let names = |from: &str, to: &str, scope: &Scope, unit: Option<&str>| {
            let unit = unit.map(UnitId::from);
            let rows = county.reader().watches_in(day(from), day(to), scope, unit.as_ref()).unwrap();
            rows.into_iter().map(|row| format!("{}{}{}", row.unit_name, row.name, row.label)).collect::<Vec<_>>()
        };
        let all = Scope::of(&clerk());
        assert_eq!(names("2026-05-21", "2026-05-30", &all, None), ["云亭镇翟明远白班"]);
        assert!(names("2026-05-22", "2026-05-30", &all, None).is_empty(), "it was over");
        assert_eq!(names("2026-05-20", "2026-05-20", &all, Some("u1")).len(), 1);
        assert!(names("2026-05-20", "2026-05-20", &all, Some("u2")).is_empty());
        assert_eq!(names("2026-05-20", "2026-05-20", &Scope::of(&someone("p1")), None).len(), 1, "his own");
        assert!(names("2026-05-20", "2026-05-20", &Scope::of(&someone("p2")), None).is_empty());
        let asked = |who: &str, on: &str, except: &str| {
            let period = Period { from: HalfDay::morning(day(on)), to: HalfDay::afternoon(day(on)) };
            let who = [PersonId::from(who)];
            county.reader().ask(|facts| facts.watches(&who, period, &MatterId::from(except)).len()).unwrap()
        };
        assert_eq!((asked("p1", "2026-05-21", "x"), asked("p1", "2026-05-22", "x")), (1, 0));
        assert_eq!((asked("p2", "2026-05-21", "x"), asked("p1", "2026-05-21", &errand.id)), (0, 0));
    });
}

#[test]
fn members_of_bodies_are_read_for_a_time() {
    everywhere(|county| {
        people(county);
        let of = |scope: &Scope, unit: Option<&str>| {
            let unit = unit.map(UnitId::from);
            let found = county.reader().bodies(day("2026-05-01"), day("2026-05-31"), scope, unit.as_ref()).unwrap();
            found.into_iter().map(|one| (one.unit.0, one.person.0)).collect::<Vec<_>>()
        };
        let all = Scope::of(&clerk());
        assert_eq!(of(&all, None), [("u1".to_owned(), "p1".to_owned())]);
        assert!(of(&all, Some("u2")).is_empty());
        assert!(of(&Scope::of(&someone("p2")), None).is_empty(), "not his unit");
    });
}

#[test]
fn whose_owner_is_away_is_known_with_who_stands_in_and_only_where_nobody_else_owes_it() {
    everywhere(|county| {
        people(county);
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        let (head, own) = (Hat::Head(UnitId::from("u1")), Hat::Person(PersonId::from("p2")));
        let away = |county: &Ground, hats: &[Hat], actor: &Actor, on: &str| {
            let found = county.reader().absentees(hats.iter(), actor, day(on)).unwrap();
            let told = |away: &&Away| format!("{} {} {}", away.name, away.seen, away.holder("errand").unwrap_or("-"));
            found.of(hats, "another").iter().map(told).collect::<Vec<_>>()
        };
        assert!(away(county, std::slice::from_ref(&head), &clerk(), "2026-05-20").is_empty(), "he is there");
        let errand = county.act(open_errand("p1", "外出", "2026-05-20")).unwrap();
        let chief = std::slice::from_ref(&head);
        assert_eq!(away(county, chief, &clerk(), "2026-05-20"), ["翟明远 true -"]);
        assert!(away(county, chief, &clerk(), "2026-05-19").is_empty(), "not yet");
        assert_eq!(away(county, chief, &clerk(), "2026-06-20"), ["翟明远 true -"], "until he is reported back");
        assert_eq!(away(county, chief, &someone("p3"), "2026-05-20"), ["翟明远 false -"], "he may not see the absence");
        assert!(
            away(county, &[head.clone(), own], &clerk(), "2026-05-20").is_empty(),
            "another owes it too, and is there"
        );
        // Whom he let sign for him, within the days.
        enter(county, "d1", json!({"what": "authorization", "name": "授权", "person": "p1", "relative": "p3"}));
        let (from, until) =
            (county.texts("SELECT from_day FROM delegation"), county.texts("SELECT until_day FROM delegation"));
        let errands = |on: &str| away(county, chief, &clerk(), on);
        let within = "2026-05-20" >= from[0].as_str() && "2026-05-20" <= until[0].as_str();
        assert_eq!(errands("2026-05-20"), [if within { "翟明远 true 王五" } else { "翟明远 true -" }]);
        // His own absence keeps nobody from its matter.
        let found = county.reader().absentees(chief.iter(), &clerk(), day("2026-05-20")).unwrap();
        assert!(found.of(chief, &errand.id).is_empty());
    });
}

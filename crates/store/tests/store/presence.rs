//! Who is on watch and who belongs to which body, by days, scope and unit.

use crate::ground::{clerk, everywhere, open_errand, people, someone};
use engine::{
    access::Scope,
    days::{Day, HalfDay, Period},
    words::{MatterId, PersonId, UnitId},
};

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

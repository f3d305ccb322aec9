//! Statistics: what is counted are rows of the ledger, so that each number opens exactly as many.

use crate::ground::{Ground, at, clerk, everywhere, head, open_errand, people, request, someone};
use engine::{
    access::{Actor, Hat, Role, Scope},
    days::{Day, HalfDay},
    statistic::{Counted, Counts, Figure, Span},
    words::UnitId,
};
use serde_json::{Value, json};
use store::{By, Counting, Filter, Target};

fn span(from: &str, until: &str) -> Span {
    Span { from: Day::of(from).unwrap(), until: Day::of(until).unwrap() }
}

/// Two quarters, a month and a day of them.
fn spans() -> [Span; 4] {
    [
        span("2026-07-01", "2026-09-30"),
        span("2026-04-01", "2026-06-30"),
        span("2026-05-01", "2026-05-31"),
        span("2026-07-02", "2026-07-02"),
    ]
}

fn does(county: &Ground, day: &str, id: &str, action: Value) {
    let actor = if action["verb"] == "void" { head() } else { clerk() };
    let asked = request(actor, Target::existing(id, 1), action);
    county.act(store::Request { moment: at(&format!("{day}T09:00:00")), ..asked }).unwrap();
}

fn opened(county: &Ground, day: &str, (person, unit, task): (&str, &str, &str)) -> String {
    let mut asked = open_errand(person, task, day);
    asked.action["unit"] = json!(unit);
    county.act(store::Request { moment: at(&format!("{day}T09:00:00")), ..asked }).unwrap().id
}

/// Errands of two quarters: finished in time and late, voided, under way and late, of two units.
fn errands(county: &Ground) {
    people(county);
    let finish = || json!({"verb": "finish", "note": "好"});
    let early = opened(county, "2026-05-06", ("p1", "u1", "甲"));
    does(county, "2026-05-07", &early, finish());
    let late = opened(county, "2026-05-11", ("p2", "u1", "乙"));
    does(county, "2026-08-03", &late, finish());
    let void = opened(county, "2026-07-02", ("p3", "u2", "丙"));
    does(county, "2026-07-03", &void, json!({"verb": "void", "reason": "重复"}));
    opened(county, "2026-07-02", ("p4", "u2", "甲"));
    opened(county, "2026-09-20", ("p5", "u1", ""));
}

fn minister() -> Actor {
    let mut actor = someone("p1");
    actor.hats.push(Hat::Role(Role::Minister));
    actor
}

fn half() -> HalfDay {
    HalfDay::morning(Day::of("2026-10-14").unwrap())
}

fn counts(county: &Ground, kind: &str, by: By<'_>, figures: &[Figure], scope: &Scope) -> Counts {
    let (filter, spans) = (Filter::of(kind), spans());
    let asked = Counting { filter: &filter, figures, by, spans: &spans };
    county.reader().statistic(asked, scope, half()).unwrap()
}

/// The numbers of a key, zero where it has none.
fn of(counts: &Counts, figure: Figure, key: &str) -> Vec<i64> {
    counts.get(&figure).and_then(|by| by.get(key)).cloned().unwrap_or_else(|| vec![0; 4])
}

/// Every number of a unit or word, held against the rows that it opens.
fn must_open_as_many(county: &Ground, kind: &str, by: By<'_>, keys: &[&str], scope: &Scope) -> i64 {
    let (reader, mut all) = (county.reader(), 0);
    for figure in Figure::ALL {
        // Alone and among all figures: a statement has the parameters that it needs, and no others.
        let alone = counts(county, kind, by, &[figure], scope);
        let together = counts(county, kind, by, &Figure::ALL, scope);
        for key in keys {
            assert_eq!(of(&alone, figure, key), of(&together, figure, key), "{figure:?} {key}");
            for (span, number) in spans().into_iter().zip(of(&alone, figure, key)) {
                let narrowed = match by {
                    By::Unit => Filter { first_unit: Some(UnitId::from(*key)), ..Filter::of(kind) },
                    By::Cell(cell) => Filter { cells: vec![(cell.into(), (*key).into())], ..Filter::of(kind) },
                };
                let filter = Filter { counted: Some(Counted { figure, span }), ..narrowed };
                let rows = reader.matters(&filter, scope, half()).unwrap().items.len();
                assert_eq!(i64::try_from(rows).unwrap(), number, "{figure:?} {key} {span:?}");
                assert_eq!(reader.count(&filter, scope, half()).unwrap().number, number);
                all += number;
            }
        }
    }
    all
}

#[test]
fn every_number_is_that_of_the_rows_it_opens_by_unit_and_by_what_stands_in_a_column() {
    everywhere(|county| {
        errands(county);
        let all = Scope::of(&clerk());
        let found = counts(county, "errand", By::Unit, &Figure::ALL, &all);
        assert_eq!(of(&found, Figure::Opened, "u1"), [1, 2, 2, 0]);
        assert_eq!(of(&found, Figure::Opened, "u2"), [2, 0, 0, 2], "one of them was voided the next day");
        assert_eq!(of(&found, Figure::Ended, "u1"), [1, 1, 1, 0]);
        assert_eq!(of(&found, Figure::Dropped, "u2"), [1, 0, 0, 0]);
        assert_eq!(of(&found, Figure::Standing, "u1"), [1, 1, 1, 1], "the late one, then the last");
        assert_eq!(of(&found, Figure::Standing, "u2"), [1, 0, 0, 2]);
        assert_eq!(of(&found, Figure::Late, "u1"), [1, 1, 1, 0], "what ended late counts where its day lies");
        assert_eq!(of(&found, Figure::Late, "u2"), [1, 0, 0, 0], "and so does what is open still");
        assert!(must_open_as_many(county, "errand", By::Unit, &["u1", "u2", ""], &all) > 10);
        assert!(must_open_as_many(county, "errand", By::Cell("task"), &["甲", "乙", "丙", ""], &all) > 10);
        // What came in less what went out is what stands.
        for key in ["u1", "u2"] {
            let at = |figure, place: usize| of(&found, figure, key)[place];
            let gone = at(Figure::Ended, 0) + at(Figure::Dropped, 0);
            assert_eq!(at(Figure::Standing, 1) + at(Figure::Opened, 0) - gone, at(Figure::Standing, 0), "{key}");
        }
    });
}

#[test]
fn a_unit_counts_its_own_and_those_below_and_an_unknown_column_nothing() {
    everywhere(|county| {
        errands(county);
        let mut own = clerk();
        own.hats = vec![Hat::RoleAt(Role::UnitClerk, UnitId("u2".into()))];
        let found = counts(county, "errand", By::Unit, &Figure::ALL, &Scope::of(&own));
        assert!(found.values().all(|by| by.keys().all(|unit| unit == "u2")), "{found:?}");
        assert!(must_open_as_many(county, "errand", By::Unit, &["u1", "u2"], &Scope::of(&own)) > 0);
        own.hats = vec![Hat::RoleAt(Role::UnitClerk, UnitId("u1".into()))];
        let found = counts(county, "errand", By::Unit, &[Figure::Opened], &Scope::of(&own));
        assert_eq!(
            (of(&found, Figure::Opened, "u1"), of(&found, Figure::Opened, "u2")),
            (vec![1, 2, 2, 0], vec![2, 0, 0, 2])
        );
        let filter = Filter { unit: Some(UnitId::from("u2")), ..Filter::of("errand") };
        let asked = Counting { filter: &filter, figures: &[Figure::Opened], by: By::Unit, spans: &spans() };
        let narrowed = county.reader().statistic(asked, &Scope::of(&clerk()), half()).unwrap();
        assert_eq!(narrowed.get(&Figure::Opened).unwrap().len(), 1);
        assert!(counts(county, "errand", By::Cell("no such'"), &Figure::ALL, &Scope::of(&clerk())).is_empty());
    });
}

#[test]
fn whoever_is_not_told_is_not_told_by_a_number_and_of_a_veiled_kind_there_is_none() {
    everywhere(|county| {
        people(county);
        let inquire = json!({"verb": "inquire", "person": "p1", "unit": "u1"});
        county.act(request(clerk(), Target::new("inquiry"), inquire)).unwrap();
        let tell = json!({"verb": "tell", "about": "p7", "unit": "u2", "what": "挪用公款", "other": null, "examiner": null, "paper": null});
        county.act(request(head(), Target::new("clue"), tell)).unwrap();
        let other = Actor { person: Some("p9".into()), untouchables: vec!["p9".into()], ..minister() };
        let number = |kind: &str, actor: &Actor| -> i64 {
            let found = counts(county, kind, By::Unit, &[Figure::Opened, Figure::Standing], &Scope::of(actor));
            found.values().flat_map(|by| by.values()).map(|numbers| numbers[1]).sum()
        };
        assert_eq!((number("inquiry", &minister()), number("inquiry", &other)), (0, 2));
        assert_eq!((number("clue", &minister()), number("clue", &other)), (0, 0));
    });
}

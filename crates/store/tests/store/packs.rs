//! Another policy pack in a county: what it moves, who loads it, on which pack it was previewed, and where it is found afterwards.

use crate::ground::{Ground, clerk, everywhere, head, now, open_errand, people};
use engine::{
    access::{Actor, Hat, Role},
    days::Day,
    policy::Policy,
    words::MatterId,
};
use store::{Database, Failure, PolicyLoad};

fn files(days: i64) -> Vec<(String, String)> {
    let pack = "county = \"341899\"\nname = \"青弋县\"\nversion = \"1\"\nfrom = \"2020-01-01\"\n";
    let clause = "[[clause]]\nid = \"1.1\"\nlabel = \"一（一）\"\ntitle = \"差事\"\ndocument = \"测试\"\n";
    let limit = format!(
        "[[limit]]\nid = \"toy\"\ntitle = \"差事\"\nvalue = {days}\nunit = \"calendar_day\"\nclause = \"1.1\"\nstatus = \"practice\"\nsource = \"测试\"\n"
    );
    [("limits.toml", limit), ("pack.toml", pack.to_owned()), ("clauses.toml", clause.to_owned())]
        .map(|(name, text)| (name.to_owned(), text))
        .to_vec()
}

fn policy(days: i64) -> Policy {
    Policy::parse(&files(days)).unwrap_or_else(|found| panic!("{found:?}"))
}

fn load(days: i64) -> PolicyLoad {
    PolicyLoad { policy: policy(days), base: None, actor: head(), reason: "县里核定".into(), moment: now() }
}

fn loads(county: &Ground) -> i64 {
    county.number("SELECT COUNT(*) FROM event WHERE kind = 'policy'")
}

fn due(county: &Ground, id: &str) -> Option<Day> {
    county.reader().detail(&MatterId(id.to_owned()), &clerk(), now()).unwrap().unwrap().row.next_due
}

#[test]
fn another_policy_pack_moves_what_is_due_and_says_so() {
    everywhere(|county| {
        people(county);
        let id = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap().id;
        let preview = county.preview_policy(&policy(5)).unwrap();
        assert_eq!((preview.moves[0].was, preview.moves[0].now), (Day::of("2026-05-09"), Day::of("2026-05-14")));
        assert_eq!((due(county, &id), loads(county)), (Day::of("2026-05-09"), 0), "a preview writes nothing");
        assert_eq!(county.load_policy(load(5)).unwrap(), preview);
        assert_eq!((due(county, &id), loads(county)), (Day::of("2026-05-14"), 1));
        // The next action goes by the new pack.
        let next = county.act(open_errand("p1", "乙", "2026-05-20")).unwrap().id;
        assert_eq!(due(county, &next), Day::of("2026-05-27"));
        assert!(county.verify().unwrap().is_sound());
        let [said] = county.reader().policy_loads(9).unwrap().try_into().unwrap();
        assert_eq!((said.account.as_str(), said.reason.as_str(), said.version.as_str()), ("head", "县里核定", "1"));
        assert_eq!(said.changed, ["pack.toml", "clauses.toml", "limits.toml"]);
        // A county opened with another pack than the last one works out what moves, and says so.
        county.close();
        county.open();
        assert_eq!((due(county, &id), loads(county)), (Day::of("2026-05-09"), 2));
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn the_pack_in_force_lies_in_the_journal_and_whoever_points_elsewhere_is_found() {
    everywhere(|county| {
        people(county);
        let kept =
            |county: &Ground| Database::open(&county.address).unwrap().policy_pack(crate::ground::COUNTY).unwrap();
        assert_eq!(kept(county), None, "the program's own");
        county.load_policy(load(5)).unwrap();
        county.load_policy(load(6)).unwrap();
        let in_order = |days: i64| policy(days).files().to_vec();
        assert_eq!(kept(county), Some(in_order(6)));
        assert_eq!(in_order(6)[0].0, "pack.toml");
        let [second, first] = county.reader().policy_loads(9).unwrap().try_into().unwrap();
        assert_eq!((second.changed, first.changed.len()), (vec!["limits.toml".to_owned()], 3));
        assert!(county.verify().unwrap().is_sound());
        county.tamper(&format!("UPDATE setting SET value = '{}' WHERE name = 'policy_load'", first.seq));
        let report = county.verify().unwrap();
        let found: Vec<_> = report.findings.iter().map(|found| (found.table, found.key.as_str())).collect();
        assert_eq!(found, [("setting", "policy_load")]);
        county.tamper("DELETE FROM setting WHERE name = 'policy_load'");
        assert!(!county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_pack_is_loaded_by_the_office_with_a_reason_on_the_pack_that_was_previewed() {
    let mut county = Ground::sqlite();
    people(&county);
    let refused = |load: PolicyLoad| match county.load_policy(load) {
        Err(Failure::Refused(refusal) | Failure::Forbidden(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    let by = |role: Role| Actor { hats: vec![Hat::Role(role)], ..clerk() };
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::SectionClerk, Role::CountySecretary] {
        assert_eq!(refused(PolicyLoad { actor: by(role), ..load(5) }), "not_yours", "{role:?}");
    }
    let both = Actor { hats: vec![Hat::Role(Role::SectionHead), Hat::Role(Role::SystemAdmin)], ..clerk() };
    assert_eq!(refused(PolicyLoad { actor: both, ..load(5) }), "not_yours", "an administrator in any case");
    assert_eq!(refused(PolicyLoad { reason: " ".into(), ..load(5) }), "reason_missing");
    assert_eq!(loads(&county), 0);
    // Two who previewed on the same pack: the second is shown the first one's.
    let base = Some(county.policy_digest());
    county.load_policy(PolicyLoad { base: base.clone(), ..load(5) }).unwrap();
    assert_eq!(refused(PolicyLoad { base, ..load(6) }), "policy_stale");
    assert_eq!((loads(&county), county.policy().number("toy", Day::at(now()))), (1, Some(5)));
    let base = Some(county.policy_digest());
    county.load_policy(PolicyLoad { base, actor: by(Role::DeputyMinister), ..load(6) }).unwrap();
    assert!(county.verify().unwrap().is_sound());
    county.close();
}

const ERRANDS: i64 = 20;

fn begins(n: i64) -> Day {
    Day::of("2026-05-07").unwrap().plus(7 * n)
}

#[test]
fn loads_and_previews_among_other_peoples_actions_leave_a_journal_that_verifies() {
    everywhere(|county| {
        people(county);
        std::thread::scope(|scope| {
            let writers = ["p1", "p2"].map(|person| {
                let county: &Ground = county;
                scope.spawn(move || {
                    for n in 0..ERRANDS {
                        county.act(open_errand(person, "甲", &begins(n).to_string())).unwrap();
                    }
                })
            });
            for days in [5, 6, 7, 5, 8] {
                county.preview_policy(&policy(days)).unwrap();
                county.load_policy(load(days)).unwrap();
            }
            writers.into_iter().for_each(|writer| writer.join().unwrap());
        });
        let report = county.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        // Whichever pack an errand was begun under, the last one counts for it.
        let due = county.texts("SELECT due FROM duty ORDER BY due");
        let expected =
            (0..ERRANDS).flat_map(|n| [begins(n).plus(2 + 8).to_string(), begins(n).plus(2 + 8).to_string()]);
        assert_eq!(due, expected.collect::<Vec<_>>());
    });
}

//! Both chiefs of a township at extension, approval and overstay: 64 requests at once on each database. Whoever comes first in the
//! journal decides, and never are both firmly away without a recorded reason.

use crate::{
    kill,
    leave_scenario::{application, half},
    server::{Folder, Person, Server, databases},
};
use serde_json::{Value, json};
use std::sync::Barrier;

const BEFORE: &str = "2026-05-05T09:00";
const RACERS: usize = 64;

type Attempt<'a> = &'a (dyn Fn() -> (u16, Value) + Sync);

/// Everybody at once; each takes the next of the attempts. For each attempt the answers it got.
fn race(attempts: &[Attempt]) -> Vec<Vec<(u16, Value)>> {
    let start = Barrier::new(RACERS);
    let answers: Vec<(usize, (u16, Value))> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..RACERS)
            .map(|number| {
                let (which, start) = (number % attempts.len(), &start);
                scope.spawn(move || {
                    start.wait();
                    (which, attempts[which]())
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let mut sorted = vec![Vec::new(); attempts.len()];
    answers.into_iter().for_each(|(which, answer)| sorted[which].push(answer));
    for (status, answer) in sorted.iter().flatten() {
        assert!([200, 201, 409, 422].contains(status), "{status} {answer}");
    }
    sorted
}

fn passed(answers: &[(u16, Value)]) -> usize {
    answers.iter().filter(|(status, _)| *status < 300).count()
}

/// The codes of those that did not pass.
fn codes(answers: &[(u16, Value)]) -> Vec<&str> {
    let mut codes: Vec<&str> = answers.iter().filter_map(|(_, answer)| answer["refusal"]["code"].as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A township whose chiefs, and those who sign for them, have signed in.
struct Town<'a> {
    secretary: Person<'a>,
    mayor: Person<'a>,
    deputy: String,
    section: Person<'a>,
    /// Who signs for the secretary at the lower and at the top tier, and for the mayor.
    signs: [Person<'a>; 4],
}

impl<'a> Town<'a> {
    fn of(server: &'a Server) -> Self {
        let signs = ["xianwei-fushuji", "xianwei-shuji", "changwu-fuxianzhang", "xianzhang"];
        Self {
            secretary: server.sign_in("yunting-shuji"),
            mayor: server.sign_in("yunting-zhenzhang"),
            deputy: server.sign_in("yunting-fuzhenzhang").id().to_owned(),
            section: server.sign_in("jiandu-guzhang"),
            signs: signs.map(|account| server.sign_in(account)),
        }
    }
    fn day(&self, day: &str) -> Value {
        application(half(day, "上午"), half(day, "下午"), &self.deputy)
    }
    fn asks(&self, who: &Person, trip: Value) -> String {
        let (status, opened) = who.open("leave", trip);
        assert_eq!(status, 201, "{opened}");
        let id = opened["id"].as_str().unwrap().to_owned();
        self.section.does(&id, json!({"verb": "agree", "opinion": "同意上报"}));
        id
    }
    /// The secretary's leave of one day, approved.
    fn secretary_is_away(&self, day: &str) -> String {
        let id = self.asks(&self.secretary, self.day(day));
        self.signs[0].does(&id, json!({"verb": "agree", "opinion": "同意"}));
        id
    }
}

fn n(person: &Person, id: &str) -> i64 {
    person.get(&format!("/api/v1/matters/{id}")).1["n"].as_i64().unwrap()
}

fn agree(reason: Option<&str>) -> Value {
    json!({"verb": "agree", "opinion": "同意", "exception": reason})
}

fn because(mut action: Value) -> Value {
    action["exception"] = json!("省里点名参加");
    action
}

/// The whole law: every row follows from the journal, nothing without permission, both chiefs never away without a reason.
fn lawful(folder: &Folder, database: &str) -> store::County {
    let county = kill::open(&folder.0, database);
    county::simulate::check(&county, &mut county::simulate::Checked::default()).unwrap();
    county
}

fn state(county: &store::County, id: &str) -> Value {
    let (_, _, state) = county.state_of(&engine::words::MatterId(id.to_owned())).unwrap().unwrap();
    serde_json::from_str(&state).unwrap()
}

/// Runs a race on each database, then looks at what it left.
fn on_each(name: &str, run: impl Fn(&Folder, &str)) {
    let databases_folder = Folder::new(name);
    for database in databases(&databases_folder) {
        run(&Folder::new(name), &database);
    }
}

/// Leaves that are firm on the same days, of two people who are not away together.
fn firm(county: &store::County) -> usize {
    county.firm_absences(engine::days::HalfDay::from_index(0)).unwrap().len()
}

#[test]
fn of_a_chief_who_extends_and_another_who_applies_for_the_same_day_exactly_one_passes() {
    on_each("race-extend", |folder, database| {
        let server = Server::demo(folder, database, BEFORE);
        let town = Town::of(&server);
        let first = town.secretary_is_away("2026-05-06");
        let after = n(&town.secretary, &first);
        let longer = json!({"verb": "extend", "to": half("2026-05-07", "下午"), "reason": "会议延长"});
        let answers = race(&[&|| town.secretary.act(&first, after, longer.clone()), &|| {
            town.mayor.open("leave", town.day("2026-05-07"))
        }]);
        let won = (passed(&answers[0]), passed(&answers[1]));
        match won {
            (1, 0) => assert_eq!(codes(&answers[1]), ["chiefs_overlap"]),
            (0, 1) => assert!(codes(&answers[0]).contains(&"chiefs_overlap"), "{answers:?}"),
            _ => panic!("exactly one passes, once: {won:?}"),
        }
        drop(town);
        drop(server);
        assert_eq!(firm(&lawful(folder, database)), 1, "only what was approved before the race is firm");
    });
}

#[test]
fn two_excepted_applications_are_both_approved_only_with_a_reason_of_each_approver() {
    on_each("race-excepted", |folder, database| {
        let server = Server::demo(folder, database, BEFORE);
        let town = Town::of(&server);
        let (status, opened) = town.secretary.open("leave", town.day("2026-05-07"));
        assert_eq!(status, 201, "{opened}");
        let one = opened["id"].as_str().unwrap().to_owned();
        let two = town.asks(&town.mayor, because(town.day("2026-05-07")));
        town.section.does(&one, json!({"verb": "return", "reason": "与镇长同日，请写明理由"}));
        let mut again = because(town.day("2026-05-07"));
        again["verb"] = json!("resubmit");
        town.secretary.does(&one, again);
        town.section.does(&one, json!({"verb": "agree", "opinion": "同意上报"}));
        let [_, secretary, _, head] = &town.signs;
        let (at_one, at_two) = (n(secretary, &one), n(head, &two));
        let reason = Some("会议指名两人参加，由副镇长主持");
        let bare = race(&[&|| secretary.act(&one, at_one, agree(None)), &|| head.act(&two, at_two, agree(None))]);
        assert_eq!((codes(&bare[0]), codes(&bare[1])), (vec!["chiefs_overlap"], vec!["chiefs_overlap"]));
        let answers = race(&[
            &|| secretary.act(&one, at_one, agree(reason)),
            &|| head.act(&two, at_two, agree(None)),
            &|| head.act(&two, at_two, agree(reason)),
            &|| secretary.act(&one, at_one, agree(None)),
        ]);
        let counts: Vec<usize> = answers.iter().map(|answers| passed(answers)).collect();
        assert_eq!(counts, [1, 0, 1, 0], "each once, and only with a reason");
        drop(town);
        drop(server);
        let county = lawful(folder, database);
        assert_eq!(firm(&county), 2);
        for id in [&one, &two] {
            assert_eq!(state(&county, id)["exception"], json!(reason));
        }
    });
}

#[test]
fn an_extension_racing_the_approval_of_the_other_chief_never_leaves_both_away_unexplained() {
    on_each("race-approval", |folder, database| {
        let server = Server::demo(folder, database, BEFORE);
        let town = Town::of(&server);
        let first = town.secretary_is_away("2026-05-06");
        let second = town.asks(&town.mayor, town.day("2026-05-07"));
        let [_, top, lower, _] = &town.signs;
        let longer = json!({"verb": "extend", "to": half("2026-05-07", "下午"), "reason": "会议延长"});
        let (at_first, at_second) = (n(&town.secretary, &first), n(lower, &second));
        let answers = race(&[
            &|| town.secretary.act(&first, at_first, because(longer.clone())),
            &|| lower.act(&second, at_second, agree(None)),
            &|| town.secretary.act(&first, at_first, longer.clone()),
            &|| lower.act(&second, at_second, agree(Some("同意"))),
        ]);
        assert_eq!((passed(&answers[0]), passed(&answers[2])), (1, 0), "the other one stands in its way: {answers:?}");
        let mut signed = passed(&answers[1]) + passed(&answers[3]);
        // The lower tier cannot allow what the extension has made an exception.
        if signed == 0 {
            assert!(codes(&answers[1]).contains(&"chiefs_overlap"), "{answers:?}");
        }
        town.section.does(&first, json!({"verb": "agree", "opinion": "同意上报"}));
        let (at_first, at_second) = (n(top, &first), n(lower, &second));
        let reason = Some("会议指名参加，由副镇长主持");
        let answers = race(&[
            &|| top.act(&first, at_first, agree(None)),
            &|| lower.act(&second, at_second, agree(None)),
            &|| top.act(&first, at_first, agree(reason)),
            &|| lower.act(&second, at_second, agree(reason)),
        ]);
        assert_eq!((passed(&answers[0]), passed(&answers[2])), (0, 1), "only with the approver's own reason");
        signed += passed(&answers[1]) + passed(&answers[3]);
        assert!(signed <= 1, "the mayor's is signed once at most: {answers:?}");
        drop(town);
        drop(server);
        let county = lawful(folder, database);
        assert_eq!(firm(&county), 1 + signed);
        assert_eq!(state(&county, &first)["exception"], json!(reason));
    });
}

#[test]
fn while_a_chief_overstays_the_other_passes_only_behind_his_report_back() {
    on_each("race-overstay", |folder, database| {
        let server = Server::demo(folder, database, BEFORE);
        let first = Town::of(&server).secretary_is_away("2026-05-06");
        drop(server);
        let server = Server::start(folder, &["demo", "--database", database, "--today", "2026-05-07T14:00"]);
        let town = Town::of(&server);
        let trip = || application(half("2026-05-07", "下午"), half("2026-05-08", "上午"), &town.deputy);
        let (status, refused) = town.mayor.open("leave", trip());
        assert_eq!((status, &refused["refusal"]["code"]), (422, &json!("chiefs_overlap")), "{refused}");
        let after = n(&town.secretary, &first);
        let back = json!({"verb": "report_back", "returned": half("2026-05-06", "下午")});
        let answers =
            race(&[&|| town.secretary.act(&first, after, back.clone()), &|| town.mayor.open("leave", trip())]);
        assert_eq!(passed(&answers[0]), 1, "{answers:?}");
        assert!(passed(&answers[1]) <= 1, "{answers:?}");
        if passed(&answers[1]) == 0 {
            town.asks(&town.mayor, trip());
        }
        drop(town);
        drop(server);
        order(&lawful(folder, database), &first);
    });
}

/// In the journal the other's application stands behind the report.
fn order(county: &store::County, first: &str) {
    let told = county.logged_since(0).unwrap();
    let seq = |of: &dyn Fn(&store::Logged) -> bool| told.iter().find(|event| of(event)).map(|event| event.seq);
    let returned = seq(&|event| event.matter.0 == first && event.verb == "reported_back").unwrap();
    let applied = seq(&|event| event.kind == "leave" && event.matter.0 != first).unwrap();
    assert!(returned < applied, "{returned} {applied}");
}

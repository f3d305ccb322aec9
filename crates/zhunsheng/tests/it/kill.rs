//! Killed amid batches, 200 times: leaves asked for, decisions about posts registered and confirmed, so that cadre and handover act in
//! the same transaction. What was answered is there, what was not is whole or absent, running numbers have no gaps, and the journal
//! verifies.

use crate::server::{Folder, postgres, skipped};
use county::{
    build::build,
    made::{Made, Scale},
};
use engine::{
    access::{Actor, Hat, Role, Scope},
    days::{Day, HalfDay},
    policy::Policy,
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Mutex,
};
use store::{Answer, County, Database, Failure, Filter, IdSource, Logged, Request, Settings, Target};

const CHILD: &str = "ZHUNSHENG_KILL_CHILD";
const DATABASE: &str = "ZHUNSHENG_KILL_DATABASE";
const ROUND: &str = "ZHUNSHENG_KILL_ROUND";
const TIMES: u64 = 200;
const LANES: u64 = 2;
/// Threads of a child that move people, and that ask for leave.
const MOVERS: usize = 3;
const ASKERS: usize = 5;
/// People whom a thread moves in a round at most, and people who ask in turn in a thread.
const MOVED: usize = 4;
const ASKING: usize = 8;
/// Leaves that each of these asks for in a round at most.
const LEAVES: usize = 2;

pub fn open(folder: &Path, database: &str) -> County {
    let settings = Settings {
        database: Database::open(database).unwrap(),
        keys: folder.join("keys"),
        data: folder.join("data"),
        county: "341899".into(),
        catalogue: &opinion::CATALOGUE,
        policy: Policy::parse(&engine::pack!()).unwrap(),
        ids: IdSource::Random,
        relaxed: false,
    };
    County::open(settings).unwrap()
}

/// A made county; who is to be moved from which post, and who asks for leave, is written down for the children.
fn made(folder: &Path, database: &str) {
    let county = open(folder, database);
    let dawn = Day::of("2026-01-01").unwrap();
    let made = Made::new(1, Scale::COUNTY, dawn.0);
    let cast = build(&county, &made, dawn.begins(), &mut |_, _| {}).unwrap();
    let held = (0..made.posts.len()).filter_map(|post| Some((made.holder(post)?, post)));
    let each: BTreeMap<usize, usize> = held.collect();
    // Those of the last units ask, the others are moved, each once.
    let lines: Vec<String> =
        each.iter().map(|(person, post)| format!("{} {}", cast.person(*person).0, cast.post(*post).0)).collect();
    fs::write(folder.join("people"), lines.join("\n")).unwrap();
    county.close();
}

fn act(county: &County, actor: &Actor, target: Target, action: Value) -> Option<Answer> {
    let moment: jiff::Timestamp = "2026-05-06T01:00:00Z".parse().unwrap();
    let request = Request { actor: actor.clone(), moment, day: None, target, action, key: None };
    match county.act(request) {
        Ok(answer) => Some(answer),
        Err(Failure::Unavailable(words)) => panic!("{words}"),
        Err(refused) => {
            let _ = writeln!(std::io::stdout().lock(), "refused {refused:?}");
            None
        }
    }
}

fn say(word: &str, answer: &Answer) {
    let number = answer.number.as_deref().unwrap_or("-");
    let _ = writeln!(std::io::stdout().lock(), "answered {word} {} {number}", answer.id);
}

fn office(account: &str, role: Role) -> Actor {
    Actor { account: account.into(), hats: vec![Hat::Role(role)], ..Actor::system() }
}

/// Registered by the clerk, confirmed by the head: three mechanisms write in the transaction of the second.
fn moves(county: &County, person: &str, post: &str) {
    let action = json!({
        "verb": "register", "person": person, "authority": "县委", "document": "青任〔2026〕9号", "decided_on": "2026-05-06",
        "leaves": [{"post": post, "day": "2026-05-06", "reason": "removal"}],
    });
    let registered = act(county, &office("jingban", Role::SectionClerk), Target::new("post_change"), action);
    let Some(registered) = registered else { return };
    say("registered", &registered);
    let target = Target::existing(registered.id.clone(), registered.n);
    let confirmed = act(county, &office("guzhang", Role::SectionHead), target, json!({"verb": "confirm"}));
    confirmed.into_iter().for_each(|answer| say("confirmed", &answer));
}

fn asks(county: &County, person: &str, slot: usize) {
    let day = Day::of("2026-05-11").unwrap().plus(i64::try_from(slot).unwrap() * 4);
    let half = |half: &str| json!({"day": day, "half": half});
    let action = json!({
        "verb": "apply", "purpose": {"business": {"kind": "meeting"}}, "period": {"from": half("上午"), "to": half("下午")},
        "destination": "合肥市", "reach": "beyond_city", "reason": "参加业务会议", "phone": "13900000000",
    });
    let person = PersonId(person.to_owned());
    let actor = Actor {
        account: person.0.clone(),
        hats: vec![Hat::Person(person.clone())],
        untouchables: vec![person.clone()],
        person: Some(person),
        ..Actor::system()
    };
    act(county, &actor, Target::new("leave"), action).into_iter().for_each(|answer| say("leave", &answer));
}

/// Not a test of its own: the process that is killed. Eight threads, and it says what was answered.
#[test]
#[expect(clippy::disallowed_methods, reason = "the process that is killed learns from its parent where to work")]
fn child() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let county = open(Path::new(&folder), &std::env::var(DATABASE).unwrap());
    let round: usize = std::env::var(ROUND).unwrap().parse().unwrap();
    let lines = fs::read_to_string(Path::new(&folder).join("people")).unwrap();
    let people: Vec<(&str, &str)> = lines.lines().map(|line| line.split_once(' ').unwrap()).collect();
    let (movable, askers) = people.split_at(people.len() - ASKERS * ASKING);
    let county = &county;
    std::thread::scope(|scope| {
        for mine in movable.chunks(MOVED).skip(round * MOVERS).take(MOVERS) {
            scope.spawn(move || mine.iter().for_each(|(person, post)| moves(county, person, post)));
        }
        for mine in askers.chunks(ASKING) {
            scope.spawn(move || {
                for slot in 0..LEAVES {
                    mine.iter().for_each(|(person, _)| asks(county, person, round * LEAVES + slot));
                }
            });
        }
    });
}

#[test]
fn what_was_answered_survives_a_kill_and_what_was_not_is_whole_or_absent() {
    each_lane(|folder| format!("sqlite:{}", folder.0.join("county.db").display()));
}

#[test]
fn on_postgresql_a_kill_takes_nothing_that_was_answered_either() {
    let Some(first) = postgres() else { return skipped("PostgreSQL") };
    let databases = Mutex::new(vec![first, postgres().unwrap()]);
    each_lane(|_| databases.lock().unwrap().pop().unwrap());
}

/// Two counties at a time: a start is mostly waiting for the processor, a batch for the disk.
fn each_lane(database: impl Fn(&Folder) -> String + Sync) {
    std::thread::scope(|scope| {
        let lane = || {
            let folder = Folder::new("kill");
            killed(&folder, &database(&folder), TIMES / LANES);
        };
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().for_each(|lane| lane.join().unwrap());
    });
}

fn killed(folder: &Folder, database: &str, times: u64) {
    made(&folder.0, database);
    let mut answered = Vec::new();
    for round in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["kill::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, &folder.0)
            .env(DATABASE, database)
            .env(ROUND, round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        // A different place in a different batch each time.
        let until = 1 + usize::try_from(round * 7919 % 31).unwrap();
        let heard = lines.inspect(|line| assert!(!line.contains("refused"), "{line}"));
        let heard = heard.filter_map(|line| line.split_once("answered ").map(|(_, answer)| answer.to_owned()));
        answered.extend(heard.take(until));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let words: Vec<Vec<&str>> = answered.iter().map(|answer| answer.split(' ').collect()).collect();
    for word in ["leave", "registered", "confirmed"] {
        let count = words.iter().filter(|answer| answer[0] == word).count();
        assert!(u64::try_from(count).unwrap() > times / 2, "the children worked: {count} {word}");
    }
    let county = open(&folder.0, database);
    let report = county.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    let told = county.logged_since(0).unwrap();
    for answer in &words {
        let verb = if answer[0] == "leave" { "applied" } else { answer[0] };
        let there = told.iter().any(|event| event.matter.0 == answer[1] && event.verb == verb);
        assert!(there, "{answer:?} was answered and is gone");
    }
    whole(&told);
    numbered(&county, &told, &words);
}

/// A decision in force has its cadre's and its handover's events, once each, and one that is not has none.
fn whole(told: &[Logged]) {
    let mut begun = BTreeSet::new();
    let (mut left, mut opened): (BTreeMap<MatterId, u32>, BTreeMap<MatterId, u32>) = Default::default();
    for event in told {
        let first = begun.insert(&event.matter);
        let payload: Value = serde_json::from_str(&event.payload).unwrap();
        let decision = ["/decision", "/left/decision"].iter().find_map(|at| payload.pointer(at)?.as_str());
        let Some(decision) = decision.map(|id| MatterId(id.to_owned())) else { continue };
        match (event.kind.as_str(), event.verb.as_str()) {
            ("cadre", "post_left") => *left.entry(decision).or_default() += 1,
            ("handover", _) if first => *opened.entry(decision).or_default() += 1,
            _ => {}
        }
    }
    let confirmed: Vec<&Logged> =
        told.iter().filter(|event| event.kind == "post_change" && event.verb == "confirmed").collect();
    for event in &confirmed {
        let counts = (left.get(&event.matter), opened.get(&event.matter));
        assert_eq!(counts, (Some(&1), Some(&1)), "{} is half there", event.matter);
    }
    assert_eq!((left.len(), opened.len()), (confirmed.len(), confirmed.len()));
}

/// Each kind's numbers run from one to as many as there are, and are those that were answered.
fn numbered(county: &County, told: &[Logged], answered: &[Vec<&str>]) {
    let (scope, now) = (Scope::of(&Actor::system()), HalfDay::morning(Day::of("2026-05-06").unwrap()));
    for (kind, prefix, word) in [("leave", "请", "leave"), ("post_change", "任", "registered"), ("handover", "交", "-")]
    {
        let matters: BTreeSet<&MatterId> =
            told.iter().filter(|event| event.kind == kind).map(|event| &event.matter).collect();
        let mut numbers: BTreeMap<String, String> = BTreeMap::new();
        let mut filter = Filter { limit: 200, ..Filter::of(kind) };
        loop {
            let page = county.reader().matters(&filter, &scope, now).unwrap();
            numbers.extend(page.items.into_iter().map(|row| (row.number.unwrap(), row.id)));
            let Some(next) = page.next else { break };
            filter.cursor = Some(next);
        }
        let wanted: BTreeSet<String> = (1..=matters.len()).map(|n| format!("{prefix}〔2026〕{n}号")).collect();
        assert_eq!(numbers.keys().cloned().collect::<BTreeSet<_>>(), wanted, "{kind}");
        for answer in answered.iter().filter(|answer| answer[0] == word) {
            assert_eq!(numbers.get(answer[2]).map(String::as_str), Some(answer[1]), "{answer:?}");
        }
    }
}

//! What pages and API read, and what stands beside the journal.

use crate::ground::*;
use engine::{
    access::{Hat, Role, Scope, Signed},
    days::{Day, HalfDay},
    words::{FileId, MatterId, PersonId, UnitId},
};
use serde_json::json;
use store::{
    Failure, Filter, Order, Reader, Target, Unsealing, accounts::SignInError, beside::Draft, files::FileError,
    reader::DutyFilter,
};

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}
fn half() -> HalfDay {
    HalfDay::at(now())
}
fn all() -> Scope {
    Scope::of(&clerk())
}
fn of(kind: &str) -> Filter {
    Filter { kind: Some(kind.into()), ..Filter::default() }
}
fn titles(reader: &Reader, filter: &Filter, scope: &Scope) -> Vec<String> {
    reader.matters(filter, scope, half()).unwrap().items.into_iter().map(|row| row.title).collect()
}

/// Errands: one ended, one away now, two to come, one of the subordinate unit.
fn errands(county: &Ground) {
    people(county);
    for (person, unit, task, from) in [
        ("p1", "u1", "甲", "2026-05-20"),
        ("p2", "u1", "乙", "2026-05-06"),
        ("p3", "u2", "丙", "2026-05-20"),
        ("p4", "u1", "丁", "2026-05-12"),
    ] {
        let mut request = open_errand(person, task, from);
        request.action["unit"] = json!(unit);
        let answer = county.act(request).unwrap();
        if task == "丁" {
            finish(county, &answer, "办妥港澳通行证").unwrap();
        }
    }
}

#[test]
fn a_ledger_shows_the_most_urgent_first_then_official_order_then_the_ended() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        assert_eq!(titles(&reader, &of("errand"), &all()), ["差事：乙", "差事：甲", "差事：丙", "差事：丁"]);
        let open = county.act_all(vec![]).unwrap();
        assert!(open.is_empty());
        // A unit that moves up in the official order takes its matters with it.
        let moved = json!({"verb": "enter", "what": "unit", "name": "云亭镇财政所", "unit": "u1", "order": 1});
        act(county, clerk(), "u2", 1, moved).unwrap();
        assert_eq!(titles(&reader, &of("errand"), &all()), ["差事：乙", "差事：丙", "差事：甲", "差事：丁"]);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_stands_where_is_counted_by_unit_in_the_words_of_the_clock() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        let words = |heaped: Vec<store::Heaped>| {
            let each = heaped.into_iter().map(|one| format!("{} {} {}", one.unit, one.stage, one.number));
            each.collect::<Vec<_>>()
        };
        // 乙 is away now, 甲 and 丙 are to come, 丁 is done.
        let all_of = reader.heaped(&of("errand"), &all(), half()).unwrap();
        assert!(all_of.iter().all(|one| one.next_due.is_some() != (one.stage == "已办结")), "{all_of:?}");
        let mut counted = words(all_of);
        counted.sort();
        assert_eq!(counted, ["u1 在外 1", "u1 已办结 1", "u1 待出发 1", "u2 待出发 1"]);
        let said = |stages: &[&str]| {
            let said = stages.iter().map(|stage| (*stage).to_owned()).collect();
            titles(&reader, &Filter { said, ..of("errand") }, &all())
        };
        assert_eq!(said(&["待出发"]), ["差事：甲", "差事：丙"]);
        assert_eq!(said(&["在外", "已办结"]), ["差事：乙", "差事：丁"]);
        assert_eq!(said(&["办理中"]), Vec::<String>::new(), "the clock calls each of them otherwise");
        let [late, in_time] =
            [true, false].map(|late| titles(&reader, &Filter { late: Some(late), ..of("errand") }, &all()));
        assert_eq!((late.len(), in_time.len()), (0, 4), "{late:?} {in_time:?}");
        let only = Filter { first_unit: Some(UnitId::from("u2")), ..of("errand") };
        assert_eq!(titles(&reader, &only, &all()), ["差事：丙"]);
        let earliest = reader.earliest(&Filter { limit: 2, ..of("errand") }, "task", &all(), half()).unwrap();
        let mut tasks = ["甲", "乙", "丙", "丁"];
        tasks.sort_unstable();
        let found: Vec<String> = earliest.into_iter().map(|row| row.title).collect();
        assert_eq!(found, [format!("差事：{}", tasks[0]), format!("差事：{}", tasks[1])]);
    });
}

#[test]
fn pages_go_on_where_they_ended() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        for kind in [Some("errand".to_owned()), None] {
            let whole = titles(&reader, &Filter { kind: kind.clone(), ..Filter::default() }, &all());
            let (mut paged, mut cursor) = (Vec::new(), None);
            loop {
                let filter = Filter { kind: kind.clone(), cursor, limit: 3, ..Filter::default() };
                let page = reader.matters(&filter, &all(), half()).unwrap();
                paged.extend(page.items.into_iter().map(|row| row.title));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(paged, whole);
        }
        let second = Filter { offset: 1, limit: 2, ..of("errand") };
        assert_eq!(titles(&reader, &second, &all()), ["差事：甲", "差事：丙"]);
    });
}

#[test]
fn filters_by_stage_unit_person_days_cells_and_words() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        let find = |filter: Filter| titles(&reader, &filter, &all());
        let stage = |stage: &str| find(Filter { stage: Some(stage.into()), ..of("errand") });
        assert_eq!(stage("在外"), ["差事：乙"]);
        assert_eq!(stage("待出发"), ["差事：甲", "差事：丙"]);
        assert_eq!(stage("已办结"), ["差事：丁"]);
        assert_eq!(find(Filter { unit: Some(UnitId("u2".into())), ..of("errand") }), ["差事：丙"]);
        assert_eq!(find(Filter { unit: Some(UnitId("u1".into())), ..of("errand") }).len(), 4);
        assert_eq!(find(Filter { person: Some(PersonId("p2".into())), ..of("errand") }), ["差事：乙"]);
        let days = |from: &str, to: &str| find(Filter { from: Some(day(from)), to: Some(day(to)), ..of("errand") });
        assert_eq!(days("2026-05-07", "2026-05-12"), ["差事：乙", "差事：丁"]);
        assert_eq!(find(Filter { cells: vec![("task".into(), "丙".into())], ..of("errand") }), ["差事：丙"]);
        assert_eq!(find(Filter { open: Some(false), ..of("errand") }), ["差事：丁"]);
        let q = |q: &str| find(Filter { q: Some(q.into()), ..Filter::default() });
        assert_eq!(q("港澳通行"), ["差事：丁"]);
        assert_eq!(q("翟明远"), ["差事：甲", "翟明远"]);
        assert_eq!(q("翟"), ["差事：甲", "翟明远"]);
        assert_eq!(q("差〔2026〕3号"), ["差事：丙"]);
        assert!(q("没有").is_empty() && q("'\"*&|!").is_empty());
        let words: Vec<_> =
            reader.matters(&of("errand"), &all(), half()).unwrap().items.into_iter().map(|row| row.stage).collect();
        assert_eq!(words, ["在外", "待出发", "待出发", "已办结"]);
    });
}

#[test]
fn within_a_day_and_a_unit_the_number_decides_and_without_duties_the_newest_event() {
    everywhere(|county| {
        people(county);
        for (person, task) in [("p1", "甲"), ("p2", "乙"), ("p3", "丙")] {
            county.act(open_errand(person, task, "2026-05-20")).unwrap();
        }
        let reader = county.reader();
        assert_eq!(titles(&reader, &of("errand"), &all()), ["差事：甲", "差事：乙", "差事：丙"]);
        let filter = |stage: &str| Filter { stage: Some(stage.into()), ..of("roster") };
        assert_eq!(titles(&reader, &filter("在册"), &all())[..2], ["zhai", "苏婉"]);
        act(county, clerk(), "p1", 1, json!({"verb": "comment", "text": "核过"})).unwrap();
        assert_eq!(titles(&reader, &filter("在册"), &all())[..3], ["翟明远", "zhai", "苏婉"]);
        // What is ended comes last, the newest first.
        for (person, task) in [("p4", "丁"), ("p5", "戊")] {
            let answer = county.act(open_errand(person, task, "2026-05-07")).unwrap();
            finish(county, &answer, "好").unwrap();
        }
        assert_eq!(titles(&reader, &of("errand"), &all())[3..], ["差事：戊", "差事：丁"]);
    });
}

#[test]
fn a_ledger_stands_in_the_order_asked_for_and_says_what_is_owed_in_its_rows() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        let ordered =
            |order: Order, offset: i64| titles(&reader, &Filter { order, offset, limit: 3, ..of("errand") }, &all());
        assert_eq!(ordered(Order::Newest, 0), ["差事：丁", "差事：丙", "差事：乙"]);
        assert_eq!(ordered(Order::Newest, 3), ["差事：甲"]);
        let by = |key: &str, numeric: bool, down: bool| Order::Cell { key: key.into(), numeric, down };
        assert_eq!(ordered(by("task", false, false), 0), ["差事：丁", "差事：丙", "差事：乙"]);
        assert_eq!(ordered(by("task", false, true), 0), ["差事：甲", "差事：乙", "差事：丙"]);
        assert_eq!(ordered(by("nothing", true, true), 0).len(), 3, "a cell that nobody has leaves the usual order");
        assert_eq!(ordered(by("x') = 1; --", false, false), 0).len(), 3, "a key is a word or nothing");
        let page =
            reader.matters(&Filter { order: by("task", false, false), limit: 3, ..of("errand") }, &all(), half());
        let page = page.unwrap();
        let next = Filter { order: by("task", false, false), cursor: page.next.clone(), limit: 3, ..of("errand") };
        assert_eq!(titles(&reader, &next, &all()), ["差事：甲"], "the cursor goes on in the same order");
        let owed = reader.owed_in(page.items.iter().map(|row| row.id.as_str())).unwrap();
        assert_eq!(owed.len(), 2, "nothing is owed in what has ended");
        assert_eq!(reader.open_stages("errand").unwrap().unwrap(), ["办理中"]);
        assert_eq!(reader.open_stages("clue").unwrap(), None);
        let words = reader.words_in("errand", &["task", "not a word"]).unwrap();
        assert_eq!((words.len(), words["task"].len()), (1, 4));
        assert!(reader.words_in("clue", &["task"]).unwrap().is_empty());
        let marked = |key: &str| titles(&reader, &Filter { marked: vec![key.into()], ..of("errand") }, &all()).len();
        assert_eq!((marked("task"), marked("nothing")), (4, 0));
    });
}

#[test]
fn everyone_sees_what_is_his() {
    everywhere(|county| {
        errands(county);
        let reader = county.reader();
        let head = Scope::of(&engine::access::Actor { hats: vec![Hat::Head(UnitId("u2".into()))], ..someone("p9") });
        assert_eq!(titles(&reader, &of("errand"), &head), ["差事：丙"]);
        assert_eq!(titles(&reader, &of("errand"), &Scope::of(&someone("p2"))), ["差事：乙"]);
        assert_eq!(titles(&reader, &of("roster"), &Scope::of(&someone("p2"))).len(), 6);
        let administrator = engine::access::Actor { hats: vec![Hat::Role(Role::SystemAdmin)], ..clerk() };
        assert!(titles(&reader, &Filter::default(), &Scope::of(&administrator)).is_empty());
        let tabs = |scope: &Scope| {
            let tabs = reader.tabs("errand", scope, half()).unwrap();
            tabs.into_iter().map(|(word, count)| (word, count.unwrap().number)).collect::<Vec<_>>()
        };
        let expected = |numbers: [i64; 4]| {
            ["办理中", "待出发", "在外", "已办结"].map(String::from).into_iter().zip(numbers).collect::<Vec<_>>()
        };
        assert_eq!(tabs(&all()), expected([3, 2, 1, 1]));
        assert_eq!(tabs(&head), expected([1, 1, 0, 0]));
        let id = MatterId(reader.matters(&of("errand"), &all(), half()).unwrap().items[0].id.clone());
        assert!(reader.detail(&id, &someone("p2"), now()).unwrap().is_some());
        assert!(reader.detail(&id, &someone("p3"), now()).unwrap().is_none());
        assert!(reader.events(&id, &someone("p3"), 0).unwrap().is_none());
        let unit = MatterId("u1".into());
        assert!(reader.detail(&unit, &someone("p3"), now()).unwrap().is_some());
        assert!(reader.detail(&unit, &administrator, now()).unwrap().is_none());
    });
}

#[test]
fn duties_come_to_their_owners_and_to_the_head() {
    everywhere(|county| {
        errands(county);
        county.tick(now()).unwrap();
        let reader = county.reader();
        let chief = reader.actor("zhai", day("2026-05-06")).unwrap().unwrap();
        assert!(chief.wears(&Hat::Head(UnitId("u1".into()))) && chief.wears(&Hat::Role(Role::Reader)));
        assert_eq!(chief.untouchables, [PersonId("p1".into()), PersonId("p2".into())]);
        for actor in [&chief, &clerk()] {
            let owed = reader.duties_of(actor, 10).unwrap();
            for today in owed.iter().filter_map(|duty| duty.due).flat_map(|due| [due, due.plus(1)]) {
                let pending = reader.pending(actor, today, 10).unwrap();
                let late = owed.iter().filter(|duty| duty.is_overdue(today)).count();
                assert_eq!((pending.number, pending.late, pending.more), (owed.len(), late, false));
            }
        }
        let mine: Vec<_> = reader.duties_of(&chief, 10).unwrap().into_iter().map(|duty| duty.title).collect();
        assert_eq!(mine, ["差事：乙", "差事：甲"]);
        let clerks: Vec<_> = reader.duties_of(&clerk(), 10).unwrap().into_iter().map(|duty| duty.what).collect();
        assert_eq!(clerks, ["收册"]);
        let (first, next) = reader.duties(&DutyFilter { limit: 2, ..DutyFilter::default() }, &all()).unwrap();
        let (rest, end) =
            reader.duties(&DutyFilter { limit: 2, cursor: next, ..DutyFilter::default() }, &all()).unwrap();
        let titles: Vec<_> = first.iter().chain(&rest).map(|duty| duty.title.as_str()).collect();
        assert_eq!(titles, ["差事：乙", "差事：甲", "差事：丙", "年册：2026"]);
        assert_eq!(end, None);
        assert!(first[0].is_overdue(day("2026-05-09")) && !first[0].is_overdue(day("2026-05-08")));
    });
}

#[test]
fn people_units_posts_and_who_is_away() {
    everywhere(|county| {
        errands(county);
        let (reader, today) = (county.reader(), day("2026-05-06"));
        let page = |offset, limit| reader.people("", None, &all(), today, (offset, limit)).unwrap();
        let whole: Vec<_> = page(0, 50).into_iter().map(|person| person.id).collect();
        let single: Vec<_> = (0..whole.len()).map(|at| page(i64::try_from(at).unwrap(), 1).remove(0).id).collect();
        assert_eq!(single, whole, "page by page everybody comes once, in the same order");
        let people = reader.people("", None, &all(), today, (0, 50)).unwrap();
        assert_eq!(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["翟明远", "苏婉"]);
        assert_eq!(people[0].posts[0].title, "党委书记");
        assert_eq!(reader.people("明", Some(&UnitId("u1".into())), &all(), today, (0, 50)).unwrap().len(), 1);
        assert_eq!(reader.relatives(&PersonId("p1".into())).unwrap()[0].name, "苏婉");
        assert_eq!(reader.person(&PersonId("p1".into()), today).unwrap().unwrap().posts.len(), 1);
        assert_eq!(reader.units().unwrap().len(), 2);
        assert_eq!(reader.posts(&UnitId("u1".into()), today).unwrap()[0].holder_name.as_deref(), Some("翟明远"));
        let away = reader.absences(day("2026-05-20"), day("2026-05-31"), &all()).unwrap();
        assert_eq!(away.iter().map(|absence| absence.label.as_str()).collect::<Vec<_>>(), ["乙", "甲"]);
    });
}

#[test]
fn a_paper_is_entered_on_behalf_by_the_units_clerk() {
    everywhere(|county| {
        people(county);
        let reader = county.reader();
        let behalf = Signed { person: PersonId("p1".into()), paper: FileId("x".into()), signed_on: day("2026-05-04") };
        let clerk_of = |unit: &str| engine::access::Actor {
            hats: vec![Hat::RoleAt(Role::UnitClerk, UnitId(unit.into()))],
            ..clerk()
        };
        assert!(reader.on_behalf(&clerk_of("u9"), &behalf).unwrap().is_err());
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let finish = json!({"verb": "finish", "note": "已回"});
        let actor = reader.on_behalf(&clerk_of("u1"), &behalf).unwrap().unwrap();
        let missing = act(county, actor, &answer.id, 1, finish.clone());
        assert!(matches!(missing, Err(Failure::Refused(refusal)) if refusal.code == "paper_missing"));
        let paper = county.keep_file("签字.pdf", b"%PDF-1.4 ...", "clerk", now()).unwrap().id;
        let actor = reader.on_behalf(&clerk_of("u1"), &Signed { paper: paper.clone(), ..behalf }).unwrap().unwrap();
        act(county, actor, &answer.id, 1, finish).unwrap();
        let stream = reader.events(&MatterId(answer.id.clone()), &clerk(), 1).unwrap().unwrap();
        assert_eq!((stream[0].day.as_str(), stream[0].account.as_str()), ("2026-05-04", "clerk"));
        assert_eq!(stream[0].on_behalf_name.as_deref(), Some("翟明远"));
        // Who sees the matter reads its paper; nobody else does.
        assert!(reader.file(&paper, &someone("p1")).unwrap().is_some());
        assert!(reader.file(&paper, &someone("p8")).unwrap().is_none());
        assert_eq!(reader.file_bytes(&paper).unwrap(), b"%PDF-1.4 ...");
    });
}

#[test]
fn files_are_taken_by_kind_and_size() {
    let county = Ground::sqlite();
    let keep = |name: &str, bytes: &[u8]| county.keep_file(name, bytes, "clerk", now());
    assert_eq!(keep("a.exe", b"MZ").err(), Some(FileError::Kind("a.exe".into())));
    assert_eq!(keep("a.pdf", b"MZ").err(), Some(FileError::Kind("a.pdf".into())));
    let mut large = b"%PDF-".to_vec();
    large.resize(21 * 1024 * 1024, 0);
    assert_eq!(keep("a.pdf", &large).err(), Some(FileError::TooLarge(20)));
    let first = keep("../甲.pdf", b"%PDF-1").unwrap();
    assert_eq!((first.name.as_str(), first.kind.as_str()), ("甲.pdf", "application/pdf"));
    assert_eq!(keep("乙.pdf", b"%PDF-1").unwrap().id, first.id);
    std::fs::write(county.folder.0.join("data/files").join(&first.id.0[..2]).join(&first.id.0), b"%PDF-2").unwrap();
    assert!(county.reader().file_bytes(&first.id).is_err());
}

#[test]
fn signing_in_locks_after_failures_and_ends_when_idle() {
    everywhere(|county| {
        people(county);
        assert!(matches!(county.set_password("zhai", "short", true, now()), Err(SignInError::Weak(_))));
        assert_eq!(county.set_password("nobody", "Qingyi-2026", true, now()), Err(SignInError::Wrong));
        county.set_password("zhai", "Qingyi-2026", true, now()).unwrap();
        assert_eq!(county.sign_in("nobody", "Qingyi-2026", now()), Err(SignInError::Wrong));
        let opened = county.sign_in("zhai", "Qingyi-2026", now()).unwrap();
        assert!(opened.must_change);
        assert_eq!(county.number("SELECT COUNT(*) FROM session"), 1);
        let later = |minutes: i64| now() + jiff::SignedDuration::from_mins(minutes);
        assert_eq!(county.session(&opened.token, later(29)).unwrap().unwrap().login, "zhai");
        county.set_setting("after", "the session was seen").unwrap();
        assert!(county.session(&opened.token, later(50)).unwrap().is_some());
        county.set_setting("after", "again").unwrap();
        assert!(county.session(&opened.token, later(90)).unwrap().is_none());
        assert!(county.session("forged", now()).unwrap().is_none());
        assert!(matches!(
            county.change_password("zhai", "Qingyi-2026", "Qingyi-2026", now()),
            Err(SignInError::Weak(_))
        ));
        county.change_password("zhai", "Qingyi-2026", "Yunting-2026", now()).unwrap();
        assert!(county.session(&opened.token, later(1)).unwrap().is_none());
        for _ in 0..4 {
            assert_eq!(county.sign_in("zhai", "wrong", now()), Err(SignInError::Wrong));
        }
        assert_eq!(county.sign_in("zhai", "wrong", now()), Err(SignInError::Locked { minutes: 30 }));
        assert!(matches!(
            county.sign_in("zhai", "Yunting-2026", later(29)),
            Err(SignInError::Locked { minutes: 1..=2 })
        ));
        let again = county.sign_in("zhai", "Yunting-2026", later(31)).unwrap();
        assert!(!again.must_change);
        county.sign_out(&again.token).unwrap();
        assert!(county.session(&again.token, later(31)).unwrap().is_none());
    });
}

#[test]
fn what_is_sealed_is_opened_with_a_reason_and_erased_for_good() {
    everywhere(|county| {
        people(county);
        let number = json!({"what": "person", "name": "顾青", "number": "341899197906150017"});
        enter(county, "p4", number.clone());
        let state = county.reader().detail(&MatterId("p4".into()), &clerk(), now()).unwrap().unwrap().state;
        let state: serde_json::Value = serde_json::from_str(&state).unwrap();
        let seal = state["number"]["seal"].as_str().unwrap();
        assert!(!state.to_string().contains("341899197906150017"));
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE payload LIKE '%341899197906150017%'"), 0);
        let mut taken = json!({"verb": "enter"});
        taken.as_object_mut().unwrap().extend(number.as_object().unwrap().clone());
        let taken = county.act(request(clerk(), Target::new("roster"), taken));
        assert!(matches!(taken, Err(Failure::Refused(refusal)) if refusal.code == "id_taken"));
        let asked = |reason: &str| Unsealing::new(&MatterId("p4".into()), seal, reason);
        assert!(matches!(county.open_sealed(asked("看看"), &someone("p1"), now()), Err(Failure::Forbidden(_))));
        assert!(matches!(county.open_sealed(asked(" "), &clerk(), now()), Err(Failure::Refused(_))));
        assert_eq!(county.open_sealed(asked("核对"), &clerk(), now()).unwrap(), Some(json!("341899197906150017")));
        assert!(county.verify().unwrap().is_sound());
        county.erase_sealed(asked("依申请删除"), &clerk(), now()).unwrap();
        assert_eq!(county.open_sealed(asked("核对"), &clerk(), now()).unwrap(), None);
        assert!(county.verify().unwrap().is_sound());
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal'"), 3);
    });
}

#[test]
fn what_is_sealed_for_a_time_is_destroyed_by_the_clock_on_its_day_and_the_journal_still_holds() {
    everywhere(|county| {
        people(county);
        let mut seals = Vec::new();
        let asked = |id: &str, seal: &str| Unsealing::new(&MatterId(id.into()), seal, "核对");
        for (id, name, number) in [("p5", "期满", "341899197906150017"), ("p6", "顾青", "341899198002030023")] {
            enter(county, id, json!({"what": "person", "name": name, "number": number}));
            let state = county.reader().detail(&MatterId(id.into()), &clerk(), now()).unwrap().unwrap().state;
            let state: serde_json::Value = serde_json::from_str(&state).unwrap();
            seals.push(state["number"]["seal"].as_str().unwrap().to_owned());
        }
        assert_eq!(county.tick(at("2026-12-31T23:59:00")).unwrap().forgotten, 0);
        assert!(county.open_sealed(asked("p5", &seals[0]), &clerk(), now()).unwrap().is_some());
        let new_year = county.tick(at("2027-01-01T00:00:00")).unwrap();
        assert_eq!((new_year.forgotten, new_year.refused), (1, Vec::new()));
        assert_eq!(county.tick(at("2027-01-02T00:00:00")).unwrap().forgotten, 0, "once");
        assert_eq!(county.open_sealed(asked("p5", &seals[0]), &clerk(), now()).unwrap(), None);
        assert!(county.open_sealed(asked("p6", &seals[1]), &clerk(), now()).unwrap().is_some(), "others are kept");
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE kind = 'seal' AND verb = 'erase'"), 1);
        assert_eq!(
            county.number("SELECT COUNT(*) FROM seal WHERE key IS NULL AND salt IS NULL AND content IS NULL"),
            1
        );
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn drafts_are_ones_own_and_never_of_what_is_sealed() {
    everywhere(|county| {
        let draft = |id: &str, kind: &str, verb: &str| Draft {
            id: id.into(),
            kind: kind.into(),
            verb: verb.into(),
            matter: None,
            pairs: json!([["note", "半"]]),
            saved: 1,
        };
        assert!(!county.keep_draft("a", draft("1", "errand", "open")).unwrap());
        assert!(county.keep_draft("a", draft("2", "errand", "finish")).unwrap());
        assert_eq!(county.reader().drafts("a").unwrap().len(), 1);
        assert!(county.reader().draft("b", "2").unwrap().is_none());
        county.drop_draft("b", "2").unwrap();
        assert!(county.reader().draft("a", "2").unwrap().is_some());
        county.drop_draft("a", "2").unwrap();
        assert!(county.reader().drafts("a").unwrap().is_empty());
    });
}

#[test]
fn what_is_sealed_is_replaced_by_a_correction_and_the_old_value_stays_in_the_journal() {
    everywhere(|county| {
        people(county);
        let mut request = open_errand("p1", "甲", "2026-05-20");
        request.action["phone"] = json!("13900000000");
        let answer = county.act(request).unwrap();
        let id = MatterId(answer.id.clone());
        let handle = || -> serde_json::Value {
            let state = county.reader().detail(&id, &clerk(), now()).unwrap().unwrap().state;
            serde_json::from_str::<serde_json::Value>(&state).unwrap()["setting"]["phone"].clone()
        };
        let amend = |after: i64, change: serde_json::Value| {
            let mut payload = json!({"person": "p1", "unit": "u1", "task": "甲", "from": "2026-05-20", "days": 2});
            payload.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let action = json!({"verb": "amend", "n": 1, "payload": payload, "reason": "录错"});
            act(county, clerk(), &answer.id, after, action).unwrap();
        };
        let first = handle();
        amend(1, json!({"phone": "13800000000"}));
        let second = handle();
        assert_ne!(first, second);
        // Neither a correction of another field nor a handle sent back or forged changes it.
        amend(2, json!({"task": "乙"}));
        assert_eq!(handle(), second);
        amend(3, json!({"task": "丙", "phone": second}));
        amend(4, json!({"task": "丁", "phone": {"seal": "forged", "commitment": "x"}}));
        amend(5, json!({"task": "戊", "phone": first}));
        assert_eq!(handle(), second);
        let opened = |handle: &serde_json::Value| {
            county.open_sealed(Unsealing::new(&id, handle["seal"].as_str().unwrap(), "核对"), &clerk(), now()).unwrap()
        };
        assert_eq!((opened(&first), opened(&second)), (Some(json!("13900000000")), Some(json!("13800000000"))));
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE payload LIKE '%13800000000%'"), 0);
        assert!(county.verify().unwrap().is_sound());
    });
}

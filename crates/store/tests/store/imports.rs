//! Imports: staged in pieces, seen whole or not at all, undone while nothing rests on them.

use crate::ground::*;
use engine::{access::Scope, days::Day};
use serde_json::{Value, json};
use store::{Failure, ImportRun, ImportStep, Rejected};

const PEOPLE: i64 = 24;
const PIECE: usize = 5;
const NUMBER: &str = "341899197906150017";

fn step(place: i64, opens: bool, fields: Value) -> ImportStep {
    let mut action = json!({"verb": "enter"});
    action.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let id = format!("i{place}").into();
    ImportStep { kind: "roster".into(), id, opens, action, place: format!("花名册 第{place}行：") }
}

/// A unit, a post, and people of whom the first holds the post and is known by his number.
fn steps() -> Vec<ImportStep> {
    let mut steps = vec![
        step(1, true, json!({"what": "unit", "name": "林渡乡", "order": 9})),
        step(2, true, json!({"what": "post", "name": "乡长", "unit": "i1", "order": 1})),
    ];
    steps.extend((3..3 + PEOPLE).map(|place| {
        let mut fields = json!({"what": "person", "name": format!("测{place}"), "unit": "i1", "order": place});
        if place == 3 {
            fields["tenure_of"] = json!("i2");
            fields["number"] = json!(NUMBER);
        }
        step(place, true, fields)
    }));
    steps
}

fn run(county: &Ground, steps: &[ImportStep]) -> ImportRun {
    ImportRun {
        id: "run-1".into(),
        account: "命令行".into(),
        moment: now().as_microsecond(),
        source: "花名册.xlsx".into(),
        report: json!({"new": PEOPLE}),
        digest: "d".into(),
        steps: steps.len().try_into().unwrap(),
        base: county.reader().last_event().unwrap(),
        ..ImportRun::default()
    }
}

fn seen(county: &Ground) -> usize {
    let day = Day::at(now());
    let everything = Scope::of(&clerk());
    county.reader().people("", None, &everything, day, (0, 200)).unwrap().len()
}

fn sound(county: &Ground) {
    let report = county.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
}

fn sentence(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refusal.sentence.clone(),
        Failure::Unavailable(sentence) => sentence.clone(),
        other => panic!("{other:?}"),
    }
}

/// Stages what is not staged yet; at most `pieces` of it.
fn stage(county: &Ground, steps: &[ImportStep], pieces: usize) -> ImportRun {
    let begun = county.reader().unfinished_import().unwrap();
    let mut now = begun.unwrap_or_else(|| county.begin_import(run(county, steps)).unwrap());
    let staged = usize::try_from(now.staged).unwrap();
    for piece in steps[staged..].chunks(PIECE).take(pieces) {
        now = county.stage_import(&now.id, piece.to_vec()).unwrap();
    }
    now
}

#[test]
fn a_staged_import_goes_on_after_a_stop_at_every_piece_and_is_seen_only_at_the_end() {
    everywhere(|county| {
        people(county);
        let (before, steps) = (seen(county), steps());
        let last = county.reader().last_event().unwrap();
        let mut staged = 0;
        while staged < steps.len() {
            let now = stage(county, &steps, 1);
            assert!(usize::try_from(now.staged).unwrap() > staged);
            staged = usize::try_from(now.staged).unwrap();
            county.close();
            county.open();
            assert_eq!((seen(county), county.reader().last_event().unwrap()), (before, last), "nothing is seen yet");
            assert!(county.reader().imports().unwrap().is_empty());
            sound(county);
        }
        assert!(county.reader().unfinished_import().unwrap().unwrap().is_staged());
        let done = county.finish_import("run-1", now()).unwrap();
        assert_eq!(seen(county), before + usize::try_from(PEOPLE).unwrap());
        assert_eq!((done.first, done.last), (last + 1, county.reader().last_event().unwrap()));
        assert_eq!(county.reader().imports().unwrap(), [done]);
        assert_eq!(county.reader().unfinished_import().unwrap(), None);
        assert_eq!(county.number("SELECT COUNT(*) FROM import_stage"), 0, "nothing is left of what was staged");
        sound(county);
        assert!(county.finish_import("run-1", now()).is_err(), "and it is not done twice");
        assert_eq!(seen(county), before + usize::try_from(PEOPLE).unwrap());
    });
}

#[test]
fn what_is_staged_shows_no_name_and_no_number_to_whoever_has_only_the_database() {
    everywhere(|county| {
        let steps = steps();
        stage(county, &steps, 1);
        let found = if county.is_postgres() {
            format!("SELECT COUNT(*) FROM import_stage WHERE position(CAST('{NUMBER}' AS BYTEA) IN content) > 0")
        } else {
            format!("SELECT COUNT(*) FROM import_stage WHERE instr(content, CAST('{NUMBER}' AS BLOB)) > 0")
        };
        assert_eq!((county.number("SELECT COUNT(*) FROM import_stage"), county.number(&found)), (1, 0));
    });
}

#[test]
fn a_refusal_at_the_last_step_leaves_nothing_and_names_its_row() {
    everywhere(|county| {
        people(county);
        enter(county, "p4", json!({"what": "person", "name": "顾青", "number": NUMBER}));
        let (before, last) = (seen(county), county.reader().last_event().unwrap());
        let mut steps = steps();
        steps.remove(2);
        steps.push(step(99, true, json!({"what": "person", "name": "测末", "number": NUMBER})));
        stage(county, &steps, 99);
        let refused = |rejected: Rejected| {
            assert_eq!(
                (rejected.place.as_str(), sentence(&rejected.failure).as_str()),
                ("花名册 第99行：", "身份证号已属他人。")
            );
        };
        refused(county.finish_import("run-1", now()).unwrap_err());
        assert_eq!((seen(county), county.reader().last_event().unwrap()), (before, last));
        assert_eq!(county.number("SELECT COUNT(*) FROM import_stage"), 0, "what cannot be done is not kept");
        refused(county.import(run(county, &steps), steps.clone(), now()).unwrap_err());
        assert_eq!((seen(county), county.reader().last_event().unwrap()), (before, last));
        sound(county);
    });
}

#[test]
fn a_full_disk_while_carrying_out_leaves_it_staged_and_the_next_try_finishes_it() {
    let mut county = Ground::sqlite();
    let steps = steps();
    stage(&county, &steps, 99);
    county.close();
    let pages = u32::try_from(county.number("PRAGMA page_count")).unwrap();
    county.open_limited(pages + 2);
    let full = county.finish_import("run-1", now()).unwrap_err();
    assert!(sentence(&full.failure).contains("磁盘已满"), "{full:?}");
    assert_eq!((seen(&county), county.reader().last_event().unwrap()), (0, 0));
    county.close();
    county.open();
    county.finish_import("run-1", now()).unwrap();
    assert_eq!(seen(&county), usize::try_from(PEOPLE).unwrap());
    sound(&county);
}

#[test]
fn an_import_planned_on_another_register_is_not_carried_out() {
    everywhere(|county| {
        let steps = steps();
        stage(county, &steps, 99);
        enter(county, "u1", json!({"what": "unit", "name": "云亭镇", "order": 3}));
        let stale = county.finish_import("run-1", now()).unwrap_err();
        assert!(sentence(&stale.failure).contains("检查之后登记簿又有变化，没有导入任何内容"), "{stale:?}");
        assert_eq!(seen(county), 0);
        let half = county.begin_import(run(county, &steps)).unwrap();
        let early = county.finish_import(&half.id, now()).unwrap_err();
        assert!(sentence(&early.failure).contains("还没有全部存入"), "{early:?}");
    });
}

#[test]
fn an_import_is_undone_whole_and_can_come_again() {
    everywhere(|county| {
        people(county);
        let steps = {
            let mut steps = steps();
            // Somebody who was there before is changed.
            let mut changed = step(98, false, json!({"what": "person", "name": "苏婉如", "order": 2}));
            changed.id = "p2".into();
            steps.push(changed);
            steps
        };
        let before = seen(county);
        let names = |county: &Ground| county.number("SELECT COUNT(*) FROM person WHERE name = '苏婉'");
        stage(county, &steps, 99);
        county.finish_import("run-1", now()).unwrap();
        assert_eq!((seen(county), names(county)), (before + usize::try_from(PEOPLE).unwrap(), 0));
        let undone = county.undo_import("run-1", "命令行", at("2026-05-07T09:00:00")).unwrap();
        assert!(undone.undone.is_some());
        assert_eq!((seen(county), names(county)), (before, 1));
        for table in ["person", "unit", "post", "tenure"] {
            let left = county.number(&format!("SELECT COUNT(*) FROM {table} WHERE matter >= {}", undone.first));
            assert_eq!(left, 0, "{table}");
        }
        sound(county);
        county.close();
        county.open();
        sound(county);
        let again = county.undo_import("run-1", "命令行", now()).unwrap_err();
        assert!(sentence(&again).contains("已经撤销过"), "{again:?}");
        assert_eq!(county.undo_import("run-9", "命令行", now()).unwrap_err(), Failure::NotFound);
        // The same people may come again, their numbers too, under other ids.
        let afresh: Vec<ImportStep> = steps
            .into_iter()
            .filter(|step| step.opens)
            .map(|step| {
                let action = step.action.to_string().replace("\"i", "\"j").parse().unwrap();
                ImportStep { id: step.id.0.replace('i', "j").into(), action, ..step }
            })
            .collect();
        let run = ImportRun { id: "run-2".into(), ..run(county, &afresh) };
        county.import(run, afresh, at("2026-05-08T09:00:00")).unwrap();
        assert_eq!(seen(county), before + usize::try_from(PEOPLE).unwrap());
        sound(county);
    });
}

#[test]
fn an_import_on_which_something_rests_is_not_undone_and_what_rests_is_named() {
    everywhere(|county| {
        people(county);
        let steps = steps();
        stage(county, &steps, 99);
        county.finish_import("run-1", now()).unwrap();
        let (all, last) = (seen(county), county.reader().last_event().unwrap());
        let refused = |county: &Ground, named: &str| {
            let last = county.reader().last_event().unwrap();
            let failure = county.undo_import("run-1", "命令行", now()).unwrap_err();
            let sentence = sentence(&failure);
            assert!(
                sentence.starts_with("不能撤销：导入之后已有事项以它为依据：") && sentence.contains(named),
                "{sentence}"
            );
            assert!(sentence.contains("没有撤销任何内容"), "{sentence}");
            assert_eq!((seen(county), county.reader().last_event().unwrap()), (all, last));
        };
        // A later line on one of its own matters.
        act(county, clerk(), "i5", 1, json!({"verb": "comment", "text": "知悉"})).unwrap();
        refused(county, "名册“测5”");
        sound(county);
        assert!(county.reader().last_event().unwrap() > last);
    });
    everywhere(|county| {
        people(county);
        let steps = steps();
        county.import(run(county, &steps), steps, now()).unwrap();
        let refused = |county: &Ground, named: &str| {
            let sentence = sentence(&county.undo_import("run-1", "命令行", now()).unwrap_err());
            assert!(sentence.contains(named), "{sentence}");
        };
        // A case about one of its people, a subordinate of its unit, an account of its person.
        county.act(open_errand("i3", "送件", "2026-05-07")).unwrap();
        refused(county, "差事差〔2026〕1号");
        enter(county, "u7", json!({"what": "unit", "name": "林渡乡财政所", "unit": "i1", "order": 12}));
        refused(county, "名册“林渡乡财政所”");
        enter(county, "a7", json!({"what": "account", "name": "lindu", "person": "i4", "role": "reader"}));
        refused(county, "名册“lindu”");
        sound(county);
    });
}

#[test]
fn a_run_that_differs_from_the_journal_is_not_undone() {
    everywhere(|county| {
        people(county);
        let steps = steps();
        county.import(run(county, &steps), steps, now()).unwrap();
        county.tamper("UPDATE import_run SET first = 1");
        let failure = county.undo_import("run-1", "命令行", now()).unwrap_err();
        assert!(sentence(&failure).contains("verify"), "{failure:?}");
    });
}

//! Backup and restore: whole, signed, apart from the keys, and only onto an empty place.

use crate::ground::*;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{
    Database, OpenError,
    backup::{BackupError, Goal, Manifest, Origin, Restored, make, restore},
};

fn origin(ground: &Ground) -> Origin {
    Origin {
        database: Database::as_it_is(&ground.address).unwrap(),
        county: None,
        keys: ground.folder.0.join("keys"),
        data: ground.folder.0.join("data"),
        moment: now(),
    }
}

fn lived_in(ground: &Ground) -> String {
    people(ground);
    ground.set_password("zhai", "Qingyi-2026", false, now()).unwrap();
    ground.sign_in("zhai", "Qingyi-2026", now()).unwrap();
    let file = ground.keep_file("请示.pdf", b"%PDF-1.4 paper", "zhai", now()).unwrap();
    fs::create_dir_all(ground.folder.0.join("data/policy")).unwrap();
    fs::write(ground.folder.0.join("data/policy/pack.toml"), "name = \"青弋县\"").unwrap();
    let errand = open_errand("p1", "甲", "2026-05-07");
    let mut sealed = errand;
    sealed.action["phone"] = json!("13900000000");
    ground.act(sealed).unwrap();
    file.id.0
}

/// An empty place of the same database, beside a county.
fn elsewhere(ground: &Ground, name: &str) -> Goal {
    let address = if ground.is_postgres() {
        let database = format!("{}_{name}", ground.address.rsplit('/').next().unwrap());
        ground.tamper(&format!("CREATE DATABASE {database}"));
        format!("{}/{database}", ground.address.rsplit_once('/').unwrap().0)
    } else {
        format!("sqlite:{}", ground.folder.0.join(format!("{name}.db")).display())
    };
    let keys = ground.folder.0.join("keys");
    Goal { address, keys, data: ground.folder.0.join(name), lose_newer: false }
}

fn sound(goal: &Goal) -> i64 {
    let database = Database::open(&goal.address).unwrap();
    let policy = engine::policy::Policy::default();
    let report = store::verify(&database, &goal.keys, &crate::toy::CATALOGUE, &policy, COUNTY).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    report.events
}

fn code(result: Result<Restored, BackupError>) -> BackupError {
    let error = result.unwrap_err();
    let said = error.to_string();
    assert!(said.ends_with('。') && !said.is_ascii(), "{said}");
    error
}

#[test]
fn a_backup_taken_while_the_county_goes_on_is_restored_whole_and_nobody_stays_signed_in() {
    everywhere(|county| {
        let file = lived_in(county);
        let (to, keys_to) = (county.folder.0.join("backup"), county.folder.0.join("keys-apart"));
        let manifest = make(&origin(county), &to, Some(&keys_to)).unwrap();
        assert_eq!((manifest.county.as_str(), manifest.last()), (COUNTY, 7));
        assert_eq!(manifest.damaged, Vec::<String>::new());
        let names = manifest.parts.iter().map(|part| part.path.as_str()).collect::<Vec<_>>();
        assert!(names.contains(&"data/policy/pack.toml"), "{names:?}");
        assert!(names.contains(&format!("data/files/{}/{file}", &file[..2]).as_str()), "{names:?}");
        assert!(!names.iter().any(|name| name.contains(".key") || name.contains("session")), "{names:?}");
        // What comes after is not in it.
        county.act(open_errand("p2", "乙", "2026-05-08")).unwrap();
        let mut goal = elsewhere(county, "fresh");
        goal.keys = keys_to;
        let restored = restore(&to, &goal).unwrap();
        assert_eq!((restored.lost, &restored.manifest), (0, &manifest));
        assert_eq!(sound(&goal), 7);
        assert_eq!(fs::read(goal.data.join("files").join(&file[..2]).join(&file)).unwrap(), b"%PDF-1.4 paper");
        let fresh = Ground { county: None, address: goal.address.clone(), folder: Folder::new() };
        assert_eq!(fresh.number("SELECT COUNT(*) FROM session"), 0);
        assert_eq!(fresh.number("SELECT COUNT(*) FROM credential"), 1);
        assert_eq!(fresh.number("SELECT COUNT(*) FROM seal"), 1);
        assert_eq!(county.number("SELECT COUNT(*) FROM session"), 1, "the county itself is as it was");
    });
}

#[test]
fn a_restore_writes_only_where_nothing_is() {
    everywhere(|county| {
        lived_in(county);
        let to = county.folder.0.join("backup");
        make(&origin(county), &to, None).unwrap();
        let own = Goal { address: county.address.clone(), ..elsewhere(county, "one") };
        assert!(code(restore(&to, &own)).to_string().contains("已有内容"));
        let full = Goal { data: county.folder.0.join("data"), ..elsewhere(county, "two") };
        assert!(code(restore(&to, &full)).to_string().contains("不是空文件夹"));
        let other = if county.is_postgres() { "sqlite:/nowhere/x.db" } else { "postgres://x@127.0.0.1:1/x" };
        let other = Goal { address: other.into(), ..elsewhere(county, "three") };
        assert!(matches!(code(restore(&to, &other)), BackupError::Unsuitable(said) if said.contains("只能恢复到")));
        // A backup is not written over another, nor into what it copies.
        assert!(matches!(make(&origin(county), &to, None), Err(BackupError::Unsuitable(_))));
        for place in ["data/backup", "keys/backup"] {
            assert!(matches!(
                make(&origin(county), &county.folder.0.join(place), None),
                Err(BackupError::Unsuitable(_))
            ));
        }
        let (again, within) = (county.folder.0.join("again"), county.folder.0.join("again/keys"));
        let error = make(&origin(county), &again, Some(&within)).unwrap_err();
        assert!(error.to_string().contains("分开存放"), "{error}");
        assert!(!again.exists());
    });
}

fn copied(from: &Path, to: &Path) -> PathBuf {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &there);
        } else {
            fs::copy(&path, there).unwrap();
        }
    }
    to.to_path_buf()
}

#[test]
fn a_damaged_or_forged_backup_and_wrong_keys_are_refused_and_nothing_is_written() {
    everywhere(|county| {
        lived_in(county);
        let to = county.folder.0.join("backup");
        let manifest = make(&origin(county), &to, None).unwrap();
        let goal = elsewhere(county, "fresh");
        let untouched = |goal: &Goal| !goal.data.exists() || fs::read_dir(&goal.data).unwrap().next().is_none();
        for part in &manifest.parts {
            let bad = copied(&to, &county.folder.0.join("bad"));
            let path = bad.join(&part.path);
            let mut bytes = fs::read(&path).unwrap();
            bytes.push(b'x');
            fs::write(&path, bytes).unwrap();
            assert!(matches!(code(restore(&bad, &goal)), BackupError::Damaged(said) if said.contains(&part.path)));
            fs::remove_file(&path).unwrap();
            assert!(matches!(code(restore(&bad, &goal)), BackupError::Damaged(said) if said.contains("缺失")));
            fs::remove_dir_all(bad).unwrap();
        }
        let bad = copied(&to, &county.folder.0.join("bad"));
        let text = fs::read_to_string(bad.join("manifest.json")).unwrap();
        for (from, into) in
            [("\"seq\": 7", "\"seq\": 6"), ("data/policy/", "data/../policy/"), ("\"program\": \"", "\"program\": \"9")]
        {
            assert!(text.contains(from), "{from}");
            fs::write(bad.join("manifest.json"), text.replacen(from, into, 1)).unwrap();
            assert!(matches!(code(restore(&bad, &goal)), BackupError::Damaged(said) if said.contains("签名")));
        }
        fs::write(bad.join("manifest.json"), "{").unwrap();
        assert!(matches!(code(restore(&bad, &goal)), BackupError::Damaged(_)));
        let wrong = Goal { keys: county.folder.0.join("wrong"), ..elsewhere(county, "wrongly") };
        assert!(matches!(code(restore(&to, &wrong)), BackupError::Keys(said) if said.contains("没有密钥")));
        copied(&goal.keys, &wrong.keys);
        fs::write(wrong.keys.join("journal.key"), [7; 32]).unwrap();
        assert!(matches!(code(restore(&to, &wrong)), BackupError::Keys(said) if said.contains("签名密钥不同")));
        assert!(untouched(&goal) && untouched(&wrong));
        restore(&to, &goal).unwrap();
        assert_eq!(sound(&goal), 7);
    });
}

#[test]
fn an_older_backup_is_restored_only_knowingly_and_the_keys_keep_what_they_knew() {
    everywhere(|county| {
        lived_in(county);
        let to = county.folder.0.join("backup");
        make(&origin(county), &to, None).unwrap();
        county.act(open_errand("p2", "乙", "2026-05-08")).unwrap();
        county.close();
        let mut goal = elsewhere(county, "fresh");
        let refused = code(restore(&to, &goal));
        assert_eq!(refused, BackupError::Newer { backup: 7, kept: 8 });
        assert!(refused.to_string().contains("1条记录") && refused.to_string().contains("--lose-newer"), "{refused}");
        goal.lose_newer = true;
        assert_eq!(restore(&to, &goal).unwrap().lost, 1);
        assert_eq!(sound(&goal), 7);
        assert!(goal.keys.join(format!("head-{COUNTY}.lost-8")).exists());
        let mut county = Ground { county: None, address: goal.address, folder: Folder::new() };
        copied(&goal.keys, &county.folder.0.join("keys"));
        copied(&goal.data, &county.folder.0.join("data"));
        county.open();
        assert_eq!(county.act(open_errand("p2", "乙", "2026-05-08")).unwrap().n, 1, "and it goes on");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn an_attachment_that_was_lost_before_is_named_and_a_swapped_database_is_not_backed_up() {
    everywhere(|county| {
        let file = lived_in(county);
        let place = county.folder.0.join("data/files").join(&file[..2]).join(&file);
        fs::write(&place, "changed").unwrap();
        let damaged =
            |name: &str| make(&origin(county), &county.folder.0.join(name), None).map(|made: Manifest| made.damaged);
        assert_eq!(damaged("one").unwrap(), vec![file.clone()]);
        fs::remove_file(&place).unwrap();
        assert_eq!(damaged("two").unwrap(), vec![file]);
        county.tamper("UPDATE head SET seq = seq - 1");
        assert!(matches!(damaged("three"), Err(BackupError::Keys(_))));
        assert!(!county.folder.0.join("three").exists() && !county.folder.0.join("three.part").exists());
    });
}

#[test]
fn a_database_of_an_older_program_is_backed_up_as_it_is() {
    let mut county = Ground::sqlite();
    lived_in(&county);
    county.close();
    crate::sql::make_older(&county);
    let to = county.folder.0.join("backup");
    assert_eq!(make(&origin(&county), &to, None).unwrap().schema, 1);
    assert_eq!(county.number("SELECT version FROM schema_version"), 1);
    let goal = elsewhere(&county, "fresh");
    restore(&to, &goal).unwrap();
    assert_eq!(sound(&goal), 7, "opening has upgraded it");
    let missing = Database::as_it_is("sqlite:/nowhere/county.db").err();
    assert!(matches!(missing, Some(OpenError::Missing(_))));
}

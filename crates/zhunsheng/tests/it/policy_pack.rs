//! The policy pack by page, and another one loaded with a preview of what moves.

use crate::server::{Folder, Server, databases, zhunsheng};
use std::{fs, path::Path, process::Output};

fn pack(to: &Path, change: impl Fn(&str, String) -> String) {
    fs::create_dir_all(to).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = change(&name, fs::read_to_string(&path).unwrap());
        fs::write(to.join(name), text).unwrap();
    }
}

fn load(folder: &Folder, database: &str, pack: &Path, more: &[&str]) -> (i32, String) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut command = zhunsheng();
    command.args(["policy", "load"]).arg(pack).args(["--database", database]);
    let Output { status, stdout, stderr, .. } =
        command.arg("--data").arg(data).arg("--keys").arg(keys).args(more).output().unwrap();
    (status.code().unwrap(), [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
}

#[test]
fn every_limit_clause_dictionary_table_and_year_is_shown_with_its_status_and_use() {
    let folder = Folder::new("policy-page");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    for account in ["jiandu-guzhang", "yunting-shuji", "xitong"] {
        let person = server.sign_in(account);
        for (show, said) in [
            ("limits", vec!["外地做法", "次日起算", "请销假", "意见三（一）", "leave."]),
            ("clauses", vec!["意见三（一）", "未录入", "请销假"]),
            ("dictionaries", vec!["镇"]),
            ("tables", vec!["起"]),
            ("calendar", vec!["2026年", "已公布", "调休上班"]),
            ("nothing", vec!["限额"]),
        ] {
            let (status, _, page) = person.page(&format!("/policy?show={show}"), None);
            assert_eq!(status, 200);
            for word in said {
                assert!(page.contains(word), "{account} {show} {word}: {page}");
            }
        }
    }
}

#[test]
fn another_pack_is_previewed_then_loaded_whole_and_journalled() {
    let folder = Folder::new("policy-load");
    for database in databases(&folder) {
        let folder = Folder::new("policy-load");
        // An invented county on the file; on the server the one that the command itself makes.
        if database.starts_with("sqlite") {
            drop(Server::demo(&folder, &database, "2026-05-05T09:00"));
        }
        let newer = folder.0.join("newer");
        pack(&newer, |name, text| match name {
            "holidays.csv" => {
                text.lines().filter(|line| !line.contains("2026-")).map(|line| format!("{line}\n")).collect()
            }
            _ => text,
        });
        let (code, words) = load(&folder, &database, &newer, &["--preview"]);
        assert!(code == 0 && words.contains("以上为预览，尚未装入") && words.contains("2026"), "{code} {words}");
        assert!(!folder.0.join("data/policy").exists() && !folder.0.join("data/policy.coming").exists());
        let (code, words) = load(&folder, &database, &newer, &[]);
        assert!(code == 0 && words.contains("已装入"), "{code} {words}");
        assert!(folder.0.join("data/policy/holidays.csv").exists() && !folder.0.join("data/policy.coming").exists());
        let (code, words) = load(&folder, &database, &newer, &["--preview"]);
        assert!(code == 0 && words.contains("共0项"), "{code} {words}");
        let broken = folder.0.join("broken");
        pack(&broken, |name, text| if name == "limits.toml" { text.replacen("from =", "form =", 1) } else { text });
        let (code, words) = load(&folder, &database, &broken, &[]);
        assert!(code == 1 && words.contains("limits.toml"), "{code} {words}");
        if !database.starts_with("sqlite") {
            continue;
        }
        // The load was recorded now, so the county's time goes on from now.
        let server = Server::start(&folder, &["demo", "--database", &database]);
        let page = server.sign_in("jiandu-guzhang").page("/policy?show=calendar", None).2;
        assert!(!page.contains("2026年</td>"), "{page}");
    }
}

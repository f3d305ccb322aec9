//! Every code of a refusal there is, in one golden list: clients rely on them.

use crate::routes::golden;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if name.ends_with(".rs") && !name.contains("test") {
            found.push(path);
        }
    }
}

/// The literal that a call begins with, after white space.
fn literals<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn codes_are_golden_words_of_small_letters() {
    let mut files = Vec::new();
    for name in ["engine", "opinion", "store", "web"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"), &mut files);
    }
    let mut codes: BTreeSet<String> = web::fault::CODES.iter().map(|code| (*code).to_owned()).collect();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        codes.extend(literals(&text, "Refusal::new(").map(str::to_owned));
        codes.extend(
            literals(&text, "Self::new(").filter(|code| ["not_now", "needs_study"].contains(code)).map(str::to_owned),
        );
    }
    for code in &codes {
        assert!(code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'), "{code}");
    }
    golden("codes.txt", &codes.into_iter().map(|code| code + "\n").collect::<String>());
}

#[test]
fn the_codes_of_this_crate_are_all_listed() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for code in text.split("Problem::new(").skip(1).filter_map(|rest| rest.split('"').nth(1)) {
            assert!(web::fault::CODES.contains(&code), "{code} in {}", file.display());
        }
    }
}

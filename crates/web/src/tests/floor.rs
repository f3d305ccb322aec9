//! The browser floor: Chromium 78. What it does not know must not stand in stylesheet or script.

use crate::assets::{ASSETS, SCRIPT, STYLE};

/// Features younger than the floor, as they would be written.
const YOUNGER_STYLE: [&str; 22] = [
    ":has(",
    ":is(",
    ":where(",
    "@container",
    "@layer",
    "color-mix",
    "aspect-ratio",
    "inset:",
    "inset-",
    "@scope",
    "subgrid",
    "accent-color",
    "\tgap:",
    " gap:",
    "row-gap",
    "column-gap",
    "dvh",
    "clamp(",
    "min(",
    "max(",
    "content-visibility",
    "text-wrap",
];
const YOUNGER_SCRIPT: [&str; 10] =
    ["?.", "??", "=> ", "replaceAll", "structuredClone", ".at(", "import ", "class ", "`", "async "];

#[test]
fn the_stylesheet_uses_nothing_younger_than_the_floor() {
    let style = STYLE.replace("minmax(", "");
    let found: Vec<_> = YOUNGER_STYLE.iter().filter(|young| style.contains(**young)).collect();
    assert!(found.is_empty(), "younger than Chromium 78: {found:?}");
    assert!(!style.contains("&:") && !style.contains("& "), "nesting is younger than the floor");
    assert!(!style.contains("data:"), "drawings are files of our own: img-src does not allow data:");
    assert!(!style.contains("http"), "nothing from the net");
}

#[test]
fn the_script_uses_nothing_younger_than_the_floor() {
    let found: Vec<_> = YOUNGER_SCRIPT.iter().filter(|young| SCRIPT.contains(**young)).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(!SCRIPT.contains("innerHTML") && !SCRIPT.contains("eval"));
}

#[test]
fn colours_come_from_tokens_only() {
    let (tokens, rest) = STYLE.split_once("/* The frame").unwrap();
    assert!(tokens.contains("--accent: #1a5796"));
    let screen = rest.split("@page").next().unwrap();
    for line in screen.lines().filter(|line| line.contains('#')) {
        assert!(line.contains("#fff"), "a colour that is no token: {line}");
    }
}

#[test]
fn every_drawing_the_stylesheet_names_is_shipped() {
    for part in STYLE.split("url(/assets/").skip(1) {
        let name = part.split(')').next().unwrap();
        assert!(ASSETS.iter().any(|asset| asset.name == name), "{name} is not shipped");
    }
}

/// The kinds that exist; web must know none of them.
const KINDS: [&str; 2] = ["leave", "handover"];

#[test]
fn no_page_names_a_mechanism() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    folders.push(folders[0].join("../templates"));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for kind in KINDS {
                for named in [format!("\"{kind}\""), format!("/{kind}"), format!("{kind}::")] {
                    assert!(!text.contains(&named), "{} names {kind}", path.display());
                }
            }
        }
    }
}

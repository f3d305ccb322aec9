//! Pages as a browser lays them out: none is wider than its window, at a desk or on a phone.

use crate::{
    pages_scenario::{stand_in, text, through, trip},
    server::{Folder, Server, skipped},
};
use std::{fs, path::Path, process::Command};

const NAMES: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dump-dom",
];

/// A page that stands alone: with the stylesheet in it and without the script.
fn alone(page: &str, css: &str) -> String {
    let (before, rest) = page.split_once("<link rel=\"stylesheet\"").unwrap();
    let rest = rest.split_once('>').unwrap().1;
    let (head, body) = rest.split_once("</head>").unwrap();
    let head: String = head.lines().filter(|line| !line.starts_with("<script")).collect();
    format!("{before}<style>{css}</style>{head}</head>{body}")
}

/// All pages in frames of both widths, and a script that writes down how wide each has become.
fn sheet(pages: &[(String, String)]) -> String {
    let frames = pages.iter().flat_map(|(path, page)| {
        [1366, 390].map(|wide| {
            let inside = page.replace('&', "&amp;").replace('"', "&quot;");
            format!("<iframe data-path=\"{wide} {path}\" width=\"{wide}\" height=\"768\" style=\"border:0\" srcdoc=\"{inside}\"></iframe>")
        })
    });
    let script = "onload = function () { var out = document.getElementById('out');
        document.querySelectorAll('iframe').forEach(function (frame) { var page = frame.contentDocument.documentElement;
        out.textContent += 'measured ' + frame.dataset.path + ' ' + page.scrollWidth + ' ' + page.clientWidth + '\\n';
        frame.removeAttribute('srcdoc'); }); };";
    let frames: String = frames.collect();
    format!("<!doctype html><meta charset=\"utf-8\"><pre id=\"out\"></pre>{frames}<script>{script}</script>")
}

fn dumped(chromium: &str, folder: &Path, html: &str) -> String {
    let file = folder.join("sheet.html");
    fs::write(&file, html).unwrap();
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let run =
        Command::new(chromium).args(FLAGS).arg(profile).arg(format!("file://{}", file.display())).output().unwrap();
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn no_page_scrolls_sideways_at_a_desk_or_on_a_phone() {
    let Some(chromium) = NAMES.into_iter().find(|name| Path::new(name).exists()) else { return skipped("chromium") };
    let (folder, kept) = (Folder::new("chromium"), Folder::new("chromium-db"));
    let database = format!("sqlite:{}", kept.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (secretary, clerk) = (server.sign_in("yunting-shuji"), server.sign_in("jiandu-jingban"));
    let deputy = stand_in(&secretary, &[]);
    let matter = through(&secretary, "/new/leave", &trip("5.6", "2026-05-07", &deputy));
    let css = secretary.page("/assets/zhunsheng.css", None).2;
    let fixed = [
        "/",
        "/duties",
        "/drafts",
        "/new",
        "/new/leave",
        "/new/post_change",
        "/ledger/leave",
        "/calendar",
        "/people",
        "/units",
        "/password",
    ];
    let of_matter = ["", "?do=agree", "/amend", "/amend/1"].map(|more| format!("{matter}{more}"));
    let own = [format!("/people/{}", secretary.id())];
    let paths = fixed.map(str::to_owned).into_iter().chain(of_matter).chain(own);
    let mut pages: Vec<(String, String)> =
        paths.map(|path| (path.clone(), alone(&text(&clerk, &path), &css))).collect();
    let sign_in = server.page("", "/sign-in", None).2;
    pages.push(("/sign-in".into(), alone(&sign_in, &css)));
    let out = dumped(chromium, &folder.0, &sheet(&pages));
    let measured: Vec<Vec<&str>> = out
        .lines()
        .filter_map(|line| line.split_once("measured ").map(|(_, rest)| rest.split_whitespace().collect()))
        .filter(|words: &Vec<&str>| words.len() == 4)
        .collect();
    assert_eq!(measured.len(), pages.len() * 2, "{}", out.chars().take(2_000).collect::<String>());
    for words in measured {
        let (scroll, window): (u32, u32) = (words[2].parse().unwrap(), words[3].parse().unwrap());
        assert!(scroll <= window, "{} at {} is {scroll} wide in {window}", words[1], words[0]);
    }
}

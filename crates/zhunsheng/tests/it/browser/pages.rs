//! What every page keeps, for everybody, as a browser lays it out with its script running: nothing scrolls sideways at a desk, on a
//! phone or at twice the size; one h1; every control has a label and every error its control; nothing is too pale; the content policy
//! reports nothing and the console is silent. The county has a past of some months, so that pages are full.

use super::{driver::Browser, morning::PASSWORD, window::Window};
use crate::{
    rosters_by_page::{book, bring, press, settled},
    server::{Folder, Person, Server},
};
use serde_json::Value;
use std::collections::BTreeSet;
use web::routes::{self, Method};

const MEASURE: &str = include_str!("measure.js");
const COLOURS: &str = include_str!("colours.js");
/// A desk, a phone, and a desk at 200 %.
const SIZES: [(u32, u32); 3] = [(1366, 768), (390, 844), (683, 384)];
/// The play begins with the calendar's first year: its first spring, with posts that change, is played in seconds.
const TODAY: &str = "2023-04-20T09:00";
const UNKNOWN: &str = "019e0000-0000-7000-8000-000000000000";
/// Answers that are no pages: files, figures, suggestions.
const NO_PAGES: [&str; 22] = [
    "/assets/{name}",
    "/calendar/{file}",
    "/healthz",
    "/metrics",
    "/readyz",
    "/files/{id}",
    "/policy/files/{name}",
    "/matters/{id}/papers/{paper}/docx",
    "/second-factor/code.svg",
    "/people/roster.xlsx",
    "/people/{id}/dossier",
    "/people/{id}/form.docx",
    "/people/{id}/form.lrmx",
    "/units/{id}/year.xlsx",
    "/imports/sample.xlsx",
    "/imports/{id}/failed.xlsx",
    "/imports/{id}/findings.xlsx",
    "/ledger/{kind}/export",
    "/ledgers/{kind}/{year}/export",
    "/opinion/export",
    "/statistics/export",
    "/suggest/{what}",
];

/// Some months of a county.
pub struct Played {
    pub server: Server,
    _folders: [Folder; 2],
}

impl Played {
    pub fn new(name: &str) -> Self {
        let folders = [Folder::new(name), Folder::new(&format!("{name}-db"))];
        let database = format!("sqlite:{}", folders[1].0.join("county.db").display());
        let server = Server::start(&folders[0], &["demo", "--years", "1", "--database", &database, "--today", TODAY]);
        Self { server, _folders: folders }
    }
}

/// Ids of what there is to look at, as somebody sees it.
pub struct Sights {
    matters: Vec<(String, Value)>,
    unit: String,
    person: String,
    account: String,
    import: [String; 2],
}

/// The ids of a list.
fn ids(person: &Person, path: &str) -> Vec<(String, Value)> {
    let (_, list) = person.get(path);
    let items = list["items"].as_array().into_iter().flatten();
    items.map(|item| (item["id"].as_str().unwrap().to_owned(), item.clone())).collect()
}

impl Sights {
    pub fn of(person: &Person, import: &[String; 2]) -> Self {
        let first = |path: &str| ids(person, path).into_iter().next().map_or(UNKNOWN.to_owned(), |(id, _)| id);
        let mut matters = Vec::new();
        for kind in opinion::CATALOGUE.iter().map(|mechanism| mechanism.kind().id) {
            let mut stages = BTreeSet::new();
            let all = ids(person, &format!("/api/v1/matters?kind={kind}&limit=200"));
            matters.extend(all.into_iter().filter(|(_, item)| stages.insert(item["stage"].to_string())).take(3));
        }
        Self {
            matters,
            unit: first("/api/v1/units?q=%E4%BA%91%E4%BA%AD%E9%95%87"),
            person: first("/api/v1/people?limit=1"),
            account: first("/api/v1/matters?kind=account&limit=1"),
            import: import.clone(),
        }
    }

    /// Every paper of the pack, of the first matter of its kind.
    fn papers(&self) -> Vec<String> {
        let pack = engine::policy::Policy::parse(&engine::pack!()).unwrap();
        let first = |kind: &str| self.matters.iter().find(|(_, item)| item["kind"] == kind).map(|(id, _)| id.clone());
        let paper = |paper: &engine::paper::Template| {
            let id = first(&paper.kind).unwrap_or_else(|| UNKNOWN.to_owned());
            format!("/matters/{id}/papers/{}", paper.id)
        };
        pack.papers().map(paper).collect()
    }

    /// Addresses of a page of this route; a route with a parameter that nobody named here is an error of this test.
    fn addresses(&self, path: &str) -> Vec<String> {
        let matters = |more: &str| {
            let each = self.matters.iter().map(|(id, _)| format!("/matters/{id}{more}"));
            if self.matters.is_empty() { vec![format!("/matters/{UNKNOWN}{more}")] } else { each.collect() }
        };
        let kinds = || opinion::CATALOGUE.iter().map(|mechanism| mechanism.kind().id);
        match path {
            "/matters/{id}" => matters(""),
            "/matters/{id}/amend" => matters("/amend").into_iter().take(3).collect(),
            "/matters/{id}/amend/{n}" => matters("/amend/1").into_iter().take(3).collect(),
            "/matters/{id}/print" => matters("/print").into_iter().take(3).collect(),
            "/matters/{id}/proof" => matters("/proof").into_iter().take(3).collect(),
            "/matters/{id}/seals/{seal}" => matters("/seals/none").into_iter().take(1).collect(),
            "/matters/{id}/papers/{paper}" => self.papers(),
            "/ledger/{kind}/print" => vec!["/ledger/leave/print?tab=all".to_owned()],
            "/ledgers/{kind}/{year}" => vec!["/ledgers/leave/2023".to_owned()],
            "/units/{id}/year" => vec![format!("/units/{}/year", self.unit)],
            "/ledger/{kind}" => {
                kinds().flat_map(|kind| [format!("/ledger/{kind}?tab=all"), format!("/ledger/{kind}")]).collect()
            }
            "/new/{kind}" => kinds().map(|kind| format!("/new/{kind}")).collect(),
            "/boards/{kind}" => {
                let boards =
                    opinion::CATALOGUE.iter().filter_map(|mechanism| Some((mechanism.kind(), mechanism.board()?)));
                let each = |(kind, board): (&engine::procedure::Kind, &engine::board::Board)| {
                    let heap = board.heaps[0].title;
                    [format!("/boards/{}", kind.id), format!("/boards/{}?heap={heap}", kind.id)]
                };
                boards.flat_map(each).collect()
            }
            "/bulk/{kind}/{verb}" => vec!["/bulk/post/confirm_chief".to_owned()],
            "/units/{id}" => vec![format!("/units/{}", self.unit)],
            "/people/{id}" => vec![format!("/people/{}", self.person), format!("/people/{}?block=travel", self.person)],
            "/opinion/{demand}" => vec!["/opinion/3.1.1".to_owned(), "/opinion/3.1.1?share=late".to_owned()],
            "/statistics" => {
                let each = |kind: &'static str| format!("/statistics?kind={kind}");
                let shown = kinds().filter(|kind| !["account", "unit", "post", "cadre"].contains(kind)).map(each);
                shown.chain(["/statistics?from=2013-01-01&to=2022-12-31".to_owned()]).collect()
            }
            "/accounts/{id}/reset" => vec![format!("/accounts/{}/reset", self.account)],
            "/imports/{id}" => vec![self.import[0].clone()],
            "/imports/runs/{run}" => vec![self.import[1].clone()],
            "/registers/compare" => vec![format!("/registers/compare?one={0}&other={0}", self.person)],
            "/search" => {
                vec!["/search".to_owned(), "/search?q=%E4%BA%91%E4%BA%AD".to_owned(), "/search?q=zzz".to_owned()]
            }
            plain => {
                assert!(!plain.contains('{'), "say here where {plain} leads, or that it is no page");
                vec![plain.to_owned()]
            }
        }
    }
}

/// A roster carried out by the clerk: its page, and the page of its run.
pub fn imported(clerk: &Person) -> [String; 2] {
    let rows = [
        ["新桥镇", "测甲", "男", "1980.05", "党委书记"],
        ["新桥镇", "测乙", "女", "1981.06", "镇长"],
        ["新桥镇", "测合", "男", "1980.05", "副镇长"],
        ["新桥镇", "测合", "男", "1984.02", "副镇长"],
    ];
    let (_, to, _) = bring(clerk, "花名册.xlsx", &book(&rows));
    settled(clerk, &to);
    press(clerk, &format!("{to}/confirm"));
    settled(clerk, &to);
    let list = clerk.page("/imports", None).2;
    let run = list.split("href=\"/imports/runs/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    [to, format!("/imports/runs/{run}")]
}

/// What is wrong with the page in a window, in every size.
fn measured(window: &Window, who: &str, faults: &mut BTreeSet<String>) {
    let path = window.path();
    // Ids differ from page to page; a fault is told once for each sort of page.
    let sort: String =
        path.split('/').map(|part| if part.len() > 30 { "…" } else { part }).collect::<Vec<_>>().join("/");
    let mut told = |size: &str, found: Value| {
        let found = found.as_array().unwrap_or_else(|| panic!("{sort} was not measured")).clone();
        faults.extend(found.iter().map(|fault| format!("{sort} ({who}, {size}) {}", fault.as_str().unwrap())));
    };
    for (wide, high) in SIZES {
        window.resize((wide, high));
        told(&wide.to_string(), window.look(&MEASURE.replace("WIDE", &wide.to_string())));
    }
    window.resize(SIZES[0]);
    told("colours", window.look(COLOURS));
    window.must_be_quiet();
}

/// What a browser lays out, without the words: the tags of a page's own part with their classes and kinds, rows of the same make once.
fn outline(page: &str) -> Vec<String> {
    let own = page.split_once("<main").map_or(page, |(_, own)| own);
    let make = |tag: &str| {
        let end = tag.find('>').unwrap_or(tag.len());
        let (tag, name) = (&tag[..end], tag.split([' ', '>', '\n']).next().unwrap_or_default());
        let said = |key: &str| tag.split_once(key).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        format!("{name}.{}.{}", said(" class=\""), said(" type=\""))
    };
    let mut rows: Vec<String> = Vec::new();
    for tag in own.split('<').skip(1).map(make).filter(|tag| !tag.starts_with('/')) {
        let begins = ["tr.", "li.", "option.", "details.", "section."].iter().any(|row| tag.starts_with(row));
        match rows.last_mut().filter(|_| !begins) {
            Some(row) => row.push_str(&tag),
            None => rows.push(tag),
        }
    }
    let mut known = BTreeSet::new();
    rows.retain(|row| known.insert(row.clone()));
    rows
}

/// Every page that an account may ask for; those that are not his answer with a page too. A browser lays out those whose make nobody
/// saw before. Tells how many there were.
fn walked(
    played: &Played,
    browser: &Browser,
    account: &str,
    import: &[String; 2],
    known: &mut BTreeSet<Vec<String>>,
    faults: &mut BTreeSet<String>,
) -> usize {
    let person = played.server.sign_in(account);
    let sights = Sights::of(&person, import);
    let window = browser.person(&played.server.address, SIZES[0], true);
    window.sign_in(account, PASSWORD);
    let pages = routes::all().filter(|route| route.method == Method::Get && !route.is_api());
    let paths: Vec<String> =
        pages.filter(|route| !NO_PAGES.contains(&route.path)).flat_map(|route| sights.addresses(route.path)).collect();
    for path in &paths {
        let (status, _, page) = person.page(path, None);
        if (300..400).contains(&status) || known.insert(outline(&page)) {
            window.open(path);
            measured(&window, account, faults);
        }
    }
    paths.len()
}

fn must_be_none(faults: &BTreeSet<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.iter().cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_page_keeps_the_rules_of_pages_for_everybody_at_a_desk_on_a_phone_and_at_twice_the_size() {
    let Some(browser) = Browser::start() else { return };
    let played = Played::new("pages");
    let import = imported(&played.server.sign_in("jiandu-jingban"));
    let (mut faults, mut known) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = 0;
    for account in ["jiandu-jingban", "yunting-shuji", "yunting-jingban", "fuxianzhang", "xitong", "shenji"] {
        seen += walked(&played, &browser, account, &import, &mut known, &mut faults);
    }
    assert!(seen > 1000 && known.len() > 200, "{seen} pages, {} makes", known.len());
    must_be_none(&faults);
}

/// A form sent as it is: the page that comes back.
fn refused(window: &Window, path: &str, button: &str, faults: &mut BTreeSet<String>) {
    window.open(path);
    window.submit(button);
    assert!(window.number("document.querySelectorAll('[role=alert]').length") > 0, "{path} went through");
    measured(window, "refused", faults);
}

#[test]
fn a_refused_page_keeps_the_rules_of_pages_and_every_action_of_a_matter_does() {
    let Some(browser) = Browser::start() else { return };
    let played = Played::new("pages-refused");
    let clerk = played.server.sign_in("jiandu-jingban");
    imported(&clerk);
    let mut faults = BTreeSet::new();
    let person = |account: &str| {
        let window = browser.person(&played.server.address, SIZES[0], true);
        window.sign_in(account, PASSWORD);
        window
    };
    let secretary = person("yunting-shuji");
    refused(&secretary, "/new/leave", "提交申请", &mut faults);
    let window = person("jiandu-jingban");
    refused(&window, "/new/post_change", "登记任免决定", &mut faults);
    window.open("/bulk/post/confirm_chief");
    window.choose("党政属性", "请选择");
    window.submit("确认正职");
    window.must_show(&["正职须注明党或政"]);
    measured(&window, "refused", &mut faults);
    window.open("/imports");
    window.submit("上传并检查");
    measured(&window, "refused", &mut faults);
    for kind in ["leave", "handover", "post_change"] {
        let all = ids(&clerk, &format!("/api/v1/matters?kind={kind}&limit=1"));
        let (id, _) = all.first().unwrap_or_else(|| panic!("the county has no {kind}"));
        let (_, matter) = clerk.get(&format!("/api/v1/matters/{id}"));
        for offer in matter["offers"].as_array().into_iter().flatten() {
            window.open(&format!("/matters/{id}?do={}", offer["verb"].as_str().unwrap()));
            measured(&window, "action", &mut faults);
        }
    }
    let stranger = browser.person(&played.server.address, SIZES[0], true);
    stranger.open("/sign-in");
    stranger.fill("账号", "nobody");
    stranger.fill("口令", "wrong");
    stranger.press("登录");
    measured(&stranger, "stranger", &mut faults);
    must_be_none(&faults);
}

#[test]
fn the_first_page_of_an_empty_county_keeps_the_rules_of_pages() {
    let Some(browser) = Browser::start() else { return };
    let (folder, kept) = (Folder::new("pages-empty"), Folder::new("pages-empty-db"));
    let database = format!("sqlite:{}", kept.0.join("county.db").display());
    let server = Server::start(&folder, &["serve", "--test", "--database", &database, "--today", "2026-05-05T09:00"]);
    let window = browser.person(&server.address, SIZES[0], true);
    let mut faults = BTreeSet::new();
    window.open("/sign-in");
    assert_eq!(window.path(), "/setup", "an empty county begins by itself");
    measured(&window, "empty", &mut faults);
    must_be_none(&faults);
    // The measure itself: each sort of fault, once.
    window.look(
        "document.body.insertAdjacentHTML('beforeend', '<h1>x</h1><input name=\"bare\"><p class=\"error\">loose</p><a href=\"/\"></a><i id=\"twice\"></i><i id=\"twice\"></i><table><thead><tr><th>x</th></tr></thead></table>')",
    );
    window.look("(() => { const wide = document.createElement('p'); wide.textContent = 'x'.repeat(999); wide.className = 'nowrap tag'; wide.style.color = 'rgb(200, 200, 200)'; document.body.append(wide); })()");
    measured(&window, "spoilt", &mut faults);
    for fault in [
        "2 h1",
        "bare has no label",
        "tied to nothing",
        "twice stands twice",
        "nameless",
        "no scope",
        "wide in 390",
        "rgb(200, 200, 200) on",
    ] {
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault} is not found: {faults:#?}");
    }
}

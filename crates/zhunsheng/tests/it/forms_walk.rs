//! Every form that any page shows to anybody, filled in with what no honest hand writes and sent back: by following the links from the
//! pages that have no parameters. A form whose address is never reached must stand below with the test that sends it.

use crate::{
    rosters_by_page::{book, bring, press, settled},
    server::{Folder, Person, Server},
    walk::{SCRIPT, Seen, ask, demo, everybody},
};
use std::collections::{BTreeMap, BTreeSet};
use web::routes::{self, Method, Route};

/// Forms that this walk does not meet or leaves alone, and who sends them.
const ELSEWHERE: [(&str, &str); 9] = [
    ("/sign-in", "web signing_in, pages::after_the_sign_in"),
    ("/sign-out", "zhunsheng walk::the_form_token_of_somebody_else; it would end the walk"),
    ("/setup", "web routes::the_first_start, zhunsheng first_start"),
    ("/imports/{id}/choose", "zhunsheng person_files, rosters_by_page: only a paper with namesakes asks"),
    ("/bulk/{kind}/{verb}", "zhunsheng register_pages: only whoever owes several of one sort meets it"),
    ("/policy/confirm", "zhunsheng policy_pack: only a previewed pack has it"),
    ("/second-factor/end", "web second_factor, store signing_in: only whoever has one meets it"),
    ("/notices/feed/end", "zhunsheng outgoing::feed: only whoever has a calendar meets it"),
    ("/accounts/{id}/reset", "zhunsheng first_start, administrators: it would sign others of the walk out"),
];

/// Pages looked at by one person, and addresses of one sort among them.
const PAGES: usize = 150;
const OF_A_SORT: usize = 3;

/// A form as a page shows it: where it is sent, its hidden values, the names of its other controls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    action: String,
    parts: bool,
    kept: Vec<(String, String)>,
    names: BTreeSet<String>,
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

fn forms(page: &str) -> Vec<Form> {
    let posted = |piece: &&str| attribute(piece.split('>').next().unwrap_or_default(), "method") == Some("post");
    let form = |piece: &str| {
        let (head, inside) = piece.split_once('>').unwrap_or((piece, ""));
        let inside = inside.split("</form>").next().unwrap_or_default();
        let (mut kept, mut names) = (Vec::new(), BTreeSet::new());
        for tag in inside.split('<').filter_map(|piece| piece.split('>').next()) {
            let Some(name) = attribute(tag, "name") else { continue };
            if tag.contains("type=\"hidden\"") {
                kept.push((name.to_owned(), plain(attribute(tag, "value").unwrap_or_default())));
            } else {
                names.insert(name.to_owned());
            }
        }
        let action = plain(attribute(&format!(" {head}"), "action").unwrap_or_default());
        Form { action, parts: head.contains("multipart"), kept, names }
    };
    page.split("<form").skip(1).filter(posted).map(form).collect()
}

/// What markup stands for.
fn plain(text: &str) -> String {
    let signs = [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

/// The route of an address.
fn route_of(method: Method, address: &str) -> Option<&'static Route> {
    let path: Vec<&str> = address.split(['?', '#']).next().unwrap_or_default().split('/').collect();
    let fits = |route: &&Route| {
        let parts: Vec<&str> = route.path.split('/').collect();
        parts.len() == path.len()
            && parts.iter().zip(&path).all(|(part, word)| part == word || part.starts_with('{') && !word.is_empty())
    };
    let all: Vec<&Route> = routes::all().filter(|route| route.method == method && !route.is_api()).collect();
    // What is named stands before what is a parameter.
    let exact = all.iter().find(|route| route.path == path.join("/"));
    exact.copied().or_else(|| all.into_iter().find(|route| fits(route)))
}

fn encoded(pairs: &[(String, String)]) -> String {
    let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
}

/// Every form of every page that somebody is led to.
fn met(server: &Server, person: &Person) -> BTreeSet<Form> {
    let mut waiting: Vec<String> = routes::all()
        .filter(|route| route.method == Method::Get && !route.is_api() && !route.path.contains('{'))
        .map(|route| route.path.to_owned())
        .collect();
    let (mut sorts, mut known, mut found) = (BTreeMap::<&str, usize>::new(), BTreeSet::new(), BTreeSet::new());
    while let Some(address) = waiting.pop() {
        let Some(route) = route_of(Method::Get, &address) else { continue };
        let sort = sorts.entry(route.path).or_default();
        let file = ["/assets/{name}", "/files/{id}", "/metrics"].contains(&route.path) || address.contains("export");
        if file || *sort >= OF_A_SORT || known.len() >= PAGES || !known.insert(address.clone()) {
            continue;
        }
        *sort += 1;
        let Seen { status, text } = ask(server, route, &address, &person.token, "");
        if status != 200 || !text.contains("<html") {
            continue;
        }
        found.extend(forms(&text));
        let links = text.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(plain);
        waiting.splice(0..0, links.filter(|link| link.starts_with('/')));
    }
    found
}

/// What is written into every field.
fn values() -> Vec<String> {
    let deep = "[".repeat(2_000);
    let words =
        ["'; DROP TABLE event; --", "\u{202e}\u{feff}\u{1f9e8}", "a\u{0}b", "-9223372036854775808", "2026-02-30"];
    let more = ["{\"seal\":\"x\",\"commitment\":\"y\"}", "019e0000-0000-7000-8000-000000000000", "../../etc/passwd"];
    let all = [SCRIPT].into_iter().chain(words).chain(more).map(str::to_owned);
    all.chain([deep, "长".repeat(5_000), String::new()]).collect()
}

/// Sends a form with one value in all its fields, as it was and with its hidden values replaced too; and with hats that nobody gave.
fn sent(server: &Server, person: &Person, route: &'static Route, form: &Form, value: &str) {
    let filled = |hidden: bool| {
        let kept = form.kept.iter().map(|(name, old)| {
            let stays = name == "_csrf" || !hidden;
            (name.clone(), if stays { old.clone() } else { value.to_owned() })
        });
        let names = form.names.iter().filter(|name| !name.starts_with("_add") && !name.starts_with("_drop"));
        kept.chain(names.map(|name| (name.clone(), value.to_owned()))).collect::<Vec<_>>()
    };
    let forged = ["actor", "account", "hats", "role", "moment", "day", "verb", "on_behalf.person", "for"];
    let hats = forged.map(|name| (name.to_owned(), "jiandu-guzhang".to_owned()));
    let bodies = [filled(false), filled(true), [filled(false), hats.to_vec()].concat()];
    for pairs in bodies {
        let Seen { status, .. } = ask(server, route, &form.action, &person.token, &encoded(&pairs));
        assert!(matches!(status, 200 | 303 | 400 | 403 | 404 | 409 | 413 | 422 | 429), "{}: {status}", form.action);
    }
    if form.parts {
        let token = form.kept.iter().find(|(name, _)| name == "_csrf").map(|(_, token)| token.clone());
        let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n", token.unwrap());
        for name in &form.names {
            let head =
                format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"../../x.pdf\"\r\n\r\n");
            body.push_str(&format!("{head}{value}\r\n"));
        }
        let (status, _, text) = person.upload(&form.action, format!("{body}--b--\r\n"));
        assert!(status < 500 && !text.contains("<script>alert"), "{}: {status}", form.action);
    }
}

/// A paper that is in, one that waits to be confirmed, and the page of one of another account in which there is nothing new: it can only
/// be given up.
fn imports(clerk: &Person, head: &Person) -> String {
    let rows = |name: &'static str| book(&[["新桥镇", name, "男", "1980.05", "镇长"]]);
    let looked_at = |person: &Person, name| {
        let (_, to, _) = bring(person, "花名册.xlsx", &rows(name));
        settled(person, &to);
        to
    };
    let first = looked_at(clerk, "测甲");
    press(clerk, &format!("{first}/confirm"));
    settled(clerk, &first);
    looked_at(clerk, "测乙");
    looked_at(head, "测甲")
}

#[test]
fn every_form_of_every_page_filled_with_nonsense_by_everybody_is_answered_decently() {
    let folder = Folder::new("forms-walk");
    let server = demo(&folder);
    let people = everybody(&server);
    let brings: Vec<&Person> =
        people.iter().filter(|person| person.page("/imports", None).2.contains("name=\"paper\"")).collect();
    let nothing_new = brings[1].page(&imports(brings[0], brings[1]), None).2;
    let left: BTreeSet<&str> = ELSEWHERE.iter().map(|(path, _)| *path).collect();
    let (mut reached, mut tried) = (BTreeSet::new(), BTreeSet::new());
    let mut each = |person: &Person, form: Form| {
        let route = route_of(Method::Post, &form.action).unwrap_or_else(|| panic!("no route takes {form:?}"));
        if left.contains(route.path) {
            return;
        }
        reached.insert(route.path);
        // All values once for each sort of form; markup by everybody who meets it.
        let values = if tried.insert((route.path, form.names.clone())) { values() } else { vec![SCRIPT.to_owned()] };
        values.iter().for_each(|value| sent(&server, person, route, &form, value));
    };
    forms(&nothing_new).into_iter().for_each(|form| each(brings[1], form));
    // Twice each: what was sent opens drafts and further steps.
    for person in people.iter().flat_map(|person| [person, person]) {
        met(&server, person).into_iter().for_each(|form| each(person, form));
    }
    let posted: BTreeSet<&str> =
        routes::all().filter(|route| route.method == Method::Post && !route.is_api()).map(|route| route.path).collect();
    assert!(left.is_subset(&posted), "these are no addresses any more: {:?}", left.difference(&posted));
    let missing: Vec<&&str> = posted.iter().filter(|path| !reached.contains(*path) && !left.contains(*path)).collect();
    assert!(missing.is_empty(), "no form of these was met: send them here, or say above which test does: {missing:?}");
    drop(server);
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    crate::walk::verified(&folder, &database);
}

//! A leave and a handover from beginning to end through the pages alone: forms drawn, filled in and sent as a browser does.

use crate::server::{Folder, Person, Server};

const SECRETARY: &str = "yunting-shuji";
const MAYOR: &str = "yunting-zhenzhang";
const CLERK: &str = "yunting-jingban";
const SECTION_CLERK: &str = "jiandu-jingban";
const SECTION_HEAD: &str = "jiandu-guzhang";

/// Between the quotes after `name=` in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(clear(&tag[at..at + tag[at..].find('"')?]))
}

fn clear(text: &str) -> String {
    let marks = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    marks.iter().fold(text.to_owned(), |text, (code, mark)| text.replace(code, mark))
}

/// A form of a page: where it is sent and what stands in it.
struct Form {
    action: String,
    pairs: Vec<(String, String)>,
    html: String,
}

impl Form {
    /// The form of the page itself, with everything a browser would send.
    fn of(page: &str) -> Self {
        let at = page.rfind("<form class=\"form\"").unwrap_or_else(|| panic!("no form: {page}"));
        let html = page[at..at + page[at..].find("</form>").unwrap()].to_owned();
        let mut pairs = Vec::new();
        for part in html.split('<').skip(1) {
            let Some(name) = attribute(part, "name") else { continue };
            let sort = attribute(part, "type").unwrap_or_default();
            let idle = matches!(sort.as_str(), "radio" | "checkbox") && !part.contains(" checked");
            if part.starts_with("input") && !idle && sort != "file" {
                pairs.push((name, attribute(part, "value").unwrap_or_default()));
            } else if part.starts_with("textarea") {
                pairs.push((name, clear(part.split_once('>').unwrap().1)));
            } else if part.starts_with("select") {
                pairs.push((name.clone(), Self::selected(&html, &name)));
            }
        }
        Self { action: attribute(&html, "action").unwrap(), pairs, html }
    }

    fn options(html: &str, name: &str) -> Vec<(String, bool)> {
        let head = format!("name=\"{name}\"");
        let at = html.split("<select").find(|part| part.contains(&head)).unwrap_or_default();
        let inside = at.split("</select").next().unwrap_or_default();
        let option = |part: &str| (attribute(part, "value").unwrap_or_default(), part.contains(" selected"));
        inside.split("<option").skip(1).map(option).collect()
    }

    fn selected(html: &str, name: &str) -> String {
        let options = Self::options(html, name);
        let taken = options.iter().find(|(_, selected)| *selected).or(options.first());
        taken.map(|(value, _)| value.clone()).unwrap_or_default()
    }

    fn set(&mut self, name: &str, value: &str) {
        assert!(self.html.contains(&format!("name=\"{name}\"")), "the form does not ask {name}: {}", self.html);
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    fn body(&self) -> String {
        let code = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        self.pairs.iter().map(|(name, text)| format!("{}={}", code(name), code(text))).collect::<Vec<_>>().join("&")
    }
}

/// Opens a page, fills its form in and sends it: status, where it leads, text.
pub fn sends(person: &Person, path: &str, values: &[(&str, &str)]) -> (u16, String, String) {
    let (status, _, page) = person.page(path, None);
    assert_eq!(status, 200, "{path}: {page}");
    resends(person, &page, values)
}

/// Fills in the form of a page that came back.
pub fn resends(person: &Person, page: &str, values: &[(&str, &str)]) -> (u16, String, String) {
    let mut form = Form::of(page);
    values.iter().for_each(|(name, value)| form.set(name, value));
    person.page(&form.action, Some(form.body()))
}

/// Sends a form that goes through: the matter's page, without query.
pub fn through(person: &Person, path: &str, values: &[(&str, &str)]) -> String {
    let (status, to, text) = sends(person, path, values);
    let why = text.split("role=\"alert\"").nth(1).unwrap_or_default();
    assert_eq!(status, 303, "{path} {values:?}: {}", why.chars().take(600).collect::<String>());
    to.split('?').next().unwrap().to_owned()
}

pub fn text(person: &Person, path: &str) -> String {
    let (status, _, text) = person.page(path, None);
    assert_eq!(status, 200, "{path}");
    text
}

pub fn stand_in(person: &Person, others: &[&str]) -> String {
    let page = Form::of(&text(person, "/new/leave")).html;
    let options = Form::options(&page, "stand_in");
    let free = options.iter().find(|(id, _)| !id.is_empty() && !others.contains(&id.as_str()));
    free.unwrap_or_else(|| panic!("{options:?}")).0.clone()
}

const TRIP: [(&str, &str); 6] = [
    ("purpose", "business"),
    ("purpose.business.kind", "meeting"),
    ("destination", "合肥市"),
    ("reach", "beyond_city"),
    ("reason", "参加全省会议"),
    ("phone", "13900000000"),
];

pub fn trip<'a>(from: &'a str, to: &'a str, stand_in: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut values = TRIP.to_vec();
    values.extend([
        ("period.from.day", from),
        ("period.from.half", "上午"),
        ("period.to.day", to),
        ("period.to.half", "下午"),
        ("stand_in", stand_in),
    ]);
    values
}

/// Those of the office who approve, signed in.
fn offices(server: &Server) -> Vec<Person<'_>> {
    let accounts = [SECTION_HEAD, "xianwei-fushuji", "changwu-fuxianzhang", "xianwei-shuji", "xianzhang"];
    accounts.map(|account| server.sign_in(account)).into_iter().collect()
}

/// Whoever of the office has the matter's approval on his page gives it, until nobody has.
fn approved(offices: &[Person], matter: &str, reason: &str) {
    for person in offices.iter().chain(offices) {
        let path = format!("{matter}?do=agree");
        let (status, _, page) = person.page(&path, None);
        // A head's own page also offers what another signs on paper; that is not his to give.
        if status != 200 || !page.contains("/actions/agree\"") || page.contains("class=\"behalf\" open") {
            continue;
        }
        let mut values = vec![("opinion", "同意")];
        if !reason.is_empty() && page.contains("name=\"exception\"") {
            values.push(("exception", reason));
        }
        through(person, &path, &values);
    }
}

#[test]
fn a_leave_is_asked_refused_excepted_extended_recalled_and_reported_back_by_page() {
    let (folder, kept) = (Folder::new("pages-leave"), Folder::new("pages-leave-db"));
    let database = format!("sqlite:{}", kept.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (secretary, mayor) = (server.sign_in(SECRETARY), server.sign_in(MAYOR));
    let deputy = stand_in(&secretary, &[mayor.id()]);
    let first = through(&secretary, "/new/leave", &trip("5.6", "2026-05-07", &deputy));

    // The mayor on the same days: refused with clause and picture, kept as a draft, sent again with the special reason.
    let (status, _, refused) = sends(&mayor, "/new/leave", &trip("5.7", "5.8", &deputy));
    assert_eq!(status, 422);
    for shown in
        ["不予办理", "意见三（一）", "class=\"overlap\"", "申请5月7日上午至8日下午外出", "合肥市", "特殊情况理由"]
    {
        assert!(refused.contains(shown), "{shown}");
    }
    assert!(text(&mayor, "/drafts").contains("请销假：提交申请"));
    // It offers the next time that is free: the same form with it, and with everything else as it was typed.
    let (before, _) = refused.split_once(">改为5月8日上午起</a>").expect("the way out");
    let moved = before.rsplit("href=\"").next().unwrap().trim_end_matches('"').replace("&#38;", "&");
    let again = text(&mayor, &moved);
    for shown in ["value=\"2026-05-08\"", "value=\"2026-05-09\"", "合肥市", "共<b>2</b>天"] {
        assert!(again.contains(shown), "{shown} at {moved}");
    }
    assert!(!again.contains("value=\"2026-05-07\"") && !again.contains("class=\"overlap\""), "{moved}");
    let office = offices(&server);
    approved(&office, &first, "");
    let (status, to, _) = resends(&mayor, &refused, &[("exception", "县里安排两人同时参加")]);
    assert_eq!(status, 303, "{to}");
    let second = to.split('?').next().unwrap().to_owned();
    assert!(!text(&mayor, "/drafts").contains("请销假：提交申请"), "what went through is no draft");
    approved(&office, &second, "工作需要");
    assert!(text(&secretary, &first).contains("待出发") && text(&mayor, &second).contains("待出发"));
    drop((office, secretary, mayor));
    drop(server);

    let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-07T14:30"]);
    let office = offices(&server);
    let (secretary, mayor) = (server.sign_in(SECRETARY), server.sign_in(MAYOR));
    assert!(text(&mayor, &second).contains("在外"));
    let longer = [("to.day", "2026-05-09"), ("to.half", "下午"), ("reason", "会议延长"), ("exception", "省里点名参加")];
    through(&secretary, &format!("{first}?do=extend"), &longer);
    approved(&office, &first, "工作需要");
    assert!(text(&secretary, &first).contains("续假"), "the extension stands in the stream");
    through(&office[3], &format!("{second}?do=recall"), &[("reason", "防汛需要")]);
    through(&mayor, &format!("{second}?do=report_back"), &[("returned.day", "今天"), ("returned.half", "下午")]);
    assert!(text(&mayor, &second).contains("召回"));
    let back = [("returned.day", "2026-05-07"), ("returned.half", "下午")];
    through(&secretary, &format!("{first}?do=report_back"), &back);
    assert!(text(&secretary, &first).contains("销假"));
}

/// A paper as it lies on the server after an upload through a form: only its digest goes on.
fn uploaded(person: &Person, matter: &str) -> String {
    let page = text(person, &format!("{matter}?do=attach"));
    let form = Form::of(&page);
    assert!(form.html.contains("multipart/form-data"));
    let token = form.pairs.iter().find(|(name, _)| name == "_csrf").unwrap().1.clone();
    let mut body = String::new();
    for (name, value) in form.pairs.iter().filter(|(name, _)| name != "note") {
        body.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str("--b\r\nContent-Disposition: form-data; name=\"files._new\"; filename=\"签字件.pdf\"\r\n");
    body.push_str(&format!("Content-Type: application/pdf\r\n\r\n%PDF-1.4 {token}\r\n--b--\r\n"));
    let (status, to, answer) = person.upload(&form.action, body);
    assert_eq!(status, 303, "{answer}");
    let page = text(person, to.split('#').next().unwrap());
    let at = page.find("href=\"/files/").expect("the paper is listed") + 13;
    page[at..].split('"').next().unwrap().to_owned()
}

#[test]
fn a_handover_opens_is_filled_signed_and_ticked_by_page() {
    let (folder, kept) = (Folder::new("pages-handover"), Folder::new("pages-handover-db"));
    let database = format!("sqlite:{}", kept.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-09-21T09:00");
    let (clerk, head) = (server.sign_in(SECTION_CLERK), server.sign_in(SECTION_HEAD));
    let decision = decided(&server, &clerk);
    through(&head, &format!("{decision}?do=confirm"), &[]);
    let page = text(&clerk, &decision);
    let linked = page.split("href=\"/matters/").skip(1).map(|part| part.split(['"', '?', '/']).next().unwrap());
    let own = decision.trim_start_matches("/matters/");
    let handover = linked.into_iter().find(|id| *id != own && id.len() > 20).expect("a handover opened by itself");
    let handover = format!("/matters/{handover}");
    tables(&server, &handover);
    let secretary = server.sign_in(SECRETARY);
    through(&secretary, &format!("{handover}?do=name_receiver"), &[("person", &name(&server, CLERK))]);
    through(&secretary, &format!("{handover}?do=name_supervisor"), &[("person", &name(&server, SECRETARY))]);
    signatures(&server, &handover);
    for (relation, number) in [("administrative", "行1号"), ("salary", "资1号"), ("party", "组1号")] {
        let ticked = [("relation", relation), ("day", "2026-09-21"), ("number", number)];
        through(&clerk, &format!("{handover}?do=tick"), &ticked);
    }
    let page = text(&clerk, &handover);
    assert!(page.contains("签字齐备") && !page.contains("do=tick"), "three signatures, three ticks");
}

/// What an account of the demo is called as a cadre.
fn name(server: &Server, account: &str) -> String {
    server.sign_in(account).entry["name"].as_str().unwrap().to_owned()
}

/// A deputy leaves. Several posts bear that title, so that the page asks which.
fn decided(server: &Server, clerk: &Person) -> String {
    let leaver = server.sign_in("yunting-fuzhenzhang");
    let (_, card) = clerk.get(&format!("/api/v1/matters/{}", leaver.id()));
    let held = card["state"]["tenures"].as_array().unwrap().iter().find(|held| held["until"].is_null()).unwrap();
    let (post, label) = (held["post"].as_str().unwrap(), held["label"].as_str().unwrap());
    let typed = [
        ("person", leaver.entry["name"].as_str().unwrap()),
        ("authority", "县委"),
        ("document", "青任〔2026〕41号"),
        ("decided_on", "2026-09-21"),
        ("leaves.0.post", label),
        ("leaves.0.day", "2026-09-21"),
        ("leaves.0.reason", "transfer"),
    ];
    let (status, _, page) = sends(clerk, "/new/post_change", &typed);
    assert!(status == 422 && page.contains("请选定其中一个"), "{status}");
    let (status, to, _) = resends(clerk, &page, &[("leaves.0.post", post)]);
    assert_eq!(status, 303, "{to}");
    to.split('?').next().unwrap().to_owned()
}

/// The leaver and the unit's clerk fill the five tables; one is begun with a further row.
fn tables(server: &Server, handover: &str) {
    let (leaver, clerk) = (server.sign_in("yunting-fuzhenzhang"), server.sign_in(CLERK));
    let fill = format!("{handover}?do=fill");
    let begun = [("content", "work"), ("rows.0.matter", "集镇排水改造"), ("_add", "rows")];
    let (status, _, page) = sends(&leaver, &fill, &begun);
    assert_eq!(status, 200, "a further row is no submission");
    let (status, to, page) =
        resends(&leaver, &page, &[("rows.1.matter", "春季护林防火"), ("rows.1.open", "true"), ("rows.1.due", "12.30")]);
    assert_eq!(status, 303, "{to} {page}");
    for content in ["economic", "personnel", "petitions", "other"] {
        through(&clerk, &fill, &[("content", content), ("none", "true")]);
    }
    let page = text(&clerk, handover);
    assert!(page.contains("集镇排水改造") && page.contains("春季护林防火"));
}

/// One signs by himself, two on paper which the section's clerk enters.
fn signatures(server: &Server, handover: &str) {
    let leaver = server.sign_in("yunting-fuzhenzhang");
    through(&leaver, &format!("{handover}?do=sign_leaver"), &[]);
    let clerk = server.sign_in(SECTION_CLERK);
    let paper = uploaded(&clerk, handover);
    for (verb, signer) in [("sign_receiver", name(server, CLERK)), ("sign_supervisor", name(server, SECRETARY))] {
        let mut form = Form::of(&text(&clerk, &format!("{handover}?do={verb}")));
        form.set("on_behalf.person", &signer);
        form.set("on_behalf.signed_on", "9.21");
        form.set("on_behalf.paper", &paper);
        let (status, _, page) = clerk.page(&form.action, Some(form.body()));
        assert_eq!(status, 303, "{verb}: {page}");
    }
    assert!(text(&clerk, handover).contains("代录，本人9月21日签字"));
}

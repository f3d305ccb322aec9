//! The board of the Opinion: every number is as many rows as it says, unit by unit too, for whoever looks, as of today or of a day before.

use crate::{
    boards::certificate,
    official,
    server::{Folder, Person, Server, databases},
};
use serde_json::{Value, json};

/// The demand under which a certificate is owed.
const CERTIFICATES: &str = "3.1.4";
/// What can be asked for, as page and API name it.
const SHARES: [&str; 4] = ["late", "open", "done", "due"];
/// How often a county is looked at that the clock still works on.
const LOOKS: usize = 50;

/// The demands under which somebody owed something.
fn counted(who: &Person, query: &str) -> Vec<Value> {
    let (status, board) = who.get(&format!("/api/v1/opinion{query}"));
    assert_eq!(status, 200, "{board}");
    board["items"].as_array().unwrap().iter().filter(|demand| demand["due"] != 0).cloned().collect()
}

/// How many rows a page says that it shows.
fn rows(page: &str) -> i64 {
    let Some((_, after)) = page.split_once("<span class=\"meta\">共") else { return 0 };
    after.split_once('件').map_or(0, |(count, _)| count.parse().unwrap_or_default())
}

/// Every number leads to as many rows as it says. The clock works beside: what changed meanwhile is looked at again.
fn each_number_is_its_rows(who: &Person, until: &str) {
    let query = if until.is_empty() { String::new() } else { format!("?from=2026-01-01&to={until}") };
    let more = if until.is_empty() { String::new() } else { format!("&year=2026&until={until}") };
    for _ in 0..LOOKS {
        let before = counted(who, &query);
        let wrong: Vec<String> = before.iter().flat_map(|demand| wrong(who, demand, &more)).collect();
        if counted(who, &query) == before {
            return assert_eq!(wrong, Vec::<String>::new());
        }
    }
    panic!("the clock never comes to rest");
}

/// Which numbers of a demand are not their rows, or do not add up.
fn wrong(who: &Person, demand: &Value, more: &str) -> Vec<String> {
    let at = format!("/opinion/{}", demand["clause"].as_str().unwrap());
    let number = |share: &str| demand[share].as_i64().unwrap();
    let listed = SHARES.iter().filter_map(|share| {
        let (status, _, page) = who.page(&format!("{at}?share={share}{more}"), None);
        ((status, rows(&page)) != (200, number(share))).then(|| format!("{at} {share} {}: {page}", number(share)))
    });
    let whole = number("done") + number("open") + number("late");
    let whole = (whole != number("due")).then(|| format!("{demand}"));
    listed.chain(whole).collect()
}

/// What a unit is called among those behind a demand, each with its link.
fn units(page: &str) -> Vec<String> {
    let (_, table) = page.split_once("按单位").unwrap_or_default();
    let links = table.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let links = links.map(|(link, _)| link.replace("&#38;", "&"));
    let mut found: Vec<String> = links.filter(|link| link.contains("unit=") && link.contains("share=due")).collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_number_is_as_many_rows_as_it_says_for_whoever_looks() {
    let folder = Folder::new("opinion");
    for database in databases(&folder) {
        let folder = Folder::new("opinion");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let [deputy, minister] =
            ["yunting-fuzhenzhang", "zuzhibu-buzhang"].map(|who| server.sign_in(who).id().to_owned());
        certificate(&clerk, &deputy, "E55556666", "owed", "2029-09-30");
        certificate(&clerk, &minister, "E77778888", "personal", "2028-05-31");
        official::handover(&server, &clerk);

        let found = counted(&clerk, "");
        assert!(found.len() >= 2, "{found:?}");
        each_number_is_its_rows(&clerk, "");
        // The units behind a number add up to it.
        for demand in counted(&clerk, "") {
            let (_, _, page) = clerk.page(&format!("/opinion/{}", demand["clause"].as_str().unwrap()), None);
            if page.contains("不属于单位的") {
                continue;
            }
            let of_units: i64 = units(&page).iter().map(|link| rows(&clerk.page(link, None).2)).sum();
            assert_eq!(Some(of_units), demand["due"].as_i64(), "{demand}: {page}");
        }
        // A town counts its own and nothing else.
        let town = server.sign_in("yunting-jingban");
        let own = counted(&town, "");
        assert!(!own.is_empty());
        each_number_is_its_rows(&town, "");
        for demand in &own {
            let (_, _, page) = town.page(&format!("/opinion/{}?share=due", demand["clause"].as_str().unwrap()), None);
            assert!(page.contains("云亭镇") && !page.contains("县教育体育局"), "{page}");
        }
        // As of the day before nothing of it was there; the end of a time lies not before its beginning.
        assert_eq!(counted(&clerk, "?from=2026-05-01&to=2026-05-04"), Vec::<Value>::new());
        let (status, refusal) = clerk.get("/api/v1/opinion?from=2026-05-05&to=2026-05-04");
        assert!(status == 400 && refusal.to_string().contains("晚于"), "{refusal}");
        let (status, _, page) = clerk.page("/opinion?from=2026-05-05&to=2026-05-04", None);
        assert_eq!(status, 200, "{page}");
        assert_eq!(server.sign_in("xitong").page("/opinion", None).0, 404, "an administrator sees nothing of it");
        assert_eq!(clerk.page("/opinion/9.9.9", None).0, 404);
    }
}

#[test]
fn what_was_owed_yesterday_is_said_as_it_stood_then() {
    let folder = Folder::new("opinion-past");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let id = certificate(&server.sign_in("jiandu-jingban"), &deputy, "E55556666", "owed", "2029-09-30");
    assert_eq!(server.stop(), Some(0));
    server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-20T09:00"]);
    let clerk = server.sign_in("jiandu-jingban");
    let under = |query: &str| -> [i64; 3] {
        let all = counted(&clerk, query);
        let demand = all.iter().find(|demand| demand["clause"] == CERTIFICATES).unwrap_or_else(|| panic!("{all:?}"));
        ["done", "open", "late"].map(|number| demand[number].as_i64().unwrap())
    };
    assert_eq!(under(""), [0, 0, 1], "seven days to hand it in, and they are over");
    clerk.does(&id, json!({"verb": "hand_in", "day": "2026-05-20", "place": "1柜3格", "receipt": "收2026-1"}));
    assert_eq!(under(""), [1, 0, 0]);
    let late = |demand: &Value| demand["clause"] == CERTIFICATES && demand["done_late"] == 1;
    assert!(counted(&clerk, "").iter().any(late), "done, and late");
    assert_eq!(under("?from=2026-01-01&to=2026-05-12"), [0, 1, 0], "on its last day it was open");
    assert_eq!(under("?from=2026-01-01&to=2026-05-19"), [0, 0, 1], "yesterday it was late");
    each_number_is_its_rows(&clerk, "2026-05-12");
    each_number_is_its_rows(&clerk, "2026-05-19");
}

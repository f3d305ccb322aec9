//! 值班表 and 班子在岗 through pages and API: pasted by the unit's clerk, seen in the calendar, asked by a leave.

use crate::{
    rosters_by_page::hidden,
    server::{Folder, Person, Server},
};
use serde_json::{Value, json};

fn half(day: &str, half: &str) -> Value {
    json!({"day": day, "half": half})
}

fn leave(stand_in: &str, day: &str) -> Value {
    json!({"verb": "apply", "stand_in": stand_in, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half(day, "上午"), "to": half(day, "下午")}, "destination": "合肥市",
        "reach": "beyond_city", "reason": "参加会议", "phone": "13900000000"})
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let code = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    pairs.iter().map(|(name, text)| format!("{}={}", code(name), code(text))).collect::<Vec<_>>().join("&")
}

/// Sends the roster's form with rows pasted: status and page.
fn pasted(clerk: &Person, rows: &str) -> (u16, String, String) {
    let (_, _, page) = clerk.page("/new/watch_roster", None);
    let (csrf, key) = (hidden(&page, "_csrf"), hidden(&page, "_key"));
    let form = encoded(&[("_csrf", &csrf), ("_key", &key), ("unit", "云亭镇"), ("rows._paste", rows)]);
    clerk.page("/new/watch_roster", Some(form))
}

#[test]
fn a_roster_is_pasted_by_the_units_clerk_and_a_leave_on_somebodys_watch_names_with_whom_to_swap() {
    let folder = Folder::new("watches");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (clerk, deputy) = (server.sign_in("yunting-jingban"), server.sign_in("yunting-fuzhenzhang"));
    let secretary = server.sign_in("yunting-shuji");
    let name = |person: &Person| person.entry["name"].as_str().unwrap().to_owned();
    let (leader, keeper) = (name(&deputy), name(&clerk));

    // A row with a name that nobody has: the form comes back with all rows and says which cell.
    let rows = format!(
        "日期\t班次\t带班领导\t值班人员\n2026-05-09\t白班\t{leader}\t{keeper}\n2026-05-10\t白班\t查无此人\t{keeper}"
    );
    let (status, _, page) = pasted(&clerk, &rows);
    assert_eq!(status, 422, "{page}");
    assert!(page.contains("第2行") && page.contains("查无此人"), "{page}");
    assert!(page.contains("name=\"rows.0.day\" value=\"2026-05-09\""), "{page}");
    // A row too wide stays where it was pasted.
    let (_, _, page) = pasted(&clerk, "2026-05-09\t白班\ta\tb\tc");
    assert!(
        page.contains("粘贴的第1行有5列，表中只有4列") && page.contains("<details class=\"paste\" open>"),
        "{page}"
    );

    let (status, to, page) = pasted(&clerk, &format!("2026-05-09\t白班\t{leader}\t{keeper}"));
    assert_eq!(status, 303, "{page}");
    let roster = to.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let (_, _, calendar) = clerk.page("/calendar?from=2026-05-04&day=2026-05-09", None);
    assert!(calendar.contains(&format!("白班：带班{leader}、值班{keeper}")), "{calendar}");

    let (status, refused) = deputy.open("leave", leave(secretary.id(), "2026-05-09"));
    assert_eq!((status, &refused["refusal"]["code"]), (422, &json!("on_watch")), "{refused}");
    assert!(refused["refusal"]["sentence"].as_str().unwrap().contains("可换"), "{refused}");
    let swap = json!({"verb": "swap", "day": "2026-05-09", "part": "day", "seat": "leader", "to": secretary.id(), "reason": "会议"});
    clerk.does(&roster, swap);
    let (status, asked) = deputy.open("leave", leave(secretary.id(), "2026-05-09"));
    assert_eq!(status, 201, "{asked}");
}

#[test]
fn the_month_says_how_many_of_each_body_are_there_and_marks_the_days_below_the_least() {
    let folder = Folder::new("coverage");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    let (_, _, page) = head.page("/calendar/coverage?month=2026-05", None);
    assert!(page.contains("班子成员每日在岗比例下限：50%") && page.contains("未核实"), "{page}");
    assert!(page.contains("云亭镇") && !page.contains("below"), "nobody is away");
    assert_eq!(page.matches("<th scope=\"col\"").count(), 32, "the unit and 31 days");
    let (status, _, page) = head.page("/calendar/coverage?month=2026-13", None);
    assert!(status == 400 && page.contains("月份应写作"), "{status} {page}");
    let (_, _, own) = server.sign_in("yunting-jingban").page("/calendar/coverage?month=2026-05", None);
    assert!(own.contains("云亭镇") && !own.contains("县财政局"), "a unit's clerk sees his own");
    for stranger in ["xitong", "anquan", "shenji"] {
        let (_, _, page) = server.sign_in(stranger).page("/calendar/coverage", None);
        assert!(!page.contains("云亭镇"), "{stranger} sees no content");
    }
}

//! 外出日历 through the pages: what is asked for and approved, for whom it is visible, and two chiefs away together.

use crate::server::{Folder, Server};
use serde_json::{Value, json};

fn application(from: (&str, &str), to: (&str, &str), stand_in: &str) -> Value {
    let half = |(day, half): (&str, &str)| json!({"day": day, "half": half});
    json!({
        "stand_in": stand_in, "verb": "apply", "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half(from), "to": half(to)}, "destination": "合肥市", "reach": "beyond_city",
        "reason": "参加全省乡村振兴工作会议", "phone": "13900000000",
    })
}

/// Half-days of the calendar's first line of a person, as (look, how many).
fn bars(page: &str, name: &str) -> Vec<(String, usize)> {
    let line = page
        .split("<tr>")
        .find(|line| line.contains(&format!(">{name}</a>")))
        .unwrap_or_else(|| panic!("{name} {page}"));
    let cells = line.split("<td class=\"").skip(1).map(|cell| {
        let (class, rest) = cell.split_once("\" colspan=\"").unwrap();
        (class.to_owned(), rest.split('"').next().unwrap().parse().unwrap())
    });
    cells.collect()
}

#[test]
fn the_calendar_shows_half_days_to_whom_they_concern_and_chiefs_who_are_away_together() {
    let folder = Folder::new("calendar");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (secretary, mayor) = (server.sign_in("yunting-shuji"), server.sign_in("yunting-zhenzhang"));
    let (section, leader) = (server.sign_in("jiandu-guzhang"), server.sign_in("chayue"));
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let (_, _, empty) = section.page("/calendar", None);
    assert!(empty.contains("这两周没有人外出") && empty.contains("aria-current=\"page\""), "{empty}");

    let (status, asked) = secretary.open("leave", application(("2026-05-06", "下午"), ("2026-05-08", "上午"), &deputy));
    assert_eq!(status, 201, "{asked}");
    let name = secretary.entry["name"].as_str().unwrap().to_owned();
    let (_, _, page) = section.page("/calendar", None);
    let cells = bars(&page, &name);
    assert_eq!(cells.iter().map(|(_, span)| span).sum::<usize>(), 28, "{cells:?}");
    let before: usize = cells.iter().take_while(|(class, _)| !class.contains("bar-cell")).map(|(_, span)| span).sum();
    let bar = cells.iter().find(|(class, _)| class.contains("bar-cell")).unwrap();
    // Monday 4 May; Wednesday afternoon is the sixth half-day.
    assert_eq!((before, bar), (5, &("bar-cell asked".to_owned(), 4)), "Wednesday afternoon to Friday morning");
    assert!(page.contains("待审批 因公"), "{page}");
    assert!(!page.contains("tab=clash"), "the words stand in the legend alone");

    let mut second = application(("2026-05-07", "上午"), ("2026-05-08", "下午"), &deputy);
    second["exception"] = json!("省里同日召集两次会议，均须正职参加");
    let (status, asked) = mayor.open("leave", second);
    assert_eq!(status, 201, "{asked}");
    let (_, _, page) = section.page("/calendar", None);
    let clash = "云亭镇 5月7日上午至5月8日上午正职同时外出";
    assert!(page.contains("正职同时外出") && page.contains(clash), "{page}");
    assert!(page.contains("tab=clash"), "{page}");

    let (_, _, other) = section.page("/calendar?from=2026-05-20", None);
    assert!(other.contains("这两周没有人外出"));
    let unit = page.split("/calendar?unit=").nth(1).unwrap().split(['"', '&']).next().unwrap();
    let (_, _, one) = section.page(&format!("/calendar?unit={unit}&from=2026-05-04"), None);
    assert!(one.contains("1个单位，共2人"), "{one}");
    let (_, _, whole) = leader.page("/calendar", None);
    assert!(whole.contains(&name), "a leader who may read the county sees it");
    for stranger in ["xitong", "anquan", "shenji"] {
        let (_, _, page) = server.sign_in(stranger).page("/calendar", None);
        assert!(!page.contains(&name), "{stranger} sees no content");
    }
    let (status, _, page) = section.page("/calendar?from=2026-02-30", None);
    assert!(status == 400 && page.contains("2月只有28天"), "{status} {page}");
}

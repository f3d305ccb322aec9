//! The registers through the pages: proposed chiefs confirmed in one go, namesakes compared, records merged, units ended.

use crate::{
    pages_scenario::through,
    rosters_by_page::{book, bring, hidden, press, settled},
    server::{Folder, Person, Server, databases},
};
use serde_json::json;

/// Brings a roster in through the page and carries it out.
fn import(clerk: &Person, rows: &[[&str; 5]]) {
    let (_, to, _) = bring(clerk, "花名册.xlsx", &book(rows));
    let page = settled(clerk, &to);
    assert!(page.contains("确认导入"), "{page}");
    press(clerk, &format!("{to}/confirm"));
    let page = settled(clerk, &to);
    assert!(page.contains("已导入。"), "{page}");
}

/// Ids of people of this name, in the order of the list.
fn ids(clerk: &Person, name: &str) -> Vec<String> {
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let (_, list) = clerk.get(&format!("/api/v1/people?q={encoded}"));
    list["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn proposed_chiefs_are_confirmed_in_one_go_and_each_is_journalled() {
    let folder = Folder::new("chiefs");
    for database in databases(&folder) {
        let folder = Folder::new("chiefs");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        import(
            &clerk,
            &[
                ["新桥镇", "测甲", "男", "1980.05", "党委书记"],
                ["新桥镇", "测乙", "女", "1981.06", "镇长"],
                ["新桥镇", "测丙", "女", "1983.06", "副镇长"],
            ],
        );
        let page = clerk.page("/registers", None).2;
        assert!(page.contains("待核对") && page.contains("/bulk/post/confirm_chief"), "{page}");
        let page = clerk.page("/bulk/post/confirm_chief", None).2;
        assert!(
            page.contains("新桥镇党委书记") && page.contains("新桥镇镇长") && !page.contains("新桥镇副镇长"),
            "{page}"
        );
        let row = |place: usize, chief: bool| {
            let of = |name: &str| hidden(&page, &format!("r{place}.{name}"));
            let mut pairs =
                format!("&r{place}._take=1&r{place}._matter={}&r{place}._after={}", of("_matter"), of("_after"));
            if chief {
                pairs.push_str(&format!("&r{place}.chief=true"));
            }
            pairs
        };
        // The first without its side, which the rule wants of a chief; the second is no chief after all.
        let head = format!("_csrf={}&_key={}", hidden(&page, "_csrf"), hidden(&page, "_key"));
        let (status, _, back) =
            clerk.page("/bulk/post/confirm_chief", Some(format!("{head}{}{}", row(0, true), row(1, false))));
        assert!(
            status == 422 && back.contains("有1件没有办理") && back.contains("正职须注明党或政"),
            "{status} {back}"
        );
        assert!(back.contains("新桥镇党委书记") && !back.contains("新桥镇镇长"), "the other one is done");
        let again = format!("_csrf={}&_key={}", hidden(&back, "_csrf"), hidden(&back, "_key"));
        let of = |name: &str| hidden(&back, &format!("r0.{name}"));
        let value = back.split("name=\"r0.side\"").nth(1).unwrap().split("<option value=\"").nth(2).unwrap();
        let side = value.split('"').next().unwrap();
        let pairs = format!(
            "{again}&r0._take=1&r0._matter={}&r0._after={}&r0.chief=true&r0.side={side}",
            of("_matter"),
            of("_after")
        );
        let (status, to, text) = clerk.page("/bulk/post/confirm_chief", Some(pairs));
        assert_eq!(status, 303, "{text}");
        assert!(clerk.page(&to, None).2.contains("已办理1件") && clerk.page(&to, None).2.contains("没有要办的了"));
        assert_eq!(
            server.sign_in("yunting-shuji").page("/bulk/post/confirm_chief", None).2.matches("r0._take").count(),
            0
        );
    }
}

#[test]
fn two_records_are_merged_only_where_they_agree_and_never_into_themselves() {
    let folder = Folder::new("merge");
    for database in databases(&folder) {
        let folder = Folder::new("merge");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        import(
            &clerk,
            &[
                ["新桥镇", "测合", "男", "1980.05", "党委委员"],
                ["新桥镇", "测合", "男", "1984.02", "副镇长"],
                ["新桥镇", "测误", "男", "1980.05", "武装部长"],
            ],
        );
        let page = clerk.page("/registers", None).2;
        assert!(page.contains("同名核对") && page.contains("与上一人核对"), "{page}");
        let (same, wrong) = (ids(&clerk, "测合"), ids(&clerk, "测误"));
        let (one, younger) = (&same[0], &same[1]);
        let page = clerk.page(&format!("/registers/compare?one={one}&other={younger}"), None).2;
        assert!(page.contains("1984-02") && page.contains("不同") && page.contains("留下甲，把乙并入"), "{page}");
        assert_eq!(clerk.page(&format!("/registers/compare?one={one}&other={one}"), None).0, 400);
        assert_eq!(clerk.page("/registers/compare?one=x&other=y", None).0, 404);
        let merge = |into: &str| json!({"verb": "merge_into", "into": into, "reason": "查阅档案，确为一人"});
        assert_eq!(clerk.is_refused(one, merge(one)), (422, "merge_itself".to_owned()));
        assert_eq!(clerk.is_refused(younger, merge(one)), (422, "merge_differs".to_owned()), "a name says nothing");
        // By the page, as the link of the comparison leads.
        let path = format!("/matters/{}?do=merge_into&into={one}", wrong[0]);
        through(&clerk, &path, &[("reason", "姓名录错，查阅档案确为一人")]);
        let (_, gone) = clerk.get(&format!("/api/v1/matters/{}", wrong[0]));
        assert_eq!(gone["stage"], "已并入");
        let kept = clerk.page(&format!("/people/{one}"), None).2;
        assert!(kept.contains("武装部长"), "its tenures have come: {kept}");
        let (_, his) = clerk.get(&format!("/api/v1/matters?person={one}"));
        let found = his["items"].as_array().unwrap().iter().any(|matter| matter["id"] == wrong[0].as_str());
        assert!(found, "what stood under the closed record is found under the one that stays: {his}");
        assert_eq!(clerk.is_refused(younger, merge(&wrong[0])), (422, "unknown_person".to_owned()));
    }
}

#[test]
fn what_is_entered_by_page_is_checked_and_a_unit_with_posts_is_not_ended() {
    let folder = Folder::new("entries");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let unit = through(&clerk, "/new/unit?verb=open", &[("name", "新桥镇"), ("kind", "township"), ("order", "90")]);
    let post = [("unit", "新桥镇"), ("title", "人大主席"), ("order", "1")];
    let post = through(&clerk, "/new/post?verb=open", &post);
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let close = |day: &str| json!({"verb": "close", "day": day, "reason": "撤并"});
    assert_eq!(clerk.is_refused(&id(&unit), close("2026-05-05")), (422, "still_used".to_owned()));
    assert_eq!(clerk.is_refused(&id(&unit), close("2026-02-30")).0, 400, "no such day");
    clerk.does(&id(&post), close("2026-05-05"));
    clerk.does(&id(&unit), close("2026-05-05"));
    let township = server.sign_in("yunting-shuji");
    assert_eq!(township.page("/new/unit?verb=open", None).0, 403);
    assert!(!township.page("/registers", None).2.contains("/new/unit"));
}

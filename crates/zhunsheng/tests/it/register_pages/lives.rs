//! A unit, its post and its cadre by page, from the entry to the end: corrected, renamed, departed, restored, closed.

use super::{cadres_named, encoded};
use crate::{
    pages_scenario::{sends, text, through},
    server::{Folder, Person, Server, databases},
};

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Whether the list of people knows somebody of this name, and whether a picker suggests him.
fn known(clerk: &Person, name: &str) -> (bool, bool) {
    let suggested = text(clerk, &format!("/suggest/person?q={}", encoded(name)));
    (!cadres_named(clerk, name).is_empty(), suggested.contains(name))
}

fn unit_listed(clerk: &Person, name: &str) -> bool {
    text(clerk, &format!("/units?q={}", encoded(name))).contains("href=\"/units/")
}

/// Sends a form that is refused for what stands in it: the page comes back with the sentence and with what was entered.
fn is_refused(clerk: &Person, path: &str, values: &[(&str, &str)], sentence: &str) {
    let (status, _, page) = sends(clerk, path, values);
    assert!(status == 422 && page.contains(sentence), "{path} {status}: {page}");
    for (_, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        assert!(page.contains(value), "{value} has been lost: {page}");
    }
}

const CADRE: [(&str, &str); 8] = [
    ("card.name", "测退"),
    ("card.sex", "男"),
    ("card.birth", "1971-05"),
    ("card.level", "副科"),
    ("card.authority", "县管"),
    ("card.order", "1"),
    ("posts.0.post", "岭下乡武装部长"),
    ("posts.0.since", "2020-03-01"),
];

/// Unit, post and cadre as entered by page.
fn entered(clerk: &Person) -> [String; 3] {
    let unit = through(clerk, "/new/unit?verb=open", &[("name", "岭下乡"), ("kind", "township"), ("order", "91")]);
    let post = [("unit", "岭下乡"), ("title", "武装部长"), ("order", "1")];
    let post = through(clerk, "/new/post?verb=open", &post);
    [unit, post, through(clerk, "/new/cadre?verb=enter", &CADRE)]
}

#[test]
fn a_cadre_is_entered_corrected_brought_up_to_date_departs_and_comes_back_by_page() {
    let folder = Folder::new("cadre-life");
    for database in databases(&folder) {
        let folder = Folder::new("cadre-life");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
        let [_, _, cadre] = entered(&clerk);
        let person = format!("/people/{}", id(&cadre));
        // What was entered wrongly is corrected; both the old and the new stand in the stream.
        through(&clerk, &format!("{cadre}/amend/1"), &[("payload.card.name", "测推"), ("reason", "姓名录错")]);
        let page = text(&clerk, &cadre);
        for said in ["原为", "测退", "现为", "测推", "姓名录错", "内容已由第2条更正"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert_eq!((known(&clerk, "测退"), known(&clerk, "测推")), ((false, false), (true, true)));
        // What has changed is brought up to date.
        let change = format!("{cadre}?do=change");
        is_refused(&clerk, &change, &[("birth", "1971-13")], "id=\"f-birth-error\"");
        is_refused(&clerk, &change, &[], "内容没有变化，不需要提交");
        through(&clerk, &change, &[("level", "正科"), ("phone", "13900000001"), ("politics", "中共党员")]);
        assert!(text(&clerk, &cadre).contains("级别：副科→正科"));
        let card = text(&clerk, &person);
        for shown in ["测推", "正科", "1971.05（55岁）", "中共党员", "岭下乡武装部长"] {
            assert!(card.contains(shown), "{shown}: {card}");
        }
        // Nobody who holds a post departs; the post is left by a decision first.
        let depart = format!("{cadre}?do=depart");
        let away = [("day", "2026-05-05"), ("reason", "transfer"), ("note", "调往外县")];
        is_refused(&clerk, &depart, &away, "仍任岭下乡武装部长，请先登记免职、退休等任免事项");
        leaves_post(&clerk, &head, "岭下乡武装部长");
        through(&clerk, &depart, &away);
        let page = text(&clerk, &cadre);
        assert!(page.contains("调往外县") && page.contains("do=restore") && !page.contains("do=change"), "{page}");
        let card = text(&clerk, &person);
        assert!(card.contains("已退出管理") && card.contains("2020.03至2026.05"), "{card}");
        assert_eq!(known(&clerk, "测推"), (false, false), "neither listed nor suggested");
        let other = format!("/matters/{}?do=add_relation", head.id());
        is_refused(&clerk, &other, &[("other", "测推"), ("relation", "弟弟")], "没有找到");
        // And back.
        is_refused(&clerk, &format!("{cadre}?do=restore"), &[("day", "2026-05-05")], "理由");
        through(&clerk, &format!("{cadre}?do=restore"), &[("day", "2026-05-05"), ("reason", "调回本县")]);
        assert_eq!(known(&clerk, "测推"), (true, true));
        assert!(!text(&clerk, &person).contains("已退出管理") && text(&clerk, &cadre).contains("do=depart"));
        through(&clerk, &other, &[("other", "测推"), ("relation", "弟弟")]);
        let township = server.sign_in("yunting-shuji");
        assert_ne!(township.page(&cadre, None).0, 500);
        assert!(!township.page(&cadre, None).2.contains("do=depart"), "the register is the section's");
    }
}

/// 任免 by page: entered by the clerk, confirmed by the head.
fn leaves_post(clerk: &Person, head: &Person, post: &str) {
    let decision = [
        ("person", "测推"),
        ("authority", "县委"),
        ("document", "青任〔2026〕8号"),
        ("decided_on", "2026-05-05"),
        ("leaves.0.post", post),
        ("leaves.0.day", "2026-05-05"),
        ("leaves.0.reason", "transfer"),
    ];
    let decision = through(clerk, "/new/post_change", &decision);
    through(head, &format!("{decision}?do=confirm"), &[]);
}

#[test]
fn a_unit_is_renamed_and_ended_by_page_after_its_post_and_that_after_its_holder() {
    let folder = Folder::new("unit-life");
    for database in databases(&folder) {
        let folder = Folder::new("unit-life");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
        let [unit, post, cadre] = entered(&clerk);
        through(&clerk, &format!("{cadre}/amend/1"), &[("payload.card.name", "测推"), ("reason", "姓名录错")]);
        let rename = format!("{unit}?do=rename");
        is_refused(&clerk, &rename, &[("name", "云亭镇"), ("day", "2026-05-01"), ("reason", "撤乡设镇")], "已有名为");
        is_refused(
            &clerk,
            &rename,
            &[("name", "岭下镇"), ("day", "2026-02-30"), ("reason", "撤乡设镇")],
            "2月只有28天",
        );
        through(&clerk, &rename, &[("name", "岭下镇"), ("day", "2026-05-01"), ("reason", "撤乡设镇")]);
        let page = text(&clerk, &unit);
        assert!(page.contains("曾用名称") && page.contains("岭下乡") && page.contains("撤乡设镇"), "{page}");
        let card = text(&clerk, &format!("/units/{}", id(&unit)));
        assert!(card.contains("岭下镇</h1>") && card.contains("武装部长") && card.contains("测推"), "{card}");
        assert!(text(&clerk, &format!("/people/{}", id(&cadre))).contains("岭下镇武装部长"), "posts bear the new name");
        assert!(unit_listed(&clerk, "岭下镇") && unit_listed(&clerk, "岭下乡"), "found by either");
        through(&clerk, &format!("{unit}?do=change"), &[("level", "正科级"), ("deputy_seats", "6")]);
        assert!(text(&clerk, &unit).contains("正科级"));

        let closing = [("day", "2026-05-05"), ("reason", "乡镇区划调整")];
        let (close_unit, close_post) = (format!("{unit}?do=close"), format!("{post}?do=close"));
        is_refused(&clerk, &close_unit, &closing, "单位还有在设职务，请先撤销职务");
        is_refused(&clerk, &close_post, &closing, "该职务仍有人任职，请先登记免职或调动");
        leaves_post(&clerk, &head, "岭下镇武装部长");
        through(&clerk, &close_post, &closing);
        assert!(!text(&clerk, &post).contains("do=close") && text(&clerk, &post).contains("乡镇区划调整"));
        is_refused(&clerk, &close_unit, &[("day", "2026-05-05"), ("reason", " ")], "依据");
        through(&clerk, &close_unit, &closing);
        assert!(!unit_listed(&clerk, "岭下镇") && !text(&clerk, &unit).contains("do=rename"));
        let post = [("unit", "岭下镇"), ("title", "镇长"), ("order", "1")];
        is_refused(&clerk, "/new/post?verb=open", &post, "没有找到");
        let past = text(&clerk, &format!("/people/{}", id(&cadre)));
        assert!(past.contains("岭下镇武装部长") && past.contains("2020.03至2026.05"), "his past stays: {past}");
    }
}

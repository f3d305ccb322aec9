//! A trip abroad from the list of registered people to the passport back in its cabinet, and a second one over the same days.

use super::{
    driver::Browser,
    leave::address,
    morning::{DESK, Morning},
    window::Window,
};
use crate::server::{postgres, skipped};

const SECTION_CLERK: &str = "jiandu-jingban";
const DEPUTY: &str = "yunting-fuzhenzhang";
const MAYOR: &str = "yunting-zhenzhang";
/// Who signs for a member of a township's leading body: opinion of the unit, examination, approval.
const SIGNERS: [&str; 3] = ["yunting-shuji", "jiandu-guzhang", "zuzhibu-buzhang"];
const TUESDAY: &str = "2026-05-05T09:00";
const BEFORE: &str = "2026-07-03T09:00";
const AFTER: &str = "2026-07-13T09:00";

/// The deputy stands on the list of the exit authority: the clock may have proposed him, else he is entered by hand.
fn registered(clerk: &Window, name: &str) {
    clerk.open(&format!("/ledger/registered_person?tab=all&q={name}"));
    let entry = format!("登记备案：{name}");
    if clerk.shows(&entry) {
        clerk.press(&entry);
    } else {
        clerk.open("/new/registered_person");
        clerk.fill("干部", name);
        clerk.choose("人员类别", "科级领导干部");
        clerk.fill("应登记自", "5.4");
        clerk.submit("登记应备案人员");
    }
    clerk.must_show(&[name, "待报备"]);
    if clerk.number("document.querySelectorAll('form[action$=\"/actions/file\"]').length") == 0 {
        clerk.press("记入登记回执");
    }
    clerk.fill("受理日期", "5.5");
    clerk.fill("回执编号", "登2026-1");
    clerk.submit("记入登记回执");
    clerk.must_show(&["登2026-1", "已登记"]);
}

/// His passport lies in the cabinet: the address of its entry.
fn kept(clerk: &Window, name: &str) -> String {
    clerk.open("/new/certificate");
    clerk.fill("持证人", name);
    clerk.tick("普通护照");
    clerk.fill("证件号码", "E12345678");
    clerk.fill("签发日期", "2020.3.1");
    clerk.fill("有效期至", "2030.2.28");
    clerk.tick("在本人手中，应上交");
    clerk.submit("登记证件");
    clerk.must_show(&["待上交", "5678"]);
    clerk.press("收证");
    clerk.fill("柜位", "1柜3格");
    clerk.fill("收据编号", "收2026-1");
    clerk.submit("收证");
    clerk.must_show(&["在管", "收2026-1"]);
    address(clerk)
}

/// Fills the form of a private trip in.
fn asked(window: &Window, from: &str, to: &str, place: &str, stand_in: &str) {
    window.open("/new/abroad");
    window.tick("因私");
    window.tick("旅游");
    window.choose("所用假别", "年休假");
    window.fill("离开与返回本县自，日期", from);
    window.fill("离开与返回本县至，日期", to);
    window.fill_row(1, "国家或地区", place);
    window.tick("国外");
    window.fill_row(1, "自", from);
    window.fill_row(1, "至", to);
    window.fill("事由", "旅游");
    window.tick("本人自理");
    window.add_row("使用证件");
    window.tick("普通护照");
    window.fill("本人联系电话", "13900000000");
    window.fill("代行职责人", stand_in);
}

/// A second trip over the same days is refused in a sentence, and the form comes back as it was filled in.
fn refused(window: &Window, stand_in: &str) {
    asked(window, "2026-07-10", "2026-07-15", "日本", stand_in);
    window.submit("提交申请");
    window.must_show(&["不予办理", "重叠"]);
    assert_eq!(window.value("离开与返回本县自，日期"), "2026-07-10", "a refused form comes back filled in");
    assert_eq!(window.row_value(1, "国家或地区"), "日本");
    assert_eq!(window.row_value(1, "至"), "2026-07-15");
    assert_eq!(window.value("事由"), "旅游");
    let ticked = "[...document.querySelectorAll('input[type=radio]:checked')].map(e => said(e.labels[0])).join()";
    let ticked = window.look(ticked);
    for word in ["因私", "旅游", "国外", "本人自理", "普通护照"] {
        assert!(ticked.as_str().unwrap().contains(word), "{word}: {ticked}");
    }
    window.open("/ledger/abroad?tab=all");
    window.must_show(&["共1条"]);
}

/// Everybody who signs finds it on his workbench.
fn approved(morning: &Morning, browser: &Browser, path: &str, scripts: bool) {
    for (at, account) in SIGNERS.into_iter().enumerate() {
        let window = morning.person(browser, account, DESK, scripts);
        window.open("/");
        window.must_show(&["出国（境）"]);
        window.open(&format!("{path}?do=agree"));
        window.fill("意见", "同意。");
        window.submit("同意");
        window.must_show(&[if at < 2 { "待审批" } else { "待出境" }]);
    }
}

/// What the border recorded falls within the trip and is entered there.
fn crossed(clerk: &Window, name: &str, direction: &str, day: &str) {
    clerk.open("/new/border_record");
    clerk.fill("干部", name);
    clerk.tick(direction);
    clerk.fill("日期", day);
    clerk.fill("口岸", "浦东机场");
    clerk.fill("来源", "出入境管理部门函复");
    clerk.submit("登记出入境记录");
    clerk.must_show(&["已对上", "出〔2026〕1号"]);
}

/// The passport goes out on the trip alone and comes back into its place.
fn lent(clerk: &Window, passport: &str) {
    clerk.open(passport);
    clerk.press("借出");
    clerk.choose("已批准的出国（境）", "出〔2026〕1号");
    clerk.fill("借用单编号", "借2026-1");
    clerk.submit("借出");
    clerk.must_show(&["借出", "借2026-1"]);
    clerk.open("/boards/certificate?heap=借出");
    clerk.must_show(&["尾号5678"]);
}

/// Back in the cabinet; its receipt is looked at, and the number stands nowhere.
fn returned(clerk: &Window, passport: &str, name: &str) {
    clerk.open(passport);
    clerk.must_show(&["待交回"]);
    if clerk.number("document.querySelectorAll('form[action$=\"/actions/give_back\"]').length") == 0 {
        clerk.press("交回");
    }
    assert_eq!(clerk.value("柜位"), "1柜3格");
    clerk.fill("收据编号", "还2026-1");
    clerk.submit("交回");
    clerk.must_show(&["在管", "还2026-1"]);
    clerk.press("证件交回收据");
    clerk.must_show(&["还2026-1", "借2026-1", name, "5678"]);
    assert!(!clerk.shows("E12345678"), "{}", clerk.text());
}

fn trip(mut morning: Morning, scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let (name, stand_in) = (morning.name(DEPUTY), morning.name(MAYOR));
    let clerk = morning.person(&browser, SECTION_CLERK, DESK, scripts);
    registered(&clerk, &name);
    let passport = kept(&clerk, &name);
    let deputy = morning.person(&browser, DEPUTY, DESK, scripts);
    asked(&deputy, "2026-07-06", "2026-07-12", "新加坡", &stand_in);
    deputy.submit("提交申请");
    deputy.must_show(&["待审批", "新加坡", "出〔2026〕1号"]);
    let path = address(&deputy);
    approved(&morning, &browser, &path, scripts);
    refused(&deputy, &stand_in);

    morning.later(BEFORE);
    lent(&morning.person(&browser, SECTION_CLERK, DESK, scripts), &passport);

    morning.later(AFTER);
    let clerk = morning.person(&browser, SECTION_CLERK, DESK, scripts);
    crossed(&clerk, &name, "出境", "2026-07-06");
    crossed(&clerk, &name, "入境", "2026-07-12");
    let deputy = morning.person(&browser, DEPUTY, DESK, scripts);
    deputy.open("/");
    deputy.press("回国（境）报告");
    deputy.must_show(&["浦东机场"]);
    deputy.fill("在外情况", "行程无变化，无异常情况");
    deputy.submit("回国（境）报告");
    deputy.must_show(&["已办结"]);
    deputy.open("/ledger/leave?tab=all");
    deputy.must_show(&["新加坡", "已办结"]);
    returned(&clerk, &passport, &name);
}

#[test]
fn a_trip_abroad_is_approved_and_its_passport_lent_and_brought_back() {
    trip(Morning::new("walk-trip", TUESDAY), true);
}

#[test]
fn a_trip_abroad_is_gone_without_scripts() {
    trip(Morning::new("walk-trip-plain", TUESDAY), false);
}

#[test]
fn a_trip_abroad_is_gone_on_postgresql() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    trip(Morning::on_postgres("walk-trip-pg", database, TUESDAY), true);
}

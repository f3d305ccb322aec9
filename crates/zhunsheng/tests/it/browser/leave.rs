//! A leave from the first question to its end, and a wrong date in one.

use super::{
    driver::Browser,
    morning::{DESK, Morning, PHONE},
    window::Window,
};
use crate::server::{postgres, skipped};

const OFFICES: [&str; 5] = ["jiandu-guzhang", "xianwei-fushuji", "changwu-fuxianzhang", "xianwei-shuji", "xianzhang"];
const TUESDAY: &str = "2026-05-05T09:00";

/// Fills the form of a trip in; without a stand-in where none is said.
pub fn trip(window: &Window, from: &str, to: &str, stand_in: &str) {
    window.tick("因公");
    window.tick("会议");
    window.fill("离开与返回本县自，日期", from);
    window.fill("离开与返回本县至，日期", to);
    window.fill("去往何地", "合肥市");
    window.tick("市外");
    window.fill("事由", "参加全省会议");
    window.fill("本人联系电话", "13900000000");
    if !stand_in.is_empty() {
        window.choose("代行职责人", stand_in);
    }
}

/// Asks for a trip: the matter's address.
pub fn asks(window: &Window, from: &str, to: &str, stand_in: &str) -> String {
    window.open("/new/leave");
    trip(window, from, to, stand_in);
    window.submit("提交申请");
    window.must_show(&["待审批", "合肥市"]);
    address(window)
}

/// The address of the matter whose page this is.
pub fn address(window: &Window) -> String {
    window.path().split(['?', '#']).next().unwrap().to_owned()
}

/// Whoever of the office finds the matter's approval on his page gives it.
fn approved(offices: &[Window], path: &str, reason: &str) {
    for window in offices.iter().chain(offices) {
        window.open(&format!("{path}?do=agree"));
        let own = "document.querySelectorAll('form[action$=\"/actions/agree\"]').length";
        let paper = "document.querySelectorAll('details.behalf[open]').length";
        // A head's own page also offers what another signs on paper; that is not his to give.
        if window.number(own) != 1 || window.number(paper) > 0 {
            continue;
        }
        window.fill("意见", "同意。");
        if !reason.is_empty() && window.shows("准予例外的理由") {
            window.fill("准予例外的理由", reason);
        }
        window.submit("同意");
    }
}

fn offices<'a>(morning: &Morning, browser: &'a Browser, scripts: bool) -> [Window<'a>; 5] {
    OFFICES.map(|account| morning.person(browser, account, DESK, scripts))
}

/// Who can stand in for both chiefs.
fn deputy(window: &Window, but: &str) -> String {
    window.open("/new/leave");
    let choices = window.choices("代行职责人");
    choices.into_iter().skip(1).find(|choice| !choice.starts_with(but)).unwrap()
}

/// A mayor asks, is refused because his secretary is away, gives a reason, is approved by the highest, and is found in the ledger.
/// On the road the secretary's meeting takes longer; both come back and report it.
fn leave(mut morning: Morning, size: (u32, u32), scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let mayor_name = morning.name("yunting-zhenzhang");
    let secretary = morning.person(&browser, "yunting-shuji", size, scripts);
    let stand_in = deputy(&secretary, &mayor_name);
    let first = asks(&secretary, "5.6", "2026-05-07", &stand_in);
    let office = offices(&morning, &browser, scripts);
    approved(&office, &first, "");
    secretary.open(&first);
    secretary.must_show(&["待出发"]);

    let mayor = morning.person(&browser, "yunting-zhenzhang", size, scripts);
    mayor.open("/new/leave");
    trip(&mayor, "5.7", "5.8", &stand_in);
    mayor.submit("提交申请");
    mayor.must_show(&["不予办理", "意见三（一）", "特殊情况理由"]);
    assert_eq!(mayor.value("事由"), "参加全省会议", "a refused form comes back filled in");
    assert_eq!(mayor.value("去往何地"), "合肥市");
    mayor.fill("特殊情况理由", "县里安排两人同时参加");
    mayor.submit("提交申请");
    mayor.must_show(&["待审批"]);
    let second = address(&mayor);
    assert_ne!(first, second);

    approved(&office, &second, "工作需要");
    mayor.open(&second);
    mayor.must_show(&["待出发", "工作需要"]);
    let section = &office[0];
    section.open("/ledger/leave?tab=all");
    section.must_show(&[&mayor_name, "待出发"]);
    section.open("/calendar");
    section.must_show(&[&mayor_name]);

    morning.later("2026-05-07T14:30");
    extended(&morning, &browser, &first, size, scripts);
    morning.later("2026-05-09T17:30");
    reported_back(&morning, &browser, [&first, &second], size, scripts);
}

/// Thursday afternoon: the secretary asks for two more days, which reach into the mayor's, and is allowed.
fn extended(morning: &Morning, browser: &Browser, path: &str, size: (u32, u32), scripts: bool) {
    let secretary = morning.person(browser, "yunting-shuji", size, scripts);
    secretary.open("/");
    secretary.must_show(&["5月8日", "销假"]);
    secretary.open(path);
    secretary.must_show(&["在外"]);
    secretary.press("续假");
    secretary.fill("延至，日期", "5.9");
    secretary.choose("延至，上午或下午", "下午");
    secretary.fill("续假事由", "会议延长");
    secretary.submit("续假");
    secretary.must_show(&["不予办理"]);
    assert_eq!(secretary.value("续假事由"), "会议延长", "a refused form comes back filled in");
    secretary.fill("特殊情况理由", "省里点名参加");
    secretary.submit("续假");
    approved(&offices(morning, browser, scripts), path, "工作需要");
    secretary.open(path);
    secretary.must_show(&["会议延长", "5月6日上午至9日下午", "2026-05-09假满"]);
    assert!(!secretary.shows("2026-05-07假满"), "the day owed has moved with the end");
}

/// Saturday evening: both are back. Nothing is owed of either leave but what the offices file.
fn reported_back(morning: &Morning, browser: &Browser, paths: [&str; 2], size: (u32, u32), scripts: bool) {
    for (account, path, day) in [("yunting-shuji", paths[0], "今天"), ("yunting-zhenzhang", paths[1], "5.8")] {
        let window = morning.person(browser, account, size, scripts);
        window.open("/");
        window.must_show(&["销假"]);
        window.open(&format!("{path}?do=report_back"));
        window.fill("实际返回，日期", day);
        window.choose("实际返回，上午或下午", "下午");
        window.submit("销假");
        window.must_show(&["已办理：销假"]);
        window.open("/");
        assert!(!window.shows("假满"), "no report is owed any more: {}", window.text());
    }
    let section = morning.person(browser, "jiandu-guzhang", DESK, scripts);
    section.open("/ledger/leave?tab=all");
    for back in ["05-09下午", "05-08下午"] {
        let row = section.row(back);
        assert!(!row.contains("在外") && !row.contains("待销假") && !row.contains("逾期"), "{row}");
    }
}

#[test]
fn a_mayor_asks_for_leave_is_refused_gives_a_reason_is_approved_and_both_chiefs_report_back() {
    leave(Morning::new("walk-leave", TUESDAY), DESK, true);
}

#[test]
fn the_same_without_scripts() {
    leave(Morning::new("walk-leave-plain", TUESDAY), DESK, false);
}

#[test]
fn the_same_on_a_phone() {
    leave(Morning::new("walk-leave-phone", TUESDAY), PHONE, true);
}

#[test]
fn the_same_on_postgresql() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    leave(Morning::on_postgres("walk-leave-pg", database, TUESDAY), DESK, true);
}

/// The section's head corrects an end that was copied wrongly, and everything that follows from it is elsewhere afterwards.
fn corrected(name: &str, scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new(name, TUESDAY);
    let secretary = morning.person(&browser, "yunting-shuji", DESK, scripts);
    let mayor = morning.name("yunting-zhenzhang");
    let stand_in = deputy(&secretary, &mayor);
    let path = asks(&secretary, "5.6", "5.7", &stand_in);
    let office = offices(&morning, &browser, scripts);
    approved(&office, &path, "");
    let head = &office[0];
    head.open("/ledger/leave");
    let row = head.row("请〔2026〕1号");
    assert!(row.contains("05-07下午") && row.contains("\t2\t2\t"), "{row}");
    secretary.open("/");
    secretary.must_show(&["5月8日", "2026-05-07假满，次日起算，加1日，到期2026-05-08"]);

    head.open(&path);
    head.press("更正");
    head.press("更正第1条");
    head.fill("离开与返回本县至，日期", "5.8");
    head.fill("更正理由", "抄录有误");
    head.submit("提交更正");
    // The count of working half-days stands in the record too; the page says what it must become.
    head.must_show(&["不予办理", "一并改为6"]);
    assert_eq!(head.value("更正理由"), "抄录有误", "nothing typed is lost");
    head.fill("其中工作半日数", "6");
    head.submit("提交更正");
    head.must_show(&["抄录有误", "5月6日上午至8日下午", "5月6日上午至7日下午", "内容已由第"]);

    head.must_show(&["2026-05-08假满，次日起算，加1日，到期2026-05-09"]);
    assert!(!head.shows("到期2026-05-08"), "the old day is owed no more");
    secretary.open("/");
    secretary.must_show(&["5月9日", "2026-05-08假满，次日起算，加1日，到期2026-05-09"]);
    assert!(!secretary.shows("到期2026-05-08"), "nor on the workbench of who owes it");
    head.open("/ledger/leave");
    let row = head.row("请〔2026〕1号");
    assert!(row.contains("05-08下午") && !row.contains("05-07下午") && row.contains("\t3\t3\t"), "{row}");
    head.open("/calendar");
    head.must_show(&[&morning.name("yunting-shuji")]);
}

#[test]
fn a_wrong_date_is_corrected_and_the_day_owed_and_the_row_of_the_ledger_move_with_it() {
    corrected("walk-amend", true);
}

#[test]
fn a_wrong_date_is_corrected_without_scripts() {
    corrected("walk-amend-plain", false);
}

#[test]
fn a_paper_is_laid_to_a_leave_and_read_again_by_others() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-paper", TUESDAY);
    let secretary = morning.person(&browser, "yunting-shuji", DESK, true);
    let stand_in = deputy(&secretary, &morning.name("yunting-zhenzhang"));
    let path = asks(&secretary, "5.6", "5.7", &stand_in);
    secretary.press("添加附件");
    secretary.attach("附件", &morning.paper("会议通知.pdf", "%PDF-1.4 notice"));
    secretary.fill("说明", "省里的通知");
    secretary.submit("添加附件");
    secretary.must_show(&["已办理：添加附件", "会议通知.pdf", "省里的通知"]);
    let clerk = morning.person(&browser, "jiandu-jingban", DESK, true);
    clerk.open(&path);
    clerk.must_show(&["会议通知.pdf"]);
    let read = "[...document.querySelectorAll('a')].find(e => said(e).startsWith('会议通知.pdf')).getAttribute('href')";
    let href = clerk.look(read).as_str().unwrap().to_owned();
    let reader = morning.server.sign_in("jiandu-jingban");
    assert_eq!(reader.bytes(&href).2, b"%PDF-1.4 notice", "byte for byte");
    // A page that only calls itself a paper is refused in words, and the note is not lost.
    secretary.open(&format!("{path}?do=attach"));
    secretary.attach("附件", &morning.paper("清单.exe", "MZ program"));
    secretary.fill("说明", "名册");
    secretary.submit("添加附件");
    secretary.must_show(&["清单.exe"]);
    assert_eq!(secretary.value("说明"), "名册");
    assert_eq!(secretary.number("document.querySelectorAll('a[href^=\"/files/\"]').length"), 1, "nothing was added");
}

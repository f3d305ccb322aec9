//! What people do in a day, with mouse and keyboard, with the pages' script and without it.

use super::driver::{Browser, Window};
use crate::server::{Folder, Server};

const PASSWORD: &str = "Qingyi-Demo-2026";
const DESK: (u32, u32) = (1366, 768);
const PHONE: (u32, u32) = (390, 844);

/// A county without a past on a morning of May, and people at their windows.
struct Morning {
    server: Server,
    _folders: [Folder; 2],
}

impl Morning {
    fn new(name: &str) -> Self {
        let folders = [Folder::new(name), Folder::new(&format!("{name}-db"))];
        let database = format!("sqlite:{}", folders[1].0.join("county.db").display());
        let server = Server::demo(&folders[0], &database, "2026-05-05T09:00");
        Self { server, _folders: folders }
    }

    fn person<'a>(&self, browser: &'a Browser, account: &str, size: (u32, u32), scripts: bool) -> Window<'a> {
        let window = browser.person(&self.server.address, size, scripts);
        window.sign_in(account, PASSWORD);
        window
    }
}

/// Fills the form of a trip in.
fn trip(window: &Window, from: &str, to: &str, stand_in: &str) {
    window.tick("因公");
    window.tick("会议");
    window.fill("离开与返回本县自，日期", from);
    window.fill("离开与返回本县至，日期", to);
    window.fill("去往何地", "合肥市");
    window.tick("市外");
    window.fill("事由", "参加全省会议");
    window.fill("本人联系电话", "13900000000");
    window.choose("代行职责人", stand_in);
}

/// Whoever of the office finds the matter's approval on his page gives it.
fn approved(morning: &Morning, browser: &Browser, path: &str, reason: &str, scripts: bool) {
    let offices = ["jiandu-guzhang", "xianwei-fushuji", "changwu-fuxianzhang", "xianwei-shuji", "xianzhang"];
    let windows = offices.map(|account| morning.person(browser, account, DESK, scripts));
    for window in windows.iter().chain(&windows) {
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
        window.press("同意");
    }
}

/// A mayor asks, is refused because his secretary is away, gives a reason, is approved by the highest, and is found in the ledger.
fn leave(size: (u32, u32), scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-leave");
    let secretary = morning.person(&browser, "yunting-shuji", size, scripts);
    secretary.open("/new/leave");
    let mayor_name = morning.server.sign_in("yunting-zhenzhang").entry["name"].as_str().unwrap().to_owned();
    let choices = secretary.choices("代行职责人");
    let deputy = choices.iter().skip(1).find(|choice| !choice.starts_with(&mayor_name)).unwrap().clone();
    trip(&secretary, "5.6", "2026-05-07", &deputy);
    secretary.press("提交申请");
    secretary.must_show(&["待审批", "合肥市"]);
    let first = secretary.path().split('?').next().unwrap().to_owned();

    let mayor = morning.person(&browser, "yunting-zhenzhang", size, scripts);
    mayor.open("/new/leave");
    trip(&mayor, "5.7", "5.8", &deputy);
    mayor.press("提交申请");
    mayor.must_show(&["不予办理", "意见三（一）", "特殊情况理由"]);
    assert_eq!(mayor.value("事由"), "参加全省会议", "a refused form comes back filled in");
    assert_eq!(mayor.value("去往何地"), "合肥市");
    mayor.fill("特殊情况理由", "县里安排两人同时参加");
    mayor.press("提交申请");
    mayor.must_show(&["待审批"]);
    let second = mayor.path().split('?').next().unwrap().to_owned();
    assert_ne!(first, second);

    approved(&morning, &browser, &first, "", scripts);
    approved(&morning, &browser, &second, "工作需要", scripts);
    mayor.open(&second);
    mayor.must_show(&["待出发", "工作需要"]);
    let section = morning.person(&browser, "jiandu-guzhang", size, scripts);
    section.open("/ledger/leave?tab=all");
    section.must_show(&[&mayor_name, "待出发"]);
    section.open("/calendar");
    section.must_show(&[&mayor_name]);
}

#[test]
fn a_mayor_asks_for_leave_is_refused_gives_a_reason_and_is_approved() {
    leave(DESK, true);
}

#[test]
fn the_same_without_scripts() {
    leave(DESK, false);
}

#[test]
fn the_same_on_a_phone() {
    leave(PHONE, true);
}

#[test]
fn signing_in_and_asking_for_leave_needs_no_mouse() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-keys");
    let secretary = browser.person(&morning.server.address, DESK, true);
    secretary.open("/sign-in");
    secretary.tab_to("e.name === 'account'");
    secretary.types("yunting-shuji");
    secretary.tab_to("e.type === 'password'");
    secretary.types(PASSWORD);
    secretary.enter();
    secretary.must_show(&["工作台"]);
    secretary.tab_to("e.tagName === 'A' && said(e) === '请销假' || e.href && e.href.endsWith('/ledger/leave')");
    secretary.enter();
    secretary.tab_to("e.tagName === 'A' && said(e) === '提交申请'");
    secretary.enter();
    secretary.tab_to("e.name === 'period.from.day'");
    secretary.types("5月6日");
    secretary.tab_to("e.name === 'destination'");
    secretary.types("合肥市");
    secretary.enter();
    secretary.must_show(&["没有提交", "外出类别"]);
    assert_eq!(secretary.value("去往何地"), "合肥市", "what was typed is there again");
}

#[test]
fn a_session_that_was_ended_shows_nothing_to_whoever_goes_back() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-out");
    let secretary = morning.person(&browser, "yunting-shuji", DESK, true);
    secretary.open("/new/leave");
    secretary.press("退出");
    secretary.must_show(&["登录"]);
    secretary.back();
    assert!(!secretary.shows("代行职责人"), "{}", secretary.text());
    secretary.open("/new/leave");
    secretary.must_show(&["口令"]);
}

#[test]
fn a_wrong_date_is_corrected_with_what_was_and_what_is_side_by_side() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-amend");
    let secretary = morning.person(&browser, "yunting-shuji", DESK, true);
    secretary.open("/new/leave");
    let deputy = secretary.choices("代行职责人").into_iter().nth(2).unwrap();
    trip(&secretary, "5.6", "5.7", &deputy);
    secretary.press("提交申请");
    let path = secretary.path().split('?').next().unwrap().to_owned();
    let head = morning.person(&browser, "jiandu-guzhang", DESK, true);
    head.open(&path);
    head.press("更正");
    head.press("更正第1条");
    head.fill("离开与返回本县至，日期", "5.8");
    head.fill("更正理由", "抄录有误");
    head.press("提交更正");
    // The count of working half-days stands in the record too; the page says what it must become.
    head.must_show(&["不予办理", "一并改为6"]);
    assert_eq!(head.value("更正理由"), "抄录有误", "nothing typed is lost");
    head.fill("其中工作半日数", "6");
    head.press("提交更正");
    head.must_show(&["抄录有误", "5月6日上午至8日下午", "5月6日上午至7日下午", "内容已由第2条更正"]);
}

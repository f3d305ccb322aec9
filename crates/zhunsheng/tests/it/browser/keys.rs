//! Work without a mouse, and a session that has ended.

use super::{
    driver::Browser,
    leave::asks,
    morning::{DESK, Morning, PASSWORD},
};

const TUESDAY: &str = "2026-05-05T09:00";

#[test]
fn a_leave_is_asked_and_found_in_the_ledger_without_a_mouse() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-keys", TUESDAY);
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
    assert_eq!(secretary.look("document.activeElement.getAttribute('role')"), "alert", "the refusal has the focus");

    // On from the refusal: everything that was missing, and a stand-in from the list.
    let radio = |words: &str| format!("e.type === 'radio' && [...e.labels].some(l => said(l) === '{words}')");
    secretary.tab_to(&radio("因公"));
    secretary.key(" ");
    secretary.tab_to("e.type === 'radio' && e.name.startsWith('purpose.')");
    secretary.key(" ");
    secretary.tab_to("e.name === 'period.to.day'");
    secretary.types("5月7日");
    secretary.tab_to("e.type === 'radio' && e.name === 'reach'");
    // The choices of one question are one stop; the arrows go from one to the next.
    secretary.key("ArrowDown");
    secretary.tab_to("e.name === 'reason'");
    secretary.types("参加全省会议");
    secretary.tab_to("e.name === 'phone'");
    secretary.types("13900000000");
    secretary.tab_to("e.tagName === 'SELECT' && e.labels.length && said(e.labels[0]).startsWith('代行职责人')");
    // Past the mayor, whoever of the body comes second.
    secretary.key("ArrowDown");
    secretary.key("ArrowDown");
    let stand_in = secretary.look("document.activeElement.selectedOptions[0].text").as_str().unwrap().to_owned();
    secretary.tab_to("e.tagName === 'BUTTON' && said(e) === '提交申请'");
    secretary.enter();
    let name = stand_in.split(['，', '（', ' ']).next().unwrap().to_owned();
    secretary.must_show(&["待审批", "合肥市", &name]);

    secretary.tab_to("e.href && e.href.endsWith('/ledger/leave')");
    secretary.enter();
    secretary.must_show(&["请〔2026〕1号"]);
    secretary.tab_to("e.tagName === 'A' && said(e) === '请〔2026〕1号'");
    secretary.enter();
    secretary.must_show(&["基本情况", "参加全省会议"]);
}

#[test]
fn a_session_that_was_ended_shows_nothing_to_whoever_goes_back() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("walk-out", TUESDAY);
    let secretary = morning.person(&browser, "yunting-shuji", DESK, true);
    secretary.open("/new/leave");
    let deputy = secretary.choices("代行职责人").into_iter().nth(2).unwrap();
    asks(&secretary, "5.6", "5.7", &deputy);
    secretary.press("退出");
    secretary.must_show(&["登录"]);
    secretary.back();
    assert!(!secretary.shows("合肥市"), "{}", secretary.text());
    secretary.open("/new/leave");
    secretary.must_show(&["口令"]);
}

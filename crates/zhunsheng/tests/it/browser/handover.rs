//! A chief moves: decided by two hands, handed over by three, signed by three, and carried on by whoever follows.

use super::{
    driver::Browser,
    leave::address,
    morning::{DESK, Morning},
    window::Window,
};
use crate::server::{postgres, skipped};

const SECRETARY: &str = "yunting-shuji";
const ACTING: &str = "yunting-fuzhenzhang";
const CLERK: &str = "yunting-jingban";
const SECTION_CLERK: &str = "jiandu-jingban";
const SECTION_HEAD: &str = "jiandu-guzhang";
const LEADER: &str = "fuxianzhang";
const MONDAY: &str = "2026-09-21T09:00";
const WEDNESDAY: &str = "2026-09-23T09:00";

/// Those who have a part in it, each at his own window.
struct Hands<'a> {
    secretary: Window<'a>,
    acting: Window<'a>,
    clerk: Window<'a>,
    section_clerk: Window<'a>,
    section_head: Window<'a>,
    leader: Window<'a>,
}

impl<'a> Hands<'a> {
    fn at(morning: &Morning, browser: &'a Browser, scripts: bool) -> Self {
        let person = |account| morning.person(browser, account, DESK, scripts);
        Self {
            secretary: person(SECRETARY),
            acting: person(ACTING),
            clerk: person(CLERK),
            section_clerk: person(SECTION_CLERK),
            section_head: person(SECTION_HEAD),
            leader: person(LEADER),
        }
    }
}

/// Begins the registration of a decision of the county committee.
fn decision(clerk: &Window, person: &str, document: &str) {
    clerk.open("/new/post_change");
    clerk.fill("干部", person);
    clerk.fill("决定机关", "县委");
    clerk.fill("文号", document);
    clerk.fill("决定日期", "9.21");
}

/// The other hand finds it on his workbench and confirms it.
fn confirmed(head: &Window, number: &str) {
    head.open("/");
    head.press("确认任免");
    head.must_show(&[number]);
    if head.number("document.querySelectorAll('form[action$=\"/actions/confirm\"]').length") == 0 {
        head.press("确认生效");
    }
    head.submit("确认生效");
    head.must_show(&["已生效"]);
}

/// Registered by the clerk and confirmed by the head: the secretary goes, a deputy holds the town together. The handover's address.
fn decided(morning: &Morning, hands: &Hands, scripts: bool) -> String {
    let (secretary, acting) = (morning.name(SECRETARY), morning.name(ACTING));
    let clerk = &hands.section_clerk;
    decision(clerk, &secretary, "青任〔2026〕31号");
    clerk.fill("离任职务", "云亭镇党委书记");
    clerk.fill("离岗日期", "9.22");
    clerk.choose("原因", "调动");
    clerk.fill("调入单位", "财政局");
    if scripts {
        assert!(clerk.suggestions().contains(&"县财政局".to_owned()), "{:?}", clerk.suggestions());
    } else {
        clerk.submit("登记任免决定");
        clerk.must_show(&["没有找到单位“财政局”"]);
    }
    clerk.fill("调入单位", "县财政局");
    clerk.submit("登记任免决定");
    clerk.must_show(&["待确认", "任〔2026〕1号"]);
    assert!(!clerk.shows("相关事项"), "nothing has happened yet");
    confirmed(&hands.section_head, "任〔2026〕1号");
    let head = &hands.section_head;
    head.press("交〔2026〕1号");
    head.must_show(&["待交接", "10月9日", "接收人还没有确定"]);
    let path = address(head);

    decision(clerk, &acting, "青任〔2026〕32号");
    clerk.fill("任职职务", "云亭镇副镇长");
    clerk.fill("任职日期", "9.22");
    clerk.tick("主持工作");
    clerk.submit("登记任免决定");
    // Three posts bear that title: the page asks which.
    clerk.must_show(&["请选定其中一个"]);
    clerk.choose("任职职务", &format!("云亭镇副镇长（{acting}"));
    clerk.submit("登记任免决定");
    confirmed(head, "任〔2026〕2号");
    head.open(&path);
    assert!(!head.shows("接收人还没有确定"), "who holds the town together receives");
    path
}

/// Marks a table as empty in so many words.
fn nothing_of(window: &Window, path: &str, content: &str) {
    window.open(path);
    if !window.shows("无此类情况")
        || window.number("document.querySelectorAll('form[action$=\"/actions/fill\"]').length") == 0
    {
        window.press("填写交接内容");
    }
    window.tick(content);
    window.tick("无此类情况");
    window.submit("填写交接内容");
    window.must_show(&["已办理：填写交接内容"]);
}

/// The five tables by three hands: rows added and taken out again, and tables that are empty.
fn filled(hands: &Hands, path: &str) {
    let leaver = &hands.secretary;
    leaver.open("/");
    leaver.press("填写交接内容");
    leaver.must_show(&["增加一行"]);
    leaver.tick("重要工作事项");
    leaver.fill_row(1, "事项", "集镇排水改造");
    leaver.fill_row(1, "进展情况", "主体工程已完工");
    leaver.submit("增加一行");
    leaver.fill_row(2, "事项", "写错了的一行");
    leaver.submit("增加一行");
    leaver.fill_row(3, "事项", "春季护林防火");
    leaver.tick_row(3, "未办结");
    leaver.fill_row(3, "完成期限", "12.30");
    assert_eq!(leaver.rows(), 3);
    leaver.press_named("删去第2行");
    assert_eq!(leaver.rows(), 2);
    assert_eq!(leaver.row_value(1, "事项"), "集镇排水改造", "what was typed stays");
    assert_eq!(
        (leaver.row_value(2, "事项").as_str(), leaver.row_value(2, "完成期限").as_str()),
        ("春季护林防火", "12.30")
    );
    leaver.submit("填写交接内容");
    leaver.must_show(&["已办理：填写交接内容", "还有4项", "集镇排水改造", "春季护林防火"]);
    assert!(!leaver.shows("写错了的一行"));
    for content in ["经济事项", "其他需要交接的事项"] {
        nothing_of(&hands.clerk, path, content);
    }
    for content in ["干部人事事项", "重大信访和社会稳定事项"] {
        nothing_of(&hands.acting, path, content);
    }
}

/// Three signatures, each by its owner from his own workbench, in another order than on paper.
fn signed(morning: &Morning, hands: &Hands, path: &str) {
    let clerk = &hands.section_clerk;
    clerk.open(path);
    clerk.press("指定监交人");
    clerk.fill("人选", &morning.name(LEADER));
    clerk.submit("指定监交人");
    clerk.must_show(&["待签字", "监交人"]);
    let signers = [(&hands.leader, "监交人签字"), (&hands.secretary, "移交人签字"), (&hands.acting, "接收人签字")];
    for (at, (window, words)) in signers.into_iter().enumerate() {
        window.open("/");
        window.must_show(&["交〔2026〕1号"]);
        window.open(path);
        window.must_show(&["待签字"]);
        if window.number("document.querySelectorAll('form[action*=\"/actions/sign_\"]').length") == 0 {
            window.press(words);
        }
        window.submit(words);
        window.must_show(&[&format!("已办理：{words}"), if at < 2 { "待签字" } else { "转接中" }]);
    }
}

fn handover(mut morning: Morning, scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let hands = Hands::at(&morning, &browser, scripts);
    let path = decided(&morning, &hands, scripts);
    drop(hands);
    // On Wednesday the secretary has gone, and the deputy heads the town.
    morning.later(WEDNESDAY);
    let hands = Hands::at(&morning, &browser, scripts);
    filled(&hands, &path);
    signed(&morning, &hands, &path);
    // What remains open is now on the workbench of whoever follows, and no longer on that of who left.
    hands.acting.open("/");
    hands.acting.must_show(&["续办：春季护林防火", "12月30日"]);
    assert!(!hands.acting.shows("集镇排水改造"), "what is finished is nobody's duty");
    hands.secretary.open("/");
    assert!(!hands.secretary.shows("春季护林防火"), "{}", hands.secretary.text());
    hands.acting.press("续办：春季护林防火");
    hands.acting.must_show(&["交〔2026〕1号", "销号"]);
    hands.section_clerk.open("/ledger/handover");
    let row = hands.section_clerk.row("交〔2026〕1号");
    for said in [morning.name(SECRETARY), morning.name(ACTING), morning.name(LEADER), "转接中".to_owned()] {
        assert!(row.contains(&said), "{said}: {row}");
    }
}

#[test]
fn a_secretary_moves_and_three_people_fill_the_handover_and_three_sign_it() {
    handover(Morning::new("walk-handover", MONDAY), true);
}

#[test]
fn a_handover_is_filled_and_signed_without_scripts() {
    handover(Morning::new("walk-handover-plain", MONDAY), false);
}

#[test]
fn a_handover_is_filled_and_signed_on_postgresql() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    handover(Morning::on_postgres("walk-handover-pg", database, MONDAY), true);
}

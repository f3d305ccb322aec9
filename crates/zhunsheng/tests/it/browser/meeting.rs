//! A meeting of a township's committee from its agenda to its minutes, and a leader's morning with the board of the Opinion.

use super::{
    driver::Browser,
    leave::address,
    morning::{DESK, Morning},
    window::Window,
};
use crate::server::{postgres, skipped};

const CLERK: &str = "yunting-jingban";
const SECRETARY: &str = "yunting-shuji";
const MINISTER: &str = "zuzhibu-buzhang";
const TUESDAY: &str = "2026-05-05T09:00";

/// Called; passed round it is no meeting.
fn called(clerk: &Window) -> String {
    clerk.open("/new/deliberation");
    clerk.choose("会议名称", "党委会会议");
    clerk.choose("会议形式", "传阅");
    clerk.fill("会议时间，日期", "2026-05-05");
    clerk.fill("地点", "三楼会议室");
    clerk.fill_row(1, "议题", "集镇供水改造工程");
    clerk.choose_row(1, "类别", "重大项目安排");
    clerk.submit("通知会议");
    clerk.must_show(&["不予办理", "不得以传阅代替集体议事和会议表决"]);
    assert_eq!(clerk.row_value(1, "议题"), "集镇供水改造工程", "a refused form comes back filled in");
    clerk.choose("会议形式", "现场会议");
    clerk.submit("通知会议");
    clerk.must_show(&["待召开", "议〔2026〕1号", "集镇供水改造工程"]);
    address(clerk)
}

/// Everybody is there; each says what he thinks, the secretary last.
fn held(clerk: &Window, path: &str, secretary: &str) {
    clerk.open(&format!("{path}?do=start"));
    clerk.submit("开会");
    clerk.must_show(&["进行中", "还有1个议题没有结果"]);
    clerk.open(&format!("{path}?do=resolve"));
    clerk.tick("通过");
    clerk.fill("决定内容", "同意实施");
    clerk.submit("宣布表决结果");
    clerk.must_show(&["不予办理", "还没有对议题1发言表态"]);
    clerk.open(&format!("{path}?do=speak"));
    let rows = usize::try_from(clerk.rows()).unwrap();
    assert!(clerk.row_value(rows, "发言人").starts_with(secretary), "the head of the body speaks last");
    for row in 1..=rows {
        clerk.choose_row(row, "表态", "同意");
    }
    clerk.submit("记录发言表态");
    clerk.must_show(&["发言表态"]);
}

fn decided(clerk: &Window, path: &str) {
    clerk.open(&format!("{path}?do=resolve"));
    clerk.tick("通过");
    clerk.fill("决定内容", "同意实施，年底前完工");
    clerk.fill_row(1, "办理事项", "完成招标");
    clerk.fill_row(1, "责任单位", "云亭镇");
    clerk.fill_row(1, "完成期限", "2026-06-30");
    clerk.submit("宣布表决结果");
    clerk.must_show(&["通过须", "年底前完工"]);
    clerk.open(&format!("{path}?do=close"));
    clerk.submit("散会");
    clerk.must_show(&["待签发纪要"]);
}

fn meeting(morning: &Morning, scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    let clerk = morning.person(&browser, CLERK, DESK, scripts);
    let path = called(&clerk);
    held(&clerk, &path, &morning.name(SECRETARY));
    decided(&clerk, &path);
    let secretary = morning.person(&browser, SECRETARY, DESK, scripts);
    secretary.open("/");
    secretary.must_show(&["签发会议纪要"]);
    secretary.open(&format!("{path}?do=sign"));
    secretary.submit("签发纪要");
    secretary.must_show(&["落实中", "完成招标"]);
    clerk.open(&format!("{path}/papers/deliberation.minutes"));
    clerk.must_show(&["纪要", "集镇供水改造工程", "年底前完工", "发言表态"]);
    // A leader's morning: the board, what is open under 三重一大, and the meeting behind it.
    let minister = morning.person(&browser, MINISTER, DESK, scripts);
    minister.open("/");
    minister.press("意见看板");
    minister.must_show(&["件偏离准绳", "三重一大、末位表态、五个不直接分管", "竖线为准绳"]);
    minister.open("/opinion/1.3.2?share=open");
    minister.must_show(&["落实会议决定：完成招标", "云亭镇"]);
    minister.press("云亭镇党委会会议，2026年5月5日");
    minister.must_show(&["落实中"]);
}

#[test]
fn a_meeting_runs_from_its_agenda_to_its_minutes_and_the_minister_sees_it_on_the_board() {
    meeting(&Morning::new("walk-meeting", TUESDAY), true);
}

#[test]
fn a_meeting_runs_without_scripts() {
    meeting(&Morning::new("walk-meeting-plain", TUESDAY), false);
}

#[test]
fn a_meeting_runs_on_postgresql() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    meeting(&Morning::on_postgres("walk-meeting-pg", database, TUESDAY), true);
}

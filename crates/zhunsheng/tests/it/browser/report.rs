//! A township's half-year report, from the figures that the program counted to the section's reading.

use super::{
    driver::Browser,
    leave::address,
    morning::{DESK, Morning},
};
use crate::server::{postgres, skipped};

const CLERK: &str = "yunting-jingban";
const SECRETARY: &str = "yunting-shuji";
const REPORT: &str = "云亭镇2026年上半年干部日常管理监督情况报告";
const SECTION: &str = "jiandu-jingban";
/// The county begins before the half-year ends: who led nothing in it owes no report.
const BEFORE: &str = "2026-06-29T09:00";
const THURSDAY: &str = "2026-07-02T09:00";

fn report(mut morning: Morning, scripts: bool) {
    let Some(browser) = Browser::start() else { return };
    morning.later(THURSDAY);
    // The clerk prepares it: what is counted stands there already, what only people know is kept as a draft.
    let clerk = morning.person(&browser, CLERK, DESK, scripts);
    clerk.open_until("/ledger/half_year_report", REPORT);
    clerk.press(REPORT);
    clerk.must_show(&["待报告", "意见四（一）", "请假"]);
    let path = address(&clerk);
    clerk.open(&format!("{path}?do=draft"));
    clerk.fill("日常管理情况", "请销假、在岗情况每周清点一次。");
    clerk.submit("保存底稿");
    clerk.must_show(&["待报告"]);
    // The secretary finds it on his workbench, and what the clerk wrote in his form.
    let secretary = morning.person(&browser, SECRETARY, DESK, scripts);
    secretary.open("/");
    secretary.must_show(&["半年报告"]);
    secretary.open(&format!("{path}?do=submit"));
    assert_eq!(secretary.value("日常管理情况"), "请销假、在岗情况每周清点一次。", "the draft lies in the report");
    secretary.fill("谈心谈话情况", "与班子成员谈心谈话9人次。");
    secretary.submit("报告");
    secretary.must_show(&["未写八小时以外监督情况", "未写下步打算"]);
    assert_eq!(secretary.value("谈心谈话情况"), "与班子成员谈心谈话9人次。", "a refused form comes back filled in");
    for (field, text) in [
        ("八小时以外监督情况", "本期未收到有关通报。"),
        ("存在问题", "有2人销假不及时，已提醒。"),
        ("下步打算", "每月通报1次请销假情况。"),
    ] {
        secretary.fill(field, text);
    }
    secretary.submit("报告");
    secretary.must_show(&["待审阅", "每月通报1次请销假情况。"]);
    // The section sends it back with a list; the secretary mends; the section accepts.
    let section = morning.person(&browser, SECTION, DESK, scripts);
    section.open(&format!("{path}?do=send_back"));
    section.fill_row(1, "需要补正的内容", "没有写提醒了哪一级干部");
    section.submit("退回补正");
    section.must_show(&["待补正", "没有写提醒了哪一级干部"]);
    secretary.open("/");
    secretary.must_show(&["补正"]);
    secretary.open(&format!("{path}?do=submit"));
    assert_eq!(secretary.value("下步打算"), "每月通报1次请销假情况。", "what was reported is there to be mended");
    secretary.fill("存在问题", "有2人销假不及时，已由镇长提醒，均为副科级。");
    secretary.fill_row(1, "补正项序号", "1");
    secretary.fill_row(1, "补正情况", "已写明");
    secretary.submit("补正后报告");
    secretary.must_show(&["待审阅"]);
    section.open(&format!("{path}?do=accept"));
    section.fill("审阅意见", "情况清楚");
    section.submit("审阅通过");
    section.must_show(&["已办结", "情况清楚"]);
    // It counts as done on the board.
    section.open("/opinion/4.1.2?share=done");
    section.must_show(&[REPORT, "已办"]);
}

#[test]
fn a_half_year_report_is_prepared_reported_returned_mended_and_accepted() {
    report(Morning::new("walk-report", BEFORE), true);
}

#[test]
fn a_half_year_report_runs_without_scripts() {
    report(Morning::new("walk-report-plain", BEFORE), false);
}

#[test]
fn a_half_year_report_runs_on_postgresql() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    report(Morning::on_postgres("walk-report-pg", database, BEFORE), true);
}

//! Pages on paper: the size that offices print on, the heading, what stands on the page, and nothing of the menu.

use super::{driver::Browser, morning::PASSWORD, pages::Played, window::Window};
use crate::server::{Folder, skipped};
use std::{fs, process::Command};

/// Words of the frame: on paper they would be noise.
const FRAME: [&str; 8] = ["跳到正文", "退出", "搜姓名", "查询", "重置", "导出当前结果", "只列此刻可办的", "单位与班子"];

/// What a program of poppler says about a file.
fn told(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Prints a page and looks at the paper.
fn printed(window: &Window, path: &str, heads: &[&str]) -> Option<()> {
    let folder = Folder::new("print");
    window.open(path);
    let file = folder.0.join("page.pdf");
    fs::write(&file, window.printed()).unwrap();
    let file = file.to_str().unwrap();
    let about = told("pdfinfo", &[file])?;
    let size = about.lines().find(|line| line.starts_with("Page size:")).unwrap();
    let sides: Vec<f64> = size.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let (short, long) = (sides[0].min(sides[1]), sides[0].max(sides[1]));
    assert!((short - 595.3).abs() < 2.0 && (long - 841.9).abs() < 2.0, "{path} is not on A4: {size}");
    let text = told("pdftotext", &["-layout", file, "-"])?;
    for head in heads {
        assert!(text.contains(head), "{head} is not on the paper of {path}: {text}");
    }
    for noise in FRAME {
        assert!(!text.contains(noise), "{noise} is on the paper of {path}: {text}");
    }
    Some(())
}

#[test]
fn a_ledger_a_matter_and_the_calendar_come_on_a4_with_their_heading_and_without_the_menu() {
    let Some(browser) = Browser::start() else { return };
    if told("pdfinfo", &["-v"]).is_none() {
        return skipped("poppler");
    }
    let played = Played::new("print");
    let window = browser.person(&played.server.address, (1366, 768), true);
    window.sign_in("jiandu-jingban", PASSWORD);
    let clerk = played.server.sign_in("jiandu-jingban");
    let (_, list) = clerk.get("/api/v1/matters?kind=leave&limit=1");
    let id = list["items"][0]["id"].as_str().unwrap();
    let number = list["items"][0]["number"].as_str().unwrap();
    printed(&window, "/ledger/leave?tab=all", &["请销假台账", "时任职务"]).unwrap();
    printed(&window, "/ledger/leave/print?tab=all", &["请销假台账", "时任职务", "填报", "审核"]).unwrap();
    printed(&window, &format!("/matters/{id}"), &["请假", number, "基本情况", "经过与意见"]).unwrap();
    printed(&window, "/calendar", &["外出日历", "单位"]).unwrap();
}

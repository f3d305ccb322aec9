//! What the program writes opens in the office suite that counties use beside Excel's: read back by LibreOffice, not by ourselves.

use crate::{
    export::part,
    server::{Folder, Server, skipped, zhunsheng},
};
use rust_xlsxwriter::Workbook;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Converts a workbook; the name of the converted file. Each conversion has a profile of its own, so that none waits for another.
fn converted(folder: &Folder, book: &Path, filter: &str, ending: &str) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}", folder.0.join("profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(&folder.0)
        .arg(book)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let Ok(status) = ran else {
        skipped("LibreOffice");
        return None;
    };
    assert!(status.success(), "{status}");
    let path = folder.0.join(book.file_stem().unwrap()).with_extension(ending);
    assert!(path.exists(), "{} was not written", path.display());
    Some(path)
}

/// The cells as LibreOffice reads them.
fn cells(folder: &Folder, book: &Path) -> Option<Vec<Vec<String>>> {
    let text = fs::read_to_string(converted(folder, book, "csv:Text - txt - csv (StarCalc):9,34,76", "csv")?).unwrap();
    Some(text.lines().map(|line| line.split('\t').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect())
}

#[test]
fn an_exported_ledger_opens_in_libreoffice_row_for_row_and_prints_on_pages_across() {
    let folder = Folder::new("office-ledger");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    let (status, _, book) = head.bytes("/ledger/post/export?tab=all&unit=%E4%BA%91%E4%BA%AD%E9%95%87");
    assert_eq!(status, 200);
    let written = part(&book, "xl/worksheets/sheet1.xml").matches("<row ").count();
    let path = folder.0.join("ledger.xlsx");
    fs::write(&path, &book).unwrap();
    let Some(rows) = cells(&folder, &path) else { return };
    assert_eq!(rows.len(), written, "{rows:?}");
    // Title, period and headings above; who signs, below.
    let (last, _) = rows.split_last().unwrap();
    assert!(last.iter().any(|cell| cell.contains("填报")), "{last:?}");
    assert!(rows[0][0].contains("职务") && rows[1][0].contains(&format!("共{}条", written - 4)), "{rows:?}");
    let width = rows[2].iter().filter(|heading| !heading.is_empty()).count();
    assert!(width > 3, "{:?}", rows[2]);
    for row in &rows[3..rows.len() - 1] {
        assert!(row.iter().any(|cell| cell.contains("云亭镇")), "{row:?}");
    }
    assert!(rows.iter().flatten().any(|cell| cell.contains("镇长")), "{rows:?}");
    let pdf = converted(&folder, &path, "pdf", "pdf").unwrap();
    let Ok(text) = Command::new("pdftotext").args(["-layout"]).arg(&pdf).arg("-").output() else {
        return skipped("pdftotext");
    };
    let pages: Vec<String> = String::from_utf8_lossy(&text.stdout).split('\u{c}').map(str::to_owned).collect();
    let headed = pages.iter().filter(|page| !page.trim().is_empty());
    for page in headed {
        assert!(page.contains(&rows[2][0]), "headings on every page: {page}");
    }
    let size = Command::new("pdfinfo").arg(&pdf).output().unwrap();
    let size = String::from_utf8_lossy(&size.stdout).into_owned();
    let points: Vec<f64> = size
        .lines()
        .find_map(|line| line.strip_prefix("Page size:"))
        .unwrap()
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    assert!(points[0] > points[1] && (points[0] - 841.9).abs() < 2.0, "A4 across: {points:?}");
}

/// A roster with an ID number whose check digit is wrong, and a day that does not exist.
fn roster(folder: &Folder) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册").unwrap();
    let rows = [
        ["单位", "姓名", "性别", "出生年月", "职务", "身份证号"],
        ["云亭镇", "测甲", "男", "1980.02.30", "党委书记", ""],
        ["云亭镇", "测乙", "男", "1981.06", "镇长", "341899198106061230"],
    ];
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let path = folder.0.join("花名册.xlsx");
    fs::write(&path, book.save_to_buffer().unwrap()).unwrap();
    path
}

#[test]
fn a_report_of_what_is_wrong_in_a_roster_opens_in_libreoffice_with_each_row_and_cell() {
    let folder = Folder::new("office-report");
    let report = folder.0.join("report.xlsx");
    let output = zhunsheng()
        .args(["import", "people"])
        .arg(roster(&folder))
        .args(["--check", "--report", report.to_str().unwrap()])
        .args(["--database", &format!("sqlite:{}", folder.0.join("county.db").display())])
        .arg("--data")
        .arg(folder.0.join("data"))
        .arg("--keys")
        .arg(folder.0.join("keys"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let Some(rows) = cells(&folder, &report) else { return };
    assert_eq!(rows[0][0], "导入检查结果");
    assert_eq!(rows[2], ["表", "行", "列", "级别", "问题", "怎么办"]);
    let found = |row: &str, column: &str| {
        rows.iter().find(|cells| cells[0] == "花名册" && cells[1] == row && cells[2] == column)
    };
    assert!(found("2", "D").unwrap()[4].contains("1980年2月没有30日"), "{rows:?}");
    assert!(found("3", "F").unwrap()[4].contains("校验位"), "{rows:?}");
}

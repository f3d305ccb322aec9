//! Statistics of a county with some months behind it: each number opens as many rows as it says, the title of a chart says what its numbers
//! say, and what cannot be counted is refused with a sentence.

use crate::{
    export::part,
    server::{Folder, Person, Server, databases},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TODAY: &str = "2023-04-20T09:00";

/// Numbers of a page that lead somewhere: the address and the number. What is added up is no number of rows, see [`sums_agree`].
fn numbers(page: &str) -> BTreeSet<(String, i64)> {
    let links = page.split("<td class=\"number").skip(1).filter_map(|cell| {
        let (cell, _) = cell.split_once("</td>")?;
        let (_, link) = cell.split_once("<a href=\"")?;
        let (href, rest) = link.split_once("\">")?;
        Some((href.replace("&amp;", "&").replace("&#38;", "&"), rest.split('<').next()?.parse().ok()?))
    });
    links.filter(|(href, _)| !href.contains("counted=valid")).collect()
}

/// That a ledger says it has so many rows; it counts up to a thousand.
fn has_rows(person: &Person, address: &str, number: i64) {
    let (status, _, page) = person.page(address, None);
    assert_eq!(status, 200, "{address}");
    let (_, rest) = page.split_once("<span>共<b>").unwrap_or_else(|| panic!("{address}: {page}"));
    let said = rest.split('<').next().unwrap();
    assert!(
        if number > 1_000 { said == "1000+" } else { said == number.to_string() },
        "{address}: {said}, not {number}"
    );
}

fn sum(sheet: &Value, figure: &str) -> i64 {
    sheet["items"].as_array().unwrap().iter().map(|line| line["counts"][figure].as_i64().unwrap()).sum()
}

fn total<'a>(sheet: &'a Value, figure: &str) -> &'a Value {
    let totals = sheet["totals"].as_array().unwrap();
    totals.iter().find(|total| total["figure"] == figure).unwrap_or(&Value::Null)
}

fn opens_what_it_says(person: &Person, address: &str) -> usize {
    let (status, _, page) = person.page(address, None);
    assert_eq!(status, 200, "{address}: {page}");
    let found = numbers(&page);
    for (href, number) in found.iter().step_by(1 + found.len() / 30) {
        has_rows(person, href, *number);
    }
    found.len()
}

#[test]
fn every_number_opens_its_rows_and_the_charts_say_what_the_numbers_say() {
    let kept = Folder::new("statistics-db");
    for database in databases(&kept) {
        let folder = Folder::new("statistics");
        let server = Server::start(&folder, &["demo", "--years", "1", "--database", &database, "--today", TODAY]);
        let clerk = server.sign_in("jiandu-jingban");
        for address in [
            "/statistics",
            "/statistics?kind=leave&period=2023Q1",
            "/statistics?kind=leave&from=2023-02-03&to=2023-03-10&by=tier",
            "/statistics?kind=leave&period=2023-03&unit=%E4%BA%91%E4%BA%AD%E9%95%87",
            "/statistics?kind=handover&period=2023",
        ] {
            assert!(opens_what_it_says(&clerk, address) > 3, "{address}");
        }
        opens_what_it_says(&clerk, "/statistics?kind=certificate&period=2023");
        tables_agree(&clerk);
        sums_agree(&clerk);
        of_ones_own(&server, &clerk);
        refused(&clerk);
        on_paper(&clerk);
    }
}

/// Units sum up to the totals; what came in less what went out is what stands; the title is the finding.
fn tables_agree(clerk: &Person) {
    let (status, sheet) = clerk.get("/api/v1/statistics/leave?period=2023Q1");
    assert_eq!(status, 200, "{sheet}");
    for figure in ["opened", "ended", "dropped", "standing", "late"] {
        assert_eq!(total(&sheet, figure)["now"], sum(&sheet, figure), "{figure}: {sheet}");
    }
    let now = |figure: &str| total(&sheet, figure)["now"].as_i64().unwrap();
    let before = total(&sheet, "standing")["before"].as_i64().unwrap();
    assert_eq!(before + now("opened") - now("ended") - now("dropped"), now("standing"), "{sheet}");
    assert!(now("opened") > 20, "{sheet}");
    let finding = sheet["finding"].as_str().unwrap();
    assert!(finding.starts_with("2023年第一季度") && finding.contains("请销假逾期"), "{finding}");
    let (_, _, page) = clerk.page("/statistics?kind=leave&period=2023Q1", None);
    assert!(page.contains(&format!("<h2>{finding}</h2>")), "{finding}: {page}");
    for said in ["<h1>请销假统计</h1>", "上季度", "去年同期", "分单位", "role=\"img\"", "aria-current", "统计分析"]
    {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("style=\""), "nothing that the content policy would refuse");
    let words: Vec<&str> =
        sheet["by"]["values"].as_array().unwrap().iter().map(|line| line["value"].as_str().unwrap()).collect();
    assert!(words.contains(&"因公"), "{words:?}");
    // The rows of the API are the same.
    let late = "/api/v1/matters?kind=leave&limit=200&counted=late,2023-01-01,2023-03-31";
    let (_, rows) = clerk.get(late);
    assert_eq!(rows["items"].as_array().unwrap().len(), usize::try_from(now("late")).unwrap());
    // Units stand in the order in which the county has them, not by their numbers.
    let (_, units) = clerk.get("/api/v1/units?limit=200");
    let order: Vec<&Value> = units["items"].as_array().unwrap().iter().map(|unit| &unit["id"]).collect();
    let places: Vec<usize> = sheet["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| order.iter().position(|id| **id == line["unit"]))
        .collect();
    assert!(places.is_sorted() && places.len() > 3, "{places:?}");
}

/// All rows of a list, page by page.
fn rows(person: &Person, address: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let (status, page) = person.get(&format!("{address}&limit=200{cursor}"));
        assert_eq!(status, 200, "{address}: {page}");
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { return all };
        cursor = format!("&cursor={}", next.replace('|', "%7C"));
    }
}

/// What is added up is what stands in the rows behind it; a list can be narrowed to what stands in a column.
fn sums_agree(clerk: &Person) {
    let (_, sheet) = clerk.get("/api/v1/statistics/leave?period=2023Q1");
    assert_eq!(sheet["sums"]["titles"], json!(["天数", "工作日"]), "{sheet}");
    let behind = rows(clerk, "/api/v1/matters?kind=leave&counted=valid,2023-01-01,2023-03-31");
    let days = |rows: &[Value]| rows.iter().map(|row| row["cells"]["days"].as_f64().unwrap_or_default()).sum::<f64>();
    let said = |sums: &Value| sums[0].as_str().unwrap().parse::<f64>().unwrap();
    assert!(days(&behind) > 20.0 && said(&sheet["sums"]["now"]) == days(&behind), "{}: {sheet}", days(&behind));
    let units: f64 = sheet["items"].as_array().unwrap().iter().map(|line| said(&line["sums"])).sum();
    assert_eq!(units, days(&behind), "{sheet}");
    let opened = usize::try_from(total(&sheet, "opened")["now"].as_u64().unwrap()).unwrap();
    assert!(opened > behind.len(), "what was withdrawn has no days: {opened}, {}", behind.len());
    let (_, _, page) = clerk.page("/statistics?kind=leave&period=2023Q1", None);
    let cell = format!(">{}</a>", sheet["sums"]["now"][0].as_str().unwrap());
    assert!(page.contains("数量") && page.contains(&cell), "{cell}: {page}");
    let column = sheet["by"]["column"].as_str().unwrap();
    for value in sheet["by"]["values"].as_array().unwrap() {
        let word = value["value"].as_str().unwrap();
        let word = if word.is_empty() { "-" } else { word };
        let found = rows(
            clerk,
            &format!("/api/v1/matters?kind=leave&counted=opened,2023-01-01,2023-03-31&cell={column}:{word}"),
        );
        assert_eq!(found.len(), usize::try_from(value["count"].as_u64().unwrap()).unwrap(), "{word}");
    }
    for (query, said) in [
        (format!("cell={column}:-"), "须同时写明kind"),
        (format!("kind=leave&cell={column}"), "可用的栏目"),
        ("kind=leave&cell=days:1".to_owned(), "可用的栏目"),
    ] {
        let (status, no) = clerk.get(&format!("/api/v1/matters?{query}"));
        assert!(status == 400 && no["refusal"]["sentence"].as_str().unwrap().contains(said), "{query}: {no}");
    }
}

/// A unit sees its own numbers; whoever sees only his own matters, and an administrator, none.
fn of_ones_own(server: &Server, clerk: &Person) {
    let own = server.sign_in("yunting-jingban");
    let address = "/api/v1/statistics/leave?period=2023Q1";
    let (status, sheet) = own.get(address);
    assert_eq!(status, 200, "{sheet}");
    let (_, all) = clerk.get(address);
    let number = |sheet: &Value| total(sheet, "opened")["now"].as_i64().unwrap();
    assert!(number(&sheet) > 0 && number(&sheet) < number(&all), "{sheet}");
    let town = all["items"].as_array().unwrap().iter().find(|line| line["unit_name"] == "云亭镇").unwrap();
    let its = sheet["items"].as_array().unwrap().iter().find(|line| line["unit_name"] == "云亭镇").unwrap();
    assert_eq!(its["counts"], town["counts"]);
    opens_what_it_says(&own, "/statistics?kind=leave&period=2023Q1");
    for nobody in ["xitong", "yunting-fuzhenzhang"] {
        let person = server.sign_in(nobody);
        assert_eq!(person.page("/statistics", None).0, 404, "{nobody}");
        assert_eq!(person.page("/statistics/export", None).0, 404, "{nobody}");
        assert_eq!(person.get(address).0, 404, "{nobody}");
    }
}

/// Ten years, a year to come, a unit or column that is none, and more than may be told of few.
fn refused(clerk: &Person) {
    let ten = "from=2013-01-01&to=2022-12-31";
    let (status, _, page) = clerk.page(&format!("/statistics?kind=leave&{ten}"), None);
    assert!(
        status == 200 && page.contains("role=\"alert\">一次最多统计3年，2013年1月1日至2022年12月31日超过了"),
        "{page}"
    );
    assert!(page.contains("value=\"2013-01-01\""), "what was typed comes back");
    assert!(!page.contains("<svg class=\"bars"), "nothing is drawn");
    let (status, no) = clerk.get(&format!("/api/v1/statistics/leave?{ten}"));
    let sentence = no["refusal"]["sentence"].as_str().unwrap_or_default();
    assert!(status == 400 && sentence.contains("请缩短起止日期"), "{no}");
    assert_eq!(clerk.page(&format!("/statistics/export?kind=leave&{ten}"), None).0, 400);
    for (query, said) in [
        ("kind=leave&period=2024", "2024年还没有开始"),
        ("kind=leave&period=2023Q9", "不是统计期间"),
        ("kind=leave&unit=%E6%97%A0%E6%AD%A4%E9%95%87", "没有叫“无此镇”的单位"),
        ("kind=leave&from=32", "不是日期"),
        ("kind=off_duty&period=2023Q1", "只按整年统计"),
        ("kind=off_duty&unit=%E4%BA%91%E4%BA%AD%E9%95%87", "不单独统计一个单位"),
    ] {
        let (status, _, page) = clerk.page(&format!("/statistics?{query}"), None);
        assert!(status == 200 && page.contains(said), "{query}: {page}");
    }
    assert_eq!(clerk.page("/statistics?kind=account", None).0, 404);
    assert_eq!(clerk.get("/api/v1/statistics/nothing").0, 404);
    assert_eq!(clerk.get("/api/v1/statistics/leave?by=purpose").0, 400);
    assert_eq!(clerk.get("/api/v1/statistics/leave?colour=red").0, 400);
    assert_eq!(clerk.get("/api/v1/matters?kind=leave&counted=late").0, 400);
    let (_, _, few) = clerk.page("/statistics?kind=off_duty", None);
    assert!(few.contains("少于5") && !few.contains("<svg class=\"columns"), "{few}");
}

/// The workbook has the tables; what lies behind a number is exported with its words.
fn on_paper(clerk: &Person) {
    let (status, name, bytes) = clerk.bytes("/statistics/export?kind=leave&period=2023Q1");
    assert_eq!(status, 200);
    assert!(name.ends_with("2023-03-31.xlsx") || name.contains("%E7%BB%9F%E8%AE%A1"), "{name}");
    let (words, sheets) = (part(&bytes, "xl/sharedStrings.xml"), part(&bytes, "xl/workbook.xml"));
    for said in ["请销假统计（分单位）", "云亭镇", "合计", "2023年第一季度"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for sheet in ["总数", "分单位", "分月", "按类别"] {
        assert!(sheets.contains(sheet), "{sheet}: {sheets}");
    }
    let behind = "tab=all&counted=opened%2C2023-01-01%2C2023-03-31";
    let (_, _, ledger) = clerk.page(&format!("/ledger/leave?{behind}"), None);
    assert!(ledger.contains("只列2023年1月1日至3月31日新办的。"), "{ledger}");
    assert!(ledger.contains("name=\"counted\""), "a filter beside it keeps it");
    let (status, _, bytes) = clerk.bytes(&format!("/ledger/leave/export?{behind}"));
    let words = part(&bytes, "xl/sharedStrings.xml");
    assert!(status == 200 && words.contains("2023年1月1日至3月31日新办的"), "{words}");
    let (_, _, wrong) = clerk.page("/ledger/leave?counted=x", None);
    assert!(wrong.contains("请从统计分析重新点数字"), "{wrong}");
}

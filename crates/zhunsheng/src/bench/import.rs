//! A roster of made people, brought as an office brings it: a workbook, read, planned against the register and carried out.

use super::{pages::rounded, served::now};
use crate::{
    args::Bench,
    out::{Fault, complain, say},
    pack,
};
use county::{
    bench::fresh,
    made::{Authority, Cadre, Made, Scale, Sex},
};
use engine::days::Day;
use papers::{
    import::Choices,
    ledger::{Column, Ledger},
};
use serde_json::json;
use std::path::Path;
use store::{Database, Rejected};
use web::intake::{Content, Halted, Paper, STAGE_ABOVE};

/// What the roster tells of each of them.
const HEADINGS: [&str; 10] =
    ["单位", "姓名", "性别", "出生年月", "民族", "籍贯", "参加工作时间", "现任职务", "身份证号", "管理权限"];
/// The day it is brought: 7 January 2025.
const BROUGHT: i64 = 20_095;

/// Takes the roster of so many people into an empty county and says how long reading and planning, and how long carrying out took.
///
/// # Errors
/// A sentence for people; also when the roster is not taken in whole.
pub fn measure(args: &Bench, address: &str, folder: &Path) -> Result<(), Fault> {
    complain("正在造花名册，随后开始量。");
    let today = Day::from_number(BROUGHT);
    let count = usize::try_from(args.cadres).unwrap_or(usize::MAX);
    let content = roster(count, today)?;
    let bytes = content.len();
    let database = Database::open(address).map_err(|error| Fault::usage(error.to_string()))?;
    let sqlite = database.file().is_some();
    let county = fresh(database, folder, &pack::own()?).map_err(Fault::finding)?;
    let paper = Paper {
        name: "花名册.xlsx".to_owned(),
        content: Content::File(content),
        choices: Choices::new(),
        account: "量速度".to_owned(),
        stage_above: STAGE_ABOVE,
        now: today.begins(),
    };
    let began = now();
    let checked = paper.check(&county, None).map_err(halted)?;
    let looked = began.elapsed();
    let errors: Vec<_> = checked.plan.findings.iter().filter(|finding| finding.level == papers::Level::Error).collect();
    if let Some(first) = errors.first() {
        return Err(Fault::finding(format!("{} {}：{}。", first.sheet, first.cell, first.sentence)));
    }
    let run = paper.carry_out(&county, &checked, &mut |_| ()).map_err(|rejected| refused(&rejected))?;
    let took = began.elapsed();
    county.close();
    let (people, ..) = checked.plan.counts();
    let figures = json!({
        "name": "import",
        "database": if sqlite { "sqlite" } else { "postgres" },
        "rows": people,
        "bytes": bytes,
        "steps": run.map_or(0, |run| run.steps),
        "check_seconds": rounded(looked.as_secs_f64()),
        "carry_out_seconds": rounded((took - looked).as_secs_f64()),
        "seconds": rounded(took.as_secs_f64()),
        "rows_per_second": rounded(f64::from(args.cadres) / took.as_secs_f64()),
    });
    if people != count {
        return Err(Fault::finding(format!("花名册有{count}人，只导入了{people}人，不能算数：{figures}")));
    }
    say(figures.to_string());
    Ok(())
}

/// The county-managed cadres of a made county, so many of them, as a workbook.
fn roster(count: usize, today: Day) -> Result<Vec<u8>, Fault> {
    let made = Made::new(1, Scale { managed: count, sections: 0, ..Scale::COUNTY }, today.0);
    let managed = made.cadres.iter().enumerate().filter(|(_, cadre)| cadre.authority == Authority::County);
    let rows: Vec<Vec<String>> = managed.take(count).map(|(key, cadre)| row(&made, key, cadre)).collect();
    let columns = HEADINGS.iter().map(|title| Column { title: (*title).to_owned(), width: 12.0 }).collect();
    let ledger = Ledger { title: "干部花名册".to_owned(), period: String::new(), columns, rows };
    ledger.to_xlsx().map_err(|error| Fault::finding(error.to_string()))
}

fn row(made: &Made, key: usize, cadre: &Cadre) -> Vec<String> {
    let unit = made.unit_of(key).and_then(|unit| made.unit(unit)).map_or("", |unit| unit.name.as_str());
    let post = made.title(key);
    let month = |day: jiff::civil::Date| format!("{}.{:02}", day.year(), day.month());
    vec![
        unit.to_owned(),
        cadre.name.clone(),
        match cadre.sex {
            Sex::Man => "男",
            Sex::Woman => "女",
        }
        .to_owned(),
        month(cadre.birth),
        cadre.nation.to_owned(),
        cadre.native.clone(),
        month(cadre.works_since),
        post.strip_prefix(unit).unwrap_or(&post).to_owned(),
        cadre.identity.clone(),
        "县管".to_owned(),
    ]
}

fn halted(halted: Halted) -> Fault {
    match halted {
        Halted::Unreadable(sentence) => Fault::finding(sentence),
        Halted::Fault(fault) => Fault::finding(fault.sentence()),
        Halted::Rejected(rejected) => refused(&rejected),
    }
}

fn refused(rejected: &Rejected) -> Fault {
    Fault::finding(format!("{}{}", rejected.place, crate::out::words(&rejected.failure)))
}

//! `export people | lrmx | appointment-form | ledger`: the register as offices exchange it, and the ledgers of a year.

use crate::{
    args::{Export, ExportForms, ExportLedger, ExportPeople},
    clock::Clock,
    open::{How, open},
    out::{Fault, say},
    settings::Whereabouts,
};
use engine::days::Day;
use papers::{
    annual::{Closed, YearLedger, state_words},
    appointment_form::to_docx,
    ledger::Size,
    person_file::{Generation, Registered, USUAL, registered, roster},
    roster::Field,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use store::County;

/// Carries out `export`.
///
/// # Errors
/// Nobody to be exported (1), a place that cannot be written (2), county in use (3).
pub fn run(args: &Export) -> Result<(), Fault> {
    match args {
        Export::People(args) => people(args),
        Export::Ledger(args) => ledger(args),
        Export::Lrmx(args) => forms(args, "lrmx", |person, generation| {
            let (bytes, unfit) = person.file.to_lrmx(generation);
            unfit.iter().for_each(|unfit| {
                say(format!("{}：{}。", person.file.text(papers::person_file::Part::Name), unfit.sentence))
            });
            Ok(bytes)
        }),
        Export::AppointmentForm(args) => forms(args, "docx", |person, generation| {
            to_docx(&person.file, generation).map_err(|error| Fault::finding(error.to_string()))
        }),
    }
}

fn people(args: &ExportPeople) -> Result<(), Fault> {
    let fields = if args.columns.is_empty() {
        USUAL.to_vec()
    } else {
        args.columns.iter().map(|words| column(words)).collect::<Result<_, _>>()?
    };
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let found = found(&county, args.unit.as_deref(), &[])?;
    let ledger = roster(&found, &fields, args.unit.as_deref().unwrap_or("全部单位"));
    let bytes =
        ledger.to_xlsx().map_err(|_| Fault::finding("人数超过一张工作表能放下的行数，请按单位导出。".to_owned()))?;
    write(&args.to, &bytes)?;
    say(format!("已导出{}人到 {}。身份证号已封存，不导出。", found.len(), args.to.display()));
    Ok(())
}

/// A year's ledger; a closed one that is no longer what was closed is written out all the same, and said.
fn ledger(args: &ExportLedger) -> Result<(), Fault> {
    let size = args
        .paper
        .as_deref()
        .map(|name| Size::named(name).ok_or_else(|| Fault::usage(format!("没有“{name}”这种纸张，请写A4或A3。"))));
    let size = size.transpose()?;
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let kind = county.catalogue().get(&args.kind).map(|mechanism| mechanism.kind());
    let kind = kind.ok_or_else(|| Fault::usage(format!("没有“{}”这种事项。", args.kind)))?;
    let found = county.reader().annual_ledger(kind.id, args.year).map_err(|fault| Fault::finding(fault.sentence()))?;
    let Some(found) = found else {
        return Err(Fault::finding(format!("{}在{}年还没有编过号，没有台账。", kind.title, args.year)));
    };
    let proved = found.is_proved() == Some(true);
    let closed = found.closing.as_ref().map(|one| Closed { day: one.day, digest: &one.digest, proved });
    let state = state_words(closed, Day::at(Clock::of_the_machine().now()));
    let paper = YearLedger {
        title: &format!("{}台账", kind.title),
        office: "",
        year: found.year,
        heads: &found.heads,
        rows: &found.rows,
        totals: &found.totals,
        notes: &found.notes,
        state: &state,
    };
    let bytes = paper
        .to_xlsx(&["填报：", "审核：", "日期："], size)
        .map_err(|_| Fault::finding("条数超过一张工作表能放下的行数。".to_owned()))?;
    write(&args.to, &bytes)?;
    say(format!("已导出{}{}条到 {}。{state}。", paper.heading(), found.rows.len(), args.to.display()));
    match found.is_proved() {
        Some(false) => Err(Fault::finding("现存的已封台账与封账时不一致，请运行 verify 核对。".to_owned())),
        _ => Ok(()),
    }
}

fn column(words: &str) -> Result<Field, Fault> {
    Field::titled(words)
        .ok_or_else(|| Fault::usage(format!("没有“{words}”这一列，请用花名册的列名，如姓名、性别、出生年月。")))
}

fn forms(
    args: &ExportForms,
    ending: &str,
    make: impl Fn(&Registered, Generation) -> Result<Vec<u8>, Fault>,
) -> Result<(), Fault> {
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let mut taken: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let found = found(&county, args.unit.as_deref(), &args.person)?;
    for mut person in found.iter().cloned() {
        if !person.put_photo(|photo| county.reader().file_bytes(photo).ok()) {
            say(format!("{}的照片读不出，文件里没有照片。", name(&person)));
        }
        let generation = if args.newer { Generation::From2025 } else { Generation::of(&person.file) };
        let bytes = make(&person, generation)?;
        let folder = args.to.join(safe(if person.unit.is_empty() { "无单位" } else { &person.unit }));
        let stem = folder.join(safe(&name(&person)));
        let times = taken.entry(stem.clone()).or_default();
        *times += 1;
        let again = if *times > 1 { times.to_string() } else { String::new() };
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        write(&PathBuf::from(format!("{}{again}.{ending}", stem.display())), &bytes)?;
    }
    say(format!("已导出{}人到 {}。身份证号已封存，不导出。", found.len(), args.to.display()));
    Ok(())
}

fn name(person: &Registered) -> String {
    person.file.text(papers::person_file::Part::Name).to_owned()
}

/// People under management: of a unit by its name, or those named by their numbers.
fn found(county: &County, unit: Option<&str>, people: &[String]) -> Result<Vec<Registered>, Fault> {
    let reader = county.reader();
    let today = Day::at(Clock::of_the_machine().now());
    let units = reader.units().map_err(|fault| Fault::finding(fault.sentence()))?;
    let wanted = unit.map(|name| {
        let known = units.iter().find(|unit| unit.name == name || unit.aliases.iter().any(|alias| alias == name));
        known
            .map(|unit| unit.id.clone())
            .ok_or_else(|| Fault::usage(format!("没有名为“{name}”的单位，请写登记簿里的名称。")))
    });
    let wanted = wanted.transpose()?;
    let asked = reader.ask(|facts| registered(facts, today, wanted.as_ref()));
    let mut found = asked.map_err(|fault| Fault::finding(fault.sentence()))?;
    if !people.is_empty() {
        found.retain(|person| people.contains(&person.id.0));
    }
    if found.is_empty() {
        return Err(Fault::finding("没有可导出的干部，请核对单位和人员编号。".to_owned()));
    }
    Ok(found)
}

/// A name as a file's: no strokes, no dots before it.
fn safe(name: &str) -> String {
    let bare: String =
        name.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '_' } else { c }).collect();
    bare.trim_start_matches('.').trim().to_owned()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    fs::write(path, bytes).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Fault {
    Fault::usage(format!("不能写 {}：{error}。", path.display()))
}

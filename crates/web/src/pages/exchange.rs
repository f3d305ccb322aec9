//! 交换文件: a cadre's form as offices exchange it, and the roster with chosen columns, for whoever keeps the register of cadres.

use super::{
    export::{SIGNED, TOO_MANY, XLSX, download},
    frame::frame,
    ledger,
    official::DOCX,
    registers,
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        card::Block,
        field::Choice,
        frame::Crumb,
        pages::{HeadAct, RosterPage},
        parts::Row,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{procedure::Refusal, words::PersonId};
use papers::{
    appointment_form::to_docx,
    ledger::workbook,
    person_file::{COLUMNS, Generation, Part, Registered, USUAL, registered, registered_one},
    roster::Field,
};

/// Where columns are chosen.
const ROSTER: &str = "/people/roster";
/// In an address: the form used since 2025, or the one before it.
const FORM: &str = "form";
/// Both forms by their word in an address.
const FORMS: [(&str, Generation, &str); 2] =
    [("2025", Generation::From2025, "2025年起式样"), ("2024", Generation::Until2024, "2024年以前式样")];
const LRMX: &str = "application/xml";

/// Whether whoever visits keeps the register of cadres; who only looks things up in it takes none of it away.
fn keeps(visit: &Visit) -> bool {
    registers::kept(visit).iter().any(|kept| kept.id == registers::PEOPLE)
}

fn allowed(visit: &Visit) -> Result<(), Problem> {
    if keeps(visit) {
        return Ok(());
    }
    let sentence = "花名册和任免审批表由干部监督股导出，请向干部监督股索取。";
    Err(Problem::forbidden(Refusal::new("not_yours", "", sentence)))
}

/// What the list of cadres offers.
pub(super) fn of_list(visit: &Visit) -> Vec<HeadAct> {
    let unit = visit.asked("unit").map_or_else(String::new, |unit| format!("?unit={}", encoded(unit)));
    let act = HeadAct { title: "导出花名册".into(), href: format!("{ROSTER}{unit}"), main: false, grave: false };
    if keeps(visit) { vec![act] } else { Vec::new() }
}

/// What a cadre's page offers.
pub(super) fn of_person(visit: &Visit, id: &PersonId) -> Option<Block> {
    let to = |ending: &str, form: &str| format!("/people/{id}/form.{ending}?{FORM}={form}");
    let rows = FORMS.iter().flat_map(|(form, _, words)| {
        [Row::new("任免审批表.docx", to("docx", form), *words), Row::new("任免审批表.lrmx", to("lrmx", form), *words)]
    });
    keeps(visit).then(|| Block {
        title: "导出".into(),
        meta: "身份证号已封存，不导出".into(),
        rows: rows.collect(),
        empty: String::new(),
    })
}

/// The person of the address with his photo, and the form that was asked for, else the one he came on.
fn asked(visit: &Visit) -> Result<(Registered, Generation), Problem> {
    allowed(visit)?;
    let (reader, id, today) = (visit.reader(), visit.person(), visit.today());
    let found = reader.ask(|facts| registered_one(facts, &id, today))?;
    let mut person = found.ok_or_else(Problem::not_found)?;
    person.put_photo(|photo| reader.file_bytes(photo).ok());
    let generation = match visit.asked(FORM) {
        None => Generation::of(&person.file),
        Some(word) => FORMS
            .iter()
            .find(|(form, ..)| *form == word)
            .map(|(_, generation, _)| *generation)
            .ok_or_else(|| Problem::malformed("没有这种式样，请从干部的页面上导出。".to_owned()))?,
    };
    Ok((person, generation))
}

fn named(person: &Registered, ending: &str) -> String {
    format!("{}任免审批表.{ending}", person.file.text(Part::Name))
}

/// His form for the editor of such forms.
pub fn lrmx(visit: &Visit) -> Result<Response, Problem> {
    let (person, generation) = asked(visit)?;
    let (bytes, _) = person.file.to_lrmx(generation);
    Ok(download(&named(&person, "lrmx"), LRMX, bytes))
}

/// His form on two pages.
pub fn docx(visit: &Visit) -> Result<Response, Problem> {
    let (person, generation) = asked(visit)?;
    let bytes = to_docx(&person.file, generation).map_err(|unwritten| Problem::malformed(unwritten.to_string()))?;
    Ok(download(&named(&person, "docx"), DOCX, bytes))
}

/// The page on which the columns of a roster are chosen.
pub fn choose(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let choice = |field: &Field| Choice {
        value: field.title().to_owned(),
        words: field.title().to_owned(),
        chosen: USUAL.contains(field),
    };
    let page = RosterPage {
        frame: frame(visit, "导出花名册", "/people", vec![Crumb::to("干部", "/people"), Crumb::here("导出花名册")])?,
        action: "/people/roster.xlsx",
        unit: visit.asked("unit").unwrap_or("").to_owned(),
        columns: COLUMNS.iter().map(choice).collect(),
    };
    shown(StatusCode::OK, &page)
}

/// The roster.
pub fn roster(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let unit = visit.asked("unit").map(|text| ledger::unit(visit, text)).transpose().map_err(Problem::malformed)?;
    let titles: Vec<&str> =
        visit.query.iter().filter(|(name, _)| name == "col").map(|(_, title)| title.as_str()).collect();
    let named = |title: &&str| {
        let known = COLUMNS.into_iter().find(|field| field.title() == *title);
        known.ok_or_else(|| Problem::malformed(format!("没有“{title}”这一列，请在导出页面上选列。")))
    };
    let chosen: Vec<Field> = titles.iter().map(named).collect::<Result<_, _>>()?;
    let fields = if chosen.is_empty() { USUAL.to_vec() } else { chosen };
    let (reader, today) = (visit.reader(), visit.today());
    let people = reader.ask(|facts| registered(facts, today, unit.as_ref()))?;
    let of = unit.as_ref().and_then(|unit| reader.unit_names([unit.as_str()]).ok()?.remove(unit.as_str()));
    let book = papers::person_file::roster(&people, &fields, of.as_deref().unwrap_or("全部单位"));
    let bytes =
        workbook(&[("花名册", &book)], &SIGNED, book.size()).map_err(|_| Problem::malformed(TOO_MANY.to_owned()))?;
    Ok(download(&format!("{}{today}.xlsx", book.title), XLSX, bytes))
}

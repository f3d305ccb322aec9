//! People of the register as a roster with chosen columns, as offices exchange it.

use super::Registered;
use crate::{
    ledger::{Column, Ledger},
    roster::Field,
};

/// Columns that can be chosen, in the order of the usual roster; those of [`USUAL`] are taken where nobody chose.
pub const COLUMNS: [Field; 30] = [
    Field::Unit,
    Field::Name,
    Field::Post,
    Field::Sex,
    Field::Birth,
    Field::Nation,
    Field::NativePlace,
    Field::BirthPlace,
    Field::Politics,
    Field::PartyDate,
    Field::WorkStart,
    Field::FullTimeEducation,
    Field::FullTimeDegree,
    Field::FullTimeSchool,
    Field::InServiceEducation,
    Field::InServiceDegree,
    Field::InServiceSchool,
    Field::TechnicalTitle,
    Field::Since,
    Field::Level,
    Field::LevelSince,
    Field::Rank,
    Field::Authority,
    Field::Phone,
    Field::Health,
    Field::Speciality,
    Field::Resume,
    Field::Rewards,
    Field::Assessments,
    Field::Remarks,
];

/// Columns of a roster where nobody chose others.
pub const USUAL: [Field; 18] = [
    Field::Unit,
    Field::Name,
    Field::Post,
    Field::Sex,
    Field::Birth,
    Field::Nation,
    Field::NativePlace,
    Field::PartyDate,
    Field::WorkStart,
    Field::FullTimeEducation,
    Field::FullTimeDegree,
    Field::FullTimeSchool,
    Field::InServiceEducation,
    Field::InServiceDegree,
    Field::InServiceSchool,
    Field::Since,
    Field::Level,
    Field::Rank,
];

/// The roster; `of` says whose it is. ID numbers are sealed and stand in no column.
#[must_use]
pub fn roster(people: &[Registered], fields: &[Field], of: &str) -> Ledger {
    let width = |field: &Field| match field {
        Field::Resume | Field::Rewards | Field::Remarks => 60.0,
        Field::Unit | Field::Post | Field::FullTimeSchool | Field::InServiceSchool => 26.0,
        _ => 11.0,
    };
    Ledger {
        title: "干部花名册".to_owned(),
        period: format!("{of}，{}人", people.len()),
        columns: fields.iter().map(|field| Column { title: field.title().to_owned(), width: width(field) }).collect(),
        rows: people.iter().map(|person| fields.iter().map(|field| person.column(*field)).collect()).collect(),
    }
}

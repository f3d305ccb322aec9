//! A person's file as a row of a roster: the same checks, the same plan, whoever made the paper.

use std::collections::BTreeMap;

use super::{Kept, Part, PersonFile};
use crate::finding::{Findings, Place as At, Unreadable, column_letters};
use crate::roster::{Cells, Field, KnownUnits, Options, Roster, Row, SheetSummary, read_person, unit_name};
use crate::workbook::Value;

/// Parts that a roster has columns for.
const FIELDS: [(Part, Field); 18] = [
    (Part::Name, Field::Name),
    (Part::Sex, Field::Sex),
    (Part::Birth, Field::Birth),
    (Part::Nation, Field::Nation),
    (Part::NativePlace, Field::NativePlace),
    (Part::BirthPlace, Field::BirthPlace),
    (Part::Joined, Field::PartyDate),
    (Part::WorkStart, Field::WorkStart),
    (Part::Profession, Field::TechnicalTitle),
    (Part::FullTimeEducation, Field::FullTimeEducation),
    (Part::FullTimeDegree, Field::FullTimeDegree),
    (Part::FullTimeSchool, Field::FullTimeSchool),
    (Part::InServiceEducation, Field::InServiceEducation),
    (Part::InServiceDegree, Field::InServiceDegree),
    (Part::InServiceSchool, Field::InServiceSchool),
    (Part::Post, Field::Post),
    (Part::IdNumber, Field::IdNumber),
    (Part::ReportingUnit, Field::Ignored),
];

/// Where a file lies: its name for findings, and the folder it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name for findings: folder and file.
    pub name: &'a str,
}

impl Place<'_> {
    /// The folder the file lies in: offices sort the forms by unit.
    fn folder(&self) -> Option<&str> {
        let (folders, _) = self.name.rsplit_once('/')?;
        folders.rsplit('/').next().filter(|folder| !folder.is_empty())
    }
}

/// People of many files, one after the other.
pub struct Collector<'a> {
    options: &'a Options,
    units: KnownUnits,
    /// Of the folder or archive, without its ending.
    name: String,
    findings: Findings,
    rows: Vec<Row>,
}

impl<'a> Collector<'a> {
    /// Begins; `name` is that of the folder, archive or file.
    #[must_use]
    pub fn new(name: &str, options: &'a Options) -> Self {
        let findings = Findings::up_to(options.limits.findings);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        Self { options, units: KnownUnits::of(&options.units), name, findings, rows: Vec::new() }
    }

    /// Takes what was read of one file.
    pub fn take(&mut self, place: &Place<'_>, read: Result<PersonFile, Unreadable>) {
        let at = At { sheet: place.name, row: 0, column: None };
        match read {
            Ok(file) => self.person(place, &file),
            Err(Unreadable { sentence }) => {
                self.findings.error(at, sentence.trim_end_matches('。'), "改好后重新导入，或先移出这个文件")
            }
        }
    }

    /// Notes that a file is none of a person.
    pub fn pass_over(&mut self, name: &str) {
        let at = At { sheet: name, row: 0, column: None };
        self.findings.warn(at, "不是任免审批表文件，未读", "需要导入的，单独导入");
    }

    fn person(&mut self, place: &Place<'_>, file: &PersonFile) {
        let at = At { sheet: place.name, row: 0, column: None };
        for doubt in &file.doubts {
            self.findings.warn(at, doubt.clone(), "用任免审批表编辑器打开原件核对");
        }
        if let Some(photo) = file.photo.as_ref().filter(|photo| !photo.is_four_to_five()) {
            let sentence = format!("照片是{}×{}，宽高不是4比5", photo.width, photo.height);
            self.findings.warn(at, sentence, "打印时裁成4比5；需要好看的，换一张照片");
        }
        let values: Vec<(Field, u32, Value)> = (0..)
            .zip(FIELDS)
            .filter(|(_, (_, field))| *field != Field::Ignored)
            .filter_map(|(column, (part, field))| Some((field, column, Value::text(file.text(part))?)))
            .collect();
        let columns: BTreeMap<u32, Field> = (0..).zip(FIELDS.map(|(_, field)| field)).collect();
        let cells = Cells {
            sheet: place.name,
            row: 0,
            values: values.iter().map(|(field, column, value)| (*field, (*column, value))).collect(),
            columns: &columns,
            today: self.options.today,
        };
        let mut own = Findings::up_to(self.options.limits.findings);
        let row = read_person(&cells, self.unit(place, file), &mut own);
        own.name_cells(|letters| {
            (0..).zip(FIELDS).find(|(column, _)| column_letters(*column) == letters).map(|(_, (part, _))| part.title())
        });
        self.findings.append(own);
        self.rows.extend(row.map(|row| Row { file: Kept::of(file), is_file: true, ..row }));
    }

    /// The unit: the known one of the folder, or that the post begins with; else what the folder or the whole is named for. The form
    /// itself has no field for it, and 呈报单位 is who hands it in.
    fn unit(&self, place: &Place<'_>, file: &PersonFile) -> String {
        let folder = place.folder().and_then(|folder| unit_name(folder, &self.units));
        let known = folder.clone().filter(|folder| self.units.holds(folder));
        let of_post = || self.units.beginning(file.text(Part::Post)).map(str::to_owned);
        known.or_else(of_post).or(folder).or_else(|| unit_name(&self.name, &self.units)).unwrap_or_default()
    }

    /// All of them as a roster.
    ///
    /// # Errors
    /// When there was nobody in it.
    pub fn finish(self) -> Result<Roster, Unreadable> {
        if self.rows.is_empty() && self.findings.errors() == 0 {
            return Err(Unreadable::because("里面没有任免审批表文件（.lrmx或.lrm）。请确认选对了文件或文件夹"));
        }
        let summary = SheetSummary {
            name: self.name,
            heading_row: 0,
            columns: Vec::new(),
            people: self.rows.len(),
            relatives: false,
        };
        Ok(Roster { rows: self.rows, findings: self.findings.into_list(), sheets: vec![summary] })
    }
}

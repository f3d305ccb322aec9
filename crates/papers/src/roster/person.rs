//! One row as one person: every cell read, doubted or refused on its own.

use std::collections::BTreeMap;

use engine::days::Day;
use engine::people::id_number::{CheckedId, IdFault};
use engine::people::month::{Month, MonthFault, Reading, When};
use engine::people::{Sex, name, text};

use super::field::Field;
use super::{Education, Row, Schooling, Source, date};
use crate::finding::{Findings, Place};
use crate::person_file::{Kept, Part, PersonFile};
use crate::workbook::Value;

/// The cells of one person's row, by what their column holds.
pub(crate) struct Cells<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) row: u32,
    pub(crate) values: BTreeMap<Field, (u32, &'a Value)>,
    pub(crate) columns: &'a BTreeMap<u32, Field>,
    pub(crate) today: Day,
}

impl Cells<'_> {
    fn place(&self, field: Field) -> Place<'_> {
        Place { sheet: self.sheet, row: self.row, column: self.column(field) }
    }

    fn column(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|(_, found)| **found == field).map(|(column, _)| *column)
    }

    /// Whether the sheet has a column that would tell; where it has none, that was said once at the heading.
    fn could_tell(&self, field: Field) -> bool {
        self.column(field).is_some() || self.column(Field::IdNumber).is_some()
    }

    /// Whether anything stands here that only a person's row has.
    pub(super) fn has_anybody(&self) -> bool {
        self.values.keys().any(|field| !matches!(field, Field::Index | Field::Unit | Field::Ignored | Field::Remarks))
    }

    fn value(&self, field: Field) -> Option<&Value> {
        self.values.get(&field).map(|(_, value)| *value)
    }

    /// Words of a cell; a formula's fault is an error and no words. Strokes that stand for nothing are nothing.
    fn words(&self, field: Field, findings: &mut Findings) -> Option<String> {
        let value = self.value(field)?;
        if let Value::Fault(fault) = value {
            let sentence = format!("“{}”的公式结果是{fault}", field.title());
            findings.error(self.place(field), sentence, "改正公式，或把结果粘贴为数值");
            return None;
        }
        let words = text::clean(&value.shown());
        (!words.is_empty() && !is_nothing(&words)).then_some(words)
    }

    fn line(&self, field: Field, findings: &mut Findings) -> Option<String> {
        self.words(field, findings).map(|words| text::one_line(&words))
    }
}

fn is_nothing(words: &str) -> bool {
    words.chars().all(|c| matches!(c, '-' | '—' | '–' | '/' | '－' | '／' | '_' | '\\')) || words == "无"
}

/// Reads the person. Without a name there is none, and that is an error.
pub(crate) fn read(cells: &Cells<'_>, unit: String, findings: &mut Findings) -> Option<Row> {
    let written = cells.line(Field::Name, findings).map(|words| name::read(&words));
    let Some(named) = written.filter(|read| !read.name.is_empty()) else {
        findings.error(cells.place(Field::Name), "缺姓名", "补上姓名，或删去这一行");
        return None;
    };
    for doubt in &named.doubts {
        let place = cells.place(Field::Name);
        match doubt {
            name::NameDoubt::TooLong => findings.error(place, doubt.sentence(), "一人一行，姓名格只写姓名"),
            _ => findings.warn(place, doubt.sentence(), "核对姓名"),
        }
    }
    let id_number = id_number(cells, findings);
    let sex = sex(cells, named.sex, id_number.as_ref(), findings);
    let birth = birth(cells, id_number.as_ref(), findings);
    let (party_text, party_since) = party(cells, findings);
    let row = Row {
        source: Source { sheet: cells.sheet.to_owned(), row: cells.row },
        unit,
        name: named.name,
        name_marks: named.marks,
        sex,
        birth,
        nation: nation(cells, findings),
        native_place: cells.line(Field::NativePlace, findings),
        birth_place: cells.line(Field::BirthPlace, findings),
        id_number,
        politics: cells.line(Field::Politics, findings),
        party_text,
        party_since,
        work_start: when(cells, Field::WorkStart, findings).map(|when| when.month),
        education: education(cells, findings),
        technical_title: cells.line(Field::TechnicalTitle, findings),
        post: cells.line(Field::Post, findings),
        since: when(cells, Field::Since, findings),
        level: cells.line(Field::Level, findings),
        level_since: when(cells, Field::LevelSince, findings),
        rank: cells.line(Field::Rank, findings),
        rank_since: when(cells, Field::RankSince, findings),
        authority: cells.line(Field::Authority, findings),
        category: cells.line(Field::Category, findings),
        phone: cells.line(Field::Phone, findings),
        remarks: cells.words(Field::Remarks, findings),
        file: beside_the_card(cells),
        is_file: false,
    };
    if row.post.is_none() {
        findings.warn(cells.place(Field::Post), format!("{}没有现任职务", row.name), "有职务的补上");
    }
    Some(row)
}

/// The columns for which the card has no place. Their blanks and breaks are their layout.
fn beside_the_card(cells: &Cells<'_>) -> Option<Kept> {
    let columns = [
        (Field::Health, Part::Health),
        (Field::Speciality, Part::Speciality),
        (Field::Resume, Part::Resume),
        (Field::Rewards, Part::Rewards),
        (Field::Assessments, Part::Assessments),
    ];
    let mut file = PersonFile::default();
    for (field, part) in columns {
        if let Some(Value::Text(words)) = cells.value(field) {
            file.set(part, &words.replace("_x000D_", ""));
        }
    }
    Kept::of(&file)
}

fn id_number(cells: &Cells<'_>, findings: &mut Findings) -> Option<CheckedId> {
    let value = cells.value(Field::IdNumber)?;
    let read = match value {
        // Fifteen digits are whole in a spreadsheet's number; eighteen are not.
        Value::Number { value, .. } if value.abs() < 1e15 => CheckedId::read(&format!("{value:.0}")),
        Value::Number { .. } | Value::Day { .. } => Err(IdFault::NumberDamage),
        Value::Text(_) | Value::Fault(_) => CheckedId::read(&cells.words(Field::IdNumber, findings)?),
    };
    match read {
        Ok(number) if number.birth() > cells.today => {
            findings.error(cells.place(Field::IdNumber), "身份证号中的出生日期晚于今天", "按身份证原件核对后重新录入");
            None
        }
        Ok(number) => Some(number),
        Err(fault) => {
            findings.error(cells.place(Field::IdNumber), fault.sentence(), fault.advice());
            None
        }
    }
}

fn sex(cells: &Cells<'_>, mark: Option<Sex>, id: Option<&CheckedId>, findings: &mut Findings) -> Option<Sex> {
    let place = cells.place(Field::Sex);
    let written = match cells.line(Field::Sex, findings) {
        Some(words) => {
            let read = Sex::read(&words);
            if read.is_none() {
                findings.error(place, format!("“{}”不是性别", short(&words)), "填男或女");
                return None;
            }
            read
        }
        None => None,
    };
    if let (Some(column), Some(mark)) = (written, mark)
        && column != mark
    {
        findings.warn(
            place,
            format!("性别列是{}，姓名旁注的是{}", column.word(), mark.word()),
            "核对性别，已按性别列读入",
        );
    }
    let stated = written.or(mark);
    if let (Some(stated), Some(id)) = (stated, id)
        && stated != id.sex()
    {
        findings.warn(place, format!("性别{}与身份证号不符", stated.word()), "核对性别和身份证号，已按性别列读入");
    }
    let sex = stated.or_else(|| id.map(CheckedId::sex));
    let blank = cells.value(Field::Sex).is_none() && cells.value(Field::IdNumber).is_none();
    if sex.is_none() && blank && cells.could_tell(Field::Sex) {
        findings.error(place, "缺性别", "填男或女");
    }
    sex
}

fn birth(cells: &Cells<'_>, id: Option<&CheckedId>, findings: &mut Findings) -> Option<Month> {
    let place = cells.place(Field::Birth);
    let Some(value) = cells.value(Field::Birth).filter(|value| !is_nothing(&text::squash(&value.shown()))) else {
        match id {
            Some(_) => findings.warn(place, "缺出生年月，按身份证号读入", "与档案核对后补上"),
            None if cells.could_tell(Field::Birth) && cells.value(Field::IdNumber).is_none() => {
                findings.error(place, "缺出生年月", "补上出生年月或身份证号")
            }
            None => {}
        }
        return id.map(CheckedId::birth_month);
    };
    let month = match date::read(value, cells.today.year()) {
        Ok(reading) => {
            tell_doubts(place, &reading, findings);
            reading.when.month
        }
        Err(MonthFault::Undecidable(year)) => {
            let of_id =
                id.map(CheckedId::birth_month).filter(|month| month.year() == year && matches!(month.month(), 1 | 10));
            let Some(month) = of_id else {
                let fault = MonthFault::Undecidable(year);
                findings.error(place, fault.sentence(), fault.advice());
                return None;
            };
            let sentence = format!("数字{year}.1按身份证号读作{year}年{}月", month.month());
            findings.warn(place, sentence, "与档案核对；改为六位数字");
            month
        }
        Err(fault) => {
            findings.error(place, format!("出生年月：{}", fault.sentence()), fault.advice());
            return None;
        }
    };
    let age = month.age_in(Month::of(cells.today));
    if !(14..=100).contains(&age) {
        findings.error(place, format!("出生年月{}不合情理", month.printed()), "核对出生年月");
        return None;
    }
    if let Some(id) = id.filter(|id| id.birth_month() != month) {
        let sentence = format!("出生年月{}与身份证号中的{}不同", month.printed(), id.birth_month().printed());
        findings.warn(place, sentence, "以干部档案认定为准，已按本列读入");
    }
    Some(month)
}

fn tell_doubts(place: Place<'_>, reading: &Reading, findings: &mut Findings) {
    let month = reading.when.month;
    if reading.cut_october {
        findings.warn(place, format!("读作{}年1月", month.year()), "如为10月，改为六位数字");
    }
    if reading.short_year {
        findings.warn(place, format!("两位年份读作{}年", month.year()), "年份写四位");
    }
}

/// A month or day of any column but the birth; several in one cell give the first.
fn when(cells: &Cells<'_>, field: Field, findings: &mut Findings) -> Option<When> {
    let value = cells.value(field)?;
    let shown = text::squash(&value.shown());
    if is_nothing(&shown) || matches!(shown.as_str(), "至今" | "不详" | "待定") {
        return None;
    }
    let place = cells.place(field);
    let parts = date::parts(value);
    let first = parts.first()?;
    if parts.len() > 1 {
        findings.warn(
            place,
            format!("“{}”有{}个日期，读了第一个", field.title(), parts.len()),
            "多个职务的，导入后在任职中补录",
        );
    }
    match date::read(first, cells.today.year()) {
        Ok(reading) => {
            tell_doubts(place, &reading, findings);
            if reading.when.month > Month::of(cells.today) {
                findings.warn(
                    place,
                    format!("“{}”{}晚于今天", field.title(), reading.when.month.printed()),
                    "核对日期",
                );
            }
            Some(reading.when)
        }
        Err(fault @ MonthFault::Undecidable(_)) => {
            findings.warn(place, format!("“{}”：{}，未读", field.title(), fault.sentence()), fault.advice());
            None
        }
        Err(fault) => {
            findings.error(place, format!("“{}”：{}", field.title(), fault.sentence()), fault.advice());
            None
        }
    }
}

/// 入党时间 may be a month, a party, several parties, or both: kept as written, the month taken where there is one.
fn party(cells: &Cells<'_>, findings: &mut Findings) -> (Option<String>, Option<When>) {
    let Some(value) = cells.value(Field::PartyDate) else { return (None, None) };
    if !matches!(value, Value::Text(_)) {
        let since = when(cells, Field::PartyDate, findings);
        return (since.map(|when| when.month.printed()), since);
    }
    let Some(written) = cells.line(Field::PartyDate, findings) else { return (None, None) };
    let bare = text::half_width(&written);
    if !bare.contains(|c: char| c.is_ascii_digit()) {
        return (Some(written), None);
    }
    let is_date = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '年' | '月' | '日');
    let dated: String = bare.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| is_date(*c)).collect();
    let since = match engine::people::month::read(&dated, cells.today.year()) {
        Ok(reading) => {
            tell_doubts(cells.place(Field::PartyDate), &reading, findings);
            Some(reading.when)
        }
        Err(fault) => {
            findings.error(cells.place(Field::PartyDate), format!("“入党时间”：{}", fault.sentence()), fault.advice());
            None
        }
    };
    (Some(written), since)
}

/// The peoples of GB/T 3304 without their last character, so that 汉 is read as 汉族.
const NATIONS: &str = "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 \
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺";

fn nation(cells: &Cells<'_>, findings: &mut Findings) -> Option<String> {
    let words = text::squash(&cells.line(Field::Nation, findings)?);
    let stem = words.strip_suffix('族').unwrap_or(&words);
    if NATIONS.split_whitespace().any(|nation| nation == stem) {
        return Some(format!("{stem}族"));
    }
    findings.warn(cells.place(Field::Nation), format!("“{}”不在民族名单内，照原样读入", short(&words)), "核对民族");
    Some(words)
}

fn education(cells: &Cells<'_>, findings: &mut Findings) -> Education {
    let mut way = |education, degree, school| Schooling {
        education: cells.words(education, findings),
        degree: cells.words(degree, findings),
        school: cells.words(school, findings),
    };
    Education {
        full_time: way(Field::FullTimeEducation, Field::FullTimeDegree, Field::FullTimeSchool),
        in_service: way(Field::InServiceEducation, Field::InServiceDegree, Field::InServiceSchool),
        highest: way(Field::Education, Field::Degree, Field::School),
    }
}

fn short(words: &str) -> String {
    words.chars().take(20).collect()
}

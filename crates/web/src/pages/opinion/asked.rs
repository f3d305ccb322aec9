//! Of which time and whose: what the board's address says.

use super::{super::ledger, query};
use crate::{
    pages::visit::Visit,
    view::{field::Choice, pages::Filter},
};
use engine::{days::Day, words::UnitId};
use store::Asking;

/// Years that can be looked at beside this one.
const BACK: i16 = 4;

/// What the board is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// One unit with those below it.
    pub unit: Option<UnitId>,
    /// The unit as it was typed.
    typed: String,
    /// What could not be understood.
    pub wrong: String,
}

impl Asked {
    /// What an address asks for; what it does not say is this year, everybody, today.
    pub fn of(visit: &Visit) -> Self {
        let (today, mut wrong) = (visit.today(), String::new());
        let until = match visit.asked("until").map(|text| (text, Day::of(text))) {
            Some((_, Some(day))) if day <= today => Some(day),
            Some((text, _)) => {
                wrong = format!("截至日期“{text}”不可用，应是不晚于今天的日期，如{today}，请改正后查询");
                None
            }
            None => None,
        };
        let year = visit.asked("year").and_then(|text| text.parse::<i16>().ok());
        let year = year.filter(|year| (today.year() - BACK..=today.year()).contains(year));
        let year = year.or(until.map(|day| day.year())).unwrap_or(today.year());
        let last = Day::new(year, 12, 31).unwrap_or(today).min(today);
        let until = until.filter(|day| day.year() == year).unwrap_or(last);
        let typed = visit.asked("unit").unwrap_or("").to_owned();
        let unit = if typed.is_empty() { None } else { Some(ledger::unit(visit, &typed)) };
        let unit = unit.and_then(|found| found.map_err(|sentence| wrong = sentence).ok());
        Self { from: Day::new(year, 1, 1).unwrap_or(until), until, unit, typed, wrong }
    }

    /// As the store is asked.
    pub fn asking(&self, demand: Option<&str>) -> Asking {
        Asking { from: self.from, until: self.until, unit: self.unit.clone(), demand: demand.map(str::to_owned) }
    }

    /// The same of one unit.
    pub fn of_unit(&self, unit: &str) -> Self {
        Self { unit: Some(unit.into()), ..self.clone() }
    }

    /// 全县, 本单位, or the unit's name.
    pub fn whose(&self, visit: &Visit) -> String {
        match &self.unit {
            Some(unit) => {
                let names = visit.reader().unit_names([unit.as_str()]).unwrap_or_default();
                names.get(unit.as_str()).cloned().unwrap_or_else(|| self.typed.clone())
            }
            None if visit.scope().county => "全县".to_owned(),
            None => "本单位".to_owned(),
        }
    }

    /// 2026年1月1日至10月14日
    pub fn time(&self) -> String {
        format!("{}至{}", self.from.sentence_with_year(), self.until.sentence())
    }

    /// The same question with more said.
    pub fn query(&self, more: &[(&str, &str)]) -> String {
        let (year, until) = (self.from.year().to_string(), self.until.to_string());
        let mut pairs = vec![("year", year.as_str()), ("until", until.as_str())];
        pairs.extend(self.unit.as_ref().map(|unit| ("unit", unit.as_str())));
        pairs.extend_from_slice(more);
        query(&pairs)
    }

    /// The fields of the board's form.
    pub fn fields(&self, visit: &Visit) -> Vec<Filter> {
        let this = visit.today().year();
        let year = |year: i16| Choice {
            value: year.to_string(),
            words: format!("{year}年"),
            chosen: year == self.from.year(),
        };
        vec![
            Filter {
                name: "year",
                label: "年度",
                value: self.from.year().to_string(),
                options: (0..=BACK).map(|back| year(this - back)).collect(),
                ..Filter::default()
            },
            Filter {
                name: "unit",
                label: "单位",
                value: if self.wrong.is_empty() && self.unit.is_some() {
                    self.whose(visit)
                } else {
                    self.typed.clone()
                },
                class: "short",
                suggest: "/suggest/unit",
                ..Filter::default()
            },
            Filter {
                name: "until", label: "截至", value: self.until.to_string(), class: "short", ..Filter::default()
            },
        ]
    }
}

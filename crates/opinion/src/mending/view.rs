//! What is owed about the list, who is offered what, and the lines it leaves.

use super::{Checked, Dropped, Extended, Item, Measured, Reported};
use crate::owed::{self, duty, open};
use engine::{
    access::{Hat, Offer},
    parts::RectificationStage,
    policy::{Clock, Due},
    procedure::{Aid, Duty, Line},
    words::UnitId,
};

/// What differs from list to list.
pub(crate) struct Course {
    /// By when the unit says what it will do.
    pub measures: &'static str,
    /// By when what was reported is looked at.
    pub check: &'static str,
    /// The clause of the rectification.
    pub clause: &'static str,
    /// Who looks at it.
    pub checkers: fn() -> Vec<Hat>,
    /// Who grants more time and gives up.
    pub heads: fn() -> Vec<Hat>,
}

/// Where the unit is without a head and without a clerk, or its head is the one whom it concerns, the section enters for it.
pub(crate) fn offers(items: &[Item], unit: &UnitId, course: &Course) -> Vec<Offer> {
    let menders = || owed::unit(unit).into_iter().chain(owed::section()).collect();
    let open = || items.iter().filter(|item| item.is_at(RectificationStage::Open));
    let mut offers = Vec::new();
    if open().next().is_some() {
        offers.push(Offer::new("measure", "提出整改措施", menders()));
        offers.push(Offer::new("extend", "准予延期整改", (course.heads)()));
    }
    if open().any(|item| item.one.measure.is_some()) {
        offers.push(Offer::new("report_item", "报告整改情况", menders()).main());
    }
    if items.iter().any(|item| item.is_at(RectificationStage::Reported)) {
        offers.push(Offer::new("check", "验收销号", (course.checkers)()).main());
    }
    if items.iter().any(Item::is_open) {
        offers.push(Offer::new("drop", "不再整改", (course.heads)()).grave());
    }
    offers
}

/// What is owed about each open problem; the unit's duties stand for its head, whoever that is.
pub(crate) fn duties(items: &[Item], unit: &UnitId, course: &Course, clock: &Clock) -> Vec<Duty> {
    let one = |item: &Item| {
        let (verb, what, by, due) = match (item.one.stage, &item.one.measure) {
            (RectificationStage::Reported, _) => {
                let due = clock.due(course.check, item.since, "报告整改情况");
                ("check", "验收整改情况", (course.checkers)(), due)
            }
            (_, None) => {
                let due = clock.due(course.measures, item.since, "列入清单");
                ("measure", "提出整改措施", owed::unit(unit), due)
            }
            (_, Some(_)) => ("report_item", "完成整改并报告", owed::unit(unit), promised(item, course)),
        };
        Duty {
            key: format!("{verb}:{}", item.number), ..duty(verb, &format!("问题{}：{what}", item.number), by, due)
        }
    };
    items.iter().filter(|item| item.is_open()).map(one).collect()
}

/// The day that was set, in words.
fn promised(item: &Item, course: &Course) -> Due {
    let day = item.due();
    let words = match (day, item.extended.last()) {
        (Some(day), Some(more)) => format!("整改期限延至{}，定于{day}完成", more.extend.until),
        (Some(day), None) => format!("整改清单定于{day}完成"),
        (None, _) => "整改期限待录入".to_owned(),
    };
    Due { day, ..open(&words, course.clause) }
}

/// The problems that one of the list's verbs may be about, for its form to choose from.
pub(crate) fn aid(items: &[Item], verb: &str) -> Aid {
    let is_open = |item: &Item| item.is_at(RectificationStage::Open);
    let fits = |item: &Item| match verb {
        "measure" | "extend" => is_open(item),
        "report_item" => is_open(item) && item.one.measure.is_some(),
        "check" => item.is_at(RectificationStage::Reported),
        "drop" => item.is_open(),
        _ => false,
    };
    let one = |item: &Item| (item.number.to_string(), format!("{}：{}", item.kind, item.one.problem));
    let choices: Vec<(String, String)> = items.iter().filter(|item| fits(item)).map(one).collect();
    let choices = if choices.is_empty() { Vec::new() } else { vec![("/item", choices)] };
    Aid { choices, ..Aid::default() }
}

/// Words that go on: without the stop at their end.
fn ended(words: &impl ToString) -> String {
    words.to_string().trim_end_matches(['。', '；', '，']).to_owned()
}

impl Measured {
    /// Its line.
    pub(crate) fn line(&self) -> Line {
        let one = &self.measure;
        let answers = self.answers.as_ref().map_or_else(String::new, |name| format!("，责任人{name}"));
        let words = format!("问题{}：{}，{}前完成{answers}", one.item, ended(&one.measure), one.by.sentence());
        Line::new("提出整改措施", words)
    }
}

impl Reported {
    /// Its line.
    pub(crate) fn line(&self) -> Line {
        let one = &self.report;
        Line::new("报告整改情况", format!("问题{}：{}；佐证：{}", one.item, ended(&one.done), one.evidence))
    }
}

impl Checked {
    /// Its line.
    pub(crate) fn line(&self) -> Line {
        let word = if self.check.passed { "予以销号" } else { "退回继续整改" };
        Line::new("验收", format!("问题{}{word}：{}", self.check.item, self.check.opinion))
    }
}

impl Extended {
    /// Its line.
    pub(crate) fn line(&self) -> Line {
        let was = self.was.map_or_else(String::new, |was| format!("，原为{}", was.sentence()));
        let one = &self.extend;
        Line::new(
            "准予延期整改",
            format!("问题{}延至{}{was}：{}", one.item, one.until.sentence_with_year(), one.reason),
        )
    }
}

impl Dropped {
    /// Its line.
    pub(crate) fn line(&self) -> Line {
        Line::new("不再整改", format!("问题{}：{}", self.drop.item, self.drop.reason)).grave()
    }
}

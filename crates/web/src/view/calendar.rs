//! The absence calendar, as its template draws it.

use super::{frame::Frame, parts::Tab};
use askama::Template;

/// 外出日历.
#[derive(Debug, Default, Template)]
#[template(path = "calendar.html")]
pub struct CalendarPage {
    /// The frame.
    pub frame: Frame,
    /// Which days, how many units and people.
    pub meta: String,
    /// Address of the two weeks before.
    pub before: String,
    /// Address of the two weeks after.
    pub after: String,
    /// Which units.
    pub tabs: Vec<Tab>,
    /// The fourteen days.
    pub days: Vec<DayHead>,
    /// A line for each person, two where absences overlap.
    pub rows: Vec<CalendarRow>,
    /// Lines of counts.
    pub totals: Vec<Totals>,
    /// The same in words, for narrow windows.
    pub lines: Vec<PersonLine>,
    /// Chiefs of one unit away together, in sentences.
    pub clashes: Vec<Clash>,
    /// Not all are listed.
    pub more: bool,
}

/// 本周外出 on the workbench: a few people, seven days.
#[derive(Debug, Default)]
pub struct Week {
    /// 今日在外28人.
    pub meta: String,
    /// The seven days.
    pub days: Vec<DayHead>,
    /// A line for each person shown.
    pub rows: Vec<CalendarRow>,
    /// How many others are away in this week.
    pub more: usize,
}

/// Head of a day.
#[derive(Debug, Default)]
pub struct DayHead {
    /// 一, 今日.
    pub word: String,
    /// 14.
    pub number: String,
    /// `off`, `now`.
    pub class: String,
}

/// A line of the table.
#[derive(Debug, Default)]
pub struct CalendarRow {
    /// The unit, in its first line.
    pub unit: String,
    /// Its calendar.
    pub unit_href: String,
    /// Lines of the unit; nothing but in its first one.
    pub unit_rows: usize,
    /// Its chiefs are away together.
    pub clash: bool,
    /// The person, in his first line.
    pub name: String,
    /// His page.
    pub href: String,
    /// His post.
    pub post: String,
    /// Half-days, together 28.
    pub cells: Vec<HalfCell>,
}

/// Half-days of a line that look alike.
#[derive(Debug, Default)]
pub struct HalfCell {
    /// How they look.
    pub class: String,
    /// How many.
    pub span: usize,
    /// What stands in them.
    pub text: String,
    /// The matter.
    pub href: String,
    /// The whole in words.
    pub words: String,
}

/// A line of counts.
#[derive(Debug, Default)]
pub struct Totals {
    /// 在外人数.
    pub title: &'static str,
    /// One for each day.
    pub counts: Vec<DayCount>,
}

/// The count of a day.
#[derive(Debug, Default)]
pub struct DayCount {
    /// The number; nothing for none.
    pub words: String,
    /// Those people.
    pub href: String,
    /// How the day looks.
    pub class: String,
}

/// A person in words.
#[derive(Debug, Default)]
pub struct PersonLine {
    /// Name.
    pub name: String,
    /// Unit and post.
    pub meta: String,
    /// Absences.
    pub rows: Vec<Worded>,
}

/// Words that lead somewhere.
#[derive(Debug, Default)]
pub struct Worded {
    /// The words.
    pub words: String,
    /// Where.
    pub href: String,
}

/// Chiefs of one unit away together.
#[derive(Debug, Default)]
pub struct Clash {
    /// Unit and days.
    pub head: String,
    /// Whose absences.
    pub parts: Vec<Worded>,
}

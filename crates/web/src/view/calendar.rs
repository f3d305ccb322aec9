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
    /// Which day's watches are listed.
    pub watch_day: String,
    /// Who is on watch.
    pub watches: Vec<WatchLine>,
    /// 在岗 of the month.
    pub coverage: String,
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

/// 在岗: how many of each body are there on each day of a month.
#[derive(Debug, Default, Template)]
#[template(path = "coverage.html")]
pub struct CoveragePage {
    /// The frame.
    pub frame: Frame,
    /// Which month, how many units.
    pub meta: String,
    /// Address of the month before.
    pub before: String,
    /// Address of the month after.
    pub after: String,
    /// The calendar of the same days.
    pub calendar: String,
    /// The least, with its clause and how sure it is.
    pub least: String,
    /// The days.
    pub days: Vec<DayHead>,
    /// The units.
    pub rows: Vec<CoverageRow>,
    /// Days on which a body is below the least, in sentences.
    pub below: Vec<Worded>,
}

/// A unit's month.
#[derive(Debug, Default)]
pub struct CoverageRow {
    /// The unit.
    pub unit: String,
    /// Its month alone.
    pub href: String,
    /// Members on the first day shown.
    pub members: usize,
    /// One for each day.
    pub counts: Vec<DayCount>,
}

/// 今日值班 of a unit.
#[derive(Debug, Default)]
pub struct WatchLine {
    /// The unit.
    pub unit: String,
    /// The roster.
    pub href: String,
    /// 白班：带班陈砚、值班李坤.
    pub words: String,
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

//! The working-day calendar: weekends, public holidays and make-up working days, as the State Council publishes them year by year.

use super::{Day, HalfDay, Period};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What kind of day it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// Off by the published arrangement; carries the holiday's name.
    Holiday(String),
    /// A Saturday or Sunday worked by the published arrangement; carries the holiday's name.
    MakeUp(String),
}

/// The calendar of this year is not published, so nobody knows which of its days are worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{year}年放假安排未公布，公布后自动计算")]
pub struct Unpublished {
    /// The year asked about.
    pub year: i16,
}

/// Something wrong in the calendar's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Line of the text, from 1.
    pub line: usize,
    /// The date or year concerned, as written.
    pub key: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// How much of a period is worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Working half-days.
    pub half_days: i64,
    /// Whether the calendar of every year touched is published; if not, every day of the unpublished year counts as worked.
    pub published: bool,
    /// The arithmetic in words.
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    name: String,
    off: bool,
    line: usize,
}

/// Which days are worked. A year is published when the text has rows for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    marks: BTreeMap<Day, Mark>,
    years: BTreeSet<i16>,
}

/// The seven statutory holidays that every published year names.
const STATUTORY: [&str; 7] = ["元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节"];

impl Calendar {
    /// Reads rows `date,name,kind` with kind `off` or `work` under that heading. Every broken row is reported.
    pub fn parse(text: &str) -> Result<Self, Vec<Broken>> {
        let mut calendar = Self::default();
        let mut broken = Vec::new();
        for (index, raw) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let (line, row) = (index + 1, raw.trim());
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            if index == 0 {
                if row != "date,name,kind" {
                    broken
                        .push(Broken { line, key: row.to_owned(), sentence: "首行应为date,name,kind".to_owned() });
                }
                continue;
            }
            if let Err(sentence) = calendar.take(row, line) {
                broken.push(Broken { line, key: row.split(',').next().unwrap_or_default().to_owned(), sentence });
            }
        }
        broken.extend(calendar.missing_holidays());
        if broken.is_empty() { Ok(calendar) } else { Err(broken) }
    }

    fn take(&mut self, row: &str, line: usize) -> Result<(), String> {
        let cells: Vec<&str> = row.split(',').map(str::trim).collect();
        let &[date, name, kind] = cells.as_slice() else {
            return Err(format!("应有3格（日期、名称、off或work），这一行有{}格", cells.len()));
        };
        let day = Day::iso(date)?;
        if name.is_empty() {
            return Err(format!("{date}没有写节日名称"));
        }
        let off = match kind {
            "off" => true,
            "work" if day.is_weekend() => false,
            "work" => return Err(format!("{date}是{}，本来就上班，不能写成调休上班", day.weekday_word())),
            _ => return Err(format!("{kind}不是off（放假）或work（调休上班）")),
        };
        if let Some(before) = self.marks.get(&day) {
            return Err(format!("{date}重复，第{}行已经写过", before.line));
        }
        self.years.insert(day.year());
        self.marks.insert(day, Mark { name: name.to_owned(), off, line });
        Ok(())
    }

    fn missing_holidays(&self) -> Vec<Broken> {
        let mut missing = Vec::new();
        for &year in &self.years {
            let named = |name: &str| self.marks.iter().any(|(day, m)| day.year() == year && m.off && m.name == name);
            for name in STATUTORY.into_iter().filter(|name| !named(name)) {
                let sentence = format!("{year}年缺少{name}的放假日；一年的安排须一次写全");
                missing.push(Broken { line: self.first_line(year), key: year.to_string(), sentence });
            }
        }
        missing
    }

    /// Line of the first row of a year, for findings; 1 if there is none.
    pub fn first_line(&self, year: i16) -> usize {
        self.marks.iter().find(|(day, _)| day.year() == year).map_or(1, |(_, mark)| mark.line)
    }

    /// Weekdays off less weekend days worked in a year: equals the statutory number of holidays when no make-up day was
    /// forgotten. The rest around New Year belongs to the new year, wherever its days lie.
    pub fn balance(&self, year: i16) -> i64 {
        let belongs = |day: &Day, mark: &Mark| day.year() + i16::from(day.month() == 12 && mark.name == "元旦") == year;
        let weight = |day: &Day, mark: &Mark| match (mark.off, day.is_weekend()) {
            (true, false) => 1,
            (false, _) => -1,
            (true, true) => 0,
        };
        self.marks.iter().filter(|(day, mark)| belongs(day, mark)).map(|(day, mark)| weight(day, mark)).sum()
    }

    /// The published years, in order.
    pub fn years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.iter().copied()
    }

    /// Whether the year's arrangement is published.
    pub fn is_published(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// Days on which the two calendars differ, in order.
    pub fn differences(&self, other: &Self) -> Vec<Day> {
        let of = |c: &Self, day: &Day| c.marks.get(day).map(|m| m.off);
        let days: BTreeSet<Day> = self.marks.keys().chain(other.marks.keys()).copied().collect();
        days.into_iter().filter(|day| of(self, day) != of(other, day)).collect()
    }

    /// What kind of day it is; in an unpublished year only weekends are told from other days.
    pub fn day_kind(&self, day: Day) -> DayKind {
        match self.marks.get(&day) {
            Some(mark) if mark.off => DayKind::Holiday(mark.name.clone()),
            Some(mark) => DayKind::MakeUp(mark.name.clone()),
            None if day.is_weekend() => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Whether the day is worked.
    pub fn is_working(&self, day: Day) -> Result<bool, Unpublished> {
        if self.is_published(day.year()) { Ok(self.worked(day)) } else { Err(Unpublished { year: day.year() }) }
    }

    fn worked(&self, day: Day) -> bool {
        self.marks.get(&day).map_or(!day.is_weekend(), |mark| !mark.off)
    }

    /// Whether the day counts as worked for a leave: in an unpublished year every day does.
    fn counts(&self, day: Day) -> bool {
        self.is_working(day).unwrap_or(true)
    }

    /// The day on which the count of working days reaches `count` (at least 1), the first day counted being `first`
    /// or the next one that is worked. Days for which `stopped` holds do not count.
    pub fn nth_working(&self, first: Day, count: i64, stopped: impl Fn(Day) -> bool) -> Result<Day, Unpublished> {
        let mut day = first;
        let mut left = count.max(1);
        loop {
            if self.is_working(day)? && !stopped(day) {
                left -= 1;
            }
            if left == 0 {
                return Ok(day);
            }
            day = day.plus(1);
        }
    }

    /// The working day so many working days before a day; the day itself for 0.
    pub fn nth_working_before(&self, day: Day, count: i64) -> Result<Day, Unpublished> {
        let (mut day, mut left) = (day, count.max(0));
        while left > 0 {
            day = day.plus(-1);
            left -= i64::from(self.is_working(day)?);
        }
        Ok(day)
    }

    /// The day itself if it is worked, else the next worked one.
    pub fn rolled(&self, day: Day) -> Result<Day, Unpublished> {
        self.nth_working(day, 1, |_| false)
    }

    /// Working days from the one day to the other, both included.
    pub fn working_days(&self, from: Day, to: Day) -> Result<i64, Unpublished> {
        let mut count = 0;
        let mut day = from;
        while day <= to {
            count += i64::from(self.is_working(day)?);
            day = day.plus(1);
        }
        Ok(count)
    }

    /// Working half-days of a period and the arithmetic in words. Rule of an unpublished year: all its days count.
    pub fn working_span(&self, period: Period) -> Span {
        let mut half_days = 0;
        let mut unpublished = BTreeSet::new();
        let mut day = period.from.day;
        while day <= period.to.day {
            if self.counts(day) {
                let halves = [HalfDay::morning(day), HalfDay::afternoon(day)];
                half_days += halves.into_iter().map(|half| i64::from(period.contains(half))).sum::<i64>();
            }
            if !self.is_published(day.year()) {
                unpublished.insert(day.year());
            }
            day = day.plus(1);
        }
        let whole = half_days.div_euclid(2);
        let tenth = if half_days % 2 == 0 { 0 } else { 5 };
        let mut words = format!("{}，计{whole}.{tenth}个工作日", period.words());
        words.push_str(&self.asides(period.from.day, period.to.day));
        for year in &unpublished {
            let _ = write!(words, "，{year}年放假安排未公布，该年每天均按工作日计");
        }
        Span { half_days, published: unpublished.is_empty(), words }
    }

    /// Whether a working half-day lies strictly between two absences. If none does, they are one continuous absence.
    pub fn gap_has_working_half(&self, first_ends: HalfDay, second_begins: HalfDay) -> bool {
        let (from, to) = (first_ends.plus(1), second_begins.plus(-1));
        Period::new(from, to).is_some_and(|gap| self.working_span(gap).half_days > 0)
    }

    /// «，跳过春节2/15—2/23和其余周末，含调休上班2/14、2/28»: what a reader needs to count the published days of a stretch himself.
    pub fn asides(&self, from: Day, to: Day) -> String {
        let mut rests: Vec<(Vec<String>, Day, Day)> = Vec::new();
        let mut makeups = Vec::new();
        let mut weekend = false;
        let mut day = from;
        while day <= to {
            match self.day_kind(day) {
                _ if !self.is_published(day.year()) => {}
                DayKind::Working => {}
                DayKind::Weekend => weekend = true,
                DayKind::MakeUp(_) => makeups.push(day.short()),
                DayKind::Holiday(name) => match rests.last_mut() {
                    Some((names, _, last)) if last.plus(1) == day => {
                        *last = day;
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                    _ => rests.push((vec![name], day, day)),
                },
            }
            day = day.plus(1);
        }
        let rests: Vec<String> = rests.into_iter().map(|(names, first, last)| rest_word(&names, first, last)).collect();
        let skipped = match (rests.is_empty(), weekend) {
            (true, false) => String::new(),
            (true, true) => "，跳过周末".to_owned(),
            (false, false) => format!("，跳过{}", rests.join("、")),
            (false, true) => format!("，跳过{}和其余周末", rests.join("、")),
        };
        if makeups.is_empty() { skipped } else { format!("{skipped}，含调休上班{}", makeups.join("、")) }
    }
}

fn rest_word(names: &[String], first: Day, last: Day) -> String {
    let name = names.join("、");
    if first == last {
        format!("{name}{}", first.short())
    } else {
        format!("{name}{}—{}", first.short(), last.short())
    }
}

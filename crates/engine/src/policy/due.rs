//! From an event and a limit to the day it is due, with the arithmetic in words.

use super::Policy;
use super::kinds::{LimitVersion, MonthEnd, Roll, Start, Unit};
use crate::days::{Day, Unpublished};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why something is due on a day, or refused: the limit, its clause, and the arithmetic in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// Id of the limit.
    pub limit: String,
    /// Id of the clause; empty when the pack does not know the limit.
    pub clause: String,
    /// In Chinese, as shown.
    pub words: String,
}

/// When something is due, if that can be known, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The last day on which it is in time; none while the count is stopped, or its calendar is unpublished.
    pub day: Option<Day>,
    /// Why.
    pub basis: Basis,
}

/// A stretch during which clocks stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pause {
    /// The first day that does not count.
    pub from: Day,
    /// The day of resumption, which counts again; none while still paused.
    pub to: Option<Day>,
}

impl Pause {
    fn stops(&self, day: Day) -> bool {
        self.from <= day && self.to.is_some_and(|to| day < to)
    }
}

/// A matter's own clock: the policy, less the time for which the matter was suspended.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// The pack.
    pub policy: &'a Policy,
    /// The matter's suspensions.
    pub pauses: &'a [Pause],
}

impl Clock<'_> {
    /// [`Policy::due`] with the matter's suspensions.
    pub fn due(&self, limit: &str, from: Day, event: &str) -> Due {
        self.policy.due(limit, from, event, self.pauses)
    }

    /// [`Policy::number`].
    pub fn number(&self, limit: &str, on: Day) -> Option<i64> {
        self.policy.number(limit, on)
    }
}

impl Policy {
    /// The day on which `limit` ends when `event` («送达») happened on `from`. The version in force on `from` decides, whatever
    /// came later. `pauses` do not count; while one is open and touches the count, there is no day.
    pub fn due(&self, limit: &str, from: Day, event: &str, pauses: &[Pause]) -> Due {
        let Some(version) = self.limit(limit, from) else {
            let words = format!("政策包没有{from}适用的时限“{limit}”，补录后自动计算");
            return Due { day: None, basis: Basis { limit: limit.to_owned(), clause: String::new(), words } };
        };
        let count = Count { policy: self, version, from, event, pauses };
        let (day, words) = match count.result() {
            Ok((day, words)) => (Some(day), words),
            Err(words) => (None, words),
        };
        Due { day, basis: Basis { limit: limit.to_owned(), clause: version.clause.clone(), words } }
    }
}

/// One count from an event to a due day.
struct Count<'a> {
    policy: &'a Policy,
    version: &'a LimitVersion,
    from: Day,
    event: &'a str,
    pauses: &'a [Pause],
}

impl Count<'_> {
    /// The day and the words; or the words why there is no day.
    fn result(&self) -> Result<(Day, String), String> {
        let Some(number) = self.version.number() else {
            return Err(format!("{}{}；时限待录入，录入后自动计算", self.from, self.event));
        };
        if self.version.start == Start::Before {
            return self.before(number);
        }
        let counted = match self.version.unit {
            Unit::WorkingDay => self.working(number),
            Unit::CalendarDay => self.calendar(number),
            Unit::Month => self.months(number, format!("满{number}个月")),
            Unit::Year => self.months(number.saturating_mul(12), format!("满{number}年")),
            _ => return Err(format!("“{}”不是按日计的时限", self.version.words())),
        };
        // An open pause matters only if it begins before the count is over.
        let open = self.pauses.iter().filter(|pause| pause.to.is_none()).map(|pause| pause.from).min();
        if let Some(since) = open.filter(|&since| counted.as_ref().map_or(true, |(day, _)| since <= *day)) {
            return Err(format!("{}，自{since}起挂起，恢复后重新计算", self.opening()));
        }
        let (last, words) = counted.map_err(|unpublished| unpublished.to_string())?;
        let (day, rolled) = self.roll(last).map_err(|unpublished| unpublished.to_string())?;
        Ok((day, format!("{}，{words}{}{rolled}，到期{day}", self.opening(), self.paused(last))))
    }

    /// The last day on which something may be done that must precede the event.
    fn before(&self, number: i64) -> Result<(Day, String), String> {
        let clamp = self.version.month_end == MonthEnd::Clamp;
        let day = match self.version.unit {
            Unit::CalendarDay => self.from.plus(-number),
            Unit::WorkingDay => {
                let day = self.policy.calendar().nth_working_before(self.from, number);
                day.map_err(|unpublished| unpublished.to_string())?
            }
            Unit::Month => self.from.plus_months(-number, clamp),
            Unit::Year => self.from.plus_months(number.saturating_mul(-12), clamp),
            _ => return Err(format!("“{}”不是按日计的时限", self.version.words())),
        };
        Ok((day, format!("{}{}，提前{}，不晚于{day}", self.from, self.event, self.version.words())))
    }

    /// «2026-02-10送达，次日起算»
    fn opening(&self) -> String {
        let start = if self.version.start == Start::SameDay { "当日" } else { "次日" };
        format!("{}{}，{start}起算", self.from, self.event)
    }

    /// The first day that counts.
    fn first(&self) -> Day {
        self.from.plus(if self.version.start == Start::SameDay { 0 } else { 1 })
    }

    fn stopped(&self, day: Day) -> bool {
        self.pauses.iter().any(|pause| pause.stops(day))
    }

    fn working(&self, number: i64) -> Result<(Day, String), Unpublished> {
        if number == 0 {
            return Ok((self.from, "加0个工作日".to_owned()));
        }
        let calendar = self.policy.calendar();
        let last = calendar.nth_working(self.first(), number, |day| self.stopped(day))?;
        Ok((last, format!("加{number}个工作日{}", calendar.asides(self.first(), last))))
    }

    fn calendar(&self, number: i64) -> Result<(Day, String), Unpublished> {
        let last = self.shifted(self.first().plus(number - 1));
        Ok((last, format!("加{number}日")))
    }

    fn months(&self, number: i64, words: String) -> Result<(Day, String), Unpublished> {
        let clamp = self.version.month_end == MonthEnd::Clamp;
        let same = self.from.plus_months(number, clamp);
        let last = if self.version.start == Start::SameDay { same.plus(-1) } else { same };
        let clamped = if same.day() == self.from.day() { "" } else { "（月末无对应日）" };
        Ok((self.shifted(last), format!("{words}{clamped}")))
    }

    /// A last day moved by the paused days before it, and by those that the move reaches.
    fn shifted(&self, last: Day) -> Day {
        let mut left = self.first().days_until(last) + 1;
        if left <= 0 || self.pauses.iter().all(|pause| pause.to.is_none()) {
            return last;
        }
        let mut day = self.first();
        loop {
            left -= i64::from(!self.stopped(day));
            if left == 0 {
                return day;
            }
            day = day.plus(1);
        }
    }

    /// «，其间2026-09-29至2026-10-08挂起不计»
    fn paused(&self, last: Day) -> String {
        let within =
            |pause: &&Pause| pause.from <= last && pause.to.is_some_and(|to| to > self.first() && to > pause.from);
        let stretches: Vec<String> = self
            .pauses
            .iter()
            .filter(within)
            .filter_map(|pause| pause.to.map(|to| format!("{}至{}", pause.from, to.plus(-1))))
            .collect();
        if stretches.is_empty() { String::new() } else { format!("，其间{}挂起不计", stretches.join("、")) }
    }

    fn roll(&self, last: Day) -> Result<(Day, String), Unpublished> {
        if self.version.roll == Roll::None {
            return Ok((last, String::new()));
        }
        let day = self.policy.calendar().rolled(last)?;
        let words = if day == last {
            String::new()
        } else {
            format!("，{last}（{}）不上班，顺延", last.weekday_word())
        };
        Ok((day, words))
    }
}

//! Time drawn by the server, without script: the day ruler, and absences that stand in each other's way.

use askama::{Template, filters::HtmlSafe};

/// Width of a ruler's cell.
const CELL: usize = 24;

/// One day of the ruler.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// `start`, `counted`, `ahead`, `rest`.
    pub class: &'static str,
    /// What stands in it.
    pub word: String,
    /// Day of the month.
    pub day: String,
    /// Month, where it begins.
    pub month: String,
    /// 今日, 到期, 班.
    pub over: &'static str,
    /// The day of the visit.
    pub today: bool,
    /// The due day.
    pub due: bool,
    /// The day in words.
    pub said: String,
}

/// A count, day by day. Its sentence stands beside it, so that it is hidden from readers of the screen.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/ruler.html")]
pub struct Ruler {
    /// Its days.
    pub cells: Vec<Cell>,
}

impl Ruler {
    fn wide(&self) -> usize {
        self.cells.len() * CELL + 2
    }
    fn x(&self, at: &usize) -> usize {
        at * CELL + 1
    }
    fn middle(&self, at: &usize) -> usize {
        self.x(at) + CELL / 2 - 1
    }
}

/// A bar of a person's absence.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// First half-day within the picture, from 0.
    pub from: i64,
    /// Half-days.
    pub long: i64,
    /// `firm`, `asked`, `wanted`, `clash`, `free`.
    pub class: &'static str,
    /// Words on it, where they fit.
    pub word: String,
}

/// One person's row.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Post and name.
    pub who: String,
    /// What the bars say, for readers of the screen.
    pub said: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A day over the rows.
#[derive(Clone, Debug, Default)]
pub struct DayHead {
    /// 19一.
    pub word: String,
    /// Not worked.
    pub rest: bool,
}

/// Who is away when.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/overlap.html")]
pub struct Overlap {
    /// The month of the first day.
    pub month: String,
    /// The days.
    pub days: Vec<DayHead>,
    /// The people.
    pub lanes: Vec<Lane>,
}

/// Width of half a day.
const HALF: i64 = 18;
/// Where the days begin, to the right of the names.
const LEFT: i64 = 132;
/// Height of a row.
const ROW: i64 = 34;

impl Overlap {
    fn wide(&self) -> i64 {
        LEFT + self.halves() * HALF + 2
    }
    fn halves(&self) -> i64 {
        i64::try_from(self.days.len()).unwrap_or_default() * 2
    }
    fn high(&self) -> i64 {
        24 + i64::try_from(self.lanes.len()).unwrap_or_default() * ROW
    }
    fn day_x(&self, at: &usize) -> i64 {
        self.x(&(i64::try_from(*at).unwrap_or_default() * 2))
    }
    fn lane_y(&self, at: &usize) -> i64 {
        24 + i64::try_from(*at).unwrap_or_default() * ROW
    }
    fn x(&self, half: &i64) -> i64 {
        LEFT + half * HALF
    }
    fn long(&self, halves: &i64) -> i64 {
        halves * HALF
    }
}

impl HtmlSafe for Ruler {}
impl HtmlSafe for Overlap {}

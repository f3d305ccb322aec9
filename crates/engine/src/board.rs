//! 看板: a page on which the matters of a kind stand together by unit, as their mechanism describes it. It is a way of looking at a
//! ledger: what it shows is the ledger's own rows and columns, counted, and cut to what the reader may see. A veiled kind has none.

use crate::{kind::Kind, procedure::When};

/// A board.
#[derive(Debug)]
pub struct Board {
    /// Its name in menus: 证件柜.
    pub title: &'static str,
    /// One sentence under the heading: what stands on it.
    pub about: &'static str,
    /// What is said where nothing stands on it at all.
    pub nothing: &'static str,
    /// What is counted for each unit, in the order of the columns; each is a filter. A stage that is in none is not on the board.
    pub heaps: &'static [Heap],
    /// Choice columns of the kind by which the whole board can be cut down.
    pub filters: &'static [&'static str],
    /// The column of the kind by which its marked heaps are counted.
    pub mark: Option<&'static str>,
    /// Columns of the kind that its rows show.
    pub columns: &'static [&'static str],
    /// Short lists that always stand beneath.
    pub lists: &'static [Listing],
    /// Other kinds whose newest matters stand beside: the yearly check of what this board counts.
    pub beside: &'static [Beside],
}

/// Matters counted together.
#[derive(Debug)]
pub struct Heap {
    /// Its word: 逾期.
    pub title: &'static str,
    /// Stages as people say them at the moment of asking: the clock's word where one applies, else the stored one.
    pub stages: &'static [&'static str],
    /// Only what is past its day, or only what is not; of both where nothing is said.
    pub late: Option<bool>,
    /// Only those in whose column [`Board::mark`] something stands, which lie in the heap of their stage too.
    pub marked: bool,
    /// How its number is drawn.
    pub tone: Tone,
    /// What is said where nothing lies in it.
    pub nothing: &'static str,
}

impl Heap {
    /// Of these stages, whatever is due.
    #[must_use]
    pub const fn of(title: &'static str, stages: &'static [&'static str], tone: Tone, nothing: &'static str) -> Self {
        Self { title, stages, late: None, marked: false, tone, nothing }
    }

    /// Only what is past its day, or only what is not.
    #[must_use]
    pub const fn only(self, late: bool) -> Self {
        Self { late: Some(late), ..self }
    }

    /// Only those that are marked.
    #[must_use]
    pub const fn marked(self) -> Self {
        Self { marked: true, ..self }
    }

    /// Whether a matter lies in it: at this stage, past its day or not, marked or not.
    #[must_use]
    pub fn holds(&self, stage: &str, late: bool, marked: bool) -> bool {
        self.stages.contains(&stage) && self.late.is_none_or(|only| only == late) && (marked || !self.marked)
    }
}

/// How a number is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Somebody should look at it.
    Soon,
    /// Something is past its day.
    Late,
}

impl Tone {
    /// Class of the stylesheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// A short list: the first rows of some heaps.
#[derive(Debug)]
pub struct Listing {
    /// Its heading: 即将到期.
    pub title: &'static str,
    /// Titles of the heaps that it is taken from.
    pub heaps: &'static [&'static str],
    /// Columns of the kind that it shows.
    pub columns: &'static [&'static str],
    /// Its order.
    pub order: Order,
    /// What is said where it is empty.
    pub nothing: &'static str,
}

/// The order of a short list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What is due first stands first.
    Due,
    /// By the day in a column of the kind's own, the earliest first; what has none is left out.
    Day(&'static str),
}

/// Another kind beside.
#[derive(Debug)]
pub struct Beside {
    /// Which kind.
    pub kind: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Columns of that kind that are shown.
    pub columns: &'static [&'static str],
}

impl Board {
    /// The heap of this title.
    #[must_use]
    pub fn heap(&self, title: &str) -> Option<&'static Heap> {
        self.heaps.iter().find(|heap| heap.title == title)
    }

    /// Stages of all heaps, or of those named.
    pub fn stages<'a>(&'a self, heaps: &'a [&'a str]) -> impl Iterator<Item = &'static str> + 'a {
        let named = |heap: &&Heap| heaps.is_empty() || heaps.contains(&heap.title);
        self.heaps.iter().filter(named).flat_map(|heap| heap.stages).copied()
    }

    /// What a list from these heaps narrows beside the stages: past their day or not, and marked.
    #[must_use]
    pub fn narrows(&self, heaps: &[&str]) -> (Option<bool>, bool) {
        let first = self.heaps.iter().find(|heap| heaps.contains(&heap.title));
        first.map_or((None, false), |heap| (heap.late, heap.marked))
    }

    /// What the description says of a kind that is not so: words that are no stage, stages in two heaps, unknown columns and heaps.
    #[must_use]
    pub fn faults(&self, kind: &Kind) -> Vec<String> {
        let mut faults = Vec::new();
        if kind.veiled {
            faults.push("a veiled kind has no board".to_owned());
        }
        let clock = kind.clock_stages.iter().map(|clock| clock.word);
        let known: Vec<&str> = kind.stages.iter().copied().chain(clock).collect();
        for stage in self.stages(&[]) {
            if !known.contains(&stage) {
                faults.push(format!("{stage} is no stage of {}", kind.id));
            }
            let twice = |late: bool| self.heaps.iter().filter(|heap| heap.holds(stage, late, false)).count() > 1;
            if twice(true) || twice(false) {
                faults.push(format!("{stage} is in two heaps"));
            }
        }
        let ordered = self.lists.iter().filter_map(|list| match list.order {
            Order::Day(key) => Some(key),
            Order::Due => None,
        });
        let listed = self.lists.iter().flat_map(|list| list.columns).copied();
        if self.mark.is_none() && self.heaps.iter().any(|heap| heap.marked) {
            faults.push("marked heaps need a column".to_owned());
        }
        for key in self.filters.iter().chain(self.columns).chain(&self.mark).copied().chain(listed).chain(ordered) {
            if !kind.columns.iter().any(|column| column.key == key) {
                faults.push(format!("{key} is no column of {}", kind.id));
            }
        }
        for list in self.lists {
            for title in list.heaps {
                match self.heap(title) {
                    None => faults.push(format!("{title} is no heap")),
                    Some(heap) if (heap.late, heap.marked) != self.narrows(list.heaps) => {
                        faults.push(format!("{}: {title} is narrowed otherwise than the first heap", list.title));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    }
}

/// Where the moment of asking stands to a matter's period and next day, as the rows say it; the clock's word follows from it.
pub const POSITIONS: [(i64, When); 4] =
    [(1, When::Before), (2, When::During), (3, When::AfterInTime), (4, When::AfterLate)];

/// The stage as people say it, from the stored one and a position of [`POSITIONS`].
#[must_use]
pub fn said(kind: &'static Kind, stored: &str, position: i64) -> Option<&'static str> {
    let when = POSITIONS.iter().find(|(at, _)| *at == position).map(|(_, when)| *when);
    let clock = kind.clock_stages.iter().find(|clock| clock.within == stored && Some(clock.when) == when);
    clock.map(|clock| clock.word).or_else(|| kind.stages.iter().find(|stage| **stage == stored).copied())
}

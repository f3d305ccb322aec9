//! The tables of a kind's statistics, put together from what was counted.

use super::{Bucket, Figure, Period, figures, finding, folded, leading, main};
use crate::kind::Kind;
use std::collections::BTreeMap;

/// What was counted: of each figure and key one number for each of [`Period::spans`].
pub type Counts = BTreeMap<Figure, BTreeMap<String, Vec<i64>>>;

/// A figure of all that is counted, with what it is compared with. None where it is too small to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Which.
    pub figure: Figure,
    /// In the period.
    pub now: Option<i64>,
    /// In the one before.
    pub before: Option<i64>,
    /// A year before; the outer none where that is the one before.
    pub year_ago: Option<Option<i64>>,
}

/// The figures of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id; empty for what belongs to none.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// One number for each figure of the sheet.
    pub numbers: Vec<i64>,
    /// The leading figure in the period before.
    pub before: i64,
}

/// What stands in a column of the kind's own, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueLine {
    /// The word; empty where nothing stands there.
    pub value: String,
    /// In the period.
    pub now: i64,
    /// In the one before.
    pub before: i64,
}

/// The statistics of a kind over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its figures.
    pub figures: Vec<Figure>,
    /// All together.
    pub totals: Vec<Total>,
    /// Unit by unit, in official order; those of which nothing was counted are left out.
    pub units: Vec<Line>,
    /// Units that cannot be shown by themselves.
    pub other_units: Option<i64>,
    /// Month by month, or quarter by quarter; of kinds of which few may tell there are none.
    pub buckets: Vec<(Bucket, i64)>,
    /// By a column of the kind's own, the most frequent first.
    pub values: Vec<ValueLine>,
    /// Values that cannot be shown by themselves.
    pub other_values: Option<i64>,
}

fn at(numbers: &[i64], place: usize) -> i64 {
    numbers.get(place).copied().unwrap_or_default()
}

impl Sheet {
    /// Puts the tables together. `units` are ids and names in official order, `values` was counted by the column that was chosen.
    #[must_use]
    pub fn of(
        kind: &Kind,
        (period, buckets): (&Period, Vec<Bucket>),
        (counts, values): (&Counts, &Counts),
        units: &[(String, String)],
    ) -> Self {
        let figures = figures(kind);
        let none = BTreeMap::new();
        let of = |figure: &Figure| counts.get(figure).unwrap_or(&none);
        let sum = |figure: Figure, place: usize| -> i64 {
            of(&figure).values().map(|numbers| at(numbers, place)).sum::<i64>()
        };
        let shown = |count: i64| (!kind.few || count >= super::LEAST).then_some(count);
        let first_bucket = if period.year_ago.is_some() { 3 } else { 2 };
        let total = |figure: &Figure| Total {
            figure: *figure,
            now: shown(sum(*figure, 0)),
            before: shown(sum(*figure, 1)),
            year_ago: period.year_ago.map(|_| shown(sum(*figure, 2))),
        };
        let (drawn, leading) = (if kind.few { Vec::new() } else { buckets }, leading(kind));
        let columns = drawn.into_iter().enumerate();
        let columns = columns.map(|(place, bucket)| (bucket, sum(Figure::Opened, first_bucket + place))).collect();
        let mut sheet = Self {
            totals: figures.iter().map(total).collect(),
            units: units.iter().filter_map(|unit| line(&figures, leading, unit, counts)).collect(),
            other_units: None,
            buckets: columns,
            values: value_lines(values.get(&main(kind)).unwrap_or(&none)),
            other_values: None,
            figures,
        };
        if kind.few {
            sheet.fold();
        }
        sheet
    }

    /// Takes out what is too small to be shown, and whatever it could be worked out from.
    fn fold(&mut self) {
        let units = folded(
            std::mem::take(&mut self.units)
                .into_iter()
                .map(|line| (at(&line.numbers, 0), line))
                .map(|(count, line)| (line, count))
                .collect(),
        );
        self.units = units.shown.into_iter().map(|(line, _)| Line { before: 0, ..line }).collect();
        self.other_units = units.rest;
        let values =
            folded(std::mem::take(&mut self.values).into_iter().map(|line| (line.clone(), line.now)).collect());
        self.values = values.shown.into_iter().map(|(line, _)| ValueLine { before: 0, ..line }).collect();
        self.other_values = values.rest;
    }

    /// All together of a figure.
    #[must_use]
    pub fn total(&self, figure: Figure) -> Option<&Total> {
        self.totals.iter().find(|total| total.figure == figure)
    }

    /// What a figure of all says in one sentence, and in which units most of it lies.
    #[must_use]
    pub fn says(&self, kind: &Kind, period: &Period, figure: Figure) -> String {
        let what = format!("{}{}", kind.title, figure.title(kind.shape));
        let Some(now) = self.total(figure).and_then(|total| total.now) else {
            return format!("{}{what}少于{}件", period.words, super::LEAST);
        };
        let before = self.total(figure).and_then(|total| total.before);
        let place = self.figures.iter().position(|known| *known == figure).unwrap_or_default();
        let units: Vec<(&str, i64)> =
            self.units.iter().map(|line| (line.name.as_str(), at(&line.numbers, place))).collect();
        finding::whole(&period.words, &what, now, before.map(|before| (before, period.before_words.as_str())), &units)
    }
}

fn line(figures: &[Figure], leading: Figure, (id, name): &(String, String), counts: &Counts) -> Option<Line> {
    let number = |figure: &Figure, place: usize| {
        counts.get(figure).and_then(|by| by.get(id)).map_or(0, |numbers| at(numbers, place))
    };
    let numbers: Vec<i64> = figures.iter().map(|figure| number(figure, 0)).collect();
    let before = number(&leading, 1);
    let any = before > 0 || numbers.iter().any(|count| *count > 0);
    any.then(|| Line { unit: id.clone(), name: name.clone(), numbers, before })
}

/// Letters in their order, 一 to 十 in theirs: quarters follow one another.
fn in_order(value: &str) -> Vec<(usize, char)> {
    let place = |letter: char| match "一二三四五六七八九十".chars().position(|one| one == letter) {
        Some(place) => (place, letter),
        None => (usize::MAX, letter),
    };
    value.chars().map(place).collect()
}

fn value_lines(counted: &BTreeMap<String, Vec<i64>>) -> Vec<ValueLine> {
    let line = |(value, numbers): (&String, &Vec<i64>)| ValueLine {
        value: value.clone(),
        now: at(numbers, 0),
        before: at(numbers, 1),
    };
    let mut lines: Vec<ValueLine> = counted.iter().map(line).filter(|line| line.now > 0 || line.before > 0).collect();
    lines.sort_by_key(|line| (line.value.is_empty(), std::cmp::Reverse(line.now), in_order(&line.value)));
    lines
}

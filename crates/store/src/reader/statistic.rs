//! What statistics ask: how many matters of a kind were opened, ended, standing or late in some spans of time, by unit or by a column of
//! theirs; and the rows of the ledger behind such a number. Both are said by the same conditions, so that they cannot differ.

use super::{Filter, Reader, Where, demands::CAME_LATE, list::is_word};
use crate::{
    facts::list,
    rows::ENDED,
    sql::{Fault, Statement},
};
use engine::{
    access::Scope,
    days::{Day, HalfDay},
    statistic::{self, Counted, Counts, Figure, Span, Summed},
};

/// By what matters are told apart.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The unit that lists show first; empty for those of none.
    Unit,
    /// What stands in a column of their own.
    Cell(&'a str),
}

/// What of a kind is to be counted.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    /// The kind.
    pub filter: &'a Filter,
    /// Which figures.
    pub figures: &'a [Figure],
    /// By what.
    pub by: By<'a>,
    /// In which times.
    pub spans: &'a [Span],
}

/// Places of the parameters of a statement; those that its figures do not need are not there, since PostgreSQL asks of each what it is.
#[derive(Default)]
struct Places {
    /// The first and last day of each span.
    spans: Vec<(usize, usize)>,
    /// The first and last day of all of them.
    first: usize,
    last: usize,
    /// The earliest of the last days.
    nearest: usize,
    today: usize,
    dropped: usize,
}

impl Places {
    fn new(find: &mut Where<'_>, asked: &Counting<'_>, (now, dropped): (HalfDay, &[&str])) -> Self {
        let has = |wanted: &[Figure]| asked.figures.iter().any(|figure| wanted.contains(figure));
        let (ends, late, standing) =
            (has(&[Figure::Ended, Figure::Dropped, Figure::Valid]), has(&[Figure::Late]), has(&[Figure::Standing]));
        let within = ends || late || has(&[Figure::Opened]);
        let mut place = |needed: bool, value: String| {
            find.values.extend(needed.then(|| value.into()));
            find.values.len()
        };
        let day = |day: Option<Day>| day.unwrap_or(now.day).to_string();
        let spans = asked.spans;
        Self {
            spans: spans
                .iter()
                .map(|span| (place(within, span.from.to_string()), place(true, span.until.to_string())))
                .collect(),
            first: place(within, day(spans.iter().map(|span| span.from).min())),
            last: place(within, day(spans.iter().map(|span| span.until).max())),
            nearest: place(standing, day(spans.iter().map(|span| span.until).min())),
            today: place(late, now.day.to_string()),
            dropped: place(ends, list(dropped)),
        }
    }

    /// One count for each span of what this condition says of its first and last day.
    fn counts(&self, condition: impl Fn(usize, usize) -> String) -> String {
        let count =
            |(from, until): &(usize, usize)| format!(", COUNT(CASE WHEN {} THEN 1 END)", condition(*from, *until));
        self.spans.iter().map(count).collect()
    }
}

/// Matters of which something came to be late between two days: not done by a day that lies there, and is over.
fn came_late(columns: &str, from: usize, until: usize, today: usize) -> String {
    let one = |came: &str| {
        format!(
            "SELECT {columns} FROM obligation o WHERE o.county = $1 AND {came} AND o.due >= ${from} AND o.due <= ${until}
             AND o.due < ${today}"
        )
    };
    CAME_LATE.map(one).join(" UNION ALL ")
}

/// The parts of a statement that count a figure, by what they are told apart, of the matters that `only` leaves.
fn parts(figure: Figure, by: &str, only: &str, places: &Places) -> Vec<String> {
    let Places { first, last, nearest, today, dropped, .. } = places;
    let code = figure.code();
    let part = |counts: String, when: String| {
        format!("SELECT '{code}', {by}{counts} FROM matter m WHERE m.county = $1{only} AND {when} GROUP BY 2")
    };
    let within = |day: &'static str| move |from: usize, until: usize| format!("{day} >= ${from} AND {day} <= ${until}");
    let ended = |among: &str| {
        let when = format!("m.closed_on >= ${first} AND m.closed_on <= ${last} AND m.stage {{{among}:${dropped}}}");
        part(places.counts(within("m.closed_on")), when)
    };
    match figure {
        Figure::Opened => {
            let when = format!("m.opened_on >= ${first} AND m.opened_on <= ${last}");
            vec![part(places.counts(within("m.opened_on")), when)]
        }
        Figure::Valid => {
            let when = format!("m.opened_on >= ${first} AND m.opened_on <= ${last} AND m.stage {{not_in:${dropped}}}");
            vec![part(places.counts(within("m.opened_on")), when)]
        }
        Figure::Ended => vec![ended("not_in")],
        Figure::Dropped => vec![ended("in")],
        // What is open now, and what was closed since: both a stretch of an index.
        Figure::Standing => vec![
            part(places.counts(|_, until| format!("m.opened_on <= ${until}")), format!("m.rank < '{ENDED}'")),
            part(
                places.counts(|_, until| format!("m.opened_on <= ${until} AND m.closed_on > ${until}")),
                format!("m.closed_on > ${nearest}"),
            ),
        ],
        // A matter of which several things came to be late is one.
        Figure::Late => {
            let count = |(from, until): &(usize, usize)| {
                format!(", COUNT(DISTINCT CASE WHEN l.due >= ${from} AND l.due <= ${until} THEN l.matter END)")
            };
            let counts: String = places.spans.iter().map(count).collect();
            let late = came_late("o.matter, o.due", *first, *last, *today);
            vec![format!(
                "SELECT '{code}', {by}{counts} FROM ({late}) l CROSS JOIN matter m
                 WHERE m.county = $1 AND m.key = l.matter{only} GROUP BY 2"
            )]
        }
    }
}

impl Reader {
    /// The ledger's rows behind a number of the statistics.
    pub(super) fn behind(&self, filter: &Filter, counted: &Counted, now: HalfDay, find: &mut Where<'_>) {
        let (from, until) = (counted.span.from.to_string(), counted.span.until.to_string());
        match counted.figure {
            Figure::Opened => {
                find.add("m.opened_on >= $$", from);
                find.add("m.opened_on <= $$", until);
            }
            Figure::Valid => {
                find.add("m.opened_on >= $$", from);
                find.add("m.opened_on <= $$", until);
                find.add("m.stage {not_in:$$}", list(self.dropped(filter)));
            }
            Figure::Ended | Figure::Dropped => {
                find.add("m.closed_on >= $$", from);
                find.add("m.closed_on <= $$", until);
                let among = if counted.figure == Figure::Dropped { "in" } else { "not_in" };
                find.add(&format!("m.stage {{{among}:$$}}"), list(self.dropped(filter)));
            }
            Figure::Standing => {
                find.add("m.opened_on <= $$", until.clone());
                find.add("COALESCE(m.closed_on > $$, 1 = 1)", until);
            }
            Figure::Late => {
                find.values.extend([from.into(), until.into(), now.day.to_string().into()]);
                let at = find.values.len();
                find.text.push_str(&format!(" AND m.key IN ({})", came_late("o.matter", at - 2, at - 1, at)));
            }
        }
    }

    fn dropped(&self, filter: &Filter) -> Vec<&'static str> {
        let kind = filter.kind.as_deref().and_then(|kind| self.catalogue().get(kind));
        kind.map(|found| statistic::dropped(found.kind())).unwrap_or_default()
    }

    /// How many matters that answer the filter and may be seen were opened, ended, standing or late in each of the spans. None of a
    /// veiled kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn statistic(&self, asked: Counting<'_>, scope: &Scope, now: HalfDay) -> Result<Counts, Fault> {
        let kind = self.mechanism(asked.filter.kind.as_deref().unwrap_or_default())?.kind();
        if kind.veiled || asked.spans.is_empty() || asked.figures.is_empty() {
            return Ok(Counts::new());
        }
        let by = match asked.by {
            By::Unit => "COALESCE(m.unit, '')".to_owned(),
            By::Cell(key) if is_word(key) => format!("COALESCE({{cell:{key}}}, '')"),
            By::Cell(_) => return Ok(Counts::new()),
        };
        self.read(|link| {
            let mut find = self.filtered(link, asked.filter, scope, now)?;
            let only = find.text.clone();
            let places = Places::new(&mut find, &asked, (now, &self.dropped(asked.filter)));
            let all = asked.figures.iter().flat_map(|figure| parts(*figure, &by, &only, &places));
            let text = all.collect::<Vec<_>>().join(" UNION ALL ");
            let rows = link.rows(&Statement::composed("matter.counted", text), &find.values, |row| {
                let numbers = (0..asked.spans.len()).map(|at| row.int(at + 2)).collect::<Result<Vec<_>, _>>()?;
                Ok((row.string(0)?, row.string(1)?, numbers))
            })?;
            let mut counts = Counts::new();
            for (figure, key, numbers) in rows {
                let Some(figure) = Figure::of(&figure) else { continue };
                let had = counts.entry(figure).or_default().entry(key).or_insert_with(|| vec![0; numbers.len()]);
                had.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
            }
            Ok(counts)
        })
    }

    /// What stands in columns of numbers, added up by unit over the matters that a filter of one kind leaves: in halves, in the order of the
    /// columns. None of a veiled kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn sums(&self, filter: &Filter, columns: &[&str], scope: &Scope, now: HalfDay) -> Result<Summed, Fault> {
        let kind = self.mechanism(filter.kind.as_deref().unwrap_or_default())?.kind();
        if kind.veiled || columns.is_empty() || columns.iter().any(|column| !is_word(column)) {
            return Ok(Summed::new());
        }
        let sum = |column: &&str| {
            format!(", CAST(COALESCE(SUM(ROUND(2 * CAST(NULLIF({{cell:{column}}}, '') AS NUMERIC))), 0) AS BIGINT)")
        };
        let sums: String = columns.iter().map(sum).collect();
        self.read(|link| {
            let find = self.filtered(link, filter, scope, now)?;
            let only = &find.text;
            let text = format!("SELECT COALESCE(m.unit, ''){sums} FROM matter m WHERE m.county = $1{only} GROUP BY 1");
            let rows = link.rows(&Statement::composed("matter.summed", text), &find.values, |row| {
                let numbers = (0..columns.len()).map(|at| row.int(at + 1)).collect::<Result<Vec<_>, _>>()?;
                Ok((row.string(0)?, numbers))
            })?;
            Ok(rows.into_iter().collect())
        })
    }
}

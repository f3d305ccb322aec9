//! Statistics as pages, workbooks and the API show them: of which kind, over which period, of which unit, by which column; and what comes of
//! it.

use engine::{
    access::Scope,
    days::{Day, HalfDay},
    procedure::{Cell, Column, Kind},
    statistic::{self, Counted, Counts, Figure, Period, Sheet, Span, Sums},
    words::UnitId,
};
use store::{By, Counting, Fault, Filter, Reader};

/// In an address: what was counted, of a ledger that lies behind a number.
pub const COUNTED: &str = "counted";
/// In an address: the unit that lists show first.
pub const OF: &str = "of";
/// In an address: what stands for nothing, where nothing itself asks for everything.
pub const NONE: &str = "-";
/// What is said of matters without a unit, and of a column in which nothing stands.
pub const WITHOUT: (&str, &str) = ("没有单位的", "没有填写的");

/// What an address may call by the name of a column, so that no column is asked for by it.
const TAKEN: [&str; 8] = ["q", "unit", "person", "from", "to", "tab", COUNTED, OF];

/// Whether a ledger can be narrowed to what stands in a column.
pub fn is_choice(column: &Column) -> bool {
    matches!(column.cell, Cell::Choice) && !TAKEN.contains(&column.key)
}

/// What is asked for.
#[derive(Clone)]
pub struct Wanted {
    /// The kind.
    pub kind: &'static Kind,
    /// The period.
    pub period: Period,
    /// One unit with those below it.
    pub unit: Option<UnitId>,
    /// The column of its own by which it is told apart.
    pub column: Option<&'static Column>,
}

impl Wanted {
    /// What is asked for, if it may be.
    ///
    /// # Errors
    /// A sentence, where few may tell about people: of such a kind there are whole years and the whole county, or a number that is not shown
    /// could be worked out from two that are.
    pub fn new(
        kind: &'static Kind,
        period: Period,
        (unit, by): (Option<UnitId>, Option<&str>),
    ) -> Result<Self, String> {
        if kind.few && !period.is_year() {
            return Err(format!("“{}”件数少，为免推出个人，只按整年统计，请选年度。", kind.title));
        }
        if kind.few && unit.is_some() {
            return Err(format!("“{}”件数少，为免推出个人，不单独统计一个单位，请删去单位。", kind.title));
        }
        let mut columns = kind.columns.iter().filter(|column| is_choice(column));
        let column = match by {
            None => columns.next(),
            Some(key) => {
                let unknown = || format!("“{}”没有可以分类统计的“{key}”，请另选分类。", kind.title);
                Some(columns.find(|column| column.key == key).ok_or_else(unknown)?)
            }
        };
        Ok(Self { kind, period, unit, column })
    }

    /// A period by its name or by its days; this year, where neither is said.
    ///
    /// # Errors
    /// A sentence, where it is none that can be counted.
    pub fn period(code: Option<&str>, days: (Option<Day>, Option<Day>), today: Day) -> Result<Period, String> {
        match (code, days) {
            (Some(code), _) => Period::named(code, today),
            (None, (None, None)) => Period::named(&format!("{:04}", today.year()), today),
            (None, (from, until)) => {
                let until = until.unwrap_or(today);
                Period::between(from.unwrap_or_else(|| Day::new(until.year(), 1, 1).unwrap_or(until)), until, today)
            }
        }
    }

    /// The tables: two statements, whatever the size of the county.
    pub fn sheet(&self, reader: &Reader, scope: &Scope, now: HalfDay) -> Result<Sheet, Fault> {
        let buckets = if self.kind.few { Vec::new() } else { statistic::buckets(&self.period) };
        let filter = Filter { unit: self.unit.clone(), ..Filter::of(self.kind.id) };
        let count = |figures: &[Figure], by: By<'_>, spans: &[Span]| {
            reader.statistic(Counting { filter: &filter, figures, by, spans }, scope, now)
        };
        let counts = count(&statistic::figures(self.kind), By::Unit, &self.period.spans(&buckets))?;
        let by = |column: &Column| count(&[statistic::main(self.kind)], By::Cell(column.key), &self.period.spans(&[]));
        let values = self.column.map_or_else(|| Ok(Counts::new()), by)?;
        let named = reader.units()?.into_iter().map(|unit| (unit.id.0, unit.name));
        let units: Vec<(String, String)> = named.chain([(String::new(), WITHOUT.0.to_owned())]).collect();
        Ok(Sheet::of(self.kind, (&self.period, buckets), (&counts, &values), &units))
    }

    /// What is added up beside: a statement for each of the two periods, none where the kind adds nothing up.
    pub fn sums(&self, reader: &Reader, scope: &Scope, now: HalfDay) -> Result<Sums, Fault> {
        let (columns, figure) = (statistic::addends(self.kind), statistic::summed(self.kind));
        if columns.is_empty() {
            return Ok(Sums::default());
        }
        let over = |span: Span| {
            let counted = Some(Counted { figure, span });
            let filter = Filter { unit: self.unit.clone(), counted, ..Filter::of(self.kind.id) };
            reader.sums(&filter, &columns, scope, now)
        };
        Ok(Sums { now: over(self.period.now)?, before: over(self.period.before)? })
    }

    /// The rows behind a number, as a ledger is asked for them.
    pub fn behind(&self, figure: Figure, span: Span, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs = vec![pair("tab", "all"), pair(COUNTED, &Counted { figure, span }.code())];
        pairs.extend(self.unit.as_ref().map(|unit| pair("unit", unit.as_str())));
        let given = |value: &str| if value.is_empty() { NONE.to_owned() } else { value.to_owned() };
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), given(value))));
        pairs
    }
}

//! Lists of matters: one composed query for every ledger, page and filter, cut to what the reader may see.

use super::Reader;
use crate::{
    desk::keep::stage_counter,
    facts::{day, json, list, period},
    rows::{DUE, ENDED},
    search,
    sql::{
        Connection, Fault, Row, Statement, Value,
        text::{desk as desk_sql, read as sql},
        value::params,
    },
};
use engine::{
    access::Scope,
    days::{Day, HalfDay, Period},
    erased::Catalogue,
    procedure::{As, FormerName, MERGED_INTO, When},
    statistic::Counted,
    words::{PersonId, UnitId},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// In which order a ledger stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Order {
    /// 按须办先后: what is overdue, then by due day, unit and number; what has ended comes last.
    #[default]
    Urgency,
    /// The last opened first, which is the order of the running numbers.
    Newest,
    /// By a column of the kind's own, among the first thousand by urgency.
    Cell {
        /// The column's key.
        key: String,
        /// Its cells are numbers.
        numeric: bool,
        /// The greatest first.
        down: bool,
    },
}

/// What a list is to show. Everything left out means «all».
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Of one kind: then in the ledger's order; otherwise the newest first.
    pub kind: Option<String>,
    /// Of these kinds only; empty for all.
    pub kinds: Vec<String>,
    /// At a stage, stored or following from the clock.
    pub stage: Option<String>,
    /// At one of these stages as people say them at the moment: a stored one does not count what the clock calls otherwise.
    pub said: Vec<String>,
    /// Only what is past its day, or only what is not.
    pub late: Option<bool>,
    /// The own column by which a board counts apart what something stands in.
    pub mark: Option<String>,
    /// Of a unit or one subordinate to it.
    pub unit: Option<UnitId>,
    /// Of this unit first of all, as lists show it; empty for those of none.
    pub first_unit: Option<UnitId>,
    /// Concerning a person, in any capacity.
    pub person: Option<PersonId>,
    /// Whose period overlaps the days from here …
    pub from: Option<Day>,
    /// … to here.
    pub to: Option<Day>,
    /// Open or ended ones only.
    pub open: Option<bool>,
    /// Behind a number of the statistics: what was counted, in which time.
    pub counted: Option<Counted>,
    /// Values of own columns, by key; an empty one where nothing stands in the column.
    pub cells: Vec<(String, String)>,
    /// Own columns in which something must stand: a flag that is set, a remark that was made.
    pub marked: Vec<String>,
    /// The order, where it is a list of one kind.
    pub order: Order,
    /// Touched by an event after this place in the journal, and then the last touched first.
    pub since: Option<i64>,
    /// What was typed into the search box.
    pub q: Option<String>,
    /// Rows to leave out at the beginning (pages up to row 1,000).
    pub offset: i64,
    /// Where the last page ended ([`Page::next`]).
    pub cursor: Option<String>,
    /// Rows at most; 0 means 50, and never more than 200.
    pub limit: i64,
}

impl Filter {
    /// Everything of a kind.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self { kind: Some(kind.to_owned()), ..Self::default() }
    }

    /// Whether it leaves nothing of a kind out, whichever page of it is asked for.
    fn is_all_of(&self, kind: &str) -> bool {
        Self { offset: 0, cursor: None, limit: 0, order: Order::Urgency, ..self.clone() } == Self::of(kind)
    }
}

/// The kind that nobody's lists show but the administrators'.
pub(super) const ACCOUNT: &str = "account";

/// A matter in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatterRow {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Running number.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Stage as people say it now: the clock's word where one applies.
    pub stage: String,
    /// Stage as stored.
    pub stored_stage: String,
    /// Whether it is ended.
    pub done: bool,
    /// Whom it is about.
    pub subject: Option<PersonId>,
    /// His name.
    pub subject_name: Option<String>,
    /// 时任职务.
    pub post: String,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// Its period.
    pub period: Option<Period>,
    /// The next day on which something is due.
    pub next_due: Option<Day>,
    /// Opened on.
    pub opened_on: Day,
    /// Ended on.
    pub closed_on: Option<Day>,
    /// 0 open, 1 inner, 2 work secret, 3 sealed.
    pub secrecy: i64,
    /// Own columns.
    pub cells: serde_json::Value,
    /// Number of its last event.
    pub n: i64,
    #[serde(skip)]
    pub(crate) key: i64,
    #[serde(skip)]
    pub(crate) rank: String,
}

/// Rows and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The rows.
    pub items: Vec<MatterRow>,
    /// Cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// A number of rows, counted up to a thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// At least so many.
    pub number: i64,
    /// There are more: «1000+».
    pub more: bool,
}

/// Where counting stops.
pub(super) const COUNTED: i64 = 1_000;

impl Count {
    const fn of(number: i64) -> Self {
        Self { number, more: false }
    }
    pub(super) const fn capped(number: i64) -> Self {
        if number > COUNTED { Self { number: COUNTED, more: true } } else { Self { number, more: false } }
    }
}

/// A key of a cell becomes part of the statement: only a word can be one.
pub(super) fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A condition being put together.
pub(crate) struct Where<'a> {
    pub(crate) text: String,
    pub(crate) values: Vec<Value<'a>>,
}

impl<'a> Where<'a> {
    pub(crate) fn new(county: &'a str) -> Self {
        Self { text: String::new(), values: vec![county.into()] }
    }
    /// Adds a condition in which `$$` is the value.
    pub(crate) fn add(&mut self, condition: &str, value: impl Into<Value<'a>>) {
        self.values.push(value.into());
        self.text.push_str(" AND ");
        self.text.push_str(&condition.replace("$$", &format!("${}", self.values.len())));
    }
}

/// The name of a matter's unit: of now while it is open, of the day on which it ended afterwards.
fn unit_name(row: &Row<'_>, closed_on: Option<Day>) -> Result<Option<String>, Fault> {
    let Some(now) = row.maybe_string(10)? else { return Ok(None) };
    let Some((day, former)) = closed_on.zip(row.maybe_string(21)?).filter(|(_, former)| former != "[]") else {
        return Ok(Some(now));
    };
    let former: Vec<FormerName> = json(&former)?;
    Ok(Some(FormerName::on(day, &former, &now).to_owned()))
}

pub(super) fn matter_row(row: &Row<'_>) -> Result<MatterRow, Fault> {
    let stage = row.string(4)?;
    let closed_on = row.maybe_string(15)?.as_deref().map(day).transpose()?;
    Ok(MatterRow {
        id: row.string(0)?,
        kind: row.string(1)?,
        number: row.maybe_string(2)?,
        title: row.string(3)?,
        stored_stage: stage.clone(),
        stage,
        done: row.flag(5)?,
        subject: row.maybe_string(6)?.map(PersonId),
        subject_name: row.maybe_string(7)?,
        post: row.string(8)?,
        unit: row.maybe_string(9)?.map(UnitId),
        unit_name: unit_name(row, closed_on)?,
        period: period(row.maybe_int(11)?, row.maybe_int(12)?),
        next_due: row.maybe_string(13)?.as_deref().map(day).transpose()?,
        opened_on: day(&row.text(14)?)?,
        closed_on,
        secrecy: row.int(16)?,
        cells: json(&row.text(17)?)?,
        n: row.int(18)?,
        key: row.int(19)?,
        rank: row.string(20)?,
    })
}

/// The stage as people say it at a moment.
pub(super) fn said(catalogue: &Catalogue, mut row: MatterRow, now: HalfDay) -> MatterRow {
    if let Some(mechanism) = catalogue.get(&row.kind) {
        let word = mechanism.kind().stage_word(&row.stored_stage, row.period.as_ref(), row.next_due, now).to_owned();
        row.stage = word;
    }
    row
}

/// These units and all that are subordinate to them.
pub(super) fn with_subordinates(link: &mut Connection, county: &str, units: &[UnitId]) -> Result<Vec<String>, Fault> {
    let mut below: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut all: Vec<String> = units.iter().map(|unit| unit.0.clone()).collect();
    if units.is_empty() {
        return Ok(all);
    }
    for (unit, parent) in link.rows(&sql::FAMILY, &params![county], |row| Ok((row.string(0)?, row.maybe_string(1)?)))? {
        if let Some(parent) = parent {
            below.entry(parent).or_default().push(unit);
        }
    }
    let mut at = 0;
    while let Some(unit) = all.get(at) {
        let children = below.remove(unit).unwrap_or_default();
        all.extend(children.into_iter().filter(|child| !units.iter().any(|unit| unit.0 == *child)));
        at += 1;
    }
    Ok(all)
}

/// A person's records: the one asked for and those merged into it, one behind the other.
fn records(link: &mut Connection, county: &str, person: &PersonId) -> Result<Vec<String>, Fault> {
    let (mut all, mut last) = (Vec::new(), vec![person.0.clone()]);
    while !last.is_empty() {
        all.extend(last.iter().cloned());
        let asked = params![county, list(&last), MERGED_INTO];
        last = link.rows(&sql::MERGED, &asked, |row| row.string(0))?;
        last.retain(|record| !all.contains(record));
    }
    Ok(all)
}

impl Reader {
    pub(super) fn filtered<'a>(
        &'a self,
        link: &mut Connection,
        filter: &'a Filter,
        scope: &Scope,
        now: HalfDay,
    ) -> Result<Where<'a>, Fault> {
        let mut find = Where::new(self.county());
        if let Some(kind) = &filter.kind {
            find.add("m.kind = $$", kind);
        }
        if !filter.kinds.is_empty() {
            find.add("m.kind {in:$$}", list(&filter.kinds));
        }
        if let Some(stage) = &filter.stage {
            self.staged(filter.kind.as_deref(), stage, now, &mut find);
        }
        self.on_board(filter, now, &mut find);
        if let Some(counted) = &filter.counted {
            self.behind(filter, counted, now, &mut find);
        }
        if let Some(since) = filter.since {
            find.add("m.key IN (SELECT e.matter FROM event e WHERE e.county = $1 AND e.seq > $$)", since);
        }
        if let Some(unit) = &filter.unit {
            let units = with_subordinates(link, self.county(), std::slice::from_ref(unit))?;
            find.add("m.key IN (SELECT c.matter FROM concern c WHERE c.county = $1 AND c.who {in:$$})", list(&units));
        }
        if let Some(person) = &filter.person {
            // Under a name others find only what stands there; he himself finds all that he may see. What a duplicate's record had is his.
            let records = records(link, self.county(), person)?;
            let unlisted = As::ALL.iter().filter(|role| scope.person.as_ref() != Some(person) && !role.is_listed());
            find.values.push(list(unlisted.map(|role| role.code())).into());
            let unlisted = find.values.len();
            find.add(
                &format!(
                    "m.key IN (SELECT c.matter FROM concern c WHERE c.county = $1 AND c.who {{in:$$}}
                     AND c.capacity {{not_in:${unlisted}}})"
                ),
                list(&records),
            );
        }
        if let Some(from) = filter.from {
            find.values.push(from.to_string().into());
            let opened = find.values.len();
            find.add(
                &format!("COALESCE(m.period_to >= $$, m.closed_on IS NULL OR m.closed_on >= ${opened})"),
                HalfDay::morning(from).index(),
            );
        }
        if let Some(to) = filter.to {
            find.values.push(to.to_string().into());
            let opened = find.values.len();
            find.add(
                &format!("COALESCE(m.period_from <= $$, m.opened_on <= ${opened})"),
                HalfDay::afternoon(to).index(),
            );
        }
        if let Some(open) = filter.open {
            match &filter.kind {
                // The order of a ledger has ended matters last: a stretch of its index.
                Some(_) => find.add(if open { "m.rank < $$" } else { "m.rank >= $$" }, ENDED),
                None => find.add("m.done = $$", !open),
            }
        }
        for (key, value) in filter.cells.iter().filter(|(key, _)| is_word(key)) {
            find.add(&format!("COALESCE({{cell:{key}}}, '') = $$"), value);
        }
        for key in filter.marked.iter().filter(|key| is_word(key)) {
            find.text.push_str(&format!(" AND COALESCE({{cell:{key}}}, '') NOT IN ('', '0', 'false')"));
        }
        if let Some(typed) = filter.q.as_deref().filter(|typed| !typed.trim().is_empty()) {
            let sqlite = link.is_sqlite();
            match search::condition(typed, sqlite) {
                Some(condition) if sqlite => find.add("m.key IN (SELECT rowid FROM search WHERE search MATCH $$)", condition),
                Some(condition) => find.add(
                    "m.key IN (SELECT s.rowid FROM search s WHERE s.county = $1 AND s.words @@ CAST(CAST($$ AS TEXT) AS tsquery))",
                    condition,
                ),
                None => find.text.push_str(" AND 1 = 0"),
            }
        }
        self.scoped(link, scope, filter.kind.as_deref(), &mut find)?;
        Ok(find)
    }

    /// A stage of the clock becomes the condition it stands for.
    fn staged(&self, kind: Option<&str>, stage: &str, now: HalfDay, find: &mut Where<'_>) {
        let mechanism = kind.and_then(|kind| self.catalogue().get(kind));
        let clock =
            mechanism.and_then(|mechanism| mechanism.kind().clock_stages.iter().find(|clock| clock.word == stage));
        let Some(clock) = clock else {
            find.add("m.stage = $$", stage.to_owned());
            return;
        };
        find.add("m.stage = $$", clock.within);
        let (now, today) = (now.index(), now.day.to_string());
        // What the clock speaks of is open; and what is late stands before today in the ledger's order.
        match clock.when {
            When::AfterLate => find.add("m.rank < $$", format!("{DUE}{today}")),
            _ => find.add("m.rank < $$", ENDED),
        }
        match clock.when {
            When::Before => find.add("m.period_from > $$", now),
            When::During => {
                find.add("m.period_from <= $$", now);
                find.add("m.period_to >= $$", now);
            }
            When::AfterInTime => {
                find.add("m.period_to < $$", now);
                find.add("(m.next_due IS NULL OR m.next_due >= $$)", today);
            }
            When::AfterLate => find.add("m.period_to < $$", now),
        }
    }

    /// Matters that answer the filter and may be seen: those of one kind in the order asked for, of all kinds the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn matters(&self, filter: &Filter, scope: &Scope, now: HalfDay) -> Result<Page, Fault> {
        let limit = if filter.limit <= 0 { 50 } else { filter.limit.min(200) };
        let ranked = filter.kind.is_some() && filter.order != Order::Newest;
        if let (Some(_), Order::Cell { key, numeric, down }) = (&filter.kind, &filter.order) {
            return self.by_cell(filter, scope, now, (key, *numeric, *down));
        }
        self.read(|link| {
            let mut find = self.filtered(link, filter, scope, now)?;
            if filter.kind.is_some() && filter.order == Order::Newest && Self::is_long(link, &find)? {
                // Of many the newest are found by walking back from the end; SQLite would rather sort them all by the kind's index.
                find.text = find.text.replacen("m.kind = $2", "(m.kind = $2 OR 1 = 0)", 1);
            }
            match &filter.cursor {
                Some(cursor) if ranked => find.add("m.rank > $$", cursor),
                // A bound even on the first page: it makes SQLite walk back from the newest instead of sorting the county.
                cursor if !ranked => {
                    let before = cursor.as_ref().and_then(|cursor| cursor.parse::<i64>().ok());
                    find.add("m.key < $$", before.unwrap_or(i64::MAX));
                }
                _ => {}
            }
            find.values.push((limit + 1).into());
            let at = find.values.len();
            let order = match filter.since {
                Some(_) => "m.last DESC",
                None if ranked => "m.rank",
                None => "m.key DESC",
            };
            let mut text = format!("{}{} ORDER BY {order} LIMIT ${at}", sql::MATTER_ROW, find.text);
            if filter.cursor.is_none() && filter.offset > 0 {
                find.values.push(filter.offset.into());
                text.push_str(&format!(" OFFSET ${}", at + 1));
            }
            let mut items = link.rows(&Statement::composed("matter.list", text), &find.values, matter_row)?;
            let full = i64::try_from(items.len()).is_ok_and(|found| found > limit);
            items.truncate(usize::try_from(limit).unwrap_or_default());
            let next =
                items.last().filter(|_| full).map(|row| if ranked { row.rank.clone() } else { row.key.to_string() });
            let items = items.into_iter().map(|row| said(self.catalogue(), row, now)).collect();
            Ok(Page { items, next })
        })
    }

    /// The first thousand by urgency, in the order of one of their cells: what has none comes last, equals stay by urgency.
    fn by_cell(
        &self,
        filter: &Filter,
        scope: &Scope,
        now: HalfDay,
        (key, numeric, down): (&str, bool, bool),
    ) -> Result<Page, Fault> {
        let limit = if filter.limit <= 0 { 50 } else { filter.limit.min(200) };
        // The place in the sorted list is the cursor.
        let from = filter.cursor.as_ref().map_or(Some(filter.offset), |cursor| cursor.parse().ok()).unwrap_or_default();
        let (key, from) = (if is_word(key) { key } else { "none" }, from.clamp(0, COUNTED));
        self.read(|link| {
            let mut find = self.filtered(link, filter, scope, now)?;
            find.values.extend(params![COUNTED, limit + 1, from]);
            let at = find.values.len();
            let cell = format!("NULLIF({{cell:{key}}}, '')");
            let sorted = if numeric { format!("CAST({cell} AS REAL)") } else { format!("{cell}{{letters}}") };
            let text = format!(
                "{} AND m.key IN (SELECT x.key FROM (SELECT m.key FROM matter m WHERE m.county = $1{} ORDER BY m.rank LIMIT ${}) x)
                 ORDER BY {cell} IS NULL, {sorted} {}, m.rank LIMIT ${} OFFSET ${at}",
                sql::MATTER_ROW,
                find.text,
                at - 2,
                if down { "DESC" } else { "ASC" },
                at - 1,
            );
            let mut items = link.rows(&Statement::composed("matter.sorted", text), &find.values, matter_row)?;
            let full = i64::try_from(items.len()).is_ok_and(|found| found > limit);
            items.truncate(usize::try_from(limit).unwrap_or_default());
            let next = full.then(|| (from + limit).to_string());
            Ok(Page { items: items.into_iter().map(|row| said(self.catalogue(), row, now)).collect(), next })
        })
    }

    /// How many matters answer the filter, counted up to a thousand.
    ///
    /// # Errors
    /// What the database says.
    pub fn count(&self, filter: &Filter, scope: &Scope, now: HalfDay) -> Result<Count, Fault> {
        if let Some(kind) = filter.kind.as_deref().filter(|kind| filter.is_all_of(kind)) {
            let all = self.counters(kind, scope)?;
            if let Some(all) = all {
                return Ok(Count::of(all.values().sum()));
            }
        }
        self.read(|link| {
            let find = self.filtered(link, filter, scope, now)?;
            Self::counted(link, &find)
        })
    }

    fn counted(link: &mut Connection, find: &Where<'_>) -> Result<Count, Fault> {
        let mut values = find.values.clone();
        values.push((COUNTED + 1).into());
        let text = format!("{}{} LIMIT ${}) counted", sql::COUNT_ROW, find.text, values.len());
        let number = link.first(&Statement::composed("matter.count", text), &values, |row| row.int(0))?;
        Ok(Count::capped(number.unwrap_or_default()))
    }

    fn is_long(link: &mut Connection, find: &Where<'_>) -> Result<bool, Fault> {
        Self::counted(link, find).map(|count| count.more)
    }

    /// How many matters of a kind stand at each stage, for whoever sees all of them; a guarded kind's are nobody's to know.
    fn counters(&self, kind: &str, scope: &Scope) -> Result<Option<BTreeMap<String, i64>>, Fault> {
        let guarded = self.catalogue().get(kind).is_none_or(|mechanism| mechanism.kind().is_guarded());
        if !scope.county || !scope.kinds.is_empty() || guarded || kind == ACCOUNT {
            return Ok(None);
        }
        let (from, to) = (stage_counter(kind, ""), format!("stage:{kind};"));
        let values = params![self.county(), &from, &to];
        let rows =
            self.read(|link| link.rows(&desk_sql::COUNTERS, &values, |row| Ok((row.string(0)?, row.int(1)?))))?;
        Ok(Some(rows.into_iter().collect()))
    }

    /// The tabs of a kind's ledger: every stage, the clock's after the stored one it lies within, with how many matters stand there.
    /// Veiled kinds have no counts.
    ///
    /// # Errors
    /// What the database says.
    pub fn tabs(&self, kind: &str, scope: &Scope, now: HalfDay) -> Result<Vec<(String, Option<Count>)>, Fault> {
        let Some(mechanism) = self.catalogue().get(kind) else { return Ok(Vec::new()) };
        let kind = mechanism.kind();
        let counters = self.counters(kind.id, scope)?;
        let clocked = |stage: &'static str| {
            kind.clock_stages.iter().filter(move |clock| clock.within == stage).map(|clock| clock.word)
        };
        let mut tabs = Vec::new();
        for stage in kind.stages.iter().flat_map(|stage| std::iter::once(*stage).chain(clocked(stage))) {
            let stored = kind.stages.contains(&stage);
            let filter = Filter { kind: Some(kind.id.to_owned()), stage: Some(stage.to_owned()), ..Filter::default() };
            let count = match (&counters, kind.veiled) {
                (_, true) => None,
                (Some(counters), _) if stored => {
                    Some(Count::of(counters.get(&stage_counter(kind.id, stage)).copied().unwrap_or_default()))
                }
                _ => Some(self.count(&filter, scope, now)?),
            };
            tabs.push((stage.to_owned(), count));
        }
        Ok(tabs)
    }
}

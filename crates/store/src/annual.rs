//! The ledgers of a year: worked out while they are open, kept row by row when they are closed.
//!
//! The kept rows stand beside the journal; their digest is in the event that closed them, so a reprint proves itself.

use crate::{
    Reader,
    desk::decide,
    facts::{day, json, list},
    sql::{Connection, Fault, Row as Found, text::annual as sql, value::params},
};
use data_encoding::HEXLOWER;
use engine::{
    annual::{self, Numbered, Part, Row, Seen, Totals},
    days::Day,
    erased::{Catalogue, Kept},
    history,
    policy::Policy,
    procedure::{ClosedLedgerEntry, Kind, Outline},
    words::MatterId,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Verbs that put right, or take back, what a ledger says.
const CORRECTING: [&str; 4] = ["amend", "void", "revoke", "strike"];
/// Stages of what no longer stands: nothing of it is left for the next year.
const TAKEN_BACK: [&str; 2] = ["已作废", "已撤销"];
/// Under what name the headings are kept, before the first row.
const HEADS: &str = "heads";

/// What is known of the closing of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The matter under which it was closed.
    pub matter: MatterId,
    /// The day.
    pub day: Day,
    /// Rows then.
    pub rows: i64,
    /// Of these, 结转下年.
    pub left: i64,
    /// Digest of the rows.
    pub digest: String,
    key: i64,
}

/// The ledger of a kind and year in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualState {
    /// The kind.
    pub kind: String,
    /// The year.
    pub year: i16,
    /// Numbers given in it.
    pub numbers: i64,
    /// Its closing.
    pub closing: Option<Closing>,
}

/// The ledger of a kind and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annual {
    /// The kind.
    pub kind: String,
    /// The year.
    pub year: i16,
    /// Its headings.
    pub heads: Vec<String>,
    /// Its rows: 上年结转, 本年, 补正.
    pub rows: Vec<Row>,
    /// What it comes to.
    pub totals: Totals,
    /// Its closing: then the rows are those of that day.
    pub closing: Option<Closing>,
    /// Where the matters of a closed ledger were put right later, by matter.
    pub notes: BTreeMap<String, Vec<String>>,
}

impl Annual {
    /// Whether what is kept is what was closed; nothing to prove while it is open.
    #[must_use]
    pub fn is_proved(&self) -> Option<bool> {
        self.closing.as_ref().map(|closing| closing.digest == self.totals.digest)
    }
}

/// The kinds with running numbers of which any was given.
pub(crate) fn numbered(link: &mut Connection, county: &str, catalogue: &Catalogue) -> Result<Vec<Numbered>, Fault> {
    let counts = counts(link, county)?;
    let closings = closings(link, county)?;
    let one = |kind: &Kind| {
        let prefix = kind.prefix?;
        let first = counts.iter().filter(|(of, ..)| of == prefix).map(|(_, year, _)| *year).min()?;
        let closed = closings.iter().filter(|(of, ..)| of == kind.id).map(|(_, year, _)| *year).collect();
        Some(Numbered { kind: kind.id.to_owned(), title: kind.title.to_owned(), first, closed })
    };
    Ok(catalogue.iter().filter_map(|mechanism| one(mechanism.kind())).collect())
}

/// Last running number by prefix and year.
fn counts(link: &mut Connection, county: &str) -> Result<Vec<(String, i16, i64)>, Fault> {
    let read = |row: &Found<'_>| Ok((row.string(0)?, row.int(1)?));
    let rows = link.rows(&sql::NUMBERS, &params![county], read)?;
    let split = |(name, value): (String, i64)| {
        let (prefix, year) = name.strip_prefix("number:")?.rsplit_once(':')?;
        Some((prefix.to_owned(), year.parse().ok()?, value))
    };
    Ok(rows.into_iter().filter_map(split).collect())
}

fn closings(link: &mut Connection, county: &str) -> Result<Vec<(String, i16, Closing)>, Fault> {
    link.rows(&sql::CLOSED, &params![county], |row| {
        let year = row.string(1)?;
        let closing = Closing {
            day: day(&row.text(2)?)?,
            rows: row.int(3)?,
            left: row.int(4)?,
            digest: row.string(5)?,
            matter: MatterId(row.string(6)?),
            key: row.int(7)?,
        };
        let year = year.parse().map_err(|_| Fault::broken(format!("{year} is no year")))?;
        Ok((row.string(0)?, year, closing))
    })
}

/// What the ledger of a kind and year comes to by now.
pub(crate) fn totals(
    link: &mut Connection,
    county: &str,
    catalogue: &Catalogue,
    kind: &Kind,
    year: i16,
) -> Result<Totals, Fault> {
    let (heads, rows) = picture(link, county, catalogue, kind, year)?;
    Ok(sum(kind.id, year, &heads, &rows))
}

fn sum(kind: &str, year: i16, heads: &[String], rows: &[Row]) -> Totals {
    let of = |part: Part| rows.iter().filter(|row| row.part == part).count();
    let mut hasher = Sha256::new();
    let mut add = |value: Value| {
        hasher.update(value.to_string());
        hasher.update(b"\n");
    };
    add(serde_json::json!([kind, year, heads]));
    for row in rows {
        add(serde_json::json!([row.part, row.matter, row.last, row.number, row.open, row.texts]));
    }
    Totals {
        own: of(Part::Own),
        carried: of(Part::Carried),
        corrections: of(Part::Correction),
        left: rows.iter().filter(|row| row.open).count(),
        digest: HEXLOWER.encode(&hasher.finalize()),
    }
}

/// Headings and rows of a kind and year as they stand.
fn picture(
    link: &mut Connection,
    county: &str,
    catalogue: &Catalogue,
    kind: &Kind,
    year: i16,
) -> Result<(Vec<String>, Vec<Row>), Fault> {
    let (Some(prefix), Some((first, last))) = (kind.prefix, annual::span(year)) else {
        return Ok((annual::heads(kind), Vec::new()));
    };
    // Digits stand before the colon: between these two lie the numbers of the year.
    let (from, to) = (format!("{prefix}〔{year}〕"), format!("{prefix}〔{year}〕:"));
    let last = &last.to_string();
    let read = |part: Part| move |row: &Found<'_>| seen(row, part, kind, last);
    let before = closings(link, county)?.into_iter().any(|(of, closed, _)| of == kind.id && closed == year - 1);
    let mut rows = if before {
        let past = (year - 1).to_string();
        link.rows(&sql::LEFT, &params![county, kind.id, &past], read(Part::Carried))?
    } else {
        let (earliest, began) = (format!("{prefix}〔"), first.to_string());
        link.rows(&sql::STILL_OPEN, &params![county, kind.id, &earliest, &from, &began], read(Part::Carried))?
    };
    rows.extend(link.rows(&sql::OWN, &params![county, kind.id, &from, &to], read(Part::Own))?);
    for correction in corrections(link, county, kind)?.into_iter().filter(|one| one.year == year) {
        rows.push(correction.row(link, county, catalogue, kind)?);
    }
    Ok((annual::heads(kind), rows))
}

/// A row of the county's own as a row of the ledger. It is open at the end of the year if it stands and had not ended by then.
fn seen(row: &Found<'_>, part: Part, kind: &Kind, last: &str) -> Result<Row, Fault> {
    let (number, stage, closed_on) = (row.string(2)?, row.string(6)?, row.string(8)?);
    let cells: Value = json(&row.text(9)?)?;
    let seen = Seen {
        number: &number,
        name: &row.string(3)?,
        post: &row.string(4)?,
        unit: &row.string(5)?,
        stage: &stage,
        opened_on: &row.string(7)?,
        closed_on: &closed_on,
        cells: &cells,
    };
    let open = !TAKEN_BACK.contains(&stage.as_str()) && (closed_on.is_empty() || closed_on.as_str() > last);
    let texts = annual::texts(kind, &seen);
    Ok(Row { part, matter: row.string(0)?, last: row.int(1)?, number, open, texts })
}

/// What was put right in a matter of a closed ledger.
struct Correction {
    seq: i64,
    key: i64,
    n: i64,
    verb: String,
    day: Day,
    reason: String,
    matter: String,
    number: String,
    /// The year in which it was made, and its place among those of that year.
    year: i16,
    place: usize,
    /// The closed years in which the matter stands.
    of: Vec<i16>,
}

fn corrections(link: &mut Connection, county: &str, kind: &Kind) -> Result<Vec<Correction>, Fault> {
    let verbs = list(CORRECTING);
    let rows = link.rows(&sql::CORRECTIONS, &params![county, kind.id, &verbs], |row| {
        let moment =
            jiff::Timestamp::from_microsecond(row.int(4)?).map_err(|error| Fault::broken(error.to_string()))?;
        let payload: Value = json(&row.text(5)?)?;
        let day = Day::at(moment);
        let correction = Correction {
            seq: row.int(0)?,
            key: row.int(1)?,
            n: row.int(2)?,
            verb: row.string(3)?,
            day,
            reason: payload.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned(),
            matter: row.string(6)?,
            number: row.string(7)?,
            year: day.year(),
            place: 0,
            of: Vec::new(),
        };
        let closed = row.string(8)?;
        Ok((correction, closed.parse().map_err(|_| Fault::broken(format!("{closed} is no year")))?))
    })?;
    let mut found: Vec<Correction> = Vec::new();
    let mut places: BTreeMap<i16, usize> = BTreeMap::new();
    for (correction, closed) in rows {
        match found.last_mut().filter(|last| last.seq == correction.seq) {
            Some(last) => last.of.push(closed),
            None => {
                let place = places.entry(correction.year).or_default();
                *place += 1;
                found.push(Correction { place: *place, of: vec![closed], ..correction });
            }
        }
    }
    Ok(found)
}

impl Correction {
    fn name(&self, kind: &Kind) -> String {
        annual::correction_number(kind.title, self.year, self.place)
    }

    const fn word(&self) -> &'static str {
        match self.verb.as_bytes() {
            b"void" => "作废",
            b"revoke" => "撤销",
            b"strike" => "取消记录",
            _ => "更正",
        }
    }

    /// Its row: what it changed of what the ledger shows, and why.
    fn row(&self, link: &mut Connection, county: &str, catalogue: &Catalogue, kind: &Kind) -> Result<Row, Fault> {
        let events = decide::events(county, link, self.key)?;
        let at = |last: i64| outline(catalogue, kind, &events, last);
        let mut content = annual::changes(kind, &at(self.n - 1)?, &at(self.n)?);
        if content.is_empty() {
            content.push("台账所列各栏不变".to_owned());
        }
        if !self.reason.is_empty() {
            content.push(format!("理由：{}", self.reason));
        }
        let texts =
            [self.name(kind), self.number.clone(), self.day.to_string(), self.word().to_owned(), content.join("；")];
        Ok(Row {
            part: Part::Correction,
            matter: self.matter.clone(),
            last: self.seq,
            number: self.number.clone(),
            open: false,
            texts: texts.into(),
        })
    }
}

/// How a matter looked after its event number `last`.
fn outline(catalogue: &Catalogue, kind: &Kind, events: &[Kept], last: i64) -> Result<Outline, Fault> {
    let mechanism = catalogue.get(kind.id).ok_or_else(|| Fault::broken(format!("unknown kind {}", kind.id)))?;
    let until: Vec<Kept> = events.iter().filter(|event| event.n <= last).cloned().collect();
    let broken = |stop| Fault::broken(format!("{stop:?}"));
    let standing = history::rebuild(mechanism, &until).map_err(broken)?;
    // What it looks like follows from its events; the pack decides only what is owed.
    standing.present(mechanism, &Policy::default()).map(|(outline, _)| outline).map_err(broken)
}

/// Keeps the rows of a ledger that is being closed, within the action that closes it.
pub(crate) fn keep(
    link: &mut Connection,
    county: &str,
    catalogue: &Catalogue,
    matter: i64,
    entry: &ClosedLedgerEntry,
) -> Result<(), Fault> {
    let mechanism = catalogue.get(&entry.kind).ok_or_else(|| Fault::broken(format!("unknown kind {}", entry.kind)))?;
    let kind = mechanism.kind();
    let (heads, rows) = picture(link, county, catalogue, kind, entry.year)?;
    if sum(kind.id, entry.year, &heads, &rows).digest != entry.digest {
        return Err(Fault::broken(format!("the ledger of {} {} moved while it was closed", kind.id, entry.year)));
    }
    let mut put = |place: i64, part: &str, row: &Row| {
        let texts = serde_json::to_string(&row.texts).map_err(|error| Fault::broken(error.to_string()))?;
        let values =
            params![county, matter, kind.id, place, part, &row.matter, row.last, &row.number, row.open, &texts];
        link.push(&sql::KEEP_ROW, &values, true)
    };
    let headings =
        Row { part: Part::Own, matter: String::new(), last: 0, number: String::new(), open: false, texts: heads };
    put(0, HEADS, &headings)?;
    for (place, row) in (1..).zip(&rows) {
        put(place, part_code(row.part), row)?;
    }
    Ok(())
}

const fn part_code(part: Part) -> &'static str {
    match part {
        Part::Carried => "carried",
        Part::Own => "own",
        Part::Correction => "correction",
    }
}

/// Headings and rows as they were kept.
fn kept(link: &mut Connection, county: &str, matter: i64, kind: &str) -> Result<(Vec<String>, Vec<Row>), Fault> {
    let (mut heads, mut rows) = (Vec::new(), Vec::new());
    link.each(&sql::ROWS, &params![county, matter, kind], |row| {
        let texts: Vec<String> = json(&row.text(6)?)?;
        let part = match &*row.text(1)? {
            HEADS => {
                heads = texts;
                return Ok(());
            }
            "carried" => Part::Carried,
            "own" => Part::Own,
            "correction" => Part::Correction,
            other => return Err(Fault::broken(format!("{other} is no part of a ledger"))),
        };
        rows.push(Row {
            part,
            matter: row.string(2)?,
            last: row.int(3)?,
            number: row.string(4)?,
            open: row.flag(5)?,
            texts,
        });
        Ok(())
    })?;
    Ok((heads, rows))
}

/// Closed ledgers whose kept rows are not what was closed, as `kind/year`, and rows that belong to none.
pub(crate) fn unproved(link: &mut Connection, county: &str) -> Result<(Vec<String>, Vec<String>), Fault> {
    let mut changed = Vec::new();
    for (kind, year, closing) in closings(link, county)? {
        let good = kept(link, county, closing.key, &kind)
            .is_ok_and(|(heads, rows)| sum(&kind, year, &heads, &rows).digest == closing.digest);
        if !good {
            changed.push(format!("{kind}/{year}"));
        }
    }
    let stray = link.rows(&sql::STRAY, &params![county], |row| Ok(format!("{}/{}", row.int(0)?, row.string(1)?)))?;
    Ok((changed, stray))
}

impl Reader {
    /// The ledgers of all years up to this one, the newest year first.
    ///
    /// # Errors
    /// What the database says.
    pub fn annual_ledgers(&self, until: i16) -> Result<Vec<AnnualState>, Fault> {
        self.read(|link| {
            let numbered = numbered(link, self.county(), self.catalogue())?;
            let (counts, closings) = (counts(link, self.county())?, closings(link, self.county())?);
            let mut states = Vec::new();
            for one in &numbered {
                let prefix = self.catalogue().get(&one.kind).and_then(|mechanism| mechanism.kind().prefix);
                for year in one.first..=until {
                    let mut given = counts.iter().filter(|(of, on, _)| Some(of.as_str()) == prefix && *on == year);
                    let closed = closings.iter().find(|(of, on, _)| *of == one.kind && *on == year);
                    states.push(AnnualState {
                        kind: one.kind.clone(),
                        year,
                        numbers: given.next().map_or(0, |(.., value)| *value),
                        closing: closed.map(|(.., closing)| closing.clone()),
                    });
                }
            }
            states.sort_by_key(|state| std::cmp::Reverse(state.year));
            Ok(states)
        })
    }

    /// The ledger of a kind and year: closed, as it was kept; else as it stands. None where the kind has no numbers so far back.
    ///
    /// # Errors
    /// What the database says.
    pub fn annual_ledger(&self, kind: &str, year: i16) -> Result<Option<Annual>, Fault> {
        let Some(mechanism) = self.catalogue().get(kind) else { return Ok(None) };
        let kind = mechanism.kind();
        self.read(|link| {
            let known = numbered(link, self.county(), self.catalogue())?;
            if !known.iter().any(|one| one.kind == kind.id && one.first <= year) {
                return Ok(None);
            }
            let mut closings = closings(link, self.county())?.into_iter();
            let closing = closings.find(|(of, on, _)| of == kind.id && *on == year).map(|(.., closing)| closing);
            let (heads, rows) = match &closing {
                Some(closing) => kept(link, self.county(), closing.key, kind.id)?,
                None => picture(link, self.county(), self.catalogue(), kind, year)?,
            };
            let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for one in corrections(link, self.county(), kind)?.iter().filter(|one| one.of.contains(&year)) {
                notes.entry(one.matter.clone()).or_default().push(format!("补正见{}", one.name(kind)));
            }
            let totals = sum(kind.id, year, &heads, &rows);
            Ok(Some(Annual { kind: kind.id.to_owned(), year, heads, rows, totals, closing, notes }))
        })
    }
}

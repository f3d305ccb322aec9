//! 待阅: what came up for somebody, in the order of the journal. A notice is a message and no record: it is shown as far as its matter may
//! be seen by then, and forgotten by its age.

use crate::{
    County, Reader,
    reader::Where,
    sql::{Fault, Row, Statement, Value, text::notices as sql, value::params},
};
use engine::access::Actor;
use serde::Serialize;

/// Most notices that are looked through for a list.
pub const LISTED: i64 = 500;

/// A notice, whoever it is for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notice {
    /// Place of the event in the journal.
    pub seq: i64,
    /// Place among the notices of that event.
    pub place: i64,
    /// To whom: a hat as text.
    pub hat: String,
    /// The matter.
    pub matter: String,
    /// What it says.
    pub line: String,
    /// Microseconds since 1970, UTC.
    pub moment: i64,
}

/// A notice for whoever reads, with its matter as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoticeRow {
    /// Place of the event in the journal.
    pub seq: i64,
    /// What happened.
    pub line: String,
    /// When.
    pub moment: jiff::Timestamp,
    /// The matter.
    pub matter: String,
    /// Its kind.
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Its stored stage.
    pub stage: String,
    #[serde(skip)]
    place: i64,
}

fn notice_row(row: &Row<'_>) -> Result<NoticeRow, Fault> {
    let moment = jiff::Timestamp::from_microsecond(row.int(3)?);
    Ok(NoticeRow {
        seq: row.int(0)?,
        place: row.int(1)?,
        line: row.string(2)?,
        moment: moment.map_err(|error| Fault::broken(error.to_string()))?,
        matter: row.string(4)?,
        kind: row.string(5)?,
        number: row.maybe_string(6)?,
        title: row.string(7)?,
        stage: row.string(8)?,
    })
}

impl County {
    /// Notes that an account has read up to this place of the journal. What was read stays read.
    ///
    /// # Errors
    /// What the database says.
    pub fn read_notices(&self, login: &str, upto: i64) -> Result<(), Fault> {
        let (county, login) = (self.code().to_owned(), login.to_owned());
        self.write(move |link| link.execute(&sql::SET_READ, &params![&county, &login, upto]).map(drop))
    }

    /// Forgets the notices of before a moment.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_notices(&self, before: jiff::Timestamp) -> Result<(), Fault> {
        let (county, before) = (self.code().to_owned(), before.as_microsecond());
        self.write(move |link| {
            let kept = link.first(&sql::FIRST_SINCE, &params![&county, before], |row| row.int(0))?;
            link.execute(&sql::FORGET, &params![&county, kept.unwrap_or(i64::MAX)]).map(drop)
        })
    }
}

impl Reader {
    /// Notices in the order of the journal, whoever they are for, those after a place of it.
    ///
    /// # Errors
    /// What the database says.
    pub fn notices(&self, after: i64, limit: i64) -> Result<Vec<Notice>, Fault> {
        self.read(|link| {
            link.rows(&sql::ALL_OF, &params![self.county(), after, limit], |row| {
                Ok(Notice {
                    seq: row.int(0)?,
                    place: row.int(1)?,
                    hat: row.string(2)?,
                    matter: row.string(3)?,
                    line: row.string(4)?,
                    moment: row.int(5)?,
                })
            })
        })
    }

    /// Up to which place of the journal an account has read; 0 where it never did.
    ///
    /// # Errors
    /// What the database says.
    pub fn read_upto(&self, login: &str) -> Result<i64, Fault> {
        let found = self.read(|link| link.first(&sql::READ_UPTO, &params![self.county(), login], |row| row.int(0)))?;
        Ok(found.unwrap_or_default())
    }

    /// The newest notices for the wearer of these hats after a place of the journal, the newest first, once for each event and line: of
    /// matters that he may see now. No more than `most` are looked through.
    ///
    /// # Errors
    /// What the database says.
    pub fn notices_for(&self, actor: &Actor, after: i64, most: i64) -> Result<Vec<NoticeRow>, Fault> {
        self.read(|link| {
            let mut rows: Vec<NoticeRow> = Vec::new();
            for (place, (condition, values)) in Self::owing(actor).into_iter().enumerate() {
                // The first names hats, each a stretch of the index. The others are ranges, which SQLite would rather look for among all
                // notices in their order: the sign keeps it from that.
                let seq = if place == 0 { "o.seq" } else { "+o.seq" };
                let mut find = Where::new(self.county());
                find.values.extend(values);
                find.values.extend::<[Value<'_>; 2]>(params![after, most]);
                let (from, limit) = (find.values.len() - 1, find.values.len());
                self.seen(link, actor, &mut find)?;
                let text = format!(
                    "{} AND {condition} AND {seq} > ${from} ORDER BY {seq} DESC, o.place DESC LIMIT ${limit}{}{} ORDER BY o.seq DESC, o.place DESC",
                    sql::FOR_HATS,
                    sql::OF_MATTERS,
                    find.text
                );
                rows.extend(link.rows(&Statement::composed("notice.for_hats", text), &find.values, notice_row)?);
            }
            rows.sort_by(|a, b| (b.seq, &b.matter, &b.line, b.place).cmp(&(a.seq, &a.matter, &a.line, a.place)));
            rows.dedup_by(|later, earlier| {
                (later.seq, &later.matter, &later.line) == (earlier.seq, &earlier.matter, &earlier.line)
            });
            rows.truncate(usize::try_from(most).unwrap_or_default());
            Ok(rows)
        })
    }
}

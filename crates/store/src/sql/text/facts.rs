//! Statements behind the questions that rules ask.

use crate::sql::Statement;

/// Columns of a held post, in the order in which `facts::post_at` reads them.
macro_rules! held {
    ($rest:literal) => {
        concat!(
            "SELECT t.person, t.post, p.unit, p.title, p.chief, t.acting, p.side, p.member, p.place, t.from_day
             FROM tenure t JOIN post p ON p.county = t.county AND p.id = t.post
             LEFT JOIN unit u ON u.county = p.county AND u.id = p.unit
             WHERE t.county = $1 AND t.from_day <= $3 AND (t.until_day IS NULL OR t.until_day > $3) AND ",
            $rest
        )
    };
}

pub(crate) const CHIEFS: Statement = Statement::new(
    "facts.chiefs",
    held!("p.unit = $2 AND (p.chief = 1 OR t.acting = 1) ORDER BY p.place, t.from_day, t.person"),
);
pub(crate) const MEMBERS: Statement = Statement::new(
    "facts.members",
    held!("p.unit = $2 AND (p.member = 1 OR t.acting = 1) ORDER BY p.place, t.from_day, t.person"),
);
pub(crate) const SEATED: Statement = Statement::new(
    "facts.seated",
    "SELECT DISTINCT person FROM tenure WHERE county = $1 AND post = $2 AND (until_day IS NULL OR until_day > $3) ORDER BY person",
);
pub(crate) const POSTS: Statement = Statement::new(
    "facts.posts",
    held!("t.person = $2 ORDER BY p.chief DESC, p.member DESC, u.place, p.place, t.from_day, t.post"),
);
pub(crate) const HOLDERS: Statement = Statement::new(
    "facts.holders",
    "SELECT DISTINCT a.person FROM role_grant g JOIN account a ON a.county = g.county AND a.id = g.account
     WHERE g.county = $1 AND g.role = $2 AND g.unit IN ('', $3) AND a.active = 1 AND a.person IS NOT NULL ORDER BY a.person",
);
pub(crate) const RELATIVES: Statement = Statement::new(
    "facts.relatives",
    "SELECT other FROM relation WHERE county = $1 AND person = $2 UNION SELECT person FROM relation WHERE county = $1 AND other = $2
     ORDER BY 1",
);

// Two branches, so that each finds its index: absences that reach into the period, and stragglers whose end is behind it.
macro_rules! away {
    ($who:literal) => {
        concat!(
            "SELECT m.id, m.number, a.person, a.period_from, a.period_to, a.firm, a.until_reported, a.stand_in
             FROM (SELECT * FROM absence WHERE county = $1 AND period_to >= $5 AND ",
            $who,
            " UNION ALL SELECT * FROM absence WHERE county = $1 AND until_reported = 1 AND +period_to < $5 AND ",
            $who,
            ") a JOIN matter m ON m.county = a.county AND m.key = a.matter
             WHERE m.id <> $3 AND a.period_from <= $4 ORDER BY a.period_from, m.key, a.key"
        )
    };
}
pub(crate) const ABSENCES: Statement = Statement::new("facts.absences", away!("person {in:$2}"));
pub(crate) const STAND_INS: Statement = Statement::new("facts.stand_ins", away!("stand_in = $2"));

pub(crate) const WATCHES: Statement = Statement::new(
    "facts.watches",
    "SELECT m.id, w.unit, w.person, w.period_from, w.period_to, w.leads, w.label
     FROM watch w JOIN matter m ON m.county = w.county AND m.key = w.matter
     WHERE w.county = $1 AND w.person {in:$2} AND m.id <> $3 AND w.period_from <= $4 AND w.period_to >= $5
     ORDER BY w.period_from, m.key, w.key",
);
pub(crate) const HOLDS: Statement = Statement::new(
    "facts.holds",
    "SELECT person, name, bars, from_day, until_day, basis, sealed FROM hold
     WHERE county = $1 AND person = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day > $3) ORDER BY from_day, matter, key",
);
pub(crate) const BRIEF: Statement = Statement::new(
    "facts.brief",
    "SELECT m.id, m.kind, m.number, m.stage, m.done, m.period_from, m.period_to, m.state FROM matter m
     WHERE m.county = $1 AND m.id = $2",
);
pub(crate) const LAST_DOCUMENT: Statement = Statement::new(
    "facts.last_document",
    "SELECT MAX(number) FROM document WHERE county = $1 AND series = $2 AND year = $3",
);
pub(crate) const STATE: Statement =
    Statement::new("facts.state", "SELECT kind, state FROM matter WHERE county = $1 AND id = $2");
pub(crate) const FRAME: Statement =
    Statement::new("facts.frame", "SELECT frame FROM matter WHERE county = $1 AND id = $2");
pub(crate) const PERSON: Statement = Statement::new(
    "facts.person",
    "SELECT id, name, level, authority, party, works_since, active FROM person WHERE county = $1 AND id = $2",
);
pub(crate) const UNIT: Statement = Statement::new(
    "facts.unit",
    "SELECT id, name, kind, parent, place, active FROM unit WHERE county = $1 AND id = $2",
);
pub(crate) const POST: Statement =
    Statement::new("facts.post", "SELECT id, unit, title, chief, side, member FROM post WHERE county = $1 AND id = $2");
pub(crate) const UNITS: Statement = Statement::new(
    "facts.units",
    "SELECT id, name, kind, parent, place, active FROM unit WHERE county = $1 AND active = 1 ORDER BY place, id",
);
pub(crate) const SUBORDINATES: Statement = Statement::new(
    "facts.subordinates",
    "SELECT id, name, kind, parent, place, active FROM unit WHERE county = $1 AND active = 1 AND parent = $2 ORDER BY place, id",
);
pub(crate) const ACCOUNT: Statement =
    Statement::new("facts.account", "SELECT id FROM account WHERE county = $1 AND login = $2");
// A seal that a later correction replaced no longer stands in the state.
pub(crate) const OWNER: Statement = Statement::new(
    "facts.owner",
    // CROSS JOIN keeps SQLite to this order: without statistics it would begin with all people.
    "SELECT p.id FROM seal s CROSS JOIN matter m CROSS JOIN person p
     WHERE s.county = $1 AND s.digest = $2 AND m.county = s.county AND m.key = s.matter AND m.state LIKE '%' || s.id || '%'
     AND p.county = m.county AND p.id = m.id ORDER BY p.id",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &CHIEFS,
    &MEMBERS,
    &SEATED,
    &POSTS,
    &HOLDERS,
    &RELATIVES,
    &ABSENCES,
    &STAND_INS,
    &WATCHES,
    &HOLDS,
    &BRIEF,
    &LAST_DOCUMENT,
    &STATE,
    &FRAME,
    &PERSON,
    &UNIT,
    &POST,
    &UNITS,
    &SUBORDINATES,
    &ACCOUNT,
    &OWNER,
];

/// Matters in outline; the conditions asked for are added behind.
pub(crate) const MATTERS: &str =
    "SELECT m.id, m.kind, m.number, m.stage, m.done, m.period_from, m.period_to, m.state FROM matter m
     WHERE m.county = $1";

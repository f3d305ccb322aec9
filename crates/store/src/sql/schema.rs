//! The tables, as numbered steps: one text for both databases. A step that has once been released is never changed; a new one follows.

use super::{Connection, Fault, Statement, Value, dialect::Dialect, value::params};

/// A statement of a step.
enum Piece {
    Both(&'static str),
    Each { sqlite: &'static str, postgres: &'static str },
}
use Piece::{Both, Each};

/// All steps; the version of a database is the number of steps it has gone.
const STEPS: &[&[Piece]] = &[
    FIRST,
    STAGED_IMPORTS,
    OWN_FILES,
    FAILED_SIGN_INS,
    AUTHORIZATIONS,
    SECOND_FACTORS,
    CLOSED_LEDGERS,
    WATCHES,
    DOCUMENTS,
    FORMER_NAMES,
    OBLIGATIONS,
    REVIEWS,
    NOTICES,
    COUNTED,
];

const FIRST: &[Piece] = &[
    // What has happened. `seq` is the place in the county's journal; `matter` is the `seq` of the matter's first event.
    Both(
        "CREATE TABLE event (
            county {text} NOT NULL, seq {rowkey}, matter BIGINT NOT NULL, n BIGINT NOT NULL, id {text}, kind {text} NOT NULL,
            verb {text} NOT NULL, version BIGINT NOT NULL, moment BIGINT NOT NULL, day {text} NOT NULL, actor {text} NOT NULL,
            payload {text} NOT NULL, cause {text}, hash {bytes} NOT NULL {keyed:seq})",
    ),
    Both("CREATE UNIQUE INDEX event_matter ON event (county, matter, n)"),
    Both("CREATE UNIQUE INDEX event_cause ON event (county, cause) WHERE cause IS NOT NULL"),
    Both(
        "CREATE TABLE head (
            county {text} NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, hash {bytes} NOT NULL, moment BIGINT NOT NULL,
            signature {bytes} NOT NULL)",
    ),
    // What has become of it: rows that replaying the events makes again.
    Both(
        "CREATE TABLE matter (
            county {text} NOT NULL, key {rowkey}, id {text} NOT NULL, kind {text} NOT NULL, number {text}, title {text} NOT NULL,
            stage {text} NOT NULL, done BIGINT NOT NULL, subject {text}, post {text} NOT NULL, unit {text}, period_from BIGINT,
            period_to BIGINT, next_due {text}, rank {text} NOT NULL, opened_on {text} NOT NULL, closed_on {text},
            secrecy BIGINT NOT NULL, cells {text} NOT NULL, n BIGINT NOT NULL, last BIGINT NOT NULL, version BIGINT NOT NULL,
            state {text} NOT NULL, frame {text} NOT NULL {keyed:key})",
    ),
    Both("CREATE UNIQUE INDEX matter_id ON matter (county, id)"),
    // The order of every ledger (see `rows::rank`), with what its tabs filter by.
    Both("CREATE INDEX matter_rank ON matter (county, kind, rank, stage)"),
    Both(
        "CREATE TABLE concern (
            county {text} NOT NULL, matter BIGINT NOT NULL, who {text} NOT NULL, capacity {text} NOT NULL,
            PRIMARY KEY (county, matter, who, capacity)) {narrow}",
    ),
    Both("CREATE INDEX concern_who ON concern (county, who, matter)"),
    Both(
        "CREATE TABLE duty (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, what {text} NOT NULL, owner {text} NOT NULL,
            due {text}, basis {text} NOT NULL, verb {text}, with_post BIGINT NOT NULL, PRIMARY KEY (county, matter, key)) {narrow}",
    ),
    Both(
        "CREATE TABLE duty_owner (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, hat {text} NOT NULL, due {text} NOT NULL,
            PRIMARY KEY (county, hat, due, matter, key)) {narrow}",
    ),
    Both(
        "CREATE TABLE hold (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, person {text} NOT NULL, name {text} NOT NULL,
            bars {text} NOT NULL, from_day {text} NOT NULL, until_day {text}, basis {text} NOT NULL, sealed BIGINT NOT NULL,
            PRIMARY KEY (county, matter, key)) {narrow}",
    ),
    Both("CREATE INDEX hold_person ON hold (county, person)"),
    Both(
        "CREATE TABLE absence (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, person {text} NOT NULL, period_from BIGINT NOT NULL,
            period_to BIGINT NOT NULL, firm BIGINT NOT NULL, until_reported BIGINT NOT NULL, stand_in {text}, label {text} NOT NULL,
            PRIMARY KEY (county, matter, key)) {narrow}",
    ),
    // An absence that lasts until reported has no end in this order: it is found by its person or as a straggler.
    Both("CREATE INDEX absence_person ON absence (county, person, period_to)"),
    Both("CREATE INDEX absence_stand_in ON absence (county, stand_in, period_to) WHERE stand_in IS NOT NULL"),
    Both("CREATE INDEX absence_end ON absence (county, period_to)"),
    Both("CREATE INDEX absence_straggler ON absence (county, person) WHERE until_reported = 1"),
    Both(
        "CREATE TABLE tenure (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, person {text} NOT NULL, post {text} NOT NULL,
            from_day {text} NOT NULL, until_day {text}, acting BIGINT NOT NULL, PRIMARY KEY (county, matter, key)) {narrow}",
    ),
    Both("CREATE INDEX tenure_person ON tenure (county, person)"),
    Both("CREATE INDEX tenure_post ON tenure (county, post)"),
    Both(
        "CREATE TABLE link (
            county {text} NOT NULL, matter BIGINT NOT NULL, relation {text} NOT NULL, other {text} NOT NULL,
            PRIMARY KEY (county, matter, relation, other)) {narrow}",
    ),
    Both("CREATE INDEX link_other ON link (county, other)"),
    Both(
        "CREATE TABLE person (
            county {text} NOT NULL, matter BIGINT NOT NULL, id {text} NOT NULL, name {text} NOT NULL, sex {text} NOT NULL,
            birth {text} NOT NULL, level {text} NOT NULL, rank {text} NOT NULL, authority {text} NOT NULL, party BIGINT NOT NULL,
            works_since {text}, active BIGINT NOT NULL, place BIGINT NOT NULL, id_digest {text}, PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE INDEX person_name ON person (county, name)"),
    Both(
        "CREATE TABLE unit (
            county {text} NOT NULL, matter BIGINT NOT NULL, id {text} NOT NULL, name {text} NOT NULL, aliases {text} NOT NULL,
            kind {text} NOT NULL, parent {text}, place BIGINT NOT NULL, active BIGINT NOT NULL, PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE INDEX unit_place ON unit (county, place)"),
    Both(
        "CREATE TABLE post (
            county {text} NOT NULL, matter BIGINT NOT NULL, id {text} NOT NULL, unit {text} NOT NULL, title {text} NOT NULL,
            chief BIGINT NOT NULL, side {text}, member BIGINT NOT NULL, place BIGINT NOT NULL, active BIGINT NOT NULL,
            PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE INDEX post_unit ON post (county, unit)"),
    Both(
        "CREATE TABLE relation (
            county {text} NOT NULL, matter BIGINT NOT NULL, person {text} NOT NULL, other {text} NOT NULL, relation {text} NOT NULL,
            PRIMARY KEY (county, matter, person, other)) {narrow}",
    ),
    Both("CREATE INDEX relation_person ON relation (county, person)"),
    Both("CREATE INDEX relation_other ON relation (county, other)"),
    Both(
        "CREATE TABLE account (
            county {text} NOT NULL, matter BIGINT NOT NULL, id {text} NOT NULL, login {text} NOT NULL, name {text} NOT NULL,
            person {text}, active BIGINT NOT NULL, PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE UNIQUE INDEX account_login ON account (county, login)"),
    Both("CREATE INDEX account_person ON account (county, person)"),
    Both(
        "CREATE TABLE role_grant (
            county {text} NOT NULL, matter BIGINT NOT NULL, account {text} NOT NULL, role {text} NOT NULL, unit {text} NOT NULL,
            PRIMARY KEY (county, account, role, unit)) {narrow}",
    ),
    Both("CREATE INDEX role_grant_role ON role_grant (county, role, unit)"),
    // How many matters of a kind stand at a stage; the last running number of a prefix and year.
    Both(
        "CREATE TABLE counter (
            county {text} NOT NULL, name {text} NOT NULL, value BIGINT NOT NULL, PRIMARY KEY (county, name)) {narrow}",
    ),
    // What stands beside the journal: secrets, sessions, answers, files.
    Both(
        "CREATE TABLE seal (
            county {text} NOT NULL, id {text} NOT NULL, matter BIGINT NOT NULL, key {bytes}, salt {bytes}, content {bytes},
            digest {bytes}, PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE INDEX seal_digest ON seal (county, digest) WHERE digest IS NOT NULL"),
    Both("CREATE INDEX seal_matter ON seal (county, matter)"),
    Both(
        "CREATE TABLE answer (
            county {text} NOT NULL, account {text} NOT NULL, key {text} NOT NULL, request {bytes} NOT NULL, answer {text} NOT NULL,
            moment BIGINT NOT NULL, PRIMARY KEY (county, account, key)) {narrow}",
    ),
    Both("CREATE INDEX answer_moment ON answer (county, moment)"),
    Both(
        "CREATE TABLE credential (
            county {text} NOT NULL, login {text} NOT NULL, hash {text} NOT NULL, past {text} NOT NULL, changed BIGINT NOT NULL, must_change BIGINT NOT NULL,
            failures BIGINT NOT NULL, locked_until BIGINT, PRIMARY KEY (county, login))",
    ),
    Both(
        "CREATE TABLE session (
            county {text} NOT NULL, token {bytes} NOT NULL, login {text} NOT NULL, csrf {text} NOT NULL, opened BIGINT NOT NULL,
            seen BIGINT NOT NULL, PRIMARY KEY (county, token)) {narrow}",
    ),
    Both("CREATE INDEX session_login ON session (county, login)"),
    Both(
        "CREATE TABLE file (
            county {text} NOT NULL, id {text} NOT NULL, name {text} NOT NULL, kind {text} NOT NULL, size BIGINT NOT NULL,
            account {text} NOT NULL, saved BIGINT NOT NULL, PRIMARY KEY (county, id))",
    ),
    Both(
        "CREATE TABLE file_use (
            county {text} NOT NULL, id {text} NOT NULL, matter BIGINT NOT NULL, PRIMARY KEY (county, id, matter)) {narrow}",
    ),
    Both(
        "CREATE TABLE draft (
            county {text} NOT NULL, id {text} NOT NULL, account {text} NOT NULL, kind {text} NOT NULL, verb {text} NOT NULL,
            matter {text}, pairs {text} NOT NULL, saved BIGINT NOT NULL, PRIMARY KEY (county, id))",
    ),
    Both("CREATE INDEX draft_account ON draft (county, account, saved)"),
    Both(
        "CREATE TABLE notice (
            county {text} NOT NULL, seq BIGINT NOT NULL, place BIGINT NOT NULL, hat {text} NOT NULL, matter BIGINT NOT NULL,
            line {text} NOT NULL, moment BIGINT NOT NULL, sent BIGINT, PRIMARY KEY (county, seq, place)) {narrow}",
    ),
    Both("CREATE INDEX notice_waiting ON notice (county, seq) WHERE sent IS NULL"),
    Both(
        "CREATE TABLE import_run (
            county {text} NOT NULL, id {text} NOT NULL, account {text} NOT NULL, moment BIGINT NOT NULL, source {text} NOT NULL,
            first BIGINT NOT NULL, last BIGINT NOT NULL, report {text} NOT NULL, PRIMARY KEY (county, id))",
    ),
    Both(
        "CREATE TABLE setting (
            county {text} NOT NULL, name {text} NOT NULL, value {text} NOT NULL, PRIMARY KEY (county, name)) {narrow}",
    ),
    // Search by character pairs of our own: the same words on both databases.
    Each {
        sqlite: "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61')",
        postgres: "CREATE TABLE search (county TEXT COLLATE \"C\" NOT NULL, rowid BIGINT NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (county, rowid))",
    },
    Each { sqlite: "", postgres: "CREATE INDEX search_words ON search USING GIN (words)" },
];

/// Imports that are laid down in pieces before they are carried out, and that can be undone.
const STAGED_IMPORTS: &[Piece] = &[
    Both("ALTER TABLE import_run ADD COLUMN digest {text} NOT NULL DEFAULT ''"),
    Both("ALTER TABLE import_run ADD COLUMN steps BIGINT NOT NULL DEFAULT 0"),
    Both("ALTER TABLE import_run ADD COLUMN staged BIGINT NOT NULL DEFAULT 0"),
    Both("ALTER TABLE import_run ADD COLUMN base BIGINT NOT NULL DEFAULT 0"),
    Both("ALTER TABLE import_run ADD COLUMN undone BIGINT"),
    Both(
        "CREATE TABLE import_stage (
            county {text} NOT NULL, run {text} NOT NULL, place BIGINT NOT NULL, content {bytes} NOT NULL,
            PRIMARY KEY (county, run, place)) {narrow}",
    ),
];

/// A file belongs to each account that uploaded it: under one row for all, the second to upload would learn of the first.
const OWN_FILES: &[Piece] = &[
    Both("ALTER TABLE file RENAME TO file_before"),
    Both(
        "CREATE TABLE file (
            county {text} NOT NULL, id {text} NOT NULL, name {text} NOT NULL, kind {text} NOT NULL, size BIGINT NOT NULL,
            account {text} NOT NULL, saved BIGINT NOT NULL, PRIMARY KEY (county, id, account))",
    ),
    Both(
        "INSERT INTO file (county, id, name, kind, size, account, saved)
         SELECT county, id, name, kind, size, account, saved FROM file_before",
    ),
    Both("DROP TABLE file_before"),
];

/// Failed sign-ins stand by themselves, under a keyed digest of whatever was typed: what happens to an account that does not exist is
/// what happens to one that does, and a password typed in the wrong field is not kept.
const FAILED_SIGN_INS: &[Piece] = &[
    Both(
        "CREATE TABLE sign_in (
            county {text} NOT NULL, login {bytes} NOT NULL, failures BIGINT NOT NULL, last BIGINT NOT NULL, locked_until BIGINT,
            PRIMARY KEY (county, login)) {narrow}",
    ),
    Both("CREATE INDEX sign_in_last ON sign_in (county, last)"),
    Both("ALTER TABLE credential DROP COLUMN failures"),
    Both("ALTER TABLE credential DROP COLUMN locked_until"),
];

/// 授权代签: who may decide for whom, of which kinds, from when to when.
const AUTHORIZATIONS: &[Piece] = &[
    Both(
        "CREATE TABLE delegation (
            county {text} NOT NULL, matter BIGINT NOT NULL, id {text} NOT NULL, principal {text} NOT NULL, delegate {text} NOT NULL,
            kinds {text} NOT NULL, from_day {text} NOT NULL, until_day {text} NOT NULL, PRIMARY KEY (county, id)) {narrow}",
    ),
    Both("CREATE INDEX delegation_delegate ON delegation (county, delegate)"),
];

/// 动态口令 of whoever set one up, its secret encrypted; and when and from where an account signed in last, and the time before.
const SECOND_FACTORS: &[Piece] = &[
    Both(
        "CREATE TABLE second_factor (
            county {text} NOT NULL, login {text} NOT NULL, secret {bytes} NOT NULL, confirmed BIGINT NOT NULL, used BIGINT NOT NULL,
            PRIMARY KEY (county, login)) {narrow}",
    ),
    Both(
        "CREATE TABLE last_sign_in (
            county {text} NOT NULL, login {text} NOT NULL, moment BIGINT NOT NULL, address {text} NOT NULL, before_moment BIGINT,
            before_address {text}, PRIMARY KEY (county, login)) {narrow}",
    ),
];

/// 封账: which ledgers are closed, and their rows as they were then. The rows stand beside the journal; their digest is in it.
const CLOSED_LEDGERS: &[Piece] = &[
    Both(
        "CREATE TABLE closed_ledger (
            county {text} NOT NULL, matter BIGINT NOT NULL, kind {text} NOT NULL, year {text} NOT NULL, day {text} NOT NULL,
            rows_all BIGINT NOT NULL, rows_left BIGINT NOT NULL, digest {text} NOT NULL, PRIMARY KEY (county, kind, year)) {narrow}",
    ),
    Both(
        "CREATE TABLE closed_row (
            county {text} NOT NULL, matter BIGINT NOT NULL, kind {text} NOT NULL, place BIGINT NOT NULL, part {text} NOT NULL,
            id {text} NOT NULL, last BIGINT NOT NULL, number {text} NOT NULL, stays BIGINT NOT NULL, texts {text} NOT NULL,
            PRIMARY KEY (county, matter, kind, place)) {narrow}",
    ),
];

/// 值班: who has to be there, and when.
const WATCHES: &[Piece] = &[
    Both(
        "CREATE TABLE watch (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, unit {text} NOT NULL, person {text} NOT NULL,
            period_from BIGINT NOT NULL, period_to BIGINT NOT NULL, leads BIGINT NOT NULL, label {text} NOT NULL,
            PRIMARY KEY (county, matter, key)) {narrow}",
    ),
    Both("CREATE INDEX watch_person ON watch (county, person, period_to)"),
    Both("CREATE INDEX watch_end ON watch (county, period_to)"),
];

/// 发文字号: every number that was given, once in its series and year.
const DOCUMENTS: &[Piece] = &[
    Both(
        "CREATE TABLE document (
            county {text} NOT NULL, matter BIGINT NOT NULL, series {text} NOT NULL, year BIGINT NOT NULL, number BIGINT NOT NULL,
            PRIMARY KEY (county, matter, series)) {narrow}",
    ),
    Both("CREATE UNIQUE INDEX document_number ON document (county, series, year, number)"),
];

/// Names that units bore before, each with the day until which it was borne: what ended under one is listed under it.
const FORMER_NAMES: &[Piece] = &[Both("ALTER TABLE unit ADD COLUMN former {text} NOT NULL DEFAULT '[]'")];

/// What was owed under each demand of the Opinion, from the day it came up to the day it ended.
const OBLIGATIONS: &[Piece] = &[
    Both(
        "CREATE TABLE obligation (
            county {text} NOT NULL, matter BIGINT NOT NULL, key {text} NOT NULL, seq BIGINT NOT NULL, demand {text} NOT NULL, unit {text},
            since {text} NOT NULL, due {text}, ended {text}, how BIGINT, late BIGINT NOT NULL, PRIMARY KEY (county, matter, key, seq)) {narrow}",
    ),
    Both("CREATE INDEX obligation_open ON obligation (county, demand, unit, due, since) WHERE ended IS NULL"),
    Both("CREATE INDEX obligation_ended ON obligation (county, ended, demand, unit, how, late, since, due) WHERE ended IS NOT NULL"),
    Both("CREATE INDEX obligation_late ON obligation (county, due, demand, unit) WHERE late = 1"),
    // What was owed before is made from the journal when the county is opened.
    Both("DELETE FROM setting WHERE name = 'obligations'"),
];

/// 监督信息档案: which block of whose dossier was gone through when, and what came of it.
const REVIEWS: &[Piece] = &[
    Both(
        "CREATE TABLE reviewed (
            county {text} NOT NULL, matter BIGINT NOT NULL, who {text} NOT NULL, block {text} NOT NULL, day {text} NOT NULL,
            none_such BIGINT NOT NULL, missing {text} NOT NULL, PRIMARY KEY (county, matter, who, block)) {narrow}",
    ),
    Both("CREATE INDEX reviewed_who ON reviewed (county, who, day)"),
];

/// 待阅, and what leaves the house: how far whoever reads has read, secret addresses of calendars, boxes for the daily digest, how far each
/// receiver of the webhook has been told. Notices are found by whom they are for, and forgotten by their age.
const NOTICES: &[Piece] = &[
    Both("DROP INDEX notice_waiting"),
    Both("ALTER TABLE notice DROP COLUMN sent"),
    Both("CREATE INDEX notice_hat ON notice (county, hat, seq, place)"),
    Both(
        "CREATE TABLE notice_read (
            county {text} NOT NULL, login {text} NOT NULL, upto BIGINT NOT NULL, PRIMARY KEY (county, login)) {narrow}",
    ),
    Both(
        "CREATE TABLE calendar_feed (
            county {text} NOT NULL, login {text} NOT NULL, token {bytes} NOT NULL, made BIGINT NOT NULL,
            PRIMARY KEY (county, login)) {narrow}",
    ),
    Both("CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (county, token)"),
    Both(
        "CREATE TABLE mail_box (
            county {text} NOT NULL, login {text} NOT NULL, address {text} NOT NULL, wanted BIGINT NOT NULL, sent_on {text} NOT NULL,
            retry_at BIGINT NOT NULL, failures BIGINT NOT NULL, PRIMARY KEY (county, login)) {narrow}",
    ),
    Both("CREATE INDEX mail_box_due ON mail_box (county, sent_on, retry_at) WHERE wanted = 1"),
    Both(
        "CREATE TABLE hook (
            county {text} NOT NULL, target {text} NOT NULL, upto BIGINT NOT NULL, PRIMARY KEY (county, target)) {narrow}",
    ),
    // Who stands in for somebody who authorized another.
    Both("CREATE INDEX delegation_principal ON delegation (county, principal)"),
];

/// Statistics: what was opened and what ended in a time, by unit.
const COUNTED: &[Piece] = &[
    Both("CREATE INDEX matter_opened ON matter (county, kind, opened_on, unit)"),
    Both(
        "CREATE INDEX matter_closed ON matter (county, kind, closed_on, unit, stage, opened_on) WHERE closed_on IS NOT NULL",
    ),
];

/// The version this program makes and understands.
#[must_use]
pub const fn latest() -> usize {
    STEPS.len()
}

const MAKE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)";
const VERSION: Statement = Statement::new("schema.version", "SELECT version FROM schema_version");
const SET: Statement = Statement::new("schema.set", "UPDATE schema_version SET version = $1");
const FIRST_SET: Statement = Statement::new("schema.first", "INSERT INTO schema_version (version) VALUES ($1)");

pub(super) const ALL: &[&Statement] = &[&VERSION, &SET, &FIRST_SET];

/// Brings a database to the version of this program, in one transaction. Returns the version it had.
///
/// # Errors
/// `Broken` when the database was made by a newer program; else what the database says.
pub fn migrate(link: &mut Connection) -> Result<usize, Fault> {
    link.begin()?;
    let gone = steps(link, latest());
    match gone {
        Ok(version) => link.commit().map(|()| version),
        Err(fault) => {
            link.rollback();
            Err(fault)
        }
    }
}

/// The version a database has; 0 for an empty one.
///
/// # Errors
/// What the database says.
pub(crate) fn version(link: &mut Connection) -> Result<usize, Fault> {
    link.script(MAKE)?;
    let had = link.first(&VERSION, &[], |row| row.int(0))?;
    Ok(usize::try_from(had.unwrap_or_default()).unwrap_or_default())
}

/// Makes the tables of a version in an empty database, within the transaction under way: what is restored is what was backed up.
///
/// # Errors
/// `Broken` when the version is none that this program knows; else what the database says.
pub(crate) fn make_tables(link: &mut Connection, version: usize) -> Result<(), Fault> {
    if version == 0 || version > latest() {
        return Err(Fault::broken(format!("schema version {version} is not among 1 to {}", latest())));
    }
    steps(link, version).map(drop)
}

fn steps(link: &mut Connection, to: usize) -> Result<usize, Fault> {
    link.script(MAKE)?;
    let had = link.first(&VERSION, &[], |row| row.int(0))?;
    let from = usize::try_from(had.unwrap_or_default()).unwrap_or_default();
    if from > latest() {
        return Err(Fault::broken(format!("schema version {from} is newer than {}", latest())));
    }
    for step in STEPS.iter().take(to).skip(from) {
        for piece in *step {
            let text = match (piece, link.dialect()) {
                (Both(text), dialect) => dialect.translate(text),
                (Each { sqlite, .. }, Dialect::Sqlite) => (*sqlite).to_owned(),
                (Each { postgres, .. }, Dialect::Postgres) => (*postgres).to_owned(),
            };
            link.script(&text)?;
        }
    }
    if from < latest() && link.dialect() == Dialect::Sqlite {
        link.script(&super::statistics::script())?;
    }
    let now = i64::try_from(to).unwrap_or(i64::MAX);
    let (statement, values): (&Statement, [Value<'_>; 1]) =
        if had.is_some() { (&SET, params![now]) } else { (&FIRST_SET, params![now]) };
    link.execute(statement, &values)?;
    Ok(from)
}

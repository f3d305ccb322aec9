//! Statements of the desk: loading a matter, writing what stands beside the derived tables.

use crate::sql::Statement;

pub(crate) const LOAD: Statement = Statement::new(
    "matter.load",
    "SELECT key, kind, number, n, last, version, opened_on, closed_on, state, frame FROM matter WHERE county = $1 AND id = $2",
);
pub(crate) const ANSWER: Statement =
    Statement::new("answer.read", "SELECT request, answer FROM answer WHERE county = $1 AND account = $2 AND key = $3");
pub(crate) const KEEP_ANSWER: Statement = Statement::new(
    "answer.keep",
    "INSERT INTO answer (county, account, key, request, answer, moment) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(crate) const FORGET_ANSWERS: Statement =
    Statement::new("answer.forget", "DELETE FROM answer WHERE county = $1 AND moment < $2");
pub(crate) const COUNT: Statement = Statement::new(
    "counter.count",
    "INSERT INTO counter (county, name, value) VALUES ($1, $2, $3)
     ON CONFLICT (county, name) DO UPDATE SET value = counter.value + excluded.value RETURNING value",
);
pub(crate) const ADD: Statement = Statement::new(
    "counter.add",
    "INSERT INTO counter (county, name, value) VALUES ($1, $2, $3)
     ON CONFLICT (county, name) DO UPDATE SET value = counter.value + excluded.value",
);
pub(crate) const CLEAR_STAGES: Statement = Statement::new(
    "counter.clear_stages",
    "DELETE FROM counter WHERE county = $1 AND name >= 'stage:' AND name < 'stage;'",
);
pub(crate) const COUNTERS: Statement = Statement::new(
    "counter.read",
    "SELECT name, value FROM counter WHERE county = $1 AND name >= $2 AND name < $3 ORDER BY name",
);
pub(crate) const KEEP_SEAL: Statement = Statement::new(
    "seal.keep",
    "INSERT INTO seal (county, id, matter, key, salt, content, digest) VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(crate) const SEAL: Statement =
    Statement::new("seal.read", "SELECT key, salt, content FROM seal WHERE county = $1 AND id = $2");
pub(crate) const SEAL_OWNER: Statement = Statement::new(
    "seal.owner",
    "SELECT m.id FROM seal s JOIN matter m ON m.county = s.county AND m.key = s.matter WHERE s.county = $1 AND s.id = $2",
);
pub(crate) const SEALED_MATTERS: Statement = Statement::new(
    "seal.matters",
    "SELECT DISTINCT m.id, m.kind FROM seal s JOIN matter m ON m.county = s.county AND m.key = s.matter
     WHERE s.county = $1 AND s.key IS NOT NULL ORDER BY m.id",
);
pub(crate) const SEALS_OF: Statement = Statement::new(
    "seal.of_matter",
    "SELECT s.id FROM seal s JOIN matter m ON m.county = s.county AND m.key = s.matter
     WHERE s.county = $1 AND m.id = $2 AND s.key IS NOT NULL ORDER BY s.id",
);
pub(crate) const ERASE_SEAL: Statement = Statement::new(
    "seal.erase",
    "UPDATE seal SET key = NULL, salt = NULL, content = NULL, digest = NULL WHERE county = $1 AND id = $2",
);
pub(crate) const NOTICE: Statement = Statement::new(
    "notice.keep",
    "INSERT INTO notice (county, seq, place, hat, matter, line, moment) VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(crate) const FORGET_NOTICES: Statement =
    Statement::new("notice.forget_of", "DELETE FROM notice WHERE county = $1 AND matter = $2");
pub(crate) const PLACE: Statement =
    Statement::new("unit.place_of", "SELECT place FROM unit WHERE county = $1 AND id = $2");
pub(crate) const PLACES: Statement = Statement::new("unit.places", "SELECT id, place FROM unit WHERE county = $1");
pub(crate) const NAMES: Statement = Statement::new(
    "names.of",
    "SELECT name FROM person WHERE county = $1 AND id {in:$2} UNION ALL SELECT name FROM unit WHERE county = $1 AND id {in:$2}",
);
pub(crate) const EVERY_NAME: Statement = Statement::new(
    "names.all",
    "SELECT id, name FROM person WHERE county = $1 UNION ALL SELECT id, name FROM unit WHERE county = $1",
);
pub(crate) const LAST_OWN_DAY: Statement = Statement::new(
    "event.last_own_day",
    "SELECT day FROM event WHERE county = $1 AND matter = $2 AND verb NOT IN ('amend', 'comment', 'attach', 'link', 'unlink', 'reassign')
     ORDER BY n DESC LIMIT 1",
);
// Ranks begin with 1 where something is owed; only there does the unit's order count.
pub(crate) const RANKED_BY_UNIT: Statement = Statement::new(
    "matter.ranked_by_unit",
    "SELECT m.key, m.rank FROM concern c JOIN matter m ON m.county = c.county AND m.key = c.matter
     WHERE c.county = $1 AND c.who = $2 AND c.capacity = 'unit' AND m.unit = $2 AND m.rank LIKE '1%' ORDER BY m.key",
);
pub(crate) const CONCERNED: Statement = Statement::new(
    "matter.concerned",
    "SELECT DISTINCT m.key, m.id FROM concern c JOIN matter m ON m.county = c.county AND m.key = c.matter
     WHERE c.county = $1 AND c.who = $2 AND m.key <> $3 ORDER BY m.key",
);
pub(crate) const SET_RANK: Statement =
    Statement::new("matter.set_rank", "UPDATE matter SET rank = $3 WHERE county = $1 AND key = $2");
pub(crate) const FILE_KNOWN: Statement =
    Statement::new("file.known", "SELECT size FROM file WHERE county = $1 AND id = $2");
pub(crate) const SETTING: Statement =
    Statement::new("setting.read", "SELECT value FROM setting WHERE county = $1 AND name = $2");
pub(crate) const SET_SETTING: Statement = Statement::new(
    "setting.set",
    "INSERT INTO setting (county, name, value) VALUES ($1, $2, $3)
     ON CONFLICT (county, name) DO UPDATE SET value = excluded.value",
);
pub(crate) const OTHER_COUNTY: Statement = Statement::new(
    "setting.other_county",
    "SELECT county FROM setting WHERE name = 'county' AND county <> $1 ORDER BY county LIMIT 1",
);
pub(crate) const COUNTIES: Statement =
    Statement::new("setting.counties", "SELECT county FROM setting WHERE name = 'county' ORDER BY county");
/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &LOAD,
    &ANSWER,
    &KEEP_ANSWER,
    &FORGET_ANSWERS,
    &COUNT,
    &ADD,
    &CLEAR_STAGES,
    &COUNTERS,
    &KEEP_SEAL,
    &SEAL,
    &SEAL_OWNER,
    &SEALED_MATTERS,
    &SEALS_OF,
    &ERASE_SEAL,
    &NOTICE,
    &FORGET_NOTICES,
    &PLACE,
    &PLACES,
    &NAMES,
    &EVERY_NAME,
    &LAST_OWN_DAY,
    &RANKED_BY_UNIT,
    &CONCERNED,
    &SET_RANK,
    &FILE_KNOWN,
    &SETTING,
    &SET_SETTING,
    &OTHER_COUNTY,
    &COUNTIES,
];

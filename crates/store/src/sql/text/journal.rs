//! Statements of the journal and its head.

use crate::sql::Statement;

pub(crate) const APPEND: Statement = Statement::new(
    "event.append",
    "INSERT INTO event (county, seq, matter, n, id, kind, verb, version, moment, day, actor, payload, cause, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
);
pub(crate) const TAIL: Statement =
    Statement::new("event.tail", "SELECT seq, hash FROM event{in_turn} WHERE county = $1 ORDER BY seq DESC LIMIT 1");
pub(crate) const WALK: Statement = Statement::new(
    "event.walk",
    "SELECT seq, matter, n, id, kind, verb, version, moment, day, actor, payload, cause, hash FROM event{in_turn}
     WHERE county = $1 ORDER BY seq",
);
pub(crate) const OF_RANGE: Statement = Statement::new(
    "event.of_range",
    "SELECT matter, n, id, kind, verb, version, moment, day, payload, seq, actor FROM event
     WHERE county = $1 AND matter >= $2 AND matter < $3 ORDER BY matter, n",
);
pub(crate) const OF_MATTER: Statement = Statement::new(
    "event.matter",
    "SELECT n, version, verb, payload FROM event WHERE county = $1 AND matter = $2 ORDER BY n",
);
pub(crate) const STREAM: Statement = Statement::new(
    "event.stream",
    "SELECT n, version, verb, payload, moment, day, actor, seq FROM event WHERE county = $1 AND matter = $2 AND n > $3 ORDER BY n",
);
pub(crate) const AT: Statement =
    Statement::new("event.at", "SELECT kind, verb, payload, moment, actor FROM event WHERE county = $1 AND seq = $2");
/// Where the events of a matter lie in the chain.
pub(crate) const LINKS: Statement = Statement::new(
    "event.links",
    "SELECT n, seq, moment, hash FROM event WHERE county = $1 AND matter = $2 ORDER BY n",
);
pub(crate) const CAUSED: Statement =
    Statement::new("event.caused", "SELECT seq FROM event WHERE county = $1 AND cause = $2");
pub(crate) const CAUSED_PAYLOAD: Statement =
    Statement::new("event.caused_payload", "SELECT payload FROM event WHERE county = $1 AND cause = $2");
pub(crate) const CAUSED_BETWEEN: Statement = Statement::new(
    "event.caused_between",
    "SELECT verb, moment, day, actor, payload, seq FROM event WHERE county = $1 AND cause >= $2 AND cause < $3 ORDER BY seq",
);
pub(crate) const OPENINGS: Statement = Statement::new(
    "event.openings",
    "SELECT verb, actor, COUNT(*), MAX(moment) FROM event WHERE county = $1 AND cause >= 'unseal:' AND cause < 'unseal;'
     GROUP BY verb, actor ORDER BY verb, actor",
);
pub(crate) const HEAD: Statement =
    Statement::new("head.read", "SELECT seq, hash, moment, signature FROM head WHERE county = $1");
pub(crate) const SET_HEAD: Statement = Statement::new(
    "head.set",
    "INSERT INTO head (county, seq, hash, moment, signature) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (county) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, moment = excluded.moment,
     signature = excluded.signature",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &APPEND,
    &TAIL,
    &WALK,
    &OF_RANGE,
    &OF_MATTER,
    &STREAM,
    &AT,
    &LINKS,
    &CAUSED,
    &CAUSED_PAYLOAD,
    &CAUSED_BETWEEN,
    &OPENINGS,
    &HEAD,
    &SET_HEAD,
];

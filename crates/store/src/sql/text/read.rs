//! Statements of pages and API. Lists are composed from these pieces; what is asked for is added behind.

use crate::sql::Statement;

/// Columns of a matter in a list, as `reader::list` reads them.
pub(crate) const MATTER_ROW: &str =
    "SELECT m.id, m.kind, m.number, m.title, m.stage, m.done, m.subject, p.name, m.post, m.unit, u.name,
     m.period_from, m.period_to, m.next_due, m.opened_on, m.closed_on, m.secrecy, m.cells, m.n, m.key, m.rank, u.former
     FROM matter m LEFT JOIN person p ON p.county = m.county AND p.id = m.subject
     LEFT JOIN unit u ON u.county = m.county AND u.id = m.unit WHERE m.county = $1";
/// A matter's id, kind or key, where it may be seen.
pub(crate) const MATTER_ID: &str = "SELECT m.id FROM matter m WHERE m.county = $1";
pub(crate) const MATTER_KIND: &str = "SELECT m.kind FROM matter m WHERE m.county = $1";
pub(crate) const MATTER_KEY: &str = "SELECT m.key, m.kind FROM matter m WHERE m.county = $1";
pub(crate) const COUNT_ROW: &str = "SELECT COUNT(*) FROM (SELECT m.key FROM matter m WHERE m.county = $1";

/// Records that were merged into these.
pub(crate) const MERGED: Statement = Statement::new(
    "person.merged",
    "SELECT m.id FROM link l JOIN matter m ON m.county = l.county AND m.key = l.matter
     WHERE l.county = $1 AND l.other {in:$2} AND l.relation = $3",
);

/// Columns of a duty in a list.
pub(crate) const DUTY_ROW: &str = "SELECT m.id, m.kind, m.number, m.title, m.stage, m.unit, u.name, p.name, d.key, d.what, d.owner, d.due, d.basis, d.verb, m.key
     FROM duty d JOIN matter m ON m.county = d.county AND m.key = d.matter
     LEFT JOIN unit u ON u.county = m.county AND u.id = m.unit LEFT JOIN person p ON p.county = m.county AND p.id = m.subject
     WHERE d.county = $1";
pub(crate) const DUTY_OF_OWNER: &str =
    "SELECT m.id, m.kind, m.number, m.title, m.stage, m.unit, u.name, p.name, d.key, d.what, d.owner, d.due, d.basis, d.verb, m.key
     FROM duty_owner o JOIN duty d ON d.county = o.county AND d.matter = o.matter AND d.key = o.key
     JOIN matter m ON m.county = d.county AND m.key = d.matter
     LEFT JOIN unit u ON u.county = m.county AND u.id = m.unit LEFT JOIN person p ON p.county = m.county AND p.id = m.subject
     WHERE o.county = $1";
/// Whose duty, when, without what.
pub(crate) const OWED: &str = "SELECT o.matter, o.key, o.due FROM duty_owner o";
/// The matter of such a duty, where conditions ask for it.
pub(crate) const OF_DUTY_OWNER: &str = " JOIN matter m ON m.county = o.county AND m.key = o.matter";
/// What is owed in some matters, the earliest first.
pub(crate) const OWED_IN: Statement = Statement::new(
    "duty.of_matters",
    "SELECT m.id, d.what, d.owner, d.due, d.verb FROM matter m JOIN duty d ON d.county = m.county AND d.matter = m.key
     WHERE m.county = $1 AND m.id {in:$2} ORDER BY COALESCE(d.due, '9999-99-99'), d.key",
);
/// Stages at which something of a kind is still open.
pub(crate) const OPEN_STAGES: Statement = Statement::new(
    "matter.open_stages",
    "SELECT DISTINCT x.stage FROM (SELECT m.stage FROM matter m WHERE m.county = $1 AND m.kind = $2 AND m.rank < $3
     ORDER BY m.rank LIMIT $4) x",
);
/// As what somebody is named in some matters.
pub(crate) const CAPACITIES: Statement = Statement::new(
    "concern.of_matters",
    "SELECT m.id, c.capacity FROM matter m JOIN concern c ON c.county = m.county AND c.matter = m.key AND c.who = $2
     WHERE m.county = $1 AND m.id {in:$3} ORDER BY m.id, c.capacity",
);
pub(crate) const NAMES: Statement =
    Statement::new("person.names", "SELECT id, name FROM person WHERE county = $1 AND id {in:$2}");
pub(crate) const UNIT_NAMES: Statement =
    Statement::new("unit.names", "SELECT id, name FROM unit WHERE county = $1 AND id {in:$2}");
pub(crate) const FAMILY: Statement = Statement::new("unit.family", "SELECT id, parent FROM unit WHERE county = $1");
/// When the blocks of a dossier were gone through, the last time first.
pub(crate) const REVIEWED: Statement = Statement::new(
    "reviewed.of",
    "SELECT block, day, none_such, missing FROM reviewed WHERE county = $1 AND who = $2 AND day <= $3 ORDER BY day DESC, matter DESC",
);

pub(crate) const ALL_UNITS: Statement = Statement::new(
    "unit.rows",
    "SELECT id, name, aliases, kind, parent, place, active FROM unit WHERE county = $1 ORDER BY place, id",
);
/// Whom accounts stand for, once for each of their roles.
pub(crate) const STANDING: Statement = Statement::new(
    "account.standing",
    "SELECT a.login, a.person, g.role, g.unit FROM account a
     LEFT JOIN role_grant g ON g.county = a.county AND g.account = a.id
     WHERE a.county = $1 AND a.login {in:$2} ORDER BY a.login, g.role, g.unit",
);
pub(crate) const GRANTED_AT: Statement = Statement::new(
    "grant.at",
    "SELECT g.role, g.unit, a.name FROM role_grant g JOIN account a ON a.county = g.county AND a.id = g.account
     WHERE g.county = $1 AND g.unit {in:$2} AND a.active = 1 ORDER BY g.role, g.unit, a.name",
);
/// Matters that point to one.
pub(crate) const LINKED: &str =
    "SELECT l.relation, m.id, m.kind, m.number, m.title FROM link l JOIN matter m ON m.county = l.county AND m.key = l.matter
     WHERE l.county = $1";
pub(crate) const ACCOUNT: Statement = Statement::new(
    "account.of_login",
    "SELECT id, login, name, person, active FROM account WHERE county = $1 AND login = $2",
);
pub(crate) const ACCOUNTS: Statement = Statement::new(
    "account.rows",
    "SELECT id, login, name, person, active FROM account WHERE county = $1 AND login > $2 ORDER BY login LIMIT $3",
);
pub(crate) const ACCOUNTS_OF: Statement = Statement::new(
    "account.of_person",
    "SELECT id, login, name, person, active FROM account WHERE county = $1 AND person = $2 AND active = 1 ORDER BY login",
);
pub(crate) const AUTHORIZATION: Statement = Statement::new(
    "delegation.read",
    "SELECT id, principal, delegate, kinds, from_day, until_day FROM delegation WHERE county = $1 AND id = $2",
);
pub(crate) const AUTHORIZATIONS: Statement = Statement::new(
    "delegation.of_delegate",
    "SELECT id, principal, delegate, kinds, from_day, until_day FROM delegation
     WHERE county = $1 AND delegate = $2 AND from_day <= $3 AND until_day >= $3 ORDER BY from_day, id",
);
pub(crate) const ROLES_HELD: Statement = Statement::new(
    "grant.roles",
    "SELECT DISTINCT g.role FROM role_grant g JOIN account a ON a.county = g.county AND a.id = g.account
     WHERE g.county = $1 AND a.active = 1",
);
pub(crate) const GRANTS: Statement = Statement::new(
    "grant.of",
    "SELECT role, unit FROM role_grant WHERE county = $1 AND account = $2 ORDER BY role, unit",
);

macro_rules! person {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.sex, p.birth, p.level, p.rank, p.authority, p.party, p.works_since, p.active, p.place,
             COALESCE(MIN(u.place * 1000000 + po.place), 999999999999) AS ordered
             FROM person p
             LEFT JOIN tenure t ON t.county = p.county AND t.person = p.id AND t.from_day <= $2
                  AND (t.until_day IS NULL OR t.until_day > $2)
             LEFT JOIN post po ON po.county = t.county AND po.id = t.post
             LEFT JOIN unit u ON u.county = po.county AND u.id = po.unit
             WHERE p.county = $1 AND ",
            $rest
        )
    };
}
pub(crate) const PERSON: Statement = Statement::new("person.one", person!("p.id = $3 GROUP BY p.county, p.id"));
pub(crate) const PEOPLE: Statement = Statement::new(
    "person.rows",
    person!(
        "p.active = 1 AND p.name LIKE $3 GROUP BY p.county, p.id ORDER BY ordered, p.place, p.id LIMIT $4 OFFSET $5"
    ),
);
pub(crate) const PEOPLE_OF_UNITS: Statement = Statement::new(
    "person.of_units",
    person!(
        "p.active = 1 AND p.name LIKE $3 AND po.unit {in:$4} GROUP BY p.county, p.id
         ORDER BY ordered, p.place, p.id LIMIT $5 OFFSET $6"
    ),
);
pub(crate) const COUNT_PEOPLE: Statement = Statement::new(
    "person.count",
    "SELECT COUNT(*) FROM (SELECT p.id FROM person p WHERE p.county = $1 AND p.active = 1 AND p.name LIKE $2 LIMIT $3) x",
);
pub(crate) const COUNT_PEOPLE_OF_UNITS: Statement = Statement::new(
    "person.count_of_units",
    "SELECT COUNT(*) FROM (SELECT DISTINCT p.id FROM post po
         JOIN tenure t ON t.county = po.county AND t.post = po.id AND t.from_day <= $2
              AND (t.until_day IS NULL OR t.until_day > $2)
         JOIN person p ON p.county = t.county AND p.id = t.person
         WHERE po.county = $1 AND po.unit {in:$4} AND p.active = 1 AND p.name LIKE $3 LIMIT $5) x",
);
macro_rules! seated {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.sex, p.birth, p.level, p.rank, p.authority, p.party, p.works_since, p.active
             FROM unit u CROSS JOIN post po CROSS JOIN tenure t CROSS JOIN person p
             WHERE u.county = $1 AND po.county = u.county AND po.unit = u.id AND t.county = po.county AND t.post = po.id
             AND t.from_day <= $2 AND (t.until_day IS NULL OR t.until_day > $2)
             AND p.county = t.county AND p.id = t.person AND p.active = 1 ",
            $rest,
            " ORDER BY u.place, u.id, po.place, po.id, p.place, p.id LIMIT $3"
        )
    };
}
/// Holders of posts in official order, once for each post; crossed, so that SQLite walks from unit to unit and stops when it has enough.
pub(crate) const SEATED: Statement = Statement::new("person.seated", seated!(""));
/// The same in some units.
pub(crate) const SEATED_IN: Statement = Statement::new("person.seated_in", seated!("AND u.id {in:$4}"));
/// People who hold no post.
pub(crate) const UNSEATED: Statement = Statement::new(
    "person.unseated",
    "SELECT p.id, p.name, p.sex, p.birth, p.level, p.rank, p.authority, p.party, p.works_since, p.active FROM person p
     WHERE p.county = $1 AND p.active = 1 AND NOT EXISTS (
         SELECT 1 FROM tenure t JOIN post po ON po.county = t.county AND po.id = t.post
         JOIN unit u ON u.county = po.county AND u.id = po.unit WHERE t.county = p.county AND t.person = p.id
         AND t.from_day <= $2 AND (t.until_day IS NULL OR t.until_day > $2))
     ORDER BY p.place, p.id LIMIT $3",
);
pub(crate) const NAMESAKES: Statement = Statement::new(
    "person.namesakes",
    person!(
        "p.active = 1 AND p.name IN (SELECT s.name FROM person s WHERE s.county = $1 AND s.active = 1 GROUP BY s.name
         HAVING COUNT(*) > 1) GROUP BY p.county, p.id ORDER BY p.name, p.birth, p.id LIMIT $3"
    ),
);
// Whoever has posts but nobody in its leading body: the body has not been entered.
pub(crate) const WITHOUT_BODY: Statement = Statement::new(
    "unit.without_body",
    "SELECT u.name FROM unit u WHERE u.county = $1 AND u.active = 1
     AND EXISTS (SELECT 1 FROM post p WHERE p.county = $1 AND p.unit = u.id AND p.active = 1)
     AND NOT EXISTS (SELECT 1 FROM post p WHERE p.county = $1 AND p.unit = u.id AND p.active = 1 AND p.member = 1)
     ORDER BY u.place, u.id LIMIT 1000",
);
pub(crate) const WITHOUT_POST: Statement = Statement::new(
    "person.without_post",
    "SELECT p.name FROM person p WHERE p.county = $1 AND p.active = 1 AND NOT EXISTS (SELECT 1 FROM tenure t
     WHERE t.county = $1 AND t.person = p.id AND t.from_day <= $2 AND (t.until_day IS NULL OR t.until_day > $2))
     ORDER BY p.place, p.id LIMIT 1000",
);
pub(crate) const POSTS_OF: Statement = Statement::new(
    "tenure.of_people",
    "SELECT t.person, t.post, po.unit, u.name, po.title, po.chief, t.acting, po.side, po.member, po.place, t.from_day, t.until_day, m.id
     FROM tenure t JOIN post po ON po.county = t.county AND po.id = t.post
     LEFT JOIN unit u ON u.county = po.county AND u.id = po.unit JOIN matter m ON m.county = t.county AND m.key = t.matter
     WHERE t.county = $1 AND t.person {in:$2} ORDER BY t.person, t.from_day DESC, po.chief DESC, u.place, po.place",
);
pub(crate) const POSTS_AT: Statement = Statement::new(
    "post.of_unit",
    "SELECT po.id, po.title, po.chief, po.side, po.member, po.place, po.active, t.person, p.name, t.acting, t.from_day
     FROM post po
     LEFT JOIN tenure t ON t.county = po.county AND t.post = po.id AND t.from_day <= $3
          AND (t.until_day IS NULL OR t.until_day > $3)
     LEFT JOIN person p ON p.county = t.county AND p.id = t.person
     WHERE po.county = $1 AND po.unit = $2 ORDER BY po.place, po.id, t.from_day",
);
pub(crate) const RELATIVES: Statement = Statement::new(
    "relation.of",
    "SELECT r.other, p.name, r.relation, 0 FROM relation r JOIN person p ON p.county = r.county AND p.id = r.other
     WHERE r.county = $1 AND r.person = $2
     UNION SELECT r.person, p.name, r.relation, 1 FROM relation r JOIN person p ON p.county = r.county AND p.id = r.person
     WHERE r.county = $1 AND r.other = $2 ORDER BY 2, 1",
);
/// Absences in the calendar.
/// Crossed, so that SQLite begins with the absences and not with all people.
pub(crate) const ABSENT: &str =
    "SELECT m.id, m.number, a.person, p.name, a.period_from, a.period_to, a.firm, a.until_reported, a.stand_in, s.name, a.label, m.unit, m.next_due
     FROM absence a CROSS JOIN matter m CROSS JOIN person p
     LEFT JOIN person s ON s.county = p.county AND s.id = a.stand_in
     WHERE a.county = $1 AND m.county = a.county AND m.key = a.matter AND p.county = a.county AND p.id = a.person";
/// Who was a member of which leading body at some time within the days, in official order.
pub(crate) const BODIES: &str = "SELECT po.unit, t.person, t.from_day, t.until_day
     FROM tenure t JOIN post po ON po.county = t.county AND po.id = t.post JOIN unit u ON u.county = po.county AND u.id = po.unit
     WHERE t.county = $1 AND u.active = 1 AND (po.member = 1 OR t.acting = 1)";
/// Who wears the hats of some units' heads (without a role) and of some roles.
pub(crate) const WORN: Statement = Statement::new(
    "hat.worn",
    "SELECT '' AS role, po.unit, t.person FROM post po JOIN tenure t ON t.county = po.county AND t.post = po.id
     WHERE po.county = $1 AND po.unit {in:$2} AND (po.chief = 1 OR t.acting = 1)
     AND t.from_day <= $3 AND (t.until_day IS NULL OR t.until_day > $3)
     UNION ALL SELECT g.role, g.unit, a.person FROM role_grant g JOIN account a ON a.county = g.county AND a.id = g.account
     WHERE g.county = $1 AND g.role {in:$4} AND g.unit {in:$5} AND a.active = 1 AND a.person IS NOT NULL",
);
/// Who of some is away on a day, the one who returns last after the others; two branches, so that each finds its index.
pub(crate) const AWAY: Statement = Statement::new(
    "absence.away",
    "SELECT a.person, p.name, a.period_to, s.name, m.id
     FROM (SELECT * FROM absence WHERE county = $1 AND period_to >= $3 AND person {in:$2}
     UNION ALL SELECT * FROM absence WHERE county = $1 AND until_reported = 1 AND +period_to < $3 AND person {in:$2}) a
     JOIN matter m ON m.county = a.county AND m.key = a.matter JOIN person p ON p.county = a.county AND p.id = a.person
     LEFT JOIN person s ON s.county = a.county AND s.id = a.stand_in
     WHERE a.firm = 1 AND a.period_from <= $4 AND m.kind {not_in:$5} ORDER BY a.period_to",
);
/// Whom some let sign for them on a day.
pub(crate) const SIGNING_FOR: Statement = Statement::new(
    "delegation.of_principals",
    "SELECT d.principal, d.kinds, p.name FROM delegation d JOIN person p ON p.county = d.county AND p.id = d.delegate
     WHERE d.county = $1 AND d.principal {in:$2} AND d.from_day <= $3 AND d.until_day >= $3 ORDER BY d.from_day, d.id",
);
/// Watches in the calendar.
pub(crate) const ON_WATCH: &str =
    "SELECT m.id, w.unit, u.name, w.person, p.name, w.period_from, w.period_to, w.leads, w.label
     FROM watch w JOIN matter m ON m.county = w.county AND m.key = w.matter
     LEFT JOIN unit u ON u.county = w.county AND u.id = w.unit LEFT JOIN person p ON p.county = w.county AND p.id = w.person
     WHERE w.county = $1";
pub(crate) const PROBE: Statement =
    Statement::new("county.probe", "SELECT value FROM setting WHERE county = $1 AND name = 'county'");
pub(crate) const VERB: Statement = Statement::new(
    "event.verb",
    "SELECT e.verb FROM matter m JOIN event e ON e.county = m.county AND e.matter = m.key
     WHERE m.county = $1 AND m.id = $2 AND e.n = $3",
);
pub(crate) const LOG: Statement = Statement::new(
    "event.log",
    "SELECT seq, kind, verb, moment, day, actor FROM event{in_turn} WHERE county = $1 AND kind {in:$2} AND seq < $3
     ORDER BY seq DESC LIMIT $4",
);

/// All of this room that is not composed.
pub(crate) const ALL: &[&Statement] = &[
    &MERGED,
    &REVIEWED,
    &WORN,
    &AWAY,
    &SIGNING_FOR,
    &OWED_IN,
    &OPEN_STAGES,
    &COUNT_PEOPLE,
    &COUNT_PEOPLE_OF_UNITS,
    &STANDING,
    &GRANTED_AT,
    &CAPACITIES,
    &NAMES,
    &UNIT_NAMES,
    &FAMILY,
    &ALL_UNITS,
    &ACCOUNT,
    &ACCOUNTS,
    &ACCOUNTS_OF,
    &AUTHORIZATION,
    &AUTHORIZATIONS,
    &ROLES_HELD,
    &GRANTS,
    &PERSON,
    &PEOPLE,
    &PEOPLE_OF_UNITS,
    &SEATED,
    &SEATED_IN,
    &UNSEATED,
    &NAMESAKES,
    &WITHOUT_BODY,
    &WITHOUT_POST,
    &POSTS_OF,
    &POSTS_AT,
    &RELATIVES,
    &PROBE,
    &VERB,
    &LOG,
];

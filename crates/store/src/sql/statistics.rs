//! What SQLite is told about the sizes of the tables. Every table leads with the county, and without figures SQLite takes «all of the
//! county» for as narrow as «this person in the county» and reads whole tables. PostgreSQL counts for itself.

/// Index, rows, and rows for each equal beginning of its columns, the county first. A table without rowids goes by its own name.
const SIZES: &[(&str, &str, &str)] = &[
    ("event", "event_matter", "1000000 1000000 5 1"),
    ("event", "event_cause", "10000 10000 1"),
    ("matter", "matter_id", "200000 200000 1"),
    ("matter", "matter_rank", "200000 200000 40000 1 1"),
    ("matter", "matter_opened", "200000 200000 40000 20 2"),
    ("matter", "matter_closed", "200000 200000 40000 20 2 1 1"),
    ("concern", "concern", "600000 600000 3 1 1"),
    ("concern", "concern_who", "600000 600000 60 1"),
    ("duty", "duty", "2000 2000 2 1"),
    ("duty_owner", "duty_owner", "3000 3000 10 3 1 1"),
    ("hold", "hold", "2000 2000 1 1"),
    ("hold", "hold_person", "2000 2000 2"),
    ("absence", "absence", "100000 100000 1 1"),
    ("absence", "absence_person", "100000 100000 100 2"),
    ("absence", "absence_stand_in", "80000 80000 100 2"),
    ("absence", "absence_end", "100000 100000 30"),
    ("absence", "absence_straggler", "500 500 1"),
    ("tenure", "tenure", "10000 10000 3 1"),
    ("tenure", "tenure_person", "10000 10000 3"),
    ("tenure", "tenure_post", "10000 10000 3"),
    ("link", "link", "50000 50000 1 1 1"),
    ("link", "link_other", "50000 50000 1"),
    ("person", "person", "3000 3000 1"),
    ("person", "person_name", "3000 3000 1"),
    ("unit", "unit", "600 600 1"),
    ("unit", "unit_place", "600 600 1"),
    ("post", "post", "3000 3000 1"),
    ("post", "post_unit", "3000 3000 6"),
    ("relation", "relation", "300 300 2 1 1"),
    ("relation", "relation_person", "300 300 1"),
    ("relation", "relation_other", "300 300 1"),
    ("account", "account", "1000 1000 1"),
    ("account", "account_login", "1000 1000 1"),
    ("account", "account_person", "1000 1000 1"),
    ("role_grant", "role_grant", "1500 1500 2 1 1"),
    ("role_grant", "role_grant_role", "1500 1500 150 1"),
    ("delegation", "delegation", "500 500 1"),
    ("delegation", "delegation_delegate", "500 500 2"),
    ("delegation", "delegation_principal", "500 500 2"),
    ("watch", "watch", "100000 100000 60 1"),
    ("watch", "watch_person", "100000 100000 100 2"),
    ("watch", "watch_end", "100000 100000 60"),
    ("closed_ledger", "closed_ledger", "50 50 5 1"),
    ("closed_row", "closed_row", "200000 200000 40000 5000 1"),
    ("reviewed", "reviewed", "20000 20000 100 10 1"),
    ("reviewed", "reviewed_who", "20000 20000 20 10"),
    ("obligation", "obligation", "1000000 1000000 5 1 1"),
    ("obligation", "obligation_open", "2000 2000 60 2 2 1"),
    ("obligation", "obligation_ended", "1000000 1000000 3000 100 4 4 4 1 1"),
    ("obligation", "obligation_late", "20000 20000 60 2 1"),
    ("document", "document", "2000 2000 1 1"),
    ("document", "document_number", "2000 2000 400 100 1"),
    ("counter", "counter", "200 200 1"),
    ("seal", "seal", "5000 5000 1"),
    ("seal", "seal_digest", "4000 4000 1"),
    ("seal", "seal_matter", "5000 5000 2"),
    ("answer", "answer", "50000 50000 100 1"),
    ("answer", "answer_moment", "50000 50000 1"),
    ("notice", "notice", "500000 500000 2 1"),
    ("notice", "notice_hat", "500000 500000 500 1 1"),
    ("notice_read", "notice_read", "1000 1000 1"),
    ("calendar_feed", "calendar_feed", "500 500 1"),
    ("calendar_feed", "calendar_feed_token", "500 500 1"),
    ("mail_box", "mail_box", "1000 1000 1"),
    ("mail_box", "mail_box_due", "1000 1000 500 1"),
    ("hook", "hook", "3 3 1"),
    ("session", "session", "500 500 1"),
    ("session", "session_login", "500 500 2"),
];

/// The script that tells it; may be run again.
pub(super) fn script() -> String {
    let rows: Vec<String> =
        SIZES.iter().map(|(table, index, sizes)| format!("('{table}', '{index}', '{sizes}')")).collect();
    format!(
        "ANALYZE sqlite_schema; DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES {}; ANALYZE sqlite_schema;",
        rows.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::SIZES;
    use crate::sql::{Database, Statement, value::params};

    #[test]
    fn every_index_named_exists_and_a_person_is_sought_by_his_index() {
        let database = Database::memory("statistics").unwrap();
        let mut link = database.reader().unwrap();
        let known = Statement::new(
            "test.index",
            "SELECT COUNT(*) FROM sqlite_schema WHERE tbl_name = $1 AND (name = $2 OR type = 'table' AND name = $2)",
        );
        for (table, index, _) in SIZES {
            let found = link.first(&known, &params![*table, *index], |row| row.int(0)).unwrap();
            assert_eq!(found, Some(1), "{table} {index}");
        }
        let plan =
            Statement::new("test.plan", "EXPLAIN QUERY PLAN SELECT post FROM tenure WHERE county = $1 AND person = $2");
        let words = link.rows(&plan, &params!["341899", "p"], |row| row.string(3)).unwrap().join(" ");
        assert!(words.contains("tenure_person"), "{words}");
    }
}

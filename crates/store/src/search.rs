//! Search by words of our own: runs of Chinese become pairs of characters, everything else whole words. The same on both databases,
//! exact for names of two characters, written in the transaction of the action.

use crate::sql::{Connection, Fault, Statement, value::params};

pub(crate) const PUT_SQLITE: Statement =
    Statement::new("search.put.sqlite", "INSERT INTO search (rowid, words) VALUES ($1, $2)");
pub(crate) const DROP_SQLITE: Statement = Statement::new("search.drop.sqlite", "DELETE FROM search WHERE rowid = $1");
pub(crate) const PUT_POSTGRES: Statement = Statement::new(
    "search.put.postgres",
    "INSERT INTO search (county, rowid, words) VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))
     ON CONFLICT (county, rowid) DO UPDATE SET words = excluded.words",
);

/// The statements of SQLite.
pub(crate) const OF_SQLITE: &[&Statement] = &[&PUT_SQLITE, &DROP_SQLITE];
/// The statements of PostgreSQL.
pub(crate) const OF_POSTGRES: &[&Statement] = &[&PUT_POSTGRES];

/// The words under which a text is found, each once.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut word = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let pairs = ('\u{2e80}'..='\u{9fff}').contains(&letter)
            || ('\u{f900}'..='\u{faff}').contains(&letter)
            || letter >= '\u{20000}';
        if pairs && letter.is_alphanumeric() {
            finish_word(&mut word, &mut found);
            run.push(letter);
        } else if letter.is_alphanumeric() {
            finish_run(&mut run, &mut found);
            word.push(letter);
        } else {
            finish_word(&mut word, &mut found);
            finish_run(&mut run, &mut found);
        }
    }
    finish_word(&mut word, &mut found);
    finish_run(&mut run, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn finish_word(word: &mut String, found: &mut Vec<String>) {
    if !word.is_empty() {
        found.push(std::mem::take(word));
    }
}

/// A run's pairs, and its last character alone, so that every character begins some word.
fn finish_run(run: &mut Vec<char>, found: &mut Vec<String>) {
    for pair in run.windows(2) {
        found.push(pair.iter().collect());
    }
    if let Some(last) = run.last() {
        found.push(last.to_string());
    }
    run.clear();
}

/// The condition a search box becomes: every pair of what was typed; a single character matches as a beginning.
pub(crate) fn condition(typed: &str, sqlite: bool) -> Option<String> {
    let mut terms = Vec::new();
    for run in typed.split(|letter: char| !letter.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let found = words(run);
        let longer: Vec<&String> = found.iter().filter(|word| word.chars().count() > 1 || word.is_ascii()).collect();
        match (longer.is_empty(), found.first()) {
            (true, Some(single)) => terms.push(if sqlite { format!("\"{single}\"*") } else { format!("'{single}':*") }),
            _ => terms.extend(
                longer.into_iter().map(|word| if sqlite { format!("\"{word}\"") } else { format!("'{word}'") }),
            ),
        }
    }
    (!terms.is_empty()).then(|| terms.join(if sqlite { " AND " } else { " & " }))
}

/// Writes the words of a matter anew.
pub(crate) fn put(link: &mut Connection, county: &str, matter: i64, text: &str, fresh: bool) -> Result<(), Fault> {
    let words = words(text).join(" ");
    if link.is_sqlite() {
        if !fresh {
            link.execute(&DROP_SQLITE, &params![matter])?;
        }
        link.execute(&PUT_SQLITE, &params![matter, &words])?;
    } else {
        link.push(&PUT_POSTGRES, &params![county, matter, &words], true)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{condition, words};

    #[test]
    fn names_of_two_characters_and_numbers_are_words() {
        assert_eq!(words("翟明远，请〔2026〕1号"), ["1", "2026", "号", "明远", "翟明", "请", "远"]);
    }

    #[test]
    fn one_character_matches_as_a_beginning() {
        assert_eq!(condition("翟", true).unwrap(), "\"翟\"*");
        assert_eq!(condition("翟明 2026", false).unwrap(), "'翟明' & '2026'");
        assert_eq!(condition("《》", true), None);
    }
}

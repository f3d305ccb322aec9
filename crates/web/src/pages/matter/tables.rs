//! Lists of a matter's facts as tables: without columns in which nothing stands, and what is itself a list within a row as a table of its own
//! beneath.

use crate::view::parts::FactBlock;

/// A table as the sheet gives it: path, heads, rows.
pub type Table = (String, Vec<String>, Vec<Vec<String>>);

/// The blocks of the list at this path.
pub fn blocks(title: String, path: &str, all: &[Table]) -> Vec<FactBlock> {
    let Some((_, heads, rows)) = all.iter().find(|(at, ..)| at == path) else { return Vec::new() };
    let below: Vec<(&str, &Table)> = all
        .iter()
        .filter_map(|table| Some((table.0.strip_prefix(path)?.strip_prefix('.')?, table)))
        .filter(|(name, _)| !name.contains('.'))
        .collect();
    let inner = |head: &String| below.iter().any(|(name, _)| name == head);
    let own: Vec<usize> = (0..heads.len()).filter(|at| heads.get(*at).is_some_and(|head| !inner(head))).collect();
    let first = own.first().and_then(|at| heads.get(*at)).cloned().unwrap_or_default();
    let mut blocks = vec![block(title.clone(), heads, rows, &own)];
    for (name, (_, inner_heads, inner_rows)) in below {
        // Of the row around it, only what it is counted by is said again.
        let is_outer = |head: &String| heads.contains(head);
        let at = |wanted: &dyn Fn(&String) -> bool| {
            (0..inner_heads.len()).filter(|at| inner_heads.get(*at).is_some_and(wanted)).collect::<Vec<_>>()
        };
        let mut columns = at(&|head| *head == first);
        columns.extend(at(&|head| !is_outer(head)));
        blocks.push(block(format!("{title} · {name}"), inner_heads, inner_rows, &columns));
    }
    blocks.retain(|block| !block.lines.is_empty());
    blocks
}

/// These columns of a table, as far as anything stands in them.
fn block(title: String, heads: &[String], rows: &[Vec<String>], columns: &[usize]) -> FactBlock {
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    let filled = |at: &usize| rows.iter().any(|row| !cell(row, *at).is_empty());
    let columns: Vec<usize> = columns.iter().copied().filter(filled).collect();
    let head = |at: &usize| heads.get(*at).cloned().unwrap_or_default();
    let line = |row: &Vec<String>| columns.iter().map(|at| (head(at), cell(row, *at))).collect();
    let lines = if columns.is_empty() { Vec::new() } else { rows.iter().map(line).collect() };
    FactBlock { title, rows: Vec::new(), heads: columns.iter().map(head).collect(), lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn empty_columns_go_and_lists_within_rows_stand_beneath_with_what_they_are_counted_by() {
        let outer = (
            "议题".to_owned(),
            texts(&["序号", "议题", "汇报人", "发言"]),
            vec![texts(&["1", "供水", "", "甲：同意"])],
        );
        let inner = (
            "议题.发言".to_owned(),
            texts(&["发言人", "表态", "序号", "议题"]),
            vec![texts(&["甲", "同意", "1", "供水"])],
        );
        let found = blocks("议题".into(), "议题", &[outer, inner]);
        let heads: Vec<(&str, &[String])> =
            found.iter().map(|block| (block.title.as_str(), block.heads.as_slice())).collect();
        assert_eq!(
            heads,
            [("议题", &texts(&["序号", "议题"])[..]), ("议题 · 发言", &texts(&["序号", "发言人", "表态"])[..])]
        );
    }
}

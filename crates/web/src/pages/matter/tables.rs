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
        // What the row around it says stands behind the list's own, and only what it is counted by is said again.
        let outer = own.iter().filter_map(|at| heads.get(*at));
        let said: Vec<usize> = outer.filter_map(|head| inner_heads.iter().rposition(|inner| inner == head)).collect();
        let mut columns: Vec<usize> = inner_heads.iter().rposition(|head| *head == first).into_iter().collect();
        columns.extend((0..inner_heads.len()).filter(|at| !said.contains(at)));
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
    fn a_list_within_a_row_may_have_a_column_named_as_itself_or_as_one_of_the_rows() {
        let outer = ("内容".to_owned(), texts(&["内容", "期限", "事项"]), vec![texts(&["经济", "5月", "2项"])]);
        let inner = (
            "内容.事项".to_owned(),
            texts(&["事项", "期限", "内容", "期限"]),
            vec![texts(&["合同", "9月", "经济", "5月"])],
        );
        let found = blocks("内容".into(), "内容", &[outer, inner]);
        assert_eq!(found[1].heads, texts(&["内容", "事项", "期限"]));
        let cells: Vec<&str> = found[1].lines[0].iter().map(|(_, cell)| cell.as_str()).collect();
        assert_eq!(cells, ["经济", "合同", "9月"]);
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

//! Panels of the house's own pages, put together from texts.

use crate::view::{
    field::{Control, Field},
    parts::{Head, PageLink, Paging, TableCell, TableRow, Tag},
};

/// What stands in a cell.
pub enum Put {
    /// Words.
    Text(String),
    /// Words that lead somewhere.
    Link(String, String),
    /// A state.
    Mark(Tag),
}

/// Words.
pub fn text(words: impl Into<String>) -> Put {
    Put::Text(words.into())
}

/// Words that lead somewhere.
pub fn link(words: impl Into<String>, href: impl Into<String>) -> Put {
    Put::Link(words.into(), href.into())
}

/// Heads of a table: words and class.
pub type Heads = &'static [(&'static str, &'static str)];

/// Heads as they are drawn.
pub fn heads(heads: Heads) -> Vec<Head> {
    heads.iter().map(|(title, class)| Head { title: (*title).into(), class }).collect()
}

/// A row under these heads.
pub fn row(heads: Heads, cells: Vec<Put>) -> TableRow {
    let cell = |((label, class), put): (&(&str, &'static str), Put)| {
        let plain = TableCell { class, label: (*label).into(), ..TableCell::default() };
        match put {
            Put::Text(text) => TableCell { text, ..plain },
            Put::Link(text, href) => TableCell { text, href, ..plain },
            Put::Mark(tag) => TableCell { tag: Some(tag), ..plain },
        }
    };
    TableRow { tone: "", cells: heads.iter().zip(cells).map(cell).collect() }
}

/// Which of the rows stand on a page, and the way to the others: `address` ends in what a page number is put behind.
pub fn paged(total: usize, page: i64, most: usize, unit: &str, address: &str) -> (std::ops::Range<usize>, Paging) {
    let pages = total.div_ceil(most).max(1);
    let here = usize::try_from(page).unwrap_or(1).clamp(1, pages);
    let from = (here - 1) * most;
    let to = (from + most).min(total);
    let link =
        |title: &str, page: usize| PageLink { title: title.into(), href: format!("{address}{page}"), here: false };
    let mut links = Vec::new();
    if here > 1 {
        links.push(link("上一页", here - 1));
    }
    if here < pages {
        links.push(link("下一页", here + 1));
    }
    let words = if total == 0 { String::new() } else { format!("共{total}{unit}，第{here}页，共{pages}页") };
    (from..to, Paging { words, links })
}

/// A field of a small form.
pub fn field(name: &str, label: &str, hint: &str, error: &str, control: Control) -> Field {
    let id = super::forms::id_of(name);
    let told = [("hint", hint), ("error", error)];
    let told_by: Vec<String> =
        told.iter().filter(|(_, words)| !words.is_empty()).map(|(which, _)| format!("{id}-{which}")).collect();
    Field {
        name: name.into(),
        label: label.into(),
        hint: hint.into(),
        error: error.into(),
        may: false,
        many: false,
        told_by: told_by.join(" "),
        control,
        id,
    }
}

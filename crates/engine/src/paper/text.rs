//! From the text of a template to its lines.

/// A line of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its line in the file.
    pub number: usize,
    /// The field that must not be empty for the line to stand.
    pub only_if: Option<String>,
    /// What it is.
    pub what: What,
}

impl Line {
    /// Fields that it asks for.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let texts: Vec<&Text> = match &self.what {
            What::Text { text, .. } => vec![text],
            What::Row { cells, .. } => cells.iter().collect(),
            What::Widths(_) => Vec::new(),
        };
        let inside = texts.into_iter().flatten().filter_map(Piece::field);
        self.only_if.as_deref().into_iter().chain(inside)
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A line of text, or a line for each row of a table of the matter.
    Text {
        /// Where it stands.
        place: Place,
        /// The table of the matter.
        each: Option<String>,
        /// Its words.
        text: Text,
    },
    /// Widths of the next table.
    Widths(Vec<u32>),
    /// A row of a table, or a row for each row of a table of the matter.
    Row {
        /// The table of the matter.
        each: Option<String>,
        /// Its cells.
        cells: Vec<Text>,
    },
}

/// Where a line of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Mark,
    Head,
    Number,
    Title,
    Under,
    To,
    Note,
    Right,
    Foot,
    Body,
}

/// Words with fields among them.
pub(super) type Text = Vec<Piece>;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// As they stand.
    Words(String),
    /// A field by its path.
    Field(String),
}

impl Piece {
    fn field(&self) -> Option<&str> {
        match self {
            Self::Field(path) => Some(path),
            Self::Words(_) => None,
        }
    }
}

/// Signs at the beginning of a line, the longer first.
const SIGNS: [(&str, Place); 9] = [
    ("^", Place::Mark),
    ("!", Place::Head),
    ("%", Place::Number),
    ("##", Place::Under),
    ("#", Place::Title),
    ("@", Place::To),
    ("=", Place::Note),
    (">", Place::Right),
    ("~", Place::Foot),
];

/// Reads a text. Empty lines only part it.
pub(super) fn lines(text: &str, first: usize) -> Result<Vec<Line>, Vec<(usize, String)>> {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(line.trim(), first + place) {
            Ok(line) => lines.push(line),
            Err(sentence) => wrong.push((first + place, sentence)),
        }
    }
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

fn read(line: &str, number: usize) -> Result<Line, String> {
    let (only_if, rest) = match line.strip_prefix("?{{") {
        None => (None, line),
        Some(rest) => {
            let (field, rest) = rest.split_once("}}").ok_or("“?{{”后面的字段没有用“}}”写完")?;
            (Some(named(field)?), rest.trim_start())
        }
    };
    let what = if let Some(row) = rest.strip_prefix('|') { row_of(row)? } else { words(rest)? };
    Ok(Line { number, only_if, what })
}

fn words(line: &str) -> Result<What, String> {
    let (repeated, line) = line.strip_prefix('*').map_or((false, line), |line| (true, line.trim_start()));
    let found = SIGNS.iter().find_map(|(sign, place)| line.strip_prefix(sign).map(|rest| (*place, rest.trim())));
    let (place, words) = found.unwrap_or((Place::Body, line));
    let text = pieces(words)?;
    let each = if repeated { Some(table_of(&text, "*")?) } else { None };
    Ok(What::Text { place, each, text })
}

fn row_of(row: &str) -> Result<What, String> {
    let row = row.strip_suffix('|').ok_or("表格的一行要以“|”结束")?;
    let widths: Option<Vec<u32>> = row.split_whitespace().map(|width| width.parse().ok().filter(|w| *w > 0)).collect();
    if let Some(widths) = widths.filter(|widths| widths.len() > 1) {
        return Ok(What::Widths(widths));
    }
    let (repeated, row) = row.strip_prefix('*').map_or((false, row), |row| (true, row));
    let cells = row.split('|').map(|cell| pieces(cell.trim())).collect::<Result<Vec<_>, _>>()?;
    if !repeated {
        return Ok(What::Row { each: None, cells });
    }
    let each = table_of(cells.iter().flatten(), "|*")?;
    Ok(What::Row { each: Some(each), cells })
}

/// The one table whose columns a repeated line asks for.
fn table_of<'a>(pieces: impl IntoIterator<Item = &'a Piece>, sign: &str) -> Result<String, String> {
    let mut tables = pieces.into_iter().filter_map(Piece::field).filter_map(|path| path.rsplit_once('.'));
    let table = tables.next().ok_or_else(|| format!("“{sign}”的一行里至少要有一个{{{{表.列}}}}"))?.0.to_owned();
    match tables.find(|(other, _)| *other != table) {
        Some((other, _)) => Err(format!("“{sign}”的一行里只能用一个表的列，这里有{table}和{other}")),
        None => Ok(table),
    }
}

fn pieces(words: &str) -> Result<Text, String> {
    let (mut pieces, mut rest) = (Vec::new(), words);
    while let Some((before, behind)) = rest.split_once("{{") {
        let (field, after) = behind.split_once("}}").ok_or("“{{”后面的字段没有用“}}”写完")?;
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.push(Piece::Field(named(field)?));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    Ok(pieces)
}

fn named(field: &str) -> Result<String, String> {
    let field = field.trim();
    if field.is_empty() { Err("“{{}}”里没有写字段".to_owned()) } else { Ok(field.to_owned()) }
}

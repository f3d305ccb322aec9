//! Rows hidden by a filter or a hand: read all the same, but told, for nobody looked at them.
//!
//! The parser of values does not report them, so the unpacked XML is glanced over for one attribute.

use std::collections::BTreeMap;

/// Counts of hidden rows, by part while unpacking, by sheet name when asked.
#[derive(Debug, Default)]
pub(super) struct HiddenRows {
    by_part: BTreeMap<String, u32>,
    relations: BTreeMap<String, String>,
    sheets: BTreeMap<String, String>,
}

impl HiddenRows {
    /// Takes note of one unpacked part.
    pub(super) fn glance(&mut self, part: &str, xml: &str) {
        if part == "xl/workbook.xml" {
            for tag in tags(xml, "sheet") {
                if let (Some(name), Some(relation)) = (attribute(tag, "name"), attribute(tag, "r:id")) {
                    self.sheets.insert(unescape(name), relation.to_owned());
                }
            }
        } else if part == "xl/_rels/workbook.xml.rels" {
            for tag in tags(xml, "Relationship") {
                if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
                    let target = target.trim_start_matches('/');
                    let part = if target.starts_with("xl/") { target.to_owned() } else { format!("xl/{target}") };
                    self.relations.insert(id.to_owned(), part);
                }
            }
        } else if part.starts_with("xl/worksheets/") {
            let is_hidden = |tag: &&str| matches!(attribute(tag, "hidden"), Some("1" | "true"));
            let count = tags(xml, "row").filter(is_hidden).filter(|tag| !tag.ends_with('/')).count();
            self.by_part.insert(part.to_owned(), u32::try_from(count).unwrap_or(u32::MAX));
        }
    }

    /// Hidden rows of a sheet; 0 when unknown.
    pub(super) fn of(&self, sheet: &str) -> u32 {
        let part = self.sheets.get(sheet).and_then(|relation| self.relations.get(relation));
        part.and_then(|part| self.by_part.get(part)).copied().unwrap_or(0)
    }
}

/// The insides of all start tags of this name.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').filter_map(move |piece| {
        let rest = piece.strip_prefix(name)?;
        rest.starts_with([' ', '\n', '\t', '\r']).then(|| rest.split('>').next().unwrap_or(rest))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let (before, after) = rest.split_at_checked(at)?;
        let after = after.get(name.len()..)?;
        if before.ends_with(char::is_whitespace)
            && let Some(quoted) = after.trim_start().strip_prefix('=')
        {
            let quoted = quoted.trim_start();
            let mark = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return quoted.get(1..)?.split(mark).next();
        }
        rest = after;
    }
}

fn unescape(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

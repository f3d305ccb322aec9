//! Cleaning of text that has been through office programs: invisible characters, wide forms, padding.

/// Characters that have no width and no meaning in a roster.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

/// The same words without what nobody sees: zero-width characters and carriage returns go, every kind of blank becomes
/// one space, lines are trimmed, empty lines dropped. Line breaks inside stay.
#[must_use]
pub fn clean(words: &str) -> String {
    let words = words.replace("_x000D_", "").replace("_x000d_", "").replace("_x000A_", "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in words.split(['\n', '\u{000B}', '\u{2028}', '\u{2029}']) {
        let mut kept = String::with_capacity(line.len());
        let mut gap = false;
        for c in line.chars().filter(|c| !is_invisible(*c) && (!c.is_control() || *c == '\t')) {
            if c.is_whitespace() {
                gap = !kept.is_empty();
            } else {
                if gap {
                    kept.push(' ');
                    gap = false;
                }
                kept.push(c);
            }
        }
        if !kept.is_empty() {
            lines.push(kept);
        }
    }
    lines.join("\n")
}

/// [`clean`], with the breaks of a wrapped cell closed up: nothing between Han characters, a space between Latin words.
#[must_use]
pub fn one_line(words: &str) -> String {
    let cleaned = clean(words);
    let mut whole = String::with_capacity(cleaned.len());
    for line in cleaned.lines() {
        let needs_space = whole.chars().last().is_some_and(|c| c.is_ascii_alphanumeric())
            && line.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        if needs_space {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

/// All blanks and breaks taken out: how headings, unit names and numbers are compared.
#[must_use]
pub fn squash(words: &str) -> String {
    clean(words).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Full-width Latin letters, digits and signs as their ordinary forms; Chinese punctuation stays.
#[must_use]
pub fn half_width(words: &str) -> String {
    words
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Whether this is a Han character as used in names: the unified ideographs, their extensions, 〇 and 々.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '〇' | '々')
        || is_private(c)
}

/// Whether this code point belongs to no one: old input methods put rare characters here, other machines show a box.
#[must_use]
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Whether this is a genuine but rare Han character (beyond the basic plane): printing needs a font that has it.
#[must_use]
pub fn is_rare(c: char) -> bool {
    matches!(c, '\u{20000}'..='\u{3FFFD}')
}

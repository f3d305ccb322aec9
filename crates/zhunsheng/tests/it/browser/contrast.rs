//! The colours of the stylesheet against each other, reckoned as WCAG does: text 4.5 to 1, what bounds a control 3 to 1.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../../web/assets/tokens.css");

/// Text on each ground it stands on.
const TEXT: [(&str, &[&str]); 9] = [
    (
        "ink",
        &["ground", "surface", "sunken", "side", "hover", "neutral", "tint1", "tint2", "tint3", "private", "weekend"],
    ),
    ("ink2", &["ground", "surface", "sunken", "side", "hover", "neutral"]),
    ("ink3", &["ground", "surface", "sunken", "side", "hover", "neutral"]),
    ("accent", &["ground", "surface", "sunken", "side", "hover", "accent-soft"]),
    ("accent2", &["surface", "accent-soft", "tint1", "tint3"]),
    ("late", &["surface", "sunken", "side", "late-soft"]),
    ("soon", &["surface", "sunken", "soon-soft"]),
    ("done", &["surface", "sunken", "done-soft"]),
    ("bar2", &["bar", "bar-field"]),
];
/// White text.
const WHITE_ON: [&str; 4] = ["bar", "bar-field", "accent", "late-badge"];
/// What bounds a control, and the ring of the focus with its line of ink.
const BOUNDS: [(&str, &[&str]); 4] = [
    ("field", &["ground", "surface", "sunken"]),
    ("accent", &["ground", "surface", "sunken"]),
    ("late", &["surface"]),
    ("focus", &["ink", "bar"]),
];

type Colours = BTreeMap<String, [f64; 3]>;

fn colours() -> Colours {
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let hex = value.trim_end_matches(';');
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(f64::from);
        Some((name.to_owned(), [part(0)?, part(2)?, part(4)?]))
    };
    TOKENS.lines().filter_map(token).collect()
}

fn light(colour: [f64; 3]) -> f64 {
    let linear = |value: f64| {
        let part = value / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn ratio(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_pair_of_colours_that_meets_on_a_page_is_far_enough_apart() {
    let colours = colours();
    assert!(colours.len() > 30, "{colours:?}");
    let of = |name: &str| *colours.get(name).unwrap_or_else(|| panic!("no token {name}"));
    assert!((ratio([255.0; 3], [0.0; 3]) - 21.0).abs() < 0.01, "black on white is 21 to 1");
    let text =
        TEXT.iter().flat_map(|(text, grounds)| grounds.iter().map(move |ground| (*text, of(text), *ground, 4.5)));
    let white = WHITE_ON.iter().map(|ground| ("white", [255.0; 3], *ground, 4.5));
    let bounds =
        BOUNDS.iter().flat_map(|(line, grounds)| grounds.iter().map(move |ground| (*line, of(line), *ground, 3.0)));
    for (name, colour, ground, least) in text.chain(white).chain(bounds) {
        let found = ratio(colour, of(ground));
        assert!(found >= least, "{name} on {ground} is {found:.2} to 1, less than {least}");
    }
}

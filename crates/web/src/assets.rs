//! What the pages need beside themselves: one stylesheet, one script, a few drawings. All of our own, all in the program.

/// A file as it is sent.
pub struct Asset {
    /// Name under `/assets/`.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its content.
    pub body: &'static str,
}

/// The whole stylesheet: tokens first, narrow windows and paper last.
pub const STYLE: &str = concat!(
    include_str!("../assets/tokens.css"),
    include_str!("../assets/frame.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/forms.css"),
    include_str!("../assets/calendar.css"),
    include_str!("../assets/official.css"),
    include_str!("../assets/opinion.css"),
    include_str!("../assets/ledger.css"),
    include_str!("../assets/statistics.css"),
    include_str!("../assets/small.css"),
);

/// The script.
pub const SCRIPT: &str = include_str!("../assets/app.js");

const SVG: &str = "image/svg+xml";

/// All of them.
pub const ASSETS: [Asset; 12] = [
    Asset { name: "zhunsheng.css", media: "text/css; charset=utf-8", body: STYLE },
    Asset { name: "across.css", media: "text/css; charset=utf-8", body: include_str!("../assets/across.css") },
    Asset { name: "across-a3.css", media: "text/css; charset=utf-8", body: include_str!("../assets/across-a3.css") },
    Asset { name: "upright.css", media: "text/css; charset=utf-8", body: include_str!("../assets/upright.css") },
    Asset { name: "zhunsheng.js", media: "text/javascript; charset=utf-8", body: SCRIPT },
    Asset { name: "favicon.svg", media: SVG, body: include_str!("../assets/favicon.svg") },
    Asset { name: "plumb.svg", media: SVG, body: include_str!("../assets/plumb.svg") },
    Asset { name: "plumb-ink.svg", media: SVG, body: include_str!("../assets/plumb-ink.svg") },
    Asset { name: "plumb-long.svg", media: SVG, body: include_str!("../assets/plumb-long.svg") },
    Asset { name: "tick.svg", media: SVG, body: include_str!("../assets/tick.svg") },
    Asset { name: "next.svg", media: SVG, body: include_str!("../assets/next.svg") },
    Asset { name: "down.svg", media: SVG, body: include_str!("../assets/down.svg") },
];

/// FNV-1a of a text, continued from `seed`: no secret, only a name for a version of the assets.
const fn digest(seed: u32, text: &str) -> u32 {
    let (bytes, mut hash) = (text.as_bytes(), seed);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        hash = (hash ^ u32::from_be_bytes([0, 0, 0, *first])).wrapping_mul(0x0100_0193);
        rest = tail;
    }
    hash
}

/// Version of stylesheet and script: an old copy in a browser is never taken for the present one.
pub const VERSION: &str = {
    const TEXT: [u8; 8] = hex(digest(digest(0x811c_9dc5, STYLE), SCRIPT));
    match std::str::from_utf8(&TEXT) {
        Ok(text) => text,
        Err(_) => "0",
    }
};

const fn hex(number: u32) -> [u8; 8] {
    let [a, b, c, d] = number.to_be_bytes();
    [
        nibble(a >> 4),
        nibble(a & 15),
        nibble(b >> 4),
        nibble(b & 15),
        nibble(c >> 4),
        nibble(c & 15),
        nibble(d >> 4),
        nibble(d & 15),
    ]
}

const fn nibble(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

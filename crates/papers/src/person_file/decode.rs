//! Bytes as text: by the mark at their beginning, as UTF-8 where they are UTF-8, else as the Chinese encodings of old programs.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text, and whether a byte of it belonged to no character.
pub(crate) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return marked.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
    }
    // A spreadsheet's «Unicode text» without a mark still shows by its zero bytes.
    let wide = match bytes {
        [b'<' | b'"', 0, ..] => Some(UTF_16LE),
        [0, b'<' | b'"', ..] => Some(UTF_16BE),
        _ => None,
    };
    let encoding = wide.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    encoding.decode_without_bom_handling(bytes)
}

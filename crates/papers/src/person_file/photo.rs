//! Photos: what they are and how large, without decoding them.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// What a photo's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoKind {
    /// JPEG: nearly always.
    Jpeg,
    /// PNG
    Png,
}

impl PhotoKind {
    /// The ending of a file that holds it.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A photo as it came, without what a camera wrote beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// What it is.
    pub kind: PhotoKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// More dots than this on a side are no portrait.
const LARGEST_SIDE: u32 = 12_000;

/// Reads base64 as files have it: broken into lines, with a media type before it, with or without padding. Blank is no photo.
pub(super) fn of_base64(words: &str, most: usize) -> Result<Option<Photo>, String> {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.split_once("base64,").map_or(bare.as_str(), |(_, rest)| rest);
    if bare.is_empty() {
        return Ok(None);
    }
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let bytes = GeneralPurpose::new(&STANDARD, config).decode(bare);
    let bytes = bytes.map_err(|_| "照片的编码残缺，未读".to_owned())?;
    Photo::read(&bytes, most).map(Some)
}

impl Photo {
    /// Looks a photo over.
    ///
    /// # Errors
    /// What is wrong, in words for a finding: too large, or no picture that the program passes on.
    pub fn read(bytes: &[u8], most: usize) -> Result<Self, String> {
        if bytes.len() > most {
            return Err(format!("照片超过{}兆字节，未读", most >> 20));
        }
        let strange = || "照片不是JPEG或PNG图片，未读".to_owned();
        let (kind, bytes) = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            (PhotoKind::Jpeg, without_notes(bytes).ok_or_else(|| "照片已损坏，未读".to_owned())?)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            (PhotoKind::Png, bytes.to_vec())
        } else {
            return Err(strange());
        };
        let size = match kind {
            PhotoKind::Jpeg => jpeg_size(&bytes),
            PhotoKind::Png => png_size(&bytes),
        };
        let (width, height) = size.ok_or_else(|| "照片已损坏，未读".to_owned())?;
        if width == 0 || height == 0 || width > LARGEST_SIDE || height > LARGEST_SIDE {
            return Err(format!("照片尺寸{width}×{height}不合常理，未读"));
        }
        Ok(Self { kind, bytes, width, height })
    }

    /// The digest by which attachments are known.
    #[must_use]
    pub fn digest(&self) -> String {
        super::kept::digest(&self.bytes)
    }

    /// As base64, for a file.
    #[must_use]
    pub fn to_base64(&self) -> String {
        base64::engine::general_purpose::STANDARD.encode(&self.bytes)
    }

    /// Whether it is four wide to five high, within a dot in fifty.
    #[must_use]
    pub fn is_four_to_five(&self) -> bool {
        let (width, height) = (u64::from(self.width) * 5, u64::from(self.height) * 4);
        width.abs_diff(height) * 50 <= width.max(height)
    }
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(16)?, number(20)?))
}

/// Marker and content of each segment before the picture's data, with where it begins and ends.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, usize, usize)> + '_ {
    let mut at = 2;
    std::iter::from_fn(move || {
        while *bytes.get(at)? == 0xFF && *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let (mark, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xFF || marker == 0xDA || marker == 0xD9 {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let (from, until) = (at, at + 2 + length);
        if length < 2 || until > bytes.len() {
            return None;
        }
        at = until;
        Some((marker, from, until))
    })
}

fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let frame = |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let (_, from, _) = segments(bytes).find(|(marker, ..)| frame(*marker))?;
    let number = |at: usize| Some(u32::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    Some((number(from + 7)?, number(from + 5)?))
}

/// The picture without the segments in which cameras and programs write: place, time, thumbnails, remarks. Colours stay as they are.
fn without_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    let is_note = |marker: u8| matches!(marker, 0xE1 | 0xE3..=0xED | 0xEF | 0xFE);
    let mut kept = bytes.get(..2)?.to_vec();
    let mut end = 2;
    for (marker, from, until) in segments(bytes) {
        if !is_note(marker) {
            kept.extend_from_slice(bytes.get(from..until)?);
        }
        end = until;
    }
    (bytes.get(end) == Some(&0xFF)).then_some(())?;
    kept.extend_from_slice(bytes.get(end..)?);
    Some(kept)
}

//! Photos of people: pictures drawn anew, small enough for a form.

use crate::picture::{Picture, PictureKind};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// A photo: dots, without what a camera wrote beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// What it is.
    pub kind: PictureKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

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
        let fits = |bytes: &[u8]| {
            if bytes.len() > most { Err(format!("照片超过{}兆字节，未读", most >> 20)) } else { Ok(()) }
        };
        fits(bytes)?;
        let Picture { kind, bytes, width, height } =
            Picture::redrawn(bytes).map_err(|fault| format!("照片{fault}，未读"))?;
        // What another program had packed better may have grown.
        fits(&bytes)?;
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

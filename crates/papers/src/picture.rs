//! Pictures that come in are drawn anew: what is kept is dots and nothing else. Place, time, thumbnails, remarks and whatever else was
//! written beside, between or behind them stays outside, and a file that is a picture and something else besides is a picture only.

use image::{
    DynamicImage, ImageDecoder, ImageResult, Limits,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{PngDecoder, PngEncoder},
    },
    metadata::Orientation,
};
use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
};

/// What a picture's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG: nearly always.
    Jpeg,
    /// PNG
    Png,
}

impl PictureKind {
    /// What bytes say that they are.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else {
            None
        }
    }

    /// The ending of a file that holds it.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A picture as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub kind: PictureKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// Why a picture is not taken. The words go on after what it is: 照片…, 图片“…”….
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Neither of the two kinds.
    #[error("不是JPEG或PNG图片")]
    Kind,
    /// More dots than are held in memory for one picture.
    #[error("尺寸{0}×{1}不合常理")]
    Size(u32, u32),
    /// Cut off, or no picture behind its heading.
    #[error("已损坏")]
    Broken,
}

/// More dots than this on a side are no photo.
const LARGEST_SIDE: u32 = 12_000;
/// Bytes of one picture unpacked: fifty million dots in colour, which the largest of today's telephones take.
const LARGEST: u64 = 160 << 20;
/// How much of a JPEG's fineness is kept: more than eyes tell from the whole.
const QUALITY: u8 = 90;

/// Pictures are unpacked one at a time: each may take [`LARGEST`] bytes of memory.
static TURNSTILE: Mutex<()> = Mutex::new(());

impl Picture {
    /// Draws a picture anew. One that this program drew stays as it is, bit for bit, however often it comes in.
    ///
    /// # Errors
    /// See [`PictureFault`].
    pub fn redrawn(bytes: &[u8]) -> Result<Self, PictureFault> {
        let kind = PictureKind::of(bytes).ok_or(PictureFault::Kind)?;
        if kind == PictureKind::Jpeg && !is_ended(bytes) {
            return Err(PictureFault::Broken);
        }
        let _one = TURNSTILE.lock().unwrap_or_else(PoisonError::into_inner);
        // The decoders below meet bytes of any make; should one of them panic, the picture is broken, not the program.
        catch_unwind(AssertUnwindSafe(|| drawn(kind, bytes))).unwrap_or(Err(PictureFault::Broken))
    }
}

fn drawn(kind: PictureKind, bytes: &[u8]) -> Result<Picture, PictureFault> {
    let opened = match kind {
        PictureKind::Jpeg => JpegDecoder::new(Cursor::new(bytes)).map(unpacked),
        PictureKind::Png => PngDecoder::with_limits(Cursor::new(bytes), limits()).map(unpacked),
    };
    let picture = opened.map_err(|_| PictureFault::Broken)??;
    let (width, height) = (picture.width(), picture.height());
    let mut kept = Vec::new();
    let written = match kind {
        PictureKind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut kept, QUALITY)),
        PictureKind::Png => picture.write_with_encoder(PngEncoder::new(&mut kept)),
    };
    written.map_err(|_| PictureFault::Broken)?;
    // Drawing a JPEG once more would lose a little of it each time.
    if kind == PictureKind::Jpeg
        && let Some(own) = ours(bytes, &kept)
    {
        kept = own.to_vec();
    }
    Ok(Picture { kind, bytes: kept, width, height })
}

/// What the decoder of PNG may take for itself: what is written beside the dots can swell too.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(LARGEST);
    limits
}

/// The dots, the right way up: what turned them lay beside the picture and is gone.
fn unpacked(mut decoder: impl ImageDecoder) -> Result<DynamicImage, PictureFault> {
    let (width, height) = decoder.dimensions();
    let side = |dots: u32| (1..=LARGEST_SIDE).contains(&dots);
    if !side(width) || !side(height) || decoder.total_bytes() > LARGEST {
        return Err(PictureFault::Size(width, height));
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let read = |decoder| -> ImageResult<DynamicImage> {
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(turned);
        Ok(picture)
    };
    read(decoder).map_err(|_| PictureFault::Broken)
}

/// Where the headings of a JPEG end and its dots begin.
fn headings(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let (mark, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match (mark, marker) {
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0xDA) => return Some(at),
            (0xFF, _) => at += 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?])),
            _ => return None,
        }
    }
}

/// Where the dots of a JPEG end, by the mark that says so: its length up to there.
fn end(bytes: &[u8]) -> Option<usize> {
    let from = headings(bytes)?;
    let place = bytes.get(from..)?.windows(2).position(|two| two == [0xFF, 0xD9])?;
    Some(from + place + 2)
}

/// Whether a JPEG says where it ends: decoders fill what is cut off with grey.
fn is_ended(bytes: &[u8]) -> bool {
    end(bytes).is_some()
}

/// The picture in a JPEG that this program wrote: the same headings as `written` has, and dots with nothing between them. What was put
/// behind them is left behind.
fn ours<'a>(given: &'a [u8], written: &[u8]) -> Option<&'a [u8]> {
    let (from, end) = (headings(given)?, end(given)?);
    let same = headings(written) == Some(from) && given.get(..from) == written.get(..from);
    // Within dots a mark is always followed by a zero; anything else would be a heading of its own.
    let dots = given.get(from + 2..end.checked_sub(2)?)?;
    let bare = dots.windows(2).all(|two| !matches!(two, [0xFF, next] if *next != 0));
    if same && bare { given.get(..end) } else { None }
}

#[cfg(test)]
pub(crate) mod tests;

//! What is uploaded, on its way among the attachments. A picture is drawn anew first: where and when it was taken, and whatever else
//! stood beside its dots, is never kept.

use papers::picture::{Picture, PictureFault, PictureKind};
use store::{
    County,
    files::{FileError, FileRow},
};

/// Why an upload is not kept. The words are for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unkept {
    /// It begins like a picture and is none.
    #[error("图片{0}，没有保存，请换一张能正常打开的JPEG或PNG图片。")]
    Picture(PictureFault),
    /// What the county says of it.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Keeps an upload.
///
/// # Errors
/// See [`Unkept`].
pub(crate) fn keep(
    county: &County,
    (name, bytes): (&str, &[u8]),
    account: &str,
    moment: jiff::Timestamp,
) -> Result<FileRow, Unkept> {
    if PictureKind::of(bytes).is_none() {
        return Ok(county.keep_file(name, bytes, account, moment)?);
    }
    let picture = Picture::redrawn(bytes).map_err(Unkept::Picture)?;
    Ok(county.keep_file(name, &picture.bytes, account, moment)?)
}

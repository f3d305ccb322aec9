use super::*;
use image::{GrayImage, ImageFormat, Rgb, RgbImage};

/// A picture without anything beside it, each corner of another colour.
pub(crate) fn plain(kind: PictureKind, width: u32, height: u32) -> Vec<u8> {
    let colour = |x: u32, y: u32| match (x * 2 < width, y * 2 < height) {
        (true, true) => Rgb([200, 30, 30]),
        (false, true) => Rgb([30, 200, 30]),
        (true, false) => Rgb([30, 30, 200]),
        (false, false) => Rgb([200, 200, 200]),
    };
    let picture = DynamicImage::from(RgbImage::from_fn(width, height, colour));
    let mut bytes = Vec::new();
    match kind {
        // Of another fineness than the program's own.
        PictureKind::Jpeg => JpegEncoder::new_with_quality(&mut bytes, 75).encode_image(&picture).unwrap(),
        PictureKind::Png => picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap(),
    }
    bytes
}

/// The same JPEG with a camera's words before its dots: a note of place and time, and how it was held.
pub(crate) fn from_a_camera(width: u32, height: u32, turned: u8) -> Vec<u8> {
    let mut note = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    note.extend([turned, 0, 0, 0, 0, 0, 0]);
    note.extend(b"GPS 30.6931N 118.4127E 2026-05-06 09:14");
    let mut bytes = plain(PictureKind::Jpeg, width, height);
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xFF, 0xE1], &length[..], &note].concat();
    bytes.splice(2..2, segment);
    bytes
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// A chunk of a PNG.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(content);
    let mut crc = u32::MAX;
    for byte in &chunk[4..] {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 });
    }
    chunk.extend((!crc).to_be_bytes());
    chunk
}

/// A PNG with a chunk behind its heading.
fn with_chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = plain(PictureKind::Png, 40, 50);
    bytes.splice(33..33, chunk(name, content));
    bytes
}

/// A PNG that says of itself, under its own check sum, that it is so large, with hardly anything behind its heading.
pub(crate) fn swollen(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = plain(PictureKind::Png, 1, 1);
    let heading = [&width.to_be_bytes()[..], &height.to_be_bytes(), &bytes[24..29]].concat();
    bytes.splice(8..33, chunk(b"IHDR", &heading));
    bytes
}

/// Packed as a PNG packs: zlib.
fn packed(bytes: &[u8]) -> Vec<u8> {
    // A grey picture of that many dots in one row is its filter and the row, packed.
    let width = u32::try_from(bytes.len()).unwrap();
    let row = GrayImage::from_raw(width, 1, bytes.to_vec()).unwrap();
    let mut png = Vec::new();
    DynamicImage::from(row).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let from = png.windows(4).position(|name| name == b"IDAT").unwrap();
    let length = u32::from_be_bytes(png[from - 4..from].try_into().unwrap());
    png[from + 4..from + 4 + usize::try_from(length).unwrap()].to_vec()
}

#[test]
fn place_time_and_remarks_go_and_the_dots_stay() {
    let camera = from_a_camera(64, 80, 1);
    assert!(has(&camera, b"GPS 30.6931N"), "the test's own picture has a place");
    let kept = Picture::redrawn(&camera).unwrap();
    assert_eq!((kept.kind, kept.width, kept.height), (PictureKind::Jpeg, 64, 80));
    assert!(!has(&kept.bytes, b"Exif") && !has(&kept.bytes, b"GPS"));
    let remark = with_chunk(b"tEXt", b"Comment\0taken at 30.6931N 118.4127E");
    let kept = Picture::redrawn(&remark).unwrap();
    assert!(has(&remark, b"30.6931N") && !has(&kept.bytes, b"30.6931N"));
    let dots = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
    assert_eq!(dots(&kept.bytes), dots(&remark), "a PNG loses nothing of what is seen");
    let (kept, camera) = (dots(&Picture::redrawn(&camera).unwrap().bytes), dots(&camera));
    let far = kept.iter().zip(camera.iter()).map(|(one, other)| one.abs_diff(*other)).max();
    assert!(far.is_some_and(|far| far < 40), "{far:?}");
}

#[test]
fn a_picture_taken_upright_stays_upright_without_the_note_that_said_so() {
    let kept = Picture::redrawn(&from_a_camera(80, 64, 6)).unwrap();
    assert_eq!((kept.width, kept.height), (64, 80));
    // Turned by a quarter to the right, what was below on the left is above on the left.
    let corner = image::load_from_memory(&kept.bytes).unwrap().into_rgb8().get_pixel(4, 4).0;
    assert!(corner[2] > 150 && corner[0] < 90, "{corner:?}");
}

#[test]
fn a_picture_drawn_once_stays_as_it_is() {
    for picture in [from_a_camera(64, 80, 1), with_chunk(b"tEXt", b"Comment\0x"), plain(PictureKind::Jpeg, 9, 7)] {
        let once = Picture::redrawn(&picture).unwrap();
        assert_eq!(Picture::redrawn(&once.bytes).unwrap(), once);
    }
}

#[test]
fn what_is_a_picture_and_something_else_besides_is_a_picture_only() {
    const PAGE: &[u8] = b"<html><script>alert(1)</script>PK\x03\x04";
    for kind in [PictureKind::Jpeg, PictureKind::Png] {
        let behind = [plain(kind, 40, 50), PAGE.to_vec()].concat();
        assert!(!has(&Picture::redrawn(&behind).unwrap().bytes, b"<script>"), "{kind:?}");
    }
    let ours = Picture::redrawn(&plain(PictureKind::Jpeg, 40, 50)).unwrap().bytes;
    let behind = [ours.clone(), PAGE.to_vec()].concat();
    assert_eq!(Picture::redrawn(&behind).unwrap().bytes, ours);
    let length = u16::try_from(PAGE.len() + 2).unwrap().to_be_bytes();
    let remark = [&[0xFF, 0xFE], &length[..], PAGE].concat();
    for at in [2, ours.len() - 2] {
        let mut between = ours.clone();
        between.splice(at..at, remark.iter().copied());
        assert!(Picture::redrawn(&between).is_ok_and(|kept| !has(&kept.bytes, b"<script>")), "{at}");
    }
}

#[test]
fn a_picture_that_swells_is_refused_before_it_is_unpacked() {
    assert_eq!(Picture::redrawn(&swollen(60_000, 60_000)), Err(PictureFault::Size(60_000, 60_000)));
    assert_eq!(Picture::redrawn(&swollen(12_000, 12_000)), Err(PictureFault::Size(12_000, 12_000)), "in colour");
    assert!(Picture::redrawn(&swollen(0, 5)).is_err());
    // A remark that unpacks to ten million letters.
    let mut remark = b"Comment\0\0".to_vec();
    remark.extend(packed(&vec![b'a'; 10_000_000]));
    assert!(remark.len() < 1_000_000);
    assert!(Picture::redrawn(&with_chunk(b"zTXt", &remark)).is_ok_and(|kept| kept.bytes.len() < 1_000));
    let mut jpeg = plain(PictureKind::Jpeg, 40, 50);
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg.splice(frame + 5..frame + 9, [0xFF, 0xFF, 0xFF, 0xFF]);
    assert!(matches!(Picture::redrawn(&jpeg), Err(PictureFault::Size(65_535, 65_535) | PictureFault::Broken)));
}

#[test]
fn a_picture_cut_off_anywhere_is_broken_and_ends_nothing() {
    for kind in [PictureKind::Jpeg, PictureKind::Png] {
        let whole = plain(kind, 40, 50);
        // Behind the dots of a PNG stand three check sums and a closing word that nobody misses.
        let end = if kind == PictureKind::Png { whole.len() - 24 } else { whole.len() };
        for length in 0..end {
            assert!(Picture::redrawn(&whole[..length]).is_err(), "{kind:?} {length} of {}", whole.len());
        }
    }
    assert_eq!(Picture::redrawn(b"GIF89a"), Err(PictureFault::Kind));
    assert_eq!(Picture::redrawn(b"\xff\xd8\xff"), Err(PictureFault::Broken));
}

#[test]
fn grey_and_deep_pictures_are_taken_too() {
    let grey = DynamicImage::from(GrayImage::from_pixel(20, 25, image::Luma([120])));
    let deep = DynamicImage::ImageRgb16(grey.to_rgb16());
    for (picture, format) in [(&grey, ImageFormat::Jpeg), (&grey, ImageFormat::Png), (&deep, ImageFormat::Png)] {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        let kept = Picture::redrawn(&bytes).unwrap();
        assert_eq!((kept.width, kept.height), (20, 25));
    }
}

use std::io::{Cursor, Write};

use super::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn entities_of_its_own_make_a_file_unreadable() {
    let laughing =
        "<!DOCTYPE Person [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;\">]><Person><XingMing>&b;</XingMing></Person>";
    assert!(refusal(laughing.as_bytes()).contains("外部定义"));
    let outside = "<!DOCTYPE Person SYSTEM \"file:///etc/hosts\"><Person/>";
    assert!(refusal(outside.as_bytes()).contains("外部定义"));
    assert!(refusal(&xml("<XingMing>&b;</XingMing>")).contains("未定义"));
    assert!(refusal(&xml("<X>&b;</X>")).contains("未定义"));
    assert!(refusal(&xml("<X a=\"&b;\"/>")).contains("未定义"));
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    assert!(refusal(&xml(&deep)).contains("大得不合常理"));
    assert!(refusal(&xml(&format!("<JianLi>{deep}</JianLi>"))).contains("大得不合常理"));
    let long = "长".repeat(200_000);
    assert!(refusal(&xml(&format!("<JianLi>{long}</JianLi>"))).contains("大得不合常理"));
    assert!(refusal(&xml(&"<X>1</X>".repeat(500))).contains("大得不合常理"));
    assert!(
        refusal(&xml(&format!(
            "<JiaTingChengYuan>{}</JiaTingChengYuan>",
            "<Item><XingMing>测</XingMing></Item>".repeat(500)
        )))
        .contains("大得不合常理")
    );
    assert!(refusal(&vec![b' '; 9 << 20]).contains("超过8兆字节"));
}

#[test]
fn what_is_no_such_file_is_told_by_what_it_is() {
    assert!(refusal(b"PK\x03\x04").contains("不是任免审批表文件"));
    assert!(refusal(b"<html><body>1</body></html>").contains("不是任免审批表文件"));
    assert!(refusal(b"<Person><XingMing>a</XingMing>").contains("损坏"));
    assert!(refusal(b"<Person></Person><Person></Person>").contains("损坏"));
    assert!(refusal(b"\"a\",\"b\"").contains("2.0"));
    let mut torn = whole();
    torn.truncate(torn.len() / 2);
    assert!(refusal(&torn).contains("损坏"));
    let mut spoilt = whole();
    spoilt.splice(60..61, [0xFF, 0x20, 0xFF]);
    assert!(refusal(&spoilt).contains("字符编码"));
}

#[test]
fn a_photo_that_is_none_is_told_and_the_person_is_read() {
    let with = |photo: &str| read(&xml(&format!("<XingMing>测甲</XingMing><ZhaoPian>{photo}</ZhaoPian>")));
    let doubt = |photo: &str| with(photo).doubts.first().cloned().unwrap_or_default();
    assert!(doubt("!!!").contains("残缺"));
    assert!(doubt("R0lGODlhAQABAAAAACw=").contains("不是JPEG或PNG"));
    let bomb = {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(crate::picture::tests::swollen(65_536, 65_536))
    };
    assert!(doubt(&bomb).contains("65536×65536"));
    let ordinary = Photo::read(&png(), 1000).unwrap().to_base64();
    let broken_up = format!("data:image/png;base64,\n{}\n{}", &ordinary[..10], &ordinary[10..]);
    assert!(with(&broken_up).photo.is_some(), "line breaks and a media type are usual");
    assert!(Photo::read(&jpeg(400, 500)[..14], 1000).is_err());
    assert!(Photo::read(&jpeg(400, 500), 10).unwrap_err().contains("兆字节"));
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_archive_gives_its_people_in_order_with_their_pictures() {
    let bytes = archive(&[
        ("云亭镇/02测乙.lrmx", &whole()),
        ("云亭镇/01测甲.LRMX", &whole()),
        ("老表/测丙.lrm", b"x"),
        ("老表/测丙.PIC", &png()),
        ("说明.txt", b"x"),
        ("__MACOSX/._测甲.lrmx", b"x"),
        ("../../测丁.lrmx", b"x"),
    ]);
    let mut archive = Archive::open(Cursor::new(bytes), &FileLimits::default()).unwrap();
    let names = archive.names().to_vec();
    let paired = pair(&names);
    let people: Vec<&str> = paired.people.iter().map(|(place, _)| names[*place].as_str()).collect();
    assert_eq!(people, ["云亭镇/01测甲.LRMX", "云亭镇/02测乙.lrmx", "测丁.lrmx", "老表/测丙.lrm"], "no name leads out");
    let picture = paired.people[3].1.unwrap();
    assert_eq!(archive.bytes(picture).unwrap(), png());
    assert_eq!(paired.strange.len(), 1);
    assert_eq!(read(&archive.bytes(paired.people[0].0).unwrap()), read(&whole()));
}

#[test]
fn an_archive_that_swells_is_locked_or_is_none_is_refused() {
    let zeros = vec![b' '; 6 << 20];
    let bytes = archive(&[("测甲.lrmx", &zeros)]);
    let mut swelling = Archive::open(Cursor::new(bytes), &FileLimits::default()).unwrap();
    assert!(swelling.bytes(0).unwrap_err().sentence.contains("大得不合常理"));
    let together = FileLimits { unpacked: 1000, ..FileLimits::default() };
    let mut many = Archive::open(Cursor::new(archive(&[("a.lrmx", &whole())])), &together).unwrap();
    assert!(many.bytes(0).is_err());
    let few = FileLimits { files: 1, ..FileLimits::default() };
    let two = archive(&[("a.lrmx", b"1"), ("b.lrmx", b"2")]);
    assert!(Archive::open(Cursor::new(two), &few).is_err_and(|fault| fault.sentence.contains("超过1个文件")));
    assert!(Archive::open(Cursor::new(b"PK\x03\x04nothing".to_vec()), &FileLimits::default()).is_err());
    // The bit that says «locked», in both headings of the file.
    let mut locked = archive(&[("a.lrmx", b"1")]);
    locked[6] |= 1;
    let central = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[central + 8] |= 1;
    let told = Archive::open(Cursor::new(locked), &FileLimits::default()).err().map(|fault| fault.sentence);
    assert!(told.is_some_and(|sentence| sentence.contains("密码")));
}

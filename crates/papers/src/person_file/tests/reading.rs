use super::*;
use engine::people::month::Month;

#[test]
fn a_file_with_mark_and_two_line_ends_is_read_whole() {
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(whole());
    let file = read(&marked);
    assert_eq!(file, read(&whole()), "the mark says nothing");
    assert_eq!(file.text(Part::Name), "测  甲");
    assert_eq!(file.text(Part::Resume).lines().count(), 3);
    assert!(!file.text(Part::Resume).contains('\r'));
    assert_eq!(file.family.len(), 1, "the blank relative is none");
    assert_eq!(file.family[0].work, "云亭中学教师");
    assert_eq!(
        file.photo.as_ref().map(|photo| (photo.width, photo.height, photo.is_four_to_five())),
        Some((40, 50, true))
    );
    assert_eq!((file.version.as_str(), file.text(Part::IdNumber)), ("3.2.1.16", id_number().as_str()));
    assert!(file.doubts.is_empty() && file.others.is_empty());
}

#[test]
fn elements_are_found_in_any_order_and_strange_ones_are_kept() {
    let mut turned = ELEMENTS;
    turned.reverse();
    let body = turned.map(|(name, words)| format!("<{name}>{words}</{name}>")).concat();
    let strange = "<WeiZhi ban=\"1\"><Nei>甲 &amp; 乙</Nei></WeiZhi><KongDe/>";
    let file = read(&xml(&(strange.to_owned() + &body)));
    for (name, words) in ELEMENTS {
        let part = Part::all().find(|part| part.element() == name).unwrap();
        assert_eq!(file.text(part), words.replace('\r', ""), "{name}");
    }
    assert_eq!(
        file.others[0],
        Other { name: "WeiZhi".into(), xml: "<WeiZhi ban=\"1\"><Nei>甲 &amp; 乙</Nei></WeiZhi>".into() }
    );
    assert_eq!(file.others.len(), 2);
    let (bytes, _) = file.to_lrmx(Generation::Until2024);
    assert_eq!(read(&bytes).others, file.others, "they go out as they came");
}

#[test]
fn old_encodings_are_read_whatever_the_file_declares() {
    let text = String::from_utf8(whole()).unwrap().replace("utf-8", "gb2312");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    assert_eq!(read(&bytes), read(&whole()));
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide), read(&whole()));
}

#[test]
fn blank_elements_and_words_escaped_twice_are_read_as_meant() {
    let file = read(&xml("<XingMing>测甲</XingMing><NiRenZhiWu>\n  </NiRenZhiWu><NiMianZhiWu/>\
         <XianRenZhiWu>&amp;lt;甲&amp;gt;办公室<![CDATA[主任]]></XianRenZhiWu><JianLi>甲&#13;\n  乙</JianLi>"));
    assert_eq!(file.text(Part::ProposedPost), "");
    assert_eq!(file.text(Part::Post), "<甲>办公室主任");
    assert_eq!(file.text(Part::Resume), "甲\n  乙");
}

#[test]
fn the_second_version_is_read_with_the_picture_beside_it() {
    let mut texts = vec![String::new(); 33];
    let set = [
        (0, "测  甲"),
        (1, "男"),
        (2, "197701"),
        (8, "199907"),
        (9, "大学#文学学士@省委党校研究生#"),
        (10, "青弋学院中文系#青弋学院中文系@省委党校#"),
        (17, "1995.09--1999.07  青弋学院学生\r\n1999.07--         云亭镇干部"),
        (20, "妻子@儿子@@"),
        (21, "测乙@测丙@@"),
        (22, "197806@200511@@"),
        (23, "群众@@@"),
        (24, "云亭中学教师@学生@@"),
        (25, "云亭镇镇长"),
        (30, "20250630"),
    ];
    for (place, words) in set {
        texts[place] = words.to_owned();
    }
    let text = texts.iter().map(|words| format!("\"{words}\"")).collect::<Vec<_>>().join(",");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let picture = jpeg(400, 500);
    let file = PersonFile::read(&bytes, Some(&picture), &FileLimits::default()).unwrap();
    assert_eq!(file.text(Part::InServiceEducation), "省委党校研究生");
    assert_eq!(file.text(Part::FullTimeDegreeSchool), "青弋学院中文系");
    assert_eq!(file.family.len(), 2, "padding is nobody");
    assert_eq!((file.family[1].name.as_str(), file.family[1].politics.as_str()), ("测丙", ""));
    let photo = file.photo.expect("the picture beside it");
    assert!(photo.is_four_to_five());
    assert!(!photo.bytes.windows(3).any(|three| three == b"GPS"), "what a camera writes is taken away");
}

#[test]
fn a_resume_is_taken_apart_without_losing_a_line() {
    let resume = Resume::read(
        "1995.09--1999.07  青弋学院学生\n1999.07—2006.3 云亭镇干部\n    （2003.01--2003.06  在党校学习）\n\
         200603-201209 云亭镇副镇长\n2012年9月至今 云亭镇镇长\n\n青弋县第五届人大代表",
    );
    let months: Vec<_> =
        resume.periods.iter().map(|period| (period.from.printed(), period.until.map(Month::printed))).collect();
    let told = |from: &str, until: Option<&str>| (from.to_owned(), until.map(str::to_owned));
    assert_eq!(
        months,
        [
            told("1995.09", Some("1999.07")),
            told("1999.07", Some("2006.03")),
            told("2006.03", Some("2012.09")),
            told("2012.09", None)
        ]
    );
    assert_eq!(resume.periods[1].what, "云亭镇干部（2003.01--2003.06  在党校学习）");
    assert_eq!(resume.periods[1].lines, 1..3);
    assert_eq!(resume.rest, ["青弋县第五届人大代表"]);
    assert_eq!(Resume::read("先写一句\n再写一句").rest.len(), 2);
}

#[test]
fn a_file_becomes_a_row_with_the_unit_of_its_folder_or_its_post() {
    let bytes = whole();
    let of_the_media =
        String::from_utf8(whole()).unwrap().replace("云亭镇党委副书记、镇长", "融媒体中心主任").into_bytes();
    let roster = roster(&[
        ("02测甲.lrmx", &bytes),
        ("青弋县融媒体中心/测甲.lrmx", &of_the_media),
        ("县财政局/测甲.lrmx", &bytes),
        ("扫描件/测甲.lrmx", &bytes),
    ]);
    let row = &roster.rows[0];
    assert_eq!((row.name.as_str(), row.unit.as_str()), ("测甲", "云亭镇"));
    assert_eq!(row.birth, Month::new(1977, 1));
    assert!(row.id_number.is_some() && row.is_file);
    let kept = row.file.as_ref().unwrap().fields();
    assert_eq!(kept["family"][0]["name"], "测乙");
    assert_eq!(kept["photo"].as_str().map(str::len), Some(64));
    assert_eq!(kept["sheet"][1], serde_json::json!({"name": "JiSuanNianLingShiJian", "text": "20250630"}));
    let units: Vec<&str> = roster.rows.iter().map(|row| row.unit.as_str()).collect();
    assert_eq!(
        units,
        ["云亭镇", "青弋县融媒体中心", "县财政局", "云亭镇"],
        "a known folder, a known post, a folder that looks like a unit"
    );
    assert_eq!(said(&roster, Level::Error), Vec::<String>::new());
}

#[test]
fn what_is_wrong_in_a_file_is_told_by_file_and_field() {
    let bytes = String::from_utf8(whole()).unwrap().replace(">197701<", ">197713<").replace("男", "某").into_bytes();
    let roster = roster(&[("测甲.lrmx", &bytes), ("空.lrmx", b"")]);
    assert_eq!(
        said(&roster, Level::Error),
        [
            "测甲.lrmx 性别 “某”不是性别",
            "测甲.lrmx 出生年月 出生年月：1977年没有13月",
            "空.lrmx  文件是空的，请重新导出后再导入"
        ]
    );
}

//! The form of invented people, as the package has it.

use std::io::{Cursor, Read};

use super::to_docx;
use crate::person_file::{Generation, Part, PersonFile, Photo, Relative};

fn person() -> PersonFile {
    let mut file = PersonFile::default();
    for (part, words) in [
        (Part::Name, "测甲"),
        (Part::Sex, "男"),
        (Part::Birth, "197701"),
        (Part::Nation, "汉族"),
        (Part::Joined, "200206；民建"),
        (Part::DueMonth, "203705"),
        (Part::FullTimeEducation, "大学"),
        (Part::FullTimeSchool, "青弋学院中文系"),
        (Part::Post, "云亭镇党委副书记、镇长"),
        (Part::Resume, "1995.09--1999.07  青弋学院学生\n1999.07--         云亭镇干部"),
        (Part::AgeDay, "20250630"),
        (Part::FilledBy, "测填"),
    ] {
        file.set(part, words);
    }
    let relative = |relation: &str, name: &str, birth: &str, work: &str| Relative {
        relation: relation.into(),
        name: name.into(),
        birth: birth.into(),
        politics: "群众".into(),
        work: work.into(),
    };
    file.family = vec![
        relative("妻子", "测乙", "197806", "云亭中学教师"),
        relative("父亲", "测丁", "194903", "云亭镇村民（已去世）"),
    ];
    file
}

fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of the paragraphs, blank ones left out.
fn paragraphs(file: &PersonFile, generation: Generation) -> Vec<String> {
    let xml = part(&to_docx(file, generation).unwrap(), "word/document.xml");
    let words =
        xml.split("<w:t xml:space=\"preserve\">").skip(1).map(|rest| rest.split("</w:t>").next().unwrap_or_default());
    words.filter(|words| !words.is_empty()).map(str::to_owned).collect()
}

#[test]
fn both_generations_have_their_own_rows_and_ages() {
    let words = paragraphs(&person(), Generation::Until2024);
    for expected in
        ["干 部 任 免 审 批 表", "测\u{3000}甲", "1977.01", "（48岁）", "2002.06；", "民建", "健康状况", "填表人：测填"]
    {
        assert!(words.iter().any(|words| words == expected), "{expected}: {words:?}");
    }
    assert!(!words.iter().any(|words| words == "到龄时间"));
    assert!(words.iter().any(|words| words == "47"), "the wife's age");
    assert!(!words.iter().any(|words| words == "76"), "who has died has no age");
    let newer = paragraphs(&person(), Generation::From2025);
    assert!(newer.iter().any(|words| words == "到龄时间") && newer.iter().any(|words| words == "2037.05"));
}

#[test]
fn every_row_of_a_table_is_as_wide_as_the_table() {
    for generation in [Generation::Until2024, Generation::From2025] {
        let xml = part(&to_docx(&person(), generation).unwrap(), "word/document.xml");
        let mut rows = 0;
        for table in xml.split("<w:tbl>").skip(1) {
            let columns = table.matches("<w:gridCol ").count();
            for row in table.split("<w:tr>").skip(1) {
                let spans = row.split("<w:gridSpan w:val=\"").skip(1);
                let span: usize = spans.map(|rest| rest.split('"').next().unwrap().parse::<usize>().unwrap()).sum();
                assert_eq!(span, columns, "{generation:?} {row}");
                rows += 1;
            }
        }
        assert_eq!(rows, 12 + 13);
    }
}

#[test]
fn a_long_text_is_set_smaller_and_whole() {
    let mut file = person();
    let line = "2006.03--2012.09  云亭镇副镇长（其间：2008.09--2011.07在省委党校在职研究生班经济管理专业学习）";
    file.set(Part::Resume, &[line; 40].join("\n"));
    let xml = part(&to_docx(&file, Generation::Until2024).unwrap(), "word/document.xml");
    assert_eq!(xml.matches("2006.03--2012.09").count(), 40);
    assert!(!paragraph_of(&xml, "2006.03").contains("w:val=\"28\""), "not at fourteen points");
    file.family = vec![file.family[0].clone(); 12];
    let xml = part(&to_docx(&file, Generation::Until2024).unwrap(), "word/document.xml");
    assert_eq!(xml.matches("云亭中学教师").count(), 12, "more relatives than lines are all there");
}

fn paragraph_of(xml: &str, words: &str) -> String {
    xml.split("<w:p>").find(|piece| piece.contains(words)).unwrap().to_owned()
}

#[test]
fn a_photo_of_another_shape_is_cut_at_both_sides() {
    let png = crate::picture::tests::plain(crate::picture::PictureKind::Png, 100, 100);
    let mut file = person();
    file.photo = Some(Photo::read(&png, 1000).unwrap());
    let docx = to_docx(&file, Generation::Until2024).unwrap();
    assert!(part(&docx, "word/document.xml").contains("<a:srcRect l=\"10000\" t=\"0\" r=\"10000\" b=\"0\"/>"));
    assert!(part(&docx, "word/_rels/document.xml.rels").contains("media/photo.png"));
    assert!(
        !part(&to_docx(&person(), Generation::Until2024).unwrap(), "word/_rels/document.xml.rels").contains("media")
    );
}

#[test]
fn words_of_markup_stay_words() {
    let mut file = person();
    file.set(Part::Post, "<w:p/>&\u{1}");
    assert!(paragraphs(&file, Generation::Until2024).iter().any(|words| words == "&lt;w:p/&gt;&amp;"));
}

//! Forms of people (任免审批表) in and out by the command: folders, archives, single files, and the way back.

use crate::import::{Place, said};
use engine::people::id_number::check_digit;
use papers::person_file::{FileLimits, Generation, Part, PersonFile, Photo, Relative};
use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

/// A portrait.
fn photo(format: image::ImageFormat) -> Photo {
    let dots = image::GrayImage::from_fn(40, 50, |x, y| image::Luma([u8::try_from(x * y % 200).unwrap()]));
    let mut bytes = Cursor::new(Vec::new());
    dots.write_to(&mut bytes, format).unwrap();
    Photo::read(bytes.get_ref(), 1 << 20).unwrap()
}

fn person(name: &str, birth: &str, post: &str) -> PersonFile {
    let mut file = PersonFile::default();
    file.photo = Some(photo(image::ImageFormat::Png));
    for (part, words) in [
        (Part::Name, name),
        (Part::Sex, "男"),
        (Part::Birth, birth),
        (Part::Nation, "汉族"),
        (Part::Joined, "200206；民建"),
        (Part::WorkStart, "199907"),
        (Part::FullTimeEducation, "大学"),
        (Part::FullTimeDegree, "文学学士"),
        (Part::FullTimeSchool, "青弋学院中文系"),
        (Part::Post, post),
        (Part::Resume, "1995.09--1999.07  青弋学院学生\n1999.07--         云亭镇干部\n\n青弋县人大代表"),
        (Part::Rewards, "2021年，记三等功。"),
        (Part::AgeDay, "20250630"),
    ] {
        file.set(part, words);
    }
    let wife = ["妻子", "测家", "197806", "群众", "云亭中学教师"].map(str::to_owned);
    let [relation, wife, born, politics, work] = wife;
    file.family.push(Relative { relation, name: wife, birth: born, politics, work });
    file
}

fn numbered(mut file: PersonFile, body: &str) -> PersonFile {
    file.set(Part::IdNumber, &format!("{body}{}", check_digit(body)));
    file
}

fn lrmx(file: &PersonFile) -> Vec<u8> {
    file.to_lrmx(Generation::of(file)).0
}

/// Two people in the folder of their unit, one of them with his number.
fn people() -> Vec<(&'static str, Vec<u8>)> {
    let one = numbered(person("测甲", "197701", "云亭镇党委副书记、镇长，四级调研员"), "34189919770112001");
    let mut two = person("测乙", "198002", "云亭镇副镇长");
    two.photo = Some(photo(image::ImageFormat::Jpeg));
    vec![("云亭镇/01测甲.lrmx", lrmx(&one)), ("云亭镇/02测乙.lrmx", lrmx(&two))]
}

fn lay_down(place: &Place, name: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let root = place.folder.0.join(name);
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

fn import(place: &Place, path: &Path, more: &[&str]) -> (i32, String) {
    said(&place.command(&["import", "people", path.to_str().unwrap()]).args(more).output().unwrap())
}

fn export(place: &Place, what: &str, to: &Path, more: &[&str]) -> (i32, String) {
    said(&place.command(&["export", what, "--to", to.to_str().unwrap()]).args(more).output().unwrap())
}

#[test]
fn forms_come_in_go_out_and_come_in_again_without_a_change() {
    for place in Place::all() {
        let folder = lay_down(&place, "任免审批表", &people());
        let (code, words) = import(&place, &folder, &["--check"]);
        assert_eq!(code, 0, "{words}");
        assert_eq!(place.events(), 0, "a check leaves nothing");
        let (code, words) = import(&place, &folder, &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("新增单位1个") && words.contains("干部2人"), "{words}");
        let events = place.events();

        let out = place.folder.0.join("out");
        let (code, words) = export(&place, "lrmx", &out, &[]);
        assert_eq!(code, 0, "{words}");
        let read =
            |name: &str| PersonFile::read(&fs::read(out.join(name)).unwrap(), None, &FileLimits::default()).unwrap();
        let back = read("云亭镇/测甲.lrmx");
        let mut sent = person("测甲", "197701", "云亭镇党委副书记、镇长，四级调研员");
        sent.version = back.version.clone();
        assert_eq!(back, sent, "all of it comes back but the sealed number");

        for again in [&folder, &out] {
            let (code, words) = import(&place, again, &[]);
            assert_eq!(code, 0, "{words}");
            assert!(words.contains("干部0人，更新0人，2人没有变化"), "{words}");
        }
        assert_eq!(place.events(), events);
    }
}

#[test]
fn what_changed_is_shown_before_and_undone_as_a_whole() {
    let place = Place::sqlite();
    let folder = lay_down(&place, "一", &people());
    assert_eq!(import(&place, &folder, &[]).0, 0);
    let events = place.events();
    let mut newer = numbered(person("测甲", "197701", "云亭镇党委副书记、镇长，四级调研员"), "34189919770112001");
    newer.set(Part::Rewards, "2024年，记二等功。");
    newer.set(Part::NativePlace, "安徽青弋");
    let single = lay_down(&place, "二", &[("测甲.lrmx", lrmx(&newer))]).join("测甲.lrmx");
    let (code, words) = import(&place, &single, &["--check"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("变动 测甲（云亭镇）籍贯：无→安徽青弋"), "{words}");
    assert!(words.contains("变动 测甲（云亭镇）奖惩情况：2021年，记三等功。→2024年，记二等功。"), "{words}");
    assert_eq!(place.events(), events);
    let (code, words) = import(&place, &single, &[]);
    assert_eq!(code, 0, "{words}");
    let (_, listed) = said(&place.command(&["import", "list"]).output().unwrap());
    let run = listed.split_whitespace().next().unwrap().to_owned();
    assert!(words.contains(&run) && listed.contains("测甲.lrmx"), "{listed}");
    let (code, words) = said(&place.command(&["import", "undo", &run]).output().unwrap());
    assert_eq!(code, 0, "{words}");
    let (_, words) = import(&place, &folder, &[]);
    assert!(words.contains("2人没有变化"), "as before: {words}");
    place.events();
}

#[test]
fn who_cannot_be_told_apart_is_asked_about_and_chosen() {
    let place = Place::sqlite();
    let folder = lay_down(&place, "一", &people());
    assert_eq!(import(&place, &folder, &[]).0, 0);
    let mut doubtful = person("测乙", "198002", "云亭镇副镇长");
    doubtful.set(Part::Rewards, "无。");
    let other = lay_down(&place, "二", &[("云亭镇/测乙.lrmx", lrmx(&doubtful))]);
    let (code, words) = import(&place, &other, &[]);
    assert_eq!(code, 1, "never by name alone: {words}");
    let asked = words.split("可能是：").nth(1).unwrap_or_else(|| panic!("{words}"));
    let id = asked.split('（').next().unwrap().to_owned();
    assert!(asked.contains("云亭镇副镇长"), "{words}");
    let (code, words) = import(&place, &other, &["--same", &format!("云亭镇/测乙.lrmx={id}"), "--check"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("奖惩情况：2021年，记三等功。→无。"), "{words}");
    let (code, words) = import(&place, &other, &["--same", "云亭镇/测乙.lrmx=新人"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("干部1人，更新0人"), "{words}");
    let (code, words) = import(&place, &other, &["--same", "测乙"]);
    assert_eq!((code, words.contains("不是选择")), (2, true), "{words}");
}

#[test]
fn an_archive_with_one_bad_form_brings_in_nobody() {
    let place = Place::sqlite();
    let mut files = people();
    files.push(("云亭镇/03测丙.lrmx", b"<!DOCTYPE a [<!ENTITY b \"c\">]><Person/>".to_vec()));
    let pack = |files: &[(&str, Vec<u8>)]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let path = place.folder.0.join("任免审批表.zip");
        fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
        path
    };
    let (code, words) = import(&place, &pack(&files), &[]);
    assert_eq!(code, 1, "{words}");
    assert!(words.contains("错误 云亭镇/03测丙.lrmx") && words.contains("外部定义"), "{words}");
    assert_eq!(place.events(), 0);
    files.pop();
    let (code, words) = import(&place, &pack(&files), &[]);
    assert_eq!(code, 0, "{words}");
    let empty = pack(&[("说明.txt", b"x".to_vec())]);
    let (code, words) = import(&place, &empty, &[]);
    assert_eq!((code, words.contains("里面没有任免审批表文件")), (2, true), "{words}");
}

#[test]
fn a_roster_goes_out_with_the_chosen_columns_in_the_order_shown() {
    let place = Place::sqlite();
    let folder = lay_down(&place, "一", &people());
    assert_eq!(import(&place, &folder, &[]).0, 0);
    let to = place.folder.0.join("花名册.xlsx");
    let (code, words) =
        export(&place, "people", &to, &["--columns", "姓名,单位,出生年月,性别,奖惩情况,全日制学历,职务"]);
    assert_eq!(code, 0, "{words}");
    let options = papers::roster::Options::on(engine::days::Day::new(2026, 5, 6).unwrap());
    let roster = papers::roster::read(&fs::read(&to).unwrap(), "花名册.xlsx", &options).unwrap();
    let columns: Vec<&str> = roster.sheets[0].columns.iter().map(|(_, words, _)| words.as_str()).collect();
    assert_eq!(columns, ["姓名", "单位", "出生年月", "性别", "奖惩情况", "全日制学历", "现任职务"]);
    let names: Vec<&str> = roster.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["测甲", "测乙"]);
    let (code, words) = import(&place, &to, &[]);
    assert!(code == 0 && words.contains("2人没有变化"), "{words}");
    let (code, words) = export(&place, "people", &to, &["--columns", "工资"]);
    assert_eq!((code, words.contains("没有“工资”这一列")), (2, true), "{words}");
    let (code, words) = export(&place, "people", &to, &["--unit", "没有的单位"]);
    assert_eq!((code, words.contains("没有名为“没有的单位”的单位")), (2, true), "{words}");
}

#[test]
fn the_form_is_a_document_for_each_person() {
    let place = Place::sqlite();
    let folder = lay_down(&place, "一", &people());
    assert_eq!(import(&place, &folder, &[]).0, 0);
    let out = place.folder.0.join("表");
    let (code, words) = export(&place, "appointment-form", &out, &["--newer"]);
    assert_eq!(code, 0, "{words}");
    let bytes = fs::read(out.join("云亭镇/测甲.docx")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut text).unwrap();
    assert!(
        text.contains("到龄时间")
            && text.contains("云亭镇党委副书记、镇长，四级调研员")
            && text.contains("测\u{3000}家")
    );
    assert!(zip.by_name("word/media/photo.png").is_ok());
}

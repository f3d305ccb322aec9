//! Persons' files as editors and their imitators write them, with invented people.

use engine::days::Day;
use engine::people::id_number::check_digit;

use super::*;
use crate::Level;
use crate::picture::{PictureKind, tests as picture};
use crate::roster::{Options, Roster};

mod hostile;
mod reading;
mod writing;

/// The elements of an ordinary person, in the editor's order.
const ELEMENTS: [(&str, &str); 14] = [
    ("XingMing", "测  甲"),
    ("XingBie", "男"),
    ("ChuShengNianYue", "197701"),
    ("MinZu", "汉族"),
    ("JiGuan", "安徽青弋"),
    ("RuDangShiJian", "200206"),
    ("CanJiaGongZuoShiJian", "199907"),
    ("JianKangZhuangKuang", "健康"),
    ("QuanRiZhiJiaoYu_XueLi", "大学"),
    ("XianRenZhiWu", "云亭镇党委副书记、镇长，四级调研员"),
    ("JianLi", "1995.09--1999.07  青弋学院学生\r\n1999.07--2012.09  云亭镇干部\r\n2012.09--         云亭镇镇长"),
    ("JiangChengQingKuang", "2021年5月，记三等功。"),
    ("NianDuKaoHeJieGuo", "2023年，优秀；2024年，称职。"),
    ("JiSuanNianLingShiJian", "20250630"),
];

const FAMILY: &str = "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>测乙</XingMing>\
    <ChuShengRiQi>197806</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao>\
    <GongZuoDanWeiJiZhiWu>云亭中学教师</GongZuoDanWeiJiZhiWu></Item><Item>\n  </Item></JiaTingChengYuan>";

/// A PNG, four to five.
fn png() -> Vec<u8> {
    picture::plain(PictureKind::Png, 40, 50)
}

/// A JPEG with what a camera writes beside the picture.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    picture::from_a_camera(width, height, 1)
}

fn id_number() -> String {
    let body = "34189919770112001";
    format!("{body}{}", check_digit(body))
}

fn xml(inside: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Person>{inside}</Person>").into_bytes()
}

fn elements() -> String {
    ELEMENTS.map(|(name, words)| format!("\r\n  <{name}>{words}</{name}>")).concat()
}

/// The whole person.
fn whole() -> Vec<u8> {
    let photo = Photo::read(&png(), 5 << 20).unwrap().to_base64();
    let rest = format!(
        "{FAMILY}<ShenFenZheng>{}</ShenFenZheng><ZhaoPian>{photo}</ZhaoPian><Version>3.2.1.16</Version>",
        id_number()
    );
    xml(&(elements() + &rest))
}

fn read(bytes: &[u8]) -> PersonFile {
    PersonFile::read(bytes, None, &FileLimits::default()).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    PersonFile::read(bytes, None, &FileLimits::default()).unwrap_err().sentence
}

fn roster(files: &[(&str, &[u8])]) -> Roster {
    let mut options = Options::on(Day::new(2026, 5, 6).unwrap());
    options.units = vec!["云亭镇".into(), "县财政局".into()];
    let mut collector = Collector::new("任免审批表", &options);
    for (name, bytes) in files {
        collector.take(&Place { name }, PersonFile::read(bytes, None, &FileLimits::default()));
    }
    collector.finish().unwrap()
}

fn said(roster: &Roster, level: Level) -> Vec<String> {
    let found = roster.findings.iter().filter(|finding| finding.level == level);
    found.map(|finding| format!("{} {} {}", finding.sheet, finding.cell, finding.sentence)).collect()
}

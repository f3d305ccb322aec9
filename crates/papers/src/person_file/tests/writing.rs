use super::*;

#[test]
fn what_is_written_is_read_again_as_it_was() {
    let file = read(&whole());
    let (bytes, unfit) = file.to_lrmx(Generation::Until2024);
    assert_eq!(unfit, []);
    assert_eq!(read(&bytes), file);
    let (again, _) = read(&bytes).to_lrmx(Generation::Until2024);
    assert_eq!(again, bytes);
}

#[test]
fn elements_stand_in_the_editors_order_with_its_line_ends() {
    let (bytes, _) = read(&whole()).to_lrmx(Generation::Until2024);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Person>\r\n  <XingMing>测  甲</XingMing>"
    ));
    assert!(text.ends_with("  <Version>3.2.1.16</Version>\r\n</Person>"));
    let place = |name: &str| text.find(&format!("<{name}>")).unwrap_or_else(|| panic!("{name}"));
    let order =
        ["RenMianLiYou", "JiaTingChengYuan", "ChengBaoDanWei", "TianBiaoRen", "ShenFenZheng", "ZhaoPian", "Version"];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])));
    assert!(!text.contains("DaoLingNianYue"), "the older form has no such field");
    assert!(!text.replace("\r\n", "").contains('\n'), "every line ends as on Windows");
    let (newer, _) = read(&whole()).to_lrmx(Generation::From2025);
    assert!(String::from_utf8(newer).unwrap().contains("<DaoLingNianYue></DaoLingNianYue>"));
}

#[test]
fn dates_become_digits_and_signs_of_markup_stay_words() {
    let mut file = PersonFile::default();
    file.set(Part::Name, "测<甲>&");
    file.set(Part::Birth, "1977.1");
    file.set(Part::Joined, "2001年8月；民建");
    file.set(Part::FilledDay, "2025-06-30");
    let (bytes, unfit) = file.to_lrmx(Generation::Until2024);
    assert_eq!(unfit, []);
    let back = read(&bytes);
    assert_eq!(back.text(Part::Name), "测<甲>&");
    assert_eq!(back.text(Part::Birth), "197701");
    assert_eq!(back.text(Part::Joined), "200108；民建");
    assert_eq!(back.text(Part::FilledDay), "20250630");
}

#[test]
fn what_the_editor_would_not_take_is_said_and_not_cut() {
    let mut file = PersonFile::default();
    file.set(Part::Nation, &"长".repeat(19));
    file.set(Part::Birth, "不详");
    file.set(Part::Rewards, &"奖".repeat(552));
    let (bytes, unfit) = file.to_lrmx(Generation::Until2024);
    let sentences: Vec<&str> = unfit.iter().map(|unfit| unfit.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        ["“出生年月”应为6位或8位数字，这里是“不详”，请在编辑器中改正", "“民族”最多18个汉字，这里有19个，请精简"]
    );
    assert_eq!(read(&bytes).text(Part::Nation).chars().count(), 19);
}

#[test]
fn what_is_kept_beside_the_card_comes_back_and_tells_its_differences() {
    let file = read(&whole());
    let kept = Kept::of(&file).unwrap();
    let mut back = PersonFile::default();
    Kept::restore(&kept.fields(), &mut back);
    assert_eq!(back.family, file.family);
    assert_eq!(back.text(Part::Resume), file.text(Part::Resume));
    assert_eq!(back.text(Part::AgeDay), "20250630");
    assert_eq!(kept.over(&kept.fields()).1, [], "the same says nothing new");
    let mut newer = file.clone();
    newer.set(Part::Rewards, "");
    newer.set(Part::Assessments, "2024年，优秀。");
    let (whole, changed) = Kept::of(&newer).unwrap().over(&kept.fields());
    assert_eq!(changed, [("年度考核结果", "2023年，优秀；2024年，称职。".to_owned(), "2024年，优秀。".to_owned())]);
    assert_eq!(whole["rewards"], "2021年5月，记三等功。", "what the file leaves blank stays");
}

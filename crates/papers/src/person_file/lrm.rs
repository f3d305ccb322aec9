//! Reads .lrm, the form of the editor's second version: thirty-three texts in quotes, in an old Chinese encoding, nothing escaped.

use super::part::Part;
use super::{FileLimits, PersonFile, Relative, decode};
use crate::finding::Unreadable;

/// Texts in a file.
const COUNT: usize = 33;

/// The texts that stand for one part each.
const SINGLE: [(usize, Part); 22] = [
    (0, Part::Name),
    (1, Part::Sex),
    (2, Part::Birth),
    (3, Part::Nation),
    (4, Part::NativePlace),
    (5, Part::Joined),
    (6, Part::Health),
    (7, Part::BirthPlace),
    (8, Part::WorkStart),
    (11, Part::Profession),
    (16, Part::Speciality),
    (17, Part::Resume),
    (18, Part::Rewards),
    (19, Part::Assessments),
    (25, Part::Post),
    (26, Part::ProposedPost),
    (27, Part::RemovedPost),
    (28, Part::Reason),
    (29, Part::ReportingUnit),
    (30, Part::AgeDay),
    (31, Part::FilledBy),
    (32, Part::FilledDay),
];

/// 学历#学位@学历#学位 and the schools after it.
const LEVELS: [Part; 4] =
    [Part::FullTimeEducation, Part::FullTimeDegree, Part::InServiceEducation, Part::InServiceDegree];
const SCHOOLS: [Part; 4] =
    [Part::FullTimeSchool, Part::FullTimeDegreeSchool, Part::InServiceSchool, Part::InServiceDegreeSchool];

/// Reads the bytes of one .lrm.
///
/// # Errors
/// One sentence when it is no such file.
pub(super) fn read(bytes: &[u8], limits: &FileLimits) -> Result<PersonFile, Unreadable> {
    let (text, _) = decode(bytes);
    let bare = text.trim().trim_matches('\u{0}');
    let inside = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let texts: Vec<&str> = inside.map(|inside| inside.split("\",\"").collect()).unwrap_or_default();
    if texts.len() != COUNT {
        return Err(Unreadable::because(
            "这不是完整的2.0版任免审批表（.lrm）。请用任免审批表编辑器打开原件，另存为.lrmx后再导入",
        ));
    }
    if texts.iter().any(|words| words.chars().count() > limits.text) {
        return Err(Unreadable::because("文件里的内容大得不合常理，已停止读取。请用任免审批表编辑器打开原件查看"));
    }
    let mut file = PersonFile { version: "2".to_owned(), ..PersonFile::default() };
    let at = |place: usize| texts.get(place).copied().unwrap_or_default();
    for (place, part) in SINGLE {
        file.set(part, at(place));
    }
    for (place, parts) in [(9, LEVELS), (10, SCHOOLS)] {
        let mut ways = at(place).split('@');
        let mut words = Vec::new();
        for _ in 0..2 {
            let mut pair = ways.next().unwrap_or_default().split('#');
            words.push(pair.next().unwrap_or_default());
            words.push(pair.next().unwrap_or_default());
        }
        parts.iter().zip(words).for_each(|(part, words)| file.set(*part, words));
    }
    file.family = family([at(20), at(21), at(22), at(23), at(24)], limits);
    if text.contains('\u{FFFD}') {
        file.doubts.push("有认不出的字符，显示为“\u{FFFD}”".to_owned());
    }
    Ok(file)
}

fn family(columns: [&str; 5], limits: &FileLimits) -> Vec<Relative> {
    let columns = columns.map(|words| words.split('@').map(|word| super::tidy(word, false)).collect::<Vec<_>>());
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0).min(limits.items);
    let mut family: Vec<Relative> = (0..longest)
        .map(|row| {
            let mut relative = Relative::default();
            for (place, column) in relative.places().into_iter().zip(&columns) {
                *place = column.get(row).cloned().unwrap_or_default();
            }
            relative
        })
        .collect();
    family.retain(|relative| !relative.is_empty());
    family
}

//! The first page: who he is, his posts, his 简历.

use super::fit::{self, Room, Size};
use super::ooxml::{Across, Cell, Content, Down, Merge, Row, Table};
use super::{counted_to, month_of, printed, spaced};
use crate::person_file::{Generation, Part, PersonFile};

/// The columns in millimetres: the first is split where the 简历 begins.
const COLUMNS: [f64; 8] = [13.8, 4.2, 23.0, 18.8, 23.0, 23.2, 23.5, 36.3];
/// The photo in its cell.
const PHOTO: f64 = 35.6;
/// Half-width columns of a period's months: hanging by nine Han characters.
const HANGING: f64 = 9.0;

/// Labels stand sixteen points apart.
pub(super) const LABEL: Size = Size { half_points: 28, line: 16.0 };
/// The smallest size of a cell, in half points.
pub(super) const SMALLEST: u32 = 11;
const SMALLEST_RESUME: u32 = 16;

/// A label in lines of its own.
pub(super) fn label(span: usize, lines: &[&str]) -> Cell {
    label_over(span, Merge::No, lines)
}

pub(super) fn label_over(span: usize, merge: Merge, lines: &[&str]) -> Cell {
    let paragraphs = lines.iter().map(|line| (*line).to_owned()).collect();
    let content = Content::Words { paragraphs, size: LABEL, across: Across::Centre, hanging: 0.0 };
    Cell { span, merge, down: Down::Middle, padding: (0.0, 0.0), content }
}

/// How the words of a cell stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand {
    pub(super) across: Across,
    pub(super) down: Down,
    pub(super) padding: (f64, f64),
}

pub(super) const SHORT: Stand = Stand { across: Across::Centre, down: Down::Middle, padding: (0.7, 0.7) };
/// Dates stand without blanks beside them: they just fit.
const DATE: Stand = Stand { padding: (0.0, 0.0), ..SHORT };
pub(super) const LONG: Stand = Stand { across: Across::Left, down: Down::Middle, padding: (1.8, 0.7) };

/// Words in a box, as large as they fit.
pub(super) fn words(span: usize, text: &str, room: Room, stand: Stand) -> Cell {
    let paragraphs: Vec<&str> = text.lines().collect();
    let inside = Room { width: room.width - stand.padding.0 - stand.padding.1 - 0.3, height: room.height - 0.5 };
    let size = fit::size(&paragraphs, inside, SMALLEST, 2.0, 0.0);
    let content = Content::Words {
        paragraphs: paragraphs.into_iter().map(str::to_owned).collect(),
        size,
        across: stand.across,
        hanging: 0.0,
    };
    Cell { span, merge: Merge::No, down: stand.down, padding: stand.padding, content }
}

/// A cell that only goes on from the row above.
pub(super) fn below(span: usize) -> Cell {
    Cell { merge: Merge::GoesOn, ..label(span, &[""]) }
}

pub(super) fn table(file: &PersonFile, generation: Generation) -> Table {
    let mut rows = top(file, generation);
    rows.extend(schooling(file));
    let height = if generation == Generation::From2025 { 12.5 } else { 12.0 };
    for (title, part) in
        [("现 任 职 务", Part::Post), ("拟 任 职 务", Part::ProposedPost), ("拟 免 职 务", Part::RemovedPost)]
    {
        let room = Room { width: 124.8, height };
        rows.push(Row { height, cells: vec![label(3, &[title]), words(5, file.text(part), room, LONG)] });
    }
    rows.push(resume(file));
    Table { columns: COLUMNS.to_vec(), rows }
}

/// A label and the words beside it, in the height of their row.
fn pair(span: usize, lines: &[&str], text: &str, height: f64, stand: Stand) -> [Cell; 2] {
    [label(span, lines), words(1, text, Room { width: 23.0, height }, stand)]
}

/// A row of pairs beside the photo, which begins in the first row and goes on in those below.
fn beside_photo(height: f64, pairs: Vec<[Cell; 2]>, merge: Merge) -> Row {
    let content = if merge == Merge::Begins {
        Content::Photo(PHOTO)
    } else {
        Content::Words { paragraphs: Vec::new(), size: LABEL, across: Across::Centre, hanging: 0.0 }
    };
    let photo = Cell { span: 1, merge, down: Down::Middle, padding: (0.0, 0.0), content };
    Row { height, cells: pairs.into_iter().flatten().chain([photo]).collect() }
}

/// The four rows beside the photo. The generations differ in the last two.
fn top(file: &PersonFile, generation: Generation) -> Vec<Row> {
    let text = |part| file.text(part);
    let first = vec![
        pair(2, &["姓 名"], &spaced(text(Part::Name)), 12.5, SHORT),
        pair(1, &["性 别"], text(Part::Sex), 12.5, SHORT),
        pair(1, &["出生年月", "(岁)"], &birth(file), 12.5, DATE),
    ];
    let second = vec![
        pair(2, &["民 族"], text(Part::Nation), 12.2, SHORT),
        pair(1, &["籍 贯"], text(Part::NativePlace), 12.2, SHORT),
        pair(1, &["出 生 地"], text(Part::BirthPlace), 12.2, SHORT),
    ];
    let last_of_third = match generation {
        Generation::Until2024 => pair(1, &["健康状况"], text(Part::Health), 12.0, SHORT),
        Generation::From2025 => pair(1, &["到龄时间"], &due(file), 12.0, DATE),
    };
    // Narrower than its cell: a month with its sign must stand in one line where digits are wider than half a Han character, too.
    let joined = words(1, &joined(file), Room { width: 20.0, height: 12.0 }, DATE);
    let third = vec![
        [label(2, &["入 党", "时 间"]), joined],
        pair(1, &["参加工", "作时间"], &printed(text(Part::WorkStart)), 12.0, DATE),
        last_of_third,
    ];
    let (profession, speciality) = (["专业技", "术职务"], ["熟悉专业", "有何专长"]);
    let wide = |part, width| words(2, text(part), Room { width, height: 12.5 }, SHORT);
    let fourth = match generation {
        Generation::Until2024 => vec![
            [label(2, &profession), wide(Part::Profession, 41.8)],
            [label(1, &speciality), wide(Part::Speciality, 46.7)],
        ],
        Generation::From2025 => vec![
            pair(2, &["健 康", "状 况"], text(Part::Health), 12.5, SHORT),
            pair(1, &profession, text(Part::Profession), 12.5, SHORT),
            pair(1, &speciality, text(Part::Speciality), 12.5, SHORT),
        ],
    };
    vec![
        beside_photo(12.5, first, Merge::Begins),
        beside_photo(12.2, second, Merge::GoesOn),
        beside_photo(12.0, third, Merge::GoesOn),
        beside_photo(12.5, fourth, Merge::GoesOn),
    ]
}

/// The months of 入党时间 as printed, each party on a line of its own.
fn joined(file: &PersonFile) -> String {
    let pieces = file.text(Part::Joined).split(['；', ';']).map(|piece| printed(piece.trim()));
    pieces.collect::<Vec<_>>().join("；\n")
}

/// «1977.01», the age below it where it can be counted.
fn birth(file: &PersonFile) -> String {
    let born = printed(file.text(Part::Birth));
    match (month_of(file.text(Part::Birth)), counted_to(file)) {
        (Some(birth), Some(day)) if day > birth => format!("{born}\n（{}岁）", birth.age_in(day)),
        _ => born,
    }
}

/// «2038.04», the age he then has below it.
fn due(file: &PersonFile) -> String {
    let due = printed(file.text(Part::DueMonth));
    match (month_of(file.text(Part::Birth)), month_of(file.text(Part::DueMonth))) {
        (Some(birth), Some(month)) if month > birth => format!("{due}\n（{}岁）", birth.age_in(month)),
        _ => due,
    }
}

/// Four narrow rows: 全日制 and 在职, 学历 above 学位, each with its school.
fn schooling(file: &PersonFile) -> Vec<Row> {
    let ways = [
        (
            ["全日制", "教 育"],
            [Part::FullTimeEducation, Part::FullTimeDegree],
            [Part::FullTimeSchool, Part::FullTimeDegreeSchool],
        ),
        (
            ["在 职", "教 育"],
            [Part::InServiceEducation, Part::InServiceDegree],
            [Part::InServiceSchool, Part::InServiceDegreeSchool],
        ),
    ];
    let mut rows = Vec::new();
    for (title, levels, schools) in ways {
        let [first, second] = schools.map(|part| file.text(part));
        // One school for both is printed once, over both lines.
        let once = second.is_empty() || first == second;
        for (line, level) in levels.into_iter().enumerate() {
            let upper = line == 0;
            let (merge, begins) = if upper { (Merge::Begins, true) } else { (Merge::GoesOn, false) };
            let head = if rows.is_empty() { label_over(2, Merge::Begins, &["学 历", "学 位"]) } else { below(2) };
            let level = words(2, file.text(level), Room { width: 41.8, height: 6.1 }, SHORT);
            let school = match (once, begins) {
                (true, true) => {
                    let room = Room { width: 59.8, height: 12.2 };
                    Cell { merge: Merge::Begins, ..words(2, first, room, LONG) }
                }
                (true, false) => below(2),
                (false, upper) => {
                    let room = Room { width: 59.8, height: 6.1 };
                    words(2, if upper { first } else { second }, room, LONG)
                }
            };
            let cells = vec![
                head,
                label_over(1, merge, if upper { &title } else { &[""] }),
                level,
                label_over(1, merge, if upper { &["毕业院校", "系及专业"] } else { &[""] }),
                school,
            ];
            rows.push(Row { height: 6.1, cells });
        }
    }
    rows
}

/// The 简历: months hanging before their periods, as large as the box allows.
fn resume(file: &PersonFile) -> Row {
    const HEIGHT: f64 = 125.8;
    let lines: Vec<&str> = file.text(Part::Resume).lines().map(str::trim_end).collect();
    let padding = (1.8, 1.8);
    let room = Room { width: 152.0 - padding.0 - padding.1 - 0.8, height: HEIGHT - 2.0 };
    let size = fit::size(&lines, room, SMALLEST_RESUME, 1.0, HANGING);
    let paragraphs = lines.into_iter().map(str::to_owned).collect();
    let content = Content::Words { paragraphs, size, across: Across::Left, hanging: HANGING };
    let text = Cell { span: 7, merge: Merge::No, down: Down::Top, padding, content };
    Row { height: HEIGHT, cells: vec![label(1, &["简", "", "", "", "历"]), text] }
}

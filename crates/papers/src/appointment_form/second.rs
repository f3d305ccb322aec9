//! The second page: what speaks for him, his family, who decides.

use super::first::{LABEL, LONG, SHORT, Stand, below, label, label_over, words};
use super::fit::Room;
use super::ooxml::{Across, Cell, Content, Down, Merge, Row, Table};
use super::{counted_to, month_of, spaced};
use crate::person_file::{Part, PersonFile, Relative};

/// The columns in millimetres: the last is split where the government's decision stands.
const COLUMNS: [f64; 7] = [13.1, 19.3, 22.5, 10.1, 17.8, 13.8, 69.6];
/// Relatives the form has lines for.
const LINES: usize = 7;
/// All of their lines together, in millimetres.
const FAMILY: f64 = 86.1;

pub(super) fn table(file: &PersonFile) -> Table {
    let wide = |label: Cell, part: Part, height: f64| {
        let room = Room { width: 153.1, height };
        Row { height, cells: vec![label, words(6, file.text(part), room, LONG)] }
    };
    let mut rows = vec![
        wide(label(1, &["奖", "惩", "情", "况"]), Part::Rewards, 25.0),
        wide(label(1, &["年核", "度结", "考果"]), Part::Assessments, 18.0),
        wide(label(1, &["任", "免", "理", "由"]), Part::Reason, 24.0),
    ];
    rows.extend(family(file));
    rows.push(reporting(file));
    rows.push(decisions());
    Table { columns: COLUMNS.to_vec(), rows }
}

fn family(file: &PersonFile) -> Vec<Row> {
    let title = ["家", "庭", "主", "要", "成", "员", "及", "重", "要", "社", "会", "关", "系"];
    let heading = vec![
        label_over(1, Merge::Begins, &title),
        label(1, &["称 谓"]),
        label(1, &["姓 名"]),
        label(1, &["年", "龄"]),
        label(1, &["政 治", "面 貌"]),
        label(2, &["工 作 单 位 及 职 务"]),
    ];
    let mut rows = vec![Row { height: 11.4, cells: heading }];
    let count = file.family.len().max(LINES);
    // More relatives than lines: the lines grow narrower, the form stays on its page.
    let height = FAMILY / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let blank = Relative::default();
    for place in 0..count {
        let relative = file.family.get(place).unwrap_or(&blank);
        let cell = |span, text: &str, width, stand| words(span, text, Room { width, height }, stand);
        let cells = vec![
            below(1),
            cell(1, &relative.relation, 19.3, SHORT),
            cell(1, &spaced(&relative.name), 22.5, SHORT),
            cell(1, &age(relative, file), 10.1, SHORT),
            cell(1, &relative.politics, 17.8, SHORT),
            cell(2, &relative.work, 83.4, Stand { padding: (1.1, 0.7), ..LONG }),
        ];
        rows.push(Row { height, cells });
    }
    rows
}

/// Full years, and none for those who have died.
fn age(relative: &Relative, file: &PersonFile) -> String {
    let died = ["去世", "死亡", "逝世", "已逝", "已故"].iter().any(|word| relative.work.contains(word));
    let born = month_of(&relative.birth).filter(|_| !died);
    match (born, counted_to(file)) {
        (Some(born), Some(day)) if day >= born => born.age_in(day).to_string(),
        _ => String::new(),
    }
}

/// Who hands it in, and when: in one box, unit above day.
fn reporting(file: &PersonFile) -> Row {
    const HEIGHT: f64 = 36.5;
    let filled = file.text(Part::FilledDay);
    let date = match (month_of(filled), filled.get(6..8)) {
        (Some(month), Some(day)) => format!("{}年{}月{}日", month.year(), month.month(), day.trim_start_matches('0')),
        (Some(month), None) => format!("{}年{}月　日", month.year(), month.month()),
        _ => "年　月　日".to_owned(),
    };
    let text = format!("{}\n\n{date}", file.text(Part::ReportingUnit));
    let stand = Stand { across: Across::Right, down: Down::Bottom, padding: (1.8, 8.0) };
    let room = Room { width: 153.1, height: HEIGHT };
    Row { height: HEIGHT, cells: vec![label(1, &["呈", "报", "单", "位"]), words(6, &text, room, stand)] }
}

fn decisions() -> Row {
    let seal = |span| {
        let paragraphs = vec!["（盖章）　　　".to_owned(), String::new(), "年　月　日　".to_owned()];
        let content = Content::Words { paragraphs, size: LABEL, across: Across::Right, hanging: 0.0 };
        Cell { span, merge: Merge::No, down: Down::Bottom, padding: (0.0, 2.0), content }
    };
    let cells =
        vec![label(1, &["审意", "批", "机", "关见"]), seal(4), label(1, &["行任", "政免", "机意", "关见"]), seal(1)];
    Row { height: 35.6, cells }
}

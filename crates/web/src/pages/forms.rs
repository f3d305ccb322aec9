//! From what the engine's form walker asks for to what is drawn.

use crate::view::field::{self as view, Control, Field, FormRow, FormTable, HalfDayBox, PickBox, TextBox};
use engine::{
    days::{Day, HalfDay, Period},
    form::{self, FieldKind, HalfControl, Pick},
};

/// What a control is called from whose file the rows of a table are taken, after the table's name.
pub const SHEET: &str = "._sheet";

/// Most choices drawn as radio buttons.
const RADIOS: usize = 6;

/// Fields as they are drawn.
pub fn drawn(fields: &[form::Field]) -> Vec<Field> {
    fields.iter().map(field).collect()
}

/// Whether a form takes files, so that it must be sent in parts.
pub fn takes_files(fields: &[form::Field]) -> bool {
    fields.iter().any(|field| match &field.kind {
        FieldKind::Files { .. } => true,
        FieldKind::Group(fields) => takes_files(fields),
        FieldKind::Branches(branches) => branches.iter().any(|branch| takes_files(&branch.fields)),
        // Its rows may come from a file.
        FieldKind::Table { .. } => true,
        _ => false,
    })
}

fn field(asked: &form::Field) -> Field {
    let id = id_of(&asked.name);
    let hint = hint_of(asked);
    let error = asked.error.clone().unwrap_or_default();
    let mut told_by = Vec::new();
    if !hint.is_empty() {
        told_by.push(format!("{id}-hint"));
    }
    if !error.is_empty() {
        told_by.push(format!("{id}-error"));
    }
    Field {
        control: control(asked, &id),
        name: name_of(asked),
        id,
        label: asked.title.clone(),
        hint,
        error,
        may: !asked.required && !matches!(asked.kind, FieldKind::Yes | FieldKind::Table { .. }),
        many: matches!(asked.kind, FieldKind::Files { many: true, .. }),
        told_by: told_by.join(" "),
    }
}

/// An id that a stylesheet and an address can name: dots become dashes.
pub fn id_of(name: &str) -> String {
    format!("f-{}", name.replace(['.', '/'], "-"))
}

fn name_of(asked: &form::Field) -> String {
    match &asked.kind {
        FieldKind::Files { upload, .. } => upload.clone(),
        _ => asked.name.clone(),
    }
}

fn hint_of(asked: &form::Field) -> String {
    let mut hint = asked.hint.clone().unwrap_or_default();
    if asked.sealed {
        if !hint.is_empty() && !hint.ends_with(['。', '；', '？']) {
            hint.push('。');
        }
        hint.push_str("填写后封存，查阅须写明理由。");
    }
    hint
}

fn control(asked: &form::Field, id: &str) -> Control {
    let value = asked.value.clone();
    let text = |class, mode| Control::Text(TextBox { value: value.clone(), class, mode });
    match &asked.kind {
        FieldKind::Text { max } if *max <= 20 => text("short", ""),
        FieldKind::Text { .. } | FieldKind::Unknown => text("full", ""),
        FieldKind::Prose { .. } => Control::Prose(value.clone()),
        FieldKind::Phone => text("short", "tel"),
        FieldKind::IdNumber => text("person", ""),
        FieldKind::Integer { .. } => text("short", "numeric"),
        FieldKind::Decimal | FieldKind::Money => text("short", "decimal"),
        FieldKind::Yes => Control::Tick(value == "true"),
        FieldKind::Day => text("short", ""),
        FieldKind::HalfDay(half) => Control::HalfDay(half_box(half, id, &asked.title)),
        FieldKind::Period(from, to) => {
            let end = |half: &HalfControl, which: &str| {
                half_box(half, &format!("{id}-{which}"), &format!("{}{}", asked.title, half.title))
            };
            let mut until = end(to, "to");
            // A period usually ends in the afternoon; as long as no day is written, that is what the page suggests.
            if until.day.is_empty() {
                until.half = "下午".into();
            }
            let days = days_of(from, to);
            Control::Period(end(from, "from"), until, days)
        }
        FieldKind::Pick { pick, chosen, among } => picker(*pick, chosen.as_ref(), among, &value, asked.required),
        FieldKind::Choice(choices) if choices.len() <= RADIOS && asked.required => Control::Radios(choices_of(choices)),
        FieldKind::Choice(choices) => {
            let empty = view::Choice { words: "请选择".into(), ..view::Choice::default() };
            Control::Select(std::iter::once(empty).chain(choices_of(choices)).collect())
        }
        FieldKind::Choices(choices) => Control::Ticks(choices_of(choices)),
        FieldKind::Files { held, .. } => Control::File(
            held.iter()
                .map(|one| view::HeldFile {
                    control: one.control.clone(),
                    digest: one.digest.clone(),
                    name: one.name.clone(),
                })
                .collect(),
        ),
        FieldKind::Branches(branches) => Control::Branches(
            branches
                .iter()
                .map(|branch| view::Branch {
                    value: branch.value.clone(),
                    words: branch.word.clone(),
                    chosen: branch.chosen,
                    fields: drawn(&branch.fields),
                })
                .collect(),
        ),
        FieldKind::Group(fields) => Control::Group(drawn(fields)),
        FieldKind::Table { heads, rows } => Control::Table(table(asked, heads, rows)),
        FieldKind::Hidden => Control::Hidden(value.clone()),
    }
}

fn choices_of(choices: &[form::Choice]) -> Vec<view::Choice> {
    let choice =
        |one: &form::Choice| view::Choice { value: one.value.clone(), words: one.word.clone(), chosen: one.chosen };
    choices.iter().map(choice).collect()
}

fn picker(pick: Pick, chosen: Option<&form::Found>, among: &[form::Found], value: &str, required: bool) -> Control {
    if among.is_empty() {
        let value = chosen.map_or_else(|| value.to_owned(), form::Found::label);
        return Control::Pick(PickBox { value, from: suggestions(pick) });
    }
    let empty = view::Choice { words: if required { "请选择" } else { "不填" }.into(), ..view::Choice::default() };
    let one = |found: &form::Found| view::Choice {
        value: found.id.clone(),
        words: found.label(),
        chosen: chosen.is_some_and(|chosen| chosen.id == found.id),
    };
    Control::Select(std::iter::once(empty).chain(among.iter().map(one)).collect())
}

/// Where suggestions for a picker come from.
pub const fn suggestions(pick: Pick) -> &'static str {
    match pick {
        Pick::Person => "/suggest/person",
        Pick::Unit => "/suggest/unit",
        Pick::Post => "/suggest/post",
        Pick::Matter => "/suggest/matter",
    }
}

/// 3, 2.5: the days of a period of which both ends are written.
fn days_of(from: &HalfControl, to: &HalfControl) -> String {
    let half = |end: &HalfControl| {
        let day = Day::of(&end.day)?;
        Some(if end.half == "下午" { HalfDay::afternoon(day) } else { HalfDay::morning(day) })
    };
    let period = half(from).zip(half(to)).and_then(|(from, to)| Period::new(from, to));
    period.map(|period| period.days_word()).unwrap_or_default()
}

fn half_box(half: &HalfControl, id: &str, label: &str) -> HalfDayBox {
    HalfDayBox {
        id: id.to_owned(),
        label: label.to_owned(),
        day_name: half.day_name.clone(),
        day: half.day.clone(),
        half_name: half.half_name.clone(),
        half: half.half.clone(),
    }
}

fn table(asked: &form::Field, heads: &[form::Head], rows: &[form::Row]) -> FormTable {
    let row = |row: &form::Row| FormRow {
        cells: drawn(&row.fields),
        error: row.error.clone().unwrap_or_default(),
        drop_name: "_del".into(),
        drop_value: row.name.clone(),
    };
    FormTable {
        heads: heads.iter().map(|head| head.title.clone()).collect(),
        rows: rows.iter().map(row).collect(),
        add_name: "_add".into(),
        add_value: asked.name.clone(),
        note: if asked.required { "至少一行。" } else { "没有的，留空即可。" }.into(),
        paste_name: format!("{}._paste", asked.name),
        sheet_name: format!("{}{SHEET}", asked.name),
        pasted: asked.value.clone(),
    }
}

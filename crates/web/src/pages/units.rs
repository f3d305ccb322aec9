//! 单位与班子: the list in official order, and one unit with its body, its people away and its matters.

use super::{
    dossier,
    frame::{frame, number},
    visit::{Visit, encoded, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        card::{AsOf, Block, CardPage, TimelineRow},
        frame::Crumb,
        pages::{HeadAct, ListPage},
        parts::{Head, Paging, Row, TableCell, TableRow, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    days::Day,
    procedure::{As, Side},
};
use std::collections::BTreeMap;
use store::{Filter, MatterRow};

/// All units that exist.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    let q = visit.asked("q").unwrap_or("").to_owned();
    let policy = visit.app.county.policy();
    let units = visit.reader().units()?;
    let parents: Vec<(String, String)> = units.iter().map(|unit| (unit.id.0.clone(), unit.name.clone())).collect();
    let parent =
        |id: &str| parents.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone()).unwrap_or_default();
    let fits = |unit: &&store::UnitRow| {
        unit.active && (q.is_empty() || unit.name.contains(&q) || unit.aliases.iter().any(|one| one.contains(&q)))
    };
    let kind = |code: &str| {
        let terms = policy.dictionary("unit_kinds").map(|dictionary| dictionary.terms.as_slice()).unwrap_or_default();
        terms.iter().find(|term| term.code == code).map_or_else(|| code.to_owned(), |term| term.title.clone())
    };
    let heads = [("单位", "name"), ("类别", "fix"), ("上级单位", "")];
    let rows: Vec<TableRow> = units
        .iter()
        .filter(fits)
        .map(|unit| {
            let words = [
                unit.name.clone(),
                kind(&unit.kind),
                unit.parent.as_ref().map(|id| parent(id.as_str())).unwrap_or_default(),
            ];
            let cell = |((label, class), text): (&(&str, &'static str), String)| TableCell {
                text,
                class,
                label: (*label).into(),
                ..TableCell::default()
            };
            let mut cells: Vec<TableCell> = heads.iter().zip(words).map(cell).collect();
            if let Some(name) = cells.first_mut() {
                name.href = format!("/units/{}", unit.id);
            }
            TableRow { tone: "", cells }
        })
        .collect();
    let view = ListPage {
        frame: frame(visit, "单位与班子", "/units", vec![Crumb::here("单位与班子")])?,
        heading: "单位与班子".into(),
        meta: "按规定的排序".into(),
        acts: Vec::new(),
        action: "/units".into(),
        find: "单位",
        q,
        unit: None,
        wrong: String::new(),
        columns: heads.iter().map(|(title, class)| Head { title: (*title).into(), class }).collect(),
        paging: Paging { words: format!("共{}个单位", rows.len()), links: Vec::new() },
        rows,
    };
    shown(StatusCode::OK, &view)
}

/// The day as of which a card is asked for: today, or a past one.
pub(super) fn as_of(visit: &Visit, action: String) -> Result<(Day, AsOf), Problem> {
    let today = visit.today();
    let asked = visit.asked("on").map(|text| Day::parse(text, today)).transpose().map_err(Problem::malformed)?;
    let on = asked.unwrap_or(today).min(today);
    let past = if on < today { format!("截至{}", on.sentence_with_year()) } else { String::new() };
    Ok((on, AsOf { action, day: on.to_string(), past }))
}

/// What a card offers to do: nothing on a past day.
pub(super) fn acts(acts: Vec<HeadAct>, as_of: &AsOf) -> Vec<HeadAct> {
    if as_of.past.is_empty() { acts } else { Vec::new() }
}

/// The address of the older matters of a card.
pub(super) fn older(visit: &Visit, as_of: &AsOf, next: Option<String>) -> String {
    let on = if as_of.past.is_empty() { String::new() } else { format!("&on={}", as_of.day) };
    let block = visit.asked("block").map(|block| format!("&block={}", encoded(block))).unwrap_or_default();
    next.map(|cursor| format!("{}?cursor={}{on}{block}", as_of.action, encoded(&cursor))).unwrap_or_default()
}

/// One unit.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (reader, id) = (visit.reader(), visit.unit());
    let (today, as_of) = as_of(visit, format!("/units/{id}"))?;
    let units = reader.units()?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or_else(Problem::not_found)?;
    let to = (!as_of.past.is_empty()).then_some(today);
    let dossier = dossier::Dossier {
        of: id.as_str(),
        here: format!("/units/{id}"),
        filter: Filter { unit: Some(id.clone()), to, ..Filter::default() },
        on: today,
        print: None,
        registered: true,
        own: false,
    };
    let dossier::Entries { found, total, panel } = dossier::entries(visit, &dossier)?;
    let posts = reader.posts(&id, today)?;
    let (body, others): (Vec<_>, Vec<_>) = posts.iter().filter(|post| post.active).partition(|post| post.leading);
    let below: Vec<Row> = units
        .iter()
        .filter(|other| other.active && other.parent.as_ref() == Some(&id))
        .map(|other| Row::new(other.name.clone(), format!("/units/{}", other.id), ""))
        .collect();
    let absences = reader.absences(today, today, &visit.scope())?;
    let away = absences.into_iter().filter(|absence| absence.firm && absence.unit.as_ref() == Some(&id));
    let parent = unit.parent.as_ref().and_then(|parent| units.iter().find(|other| other.id == *parent));
    let mut facts = vec![Row::new("在册职务", "", format!("{}个", posts.iter().filter(|post| post.active).count()))];
    facts.push(Row::new(
        "空缺",
        "",
        format!("{}个", posts.iter().filter(|post| post.active && post.holder.is_none()).count()),
    ));
    facts.extend(parent.map(|parent| Row::new("上级单位", "", parent.name.clone())));
    let block = |title: &str, rows: Vec<Row>, empty: &str| Block {
        title: title.into(),
        meta: format!("{}项", rows.len()),
        rows,
        empty: empty.into(),
    };
    let view = CardPage {
        acts: acts(unit_acts(visit, id.as_str()), &as_of),
        frame: frame(
            visit,
            &unit.name,
            "/units",
            vec![Crumb::to("单位与班子", "/units"), Crumb::here(unit.name.clone())],
        )?,
        heading: unit.name.clone(),
        post: unit.aliases.join("、"),
        tags: Vec::new(),
        facts,
        holds: Vec::new(),
        away: away
            .map(|absence| format!("{}{}外出：{}。", absence.name, absence.period.words(), absence.label))
            .collect(),
        timeline_meta: format!("{}条，全部来自事项", number(total)),
        timeline: timeline(lines(&found.items, &id.0), &BTreeMap::new(), today, !as_of.past.is_empty()),
        more: older(visit, &as_of, found.next),
        dossier: panel,
        blocks: vec![
            block("领导班子", body.iter().map(|post| post_row(post)).collect(), "没有登记班子职务。"),
            block("其他职务", others.iter().take(40).map(|post| post_row(post)).collect(), "没有登记其他职务。"),
            block("下属单位", below, "没有下属单位。"),
        ],
        as_of,
    };
    shown(StatusCode::OK, &view)
}

/// The unit's calendar, its people's year, and its entry in the register.
fn unit_acts(visit: &Visit, id: &str) -> Vec<HeadAct> {
    let act = |title: &str, href: String| HeadAct { title: title.into(), href, ..HeadAct::default() };
    let mut acts = vec![act("外出日历", format!("/calendar?unit={}", encoded(id)))];
    if super::year::is_open(visit, id) {
        acts.push(act("年度合计", format!("/units/{id}/year")));
    }
    acts.extend(super::registers::way(visit, super::registers::UNITS, id));
    acts
}

fn post_row(post: &store::PostRow) -> Row {
    let mut words = vec![post.title.clone()];
    if post.chief {
        words.push(
            match post.side {
                Some(Side::Party) => "党委正职",
                Some(Side::Government) => "行政正职",
                None => "正职",
            }
            .to_owned(),
        );
    }
    if post.acting {
        words.push("主持工作".to_owned());
    }
    match (&post.holder, &post.holder_name) {
        (Some(holder), Some(name)) => Row::new(name.clone(), format!("/people/{holder}"), words.join(" · ")),
        _ => Row::new("空缺", "", words.join(" · ")),
    }
}

/// Matters for a timeline: the register entry of the thing itself is not news about it.
pub fn lines<'a>(rows: &'a [MatterRow], own: &str) -> Vec<&'a MatterRow> {
    rows.iter().filter(|row| row.id != own).collect()
}

/// The stage of a matter on a day; of a past day only whether it had ended is known.
pub(super) fn stage_on(row: &MatterRow, day: Day, past: bool) -> Tag {
    match row.closed_on {
        _ if !past => words::stage(row, day),
        Some(closed) if closed <= day => Tag::new(Tone::Done, row.stage.clone()),
        _ => Tag::new(Tone::Going, "在办"),
    }
}

/// The day under which a matter stands in somebody's record. What is owed within whole quarters did not happen on their first day; a long
/// leave begins on its own.
pub(super) fn day_of(row: &MatterRow) -> Day {
    let begins = |day: Day| day.day() == 1 && (day.month() - 1) % 3 == 0;
    let own = row.period.filter(|period| !(begins(period.from.day) && begins(period.to.day.plus(1))));
    own.map_or(row.opened_on, |period| period.from.day)
}

/// Matters as a timeline, newest first, the year where it changes; of others' matters it is said what one does in them.
pub fn timeline(mut rows: Vec<&MatterRow>, tasks: &BTreeMap<String, As>, today: Day, past: bool) -> Vec<TimelineRow> {
    rows.sort_by_key(|row| std::cmp::Reverse(day_of(row)));
    let mut year = 0;
    let line = |row: &MatterRow| {
        let day = day_of(row);
        let changed = day.year() != year;
        year = day.year();
        let number = row.number.clone().unwrap_or_default();
        let task = tasks.get(&row.id).map(|task| words::capacity(*task)).unwrap_or_default();
        let meta: Vec<&str> = [task, &number, &row.post].into_iter().filter(|word| !word.is_empty()).collect();
        TimelineRow {
            year: if changed { day.year().to_string() } else { String::new() },
            day: day.sentence(),
            title: row.title.clone(),
            href: format!("/matters/{}", row.id),
            meta: meta.join(" · "),
            tag: stage_on(row, today, past),
            ended: row.done && row.closed_on.is_none_or(|closed| closed <= today),
        }
    };
    rows.into_iter().map(line).collect()
}

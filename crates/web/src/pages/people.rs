//! 干部: the list, one cadre with his timeline, and what pickers suggest.

use super::{
    dossier,
    frame::frame,
    names::Named,
    units::{acts, as_of, lines, older, timeline},
    visit::{Visit, encoded, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        card::{Block, CardPage},
        frame::Crumb,
        pages::{HeadAct, ListPage},
        parts::{Head, PageLink, Paging, Row, TableCell, TableRow, Tag, Tone},
    },
};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use engine::{
    days::Day,
    form::Pick,
    procedure::Bar,
    words::{PersonId, UnitId},
};
use serde_json::json;
use store::Filter;

/// People on one page.
const ROWS: i64 = 20;

/// Columns of the list.
const HEADS: [(&str, &str); 6] = [
    ("姓名", "name"),
    ("职务", ""),
    ("级别", "fix"),
    ("职级", "fix less"),
    ("出生年月", "fix less"),
    ("管理权限", "fix less"),
];

/// The list, in official order.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    let (reader, page) = (visit.reader(), visit.page());
    let q = visit.asked("q").unwrap_or("");
    let (unit, wrong) = match visit.asked("unit").map(|text| super::ledger::unit(visit, text)) {
        None => (None, String::new()),
        Some(Ok(unit)) => (Some(unit), String::new()),
        Some(Err(sentence)) => (Some(UnitId::from("-")), sentence),
    };
    let count = reader.people_count(q, unit.as_ref(), &visit.scope(), visit.today())?;
    let people = reader.people(q, unit.as_ref(), &visit.scope(), visit.today(), ((page - 1) * ROWS, ROWS))?;
    let full = i64::try_from(people.len()).is_ok_and(|found| found == ROWS);
    let rows = people.iter().map(|person| {
        let posts: Vec<String> = person.posts.iter().map(|held| format!("{}{}", held.unit_name, held.title)).collect();
        let words = [
            person.name.clone(),
            posts.join("、"),
            person.level.clone(),
            person.rank.clone(),
            person.birth.replace('-', "."),
            person.authority.clone(),
        ];
        let cell = |((label, class), text): (&(&str, &'static str), String)| TableCell {
            text,
            class,
            label: (*label).into(),
            ..TableCell::default()
        };
        let mut cells: Vec<TableCell> = HEADS.iter().zip(words).map(cell).collect();
        if let Some(name) = cells.first_mut() {
            name.href = format!("/people/{}", person.id);
        }
        TableRow { tone: "", cells }
    });
    let query =
        format!("q={}{}", encoded(q), unit.map(|unit| format!("&unit={}", encoded(unit.as_str()))).unwrap_or_default());
    let link = |title: &str, page: i64| PageLink {
        title: title.into(),
        href: format!("/people?{query}&page={page}"),
        here: false,
    };
    let mut links = Vec::new();
    if page > 1 {
        links.push(link("上一页", page - 1));
    }
    if full {
        links.push(link("下一页", page + 1));
    }
    let view = ListPage {
        frame: frame(visit, "干部", "/people", vec![Crumb::here("干部")])?,
        heading: "干部".into(),
        meta: "按单位和班子顺序".into(),
        acts: super::exchange::of_list(visit),
        action: "/people".into(),
        find: "姓名",
        q: q.to_owned(),
        unit: Some(visit.asked("unit").unwrap_or("").to_owned()),
        wrong,
        columns: HEADS.iter().map(|(title, class)| Head { title: (*title).into(), class }).collect(),
        rows: rows.collect(),
        paging: Paging {
            words: format!("共{}人，第{page}页，本页{}人", super::frame::number(count), people.len()),
            links,
        },
    };
    shown(StatusCode::OK, &view)
}

/// One cadre.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (reader, id) = (visit.reader(), visit.person());
    let (today, as_of) = as_of(visit, format!("/people/{id}"))?;
    let person = reader.person(&id, today)?.ok_or_else(Problem::not_found)?;
    let to = (!as_of.past.is_empty()).then_some(today);
    let dossier = dossier::Dossier {
        of: id.as_str(),
        here: format!("/people/{id}"),
        filter: Filter { person: Some(id.clone()), to, ..Filter::default() },
        on: today,
        print: Some(format!("/people/{id}/dossier?on={today}")),
        registered: !person.birth.is_empty() && !person.level.is_empty() && !person.posts.is_empty(),
        own: visit.scope().person.as_ref() == Some(&id),
    };
    let dossier::Entries { found, total, panel } = dossier::entries(visit, &dossier)?;
    let others = found.items.iter().filter(|row| row.subject.as_ref() != Some(&id));
    let tasks = reader.tasks(&id, others.map(|row| row.id.as_str()))?;
    let (now, past): (Vec<_>, Vec<_>) = person.posts.iter().partition(|held| held.is_on(today));
    let chief = now.iter().any(|held| held.chief);
    let acting = now.iter().any(|held| held.acting);
    let tag = |on: bool, word: &str| on.then(|| Tag::new(Tone::None, word));
    let current: Vec<String> = now.iter().map(|held| format!("{}{}", held.unit_name, held.title)).collect();
    let units: Vec<&UnitId> = now.iter().map(|held| &held.unit).collect();
    // What was approved since cannot be told from what was by then: a past day has no sums.
    let year = if as_of.past.is_empty() { super::year::blocks(visit, &id, &units, today.year())? } else { Vec::new() };
    let view = CardPage {
        acts: acts(person_acts(visit, id.as_str())?, &as_of),
        frame: frame(
            visit,
            &person.name,
            "/people",
            vec![Crumb::to("干部", "/people"), Crumb::here(person.name.clone())],
        )?,
        heading: person.name.clone(),
        post: current.join("、"),
        tags: [tag(chief, "正职"), tag(acting, "主持工作"), tag(!person.active, "已退出管理")]
            .into_iter()
            .flatten()
            .collect(),
        facts: card(&person, today, now.first().map(|held| held.from)),
        holds: holds(visit, &id, today)?,
        away: away(visit, &id, today)?,
        timeline_meta: format!("{}条，全部来自事项", super::frame::number(total)),
        timeline: timeline(lines(&found.items, &id.0), &tasks, today, !as_of.past.is_empty()),
        more: older(visit, &as_of, found.next),
        as_of,
        dossier: panel,
        blocks: year
            .into_iter()
            .chain([
                Block {
                    title: "现任职务".into(),
                    meta: format!("{}项", now.len()),
                    rows: now.iter().map(post_row).collect(),
                    empty: "没有现任职务。".into(),
                },
                Block {
                    title: "任职经历".into(),
                    meta: format!("{}项", past.len()),
                    rows: past.iter().map(post_row).collect(),
                    empty: "没有登记以前的职务。".into(),
                },
                relatives(visit, &id)?,
            ])
            .chain(super::exchange::of_person(visit, &id))
            .collect(),
    };
    shown(StatusCode::OK, &view)
}

/// A post held, with its years.
fn post_row(held: &&store::Held) -> Row {
    let until = held.until.map_or_else(|| "至今".to_owned(), |until| format!("至{}", month(until.plus(-1))));
    Row::new(
        format!("{}{}", held.unit_name, held.title),
        format!("/units/{}", held.unit),
        format!("{}{until}", month(held.from)),
    )
}

/// Relatives under management, each as seen from this person: what is said of whom a record names is turned round on his own page.
fn relatives(visit: &Visit, id: &PersonId) -> Result<Block, Problem> {
    let row = |one: store::Relative| {
        let how = if one.reversed { format!("本人是其{}", one.relation) } else { one.relation };
        Row::new(one.name, format!("/people/{}", one.person), how)
    };
    let rows: Vec<Row> = visit.reader().relatives(id)?.into_iter().map(row).collect();
    Ok(Block {
        title: "管理范围内的亲属".into(),
        meta: format!("{}人", rows.len()),
        rows,
        empty: "没有登记。办理涉及亲属的事项时须回避。".into(),
    })
}

/// 新办 with this person put in, and the entry in the register.
fn person_acts(visit: &Visit, id: &str) -> Result<Vec<HeadAct>, Problem> {
    let mut acts = super::registers::way(visit, super::registers::PEOPLE, id);
    if super::opening::any(visit)? {
        acts.push(HeadAct {
            title: "新办事项".into(),
            href: format!("/new?person={}", encoded(id)),
            main: true,
            ..HeadAct::default()
        });
    }
    Ok(acts)
}

/// 1979.06, as on the appointment form.
fn month(day: Day) -> String {
    format!("{}.{:02}", day.year(), day.month())
}

fn card(person: &store::PersonRow, today: Day, since: Option<Day>) -> Vec<Row> {
    let age = person
        .birth
        .get(..4)
        .and_then(|year| year.parse::<i16>().ok())
        .zip(person.birth.get(5..7).and_then(|month| month.parse::<i8>().ok()));
    let age = age.map(|(year, month)| today.year() - year - i16::from(today.month() < month));
    let birth = person.birth.replace('-', ".");
    let birth = age.map_or_else(|| birth.clone(), |age| format!("{birth}（{age}岁）"));
    let level =
        if person.rank.is_empty() { person.level.clone() } else { format!("{}，{}", person.level, person.rank) };
    let mut rows = vec![
        Row::new("出生年月", "", birth),
        Row::new("级别", "", level),
        Row::new("管理权限", "", person.authority.clone()),
        Row::new("性别", "", person.sex.clone()),
        Row::new("政治面貌", "", if person.party { "中共党员" } else { "非中共党员" }),
    ];
    rows.extend(since.map(|since| Row::new("任现职", "", month(since))));
    rows
}

/// Holds in force: those that may be shown.
fn holds(visit: &Visit, id: &PersonId, today: Day) -> Result<Vec<Row>, Problem> {
    let policy = visit.app.county.policy();
    let bars = [Bar::Leave, Bar::Trip, Bar::Promotion, Bar::Award, Bar::Resignation, Bar::Transfer];
    let found =
        visit.reader().ask(|facts| bars.iter().flat_map(|bar| facts.holds(id, *bar, today)).collect::<Vec<_>>())?;
    let mut rows: Vec<Row> = Vec::new();
    for hold in found.into_iter().filter(|hold| !hold.sealed) {
        let words: Vec<&str> = hold.bars.iter().map(|bar| bar_word(*bar)).collect();
        let until = hold
            .until
            .map_or_else(|| "至解除为止".to_owned(), |until| format!("至{}", words::day(until.plus(-1), today)));
        let title = format!("{}，{}{until}，期内{}。", hold.name, words::day(hold.from, today), words.join("、"));
        if !rows.iter().any(|row| row.title == title) {
            let basis = words::basis(&hold.basis, &policy);
            let mark = if basis.clause.is_empty() { String::new() } else { format!(" 〔{}〕", basis.clause) };
            rows.push(Row::new(title, "", format!("{}{mark}", basis.words)));
        }
    }
    Ok(rows)
}

const fn bar_word(bar: Bar) -> &'static str {
    match bar {
        Bar::Leave => "不得请假",
        Bar::Trip => "不得出国（境）",
        Bar::Promotion => "不得提拔",
        Bar::Award => "不得评优",
        Bar::Resignation => "不得辞职",
        Bar::Transfer => "不得交流",
    }
}

fn away(visit: &Visit, id: &PersonId, today: Day) -> Result<Vec<String>, Problem> {
    let absences = visit.reader().absences(today, today, &visit.scope())?;
    let his = absences.into_iter().filter(|absence| absence.person == *id && absence.firm);
    Ok(his
        .map(|absence| {
            let stand_in = absence.stand_in_name.map(|name| format!("，代行职责人{name}")).unwrap_or_default();
            format!("{}外出：{}{stand_in}。", absence.period.words(), absence.label)
        })
        .collect())
}

/// What a picker suggests for what has been typed: JSON for the page's own script.
pub fn suggest(visit: &Visit) -> Result<Response, Problem> {
    let pick = match visit.param("what") {
        "person" => Pick::Person,
        "unit" => Pick::Unit,
        "post" => Pick::Post,
        "matter" => Pick::Matter,
        _ => return Err(Problem::not_found()),
    };
    let reader = visit.reader();
    let found = Named::new(&reader, visit.actor(), visit.now).like(pick, visit.asked("q").unwrap_or(""));
    let items: Vec<_> = found.iter().map(|found| json!({"id": found.id, "words": found.label()})).collect();
    Ok(Json(json!({"items": items})).into_response())
}

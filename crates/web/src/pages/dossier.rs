//! 监督信息档案: the ten blocks of a person's or a body's dossier, how complete each is, and the whole of it on paper.
//!
//! What is in a block are the matters of its kinds, as far as they may be seen; whether an empty one is empty because there is nothing was
//! found out in the yearly review. A sealed block shows neither count nor titles.

use super::{
    export::download,
    frame::number,
    official::DOCX,
    units::{as_of, day_of, stage_on},
    visit::{Visit, encoded},
    words,
};
use crate::{
    fault::Problem,
    view::{
        card::{DossierPanel, DossierRow},
        parts::{Tag, Tone},
    },
};
use axum::response::Response;
use engine::{
    days::Day,
    paper::{Block, Cell, Form, Paper},
    policy::{Policy, Term},
    words::PersonId,
};
use store::{Count, Filter, OfKind, Page, Reviewed};

/// The dictionary of blocks.
const BLOCKS: &str = "dossier_blocks";
/// The table that says into which block a kind belongs.
const KINDS: &str = "dossier.kinds";
/// The group of blocks that are read only with a reason.
const SEALED: &str = "sealed";
/// Matters on paper at most.
const ON_PAPER: i64 = 200;

/// Whose dossier, as of which day.
pub struct Dossier<'a> {
    /// The person or unit, by id.
    pub of: &'a str,
    /// Where its page is.
    pub here: String,
    /// Which matters are in it.
    pub filter: Filter,
    /// The day.
    pub on: Day,
    /// Where it is printed, for whoever sees the county.
    pub print: Option<String>,
    /// Its register entry is complete.
    pub registered: bool,
    /// The person himself looks.
    pub own: bool,
}

fn blocks(policy: &Policy) -> Vec<&Term> {
    policy.dictionary(BLOCKS).map(|known| known.terms.iter().collect()).unwrap_or_default()
}

/// The block of a kind; the last one for what the county's table does not name.
fn block_of<'a>(policy: &'a Policy, kind: &str, on: Day) -> &'a str {
    let named = policy.table(KINDS, on).and_then(|table| table.value(&[kind], "block"));
    named.or_else(|| blocks(policy).last().map(|term| term.code.as_str())).unwrap_or_default()
}

/// The kinds of the block that an address asks for.
pub fn asked_kinds(visit: &Visit, on: Day) -> Vec<String> {
    let Some(block) = visit.asked("block") else { return Vec::new() };
    let policy = visit.app.county.policy();
    let kinds = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind().id);
    let of_block: Vec<String> = kinds.filter(|kind| block_of(&policy, kind, on) == block).map(str::to_owned).collect();
    // A block of no kind has nothing in it; no kind at all would be all of them.
    if of_block.is_empty() { vec![String::new()] } else { of_block }
}

/// What is on a card: the matters of the block asked for, how many they are, the panel of the dossier.
pub struct Entries {
    /// The matters, newest first.
    pub found: Page,
    /// How many they are.
    pub total: Count,
    /// The panel, for whoever sees it.
    pub panel: Option<DossierPanel>,
}

/// The matters of a dossier from the place the address names, thirty at a time.
pub fn entries(visit: &Visit, dossier: &Dossier<'_>) -> Result<Entries, Problem> {
    let (reader, scope, now) = (visit.reader(), visit.scope(), visit.half());
    let whole = Filter { kinds: asked_kinds(visit, dossier.on), ..dossier.filter.clone() };
    let part = Filter { limit: 30, cursor: visit.asked("cursor").map(str::to_owned), ..whole.clone() };
    let found = reader.matters(&part, &scope, now)?;
    Ok(Entries { found, total: reader.count(&whole, &scope, now)?, panel: panel(visit, dossier)? })
}

/// The panel, for whoever sees the county, and for the person himself.
fn panel(visit: &Visit, dossier: &Dossier<'_>) -> Result<Option<DossierPanel>, Problem> {
    let scope = visit.scope();
    if !scope.kinds.is_empty() || !(scope.county || dossier.own) {
        return Ok(None);
    }
    let (policy, reader) = (visit.app.county.policy(), visit.reader());
    let of_kinds = reader.by_kind(&dossier.filter, &scope, visit.half())?;
    let reviewed = reader.reviewed(dossier.of, dossier.on)?;
    let known = blocks(&policy);
    let rows: Vec<DossierRow> = (1..)
        .zip(&known)
        .map(|(number, term)| {
            let mine = of_kinds.iter().filter(|one| block_of(&policy, &one.kind, dossier.on) == term.code);
            let last = reviewed.iter().find(|one| one.block == term.code);
            row(visit, dossier, (number, term), &mine.collect::<Vec<_>>(), last)
        })
        .collect();
    let whole = rows.iter().filter(|row| row.tag.tone == Tone::Done || row.tag.word == "无此类情况").count();
    Ok(Some(DossierPanel {
        meta: format!("{}块，完整{whole}块", rows.len()),
        print: dossier.print.clone().filter(|_| scope.county).unwrap_or_default(),
        rows,
    }))
}

fn row(
    visit: &Visit,
    dossier: &Dossier<'_>,
    (number, term): (usize, &Term),
    kinds: &[&OfKind],
    reviewed: Option<&Reviewed>,
) -> DossierRow {
    let title = term.title.clone();
    if term.group == SEALED {
        let meta = "查阅须写明理由，每次查阅留痕".to_owned();
        return DossierRow { number, title, tag: Tag::new(Tone::None, "封存"), meta, ..DossierRow::default() };
    }
    let count: i64 = kinds.iter().map(|one| one.number).sum();
    let last = kinds.iter().map(|one| one.last).max();
    let here = visit.asked("block") == Some(term.code.as_str());
    let past = if dossier.on < visit.today() { format!("&on={}", dossier.on) } else { String::new() };
    let query = format!("block={}{past}", encoded(&term.code));
    let said = |day: Day| words::day(day, visit.today());
    let (tag, meta) = match reviewed {
        Some(one) if !one.missing.is_empty() => {
            (Tag::new(Tone::Soon, "待补"), format!("待补{}，{}核对", one.missing, said(one.day)))
        }
        Some(one) if one.none && count == 0 => (Tag::new(Tone::None, "无此类情况"), format!("{}核对", said(one.day))),
        Some(one) => (Tag::new(Tone::Done, "完整"), last.map_or_else(|| format!("{}核对", said(one.day)), said)),
        None if number == 1 && !dossier.registered => (Tag::new(Tone::Soon, "待补"), "名册信息不全".to_owned()),
        None => (Tag::new(Tone::Wait, "待核对"), last.map_or_else(|| "还没有核对".to_owned(), said)),
    };
    DossierRow {
        number,
        title,
        href: if here { dossier.here.clone() } else { format!("{}?{query}", dossier.here) },
        here,
        count: count.to_string(),
        tag,
        meta,
    }
}

/// A person's dossier as a document, with grey words over every page: who printed it, and when.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let (reader, id, scope) = (visit.reader(), visit.person(), visit.scope());
    let (on, _) = as_of(visit, format!("/people/{id}"))?;
    let person =
        reader.person(&id, on)?.filter(|_| scope.county && scope.kinds.is_empty()).ok_or_else(Problem::not_found)?;
    let posts: Vec<String> = person
        .posts
        .iter()
        .filter(|held| held.is_on(on))
        .map(|held| format!("{}{}", held.unit_name, held.title))
        .collect();
    let facts = [
        ("姓名", person.name.clone()),
        ("性别", person.sex.clone()),
        ("出生年月", person.birth.replace('-', ".")),
        ("级别", person.level.clone()),
        ("管理权限", person.authority.clone()),
        ("现任职务", posts.join("、")),
    ];
    let paper = Paper {
        title: "干部监督信息档案".into(),
        form: Form::Sheet,
        copies: 1,
        blocks: on_paper(visit, &id, on, &facts)?,
    };
    let mark = format!("{}查阅　{}", super::frame::user(visit)?, visit.today().sentence_with_year());
    let bytes = papers::official::docx_marked(&paper, Some(&mark)).map_err(Problem::malformed)?;
    Ok(download(&format!("{}监督信息档案{on}.docx", person.name), DOCX, bytes))
}

fn on_paper(visit: &Visit, id: &PersonId, on: Day, facts: &[(&str, String)]) -> Result<Vec<Block>, Problem> {
    let (reader, policy, scope) = (visit.reader(), visit.app.county.policy(), visit.scope());
    let label = |words: &str| Cell { words: words.to_owned(), span: 1, label: true };
    let text = |words: String| Cell { words, span: 1, label: false };
    let pairs = facts
        .chunks(2)
        .map(|pair| pair.iter().flat_map(|(title, words)| [label(title), text(words.clone())]).collect());
    let mut found = vec![
        Block::Title("干部监督信息档案".into()),
        Block::Under(format!("截至{}", on.sentence_with_year())),
        Block::Table { widths: vec![2, 4, 2, 4], rows: pairs.collect() },
    ];
    let reviewed = reader.reviewed(id.as_str(), on)?;
    for (place, term) in (1..).zip(blocks(&policy)) {
        found.push(Block::Heading(1, format!("{place}．{}", term.title)));
        if term.group == SEALED {
            found.push(Block::Body("封存，查阅须写明理由。".into()));
            continue;
        }
        let kinds = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind());
        let kinds = kinds.filter(|kind| !kind.veiled && block_of(&policy, kind.id, on) == term.code);
        let kinds: Vec<String> = kinds.map(|kind| kind.id.to_owned()).collect();
        let filter = Filter { person: Some(id.clone()), to: Some(on), kinds, limit: ON_PAPER, ..Filter::default() };
        let rows =
            if filter.kinds.is_empty() { Vec::new() } else { reader.matters(&filter, &scope, visit.half())?.items };
        let full = i64::try_from(rows.len()).is_ok_and(|listed| listed == ON_PAPER);
        let total = if full { Some(reader.count(&filter, &scope, visit.half())?) } else { None };
        let checked = reviewed.iter().find(|one| one.block == term.code);
        if let Some(line) = reviewed_words(checked, rows.len(), total.map(number)) {
            found.push(Block::Body(line));
        }
        if !rows.is_empty() {
            let others = rows.iter().filter(|row| row.subject.as_ref() != Some(id));
            let tasks = reader.tasks(id, others.map(|row| row.id.as_str()))?;
            let head = ["日期", "编号", "事项", "环节"].map(label).to_vec();
            let line = |row: &store::MatterRow| {
                let task = tasks.get(&row.id).map(|task| format!("（{}）", words::capacity(*task))).unwrap_or_default();
                vec![
                    text(day_of(row).sentence_with_year()),
                    text(row.number.clone().unwrap_or_default()),
                    text(format!("{}{task}", row.title)),
                    text(stage_on(row, on, on < visit.today()).word),
                ]
            };
            let lines = std::iter::once(head).chain(rows.iter().map(line)).collect();
            found.push(Block::Table { widths: vec![3, 3, 7, 2], rows: lines });
        }
    }
    if visit.app.demo {
        found.push(Block::Foot("演示数据，人物均为虚构".into()));
    }
    Ok(found)
}

/// What the review said of a block, and how many matters are in it where not all are listed.
fn reviewed_words(checked: Option<&Reviewed>, listed: usize, total: Option<String>) -> Option<String> {
    let mut words = Vec::new();
    match checked {
        Some(one) if !one.missing.is_empty() => {
            words.push(format!("待补{}（{}核对）", one.missing, one.day.sentence_with_year()))
        }
        Some(one) if one.none && listed == 0 => {
            words.push(format!("无此类情况（{}核对）", one.day.sentence_with_year()))
        }
        Some(one) => words.push(format!("{}核对", one.day.sentence_with_year())),
        None if listed == 0 => words.push("没有记录，还没有核对".to_owned()),
        None => {}
    }
    words.extend(total.map(|total| format!("共{total}件，列出最近{listed}件")));
    (!words.is_empty()).then(|| format!("{}。", words.join("；")))
}

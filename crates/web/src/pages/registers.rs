//! 干部与单位: the way of whoever keeps the registers to their lists, to new entries, to imports, and to what is to be looked over.

use super::{
    frame::{frame, register_title},
    names::Named,
    panels::{self, Heads, Put, link, text},
    visit::{Visit, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        office::{OfficePage, Panel},
        pages::HeadAct,
        parts::{Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::Hat,
    procedure::{Kind, Shape},
    sheet,
    words::MatterId,
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Detail, Filter, PersonRow};

/// Where the registers are kept.
pub const HERE: &str = "/registers";

/// The register of units, as an import opens it.
pub const UNITS: &str = "unit";
/// The register of people, as an import opens it.
pub const PEOPLE: &str = "cadre";
/// Its verb by which one record is merged into another.
const MERGE: &str = "merge_into";
/// Namesakes looked at.
const NAMESAKES: i64 = 400;

/// The registers that whoever visits keeps.
pub fn kept(visit: &Visit) -> Vec<&'static Kind> {
    let mine = |kind: &&'static Kind| {
        let holds = |hat: &Hat| matches!(hat, Hat::Role(role) if kind.keepers.contains(role));
        kind.chapter == 0 && visit.actor().hats.iter().any(holds)
    };
    visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).filter(mine).collect()
}

/// The way from a page about something registered to its entry in the register, for whoever keeps it.
pub fn way(visit: &Visit, kind: &str, id: &str) -> Vec<HeadAct> {
    let keeps = kept(visit).iter().any(|kept| kept.id == kind);
    let act = HeadAct { title: "变动与更正".into(), href: format!("/matters/{id}"), main: false, grave: false };
    if keeps { vec![act] } else { Vec::new() }
}

/// The registers, and what is to be looked over.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    let mut page = OfficePage {
        frame: frame(visit, "干部与单位", HERE, vec![Crumb::here("干部与单位")])?,
        heading: "干部与单位".into(),
        meta: "名册的登记、变动、更正和核对".into(),
        ..OfficePage::default()
    };
    let imports = super::imports::may(visit)?;
    let mut registers = registers(visit)?;
    if imports {
        registers.ways.push(("导入花名册".into(), super::imports::HERE.into()));
    }
    page.panels.push(registers);
    page.panels.extend(to_do(visit)?);
    if imports {
        page.panels.push(namesakes(visit)?);
        page.panels.push(Panel {
            lines: vec![
                "登记有误：打开该条，在“经过”里点“更正”，改前改后都留痕。".into(),
                "情况有变：打开该条，用“更新基本情况”“更名”“更新职务信息”等办理，原有记录不动。".into(),
                "任职、离任：在“任免”里登记，任职经历随之变动。".into(),
                "单位重名或简称不一：在原单位“更新单位信息”里补简称，再导入即能对上；已导入的可以整个撤销。".into(),
            ],
            ..Panel::new("怎样办", "")
        });
    }
    shown(StatusCode::OK, &page)
}

fn registers(visit: &Visit) -> Result<Panel, Problem> {
    const HEADS: Heads = &[("名册", "name"), ("已登记", "number"), ("新增", "act")];
    let reader = visit.reader();
    let mut rows = Vec::new();
    for kind in kept(visit) {
        let filter = Filter { kind: Some(kind.id.to_owned()), ..Filter::default() };
        let count = super::frame::number(reader.count(&filter, &visit.scope(), visit.half())?);
        let main = reader.openings(kind.id, visit.actor(), visit.now)?.into_iter().next();
        let new = main.map_or_else(
            || text(""),
            |offer| link(offer.label.clone(), format!("/new/{}?verb={}", kind.id, offer.verb)),
        );
        rows.push(panels::row(
            HEADS,
            vec![link(register_title(kind), format!("/ledger/{}", kind.id)), text(count), new],
        ));
    }
    let empty = Some(("没有由你保管的名册。".to_owned(), "干部和单位由干部监督股登记。".to_owned()));
    Ok(Panel {
        columns: panels::heads(HEADS), rows, empty, ..Panel::new("名册", "点名册看清单，可按单位、环节筛选")
    })
}

/// Duties of the registers, by what is to be done; several of one sort are done on one page.
fn to_do(visit: &Visit) -> Result<Option<Panel>, Problem> {
    const HEADS: Heads = &[("事项", "name"), ("件数", "number"), ("办理", "act")];
    let kinds: Vec<&str> =
        kept(visit).iter().filter(|kind| kind.shape == Shape::Register).map(|kind| kind.id).collect();
    let mut counted: BTreeMap<(String, String), (String, usize)> = BTreeMap::new();
    for duty in visit.reader().duties_of(visit.actor(), super::frame::DUTIES)? {
        if let Some(verb) = duty.verb.filter(|_| kinds.contains(&duty.kind.as_str())) {
            counted.entry((duty.kind, verb)).or_insert((duty.what, 0)).1 += 1;
        }
    }
    let row = |((kind, verb), (what, count)): ((String, String), (String, usize))| {
        let address = format!("/bulk/{kind}/{verb}");
        panels::row(HEADS, vec![text(what), text(count.to_string()), link("成批办理", address)])
    };
    let rows: Vec<_> = counted.into_iter().map(row).collect();
    Ok((!rows.is_empty()).then(|| Panel {
        columns: panels::heads(HEADS),
        rows,
        ..Panel::new("待核对", "导入时推定的，须人工确认")
    }))
}

/// People of one name: two records of one person, or two people.
fn namesakes(visit: &Visit) -> Result<Panel, Problem> {
    const HEADS: Heads =
        &[("姓名", "name"), ("性别", "fix"), ("出生年月", "fix"), ("单位职务", ""), ("看法", "fix"), ("核对", "act")];
    let people = visit.reader().namesakes(visit.today(), NAMESAKES)?;
    let (mut rows, mut first): (Vec<_>, Option<&PersonRow>) = (Vec::new(), None);
    for person in &people {
        let alike = people.iter().any(|other| other.id != person.id && is_alike(other, person));
        let seen = if alike { Tag::new(Tone::Soon, "可能是一人") } else { Tag::new(Tone::None, "同名") };
        let compare = match first.filter(|first| first.name == person.name) {
            Some(first) => link("与上一人核对", format!("{HERE}/compare?one={}&other={}", first.id, person.id)),
            None => text(""),
        };
        first = Some(person);
        let posts: Vec<String> = person.posts.iter().map(|held| format!("{}{}", held.unit_name, held.title)).collect();
        rows.push(panels::row(
            HEADS,
            vec![
                link(person.name.clone(), format!("/people/{}", person.id)),
                text(person.sex.clone()),
                text(person.birth.replace('-', ".")),
                text(posts.join("、")),
                Put::Mark(seen),
                compare,
            ],
        ));
    }
    let empty =
        Some(("没有同名的干部。".to_owned(), "姓名录错的重复档案，打开其中一份，用“并入另一档案”办理。".to_owned()));
    let meta = "同名不等于同一人；性别、出生年月一致，且经核实的才能合并";
    Ok(Panel { columns: panels::heads(HEADS), rows, empty, ..Panel::new("同名核对", meta) })
}

fn is_alike(one: &PersonRow, other: &PersonRow) -> bool {
    one.name == other.name && one.sex == other.sex && one.birth == other.birth
}

/// Two records side by side, and the ways to merge either into the other.
pub fn compare(visit: &Visit) -> Result<Response, Problem> {
    const HEADS: Heads = &[("项目", "name"), ("甲", ""), ("乙", ""), ("", "fix")];
    let asked = |name: &str| visit.asked(name).map(MatterId::from);
    let (Some(one), Some(other)) = (asked("one"), asked("other")) else { return Err(Problem::not_found()) };
    if one == other {
        return Err(Problem::malformed("两份档案是同一份，请重新选择。"));
    }
    let record = |id: &MatterId| {
        let found = visit.reader().detail(id, visit.actor(), visit.now)?;
        found.filter(|detail| detail.row.kind == PEOPLE).ok_or_else(Problem::not_found)
    };
    let (a, b) = (record(&one)?, record(&other)?);
    let (said, there) = (entries(visit, &a), entries(visit, &b));
    let mut paths: Vec<&String> = said.iter().map(|(path, _)| path).collect();
    paths.extend(there.iter().map(|(path, _)| path).filter(|path| !said.iter().any(|(known, _)| known == *path)));
    let words = |all: &[(String, String)], path: &str| {
        all.iter().find(|(known, _)| known == path).map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let row = |path: &String| {
        let (mine, his) = (words(&said, path), words(&there, path));
        let mark = if mine == his { text("") } else { Put::Mark(Tag::new(Tone::Soon, "不同")) };
        panels::row(HEADS, vec![text(path.rsplit('.').next().unwrap_or(path)), text(mine), text(his), mark])
    };
    let mut panel = Panel::new("逐项对照", "任职经历并入后合在一起，其他内容以留下的一份为准");
    panel.columns = panels::heads(HEADS);
    panel.rows = paths.into_iter().map(row).collect();
    let way = |keep: &Detail, gone: &Detail| {
        let open = gone.mine.iter().any(|offer| offer.verb == MERGE);
        let href = format!("/matters/{}?do={MERGE}&into={}#do", gone.row.id, keep.row.id);
        open.then_some(href)
    };
    let mut merge = Panel::new("合并", "先核实是同一人，再选留下哪一份；合并留痕，不能只凭姓名");
    merge.ways.extend(way(&a, &b).map(|href| ("留下甲，把乙并入".to_owned(), href)));
    merge.ways.extend(way(&b, &a).map(|href| ("留下乙，把甲并入".to_owned(), href)));
    merge.lines.push("并入的档案不再使用，仍可查看；它的任职经历、亲属和账号转到留下的一份。".into());
    let crumbs = vec![Crumb::to("干部与单位", HERE), Crumb::here("核对两份档案")];
    let page = OfficePage {
        frame: frame(visit, "核对两份档案", HERE, crumbs)?,
        heading: "核对两份档案".into(),
        meta: format!("甲：{}　乙：{}", a.row.title, b.row.title),
        panels: vec![panel, merge],
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}

fn entries(visit: &Visit, detail: &Detail) -> Vec<(String, String)> {
    let Some(schemas) = visit.app.schemas(&detail.row.kind) else { return Vec::new() };
    let (reader, policy) = (visit.reader(), visit.app.county.policy());
    let names = Named::new(&reader, visit.actor(), visit.now);
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    let shown = sheet::sheet(&schemas.state, &state, &names, &*policy);
    shown.into_iter().map(|entry| (entry.path, entry.shown.words())).collect()
}

//! What a decision about units says, held against the registers: who takes over, what moves, what is refused.

use super::facts::{
    Change, Decision, Ending, Heir, Holder, MatterRow, MatterWay, NewUnit, Part, Plan, PostEnd, PostMove, PostRow,
    PostWay, Rehung, Sheet,
};
use crate::{
    CATALOGUE, checks,
    ground::{
        post::{self, Post},
        unit::Unit,
    },
};
use engine::{
    days::Day,
    facts::{Brief, Query},
    procedure::{Context, Procedure, Refusal},
    succession,
    words::{MatterId, PostId, UnitId},
};
use std::collections::BTreeSet;

/// Matters that one sentence lists.
const LISTED: usize = 10;

/// The decision with the words of today.
pub(super) fn frozen(decision: &Decision, cx: &Context) -> Result<Sheet, Refusal> {
    checks::filled(&decision.authority, "/authority", "决定机关")?;
    checks::filled(&decision.document, "/document", "文号")?;
    days(decision.decided_on, decision.effective_on, cx)?;
    let reading = Reading { decision, cx };
    reading.begins()?;
    let parts = reading.parts()?;
    reading.fits(&parts)?;
    let rows = decision.posts.iter().enumerate();
    let posts = rows.map(|(row, post)| reading.post(row, post)).collect::<Result<Vec<_>, _>>()?;
    let rows = decision.matters.iter().enumerate();
    let matters = rows.map(|(row, matter)| reading.matter(row, matter)).collect::<Result<Vec<_>, _>>()?;
    let sheet = Sheet {
        change: decision.change,
        authority: decision.authority.clone(),
        document: decision.document.clone(),
        decided_on: decision.decided_on,
        effective_on: decision.effective_on,
        parts,
        begins: decision.begins.clone(),
        new_name: decision.new_name.clone().filter(|_| decision.change == Change::Rename),
        new_level: decision.new_level.clone().filter(|_| decision.change == Change::Relevel),
        posts,
        matters,
        paper: decision.paper.clone(),
        note: decision.note.clone(),
    };
    Ok(sheet)
}

pub(super) fn days(decided_on: Day, effective_on: Day, cx: &Context) -> Result<(), Refusal> {
    if decided_on > cx.day {
        return Err(Refusal::new("day_ahead", "", "决定日期晚于今天，请核对文件后重填。").at("/decided_on"));
    }
    if effective_on < decided_on {
        let sentence = format!("生效日期早于决定日期{}，请核对文件后重填。", decided_on.sentence());
        return Err(Refusal::new("effective_before", "", sentence).at("/effective_on"));
    }
    Ok(())
}

/// One decision on its way from form to sheet.
struct Reading<'a> {
    decision: &'a Decision,
    cx: &'a Context<'a>,
}

impl Reading<'_> {
    fn begins(&self) -> Result<(), Refusal> {
        let known = self.cx.facts.units(None);
        let mut seen = BTreeSet::new();
        for (row, NewUnit { name, kind, parent, .. }) in self.decision.begins.iter().enumerate() {
            let at = |field: &str| format!("/begins/{row}/{field}");
            checks::filled(name, &at("name"), "单位名称")?;
            checks::term(kind, &at("kind"), self.cx)?;
            if !seen.insert(name) {
                return Err(twice(name, &at("name")));
            }
            if known.iter().any(|unit| unit.name == *name) {
                return Err(name_taken(name, &at("name")));
            }
            if let Some(parent) = parent {
                checks::unit(parent, &at("parent"), self.cx)?;
                if self.decision.parts.iter().any(|part| part.unit == *parent && !part.stays) {
                    let sentence = "上级单位本次撤销，请另选上级单位。";
                    return Err(Refusal::new("heir_ends", "", sentence).at(&at("parent")));
                }
            }
        }
        Ok(())
    }

    fn parts(&self) -> Result<Vec<Ending>, Refusal> {
        let Decision { change, parts, .. } = self.decision;
        if parts.is_empty() {
            return Err(Refusal::new("table_empty", "", "没有填写变动单位，请至少填一个。").at("/parts"));
        }
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for (row, part) in parts.iter().enumerate() {
            let at = format!("/parts/{row}");
            let card = checks::unit(&part.unit, &format!("{at}/unit"), self.cx)?;
            if !seen.insert(&part.unit) {
                return Err(twice(&card.name, &format!("{at}/unit")));
            }
            if part.stays && *change != Change::Split {
                let sentence = "只有分设可以保留原单位，请清空“分设后保留”。";
                return Err(Refusal::new("part_stays", "", sentence).at(&format!("{at}/stays")));
            }
            let heir = if part.stays || change.keeps_units() { None } else { self.heir_of(part, &at)? };
            let level = if *change == Change::Relevel { self.level(&part.unit) } else { None };
            kept.push(Ending { unit: part.unit.clone(), name: card.name, stays: part.stays, heir, level });
        }
        Ok(kept)
    }

    /// The level of a unit as the register has it.
    fn level(&self, unit: &UnitId) -> Option<String> {
        self.cx.facts.read::<Unit>(&MatterId::from(unit)).and_then(|state| state.card.level)
    }

    /// Named, or the only unit that begins; who merges or splits must have one.
    fn heir_of(&self, part: &Part, at: &str) -> Result<Option<Heir>, Refusal> {
        if let Some(heir) = self.heir(part.heir.as_ref(), part.new_heir.as_deref(), at)? {
            if heir.unit.as_ref() == Some(&part.unit) {
                let sentence = "承接单位不能是本单位，请另选承接单位。";
                return Err(Refusal::new("heir_itself", "", sentence).at(&format!("{at}/heir")));
            }
            return Ok(Some(heir));
        }
        match (self.decision.change, self.decision.begins.as_slice()) {
            (Change::Merge | Change::Split, [only]) => Ok(Some(Heir { unit: None, name: only.name.clone() })),
            (Change::Merge | Change::Split, _) => {
                let sentence = "没有写明由哪个单位承接，请选择已有单位，或填写新设单位的名称。";
                Err(Refusal::new("heir_missing", "", sentence).at(&format!("{at}/heir")))
            }
            _ => Ok(None),
        }
    }

    fn heir(&self, known: Option<&UnitId>, new: Option<&str>, at: &str) -> Result<Option<Heir>, Refusal> {
        let new = new.map(str::trim).filter(|name| !name.is_empty());
        match (known, new) {
            (Some(_), Some(_)) => {
                let sentence = "已有单位和新设单位只能填一个，请删去一个。";
                Err(Refusal::new("heir_twice", "", sentence).at(&format!("{at}/new_heir")))
            }
            (Some(unit), None) => {
                let card = checks::unit(unit, &format!("{at}/heir"), self.cx)?;
                let ends = |part: &&Part| part.unit == *unit && !part.stays;
                // A unit that is told to take over from itself is told so by whoever asks.
                let other = |part: &&Part| format!("/parts/{}", self.place(part)) != at;
                if self.decision.parts.iter().filter(ends).any(|part| other(&part)) {
                    let sentence = format!("{}本次也要撤销，不能承接，请另选承接单位。", card.name);
                    return Err(Refusal::new("heir_ends", "", sentence).at(&format!("{at}/heir")));
                }
                Ok(Some(Heir { unit: Some(unit.clone()), name: card.name }))
            }
            (None, Some(name)) => {
                if !self.decision.begins.iter().any(|unit| unit.name == name) {
                    let sentence = format!("新设单位里没有“{name}”，请照新设单位的名称填写。");
                    return Err(Refusal::new("unknown_unit", "", sentence).at(&format!("{at}/new_heir")));
                }
                Ok(Some(Heir { unit: None, name: name.to_owned() }))
            }
            (None, None) => Ok(None),
        }
    }

    fn place(&self, part: &Part) -> usize {
        self.decision.parts.iter().position(|other| other == part).unwrap_or_default()
    }

    /// Whether the rows make up what is to be done.
    fn fits(&self, parts: &[Ending]) -> Result<(), Refusal> {
        let Decision { change, begins, new_name, posts, matters, .. } = self.decision;
        let wrong = |sentence: &str, at: &str| Err(Refusal::new("change_incomplete", "", sentence).at(at));
        match change {
            Change::Merge => {
                let taking = parts.iter().filter_map(|part| part.heir.as_ref().and_then(|heir| heir.unit.as_ref()));
                let units: BTreeSet<&UnitId> = parts.iter().map(|part| &part.unit).chain(taking).collect();
                if units.len() < 2 {
                    return wrong("合并至少涉及两个单位；只改名称的请选“更名”。", "/parts");
                }
            }
            Change::Split if parts.len() != 1 => return wrong("分设一次办理一个单位，请分开登记。", "/parts"),
            Change::Split if begins.is_empty() => return wrong("没有填写新设单位，请至少填一个。", "/begins"),
            Change::Rename | Change::Relevel if parts.len() != 1 => {
                return wrong("更名、调整规格一次办理一个单位，请分开登记。", "/parts");
            }
            Change::Rename | Change::Relevel if !begins.is_empty() || !posts.is_empty() || !matters.is_empty() => {
                return wrong("更名、调整规格不设新单位，职务和事项都不变，请清空这些行。", "/begins");
            }
            Change::Relevel => {
                let level = self.decision.new_level.as_deref().unwrap_or_default().trim();
                checks::filled(level, "/new_level", "调整后机构规格")?;
                if let Some(part) = parts.iter().find(|part| part.level.as_deref() == Some(level)) {
                    let sentence = format!("{}的机构规格已经是{level}，请核对。", part.name);
                    return Err(Refusal::new("nothing_changed", "", sentence).at("/new_level"));
                }
            }
            Change::Rename => {
                let name = new_name.as_deref().unwrap_or_default();
                checks::filled(name, "/new_name", "更名后名称")?;
                if self.cx.facts.units(None).iter().any(|unit| unit.name == name) {
                    return Err(name_taken(name, "/new_name"));
                }
            }
            Change::Abolish if !begins.is_empty() => {
                return wrong("撤销不设新单位；由新单位承接的请选“合并”或“分设”。", "/begins");
            }
            _ => {}
        }
        Ok(())
    }

    fn post(&self, row: usize, post: &PostRow) -> Result<PostWay, Refusal> {
        let at = format!("/posts/{row}");
        let card = checks::post(&post.post, &format!("{at}/post"), self.cx)?;
        let label = checks::post_label(&card, self.cx);
        if self.decision.posts.iter().take(row).any(|other| other.post == post.post) {
            return Err(twice(&label, &format!("{at}/post")));
        }
        if !self.decision.parts.iter().any(|part| part.unit == card.unit) {
            let sentence = format!("{label}不属于变动单位，请核对。");
            return Err(Refusal::new("post_elsewhere", "", sentence).at(&format!("{at}/post")));
        }
        let heir = self.heir(post.heir.as_ref(), post.new_heir.as_deref(), &at)?;
        if post.ends == heir.is_some() {
            let sentence = format!("{label}须写明划入哪个单位，或注明撤销，两者只填一项。");
            return Err(Refusal::new("heir_missing", "", sentence).at(&format!("{at}/heir")));
        }
        let title = post.title.clone().filter(|title| heir.is_some() && !title.trim().is_empty());
        Ok(PostWay { post: post.post.clone(), label, heir, title })
    }

    fn matter(&self, row: usize, matter: &MatterRow) -> Result<MatterWay, Refusal> {
        let at = format!("/matters/{row}");
        let all = self.decision.parts.iter().flat_map(|part| open_matters(&part.unit, self.cx));
        let Some(brief) = all.into_iter().find(|brief| brief.id == matter.matter) else {
            let sentence = "变动单位没有这件未办结事项，可能已经办结，请重新选择。";
            return Err(Refusal::new("unknown_matter", "", sentence).at(&format!("{at}/matter")));
        };
        if self.decision.matters.iter().take(row).any(|other| other.matter == matter.matter) {
            return Err(twice(&number(&brief), &format!("{at}/matter")));
        }
        let heir = self.heir(matter.heir.as_ref(), matter.new_heir.as_deref(), &at)?;
        let missing = || {
            let sentence = format!("{}没有写明划入哪个单位，请补填。", number(&brief));
            Refusal::new("heir_missing", "", sentence).at(&format!("{at}/heir"))
        };
        Ok(MatterWay { matter: matter.matter.clone(), number: number(&brief), heir: heir.ok_or_else(missing)? })
    }
}

fn twice(name: &str, at: &str) -> Refusal {
    Refusal::new("row_twice", "", format!("{name}填了两次，请删去一行。")).at(at)
}

fn name_taken(name: &str, at: &str) -> Refusal {
    let sentence = format!("已有名为“{name}”的单位；并入该单位的，请选它作承接单位，不用新设。");
    Refusal::new("name_taken", "", sentence).at(at)
}

fn number(brief: &Brief) -> String {
    let kind = || CATALOGUE.get(&brief.kind).map_or_else(|| brief.kind.clone(), |known| known.kind().title.to_owned());
    brief.number.clone().unwrap_or_else(kind)
}

/// What is open in a unit and passes with it.
pub(super) fn open_matters(unit: &UnitId, cx: &Context) -> Vec<Brief> {
    let query = Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() };
    let mut found = cx.facts.matters(&query);
    found.retain(|brief| CATALOGUE.get(&brief.kind).is_some_and(succession::passes));
    found
}

/// What the decision moves as the registers stand.
pub(super) fn plan(sheet: &Sheet, cx: &Context) -> Result<Plan, Refusal> {
    let mut plan = Plan { matters: sheet.matters.clone(), ..Plan::default() };
    if sheet.change.keeps_units() {
        return Ok(plan);
    }
    for (row, part) in sheet.parts.iter().enumerate() {
        posts(sheet, part, &mut plan, cx);
        if part.stays {
            continue;
        }
        let below = cx.facts.units(Some(&part.unit));
        let open = open_matters(&part.unit, cx);
        let Some(heir) = &part.heir else {
            unowned(part, row, &plan, (&open, &below), cx)?;
            continue;
        };
        plan.rehung.extend(below.into_iter().filter(|unit| heir.unit.as_ref() != Some(&unit.id)).map(|unit| Rehung {
            unit: unit.id,
            name: unit.name,
            from: part.unit.clone(),
            heir: heir.clone(),
        }));
        let listed = |matter: &MatterId| sheet.matters.iter().any(|way| way.matter == *matter);
        let rest: Vec<Brief> = open.into_iter().filter(|brief| !listed(&brief.id)).collect();
        plan.matters.extend(rest.into_iter().map(|brief| MatterWay {
            number: number(&brief),
            matter: brief.id,
            heir: heir.clone(),
        }));
    }
    Ok(plan)
}

/// Posts of the body end, others go along; a row of the decision says otherwise.
fn posts(sheet: &Sheet, part: &Ending, plan: &mut Plan, cx: &Context) {
    let query = Query { kind: Post::KIND.id, unit: Some(part.unit.clone()), open: Some(true), ..Query::default() };
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<post::State>(&brief.state) else { continue };
        let own = sheet.posts.iter().find(|way| way.post == state.id);
        let fields = &state.fields;
        let body = fields.leading || fields.chief;
        let heir = match own {
            Some(way) => way.heir.clone(),
            None if part.stays => continue,
            None => part.heir.clone().filter(|_| !body),
        };
        let holders = holders(&state.id, sheet.effective_on, cx);
        let (post, from, was) = (state.id, part.unit.clone(), fields.title.clone());
        match heir {
            Some(heir) => {
                let title = own.and_then(|way| way.title.clone()).unwrap_or_else(|| was.clone());
                plan.moving.push(PostMove { post, from, was, heir, title, holders });
            }
            None => plan.ending.push(PostEnd { post, label: format!("{}{was}", part.name), holders }),
        }
    }
}

fn holders(post: &PostId, day: Day, cx: &Context) -> Vec<Holder> {
    let holder = |person| {
        let held = cx.facts.posts(&person, day.plus(-1));
        let acting = held.iter().any(|at| at.post == *post && at.acting);
        Holder { name: cx.facts.name(&person), person, acting }
    };
    cx.facts.seated(post, day).into_iter().map(holder).collect()
}

/// Nobody takes over: nothing may be left.
fn unowned(
    part: &Ending,
    row: usize,
    plan: &Plan,
    (open, below): (&[Brief], &[engine::facts::UnitCard]),
    cx: &Context,
) -> Result<(), Refusal> {
    let posts = plan.ending.iter().filter(|end| cx.facts.post(&end.post).is_some_and(|card| card.unit == part.unit));
    let held: Vec<String> = posts
        .filter(|end| !end.holders.is_empty())
        .map(|end| {
            let names: Vec<&str> = end.holders.iter().map(|holder| holder.name.as_str()).collect();
            format!("{}{}", end.label, names.join("、"))
        })
        .collect();
    let numbers: Vec<String> = open.iter().map(number).collect();
    let names: Vec<String> = below.iter().map(|unit| unit.name.clone()).collect();
    let left = [("未办结事项", numbers), ("在任人员", held), ("下级单位", names)];
    let left: Vec<String> = left.into_iter().filter(|(_, some)| !some.is_empty()).map(listing).collect();
    if left.is_empty() {
        return Ok(());
    }
    let sentence =
        format!("{}撤销后无人承接，还有{}。请填写承接单位，或先办结、调离、改隶。", part.name, left.join("；"));
    Err(Refusal::new("still_used", "", sentence).at(&format!("/parts/{row}/heir")))
}

fn listing((what, some): (&str, Vec<String>)) -> String {
    let shown: Vec<&str> = some.iter().take(LISTED).map(String::as_str).collect();
    let more = if some.len() > LISTED { "等" } else { "" };
    format!("{what}{}{more}（{}项）", shown.join("、"), some.len())
}

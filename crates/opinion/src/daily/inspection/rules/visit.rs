//! What is entered of a visit is checked and put into words.

use super::{
    super::facts::{
        ConcernedRow, EightRejections, FindingRow, Member, Person, Record, Registered, Revised, SixNots, Visit,
    },
    CLAUSE, TEAM,
};
use crate::{
    checks::{self, filled, term},
    daily::inspection_plan::{self, InspectionPlan},
};
use engine::{
    procedure::{Context, Refusal},
    words::Dictionary,
};

pub(super) fn registered(visit: Visit, cx: &Context) -> Result<Registered, Refusal> {
    Ok(Registered { id: cx.matter.clone(), record: record(visit, cx)?, on: cx.day })
}

pub(super) fn revised(visit: Visit, cx: &Context) -> Result<Revised, Refusal> {
    Ok(Revised { record: record(visit, cx)?, on: cx.day })
}

fn record(visit: Visit, cx: &Context) -> Result<Record, Refusal> {
    let card = checks::unit(&visit.unit, "/unit", cx)?;
    if visit.day > cx.day {
        let sentence = format!("{}还没有到，请核对督查日期。", visit.day.sentence());
        return Err(Refusal::new("day_ahead", "", sentence).at("/day"));
    }
    filled(&visit.course.0, "/course", "督查经过")?;
    let node = visit.node.as_ref().map_or_else(|| Ok(String::new()), |node| term(node, "/node", cx))?;
    let team = team(&visit, cx)?;
    let categories = findings(&visit.findings, cx)?;
    let concerned = concerned(&visit, cx)?;
    planned(&visit, cx)?;
    Ok(Record { unit: card.name, node, team, categories, concerned, visit })
}

/// Who went: as many as the county asks for, each once, nobody of the unit itself.
fn team(visit: &Visit, cx: &Context) -> Result<Vec<Member>, Refusal> {
    let least = cx.policy.number(TEAM, visit.day).unwrap_or(1).max(1);
    if i64::try_from(visit.team.len()).is_ok_and(|size| size < least) {
        let sentence = format!("督查组须有{least}人以上，请补填督查人员。");
        return Err(Refusal::new("team_small", "3.3.1", sentence).at("/team"));
    }
    let mut found: Vec<Member> = Vec::new();
    for (at, row) in visit.team.iter().enumerate() {
        let owner = term(&row.owner, &format!("/team/{at}/owner"), cx)?;
        let here = format!("/team/{at}/person");
        let card = checks::person(&row.person, &here, cx)?;
        if found.iter().any(|member| member.person == row.person) {
            return Err(Refusal::new("row_twice", "", format!("{}重复填写，请删去一行。", card.name)).at(&here));
        }
        let own = cx.facts.posts(&row.person, visit.day).iter().any(|post| post.unit == visit.unit);
        let kin = cx.facts.relatives(&row.person);
        let related = visit.concerned.iter().any(|one| one.person == row.person || kin.contains(&one.person));
        if own || related {
            let sentence = format!("{}是被督查单位的人员，或与涉及的干部有亲属关系，应当回避，请另派人员。", card.name);
            return Err(Refusal::new("recused", CLAUSE, sentence).at(&here));
        }
        found.push(Member { person: row.person.clone(), name: card.name, owner });
    }
    Ok(found)
}

/// The category of each finding in words; where the county has not entered its list, that is said.
fn findings(rows: &[FindingRow], cx: &Context) -> Result<Vec<String>, Refusal> {
    let mut words = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        filled(&row.facts.0, &format!("/findings/{at}/facts"), "问题事实")?;
        let mut said = Vec::new();
        if let Some(six) = &row.six_not {
            said.push(term(six, &format!("/findings/{at}/six_not"), cx)?);
        }
        if let Some(eight) = &row.rejection {
            said.push(term(eight, &format!("/findings/{at}/rejection"), cx)?);
        }
        let own = row.category.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if let Some(own) = own {
            let listed = is_entered::<SixNots>(cx) && is_entered::<EightRejections>(cx);
            said.push(if listed { own.to_owned() } else { format!("{own}（字典待录入）") });
        }
        if said.is_empty() {
            let sentence = format!("第{}个问题没有类别，请从字典选择，字典没有录入的用文字写明。", at + 1);
            return Err(Refusal::new("field_missing", CLAUSE, sentence).at(&format!("/findings/{at}/category")));
        }
        let same = |other: &FindingRow| {
            other.facts == row.facts && other.six_not == row.six_not && other.rejection == row.rejection
        };
        if rows.iter().take(at).any(same) {
            let sentence = format!("第{}个问题与前面的重复，请删去一行。", at + 1);
            return Err(Refusal::new("row_twice", "", sentence).at(&format!("/findings/{at}/facts")));
        }
        words.push(said.join("、"));
    }
    Ok(words)
}

/// Whether the county has entered a list that the Opinion only names.
fn is_entered<D: Dictionary>(cx: &Context) -> bool {
    cx.policy.dictionary(D::ID).is_some_and(|known| !known.terms.is_empty())
}

fn concerned(visit: &Visit, cx: &Context) -> Result<Vec<Person>, Refusal> {
    let mut found: Vec<Person> = Vec::new();
    for (at, ConcernedRow { finding, person }) in visit.concerned.iter().enumerate() {
        let card = checks::person(person, &format!("/concerned/{at}/person"), cx)?;
        let place = usize::try_from(*finding).unwrap_or_default();
        if place == 0 || place > visit.findings.len() {
            let sentence = format!("没有第{finding}个问题，请照问题的顺序填写序号。");
            return Err(Refusal::new("unknown_item", "", sentence).at(&format!("/concerned/{at}/finding")));
        }
        if found.iter().any(|one| &one.person == person && one.finding == *finding) {
            let sentence = format!("{}在同一问题下重复填写，请删去一行。", card.name);
            return Err(Refusal::new("row_twice", "", sentence).at(&format!("/concerned/{at}/person")));
        }
        let post = cx.facts.post_text(person, visit.day);
        found.push(Person { person: person.clone(), name: card.name, post, finding: *finding });
    }
    Ok(found)
}

/// A visit that carries out a plan names its item, and fits it.
fn planned(visit: &Visit, cx: &Context) -> Result<(), Refusal> {
    let (plan, number) = match (&visit.plan, visit.item) {
        (None, None) => return Ok(()),
        (Some(plan), Some(number)) => (plan, number),
        (Some(_), None) => {
            let sentence = "填了年度督查计划，须填计划项目序号。";
            return Err(Refusal::new("field_missing", "3.3.1", sentence).at("/item"));
        }
        (None, Some(_)) => {
            let sentence = "填了计划项目序号，须选年度督查计划。";
            return Err(Refusal::new("field_missing", "3.3.1", sentence).at("/plan"));
        }
    };
    let state = cx.facts.read::<InspectionPlan>(plan);
    let state = state.filter(|state| state.stage() == inspection_plan::stage::RUNNING);
    let Some(state) = state.filter(|state| state.opened.year == visit.day.year()) else {
        let sentence = format!("选的不是{}年执行中的年度督查计划，请重新选择。", visit.day.year());
        return Err(Refusal::new("unknown_plan", "3.3.1", sentence).at("/plan"));
    };
    let Some(item) = state.items.iter().find(|item| item.number == number) else {
        let sentence = format!("计划里没有项目{number}，请照计划填写。");
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    };
    let ours = visit.team.iter().any(|row| row.owner.0 == item.row.owner.0);
    let there = item.row.unit.as_ref().is_none_or(|unit| *unit == visit.unit);
    if ours && there {
        return Ok(());
    }
    let sentence = format!("计划项目{number}由{}督查{}，与本次不符，请核对。", item.owner, item.unit_words());
    Err(Refusal::new("plan_differs", "3.3.1", sentence).at("/item"))
}

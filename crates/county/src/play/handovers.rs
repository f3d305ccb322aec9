//! What people answer to what they owe in a handover: five contents and the tables beneath them filled by several hands, a receiver
//! named, now and then something disputed, three signatures, the relations moved one by one, the auditors asked, open items carried
//! on by the receiver and by whoever follows him.

use engine::access::Role;
use engine::days::Day;
use serde_json::{Value, json};
use store::Owed;

use crate::chance::Chance;

use super::cast::Cast;
use super::world::World;

/// The answer to something owed in a handover with this state, or nothing in this wave.
pub fn answer(
    chance: &mut Chance,
    cast: &Cast,
    world: &World<'_>,
    owed: &Owed,
    today: Day,
    state: &Value,
) -> Option<Value> {
    let verb = owed.verb.as_deref()?;
    let late = owed.due.is_some_and(|due| due < today);
    match verb {
        "fill" => fill(chance, state, today),
        "fill_short" => Some(fill_short(chance, today)),
        "fill_staffing" | "fill_economy" | "fill_custody" => Some(annex(chance, verb, today)),
        "name_receiver" => receiver(cast, world, state),
        "sign_receiver" if disputes(state).is_empty() && chance.percent(DISPUTES) => dispute(chance, state),
        "sign_leaver" | "sign_receiver" | "sign_supervisor" => {
            let open = verb != "sign_leaver" && is_disputed(state);
            // Half of them wait until it is settled.
            if open && !late && chance.percent(50) {
                return None;
            }
            let reason = late.then_some("移交人参加防汛值班，交接会推迟。");
            let reservation = open.then_some("争议事项以核实结果为准。");
            Some(json!({"verb": verb, "late_reason": reason, "reservation": reservation}))
        }
        "answer_dispute" => {
            let no: u32 = owed.key.strip_prefix("answer.")?.parse().ok()?;
            Some(json!({"verb": verb, "dispute": no, "answer": "已与财务和经办人员核对，差额为未到账款项。"}))
        }
        "settle_dispute" => {
            let no: u32 = owed.key.strip_prefix("dispute.")?.parse().ok()?;
            let carried = chance.percent(30);
            let due = carried.then(|| today.plus(chance.between(20, 60)));
            let outcome = if carried { "由接收人继续核对" } else { "已核对无误" };
            Some(json!({"verb": verb, "dispute": no, "outcome": outcome, "carried": carried, "due": due}))
        }
        "sign_successor" => Some(json!({"verb": verb})),
        "request_audit" => {
            let number = format!("青组函〔{}〕{}号", today.year(), chance.between(1, 90));
            Some(json!({"verb": verb, "day": today, "number": number, "organ": "县审计局"}))
        }
        "tick" => {
            let relation = owed.key.strip_prefix("relation.")?;
            let number = format!("转字第{}号", chance.between(100, 999));
            Some(json!({"verb": "tick", "relation": relation, "day": today, "number": number}))
        }
        "file_transfer" => Some(json!({"verb": "file_transfer", "day": today, "note": "关系已转齐。"})),
        "strike_off" => {
            let item = owed.key.strip_prefix("item.")?;
            Some(json!({"verb": "strike_off", "item": item, "day": today, "result": "已办结，资料归档。"}))
        }
        _ => None,
    }
}

/// Receivers of a hundred who do not agree with something.
const DISPUTES: u64 = 4;

fn disputes(state: &Value) -> &[Value] {
    state.get("disputes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Whether something is disputed on which nobody has decided.
fn is_disputed(state: &Value) -> bool {
    disputes(state).iter().any(|dispute| dispute.get("outcome").is_none_or(Value::is_null))
}

/// The receiver does not agree with a row.
fn dispute(chance: &mut Chance, state: &Value) -> Option<Value> {
    let mut items = Vec::new();
    for table in state.get("tables")?.as_array()? {
        let content = table.get("content")?.as_str()?;
        let rows = table.get("rows")?.as_array()?.len();
        items.extend((1..=rows).map(|row| format!("{content}.{row}")));
    }
    let item = chance.pick(&items).cloned();
    Some(json!({"verb": "raise_dispute", "item": item, "text": "所列情况与现有资料不一致，请核实。"}))
}

/// In how many of a thousand waves somebody gets to it; what is late is asked after.
#[must_use]
pub fn patience(verb: &str, late: bool) -> u64 {
    match (verb, late) {
        ("fill" | "fill_short" | "fill_staffing" | "fill_economy" | "fill_custody" | "answer_dispute", _) => 330,
        ("name_receiver", _) => 200,
        ("tick", false) => 30,
        ("tick", true) => 60,
        ("file_transfer", _) => 120,
        ("strike_off", false) => 9,
        ("strike_off", true) => 45,
        _ => 160,
    }
}

/// The next empty table.
fn fill(chance: &mut Chance, state: &Value, today: Day) -> Option<Value> {
    let empty = |table: &&Value| {
        let rows = table.get("rows").and_then(Value::as_array).is_none_or(Vec::is_empty);
        rows && table.get("none").and_then(Value::as_bool) != Some(true)
    };
    let table = state.get("tables")?.as_array()?.iter().find(empty)?;
    let content = table.get("content")?.as_str()?;
    // A head hands over by number and amount, too.
    if state.pointer("/left/head").and_then(Value::as_bool) == Some(true) && chance.percent(60) {
        match content {
            "economic" => return Some(annex(chance, "fill_economy", today)),
            "personnel" => return Some(annex(chance, "fill_staffing", today)),
            "other" => return Some(annex(chance, "fill_custody", today)),
            _ => {}
        }
    }
    let rarely = matches!(content, "economic" | "personnel" | "other");
    if chance.percent(if rarely { 55 } else { 20 }) {
        return Some(json!({"verb": "fill", "content": content, "none": true}));
    }
    let matters = items(content);
    let mut rows = Vec::new();
    for _ in 0..chance.between(1, 3) {
        let Some(matter) = chance.pick(matters).copied() else { continue };
        let open = chance.percent(25);
        let due = open.then(|| today.plus(chance.between(20, 120)));
        let progress = if open { "正在推进，资料随交接书移交。" } else { "已办结。" };
        rows.push(json!({"matter": matter, "progress": progress, "due": due, "open": open}));
    }
    Some(json!({"verb": "fill", "content": content, "rows": rows}))
}

/// Tables beneath the contents, as an office of that size would fill them.
fn annex(chance: &mut Chance, verb: &str, today: Day) -> Value {
    match verb {
        "fill_economy" => {
            let contract = cents(chance, 8_000, 60_000);
            json!({"verb": verb, "rest_none": true, "economy": {
                "accounts": [
                    {"name": "基本存款账户", "bank": "农商银行0417", "balance": cents(chance, 200, 9_000), "as_of": today},
                    {"name": "工会账户", "bank": "农商银行2203", "balance": cents(chance, 5, 120), "as_of": today},
                ],
                "debts": [
                    {"direction": "liability", "party": "施工单位", "cause": "工程尾款", "amount": cents(chance, 100, 3_000)},
                    {"direction": "claim", "party": "村级经济组织", "cause": "垫付款", "amount": cents(chance, 10, 300)},
                ],
                "assets": [{"name": "办公设备", "quantity": chance.between(20, 160), "value": cents(chance, 300, 2_000)}],
                "works": [{"name": "在建项目", "contract": contract, "paid": contract / 2, "progress": "主体完工"}],
            }})
        }
        "fill_staffing" => {
            let quota = chance.between(18, 45);
            json!({"verb": verb, "staffing": [
                {"sort": "行政编制", "quota": quota, "actual": quota - chance.between(0, 4)},
                {"sort": "事业编制", "quota": quota + 6, "actual": quota + 3},
            ]})
        }
        _ => json!({"verb": verb, "rest_none": true, "custody": {
            "articles": [{"sort": "thing", "name": "笔记本电脑", "quantity": 1, "returned": true}],
            "seals": [{"name": "单位公章", "quantity": 1, "keeper": "办公室主任"}, {"name": "法人证书", "quantity": 2}],
        }}),
    }
}

/// An amount between so many hundreds of yuan, in 分.
fn cents(chance: &mut Chance, least: i64, most: i64) -> i64 {
    chance.between(least, most) * 10_000 + chance.between(0, 99) * 100
}

/// The sheet of somebody of 股级: what he works on, and what lies in his drawer.
fn fill_short(chance: &mut Chance, today: Day) -> Value {
    let mut rows = Vec::new();
    for content in ["work", "other"] {
        let Some(matter) = chance.pick(items(content)).copied() else { continue };
        let open = chance.percent(15);
        let due = open.then(|| today.plus(chance.between(20, 90)));
        rows.push(json!({"content": content, "matter": matter, "due": due, "open": open}));
    }
    json!({"verb": "fill_short", "rows": rows, "rest_none": true})
}

fn items(content: &str) -> &'static [&'static str] {
    match content {
        "work" => {
            &["年度重点项目推进", "人居环境整治", "村级集体经济项目", "营商环境整改", "防汛抗旱责任片", "项目用地征迁"]
        }
        "economic" => &["在建工程款支付", "专项资金结余", "往来款清理", "固定资产登记"],
        "personnel" => &["借调人员管理", "后备干部培养", "编外用工合同"],
        "petitions" => &["征迁补偿信访件", "欠薪投诉处理", "山场权属纠纷", "物业矛盾调处"],
        _ => &["公章和钥匙移交", "涉密文件清退", "公务用车和办公用品", "借阅档案归还"],
    }
}

/// Whoever sits in the post now, else somebody of the body, of the unit, or of the unit above.
fn receiver(cast: &Cast, world: &World<'_>, state: &Value) -> Option<Value> {
    let left = state.get("left")?;
    let post = engine::words::PostId::from(left.get("post")?.as_str()?);
    let key = cast.ids.posts.iter().position(|id| *id == post)?;
    let leaver = cast.person_key(&engine::words::PersonId::from(left.get("leaver")?.as_str()?))?;
    let unit = world.made.post(key)?.unit;
    let above = world.made.unit(unit).and_then(|unit| unit.parent);
    let able = [Some(unit), above]
        .into_iter()
        .flatten()
        .flat_map(|unit| world.heads_of(unit).into_iter().chain(world.body(unit)).chain(world.staff(unit)));
    let supervisor = state.pointer("/supervisor/person").and_then(Value::as_str).map(engine::words::PersonId::from);
    let supervisor = supervisor.and_then(|id| cast.person_key(&id));
    let other = |who: &usize| *who != leaver && Some(*who) != supervisor;
    let person = world.holder(key).into_iter().chain(able).find(other)?;
    Some(json!({"verb": "name_receiver", "person": cast.person(person)}))
}

/// Another supervisor, where the proper one is a party to the handover himself: a leader in charge of the unit, one of its body, one
/// of the section.
#[must_use]
pub fn other_supervisor(chance: &mut Chance, cast: &Cast, world: &World<'_>, state: &Value) -> Option<Value> {
    let person = |at: &str| {
        let id = state.pointer(at).and_then(Value::as_str).map(engine::words::PersonId::from);
        id.and_then(|id| cast.person_key(&id))
    };
    let unit = engine::words::UnitId::from(state.pointer("/left/unit")?.as_str()?);
    let unit = cast.ids.units.iter().position(|id| *id == unit)?;
    let parties = [person("/left/leaver"), person("/receiver/person")];
    let leaders = world.made.charges.iter().filter(|(_, of)| *of == unit).map(|(leader, _)| *leader);
    let section = [Role::DeputyMinister, Role::SectionHead].into_iter().filter_map(|role| cast.with_role(role));
    let kin = person("/left/leaver").map(|leaver| cast.family(leaver)).unwrap_or_default();
    let free = |who: &usize| !parties.contains(&Some(*who)) && !kin.contains(who) && !world.is_gone(*who);
    let able = leaders.chain(world.body(unit)).chain(section).filter(free);
    let supervisor = chance.pick(&able.collect::<Vec<_>>()).copied()?;
    Some(json!({"verb": "name_supervisor", "person": cast.person(supervisor)}))
}

//! Forms drawn from a richly typed sample, filled in well and badly.

use super::*;
use crate::{
    days::Period,
    dictionary, tagged,
    words::{FileId, IdNumber, PersonId, Phone, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

dictionary!(Reasons, "reasons");

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Application {
    /// Who.
    #[schemars(title = "申请人")]
    person: PersonId,
    /// When.
    #[schemars(title = "起止时间", description = "以半日计，周末不计入")]
    period: Period,
    #[schemars(title = "事由")]
    purpose: Purpose,
    #[schemars(title = "原因")]
    reason: Term<Reasons>,
    #[schemars(title = "联系电话", extend("x-together" = true))]
    phone: Option<Phone>,
    #[schemars(title = "接替单位")]
    unit: Option<UnitId>,
    #[schemars(title = "出发日")]
    leaves_on: Option<Day>,
    #[schemars(title = "随行人数", range(min = 0, max = 20))]
    company: Option<i64>,
    #[schemars(title = "交接事项")]
    items: Vec<Item>,
    #[schemars(title = "途经地")]
    places: Vec<String>,
    #[schemars(title = "附件")]
    files: Vec<FileId>,
    #[schemars(title = "证件号码")]
    number: Option<Sealed<IdNumber>>,
    #[schemars(title = "已当面告知")]
    told: bool,
    #[schemars(title = "方式")]
    ways: Vec<Way>,
    #[schemars(title = "例外")]
    exception: Option<Exception>,
    #[schemars(title = "编号", extend("x-hidden" = true))]
    n: Option<i64>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Item {
    #[schemars(title = "事项")]
    what: String,
    #[schemars(title = "完成日期")]
    by: Option<Day>,
    #[schemars(title = "已办")]
    done: bool,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Exception {
    #[schemars(title = "理由")]
    reason: Prose,
    #[schemars(title = "批准件")]
    paper: FileId,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Purpose {
    #[schemars(title = "因公")]
    Duty,
    #[schemars(title = "因私")]
    Private(Private),
    #[schemars(title = "其他")]
    Other(Prose),
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Private {
    #[schemars(title = "假别")]
    kind: Way,
    #[schemars(title = "陪同人")]
    with: Option<PersonId>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Way {
    #[schemars(title = "火车")]
    Train,
    #[schemars(title = "汽车")]
    Car,
}

struct World;
impl Names for World {
    fn name(&self, pick: Pick, id: &str) -> Option<Found> {
        people().into_iter().find(|(of, found)| *of == pick && found.id == id).map(|(_, found)| found)
    }
}
impl Lookup for World {
    fn named(&self, pick: Pick, typed: &str) -> Vec<Found> {
        people().into_iter().filter(|(of, found)| *of == pick && found.name == typed).map(|(_, found)| found).collect()
    }
}
impl Terms for World {
    fn terms(&self, dictionary: &str) -> Vec<(String, String)> {
        if dictionary == "reasons" { vec![pair("family", "家庭原因"), pair("study", "学习")] } else { Vec::new() }
    }
}

fn people() -> Vec<(Pick, Found)> {
    let one =
        |pick, id: &str, name: &str, note: &str| (pick, Found { id: id.into(), name: name.into(), note: note.into() });
    vec![
        one(Pick::Person, "p1", "翟明远", "榔溪镇 党委书记"),
        one(Pick::Person, "p2", "汪砚", "榔溪镇 镇长"),
        one(Pick::Person, "p3", "汪砚", "县水务局 局长"),
        one(Pick::Unit, "u1", "县水务局", ""),
    ]
}

fn pair(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

fn schema() -> Value {
    tagged::schema::<Application>()
}

fn today() -> Day {
    Day::new(2026, 10, 12).unwrap()
}

fn with<T>(aid: &Aid, f: impl FnOnce(&Ask) -> T) -> T {
    f(&Ask { lookup: &World, terms: &World, today: today(), aid })
}

fn good() -> Vec<(String, String)> {
    [
        ("person", "翟明远"),
        ("period.from.day", "10.19"),
        ("period.from.half", "上午"),
        ("period.to.day", "２０２６年１０月２１日"),
        ("period.to.half", "下午"),
        ("purpose", "private"),
        ("purpose.private.kind", "train"),
        ("purpose.other", "没有选这一项"),
        ("reason", "family"),
        ("items.0.what", "第一件"),
    ]
    .map(|(name, text)| pair(name, text))
    .to_vec()
}

#[test]
fn a_well_filled_form_becomes_the_action_with_names_resolved_and_days_read() {
    let value = with(&Aid::default(), |ask| parse(&schema(), &good(), ask)).unwrap();
    let expected = json!({
        "person": "p1",
        "period": {"from": {"day": "2026-10-19", "half": "上午"}, "to": {"day": "2026-10-21", "half": "下午"}},
        "purpose": {"private": {"kind": "train"}},
        "reason": "family",
        "items": [{"what": "第一件", "done": false}],
        "places": [], "files": [], "told": false, "ways": []
    });
    assert_eq!(value, expected);
    assert!(serde_json::from_value::<Application>(value).is_ok());
}

//! Forms drawn from a richly typed sample, filled in well and badly.

mod amend;
mod bad;
mod drawn;
mod nested;
mod round;

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

#[test]
fn an_alternative_not_chosen_is_neither_read_nor_lost() {
    let mut pairs = good();
    pairs.push(pair("purpose.private.with", "查无此人"));
    pairs.retain(|(name, _)| name != "purpose");
    pairs.push(pair("purpose", "duty"));
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["purpose"], "duty");

    pairs.retain(|(name, _)| name != "reason");
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert!(filled.pairs.contains(&pair("purpose.private.with", "查无此人")));
    assert_eq!(filled.wrong, [pair("/reason", "未选原因")]);
}

#[test]
fn an_alternative_may_carry_a_single_value() {
    let mut pairs = good();
    pairs.push(pair("purpose", "other"));
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["purpose"], json!({"other": "没有选这一项"}));

    pairs.push(pair("purpose.other", " \u{3000}"));
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/purpose/other", "未写其他")]);
}

#[test]
fn an_optional_group_is_left_out_when_blank_and_read_whole_when_begun() {
    let read = |more: &[(&str, &str)]| {
        let mut pairs = good();
        pairs.extend(more.iter().map(|(name, text)| pair(name, text)));
        with(&Aid::default(), |ask| parse(&schema(), &pairs, ask))
    };
    let blank = read(&[("exception.reason", ""), ("exception.paper", "")]).unwrap();
    assert!(blank.get("exception").is_none());
    let half = read(&[("exception.reason", "书记出差在外")]).unwrap_err();
    assert_eq!(half.wrong, [pair("/exception/paper", "未附批准件")]);
    let whole = read(&[
        ("exception.reason", "书记出差在外"),
        ("exception.paper", "ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34"),
    ])
    .unwrap();
    assert_eq!(
        whole["exception"],
        json!({"reason": "书记出差在外", "paper": "ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34"})
    );
}

#[test]
fn ticks_are_read_in_the_order_of_the_choices_and_once() {
    let mut pairs = good();
    pairs.extend([
        pair("ways", "car"),
        pair("ways", "train"),
        pair("ways", "car"),
        pair("told", "false"),
        pair("told", "true"),
    ]);
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["ways"], json!(["train", "car"]));
    assert_eq!(value["told"], true);
}

#[test]
fn full_width_digits_and_unseen_characters_do_no_harm() {
    let mut pairs = good();
    pairs.extend([
        pair("phone", "０５６３－６１２ ３４５６"),
        pair("company", "\u{200b}１２"),
        pair("places.0", "\u{feff}芜湖\r\n市\u{0}"),
    ]);
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["phone"], "0563-6123456");
    assert_eq!(value["company"], 12);
    assert_eq!(value["places"], json!(["芜湖 市"]));
}

#[test]
fn what_the_mechanism_does_not_ask_is_taken_from_the_mechanism_and_not_from_the_browser() {
    let aid = Aid { prefill: json!({"reason": "study", "n": 7}), hide: vec!["/reason"], ..Aid::default() };
    let mut pairs = good();
    pairs.push(pair("reason", "family"));
    let value = with(&aid, |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!((&value["reason"], &value["n"]), (&json!("study"), &json!(7)));
    assert!(with(&aid, |ask| fields(&schema(), ask)).iter().all(|field| field.name != "reason"));
}

#[test]
fn what_the_mechanism_requires_now_must_be_filled() {
    let aid = Aid { require: vec!["/exception", "/files", "/told", "/items/*/by"], ..Aid::default() };
    let filled = with(&aid, |ask| parse(&schema(), &good(), ask)).unwrap_err();
    let expected = [
        pair("/items/0/by", "第1行未写完成日期"),
        pair("/files", "未附附件"),
        pair("/told", "未勾选已当面告知"),
        pair("/exception/reason", "未写理由"),
        pair("/exception/paper", "未附批准件"),
    ];
    assert_eq!(filled.wrong, expected);
}

#[test]
fn choices_of_the_moment_replace_those_of_the_type() {
    let choices = vec![
        ("/items/*/what", vec![pair("印章", "印章一枚"), pair("账目", "账目一本")]),
        ("/company", vec![pair("2", "两人")]),
    ];
    let aid = Aid { choices, ..Aid::default() };
    let mut pairs = good();
    pairs.extend([pair("items.0.what", "账目一本"), pair("company", "2")]);
    let value = with(&aid, |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!((&value["items"][0]["what"], &value["company"]), (&json!("账目"), &json!(2)));
    pairs.push(pair("company", "3"));
    let filled = with(&aid, |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/company", "随行人数没有“3”这一项，请在所列各项中选择")]);
}

#[test]
fn uploads_are_held_by_digest_and_can_be_taken_away() {
    let mut pairs = good();
    attach(&mut pairs, "files._new", &"aaaa1111".repeat(8), "通知.pdf");
    attach(&mut pairs, "files._new", &"bbbb2222".repeat(8), "批复.pdf");
    attach(&mut pairs, "exception.paper", &"cccc3333".repeat(8), "批准件.jpg");
    pairs.push(pair("_del", "files.0"));
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert!(filled.wrong.is_empty());
    let drawn = with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled));
    let files = drawn.iter().find(|field| field.name == "files").unwrap();
    let held = Held { control: "files.0".into(), digest: "bbbb2222".repeat(8), name: "批复.pdf".into() };
    assert_eq!(files.kind, FieldKind::Files { upload: "files._new".into(), many: true, held: vec![held] });
}

#[test]
fn an_empty_form_is_an_empty_action() {
    let schema = json!({"type": "object", "additionalProperties": false});
    assert_eq!(with(&Aid::default(), |ask| parse(&schema, &[], ask)), Ok(json!({})));
    assert!(with(&Aid::default(), |ask| fields(&schema, ask)).is_empty());
}

//! A nested state as people see it.

use super::*;
use crate::{
    dictionary, tagged,
    words::{FileId, PersonId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

dictionary!(Reasons, "reasons");

#[derive(Serialize, Deserialize, JsonSchema)]
struct State {
    #[schemars(title = "申请")]
    application: Application,
    /// Neither titled nor a struct: the code's own.
    retries: i64,
    /// Untitled structs are seen through.
    frame: Frame,
    #[schemars(title = "审批", extend("x-hidden" = true))]
    chain: Vec<String>,
    #[schemars(title = "核查记录")]
    clue: Option<Sealed<Prose>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Frame {
    #[schemars(title = "登记时间")]
    entered: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Application {
    #[schemars(title = "申请人")]
    person: PersonId,
    #[schemars(title = "起止时间")]
    period: Period,
    #[schemars(title = "类别")]
    purpose: Purpose,
    #[schemars(title = "原因")]
    reason: Option<Term<Reasons>>,
    #[schemars(title = "已销假")]
    back: bool,
    #[schemars(title = "返岗日")]
    back_on: Option<Day>,
    #[schemars(title = "途经地")]
    places: Vec<String>,
    #[schemars(title = "随行人员")]
    company: Vec<PersonId>,
    #[schemars(title = "交接事项")]
    items: Vec<Item>,
    #[schemars(title = "附件")]
    files: Vec<FileId>,
    #[schemars(title = "说明")]
    note: Prose,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Item {
    #[schemars(title = "事项")]
    what: String,
    #[schemars(title = "接手单位")]
    to: Option<UnitId>,
    #[schemars(title = "办结")]
    done: bool,
    internal: i64,
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
    Other(String),
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Private {
    #[schemars(title = "假别")]
    kind: Kind,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[schemars(title = "事假")]
    Own,
    #[schemars(title = "年休假")]
    Yearly,
}

struct World;
impl Names for World {
    fn name(&self, pick: Pick, id: &str) -> Option<Found> {
        let name = match (pick, id) {
            (Pick::Person, "p1") => "翟明远",
            (Pick::Person, "p2") => "汪砚",
            (Pick::Unit, "u1") => "县水务局",
            _ => return None,
        };
        Some(Found { id: id.into(), name: name.into(), note: String::new() })
    }
    fn file(&self, digest: &str) -> Option<String> {
        (digest == "aaaa1111").then(|| "通知.pdf".into())
    }
}
impl Terms for World {
    fn terms(&self, _: &str) -> Vec<(String, String)> {
        vec![("family".into(), "家庭原因".into())]
    }
}

fn state() -> Value {
    json!({
        "application": {
            "person": "p1",
            "period": {"from": {"day": "2026-10-19", "half": "上午"}, "to": {"day": "2026-10-21", "half": "上午"}},
            "purpose": {"private": {"kind": "yearly"}},
            "reason": "family",
            "back": false,
            "back_on": null,
            "places": ["芜湖市", "宣城市"],
            "company": ["p2", "p9"],
            "items": [
                {"what": "汛期值班", "to": "u1", "done": true, "internal": 3},
                {"what": "信访包案", "done": false, "internal": 4}
            ],
            "files": ["aaaa1111", "bbbb22223333"],
            "note": "第一行\n第二行"
        },
        "retries": 3,
        "frame": {"entered": "2026-10-12"},
        "chain": ["a"],
        "clue": {"seal": "s1", "commitment": "c1"}
    })
}

fn schema() -> Value {
    tagged::schema::<State>()
}

fn lines(state: &Value) -> Vec<String> {
    sheet(&schema(), state, &World, &World)
        .iter()
        .map(|entry| format!("{}={}", entry.path, entry.shown.words()))
        .collect()
}

#[test]
fn a_state_is_shown_in_words_with_titles_in_the_order_of_the_source() {
    let expected = [
        "申请.申请人=翟明远",
        "申请.起止时间=2026年10月19日上午至21日上午",
        "申请.类别=因私",
        "申请.类别.因私.假别=年休假",
        "申请.原因=家庭原因",
        "申请.已销假=否",
        "申请.途经地=芜湖市、宣城市",
        "申请.随行人员=汪砚、p9",
        "申请.交接事项=汛期值班 县水务局 是\n信访包案  否",
        "申请.附件=通知.pdf、附件bbbb2222",
        "申请.说明=第一行\n第二行",
        "登记时间=2026-10-12",
        "核查记录=封存",
    ];
    assert_eq!(lines(&state()), expected);
}

#[test]
fn names_files_tables_and_seals_keep_what_a_page_needs() {
    let entries = sheet(&schema(), &state(), &World, &World);
    let of = |path: &str| entries.iter().find(|entry| entry.path == path).unwrap();
    let Shown::Names(Pick::Person, named) = &of("申请.申请人").shown else { panic!("names") };
    assert_eq!(named[0].id, "p1");
    let Shown::Table { heads, rows } = &of("申请.交接事项").shown else { panic!("a table") };
    assert_eq!(heads, &["事项", "接手单位", "办结"]);
    assert_eq!(rows[1], ["信访包案", "", "否"]);
    assert_eq!(of("核查记录").shown, Shown::Sealed);
    assert_eq!(of("申请.类别.因私.假别").pointer, "/application/purpose/private/kind");
    assert_eq!(of("申请.说明").shown, Shown::Prose("第一行\n第二行".into()));
}

#[test]
fn an_alternative_with_a_single_value_or_none_is_named_too() {
    let with = |purpose: Value| {
        let mut state = state();
        state["application"]["purpose"] = purpose;
        lines(&state).into_iter().filter(|line| line.contains("类别")).collect::<Vec<_>>()
    };
    assert_eq!(with(json!("duty")), ["申请.类别=因公"]);
    assert_eq!(with(json!({"other": "探亲"})), ["申请.类别=其他", "申请.类别.其他=探亲"]);
}

#[test]
fn sealed_content_never_shows_its_handle() {
    let text = format!("{:?}", sheet(&schema(), &state(), &World, &World));
    assert!(!text.contains("s1") && !text.contains("c1"));
}

#[test]
fn placeholders_are_all_paths_a_paper_may_ask_for() {
    let expected = "申请.申请人 申请.起止时间 申请.起止时间.自 申请.起止时间.至 申请.起止时间.天数 申请.类别 \
        申请.类别.因私.假别 申请.类别.其他 申请.原因 申请.已销假 申请.返岗日 申请.途经地 申请.随行人员 申请.交接事项 \
        申请.交接事项.序号 申请.交接事项.事项 申请.交接事项.接手单位 申请.交接事项.办结 申请.附件 申请.说明 登记时间 核查记录";
    assert_eq!(placeholders(&schema()).join(" "), expected);
}

#[test]
fn every_path_that_is_filled_is_a_placeholder() {
    let known = placeholders(&schema());
    let filled = filling(&schema(), &state(), &World, &World);
    for (path, _) in &filled {
        assert!(known.contains(path), "{path}");
    }
    let of = |path: &str| filled.iter().find(|(one, _)| one == path).map(|(_, words)| words.as_str());
    assert_eq!(of("申请.起止时间.自"), Some("2026年10月19日上午"));
    assert_eq!(of("申请.起止时间.天数"), Some("2.5"));
}

#[test]
fn a_state_that_does_not_fit_its_schema_is_shown_as_far_as_it_does() {
    let odd = json!({
        "application": {"person": 3, "period": "x", "purpose": {"gone": 1}, "items": "x", "back": "x"}, "clue": 1
    });
    assert_eq!(lines(&odd), ["申请.申请人=3", "申请.起止时间=x", "申请.已销假=x", "核查记录=封存"]);
    assert!(lines(&json!(null)).is_empty() && lines(&json!([1])).is_empty());
}

#[test]
fn moments_are_shown_in_office_time() {
    let schema = json!({
        "type": "object", "properties": {"at": {"title": "时间", "type": "string", "format": "date-time"}}
    });
    let entries = sheet(&schema, &json!({"at": "2026-10-18T17:12:00Z"}), &World, &World);
    assert_eq!(entries[0].shown, Shown::Text("2026年10月19日01:12".into()));
}

#[test]
fn a_struct_named_like_what_holds_it_adds_nothing_to_the_path() {
    let day = json!({"title": "日期", "type": "string", "format": "date"});
    let inner = json!({"title": "申请", "type": "object", "properties": {"day": day, "same": {"title": "申请", "type": "string"}}});
    let outer = json!({"title": "申请", "type": "object", "properties": {"inner": inner}});
    let schema = json!({"type": "object", "properties": {"outer": outer}});
    assert_eq!(placeholders(&schema), ["申请.日期", "申请.申请"]);
    let entries = sheet(&schema, &json!({"outer": {"inner": {"day": "2026-10-19", "same": "x"}}}), &World, &World);
    assert_eq!(entries.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>(), ["申请.日期", "申请.申请"]);
}

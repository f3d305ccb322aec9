//! Corrections in words.

use super::*;
use crate::{
    days::Day,
    form::{Found, Pick},
    tagged,
    words::{PersonId, Prose, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, Deserialize, JsonSchema)]
struct Entered {
    #[schemars(title = "接替人")]
    stand_in: Option<PersonId>,
    #[schemars(title = "日期")]
    day: Day,
    #[schemars(title = "去向")]
    to: Way,
    #[schemars(title = "清单")]
    items: Vec<Item>,
    #[schemars(title = "附注")]
    sealed: Option<Sealed<Prose>>,
    counter: i64,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Item {
    #[schemars(title = "事项")]
    what: String,
    #[schemars(title = "份数")]
    copies: i64,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Way {
    #[schemars(title = "县内")]
    Near,
    #[schemars(title = "县外")]
    Far(Place),
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Place {
    #[schemars(title = "地点")]
    place: String,
}

struct World;
impl Names for World {
    fn name(&self, _: Pick, id: &str) -> Option<Found> {
        (id == "p1").then(|| Found { id: "p1".into(), name: "汪砚".into(), note: String::new() })
    }
}
impl Terms for World {
    fn terms(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

fn changes(was: &Value, now: &Value) -> Vec<String> {
    difference(&tagged::schema::<Entered>(), was, now, &World, &World)
        .into_iter()
        .map(|one| format!("{}：{}→{}", one.path, one.was, one.now))
        .collect()
}

fn item(what: &str, copies: i64) -> Value {
    json!({"what": what, "copies": copies})
}

fn base() -> Value {
    json!({
        "day": "2026-10-19", "to": {"far": {"place": "芜湖市"}}, "counter": 1,
        "items": [item("公章", 1), item("账目", 2), item("钥匙", 3)]
    })
}

#[test]
fn the_same_value_differs_in_nothing() {
    assert!(changes(&base(), &base()).is_empty());
}

#[test]
fn what_was_and_what_is_stand_side_by_side_in_words() {
    let mut now = base();
    now["stand_in"] = json!("p1");
    now["day"] = json!("2026-10-20");
    now["to"]["far"]["place"] = json!("宣城市");
    now["counter"] = json!(2);
    assert_eq!(
        changes(&base(), &now),
        ["接替人：→汪砚", "日期：2026年10月19日→2026年10月20日", "去向.县外.地点：芜湖市→宣城市"]
    );
}

#[test]
fn another_alternative_is_one_difference() {
    let mut now = base();
    now["to"] = json!("near");
    assert_eq!(changes(&base(), &now), ["去向：县外（地点：芜湖市）→县内"]);
}

#[test]
fn rows_are_compared_so_that_one_more_or_less_does_not_move_the_others() {
    let with = |items: Value| {
        let mut now = base();
        now["items"] = items;
        changes(&base(), &now)
    };
    assert_eq!(with(json!([item("公章", 1), item("账目", 5), item("钥匙", 3)])), ["清单.第2行.份数：2→5"]);
    assert_eq!(with(json!([item("公章", 1), item("钥匙", 3)])), ["清单.第2行：事项：账目，份数：2→"]);
    assert_eq!(
        with(json!([item("公章", 1), item("账目", 2), item("合同", 9), item("钥匙", 3)])),
        ["清单.第3行：→事项：合同，份数：9"]
    );
    assert_eq!(with(json!([])).len(), 3);
}

#[test]
fn sealed_content_says_only_that_it_was_replaced() {
    let mut was = base();
    was["sealed"] = json!({"seal": "a", "commitment": "b"});
    let mut now = was.clone();
    now["sealed"]["seal"] = json!("z");
    assert_eq!(changes(&was, &now), ["附注：封存→封存（已更换）"]);
    assert_eq!(changes(&was, &base()), ["附注：封存→"]);
}

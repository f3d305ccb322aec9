//! stub
use crate::days::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    pub limit: String,
    pub clause: String,
    pub words: String,
}
pub struct Due {
    pub day: Option<Day>,
    pub basis: Basis,
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pause {
    pub from: Day,
    pub to: Option<Day>,
}
pub struct Policy;
pub struct Finding {
    pub file: String,
    pub line: usize,
    pub key: String,
    pub sentence: String,
}
pub struct Clock<'a> {
    pub policy: &'a Policy,
    pub pauses: &'a [Pause],
}
impl Clock<'_> {
    pub fn due(&self, limit: &str, from: Day, event: &str) -> Due {
        let _ = (limit, from, event);
        unreachable!()
    }
}
impl Policy {
    pub fn missing(&self, a: &[(&str, &[&str])]) -> Vec<Finding> {
        let _ = a;
        vec![]
    }
}

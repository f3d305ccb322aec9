//! What a client sends, read strictly: a field or parameter that nobody asked for is an error, never ignored.

use crate::fault::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::request::Parts,
};
use engine::{days::Day, words::MatterId};
use serde_json::{Map, Value};

/// A JSON object that was sent.
pub(super) struct Sent {
    fields: Map<String, Value>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state).await?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Problem::malformed("请求内容不是UTF-8文本，没有保存，请改正后重发。"))?;
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) if fields.iter().any(|(name, value)| name.contains('\0') || has_zero(value)) => {
                Err(Problem::malformed("请求内容中有无效字符，没有保存，请改正后重发。"))
            }
            Ok(Value::Object(fields)) => Ok(Self { fields }),
            Ok(_) => Err(Problem::malformed("请求内容应为JSON对象，没有保存，请改正后重发。")),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let sentence =
                    format!("请求内容不是有效的JSON（第{line}行第{column}个字符），没有保存，请改正后重发。");
                Err(Problem::malformed(sentence))
            }
        }
    }
}

/// A zero character is no text: PostgreSQL would not keep it.
fn has_zero(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_zero),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_zero(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

impl Sent {
    /// A field that may be left out.
    pub(super) fn maybe(&mut self, name: &str) -> Option<Value> {
        self.fields.shift_remove(name).filter(|value| !value.is_null())
    }

    /// Whether a field was sent at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// A field that must be there.
    pub(super) fn must(&mut self, name: &str) -> Result<Value, Problem> {
        let missing = || Problem::malformed(format!("缺少{name}，没有保存，请补上后重发。")).at(format!("/{name}"));
        self.maybe(name).ok_or_else(missing)
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Problem> {
        let Value::String(text) = self.must(name)? else {
            return Err(Problem::malformed(format!("{name}应为文字，没有保存，请改正后重发。")).at(format!("/{name}")));
        };
        Ok(text)
    }

    /// A whole number that must be there.
    pub(super) fn whole(&mut self, name: &str) -> Result<i64, Problem> {
        let wrong = || Problem::malformed(format!("{name}应为整数，没有保存，请改正后重发。")).at(format!("/{name}"));
        self.must(name)?.as_i64().ok_or_else(wrong)
    }

    /// Nothing else may have been sent.
    pub(super) fn end(self) -> Result<(), Problem> {
        let Some(name) = self.fields.keys().next() else { return Ok(()) };
        let short: String = name.chars().take(40).collect();
        Err(Problem::malformed(format!("没有“{short}”这一项，没有保存，请删去后重发。")).at(format!("/{short}")))
    }
}

/// The id in an address.
pub(super) struct Id(pub(super) MatterId);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        // What is not even text is nobody's id.
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(id)| Self(MatterId(id))).map_err(|_| Problem::not_found())
    }
}

/// The parameters of an address.
pub(super) struct Asked {
    pairs: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        pairs.map(|Query(pairs)| Self { pairs }).map_err(|_| Problem::malformed("查询参数不是有效文本，请改正后重发。"))
    }
}

impl Asked {
    /// A parameter; an empty one counts as left out.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(at) = self.pairs.iter().position(|pair| pair.0 == name) else { return Ok(None) };
        let (_, text) = self.pairs.remove(at);
        if self.pairs.iter().any(|pair| pair.0 == name) {
            return Err(wrong(name, "只能有一个"));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// A parameter that may be given several times.
    pub(super) fn all(&mut self, name: &str) -> Vec<String> {
        let (found, rest) = std::mem::take(&mut self.pairs).into_iter().partition(|pair| pair.0 == name);
        self.pairs = rest;
        let found: Vec<(String, String)> = found;
        found.into_iter().map(|(_, text)| text).filter(|text| !text.is_empty()).collect()
    }

    /// A day.
    pub(super) fn day(&mut self, name: &str) -> Result<Option<Day>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        Day::iso(&text).map(Some).map_err(|why| wrong(name, &why))
    }

    /// A whole number within bounds.
    pub(super) fn whole(&mut self, name: &str, least: i64, most: i64) -> Result<Option<i64>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.map(Some).ok_or_else(|| wrong(name, &format!("应为{least}至{most}的整数")))
    }

    /// No other parameter may have been sent.
    pub(super) fn end(self) -> Result<(), Problem> {
        let Some((name, _)) = self.pairs.first() else { return Ok(()) };
        let short: String = name.chars().take(40).collect();
        Err(Problem::malformed(format!("没有“{short}”这个查询参数，请删去后重发。")).at(format!("/{short}")))
    }
}

fn wrong(name: &str, why: &str) -> Problem {
    Problem::malformed(format!("查询参数{name}：{why}，请改正后重发。")).at(format!("/{name}"))
}

//! What a client reads when something does not go through: one status, one code, one Chinese sentence.

use axum::{
    Json,
    extract::rejection::BytesRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use engine::procedure::{Lead, Refusal, Way};
use serde::Serialize;
use store::{Failure, Fault, StreamLine};

/// A request that did not go through. As a response it is the API's error body; pages draw it in their own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// Few, stable, listed in a golden file.
    pub code: &'static str,
    /// What happened and what to do.
    pub sentence: String,
    /// Id of the clause it rests on, or empty.
    pub clause: String,
    /// JSON pointer of the field it is about.
    pub at: Option<String>,
    /// What else there is to say.
    pub beside: Option<Box<Beside>>,
    /// Seconds to wait, where waiting helps.
    pub wait: Option<u32>,
}

/// What some problems have beside their sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// What came between a form and its sending.
    pub between: Vec<StreamLine>,
    /// Ways out.
    pub ways: Vec<Way>,
}

/// Codes of this crate, beside those of the engine and of the mechanisms.
pub const CODES: &[&str] = &[
    "code_needed",
    "file_kind",
    "file_missing",
    "key_missing",
    "key_reused",
    "locked",
    "malformed",
    "not_found",
    "not_signed_in",
    "password_must_change",
    "stale",
    "too_fast",
    "too_large",
    "unavailable",
    "weak_password",
    "wrong_code",
    "wrong_method",
    "wrong_origin",
    "wrong_password",
];

impl Problem {
    /// A problem about the whole request.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { status, code, sentence: sentence.into(), clause: String::new(), at: None, beside: None, wait: None }
    }

    /// The problem placed at a field.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.at = Some(pointer.into());
        self
    }

    /// The problem with the seconds after which to try again.
    #[must_use]
    pub fn wait(mut self, seconds: i64) -> Self {
        self.wait = u32::try_from(seconds).ok();
        self
    }

    /// 400.
    #[must_use]
    pub fn malformed(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", sentence)
    }

    /// 400 from a check of shape, whose sentence names the JSON pointer of the field; `prefix` is where the checked value lies.
    #[must_use]
    pub fn malformed_at(prefix: &str, sentence: &str) -> Self {
        // What was sent is quoted after the pointer, so the first slash outside quotes is the pointer's.
        let named = sentence.split('“').next().and_then(|words| words.find('/')).and_then(|at| sentence.get(at..));
        let pointer: String = named.unwrap_or_default().chars().take_while(char::is_ascii_graphic).collect();
        Self::malformed(format!("{}。", sentence.trim_end_matches('。'))).at(format!("{prefix}{pointer}"))
    }

    /// 401.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "没有登录，或登录已过期，请重新登录。")
    }

    /// 404: unknown, or not visible to the one who asks.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "没有找到，或不在可以查看的范围内，请核对地址。")
    }

    /// 503 with a sentence.
    #[must_use]
    pub fn unavailable(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", sentence)
    }

    /// 503: a fault of the program.
    #[must_use]
    pub fn broken() -> Self {
        Self::unavailable("程序处理这个请求时出错，没有保存，其他人不受影响，请联系管理员。")
    }

    /// 413.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "内容超过允许的大小，没有保存，请删减或拆分后重新提交。")
    }

    /// 403.
    #[must_use]
    pub fn forbidden(refusal: Refusal) -> Self {
        Self::of(StatusCode::FORBIDDEN, refusal)
    }

    /// 422.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        Self::of(StatusCode::UNPROCESSABLE_ENTITY, refusal)
    }

    fn of(status: StatusCode, refusal: Refusal) -> Self {
        let Refusal { code, sentence, clause, at, ways } = refusal;
        let beside = (!ways.is_empty()).then(|| Box::new(Beside { ways, ..Beside::default() }));
        Self { clause, at, beside, ..Self::new(status, code, sentence) }
    }

    /// What came between a form and its sending.
    #[must_use]
    pub fn between(&self) -> &[StreamLine] {
        self.beside.as_ref().map_or(&[][..], |beside| beside.between.as_slice())
    }

    /// Ways out.
    #[must_use]
    pub fn ways(&self) -> &[Way] {
        self.beside.as_ref().map_or(&[][..], |beside| beside.ways.as_slice())
    }

    /// The problem as the engine's refusal, to be placed in a form.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        Refusal {
            code: self.code,
            sentence: self.sentence.clone(),
            clause: self.clause.clone(),
            at: self.at.clone(),
            ways: self.ways().to_vec(),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::refused(refusal),
            Failure::Forbidden(refusal) => Self::forbidden(refusal),
            Failure::Stale { lines } => {
                let sentence = format!("提交期间事项有{}条新记录，没有保存，请看过后重新提交。", lines.len());
                let beside = Some(Box::new(Beside { between: lines, ..Beside::default() }));
                Self { beside, ..Self::new(StatusCode::CONFLICT, "stale", sentence) }
            }
            Failure::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "key_reused",
                "这个请求编号已经用于另一内容，没有保存，请换一个编号重新提交。",
            ),
            Failure::NotFound => Self::not_found(),
            // The words are the parser's; whoever sends by hand is helped more by the schema.
            Failure::Malformed(words) if words.is_ascii() => {
                Self::malformed("请求内容与动作要求的格式不符，没有保存，请对照/api/v1/kinds中的格式改正。")
            }
            Failure::Malformed(words) => Self::malformed(words),
            Failure::Unavailable(sentence) => Self::unavailable(sentence),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::unavailable(fault.sentence())
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::too_large()
        } else {
            Self::malformed("请求内容没有传完，没有保存，请重新提交。")
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    refusal: Said<'a>,
    #[serde(skip_serializing_if = "<[StreamLine]>::is_empty")]
    between: &'a [StreamLine],
}

#[derive(Serialize)]
struct Said<'a> {
    code: &'a str,
    sentence: &'a str,
    clause: &'a str,
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ways: Vec<&'a Way>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // What other matters and people there are is found by asking for them, with the rights of whoever asks.
        let within = |way: &&Way| matches!(way.lead, Lead::Fill(_) | Lead::Field(_));
        let said = Said {
            code: self.code,
            sentence: &self.sentence,
            clause: &self.clause,
            at: self.at.as_deref(),
            ways: self.ways().iter().filter(within).collect(),
        };
        let body = Json(Body { refusal: said, between: self.between() });
        let mut response = (self.status, body).into_response();
        if let Some(seconds) = self.wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // Whoever knows that a page was asked for draws it as one.
        response.extensions_mut().insert(self);
        response
    }
}

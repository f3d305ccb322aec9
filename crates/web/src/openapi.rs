//! The API described: OpenAPI 3.1, made from the same schemas as the forms.

use crate::app::App;
use engine::{form, tagged::VerbSchema};
use serde_json::{Map, Value, json};

/// The document.
#[must_use]
pub fn document(app: &App) -> Value {
    let mut schemas = Map::new();
    let mut openings = Vec::new();
    let mut actions = Vec::new();
    for mechanism in app.county.catalogue().iter() {
        let kind = mechanism.kind();
        let mut own = Vec::new();
        for verb in app.schemas(kind.id).map(|schemas| schemas.actions.as_slice()).unwrap_or_default() {
            let name = format!("{}.{}", kind.id, verb.verb);
            schemas.insert(name.clone(), action(verb, kind.title));
            own.push(reference(&name));
        }
        openings.push(json!({
            "type": "object",
            "title": kind.title,
            "properties": {"kind": {"const": kind.id}, "action": {"oneOf": own.clone()}, "on_behalf": reference("behalf")},
            "required": ["kind", "action"],
            "additionalProperties": false,
        }));
        actions.extend(own);
        if let Some(schema) = amend(app, kind.id) {
            let name = format!("{}.amend", kind.id);
            schemas.insert(name.clone(), action(&schema, kind.title));
            actions.push(reference(&name));
        }
    }
    // What a correction says depends on the kind.
    for verb in app.common_actions().iter().filter(|verb| verb.verb != "amend") {
        let name = format!("any.{}", verb.verb);
        schemas.insert(name.clone(), action(verb, "各类事项"));
        actions.push(reference(&name));
    }
    fixed(&mut schemas);
    schemas.insert("opening".to_owned(), json!({"oneOf": openings}));
    schemas.insert(
        "acting".to_owned(),
        json!({
            "type": "object",
            "properties": {
                "after": {"type": "integer", "description": "最后一条记录的序号"},
                // Two kinds may have an action of one shape, so «any of», not «one of».
                "action": {"anyOf": actions},
                "on_behalf": reference("behalf"),
            },
            "required": ["after", "action"],
            "additionalProperties": false,
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {"title": "准绳 API", "version": env!("CARGO_PKG_VERSION"), "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    })
}

/// The correction of any event of a kind: two events may be of one shape, so «any of», not «one of».
fn amend(app: &App, kind: &str) -> Option<VerbSchema> {
    let mut amend = app.common_actions().iter().find(|verb| verb.verb == "amend")?.clone();
    let events = app.schemas(kind)?.events.iter();
    let payloads: Vec<Value> = events
        .filter_map(|event| {
            let mut payload = form::correcting(&event.schema).pointer("/properties/payload").cloned()?;
            payload.as_object_mut()?.insert("title".to_owned(), event.title.clone().into());
            Some(payload)
        })
        .collect();
    *amend.schema.pointer_mut("/properties/payload")? = json!({"title": "更正后的内容", "anyOf": payloads});
    Some(amend)
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The payload with its verb beside it: the flat action.
fn action(verb: &VerbSchema, of: &str) -> Value {
    let mut schema = verb.schema.clone();
    let tag = json!({"const": verb.verb, "title": "动作"});
    let Some(fields) = schema.as_object_mut() else { return schema };
    fields.insert("title".to_owned(), format!("{of}：{}", verb.title).into());
    match fields.get_mut("properties").and_then(Value::as_object_mut) {
        Some(properties) => drop(properties.shift_insert(0, "verb".to_owned(), tag)),
        None => drop(fields.insert("properties".to_owned(), json!({"verb": tag}))),
    }
    match fields.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) => required.insert(0, "verb".into()),
        None => drop(fields.insert("required".to_owned(), json!(["verb"]))),
    }
    schema
}

/// A year's ledger.
fn ledger() -> Value {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let row = json!({"type": "object", "properties": {
        "part": {"enum": ["carried", "own", "correction"], "description": "上年结转、本年、补正"},
        "matter": {"type": "string"}, "number": {"type": "string"}, "texts": texts,
        "open": {"type": "boolean", "description": "年末未办结，结转下年"},
        "notes": {"type": "array", "items": {"type": "string"}, "description": "补正见"}}});
    json!({"type": "object", "required": ["kind", "year", "heads", "rows", "digest", "closing", "proved"],
        "properties": {
            "kind": {"type": "string"}, "year": {"type": "integer"}, "heads": texts,
            "rows": {"type": "array", "items": row}, "own": {"type": "integer"}, "carried": {"type": "integer"},
            "corrections": {"type": "integer"}, "left": {"type": "integer"}, "digest": {"type": "string"},
            "closing": {"type": ["object", "null"]},
            "proved": {"type": ["boolean", "null"], "description": "与封账时一致；未封账的为null"}}})
}

/// What does not depend on the kinds.
fn fixed(schemas: &mut Map<String, Value>) {
    let offer = json!({"type": "object", "properties": {
        "verb": {"type": "string"}, "label": {"type": "string"}, "tone": {"enum": ["main", "plain", "grave"]},
        "note": {"type": ["string", "null"]}}});
    let duty = json!({"type": "object", "properties": {
        "key": {"type": "string"}, "what": {"type": "string"}, "due": {"type": ["string", "null"], "format": "date"},
        "basis": {"type": "object", "properties": {
            "limit": {"type": "string"}, "clause": {"type": "string"}, "words": {"type": "string"}}},
        "verb": {"type": ["string", "null"]}}});
    let answer = json!({"type": "object", "required": ["id", "number", "n", "stage", "offers", "duties"], "properties": {
        "id": {"type": "string"}, "number": {"type": ["string", "null"]}, "n": {"type": "integer"},
        "stage": {"type": "string"}, "offers": {"type": "array", "items": reference("offer")},
        "duties": {"type": "array", "items": reference("duty")},
        "replayed": {"type": "boolean", "description": "同一编号、同一内容此前已办理"}}});
    let problem = json!({"type": "object", "required": ["refusal"], "properties": {
        "refusal": {"type": "object", "required": ["code", "sentence", "clause", "at"], "properties": {
            "code": {"type": "string"}, "sentence": {"type": "string"}, "clause": {"type": "string"},
            "at": {"type": ["string", "null"], "description": "JSON Pointer"},
            "ways": {"type": "array", "description": "可以改用的办法：fill为同一动作改填的字段，field为须补填的字段（JSON Pointer）",
                "items": {"type": "object", "required": ["words", "lead"], "properties": {
                    "words": {"type": "string"},
                    "lead": {"type": "object", "properties": {"fill": {"type": "object"}, "field": {"type": "string"}}}}}}}},
        "between": {"type": "array", "items": reference("line")}}});
    let line = json!({"type": "object", "properties": {
        "n": {"type": "integer"}, "moment": {"type": "string", "format": "date-time"}, "who": {"type": "string"},
        "act": {"type": "string"}, "text": {"type": "string"}, "grave": {"type": "boolean"}}});
    let page = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": {"type": "object"}}, "next": {"type": ["string", "null"]}}});
    let session = json!({"type": "object", "additionalProperties": false, "required": ["account", "password"],
        "properties": {"account": {"type": "string"}, "password": {"type": "string"},
            "code": {"type": "string", "description": "动态口令，启用了的账号须填"}}});
    let password = json!({"type": "object", "additionalProperties": false, "required": ["now", "new"],
        "properties": {"now": {"type": "string"}, "new": {"type": "string"}}});
    let unsealing = engine::tagged::schema::<engine::history::Because>();
    let unsealed = json!({"type": "object", "required": ["seal", "title", "value"], "properties": {
        "seal": {"type": "string"}, "title": {"type": "string"},
        "value": {"description": "内容；已删除的为null"}}});
    let behalf = engine::tagged::schema::<engine::access::Behalf>();
    for (name, schema) in [
        ("offer", offer),
        ("duty", duty),
        ("answer", answer),
        ("problem", problem),
        ("line", line),
        ("page", page),
        ("ledger", ledger()),
        ("session", session),
        ("password", password),
        ("unsealing", unsealing),
        ("unsealed", unsealed),
        ("behalf", behalf),
    ] {
        schemas.insert(name.to_owned(), schema);
    }
}

/// An address in words: method, path, summary, name of what is sent, status and name of what is answered, query parameters.
type Said =
    (&'static str, &'static str, &'static str, &'static str, (&'static str, &'static str), &'static [&'static str]);

/// Every address of the API.
pub(crate) const SAID: &[Said] = &[
    ("post", "/api/v1/session", "登录", "session", ("201", ""), &[]),
    ("get", "/api/v1/session", "当前登录", "", ("200", ""), &[]),
    ("delete", "/api/v1/session", "退出", "", ("204", ""), &[]),
    ("post", "/api/v1/password", "更换口令", "password", ("204", ""), &[]),
    ("get", "/api/v1/openapi.json", "本文件", "", ("200", ""), &[]),
    ("get", "/api/v1/kinds", "事项种类及动作格式", "", ("200", "page"), &[]),
    (
        "get",
        "/api/v1/matters",
        "事项列表",
        "",
        ("200", "page"),
        &["kind", "stage", "unit", "person", "from", "to", "open", "counted", "of", "cell", "q", "cursor", "limit"],
    ),
    ("post", "/api/v1/matters", "新办事项", "opening", ("201", "answer"), &[]),
    ("get", "/api/v1/matters/{id}", "事项", "", ("200", ""), &[]),
    ("get", "/api/v1/matters/{id}/events", "事项经过", "", ("200", ""), &[]),
    ("post", "/api/v1/matters/{id}/actions", "办理", "acting", ("200", "answer"), &[]),
    ("post", "/api/v1/matters/{id}/seals/{seal}", "写明理由查阅封存内容", "unsealing", ("200", "unsealed"), &[]),
    ("get", "/api/v1/duties", "应办事项", "", ("200", "page"), &["mine", "kind", "unit", "by", "cursor", "limit"]),
    ("get", "/api/v1/notices", "待阅，最新的在前", "", ("200", "page"), &["unread", "limit"]),
    ("get", "/api/v1/boards/{id}", "看板，id为事项种类", "", ("200", "page"), &["unit"]),
    ("get", "/api/v1/opinion", "意见各项要求落实情况", "", ("200", "page"), &["from", "to", "unit"]),
    (
        "get",
        "/api/v1/statistics/{id}",
        "统计，id为事项种类；period为2026、2026H1、2026Q3或2026-09，或用from、to",
        "",
        ("200", "page"),
        &["period", "from", "to", "unit", "by"],
    ),
    ("get", "/api/v1/people", "干部", "", ("200", "page"), &["q", "unit", "cursor", "limit"]),
    ("get", "/api/v1/units", "单位", "", ("200", "page"), &["q", "cursor", "limit"]),
    ("get", "/api/v1/ledgers", "年度台账", "", ("200", "page"), &[]),
    ("get", "/api/v1/ledgers/{kind}/{year}", "某年度台账；已封的按封账时", "", ("200", "ledger"), &[]),
    ("post", "/api/v1/files", "上传附件", "file", ("201", ""), &["name"]),
    ("get", "/api/v1/files/{id}", "附件", "", ("200", ""), &[]),
];

fn paths() -> Value {
    let mut paths = Map::new();
    for said in SAID {
        let item = paths.entry(said.1).or_insert_with(|| Value::Object(Map::new()));
        if let Some(item) = item.as_object_mut() {
            item.insert(said.0.to_owned(), operation(said));
        }
    }
    Value::Object(paths)
}

fn operation(&(method, path, summary, sent, (status, answered), query): &Said) -> Value {
    let mut parameters: Vec<Value> =
        query.iter().map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}})).collect();
    for name in ["id", "seal", "kind", "year"].into_iter().filter(|name| path.contains(&format!("{{{name}}}"))) {
        parameters.push(json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
    }
    if method == "post" && sent != "session" {
        let schema = json!({"type": "string", "maxLength": 200});
        parameters.push(json!({"name": "Idempotency-Key", "in": "header", "required": true, "schema": schema}));
    }
    let answer = match answered {
        "" => json!({"description": summary}),
        name => json!({"description": summary, "content": {"application/json": {"schema": reference(name)}}}),
    };
    let problem = json!({"description": "没有办成", "content": {"application/json": {"schema": reference("problem")}}});
    let mut operation = json!({
        "summary": summary,
        "parameters": parameters,
        "responses": {status: answer, "default": problem},
    });
    let body = match sent {
        "" => None,
        "file" => Some(json!({
            "multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}},
            "application/octet-stream": {},
        })),
        name => Some(json!({"application/json": {"schema": reference(name)}})),
    };
    if let (Some(fields), Some(content)) = (operation.as_object_mut(), body) {
        fields.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
        if sent == "session" {
            fields.insert("security".to_owned(), json!([]));
        }
    }
    operation
}

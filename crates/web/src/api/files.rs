//! Attachments: uploaded before the action that carries them, by digest.

use super::sent::{Asked, Id};
use crate::{
    app::App,
    door::{Who, form::broken_multipart},
    fault::Problem,
    upload::{self, Unkept},
};
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use engine::words::FileId;
use serde_json::json;
use store::files::{FileError, FileRow};

/// Largest upload this server reads at all, in bytes; the county's own limit is its policy's.
pub(super) const FILE_MAX: usize = 64 << 20;

/// POST /files: one file in a form of several parts, or the bytes themselves with `?name=`.
pub(super) async fn save(State(app): State<App>, who: Who, request: Request) -> Result<Response, Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let (name, bytes) = if media.starts_with("multipart/form-data") {
        from_form(request, &app).await?
    } else {
        let (mut parts, body) = request.into_parts();
        let mut asked = Asked::from_request_parts(&mut parts, &app).await?;
        let name = asked.text("name")?;
        asked.end()?;
        let missing = || Problem::malformed("缺少查询参数name，没有保存，请写明文件名。").at("/name");
        (name.ok_or_else(missing)?, Bytes::from_request(Request::from_parts(parts, body), &app).await?)
    };
    let (account, moment) = (who.actor.account, app.moment());
    let kept = app.work(move |county| upload::keep(county, (&name, &bytes), &account, moment)).await?;
    let FileRow { id, name, kind, size, .. } = kept.map_err(|error| refused(&error))?;
    Ok((StatusCode::CREATED, Json(json!({"id": id, "name": name, "kind": kind, "size": size}))).into_response())
}

async fn from_form(request: Request, app: &App) -> Result<(String, Bytes), Problem> {
    let wrong = |_| Problem::malformed("上传内容不是完整的表单，没有保存，请重新上传。");
    let mut parts = Multipart::from_request(request, app).await.map_err(wrong)?;
    let mut found = None;
    while let Some(part) = parts.next_field().await.map_err(|error| broken_multipart(&error))? {
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| broken_multipart(&error))?;
        match (name, &found) {
            (Some(name), None) => found = Some((name, bytes)),
            _ => return Err(Problem::malformed("一次只上传一个文件，没有保存，请分次上传。")),
        }
    }
    found.ok_or_else(|| Problem::malformed("没有收到文件，请选择文件后重新上传。"))
}

fn refused(error: &Unkept) -> Problem {
    let sentence = error.to_string();
    match error {
        Unkept::File(FileError::TooLarge(_)) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", sentence),
        Unkept::File(FileError::Kind(_)) | Unkept::Picture(_) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "file_kind", sentence)
        }
        Unkept::File(FileError::Unavailable(_)) => Problem::unavailable(sentence),
    }
}

/// GET /files/{id}
pub(super) async fn show(State(app): State<App>, who: Who, Id(id): Id) -> Result<Response, Problem> {
    let id = FileId(id.0);
    let found = app
        .read(move |reader| {
            let Some(row) = reader.file(&id, &who.actor)? else { return Ok(None) };
            Ok(Some((reader.file_bytes(&id)?, row)))
        })
        .await?;
    let (bytes, row) = found.ok_or_else(Problem::not_found)?;
    Ok(attachment(&row, bytes))
}

/// A file as a browser keeps it: never shown within the site.
pub(crate) fn attachment(row: &FileRow, bytes: Vec<u8>) -> Response {
    let name = crate::door::escaped(&row.name);
    let kept = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let media = HeaderValue::from_str(&row.kind);
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, kept.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(header::CONTENT_TYPE, media.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    response
}

//! Attachments, and the files of the pages themselves.

use super::visit::Visit;
use crate::{app::App, assets::ASSETS, fault::Problem};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use engine::words::FileId;

/// An attachment, as a download: nothing that was uploaded is ever shown as a page.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let reader = visit.reader();
    let id = FileId::from(visit.param("id"));
    let file = reader.file(&id, visit.actor())?.ok_or_else(Problem::not_found)?;
    let bytes = reader.file_bytes(&id)?;
    Ok(super::export::download(&file.name, &file.kind, bytes))
}

/// A file of the program.
pub fn asset(filter: MethodFilter) -> MethodRouter<App> {
    on(filter, |Path(name): Path<String>| async move {
        match ASSETS.iter().find(|asset| asset.name == name) {
            Some(asset) => {
                let headers = [
                    (header::CONTENT_TYPE, asset.media),
                    (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                ];
                (headers, asset.body).into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        }
    })
}

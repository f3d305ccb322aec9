//! `/api/v1`: the same actions and reads as the pages, in JSON.

mod annual;
mod boards;
pub(crate) mod files;
mod health;
mod kinds;
mod lists;
mod matters;
mod opinion;
mod seals;
mod sent;
mod session;
mod statistics;

use crate::routes::{
    Method::{Delete, Get, Post},
    Requirement::{Changing, Open},
    Route,
};
use axum::{extract::DefaultBodyLimit, routing::on};

/// Addresses that programs watch: no page and not part of the API.
pub(crate) const WATCHED: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Addresses of the API, and of those who watch the server.
pub const ROUTES: &[Route] = &[
    Route { method: Get, path: "/healthz", requirement: Open, handler: |m| on(m, health::alive) },
    Route { method: Get, path: "/readyz", requirement: Open, handler: |m| on(m, health::ready) },
    Route { method: Get, path: "/metrics", requirement: Open, handler: |m| on(m, health::metrics) },
    Route { method: Post, path: "/api/v1/session", requirement: Open, handler: |m| on(m, session::open) },
    Route { method: Get, path: "/api/v1/session", requirement: Changing, handler: |m| on(m, session::show) },
    Route { method: Delete, path: "/api/v1/session", requirement: Changing, handler: |m| on(m, session::close) },
    Route { method: Post, path: "/api/v1/password", requirement: Changing, handler: |m| on(m, session::password) },
    Route::get("/api/v1/openapi.json", |m| on(m, kinds::openapi)),
    Route::get("/api/v1/kinds", |m| on(m, kinds::list)),
    Route::get("/api/v1/matters", |m| on(m, lists::matters)),
    Route::post("/api/v1/matters", |m| on(m, matters::open)),
    Route::get("/api/v1/matters/{id}", |m| on(m, matters::show)),
    Route::get("/api/v1/matters/{id}/events", |m| on(m, matters::events)),
    Route::post("/api/v1/matters/{id}/actions", |m| on(m, matters::act)),
    Route::post("/api/v1/matters/{id}/seals/{seal}", |m| on(m, seals::open)),
    Route::get("/api/v1/duties", |m| on(m, lists::duties)),
    Route::get("/api/v1/notices", |m| on(m, lists::notices)),
    Route::get("/api/v1/boards/{id}", |m| on(m, boards::show)),
    Route::get("/api/v1/people", |m| on(m, lists::people)),
    Route::get("/api/v1/units", |m| on(m, lists::units)),
    Route::get("/api/v1/opinion", |m| on(m, opinion::show)),
    Route::get("/api/v1/statistics/{id}", |m| on(m, statistics::show)),
    Route::get("/api/v1/ledgers", |m| on(m, annual::list)),
    Route::get("/api/v1/ledgers/{kind}/{year}", |m| on(m, annual::show)),
    Route::post("/api/v1/files", |m| on(m, files::save).layer(DefaultBodyLimit::max(files::FILE_MAX + 4_096))),
    Route::get("/api/v1/files/{id}", |m| on(m, files::show)),
];

//! The pages: every one from the description of a kind, the desk's answers and the policy pack. None decides anything.

mod account;
mod accounts;
mod amend;
mod annual;
mod behalf;
mod boards;
mod bulk;
mod calendar;
mod coverage;
mod dossier;
mod drafts;
mod duties;
mod entry;
mod exchange;
mod export;
mod feed;
mod files;
mod forms;
mod frame;
mod habits;
mod imports;
mod ledger;
mod matter;
pub(crate) mod menu;
mod notices;
mod official;
mod opening;
mod opinion;
mod overlap;
mod panels;
mod paper;
mod people;
mod policy;
mod print;
mod registers;
mod ruler;
mod seals;
mod search;
mod second_factor;
pub(crate) mod seen;
pub(crate) mod setup;
mod statistics;
mod stream;
mod units;
mod visit;
mod week;
mod words;
mod workbench;
mod year;

use crate::names;
use crate::routes::Route;
pub(crate) use annual::may as may_see_years;
pub(crate) use opinion::may as may_see_opinion;
pub(crate) use visit::bare;
use visit::{acts, open, reads};

/// Every page.
pub const ROUTES: &[Route] = &[
    Route::get("/", |m| reads(m, workbench::show)),
    Route::get("/today/print", |m| reads(m, workbench::print)),
    Route::get("/duties", |m| reads(m, duties::show)),
    Route::get("/new", |m| reads(m, opening::choose)),
    Route::get("/new/{kind}", |m| reads(m, opening::form)),
    Route::post("/new/{kind}", |m| acts(m, opening::submit)),
    Route::get("/ledger/{kind}", |m| reads(m, ledger::show)),
    Route::get("/ledger/{kind}/export", |m| reads(m, export::send)),
    Route::get("/ledger/{kind}/print", |m| reads(m, print::ledger)),
    Route::get("/ledgers", |m| reads(m, annual::list)),
    Route::get("/ledgers/{kind}/{year}", |m| reads(m, annual::print)),
    Route::get("/ledgers/{kind}/{year}/export", |m| reads(m, annual::send)),
    Route::get("/boards/{kind}", |m| reads(m, boards::show)),
    Route::get("/opinion", |m| reads(m, opinion::show)),
    Route::get("/opinion/export", |m| reads(m, opinion::export)),
    Route::get("/opinion/{demand}", |m| reads(m, opinion::behind)),
    Route::get("/statistics", |m| reads(m, statistics::show)),
    Route::get("/statistics/export", |m| reads(m, statistics::export)),
    Route::get("/search", |m| reads(m, search::show)),
    Route::get("/matters/{id}", |m| reads(m, matter::show)),
    Route::get("/matters/{id}/print", |m| reads(m, matter::print)),
    Route::get("/matters/{id}/proof", |m| reads(m, matter::proof)),
    Route::post("/matters/{id}/actions/{verb}", |m| acts(m, matter::submit)),
    Route::get("/matters/{id}/amend", |m| reads(m, amend::choose)),
    Route::get("/matters/{id}/amend/{n}", |m| reads(m, amend::form)),
    Route::post("/matters/{id}/amend/{n}", |m| acts(m, amend::submit)),
    Route::get("/matters/{id}/papers/{paper}", |m| reads(m, official::show)),
    Route::get("/matters/{id}/papers/{paper}/docx", |m| reads(m, official::send)),
    Route::get("/matters/{id}/seals/{seal}", |m| reads(m, seals::ask)),
    Route::post("/matters/{id}/seals/{seal}", |m| acts(m, seals::open)),
    Route::get("/calendar", |m| reads(m, calendar::show)),
    Route::get("/calendar/coverage", |m| reads(m, coverage::show)),
    Route::get("/calendar/{file}", feed::show).requiring(open()),
    Route::get("/notices", |m| reads(m, notices::list)),
    Route::post("/notices/read", |m| acts(m, notices::read)),
    Route::get("/notices/ways", |m| reads(m, notices::ways)),
    Route::post("/notices/mail", |m| acts(m, notices::keep_mail)),
    Route::post("/notices/feed", |m| acts(m, notices::make_feed)),
    Route::post("/notices/feed/end", |m| acts(m, notices::end_feed)),
    Route::get("/drafts", |m| reads(m, drafts::list)),
    Route::post("/drafts/{id}/discard", |m| acts(m, drafts::discard)),
    Route::get("/people", |m| reads(m, people::list)),
    Route::get("/people/roster", |m| reads(m, exchange::choose)),
    Route::get("/people/roster.xlsx", |m| reads(m, exchange::roster)),
    Route::get("/people/{id}", |m| reads(m, people::show)),
    Route::get("/people/{id}/dossier", |m| reads(m, dossier::send)),
    Route::get("/people/{id}/form.lrmx", |m| reads(m, exchange::lrmx)),
    Route::get("/people/{id}/form.docx", |m| reads(m, exchange::docx)),
    Route::get("/units", |m| reads(m, units::list)),
    Route::get("/units/{id}", |m| reads(m, units::show)),
    Route::get("/units/{id}/year", |m| reads(m, year::show)),
    Route::get("/units/{id}/year.xlsx", |m| reads(m, year::send)),
    Route::get("/setup", setup::form).requiring(open()),
    Route::post("/setup", setup::submit).requiring(open()),
    Route::post("/habits", |m| acts(m, habits::choose)).requiring(visit::changing()),
    Route::get("/policy", |m| reads(m, policy::show)),
    Route::get("/policy/load", |m| reads(m, policy::form)),
    Route::post("/policy/load", |m| acts(m, policy::look)),
    Route::get("/policy/edit", |m| reads(m, policy::edit)),
    Route::get("/policy/files/{name}", |m| reads(m, policy::file)),
    Route::post("/policy/confirm", |m| acts(m, policy::confirm)),
    Route::get("/accounts", |m| reads(m, accounts::list)),
    Route::get("/accounts/{id}/reset", |m| reads(m, accounts::reset_form)),
    Route::post("/accounts/{id}/reset", |m| acts(m, accounts::reset)),
    Route::get("/registers", |m| reads(m, registers::list)),
    Route::get("/registers/compare", |m| reads(m, registers::compare)),
    Route::get("/bulk/{kind}/{verb}", |m| reads(m, bulk::form)),
    Route::post("/bulk/{kind}/{verb}", |m| acts(m, bulk::submit)),
    Route::get("/imports", |m| reads(m, imports::list)),
    Route::post("/imports", |m| acts(m, imports::bring)),
    Route::get("/imports/sample.xlsx", |m| reads(m, imports::sample)),
    Route::get("/imports/{id}", |m| reads(m, imports::show)),
    Route::get("/imports/{id}/failed.xlsx", |m| reads(m, imports::failed)),
    Route::get("/imports/{id}/findings.xlsx", |m| reads(m, imports::findings)),
    Route::post("/imports/{id}/confirm", |m| acts(m, imports::confirm)),
    Route::post("/imports/{id}/choose", |m| acts(m, imports::choose)),
    Route::post("/imports/{id}/discard", |m| acts(m, imports::discard)),
    Route::get("/imports/runs/{run}", |m| reads(m, imports::run)),
    Route::post("/imports/runs/{run}/undo", |m| acts(m, imports::undo)),
    Route::get("/suggest/{what}", |m| reads(m, people::suggest)),
    Route::get("/files/{id}", |m| reads(m, files::send)),
    Route::get("/assets/{name}", files::asset).requiring(open()),
    Route::get("/sign-in", entry::form).requiring(open()),
    Route::post("/sign-in", entry::enter).requiring(open()),
    Route::post("/sign-out", |m| acts(m, entry::exit)).requiring(visit::changing()),
    Route::get("/second-factor", |m| reads(m, second_factor::show)),
    Route::get("/second-factor/code.svg", |m| reads(m, second_factor::code)),
    Route::post("/second-factor/begin", |m| acts(m, second_factor::begin)),
    Route::post("/second-factor/confirm", |m| acts(m, second_factor::confirm)),
    Route::post("/second-factor/end", |m| acts(m, second_factor::end)),
    Route::get("/password", |m| reads(m, account::form)).requiring(visit::changing()),
    Route::post("/password", |m| acts(m, account::change)).requiring(visit::changing()),
];

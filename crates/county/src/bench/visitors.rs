//! People who open pages: a county laid out as for the desk's figures, with sessions in it, to be served by the program itself.

use std::{path::Path, time::Duration};

use engine::{access::Actor, policy::Policy};
use serde_json::{Value, json};
use store::{County, Database, Request, Target};

use super::{Plan, chapter, empty, ground, ground::Ground, open, routes, size};

/// The account that sees the whole county.
const CLERK: &str = "jiandu-guzhang";
/// Of all of them; the county is removed with its folder.
const PASSWORD: &str = "Qingyi-Bench-2025";
/// Certificates, trips, visits and papers of each sort that go through the desk before the rest is written.
const TAKEN: usize = 400;
/// Leaves that go through the desk before the rest is written.
const REAL: usize = 2_000;

/// Somebody who asks for leave.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The token of his session.
    pub token: String,
    /// His application for the next Wednesday.
    pub application: Value,
}

/// A county to be visited.
#[derive(Clone, Debug)]
pub struct Visitors {
    /// The token of the section head, who sees all.
    pub clerk: String,
    /// Those who ask for leave.
    pub visitors: Vec<Visitor>,
    /// The day and hour it is there: 2025-02-20T10:00.
    pub today: String,
    /// Leaves in its ledger.
    pub matters: usize,
}

/// Lays out a county of so many county-managed cadres and leaves in an empty database, with sessions for so many visitors.
///
/// # Errors
/// A sentence for people.
pub fn visitors(
    database: &dyn Fn() -> Result<Database, String>,
    folder: &Path,
    policy: &Policy,
    (cadres, matters, count): (usize, usize, usize),
) -> Result<Visitors, String> {
    let given = database()?;
    empty(&given)?;
    let plan = Plan { scale: size(cadres), matters, real: REAL, time: Duration::ZERO, clients: Vec::new() };
    let ground = ground::lay(open(given, folder, policy, true)?, &database()?, &plan)?;
    let county = open(database()?, folder, policy, true)?;
    let county = chapter::lay(county, &ground, (database, folder, policy), TAKEN)?;
    let invited = invite(&county, &ground, count);
    county.close();
    invited
}

fn invite(county: &County, ground: &Ground, count: usize) -> Result<Visitors, String> {
    let day = ground.today();
    let now = day.begins() + jiff::SignedDuration::from_hours(10);
    let session = |login: &str| {
        county.set_password(login, PASSWORD, false, now).map_err(|error| error.to_string())?;
        county.sign_in(login, PASSWORD, now).map(|opened| opened.token).map_err(|error| error.to_string())
    };
    let mut visitors = Vec::with_capacity(count);
    for route in ground.routes.iter().take(count) {
        let applicant = route.applicant();
        account(county, applicant, now)?;
        let application = routes::application(applicant, ground.week);
        visitors.push(Visitor { token: session(&applicant.account)?, application });
    }
    Ok(Visitors { clerk: session(CLERK)?, visitors, today: format!("{day}T10:01"), matters: ground.matters })
}

/// Opens an account for somebody who has none yet.
fn account(county: &County, whose: &Actor, moment: jiff::Timestamp) -> Result<(), String> {
    let known = county.reader().ask(|facts| facts.account(&whose.account)).map_err(|fault| fault.sentence())?;
    if known.is_some() {
        return Ok(());
    }
    let action = json!({"verb": "open", "login": whose.account, "name": whose.account, "person": whose.person});
    let target = Target::new("account");
    let request = Request { actor: Actor::system(), moment, day: None, target, action, key: None };
    county.act(request).map(drop).map_err(|failure| format!("{failure:?}"))
}

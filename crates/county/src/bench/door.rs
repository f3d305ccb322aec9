//! How long the door takes to say no: whoever is named and whatever is wrong, it should take the same time.

use std::{path::Path, time::Duration};

use engine::{access::Actor, policy::Policy};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use store::{County, Database, Request, Target, accounts::SignInError};

use super::{clients, fresh, rounded, routes};

/// One way of being refused: a line of the output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refused {
    /// Always `sign_in`.
    pub name: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// Who is refused.
    pub who: &'static str,
    /// How often.
    pub attempts: usize,
    /// Half of all waits were shorter.
    pub p50_ms: f64,
    /// A quarter of all waits were shorter.
    pub p25_ms: f64,
    /// A quarter of all waits were longer.
    pub p75_ms: f64,
    /// Statements of one attempt.
    pub statements: f64,
    /// Passwords hashed in one attempt.
    pub hashed: f64,
}

/// Who is refused, under which name, with which password.
const CASES: [(&str, &str, &str); 5] = [
    ("wrong_password", "known", "Wrong-Bench-2025"),
    ("unknown_name", "nobody", "Wrong-Bench-2025"),
    ("no_password_yet", "bare", "Wrong-Bench-2025"),
    ("locked_right_password", "locked", PASSWORD),
    ("locked_unknown_name", "locked nobody", "Wrong-Bench-2025"),
];
/// Of the accounts that have one; the county is removed with its folder.
const PASSWORD: &str = "Qingyi-Bench-2025";
/// Longer than any lock and than failures are remembered.
const APART: SignedDuration = SignedDuration::from_hours(24);
/// Failures of one name after which it is surely locked.
const LOCKING: usize = 20;

/// Refuses each of them so many times, in turns that begin with another each time, so that whatever else the machine does meets all alike.
///
/// # Errors
/// A sentence for people; also when somebody is let in.
pub fn refusals(database: Database, folder: &Path, policy: &Policy, attempts: usize) -> Result<Vec<Refused>, String> {
    let sqlite = database.file().is_some();
    let county = fresh(database, folder, policy)?;
    let mut now = routes::dawn().begins();
    for login in ["known", "bare", "locked"] {
        account(&county, login, now)?;
    }
    for login in ["known", "locked"] {
        county.set_password(login, PASSWORD, false, now).map_err(|error| error.to_string())?;
    }
    let mut tallies: [Tally; CASES.len()] = std::array::from_fn(|_| Tally::default());
    for round in 0..attempts {
        now = now.checked_add(APART).map_err(|error| error.to_string())?;
        for place in 0..CASES.len() {
            // Each is the first in its turn: the first failure of a day forgets those of the day before.
            let at = (round + place) % CASES.len();
            if let (Some(case), Some(tally)) = (CASES.get(at), tallies.get_mut(at)) {
                tally.refuse(&county, *case, now)?;
            }
        }
    }
    county.close();
    let database = if sqlite { "sqlite" } else { "postgres" };
    Ok(CASES.iter().zip(tallies).map(|((who, ..), tally)| tally.line(who, database)).collect())
}

/// What came of one of them so far.
#[derive(Default)]
struct Tally {
    waits: Vec<Duration>,
    statements: u64,
    hashed: u64,
}

impl Tally {
    /// Refuses once more.
    fn refuse(
        &mut self,
        county: &County,
        (who, login, password): (&str, &str, &str),
        now: Timestamp,
    ) -> Result<(), String> {
        let locked = who.starts_with("locked");
        if locked {
            lock(county, login, now)?;
        }
        let before = county.gauges();
        let asked = clients::now();
        let answer = county.sign_in(login, password, now);
        self.waits.push(asked.elapsed());
        let after = county.gauges();
        self.statements += after.statements - before.statements;
        self.hashed += after.hashed - before.hashed;
        match (locked, answer) {
            (true, Err(SignInError::Locked { .. })) | (false, Err(SignInError::Wrong)) => Ok(()),
            (_, other) => Err(format!("{who}：{:?}", other.map(drop))),
        }
    }

    fn line(mut self, who: &'static str, database: &'static str) -> Refused {
        let attempts = self.waits.len();
        self.waits.sort_unstable();
        let of_hundred = |part: usize| {
            let wait = self.waits.get(attempts * part / 100).map_or(0.0, Duration::as_secs_f64);
            rounded(wait * 1_000.0)
        };
        Refused {
            name: "sign_in",
            database,
            who,
            attempts,
            p50_ms: of_hundred(50),
            p25_ms: of_hundred(25),
            p75_ms: of_hundred(75),
            statements: each(self.statements, attempts),
            hashed: each(self.hashed, attempts),
        }
    }
}

/// So many of one kind for each of the other.
fn each(count: u64, of: usize) -> f64 {
    rounded(clients::ratio(usize::try_from(count).unwrap_or(usize::MAX), of))
}

/// Fails under a name until it is locked.
fn lock(county: &County, login: &str, now: Timestamp) -> Result<(), String> {
    for _ in 0..LOCKING {
        if let Err(SignInError::Locked { .. }) = county.sign_in(login, "Wrong-Bench-2025", now) {
            return Ok(());
        }
    }
    Err(format!("{login}：没有锁定。"))
}

fn account(county: &County, login: &str, moment: Timestamp) -> Result<(), String> {
    let action = json!({"verb": "open", "login": login, "name": login});
    let target = Target::new("account");
    let request = Request { actor: Actor::system(), moment, day: None, target, action, key: None };
    county.act(request).map(drop).map_err(|failure| format!("{failure:?}"))
}

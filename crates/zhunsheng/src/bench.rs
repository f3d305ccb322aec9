//! `bench`: how fast this machine keeps what is decided, shows and verifies what it keeps, and takes rosters in; one JSON object a line.

mod import;
mod pages;
mod served;

use crate::{
    args::Bench,
    out::{Fault, complain, say},
    pack,
};
use county::{
    bench::{Plan, bench, refusals, verified},
    made::Scale,
};
use std::{path::Path, time::Duration};
use store::Database;

/// Clients at once: somebody alone, and a busy morning.
const CLIENTS: [usize; 2] = [1, 64];
/// Refusals of each sort at the door.
const REFUSALS: usize = 200;
/// Leaves that go through the desk before the measuring begins; a longer ledger is filled with rows.
const REAL: usize = 2_000;

/// Carries out `bench`.
///
/// # Errors
/// Unreadable arguments or a database that holds a county (2), an action that did not go through (1).
pub fn run(args: &Bench) -> Result<(), Fault> {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .map_err(|error| Fault::usage(format!("不能建立文件夹 {}：{error}。", folder.display())))?;
    let measured = measure(args, &folder);
    // What cannot be removed lies in the folder for temporary files, where it is removed anyway.
    std::fs::remove_dir_all(&folder).unwrap_or_default();
    measured
}

fn measure(args: &Bench, folder: &Path) -> Result<(), Fault> {
    let inside = || format!("sqlite:{}", folder.join("county.db").display());
    let address = args.database.clone().unwrap_or_else(inside);
    if args.pages {
        return pages::measure(args, &address, folder);
    }
    if args.import {
        return import::measure(args, &address, folder);
    }
    if args.verify {
        return verification(args, &address, folder);
    }
    let database = Database::open(&address).map_err(|error| Fault::usage(error.to_string()))?;
    if args.sign_in {
        let lines = refusals(database, folder, &pack::own()?, REFUSALS).map_err(Fault::finding)?;
        lines.iter().for_each(|line| say(serde_json::to_string(line).unwrap_or_default()));
        return Ok(());
    }
    let plan = Plan {
        scale: Scale::COUNTY,
        matters: usize::try_from(args.matters).unwrap_or(usize::MAX),
        real: REAL,
        time: Duration::from_secs(args.seconds.max(1)),
        clients: CLIENTS.to_vec(),
    };
    complain("正在造县，随后开始量。");
    let mut line = |measurement: &_| say(serde_json::to_string(measurement).unwrap_or_default());
    bench(&database, folder, &pack::own()?, &plan, &mut line).map_err(Fault::finding)
}

/// How fast a made county is verified.
fn verification(args: &Bench, address: &str, folder: &Path) -> Result<(), Fault> {
    complain("正在造县，随后开始量。");
    let database = || Database::open(address).map_err(|error| error.to_string());
    let size =
        (usize::try_from(args.cadres).unwrap_or(usize::MAX), usize::try_from(args.matters).unwrap_or(usize::MAX));
    let time = Duration::from_secs(args.seconds);
    let line = verified(&database, folder, &pack::own()?, size, time).map_err(Fault::finding)?;
    say(serde_json::to_string(&line).unwrap_or_default());
    Ok(())
}

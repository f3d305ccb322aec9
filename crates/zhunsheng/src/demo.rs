//! `demo`: an invented county with a past, behind its address.

use crate::{
    args::Demo,
    clock::{self, Clock},
    open::{How, open},
    out::{Fault, complain, progress, say, words},
    serve::{DEMO, TEST_CLOCK, bind, serve},
    settings::Whereabouts,
};
use county::{
    build::build,
    made::{COUNTY_CODE, COUNTY_NAME, DemoAccount, Made, Scale, accounts},
    play::{cast::Cast, run::Play},
};
use engine::{days::Day, policy::Policy};
use jiff::Timestamp;
use serde_json::Value;
use std::{io::IsTerminal, path::Path};
use store::IdSource;

/// The list of accounts, in the data folder.
const ACCOUNTS: &str = "accounts.json";

/// Carries out `demo`.
///
/// # Errors
/// Unreadable arguments (2), a busy address (2), county in use (3).
pub fn run(args: &Demo) -> Result<(), Fault> {
    let whereabouts = Whereabouts::of(&args.place)?;
    let listener = if args.make_only { None } else { Some(bind(&args.listen)?) };
    let list = whereabouts.data.join(ACCOUNTS);
    if !list.exists() {
        make(args, &whereabouts, &list)?;
    }
    show(&list)?;
    let Some(listener) = listener else { return Ok(()) };
    let county = open(&whereabouts, How { county: COUNTY_CODE, ..How::default() })?;
    serve(county, listener, &args.listen)
}

/// Makes the county and plays its past; the list of accounts is written last, so that what is half made is known as such.
fn make(args: &Demo, whereabouts: &Whereabouts, list: &Path) -> Result<(), Fault> {
    let until = match &args.listen.today {
        Some(today) => clock::parse(today).map_err(Fault::usage)?,
        None => Clock::of_the_machine().now(),
    };
    let county =
        open(whereabouts, How { county: COUNTY_CODE, ids: IdSource::seeded(args.seed), relaxed: true, pack: None })?;
    if county.reader().last_moment().map_err(|fault| Fault::usage(fault.sentence()))?.is_some() {
        let sentence =
            format!("{} 里有一个没有造完的县，请换一个 --data 文件夹，或删去后再造。", whereabouts.data.display());
        return Err(Fault::usage(sentence));
    }
    let policy = county.policy();
    let from = begin(&policy, until, args.years);
    let made = Made::new(args.seed, Scale::COUNTY, from.0);
    let dawn = from.begins();
    let cast = build(&county, &made, dawn, &mut |done, of| bar("造县", done, of)).map_err(Fault::finding)?;
    let accounts = listed(&made, &cast);
    let last = Day::at(until);
    let shown = accounts.iter().filter_map(|account| account.key);
    let mut play = Play::new(&county, &policy, &made, cast, args.seed, (from, last)).keeping(shown);
    let days = usize::try_from(from.days_until(last)).unwrap_or(0);
    for number in 0..days {
        let day = from.plus(i64::try_from(number).unwrap_or(0));
        play.day(day).map_err(|failure| Fault::finding(words(&failure)))?;
        bar("演过", number + 1, days);
    }
    for account in &accounts {
        let set = county.set_password(&account.account, &account.password, false, until);
        set.map_err(|error| Fault::finding(error.to_string()))?;
    }
    for (setting, value) in [(DEMO, "1"), (TEST_CLOCK, "1"), (web::app::COUNTY_NAME, COUNTY_NAME)] {
        county.set_setting(setting, value).map_err(|fault| Fault::finding(fault.sentence()))?;
    }
    county.relax(false);
    county.close();
    let text = serde_json::to_string_pretty(&accounts).map_err(|error| Fault::finding(error.to_string()))?;
    std::fs::write(list, text).map_err(|error| Fault::usage(format!("不能写 {}：{error}。", list.display())))
}

/// The first day of the past: so many years before, but not before the calendar.
fn begin(policy: &Policy, until: Timestamp, years: u8) -> Day {
    let wanted = Day::at(until).plus_months(-12 * i64::from(years), true);
    let first = policy.calendar().years().next().and_then(|year| Day::new(year, 1, 1));
    first.map_or(wanted, |first| wanted.max(first))
}

/// The accounts to look around with, each with the id of the person behind it.
fn listed(made: &Made, cast: &Cast) -> Vec<DemoAccount> {
    let mut accounts = accounts(made);
    for account in &mut accounts {
        account.person = account.key.map(|key| cast.person(key).0);
    }
    accounts
}

fn bar(what: &str, done: usize, of: usize) {
    if !std::io::stderr().is_terminal() {
        if done == of {
            complain(&format!("{what} {done}/{of}"));
        }
        return;
    }
    let filled = (done * 30).checked_div(of).unwrap_or(30);
    progress(&format!("{what} {}{} {done}/{of}", "█".repeat(filled), "░".repeat(30 - filled.min(30))));
    if done == of {
        complain("");
    }
}

/// Prints the list of accounts.
fn show(list: &Path) -> Result<(), Fault> {
    let unreadable = |error: String| Fault::usage(format!("不能读取 {}：{error}。", list.display()));
    let text = std::fs::read_to_string(list).map_err(|error| unreadable(error.to_string()))?;
    let accounts: Vec<Value> = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    say("演示数据，人物均为虚构。账号如下：");
    for account in &accounts {
        let columns = ["account", "password", "role", "name", "title"];
        let cells: Vec<&str> =
            columns.iter().map(|key| account.get(key).and_then(Value::as_str).unwrap_or_default()).collect();
        say(cells.join("\t"));
    }
    Ok(())
}

//! Pages of a county that is served: how many a second one visitor gets, what each costs the server's processors, and 64 people who
//! read and act at once.

use super::served::{Page, Served, now};
use crate::{
    args::Bench,
    out::{Fault, complain, say},
    pack,
};
use county::bench::{Visitor, Visitors, visitors};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use store::Database;

/// People at once.
const USERS: usize = 64;
/// Of these, who look at the whole county.
const CLERKS: usize = 8;
/// Asked for before the measuring begins.
const WARM: usize = 20;
/// Ids taken from a list for pages of single matters, people and units.
const LISTED: usize = 100;

/// Lays out the county, serves it and measures.
///
/// # Errors
/// A sentence for people.
pub fn measure(args: &Bench, address: &str, folder: &Path) -> Result<(), Fault> {
    complain("正在造县，随后开始量。");
    let database = || Database::open(address).map_err(|error| error.to_string());
    let size =
        (usize::try_from(args.cadres).unwrap_or(usize::MAX), usize::try_from(args.matters).unwrap_or(usize::MAX));
    let laid = visitors(&database, folder, &pack::own()?, (size.0, size.1, USERS)).map_err(Fault::finding)?;
    let served = Served::start(address, folder, &laid.today)?;
    let about = json!({
        "database": if address.starts_with("sqlite:") { "sqlite" } else { "postgres" },
        "cadres": args.cadres,
        "matters": laid.matters,
    });
    line(&about, "start", json!({"ms": millis(served.started), "memory_mb": served.memory().map(rounded)}));
    let time = Duration::from_secs(args.seconds);
    for (page, paths) in routes(&served, &laid.clerk)? {
        alone(&served, &laid.clerk, (page, &paths), time, &about)?;
    }
    thousand(&served, &laid.clerk)?;
    line(&about, "memory", json!({"after_pages": 1_000, "memory_mb": served.memory().map(rounded)}));
    if args.mixed > 0 {
        mixed(&served, &laid, Duration::from_secs(args.mixed), &about)?;
    }
    Ok(())
}

/// The pages measured, each with addresses to ask for in turn. The pages of a matter and of a cadre have their timelines on them.
fn routes(served: &Served, clerk: &str) -> Result<Vec<(&'static str, Vec<String>)>, Fault> {
    let ids = |path: &str| -> Result<Vec<String>, Fault> {
        let (_, text) = served.page(clerk, &format!("/api/v1/{path}"))?;
        let list: Value = serde_json::from_str(&text).unwrap_or_default();
        let items = list.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let ids: Vec<String> = items.iter().filter_map(|item| item.get("id")?.as_str().map(str::to_owned)).collect();
        if ids.is_empty() { Err(Fault::finding(format!("{path} 没有内容，无法量速度。"))) } else { Ok(ids) }
    };
    let matters = ids(&format!("matters?kind=leave&limit={LISTED}"))?;
    let people = ids(&format!("people?limit={LISTED}"))?;
    let units = ids(&format!("units?limit={LISTED}"))?;
    let each = |front: &str, ids: &[String]| ids.iter().map(|id| format!("{front}{id}")).collect::<Vec<_>>();
    let one = |path: &str| vec![path.to_owned()];
    Ok(vec![
        ("workbench", one("/")),
        ("ledger", one("/ledger/leave")),
        ("ledger_all", one("/ledger/leave?tab=all&page=20")),
        ("ledger_unit", each("/ledger/leave?tab=all&unit=", &units)),
        ("ledger_abroad", one("/ledger/abroad?tab=all")),
        ("ledger_certificate", one("/ledger/certificate?tab=all")),
        ("ledger_inspection", one("/ledger/inspection?tab=all")),
        ("ledger_dispatch", one("/ledger/dispatch?tab=all")),
        ("board_certificate", one("/boards/certificate")),
        ("board_dispatch", one("/boards/dispatch")),
        ("opinion", one("/opinion")),
        ("opinion_behind", one("/opinion/3.1.1?share=done")),
        ("statistics", one("/statistics?kind=leave")),
        ("matter", each("/matters/", &matters)),
        ("cadre", each("/people/", &people)),
        ("unit", each("/units/", &units)),
        ("calendar", one("/calendar")),
        ("calendar_unit", each("/calendar?unit=", &units)),
        ("policy", one("/policy")),
        ("search", one("/search?q=%E7%8E%8B")),
        ("duties", one("/duties")),
        ("api_matters", one("/api/v1/matters?kind=leave&limit=50")),
    ])
}

/// One visitor, page after page.
fn alone(
    served: &Served,
    token: &str,
    (page, paths): (&str, &[String]),
    time: Duration,
    about: &Value,
) -> Result<(), Fault> {
    let (mut asked, mut waits, mut bytes) = (paths.iter().cycle(), Vec::new(), 0);
    let mut ask = || asked.next().map_or_else(|| Ok((404, String::new())), |path| served.page(token, path));
    for _ in 0..WARM {
        good(page, &ask()?)?;
    }
    let (began, used) = (now(), served.processor());
    while waits.is_empty() || began.elapsed() < time {
        let waited = now();
        let answer = ask()?;
        waits.push(waited.elapsed());
        good(page, &answer)?;
        bytes += answer.1.len();
    }
    let took = began.elapsed();
    let count = number(waits.len());
    let cost = served.processor().zip(used).map(|(now, then)| rounded((now - then) * 1_000.0 / count));
    waits.sort_unstable();
    let figures = json!({
        "page": page,
        "pages": waits.len(),
        "per_second": rounded(count / took.as_secs_f64()),
        "p50_ms": percentile(&waits, 50),
        "p99_ms": percentile(&waits, 99),
        "processor_ms": cost,
        "bytes": bytes / waits.len().max(1),
    });
    line(about, "page", figures);
    Ok(())
}

/// The pages after which memory is looked at.
fn thousand(served: &Served, clerk: &str) -> Result<(), Fault> {
    let all: Vec<String> = routes(served, clerk)?.into_iter().flat_map(|(_, paths)| paths).collect();
    all.iter().cycle().take(1_000).try_for_each(|path| served.page(clerk, path).map(drop))
}

/// People who read and act at once; an answer that is none of the ordinary ones ends the run.
fn mixed(served: &Served, laid: &Visitors, time: Duration, about: &Value) -> Result<(), Fault> {
    let began = now();
    let used = served.processor();
    let done: Vec<Result<[Vec<Duration>; 2], Fault>> = std::thread::scope(|scope| {
        let users = laid.visitors.iter().take(USERS).enumerate();
        let run = |(at, visitor): (usize, &'_ Visitor)| {
            let (token, visitor) =
                if at < CLERKS { (laid.clerk.clone(), None) } else { (visitor.token.clone(), Some(visitor.clone())) };
            scope.spawn(move || somebody(served, &token, visitor.as_ref(), began, time))
        };
        let handles: Vec<_> = users.map(run).collect();
        let broken = || Err(Fault::finding("量速度的线程中断。"));
        handles.into_iter().map(|handle| handle.join().unwrap_or_else(|_| broken())).collect()
    });
    let took = began.elapsed();
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for user in done {
        let [read, written] = user?;
        reads.extend(read);
        writes.extend(written);
    }
    let cost = served.processor().zip(used).map(|(now, then)| rounded((now - then) / took.as_secs_f64()));
    for (what, mut waits) in [("read", reads), ("write", writes)] {
        waits.sort_unstable();
        let figures = json!({
            "users": laid.visitors.len().min(USERS),
            "what": what,
            "seconds": rounded(took.as_secs_f64()),
            "done": waits.len(),
            "per_second": rounded(number(waits.len()) / took.as_secs_f64()),
            "p50_ms": percentile(&waits, 50),
            "p99_ms": percentile(&waits, 99),
            "processors_busy": cost,
        });
        line(about, "mixed", figures);
    }
    Ok(())
}

/// One of them: a clerk looks around; anybody else looks, asks for leave, looks at it and takes it back.
fn somebody(
    served: &Served,
    token: &str,
    visitor: Option<&Visitor>,
    began: std::time::Instant,
    time: Duration,
) -> Result<[Vec<Duration>; 2], Fault> {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    let mut read = |path: &str| -> Result<(), Fault> {
        let asked = now();
        let answer = served.page(token, path)?;
        reads.push(asked.elapsed());
        good(path, &answer)
    };
    let mut write = |path: &str, body: &Value| -> Result<Value, Fault> {
        let asked = now();
        let key = format!("{token:.12}-{}", writes.len());
        let answer = served.act(token, path, &key, body)?;
        writes.push(asked.elapsed());
        good(path, &answer)?;
        Ok(serde_json::from_str(&answer.1).unwrap_or_default())
    };
    while began.elapsed() < time {
        for path in ["/", "/ledger/leave", "/ledger/leave?tab=all"] {
            read(path)?;
            pause();
        }
        let Some(visitor) = visitor else { continue };
        let opened = write("/api/v1/matters", &json!({"kind": "leave", "action": visitor.application}))?;
        let id = opened.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        pause();
        read(&format!("/matters/{id}"))?;
        pause();
        let back = json!({"after": opened.get("n"), "action": {"verb": "withdraw", "reason": "改期"}});
        write(&format!("/api/v1/matters/{id}/actions"), &back)?;
        pause();
    }
    Ok([reads, writes])
}

/// People read what they see: half a second between two pages is still in a hurry.
fn pause() {
    let (_keep, never) = std::sync::mpsc::channel::<()>();
    never.recv_timeout(Duration::from_millis(500)).unwrap_or_default();
}

fn good(what: &str, (status, text): &Page) -> Result<(), Fault> {
    if (200..300).contains(status) {
        return Ok(());
    }
    let start: String = text.chars().take(300).collect();
    Err(Fault::finding(format!("{what} 答复 {status}：{start}")))
}

fn line(about: &Value, name: &str, figures: Value) {
    let mut all = json!({"name": name});
    for part in [about.clone(), figures] {
        if let (Value::Object(all), Value::Object(part)) = (&mut all, part) {
            all.extend(part);
        }
    }
    say(all.to_string());
}

fn percentile(sorted: &[Duration], of_hundred: usize) -> f64 {
    let place = (sorted.len() * of_hundred / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).map_or(0.0, |wait| millis(*wait))
}

fn millis(time: Duration) -> f64 {
    rounded(time.as_secs_f64() * 1_000.0)
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// Three decimals: no clock here is better.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

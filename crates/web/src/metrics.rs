//! What an operator graphs, as Prometheus reads it: requests by route and status, their durations by class, sign-ins, the desk, the
//! database, the process. Nothing about people.

use crate::outgoing::Delivered;
use std::{
    collections::BTreeMap,
    fmt::{Display, Result as Written, Write},
    fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use store::{BATCHES, Gauges};

/// Upper bounds of the durations that are counted apart, in milliseconds.
const BOUNDS: [u64; 13] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Durations of one class of routes.
#[derive(Clone, Copy, Debug, Default)]
struct Durations {
    count: u64,
    micros: u64,
    buckets: [u64; BOUNDS.len()],
}

/// What came of an attempt to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignIn {
    /// A session was opened.
    Through,
    /// Wrong name or password.
    Refused,
    /// Locked, or too many attempts from one address.
    Held,
}

/// Counts of methods, routes and statuses.
type Counts = BTreeMap<(&'static str, String, u16), u64>;

/// What a server has done since it started.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<Counts>,
    durations: Mutex<BTreeMap<&'static str, Durations>>,
    under_way: AtomicU64,
    sign_ins: [AtomicU64; 3],
}

/// What is asked of others when somebody reads the numbers.
pub(crate) struct Beside {
    /// The county's.
    pub(crate) gauges: Gauges,
    /// Sessions in force, if the database says.
    pub(crate) sessions: Option<i64>,
    /// When the server started, seconds since 1970.
    pub(crate) started: i64,
    /// What left the house.
    pub(crate) delivered: Arc<Delivered>,
}

impl Metrics {
    /// A request came.
    pub(crate) fn begin(&self) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
    }

    /// A request was answered. `route` is the address with its parameters in braces.
    pub(crate) fn end(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((method, route.to_owned(), status)).or_default() += 1;
        drop(requests);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let mut all = self.durations.lock().unwrap_or_else(PoisonError::into_inner);
        let durations = all.entry(class(method, route)).or_default();
        durations.count += 1;
        durations.micros = durations.micros.saturating_add(micros);
        for (bucket, bound) in durations.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(micros <= bound * 1_000);
        }
    }

    /// Somebody tried to sign in.
    pub(crate) fn signed_in(&self, how: SignIn) {
        let [through, refused, held] = &self.sign_ins;
        let counter = match how {
            SignIn::Through => through,
            SignIn::Refused => refused,
            SignIn::Held => held,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// The text of `/metrics`.
    pub(crate) fn text(&self, beside: &Beside) -> String {
        let mut text = String::new();
        // Writing to a String does not fail.
        let told = self.web(&mut text).and_then(|()| county(&mut text, beside));
        told.and_then(|()| outgoing(&mut text, &beside.delivered)).unwrap_or_default();
        process(&mut text, beside.started).unwrap_or_default();
        text
    }

    fn web(&self, text: &mut String) -> Written {
        head(text, "requests_total", "counter", "Requests answered.")?;
        for ((method, route, status), count) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let class = class(method, route);
            writeln!(
                text,
                "zhunsheng_requests_total{{class=\"{class}\",method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            )?;
        }
        head(text, "request_seconds", "histogram", "How long requests took.")?;
        for (class, durations) in self.durations.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            for (count, bound) in durations.buckets.iter().zip(BOUNDS) {
                let le = seconds(bound * 1_000);
                writeln!(text, "zhunsheng_request_seconds_bucket{{class=\"{class}\",le=\"{le}\"}} {count}")?;
            }
            let Durations { count, micros, .. } = durations;
            writeln!(text, "zhunsheng_request_seconds_bucket{{class=\"{class}\",le=\"+Inf\"}} {count}")?;
            writeln!(text, "zhunsheng_request_seconds_sum{{class=\"{class}\"}} {}", seconds(*micros))?;
            writeln!(text, "zhunsheng_request_seconds_count{{class=\"{class}\"}} {count}")?;
        }
        one(text, "requests_under_way", "gauge", "Requests not yet answered.", self.under_way.load(Ordering::Relaxed))?;
        head(text, "sign_ins_total", "counter", "Attempts to sign in.")?;
        for (result, count) in ["through", "refused", "held"].iter().zip(&self.sign_ins) {
            writeln!(text, "zhunsheng_sign_ins_total{{result=\"{result}\"}} {}", count.load(Ordering::Relaxed))?;
        }
        Ok(())
    }
}

/// What kind of request it is, for graphs that need no single routes.
fn class(method: &str, route: &str) -> &'static str {
    match route {
        "/healthz" | "/readyz" | "/metrics" => "watch",
        _ if route.starts_with("/assets/") => "asset",
        _ if route.starts_with("/api/") && method == "GET" => "api_read",
        _ if route.starts_with("/api/") => "api_act",
        _ if method == "GET" || method == "HEAD" => "page",
        _ => "form",
    }
}

/// Microseconds as seconds.
fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> Written {
    writeln!(text, "# HELP zhunsheng_{name} {help}\n# TYPE zhunsheng_{name} {kind}")
}

fn one(text: &mut String, name: &str, kind: &str, help: &str, value: impl Display) -> Written {
    head(text, name, kind, help)?;
    writeln!(text, "zhunsheng_{name} {value}")
}

/// The desk and the database.
fn county(text: &mut String, beside: &Beside) -> Written {
    let Gauges { waiting, batches, sizes, jobs, acted, refused, failed, faults, hashed, height, statements, reading } =
        &beside.gauges;
    one(text, "desk_waiting", "gauge", "Work handed to the desk and not yet taken up.", waiting)?;
    head(text, "desk_batch_size", "histogram", "Pieces of work in one commit.")?;
    for (count, bound) in sizes.iter().zip(BATCHES) {
        writeln!(text, "zhunsheng_desk_batch_size_bucket{{le=\"{bound}\"}} {count}")?;
    }
    writeln!(text, "zhunsheng_desk_batch_size_bucket{{le=\"+Inf\"}} {batches}")?;
    writeln!(text, "zhunsheng_desk_batch_size_sum {jobs}\nzhunsheng_desk_batch_size_count {batches}")?;
    head(text, "actions_total", "counter", "Actions by what came of them.")?;
    for (result, count) in [("done", acted), ("refused", refused), ("failed", failed)] {
        writeln!(text, "zhunsheng_actions_total{{result=\"{result}\"}} {count}")?;
    }
    one(text, "journal_height", "gauge", "Number of the last record of the journal.", height)?;
    one(text, "statements_total", "counter", "Statements run on the database.", statements)?;
    one(text, "database_faults_total", "counter", "Failures of the database, mended ones included.", faults)?;
    one(text, "password_hashes_total", "counter", "Passwords hashed.", hashed)?;
    one(text, "readers_busy", "gauge", "Connections that are reading.", reading)?;
    if let Some(sessions) = beside.sessions {
        one(text, "sessions", "gauge", "Sessions in force.", sessions)?;
    }
    head(text, "build_info", "gauge", "Version of the program.")?;
    writeln!(text, "zhunsheng_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))
}

/// Mail and webhook.
fn outgoing(text: &mut String, delivered: &Delivered) -> Written {
    let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    head(text, "digests_total", "counter", "Daily digests by what came of the attempt.")?;
    writeln!(text, "zhunsheng_digests_total{{result=\"sent\"}} {}", value(&delivered.mails))?;
    writeln!(text, "zhunsheng_digests_total{{result=\"failed\"}} {}", value(&delivered.mails_failed))?;
    head(text, "hooks_total", "counter", "Events of the webhook by what came of the attempt.")?;
    writeln!(text, "zhunsheng_hooks_total{{result=\"sent\"}} {}", value(&delivered.hooks))?;
    writeln!(text, "zhunsheng_hooks_total{{result=\"failed\"}} {}", value(&delivered.hooks_failed))?;
    writeln!(text, "zhunsheng_hooks_total{{result=\"dropped\"}} {}", value(&delivered.hooks_dropped))?;
    let waiting = delivered.hooks_waiting.load(Ordering::Relaxed);
    one(text, "hooks_waiting", "gauge", "Entries of the journal of which some receiver was not told.", waiting)
}

/// The process, under the names that every dashboard knows. What the machine does not tell is left out.
fn process(text: &mut String, started: i64) -> Written {
    writeln!(text, "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds {started}")?;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
    if let Some(bytes) = resident.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).map(|kilobytes| kilobytes * 1_024)
    {
        writeln!(text, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {bytes}")?;
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        writeln!(text, "# TYPE process_open_fds gauge\nprocess_open_fds {}", open.count())?;
    }
    Ok(())
}

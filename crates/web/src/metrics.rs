//! Counts of requests by route and status, as Prometheus reads them. Nothing about people.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Upper bounds of the duration buckets, in milliseconds.
const BOUNDS: [u64; 8] = [1, 5, 10, 50, 100, 500, 1_000, 5_000];

/// One route and status.
#[derive(Clone, Copy, Debug, Default)]
struct Series {
    count: u64,
    millis: u64,
    buckets: [u64; BOUNDS.len()],
}

/// What a server has done since it started.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    series: Mutex<BTreeMap<(String, String, u16), Series>>,
    under_way: AtomicU64,
    signed_in: AtomicU64,
    sign_in_refused: AtomicU64,
}

impl Metrics {
    /// A request came.
    pub(crate) fn begin(&self) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
    }

    /// A request was answered. `route` is the address with its parameters in braces.
    pub(crate) fn end(&self, method: &str, route: &str, status: u16, millis: u64) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        let mut all = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        let series = all.entry((method.to_owned(), route.to_owned(), status)).or_default();
        series.count += 1;
        series.millis += millis;
        for (bucket, bound) in series.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(millis <= bound);
        }
    }

    /// Somebody tried to sign in.
    pub(crate) fn signed_in(&self, through: bool) {
        let counter = if through { &self.signed_in } else { &self.sign_in_refused };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// The text of `/metrics`, with the statements run on the database.
    pub(crate) fn text(&self, statements: u64) -> String {
        let mut text = String::new();
        // Writing to a String does not fail.
        self.write(&mut text, statements).unwrap_or_default();
        text
    }

    fn write(&self, text: &mut String, statements: u64) -> std::fmt::Result {
        writeln!(text, "# TYPE zhunsheng_statements_total counter")?;
        writeln!(text, "zhunsheng_statements_total {statements}")?;
        writeln!(text, "# TYPE zhunsheng_requests_under_way gauge")?;
        writeln!(text, "zhunsheng_requests_under_way {}", self.under_way.load(Ordering::Relaxed))?;
        writeln!(text, "# TYPE zhunsheng_sign_ins_total counter")?;
        writeln!(text, "zhunsheng_sign_ins_total{{result=\"through\"}} {}", self.signed_in.load(Ordering::Relaxed))?;
        let refused = self.sign_in_refused.load(Ordering::Relaxed);
        writeln!(text, "zhunsheng_sign_ins_total{{result=\"refused\"}} {refused}")?;
        writeln!(text, "# TYPE zhunsheng_request_milliseconds histogram")?;
        for ((method, route, status), series) in self.series.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (count, bound) in series.buckets.iter().zip(BOUNDS) {
                writeln!(text, "zhunsheng_request_milliseconds_bucket{{{labels},le=\"{bound}\"}} {count}")?;
            }
            let Series { count, millis, .. } = series;
            writeln!(text, "zhunsheng_request_milliseconds_bucket{{{labels},le=\"+Inf\"}} {count}")?;
            writeln!(text, "zhunsheng_request_milliseconds_sum{{{labels}}} {millis}")?;
            writeln!(text, "zhunsheng_request_milliseconds_count{{{labels}}} {count}")?;
        }
        Ok(())
    }
}

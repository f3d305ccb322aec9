//! Clients at the desk: each takes leave after leave through apply, agree and report back, and waits for every answer.

use std::{
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::County;

use super::ground::Ground;
use super::routes::Route;

/// When clients stop.
#[derive(Clone, Copy, Debug)]
pub(super) enum Until {
    /// After this time.
    Over(Duration),
    /// After so many actions of all of them.
    Done(usize),
}

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// Actions kept.
    pub(super) actions: usize,
    /// From the first action to the last answer.
    pub(super) elapsed: Duration,
    /// How long each was waited for, sorted.
    pub(super) waits: Vec<Duration>,
}

impl Run {
    pub(super) fn of(actions: usize, elapsed: Duration, mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        Self { actions, elapsed, waits }
    }

    /// Actions a second.
    pub(super) fn rate(&self) -> f64 {
        small(self.actions) / self.elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// Milliseconds under which so many of a hundred waits stayed.
    pub(super) fn percentile(&self, of_hundred: usize) -> f64 {
        let place = (self.waits.len() * of_hundred / 100).min(self.waits.len().saturating_sub(1));
        self.waits.get(place).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
    }
}

/// A count as a number with decimals.
fn small(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// How many of the first there are for one of the second.
pub(super) fn ratio(first: usize, second: usize) -> f64 {
    small(first) / small(second.max(1))
}

/// The moment, for durations only.
#[expect(clippy::disallowed_methods, reason = "the bench measures durations")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Lets clients act. Any refusal ends the run: a figure with refusals in it would say nothing.
pub(super) fn run(county: &County, ground: &Ground, clients: usize, until: Until) -> Result<Run, String> {
    let clients = clients.clamp(1, ground.routes.len().max(1));
    let left = AtomicUsize::new(match until {
        Until::Over(_) => usize::MAX,
        Until::Done(actions) => actions,
    });
    let (left, start) = (&left, &Barrier::new(clients + 1));
    std::thread::scope(|scope| {
        let work = |first: usize| {
            move || {
                start.wait();
                let own: Vec<&Route> = ground.routes.iter().skip(first).step_by(clients).collect();
                client(county, &own, ground.week, until, left)
            }
        };
        let handles: Vec<_> = (0..clients).map(|first| scope.spawn(work(first))).collect();
        start.wait();
        let began = now();
        let mut waits = Vec::new();
        for handle in handles {
            waits.extend(handle.join().map_err(|_| "量速度的线程中断。".to_owned())??);
        }
        Ok(Run::of(waits.len(), began.elapsed(), waits))
    })
}

fn client(
    county: &County,
    routes: &[&Route],
    first_week: i64,
    until: Until,
    left: &AtomicUsize,
) -> Result<Vec<Duration>, String> {
    let began = now();
    let mut waits = Vec::new();
    for week in first_week.. {
        for route in routes {
            let mut matter = None;
            for step in 0..route.steps() {
                let over = matches!(until, Until::Over(time) if began.elapsed() >= time);
                let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
                if over || taken.is_err() {
                    return Ok(waits);
                }
                let request = route.request(week, step, matter.as_ref());
                let asked = now();
                let answer = county.act(request).map_err(|failure| format!("{failure:?}"))?;
                waits.push(asked.elapsed());
                matter = Some((answer.id, answer.n));
            }
        }
        if routes.is_empty() {
            break;
        }
    }
    Ok(waits)
}

//! What a request costs the database: the statements run for it while it reads. What the desk writes belongs to its batch and is not
//! counted here.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::sql::statements_here;

tokio::task_local! {
    static COST: Arc<AtomicU64>;
}

/// Runs a request; whatever [`counted`] work it waits for is added to `cost`.
pub(super) async fn of<F: Future>(cost: Arc<AtomicU64>, request: F) -> F::Output {
    COST.scope(cost, request).await
}

/// The same work, whose statements are added to the request that asked for it.
pub(crate) fn counted<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let cost = COST.try_with(Arc::clone).ok();
    move || {
        let before = statements_here();
        let done = work();
        if let Some(cost) = cost {
            cost.fetch_add(statements_here() - before, Ordering::Relaxed);
        }
        done
    }
}

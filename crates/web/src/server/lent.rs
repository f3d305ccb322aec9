//! A request's body, lent to its handler: what the handler leaves unread is read away afterwards, so that a client which is still
//! sending hears the answer instead of a broken connection.

use axum::{
    body::{Body, Bytes},
    extract::Request,
};
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

/// Most bytes that are read away.
const MOST: u64 = 64 << 20;
/// How long a client may take over what nobody wants.
const LONGEST: Duration = Duration::from_secs(10);

/// The body, shared between the handler and whoever reads the rest away.
#[derive(Clone)]
pub(super) struct Lent(Arc<Mutex<Body>>);

impl Lent {
    /// Puts the body of a request behind a loan.
    pub(super) fn of(request: Request) -> (Request, Self) {
        let (parts, body) = request.into_parts();
        let lent = Self(Arc::new(Mutex::new(body)));
        (Request::from_parts(parts, Body::new(lent.clone())), lent)
    }

    /// Reads away what is left, up to a bound.
    pub(super) async fn drain(mut self) {
        let mut left = MOST;
        let rest = async {
            loop {
                let next = std::future::poll_fn(|cx| hyper::body::Body::poll_frame(Pin::new(&mut self), cx)).await;
                let Some(Ok(frame)) = next else { return };
                let length = frame.data_ref().map_or(0, |data| u64::try_from(data.len()).unwrap_or(u64::MAX));
                left = left.saturating_sub(length);
                if left == 0 {
                    return;
                }
            }
        };
        // Whoever is slower than that is cut off.
        tokio::time::timeout(LONGEST, rest).await.unwrap_or_default();
    }
}

impl hyper::body::Body for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(cx)
    }
    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }
    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

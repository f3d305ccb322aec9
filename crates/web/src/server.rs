//! The server: connections with time limits, every answer with its headers, a stop that answers what it took.

pub(crate) mod cost;
mod lent;
mod shell;

use crate::{app::App, door::pace::Peer, routes};
use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn_with_state};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// Largest body of an ordinary request, in bytes.
pub const BODY_MAX: usize = 1 << 20;
/// Connections at once; more wait to be accepted.
const CONNECTIONS: usize = 2_048;
/// How long a client may take over the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// How long the server waits for open requests when it stops.
const FAREWELL: Duration = Duration::from_secs(20);

/// All routes with everything around them, for a server or for a test in the same process.
pub fn router(app: App) -> Router {
    routes::router(&app)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(app.clone(), shell::around))
        .with_state(app)
}

/// Serves until asked to stop (SIGTERM, Ctrl-C), then answers what was taken and returns.
///
/// # Errors
/// When the signals cannot be listened for.
pub async fn serve(app: App, listener: TcpListener) -> io::Result<()> {
    let stop = asked_to_stop()?;
    serve_until(app, listener, stop).await;
    Ok(())
}

/// Serves until the future is ready, then answers what was taken and returns.
pub async fn serve_until(app: App, listener: TcpListener, stop: impl Future<Output = ()>) {
    let router = router(app);
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let accepted = async {
            // The semaphore is never closed.
            let place = place.await.ok();
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut stop => break,
            (accepted, place) = accepted => match accepted {
                Ok((stream, peer)) => connection(&router, stream, peer, place, &open),
                // No file handles left, or the client is gone again: the next one may fare better.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    // Whoever is still not done then is cut off.
    tokio::time::timeout(FAREWELL, open.shutdown()).await.unwrap_or_default();
}

fn connection(
    router: &Router,
    stream: TcpStream,
    peer: SocketAddr,
    place: Option<OwnedSemaphorePermit>,
    open: &GracefulShutdown,
) {
    // Answers are small and written at once.
    stream.set_nodelay(true).unwrap_or_default();
    let answer = TowerToHyperService::new(router.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        answer.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let connection = open.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks off concerns nobody but its client.
        connection.await.unwrap_or_default();
        drop(place);
    });
}

#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        tokio::signal::ctrl_c().await.unwrap_or_default();
    })
}

//! What surrounds every request, and a real server on a socket.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use web::server;

#[tokio::test]
async fn every_answer_has_its_security_headers() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for path in ["/healthz", "/nothing", "/api/v1/nothing", "/api/v1/matters", "/api/v1/matters/x"] {
        let reply = ground.get(&clerk, path).await;
        let csp = reply.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(csp.starts_with("default-src 'none'") && csp.contains("frame-ancestors 'none'"), "{csp}");
        assert!(!csp.contains("unsafe") && !csp.contains("data:") && !csp.contains('*'), "{csp}");
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(reply.headers[header::X_FRAME_OPTIONS], "DENY");
        assert_eq!(reply.headers[header::REFERRER_POLICY], "same-origin");
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
        assert!(reply.headers.contains_key("x-request-id"));
        assert!(!reply.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}

#[tokio::test]
async fn a_watchman_learns_that_it_lives_and_how_much_without_a_name() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    ground.get(&clerk, &format!("/api/v1/matters/{id}")).await;
    assert_eq!(ground.send(Request::get("/healthz").body(Body::empty()).unwrap()).await.text, "ok\n");
    assert_eq!(ground.send(Request::get("/readyz").body(Body::empty()).unwrap()).await.text, "ready\n");
    let metrics = ground.send(Request::get("/metrics").body(Body::empty()).unwrap()).await.text;
    assert!(metrics.contains("route=\"/api/v1/matters/{id}\",status=\"200\""), "{metrics}");
    assert!(metrics.contains("zhunsheng_sign_ins_total{result=\"through\"} 1"));
    assert!(!metrics.contains(&id) && !metrics.contains("clerk") && metrics.is_ascii());
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_to_a_page_is_said_on_a_page() {
    let ground = Ground::new();
    let media = "application/x-www-form-urlencoded";
    let foreign =
        Request::post("/sign-in").header(header::CONTENT_TYPE, media).header(header::ORIGIN, "https://x.example");
    let foreign = ground.send(foreign.body(Body::from("account=a")).unwrap()).await;
    let lost = ground.send(Request::get("/nothing").body(Body::empty()).unwrap()).await;
    for (reply, status) in [(foreign, 403), (lost, 404)] {
        assert_eq!(reply.status, status);
        assert!(reply.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
        assert!(reply.text.contains("<h1") && reply.text.contains('。'), "{}", reply.text);
        assert_eq!(reply.headers[header::X_FRAME_OPTIONS], "DENY");
    }
}

struct Served {
    at: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    _ground: Ground,
}

async fn serve() -> Served {
    let ground = Ground::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = ground.app.clone();
    let server = tokio::spawn(server::serve_until(app, listener, async move { drop(stopped.await) }));
    Served { at, stop: Some(stop), server, _ground: ground }
}

async fn read(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let reading = stream.read_to_end(&mut text);
    tokio::time::timeout(Duration::from_secs(20), reading).await.expect("an answer").unwrap_or_default();
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn a_server_that_stops_answers_what_it_has_taken() {
    let mut served = serve().await;
    let mut open = TcpStream::connect(served.at).await.unwrap();
    let body = r#"{"account":"nobody","password":"x"}"#;
    let head = format!("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len());
    open.write_all(head.as_bytes()).await.unwrap();
    // The head is read before the stop is asked for.
    tokio::time::sleep(Duration::from_millis(200)).await;
    served.stop.take().unwrap().send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(served.at).await.is_err(), "a stopping server takes nobody new");
    open.write_all(body.as_bytes()).await.unwrap();
    let answer = read(&mut open).await;
    assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("wrong_password"), "{answer}");
    tokio::time::timeout(Duration::from_secs(5), served.server).await.expect("stopped").unwrap();
}

#[tokio::test]
async fn nonsense_on_the_line_does_not_hurt_the_server() {
    let served = serve().await;
    for line in [
        &b"\x16\x03\x01nonsense\r\n\r\n"[..],
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(served.at).await.unwrap();
        stream.write_all(line).await.unwrap();
        let answer = read(&mut stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let mut stream = TcpStream::connect(served.at).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    assert!(read(&mut stream).await.ends_with("ok\n"));
}

#[tokio::test]
async fn whoever_sends_far_too_much_hears_so() {
    let served = serve().await;
    let mut open = TcpStream::connect(served.at).await.unwrap();
    let body = vec![b' '; 24 << 20];
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    open.write_all(head.as_bytes()).await.unwrap();
    open.write_all(&body).await.expect("the server reads on until the client has sent all");
    let answer = read(&mut open).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"), "{answer}");
}

#[tokio::test]
async fn a_refusal_before_the_body_came_leaves_the_connection_good_for_the_next_request() {
    let served = serve().await;
    let mut open = TcpStream::connect(served.at).await.unwrap();
    let body = r#"{"kind":"loan"}"#;
    let head = format!("POST /api/v1/matters HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len());
    open.write_all(head.as_bytes()).await.unwrap();
    // The server has long made up its mind when the body comes.
    tokio::time::sleep(Duration::from_millis(100)).await;
    open.write_all(body.as_bytes()).await.unwrap();
    open.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let answers = read(&mut open).await;
    assert!(answers.starts_with("HTTP/1.1 400") && answers.ends_with("ok\n"), "{answers}");
}

#[tokio::test]
async fn behind_tls_the_cookie_is_sent_over_tls_only_and_browsers_are_told_to_stay() {
    use tower::ServiceExt;
    let ground = Ground::new();
    ground.sign_in("clerk").await;
    for secure in [false, true] {
        let mut app = ground.app.clone();
        app.secure_cookie = secure;
        let form = format!("account=clerk&password={PASSWORD}");
        let media = "application/x-www-form-urlencoded";
        let request = Request::post("/sign-in").header(header::CONTENT_TYPE, media).body(Body::from(form)).unwrap();
        let reply = server::router(app).oneshot(request).await.unwrap();
        let cookie = reply.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        assert_eq!(reply.headers().contains_key(header::STRICT_TRANSPORT_SECURITY), secure);
        assert!(!cookie.contains("clerk") && !cookie.contains("Domain"), "{cookie}");
    }
}

//! The webhook, told to a listener of the test's own.

use super::{
    DEPUTY, MAYOR, WITHIN, leave, metric, names, soon,
    wire::{Wire, encrypted},
    withheld,
};
use crate::server::{Folder, Server, databases};
use hmac::{Hmac, KeyInit, Mac};
use rustls::ServerConfig;
use serde_json::Value;
use sha2::Sha256;
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

pub(super) const SECRET: &str = "a secret that only the keeper and the receiver know";

/// A request as it came: path, headers in small letters, body, and what was answered.
#[derive(Clone, Debug)]
pub(super) struct Told {
    path: String,
    headers: Vec<(String, String)>,
    body: String,
    answered: u16,
}

impl Told {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    fn event(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Clone)]
pub(super) struct Listener {
    pub(super) address: String,
    told: Arc<Mutex<Vec<Told>>>,
    answers: Arc<AtomicU16>,
}

impl Listener {
    fn new() -> Self {
        Self::with(None)
    }

    pub(super) fn with(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://{}", listener.local_addr().unwrap());
        let own = Self { address, told: Arc::default(), answers: Arc::new(AtomicU16::new(204)) };
        let served = own.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let stream: Box<dyn Wire> = Box::new(stream);
                let wire = match &tls {
                    Some(config) => encrypted(config, stream),
                    None => stream,
                };
                let _ = served.serve(wire);
            }
        });
        own
    }

    fn answer(&self, status: u16) {
        self.answers.store(status, Ordering::SeqCst);
    }

    pub(super) fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    fn serve(&self, wire: Box<dyn Wire>) -> std::io::Result<()> {
        let mut reader = BufReader::new(wire);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim().split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let length =
            headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let answered = self.answers.load(Ordering::SeqCst);
        let body = String::from_utf8(body).unwrap();
        self.told.lock().unwrap().push(Told { path, headers, body, answered });
        let to = if answered == 302 { format!("Location: {}/elsewhere\r\n", self.address) } else { String::new() };
        let out = reader.get_mut();
        write!(out, "HTTP/1.1 {answered} so\r\n{to}Content-Length: 0\r\nConnection: close\r\n\r\n")?;
        out.flush()
    }
}

/// Whether the listener could tell that it comes from the county: the same with the library.
fn is_signed(told: &Told, secret: &str) -> bool {
    let Some(signature) = told.header("x-zhunsheng-signature").strip_prefix("v1=") else { return false };
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{}.{}", told.header("x-zhunsheng-timestamp"), told.body).as_bytes());
    mac.verify_slice(&data_encoding::HEXLOWER.decode(signature.as_bytes()).unwrap()).is_ok()
}

fn start(folder: &Folder, database: &str, listener: &Listener, today: &str) -> Server {
    let years: &[&str] = if folder.0.join("data/accounts.json").exists() { &[] } else { &["--years", "0"] };
    let secret = folder.0.join("secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let hook = format!("{}/hook", listener.address);
    let ways =
        ["--hooks", &hook, "--hook-secret-file", secret.to_str().unwrap(), "--site", "https://zs.qingyi.example"];
    Server::start(folder, &[&["demo", "--database", database, "--today", today][..], years, &ways].concat())
}

#[test]
fn what_happens_is_told_signed_in_order_until_it_is_taken_and_nothing_of_what_it_was() {
    let databases_folder = Folder::new("hook-db");
    for database in databases(&databases_folder) {
        let (folder, listener) = (Folder::new("hook"), Listener::new());
        let mut server = start(&folder, &database, &listener, "2026-05-05T09:00");
        soon("that the receiver is known", || metric(&server, "zhunsheng_hooks_waiting") == 0.0);
        listener.answer(500);
        let (id, number) = leave(&server, DEPUTY, MAYOR, "2026-05-08");
        let of_leave = |told: &&Told| told.event()["number"] == number.as_str();
        soon("a refusal", || metric(&server, "zhunsheng_hooks_total{result=\"failed\"}") >= 1.0);
        // Where it points elsewhere, that is not followed.
        listener.answer(302);
        soon("a redirection", || listener.told().iter().any(|told| told.answered == 302));
        listener.answer(204);
        soon("that it is taken", || listener.told().iter().filter(of_leave).any(|told| told.answered == 204));
        withheld(&server);
        let (_, second) = leave(&server, MAYOR, DEPUTY, "2026-05-13");
        soon("the second", || listener.told().iter().any(|told| told.event()["number"] == second.as_str()));
        let all = listener.told();
        let first = all.iter().find(of_leave).unwrap();
        let event = first.event();
        let keys: Vec<&String> = event.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "kind", "verb", "number", "link", "moment"]);
        assert_eq!(
            (&event["kind"], &event["link"]),
            (&"leave".into(), &format!("https://zs.qingyi.example/matters/{id}").into())
        );
        let again: Vec<Value> =
            all.iter().filter(of_leave).map(Told::event).filter(|one| one["verb"] == event["verb"]).collect();
        assert!(again.len() >= 3 && again.iter().all(|one| *one == event), "the same each time it is told: {again:?}");
        for told in &all {
            assert!(is_signed(told, SECRET) && !is_signed(told, "another secret of thirty-two letters"), "{told:?}");
            assert_eq!((told.path.as_str(), told.header("content-type")), ("/hook", "application/json"));
            assert_ne!(told.event()["kind"], "off_duty");
            for word in names(&server).iter().map(String::as_str).chain(WITHIN) {
                assert!(!told.body.contains(word), "{word} went out: {}", told.body);
            }
        }
        // What happens while the receiver is away is told when he is back, after a restart too; what he took is not told again.
        soon("that all is told", || metric(&server, "zhunsheng_hooks_waiting") == 0.0);
        listener.answer(503);
        let (_, third) = leave(&server, MAYOR, DEPUTY, "2026-05-20");
        soon("another refusal", || listener.told().iter().any(|told| told.answered == 503));
        assert_eq!(server.stop(), Some(0));
        drop(server);
        listener.answer(200);
        let before = listener.told().len();
        let server = start(&folder, &database, &listener, "2026-05-05T12:00");
        soon("the third", || listener.told()[before..].iter().any(|told| told.event()["number"] == third.as_str()));
        assert!(
            !listener.told()[before..].iter().any(|told| told.event()["number"] == number.as_str()),
            "taken before"
        );
        drop(server);
    }
}

//! A small mail server: speaks the protocol over TCP, encrypted if it is to, refuses whom it is told to refuse, and can hang.

use super::wire::{Wire, encrypted};
use data_encoding::BASE64;
use rustls::ServerConfig;
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// A message as it was taken.
#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: String,
    pub head: String,
    pub subject: String,
    pub text: String,
    pub encrypted: bool,
}

/// How it is spoken to.
#[derive(Clone, Default)]
pub enum Security {
    #[default]
    Plain,
    /// Plain until the client asks.
    StartTls(Arc<ServerConfig>),
    /// From the first byte.
    Tls(Arc<ServerConfig>),
}

/// The server.
#[derive(Clone)]
pub struct Smtp {
    pub address: String,
    security: Security,
    taken: Arc<Mutex<Vec<Mail>>>,
    hangs: Arc<AtomicBool>,
    pub conversations: Arc<AtomicUsize>,
}

impl Smtp {
    pub fn new() -> Self {
        Self::with(Security::Plain)
    }

    pub fn with(security: Security) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server =
            Self { address, security, taken: Arc::default(), hangs: Arc::default(), conversations: Arc::default() };
        let own = server.clone();
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming().map_while(Result::ok) {
                own.conversations.fetch_add(1, Ordering::SeqCst);
                if own.hangs.load(Ordering::SeqCst) {
                    // Taken, and never spoken to.
                    held.push(stream);
                } else {
                    let own = own.clone();
                    std::thread::spawn(move || own.serve(Box::new(stream)));
                }
            }
        });
        server
    }

    pub fn hang(&self, hangs: bool) {
        self.hangs.store(hangs, Ordering::SeqCst);
    }

    pub fn taken(&self) -> Vec<Mail> {
        self.taken.lock().unwrap().clone()
    }

    fn serve(&self, stream: Box<dyn Wire>) -> Option<()> {
        let mut talk = match &self.security {
            Security::Tls(config) => Talk { wire: BufReader::new(encrypted(config, stream)), encrypted: true },
            _ => Talk { wire: BufReader::new(stream), encrypted: false },
        };
        let (mut from, mut to) = (String::new(), String::new());
        talk.say("220 mail.qingyi.example ESMTP")?;
        while let Some(line) = talk.line() {
            let verb = line.to_ascii_uppercase();
            let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            if verb.starts_with("EHLO") {
                talk.say("250-mail.qingyi.example")?;
                if matches!(self.security, Security::StartTls(_)) && !talk.encrypted {
                    talk.say("250-STARTTLS")?;
                }
                talk.say("250 8BITMIME")?;
            } else if verb == "STARTTLS" {
                let Security::StartTls(config) = &self.security else { return None };
                talk.say("220 go on")?;
                let wire = BufReader::new(encrypted(config, talk.wire.into_inner()));
                talk = Talk { wire, encrypted: true };
            } else if verb.starts_with("MAIL FROM:") {
                from = address;
                talk.say("250 ok")?;
            } else if verb.starts_with("RCPT TO:") {
                let refused = address.starts_with("refused");
                to = address;
                talk.say(if refused { "550 no such mailbox" } else { "250 ok" })?;
            } else if verb == "DATA" {
                talk.say("354 go on")?;
                let message: Vec<String> = std::iter::from_fn(|| talk.line()).take_while(|line| line != ".").collect();
                self.taken.lock().unwrap().push(read((&from, &to), &message, talk.encrypted));
                talk.say("250 taken")?;
            } else if verb == "QUIT" {
                return talk.say("221 bye");
            } else {
                talk.say("250 ok")?;
            }
        }
        None
    }
}

/// One conversation.
struct Talk {
    wire: BufReader<Box<dyn Wire>>,
    encrypted: bool,
}

impl Talk {
    fn say(&mut self, line: &str) -> Option<()> {
        let wire = self.wire.get_mut();
        wire.write_all(format!("{line}\r\n").as_bytes()).ok()?;
        wire.flush().ok()
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.wire.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

fn read((from, to): (&str, &str), message: &[String], encrypted: bool) -> Mail {
    let parted = message.iter().position(String::is_empty).unwrap();
    let head = message[..parted].join("\n").replace("\n ", " ");
    let line = head.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap();
    let words = line.split_whitespace().map(|word| {
        let coded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")).expect("an encoded word");
        BASE64.decode(coded.as_bytes()).unwrap()
    });
    let subject = String::from_utf8(words.collect::<Vec<_>>().concat()).unwrap();
    assert!(head.contains("Content-Transfer-Encoding: base64") && head.contains("charset=utf-8"), "{head}");
    let text = String::from_utf8(BASE64.decode(message[parted..].concat().as_bytes()).unwrap()).unwrap();
    Mail { from: from.to_owned(), to: to.to_owned(), head, subject, text, encrypted }
}

//! A small mail server: speaks the protocol over TCP, refuses whom it is told to refuse, and can hang.

use data_encoding::BASE64;
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
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
}

/// The server.
#[derive(Clone)]
pub struct Smtp {
    pub address: String,
    taken: Arc<Mutex<Vec<Mail>>>,
    hangs: Arc<AtomicBool>,
    pub conversations: Arc<AtomicUsize>,
}

impl Smtp {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = Self { address, taken: Arc::default(), hangs: Arc::default(), conversations: Arc::default() };
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
                    std::thread::spawn(move || own.talk(stream));
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

    fn talk(&self, stream: TcpStream) -> Option<()> {
        let mut out = stream.try_clone().ok()?;
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let mut say = move |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).ok();
        let (mut from, mut to) = (String::new(), String::new());
        say("220 mail.qingyi.example ESMTP")?;
        while let Some(line) = lines.next() {
            let verb = line.to_ascii_uppercase();
            let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            if verb.starts_with("EHLO") {
                say("250-mail.qingyi.example")?;
                say("250 8BITMIME")?;
            } else if verb.starts_with("MAIL FROM:") {
                from = address;
                say("250 ok")?;
            } else if verb.starts_with("RCPT TO:") {
                let refused = address.starts_with("refused");
                to = address;
                say(if refused { "550 no such mailbox" } else { "250 ok" })?;
            } else if verb == "DATA" {
                say("354 go on")?;
                let message: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                self.taken.lock().unwrap().push(read(&from, &to, &message));
                say("250 taken")?;
            } else if verb == "QUIT" {
                say("221 bye")?;
                return Some(());
            } else {
                say("250 ok")?;
            }
        }
        None
    }
}

fn read(from: &str, to: &str, message: &[String]) -> Mail {
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
    Mail { from: from.to_owned(), to: to.to_owned(), head, subject, text }
}

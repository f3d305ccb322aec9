//! A real Chromium, spoken to through its own debugging protocol: what a person does with mouse and keyboard, and what stands on the
//! page afterwards. Each person has a window of his own, with cookies of his own.

use super::window::Window;
use crate::server::{Folder, skipped};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tungstenite::{Message, WebSocket, client::client};

const NAMES: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A page that was looked at is not kept for a way back: its script would go on.
    "--disable-features=BackForwardCache",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/// The program.
pub struct Browser {
    child: Child,
    _folder: Folder,
    socket: RefCell<WebSocket<TcpStream>>,
    last: RefCell<u64>,
    /// What went wrong on pages, with the session whose page it was.
    troubles: RefCell<Vec<(String, String)>>,
}

impl Browser {
    /// Starts it; nothing where there is none.
    pub fn start() -> Option<Self> {
        let Some(program) = NAMES.into_iter().find(|name| Path::new(name).exists()) else {
            skipped("chromium");
            return None;
        };
        let folder = Folder::new("browser");
        let profile = format!("--user-data-dir={}", folder.0.join("profile").display());
        let mut child = Command::new(program)
            .args(FLAGS)
            .arg(profile)
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = lines
            .by_ref()
            .find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned))
            .expect("Chromium says where it listens");
        std::thread::spawn(move || lines.for_each(drop));
        let host = address.trim_start_matches("ws://").split('/').next().unwrap();
        let stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let (socket, _) = client(address.as_str(), stream).unwrap();
        Some(Self {
            child,
            _folder: folder,
            socket: RefCell::new(socket),
            last: RefCell::new(0),
            troubles: RefCell::default(),
        })
    }

    /// Asks and waits for the answer; of what the browser tells in between only the troubles are kept.
    pub fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        let answer = self.answer(session, method, params);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same; a page that went away meanwhile has no answer.
    pub fn answer(&self, session: Option<&str>, method: &str, params: Value) -> Result<Value, Value> {
        let id = {
            let mut last = self.last.borrow_mut();
            *last += 1;
            *last
        };
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut socket = self.socket.borrow_mut();
        socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let Message::Text(text) = socket.read().unwrap() else { continue };
            let answer: Value = serde_json::from_str(&text).unwrap();
            if answer["id"] == id {
                return answer.get("error").map_or_else(|| Ok(answer["result"].clone()), |error| Err(error.clone()));
            }
            if let Some(trouble) = trouble(&answer) {
                let session = answer["sessionId"].as_str().unwrap_or_default().to_owned();
                self.troubles.borrow_mut().push((session, trouble));
            }
        }
    }

    /// What went wrong on the pages of a session, until now.
    pub fn troubles(&self, session: &str) -> Vec<String> {
        let all = self.troubles.borrow();
        all.iter().filter(|(whose, _)| whose == session).map(|(_, what)| what.clone()).collect()
    }

    /// A window of somebody who has not been here before.
    pub fn person(&self, server: &str, (width, height): (u32, u32), scripts: bool) -> Window<'_> {
        let context = self.ask(None, "Target.createBrowserContext", json!({}))["browserContextId"].clone();
        let target = json!({"url": "about:blank", "browserContextId": context, "width": width, "height": height});
        let target = self.ask(None, "Target.createTarget", target)["targetId"].clone();
        let attach = json!({"targetId": target, "flatten": true});
        let session = self.ask(None, "Target.attachToTarget", attach)["sessionId"].as_str().unwrap().to_owned();
        let window = Window::new(self, session, server);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            window.ask(&format!("{domain}.enable"), json!({}));
        }
        window.resize((width, height));
        window.ask("Emulation.setScriptExecutionDisabled", json!({"value": !scripts}));
        window
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an event of the browser says went wrong: an error on the console, a report of the content policy, an exception, something
/// that a page wanted and did not get. A page that is itself a refusal has a status above 400 and is none.
fn trouble(event: &Value) -> Option<String> {
    let params = &event["params"];
    let page = || params["type"] == "Document";
    match event["method"].as_str()? {
        "Runtime.exceptionThrown" => Some(params["exceptionDetails"].to_string()),
        "Runtime.consoleAPICalled" if params["type"] == "error" => Some(params["args"].to_string()),
        "Log.entryAdded" if params["entry"]["level"] == "error" && params["entry"]["source"] != "network" => {
            Some(params["entry"].to_string())
        }
        "Network.responseReceived" if !page() && params["response"]["status"].as_i64()? >= 400 => {
            Some(format!("{} answers {}", params["response"]["url"], params["response"]["status"]))
        }
        "Network.loadingFailed" if params["canceled"] != true && params["errorText"] != "net::ERR_ABORTED" => {
            Some(params.to_string())
        }
        _ => None,
    }
}

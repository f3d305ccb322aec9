//! A real Chromium, spoken to through its own debugging protocol: what a person does with mouse and keyboard, and what stands on the
//! page afterwards. Each person has a window of his own, with cookies of his own.

use crate::server::{Folder, skipped};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};
use tungstenite::{Message, WebSocket, client::client};

const NAMES: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/// How often a page is looked at until it is what was waited for; together about 15 seconds.
const LOOKS: usize = 300;

/// Functions by which the driver finds what a person would see.
const FINDERS: &str = r"
    const seen = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
    const said = e => (e.textContent || e.value || '').replace(/\s+/g, ' ').trim();
    const field = words => {
        const marks = [...document.querySelectorAll('label, legend')].filter(e => seen(e));
        const mark = marks.find(e => said(e) === words) || marks.find(e => said(e).startsWith(words));
        if (!mark) { const own = [...document.querySelectorAll('[aria-label]')]; return own.find(e => e.getAttribute('aria-label') === words); }
        return mark.control || mark;
    };
    const press = words => {
        const all = [...document.querySelectorAll('button, a, summary, label, input[type=submit]')].filter(e => seen(e) && !e.classList.contains('unseen'));
        return all.find(e => said(e) === words) || all.find(e => said(e).startsWith(words));
    };
";

/// The program.
pub struct Browser {
    child: Child,
    _folder: Folder,
    socket: RefCell<WebSocket<TcpStream>>,
    last: RefCell<u64>,
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
        Some(Self { child, _folder: folder, socket: RefCell::new(socket), last: RefCell::new(0) })
    }

    /// Asks and waits for the answer; events that come between are not needed.
    fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
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
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    /// A window of somebody who has not been here before.
    pub fn person(&self, server: &str, (width, height): (u32, u32), scripts: bool) -> Window<'_> {
        let context = self.ask(None, "Target.createBrowserContext", json!({}))["browserContextId"].clone();
        let target = json!({"url": "about:blank", "browserContextId": context, "width": width, "height": height});
        let target = self.ask(None, "Target.createTarget", target)["targetId"].clone();
        let attach = json!({"targetId": target, "flatten": true});
        let session = self.ask(None, "Target.attachToTarget", attach)["sessionId"].as_str().unwrap().to_owned();
        let window = Window { browser: self, session, server: server.to_owned() };
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        window.ask("Emulation.setDeviceMetricsOverride", size);
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

/// Somebody's window.
pub struct Window<'a> {
    browser: &'a Browser,
    session: String,
    server: String,
}

impl Window<'_> {
    fn ask(&self, method: &str, params: Value) -> Value {
        self.browser.ask(Some(&self.session), method, params)
    }

    /// The value of an expression on the page; the finders are at hand.
    fn look(&self, expression: &str) -> Value {
        let expression = format!("(() => {{ {FINDERS} return ({expression}); }})()");
        let answer = self.ask("Runtime.evaluate", json!({"expression": expression, "returnByValue": true}));
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    fn wait(&self, what: &str, expression: &str) {
        let (_keep, never) = mpsc::channel::<()>();
        for _ in 0..LOOKS {
            let ready = format!("document.readyState === 'complete' && Boolean({expression})");
            if self.look(&ready) == true {
                return;
            }
            never.recv_timeout(Duration::from_millis(50)).unwrap_or_default();
        }
        panic!("waited in vain for {what}; {} shows: {}", self.path(), self.text());
    }

    /// Opens an address of the county.
    pub fn open(&self, path: &str) {
        self.ask("Page.navigate", json!({"url": format!("{}{path}", self.server)}));
        self.wait(path, "location.href !== 'about:blank'");
    }

    /// The address of the page, without the server.
    pub fn path(&self) -> String {
        let place = self.look("location.href").as_str().unwrap_or_default().to_owned();
        place.trim_start_matches(&self.server).to_owned()
    }

    /// What can be read on the page.
    pub fn text(&self) -> String {
        self.look("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Whether these words can be read.
    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Fails unless all of these can be read.
    pub fn must_show(&self, all: &[&str]) {
        let text = self.text();
        let missing: Vec<&&str> = all.iter().filter(|words| !text.contains(**words)).collect();
        assert!(missing.is_empty(), "{missing:?} not on {}: {text}", self.path());
    }

    /// The number an expression comes to.
    pub fn number(&self, expression: &str) -> i64 {
        self.look(expression).as_i64().unwrap_or(-1)
    }

    fn middle(&self, what: &str, finder: &str) -> (f64, f64) {
        self.wait(what, finder);
        let place = format!(
            "(e => {{ e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})({finder})"
        );
        let place = self.look(&place);
        (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
    }

    fn click(&self, what: &str, finder: &str) {
        let (x, y) = self.middle(what, finder);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses what bears these words and stays on the page.
    pub fn tick(&self, words: &str) {
        self.click(words, &format!("press({})", json!(words)));
    }

    /// Presses what bears these words and waits for the next page.
    pub fn press(&self, words: &str) {
        self.look("window.before = true");
        self.click(words, &format!("press({})", json!(words)));
        self.wait(&format!("the page after {words}"), "!window.before");
    }

    /// Types into the field with this label, in place of what stood there.
    pub fn fill(&self, label: &str, text: &str) {
        self.click(label, &format!("field({})", json!(label)));
        self.look("document.activeElement.select && document.activeElement.select()");
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Takes the choice that begins with these words from the list with this label.
    pub fn choose(&self, label: &str, words: &str) {
        let list = format!("field({})", json!(label));
        self.wait(label, &list);
        let take = format!(
            "(e => {{ const o = [...e.options].find(o => said(o).startsWith({})); if (!o) return false; e.value = o.value; return true; }})({list})",
            json!(words)
        );
        assert_eq!(self.look(&take), true, "{words} is no choice of {label}");
    }

    /// The choices of a list.
    pub fn choices(&self, label: &str) -> Vec<String> {
        let list = format!("[...field({}).options].map(said)", json!(label));
        let all = self.look(&list);
        all.as_array().unwrap().iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    }

    /// What stands in a field.
    pub fn value(&self, label: &str) -> String {
        self.look(&format!("field({}).value", json!(label))).as_str().unwrap_or_default().to_owned()
    }

    /// A key of the keyboard: Tab, Enter.
    pub fn key(&self, key: &str) {
        let text = if key == "Enter" { "\r" } else { "" };
        let code = if key == "Enter" { 13 } else { 9 };
        let down = json!({"type": "keyDown", "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code});
        self.ask("Input.dispatchKeyEvent", down);
        let up = json!({"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code});
        self.ask("Input.dispatchKeyEvent", up);
    }

    /// Types where the cursor is.
    pub fn types(&self, text: &str) {
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Goes on by Tab until an element that answers the expression (of `e`) has the focus.
    pub fn tab_to(&self, what: &str) {
        for _ in 0..200 {
            self.key("Tab");
            if self.look(&format!("(e => Boolean({what}))(document.activeElement)")) == true {
                return;
            }
        }
        panic!("no Tab leads to {what} on {}", self.path());
    }

    /// Presses Enter and waits for the next page.
    pub fn enter(&self) {
        self.look("window.before = true");
        self.key("Enter");
        self.wait("the page after Enter", "!window.before");
    }

    /// The browser's own way back; the page is asked for again if it may not be kept.
    pub fn back(&self) {
        let was = self.path();
        self.look("history.back()");
        self.wait("the page before", &format!("!location.href.endsWith({})", json!(was)));
    }

    /// Signs in through the page.
    pub fn sign_in(&self, account: &str, password: &str) {
        self.open("/sign-in");
        self.fill("账号", account);
        self.fill("口令", password);
        self.press("登录");
        self.must_show(&["工作台"]);
    }
}

//! What a person does in his window, and what he sees there. Things are found by their words, labels and roles.

use super::driver::Browser;
use serde_json::{Value, json};
use std::{path::Path, sync::mpsc, time::Duration};

/// How often a page is looked at until it is what was waited for; together about 15 seconds.
const LOOKS: usize = 300;

/// Functions by which the driver finds what a person would see.
const FINDERS: &str = r#"
    const seen = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
    const said = e => (e.textContent || e.value || '').replace(/\s+/g, ' ').trim();
    const field = words => {
        const marks = [...document.querySelectorAll('label, legend')].filter(e => seen(e));
        const mark = marks.find(e => said(e) === words) || marks.find(e => said(e).startsWith(words));
        if (!mark) { const own = [...document.querySelectorAll('[aria-label]')]; return own.find(e => e.getAttribute('aria-label') === words); }
        return mark.control || mark;
    };
    const offered = e => e.options ? [...e.options] : [...e.closest('fieldset').querySelectorAll('label')];
    const among = (kinds, words) => {
        const all = [...document.querySelectorAll(kinds)].filter(e => seen(e) && !e.classList.contains('unseen'));
        return all.find(e => said(e) === words) || all.find(e => said(e).startsWith(words));
    };
    const press = words => {
        const found = among('button, a, summary, label, input[type=submit]', words);
        return found && found.control && !found.control.classList.contains('unseen') ? found.control : found;
    };
    const row = n => { const drop = among(`button[aria-label="删去第${n}行"]`, ''); return drop && drop.closest('tr'); };
    const labelled = (row, words) => [...row.querySelectorAll('label')].find(e => said(e).startsWith(words));
    const bearing = words => [...document.querySelectorAll('tr')].filter(row => labelled(row, words));
    const cell = (n, words) => { const found = row(n) && labelled(row(n), words) || bearing(words)[n - 1] && labelled(bearing(words)[n - 1], words); return found && found.control; };
"#;

/// Somebody's window.
pub struct Window<'a> {
    browser: &'a Browser,
    session: String,
    server: String,
}

impl<'a> Window<'a> {
    pub fn new(browser: &'a Browser, session: String, server: &str) -> Self {
        Self { browser, session, server: server.to_owned() }
    }
}

impl Window<'_> {
    /// Asks the browser about this window.
    pub fn ask(&self, method: &str, params: Value) -> Value {
        self.browser.ask(Some(&self.session), method, params)
    }

    /// The value of an expression on the page; the finders are at hand.
    pub fn look(&self, expression: &str) -> Value {
        let expression = format!("(() => {{ {FINDERS} return ({expression}); }})()");
        let asked = json!({"expression": expression, "returnByValue": true});
        // Between two pages there is for a moment nothing to look at: then the next one is looked at.
        let answer = (0..4)
            .find_map(|_| self.browser.answer(Some(&self.session), "Runtime.evaluate", asked.clone()).ok())
            .unwrap_or_else(|| self.ask("Runtime.evaluate", asked));
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    fn wait(&self, what: &str, expression: &str) {
        let (_keep, never) = mpsc::channel::<()>();
        for _ in 0..LOOKS {
            let ready = format!("document.readyState === 'complete' && Boolean({expression})");
            if self.look(&ready) == true {
                return self.must_be_quiet();
            }
            never.recv_timeout(Duration::from_millis(50)).unwrap_or_default();
        }
        panic!("waited in vain for {what}; {} shows: {}", self.path(), self.text());
    }

    /// Fails when anything on the pages went wrong: script, content policy, what they wanted from the server.
    pub fn must_be_quiet(&self) {
        let troubles = self.browser.troubles(&self.session);
        assert!(troubles.is_empty(), "{}: {troubles:#?}", self.path());
    }

    /// Makes the window so wide and so high; a narrow one is a phone's.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.ask("Emulation.setDeviceMetricsOverride", size);
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

    /// Opens it again and again until the words can be read: what the clock brings about comes round by round.
    pub fn open_until(&self, path: &str, words: &str) {
        let (_keep, never) = mpsc::channel::<()>();
        for _ in 0..LOOKS {
            self.open(path);
            if self.shows(words) {
                return;
            }
            never.recv_timeout(Duration::from_millis(200)).unwrap_or_default();
        }
        panic!("{path} never showed {words}: {}", self.text());
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

    /// Where a hand would press it: the middle of its first line, and nothing else may lie over it there.
    fn middle(&self, what: &str, finder: &str) -> (f64, f64) {
        self.wait(what, finder);
        let place = format!(
            "(e => {{ e.scrollIntoView({{block: 'center'}}); const r = e.getClientRects()[0]; const x = r.x + r.width / 2, y = r.y + r.height / 2;
                const hit = document.elementFromPoint(x, y); return [x, y, Boolean(hit) && (e.contains(hit) || hit.contains(e) && e.tagName === 'A')]; }})({finder})"
        );
        let place = self.look(&place);
        assert_eq!(
            place[2],
            true,
            "{what} on {} cannot be pressed: something lies over it, or it does not show",
            self.path()
        );
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

    /// Presses the button of a form, not a link of the same words, and waits for the next page.
    pub fn submit(&self, words: &str) {
        self.look("window.before = true");
        self.click(words, &format!("among('main button', {})", json!(words)));
        self.wait(&format!("the page after {words}"), "!window.before");
    }

    /// Presses the button whose name says these words to whoever hears the page, and waits for the next page.
    pub fn press_named(&self, name: &str) {
        self.look("window.before = true");
        self.click(
            name,
            &format!(
                "[...document.querySelectorAll('[aria-label]')].find(e => e.getAttribute('aria-label') === {})",
                json!(name)
            ),
        );
        self.wait(&format!("the page after {name}"), "!window.before");
    }

    /// The row of a table in which these words stand, its cells apart by tabs.
    pub fn row(&self, words: &str) -> String {
        let found = format!(
            "[...document.querySelectorAll('main tbody tr')].find(e => e.innerText.includes({}))",
            json!(words)
        );
        self.wait(words, &found);
        let cells = format!("[...({found}).cells].map(said).join('\\t')");
        self.look(&cells).as_str().unwrap_or_default().to_owned()
    }

    /// Types into a row of a table: under the head with these words.
    pub fn fill_row(&self, row: usize, head: &str, text: &str) {
        self.click(&format!("{head} of row {row}"), &format!("cell({row}, {})", json!(head)));
        self.look("document.activeElement.select && document.activeElement.select()");
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Ticks a box in a row of a table.
    pub fn tick_row(&self, row: usize, head: &str) {
        self.click(&format!("{head} of row {row}"), &format!("cell({row}, {})", json!(head)));
        assert_eq!(
            self.look(&format!("cell({row}, {}).checked", json!(head))),
            true,
            "{head} of row {row} cannot be ticked"
        );
    }

    /// Adds a row to the table with this heading, where a form has several.
    pub fn add_row(&self, table: &str) {
        let within = format!("field({}).closest('fieldset')", json!(table));
        let add = format!("[...{within}.querySelectorAll('button')].find(e => said(e) === '增加一行')");
        let rows = format!("{within}.querySelectorAll('tbody tr').length");
        let before = self.number(&rows);
        self.click(&format!("增加一行 of {table}"), &add);
        self.wait(&format!("a row of {table}"), &format!("{rows} > {before}"));
    }

    /// What stands in a row of a table.
    pub fn row_value(&self, row: usize, head: &str) -> String {
        self.look(&format!("cell({row}, {}).value", json!(head))).as_str().unwrap_or_default().to_owned()
    }

    /// How many rows the tables to fill have.
    pub fn rows(&self) -> i64 {
        self.number("document.querySelectorAll('button[aria-label^=\"删去第\"]').length")
    }

    /// Lays a file into the field with this label, as a person does who picks it in the dialog.
    pub fn attach(&self, label: &str, file: &Path) {
        let field = format!("(() => {{ {FINDERS} return field({}); }})()", json!(label));
        let found = self.ask("Runtime.evaluate", json!({"expression": field}));
        let files = json!({"files": [file.to_str().unwrap()], "objectId": found["result"]["objectId"]});
        self.ask("DOM.setFileInputFiles", files);
    }

    /// Pastes into the field that has the focus what a spreadsheet copied, and waits for the next page.
    pub fn paste(&self, text: &str) {
        let paste = format!(
            "(() => {{ window.before = true; const copied = new DataTransfer(); copied.setData('text/plain', {});
             const event = new ClipboardEvent('paste', {{clipboardData: copied, bubbles: true, cancelable: true}});
             return document.activeElement.dispatchEvent(event); }})()",
            json!(text)
        );
        assert_eq!(self.look(&paste), false, "the page leaves the pasted rows to the browser");
        self.wait("the page with the rows", "!window.before");
    }

    /// The suggestions under the field that has the focus, once there are any.
    pub fn suggestions(&self) -> Vec<String> {
        self.wait("suggestions", "document.activeElement.list && document.activeElement.list.options.length");
        let all = self.look("[...document.activeElement.list.options].map(o => o.value)");
        all.as_array().unwrap().iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    }

    /// Types into the field with this label, in place of what stood there.
    pub fn fill(&self, label: &str, text: &str) {
        self.click(label, &format!("field({})", json!(label)));
        self.look("document.activeElement.select && document.activeElement.select()");
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Takes the choice that begins with these words from the list, or the few buttons, with this label.
    pub fn choose(&self, label: &str, words: &str) {
        self.take(label, &format!("field({})", json!(label)), words);
    }

    /// The same in a row of a table.
    pub fn choose_row(&self, row: usize, head: &str, words: &str) {
        self.take(&format!("{head} of row {row}"), &format!("cell({row}, {})", json!(head)), words);
    }

    fn take(&self, label: &str, list: &str, words: &str) {
        self.wait(label, list);
        let take = format!(
            "(e => {{ const o = offered(e).find(o => said(o).startsWith({})); if (!o) return false; if (o.control) o.control.click(); else e.value = o.value; return true; }})({list})",
            json!(words)
        );
        assert_eq!(self.look(&take), true, "{words} is no choice of {label}");
    }

    /// The choices of a list.
    pub fn choices(&self, label: &str) -> Vec<String> {
        let list = format!("offered(field({})).map(said)", json!(label));
        let all = self.look(&list);
        all.as_array().unwrap().iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    }

    /// What stands in a field.
    pub fn value(&self, label: &str) -> String {
        self.look(&format!("field({}).value", json!(label))).as_str().unwrap_or_default().to_owned()
    }

    /// A key of the keyboard: Tab, Enter, ArrowDown, the space bar.
    pub fn key(&self, key: &str) {
        let (text, code) = match key {
            "Enter" => ("\r", 13),
            "ArrowDown" => ("", 40),
            " " => (" ", 32),
            _ => ("", 9),
        };
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

    /// The page on paper, in the size that its stylesheet says.
    pub fn printed(&self) -> Vec<u8> {
        bytes(&self.ask("Page.printToPDF", json!({"preferCSSPageSize": true}))["data"])
    }

    /// What the window shows, as a picture.
    pub fn picture(&self) -> Vec<u8> {
        bytes(&self.ask("Page.captureScreenshot", json!({"format": "png"}))["data"])
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

/// Bytes as the protocol carries them.
fn bytes(data: &Value) -> Vec<u8> {
    data_encoding::BASE64.decode(data.as_str().unwrap().as_bytes()).unwrap()
}

//! A county behind its real server, spoken to through the API.

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::Duration,
};

static SERIAL: AtomicU64 = AtomicU64::new(1);

/// A folder of its own, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zhunsheng-{name}-{}-{serial}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The databases on which a scenario runs: SQLite always, PostgreSQL where it is.
pub fn databases(folder: &Folder) -> Vec<String> {
    let mut urls = vec![format!("sqlite:{}", folder.0.join("county.db").display())];
    match postgres() {
        Some(url) => urls.push(url),
        None => skipped("PostgreSQL"),
    }
    urls
}

/// A fresh database on the PostgreSQL server that CI or the developer names in `ZHUNSHENG_TEST_POSTGRES`.
pub fn postgres() -> Option<String> {
    let server = setting("ZHUNSHENG_TEST_POSTGRES")?;
    let name = format!("county_{}_{}", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
    let (base, _) = server.rsplit_once('/').unwrap();
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).unwrap();
    Some(format!("{base}/{name}"))
}

/// What CI tells the tests.
#[expect(clippy::disallowed_methods, reason = "tests are told by their surroundings what must be there")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub fn skipped(what: &str) {
    assert!(setting("ZHUNSHENG_REQUIRE_ALL").is_none(), "{what} is required here and was not found");
    eprintln!("skipped: {what} not found");
}

/// The command itself.
pub fn zhunsheng() -> Command {
    Command::new(env!("CARGO_BIN_EXE_zhunsheng"))
}

/// What serves: the command, or this process.
enum Process {
    Command(Child),
    Here(Option<(tokio::sync::oneshot::Sender<()>, JoinHandle<()>)>),
}

/// A running server.
pub struct Server {
    process: Process,
    pub address: String,
    pub folder: PathBuf,
    said: Mutex<mpsc::Receiver<String>>,
    agent: ureq::Agent,
}

impl Server {
    /// Makes a county without a past (units, posts, people, accounts) and serves it with its clock set to `today`.
    pub fn demo(folder: &Folder, database: &str, today: &str) -> Self {
        Self::start(folder, &["demo", "--years", "0", "--database", database, "--today", today])
    }

    /// Starts the command with the folder's data and keys on a free port and waits until it says where it listens.
    pub fn start(folder: &Folder, args: &[&str]) -> Self {
        Self::start_by(zhunsheng(), folder, args)
    }

    /// The same, with the command put together by the caller.
    pub fn start_by(mut command: Command, folder: &Folder, args: &[&str]) -> Self {
        let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
        let mut child = command
            .args(args)
            .args(["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned))
            .expect("the server says where it listens");
        let (tell, said) = mpsc::channel();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(tell.send(line))));
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { process: Process::Command(child), address, folder: data, said: Mutex::new(said), agent: config.into() }
    }

    /// An application of the test's own, served by this process; `accounts.json` lies in the folder's data.
    pub fn within(app: web::app::App, folder: &Folder) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let serving = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                web::server::serve_until(app, listener, async { drop(stopped.await) }).await;
            });
        });
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        let process = Process::Here(Some((stop, serving)));
        let said = Mutex::new(mpsc::channel().1);
        Self { process, address, folder: folder.0.join("data"), said, agent: config.into() }
    }

    fn child(&mut self) -> &mut Child {
        match &mut self.process {
            Process::Command(child) => child,
            Process::Here(_) => panic!("served by this process"),
        }
    }

    /// The next line it prints, after the one that says where it listens, that holds this word.
    pub fn said(&self, word: &str) -> String {
        loop {
            let line = self.said.lock().unwrap().recv_timeout(Duration::from_secs(30)).expect(word);
            if line.contains(word) {
                return line;
            }
        }
    }

    /// Signs in: the token.
    pub fn token(&self, account: &str, password: &str) -> String {
        let body = json!({"account": account, "password": password});
        let (status, answer) = self.send("POST", "/api/v1/session", None, None, Some(&body));
        assert_eq!(status, 201, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    /// Whoever holds this token.
    pub fn person(&self, token: String) -> Person<'_> {
        Person { server: self, token, entry: Value::Null }
    }

    /// Signs in with an account of the demo and returns its token.
    pub fn sign_in(&self, account: &str) -> Person<'_> {
        let accounts: Value =
            serde_json::from_str(&fs::read_to_string(self.folder.join("accounts.json")).unwrap()).unwrap();
        let entry = accounts
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["account"] == account)
            .unwrap_or_else(|| panic!("{account}"));
        let body = json!({"account": account, "password": entry["password"]});
        let (status, answer) = self.send("POST", "/api/v1/session", None, None, Some(&body));
        assert_eq!(status, 201, "{answer}");
        Person { server: self, token: answer["token"].as_str().unwrap().to_owned(), entry: entry.clone() }
    }

    /// One request; answers are JSON, an empty body is null.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> (u16, Value) {
        self.try_send(method, path, token, key, body).expect("an answer")
    }

    /// The same; nothing when no answer comes.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> Option<(u16, Value)> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let bytes = body.map(|body| serde_json::to_vec(body).unwrap()).unwrap_or_default();
        let request = request.header("content-type", "application/json").body(bytes).unwrap();
        let mut response = self.agent.run(request).ok()?;
        let text = response.body_mut().read_to_string().ok()?;
        Some((response.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// One request for a page, as a browser that follows no redirect: status, where it leads, text.
    pub fn page(&self, token: &str, path: &str, form: Option<String>) -> (u16, String, String) {
        self.browse(token, path, form.map(String::into_bytes), "application/x-www-form-urlencoded")
    }

    fn browse(&self, token: &str, path: &str, form: Option<Vec<u8>>, media: &str) -> (u16, String, String) {
        let method = if form.is_some() { "POST" } else { "GET" };
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header("cookie", format!("zhunsheng={token}"))
            .header("content-type", media)
            .body(form.unwrap_or_default())
            .unwrap();
        let mut response = self.agent.run(request).unwrap();
        let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let text = response.body_mut().with_config().limit(32 << 20).read_to_string().unwrap();
        (response.status().as_u16(), to, text)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        match &self.process {
            Process::Command(child) => child.id(),
            Process::Here(_) => std::process::id(),
        }
    }

    /// Asks the server to stop, and waits; returns its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child().id().to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()));
        self.wait()
    }

    /// Waits for its end; returns its exit code.
    pub fn wait(&mut self) -> Option<i32> {
        self.child().wait().unwrap().code()
    }

    /// Kills the server as a power cut would.
    pub fn kill(&mut self) {
        match &mut self.process {
            Process::Command(child) => {
                let _ = child.kill();
                let _ = child.wait();
            }
            Process::Here(serving) => {
                // Connections kept open by the client would make it wait.
                self.agent = ureq::Agent::new_with_defaults();
                if let Some((stop, thread)) = serving.take() {
                    let _ = stop.send(());
                    let _ = thread.join();
                }
            }
        }
    }
}
impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Somebody who has signed in.
pub struct Person<'a> {
    server: &'a Server,
    pub token: String,
    pub entry: Value,
}

impl Person<'_> {
    /// Id of the cadre behind the account.
    pub fn id(&self) -> &str {
        self.entry["person"].as_str().unwrap()
    }
    /// The same, or an id of nobody for an account behind which no person stands.
    pub fn id_or_unknown(&self) -> &str {
        self.entry["person"].as_str().unwrap_or("nobody")
    }
    /// A file to be saved: status, disposition, bytes.
    pub fn bytes(&self, path: &str) -> (u16, String, Vec<u8>) {
        let request = ureq::http::Request::get(format!("{}{path}", self.server.address))
            .header("cookie", format!("zhunsheng={}", self.token))
            .body(())
            .unwrap();
        let mut response = self.server.agent.run(request).unwrap();
        let name = response.headers().get("content-disposition").map(|name| name.to_str().unwrap().to_owned());
        let bytes = response.body_mut().with_config().limit(32 << 20).read_to_vec().unwrap();
        (response.status().as_u16(), name.unwrap_or_default(), bytes)
    }
    /// A page: status, where it leads, text.
    pub fn page(&self, path: &str, form: Option<String>) -> (u16, String, String) {
        self.server.page(&self.token, path, form)
    }
    /// A form sent in parts whose boundary is `b`.
    pub fn upload(&self, path: &str, parts: String) -> (u16, String, String) {
        self.upload_bytes(path, parts.into_bytes())
    }
    /// The same with parts that are no text.
    pub fn upload_bytes(&self, path: &str, parts: Vec<u8>) -> (u16, String, String) {
        self.server.browse(&self.token, path, Some(parts), "multipart/form-data; boundary=b")
    }
    /// A download: status and bytes.
    pub fn download(&self, path: &str) -> (u16, Vec<u8>) {
        let request = ureq::http::Request::get(format!("{}{path}", self.server.address))
            .header("cookie", format!("zhunsheng={}", self.token));
        let mut response = self.server.agent.run(request.body(Vec::new()).unwrap()).unwrap();
        let bytes = response.body_mut().with_config().limit(32 << 20).read_to_vec().unwrap();
        (response.status().as_u16(), bytes)
    }
    pub fn get(&self, path: &str) -> (u16, Value) {
        self.server.send("GET", path, Some(&self.token), None, None)
    }
    pub fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let key = format!("test-{}", SERIAL.fetch_add(1, Ordering::Relaxed));
        self.server.send("POST", path, Some(&self.token), Some(&key), Some(body))
    }
    /// Opens a matter.
    pub fn open(&self, kind: &str, action: Value) -> (u16, Value) {
        self.post("/api/v1/matters", &json!({"kind": kind, "action": action}))
    }
    /// Acts on a matter as last seen.
    pub fn act(&self, id: &str, after: i64, action: Value) -> (u16, Value) {
        self.post(&format!("/api/v1/matters/{id}/actions"), &json!({"after": after, "action": action}))
    }
    /// Acts on a matter as it is now, and expects it to go through.
    pub fn does(&self, id: &str, action: Value) -> Value {
        let (status, matter) = self.get(&format!("/api/v1/matters/{id}"));
        assert_eq!(status, 200, "{matter}");
        let (status, answer) = self.act(id, matter["n"].as_i64().unwrap(), action.clone());
        assert_eq!(status, 200, "{action} → {answer}");
        answer
    }
    /// Acts on a matter as it is now, and expects a refusal; returns status and code.
    pub fn is_refused(&self, id: &str, action: Value) -> (u16, String) {
        let (_, matter) = self.get(&format!("/api/v1/matters/{id}"));
        let (status, answer) = self.act(id, matter["n"].as_i64().unwrap_or_default(), action.clone());
        assert!(status >= 400, "{action} → {answer}");
        (status, answer["refusal"]["code"].as_str().unwrap_or_default().to_owned())
    }
}

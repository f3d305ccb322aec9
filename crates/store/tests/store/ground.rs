//! Where the tests stand: a county in memory, on a SQLite file and, where its programs are found, on PostgreSQL.

use crate::toy::CATALOGUE;
use engine::{
    access::{Actor, Hat, Role},
    policy::Policy,
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};
use store::{Answer, County, Database, Failure, IdSource, Request, Settings, Target};

pub const COUNTY: &str = "341899";

/// A folder of its own for each county, gone at the end.
pub struct Folder(pub PathBuf);
impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("zhunsheng-store-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Ground {
    pub county: Option<County>,
    pub address: String,
    pub folder: Folder,
}

impl std::ops::Deref for Ground {
    type Target = County;
    fn deref(&self) -> &County {
        self.county.as_ref().unwrap()
    }
}

impl Ground {
    pub fn sqlite() -> Self {
        let folder = Folder::new();
        let address = format!("sqlite:{}", folder.0.join("county.db").display());
        let mut ground = Self { county: None, address, folder };
        ground.open();
        ground
    }
    pub fn postgres() -> Option<Self> {
        let server = server()?;
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("county{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&server.address("postgres"), postgres::NoTls).unwrap();
        client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let mut ground = Self { county: None, address: server.address(&name), folder: Folder::new() };
        ground.open();
        Some(ground)
    }
    pub fn try_open(&self, policy: Policy) -> Result<County, store::OpenError> {
        self.open_on(Database::open(&self.address)?, policy)
    }
    /// Opens a county whose file may not grow beyond so many pages.
    pub fn open_limited(&mut self, pages: u32) {
        let database = Database::open(&self.address).unwrap().limited(pages);
        self.county = Some(self.open_on(database, Policy::default()).unwrap());
    }
    fn open_on(&self, database: Database, policy: Policy) -> Result<County, store::OpenError> {
        County::open(Settings {
            database,
            keys: self.folder.0.join("keys"),
            data: self.folder.0.join("data"),
            county: COUNTY.into(),
            catalogue: &CATALOGUE,
            policy,
            ids: IdSource::seeded(7),
            relaxed: false,
        })
    }
    pub fn open(&mut self) {
        self.county = Some(self.try_open(Policy::default()).unwrap());
    }
    pub fn close(&mut self) {
        self.county = None;
    }
    /// Runs SQL behind the program's back.
    pub fn tamper(&self, sql: &str) {
        if let Some(path) = self.address.strip_prefix("sqlite:") {
            rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
        } else {
            postgres::Client::connect(&self.address, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
        }
    }
    pub fn number(&self, sql: &str) -> i64 {
        if let Some(path) = self.address.strip_prefix("sqlite:") {
            rusqlite::Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
        } else {
            let mut client = postgres::Client::connect(&self.address, postgres::NoTls).unwrap();
            client.query_one(sql, &[]).unwrap().get(0)
        }
    }
    /// The first column of an answer, as text.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        if let Some(path) = self.address.strip_prefix("sqlite:") {
            let link = rusqlite::Connection::open(path).unwrap();
            let mut statement = link.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        } else {
            let mut client = postgres::Client::connect(&self.address, postgres::NoTls).unwrap();
            client.query(sql, &[]).unwrap().iter().map(|row| row.get(0)).collect()
        }
    }
    pub fn is_postgres(&self) -> bool {
        self.address.starts_with("postgres")
    }
}

/// Runs a test on both databases.
pub fn everywhere(test: impl Fn(&mut Ground)) {
    test(&mut Ground::sqlite());
    if let Some(mut ground) = Ground::postgres() {
        test(&mut ground);
    }
}

pub fn at(text: &str) -> jiff::Timestamp {
    format!("{text}+08:00").parse().unwrap()
}

pub fn now() -> jiff::Timestamp {
    at("2026-05-06T09:00:00")
}

pub fn clerk() -> Actor {
    Actor {
        account: "clerk".into(),
        person: None,
        hats: vec![Hat::Role(Role::SectionClerk)],
        behalf: None,
        untouchables: vec![],
    }
}

pub fn head() -> Actor {
    Actor { account: "head".into(), hats: vec![Hat::Role(Role::SectionHead)], ..clerk() }
}

pub fn someone(person: &str) -> Actor {
    let person = PersonId(person.into());
    Actor {
        account: person.0.clone(),
        hats: vec![Hat::Person(person.clone())],
        untouchables: vec![person.clone()],
        person: Some(person),
        behalf: None,
    }
}

pub fn request(actor: Actor, target: Target, action: Value) -> Request {
    Request { actor, moment: now(), day: None, target, action, key: None }
}

pub fn open_errand(person: &str, task: &str, from: &str) -> Request {
    let action = json!({"verb": "open", "person": person, "unit": "u1", "task": task, "from": from, "days": 2});
    request(clerk(), Target::new("errand"), action)
}

pub fn act(county: &County, actor: Actor, id: &str, after: i64, action: Value) -> Result<Answer, Failure> {
    county.act(request(actor, Target::existing(id, after), action))
}

pub fn finish(county: &County, answer: &Answer, note: &str) -> Result<Answer, Failure> {
    act(county, clerk(), &answer.id, answer.n, json!({"verb": "finish", "note": note}))
}

pub fn enter(county: &County, id: &str, fields: Value) -> Answer {
    let mut action = json!({"verb": "enter"});
    action.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let target = Target::New { kind: "roster".into(), id: Some(MatterId(id.into())), reaction_key: None };
    county.act(request(clerk(), target, action)).unwrap()
}

/// A township with a chief, his wife, and a subordinate unit.
pub fn people(county: &County) {
    enter(county, "u1", json!({"what": "unit", "name": "云亭镇", "order": 3}));
    enter(county, "u2", json!({"what": "unit", "name": "云亭镇财政所", "unit": "u1", "order": 4}));
    enter(county, "s1", json!({"what": "post", "name": "党委书记", "unit": "u1", "chief": true, "order": 1}));
    enter(county, "p1", json!({"what": "person", "name": "翟明远", "tenure_of": "s1", "order": 1}));
    enter(county, "p2", json!({"what": "person", "name": "苏婉", "relative": "p1", "order": 2}));
    enter(county, "a1", json!({"what": "account", "name": "zhai", "person": "p1", "role": "reader"}));
}

pub struct Server {
    port: u16,
    folder: PathBuf,
    bin: PathBuf,
}
impl Server {
    pub fn address(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let program = self.bin.join(program);
        let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"));
        let mut command = if root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .args(arguments)
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
    pub fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.folder.display().to_string(), "-m", "immediate", "stop"]);
    }
    pub fn start(&self) -> bool {
        let (data, port) = (self.folder.display().to_string(), self.port);
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"
        );
        self.run("pg_ctl", &["-D", &data, "-w", "-l", &format!("{data}.log"), "-o", &options, "start"])
    }
    pub fn new() -> Option<Self> {
        let bin = binaries()?;
        let folder = env::temp_dir().join(format!("zhunsheng-pg-{}-{}", std::process::id(), free_port()));
        let server = Self { port: free_port(), folder, bin };
        let data = server.folder.display().to_string();
        let made = server
            .run("initdb", &["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        assert!(made && server.start(), "PostgreSQL did not start");
        Some(server)
    }
}
impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_file(self.folder.with_extension("log"));
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn binaries() -> Option<PathBuf> {
    let named = env::var_os("PGBIN").map(PathBuf::from);
    let debian =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let found = named.into_iter().chain(debian).find(|bin| Path::new(bin).join("initdb").exists());
    if found.is_none() {
        assert!(env::var_os("ZHUNSHENG_REQUIRE_ALL").is_none_or(|all| all != "1"), "PostgreSQL not found");
        println!("skipped: PostgreSQL not found");
    }
    found
}

/// One server for all tests; the last test to end stops it by its watcher.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static STARTING: Mutex<()> = Mutex::new(());
    let _one = STARTING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    SERVER
        .get_or_init(|| {
            let server = Server::new()?;
            // A static is never dropped: a shell waits for the end of this process and cleans up.
            let (pid, data) = (std::process::id(), server.folder.display().to_string());
            let stop = format!(
                "while kill -0 {pid} 2>/dev/null; do sleep 0.2; done; kill -QUIT $(head -1 {data}/postmaster.pid); sleep 0.5; rm -rf {data} {data}.log"
            );
            let behind = format!("({stop}) </dev/null >/dev/null 2>&1 &");
            assert!(Command::new("sh").args(["-c", &behind]).status().is_ok_and(|status| status.success()));
            Some(server)
        })
        .as_ref()
}

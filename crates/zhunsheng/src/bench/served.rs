//! The program itself as a server in a process of its own, so that its time and memory are its own.

use crate::out::Fault;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Clock ticks of a second in `/proc`: fixed for programs since Linux 2.6.
const TICKS: f64 = 100.0;

/// A running server.
pub struct Served {
    child: Child,
    address: String,
    agent: ureq::Agent,
    /// From its start to the first readiness.
    pub started: Duration,
}

/// An answer: status and text.
pub type Page = (u16, String);

impl Served {
    /// Starts it and waits until it is ready.
    ///
    /// # Errors
    /// It does not start or does not say where it listens.
    pub fn start(database: &str, folder: &Path, today: &str) -> Result<Self, Fault> {
        let broken = |error: std::io::Error| Fault::usage(format!("不能启动服务：{error}。"));
        let began = now();
        let mut child = Command::new(std::env::current_exe().map_err(broken)?)
            .args(["serve", "--test", "--listen", "127.0.0.1:0", "--today", today, "--database", database, "--data"])
            .arg(folder.join("data"))
            .arg("--keys")
            .arg(folder.join("keys"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(broken)?;
        let mut lines = child.stdout.take().map(|out| BufReader::new(out).lines()).into_iter().flatten();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned))
            .ok_or_else(|| Fault::finding("服务没有启动。"))?;
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        let mut served = Self { child, address, agent: config.into(), started: Duration::ZERO };
        let ready = |served: &Self| matches!(served.agent.get(format!("{}/readyz", served.address)).call(), Ok(answer) if answer.status() == 200);
        while !ready(&served) {
            if began.elapsed() > Duration::from_secs(60) {
                return Err(Fault::finding("服务没有就绪。"));
            }
        }
        served.started = began.elapsed();
        Ok(served)
    }

    /// A page, as a browser with this session asks for it.
    ///
    /// # Errors
    /// No answer.
    pub fn page(&self, token: &str, path: &str) -> Result<Page, Fault> {
        let request = ureq::http::Request::get(format!("{}{path}", self.address));
        self.ask(request.header("cookie", format!("zhunsheng={token}")), Vec::new())
    }

    /// An action at the API.
    ///
    /// # Errors
    /// No answer.
    pub fn act(&self, token: &str, path: &str, key: &str, body: &Value) -> Result<Page, Fault> {
        let request = ureq::http::Request::post(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {token}"))
            .header("idempotency-key", key)
            .header("content-type", "application/json");
        self.ask(request, body.to_string().into_bytes())
    }

    fn ask(&self, request: ureq::http::request::Builder, body: Vec<u8>) -> Result<Page, Fault> {
        let broken = |error: String| Fault::finding(format!("服务没有答复：{error}。"));
        let request = request.body(body).map_err(|error| broken(error.to_string()))?;
        let mut answer = self.agent.run(request).map_err(|error| broken(error.to_string()))?;
        let text = answer.body_mut().read_to_string().map_err(|error| broken(error.to_string()))?;
        Ok((answer.status().as_u16(), text))
    }

    /// Seconds of processor time it has used so far, where the system tells.
    pub fn processor(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let (_, rest) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        Some((ticks(11)? + ticks(12)?) / TICKS)
    }

    /// Megabytes of it in memory now, where the system tells.
    pub fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}

/// The moment, for durations only.
#[expect(clippy::disallowed_methods, reason = "the bench measures durations")]
pub fn now() -> Instant {
    Instant::now()
}

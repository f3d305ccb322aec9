//! A PostgreSQL server of the test's own, which it may stop as it likes.

use crate::server::{Folder, skipped};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub struct Cluster {
    bin: PathBuf,
    data: PathBuf,
    port: u16,
    _folder: Folder,
}

impl Cluster {
    /// A running server, where its programs are found.
    pub fn new() -> Option<Self> {
        let Some(bin) = binaries() else {
            skipped("PostgreSQL's own programs");
            return None;
        };
        let folder = Folder::new("cluster");
        open_to_all(&folder.0);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let cluster = Self { bin, data: folder.0.join("data"), port, _folder: folder };
        let data = cluster.data.to_str().unwrap();
        let made = cluster
            .run("initdb", &["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        assert!(made && cluster.start(), "PostgreSQL did not start");
        Some(cluster)
    }

    /// A second server that has everything this one has: from now on this one answers only when both have it.
    pub fn standby(&self) -> Self {
        let folder = Folder::new("standby");
        open_to_all(&folder.0);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let standby = Self { bin: self.bin.clone(), data: folder.0.join("data"), port, _folder: folder };
        let from = format!("host=127.0.0.1 port={} user=postgres application_name=second", self.port);
        let copied = standby.run(
            "pg_basebackup",
            &["-R", "-c", "fast", "-X", "stream", "-d", &from, "-D", standby.data.to_str().unwrap()],
        );
        assert!(copied && standby.start(), "the standby did not start");
        let mut first = self.client();
        first.batch_execute("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (second)'").unwrap();
        first.batch_execute("SELECT pg_reload_conf()").unwrap();
        // The server says so itself as soon as it waits for the other one.
        let together = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        while first.query_one(together, &[]).unwrap().get::<_, i64>(0) == 0 {
            first.batch_execute("SELECT pg_sleep(0.05)").unwrap();
        }
        standby
    }

    /// The standby becomes the server that is written to.
    pub fn promote(&self) -> bool {
        self.run("pg_ctl", &["-D", self.data.to_str().unwrap(), "-w", "promote"])
    }

    pub fn client(&self) -> postgres::Client {
        postgres::Client::connect(&self.address(), postgres::NoTls).unwrap()
    }

    /// Both under one address: whichever can be written to is meant.
    pub fn address_with(&self, other: &Self) -> String {
        let hosts = format!("127.0.0.1:{},127.0.0.1:{}", self.port, other.port);
        format!("postgres://postgres@{hosts}/postgres?target_session_attrs=read-write&connect_timeout=3")
    }

    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub fn start(&self) -> bool {
        let data = self.data.to_str().unwrap();
        let options =
            format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off", self.port);
        self.run("pg_ctl", &["-D", data, "-w", "-l", &format!("{data}.log"), "-o", &options, "start"])
    }

    /// Ends it without a word to anybody connected.
    pub fn stop(&self) {
        self.run("pg_ctl", &["-D", self.data.to_str().unwrap(), "-m", "immediate", "stop"]);
    }

    /// Runs one of its programs; it refuses to be run by root.
    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let program = self.bin.join(program);
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"));
        let mut command = if is_root { Command::new("runuser") } else { Command::new(&program) };
        if is_root {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        let command = command.args(arguments).current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(unix)]
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
}
#[cfg(not(unix))]
fn open_to_all(_: &Path) {}

fn binaries() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    installed.map(|entry| entry.path().join("bin")).find(|bin| bin.join("initdb").exists())
}

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

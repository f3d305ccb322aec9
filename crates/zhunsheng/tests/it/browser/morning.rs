//! A county without a past, and people at their windows.

use super::{driver::Browser, window::Window};
use crate::server::{Folder, Server};

pub const PASSWORD: &str = "Qingyi-Demo-2026";
pub const DESK: (u32, u32) = (1366, 768);
pub const PHONE: (u32, u32) = (390, 844);

/// A county behind its server, which can be stopped and begun again at a later hour.
pub struct Morning {
    pub server: Server,
    database: String,
    folder: Folder,
    _kept: Folder,
}

impl Morning {
    /// On a database in a file.
    pub fn new(name: &str, today: &str) -> Self {
        let kept = Folder::new(&format!("{name}-db"));
        let database = format!("sqlite:{}", kept.0.join("county.db").display());
        Self::on(name, database, kept, today)
    }

    /// On a PostgreSQL server.
    pub fn on_postgres(name: &str, database: String, today: &str) -> Self {
        Self::on(name, database, Folder::new(&format!("{name}-db")), today)
    }

    fn on(name: &str, database: String, kept: Folder, today: &str) -> Self {
        let folder = Folder::new(name);
        let server = Server::demo(&folder, &database, today);
        Self { server, database, folder, _kept: kept }
    }

    /// The same county at a later hour. Everybody signs in anew.
    pub fn later(&mut self, today: &str) {
        self.server.stop();
        self.server = Server::start(&self.folder, &["demo", "--database", &self.database, "--today", today]);
    }

    /// Somebody at his window, signed in.
    pub fn person<'a>(&self, browser: &'a Browser, account: &str, size: (u32, u32), scripts: bool) -> Window<'a> {
        let window = browser.person(&self.server.address, size, scripts);
        window.sign_in(account, PASSWORD);
        window
    }

    /// What an account's holder is called.
    pub fn name(&self, account: &str) -> String {
        self.server.sign_in(account).entry["name"].as_str().unwrap().to_owned()
    }

    /// A paper of his to lay into a form.
    pub fn paper(&self, name: &str, text: &str) -> std::path::PathBuf {
        let path = self.folder.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

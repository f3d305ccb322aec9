//! What leaves the house by itself: the daily digest by mail, and the webhook. Each has a thread of its own that only reads and notes how
//! far it has come: a mail server or a receiver that hangs keeps nobody waiting at the desk.

mod digest;
mod hook;
mod mail;

use crate::{
    args::Outgoing as Args,
    clock::Clock,
    out::{Fault, complain},
};
use hook::Hooks;
use mail::Mail;
use std::{
    fs,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel},
    },
    thread::JoinHandle,
    time::Duration,
};
use store::County;
use web::outgoing::{Delivered, Outgoing};

/// The ways that the keeper has set up.
pub struct Ways {
    site: String,
    domains: Vec<String>,
    digest_at: i8,
    mail: Option<Mail>,
    hooks: Option<Hooks>,
    delivered: Arc<Delivered>,
}

/// The ways under way.
pub struct Running(Vec<(Sender<()>, JoinHandle<()>)>);

impl Running {
    /// Lets each end what it has in hand.
    pub fn stop(self) {
        let (told, threads): (Vec<_>, Vec<_>) = self.0.into_iter().unzip();
        drop(told);
        threads.into_iter().for_each(|thread| thread.join().unwrap_or_default());
    }
}

/// Whether it is time to end, asked between two deliveries.
pub(crate) struct Until(Receiver<()>);

impl Until {
    /// Whether the server stops.
    pub(crate) fn is_over(&self) -> bool {
        !matches!(self.0.try_recv(), Err(TryRecvError::Empty))
    }

    /// Waits; whether it is still to go on.
    fn rest(&self, time: Duration) -> bool {
        self.0.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
    }
}

impl Ways {
    /// Reads the settings.
    ///
    /// # Errors
    /// A sentence about the setting that does not fit.
    pub fn of(args: &Args, address: &SocketAddr) -> Result<Self, Fault> {
        let delivered = Arc::<Delivered>::default();
        let site = match &args.site {
            Some(site) => address_of("--site", site)?,
            None => format!("http://{address}"),
        };
        if !(0..24).contains(&args.digest_at) {
            return Err(Fault::usage(format!("--digest-at {} 不是钟点，请写0至23。", args.digest_at)));
        }
        let mail = args.smtp.as_deref().map(|server| Mail::of(server, args, &delivered)).transpose()?;
        let hooks = if args.hooks.is_empty() { None } else { Some(Hooks::of(args, &site, &delivered)?) };
        let (domains, digest_at) = (args.mail_domains.clone(), args.digest_at);
        Ok(Self { site, domains, digest_at, mail, hooks, delivered })
    }

    /// What the pages know of it.
    #[must_use]
    pub fn told(&self) -> Outgoing {
        Outgoing {
            site: self.site.clone(),
            digest_at: self.mail.is_some().then_some(self.digest_at),
            domains: self.domains.clone(),
            delivered: Arc::clone(&self.delivered),
        }
    }

    /// Begins.
    #[must_use]
    pub fn start(self, county: &Arc<County>, clock: &Arc<Clock>) -> Running {
        let mut running = Vec::new();
        if let Some(mail) = self.mail {
            let (county, clock, site, hour) =
                (Arc::clone(county), Arc::clone(clock), self.site.clone(), self.digest_at);
            let domains = self.domains;
            running.push(thread(move |until| {
                mail.run(&county, &clock, &mail::Rule { site: &site, hour, domains: &domains }, until);
            }));
        }
        if let Some(mut hooks) = self.hooks {
            let (county, clock) = (Arc::clone(county), Arc::clone(clock));
            running.push(thread(move |until| hooks.run(&county, &clock, until)));
        }
        Running(running)
    }
}

fn thread(run: impl FnOnce(&Until) + Send + 'static) -> (Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = channel();
    (stop, std::thread::spawn(move || run(&Until(stopped))))
}

/// An address of the web, without a slash at its end.
fn address_of(setting: &str, text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let known = text.parse::<ureq::http::Uri>().ok().filter(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    match known {
        Some(_) => Ok(text.trim_end_matches('/').to_owned()),
        None => Err(Fault::usage(format!("{setting} {text} 不是地址，请写成 http://主机 或 https://主机。"))),
    }
}

/// A secret that lies in a file, without the end of its line.
fn secret(setting: &str, path: &Path) -> Result<String, Fault> {
    let text = fs::read_to_string(path)
        .map_err(|error| Fault::usage(format!("{setting} 不能读取 {}：{error}。", path.display())))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A line of the log, which names nobody.
fn note(what: &str, moment: jiff::Timestamp, how: &str) {
    complain(&serde_json::json!({"moment": moment, "outgoing": what, "failed": how}).to_string());
}

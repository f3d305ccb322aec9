//! Mail and webhook over TLS: by either way of a mail server, to whom the machine trusts and to nobody else.

use super::{
    DEPUTY, MAYOR, SECRETARY,
    hook::{Listener, SECRET},
    leave, metric, sends,
    smtp::{Security, Smtp},
    soon,
    wire::Trust,
};
use crate::server::{Folder, Server, zhunsheng};
use std::{fs, path::Path};

/// A county that sends by mail and hook, on a machine that trusts an authority.
fn start(folder: &Folder, smtp: (&Smtp, &str), hook: &str, (trusts, today): (&Path, &str)) -> Server {
    let secret = folder.0.join("secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let mut command = zhunsheng();
    command.env("SSL_CERT_FILE", trusts).env_remove("SSL_CERT_DIR");
    let mail = ["--smtp", &smtp.0.address, "--smtp-security", smtp.1, "--mail-from", "a@qingyi.example"];
    let hook = ["--hooks", hook, "--hook-secret-file", secret.to_str().unwrap()];
    let years: &[&str] = if folder.0.join("data/accounts.json").exists() { &[] } else { &["--years", "0"] };
    Server::start_by(command, folder, &[&["demo", "--today", today][..], years, &mail, &hook].concat())
}

#[test]
fn mail_and_webhook_go_out_encrypted_to_whom_the_machine_trusts_and_to_nobody_else() {
    let folder = Folder::new("tls");
    let elsewhere = Folder::new("tls-elsewhere");
    let (trust, other) = (Trust::new(&folder.0), Trust::new(&elsewhere.0));
    let config = || std::sync::Arc::clone(&trust.server);
    let hook = Listener::with(Some(config()));
    let address = format!("{}/hook", hook.address);
    // A machine that trusts another authority: the certificate is refused, and nothing is said.
    let strange = Smtp::with(Security::Tls(config()));
    let mut server = start(&folder, (&strange, "tls"), &address, (&other.authority, "2026-05-05T09:30"));
    leave(&server, DEPUTY, MAYOR, "2026-05-08");
    assert_eq!(sends(&server.sign_in(SECRETARY), "mail", "&address=shuji@qingyi.example&wanted=true").0, 303);
    soon("a refusal of the mail", || metric(&server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
    soon("something for the hook", || metric(&server, "zhunsheng_hooks_waiting") >= 1.0);
    soon("a refusal of the hook", || metric(&server, "zhunsheng_hooks_total{result=\"failed\"}") >= 1.0);
    assert!(strange.taken().is_empty() && hook.told().is_empty());
    assert_eq!(server.stop(), Some(0));
    drop(server);
    // One that knows it: by both ways of a mail server, and the hook behind.
    for (at, (security, word)) in
        [(Security::StartTls(config()), "starttls"), (Security::Tls(config()), "tls")].into_iter().enumerate()
    {
        let smtp = Smtp::with(security);
        let mut server =
            start(&folder, (&smtp, word), &address, (&trust.authority, ["2026-05-06T09:30", "2026-05-07T09:30"][at]));
        leave(&server, DEPUTY, MAYOR, ["2026-05-11", "2026-05-12"][at]);
        soon(word, || smtp.taken().iter().any(|mail| mail.to == "shuji@qingyi.example"));
        assert!(smtp.taken().iter().all(|mail| mail.encrypted), "{word}");
        soon("the hook", || !hook.told().is_empty() && metric(&server, "zhunsheng_hooks_waiting") == 0.0);
        assert_eq!(server.stop(), Some(0));
    }
}

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

/// A county that sends by mail and hook, on a machine that trusts the authority, if any.
fn start(folder: &Folder, smtp: (&Smtp, &str), hook: &str, trusts: Option<&Path>) -> Server {
    let secret = folder.0.join("secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let none = folder.0.join("none.pem");
    fs::write(&none, "").unwrap();
    let mut command = zhunsheng();
    command.env("SSL_CERT_FILE", trusts.unwrap_or(&none)).env_remove("SSL_CERT_DIR");
    let mail = ["--smtp", &smtp.0.address, "--smtp-security", smtp.1, "--mail-from", "a@qingyi.example"];
    let hook = ["--hooks", hook, "--hook-secret-file", secret.to_str().unwrap()];
    let years: &[&str] = if folder.0.join("data/accounts.json").exists() { &[] } else { &["--years", "0"] };
    Server::start_by(command, folder, &[&["demo", "--today", "2026-05-05T09:30"][..], years, &mail, &hook].concat())
}

#[test]
fn mail_and_webhook_go_out_encrypted_to_whom_the_machine_trusts_and_to_nobody_else() {
    let folder = Folder::new("tls");
    let trust = Trust::new(&folder.0);
    let config = || std::sync::Arc::clone(&trust.server);
    let hook = Listener::with(Some(config()));
    let address = format!("{}/hook", hook.address);
    // A machine that does not know the authority: the certificate is refused, and nothing is said.
    let strange = Smtp::with(Security::Tls(config()));
    let server = start(&folder, (&strange, "tls"), &address, None);
    leave(&server, DEPUTY, MAYOR, "2026-05-08");
    assert_eq!(sends(&server.sign_in(SECRETARY), "mail", "&address=shuji@qingyi.example&wanted=true").0, 303);
    soon("a refusal of the mail", || metric(&server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
    soon("something for the hook", || metric(&server, "zhunsheng_hooks_waiting") >= 1.0);
    soon("a refusal of the hook", || metric(&server, "zhunsheng_hooks_total{result=\"failed\"}") >= 1.0);
    assert!(strange.taken().is_empty() && hook.told().is_empty());
    drop(server);
    // One that knows it: by both ways of a mail server, and the hook behind.
    for (at, (security, word)) in
        [(Security::StartTls(config()), "starttls"), (Security::Tls(config()), "tls")].into_iter().enumerate()
    {
        let smtp = Smtp::with(security);
        let server = start(&folder, (&smtp, word), &address, Some(&trust.authority));
        let who = if at == 0 { MAYOR } else { SECRETARY };
        leave(&server, DEPUTY, MAYOR, if at == 0 { "2026-05-11" } else { "2026-05-12" });
        assert_eq!(sends(&server.sign_in(who), "mail", &format!("&address={word}@qingyi.example&wanted=true")).0, 303);
        soon(word, || smtp.taken().iter().any(|mail| mail.to == format!("{word}@qingyi.example")));
        assert!(smtp.taken().iter().all(|mail| mail.encrypted), "{word}");
        soon("the hook", || !hook.told().is_empty() && metric(&server, "zhunsheng_hooks_waiting") == 0.0);
    }
}

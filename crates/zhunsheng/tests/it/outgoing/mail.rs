//! The daily digest, spoken to a mail server over TCP.

use super::{
    DEPUTY, MAYOR, SECRETARY, SECTION_HEAD, WITHIN, leave, metric, names, sends,
    smtp::{Mail, Smtp},
    soon, withheld,
};
use crate::server::{Folder, Server, databases, zhunsheng};
use std::fs;

fn start(folder: &Folder, database: &str, smtp: &Smtp, today: &str) -> Server {
    let years: &[&str] = if folder.0.join("data/accounts.json").exists() { &[] } else { &["--years", "0"] };
    let mail = ["--smtp", &smtp.address, "--smtp-security", "none", "--mail-from", "准绳 <zhunsheng@qingyi.example>"];
    let rule = ["--mail-domains", "qingyi.example", "--digest-at", "8", "--site", "https://zs.qingyi.example/"];
    let place = ["demo", "--database", database, "--today", today];
    Server::start(folder, &[&place[..], years, &mail, &rule].concat())
}

#[test]
fn a_digest_goes_out_once_a_day_says_numbers_and_no_content_and_is_tried_again() {
    let databases_folder = Folder::new("digest-db");
    for database in databases(&databases_folder) {
        let (folder, smtp) = (Folder::new("digest"), Smtp::new());
        let mut server = start(&folder, &database, &smtp, "2026-05-05T09:30");
        let number = set_up(&server);
        first_day(&server, &smtp, &number);
        assert_eq!(server.stop(), Some(0));
        drop(server);
        // The same day after a restart: nothing but another attempt at the box that was refused.
        let mut server = start(&folder, &database, &smtp, "2026-05-05T11:00");
        soon("another attempt", || metric(&server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
        assert_eq!(smtp.taken().len(), 1, "once a day");
        assert_eq!(server.stop(), Some(0));
        drop(server);
        // Before the hour of the next day nothing; after it again.
        let mut server = start(&folder, &database, &smtp, "2026-05-06T07:00");
        assert_eq!(metric(&server, "zhunsheng_digests_total{result=\"sent\"}"), 0.0);
        assert_eq!(server.stop(), Some(0));
        drop(server);
        hanging(&folder, &database, &smtp);
        let server = start(&folder, &database, &smtp, "2026-05-13T12:00");
        soon("the digest of another day", || smtp.taken().len() == 2);
        let (first, second) = (&smtp.taken()[0], &smtp.taken()[1]);
        let id = |head: &str| head.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
        assert!(id(&first.head) != id(&second.head), "another day is another message");
        // Of what is withheld it says that something is owed, and not where.
        let text = &second.text;
        assert!(text.contains("应办一件") && text.contains("  https://zs.qingyi.example/duties"), "{text}");
        without_content(&server, second);
        drop(server);
    }
}

/// Two leaves to sign and something withheld; a box, one that is refused, one that is switched off.
fn set_up(server: &Server) -> String {
    let (_, number) = leave(server, DEPUTY, MAYOR, "2026-05-08");
    withheld(server);
    leave(server, MAYOR, DEPUTY, "2026-05-09");
    let secretary = server.sign_in(SECRETARY);
    let page = secretary.page("/notices/ways", None).2;
    assert!(page.contains("每天8时后发出"), "{page}");
    for wrong in ["zhai", "zhai@elsewhere.example", "zhai@qingyi.example%0D%0ABcc%3A+x"] {
        let (status, text) = sends(&secretary, "mail", &format!("&address={wrong}&wanted=true"));
        assert!(status == 422 && text.contains("不能作为收件地址"), "{wrong}: {status}");
    }
    assert_eq!(sends(&secretary, "mail", "&address=shuji@qingyi.example&wanted=true").0, 303);
    assert_eq!(sends(&server.sign_in(SECTION_HEAD), "mail", "&address=refused@qingyi.example&wanted=true").0, 303);
    assert_eq!(sends(&server.sign_in(MAYOR), "mail", "&address=off@qingyi.example").0, 303);
    number
}

fn first_day(server: &Server, smtp: &Smtp, number: &str) {
    soon("the digest", || !smtp.taken().is_empty());
    soon("the refusal", || metric(server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
    soon("the count", || metric(server, "zhunsheng_digests_total{result=\"sent\"}") == 1.0);
    let mail = smtp.taken()[0].clone();
    assert_eq!((mail.from.as_str(), mail.to.as_str()), ("zhunsheng@qingyi.example", "shuji@qingyi.example"));
    assert!(mail.subject.starts_with("准绳：") && mail.subject.contains("到期"), "{}", mail.subject);
    assert!(mail.text.contains(&format!("请销假 {number}")), "{}", mail.text);
    assert!(mail.text.contains("https://zs.qingyi.example/matters/"), "{}", mail.text);
    without_content(server, &mail);
    let told = server.sign_in(SECTION_HEAD).page("/notices/ways", None).2;
    assert!(told.contains("没有送达"), "{told}");
}

fn without_content(server: &Server, mail: &Mail) {
    let all = format!("{}{}{}", mail.head, mail.subject, mail.text);
    for word in names(server).iter().map(String::as_str).chain(WITHIN) {
        assert!(!all.contains(word), "{word} went out: {all}");
    }
}

/// A mail server that takes the connection and says nothing keeps nobody waiting.
fn hanging(folder: &Folder, database: &str, smtp: &Smtp) {
    smtp.hang(true);
    let before = smtp.conversations.load(std::sync::atomic::Ordering::SeqCst);
    let mut server = start(folder, database, smtp, "2026-05-06T09:00");
    soon("a conversation", || smtp.conversations.load(std::sync::atomic::Ordering::SeqCst) > before);
    leave(&server, DEPUTY, MAYOR, "2026-05-12");
    assert_eq!(
        metric(&server, "zhunsheng_digests_total{result=\"failed\"}"),
        0.0,
        "it is still waited for, and work went on"
    );
    soon("the end of patience", || metric(&server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
    assert_eq!(server.stop(), Some(0));
    smtp.hang(false);
}

#[test]
fn settings_that_do_not_fit_are_a_sentence_and_an_encrypted_conversation_is_never_given_up() {
    let folder = Folder::new("digest-settings");
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let place = ["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let short = folder.0.join("short");
    fs::write(&short, "too short\n").unwrap();
    let short = short.to_str().unwrap();
    for (args, word) in [
        (&["--smtp", "mail"][..], "主机:端口"),
        (&["--smtp", "mail:25"], "--mail-from"),
        (&["--smtp", "mail:25", "--mail-from", "准绳"], "不是发件人"),
        (&["--smtp", "mail:25", "--mail-from", "a@b.example", "--smtp-security", "ssl"], "starttls"),
        (&["--smtp", "mail:25", "--mail-from", "a@b.example", "--smtp-user", "a"], "须一起写"),
        (&["--smtp", "mail:25", "--mail-from", "a@b.example", "--digest-at", "24"], "不是钟点"),
        (&["--site", "zs.qingyi.example"], "不是地址"),
        (&["--hooks", "https://oa.example/hook"], "--hook-secret-file"),
        (&["--hooks", "https://oa.example/hook", "--hook-secret-file", short], "不足32个字符"),
        (&["--hooks", "https://oa.example/hook", "--hook-secret-file", "/none"], "不能读取"),
    ] {
        let output = zhunsheng().arg("serve").args(place).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(word), "{args:?}: {said}");
    }
    // This server does not offer STARTTLS: nothing is said to it in the clear.
    let smtp = Smtp::new();
    let args = ["demo", "--years", "0", "--today", "2026-05-05T09:30", "--smtp", &smtp.address];
    let server = Server::start(&folder, &[&args[..], &["--mail-from", "a@qingyi.example"]].concat());
    leave(&server, DEPUTY, MAYOR, "2026-05-08");
    assert_eq!(sends(&server.sign_in(SECRETARY), "mail", "&address=shuji@qingyi.example&wanted=true").0, 303);
    soon("the refusal", || metric(&server, "zhunsheng_digests_total{result=\"failed\"}") >= 1.0);
    assert!(smtp.taken().is_empty());
}

//! Passwords, lockout and sessions, on both databases.

use crate::ground::*;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha1::Sha1;
use store::accounts::{Attempt, Opened, SignInError};

const PASSWORD: &str = "Qingyi-2026";

fn after(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn accounts(county: &Ground) {
    people(county);
    county.set_password("zhai", PASSWORD, false, now()).unwrap();
}

/// What an attempt is answered, and what it cost: statements and hashings.
fn attempt(county: &Ground, login: &str, password: &str, minutes: i64) -> (Result<(), SignInError>, (u64, u64)) {
    let before = county.gauges();
    let answer = county.sign_in(login, password, after(minutes)).map(drop);
    let now = county.gauges();
    (answer, (now.statements - before.statements, now.hashed - before.hashed))
}

#[test]
fn an_unknown_name_is_refused_counted_and_locked_like_a_known_one() {
    everywhere(|county| {
        accounts(county);
        for n in 1..=7 {
            let known = attempt(county, "zhai", "Wrong-2026", 0);
            let unknown = attempt(county, "nobody", "Wrong-2026", 0);
            assert_eq!(known, unknown, "attempt {n}");
            let locked = Err(SignInError::Locked { minutes: 30 });
            assert_eq!(known.0, if n < 5 { Err(SignInError::Wrong) } else { locked }, "attempt {n}");
        }
    });
}

#[test]
fn every_refusal_of_a_sign_in_hashes_one_password_whoever_is_named_and_whatever_is_wrong() {
    everywhere(|county| {
        accounts(county);
        crate::ground::enter(county, "a2", json!({"what": "account", "name": "su", "role": "reader"}));
        let refusals = [
            ("a wrong password", "zhai", "Wrong-2026"),
            ("an account that has no password yet", "su", PASSWORD),
            ("a name that nobody has", "nobody", "Wrong-2026"),
            ("no name", "", "Wrong-2026"),
            ("no password", "zhai", ""),
            ("a password of a hundred thousand letters", "zhai", &"长".repeat(100_000)),
        ];
        for (n, (what, login, password)) in (0..).zip(refusals) {
            // Far enough apart that none is locked.
            let (answer, (statements, hashed)) = attempt(county, login, password, n * 60);
            assert_eq!((answer, hashed), (Err(SignInError::Wrong), 1), "{what}");
            let other = attempt(county, "another", "Wrong-2026", n * 60 + 31);
            assert_eq!(other, (Err(SignInError::Wrong), (statements, 1)), "{what}");
        }
        // Locked: the right password, a wrong one, and a name that nobody has cost one hashing each and the same statements.
        for login in ["zhai", "nobody"] {
            (0..5).for_each(|_| drop(attempt(county, login, "Wrong-2026", 1_000)));
        }
        let locked = [("zhai", PASSWORD), ("zhai", "Wrong-2026"), ("nobody", "Wrong-2026")];
        let costs = locked.map(|(login, password)| attempt(county, login, password, 1_000));
        assert!(matches!(costs[0], (Err(SignInError::Locked { minutes: 30 }), (_, 1))), "{costs:?}");
        assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    });
}

#[test]
fn a_lock_holds_against_the_right_password_until_it_is_over() {
    everywhere(|county| {
        accounts(county);
        for _ in 0..5 {
            assert!(attempt(county, "zhai", "Wrong-2026", 0).0.is_err());
        }
        assert_eq!(attempt(county, "zhai", PASSWORD, 29).0, Err(SignInError::Locked { minutes: 1 }));
        assert_eq!(attempt(county, "zhai", PASSWORD, 30).0, Ok(()));
        assert_eq!(
            attempt(county, "zhai", "Wrong-2026", 30).0,
            Err(SignInError::Wrong),
            "it is counted from one again"
        );
    });
}

#[test]
fn a_new_password_from_the_administrator_opens_a_lock_at_once() {
    everywhere(|county| {
        accounts(county);
        for _ in 0..5 {
            assert!(attempt(county, "zhai", "Wrong-2026", 0).0.is_err());
        }
        county.set_password("zhai", "Yunting-2026", true, after(1)).unwrap();
        let opened = county.sign_in("zhai", "Yunting-2026", after(1)).unwrap();
        assert!(opened.must_change);
    });
}

#[test]
fn failures_are_forgotten_after_the_time_of_a_lock_and_after_the_right_password() {
    everywhere(|county| {
        accounts(county);
        for login in ["zhai", "nobody", PASSWORD] {
            assert!(attempt(county, login, "Wrong-2026", 0).0.is_err());
        }
        assert_eq!(county.number("SELECT COUNT(*) FROM sign_in"), 3);
        assert_eq!(attempt(county, "zhai", PASSWORD, 1).0, Ok(()));
        assert_eq!(county.number("SELECT COUNT(*) FROM sign_in"), 2);
        assert!(attempt(county, "another", "Wrong-2026", 31).0.is_err());
        assert_eq!(county.number("SELECT COUNT(*) FROM sign_in"), 1, "nothing grows without end");
    });
}

#[test]
fn what_is_typed_where_a_name_belongs_is_not_kept() {
    let county = Ground::sqlite();
    accounts(&county);
    assert!(attempt(&county, "Secret-typed-here", "x", 0).0.is_err());
    assert_eq!(county.texts("SELECT typeof(login) FROM sign_in"), ["blob"]);
    let all = county.texts("SELECT hex(login) FROM sign_in").concat();
    assert_eq!(all.len(), 64, "a digest and nothing else: {all}");
}

#[test]
fn guesses_under_way_at_the_same_time_do_not_get_past_the_lock() {
    everywhere(|county| {
        accounts(county);
        let county = &*county;
        let wrong = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..12).map(|_| scope.spawn(|| attempt(county, "zhai", "Wrong-2026", 0).0)).collect();
            tries.into_iter().map(|one| one.join().unwrap()).filter(|one| *one == Err(SignInError::Wrong)).count()
        });
        assert_eq!(wrong, 4, "the fifth and all after it hear of the lock");
        assert!(matches!(attempt(county, "zhai", PASSWORD, 0).0, Err(SignInError::Locked { .. })));
    });
}

#[test]
fn a_session_ends_when_it_is_idle_and_at_the_latest_after_half_a_day() {
    everywhere(|county| {
        accounts(county);
        let idle = county.sign_in("zhai", PASSWORD, now()).unwrap().token;
        assert!(county.session(&idle, after(30)).unwrap().is_some());
        assert!(county.session(&idle, after(61)).unwrap().is_none(), "idle since minute 30");
        let busy = county.sign_in("zhai", PASSWORD, now()).unwrap().token;
        let mut minutes = 0;
        while minutes < 12 * 60 {
            // Being there is noted without waiting for it: a question to the desk in between lets the note be written.
            assert!(county.session(&busy, after(minutes)).unwrap().is_some(), "minute {minutes}");
            county.set_setting("x", "y").unwrap();
            minutes += 20;
        }
        assert!(county.session(&busy, after(12 * 60)).unwrap().is_some());
        county.set_setting("x", "y").unwrap();
        assert!(county.session(&busy, after(12 * 60 + 1)).unwrap().is_none(), "twelve hours are enough");
        assert!(county.session("0000", now()).unwrap().is_none());
    });
}

fn weak(answer: Result<(), SignInError>) -> String {
    match answer {
        Err(SignInError::Weak(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_password_is_long_of_three_classes_and_without_the_sign_in_name() {
    let county = Ground::sqlite();
    accounts(&county);
    let set = |password: &str| county.set_password("zhai", password, false, now());
    for (password, why) in [
        ("Aa1-567", "8位"),
        ("qingyi-yunting", "3种"),
        ("qingyi2026", "3种"),
        ("QINGYI2026", "3种"),
        ("Zhai-2026", "登录名"),
        ("2026-xZHAIx", "登录名"),
    ] {
        assert!(weak(set(password)).contains(why), "{password}");
    }
    assert!(weak(set(&format!("Aa1-{}", "x".repeat(253)))).contains("256"));
    for password in ["Qingyi2026", "qingyi-2026", "QINGYI-2026", "青弋Aa-2026"] {
        assert_eq!(set(password), Ok(()), "{password}");
    }
}

#[test]
fn none_of_the_last_five_passwords_comes_back_and_the_one_before_them_does() {
    everywhere(|county| {
        accounts(county);
        let password = |n: i64| if n == 0 { PASSWORD.to_owned() } else { format!("Yunting-{n}") };
        let change = |from: i64, to: &str| county.change_password("zhai", &password(from), to, after(from));
        for n in 0..4 {
            change(n, &password(n + 1)).unwrap();
        }
        assert!(weak(change(4, &password(4))).contains("最近5次"), "the one in use");
        assert!(weak(change(4, &password(0))).contains("最近5次"), "the fifth-last");
        change(4, &password(5)).unwrap();
        assert!(weak(change(5, &password(1))).contains("最近5次"), "now the fifth-last");
        change(5, &password(0)).unwrap();
        county.sign_in("zhai", PASSWORD, after(10)).unwrap();
    });
}

#[test]
fn a_password_is_good_for_ninety_days_and_must_be_changed_on_the_ninety_first() {
    everywhere(|county| {
        accounts(county);
        let day = 24 * 60;
        assert!(!county.sign_in("zhai", PASSWORD, after(90 * day)).unwrap().must_change);
        let late = county.sign_in("zhai", PASSWORD, after(90 * day + 1)).unwrap();
        assert!(late.must_change);
        assert!(county.session(&late.token, after(90 * day + 2)).unwrap().unwrap().must_change);
        county.change_password("zhai", PASSWORD, "Yunting-2026", after(90 * day + 2)).unwrap();
        assert!(!county.sign_in("zhai", "Yunting-2026", after(91 * day)).unwrap().must_change);
        // Who is given a password changes it at once, however fresh it is.
        county.set_password("zhai", "Shuimo-2026", true, after(91 * day)).unwrap();
        assert!(county.sign_in("zhai", "Shuimo-2026", after(91 * day)).unwrap().must_change);
    });
}

/// The code that a device shows at a moment.
fn shown(secret: &str, moment: Timestamp) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(&BASE32_NOPAD.decode(secret.as_bytes()).unwrap()).unwrap();
    mac.update(&(moment.as_second() / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest[19] & 15);
    let word = u32::from_be_bytes(digest[from..from + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", word % 1_000_000)
}

fn enter(county: &Ground, password: &str, code: Option<&str>, moment: Timestamp) -> Result<Opened, SignInError> {
    county.enter(Attempt { login: "zhai", password, code, address: "10.0.0.7" }, moment)
}

/// Sets a second factor up: its secret.
fn set_up(county: &Ground) -> String {
    accounts(county);
    let secret = county.begin_second_factor("zhai").unwrap();
    county.confirm_second_factor("zhai", &shown(&secret, after(0)), after(0)).unwrap();
    secret
}

#[test]
fn a_second_factor_counts_only_after_its_first_code_and_is_then_asked_for() {
    everywhere(|county| {
        accounts(county);
        let secret = county.begin_second_factor("zhai").unwrap();
        assert_eq!(county.begin_second_factor("zhai").unwrap(), secret, "a page drawn twice shows the same");
        enter(county, PASSWORD, None, after(0)).unwrap();
        assert_eq!(county.confirm_second_factor("zhai", "000000", after(0)), Err(SignInError::WrongCode));
        assert!(!county.has_second_factor("zhai").unwrap());
        county.confirm_second_factor("zhai", &shown(&secret, after(0)), after(0)).unwrap();
        assert_eq!(county.pending_second_factor("zhai").unwrap(), None, "it is not shown again");
        assert!(matches!(county.begin_second_factor("zhai"), Err(SignInError::Weak(_))));
        assert_eq!(enter(county, PASSWORD, None, after(1)), Err(SignInError::CodeNeeded));
        assert_eq!(enter(county, PASSWORD, Some(" "), after(1)), Err(SignInError::CodeNeeded));
        assert_eq!(enter(county, "Wrong-2026", Some(&shown(&secret, after(1))), after(1)), Err(SignInError::Wrong));
        enter(county, PASSWORD, Some(&shown(&secret, after(1))), after(1)).unwrap();
        if !county.is_postgres() {
            let kept = county.texts("SELECT hex(secret) FROM second_factor");
            let clear = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
            let clear: String = clear.iter().map(|byte| format!("{byte:02X}")).collect();
            assert!(!kept[0].contains(&clear), "it lies encrypted");
        }
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_code_opens_once_and_wrong_ones_lock_like_wrong_passwords() {
    everywhere(|county| {
        let secret = set_up(county);
        assert_eq!(
            enter(county, PASSWORD, Some(&shown(&secret, after(0))), after(0)),
            Err(SignInError::WrongCode),
            "the one that confirmed it is used"
        );
        let code = shown(&secret, after(2));
        enter(county, PASSWORD, Some(&code), after(2)).unwrap();
        assert_eq!(enter(county, PASSWORD, Some(&code), after(2)), Err(SignInError::WrongCode), "replayed");
        for _ in 0..3 {
            // The right password without a code forgives nothing that was guessed.
            assert_eq!(enter(county, PASSWORD, None, after(2)), Err(SignInError::CodeNeeded));
            assert_eq!(enter(county, PASSWORD, Some("12"), after(2)), Err(SignInError::WrongCode));
        }
        assert_eq!(enter(county, PASSWORD, Some("12"), after(2)), Err(SignInError::Locked { minutes: 30 }));
        let fresh = shown(&secret, after(3));
        assert!(matches!(enter(county, PASSWORD, Some(&fresh), after(3)), Err(SignInError::Locked { .. })));
    });
}

#[test]
fn of_two_who_show_one_code_at_the_same_time_one_comes_in() {
    everywhere(|county| {
        let code = shown(&set_up(county), after(2));
        let county = &*county;
        let inside = std::thread::scope(|scope| {
            let tries: Vec<_> =
                (0..4).map(|_| scope.spawn(|| enter(county, PASSWORD, Some(&code), after(2)).is_ok())).collect();
            tries.into_iter().map(|one| one.join().unwrap()).filter(|inside| *inside).count()
        });
        assert_eq!(inside, 1);
    });
}

#[test]
fn a_second_factor_is_taken_away_with_a_code_of_it_or_by_the_administrator() {
    everywhere(|county| {
        let secret = set_up(county);
        assert_eq!(county.end_second_factor("zhai", "12", after(2)), Err(SignInError::WrongCode));
        assert!(county.has_second_factor("zhai").unwrap());
        county.end_second_factor("zhai", &shown(&secret, after(2)), after(2)).unwrap();
        enter(county, PASSWORD, None, after(3)).unwrap();
        let other = county.begin_second_factor("zhai").unwrap();
        assert_ne!(other, secret);
        county.confirm_second_factor("zhai", &shown(&other, after(4)), after(4)).unwrap();
        county.drop_second_factor("zhai").unwrap();
        enter(county, PASSWORD, None, after(5)).unwrap();
    });
}

#[test]
fn whoever_signs_in_is_told_of_the_time_before() {
    everywhere(|county| {
        accounts(county);
        enter(county, PASSWORD, None, after(0)).unwrap();
        assert_eq!(county.last_sign_in("zhai").unwrap(), None, "the first time");
        county.sign_in("zhai", PASSWORD, after(5)).unwrap();
        let last = county.last_sign_in("zhai").unwrap().unwrap();
        assert_eq!((last.moment, last.address.as_str()), (after(0), "10.0.0.7"));
        assert!(enter(county, "Wrong-2026", None, after(6)).is_err());
        assert_eq!(county.last_sign_in("zhai").unwrap().unwrap().moment, after(0), "a failure is no sign-in");
    });
}

//! Passwords, lockout and sessions, on both databases.

use crate::ground::*;
use jiff::{SignedDuration, Timestamp};
use store::accounts::SignInError;

const PASSWORD: &str = "Qingyi-2026";

fn after(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn accounts(county: &Ground) {
    people(county);
    county.set_password("zhai", PASSWORD, false, now()).unwrap();
}

/// What an attempt is answered, and how many statements it cost.
fn attempt(county: &Ground, login: &str, password: &str, minutes: i64) -> (Result<(), SignInError>, u64) {
    let before = county.statements();
    let answer = county.sign_in(login, password, after(minutes)).map(drop);
    (answer, county.statements() - before)
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

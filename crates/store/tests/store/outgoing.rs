//! What leaves the house: secret addresses of calendars, boxes for the digest, how far receivers of the webhook were told.

use crate::ground::*;
use engine::days::Day;

#[test]
fn a_calendar_opens_by_its_token_alone_until_it_is_made_anew_ended_or_the_password_reset() {
    everywhere(|county| {
        people(county);
        let reader = county.reader();
        let first = county.make_feed("zhai", now()).unwrap();
        assert_eq!(first.len(), 64);
        let found = reader.feed_of(&first).unwrap().unwrap();
        assert_eq!((found.login.as_str(), found.made), ("zhai", now()));
        let kept = county.number("SELECT COUNT(*) FROM calendar_feed");
        assert!(kept == 1 && !county.texts("SELECT login FROM calendar_feed").concat().contains(&first));
        for other in ["", "0", &first[..63], &first.to_uppercase(), &format!("{first}0")] {
            assert_eq!(reader.feed_of(other).unwrap(), None, "{other}");
        }
        let second = county.make_feed("zhai", now()).unwrap();
        assert_eq!(reader.feed_of(&first).unwrap(), None, "the one before has ended");
        assert!(reader.feed_of(&second).unwrap().is_some());
        county.end_feed("zhai").unwrap();
        assert_eq!((reader.feed_of(&second).unwrap(), reader.feed("zhai").unwrap()), (None, None));
        let third = county.make_feed("zhai", now()).unwrap();
        county.set_password("zhai", "Qingyi-2026", true, now()).unwrap();
        assert_eq!(reader.feed_of(&third).unwrap(), None, "whoever lost his password may have lost a device");
        let nobody = county.make_feed("nobody", now()).unwrap();
        assert_eq!(reader.feed_of(&nobody).unwrap(), None, "an account that is not there");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_box_waits_once_a_day_and_after_a_failure_until_it_may_be_tried_again() {
    everywhere(|county| {
        people(county);
        let today = Day::of("2026-05-06").unwrap();
        let due = |county: &Ground, day: Day, moment: &str| {
            let boxes = county.reader().mails_due(day, at(moment), 10).unwrap();
            boxes.into_iter().map(|one| (one.address, one.failures)).collect::<Vec<_>>()
        };
        county.keep_mail_box("zhai", "zhai@qingyi.example", true).unwrap();
        county.keep_mail_box("nobody", "nobody@qingyi.example", true).unwrap();
        let waits = [("zhai@qingyi.example".to_owned(), 0)];
        assert_eq!(due(county, today, "2026-05-06T09:00:00"), waits, "an account in force");
        county.mail_failed("zhai", at("2026-05-06T09:05:00")).unwrap();
        assert!(due(county, today, "2026-05-06T09:04:00").is_empty());
        assert_eq!(due(county, today, "2026-05-06T09:05:00")[0].1, 1);
        county.mail_sent("zhai", today).unwrap();
        county.close();
        county.open();
        assert!(due(county, today, "2026-05-06T20:00:00").is_empty(), "once a day, after a restart too");
        assert_eq!(due(county, today.plus(1), "2026-05-07T08:00:00"), waits);
        county.keep_mail_box("zhai", "zhai@qingyi.example", false).unwrap();
        assert!(due(county, today.plus(1), "2026-05-07T08:00:00").is_empty(), "switched off");
        assert_eq!(county.reader().mail_box("zhai").unwrap().unwrap().sent_on, Some(today));
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_receiver_is_remembered_with_how_far_he_was_told_and_hears_no_content() {
    everywhere(|county| {
        people(county);
        let reader = county.reader();
        assert_eq!(reader.hook_upto("t").unwrap(), None);
        let before = county.journal_end().unwrap().0;
        county.hook_reached("t", before).unwrap();
        let errand = county.act(open_errand("p1", "赴芜湖", "2026-05-07")).unwrap();
        finish(county, &errand, "好").unwrap();
        let told = reader.happened(before, 10).unwrap();
        let verbs: Vec<&str> = told.iter().map(|event| event.verb.as_str()).collect();
        assert_eq!(verbs, ["opened", "finished"]);
        assert_eq!(told[0].matter, Some((errand.id.to_string(), errand.number.clone())));
        assert_eq!(reader.happened(before, 1).unwrap().len(), 1);
        county.hook_reached("t", told[1].seq).unwrap();
        county.close();
        county.open();
        assert_eq!(county.reader().hook_upto("t").unwrap(), Some(told[1].seq));
    });
}

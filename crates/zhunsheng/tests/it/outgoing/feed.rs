//! One's duties as a calendar, read by another library.

use super::{DEPUTY, MAYOR, SECRETARY, WITHIN, leave, names, sends, withheld};
use crate::server::{Folder, Person, Server, databases};
use ical::{IcalParser, parser::ical::component::IcalEvent};

/// What a calendar says: status, tag, text.
fn look(address: &str, known: Option<&str>) -> (u16, String, String) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let mut request = ureq::http::Request::get(address);
    if let Some(known) = known {
        request = request.header("if-none-match", known);
    }
    let mut response = ureq::Agent::from(config).run(request.body(()).unwrap()).unwrap();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (tag, media) = (header("etag").unwrap_or_default(), header("content-type").unwrap_or_default());
    let text = response.body_mut().read_to_string().unwrap();
    let status = response.status().as_u16();
    assert!(status != 200 || media == "text/calendar; charset=utf-8", "{media}");
    (status, tag, text)
}

fn events(text: &str) -> Vec<IcalEvent> {
    let calendars: Vec<_> = IcalParser::new(text.as_bytes()).collect();
    assert_eq!(calendars.len(), 1, "{text}");
    calendars.into_iter().next().unwrap().expect("a calendar").events
}

fn value(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("{name}: {event:?}"))
}

/// Makes an address by the page; the path behind the server's own address.
fn made(who: &Person, server: &Server) -> String {
    let (status, page) = sends(who, "feed", "");
    assert_eq!(status, 200, "{page}");
    let end = page.find(".ics").unwrap_or_else(|| panic!("{page}"));
    let start = page[..end].rfind("/calendar/").unwrap();
    format!("{}{}.ics", server.address, &page[start..end])
}

#[test]
fn ones_duties_are_a_calendar_of_kinds_numbers_and_days_at_an_address_that_can_be_ended() {
    let databases_folder = Folder::new("feed-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("feed");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (id, number) = leave(&server, DEPUTY, MAYOR, "2026-05-08");
        let hidden = withheld(&server);
        let secretary = server.sign_in(SECRETARY);
        let address = made(&secretary, &server);
        let (status, tag, text) = look(&address, None);
        assert_eq!(status, 200);
        let all = events(&text);
        let of_leave = all.iter().find(|event| value(event, "SUMMARY").contains(&number)).expect("the leave");
        assert_eq!(value(of_leave, "SUMMARY"), format!("请销假 {number}"));
        assert_eq!(value(of_leave, "URL"), format!("{}/matters/{id}", server.address));
        let days = |name: &str| value(of_leave, name).parse::<u32>().unwrap();
        assert!((20_260_505..=20_260_508).contains(&days("DTSTART")) && days("DTEND") == days("DTSTART") + 1);
        let withheld = all.iter().find(|event| value(event, "SUMMARY") == "应办一件").expect("that something is owed");
        assert_eq!(value(withheld, "URL"), format!("{}/duties", server.address));
        for word in names(&server).iter().map(String::as_str).chain(WITHIN).chain([hidden.as_str()]) {
            assert!(!text.replace("\r\n ", "").contains(word), "{word} went out: {text}");
        }
        assert_eq!(look(&address, Some(&tag)).0, 304, "unchanged");
        assert_eq!(look(&address, Some("\"another\"")).0, 200);
        not_anothers(&server, &number);
        // It is told once, made anew and ended.
        let page = secretary.page("/notices/ways", None).2;
        assert!(page.contains("已设立") && !page.contains(".ics"), "{page}");
        let again = made(&secretary, &server);
        assert_eq!((look(&address, None).0, look(&again, None).0), (404, 200));
        assert_eq!(sends(&secretary, "feed/end", "").0, 303);
        let unknown = look(&format!("{}/calendar/{}.ics", server.address, "0".repeat(64)), None);
        assert_eq!(look(&again, None), unknown, "ended, it is like one that never was");
        assert_eq!(unknown.0, 404);
        assert_eq!(look(&again.replace(".ics", ""), None).0, 404);
        let tried = (0..70).map(|_| look(&again, None).0).filter(|status| *status == 429).count();
        assert!(tried > 0, "guessing is slow");
    }
}

/// A foreign matter is in nobody else's calendar, and an ended duty in none.
fn not_anothers(server: &Server, number: &str) {
    let deputy = server.sign_in(DEPUTY);
    let text = look(&made(&deputy, server), None).2;
    assert!(!text.contains(number) && !text.contains("应办一件"), "neither his to sign nor told to him: {text}");
}

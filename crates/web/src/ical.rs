//! A calendar as RFC 5545 writes it: all-day events, lines of at most 75 bytes, text with its marks escaped.

use engine::days::Day;

/// One all-day event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// The same for the same thing whenever it is drawn.
    pub(crate) uid: String,
    /// Its day.
    pub(crate) day: Day,
    /// Its line.
    pub(crate) summary: String,
    /// Where it leads.
    pub(crate) url: String,
}

/// A calendar of these events, as drawn on a day.
pub(crate) fn calendar(name: &str, events: &[Event], drawn: Day) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//zhunsheng//duties//ZH");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", event.uid));
        // Midnight of an office at +08:00. A moment of its own for each look would make every look a new calendar.
        line(&format!("DTSTAMP:{}T160000Z", compact(drawn.plus(-1))));
        line(&format!("DTSTART;VALUE=DATE:{}", compact(event.day)));
        line(&format!("DTEND;VALUE=DATE:{}", compact(event.day.plus(1))));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("URL:{}", event.url));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Text as a value: what would end or part it is marked.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Most bytes of a line without its end.
const LINE: usize = 75;

/// Adds a line, parted between characters where it is too long; every part after the first begins with a space.
fn fold(text: &str, out: &mut String) {
    let mut length = 0;
    for letter in text.chars() {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Event, LINE, calendar, escaped};
    use engine::days::Day;

    #[test]
    fn lines_are_parted_between_characters_and_read_whole_again() {
        let summary = "应办：".to_owned() + &"请销假，".repeat(40);
        let day = Day::of("2026-12-31").unwrap();
        let event = Event { uid: "u".into(), day, summary: summary.clone(), url: "https://x/matters/1".into() };
        let text = calendar("应办", &[event], day);
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&format!("\r\nSUMMARY:{summary}\r\n")), "{whole}");
        assert!(whole.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{whole}");
    }

    #[test]
    fn nothing_in_a_text_can_begin_a_line_of_its_own() {
        assert_eq!(escaped("a;b,c\\d\ne\rf"), "a\\;b\\,c\\\\d\\nef");
    }
}

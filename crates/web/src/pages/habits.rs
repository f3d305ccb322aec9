//! What one account likes on one machine: larger letters, rows of a page, columns of a ledger, and which matters it opened last.
//! It lies in a cookie, so that looking at a page writes nothing into the county; another account on the same machine begins anew.

use super::visit::{Visit, encoded, inside, see_other};
use crate::fault::Problem;
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use std::collections::BTreeMap;

/// Name of the cookie.
const COOKIE: &str = "zhunsheng_habits";
/// A year, in seconds.
const KEPT: u32 = 31_536_000;
/// Most bytes of the cookie: what browsers take of one, with room for its name.
const MOST: usize = 3_600;
/// Matters remembered as opened last.
const RECENT: usize = 6;
/// Rows of one page of a ledger, to choose among; the first is what a small screen shows whole.
pub const SIZES: [i64; 3] = [10, 20, 50];

/// The habits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// 字大一号.
    pub large: bool,
    /// Rows of one page of a ledger; 0 where nothing was chosen.
    size: i64,
    /// Ids of the matters opened last, the last one first.
    pub recent: Vec<String>,
    /// Chosen columns, by kind.
    columns: BTreeMap<String, Vec<String>>,
}

impl Habits {
    /// Those of an account, from the headers of a request.
    #[must_use]
    pub fn of(headers: &HeaderMap, account: &str) -> Self {
        let pairs = kept(headers);
        let own = pairs.iter().any(|(name, value)| name == "by" && *value == mark(account));
        if own { Self::read(pairs) } else { Self::default() }
    }

    /// Whether the letters are to be larger before anyone has signed in: as the last one here had them.
    #[must_use]
    pub fn is_large(headers: &HeaderMap) -> bool {
        Self::read(kept(headers)).large
    }

    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut habits = Self::default();
        for (name, value) in pairs {
            let words = || value.split('.').filter(|word| is_word(word)).map(str::to_owned).collect::<Vec<_>>();
            match name.as_str() {
                "large" => habits.large = value == "1",
                "size" => habits.size = value.parse().unwrap_or_default(),
                "recent" => habits.recent = words().into_iter().take(RECENT).collect(),
                _ => {
                    if let Some(kind) = name.strip_prefix("c-") {
                        habits.columns.insert(kind.to_owned(), words());
                    }
                }
            }
        }
        habits
    }

    fn line(&self, account: &str, secure: bool) -> HeaderValue {
        let mut text = format!("by={}", mark(account));
        let mut put = |name: &str, value: String| {
            let pair = format!("&{}={}", encoded(name), encoded(&value));
            if !value.is_empty() && text.len() + pair.len() <= MOST {
                text.push_str(&pair);
            }
        };
        put("large", if self.large { "1".to_owned() } else { String::new() });
        put("size", if self.size > 0 { self.size.to_string() } else { String::new() });
        put("recent", self.recent.join("."));
        for (kind, columns) in &self.columns {
            put(&format!("c-{kind}"), columns.join("."));
        }
        let secure = if secure { "; Secure" } else { "" };
        let line = format!("{COOKIE}={text}; Path=/; HttpOnly; SameSite=Lax; Max-Age={KEPT}{secure}");
        HeaderValue::from_str(&line)
            .unwrap_or_else(|_| HeaderValue::from_static("zhunsheng_habits=; Path=/; Max-Age=0"))
    }

    /// Rows of one page of a ledger.
    #[must_use]
    pub fn size(&self) -> i64 {
        SIZES.into_iter().find(|size| *size == self.size).unwrap_or(SIZES[0])
    }

    /// The chosen columns of a kind, if any were.
    pub fn columns(&self, kind: &str) -> Option<&[String]> {
        self.columns.get(kind).map(Vec::as_slice)
    }

    /// The habits after a ledger was asked for with these columns and this size, where that makes a difference.
    pub fn after_ledger(&self, kind: &str, columns: Option<Vec<String>>, size: Option<i64>) -> Option<Self> {
        let mut habits = self.clone();
        match columns {
            Some(columns) if columns.is_empty() => drop(habits.columns.remove(kind)),
            Some(columns) => drop(habits.columns.insert(kind.to_owned(), columns)),
            None => {}
        }
        habits.size = size.filter(|size| SIZES.contains(size)).unwrap_or(self.size);
        (habits != *self).then_some(habits)
    }

    /// The habits after a matter was opened, where that makes a difference.
    pub fn after_opening(&self, matter: &str) -> Option<Self> {
        if self.recent.first().is_some_and(|first| first == matter) || !is_word(matter) {
            return None;
        }
        let mut habits = self.clone();
        habits.recent.retain(|known| known != matter);
        habits.recent.insert(0, matter.to_owned());
        habits.recent.truncate(RECENT);
        Some(habits)
    }
}

/// The answer, with the habits for the next request.
pub fn keeping(visit: &Visit, mut response: Response, habits: Option<&Habits>) -> Response {
    if let Some(habits) = habits {
        let line = habits.line(&visit.who.session.account, visit.app.secure_cookie);
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// 字大一号 was chosen, or the ordinary size again.
pub fn choose(visit: &Visit) -> Result<Response, Problem> {
    let habits = Habits { large: visit.sent("large") == Some("1"), ..visit.habits.clone() };
    Ok(keeping(visit, see_other(&inside(visit.sent("back").unwrap_or("/"))), Some(&habits)))
}

fn is_word(word: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    (1..=64).contains(&word.len()) && word.chars().all(fits)
}

/// Whose cookie it is, without saying the name.
fn mark(account: &str) -> String {
    let hash = account.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let text = pairs.find(|(name, _)| *name == COOKIE).map_or("", |(_, text)| text);
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    // Nothing that is kept needs escaping, so that nothing is unescaped.
    text.split('&').filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(habits: &Habits, account: &str) -> HeaderMap {
        let line = habits.line(account, true).to_str().unwrap().to_owned();
        assert!(line.contains("; HttpOnly; SameSite=Lax") && line.ends_with("; Secure"), "{line}");
        let mut headers = HeaderMap::new();
        let pair = format!("other=1; {}", line.split(';').next().unwrap());
        headers.insert(header::COOKIE, HeaderValue::from_str(&pair).unwrap());
        headers
    }

    #[test]
    fn what_one_account_chose_comes_back_to_it_and_to_no_other() {
        let habits = Habits { large: true, ..Habits::default() };
        let habits = habits.after_ledger("loan", Some(vec!["thing".into(), "days".into()]), Some(20)).unwrap();
        let habits = habits.after_opening("0199-a").and_then(|habits| habits.after_opening("0199-b")).unwrap();
        let headers = sent(&habits, "clerk");
        assert_eq!(Habits::of(&headers, "clerk"), habits);
        assert_eq!((habits.size(), habits.recent.join(" ")), (20, "0199-b 0199-a".to_owned()));
        assert_eq!(Habits::of(&headers, "head"), Habits::default());
        assert!(Habits::is_large(&headers));
        assert_eq!(habits.after_ledger("loan", None, Some(20)), None);
        assert_eq!(habits.after_ledger("loan", Some(Vec::new()), None).unwrap().columns("loan"), None);
    }

    #[test]
    fn a_cookie_that_somebody_else_wrote_does_no_harm() {
        let mut headers = HeaderMap::new();
        let by = mark("clerk");
        let text = format!("{COOKIE}=by={by}&size=9999&recent=../../x.ok.<b>&c-loan=a'b.thing&large");
        headers.insert(header::COOKIE, HeaderValue::from_str(&text).unwrap());
        let habits = Habits::of(&headers, "clerk");
        assert_eq!((habits.size(), habits.recent, habits.large), (10, vec!["ok".to_owned()], false));
        assert_eq!(habits.columns["loan"], ["thing"]);
    }

    #[test]
    fn the_cookie_stays_small_enough_for_a_browser() {
        let columns: Vec<String> = (0..40).map(|n| format!("column_number_{n}")).collect();
        let mut habits = Habits::default();
        for kind in 0..30 {
            habits = habits.after_ledger(&format!("kind_{kind}"), Some(columns.clone()), None).unwrap();
        }
        assert!(habits.line("clerk", true).len() < 4_000);
    }
}

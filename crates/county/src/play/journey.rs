//! What a person wants to do abroad: where to, with whom as stand-in, with which certificate, and how it will go on.

use engine::{
    days::{Day, Period},
    words::MatterId,
};
use serde_json::{Value, json};

use super::cast::Cast;
use super::trips::phone;
use crate::chance::Chance;

/// How a wish goes on after it was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Approved, away, back and reported.
    Plain,
    /// Sent back once, completed and submitted again.
    Returned,
    /// Somebody who signs says no.
    Refused,
    /// Taken back before the decision.
    Withdrawn,
    /// Given up after approval.
    Cancelled,
    /// Reported days after coming back.
    Late,
}

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For himself: code of the purpose, and of the leave it takes.
    Private(&'static str, &'static str),
    /// On duty.
    Business,
}

/// A trip on its way.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Who.
    pub person: usize,
    /// What for.
    pub purpose: Purpose,
    /// Places, in order.
    pub places: Vec<&'static str>,
    /// What sort of places: a code of the county's dictionary.
    pub region: &'static str,
    /// From leaving the county to being back.
    pub period: Period,
    /// The certificate he goes with; nothing on duty.
    pub certificate: Option<&'static str>,
    /// It has to be issued first.
    pub new: bool,
    /// Why, in his words.
    pub reason: &'static str,
    /// How it goes on.
    pub course: Course,
    /// Who stands in.
    pub stand_in: Option<usize>,
    /// The matter, once submitted.
    pub matter: Option<MatterId>,
    /// Sent back once already.
    pub sent_back: bool,
    /// Day out of the country and day into it again, once reported.
    pub over: Option<(Day, Day)>,
    /// The exit authority's records of it have been entered.
    pub recorded: bool,
}

const COURSES: &[(u64, Course)] = &[
    (68, Course::Plain),
    (7, Course::Returned),
    (8, Course::Refused),
    (5, Course::Withdrawn),
    (8, Course::Cancelled),
    (4, Course::Late),
];

/// Code of the purpose, places, reason, least and most days, for a holder of each certificate.
type Sort = (&'static str, &'static [&'static str], &'static str, i64, i64);

const PASSPORT: &[(u64, Sort)] = &[
    (30, ("tourism", &["泰国"], "带家人旅游", 5, 8)),
    (20, ("tourism", &["新加坡", "马来西亚"], "带家人旅游", 6, 9)),
    (18, ("tourism", &["日本"], "自费旅游", 5, 8)),
    (10, ("tourism", &["韩国"], "自费旅游", 4, 6)),
    (12, ("family", &["澳大利亚"], "探望留学的子女", 9, 15)),
    (10, ("family", &["加拿大"], "探望定居的父母", 10, 15)),
];
const HKMO: &[(u64, Sort)] = &[
    (60, ("tourism", &["香港", "澳门"], "假期旅游", 3, 6)),
    (30, ("tourism", &["香港"], "陪子女参加活动", 3, 4)),
    (10, ("friends", &["澳门"], "访友", 3, 4)),
];
const TAIWAN: &[(u64, Sort)] = &[(100, ("family", &["台湾"], "探望亲属", 5, 8))];
const DUTY: &[(u64, Sort)] = &[
    (50, ("investment", &["越南"], "赴外招商推介", 5, 6)),
    (30, ("investment", &["日本"], "赴外招商推介", 5, 6)),
    (20, ("investment", &["德国"], "友好城市交流和招商洽谈", 6, 8)),
];

/// A wish with a certificate of this kind, or on duty without one, asked for today.
#[must_use]
pub fn draw(
    chance: &mut Chance,
    today: Day,
    person: usize,
    certificate: Option<&'static str>,
    new: bool,
) -> Option<Journey> {
    let (sorts, region) = match certificate {
        Some("passport") => (PASSPORT, "foreign"),
        Some("hkmo") => (HKMO, "hkmo"),
        Some(_) => (TAIWAN, "taiwan"),
        None => (DUTY, "foreign"),
    };
    let (code, places, reason, least, most) = *chance.weighted(sorts)?;
    let ahead = if new { chance.between(45, 70) } else { chance.between(22, 55) };
    let from = today.plus(ahead);
    let period = Period::days(from, from.plus(chance.between(least, most) - 1));
    let purpose = match certificate {
        Some(_) => Purpose::Private(code, if chance.percent(80) { "annual" } else { "personal" }),
        None => Purpose::Business,
    };
    let course = *chance.weighted(COURSES)?;
    let places = places.to_vec();
    Some(Journey {
        person,
        purpose,
        places,
        region,
        period,
        certificate,
        new,
        reason,
        course,
        stand_in: None,
        matter: None,
        sent_back: false,
        over: None,
        recorded: false,
    })
}

impl Journey {
    /// The application.
    #[must_use]
    pub fn application(&self, cast: &Cast, verb: &str) -> Value {
        let (from, to) = (self.period.from.day, self.period.to.day);
        let middle = from.plus(from.days_until(to) / 2);
        let stop =
            |place: &str, from: Day, to: Day| json!({"place": place, "region": self.region, "from": from, "to": to});
        let stops = match self.places.as_slice() {
            [one] => vec![stop(one, from, to)],
            [one, two, ..] => vec![stop(one, from, middle), stop(two, middle, to)],
            [] => Vec::new(),
        };
        let purpose = match self.purpose {
            Purpose::Private(kind, leave) => json!({"private": {"kind": kind, "leave": leave}}),
            Purpose::Business => {
                let task = format!("市外办批〔{}〕{}号", from.year(), 10 + self.person % 80);
                json!({"business": {"kind": "investment", "task": task}})
            }
        };
        let wanted = self.certificate.map(|kind| json!({"kind": kind, "new": self.new}));
        let companions = if self.reason.contains("家人") {
            vec![json!({"name": "家属二人", "relation": "配偶、子女"})]
        } else {
            Vec::new()
        };
        json!({
            "verb": verb,
            "purpose": purpose,
            "period": self.period,
            "stops": stops,
            "reason": self.reason,
            "companions": companions,
            "funding": if self.certificate.is_some() { "own" } else { "public" },
            "wanted": wanted.into_iter().collect::<Vec<_>>(),
            "phone": phone(self.person),
            "stand_in": self.stand_in.map(|person| cast.person(person)),
        })
    }

    /// Where the border is crossed.
    #[must_use]
    pub fn port(&self) -> &'static str {
        match (self.region, self.person % 3) {
            ("foreign", 0) => "南京禄口机场口岸",
            ("foreign", 1) => "合肥新桥机场口岸",
            ("hkmo", 0 | 1) => "深圳福田口岸",
            _ => "上海浦东机场口岸",
        }
    }
}

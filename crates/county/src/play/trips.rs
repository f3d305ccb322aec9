//! One leave from the wish to the report back, as the people concerned do it: what is sent to the desk, when, and by whom.

use engine::days::{Day, HalfDay, Period};
use engine::words::MatterId;
use serde_json::{Value, json};

use super::cast::Cast;
use super::wish::{Course, Reach, Sort, Wish};

/// Waves of a day: the hours at which people get to their papers.
pub const WAVES: [(i8, i8); 4] = [(8, 40), (10, 30), (14, 40), (16, 40)];

/// A place in time: the day's number times four, and the wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wave(pub i64);

impl Wave {
    /// The wave of a day, 0 the first.
    #[must_use]
    pub fn of(day: Day, wave: i64) -> Self {
        Self(day.number() * 4 + wave)
    }

    /// Its day.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_number(self.0.div_euclid(4))
    }

    /// The first wave within a half-day.
    #[must_use]
    pub fn within(half: HalfDay) -> Self {
        Self(half.index() * 2)
    }

    /// The half-day in which it lies.
    #[must_use]
    pub fn half(self) -> HalfDay {
        HalfDay::from_index(self.0.div_euclid(2))
    }

    /// The moment at which it begins.
    #[must_use]
    pub fn moment(self) -> jiff::Timestamp {
        let place = usize::try_from(self.0.rem_euclid(4)).unwrap_or(0);
        let (hour, minute) = WAVES.get(place).copied().unwrap_or((8, 40));
        let span = jiff::SignedDuration::from_mins(i64::from(hour) * 60 + i64::from(minute));
        self.day().begins().saturating_add(span).unwrap_or(jiff::Timestamp::MAX)
    }
}

/// What somebody has planned to do about a leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Submit it.
    Apply,
    /// Take it back before the decision.
    Withdraw,
    /// Cancel the approved trip.
    Cancel,
    /// Ask for more days.
    Extend,
    /// Call the person back.
    Recall,
    /// Report back.
    ReportBack,
}

/// A leave on its way.
#[derive(Clone, Debug)]
pub struct Trip {
    /// Mark in the diary.
    pub mark: u64,
    /// Who.
    pub person: usize,
    /// What was wished.
    pub wish: Wish,
    /// Who stands in.
    pub stand_in: Option<usize>,
    /// Why it must be although the other chief is away.
    pub exception: bool,
    /// The matter, once submitted.
    pub matter: Option<MatterId>,
    /// Its period as it stands, extensions included.
    pub period: Period,
    /// Sent back once already.
    pub sent_back: bool,
}

impl Trip {
    /// When which errand is run, from the wave of submission.
    #[must_use]
    pub fn plan(&self, submitted: Wave) -> Vec<(Wave, Errand)> {
        let from = Wave::within(self.wish.period.from);
        let back = (Wave(Wave::within(self.wish.period.to).0 + 1), Errand::ReportBack);
        match self.wish.course {
            Course::Plain | Course::Returned | Course::Refused => vec![back],
            Course::Withdrawn => vec![(Wave(submitted.0 + 1), Errand::Withdraw)],
            Course::Cancelled => vec![(Wave(from.0 - 1), Errand::Cancel)],
            Course::Early(halves) => vec![(Wave(back.0.0 - halves * 2), Errand::ReportBack)],
            Course::Recalled(halves) => {
                let back = back.0.0 - halves * 2;
                vec![(Wave(back - 2), Errand::Recall), (Wave(back), Errand::ReportBack)]
            }
            Course::Extended(more) => {
                vec![(Wave(back.0.0 - 3), Errand::Extend), (Wave(back.0.0 + more * 2), Errand::ReportBack)]
            }
            // Late is late after the day by which one reports back, the day after the end.
            Course::Late(days) => vec![(Wave(back.0.0 + (days + 1) * 4), Errand::ReportBack)],
        }
    }

    /// The application.
    #[must_use]
    pub fn application(&self, cast: &Cast, verb: &str) -> Value {
        let wish = &self.wish;
        let mut action = json!({
            "verb": verb,
            "purpose": if wish.sort.on_duty() {
                json!({"business": {"kind": code(wish.sort)}})
            } else {
                json!({"private": {"kind": code(wish.sort)}})
            },
            "period": wish.period,
            "destination": wish.place,
            "reach": match wish.reach { Reach::City => "beyond_county", Reach::Province => "beyond_city", Reach::Country => "beyond_province" },
            "reason": wish.reason,
            "transport": if wish.sort.on_duty() { "official_car" } else { "private_car" },
            "phone": phone(self.person),
        });
        let Some(fields) = action.as_object_mut() else { return action };
        if let Some(other) = self.stand_in {
            fields.insert("stand_in".to_owned(), json!(cast.person(other)));
            fields.insert("stand_in_phone".to_owned(), json!(phone(other)));
        }
        if wish.period.half_days() >= 28 {
            fields.insert("delegation".to_owned(), json!("单位会议研究决定，休假期间工作由代行职责人负责。"));
        }
        if self.exception {
            fields.insert("exception".to_owned(), json!("参会对象由上级指定，不能改派，另一正职外出系在谈项目签约。"));
        }
        action
    }
}

/// Code of a sort in the county's dictionary.
#[must_use]
pub const fn code(sort: Sort) -> &'static str {
    match sort {
        Sort::Meeting => "meeting",
        Sort::Errand => "trip",
        Sort::Investment => "investment",
        Sort::Training => "study",
        Sort::Annual => "annual",
        Sort::Private => "personal",
        Sort::Sick => "sick",
        Sort::Marriage => "marriage",
        Sort::Maternity => "maternity",
        Sort::Nursing => "nursing",
        Sort::Parental => "childcare",
        Sort::Funeral => "bereavement",
        Sort::Family => "home_visit",
    }
}

/// A telephone number of the form of a real one; the series is not in use.
#[must_use]
pub fn phone(key: usize) -> String {
    format!("1900000{:04}", key % 10_000)
}

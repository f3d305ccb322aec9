//! What a person of the county wants on a day: where to, why, how long, and how it will go on. Nothing here knows the desk.

use engine::days::{Calendar, Day, Half, HalfDay, Period};

use crate::chance::Chance;
use crate::made::Sex;

use super::season::works;

/// A wish to be away.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Whether it is duty or private, and which leave.
    pub sort: Sort,
    /// Where to.
    pub place: &'static str,
    /// How far that is.
    pub reach: Reach,
    /// Why, in the applicant's words.
    pub reason: &'static str,
    /// From when to when.
    pub period: Period,
    /// How it goes on.
    pub course: Course,
    /// He leaves at once and brings the papers later.
    pub emergency: bool,
}

/// 因公 or which leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// 会议
    Meeting,
    /// 出差
    Errand,
    /// 招商
    Investment,
    /// 学习培训
    Training,
    /// 年休假
    Annual,
    /// 事假
    Private,
    /// 病假
    Sick,
    /// 婚假
    Marriage,
    /// 产假
    Maternity,
    /// 护理假
    Nursing,
    /// 育儿假
    Parental,
    /// 丧假
    Funeral,
    /// 探亲假
    Family,
}

impl Sort {
    /// On duty.
    #[must_use]
    pub const fn on_duty(self) -> bool {
        matches!(self, Self::Meeting | Self::Errand | Self::Investment | Self::Training)
    }
}

/// How far away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// 县外市内
    City,
    /// 市外省内
    Province,
    /// 省外
    Country,
}

/// How a wish goes on after it was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Approved, away, back in time.
    Plain,
    /// The approver sends it back once; it is completed and submitted again.
    Returned,
    /// The approver says no.
    Refused,
    /// Withdrawn before a decision.
    Withdrawn,
    /// Approved, then cancelled before leaving.
    Cancelled,
    /// Called back so many half-days before the end.
    Recalled(i64),
    /// Back so many half-days before the end.
    Early(i64),
    /// Extended by so many half-days.
    Extended(i64),
    /// Reported back so many days after it was due; explained.
    Late(i64),
}

/// Sorts with their weight: 45 of 100 on duty.
const SORTS: &[(u64, Sort)] = &[
    (14, Sort::Meeting),
    (13, Sort::Errand),
    (10, Sort::Investment),
    (8, Sort::Training),
    (25, Sort::Annual),
    (18, Sort::Private),
    (8, Sort::Sick),
    (1, Sort::Marriage),
    (1, Sort::Nursing),
    (1, Sort::Parental),
    (1, Sort::Funeral),
    (1, Sort::Family),
];

const COURSES: &[(u64, Course)] = &[
    (830, Course::Plain),
    (28, Course::Returned),
    (18, Course::Refused),
    (20, Course::Withdrawn),
    (14, Course::Cancelled),
    (8, Course::Recalled(1)),
    (26, Course::Early(1)),
    (16, Course::Extended(1)),
    (16, Course::Extended(2)),
    (14, Course::Late(1)),
    (6, Course::Late(2)),
    (4, Course::Late(4)),
];

const PLACES: &[(u64, (&str, Reach))] = &[
    (30, ("宣城市区", Reach::City)),
    (8, ("宁国市", Reach::City)),
    (25, ("合肥市", Reach::Province)),
    (8, ("芜湖市", Reach::Province)),
    (5, ("黄山市", Reach::Province)),
    (8, ("南京市", Reach::Country)),
    (6, ("杭州市", Reach::Country)),
    (5, ("上海市", Reach::Country)),
    (3, ("北京市", Reach::Country)),
    (2, ("苏州市", Reach::Country)),
];

/// What a person wishes who asks on this day. Nothing, when the drawn leave does not fit the person.
#[must_use]
pub fn draw(chance: &mut Chance, calendar: &Calendar, today: Day, sex: Sex, age: i64) -> Option<Wish> {
    let mut sort = chance.weighted(SORTS).copied()?;
    if sort == Sort::Marriage && sex == Sex::Woman && age < 38 && chance.percent(40) {
        sort = Sort::Maternity;
    }
    let fits = match sort {
        Sort::Marriage => age < 36,
        Sort::Nursing => sex == Sex::Man && age < 40,
        Sort::Parental => age < 38,
        _ => true,
    };
    if !fits {
        return None;
    }
    let emergency = matches!(sort, Sort::Sick | Sort::Funeral) && chance.percent(35);
    let halves = length(chance, sort);
    let period = placed(chance, calendar, today, halves, emergency)?;
    let (place, reach) = chance.weighted(PLACES).copied()?;
    let course = course(chance, period, emergency);
    let reason = chance.pick(reasons(sort)).copied()?;
    Some(Wish { sort, place, reach, reason, period, course, emergency })
}

fn length(chance: &mut Chance, sort: Sort) -> i64 {
    let table: &[(u64, i64)] = match sort {
        Sort::Meeting => &[(30, 1), (50, 2), (10, 3), (10, 4)],
        Sort::Errand => &[(15, 1), (40, 2), (10, 3), (25, 4), (10, 6)],
        Sort::Investment => &[(25, 4), (15, 5), (35, 6), (15, 8), (10, 10)],
        Sort::Training => &[(30, 4), (20, 6), (35, 10), (15, 20)],
        Sort::Annual => &[(10, 1), (25, 2), (20, 4), (20, 6), (25, 10)],
        Sort::Private => &[(30, 1), (45, 2), (10, 3), (10, 4), (5, 6)],
        Sort::Sick => &[(20, 1), (30, 2), (25, 4), (15, 6), (8, 14), (2, 30)],
        Sort::Marriage | Sort::Funeral => &[(70, 6), (30, 10)],
        Sort::Maternity => &[(100, 316)],
        Sort::Nursing => &[(100, 40)],
        Sort::Parental => &[(60, 2), (40, 6)],
        Sort::Family => &[(60, 10), (40, 20)],
    };
    chance.weighted(table).copied().unwrap_or(2)
}

/// Where in the calendar a leave of this length begins that is asked for today.
fn placed(chance: &mut Chance, calendar: &Calendar, today: Day, halves: i64, emergency: bool) -> Option<Period> {
    let ahead = if emergency { 0 } else { *chance.weighted(&[(18, 1), (25, 2), (22, 3), (20, 4), (10, 6), (5, 9)])? };
    let mut first = today.plus(ahead);
    // Most leaves begin on a working day; a trip over the weekend needs the same papers.
    if !emergency && !chance.percent(6) {
        first = (0..15).map(|more| first.plus(more)).find(|day| works(calendar, *day))?;
    }
    let half = if emergency || chance.percent(22) { Half::Afternoon } else { Half::Morning };
    let from = HalfDay { day: first, half };
    Period::new(from, from.plus(halves - 1))
}

/// How it goes on; what a short leave cannot do becomes the plain course.
fn course(chance: &mut Chance, period: Period, emergency: bool) -> Course {
    let drawn = chance.weighted(COURSES).copied().unwrap_or(Course::Plain);
    let halves = period.half_days();
    match drawn {
        Course::Recalled(_) if halves >= 6 => Course::Recalled(halves / 2),
        Course::Early(_) if halves >= 4 => Course::Early(chance.between(1, halves / 2)),
        Course::Extended(more) if (3..=40).contains(&halves) => Course::Extended(more * 2),
        Course::Recalled(_) | Course::Early(_) | Course::Extended(_) => Course::Plain,
        Course::Refused | Course::Withdrawn | Course::Cancelled if emergency => Course::Plain,
        other => other,
    }
}

fn reasons(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Meeting => &["参加市直部门业务会议", "参加全市重点工作推进会", "参加省厅工作调度会", "列席市级专题会议"],
        Sort::Errand => &["到市局对接项目申报", "赴省厅汇报工作", "外出核查信访事项", "参加项目评审", "赴外地办理公务"],
        Sort::Investment => &["外出招商洽谈", "赴企业考察在谈项目", "参加招商推介会"],
        Sort::Training => &["参加市委党校培训班", "参加业务培训", "参加干部能力提升班", "外出学习考察"],
        Sort::Annual => &["年休假", "年休假，陪同家人", "年休假，回乡探望父母"],
        Sort::Private => &["处理家庭事务", "陪同家人就医", "参加亲属婚礼", "送子女入学", "办理私人事务"],
        Sort::Sick => &["身体不适就医", "住院治疗", "复查"],
        Sort::Marriage => &["结婚"],
        Sort::Maternity => &["产假"],
        Sort::Nursing => &["配偶生育，护理"],
        Sort::Parental => &["照顾未满三周岁子女"],
        Sort::Funeral => &["直系亲属去世，办理丧事"],
        Sort::Family => &["探望父母"],
    }
}

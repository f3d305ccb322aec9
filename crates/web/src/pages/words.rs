//! How pages say days, owners and stages.

use super::visit::Visit;
use crate::view::parts::{Basis, Tag, Tone};
use engine::{
    access::Hat,
    days::Day,
    policy::{self, Policy, Unit},
    procedure::{As, Duty},
    words::{PersonId, UnitId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Away, MatterRow, Reader, RowDuty, sql::Fault};

/// Days before its due day on which a duty counts as soon due.
const SOON: i64 = 3;

/// As what somebody is named in a matter.
pub const fn capacity(role: As) -> &'static str {
    match role {
        As::Subject => "当事人",
        As::Object => "涉及人员",
        As::Untold => "尚未告知的当事人",
        As::Cleared => "已了结的当事人",
        As::Reporter => "反映人",
        As::StandIn => "代行职责",
        As::Watch => "值班",
        As::Participant => "参加",
        As::Signer => "签署",
        As::Receiver => "接收人",
        As::Supervisor => "监交人",
        As::Relative => "亲属",
    }
}

/// 10月19日, with the year where it is not this one.
pub fn day(day: Day, today: Day) -> String {
    if day.year() == today.year() { day.sentence() } else { day.sentence_with_year() }
}

/// 10月14日 09:12, in office time.
pub fn moment(moment: jiff::Timestamp, today: Day) -> String {
    // Office time is fixed at +08:00, so the clock's face follows from the seconds of the day.
    let seconds = moment.as_second() + 8 * 3600;
    let (hour, minute) = (seconds.rem_euclid(86_400) / 3600, seconds.rem_euclid(3600) / 60);
    format!("{} {hour:02}:{minute:02}", day(Day::at(moment), today))
}

/// 逾期2日, 今日, 还有4个工作日: working days only where the limit counts working days.
pub fn relative(due: Day, limit: &str, today: Day, policy: &Policy) -> String {
    let days = today.days_until(due);
    match days {
        ..0 => format!("逾期{}日", -days),
        0 => "今日".to_owned(),
        _ => {
            let counts_working = policy.limit(limit, today).is_some_and(|version| version.unit == Unit::WorkingDay);
            let working = policy.calendar().working_days(today.plus(1), due).ok().filter(|_| counts_working);
            working.map_or_else(|| format!("还有{days}日"), |working| format!("还有{working}个工作日"))
        }
    }
}

/// Colour and shape of a due day.
pub fn tone(due: Option<Day>, today: Day) -> Tone {
    match due.map(|due| today.days_until(due)) {
        Some(..0) => Tone::Late,
        Some(0..=SOON) => Tone::Soon,
        Some(_) => Tone::Wait,
        None => Tone::None,
    }
}

/// The class of a row that holds a due day.
pub const fn row_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Late => "late",
        Tone::Soon => "soon",
        _ => "",
    }
}

/// A due day as a tag: ▲10月20日.
pub fn due_tag(due: Option<Day>, today: Day) -> Tag {
    Tag::new(tone(due, today), due.map_or_else(|| "未定期限".to_owned(), |due| day(due, today)))
}

/// How a day came about, with its clause as people cite it.
pub fn basis(basis: &policy::Basis, policy: &Policy) -> Basis {
    Basis { words: basis.words.clone(), clause: clause(&basis.clause, policy) }
}

/// A clause as people cite it; empty for none.
pub fn clause(id: &str, policy: &Policy) -> String {
    if id.is_empty() { String::new() } else { policy.clause_label(id) }
}

/// Acts of an office whose name stands at the beginning or the end of what a duty says: 组织部审核, 签收请假备案.
const ACTS: [&str; 12] =
    ["审核", "审批", "呈批", "审定", "签收", "认定", "登记", "备案", "核对", "验收", "签字", "评估"];

/// The word of a button for what a duty asks: short, a verb.
pub fn deed_of(what: &str, title: Option<&str>) -> String {
    let bare = what.split(['（', '：', '，']).next().unwrap_or(what);
    let short = |text: &&str| text.chars().count() <= 4;
    let named = ACTS.iter().find(|act| bare.ends_with(**act) || bare.starts_with(**act)).copied();
    let word = Some(bare).filter(short).or(named).or(title.filter(short)).unwrap_or("办理");
    word.to_owned()
}

/// The same for a duty in a list.
pub fn deed(visit: &Visit, kind: &str, duty: &RowDuty) -> String {
    let title = duty.verb.as_ref().and_then(|verb| visit.app.action(kind, verb)).map(|verb| verb.title.as_str());
    deed_of(&duty.what, title)
}

/// The stage of a matter: late when a duty of it is, under way when a clock's stage says so, done when it is ended.
pub fn stage(row: &MatterRow, today: Day) -> Tag {
    let late = row.next_due.is_some_and(|due| due < today);
    let soon = row.next_due.is_some_and(|due| today.days_until(due) <= SOON);
    let tone = match (row.done, late, soon, row.stage == row.stored_stage) {
        (true, ..) => Tone::Done,
        (_, true, ..) => Tone::Late,
        (_, _, true, _) => Tone::Soon,
        (.., false) => Tone::Going,
        _ => Tone::Wait,
    };
    Tag::new(tone, row.stage.clone())
}

/// 张三请假至10月16日，期间由李四代为办理: of each of them. Whoever may not see the absence itself is told no day.
pub fn stood_in(away: &[&Away], kind: &str, today: Day) -> String {
    let one = |away: &&Away| {
        let gone = match (away.seen, away.until < today) {
            (true, false) => format!("{}请假至{}", away.name, day(away.until, today)),
            (true, true) => format!("{}应于{}返回，尚未销假", away.name, day(away.until, today)),
            (false, _) => format!("{}外出", away.name),
        };
        match away.holder(kind) {
            Some(holder) => format!("{gone}，期间由{holder}代为办理"),
            None => format!("{gone}，没有指定代为办理的人"),
        }
    };
    away.iter().map(one).collect::<Vec<_>>().join("；")
}

/// Names of the people and units behind hats.
#[derive(Default)]
pub struct Owners {
    people: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
}

impl Owners {
    /// Looks the names of these hats up, all at once.
    ///
    /// # Errors
    /// What the database says.
    pub fn of<'a>(reader: &Reader, hats: impl Iterator<Item = &'a Hat>) -> Result<Self, Fault> {
        let (mut people, mut units) = (BTreeSet::new(), BTreeSet::new());
        for hat in hats {
            match hat {
                Hat::Person(person) => {
                    people.insert(person.as_str());
                }
                Hat::Head(unit) | Hat::RoleAt(_, unit) => {
                    units.insert(unit.as_str());
                }
                Hat::Role(_) | Hat::System => {}
            }
        }
        Ok(Self { people: reader.names(people)?, units: reader.unit_names(units)? })
    }

    /// The names behind the duties of a matter.
    ///
    /// # Errors
    /// What the database says.
    pub fn of_duties(reader: &Reader, duties: &[Duty]) -> Result<Self, Fault> {
        Self::of(reader, duties.iter().flat_map(|duty| &duty.owner))
    }

    fn person(&self, id: &PersonId) -> &str {
        self.people.get(id.as_str()).map_or("", String::as_str)
    }

    fn unit(&self, id: &UnitId) -> &str {
        self.units.get(id.as_str()).map_or("", String::as_str)
    }

    /// One hat in words.
    fn word(&self, hat: &Hat) -> String {
        match hat {
            Hat::Person(person) => self.person(person).to_owned(),
            Hat::Head(unit) => format!("{}主要负责人", self.unit(unit)),
            Hat::Role(role) => role.title().to_owned(),
            Hat::RoleAt(role, unit) => format!("{}{}", self.unit(unit), role.title()),
            Hat::System => "准绳".to_owned(),
        }
    }

    /// Who owes it, in words: any one of them.
    pub fn words(&self, hats: &[Hat]) -> String {
        let mut words: Vec<String> = hats.iter().map(|hat| self.word(hat)).filter(|word| !word.is_empty()).collect();
        words.dedup();
        words.join("或")
    }
}

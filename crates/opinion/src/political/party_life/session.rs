//! One session as it may be entered: within the quarter, by those who belong to the branch, no more of them than there are.

use super::{
    PartyLife,
    facts::{AttendanceRow, Attended, Enter, Entered, Event, Item, Session, State},
    rules::CLAUSE,
    schedule::{QUORUM, SCHEDULE, column},
};
use crate::{
    checks::{self, Called, Roll, filled, not_ahead, term},
    political::party_branch::{self, Leader, PartyBranch},
};
use engine::{
    days::{Day, Period},
    facts::Query,
    procedure::{Context, Procedure, Refusal},
    trigger::Trigger,
    words::PersonId,
    yearly::Total,
};

/// Clause of the leading cadres as ordinary members.
const MEMBERS: &str = "1.2.2";

/// Of whom a session is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Branch,
    Committee,
    Group,
}

pub(super) fn entered(state: &State, enter: Enter, cx: &Context) -> Result<Entered, Refusal> {
    let title = term(&enter.kind, "/kind", cx)?;
    filled(&enter.theme, "/theme", "主题")?;
    not_ahead(enter.day, "/day", "活动日期", cx)?;
    let counts = counted_day(state, &enter)?;
    let branch = cx.facts.read::<PartyBranch>(&state.opened.branch).ok_or_else(Refusal::not_now)?;
    let call = Call::new(&branch, &enter, cx)?;
    let same = |other: &Session| other.kind == enter.kind.0 && other.day == enter.day && other.group == enter.group;
    if let Some(other) = state.sessions.iter().find(|other| same(other)) {
        let sentence = format!("{}的{}已登记为活动{}，请核对。", enter.day.sentence(), other.title, other.number);
        return Err(Refusal::new("session_twice", "", sentence).at("/day"));
    }
    let attendance = call.attendance(&enter.leaders, cx)?;
    let there = u32::try_from(attendance.iter().filter(|one| one.present).count()).unwrap_or(u32::MAX);
    let named = u32::try_from(attendance.len()).unwrap_or(u32::MAX);
    let rest = call.entitled.saturating_sub(named);
    if enter.others > rest {
        let sentence = format!("其他党员应到{rest}人，填了到会{}人，请核对人数或先变更支部情况。", enter.others);
        return Err(Refusal::new("too_many", CLAUSE, sentence).at("/others"));
    }
    let present = there.saturating_add(enter.others);
    if present == 0 {
        return Err(Refusal::new("nobody_there", CLAUSE, "没有人到会，请核对到会情况。").at("/others"));
    }
    let fits = |item: &&Item| {
        item.kind == enter.kind.0 && item.group == enter.group && item.from <= counts && counts <= item.to
    };
    let session = Session {
        number: state.last.saturating_add(1),
        item: state.items.iter().find(fits).map(|item| item.number),
        notes: call.notes(present, &enter, cx),
        kind: enter.kind.0,
        title,
        day: enter.day,
        group: enter.group,
        theme: enter.theme,
        entitled: call.entitled,
        present,
        attendance,
    };
    Ok(Entered { session, day: cx.day })
}

/// The day for which it counts: its own, or the first day of the month that it makes up for.
fn counted_day(state: &State, enter: &Enter) -> Result<Day, Refusal> {
    let (from, to) = (state.opened.from, state.opened.to);
    let outside = |at: &str| {
        let words = format!("{}{}", state.opened.year, "年");
        let sentence = format!(
            "不在本期（{words}{}，{}至{}），请在相应季度登记；补开的填写补开哪个月。",
            state.opened.quarter.word(),
            from.sentence(),
            to.sentence()
        );
        Refusal::new("outside_term", "", sentence).at(at)
    };
    let Some(month) = enter.month else {
        return if enter.day < from || to < enter.day { Err(outside("/day")) } else { Ok(enter.day) };
    };
    let first = i8::try_from(month).ok().and_then(|month| Day::new(from.year(), month, 1));
    let first = first.ok_or_else(|| outside("/month"))?;
    let last = first.plus_months(1, true).plus(-1);
    if last < from || to < first {
        return Err(outside("/month"));
    }
    if enter.day <= last {
        let sentence = format!("{}在{month}月或以前，不是补开，请删去补开月份或核对日期。", enter.day.sentence());
        return Err(Refusal::new("not_made_up", "", sentence).at("/month"));
    }
    Ok(last)
}

/// Who is called to a session.
struct Call<'a> {
    of: Of,
    /// How many in all.
    entitled: u32,
    /// The leading cadres among them.
    leaders: Vec<&'a Leader>,
    branch: &'a party_branch::State,
}

impl<'a> Call<'a> {
    fn new(branch: &'a party_branch::State, enter: &Enter, cx: &Context) -> Result<Self, Refusal> {
        let who = cx.policy.table(SCHEDULE, enter.day).map(|table| column(table, &enter.kind.0, "who").to_owned());
        let card = &branch.card.branch;
        let (of, entitled) = match (who.as_deref(), &enter.group) {
            (Some("committee"), _) => {
                let sentence = "本支部不设支部委员会，没有支委会，请另选活动或先变更支部情况。";
                let none = || Refusal::new("no_committee", "rule.party_branch", sentence).at("/kind");
                (Of::Committee, card.committee.ok_or_else(none)?)
            }
            (Some("group"), None) => {
                filled("", "/group", "党小组")?;
                (Of::Group, 0)
            }
            (_, Some(name)) => {
                let group = card.groups.iter().find(|group| &group.name == name).ok_or_else(|| {
                    let sentence = format!("支部没有党小组“{name}”，请照支部情况填写。");
                    Refusal::new("unknown_group", "", sentence).at("/group")
                })?;
                (Of::Group, group.members)
            }
            _ => (Of::Branch, card.members()),
        };
        let called = |leader: &&Leader| match of {
            Of::Branch => true,
            Of::Committee => leader.committee,
            Of::Group => leader.group == enter.group,
        };
        Ok(Self { of, entitled, leaders: branch.on(enter.day).filter(called).collect(), branch })
    }

    /// Each leading cadre who is called, once, present or with a reason; nobody else.
    fn attendance(&self, rows: &[AttendanceRow], cx: &Context) -> Result<Vec<Attended>, Refusal> {
        let rows =
            rows.iter().map(|row| Roll { person: &row.person, present: row.present, reason: row.reason.as_ref() });
        let named = |who: &PersonId, at: &str| self.called(who, at, cx).map(|leader| leader.name.clone());
        let all: Vec<PersonId> = self.leaders.iter().map(|leader| leader.person.clone()).collect();
        let found = checks::roll(rows, ("/leaders", MEMBERS), named, &all, cx)?;
        let one = |Called { person, name, present, reason }| Attended { person, name, present, reason, made_up: None };
        Ok(found.into_iter().map(one).collect())
    }

    fn called(&self, who: &PersonId, at: &str, cx: &Context) -> Result<&'a Leader, Refusal> {
        if let Some(leader) = self.leaders.iter().find(|leader| &leader.person == who) {
            return Ok(leader);
        }
        let card = checks::person(who, at, cx)?;
        if !card.party {
            let sentence = format!("{}不是中共党员，不参加支部组织生活统计，请删去。", card.name);
            return Err(Refusal::new("not_party_member", MEMBERS, sentence).at(at));
        }
        let of = match self.of {
            Of::Branch => format!("“{}”", self.branch.card.branch.name),
            Of::Committee => "支部委员会".to_owned(),
            Of::Group => "这个党小组".to_owned(),
        };
        let sentence = format!("{}那天不在{of}，不在应到之列，请删去或先办理转入。", card.name);
        Err(Refusal::new("not_of_the_branch", MEMBERS, sentence).at(at))
    }

    /// Fewer than a vote needs are shown and refused nobody.
    fn notes(&self, present: u32, enter: &Enter, cx: &Context) -> Vec<String> {
        let asks =
            cx.policy.table(SCHEDULE, enter.day).is_some_and(|table| column(table, &enter.kind.0, "quorum") == "yes");
        let part = cx.policy.limit(QUORUM, enter.day).and_then(|limit| limit.fraction()).filter(|_| asks);
        let short = part.filter(|(n, d)| i64::from(present) * d < i64::from(self.entitled) * n);
        short.map(|(n, d)| format!("应到{}人，到会不足{n}/{d}，不能进行表决", self.entitled)).into_iter().collect()
    }
}

/// Who was called is told to whoever goes on from a session.
pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let (branch, from) = (after.opened.branch.clone(), after.opened.from);
    match event {
        Event::Entered(entered) => {
            let session = &entered.session;
            let members = session.attendance.iter().map(|one| one.person.clone()).collect();
            let (number, kind) = (session.number, session.kind.clone());
            vec![Trigger::BranchMet { branch, from, session: number, kind, members }]
        }
        Event::Withdrawn(one) => vec![Trigger::BranchMeetingUndone { branch, from, session: one.withdraw.session }],
        _ => Vec::new(),
    }
}

/// The sessions of a quarter that is voided are none.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    let left = |number: u32| after.is_some_and(|after| after.sessions.iter().any(|one| one.number == number));
    let gone = before.sessions.iter().filter(|one| !left(one.number));
    gone.map(|one| Trigger::BranchMeetingUndone {
        branch: before.opened.branch.clone(),
        from: before.opened.from,
        session: one.number,
    })
    .collect()
}

/// 双重组织生活: what a leading cadre attended in his branch within a year, his group's meetings too.
pub(super) fn yearly(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
    let whole = Day::new(year, 1, 1).zip(Day::new(year, 12, 31)).map(|(first, last)| Period::days(first, last));
    let query = Query { kind: PartyLife::KIND.id, person: Some(who.clone()), overlaps: whole, ..Query::default() };
    let terms =
        cx.facts.matters(&query).into_iter().filter(|brief| PartyLife::KIND.stages.contains(&brief.stage.as_str()));
    let states: Vec<State> = terms.filter_map(|brief| serde_json::from_str(&brief.state).ok()).collect();
    let own: Vec<(&Session, &Attended)> = states
        .iter()
        .flat_map(|state| &state.sessions)
        .filter_map(|session| Some((session, session.attendance.iter().find(|one| &one.person == who)?)))
        .collect();
    if own.is_empty() {
        return Vec::new();
    }
    let present = own.iter().filter(|(_, one)| one.present).count();
    let made_up = own.iter().filter(|(_, one)| one.made_up.is_some()).count();
    let group = own.iter().filter(|(session, one)| one.present && session.group.is_some()).count();
    let (all, absent) = (own.len(), own.len() - present);
    let made = if made_up > 0 { format!("，补课{made_up}次") } else { String::new() };
    let note = format!("应参加{all}次，缺席{absent}次{made}；其中党小组活动{group}次");
    vec![Total { title: "参加所在支部组织生活".to_owned(), sum: format!("{present}次"), note }]
}

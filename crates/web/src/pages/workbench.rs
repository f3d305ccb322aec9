//! 工作台: what is owed by whoever looks, by urgency; who is away; what changed last.

use super::{
    frame::{DUTIES, frame},
    visit::{Visit, encoded, shown},
    words::{self, Owners},
};
use crate::{
    fault::Problem,
    view::{
        pages::{Count, DutyGroup, DutyRow as Drawn, WorkbenchPage},
        parts::{Row, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::{self, Authorized},
    days::Day,
    policy::Policy,
    procedure::Kind,
};
use store::{DutyRow, Filter};

/// Rows of one group.
const SHOWN: usize = 12;

/// Events of the county looked through for what changed last: further back nothing is news.
const RECENT: i64 = 200;

/// Drafts on the workbench.
const DRAFTS: usize = 5;

/// The workbench.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let reader = visit.reader();
    let today = visit.today();
    let duties = reader.duties_of(visit.actor(), DUTIES)?;
    let mut frame = frame(visit, "工作台", "/", Vec::new())?;
    frame.message = last_sign_in(visit)?;
    let policy = visit.app.county.policy();
    let owners = Owners::of(&reader, duties.iter().flat_map(|duty| &duty.owner))?;
    let draw = |duty: &DutyRow| drawn(duty, today, &policy, &owners);
    let (todo, standing): (Vec<&DutyRow>, Vec<&DutyRow>) = duties.iter().partition(|duty| duty.verb.is_some());
    let away = away(visit)?;
    let late = todo.iter().filter(|duty| duty.is_overdue(today)).count();
    let now = todo.iter().filter(|duty| duty.due == Some(today)).count();
    let count =
        |number: String, words: &str, href: &str, tone| Count { number, words: words.into(), href: href.into(), tone };
    let page = WorkbenchPage {
        entrusted: entrusted(visit)?,
        missing: super::setup::missing(visit)?.into_iter().collect(),
        today: day_line(today, &policy),
        has_new: super::opening::any(visit)?,
        counts: vec![
            count(late.to_string(), "逾期", "#late", if late > 0 { "late" } else { "" }),
            count(now.to_string(), "今日到期", "#today", if now > 0 { "soon" } else { "" }),
            count((todo.len() - late - now).to_string(), "以后到期", "#later", ""),
            count(standing.len().to_string(), "我负责的应办", "#standing", ""),
            count(away.len().to_string(), "今日在外", "#away", ""),
        ],
        todo_meta: format!("轮到我办的{}件", todo.len()),
        groups: groups(&todo, today, &draw),
        standing: standing.iter().take(SHOWN).map(|duty| draw(duty)).collect(),
        away_meta: format!("{}人", away.len()),
        away: away.into_iter().take(SHOWN).collect(),
        recent: recent(visit)?,
        drafts: super::drafts::rows(visit)?.into_iter().take(DRAFTS).collect(),
        frame,
    };
    shown(StatusCode::OK, &page)
}

/// When and from where the account signed in before, on the page after a sign-in.
fn last_sign_in(visit: &Visit) -> Result<Option<String>, Problem> {
    if visit.asked("signed_in").is_none() {
        return Ok(None);
    }
    let last = visit.app.county.last_sign_in(&visit.who.session.account)?;
    Ok(last.map(|last| {
        let when = words::moment(last.moment, visit.today());
        let from = if last.address.is_empty() { String::new() } else { format!("，来自{}", last.address) };
        format!("上次登录：{when}{from}。不是本人的，请立即更换口令。")
    }))
}

/// 2026年10月14日 星期三 · 工作日.
fn day_line(today: Day, policy: &Policy) -> String {
    let kind = match policy.calendar().is_working(today) {
        Ok(true) => "工作日",
        Ok(false) => "休息日",
        Err(_) => "本年放假安排未公布",
    };
    format!("{} {} · {kind}", today.sentence_with_year(), today.weekday_word())
}

/// A duty as lists draw it.
pub fn drawn(duty: &DutyRow, today: Day, policy: &Policy, owners: &Owners) -> Drawn {
    let tone = words::tone(duty.due, today);
    let number = duty.number.as_deref().unwrap_or("");
    let dot = if number.is_empty() { "" } else { " · " };
    let href = format!("/matters/{}", duty.matter);
    Drawn {
        day: duty.due.map_or_else(|| "未定期限".to_owned(), |due| words::day(due, today)),
        relative: duty.due.map(|due| words::relative(due, &duty.basis.limit, today, policy)).unwrap_or_default(),
        tone: words::row_class(tone),
        tag: words::due_tag(duty.due, today),
        what: duty.what.clone(),
        meta: format!("{number}{dot}{}", duty.title),
        owner: owners.words(&duty.owner),
        basis: duty.basis.words.clone(),
        clause: words::clause(&duty.basis.clause, policy),
        button: duty.verb.as_ref().map(|_| "办理".to_owned()).unwrap_or_default(),
        action: duty.verb.as_ref().map_or_else(|| href.clone(), |verb| format!("{href}?do={verb}#do")),
        href,
    }
}

fn groups(todo: &[&DutyRow], today: Day, draw: &dyn Fn(&DutyRow) -> Drawn) -> Vec<DutyGroup> {
    let sunday = today.plus(6 - i64::from(today.weekday().to_monday_zero_offset()));
    let belongs = |duty: &DutyRow| match duty.due {
        Some(due) if due < today => 0,
        Some(due) if due == today => 1,
        Some(due) if due <= sunday => 2,
        _ => 3,
    };
    let heads =
        [("逾期", "late", "late"), ("今日到期", "soon", "today"), ("本周到期", "", "week"), ("以后到期", "", "later")];
    let group = |(place, (title, tone, anchor)): (usize, (&'static str, &'static str, &'static str))| {
        let rows: Vec<&&DutyRow> = todo.iter().filter(|duty| belongs(duty) == place).collect();
        DutyGroup {
            title,
            tone,
            anchor,
            count: rows.len(),
            more: rows.len().saturating_sub(SHOWN),
            rows: rows.iter().take(SHOWN).map(|duty| draw(duty)).collect(),
            more_href: "/duties".into(),
        }
    };
    heads.into_iter().enumerate().map(group).filter(|group| group.count > 0).collect()
}

fn away(visit: &Visit) -> Result<Vec<Row>, Problem> {
    let (today, half) = (visit.today(), visit.half());
    let absences = visit.reader().absences(today, today, &visit.scope())?;
    let firm = absences
        .into_iter()
        .filter(|absence| absence.firm && (absence.until_reported || absence.period.contains(half)));
    Ok(firm
        .map(|absence| {
            let overdue = absence.until_reported && absence.period.to < half;
            let until = if overdue {
                "尚未确认返岗".to_owned()
            } else {
                format!("{}返回", absence.period.to.sentence())
            };
            let stand_in = absence.stand_in_name.map(|name| format!("，代行职责人{name}")).unwrap_or_default();
            Row::new(
                absence.name,
                format!("/matters/{}", absence.matter),
                format!("{}，{until}{stand_in}", absence.label),
            )
        })
        .collect())
}

fn recent(visit: &Visit) -> Result<Vec<Row>, Problem> {
    let today = visit.today();
    let reader = visit.reader();
    let since = Some(reader.last_event()? - RECENT);
    let filter = Filter { limit: 6, open: Some(true), since, ..Filter::default() };
    let page = reader.matters(&filter, &visit.scope(), visit.half())?;
    let row = |row: &store::MatterRow| Row {
        tag: words::stage(row, today),
        ..Row::new(
            row.number.clone().unwrap_or_else(|| row.title.clone()),
            format!("/matters/{}", row.id),
            row.title.clone(),
        )
    };
    Ok(page.items.iter().map(row).filter(|row| row.tag.tone != Tone::Done).collect())
}

/// What waits for those who authorized whoever looks: each with the name of whom he would decide for.
fn entrusted(visit: &Visit) -> Result<Vec<Row>, Problem> {
    let reader = visit.reader();
    let kinds: Vec<_> = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let mut rows = Vec::new();
    for given in reader.authorizations(visit.actor(), visit.today())? {
        let covered = |kind: &&&'static Kind| access::entrusted(&given, visit.actor(), kind, visit.today()).is_ok();
        let covered: Vec<_> = kinds.iter().filter(covered).collect();
        let Some(first) = covered.first() else { continue };
        let by = Authorized { person: given.principal.clone(), authorization: given.id.clone() };
        let Ok(trusted) = reader.authorized(visit.actor(), &by, first, visit.today())? else { continue };
        let name = reader.ask(|facts| facts.name(&by.person))?;
        for duty in reader.duties_of(&trusted, DUTIES)? {
            let Some(verb) = duty.verb.filter(|_| covered.iter().any(|kind| kind.id == duty.kind)) else { continue };
            let href = format!("/matters/{}?do={verb}&by={}#do", duty.matter, encoded(by.authorization.as_str()));
            let due = duty.due.map(|due| format!("，{}前", words::day(due, visit.today()))).unwrap_or_default();
            rows.push(Row::new(duty.what, href, format!("代{name}办理{due}：{}", duty.title)));
        }
    }
    rows.truncate(SHOWN);
    Ok(rows)
}

//! 工作台: what is owed by whoever looks, by urgency; who is away; what changed last.

use super::{
    frame::{DUTIES, frame},
    visit::{Visit, encoded, shown},
    words::{self, Owners},
};
use crate::{
    fault::Problem,
    view::{
        ledger::{LedgerHead, PrintPage},
        pages::{Count, DutyGroup, DutyRow as Drawn, WorkbenchPage},
        parts::{Row, TableCell, TableRow, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::{self, Authorized},
    days::Day,
    policy::Policy,
    procedure::Kind,
};
use store::{Absentees, DutyRow, Filter};

/// Rows of one group.
const SHOWN: usize = 12;

/// Rows of what is late, where something is due today.
const LATE_SHOWN: usize = 3;

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
    let away = absentees(visit, &duties)?;
    let draw = |duty: &DutyRow| drawn(visit, duty, &policy, (&owners, &away));
    // What no verb discharges and is not due yet stands by itself; it counts all the same.
    let pressing = |duty: &&DutyRow| duty.verb.is_some() || duty.due.is_some_and(|due| due <= today);
    let (todo, standing): (Vec<&DutyRow>, Vec<&DutyRow>) = duties.iter().partition(pressing);
    let (week, out) = super::week::of(visit)?;
    let late = duties.iter().filter(|duty| duty.is_overdue(today)).count();
    let now = duties.iter().filter(|duty| duty.due == Some(today)).count();
    let count = |number: usize, words: &str, href: &str, tone| Count {
        number: number.to_string(),
        words: words.into(),
        href: href.into(),
        tone,
    };
    let page = WorkbenchPage {
        unread: super::notices::unread(visit)?,
        entrusted: entrusted(visit)?,
        missing: super::setup::missing(visit)?.into_iter().collect(),
        today: day_line(today, &policy),
        has_new: super::opening::any(visit)?,
        counts: vec![
            count(late, "逾期", if late > 0 { "#late" } else { "/duties" }, if late > 0 { "late" } else { "" }),
            count(now, "今日到期", if now > 0 { "#today" } else { "/duties" }, if now > 0 { "soon" } else { "" }),
            count(duties.len() - late - now, "以后到期", "/duties", ""),
            count(out, "今日在外", "/calendar", ""),
        ],
        todo_meta: format!("轮到我办的{}件", duties.len()),
        groups: groups(&todo, today, &draw),
        standing: standing.iter().take(SHOWN).map(|duty| draw(duty)).collect(),
        standing_meta: format!("{}件，已计入以后到期", standing.len()),
        week,
        opened: opened(visit)?,
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

/// 最近打开: what this account looked at last on this machine, as far as it may still be seen.
fn opened(visit: &Visit) -> Result<Vec<Row>, Problem> {
    let ids: Vec<&str> = visit.habits.recent.iter().map(String::as_str).collect();
    let rows = visit.reader().opened(&ids, visit.actor(), visit.half())?;
    let row = |row: &store::MatterRow| {
        let title = row.number.clone().unwrap_or_else(|| row.title.clone());
        Row::new(title, format!("/matters/{}", row.id), row.subject_name.clone().unwrap_or_default())
    };
    Ok(rows.iter().map(row).collect())
}

/// 今日清单: what is owed by whoever looks up to today, on paper.
pub fn print(visit: &Visit) -> Result<Response, Problem> {
    const HEADS: [(&str, &str); 5] =
        [("期限", "fix"), ("应办", "wrap"), ("事项", "wrap"), ("怎样算出", "wrap"), ("由谁办", "wrap")];
    let (reader, today, policy) = (visit.reader(), visit.today(), visit.app.county.policy());
    let mut duties = reader.duties_of(visit.actor(), DUTIES)?;
    let all = duties.len();
    duties.retain(|duty| duty.due.is_some_and(|due| due <= today));
    let owners = Owners::of(&reader, duties.iter().flat_map(|duty| &duty.owner))?;
    let away = Absentees::default();
    let row = |duty: &DutyRow| {
        let drawn = drawn(visit, duty, &policy, (&owners, &away));
        let mark = if drawn.clause.is_empty() { String::new() } else { format!("〔{}〕", drawn.clause) };
        let texts = [
            format!("{} {}", drawn.day, drawn.relative),
            drawn.what,
            drawn.meta,
            format!("{}{mark}", drawn.basis),
            drawn.owner,
        ];
        let cell =
            |((_, class), text): (&(&str, &'static str), String)| TableCell { text, class, ..TableCell::default() };
        TableRow { tone: drawn.tone, cells: HEADS.iter().zip(texts).map(cell).collect() }
    };
    let head =
        |(title, class): &(&str, &'static str)| LedgerHead { title: (*title).into(), class, ..LedgerHead::default() };
    let page = PrintPage {
        title: "今日清单".into(),
        lines: vec![
            visit.app.office.to_string(),
            day_line(today, &policy),
            format!("逾期和今日到期{}件，另有以后到期{}件", duties.len(), all - duties.len()),
        ],
        back: "/".into(),
        columns: HEADS.iter().map(head).collect(),
        rows: duties.iter().map(row).collect(),
        ..super::print::sheet(visit)
    };
    shown(StatusCode::OK, &page)
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

/// Who is away among those who owe these duties.
pub fn absentees(visit: &Visit, duties: &[DutyRow]) -> Result<Absentees, Problem> {
    let hats = duties.iter().flat_map(|duty| &duty.owner);
    Ok(visit.reader().absentees(hats, visit.actor(), visit.today())?)
}

/// A duty as lists draw it.
pub fn drawn(visit: &Visit, duty: &DutyRow, policy: &Policy, (owners, away): (&Owners, &Absentees)) -> Drawn {
    let today = visit.today();
    let title = duty.verb.as_ref().and_then(|verb| visit.app.action(&duty.kind, verb)).map(|verb| verb.title.as_str());
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
        away: words::stood_in(&away.of_row(duty), &duty.kind, today),
        basis: duty.basis.words.clone(),
        clause: words::clause(&duty.basis.clause, policy),
        button: duty.verb.as_ref().map(|_| words::deed_of(&duty.what, title)).unwrap_or_default(),
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
    // What is due today stays in sight under what is late.
    let shown =
        |place: usize| if place == 0 && todo.iter().any(|duty| belongs(duty) == 1) { LATE_SHOWN } else { SHOWN };
    let group = |(place, (title, tone, anchor)): (usize, (&'static str, &'static str, &'static str))| {
        let rows: Vec<&&DutyRow> = todo.iter().filter(|duty| belongs(duty) == place).collect();
        DutyGroup {
            title,
            tone,
            anchor,
            count: rows.len(),
            more: rows.len().saturating_sub(shown(place)),
            rows: rows.iter().take(shown(place)).map(|duty| draw(duty)).collect(),
            more_href: if place == 0 { "/duties?state=mine_late" } else { "/duties" }.into(),
        }
    };
    heads.into_iter().enumerate().map(group).filter(|group| group.count > 0).collect()
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

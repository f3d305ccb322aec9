//! 账号与授权: for the three administrators. The system administrator opens, stops and resets; the security administrator grants; the audit
//! administrator reads what both did.

use super::{
    frame::frame,
    panels::{self, Heads, Put, link, text},
    visit::{Visit, encoded, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        field::Control,
        frame::Crumb,
        office::{Ask, Note, OfficePage, Panel},
        pages::HeadAct,
        parts::{PageLink, Paging, RefusalBox, Row, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::{Actor, Hat, Role},
    procedure::Refusal,
    words::{MatterId, Prose},
};
use serde_json::{Value, json};
use store::{Detail, Filter, MatterRow, Request, Target, accounts::fresh_password};

/// Where accounts are kept.
pub const HERE: &str = "/accounts";

/// The register of accounts, which the three administrators see.
const KIND: &str = "account";

/// Accounts on one page.
const ROWS: i64 = 50;

/// Lines of the record on one page.
const LINES: i64 = 100;

fn guarded(visit: &Visit) -> Result<(), Problem> {
    if visit.actor().is_administrator() {
        return Ok(());
    }
    Err(Problem::forbidden(Refusal::new("not_yours", "", "账号与授权由三员办理，你没有这项权限。")))
}

fn page(visit: &Visit, heading: &str, last: Option<&str>) -> Result<OfficePage, Problem> {
    let mut crumbs = vec![Crumb::to("账号与授权", HERE)];
    crumbs.extend(last.map(Crumb::here));
    Ok(OfficePage { frame: frame(visit, heading, HERE, crumbs)?, heading: heading.to_owned(), ..OfficePage::default() })
}

/// All accounts.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    const HEADS: Heads =
        &[("账号", "name"), ("角色", ""), ("状态", "fix"), ("口令", "fix"), ("账号与角色", "act"), ("口令", "act")];
    guarded(visit)?;
    let reader = visit.reader();
    let mut page = page(visit, "账号与授权", None)?;
    page.meta = "系统管理员开通、停用、重置口令；安全管理员授权；审计管理员查看记录".into();
    for offer in reader.openings(KIND, visit.actor(), visit.now)? {
        page.acts.push(HeadAct {
            title: offer.label,
            href: format!("/new/{KIND}?verb={}", offer.verb),
            main: true,
            grave: false,
        });
    }
    let filter = Filter {
        kind: Some(KIND.to_owned()),
        limit: ROWS,
        cursor: visit.asked("cursor").map(str::to_owned),
        ..Filter::default()
    };
    let found = reader.matters(&filter, &visit.scope(), visit.half())?;
    let resets = is_system(visit);
    let mut panel = Panel { columns: panels::heads(HEADS), ..Panel::new("账号", "停用的账号保留") };
    panel.ways.push(("按姓名或登录名查".into(), format!("/ledger/{KIND}")));
    for account in &found.items {
        let login = cell(account, "login");
        let password = if visit.app.county.has_password(&login)? { "已设" } else { "未设，不能登录" };
        let tone = match account.stage.as_str() {
            "启用" => Tone::Done,
            "停用" => Tone::None,
            _ => Tone::Soon,
        };
        let reset = if resets && !account.done {
            link("重置口令", format!("{HERE}/{}/reset", account.id))
        } else {
            text("")
        };
        panel.rows.push(panels::row(
            HEADS,
            vec![
                link(account.title.clone(), format!("/matters/{}", account.id)),
                text(cell(account, "roles")),
                Put::Mark(Tag::new(tone, account.stage.clone())),
                text(password),
                link("办理", format!("/matters/{}#do", account.id)),
                reset,
            ],
        ));
    }
    if let Some(cursor) = found.next {
        let next =
            PageLink { title: "下一页".into(), href: format!("{HERE}?cursor={}", encoded(&cursor)), here: false };
        panel.paging = Paging { words: format!("每页{ROWS}个"), links: vec![next] };
    }
    page.panels.push(panel);
    page.panels.push(record(visit)?);
    if visit.actor().hats.contains(&Hat::Role(Role::AuditAdmin)) {
        page.panels.push(openings(visit)?);
    }
    shown(StatusCode::OK, &page)
}

/// How often each account opened something sealed: who audits sees the count, and neither content nor reason.
fn openings(visit: &Visit) -> Result<Panel, Problem> {
    const HEADS: Heads = &[("账号", "name"), ("办理", "fix"), ("次数", "number"), ("最近一次", "fix")];
    let counts = visit.reader().openings_of_seals()?;
    let row = |one: &store::SealCount| {
        let act = if one.verb == "erase" { "删除" } else { "查阅" };
        let last = jiff::Timestamp::from_microsecond(one.last).unwrap_or(visit.now);
        let last = words::moment(last, visit.today());
        panels::row(HEADS, vec![text(one.account.clone()), text(act), text(one.count.to_string()), text(last)])
    };
    let mut panel = Panel::new("封存内容的查阅", "只列次数，不列内容和理由");
    panel.columns = panels::heads(HEADS);
    panel.rows = counts.iter().map(row).collect();
    panel.empty = Some(("没有查阅过封存内容。".into(), "每次查阅都记入日志和该事项的经过。".into()));
    Ok(panel)
}

fn cell(account: &MatterRow, key: &str) -> String {
    account.cells.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn is_system(visit: &Visit) -> bool {
    visit.actor().hats.contains(&Hat::Role(Role::SystemAdmin))
}

/// What was done to accounts, the newest first.
fn record(visit: &Visit) -> Result<Panel, Problem> {
    const HEADS: Heads = &[("时间", "fix"), ("办理", "name"), ("经办", "fix"), ("日志编号", "number")];
    let before = visit.asked("before").and_then(|before| before.parse().ok()).unwrap_or(i64::MAX);
    let lines = visit.reader().log(&visit.scope(), before, LINES)?;
    let row = |line: &store::LogLine| {
        let schemas = visit.app.schemas(&line.kind);
        let verb = schemas
            .and_then(|schemas| schemas.event(&line.verb))
            .map_or(line.verb.clone(), |event| event.title.clone());
        let actor: Value = serde_json::from_str(&line.actor).unwrap_or_default();
        let who = actor.get("account").and_then(Value::as_str).unwrap_or("准绳").to_owned();
        let moment = jiff::Timestamp::from_microsecond(line.moment).unwrap_or(visit.now);
        let words = words::moment(moment, visit.today());
        panels::row(HEADS, vec![text(words), text(verb), text(who), text(line.seq.to_string())])
    };
    let mut panel = Panel::new("办理记录", "开通、停用、授权、重置，都在日志里，不能改");
    panel.columns = panels::heads(HEADS);
    panel.rows = lines.iter().map(row).collect();
    if let Some(last) = lines.last().filter(|_| i64::try_from(lines.len()) == Ok(LINES)) {
        panel.ways.push(("更早的".into(), format!("{HERE}?before={}", last.seq)));
    }
    Ok(panel)
}

/// The account in the path, for whoever may give it a password.
fn asked(visit: &Visit) -> Result<Detail, Problem> {
    guarded(visit)?;
    if !is_system(visit) {
        return Err(Problem::forbidden(Refusal::new("not_yours", "", "口令由系统管理员重置。")));
    }
    let found = visit.reader().detail(&visit.matter(), visit.actor(), visit.now)?;
    found.filter(|detail| detail.row.kind == KIND).ok_or_else(Problem::not_found)
}

/// The question before a password is reset.
pub fn reset_form(visit: &Visit) -> Result<Response, Problem> {
    let account = asked(visit)?;
    shown(StatusCode::OK, &question(visit, &account, None)?)
}

fn question(visit: &Visit, account: &Detail, wrong: Option<&Problem>) -> Result<OfficePage, Problem> {
    let mut page = page(visit, "重置口令", Some("重置口令"))?;
    page.meta = account.row.title.clone();
    page.refusal = wrong.map(|problem| RefusalBox {
        title: "没有重置".into(),
        sentence: problem.sentence.clone(),
        ..RefusalBox::default()
    });
    let reason = visit.sent("reason").unwrap_or("").to_owned();
    let error =
        wrong.filter(|problem| problem.at.as_deref() == Some("/reason")).map(|problem| problem.sentence.clone());
    page.panels.push(Panel {
        lines: vec!["请本人当面办理。重置后显示一次性口令，只显示一次；本人首次登录须更换，其他登录随即退出；登记过动态口令的一并停用，本人登录后重新登记。".into()],
        ask: Some(Ask {
            action: format!("{HERE}/{}/reset", account.row.id),
            csrf: visit.who.session.csrf.clone(),
            kept: vec![("_key".into(), visit.app.county.new_id(visit.now).0)],
            fields: vec![panels::field(
                "reason",
                "理由",
                "记入日志，如本人忘记口令",
                &error.unwrap_or_default(),
                Control::Prose(reason),
            )],
            button: "重置口令".into(),
            grave: true,
            other: Some(("回账号".into(), HERE.into())),
            ..Ask::default()
        }),
        ..Panel::new("重置口令", "")
    });
    Ok(page)
}

/// A password is reset: journalled first, then made, shown once.
pub fn reset(visit: &Visit) -> Result<Response, Problem> {
    let account = asked(visit)?;
    let reason = Prose(visit.sent("reason").unwrap_or("").trim().to_owned());
    // The journal's line is the administrator's own; the desk does it in his name, since only this page makes the password.
    let actor =
        Actor { account: visit.who.session.account.clone(), person: visit.actor().person.clone(), ..Actor::system() };
    let request = Request {
        actor,
        moment: visit.now,
        day: None,
        target: Target::Existing { id: MatterId(account.row.id.clone()), after: account.row.n },
        action: json!({"verb": "reset_password", "reason": reason}),
        key: visit.sent("_key").map(str::to_owned),
    };
    if let Err(failure) = visit.app.county.act(request) {
        let problem = Problem::from(failure);
        return shown(problem.status, &question(visit, &account, Some(&problem))?);
    }
    let login = cell(&account.row, "login");
    let password = fresh_password()?;
    // Whoever lost his device comes in again with the new password alone, and sets up another.
    visit.app.county.drop_second_factor(&login)?;
    visit
        .app
        .county
        .set_password(&login, &password, true, visit.now)
        .map_err(|error| Problem::unavailable(error.to_string()))?;
    let mut page = page(visit, "重置口令", Some("重置口令"))?;
    page.meta = account.row.title.clone();
    page.notes.push(Note {
        title: "口令已重置。".into(),
        text: "只显示这一次，请当面交给本人；遗失须再重置。".into(),
        ..Note::default()
    });
    page.panels.push(Panel {
        facts: vec![Row::new("登录名", "", login), Row::new("一次性口令", "", password)],
        ways: vec![("回账号".into(), HERE.into())],
        ..Panel::new("一次性口令", "首次登录须更换")
    });
    shown(StatusCode::OK, &page)
}

//! 政策包: every clause, limit, dictionary, table and calendar year in force, how sure it is, and which kinds of matter rest on it; each
//! with a page of its own; and another pack loaded, with a preview of what it moves.

mod change;
mod lists;
mod preview;
mod single;

pub use change::{confirm, edit, file, form, look};

use super::{
    frame::frame,
    panels::{self, Heads, Put, link, text},
    visit::{Visit, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        office::{Note, OfficePage, Panel},
        pages::HeadAct,
        parts::{Tab, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    policy::{Policy, Status},
    procedure::Kind,
};

/// Where it is shown.
pub const HERE: &str = "/policy";

/// Loads listed.
const LOADS: usize = 50;

/// Which kinds rest on something.
struct Used(Vec<&'static Kind>);

impl Used {
    fn of(visit: &Visit) -> Self {
        Self(visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect())
    }

    /// Titles of the kinds that ask for it.
    fn by(&self, asks: impl Fn(&Kind) -> bool) -> String {
        let titles: Vec<&str> = self.0.iter().filter(|kind| asks(kind)).map(|kind| kind.title).collect();
        titles.join("、")
    }
}

/// The pack.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let policy = visit.app.county.policy();
    let (used, today) = (Used::of(visit), visit.today());
    let here = visit.asked("show").unwrap_or("limits");
    let mut page = page(visit, None)?;
    page.meta = format!("{} {}版", policy.name(), policy.version());
    if visit.actor().keeps_policy() {
        let act = HeadAct { title: "更换政策包".into(), href: format!("{HERE}/load"), main: true, grave: false };
        page.acts.push(act);
    }
    if visit.asked("loaded").is_some() {
        page.notes.push(Note {
            title: "已装入。".into(),
            text: "期限已按新的政策包重新计算，变动记入日志；此后办理的事项都按它执行。".into(),
            ..Note::default()
        });
    }
    let open =
        policy.limits().filter(|limit| limit.on(today).is_some_and(|now| now.status == Status::ToBeEntered)).count();
    if open > 0 {
        page.notes.push(Note {
            mind: true,
            title: format!("{open}项限额待本县录入。"),
            text: "有默认值的先按默认值算，没有的期限空着，补录后自动计算。".into(),
        });
    }
    let single = visit.asked("id").map(|id| single::panels(&policy, &used, here, id, today));
    if let Some(panels) = single {
        page.panels.extend(panels.ok_or_else(Problem::not_found)?);
    }
    let mut panel = match here {
        "clauses" => lists::clauses(&policy, &used),
        "dictionaries" => lists::dictionaries(&policy, &used),
        "tables" => lists::tables(&policy, &used, today),
        "calendar" => lists::calendar(&policy),
        "loads" => loads(visit)?,
        _ => lists::limits(&policy, &used, today),
    };
    panel.tabs = tabs(&policy, here);
    page.panels.push(panel);
    page.panels.push(Panel {
        lines: vec![
            "政策包是六个文本文件，内容由组织部定稿。干部监督股股长或分管副部长在“更换政策包”里上传或直接改文字，先预览哪些期限会变，写明理由后装入。".into(),
            "系统管理员不办：定哪一条、哪个数、自何日起，是业务判断；管理员只管程序，不看也不改业务内容。".into(),
            "改一个数，给旧版本写止日、再加新版本写起日，过去的事仍按过去的版本算。次年放假安排公布后，装入新的holidays.csv，空着的到期日自动算出。".into(),
            "服务停止时也可在服务器上装入：policy check 文件夹；policy load 文件夹 --preview；policy load 文件夹。".into(),
        ],
        ..Panel::new("怎样更换", "")
    });
    shown(StatusCode::OK, &page)
}

fn page(visit: &Visit, last: Option<&str>) -> Result<OfficePage, Problem> {
    let heading = last.unwrap_or("政策包");
    let crumbs = match last {
        None => vec![Crumb::here("政策包")],
        Some(last) => vec![Crumb::to("政策包", HERE), Crumb::here(last)],
    };
    Ok(OfficePage { frame: frame(visit, heading, HERE, crumbs)?, heading: heading.into(), ..OfficePage::default() })
}

fn tabs(policy: &Policy, here: &str) -> Vec<Tab> {
    let counted = [
        ("limits", "限额", policy.limits().count().to_string()),
        ("clauses", "条款", policy.clauses().count().to_string()),
        ("dictionaries", "字典", policy.dictionaries().count().to_string()),
        ("tables", "查表", policy.tables().count().to_string()),
        ("calendar", "放假安排", policy.calendar().years().count().to_string()),
        ("loads", "装入记录", String::new()),
    ];
    let known = counted.iter().any(|(key, ..)| *key == here);
    let tab = |(key, title, count): (&str, &str, String)| Tab {
        title: title.into(),
        href: format!("{HERE}?show={key}"),
        here: key == here || !known && key == "limits",
        count,
        late: false,
    };
    counted.into_iter().map(tab).collect()
}

/// The way to the page of one thing.
fn way(show: &str, id: &str) -> String {
    format!("{HERE}?show={show}&id={}", super::visit::encoded(id))
}

/// How sure something is.
fn status(status: Status) -> Put {
    let tone = match status {
        Status::Verified => Tone::Done,
        Status::Practice => Tone::Wait,
        Status::Unverified | Status::ToBeEntered => Tone::Soon,
    };
    Put::Mark(Tag::new(tone, status.title()))
}

/// Packs that were loaded.
fn loads(visit: &Visit) -> Result<Panel, Problem> {
    const HEADS: Heads =
        &[("版本", "name"), ("装入", "fix"), ("经办", "fix"), ("理由", ""), ("改动的文件", ""), ("日志编号", "number")];
    let reader = visit.reader();
    let mut rows = Vec::new();
    for load in reader.policy_loads(LOADS)? {
        let who = reader.account(&load.account)?.map_or_else(|| load.account.clone(), |account| account.name);
        let moment = jiff::Timestamp::from_microsecond(load.moment).unwrap_or(visit.now);
        rows.push(panels::row(
            HEADS,
            vec![
                text(format!("{}版", load.version)),
                text(words::moment(moment, visit.today())),
                text(who),
                text(load.reason),
                text(load.changed.join("、")),
                text(load.seq.to_string()),
            ],
        ));
    }
    Ok(Panel {
        columns: panels::heads(HEADS),
        rows,
        empty: Some(("没有装入过。".into(), "现用的是随程序的政策包。".into())),
        ..Panel::new("装入记录", "新的在前；每次装入的全文在日志里")
    })
}

//! 待阅: what came up for whoever looks; and his own ways of being told of it elsewhere, a calendar and a daily digest by mail.

use super::{
    frame::frame,
    panels::{self, Heads, Put, link, text},
    visit::{Visit, see_other, shown},
    words,
};
use crate::{
    fault::Problem,
    outgoing::may_be_mailed,
    view::{
        field::{Control, TextBox},
        frame::Crumb,
        office::{Ask, Note, OfficePage, Panel},
        pages::HeadAct,
        parts::{RefusalBox, Row, Tab, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use store::notices::{LISTED, NoticeRow};

/// 待阅.
pub const HERE: &str = "/notices";

/// 接收方式.
const WAYS: &str = "/notices/ways";

/// Notices on one page.
const ROWS: usize = 50;

/// Unread notices that the workbench counts.
const COUNTED: i64 = 100;

/// How many notices are unread, in words; empty for none.
///
/// # Errors
/// What the database says.
pub fn unread(visit: &Visit) -> Result<String, Problem> {
    let reader = visit.reader();
    let upto = reader.read_upto(&visit.who.session.account)?;
    let unread = reader.notices_for(visit.actor(), upto, COUNTED)?.len();
    let more = if i64::try_from(unread).is_ok_and(|unread| unread >= COUNTED) { "+" } else { "" };
    Ok(if unread == 0 { String::new() } else { format!("未阅{unread}{more}条") })
}

/// The list: the unread ones, or all that are kept.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    const HEADS: Heads = &[("时间", "fix"), ("何事", "strong"), ("事项", "wrap"), ("现状", "fix"), ("阅读", "fix")];
    let reader = visit.reader();
    let upto = reader.read_upto(&visit.who.session.account)?;
    let all = visit.asked("state") == Some("all");
    let rows = reader.notices_for(visit.actor(), if all { 0 } else { upto }, LISTED)?;
    let is_new = |row: &NoticeRow| row.seq > upto;
    let unread = rows.iter().filter(|row| is_new(row)).count();
    let more = if i64::try_from(unread).is_ok_and(|unread| unread >= LISTED) { "+" } else { "" };
    let said = format!("{unread}{more}");
    let state = if all { "all" } else { "unread" };
    let (stretch, paging) = panels::paged(rows.len(), visit.page(), ROWS, "条", &format!("{HERE}?state={state}&page="));
    let tab = |title: &str, which: &str, count: String| Tab {
        title: title.into(),
        href: format!("{HERE}?state={which}"),
        here: which == state,
        count,
        late: false,
    };
    let row = |row: &NoticeRow| {
        let dot = if row.number.is_some() { " · " } else { "" };
        let title = format!("{}{dot}{}", row.number.as_deref().unwrap_or_default(), row.title);
        let mark = if is_new(row) { Tag::new(Tone::Soon, "未阅") } else { Tag::new(Tone::Done, "已阅") };
        panels::row(
            HEADS,
            vec![
                text(words::moment(row.moment, visit.today())),
                text(row.line.clone()),
                link(title, format!("/matters/{}", row.matter)),
                text(row.stage.clone()),
                Put::Mark(mark),
            ],
        )
    };
    let mut panel = Panel {
        tabs: vec![tab("未阅", "unread", said.clone()), tab("全部", "all", String::new())],
        columns: panels::heads(HEADS),
        rows: rows.get(stretch).unwrap_or_default().iter().map(row).collect(),
        empty: Some(("没有待阅。".into(), "轮到你办的、与你有关的事项有变化时会列在这里。".into())),
        paging,
        ..Panel::new("待阅", "最近两个月的，最多500条；现在不能再看的事项不列")
    };
    if let Some(newest) = rows.first().filter(|_| unread > 0) {
        panel.ask = Some(Ask {
            action: format!("{HERE}/read"),
            csrf: visit.who.session.csrf.clone(),
            kept: vec![("upto".into(), newest.seq.to_string())],
            button: "全部标为已阅".into(),
            note: "各页的未阅都标为已阅；之后新到的仍为未阅。".into(),
            ..Ask::default()
        });
    }
    let page = OfficePage {
        frame: frame(visit, "待阅", HERE, vec![Crumb::here("待阅")])?,
        heading: "待阅".into(),
        meta: format!("未阅{said}条"),
        acts: vec![HeadAct {
            title: "日历订阅和每日邮件".into(), href: WAYS.into(), main: false, grave: false
        }],
        panels: vec![panel],
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}

/// Everything up to what was shown has been read.
pub fn read(visit: &Visit) -> Result<Response, Problem> {
    let upto: i64 = visit.sent("upto").and_then(|upto| upto.parse().ok()).unwrap_or_default();
    // Nobody has read what has not happened.
    let upto = upto.clamp(0, visit.reader().last_event()?);
    visit.app.county.read_notices(&visit.who.session.account, upto)?;
    Ok(see_other(HERE))
}

/// One's own ways of being told.
pub fn ways(visit: &Visit) -> Result<Response, Problem> {
    let note = match visit.asked("done") {
        Some("mail") => Some(("每日邮件已保存。", "")),
        Some("ended") => Some(("日历订阅已停用。", "原来的地址已失效。")),
        _ => None,
    };
    let note = note.map(|(title, text)| Note { title: title.into(), text: text.into(), ..Note::default() });
    shown(StatusCode::OK, &page(visit, note, None, None)?)
}

/// A secret address is made; it is told in this one answer.
pub fn make_feed(visit: &Visit) -> Result<Response, Problem> {
    let token = visit.app.county.make_feed(&visit.who.session.account, visit.now)?;
    let address = format!("{}/calendar/{token}.ics", visit.app.outgoing.site);
    shown(StatusCode::OK, &page(visit, None, Some(address), None)?)
}

/// It ends.
pub fn end_feed(visit: &Visit) -> Result<Response, Problem> {
    visit.app.county.end_feed(&visit.who.session.account)?;
    Ok(see_other(&format!("{WAYS}?done=ended")))
}

/// Where the digest goes, and whether.
pub fn keep_mail(visit: &Visit) -> Result<Response, Problem> {
    let address = visit.sent("address").unwrap_or_default().trim().to_owned();
    let wanted = visit.sent("wanted").is_some() && !address.is_empty();
    let domains = &visit.app.outgoing.domains;
    if !address.is_empty() && !may_be_mailed(&address, domains) {
        let only =
            if domains.is_empty() { String::new() } else { format!("，只能用{}的邮箱", domains.join("、")) };
        let wrong = format!("“{address}”不能作为收件地址{only}，请改正。");
        return shown(StatusCode::UNPROCESSABLE_ENTITY, &page(visit, None, None, Some((address, wrong)))?);
    }
    visit.app.county.keep_mail_box(&visit.who.session.account, &address, wanted)?;
    Ok(see_other(&format!("{WAYS}?done=mail")))
}

fn page(
    visit: &Visit,
    note: Option<Note>,
    made: Option<String>,
    wrong: Option<(String, String)>,
) -> Result<OfficePage, Problem> {
    let crumbs = vec![Crumb::to("待阅", HERE), Crumb::here("日历订阅和每日邮件")];
    Ok(OfficePage {
        frame: frame(visit, "日历订阅和每日邮件", HERE, crumbs)?,
        heading: "日历订阅和每日邮件".into(),
        meta: "只有种类、编号和到期日出去；姓名、标题和内容须登录后看，涉密的不出去".into(),
        refusal: wrong.as_ref().map(|(_, sentence)| RefusalBox {
            title: "没有保存".into(),
            sentence: sentence.clone(),
            ..RefusalBox::default()
        }),
        notes: note.into_iter().collect(),
        panels: vec![feed(visit, made)?, mail(visit, wrong)?],
        ..OfficePage::default()
    })
}

fn ask(visit: &Visit, action: &str, button: &str) -> Ask {
    Ask {
        action: format!("{HERE}/{action}"),
        csrf: visit.who.session.csrf.clone(),
        button: button.into(),
        ..Ask::default()
    }
}

fn feed(visit: &Visit, made: Option<String>) -> Result<Panel, Problem> {
    let since = visit.reader().feed(&visit.who.session.account)?;
    let mut panel = Panel::new("日历订阅", "把由本人办理的到期日放进手机或电脑的日历");
    match since {
        None => {
            panel.lines.push("未设立。设立后得到一个保密地址，填入日历程序的“订阅日历”即可；不登录就能打开。".into());
            panel.ask = Some(ask(visit, "feed", "设立订阅地址"));
        }
        Some(since) => {
            let again = made.is_none();
            if let Some(address) = made {
                panel.lines.push("地址只在这里显示一次，请现在填入日历程序；谁得到它都能打开，不要转给他人。".into());
                panel.facts.push(Row::new("订阅地址", "", address));
            } else {
                let since = words::moment(since, visit.today());
                panel.lines.push(format!("已设立（{since}）。地址不再显示；忘了或可能外泄的，请重新设立或停用。"));
            }
            let end = Ask { grave: true, ..ask(visit, "feed/end", "停用订阅") };
            panel.ask = Some(end);
            if again {
                panel.ways.push(("重新设立".into(), format!("{WAYS}?again=1#feed")));
            }
            if visit.asked("again").is_some() {
                panel.lines.push("重新设立后，原来的地址立即失效。".into());
                panel.ask = Some(ask(visit, "feed", "重新设立订阅地址"));
            }
        }
    }
    panel.anchor = "feed";
    Ok(panel)
}

fn mail(visit: &Visit, wrong: Option<(String, String)>) -> Result<Panel, Problem> {
    let kept = visit.reader().mail_box(&visit.who.session.account)?;
    let mut panel = Panel::new("每日邮件", "逾期、今日、本周到期和待阅的件数和编号，每天至多一封，没有就不发");
    match visit.app.outgoing.digest_at {
        Some(hour) => panel.lines.push(format!("每天{hour}时后发出。")),
        None => panel.lines.push("本服务器没有设邮件服务器，现在不发；地址可以先填好。".into()),
    }
    if let Some(kept) = &kept {
        if let Some(day) = kept.sent_on {
            panel.lines.push(format!("最近一次办理：{}。", words::day(day, visit.today())));
        }
        if kept.failures > 0 {
            panel.lines.push(format!("最近{}次没有送达，稍后再试；请核对收件地址。", kept.failures));
        }
    }
    let (address, error) =
        wrong.unwrap_or_else(|| (kept.as_ref().map(|kept| kept.address.clone()).unwrap_or_default(), String::new()));
    let wanted = kept.is_none_or(|kept| kept.wanted || kept.address.is_empty());
    let written = Control::Text(TextBox { value: address, class: "person", mode: "email" });
    panel.ask = Some(Ask {
        fields: vec![
            panels::field("address", "收件地址", "单位工作邮箱；留空则不发", &error, written),
            panels::field("wanted", "每天发给我", "", "", Control::Tick(wanted)),
        ],
        ..ask(visit, "mail", "保存每日邮件")
    });
    Ok(panel)
}

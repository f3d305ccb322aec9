//! The words of a daily digest: how much of what, under which numbers, by when. No name, no title.

use engine::{days::Day, erased::Catalogue};
use store::DutyRow;
use web::outgoing::{Said, said};

/// Lines under one heading; more are counted.
const LINES: usize = 20;

/// A digest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digest {
    /// Its subject.
    pub(super) subject: String,
    /// Its text, lines ended as in mail.
    pub(super) text: String,
}

/// The digest of a day; none where there is nothing to say.
pub(super) fn digest(
    catalogue: &Catalogue,
    duties: &[DutyRow],
    unread: usize,
    today: Day,
    site: &str,
) -> Option<Digest> {
    let owed: Vec<Said> = duties.iter().filter_map(|duty| said(catalogue, duty)).collect();
    let sunday = today.plus(6 - i64::from(today.weekday().to_monday_zero_offset()));
    let within = |from: Option<Day>, to: Day| {
        let fits = move |due: Day| from.is_none_or(|from| from <= due) && due <= to;
        owed.iter().filter(|said| said.due.is_some_and(fits)).collect::<Vec<_>>()
    };
    let groups = [
        ("逾期", within(None, today.plus(-1))),
        ("今日到期", within(Some(today), today)),
        ("本周到期", within(Some(today.plus(1)), sunday)),
    ];
    let mut counts: Vec<String> = groups
        .iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(head, rows)| format!("{head}{}件", rows.len()))
        .collect();
    counts.extend((unread > 0).then(|| format!("待阅{unread}条")));
    if counts.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{}，由你办理的：", today.sentence_with_year()), String::new()];
    for (head, rows) in groups.iter().filter(|(_, rows)| !rows.is_empty()) {
        lines.push(format!("{head}{}件", rows.len()));
        lines.extend(rows.iter().take(LINES).map(|row| line(row, site)));
        if rows.len() > LINES {
            lines.push(format!("  另有{}件，见 {site}/duties", rows.len() - LINES));
        }
        lines.push(String::new());
    }
    if unread > 0 {
        lines.extend([format!("待阅{unread}条，见 {site}/notices"), String::new()]);
    }
    lines.push("姓名、标题和内容请登录后查看。这封邮件由准绳自动发出，请勿回复。".to_owned());
    lines.push(format!("改收件地址或不再接收：{site}/notices/ways"));
    Some(Digest { subject: format!("准绳：{}", counts.join("、")), text: lines.join("\r\n") + "\r\n" })
}

fn line(said: &Said, site: &str) -> String {
    let due = said.due.map(|due| format!("，{}到期", due.sentence())).unwrap_or_default();
    format!("  {}{due}  {site}{}", said.words, said.path)
}

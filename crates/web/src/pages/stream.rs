//! 经过与意见: what has happened in a matter, corrections with the old struck through beside the new.

use super::{amend, names::Named, visit::Visit, words};
use crate::view::{pages::StreamLine, parts::Way};
use engine::history;
use store::Detail;

/// The lines, oldest first.
pub fn lines(visit: &Visit, detail: &Detail, names: &Named<'_>) -> Vec<StreamLine> {
    let corrector = detail.mine.iter().any(|offer| offer.verb == "amend");
    let view = |line: &store::StreamLine| StreamLine {
        amend: if corrector && !history::is_engine_verb(&line.verb) {
            format!("/matters/{}/amend/{}", detail.row.id, line.n)
        } else {
            String::new()
        },
        changes: amend::changes(visit, &detail.row.kind, line, names),
        corrected: corrected(detail, line.n),
        ..plain(visit, line)
    };
    detail.stream.iter().map(view).collect()
}

fn plain(visit: &Visit, line: &store::StreamLine) -> StreamLine {
    let today = visit.today();
    let paper = line.on_behalf.as_ref().map(|behalf| Way::new("签字件", format!("/files/{}", behalf.paper)));
    let signed = line.on_behalf.as_ref().map(|behalf| words::day(behalf.signed_on, today));
    StreamLine {
        n: line.n,
        who: line.on_behalf_name.clone().unwrap_or_else(|| line.who.clone()),
        post: String::new(),
        act: line.act.clone(),
        text: line.text.clone(),
        note: signed.map(|day| format!("{}代录，本人{day}签字", line.who)).unwrap_or_default(),
        paper,
        moment: line.moment.to_string(),
        when: words::moment(line.moment, today),
        grave: line.grave,
        ..StreamLine::default()
    }
}

/// The last correction of an entry.
fn corrected(detail: &Detail, n: i64) -> Option<Way> {
    let corrects = |line: &&store::StreamLine| line.corrects.as_ref().is_some_and(|corrects| corrects.n == n);
    let line = detail.stream.iter().rev().find(corrects)?;
    Some(Way::new(format!("内容已由第{}条更正", line.n), format!("#n{}", line.n)))
}

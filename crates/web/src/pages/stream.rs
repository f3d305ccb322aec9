//! 经过与意见: what has happened in a matter, corrections with the old struck through beside the new.

use super::{amend, names::Named, visit::Visit, words};
use crate::view::{pages::StreamLine, parts::Way};
use engine::{access::Behalf, history};
use store::Detail;

/// The lines, oldest first.
pub fn lines(visit: &Visit, detail: &Detail, names: &Named<'_>) -> Vec<StreamLine> {
    let corrector = detail.mine.iter().any(|offer| offer.verb == "amend");
    let view = |line: &store::StreamLine| StreamLine {
        amend: if corrector && line.n > 0 && !history::is_engine_verb(&line.verb) {
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
    let (signed, by) =
        (line.on_behalf.as_ref().and_then(Behalf::signed), line.on_behalf.as_ref().and_then(Behalf::authorized));
    let principal = line.on_behalf_name.clone().unwrap_or_default();
    let paper = signed.map(|signed| Way::new("签字件", format!("/files/{}", signed.paper)));
    let given = by.map(|by| Way::new("授权", format!("/matters/{}", by.authorization)));
    let entered = signed.map(|signed| format!("{}代录，本人{}签字", line.who, words::day(signed.signed_on, today)));
    let note = entered.or_else(|| by.map(|_| format!("〔{principal}授权{}代签〕", line.who)));
    StreamLine {
        n: line.n,
        who: decided(line),
        post: String::new(),
        act: line.act.clone(),
        text: line.text.clone(),
        note: note.unwrap_or_default(),
        paper: paper.or(given),
        moment: line.moment.to_string(),
        when: words::moment(line.moment, today),
        grave: line.grave,
        ..StreamLine::default()
    }
}

/// Who decided: whoever signed the paper that was entered, else whoever did it.
pub fn decided(line: &store::StreamLine) -> String {
    let signed = line.on_behalf.as_ref().and_then(Behalf::signed).and(line.on_behalf_name.as_ref());
    signed.unwrap_or(&line.who).clone()
}

/// The last correction of an entry.
fn corrected(detail: &Detail, n: i64) -> Option<Way> {
    let corrects = |line: &&store::StreamLine| line.corrects.as_ref().is_some_and(|corrects| corrects.n == n);
    let line = detail.stream.iter().rev().find(corrects)?;
    Some(Way::new(format!("内容已由第{}条更正", line.n), format!("#n{}", line.n)))
}

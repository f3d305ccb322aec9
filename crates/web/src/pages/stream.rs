//! 经过与意见: what has happened in a matter, corrections with the old struck through beside the new.

use super::{amend, names::Named, visit::Visit, words};
use crate::{
    fault::Problem,
    view::{pages::StreamLine, parts::Way},
};
use engine::{
    access::Behalf,
    days::Day,
    history,
    words::{PersonId, UnitId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Detail, Held, Standing};

/// The lines, oldest first.
pub fn lines(visit: &Visit, detail: &Detail, names: &Named<'_>) -> Result<Vec<StreamLine>, Problem> {
    let corrector = detail.mine.iter().any(|offer| offer.verb == "amend");
    let posts = Posts::of(visit, &detail.stream)?;
    let view = |line: &store::StreamLine| StreamLine {
        amend: if corrector && line.n > 0 && !history::is_engine_verb(&line.verb) {
            format!("/matters/{}/amend/{}", detail.row.id, line.n)
        } else {
            String::new()
        },
        changes: amend::changes(visit, &detail.row.kind, line, names),
        corrected: corrected(detail, line.n),
        post: posts.of_line(line),
        ..plain(visit, line)
    };
    Ok(detail.stream.iter().map(view).collect())
}

/// In what capacity people acted: by the role of the account, else by the post held on the day.
struct Posts {
    standing: BTreeMap<String, Standing>,
    held: Vec<Held>,
    units: BTreeMap<String, String>,
}

impl Posts {
    fn of(visit: &Visit, lines: &[store::StreamLine]) -> Result<Self, Problem> {
        let reader = visit.reader();
        let standing = reader.standing(lines.iter().map(|line| line.account.as_str()))?;
        let behalf = lines.iter().filter_map(|line| line.on_behalf.as_ref()).map(Behalf::person);
        let people: BTreeSet<&PersonId> =
            standing.values().filter_map(|standing| standing.person.as_ref()).chain(behalf).collect();
        let held = reader.posts_held(&people.into_iter().collect::<Vec<_>>())?;
        let roles = standing.values().flat_map(|standing| &standing.roles);
        let units = reader.unit_names(roles.filter_map(|(_, unit)| unit.as_ref()).map(UnitId::as_str))?;
        Ok(Self { standing, held, units })
    }

    fn of_line(&self, line: &store::StreamLine) -> String {
        let day = Day::of(&line.day);
        if let Some(behalf) = &line.on_behalf {
            return self.post(behalf.person(), day);
        }
        let Some(standing) = self.standing.get(&line.account) else { return String::new() };
        match standing.roles.first() {
            // Granted for many units it is no longer said for which.
            Some((role, Some(unit))) if standing.roles.len() == 1 => {
                format!("{}{}", self.units.get(unit.as_str()).map_or("", String::as_str), role.title())
            }
            Some((role, _)) => role.title().to_owned(),
            None => standing.person.as_ref().map(|person| self.post(person, day)).unwrap_or_default(),
        }
    }

    fn post(&self, person: &PersonId, day: Option<Day>) -> String {
        let on = self.held.iter().filter(|held| held.person == *person && day.is_some_and(|day| held.is_on(day)));
        on.take(1).map(|held| format!("{}{}", held.unit_name, held.title)).collect()
    }
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

//! 新办: which matters a person can open, the form, and what becomes of it.

use super::{
    behalf::{self, Entry},
    drafts,
    frame::{chapter_title, frame, register_title},
    paper::{Paper, Sent, Verdict},
    visit::{Visit, encoded, see_other, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        pages::{ChoosePage, NewPage},
        parts::{RefusalBox, Row},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::{Offer, Tone},
    form::Filled,
    procedure::Kind,
};
use store::Target;

/// Whether this person can open anything.
pub fn any(visit: &Visit) -> Result<bool, Problem> {
    for mechanism in visit.app.county.catalogue().iter() {
        if !openings(visit, mechanism.kind())?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What this person may open of a kind, himself or on behalf of another.
fn openings(visit: &Visit, kind: &Kind) -> Result<Vec<(Offer, Entry)>, Problem> {
    let offers = visit.reader().opening_offers(kind.id, visit.actor(), visit.now)?;
    let with_entry = |offer: Offer| behalf::entry_new(visit, &offer).map(|entry| (offer, entry));
    Ok(offers.into_iter().filter_map(with_entry).collect())
}

/// The kinds that this person can open.
pub fn choose(visit: &Visit) -> Result<Response, Problem> {
    let policy = visit.app.county.policy();
    let person = visit.asked("person").map(|person| format!("&person={}", encoded(person))).unwrap_or_default();
    let mut rows = Vec::new();
    let kinds: Vec<&'static Kind> = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let (opinion, ground): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| kind.chapter > 0);
    for kind in opinion.into_iter().chain(ground) {
        for (offer, entry) in openings(visit, kind)? {
            let mut clauses: Vec<String> = kind.clauses.iter().map(|id| policy.clause_label(id)).collect();
            clauses.dedup();
            let clauses = clauses.join("、");
            let about = if clauses.is_empty() { chapter_title(kind).to_owned() } else { format!("〔{clauses}〕") };
            let behalf = if entry == Entry::Behalf { "代录 " } else { "" };
            rows.push(Row::new(
                format!("{}：{}", kind.title, offer.label),
                format!("/new/{}?verb={}{person}", kind.id, offer.verb),
                format!("{behalf}{about}"),
            ));
        }
    }
    let page = ChoosePage { frame: frame(visit, "新办事项", "/new", vec![Crumb::here("新办事项")])?, rows };
    shown(StatusCode::OK, &page)
}

/// The form of a new matter.
pub fn form(visit: &Visit) -> Result<Response, Problem> {
    let (kind, paper) = asked(visit, visit.asked("verb"))?;
    let mut page = page(visit, kind, &paper, None, None)?;
    page.frame.message = drafts::message(visit);
    shown(StatusCode::OK, &page)
}

/// The form came back.
pub fn submit(visit: &Visit) -> Result<Response, Problem> {
    let (kind, paper) = asked(visit, visit.asked("verb"))?;
    match paper.submitted(visit, Target::new(kind.id)) {
        Sent::Through(answer) => Ok(see_other(&format!("/matters/{}?done={}", answer.id, answer.n))),
        Sent::Kept(id) => drafts::kept(visit, &id),
        Sent::Back(filled, problem) => {
            let verdict = Verdict::of(visit, &paper, filled, problem);
            shown(verdict.status, &page(visit, kind, &paper, Some(&verdict.filled), verdict.refusal)?)
        }
    }
}

/// The kind in the path and the form of the verb asked for: the main one where none is.
fn asked(visit: &Visit, verb: Option<&str>) -> Result<(&'static Kind, Paper), Problem> {
    let kind = visit.app.county.catalogue().get(visit.param("kind")).ok_or_else(Problem::not_found)?.kind();
    let mut offers = openings(visit, kind)?;
    offers.retain(|(offer, _)| verb.is_none_or(|verb| offer.verb == verb));
    let main = offers.iter().position(|(offer, _)| matches!(offer.tone, Tone::Main)).unwrap_or_default();
    let (offer, entry) = offers.get(main).ok_or_else(|| {
        let sentence = format!("“{}”不由你提出，须由有权限的人新办。", kind.title);
        Problem::forbidden(engine::procedure::Refusal::new("not_yours", "", sentence))
    })?;
    let paper = Paper::of(visit, kind.id, None, offer.verb)?.ok_or_else(Problem::not_found)?;
    Ok((kind, paper.offered(visit, offer, *entry)))
}

fn page(
    visit: &Visit,
    kind: &Kind,
    paper: &Paper,
    filled: Option<&Filled>,
    refusal: Option<RefusalBox>,
) -> Result<NewPage, Problem> {
    let policy = visit.app.county.policy();
    let ledger = format!("/ledger/{}", kind.id);
    let heading = format!("新办{}", kind.title);
    let crumbs =
        vec![Crumb::here(chapter_title(kind)), Crumb::to(register_title(kind), ledger.clone()), Crumb::here("新办")];
    let clause = |id: &&str| policy.clause(id).map(|clause| Row::new(clause.title.clone(), "", clause.label.clone()));
    let fields = paper.fields(visit, filled);
    let action = format!("/new/{}?verb={}", kind.id, paper.verb);
    Ok(NewPage {
        frame: frame(visit, &heading, &ledger, crumbs)?,
        meta: paper.words().to_owned(),
        heading,
        refusal,
        form: paper.drawn(visit, action, None, &fields),
        help: kind.clauses.iter().filter_map(clause).collect(),
    })
}

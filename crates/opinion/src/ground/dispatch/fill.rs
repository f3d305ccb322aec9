//! The words of a paper at the moment of its signature.

use super::facts::{Drafted, Receiver};
use crate::CATALOGUE;
use engine::{
    days::Day,
    facts::{Brief, Called},
    paper::{About, Filling, Gate, Paper, Template},
    policy::Clock,
    procedure::{Context, Refusal},
    sheet::Words,
    words::MatterId,
};

/// What is filled in at the signature.
pub(super) struct Given<'a> {
    pub(super) document: &'a str,
    pub(super) signer: &'a str,
    pub(super) day: Day,
}

/// The matter whose paper is to be issued: one that stands, and whose papers everybody of the section may see.
///
/// # Errors
/// `unknown_matter`.
pub(super) fn subject(id: &MatterId, cx: &Context) -> Result<Brief, Refusal> {
    let open = |brief: &Brief| {
        let kind = CATALOGUE.get(&brief.kind).map(|mechanism| mechanism.kind());
        kind.is_some_and(|kind| !kind.veiled && kind.stages.contains(&brief.stage.as_str()))
    };
    cx.facts.brief(id).filter(open).ok_or_else(|| {
        Refusal::new("unknown_matter", "", "没有这个事项，或事项已作废、撤销，请重新选择。").at("/matter")
    })
}

/// The template of the pack, which must be one that is issued and belong to the matter's kind.
///
/// # Errors
/// `unknown_paper`.
pub(super) fn template<'a>(paper: &str, subject: &Brief, cx: &'a Context) -> Result<&'a Template, Refusal> {
    let fits = |template: &&Template| template.kind == subject.kind && template.code.is_some();
    cx.policy.paper(paper).filter(fits).ok_or_else(|| {
        let sentence = "这个事项没有这样一种发文的文书，请在事项页的“文书”里选择。";
        Refusal::new("unknown_paper", "", sentence).at("/paper")
    })
}

/// The paper, filled from the matter as it stands now.
///
/// # Errors
/// What [`subject`] and [`template`] refuse.
pub(super) fn paper(drafted: &Drafted, given: &Given<'_>, cx: &Context) -> Result<Paper, Refusal> {
    let draft = &drafted.draft;
    let subject = subject(&draft.matter, cx)?;
    let template = template(&draft.paper, &subject, cx)?;
    let mechanism = CATALOGUE.get(&subject.kind).ok_or_else(Refusal::not_now)?;
    let pauses = cx.facts.pauses(&draft.matter);
    let clock = Clock { policy: cx.policy, pauses: &pauses };
    let (outline, effects) = mechanism.standing(&subject.state, &clock).map_err(|_| Refusal::not_now())?;
    let state = serde_json::from_str(&subject.state).unwrap_or_default();
    let about = About {
        number: subject.number.unwrap_or_default(),
        title: outline.title,
        stage: outline.stage.to_owned(),
        post: outline.post,
        unit: outline.units.first().map(|unit| cx.facts.unit_name(unit)).unwrap_or_default(),
        county: cx.facts.county_name().unwrap_or_else(|| cx.policy.name().to_owned()),
        today: given.day,
        due: effects.duties.iter().filter_map(|duty| duty.due).min(),
        course: Vec::new(),
    };
    let names = Called(cx.facts);
    let words = Words { names: &names, terms: cx.policy };
    let filling = Filling::of(&mechanism.schemas().state, &state, words);
    let filling = filling.about(about).limits(template, cx.policy, given.day);
    let fields = [
        ("本件.文号", given.document.to_owned()),
        ("本件.密级", draft.mark.map(|mark| mark.word().to_owned()).unwrap_or_default()),
        ("本件.主送", named(drafted, MAIN).join("、")),
        ("本件.抄送", copied(drafted)),
        ("本件.份数", draft.copies.to_string()),
        ("本件.签发人", given.signer.to_owned()),
        ("本件.印发日期", Day::at(cx.now).sentence_with_year()),
    ];
    let filling = fields.into_iter().fold(filling, |filling, (field, words)| filling.with(field, words));
    if template.gate(&filling) == Gate::Refuse {
        let after = template.after.as_deref().unwrap_or_default();
        let sentence = format!("“{after}”还空着，按县里规定暂不开具{}，请先办结。", template.title);
        return Err(Refusal::new("paper_early", template.clause.clone(), sentence));
    }
    Ok(Paper { title: draft.title.clone(), copies: draft.copies, ..template.filled(&filling) })
}

/// To whom it is addressed.
pub(super) const MAIN: &str = "主送";
/// Who gets it to know of it.
pub(super) const COPY: &str = "抄送";

/// Names of whoever gets it in one of the two ways.
pub(super) fn named<'a>(drafted: &'a Drafted, sort: &str) -> Vec<&'a str> {
    let of = |one: &&Receiver| one.sort == sort;
    drafted.receivers.iter().filter(of).map(|one| one.name.as_str()).collect()
}

/// Who gets a copy, those without a unit here among them.
pub(super) fn copied(drafted: &Drafted) -> String {
    let mut names = named(drafted, COPY);
    names.extend(drafted.draft.others.as_deref().map(str::trim).filter(|others| !others.is_empty()));
    names.join("、")
}

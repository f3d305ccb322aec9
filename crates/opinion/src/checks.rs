//! Questions that several mechanisms ask of what was entered, each with its one sentence.

use crate::owed::{self, section};
use engine::{
    access::{Hat, Role},
    days::Day,
    facts::{PersonCard, PostCard, UnitCard},
    procedure::{Context, Refusal},
    words::{Dictionary, PersonId, PostId, Term, UnitId},
};

/// Who keeps the registers of people, units and posts: the cadre-supervision section, and the program where it imports.
#[must_use]
pub fn office() -> Vec<Hat> {
    vec![Hat::Role(Role::SectionClerk), Hat::Role(Role::SectionHead), Hat::System]
}

/// Refuses a field left empty; `what` is its title.
///
/// # Errors
/// `field_missing`.
pub fn filled(text: &str, at: &str, what: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new("field_missing", "", format!("“{what}”没有填写，请补填。")).at(at));
    }
    Ok(())
}

/// Refuses a day that has not come; `what` is its title.
///
/// # Errors
/// `day_ahead`.
pub fn not_ahead(day: Day, at: &str, what: &str, cx: &Context) -> Result<(), Refusal> {
    if day <= cx.day {
        return Ok(());
    }
    Err(Refusal::new("day_ahead", "", format!("{what}{}还没有到，请核对。", day.sentence())).at(at))
}

/// The card of a unit that still exists.
///
/// # Errors
/// `unknown_unit`.
pub fn unit(id: &UnitId, at: &str, cx: &Context) -> Result<UnitCard, Refusal> {
    cx.facts
        .unit(id)
        .filter(|card| card.active)
        .ok_or_else(|| Refusal::new("unknown_unit", "", "没有这个单位，或单位已撤销，请重新选择。").at(at))
}

/// Refuses whoever enters for a unit that is not his own; the section enters for any.
///
/// # Errors
/// `not_your_unit`.
pub fn own_unit(card: &UnitCard, at: &str, cx: &Context) -> Result<(), Refusal> {
    if section().iter().chain(&owed::unit(&card.id)).any(|hat| cx.actor.wears(hat)) {
        return Ok(());
    }
    let sentence = format!("不能替{}登记，请选择本单位。", card.name);
    Err(Refusal::new("not_your_unit", "", sentence).at(at))
}

/// The card of a person under management.
///
/// # Errors
/// `unknown_person`.
pub fn person(id: &PersonId, at: &str, cx: &Context) -> Result<PersonCard, Refusal> {
    cx.facts
        .person(id)
        .filter(|card| card.active)
        .ok_or_else(|| Refusal::new("unknown_person", "", "没有这名干部，或其已不在管理范围，请重新选择。").at(at))
}

/// The card of a post.
///
/// # Errors
/// `unknown_post`.
pub fn post(id: &PostId, at: &str, cx: &Context) -> Result<PostCard, Refusal> {
    cx.facts.post(id).ok_or_else(|| Refusal::new("unknown_post", "", "没有这个职务，请重新选择。").at(at))
}

/// The title of a post with its unit's name: 云亭镇党委书记.
#[must_use]
pub fn post_label(card: &PostCard, cx: &Context) -> String {
    format!("{}{}", cx.facts.unit_name(&card.unit), card.title)
}

/// The title of a dictionary's term.
///
/// # Errors
/// `unknown_term`, where the county's dictionary does not know the code.
pub fn term<D: Dictionary>(term: &Term<D>, at: &str, cx: &Context) -> Result<String, Refusal> {
    let dictionary = cx.policy.dictionary(D::ID);
    dictionary.and_then(|known| known.term(&term.0)).map(|known| known.title.clone()).ok_or_else(|| {
        let sentence = format!("字典里没有“{}”，请从列出的选项中选择。", term.0);
        Refusal::new("unknown_term", "", sentence).at(at)
    })
}

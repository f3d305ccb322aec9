//! Questions that several mechanisms ask of what was entered, each with its one sentence.

use crate::owed::{self, section};
use engine::{
    access::{Hat, Role},
    days::Day,
    facts::{PersonCard, PostCard, UnitCard},
    procedure::{Context, Refusal, roles},
    words::{Dictionary, PersonId, PostId, Sealed, Term, UnitId},
};
use serde::de::DeserializeOwned;

/// Who keeps the registers of people, units and posts: the cadre-supervision section, and the program where it imports.
#[must_use]
pub fn office() -> Vec<Hat> {
    vec![Hat::Role(Role::SectionClerk), Hat::Role(Role::SectionHead), Hat::System]
}

/// A unit, through its head and clerk, and the section.
#[must_use]
pub fn unit_and_section(unit: &UnitId) -> Vec<Hat> {
    owed::unit(unit).into_iter().chain(section()).collect()
}

/// A day as a cell shows it, nothing where there is none.
#[must_use]
pub fn day_cell(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// A row that says of somebody whether he was there, and why not.
pub struct Roll<'a, D> {
    /// Who.
    pub person: &'a PersonId,
    /// Whether he was there.
    pub present: bool,
    /// Why he was not.
    pub reason: Option<&'a Term<D>>,
}

/// Somebody who was called, there or away for a reason in words.
pub struct Called {
    /// Who.
    pub person: PersonId,
    /// His name.
    pub name: String,
    /// Whether he was there.
    pub present: bool,
    /// Why he was not.
    pub reason: String,
}

/// Each of those who were to be there, once, present or with a reason. `field` is the table's, `named` finds a name or refuses who was not to
/// be there, `all` is everybody who was.
///
/// # Errors
/// `row_twice`, `field_missing`, `rows_open`, and what `named` refuses.
pub fn roll<'a, D: Dictionary + 'a>(
    rows: impl Iterator<Item = Roll<'a, D>>,
    (field, clause): (&str, &str),
    named: impl Fn(&PersonId, &str) -> Result<String, Refusal>,
    all: &[PersonId],
    cx: &Context,
) -> Result<Vec<Called>, Refusal> {
    let mut found: Vec<Called> = Vec::new();
    for (place, row) in rows.enumerate() {
        let (at, why) = (format!("{field}/{place}/person"), format!("{field}/{place}/reason"));
        let name = named(row.person, &at)?;
        if found.iter().any(|known| &known.person == row.person) {
            return Err(Refusal::new("row_twice", "", format!("{name}填了两行，请删去一行。")).at(&at));
        }
        let reason = match row.reason {
            Some(reason) if !row.present => term(reason, &why, cx)?,
            None if !row.present => {
                let sentence = format!("{name}没有到会，请选择缺席原因。");
                return Err(Refusal::new("field_missing", clause, sentence).at(&why));
            }
            _ => String::new(),
        };
        found.push(Called { person: row.person.clone(), name, present: row.present, reason });
    }
    if let Some(left) = all.iter().find(|one| !found.iter().any(|known| &known.person == *one)) {
        let sentence = format!("没有填{}的到会情况，请逐人填写。", cx.facts.name(left));
        return Err(Refusal::new("rows_open", clause, sentence).at(field));
    }
    Ok(found)
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

/// Refuses a day before another one; `what` and `first_what` are their titles.
///
/// # Errors
/// `day_before`.
pub fn not_before(day: Day, first: Day, at: &str, what: &str, first_what: &str) -> Result<(), Refusal> {
    if day >= first {
        return Ok(());
    }
    let sentence = format!("{what}不能早于{first_what}{}，请核对。", first.sentence_with_year());
    Err(Refusal::new("day_before", "", sentence).at(at))
}

/// Nobody deals with what concerns himself or a relative: asked where the outline does not name the person (not told yet), or where the
/// general rule is not asked (a register).
///
/// # Errors
/// `recused`.
pub fn apart(person: &PersonId, cx: &Context) -> Result<(), Refusal> {
    if cx.actor.untouchables.contains(person) {
        let sentence = "事项涉及本人或亲属，应当回避，请转其他有权限的人办理。";
        return Err(Refusal::new("recused", "", sentence));
    }
    Ok(())
}

/// The department's leaders: 分管副部长 and 部长.
#[must_use]
pub fn leaders() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

/// Who decides, by name; the account where nobody stands behind it.
#[must_use]
pub fn decider(cx: &Context) -> String {
    cx.actor.decider().map_or_else(|| cx.actor.account.clone(), |me| cx.facts.name(me))
}

/// The day of a year on which something opens by the county's table: month and day in its column `opens`.
#[must_use]
pub fn opening_day(table: &str, key: &str, year: i16, cx: &Context) -> Option<Day> {
    let opens = cx.policy.table(table, cx.day)?.value(&[key], "opens")?;
    Day::of(&format!("{year}-{opens}"))
}

/// A sealed text is not empty; its clear words are there only in the action that brings them.
///
/// # Errors
/// `field_missing`, at the field.
pub fn written<T: DeserializeOwned + ToString>(
    text: &Sealed<T>,
    at: &str,
    what: &str,
    cx: &Context,
) -> Result<(), Refusal> {
    cx.open(text).map_or(Ok(()), |clear| filled(&clear.to_string(), at, what))
}

/// What has become of a unit of this matter by passing on (划转): the unit itself, or the one that took it over.
#[must_use]
pub fn heir(unit: &UnitId, cx: &Context) -> UnitId {
    let passed = |unit: UnitId, to: engine::succession::Rehome| if to.from == unit { to.to } else { unit };
    cx.facts.moves(cx.matter).into_iter().fold(unit.clone(), passed)
}

/// Why somebody has left service, in the dictionary's word; none for a reason after which he goes on serving.
#[must_use]
pub fn out_of_service(reason: &str, cx: &Context) -> Option<String> {
    let known = cx.policy.dictionary("departure_reasons").and_then(|known| known.term(reason));
    OUT_OF_SERVICE.contains(&reason).then(|| known.map_or_else(|| "离职".to_owned(), |term| term.title.clone()))
}

/// Reasons for leaving a post after which nobody is in service; codes of the dictionary `departure_reasons`.
const OUT_OF_SERVICE: [&str; 2] = ["retirement", "death"];

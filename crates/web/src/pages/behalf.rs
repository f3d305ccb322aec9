//! 代录: a clerk enters what another has signed on paper. Whose hats count is the county's question; here only what a form offers.

use super::visit::Visit;
use engine::{
    access::{Hat, Offer, Role, Signed},
    history, tagged,
    words::UnitId,
};
use serde_json::{Value, json};

/// The name under which a form asks whose paper it is; no mechanism uses it.
pub const FIELD: &str = "on_behalf";

/// How a form is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// As oneself, with nothing else offered.
    Own,
    /// As oneself, or on behalf of another.
    Either,
    /// Only on behalf of another.
    Behalf,
    /// By an authorization: which of those of the visit.
    Trusted(usize),
}

impl Entry {
    /// Whether the form asks whose paper it is.
    pub const fn asks(self) -> bool {
        matches!(self, Self::Either | Self::Behalf)
    }
}

/// For whom somebody enters: everyone, or the people of his units.
struct Reach {
    everyone: bool,
    units: Vec<UnitId>,
}

impl Reach {
    fn of(visit: &Visit) -> Self {
        let mut reach = Self { everyone: false, units: Vec::new() };
        for hat in &visit.actor().hats {
            match hat {
                Hat::Role(Role::SectionClerk | Role::SectionHead) => reach.everyone = true,
                Hat::RoleAt(Role::UnitClerk, unit) => reach.units.push(unit.clone()),
                _ => {}
            }
        }
        reach
    }

    fn is_empty(&self) -> bool {
        !self.everyone && self.units.is_empty()
    }

    /// Whether somebody who wears this hat is one for whom this clerk enters.
    fn covers(&self, visit: &Visit, hat: &Hat) -> bool {
        match hat {
            Hat::Person(person) if visit.actor().person.as_ref() == Some(person) => false,
            Hat::Person(_) if self.everyone => true,
            Hat::Person(person) => {
                let unit = visit.reader().ask(|facts| facts.unit_of(person, visit.today())).ok().flatten();
                unit.is_some_and(|unit| self.units.contains(&unit))
            }
            Hat::Head(unit) => self.everyone || self.units.contains(unit),
            Hat::Role(role) | Hat::RoleAt(role, _) => self.everyone && !is_clerk(*role) && !role.is_administrator(),
            Hat::System => false,
        }
    }
}

/// Who enters for others signs nothing of his own on paper.
const fn is_clerk(role: Role) -> bool {
    matches!(role, Role::UnitClerk | Role::SectionClerk | Role::SectionHead)
}

/// How whoever visits may enter an offer; nothing where it is neither his nor one of those for whom he enters.
pub fn entry(visit: &Visit, offer: &Offer) -> Option<Entry> {
    let mine = offer.is_open_to(visit.actor());
    if history::is_engine_verb(offer.verb) {
        return mine.then_some(Entry::Own);
    }
    let reach = Reach::of(visit);
    let other = !reach.is_empty() && offer.by.iter().any(|hat| reach.covers(visit, hat));
    match (mine, other) {
        (true, true) => Some(Entry::Either),
        (true, false) => Some(Entry::Own),
        (false, true) => Some(Entry::Behalf),
        (false, false) => None,
    }
}

/// What is left of an entry for somebody who must stand aside in office: a paper that another signed he may still enter.
pub const fn beside(entry: Entry, aside: bool) -> Option<Entry> {
    match (entry, aside) {
        (entry, false) => Some(entry),
        (Entry::Either | Entry::Behalf, true) => Some(Entry::Behalf),
        (Entry::Own | Entry::Trusted(_), true) => None,
    }
}

/// The same for a matter that does not exist yet: there the hats depend on who asks, so that whoever enters for others may enter
/// what anyone opens for himself.
pub fn entry_new(visit: &Visit, offer: &Offer) -> Option<Entry> {
    let for_himself = offer.by.iter().all(|hat| matches!(hat, Hat::Person(_)));
    match (offer.is_open_to(visit.actor()), for_himself && !Reach::of(visit).is_empty()) {
        (true, true) => Some(Entry::Either),
        (false, true) => Some(Entry::Behalf),
        (true, false) => Some(Entry::Own),
        (false, false) => None,
    }
}

/// Whether the form that came back names whose paper it is.
pub fn names_another(visit: &Visit) -> bool {
    visit.sent(&format!("{FIELD}.person")).is_some_and(|person| !person.trim().is_empty())
}

/// The schema of a form with the question whose paper it is.
pub fn asking(schema: &Value, entry: Entry) -> Value {
    let mut schema = schema.clone();
    let mut behalf = tagged::schema::<Signed>();
    if !entry.asks() || !schema.is_object() {
        return schema;
    }
    if let Some(fields) = behalf.as_object_mut() {
        fields.insert("title".into(), json!("代录"));
        fields.insert("description".into(), json!("本人已在纸上签字的，附签字件录入，按签字日期计。"));
    }
    let Some(parts) = schema.as_object_mut() else { return schema };
    if let Some(fields) = parts.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
        fields.insert(FIELD.into(), behalf);
    }
    if entry == Entry::Behalf
        && let Some(required) = parts.entry("required").or_insert_with(|| json!([])).as_array_mut()
    {
        required.push(json!(FIELD));
    }
    schema
}

/// Takes out of what a form said whose paper it is.
pub fn taken(payload: &mut Value) -> Option<Signed> {
    let said = payload.as_object_mut()?.shift_remove(FIELD)?;
    serde_json::from_value(said).ok()
}

/// What stands in the question before it is asked: the person, where the offer is one person's, and today.
pub fn prefill(visit: &Visit, offer: &Offer, entry: Entry) -> Value {
    if entry != Entry::Behalf {
        return Value::Null;
    }
    let mut people = offer.by.iter().filter_map(|hat| match hat {
        Hat::Person(person) => Some(person),
        _ => None,
    });
    let mut said = json!({"signed_on": visit.today()});
    if let (Some(person), None, Some(fields)) = (people.next(), people.next(), said.as_object_mut()) {
        fields.insert("person".into(), json!(person));
    }
    // A new matter may come from a cadre's page, which says whose it is to be.
    let asked = visit.asked("person").filter(|_| !visit.param("kind").is_empty());
    if let (Some(person), Some(fields)) = (asked, said.as_object_mut()) {
        fields.insert("person".into(), json!(person));
    }
    said
}

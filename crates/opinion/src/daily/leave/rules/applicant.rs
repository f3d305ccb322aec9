//! Who asks, as far as rules care: his posts, the unit that answers for him, and who is chief beside him.

use engine::{
    days::{Day, Period},
    facts::{PersonCard, PostAt, UnitCard},
    procedure::{Context, Refusal, Side},
    words::{PersonId, UnitId},
};

/// Code of the dictionary `unit_kinds` for 乡镇.
const TOWNSHIP: &str = "township";

/// Management authority of those whose leave is decided above the county.
const ABOVE: &str = "上级管";

/// A person who asks for leave.
pub(super) struct Applicant {
    pub card: PersonCard,
    pub posts: Vec<PostAt>,
    /// The unit of the main post: of the post in which he is chief, if he is one.
    pub unit: UnitCard,
    /// Units of which he is chief, 主持工作 included.
    pub heads: Vec<UnitId>,
    /// 时任职务.
    pub post: String,
}

/// Another chief of a unit of which the applicant is chief.
#[derive(Clone)]
pub(super) struct OtherChief {
    pub person: PersonId,
    pub title: String,
}

impl Applicant {
    /// The person with his posts on a day.
    pub fn find(who: &PersonId, on: Day, cx: &Context) -> Result<Self, Refusal> {
        let unknown = || Refusal::new("unknown_person", "", "没有这名干部，或其已不在管理范围，请核对账号对应的干部。");
        let card = cx.facts.person(who).filter(|card| card.active).ok_or_else(unknown)?;
        let posts = cx.facts.posts(who, on);
        let main = posts.iter().find(|at| at.chief || at.acting).or_else(|| posts.first()).ok_or_else(|| {
            Refusal::new("unknown_person", "", format!("{}没有在任职务，先登记任职再请假。", card.name))
        })?;
        let unit = cx.facts.unit(&main.unit).ok_or_else(unknown)?;
        let mut heads: Vec<UnitId> = Vec::new();
        for at in posts.iter().filter(|at| at.chief || at.acting) {
            if !heads.contains(&at.unit) {
                heads.push(at.unit.clone());
            }
        }
        let post = post_text(&posts, &unit, cx);
        Ok(Self { card, posts, unit, heads, post })
    }

    /// 正职, or 主持工作.
    pub fn is_chief(&self) -> bool {
        !self.heads.is_empty()
    }

    /// A member of a leading body.
    pub fn is_member(&self) -> bool {
        self.is_chief() || self.posts.iter().any(|at| at.leading)
    }

    /// Managed above the county: his absence is shown here, not decided.
    pub fn is_above(&self) -> bool {
        self.card.authority == ABOVE
    }

    /// The main title: 镇长.
    pub fn title(&self) -> &str {
        self.posts.iter().find(|at| at.unit == self.unit.id).map_or("", |at| at.title.as_str())
    }

    /// The row of the pack's tables for this person: which chief he is, or `member`.
    pub fn route_key(&self, cx: &Context) -> &'static str {
        if !self.is_chief() || self.unit.parent.is_some() {
            return "member";
        }
        let held = self.posts.iter().filter(|at| at.unit == self.unit.id && (at.chief || at.acting));
        let sides: Vec<Side> = held.filter_map(|at| at.side).collect();
        let township = self.unit.kind == TOWNSHIP;
        // One person in both posts answers by the kind of unit.
        let party = match (sides.contains(&Side::Party), sides.contains(&Side::Government)) {
            (true, true) => self.is_of_party_side(cx),
            (false, false) => self.fills_party_side(cx),
            (party, _) => party,
        };
        match (township, party) {
            (true, true) => "township_secretary",
            (true, false) => "township_head",
            (false, true) => "unit_chief_party",
            (false, false) => "unit_chief_government",
        }
    }

    /// The side of somebody who leads without a side of his own: the one that nobody else holds, else the unit's.
    fn fills_party_side(&self, cx: &Context) -> bool {
        let chiefs = cx.facts.chiefs(&self.unit.id, cx.day);
        let held = |side| chiefs.iter().any(|at| at.person != self.card.id && at.side == Some(side));
        match (held(Side::Party), held(Side::Government)) {
            (true, false) => false,
            (false, true) => true,
            _ => self.is_of_party_side(cx),
        }
    }

    /// Whether the chief of this kind of unit asks on the Party's side.
    fn is_of_party_side(&self, cx: &Context) -> bool {
        let kinds = cx.policy.dictionary("unit_kinds");
        kinds.and_then(|kinds| kinds.term(&self.unit.kind)).is_none_or(|kind| kind.group == "party")
    }

    /// The unit whose head signs for him: his own, or the one above when he heads his own.
    pub fn answers_to(&self) -> UnitId {
        match (&self.unit.parent, self.is_chief()) {
            (Some(parent), true) => parent.clone(),
            _ => self.unit.id.clone(),
        }
    }

    /// The other chiefs of the units of which he is chief, where the pack says that they are not away together. One person in
    /// both posts has nobody beside him.
    pub fn other_chiefs(&self, on: Day, cx: &Context) -> Vec<OtherChief> {
        let mut others: Vec<OtherChief> = Vec::new();
        for unit in self.heads.iter().filter(|unit| self.is_exclusive(unit, on, cx)) {
            let held = self.posts.iter().filter(|at| &at.unit == unit && (at.chief || at.acting));
            let own: Vec<Option<Side>> = held.map(|at| at.side).collect();
            for at in cx.facts.chiefs(unit, on) {
                let same_side = at.side.is_some() && own.iter().all(|side| *side == at.side);
                let known = others.iter().any(|other| other.person == at.person);
                if at.person != self.card.id && !same_side && !known {
                    let title = format!("{}{}", cx.facts.unit_name(unit), at.title);
                    others.push(OtherChief { person: at.person, title });
                }
            }
        }
        others
    }

    /// Whether the pack says of this kind of unit that its chiefs are not away together.
    fn is_exclusive(&self, unit: &UnitId, on: Day, cx: &Context) -> bool {
        let kind = if unit == &self.unit.id {
            Some(self.unit.kind.clone())
        } else {
            cx.facts.unit(unit).map(|card| card.kind)
        };
        let Some(kind) = kind else { return false };
        let table = cx.policy.table("leave.exclusive", on);
        table.and_then(|table| table.value(&[kind.as_str()], "exclusive")).is_some_and(|value| value == "yes")
    }

    /// The members of his body other than himself, in official order.
    pub fn colleagues(&self, on: Day, cx: &Context) -> Vec<PostAt> {
        let mut found: Vec<PostAt> = Vec::new();
        for at in cx.facts.members(&self.unit.id, on) {
            if at.person != self.card.id && found.iter().all(|known| known.person != at.person) {
                found.push(at);
            }
        }
        found
    }
}

fn post_text(posts: &[PostAt], main: &UnitCard, cx: &Context) -> String {
    let mut text = String::new();
    let mut last: Option<&UnitId> = None;
    for at in posts {
        if last == Some(&at.unit) {
            text.push('、');
        } else {
            if last.is_some() {
                text.push('，');
            }
            let name = if at.unit == main.id { main.name.clone() } else { cx.facts.unit_name(&at.unit) };
            text.push_str(&name);
        }
        text.push_str(&at.title);
        last = Some(&at.unit);
    }
    text
}

/// The shared half-days of two periods.
pub(super) fn common(one: Period, other: Period) -> Option<Period> {
    Period::new(one.from.max(other.from), one.to.min(other.to))
}

//! Posts out of post texts: which body, which title, whether a chief's.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use engine::days::Day;
use engine::people::text;
use engine::registry::Side;
use engine::words::{PostId, UnitId};
use serde_json::{Map, Value};

use super::units::UnitIndex;
use super::{KnownPerson, KnownPost, NewPost, Ref, Register, Rules, Seat, at};
use crate::finding::Findings;
use crate::roster::{Row, split_posts};

/// A post as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    unit: Ref<UnitId>,
    title: String,
    acting: bool,
    chief: Option<Option<Side>>,
}

/// Posts of the register that nobody holds, by unit and title; new ones are held by whom they are made for.
pub(super) struct PostIndex<'a> {
    posts: BTreeMap<&'a PostId, &'a KnownPost>,
    free: BTreeMap<(Ref<UnitId>, String), VecDeque<PostId>>,
    new: Vec<NewPost>,
    chiefs: Vec<(String, String)>,
    party_kinds: BTreeSet<String>,
    today: Day,
}

impl<'a> PostIndex<'a> {
    pub(super) fn of(register: &'a Register, rules: &Rules<'_>) -> Self {
        let held: BTreeSet<&PostId> = register.people.iter().flat_map(|person| &person.posts).collect();
        let mut free: BTreeMap<(Ref<UnitId>, String), VecDeque<PostId>> = BTreeMap::new();
        for post in register.posts.iter().filter(|post| !held.contains(&post.id)) {
            let key = (Ref::Known(post.unit.clone()), text::squash(&post.title));
            free.entry(key).or_default().push_back(post.id.clone());
        }
        let terms = |id| rules.policy.dictionary(id).map(|found| found.terms.as_slice()).unwrap_or_default();
        let mut chiefs: Vec<(String, String)> =
            terms("chief_titles").iter().map(|term| (term.title.clone(), term.group.clone())).collect();
        chiefs.sort_by_key(|(title, _)| std::cmp::Reverse(title.chars().count()));
        Self {
            posts: register.posts.iter().map(|post| (&post.id, post)).collect(),
            free,
            new: Vec::new(),
            chiefs,
            party_kinds: terms("unit_kinds")
                .iter()
                .filter(|term| term.group == "party")
                .map(|term| term.code.clone())
                .collect(),
            today: rules.today,
        }
    }

    /// Whether a person of the register holds a post in this unit.
    pub(super) fn works_in(&self, person: &KnownPerson, unit: &Ref<UnitId>) -> bool {
        person
            .posts
            .iter()
            .any(|post| self.posts.get(post).is_some_and(|known| Ref::Known(known.unit.clone()) == *unit))
    }

    /// The unit of a person's first post.
    pub(super) fn home(&self, person: &KnownPerson) -> Option<Ref<UnitId>> {
        let post = person.posts.iter().find_map(|post| self.posts.get(post))?;
        Some(Ref::Known(post.unit.clone()))
    }

    /// The posts of a person to be entered, those not in the register entered too.
    pub(super) fn seats(
        &mut self,
        rows: &[(&Row, &Ref<UnitId>)],
        order: i64,
        card: &Map<String, Value>,
        units: &UnitIndex<'_>,
        findings: &mut Findings,
    ) -> Vec<Seat> {
        let mut seats = Vec::new();
        for (row, home) in rows {
            let named = self.named(row, home, units);
            if named.is_empty() {
                continue;
            }
            let since = row.since.and_then(|since| since.first_day()).filter(|day| *day <= self.today);
            if since.is_none() {
                findings.warn(at(row), "缺任现职时间，任职从今天起算", "补上“任现职时间”");
            }
            for post in named {
                let label = format!("{}{}", units.name(&post.unit), post.title);
                let acting = post.acting;
                let post = self.take(post, row, order, card, units);
                seats.push(Seat { post, label, since: since.unwrap_or(self.today), acting });
            }
        }
        seats
    }

    /// Tells where the roster has other posts than the register: that is a decision's business, not an import's.
    pub(super) fn compare(
        &self,
        rows: &[(&Row, &Ref<UnitId>)],
        person: &KnownPerson,
        units: &UnitIndex<'_>,
        findings: &mut Findings,
    ) {
        for (row, home) in rows {
            for post in self.named(row, home, units) {
                let title = text::squash(&post.title);
                let holds = person.posts.iter().any(|held| {
                    self.posts.get(held).is_some_and(|known| {
                        Ref::Known(known.unit.clone()) == post.unit && text::squash(&known.title) == title
                    })
                });
                if !holds {
                    let label = format!("{}{}", units.name(&post.unit), post.title);
                    let sentence = format!("登记簿里{}没有任“{label}”，本次不改动任职", row.name);
                    findings.warn(at(row), sentence, "职务有变动的，办理任免事项");
                }
            }
        }
    }

    pub(super) fn into_new(self) -> Vec<NewPost> {
        self.new
    }

    /// An unheld post of that title, or a new one: a body has several 副镇长.
    fn take(
        &mut self,
        named: Named,
        row: &Row,
        order: i64,
        card: &Map<String, Value>,
        units: &UnitIndex<'_>,
    ) -> Ref<PostId> {
        let key = (named.unit.clone(), text::squash(&named.title));
        if let Some(known) = self.free.get_mut(&key).and_then(VecDeque::pop_front) {
            return Ref::Known(known);
        }
        let level = card.get("level").and_then(Value::as_str).unwrap_or_default().to_owned();
        let leading = !level.contains('股') && units.kind(&named.unit) != "subordinate";
        self.new.push(NewPost {
            unit: named.unit,
            title: named.title,
            chief: named.chief.is_some(),
            side: named.chief.flatten(),
            leading,
            order,
            level,
            source: row.source.clone(),
        });
        Ref::New(self.new.len() - 1)
    }

    /// The posts of a text. Titles in one body are one post, as «党委委员、副镇长»; a chief's title stands alone.
    fn named(&self, row: &Row, home: &Ref<UnitId>, units: &UnitIndex<'_>) -> Vec<Named> {
        let mut posts: Vec<Named> = Vec::new();
        let mut body = home.clone();
        let mut joins = false;
        for part in split_posts(row.post.as_deref().unwrap_or_default()) {
            if part.is_rank {
                continue;
            }
            let words = text::squash(&part.words);
            let words = words.strip_suffix("主持工作").unwrap_or(&words);
            let (unit, title) = match units.beginning(words) {
                Some((unit, title)) => (unit, title),
                None if part.same_body => (body.clone(), words.to_owned()),
                None => (home.clone(), words.to_owned()),
            };
            let title = without_body_word(&title, units.name(&unit));
            let chief = self.chief(&title, &unit, units);
            let same = unit == body && joins && chief.is_none();
            match posts.last_mut().filter(|last| same && last.chief.is_none()) {
                Some(last) => {
                    last.title = format!("{}、{title}", last.title);
                    last.acting |= part.is_acting();
                }
                None => posts.push(Named { unit: unit.clone(), title, acting: part.is_acting(), chief }),
            }
            body = unit;
            joins = true;
        }
        posts
    }

    /// A chief's title by the county's dictionary, with its side: of the title, or of the kind of unit.
    fn chief(&self, title: &str, unit: &Ref<UnitId>, units: &UnitIndex<'_>) -> Option<Option<Side>> {
        let (_, group) = self.chiefs.iter().find(|(known, _)| title == known)?;
        match group.as_str() {
            "party" => Some(Some(Side::Party)),
            "government" => Some(Some(Side::Government)),
            "head" if units.kind(unit).is_empty() => Some(None),
            "head" if self.party_kinds.contains(units.kind(unit)) => Some(Some(Side::Party)),
            "head" => Some(Some(Side::Government)),
            _ => None,
        }
    }
}

/// «镇党委书记» within 云亭镇 is 党委书记: the unit's last words repeated before the title.
fn without_body_word(title: &str, unit: &str) -> String {
    let ends = title.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|end| *end < title.len());
    for end in ends.collect::<Vec<_>>().into_iter().rev() {
        if let Some((head, rest)) = title.split_at_checked(end)
            && unit.ends_with(head)
            && rest.chars().count() >= 2
            && !rest.starts_with(['长', '员', '务'])
        {
            return rest.to_owned();
        }
    }
    title.to_owned()
}

//! What the play knows of the county as it moves: who sits where today. The desk keeps the truth; this is the people's own memory.

use std::collections::{BTreeMap, BTreeSet};

use engine::days::Day;

use crate::made::{Authority, Cadre, Chief, Level, Made, Post, Sort};

/// Who sits where.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// The county as it was made.
    pub made: &'a Made,
    holders: BTreeMap<usize, usize>,
    seats: BTreeMap<usize, Vec<usize>>,
    /// Who holds a unit together without being its chief, by person and post.
    acting: BTreeSet<(usize, usize)>,
    /// People who left the county's management.
    gone: Vec<usize>,
    /// People whom no decision moves.
    steady: BTreeSet<usize>,
}

/// How a unit's leading body stands: (person, post) of its members.
#[derive(Default)]
struct Led {
    chief: bool,
    first: Option<(usize, usize)>,
    acting: Vec<(usize, usize)>,
}

impl<'a> World<'a> {
    /// The world of the first day.
    #[must_use]
    pub fn new(made: &'a Made) -> Self {
        let mut world = Self {
            made,
            holders: BTreeMap::new(),
            seats: BTreeMap::new(),
            acting: BTreeSet::new(),
            gone: Vec::new(),
            steady: BTreeSet::new(),
        };
        for (key, cadre) in made.cadres.iter().enumerate() {
            for seat in &cadre.seats {
                world.holders.insert(seat.post, key);
                world.seats.entry(key).or_default().push(seat.post);
                if seat.acting {
                    world.acting.insert((key, seat.post));
                }
            }
        }
        world
    }

    /// These stay where they are, whatever is decided.
    pub fn keep(&mut self, people: impl IntoIterator<Item = usize>) {
        self.steady.extend(people);
    }

    /// Whether a decision may move somebody.
    #[must_use]
    pub fn may_move(&self, person: usize) -> bool {
        !self.steady.contains(&person)
    }

    /// Who holds a post.
    #[must_use]
    pub fn holder(&self, post: usize) -> Option<usize> {
        self.holders.get(&post).copied()
    }

    /// Posts of a person, the main one first.
    #[must_use]
    pub fn posts(&self, person: usize) -> &[usize] {
        self.seats.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The person leaves a post.
    pub fn leave(&mut self, person: usize, post: usize) {
        if self.holder(post) == Some(person) {
            self.holders.remove(&post);
        }
        if let Some(posts) = self.seats.get_mut(&person) {
            posts.retain(|held| *held != post);
        }
        self.acting.remove(&(person, post));
    }

    /// From his post the person holds the unit together from now on, or no longer.
    pub fn act(&mut self, person: usize, post: usize, acting: bool) {
        if acting {
            self.acting.insert((person, post));
        } else {
            self.acting.remove(&(person, post));
        }
    }

    /// The person takes a post.
    pub fn take(&mut self, person: usize, post: usize) {
        self.holders.insert(post, person);
        let posts = self.seats.entry(person).or_default();
        if !posts.contains(&post) {
            posts.push(post);
        }
    }

    /// The person retires, dies or leaves the county.
    pub fn depart(&mut self, person: usize) {
        for post in self.posts(person).to_vec() {
            self.leave(person, post);
        }
        self.gone.push(person);
    }

    /// Whether the person has left the county's service.
    #[must_use]
    pub fn is_gone(&self, person: usize) -> bool {
        self.gone.contains(&person)
    }

    /// County-managed people who are in a post today.
    pub fn managed(&self) -> impl Iterator<Item = (usize, &'a Cadre)> + '_ {
        self.made
            .cadres
            .iter()
            .enumerate()
            .filter(|(key, cadre)| cadre.authority != Authority::City && !self.gone.contains(key))
            .filter(|(key, _)| self.main(*key).is_some_and(|post| post.level != Level::Section))
    }

    /// The person's main post.
    #[must_use]
    pub fn main(&self, person: usize) -> Option<&'a Post> {
        self.posts(person).first().and_then(|post| self.made.post(*post))
    }

    /// The unit of the person's main post.
    #[must_use]
    pub fn unit(&self, person: usize) -> Option<usize> {
        self.main(person).map(|post| post.unit)
    }

    /// Whether the person heads a unit (or leads it without being its chief).
    #[must_use]
    pub fn heads(&self, person: usize) -> bool {
        !self.headed(person).is_empty()
    }

    /// The units a person heads, as chief or 主持工作.
    #[must_use]
    pub fn headed(&self, person: usize) -> Vec<usize> {
        let posts = self.posts(person).iter().filter_map(|post| self.made.post(*post));
        let acts = self.acts(person);
        let mut units: Vec<usize> =
            posts.filter(|post| post.chief != Chief::None || (acts && post.leading)).map(|post| post.unit).collect();
        units.dedup();
        units
    }

    /// The unit a person is chief of.
    #[must_use]
    pub fn chief_unit(&self, person: usize) -> Option<usize> {
        let posts = self.posts(person).iter().filter_map(|post| self.made.post(*post));
        posts.into_iter().find(|post| post.chief != Chief::None).map(|post| post.unit)
    }

    fn acts(&self, person: usize) -> bool {
        self.acting.range((person, 0)..=(person, usize::MAX)).next().is_some()
    }

    /// Whether the county was made with this person leading his unit.
    fn acts_from_the_start(&self, person: usize) -> bool {
        let seats = self.made.cadre(person).map_or(&[][..], |cadre| &cadre.seats);
        seats.iter().any(|seat| seat.acting && self.acting.contains(&(person, seat.post)))
    }

    /// Who has to begin holding a unit together because its chiefs have left, and who may stop because one has come: (person,
    /// post, begins).
    #[must_use]
    pub fn leads(&self) -> Vec<(usize, usize, bool)> {
        let mut led: BTreeMap<usize, Led> = BTreeMap::new();
        for (post, person) in &self.holders {
            let Some(at) = self.made.post(*post).filter(|at| at.leading) else { continue };
            let county = self.made.unit(at.unit).is_none_or(|unit| unit.sort == Sort::County);
            if county {
                continue;
            }
            let led = led.entry(at.unit).or_default();
            led.chief |= at.chief != Chief::None;
            if self.acting.contains(&(*person, *post)) {
                led.acting.push((*person, *post));
            } else if led.first.is_none() {
                led.first = Some((*person, *post));
            }
        }
        let mut changes = Vec::new();
        for Led { chief, first, acting } in led.into_values() {
            match (chief, acting.is_empty(), first) {
                (false, true, Some((person, post))) => changes.push((person, post, true)),
                (true, false, _) => changes.extend(acting.into_iter().map(|(person, post)| (person, post, false))),
                _ => {}
            }
        }
        changes
    }

    /// Heads of a unit: its chiefs, else whoever leads it.
    #[must_use]
    pub fn heads_of(&self, unit: usize) -> Vec<usize> {
        let mut heads: Vec<usize> = Vec::new();
        for (post, person) in &self.holders {
            let Some(at) = self.made.post(*post).filter(|at| at.unit == unit) else { continue };
            if (at.chief != Chief::None || self.acts(*person)) && !heads.contains(person) {
                heads.push(*person);
            }
        }
        heads
    }

    /// Members of a unit's leading body, in the order of their posts.
    #[must_use]
    pub fn body(&self, unit: usize) -> Vec<usize> {
        let mut body: Vec<usize> = Vec::new();
        for (post, person) in &self.holders {
            if self.made.post(*post).is_some_and(|at| at.unit == unit && at.leading) && !body.contains(person) {
                body.push(*person);
            }
        }
        body
    }

    /// Whoever holds a post of the unit, in the order of the posts.
    #[must_use]
    pub fn staff(&self, unit: usize) -> Vec<usize> {
        let held = self.holders.iter().filter(|(post, _)| self.made.post(**post).is_some_and(|at| at.unit == unit));
        held.map(|(_, person)| *person).collect()
    }

    /// Members of a person's leading body other than he.
    #[must_use]
    pub fn colleagues(&self, person: usize) -> Vec<usize> {
        let body = self.unit(person).map_or_else(Vec::new, |unit| self.body(unit));
        body.into_iter().filter(|other| *other != person).collect()
    }

    /// Empty posts of leading bodies outside the county's own leadership, with their level.
    #[must_use]
    pub fn vacancies(&self) -> Vec<usize> {
        let managed = |post: &Post| {
            post.leading
                && self.made.unit(post.unit).is_some_and(|unit| unit.sort != Sort::County)
                && is_managed(post.level)
        };
        // A unit that a deputy leads waits for its chief until it is decided otherwise.
        let led: Vec<usize> =
            self.seats.keys().filter(|who| self.acts_from_the_start(**who)).filter_map(|who| self.unit(*who)).collect();
        let waits = |post: &Post| post.chief != Chief::None && led.contains(&post.unit);
        let posts = self.made.posts.iter().enumerate();
        let open = posts.filter(|(key, post)| managed(post) && self.holder(*key).is_none() && !waits(post));
        open.map(|(key, _)| key).collect()
    }

    /// The other chief's post of the unit, when it is empty and the made county had both in one hand.
    #[must_use]
    pub fn companion(&self, post: usize) -> Option<usize> {
        let first = self.made.holder(post)?;
        let seats = self.made.cadre(first)?.seats.iter().map(|seat| seat.post);
        let unit = self.made.post(post)?.unit;
        let with = |key: &usize| self.made.post(*key).is_some_and(|at| at.unit == unit);
        seats.filter(|key| *key != post && self.holder(*key).is_none()).find(with)
    }

    /// Full years of age on a day.
    #[must_use]
    pub fn age(&self, person: usize, on: Day) -> i64 {
        self.made.cadre(person).map_or(0, |cadre| Day(cadre.birth).days_until(on) * 100 / 36_525)
    }
}

/// 正科 or 副科.
#[must_use]
pub const fn is_managed(level: Level) -> bool {
    matches!(level, Level::Full | Level::Deputy)
}

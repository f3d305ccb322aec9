//! Ids and names for forms and sheets, asked of the county.

use engine::{
    access::{Actor, Scope},
    days::Day,
    form::{Found, Lookup, Names, Pick},
    words::{FileId, MatterId, PersonId, PostId, UnitId},
};
use store::{Filter, Reader};

/// Most names a picker offers.
const MOST: i64 = 20;

/// Names as they are on a day, for this actor.
pub(crate) struct Named<'a> {
    reader: &'a Reader,
    actor: &'a Actor,
    now: jiff::Timestamp,
}

impl<'a> Named<'a> {
    /// For this actor, as of this moment.
    pub const fn new(reader: &'a Reader, actor: &'a Actor, now: jiff::Timestamp) -> Self {
        Self { reader, actor, now }
    }

    fn today(&self) -> Day {
        Day::at(self.now)
    }

    /// What a picker offers for what has been typed so far, in official order. A fault of the database offers nothing.
    pub fn like(&self, pick: Pick, typed: &str) -> Vec<Found> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        match pick {
            Pick::Person => self.people(typed),
            Pick::Unit => self.units(|name| name.contains(typed)),
            Pick::Post => self.posts(typed, |label| label.contains(typed)),
            Pick::Matter => self.matters(typed),
        }
    }

    fn people(&self, typed: &str) -> Vec<Found> {
        // Every cadre may be named as stand-in, receiver or supervisor, whoever fills in the form.
        let everyone = Scope::of(&Actor::system());
        let people = self.reader.people(typed, None, &everyone, self.today(), (0, MOST)).unwrap_or_default();
        people
            .into_iter()
            .filter(|person| person.active)
            .map(|person| {
                let post = |held: &store::Held| format!("{}{}", held.unit_name, held.title);
                let note = person.posts.iter().map(post).collect::<Vec<_>>().join("、");
                Found { id: person.id.0, name: person.name, note }
            })
            .collect()
    }

    fn units(&self, fits: impl Fn(&str) -> bool) -> Vec<Found> {
        let units = self.reader.units().unwrap_or_default();
        let fitting = units
            .into_iter()
            .filter(|unit| unit.active && (fits(&unit.name) || unit.aliases.iter().any(|one| fits(one))));
        let found = fitting.map(|unit| Found { id: unit.id.0, name: unit.name, note: String::new() });
        found.take(usize::try_from(MOST).unwrap_or_default()).collect()
    }

    fn posts(&self, typed: &str, fits: impl Fn(&str) -> bool) -> Vec<Found> {
        let units = self.reader.units().unwrap_or_default();
        let near = units
            .into_iter()
            .filter(|unit| unit.active && (typed.starts_with(&unit.name) || unit.name.contains(typed)));
        let mut found = Vec::new();
        for unit in near.take(4) {
            for post in self.reader.posts(&unit.id, self.today()).unwrap_or_default() {
                let name = format!("{}{}", unit.name, post.title);
                let known = found.iter().any(|one: &Found| one.id == post.id.0);
                if post.active && fits(&name) && !known {
                    let note = post.holder_name.unwrap_or_else(|| "空缺".to_owned());
                    found.push(Found { id: post.id.0, name, note });
                }
            }
        }
        found
    }

    fn matters(&self, typed: &str) -> Vec<Found> {
        let filter = Filter { q: Some(typed.to_owned()), limit: MOST, ..Filter::default() };
        let half = engine::days::HalfDay::at(self.now);
        let page = self.reader.matters(&filter, &Scope::of(self.actor), half);
        let found = |row: store::MatterRow| match row.number {
            Some(number) => Found { id: row.id, name: number, note: row.title },
            None => Found { id: row.id, name: row.title, note: String::new() },
        };
        page.map(|page| page.items.into_iter().map(found).collect()).unwrap_or_default()
    }
}

impl Names for Named<'_> {
    fn name(&self, pick: Pick, id: &str) -> Option<Found> {
        let today = self.today();
        let found = |name: String, note: String| Found { id: id.to_owned(), name, note };
        let answer = self.reader.ask(|facts| match pick {
            Pick::Person => {
                let person = PersonId::from(id);
                facts.person(&person).map(|card| found(card.name, facts.post_text(&person, today)))
            }
            Pick::Unit => facts.unit(&UnitId::from(id)).map(|card| found(card.name, String::new())),
            Pick::Post => facts
                .post(&PostId::from(id))
                .map(|card| found(format!("{}{}", facts.unit_name(&card.unit), card.title), String::new())),
            Pick::Matter => None,
        });
        match pick {
            Pick::Matter => {
                let detail = self.reader.detail(&MatterId::from(id), self.actor, self.now).ok().flatten()?;
                Some(found(detail.row.number.unwrap_or(detail.row.title.clone()), detail.row.title))
            }
            _ => answer.ok().flatten(),
        }
    }

    fn file(&self, digest: &str) -> Option<String> {
        let file = self.reader.file(&FileId::from(digest), self.actor);
        file.ok().flatten().map(|file| file.name)
    }
}

impl Lookup for Named<'_> {
    fn named(&self, pick: Pick, typed: &str) -> Vec<Found> {
        match pick {
            Pick::Unit => self.units(|name| name == typed),
            Pick::Post => self.posts(typed, |label| label == typed),
            Pick::Person | Pick::Matter => self
                .like(pick, typed)
                .into_iter()
                .filter(|found| found.name == typed || found.note == typed && pick == Pick::Matter)
                .collect(),
        }
    }
}

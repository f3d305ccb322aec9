//! Names of the ids in a sheet.

use engine::{
    days::Day,
    form::{Found, Names, Pick},
    words::{FileId, MatterId, PersonId, PostId, UnitId},
};
use store::Reader;

/// Names as they are on a day. A name that the database does not give is not shown; the sheet then has the id.
pub(super) struct Named<'a> {
    pub(super) reader: &'a Reader,
    pub(super) actor: &'a engine::access::Actor,
    pub(super) now: jiff::Timestamp,
}

impl Names for Named<'_> {
    fn name(&self, pick: Pick, id: &str) -> Option<Found> {
        let today = Day::at(self.now);
        let found = |name: String, note: String| Found { id: id.to_owned(), name, note };
        if pick == Pick::Matter {
            let row = self.reader.detail(&MatterId::from(id), self.actor, self.now).ok().flatten()?.row;
            return Some(found(row.number.unwrap_or_else(|| row.title.clone()), row.title));
        }
        let answer = self.reader.ask(|facts| match pick {
            Pick::Person => {
                let person = PersonId::from(id);
                facts.person(&person).map(|card| found(card.name, facts.post_text(&person, today)))
            }
            Pick::Unit => facts.unit(&UnitId::from(id)).map(|card| found(card.name, String::new())),
            Pick::Post => {
                let post = facts.post(&PostId::from(id))?;
                Some(found(post.title, facts.unit_name(&post.unit)))
            }
            Pick::Matter => None,
        });
        answer.ok().flatten()
    }

    fn file(&self, digest: &str) -> Option<String> {
        let file = self.reader.file(&FileId::from(digest), self.actor, self.now);
        file.ok().flatten().map(|file| file.name)
    }
}

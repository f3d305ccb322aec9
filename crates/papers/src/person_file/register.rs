//! People of the register as files: card, what is kept beside it, posts held, in the order of the county.

use std::collections::BTreeMap;

use engine::days::Day;
use engine::facts::{Facts, PAGE, PostAt, Query};
use engine::words::{FileId, MatterId, PersonId, UnitId};
use serde_json::Value;

use super::{FileLimits, Kept, Part, PersonFile, Photo};
use crate::roster::{Field, split_posts};

/// A person of the register on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Who.
    pub id: PersonId,
    /// The unit of his main post.
    pub unit: String,
    /// His form. The ID number is sealed and not in it; the photo is still to be put in.
    pub file: PersonFile,
    /// The photo among the attachments.
    pub photo: Option<FileId>,
    /// His card.
    card: Value,
    /// Since when he holds his main post.
    since: Option<Day>,
}

/// Texts of the card that the form has a field for.
const CARD: [(&str, Part); 12] = [
    ("/name", Part::Name),
    ("/sex", Part::Sex),
    ("/nation", Part::Nation),
    ("/native", Part::NativePlace),
    ("/birthplace", Part::BirthPlace),
    ("/profession", Part::Profession),
    ("/full_time/degree", Part::FullTimeDegree),
    ("/in_service/degree", Part::InServiceDegree),
    ("/full_time/school", Part::FullTimeSchool),
    ("/full_time/level", Part::FullTimeEducation),
    ("/in_service/level", Part::InServiceEducation),
    ("/in_service/school", Part::InServiceSchool),
];

/// People under management, unit by unit in official order, within a unit in the order of its roster. `unit`: of this one only.
#[must_use]
pub fn registered(facts: &dyn Facts, on: Day, unit: Option<&UnitId>) -> Vec<Registered> {
    let places: BTreeMap<UnitId, usize> =
        facts.units(None).into_iter().enumerate().map(|(place, card)| (card.id, place)).collect();
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = facts.matters(&Query { kind: "cadre", unit: unit.cloned(), after, ..Query::default() });
        for brief in page.iter().filter(|brief| !brief.done) {
            let Ok(state) = serde_json::from_str::<Value>(&brief.state) else { continue };
            let person = PersonId::from(&brief.id);
            let home = facts.unit_of(&person, on);
            if unit.is_some() && home.as_ref() != unit {
                continue;
            }
            let place = home.as_ref().and_then(|home| places.get(home)).copied().unwrap_or(usize::MAX);
            let order = state.pointer("/card/order").and_then(Value::as_i64).unwrap_or(i64::MAX);
            found.push(((place, order), of_state(facts, person, &state, on)));
        }
        after = page.last().map(|brief| brief.id.clone());
        if page.len() < PAGE {
            break;
        }
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, person)| person).collect()
}

/// One person under management; nothing where there is none of this number.
#[must_use]
pub fn registered_one(facts: &dyn Facts, id: &PersonId, on: Day) -> Option<Registered> {
    let (kind, state) = facts.state(&MatterId::from(id.as_str()))?;
    let state = (kind == "cadre").then(|| serde_json::from_str::<Value>(&state).ok())??;
    Some(of_state(facts, id.clone(), &state, on))
}

fn of_state(facts: &dyn Facts, id: PersonId, state: &Value, on: Day) -> Registered {
    let card = state.get("card").cloned().unwrap_or_default();
    let text = |path: &str| card.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let mut file = PersonFile::default();
    let kept = state.get("file").and_then(Value::as_object);
    if let Some(kept) = kept {
        Kept::restore(kept, &mut file);
    }
    for (path, part) in CARD {
        file.set(part, text(path));
    }
    file.set(Part::Birth, &text("/birth").replace('-', ""));
    file.set(Part::WorkStart, &month_of_day(text("/works_since")));
    // A party beside the month stands in the form only; the month of the card decides.
    let joined = text("/joined").replace('-', "");
    if !file.text(Part::Joined).contains(&joined) || file.text(Part::Joined).is_empty() {
        file.set(Part::Joined, &joined);
    }
    let posts = facts.posts(&id, on);
    if !still_holds(file.text(Part::Post), &posts) {
        file.set(Part::Post, &posts_in_words(facts, &id, text("/rank"), on));
    }
    let main = posts.first();
    Registered {
        unit: main.map(|post| facts.unit_name(&post.unit)).unwrap_or_default(),
        photo: kept.and_then(|kept| kept.get("photo")?.as_str()).map(FileId::from),
        since: main.map(|post| post.since),
        file,
        card,
        id,
    }
}

/// The posts with their units, the rank after them: as 现任职务 is written.
fn posts_in_words(facts: &dyn Facts, id: &PersonId, rank: &str, on: Day) -> String {
    let posts = facts.post_text(id, on);
    match (posts.is_empty(), rank.is_empty()) {
        (_, true) => posts,
        (true, false) => rank.to_owned(),
        (false, false) => format!("{posts}，{rank}"),
    }
}

/// Whether the words of the form name the posts that the register knows, all of them and no other: then they stand as they were written.
fn still_holds(written: &str, posts: &[PostAt]) -> bool {
    let named = split_posts(written).iter().filter(|part| !part.is_rank).count();
    let titles: Vec<&str> = posts.iter().flat_map(|post| post.title.split('、')).collect();
    named > 0 && named == titles.len() && titles.iter().all(|title| written.contains(title))
}

/// `1999-07-01` as 199907: the first of a month stands for the month.
fn month_of_day(day: &str) -> String {
    let digits = day.replace('-', "");
    digits.strip_suffix("01").filter(|month| month.len() == 6).map_or(digits.clone(), str::to_owned)
}

impl Registered {
    /// His photo, read and put into the form; whether it is there, or he has none.
    pub fn put_photo(&mut self, read: impl FnOnce(&FileId) -> Option<Vec<u8>>) -> bool {
        let Some(photo) = &self.photo else { return true };
        let found = read(photo).and_then(|bytes| Photo::read(&bytes, FileLimits::default().photo).ok());
        self.file.photo = found;
        self.file.photo.is_some()
    }

    /// What a column of a roster says of him.
    #[must_use]
    pub fn column(&self, field: Field) -> String {
        let text = |path: &str| self.card.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        let month = |words: String| words.replace('-', ".");
        let part = |part| self.file.text(part).to_owned();
        match field {
            Field::Unit => self.unit.clone(),
            Field::Birth => month(text("/birth")),
            Field::PartyDate => month(text("/joined")),
            Field::WorkStart => text("/works_since").get(..7).unwrap_or_default().replace('-', "."),
            Field::Politics => text("/politics"),
            Field::Since => self.since.map(|day| day.to_string().replace('-', ".")).unwrap_or_default(),
            Field::Level => text("/level"),
            Field::LevelSince => month(text("/level_since")),
            Field::Rank => text("/rank"),
            Field::Authority => text("/authority"),
            Field::Phone => text("/phone"),
            Field::Remarks => text("/note"),
            Field::Name => part(Part::Name),
            Field::Sex => part(Part::Sex),
            Field::Nation => part(Part::Nation),
            Field::NativePlace => part(Part::NativePlace),
            Field::BirthPlace => part(Part::BirthPlace),
            Field::FullTimeEducation => part(Part::FullTimeEducation),
            Field::FullTimeDegree => part(Part::FullTimeDegree),
            Field::FullTimeSchool => part(Part::FullTimeSchool),
            Field::InServiceEducation => part(Part::InServiceEducation),
            Field::InServiceDegree => part(Part::InServiceDegree),
            Field::InServiceSchool => part(Part::InServiceSchool),
            Field::TechnicalTitle => part(Part::Profession),
            Field::Post => self.file.text(Part::Post).to_owned(),
            Field::Health => part(Part::Health),
            Field::Speciality => part(Part::Speciality),
            Field::Resume => part(Part::Resume),
            Field::Rewards => part(Part::Rewards),
            Field::Assessments => part(Part::Assessments),
            Field::Index
            | Field::IdNumber
            | Field::Education
            | Field::Degree
            | Field::School
            | Field::RankSince
            | Field::Category
            | Field::Ignored => String::new(),
        }
    }
}

//! What a person's file says beside the card of the register, as the register keeps it: `{health, speciality, resume, rewards,
//! assessments, family, photo, sheet}`.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Part, PersonFile, Relative, lrmx};

/// Keys with their words and the parts that fill them.
const TEXTS: [(&str, Part); 5] = [
    ("health", Part::Health),
    ("speciality", Part::Speciality),
    ("resume", Part::Resume),
    ("rewards", Part::Rewards),
    ("assessments", Part::Assessments),
];

/// Parts that belong to one filling of the form rather than to the person, or that the card has in another shape.
const SHEET: [Part; 13] = [
    Part::Post,
    Part::Joined,
    Part::DueMonth,
    Part::FullTimeDegreeSchool,
    Part::InServiceDegreeSchool,
    Part::ProposedPost,
    Part::RemovedPost,
    Part::Reason,
    Part::ReportingUnit,
    Part::AgeBound,
    Part::AgeDay,
    Part::FilledDay,
    Part::FilledBy,
];

/// Keys of a relative.
const RELATIVE: [&str; 5] = ["relation", "name", "birth", "politics", "work"];

/// What of a file goes beside the card, as JSON text: many people fit into memory this way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The fields.
    json: String,
}

/// One thing kept that is different: words, before, after.
pub(crate) type Changed = (&'static str, String, String);

impl Kept {
    /// Of a file. Nothing where it says nothing beside the card.
    #[must_use]
    pub fn of(file: &PersonFile) -> Option<Self> {
        let mut fields = Map::new();
        for (key, part) in TEXTS {
            if !file.text(part).is_empty() {
                fields.insert(key.to_owned(), file.text(part).into());
            }
        }
        if !file.family.is_empty() {
            fields.insert("family".to_owned(), file.family.iter().map(relative).collect());
        }
        if let Some(photo) = &file.photo {
            fields.insert("photo".to_owned(), photo.digest().into());
        }
        let own = SHEET.into_iter().filter(|part| !file.text(*part).is_empty() && !repeats_card(file, *part));
        let mut sheet: Vec<Value> = own.map(|part| entry(part.element(), file.text(part))).collect();
        sheet.extend(file.others.iter().map(|other| entry(&other.name, &other.xml)));
        if !sheet.is_empty() {
            fields.insert("sheet".to_owned(), sheet.into());
        }
        (!fields.is_empty()).then(|| Self { json: Value::from(fields).to_string() })
    }

    /// With these relatives, whatever else is kept.
    pub(crate) fn with_family(kept: Option<Self>, family: Vec<Relative>) -> Self {
        let mut fields = kept.map(|kept| kept.fields()).unwrap_or_default();
        fields.insert("family".to_owned(), family.iter().map(relative).collect());
        Self { json: Value::from(fields).to_string() }
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        serde_json::from_str(&self.json).unwrap_or_default()
    }

    /// What these fields make of those kept before, and what is different. What the file leaves blank stays.
    pub(crate) fn over(&self, before: &Map<String, Value>) -> (Map<String, Value>, Vec<Changed>) {
        let own = self.fields();
        let mut whole = Map::new();
        let mut changed = Vec::new();
        for (key, title) in KEYS {
            let was = before.get(key).filter(|value| !is_blank(value));
            let Some(value) = own.get(key).or(was) else { continue };
            if was != Some(value) {
                changed.push((title, words(key, was), words(key, Some(value))));
            }
            whole.insert(key.to_owned(), value.clone());
        }
        (whole, changed)
    }

    /// Puts kept fields back into a file.
    pub fn restore(fields: &Map<String, Value>, file: &mut PersonFile) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |key: &str| fields.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (key, part) in TEXTS {
            file.set(part, &text(fields.get(key)));
        }
        for item in list("family") {
            let mut relative = Relative::default();
            for (place, key) in relative.places().into_iter().zip(RELATIVE) {
                *place = text(item.get(key));
            }
            file.family.push(relative);
        }
        for item in list("sheet") {
            let (name, words) = (text(item.get("name")), text(item.get("text")));
            match Part::of(&name) {
                Some(part) => file.set(part, &words),
                // Whoever typed it: only what is an element goes into a file as one.
                None => file.others.extend(lrmx::elements(&words)),
            }
        }
    }
}

/// All keys in the order of the form, with their words.
const KEYS: [(&str, &str); 8] = [
    ("health", "健康状况"),
    ("speciality", "熟悉专业有何专长"),
    ("resume", "简历"),
    ("rewards", "奖惩情况"),
    ("assessments", "年度考核结果"),
    ("family", "家庭成员"),
    ("photo", "照片"),
    ("sheet", "任免审批表其他栏目"),
];

/// The digest by which attachments are known.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn relative(relative: &Relative) -> Value {
    RELATIVE
        .into_iter()
        .zip(relative.texts())
        .map(|(key, words)| (key.to_owned(), words.into()))
        .collect::<Map<_, _>>()
        .into()
}

fn entry(name: &str, words: &str) -> Value {
    json!({ "name": name, "text": words })
}

/// A plain month of joining is on the card already; the school of a degree is often that of the schooling.
fn repeats_card(file: &PersonFile, part: Part) -> bool {
    match part {
        Part::Joined => file.text(part).chars().all(|c| c.is_ascii_digit() || c == '.'),
        _ => false,
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(words) => words.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// As a preview shows it.
fn words(key: &str, value: Option<&Value>) -> String {
    let Some(value) = value else { return String::new() };
    let list = |keys: &[&str]| {
        let line = |item: &Value| {
            let texts = keys.iter().filter_map(|key| item.get(*key)?.as_str()).filter(|words| !words.is_empty());
            texts.collect::<Vec<_>>().join(" ")
        };
        value.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
    };
    match key {
        "family" => list(&RELATIVE),
        "photo" => "有".to_owned(),
        "sheet" => {
            let titled = |item: &Value| {
                let name = item.get("name")?.as_str()?;
                let words = item.get("text")?.as_str()?;
                Some(match Part::of(name) {
                    Some(part) => format!("{} {words}", part.title()),
                    None => format!("{name} {words}"),
                })
            };
            value.as_array().into_iter().flatten().filter_map(titled).collect::<Vec<_>>().join("\n")
        }
        _ => value.as_str().unwrap_or_default().to_owned(),
    }
}

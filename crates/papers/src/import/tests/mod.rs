//! Rosters against registers, with invented people.

use crate::Limits;
use engine::days::Day;
use engine::people::id_number::{CheckedId, check_digit};
use engine::policy::Policy;
use engine::words::{MatterId, PostId};
use serde_json::{Map, Value, json};

use super::*;
use crate::roster::{Options, read};

mod people;
mod posts;

/// The pack of the repository.
fn policy() -> Policy {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy/jingxian");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, std::fs::read_to_string(path).unwrap()));
    }
    files.sort();
    Policy::parse(&files).unwrap()
}

/// A register with what it says of its people, as the county's facts have it.
#[derive(Clone, Default)]
struct County {
    register: Register,
    cards: BTreeMap<PersonId, Map<String, Value>>,
}

impl County {
    fn said(&self, person: &PersonId) -> Said {
        Said { card: self.cards.get(person).cloned().unwrap_or_default(), file: Map::new() }
    }

    fn add(&mut self, (person, card): (KnownPerson, Map<String, Value>)) {
        self.cards.insert(person.id.clone(), card);
        self.register.people.push(person);
    }
}

impl From<Register> for County {
    fn from(register: Register) -> Self {
        Self { register, cards: BTreeMap::new() }
    }
}

/// The numbers a register knows, beside it as the vault is.
fn numbers(county: &County) -> impl Fn(&CheckedId) -> Option<PersonId> {
    let known: Vec<(String, PersonId)> = county
        .cards
        .iter()
        .filter_map(|(person, card)| Some((card.get("test_number")?.as_str()?.to_owned(), person.clone())))
        .collect();
    move |number| known.iter().find(|(plain, _)| plain == number.plain()).map(|(_, owner)| owner.clone())
}

/// A roster of these rows under 单位, 姓名, 性别, 出生年月, 现任职务, 任现职时间, 级别, 身份证号.
fn roster(rows: &[[&str; 8]]) -> Roster {
    let headings = ["单位", "姓名", "性别", "出生年月", "现任职务", "任现职时间", "级别", "身份证号"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(std::iter::once(&headings).chain(rows)) {
        for (column, words) in (0_u16..).zip(cells) {
            if !words.is_empty() {
                sheet.write_string(row, column, *words).unwrap();
            }
        }
    }
    let options = Options::on(Day::new(2026, 5, 6).unwrap());
    let roster = read(&book.save_to_buffer().unwrap(), "花名册.xlsx", &options).unwrap();
    assert!(!roster.has_errors(), "{:?}", roster.findings);
    roster
}

fn planned(rows: &[[&str; 8]], county: &County) -> Plan {
    let policy = policy();
    let owner = numbers(county);
    let rules = Rules {
        today: Day::new(2026, 5, 6).unwrap(),
        policy: &policy,
        owner: &owner,
        said: &|person| county.said(person),
        choices: &Choices::new(),
        findings: 100,
    };
    plan(&roster(rows), &county.register, &rules)
}

fn fates(plan: &Plan) -> Vec<String> {
    let word = |fate: &Fate| match fate {
        Fate::New { .. } => "new",
        Fate::Changed { .. } => "changed",
        Fate::Unchanged { .. } => "unchanged",
    };
    plan.people.iter().map(|entry| format!("{} {}", entry.name, word(&entry.fate))).collect()
}

fn errors(plan: &Plan) -> Vec<String> {
    let errors = plan.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| format!("{} {}", finding.row, finding.sentence)).collect()
}

fn warnings(plan: &Plan) -> Vec<String> {
    let warnings = plan.findings.iter().filter(|finding| finding.level == Level::Warning);
    warnings.map(|finding| format!("{} {}", finding.row, finding.sentence)).collect()
}

fn number(birth: &str, sequence: &str) -> String {
    let body = format!("341899{birth}{sequence}");
    format!("{body}{}", check_digit(&body))
}

/// The ids a test hands out.
fn fresh() -> impl FnMut() -> MatterId {
    let mut last = 0;
    move || {
        last += 1;
        MatterId::from(format!("id-{last}"))
    }
}

/// A person of the register; `test_number` of the card is the number that the vault would hold.
fn person(id: &str, card: Map<String, Value>, posts: Vec<PostId>) -> (KnownPerson, Map<String, Value>) {
    let text = |key: &str| card[key].as_str().unwrap().to_owned();
    let known = KnownPerson {
        id: id.into(),
        has_id_number: card.contains_key("test_number"),
        departed: false,
        name: text("name"),
        birth: text("birth"),
        posts,
    };
    (known, card)
}

/// The register that carrying out a plan on `before` leaves behind.
fn carried_out(plan: &Plan, before: &County) -> County {
    let mut county = before.clone();
    for step in plan.steps(&mut fresh()) {
        let fields = |key: &str| step.action.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        match (&step.target, step.kind) {
            (Target::New(id), "unit") => county.register.units.push(KnownUnit {
                id: UnitId::from(id.as_str()),
                name: fields("name"),
                aliases: Vec::new(),
                kind: fields("kind"),
            }),
            (Target::New(id), "post") => county.register.posts.push(KnownPost {
                id: PostId::from(id.as_str()),
                unit: UnitId::from(fields("unit")),
                title: fields("title"),
            }),
            (Target::New(id), _) => {
                let mut card = step.action["card"].as_object().unwrap().clone();
                card.extend(step.action.get("id_number").map(|plain| ("test_number".to_owned(), plain.clone())));
                let seats = step.action["posts"].as_array().unwrap();
                let posts = seats.iter().map(|seat| seat["post"].as_str().unwrap().into()).collect();
                county.add(person(id.as_str(), card, posts));
            }
            (Target::Existing(_), _) => {}
        }
    }
    county
}

#[test]
fn a_county_may_narrow_what_it_takes() {
    let limits = Limits::of(&policy(), Day::new(2026, 5, 6).unwrap());
    assert_eq!((limits.bytes, limits.rows), (50 << 20, 200_000));
    assert_eq!(limits.unpacked, Limits::default().unpacked);
}

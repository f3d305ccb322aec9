//! Units, posts and people of the made county as the actions that enter them.

use engine::{access::Role, days::Day};
use serde_json::{Value, json};

use crate::made::{Account, Authority, Cadre, Chief, Education, Level, Made, Post, Sex, Sort, Unit};
use crate::play::cast::Ids;
use crate::play::trips::phone;

/// Enters a unit.
pub fn unit(made: &Made, ids: &Ids, key: usize, unit: &Unit) -> Value {
    let seats = |chief: bool| {
        let of_unit = made.posts.iter().filter(|post| post.unit == key && post.leading);
        of_unit.filter(|post| (post.chief != Chief::None) == chief).count()
    };
    let aliases: Vec<&str> = if unit.short == unit.name { Vec::new() } else { vec![&unit.short] };
    json!({
        "verb": "open",
        "name": unit.name,
        "aliases": aliases,
        "kind": kind(unit.sort),
        "parent": unit.parent.and_then(|parent| ids.units.get(parent)),
        "order": unit.order,
        "level": format!("{}级", level(unit.level).trim_end_matches("级").trim_end_matches("正职")),
        "chief_seats": seats(true),
        "deputy_seats": seats(false),
    })
}

/// Enters a post.
pub fn post(ids: &Ids, post: &Post) -> Value {
    json!({
        "verb": "open",
        "unit": ids.units.get(post.unit),
        "title": post.title,
        "chief": post.chief != Chief::None,
        "side": match post.chief { Chief::Party => Some("party"), Chief::Government => Some("government"), Chief::None => None },
        "leading": post.leading,
        "order": post.order,
        "level": level(post.level),
    })
}

/// Enters a person with the posts he holds.
pub fn person(made: &Made, ids: &Ids, key: usize, cadre: &Cadre) -> Value {
    let seats: Vec<Value> = cadre
        .seats
        .iter()
        .map(|seat| json!({"post": ids.posts.get(seat.post), "since": Day(seat.since), "acting": seat.acting}))
        .collect();
    let order = cadre.seats.first().and_then(|seat| made.post(seat.post)).map_or(0, |post| post.order);
    json!({
        "verb": "enter",
        "card": card(key, cadre, order, cadre.level),
        "id_number": cadre.identity,
        "posts": seats,
    })
}

/// The card of a person, with the level he has by now.
pub fn card(key: usize, cadre: &Cadre, order: u32, now: Level) -> Value {
    let authority =
        if cadre.authority == Authority::Unit && now != Level::Section { Authority::County } else { cadre.authority };
    json!({
        "name": cadre.name,
        "sex": match cadre.sex { Sex::Man => "男", Sex::Woman => "女" },
        "birth": month(Day(cadre.birth)),
        "nation": cadre.nation,
        "native": cadre.native,
        "birthplace": cadre.native,
        "politics": cadre.politics,
        "joined": cadre.joined.map(|day| month(Day(day))),
        "works_since": Day(cadre.works_since),
        "full_time": education(&cadre.full_time),
        "in_service": cadre.in_service.as_ref().map(education),
        "level": level(now),
        "level_since": month(Day(cadre.level_since)),
        "rank": cadre.rank,
        "authority": match authority { Authority::City => "上级管", Authority::County => "县管", Authority::Unit => "单位管" },
        "order": order,
        "phone": phone(key),
    })
}

/// Code of a sort in the county's dictionary of units.
const fn kind(sort: Sort) -> &'static str {
    match sort {
        Sort::County => "county",
        Sort::Township => "township",
        Sort::Party => "party_department",
        Sort::Government => "government_department",
        Sort::Organ => "organ",
        Sort::Mass => "mass_organization",
        Sort::Institution => "institution",
        Sort::Zone => "zone",
        Sort::Enterprise => "enterprise",
        Sort::Subordinate => "subordinate",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::CountyFull => "县处级正职",
        Level::CountyDeputy => "县处级副职",
        Level::Full => "正科",
        Level::Deputy => "副科",
        Level::Section => "股级",
    }
}

fn education(one: &Education) -> Value {
    json!({"level": one.level, "degree": one.degree, "school": one.school})
}

fn month(day: Day) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

/// Opens an account.
pub fn account(ids: &Ids, account: &Account, unit: Option<usize>) -> Value {
    json!({
        "verb": "open",
        "login": account.name,
        "name": account.holder,
        "person": account.person.and_then(|person| ids.people.get(person)),
        "unit": unit.and_then(|unit| ids.units.get(unit)),
    })
}

/// Grants a role to an account.
pub fn grant(ids: &Ids, role: Role, unit: Option<usize>) -> Value {
    json!({"verb": "grant", "role": role, "unit": unit.and_then(|unit| ids.units.get(unit))})
}

//! The other ledgers of the chapter beside that of leaves: certificates, trips abroad, visits and papers, as many as a county of that
//! size would have. Some go through the desk; what is missing is written after them.

use std::path::Path;

use engine::{access::Role, days::Period, policy::Policy, words::MatterId};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Answer, County, Database, Owed, Request, Target};

use super::{fill, ground::Ground, open};
use crate::made::Sort;
use crate::play::{trips::phone, world::World};

/// One certificate for so many people, and one trip.
const CERTIFICATES: usize = 3;
const TRIPS: usize = 10;
/// Signatures of a trip at most.
const SIGNATURES: usize = 6;
/// Days before it on which a trip is asked for.
const AHEAD: i64 = 40;

/// Where the county lies: its database, its folder, its pack.
pub(super) type Place<'a> = (&'a dyn Fn() -> Result<Database, String>, &'a Path, &'a Policy);

/// Lays the ledgers out, at most `taken` of each sort through the desk; the county is opened again where rows were written.
pub(super) fn lay(county: County, ground: &Ground, place: Place<'_>, taken: usize) -> Result<County, String> {
    let laid = Laid::on(&county, ground)?;
    let people = ground.managed();
    let certificates = people.len().div_ceil(CERTIFICATES);
    let trips = people.len().div_ceil(TRIPS);
    for (at, person) in people.iter().step_by(CERTIFICATES).take(taken).enumerate() {
        laid.certificate(person, at)?;
    }
    laid.visits(taken)?;
    laid.trips(trips.min(taken))?;
    let missing = [certificates.saturating_sub(taken), trips.saturating_sub(taken)];
    if missing == [0, 0] {
        return Ok(county);
    }
    let (Some(person), Some(route)) = (people.first(), ground.routes.first()) else { return Ok(county) };
    let applicant = route.applicant().person.clone().unwrap_or_default().0;
    let card = fill::pattern(&county, person.clone(), None, || laid.certificate(person, taken))?;
    let trip = fill::pattern(&county, applicant, Some(laid.period()), || laid.withdrawn())?;
    county.close();
    let (database, folder, policy) = place;
    let mut last = card.last.max(trip.last);
    for (pattern, missing) in [card, trip].into_iter().zip(missing) {
        last = fill::fill(&database()?, &[pattern], &people, missing, last)?;
    }
    open(database()?, folder, policy, true)
}

struct Laid<'a> {
    county: &'a County,
    ground: &'a Ground,
    world: World<'a>,
    clerk: usize,
    moment: Timestamp,
}

impl<'a> Laid<'a> {
    fn on(county: &'a County, ground: &'a Ground) -> Result<Self, String> {
        let clerk = ground.cast.with_role(Role::SectionClerk).ok_or("所造的县里没有经办人。")?;
        let moment = ground.today().begins() + SignedDuration::from_hours(9);
        Ok(Self { county, ground, world: World::new(&ground.made), clerk, moment })
    }

    fn act(&self, who: usize, target: Target, action: Value) -> Result<Answer, String> {
        let actor = self.ground.cast.actor(&self.world, who);
        let request = Request { actor, moment: self.moment, day: None, target, action, key: None };
        self.county.act(request).map_err(|failure| format!("{failure:?}"))
    }

    /// A certificate in the cabinet.
    fn certificate(&self, person: &str, at: usize) -> Result<String, String> {
        let today = self.ground.today();
        let action = json!({"verb": "enter", "person": person, "kind": "passport", "number": format!("E{:08}", 20_000_000 + at),
            "issued": today.plus(-900), "expires": today.plus(2_700), "held": "kept", "place": format!("{}柜", at % 9 + 1)});
        self.act(self.clerk, Target::new("certificate"), action).map(|answer| answer.id)
    }

    fn period(&self) -> Period {
        let from = self.ground.today().plus(AHEAD);
        Period::days(from, from.plus(5))
    }

    fn apply(&self, who: usize) -> Result<Answer, String> {
        let period = self.period();
        let stop = json!({"place": "新加坡", "region": "foreign", "from": period.from.day, "to": period.to.day});
        let action = json!({"verb": "apply", "purpose": {"private": {"kind": "tourism", "leave": "annual"}}, "period": period,
            "stops": [stop], "reason": "旅游", "funding": "own", "wanted": [{"kind": "passport", "new": false}], "phone": phone(who)});
        self.act(who, Target::new("abroad"), action)
    }

    /// A trip asked for and taken back by the first who may.
    fn withdrawn(&self) -> Result<String, String> {
        let first = self.ground.routes.first().and_then(|route| self.key(route.applicant().person.as_ref()?));
        let who = first.ok_or("所造的县里没有人能出国（境）。")?;
        let asked = self.apply(who)?;
        let back = json!({"verb": "withdraw", "reason": "改期"});
        self.act(who, Target::existing(asked.id.as_str(), asked.n), back).map(|answer| answer.id)
    }

    fn key(&self, person: &engine::words::PersonId) -> Option<usize> {
        self.ground.cast.person_key(person)
    }

    /// Trips of those whose leaves the county has, the first of them left for the pattern; each signed as far as it goes.
    fn trips(&self, count: usize) -> Result<(), String> {
        let people = self.ground.routes.iter().skip(1).filter_map(|route| self.key(route.applicant().person.as_ref()?));
        for who in people.take(count) {
            self.apply(who)?;
        }
        for _ in 0..SIGNATURES {
            self.answer("abroad", |owed| Some(json!({"verb": owed.verb.as_deref().filter(|verb| *verb == "agree")?})))?;
        }
        Ok(())
    }

    /// One visit to each township and bureau, the sheet signed; the notice of it drafted, issued and signed for.
    fn visits(&self, count: usize) -> Result<(), String> {
        let units = self.ground.made.units.iter().enumerate();
        let visited = units.filter(|(_, unit)| matches!(unit.sort, Sort::Township | Sort::Government));
        let team = self.world.staff(self.home()?);
        let team: Vec<Value> = team
            .iter()
            .rev()
            .take(2)
            .map(|who| json!({"owner": "organization", "person": self.ground.cast.person(*who)}))
            .collect();
        let mut found = Vec::new();
        for (unit, _) in visited.take(count) {
            let action = json!({"verb": "register", "form": "covert", "unit": self.ground.cast.unit(unit), "day": self.ground.today(),
                "team": team, "course": "查看窗口", "findings": [{"category": "窗口脱岗", "facts": "9时10分窗口无人"}]});
            found.push((self.act(self.clerk, Target::new("inspection"), action)?.id, unit));
        }
        for _ in &team {
            self.answer("inspection", |owed| {
                Some(json!({"verb": owed.verb.as_deref().filter(|verb| *verb == "sign")?}))
            })?;
        }
        for (visit, unit) in found {
            let action = json!({"verb": "draft", "matter": MatterId(visit), "paper": "inspection.notice", "code": "supervision",
                "title": "关于反馈效能督查发现问题的通知", "main": [self.ground.cast.unit(unit)], "copies": 3});
            self.act(self.clerk, Target::new("dispatch"), action)?;
        }
        self.answer("dispatch", |owed| Some(json!({"verb": owed.verb.as_deref()?})))
    }

    /// The department.
    fn home(&self) -> Result<usize, String> {
        let unit = self.world.unit(self.clerk);
        unit.ok_or_else(|| "所造的县里没有组织部。".to_owned())
    }

    /// Everything owed in a kind to which there is an answer, by whoever owes it.
    fn answer(&self, kind: &str, action: impl Fn(&Owed) -> Option<Value>) -> Result<(), String> {
        for owed in self.county.all_owed().map_err(|fault| fault.sentence())? {
            let Some(action) = action(&owed).filter(|_| owed.kind == kind) else { continue };
            // Of two who sign one matter, the second does so in the next round.
            let known = self.county.state_of(&owed.matter).map_err(|fault| fault.sentence())?;
            let who = self.ground.cast.wearer(&self.world, &owed.by, &[]);
            let (Some(who), true) = (who, known.is_some_and(|(_, last, _)| last == owed.n)) else { continue };
            // Whoever is asked about a relative is refused, and it stays where it is.
            drop(self.act(who, Target::existing(owed.matter.clone(), owed.n), action));
        }
        Ok(())
    }
}

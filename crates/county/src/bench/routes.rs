//! The way of one person's leaves: who asks and who agrees, found by letting each take one leave.

use std::collections::BTreeMap;

use engine::{
    access::Actor,
    days::{Day, Half, HalfDay, Period},
    words::MatterId,
};
use serde_json::{Value, json};
use store::{Answer, County, Request, Target};

use crate::made::Made;
use crate::play::{cast::Cast, trips::phone, world::World};

/// 2025-01-08, a Wednesday: week 0 of the bench. Every leave is a Wednesday away, so that no two of one person are continuous.
const WEDNESDAY: i64 = 20_096;

/// A person and those who agree to his leaves, in their order.
#[derive(Clone, Debug)]
pub(super) struct Route {
    applicant: Actor,
    approvers: Vec<Actor>,
}

impl Route {
    /// Whose leaves.
    pub(super) fn applicant(&self) -> &Actor {
        &self.applicant
    }

    /// Actions of one leave.
    pub(super) fn steps(&self) -> usize {
        self.approvers.len() + 2
    }

    /// The action of a step: the application, the agreements, the report back.
    pub(super) fn request(&self, week: i64, step: usize, matter: Option<&(String, i64)>) -> Request {
        let own = Actor::clone(&self.applicant);
        let (actor, action, days, hour) = if step == 0 {
            (own, application(&self.applicant, week), -1, 9)
        } else if let Some(approver) = self.approvers.get(step - 1) {
            (approver.clone(), json!({"verb": "agree", "opinion": "同意。"}), -1, 10)
        } else {
            (own, json!({"verb": "report_back", "returned": period(week).to}), 1, 9)
        };
        let target = match matter {
            None => Target::new("leave"),
            Some((id, after)) => Target::existing(id.as_str(), *after),
        };
        let moment = wednesday(week).plus(days).begins() + jiff::SignedDuration::from_hours(hour);
        let key = Some(format!("{}-{week}-{step}", self.applicant.account));
        Request { actor, moment, day: None, target, action, key }
    }

    /// One whole leave, step by step.
    pub(super) fn take(&self, county: &County, week: i64) -> Result<Answer, String> {
        let mut last: Option<Answer> = None;
        for step in 0..self.steps() {
            let matter = last.map(|answer| (answer.id, answer.n));
            let request = self.request(week, step, matter.as_ref());
            last = Some(county.act(request).map_err(|failure| format!("{failure:?}"))?);
        }
        last.ok_or_else(|| "没有请假的步骤。".to_owned())
    }
}

pub(super) fn wednesday(week: i64) -> Day {
    Day::from_number(WEDNESDAY + week * 7)
}

/// The morning before the first week, when the county is entered.
pub(super) fn dawn() -> Day {
    wednesday(-1)
}

/// The Wednesday of a week.
pub(super) fn period(week: i64) -> Period {
    let day = wednesday(week);
    Period { from: HalfDay { day, half: Half::Morning }, to: HalfDay { day, half: Half::Afternoon } }
}

pub(super) fn application(applicant: &Actor, week: i64) -> Value {
    let place = applicant.account.bytes().fold(0_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 10_000);
    json!({
        "verb": "apply",
        "purpose": {"business": {"kind": "trip"}},
        "period": period(week),
        "destination": "合肥市",
        "reach": "beyond_city",
        "reason": "到省厅对接项目申报",
        "transport": "official_car",
        "phone": phone(place),
    })
}

/// Lets so many county-managed people who head no unit take one leave in week 0, spread over the county, and keeps the ways that led
/// to an approval and back.
pub(super) fn find(county: &County, made: &Made, cast: &Cast, most: usize) -> Result<Vec<Route>, String> {
    let world = World::new(made);
    let mut open: BTreeMap<MatterId, (usize, i64, Route)> = BTreeMap::new();
    let mut refused = None;
    let all = world.managed().filter(|(key, _)| !world.heads(*key)).count();
    for (key, _) in world.managed().filter(|(key, _)| !world.heads(*key)).step_by(all.div_ceil(most.max(1)).max(1)) {
        let route = Route { applicant: cast.actor(&world, key), approvers: Vec::new() };
        match county.act(route.request(0, 0, None)) {
            Ok(answer) => drop(open.insert(MatterId(answer.id), (key, answer.n, route))),
            Err(failure) => refused = Some(failure),
        }
    }
    for _ in 0..APPROVERS {
        for owed in county.all_owed().map_err(|fault| fault.sentence())? {
            let Some((key, n, route)) = open.get_mut(&owed.matter) else { continue };
            if owed.verb.as_deref() != Some("agree") || owed.n != *n {
                continue;
            }
            let Some(person) = cast.wearer(&world, &owed.by, &cast.family(*key)) else { continue };
            let mut longer = route.clone();
            longer.approvers.push(cast.actor(&world, person));
            let step = longer.approvers.len();
            match county.act(longer.request(0, step, Some(&(owed.matter.0.clone(), *n)))) {
                Ok(answer) => (*n, *route) = (answer.n, longer),
                Err(failure) => refused = Some(failure),
            }
        }
    }
    let mut routes = Vec::new();
    for (id, (_, n, route)) in open {
        match county.act(route.request(0, route.steps() - 1, Some(&(id.0, n)))) {
            Ok(_) => routes.push(route),
            Err(failure) => refused = Some(failure),
        }
    }
    match refused {
        Some(failure) if routes.is_empty() => Err(format!("{failure:?}")),
        _ => Ok(routes),
    }
}

/// No leave passes more hands.
const APPROVERS: usize = 6;

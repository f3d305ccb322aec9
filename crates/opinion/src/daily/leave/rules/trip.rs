//! Leaves that follow from trips abroad: the trip asks here what speaks against being away, and its approval is the leave's.

use super::{
    super::facts::{
        Action, Application, Applied, Business, CancelTrip, End, Ended, Event, FollowTrip, FollowedTrip, Manner,
        Private, Purpose, Reason, ReportBack, State, Summary, Survey,
    },
    applicant::Applicant,
    checks, clashes, fold, moved, route,
    survey::{Occasion, World, own_overlap},
};
use engine::{
    days::HalfDay,
    parts::Station,
    procedure::{Context, Lead, Refusal, Way},
    trigger::{Reaction, Trigger, TripPlan},
    words::{MatterId, PersonId, Phone, Prose, Term, UnitId},
};

/// The word on the page where a leave of its own would show who signs.
const PATH: &str = "随出国（境）审批，不另行请假";

/// What a trip learns of its applicant.
pub(in crate::daily) struct Asked {
    /// His name.
    pub name: String,
    /// His posts at the time.
    pub post: String,
    /// The unit that answers for him.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Units of which he is chief.
    pub heads: Vec<UnitId>,
    /// Managed above the county.
    pub above: bool,
    /// Who signs, by the table that was asked for.
    pub stations: Vec<Station>,
    /// What speaks against being away, in words.
    pub clashes: Vec<String>,
    /// The refusal that follows from it where nobody has a reason for an exception.
    pub refusal: Option<Refusal>,
}

/// Asks of a trip what is asked of a leave: the person's own absences, who stands in, the other chief. `route` is a table with its
/// tier, `at` the field that a refusal about time belongs to.
///
/// # Errors
/// The first rule that knows no exception.
pub(in crate::daily) fn ask(
    plan: &FollowTrip,
    (table, tier): (&str, &str),
    at: &'static str,
    cx: &Context,
) -> Result<Asked, Refusal> {
    let application = application(plan);
    checks::period(plan.period, at)?;
    let mut world = World::read(&plan.person, &application, cx)?;
    // The leave of this very trip is no other absence.
    let mine: Vec<MatterId> = of_trip(&plan.person, &plan.trip, cx).into_iter().map(|(id, _)| id).collect();
    world.absences.retain(|absence| !mine.contains(&absence.matter));
    let occasion = Occasion { window: plan.period, at, timed: false };
    own_overlap(&world, &occasion, cx)?;
    // Whoever has left cannot be held back by a watch; the roster finds him away and has it swapped.
    if cx.half_now() < plan.period.from {
        checks::watch(&world, &application, &occasion, cx)?;
    }
    checks::stand_in(&world, &application, &occasion, cx)?;
    let above = world.applicant.is_above();
    let clashes = if above { Vec::new() } else { world.clashes(&application, plan.period, cx) };
    let refusal = clashes::refusal(&clashes, &world.applicant, at, None, cx);
    let on = plan.period.from.day;
    let stations = if above { Vec::new() } else { route::of_table(table, tier, &world.applicant, on, cx)? };
    Ok(Asked {
        name: world.applicant.card.name,
        post: world.applicant.post,
        unit: world.applicant.unit.id,
        unit_name: world.applicant.unit.name,
        heads: world.applicant.heads,
        above,
        stations,
        clashes: clashes.into_iter().map(|clash| clash.words).collect(),
        refusal,
    })
}

fn application(plan: &FollowTrip) -> Application {
    let purpose = if plan.business {
        Purpose::Business(Business { kind: Term::new(&plan.leave) })
    } else {
        Purpose::Private(Private { kind: Term::new(&plan.leave) })
    };
    Application {
        purpose,
        period: plan.period,
        destination: plan.places.clone(),
        reach: Term::new("abroad"),
        reason: plan.reason.clone(),
        transport: None,
        phone: plan.phone.clone(),
        stand_in: plan.stand_in.clone(),
        stand_in_phone: None,
        second_stand_in: None,
        delegation: None,
        abroad_paper: Some("出国（境）审批".to_owned()),
        files: Vec::new(),
        exception: None,
        manner: Manner::Ahead,
    }
}

/// The open leaves of a trip.
fn of_trip(person: &PersonId, trip: &MatterId, cx: &Context) -> Vec<(MatterId, State)> {
    let mut found = moved::under_way(person, cx);
    found.retain(|(_, state)| state.trip.as_ref() == Some(trip));
    found
}

/// What leaves overhear of trips.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let react = |what: &str, trip: &MatterId, to: Option<MatterId>, action: Action| {
        crate::owed::reaction(&format!("leave/{what}"), &trip.0, to, action, cx)
    };
    match trigger {
        Trigger::TripApproved { person, matter, plan } => {
            let plan = taken_over(person, matter, plan);
            let known = of_trip(person, matter, cx).into_iter().next();
            // Whoever holds no post is not missed at one.
            if known.is_none() && Applicant::find(person, cx.day, cx).is_err() {
                return Vec::new();
            }
            vec![react("trip", matter, known.map(|(id, _)| id), Action::FollowTrip(Box::new(plan)))]
        }
        Trigger::TripCancelled { person, matter, day } => of_trip(person, matter, cx)
            .into_iter()
            .map(|(id, _)| {
                let cancel = CancelTrip { trip: matter.clone(), day: *day };
                react("trip_cancelled", matter, Some(id), Action::CancelTrip(cancel))
            })
            .collect(),
        Trigger::TripOver { person, matter, day } => {
            let now = cx.half_now();
            let back = |state: &State| HalfDay::afternoon(*day).min(now).max(state.allowed().from);
            let can = |state: &State| now >= state.allowed().from && !cx.facts.posts(person, cx.day).is_empty();
            let report = |state: &State| ReportBack {
                returned: back(state),
                note: Some(Prose("随回国报告销假".to_owned())),
                files: Vec::new(),
            };
            let open = of_trip(person, matter, cx).into_iter().filter(|(_, state)| can(state));
            open.map(|(id, state)| react("trip_over", matter, Some(id), Action::ReportBack(report(&state)))).collect()
        }
        _ => Vec::new(),
    }
}

fn taken_over(person: &PersonId, trip: &MatterId, plan: &TripPlan) -> FollowTrip {
    FollowTrip {
        person: person.clone(),
        trip: trip.clone(),
        period: plan.period,
        places: plan.places.clone(),
        reason: Prose(plan.reason.clone()),
        business: plan.business,
        leave: plan.leave.clone(),
        phone: Phone(plan.phone.clone()),
        stand_in: plan.stand_in.clone(),
    }
}

/// 随出国（境）登记外出: everything was asked when the trip was signed.
pub(super) fn follow(plan: FollowTrip, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let applicant = Applicant::find(&plan.person, plan.period.from.day, cx)
        .or_else(|_| Applicant::find(&plan.person, cx.day, cx))?;
    let application = application(&plan);
    let dictionary = cx.policy.dictionary(if plan.business { "leave_business" } else { "leave_private" });
    let span = cx.policy.working_span(plan.period);
    let survey = Survey {
        applicant: plan.person.clone(),
        name: applicant.card.name.clone(),
        post: applicant.post.clone(),
        unit: applicant.unit.id.clone(),
        unit_name: applicant.unit.name.clone(),
        heads: applicant.heads.clone(),
        group: if plan.business { "因公" } else { "因私" }.to_owned(),
        sort: dictionary.map_or_else(|| plan.leave.clone(), |known| known.title_of(&plan.leave).to_owned()),
        consecutive: false,
        stand_in: plan.stand_in.as_ref().map(|person| cx.facts.name(person)),
        second_stand_in: None,
        tier_half_days: span.half_days,
        tier_words: format!("连续外出{}，{PATH}", span.words),
        upper: true,
        stations: Vec::new(),
        filing: Vec::new(),
        clashes: Vec::new(),
        notes: Vec::new(),
    };
    let applied = Applied { application, working: span.half_days, survey, day: cx.day };
    Ok(vec![Event::FollowedTrip(Box::new(FollowedTrip { trip: plan.trip, applied }))])
}

/// 出国（境）取消
pub(super) fn cancel(cancel: &CancelTrip) -> Vec<Event> {
    let reason = Reason { reason: Prose("出国（境）已取消".to_owned()) };
    vec![Event::Cancelled(Ended { reason, day: cancel.day })]
}

/// The absence of an approved trip is the leave's: it ends with the trip, and not for itself.
pub(in crate::daily::leave) fn tied(state: &State, cx: &Context) -> Option<Refusal> {
    let trip = state.trip.as_ref().filter(|_| state.ended != Some(End::Cancelled))?;
    let number = cx.facts.brief(trip).and_then(|brief| brief.number).unwrap_or_default();
    let sentence = format!(
        "这次外出随出国（境）事项{number}登记，不能单独作废或撤销；出国（境）有误的，请更正、取消或作废该事项，外出随之变更。"
    );
    Some(
        Refusal::new("follows_trip", "3.1.1", sentence)
            .ways([Way::new("打开出国（境）事项", Lead::Matter(trip.clone()))]),
    )
}

/// A leave opened by its trip, or moved to the trip's other days.
pub(super) fn followed(before: Option<State>, followed: FollowedTrip) -> State {
    let mut summary = Summary::from(&followed.applied.survey);
    PATH.clone_into(&mut summary.path);
    let state = match before {
        Some(state) => {
            let day = state.applied.day;
            State { applied: Applied { day, ..followed.applied }, delay: None, ..state }
        }
        None => fold::opened(followed.applied),
    };
    State { trip: Some(followed.trip), summary, ..state }
}

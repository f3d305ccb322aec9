//! What is found out about an application: the list of refusals, each with its clause, and who signs.

use super::{
    super::{
        Abroad,
        facts::{Application, Applied, Purpose, State, Stop, Survey},
        stage,
    },
    ADVANCE, CLAUSE, PER_YEAR, ROUTES, VISIT,
};
use crate::{
    checks::{filled, term},
    daily::{
        leave::{Asked, FollowTrip, ask},
        registered_person::RegisteredPerson,
    },
};
use engine::{
    days::{Day, Period},
    facts::{Brief, Query},
    policy::LimitVersion,
    procedure::{Bar, Context, Procedure, Refusal},
    words::{PersonId, Prose},
};

/// Clause of the stricter examination and of the certificates.
const STRICT: &str = "rule.certificates";
/// Code of the dictionary `trip_regions` for 港澳.
const HKMO: &str = "hkmo";

/// On what occasion it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Asked for, or asked for again.
    First,
    /// Other days before leaving.
    Changed,
    /// Other days after leaving.
    Away,
}

fn is_blank(text: Option<&Prose>) -> bool {
    text.is_none_or(|text| text.0.trim().is_empty())
}

/// Words of the dictionaries, frozen into the event.
struct Words {
    sort: &'static str,
    purpose: String,
    /// The limit of the days of this purpose, if it has one.
    limit: String,
    funding: String,
    certificates: String,
}

/// Looks at an application.
///
/// # Errors
/// The first rule that says no.
pub(super) fn survey(
    application: Application,
    who: &PersonId,
    occasion: Occasion,
    cx: &Context,
) -> Result<Applied, Refusal> {
    let words = form(&application, cx)?;
    route(&application, cx)?;
    if occasion != Occasion::Away {
        ahead(&application, occasion, cx)?;
    }
    holds(who, application.period.from.day, cx)?;
    let days = days(&application, &words, cx)?;
    let (strict, notes) = standing(&application, who, cx);
    let mut asked = presence(&application, who, strict, cx)?;
    if asked.above {
        let sentence = format!("{}属上级管理，出国（境）按上级管理权限报批，不在本县办理。", asked.name);
        return Err(Refusal::new("managed_above", CLAUSE, sentence));
    }
    if let Some(refusal) = asked.refusal.take().filter(|_| is_blank(application.exception.as_ref())) {
        return Err(refusal);
    }
    twice(&application, who, cx)?;
    times(&application, who, cx)?;
    let survey = Survey {
        applicant: who.clone(),
        name: asked.name,
        post: asked.post,
        unit: asked.unit,
        unit_name: asked.unit_name,
        heads: asked.heads,
        sort: words.sort.to_owned(),
        purpose: words.purpose,
        places: places(&application.stops),
        certificates: words.certificates,
        funding: words.funding,
        stand_in: application.stand_in.as_ref().map(|person| cx.facts.name(person)),
        days,
        strict,
        stations: asked.stations,
        clashes: asked.clashes,
        notes,
    };
    Ok(Applied { id: cx.matter.clone(), application, survey, day: cx.day })
}

/// The fields by themselves.
fn form(application: &Application, cx: &Context) -> Result<Words, Refusal> {
    filled(&application.reason.0, "/reason", "事由")?;
    filled(&application.phone.0, "/phone", "本人联系电话")?;
    let funding = term(&application.funding, "/funding", cx)?;
    if let Some(circumstance) = &application.circumstance {
        term(circumstance, "/circumstance", cx)?;
    }
    for (row, companion) in application.companions.iter().enumerate() {
        filled(&companion.name, &format!("/companions/{row}/name"), "姓名")?;
        filled(&companion.relation, &format!("/companions/{row}/relation"), "与本人关系")?;
    }
    let mut certificates = Vec::new();
    for (row, wanted) in application.wanted.iter().enumerate() {
        let word = term(&wanted.kind, &format!("/wanted/{row}/kind"), cx)?;
        certificates.push(if wanted.new { format!("{word}（需新办）") } else { word });
    }
    let (sort, purpose, limit) = match &application.purpose {
        Purpose::Private(private) => {
            let word = term(&private.kind, "/purpose/private/kind", cx)?;
            term(&private.leave, "/purpose/private/leave", cx)?;
            let known = cx.policy.dictionary("trip_purposes").and_then(|known| known.term(&private.kind.0));
            if application.wanted.is_empty() {
                let sentence = "因私出国（境）须写明使用的证件，证件和事项一并审批。";
                return Err(Refusal::new("field_missing", STRICT, sentence).at("/wanted"));
            }
            ("因私", word, known.map(|term| term.group.clone()).unwrap_or_default())
        }
        Purpose::Business(business) => {
            filled(&business.task, "/purpose/business/task", "任务批件文号")?;
            if !application.wanted.is_empty() {
                let sentence = "因公证照由外事部门保管，不使用因私证件，请删去使用证件。";
                return Err(Refusal::new("wrong_certificate", STRICT, sentence).at("/wanted"));
            }
            ("因公", term(&business.kind, "/purpose/business/kind", cx)?, String::new())
        }
    };
    Ok(Words { sort, purpose, limit, funding, certificates: certificates.join("、") })
}

/// The route: at least one place, in order, within the days.
fn route(application: &Application, cx: &Context) -> Result<(), Refusal> {
    application
        .period
        .check()
        .map_err(|sentence| Refusal::new("bad_period", "", format!("{sentence}，请核对起止。")).at("/period"))?;
    if application.stops.is_empty() {
        return Err(Refusal::new("route_empty", CLAUSE, "行程没有填写，请逐段填写前往的国家和地区。").at("/stops"));
    }
    let (first, last) = (application.period.from.day, application.period.to.day);
    let mut before: Option<&Stop> = None;
    for (row, stop) in application.stops.iter().enumerate() {
        filled(&stop.place, &format!("/stops/{row}/place"), "国家或地区")?;
        term(&stop.region, &format!("/stops/{row}/region"), cx)?;
        if stop.to < stop.from || before.is_some_and(|before| stop.from < before.to) {
            let sentence = format!("行程第{}段的日期颠倒或与前一段交叉，请按先后填写。", row + 1);
            return Err(Refusal::new("route_order", "", sentence).at(&format!("/stops/{row}/from")));
        }
        if stop.from < first || stop.to > last {
            let sentence = format!("行程第{}段超出离开与返回本县的时间，请核对。", row + 1);
            return Err(Refusal::new("route_outside", "", sentence).at(&format!("/stops/{row}/from")));
        }
        before = Some(stop);
    }
    Ok(())
}

/// In time: not in the past, and as long ahead as the county asks, unless it is urgent.
fn ahead(application: &Application, occasion: Occasion, cx: &Context) -> Result<(), Refusal> {
    let from = application.period.from.day;
    if from < cx.day {
        let sentence = format!("{}已经过去，出国（境）须事先报批。", from.sentence());
        return Err(Refusal::new("too_late", CLAUSE, sentence).at("/period/from"));
    }
    let due = cx.policy.due(ADVANCE, from, "出境", &[]);
    let late = due.day.is_some_and(|due| due < cx.day);
    if !late || occasion == Occasion::Changed || !is_blank(application.urgent.as_ref()) {
        return Ok(());
    }
    let sentence = format!("申请晚了：{}。确属紧急的，写明紧急事由。", due.basis.words);
    Err(Refusal::new("too_late", due.basis.clause, sentence).at("/urgent"))
}

/// What bars him from going. What is sealed answers with the neutral sentence, whatever else is known.
pub(super) fn holds(who: &PersonId, on: Day, cx: &Context) -> Result<(), Refusal> {
    let holds = cx.facts.holds(who, Bar::Trip, on.max(cx.day));
    if holds.iter().any(|hold| hold.sealed) {
        return Err(Refusal::neutral());
    }
    // A certificate that is lent for another trip is not overdue before its day.
    let Some(hold) = holds.iter().find(|hold| hold.from <= cx.day) else { return Ok(()) };
    let sentence = format!("{}期间不得出国（境）。{}。", hold.name, hold.basis.words);
    Err(Refusal::new("held", hold.basis.clause.clone(), sentence))
}

/// The days of a trip, not more than its purpose allows.
fn days(application: &Application, words: &Words, cx: &Context) -> Result<i64, Refusal> {
    let Period { from, to } = application.period;
    let days = from.day.days_until(to.day) + 1;
    let hkmo = words.sort == "因私" && application.stops.iter().all(|stop| stop.region.0 == HKMO);
    let limit = if hkmo { "abroad.days_hkmo" } else { words.limit.as_str() };
    let Some(version) = cx.policy.limit(limit, from.day) else { return Ok(days) };
    match version.number() {
        Some(most) if days > most => {
            let what = if hkmo { "往来港澳" } else { words.purpose.as_str() };
            let sentence = format!("{what}一次不超过{}，本次{days}日，请缩短行程。", version.words());
            Err(Refusal::new("trip_too_long", version.clause.clone(), sentence).at("/period"))
        }
        _ => Ok(days),
    }
}

/// Whether the stricter route applies, and what to look at before signing.
fn standing(application: &Application, who: &PersonId, cx: &Context) -> (bool, Vec<String>) {
    let query =
        Query { kind: RegisteredPerson::KIND.id, person: Some(who.clone()), open: Some(true), ..Query::default() };
    let entries = cx.facts.matters(&query);
    let mut notes = Vec::new();
    let mut strict = false;
    if entries.is_empty() {
        notes.push("未列入出国（境）登记备案名册，先核对是否应登记".to_owned());
    }
    let categories = cx.policy.dictionary("registered_categories");
    for state in entries.iter().filter_map(|entry| cx.facts.read::<RegisteredPerson>(&entry.id)) {
        let category = categories.and_then(|known| known.term(&state.entry.category.0));
        if category.is_some_and(|category| category.group == "strict") {
            strict = true;
            notes.push(format!("{}，从严审批", state.entry.category_word));
        }
        if state.secrecy.is_some() {
            strict = true;
            notes.push(format!(
                "涉密人员出境须经批准，行前进行保密教育（{}）",
                cx.policy.clause_label("law.secrets.45")
            ));
        }
    }
    if let Some(circumstance) = &application.circumstance {
        let known = cx.policy.dictionary("trip_circumstances");
        strict = true;
        notes.push(format!(
            "{}，从严审批",
            known.map_or(circumstance.0.as_str(), |known| known.title_of(&circumstance.0))
        ));
    }
    (strict, notes)
}

/// Asks leave what speaks against being away, and the table of routes who signs.
pub(super) fn presence(
    application: &Application,
    who: &PersonId,
    strict: bool,
    cx: &Context,
) -> Result<Asked, Refusal> {
    let (business, leave) = match &application.purpose {
        Purpose::Private(private) => (false, private.leave.0.clone()),
        Purpose::Business(_) => (true, VISIT.to_owned()),
    };
    let plan = FollowTrip {
        person: who.clone(),
        trip: cx.matter.clone(),
        period: application.period,
        places: places(&application.stops),
        reason: application.reason.clone(),
        business,
        leave,
        phone: application.phone.clone(),
        stand_in: application.stand_in.clone(),
    };
    let tier = match (business, strict) {
        (true, _) => "business",
        (false, true) => "strict",
        (false, false) => "private",
    };
    ask(&plan, (ROUTES, tier), "/period", cx)
}

/// Nobody has two trips at once, whatever became of the leave that follows from the other.
fn twice(application: &Application, who: &PersonId, cx: &Context) -> Result<(), Refusal> {
    let mut others = own(who, application.period, cx);
    others.retain(|(brief, _)| !brief.done);
    let Some((brief, state)) = others.into_iter().next() else { return Ok(()) };
    let number = brief.number.map(|number| format!("（{number}）")).unwrap_or_default();
    let sentence = format!(
        "{}已有{}的出国（境）{number}，与本次重叠，请改起止，或先办结、取消原来的行程。",
        cx.facts.name(who),
        state.period().words()
    );
    Err(Refusal::new("own_overlap", "", sentence).at("/period"))
}

/// The person's other trips that touch a time and were not given up.
fn own(who: &PersonId, overlaps: Period, cx: &Context) -> Vec<(Brief, State)> {
    let query =
        Query { kind: Abroad::KIND.id, person: Some(who.clone()), overlaps: Some(overlaps), ..Query::default() };
    let counts = [stage::PENDING, stage::SENT_BACK, stage::APPROVED, stage::CHANGING, stage::DONE];
    let other = |brief: &Brief| brief.id != *cx.matter && counts.contains(&brief.stage.as_str());
    let read = |brief: Brief| {
        let state = serde_json::from_str::<State>(&brief.state).ok()?;
        (state.applicant() == who).then_some((brief, state))
    };
    cx.facts.matters(&query).into_iter().filter(other).filter_map(read).collect()
}

/// Trips for oneself in the year of this one.
fn times(application: &Application, who: &PersonId, cx: &Context) -> Result<(), Refusal> {
    let Purpose::Private(_) = application.purpose else { return Ok(()) };
    let day = application.period.from.day;
    let Some(limit) = cx.policy.limit(PER_YEAR, day) else { return Ok(()) };
    let (Some(most), Some(first), Some(last)) =
        (LimitVersion::number(limit), Day::new(day.year(), 1, 1), Day::new(day.year(), 12, 31))
    else {
        return Ok(());
    };
    let mut others = own(who, Period::days(first, last), cx);
    others.retain(|(_, state)| state.is_private() && state.period().from.day.year() == day.year());
    let numbers: Vec<String> =
        others.into_iter().map(|(brief, state)| brief.number.unwrap_or_else(|| state.period().words())).collect();
    if i64::try_from(numbers.len()).unwrap_or(i64::MAX) < most {
        return Ok(());
    }
    let sentence = format!("{}年因私出国（境）不超过{most}次，已有{}。", day.year(), numbers.join("、"));
    Err(Refusal::new("trips_used", limit.clause.clone(), sentence).at("/period"))
}

/// 新加坡、马来西亚
fn places(stops: &[Stop]) -> String {
    let mut places: Vec<&str> = Vec::new();
    for stop in stops {
        if !places.contains(&stop.place.as_str()) {
            places.push(&stop.place);
        }
    }
    places.join("、")
}

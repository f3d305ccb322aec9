//! Which tier, and who signs: from the pack's tables, with the arithmetic in words.

use super::{applicant::Applicant, clashes::ANNEX};
use engine::{
    access::{Hat, Role},
    days::{Day, Period},
    facts::AbsenceAt,
    parts::Station,
    procedure::{Context, Refusal},
    words::UnitId,
};

/// The tier of a leave.
pub(super) struct Tier {
    /// Working half-days of the continuous absence.
    pub half_days: i64,
    pub upper: bool,
    pub words: String,
}

/// The tier follows from the working half-days of the continuous absence: leaves of the same person between which nobody would
/// have worked are one.
pub(super) fn tier(period: Period, own: &[AbsenceAt], cx: &Context) -> Tier {
    let calendar = cx.policy.calendar();
    let (mut whole, mut joined) = (period, Vec::new());
    let mut left: Vec<&AbsenceAt> = own.iter().collect();
    loop {
        let touches = |absence: &&AbsenceAt| {
            if absence.period.from > whole.to {
                !calendar.gap_has_working_half(whole.to, absence.period.from)
            } else {
                absence.period.to >= whole.from || !calendar.gap_has_working_half(absence.period.to, whole.from)
            }
        };
        let Some(place) = left.iter().position(touches) else { break };
        let next = left.swap_remove(place);
        let (from, to) = (whole.from.min(next.period.from), whole.to.max(next.period.to));
        whole = Period { from, to };
        joined.push(next.number.clone().unwrap_or_else(|| next.period.words()));
    }
    let span = cx.policy.working_span(whole);
    let limit = cx.policy.limit("leave.tier", period.from.day);
    let upper = limit.and_then(engine::policy::LimitVersion::number).is_none_or(|number| span.half_days > number);
    let mut words = format!("连续外出{}", span.words);
    if !joined.is_empty() {
        words.push_str(&format!("（与{}相连，合并计算）", joined.join("、")));
    }
    let bound = limit.map_or_else(String::new, engine::policy::LimitVersion::words);
    words.push_str(&if upper { format!("，超过{bound}") } else { format!("，不超过{bound}") });
    Tier { half_days: span.half_days, upper, words }
}

/// The stations of a tier.
///
/// # Errors
/// `no_route`, where the pack has no row for the applicant.
pub(super) fn stations(applicant: &Applicant, upper: bool, on: Day, cx: &Context) -> Result<Vec<Station>, Refusal> {
    if applicant.is_above() {
        return Ok(Vec::new());
    }
    // The table speaks of members of leading bodies; others have their head alone.
    let tier = if upper && applicant.is_member() { "upper" } else { "lower" };
    of_table("leave.routes", tier, applicant, on, cx)
}

/// The stations that a table of routes gives an applicant in a tier.
///
/// # Errors
/// `no_route`, where the pack has no row for the applicant.
pub(super) fn of_table(
    id: &str,
    tier: &str,
    applicant: &Applicant,
    on: Day,
    cx: &Context,
) -> Result<Vec<Station>, Refusal> {
    let table = cx.policy.table(id, on);
    let row = table.and_then(|table| Some((table, table.row(&[applicant.route_key(cx), tier])?)));
    let Some((table, codes)) = row.filter(|(_, codes)| !codes.is_empty()) else {
        let sentence = format!("政策包没有{}这一类人员的审批步骤，请由管理员补录后再办。", applicant.post);
        return Err(Refusal::new("no_route", ANNEX, sentence));
    };
    let unit = applicant.answers_to();
    let headless = applicant.route_key(cx) == "member"
        && cx.facts.chiefs(&unit, on).iter().all(|at| at.person == applicant.card.id);
    let last = codes.len() - 1;
    let station = |(place, code): (usize, &String)| {
        let act = if place == last { "审批" } else { "审核" };
        let (who, by) = signer(code, &unit, headless, cx)?;
        Some(Station { word: format!("{who}{act}"), by, clause: table.clause.clone() })
    };
    let mut stations: Vec<Station> = codes.iter().enumerate().filter_map(station).collect();
    stations.dedup_by(|later, earlier| later.by == earlier.by);
    Ok(stations)
}

fn signer(code: &str, unit: &UnitId, headless: bool, cx: &Context) -> Option<(String, Vec<Hat>)> {
    let in_charge = || Hat::RoleAt(Role::LeaderInCharge, unit.clone());
    match code {
        // A unit without a head has its leader in charge.
        "unit_head" if headless => Some((Role::LeaderInCharge.title().to_owned(), vec![in_charge()])),
        "unit_head" => Some(("单位主要负责人".to_owned(), vec![Hat::Head(unit.clone())])),
        "leader_in_charge" => Some((Role::LeaderInCharge.title().to_owned(), vec![in_charge()])),
        "section_head" => {
            Some(("组织部".to_owned(), vec![Hat::Role(Role::SectionHead), Hat::Role(Role::DeputyMinister)]))
        }
        other => {
            let role = Role::from_code(other)?;
            let title = cx
                .policy
                .dictionary("roles")
                .map_or_else(|| role.title().to_owned(), |words| words.title_of(other).to_owned());
            Some((title, vec![Hat::Role(role)]))
        }
    }
}

/// Where a leave is filed: codes of the dictionary `filing_places`.
pub(super) fn filing(applicant: &Applicant, upper: bool, on: Day, cx: &Context) -> Vec<String> {
    if applicant.is_above() || !applicant.is_member() {
        return Vec::new();
    }
    let who = if applicant.route_key(cx) == "member" { "member" } else { "chief" };
    let tier = if upper { "upper" } else { "lower" };
    let row = cx.policy.table("leave.filing", on).and_then(|table| table.row(&[who, tier]));
    row.map(<[String]>::to_vec).unwrap_or_default()
}

/// Places of filing, sorted by whether they have it by having signed or still have to sign.
#[derive(Default)]
pub(super) struct Places {
    pub waiting: Vec<String>,
    pub on_file: Vec<String>,
    pub by: Vec<Hat>,
}

/// Sorts the places of filing of a leave that was signed at these stations.
pub(super) fn places(codes: &[String], stations: &[Station], cx: &Context) -> Places {
    let dictionary = cx.policy.dictionary("filing_places");
    let signed_by_department = stations.iter().any(|station| station.by.contains(&Hat::Role(Role::SectionHead)));
    let mut places = Places::default();
    for code in codes {
        let word = dictionary.map_or(code.as_str(), |words| words.title_of(code)).to_owned();
        let signers: &[Role] = match code.as_str() {
            "county_party_office" | "county_government_office" => &[Role::CountyOffice],
            "organization_department" if !signed_by_department => &[Role::SectionClerk, Role::SectionHead],
            _ => &[],
        };
        if signers.is_empty() {
            places.on_file.push(word);
            continue;
        }
        places.waiting.push(word);
        for hat in engine::procedure::roles(signers) {
            if !places.by.contains(&hat) {
                places.by.push(hat);
            }
        }
    }
    places
}

//! What is found out about an application: everything that decides on it, gathered into one event.

use super::{
    super::facts::{Application, Applied, Clash, Purpose, Survey},
    applicant::{Applicant, OtherChief},
    checks, clashes, nodes, route, ways, year,
};
use engine::{
    days::{Day, HalfDay, Period},
    facts::{AbsenceAt, PostAt},
    procedure::{Context, Refusal},
    words::PersonId,
};

/// Half-days on either side of a leave within which another may be continuous with it: the longest rest there is, with room.
const AROUND: i64 = 60;

/// On what occasion it is looked at.
pub(super) struct Occasion {
    /// The half-days that are new: the whole period, or what an extension adds.
    pub window: Period,
    /// JSON pointer of the field that a refusal about time belongs to.
    pub at: &'static str,
    /// Asked for the first time or again, so that past and future matter.
    pub timed: bool,
}

impl Occasion {
    /// A first or repeated application.
    pub fn application(period: Period) -> Self {
        Self { window: period, at: "/period", timed: true }
    }
}

/// Everything read about the people concerned.
pub(super) struct World {
    pub applicant: Applicant,
    pub others: Vec<OtherChief>,
    pub colleagues: Vec<PostAt>,
    pub absences: Vec<AbsenceAt>,
}

impl World {
    /// Reads it: one question each, and one for all absences.
    pub fn read(who: &PersonId, application: &Application, cx: &Context) -> Result<Self, Refusal> {
        Self::read_on(who, application, application.period.from.day, cx)
    }

    /// The same with the posts of a given day.
    pub fn read_on(who: &PersonId, application: &Application, on: Day, cx: &Context) -> Result<Self, Refusal> {
        let applicant = Applicant::find(who, on.max(cx.day), cx).or_else(|_| Applicant::find(who, cx.day, cx))?;
        let others = applicant.other_chiefs(on, cx);
        let colleagues = if applicant.is_member() { applicant.colleagues(on, cx) } else { Vec::new() };
        let mut people = vec![who.clone()];
        people.extend(others.iter().map(|other| other.person.clone()));
        for named in [&application.stand_in, &application.second_stand_in].into_iter().flatten() {
            if !people.contains(named) {
                people.push(named.clone());
            }
        }
        let period = application.period;
        let around = Period { from: period.from.plus(-AROUND), to: period.to.plus(AROUND) };
        let absences = cx.facts.absences(&people, around, cx.half_now(), cx.matter);
        Ok(Self { applicant, others, colleagues, absences })
    }

    fn own(&self) -> Vec<AbsenceAt> {
        self.absences.iter().filter(|absence| absence.person == self.applicant.card.id).cloned().collect()
    }

    /// His earlier absences of which nobody knows that they are over.
    fn unreported(&self, cx: &Context) -> Vec<String> {
        let now = cx.half_now();
        let mine = self.absences.iter().filter(|absence| absence.person == self.applicant.card.id);
        let open = mine.filter(|absence| absence.until_reported && absence.period.to < now);
        open.map(|absence| format!("{}的外出还没有销假", absence.period.words())).collect()
    }

    /// What speaks against being away in this window.
    pub fn clashes(&self, application: &Application, window: Period, cx: &Context) -> Vec<Clash> {
        let question = clashes::Question {
            applicant: &self.applicant,
            others: &self.others,
            absences: &self.absences,
            window,
            private: matches!(application.purpose, Purpose::Private(_)),
        };
        clashes::find(&question, cx)
    }
}

/// Looks at an application.
///
/// # Errors
/// The first rule that says no.
pub(super) fn survey(
    application: Application,
    who: &PersonId,
    occasion: &Occasion,
    cx: &Context,
) -> Result<Applied, Refusal> {
    let titles = checks::form(&application, cx)?;
    if occasion.timed {
        checks::time(&application, cx)?;
    }
    let world = World::read(who, &application, cx)?;
    checks::holds(who, &application, cx)?;
    own_overlap(&world, occasion, cx)?;
    checks::watch(&world, &application, occasion, cx)?;
    checks::stand_in(&world, &application, occasion, cx)
        .map_err(|refusal| ways::of_stand_in(refusal, &world, &application, occasion, cx))?;
    checks::delegation(&world, &application, cx)?;
    // Who is managed above the county is shown here, and refused nothing.
    let above = world.applicant.is_above();
    let clashes = if above { Vec::new() } else { world.clashes(&application, occasion.window, cx) };
    let unreasoned = checks::is_blank(application.exception.as_ref());
    if unreasoned && !clashes.is_empty() {
        return Err(ways::of_clashes(&clashes, &world, &application, occasion, cx));
    }
    // An extension is looked at for what it adds.
    let nodes = if above { Vec::new() } else { nodes::met(&application, occasion.window, cx) };
    nodes::reasoned(&nodes, &application)?;
    let mut notes = checks::notes(&application, &titles, occasion, cx);
    notes.extend(nodes.iter().map(|node| node.words.clone()));
    notes.extend(checks::watch_left(&world, &application, occasion, cx));
    notes.extend(year::check(&application, who, cx)?);
    notes.extend(world.unreported(cx));
    let tier = route::tier(application.period, &world.own(), cx);
    let raised = nodes::raise(&nodes);
    let upper = tier.upper || raised || !clashes.is_empty();
    let on = application.period.from.day;
    let stations = route::stations(&world.applicant, upper, on, cx)?;
    let mut tier_words = tier.words;
    if !tier.upper && upper {
        let why = if clashes.is_empty() {
            "；重要节点，报最高一级审批"
        } else {
            "；有例外情形，报最高一级审批"
        };
        tier_words.push_str(why);
    }
    let survey = Survey {
        applicant: who.clone(),
        name: world.applicant.card.name.clone(),
        post: world.applicant.post.clone(),
        unit: world.applicant.unit.id.clone(),
        unit_name: world.applicant.unit.name.clone(),
        heads: world.applicant.heads.clone(),
        group: titles.group.to_owned(),
        sort: titles.sort,
        consecutive: titles.consecutive,
        stand_in: application.stand_in.as_ref().map(|person| cx.facts.name(person)),
        second_stand_in: application.second_stand_in.as_ref().map(|person| cx.facts.name(person)),
        tier_half_days: tier.half_days,
        tier_words,
        upper,
        stations,
        filing: route::filing(&world.applicant, upper, on, cx),
        clashes,
        notes,
    };
    let working = cx.policy.working_span(application.period).half_days;
    Ok(Applied { application, working, survey, day: cx.day })
}

/// Nobody is away twice at once.
pub(super) fn own_overlap(world: &World, occasion: &Occasion, cx: &Context) -> Result<(), Refusal> {
    for absence in world.own() {
        let Some(overlap) = clashes::overlap(&absence, occasion.window, cx) else { continue };
        let number = absence.number.clone().map(|number| format!("（{number}）")).unwrap_or_default();
        let unreported = absence.until_reported && absence.period.to < cx.half_now();
        let sentence = if unreported {
            format!("{}的外出{number}还没有销假，请先销假再办。", absence.period.words())
        } else {
            let words = overlap.words();
            format!(
                "{}已有{}的外出{number}，与本次重叠{words}，请改起止或先改原来的请假。",
                world.applicant.card.name,
                absence.period.words()
            )
        };
        return Err(Refusal::new("own_overlap", "", sentence).at(occasion.at));
    }
    Ok(())
}

/// The half-day from which an action counts: now, or the morning of the day on the paper.
pub(super) fn moment(cx: &Context) -> HalfDay {
    let now = cx.half_now();
    if cx.day < now.day { HalfDay::morning(cx.day) } else { now }
}

//! A county small enough to hold in the hand, for tests of mechanisms: people, units, posts, and the matters made in it.

use engine::{
    access::{self, Actor, Behalf, Hat, Role, Scope, Signed},
    annual::{Numbered, Totals},
    days::{Day, HalfDay, Period},
    erased::{Mechanism, Of, Stop, Told},
    facts::{AbsenceAt, Brief, Facts, PersonCard, PostAt, PostCard, Query, UnitCard, WatchAt},
    policy::{Clock, Pause, Policy},
    procedure::{
        Bar, Context, Effects, Entry, Hold, Outline, PersonEntry, PostEntry, Procedure, Refusal, Side, UnitEntry, Vault,
    },
    trigger::{Reaction, Trigger},
    words::{FileId, MatterId, PersonId, PostId, UnitId},
};
use serde_json::Value;
use std::{collections::BTreeMap, sync::LazyLock};

/// The county's pack, as it ships; read once.
pub fn policy() -> Policy {
    static PACK: LazyLock<Policy> = LazyLock::new(|| Policy::parse(&engine::pack!()).expect("the pack is sound"));
    PACK.clone()
}

/// A day written as `2026-05-06`.
pub fn day(text: &str) -> Day {
    Day::of(text).expect(text)
}

/// A half-day written as `2026-05-06上午`.
pub fn half(text: &str) -> HalfDay {
    let (date, half) = text.split_at(10);
    match half {
        "上午" => HalfDay::morning(day(date)),
        "下午" => HalfDay::afternoon(day(date)),
        other => panic!("{other} is no half of a day"),
    }
}

/// A period of two half-days.
pub fn period(from: &str, to: &str) -> Period {
    Period { from: half(from), to: half(to) }
}

/// A person in a post, from a day until before another.
#[derive(Clone)]
pub struct Held {
    pub person: PersonId,
    pub post: PostId,
    pub from: Day,
    pub until: Option<Day>,
    pub acting: bool,
}

/// A matter as the desk would keep it.
#[derive(Clone)]
pub struct Matter {
    pub kind: &'static str,
    pub number: String,
    pub state: String,
    pub outline: Outline,
    pub effects: Effects,
    pub told: Vec<Told>,
}

/// The county.
pub struct World {
    pub policy: Policy,
    pub now: jiff::Timestamp,
    pub people: BTreeMap<PersonId, PersonCard>,
    pub units: BTreeMap<UnitId, UnitCard>,
    pub posts: BTreeMap<PostId, (PostCard, i64)>,
    pub held: Vec<Held>,
    pub roles: Vec<(PersonId, Hat)>,
    pub relatives: Vec<(PersonId, PersonId)>,
    pub holds: Vec<Hold>,
    pub matters: BTreeMap<MatterId, Matter>,
    pub pauses: Vec<Pause>,
    /// Keys of reactions already acted on.
    pub reacted: Vec<String>,
    /// The paper under which the next actions are entered for their actor by somebody else, with its day.
    pub signed_on: Option<Day>,
    /// Clear values by seal.
    pub sealed: BTreeMap<String, Value>,
    /// Owners of ID numbers.
    pub id_numbers: BTreeMap<String, PersonId>,
    /// Accounts by sign-in name.
    pub accounts: BTreeMap<String, MatterId>,
    /// Kinds with running numbers, and what each of their ledgers comes to.
    pub numbered: Vec<Numbered>,
    pub totals: Totals,
}

impl World {
    /// An empty county at a moment of its office time: `2026-05-05T09:00`.
    pub fn new(moment: &str) -> Self {
        Self {
            policy: policy(),
            now: at(moment),
            people: BTreeMap::new(),
            units: BTreeMap::new(),
            posts: BTreeMap::new(),
            held: Vec::new(),
            roles: Vec::new(),
            relatives: Vec::new(),
            holds: Vec::new(),
            matters: BTreeMap::new(),
            pauses: Vec::new(),
            reacted: Vec::new(),
            signed_on: None,
            sealed: BTreeMap::new(),
            id_numbers: BTreeMap::new(),
            accounts: BTreeMap::new(),
            numbered: Vec::new(),
            totals: Totals::default(),
        }
    }

    /// Lets the time pass.
    pub fn at(&mut self, moment: &str) -> &mut Self {
        self.now = at(moment);
        self
    }

    /// A unit; its id is its name.
    pub fn unit(&mut self, name: &str, kind: &str, parent: Option<&str>) -> &mut Self {
        let order = i64::try_from(self.units.len()).unwrap_or_default() * 10;
        let card = UnitCard {
            id: name.into(),
            name: name.into(),
            kind: kind.into(),
            parent: parent.map(UnitId::from),
            order,
            active: true,
        };
        self.units.insert(name.into(), card);
        self
    }

    /// A person in a new post of a unit; his id is his name. `place` is 1 for the first of the body, 0 outside of it.
    pub fn post(&mut self, person: &str, unit: &str, title: &str, seat: Seat) -> &mut Self {
        let id = PostId(format!("{unit}{title}"));
        let order = i64::try_from(self.posts.len()).unwrap_or_default();
        let (chief, side) = match seat {
            Seat::Chief(side) => (true, side),
            Seat::Acting(side) => (false, side),
            Seat::Member | Seat::Staff => (false, None),
        };
        let leading = seat != Seat::Staff;
        let card = PostCard { id: id.clone(), unit: unit.into(), title: title.into(), chief, side, leading };
        self.posts.insert(id.clone(), (card, order));
        let acting = matches!(seat, Seat::Acting(_));
        self.held.push(Held { person: person.into(), post: id, from: day("2020-01-01"), until: None, acting });
        let card = || PersonCard {
            id: person.into(),
            name: person.into(),
            level: "正科".into(),
            authority: "县管".into(),
            party: true,
            works_since: Some(day("2008-07-01")),
            active: true,
        };
        self.people.entry(person.into()).or_insert_with(card);
        self
    }

    /// A role of a person, for the county or for one unit.
    pub fn role(&mut self, person: &str, role: Role, unit: Option<&str>) -> &mut Self {
        let hat = unit.map_or(Hat::Role(role), |unit| Hat::RoleAt(role, unit.into()));
        self.roles.push((person.into(), hat));
        self
    }

    /// The person as an actor, with the hats of his posts and roles.
    pub fn actor(&self, person: &str) -> Actor {
        let who: PersonId = person.into();
        let today = Day::at(self.now);
        let mut hats = access::hats_by_tenure(&who, today, self);
        hats.extend(self.roles.iter().filter(|(of, _)| of == &who).map(|(_, hat)| hat.clone()));
        let mut untouchables = vec![who.clone()];
        untouchables.extend(self.relatives(&who));
        let behalf =
            self.signed_on.map(|signed_on| Signed { person: who.clone(), paper: FileId::from("paper"), signed_on });
        let behalf = behalf.map(Behalf::Paper);
        let (account, person) = if behalf.is_some() { ("clerk", None) } else { (person, Some(who)) };
        Actor { account: account.into(), person, hats, behalf, untouchables }
    }

    /// Runs with the context in which an actor acts on a matter.
    pub fn within<T>(&self, actor: &Actor, matter: &MatterId, run: impl FnOnce(&Context) -> T) -> T {
        let day = actor.behalf.as_ref().and_then(Behalf::day).unwrap_or(Day::at(self.now));
        let facts: &dyn Facts = self;
        run(&Context { now: self.now, day, actor, matter, policy: &self.policy, facts, vault: self })
    }

    /// A person opens a matter or acts on one: the gate, the rules, and what the desk would keep. The action is flat, with its verb.
    ///
    /// # Errors
    /// What stopped it.
    pub fn act<P: Procedure>(
        &mut self,
        person: &str,
        matter: Option<&MatterId>,
        action: Value,
    ) -> Result<MatterId, Stop> {
        let actor = self.actor(person);
        let mut action = action;
        let verb = action["verb"].as_str().expect("a verb").to_owned();
        action.as_object_mut().expect("an object").remove("verb");
        self.step(&Of::<P>::new(), &actor, matter, &verb, action)
    }

    /// The same, where a refusal is expected.
    pub fn refused<P: Procedure>(&mut self, person: &str, matter: Option<&MatterId>, action: Value) -> Refusal {
        match self.act::<P>(person, matter, action) {
            Err(Stop::Refused(refusal)) => refusal,
            other => panic!("refused it should be, and is {other:?}"),
        }
    }

    fn step(
        &mut self,
        mechanism: &dyn Mechanism,
        actor: &Actor,
        matter: Option<&MatterId>,
        verb: &str,
        payload: Value,
    ) -> Result<MatterId, Stop> {
        let count = self.matters.len() + 1;
        let id = matter.cloned().unwrap_or_else(|| MatterId(format!("m{count:04}")));
        let before = matter.map(|id| self.matters[id].clone());
        let outcome = self.within(actor, &id, |cx| {
            let state = before.as_ref().map(|matter| matter.state.as_str());
            let offers = mechanism.offers(state, cx)?;
            access::may(&offers, verb, actor)?;
            access::recusal(mechanism.kind(), before.as_ref().map(|m| &m.outline), &offers, verb, actor)?;
            let clock = Clock { policy: &self.policy, pauses: &self.pauses };
            let outcome = mechanism.step(state, verb, payload, cx, &clock)?;
            access::recusal(mechanism.kind(), Some(&outcome.outline), &offers, verb, actor)?;
            Ok::<_, Stop>(outcome)
        })?;
        let mut told = before.as_ref().map(|matter| matter.told.clone()).unwrap_or_default();
        told.extend(outcome.events);
        let kind = mechanism.kind();
        let number = before.map_or_else(|| format!("{}〔2026〕{count}号", kind.prefix.unwrap_or("")), |m| m.number);
        let kept = Matter {
            kind: kind.id,
            number,
            state: outcome.state,
            outline: outcome.outline,
            effects: outcome.effects,
            told,
        };
        self.matters.insert(id.clone(), kept);
        self.enter(&id);
        Ok(id)
    }

    /// Rows that a matter of the ground owns become what the world knows.
    fn enter(&mut self, id: &MatterId) {
        let effects = self.matters[id].effects.clone();
        let cadre = PersonId::from(id);
        if effects.registry.iter().any(|entry| matches!(entry, Entry::Person(_))) {
            self.held.retain(|held| held.person != cadre);
        }
        self.held.extend(effects.tenures.into_iter().map(|held| Held {
            person: held.person,
            post: held.post,
            from: held.from,
            until: held.until,
            acting: held.acting,
        }));
        for entry in effects.registry {
            match entry {
                Entry::Unit(row) => {
                    let UnitEntry { id, name, kind, parent, order, active, .. } = row;
                    self.units.insert(id.clone(), UnitCard { id, name, kind, parent, order, active });
                }
                Entry::Post(row) => {
                    let PostEntry { id, unit, title, chief, side, leading, order, .. } = row;
                    self.posts.insert(id.clone(), (PostCard { id, unit, title, chief, side, leading }, order));
                }
                Entry::Person(row) => {
                    let PersonEntry { id, name, level, authority, party, works_since, active, .. } = row;
                    let card = PersonCard { id: id.clone(), name, level, authority, party, works_since, active };
                    self.people.insert(id, card);
                }
                Entry::Relation(row) => self.relatives.push((row.person, row.other)),
                Entry::Account(row) => drop(self.accounts.insert(row.login, row.id)),
                Entry::ClosedLedger(row) => {
                    let ledgers = self.numbered.iter_mut().filter(|one| one.kind == row.kind);
                    ledgers.for_each(|one| one.closed.push(row.year));
                }
                Entry::Grant(_) | Entry::Authorization(_) | Entry::Document(_) | Entry::Reviewed(_) => {}
            }
        }
    }

    /// What the last event of a matter told.
    pub fn told(&self, id: &MatterId) -> Vec<Trigger> {
        self.matters[id].told.last().map(|told| told.triggers.clone()).unwrap_or_default()
    }

    /// What all mechanisms do on hearing this, and on hearing what they say themselves: matter by matter, as at the desk. Returns the
    /// matters acted on.
    pub fn follow(&mut self, triggers: &[Trigger]) -> Vec<MatterId> {
        let system = Actor::system();
        let mut acted = Vec::new();
        let mut heard = vec![triggers.to_vec()];
        while !heard.is_empty() {
            let mut next = Vec::new();
            for triggers in heard {
                let mut reactions: Vec<(_, Reaction<(String, Value)>)> = Vec::new();
                for trigger in &triggers {
                    for mechanism in crate::CATALOGUE.iter() {
                        let hears = self.within(&system, &MatterId::from("heard"), |cx| mechanism.hears(trigger, cx));
                        reactions.extend(hears.into_iter().map(|reaction| (mechanism, reaction)));
                    }
                }
                for (mechanism, reaction) in reactions {
                    // People whom a test did not enter have no register.
                    if reaction.to.as_ref().is_some_and(|to| !self.matters.contains_key(to)) {
                        continue;
                    }
                    assert!(!self.reacted.contains(&reaction.key), "{} twice", reaction.key);
                    let (verb, payload) = reaction.action;
                    let id =
                        self.step(mechanism, &system, reaction.to.as_ref(), &verb, payload).expect("what is heard");
                    self.reacted.push(reaction.key);
                    next.push(self.told(&id));
                    acted.push(id);
                }
            }
            heard = next.into_iter().filter(|triggers| !triggers.is_empty()).collect();
        }
        acted
    }

    /// What the clock brings about in one mechanism; tells how many reactions were acted on.
    pub fn tick<P: Procedure>(&mut self) -> usize {
        let mechanism = Of::<P>::new();
        let system = Actor::system();
        let reactions = self.within(&system, &MatterId::from("clock"), |cx| mechanism.calls(cx));
        let mut done = 0;
        for reaction in reactions {
            if self.reacted.contains(&reaction.key) {
                continue;
            }
            let (verb, payload) = reaction.action;
            self.step(&mechanism, &system, reaction.to.as_ref(), &verb, payload).expect("the clock is heard");
            self.reacted.push(reaction.key);
            done += 1;
        }
        done
    }

    /// The program itself acts on a matter.
    pub fn by_system<P: Procedure>(&mut self, id: &MatterId, verb: &str, payload: Value) {
        self.step(&Of::<P>::new(), &Actor::system(), Some(id), verb, payload).expect("the program acts");
    }

    /// The typed state of a matter.
    pub fn state<P: Procedure>(&self, id: &MatterId) -> P::State {
        serde_json::from_str(&self.matters[id].state).expect("its own state")
    }

    /// Whether somebody finds a matter, even where the whole county is open to him.
    pub fn finds<P: Procedure>(&self, person: &str, id: &MatterId) -> bool {
        let mut actor = self.actor(person);
        actor.hats.push(Hat::Role(Role::Minister));
        Scope::of(&actor).sees(&P::KIND, &self.matters[id].outline, &|unit, units| units.contains(unit))
    }

    /// The stored stage of a matter.
    pub fn stage(&self, id: &MatterId) -> &'static str {
        self.matters[id].outline.stage
    }

    /// Keys of the duties of a matter with their owners' hats and due days.
    pub fn duty(&self, id: &MatterId, key: &str) -> engine::procedure::Duty {
        let duties = &self.matters[id].effects.duties;
        duties.iter().find(|duty| duty.key == key).unwrap_or_else(|| panic!("no duty {key} among {duties:#?}")).clone()
    }

    /// Verbs on offer to a person.
    pub fn verbs<P: Procedure>(&self, person: &str, id: &MatterId) -> Vec<&'static str> {
        let actor = self.actor(person);
        let mechanism = Of::<P>::new();
        let offers = self.within(&actor, id, |cx| mechanism.offers(Some(&self.matters[id].state), cx)).expect("offers");
        offers.iter().filter(|offer| offer.is_open_to(&actor)).map(|offer| offer.verb).collect()
    }

    /// Verbs with which a person may open a matter.
    pub fn verbs_before<P: Procedure>(&self, person: &str) -> Vec<&'static str> {
        let actor = self.actor(person);
        let mechanism = Of::<P>::new();
        let offers = self.within(&actor, &MatterId::from("new"), |cx| mechanism.offers(None, cx)).expect("offers");
        offers.iter().filter(|offer| offer.is_open_to(&actor)).map(|offer| offer.verb).collect()
    }

    fn post_at(&self, held: &Held) -> PostAt {
        let (card, order) = &self.posts[&held.post];
        PostAt {
            person: held.person.clone(),
            post: held.post.clone(),
            unit: card.unit.clone(),
            title: card.title.clone(),
            chief: card.chief,
            acting: held.acting,
            side: card.side,
            leading: card.leading,
            order: *order,
            since: held.from,
        }
    }

    fn posts_on(&self, on: Day) -> impl Iterator<Item = PostAt> {
        let in_force = move |held: &&Held| held.from <= on && held.until.is_none_or(|until| on < until);
        self.held.iter().filter(in_force).map(|held| self.post_at(held))
    }

    fn absent(&self, keep: impl Fn(&MatterId, &engine::procedure::Absence) -> bool) -> Vec<AbsenceAt> {
        let mut found = Vec::new();
        for (id, matter) in &self.matters {
            for absence in matter.effects.absences.iter().filter(|absence| keep(id, absence)) {
                found.push(AbsenceAt {
                    matter: id.clone(),
                    number: Some(matter.number.clone()),
                    person: absence.person.clone(),
                    period: absence.period,
                    firm: absence.firm,
                    until_reported: absence.until_reported,
                    stand_in: absence.stand_in.clone(),
                });
            }
        }
        found
    }
}

/// What a person's post is within its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// 正职
    Chief(Option<Side>),
    /// 主持工作
    Acting(Option<Side>),
    /// A member of the body.
    Member,
    /// Nobody of the body.
    Staff,
}

fn brief((id, matter): (&MatterId, &Matter)) -> Brief {
    Brief {
        id: id.clone(),
        kind: matter.kind.to_owned(),
        number: Some(matter.number.clone()),
        stage: matter.outline.stage.to_owned(),
        done: matter.outline.done,
        period: matter.outline.period,
        state: matter.state.clone(),
    }
}

fn at(moment: &str) -> jiff::Timestamp {
    format!("{moment}:00+08:00").parse().expect(moment)
}

impl Facts for World {
    fn chiefs(&self, unit: &UnitId, on: Day) -> Vec<PostAt> {
        self.posts_on(on).filter(|at| &at.unit == unit && (at.chief || at.acting)).collect()
    }
    fn members(&self, unit: &UnitId, on: Day) -> Vec<PostAt> {
        self.posts_on(on).filter(|at| &at.unit == unit && at.leading).collect()
    }
    fn seated(&self, post: &PostId, from: Day) -> Vec<PersonId> {
        let stays = |held: &&Held| &held.post == post && held.until.is_none_or(|until| from < until);
        self.held.iter().filter(stays).map(|held| held.person.clone()).collect()
    }
    fn posts(&self, who: &PersonId, on: Day) -> Vec<PostAt> {
        self.posts_on(on).filter(|at| &at.person == who).collect()
    }
    fn holders(&self, hat: &Hat, on: Day) -> Vec<PersonId> {
        let mut found: Vec<PersonId> =
            self.roles.iter().filter(|(_, h)| h.answers(hat)).map(|(p, _)| p.clone()).collect();
        if let Hat::Head(unit) = hat {
            found.extend(self.chiefs(unit, on).into_iter().map(|at| at.person));
        }
        found
    }
    fn relatives(&self, who: &PersonId) -> Vec<PersonId> {
        let other = |(one, two): &(PersonId, PersonId)| {
            if one == who { Some(two.clone()) } else { (two == who).then(|| one.clone()) }
        };
        self.relatives.iter().filter_map(other).collect()
    }
    fn absences(&self, who: &[PersonId], period: Period, now: HalfDay, except: &MatterId) -> Vec<AbsenceAt> {
        self.absent(|id, absence| {
            let to = if absence.until_reported { absence.period.to.max(now) } else { absence.period.to };
            id != except && who.contains(&absence.person) && absence.period.from <= period.to && period.from <= to
        })
    }
    fn stand_ins(&self, who: &PersonId, period: Period, except: &MatterId) -> Vec<AbsenceAt> {
        self.absent(|id, absence| {
            id != except && absence.stand_in.as_ref() == Some(who) && absence.period.overlaps(&period)
        })
    }
    fn watches(&self, who: &[PersonId], period: Period, except: &MatterId) -> Vec<WatchAt> {
        let mut found = Vec::new();
        for (id, matter) in self.matters.iter().filter(|(id, _)| *id != except) {
            let mine = matter.effects.watches.iter().filter(|watch| who.contains(&watch.person));
            found.extend(mine.filter(|watch| watch.period.overlaps(&period)).map(|watch| WatchAt {
                matter: id.clone(),
                unit: watch.unit.clone(),
                person: watch.person.clone(),
                period: watch.period,
                leading: watch.leading,
                label: watch.label.clone(),
            }));
        }
        found
    }
    fn holds(&self, who: &PersonId, bar: Bar, on: Day) -> Vec<Hold> {
        let in_force = |hold: &&Hold| hold.from <= on && hold.until.is_none_or(|until| on < until);
        let of = |hold: &&Hold| &hold.person == who && hold.bars.contains(&bar);
        self.holds.iter().filter(in_force).filter(of).cloned().collect()
    }
    fn matters(&self, query: &Query) -> Vec<Brief> {
        let fits = |matter: &Matter| {
            let outline = &matter.outline;
            let period = outline.period;
            (query.kind.is_empty() || matter.kind == query.kind)
                && query.person.as_ref().is_none_or(|who| outline.persons.iter().any(|(_, of)| of == who))
                && query.unit.as_ref().is_none_or(|unit| outline.units.contains(unit))
                && query.stage.is_none_or(|stage| outline.stage == stage)
                && query.overlaps.is_none_or(|window| period.is_some_and(|period| period.overlaps(&window)))
                && query.ended_before.is_none_or(|half| period.is_some_and(|period| period.to < half))
                && query.open.is_none_or(|open| outline.done != open)
        };
        self.matters.iter().filter(|(_, matter)| fits(matter)).map(brief).collect()
    }
    fn brief(&self, id: &MatterId) -> Option<Brief> {
        self.matters.get_key_value(id).map(brief)
    }
    fn last_document(&self, series: &str, year: i16) -> i64 {
        let given = self.matters.values().flat_map(|matter| &matter.effects.registry).filter_map(|entry| match entry {
            Entry::Document(given) if given.series == series && given.year == year => Some(given.number),
            _ => None,
        });
        given.max().unwrap_or_default()
    }
    fn county_name(&self) -> Option<String> {
        Some("青弋县".to_owned())
    }
    fn state(&self, id: &MatterId) -> Option<(String, String)> {
        let matter = self.matters.get(id)?;
        Some((matter.kind.to_owned(), matter.state.clone()))
    }
    fn person(&self, who: &PersonId) -> Option<PersonCard> {
        self.people.get(who).cloned()
    }
    fn unit(&self, which: &UnitId) -> Option<UnitCard> {
        self.units.get(which).cloned()
    }
    fn post(&self, which: &PostId) -> Option<PostCard> {
        self.posts.get(which).map(|(card, _)| card.clone())
    }
    fn units(&self, parent: Option<&UnitId>) -> Vec<UnitCard> {
        let below = |unit: &&UnitCard| unit.active && (parent.is_none() || unit.parent.as_ref() == parent);
        self.units.values().filter(below).cloned().collect()
    }
    fn pauses(&self, _: &MatterId) -> Vec<Pause> {
        self.pauses.clone()
    }
    fn account(&self, login: &str) -> Option<MatterId> {
        self.accounts.get(login).cloned()
    }
    fn numbered(&self) -> Vec<Numbered> {
        self.numbered.clone()
    }
    fn totals(&self, _: &str, _: i16) -> Totals {
        self.totals.clone()
    }
    fn owner_of_id_number(&self, number: &str) -> Option<PersonId> {
        self.id_numbers.get(number).cloned()
    }
}

impl Vault for World {
    fn clear(&self, seal: &str) -> Option<Value> {
        self.sealed.get(seal).cloned()
    }
}

//! 证件: what the leaders of units hold is entered once and kept in the department's cabinet, in one unit in its own; new ones are
//! issued, lent ones brought back, old ones renewed, and now and then one is late or lost.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    access::{Hat, Role},
    days::Day,
    facts::Query,
    words::{MatterId, PersonId},
};
use opinion::daily::certificate::{State, Where, stage};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::chance::Chance;

/// Days after the beginning on which the certificates are entered.
const ENTERED: i64 = 12;
/// Of a hundred leaders, how many hold which certificate.
const HELD: [(&str, u64); 3] = [("passport", 26), ("hkmo", 14), ("taiwan", 3)];
/// Units of which the first that the county has keeps its own.
const OWN_CABINET: [&str; 2] = ["县公安局", "县财政局"];
/// Months for which one is issued, and days before their end on which one is lent to be renewed.
const VALID: i64 = 120;
const RENEWED: i64 = 150;
/// One loan of so many is brought back late, one of so many is lost on the way.
const SLOW: u64 = 14;
const LOST: u64 = 35;
/// Days after its limit on which a late one is asked for, and on which it is brought.
const DUNNED: i64 = 2;
const BROUGHT: i64 = 6;

/// What the keepers remember.
pub(crate) struct Cabinet {
    chance: Chance,
    /// Kinds of certificates by person.
    pub(crate) held: BTreeMap<usize, Vec<&'static str>>,
    /// Who holds a secret post.
    pub(crate) secret: Vec<usize>,
    issued: u64,
    lent: u64,
    receipts: u64,
    slow: BTreeSet<MatterId>,
    lost: BTreeSet<MatterId>,
}

impl Cabinet {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            chance: Chance::of(seed, "cabinet"),
            held: BTreeMap::new(),
            secret: Vec::new(),
            issued: 0,
            lent: 0,
            receipts: 0,
            slow: BTreeSet::new(),
            lost: BTreeSet::new(),
        }
    }

    /// A number in the form of a real one.
    fn number(&mut self, kind: &str) -> String {
        self.issued += 1;
        let letter = match kind {
            "passport" => 'E',
            "hkmo" => 'C',
            _ => 'L',
        };
        format!("{letter}{:08}", 10_000_000 + self.issued * 7_919 + self.chance.below(7_000))
    }

    fn receipt(&mut self, word: &str, day: Day) -> String {
        self.receipts += 1;
        format!("{word}〔{}〕{}号", day.year(), self.receipts)
    }

    fn place(&mut self) -> String {
        format!("{}柜{}格", self.chance.between(1, 3), self.chance.between(1, 60))
    }

    /// A number with its days, as issued on a day.
    fn issue(&mut self, kind: &str, issued: Day) -> Value {
        let expires = issued.plus_months(VALID, true).plus(-1);
        json!({"number": self.number(kind), "issued": issued, "expires": expires})
    }
}

/// One action with the fields of another value in it.
pub(crate) fn with(mut action: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (action.as_object_mut(), more) {
        fields.extend(more);
    }
    action
}

impl Play<'_> {
    /// What the keepers do of themselves on this day.
    pub(crate) fn keep(&mut self, day: Day) -> Vec<Sent> {
        if self.comes(ENTERED, day) {
            return self.enter_all(day);
        }
        if self.monthly(6, day) { self.renewals(day) } else { Vec::new() }
    }

    fn enter_all(&mut self, day: Day) -> Vec<Sent> {
        let Some(clerk) = self.clerk() else { return Vec::new() };
        let own = OWN_CABINET.iter().find_map(|short| self.unit_named(short));
        let mut sent = Vec::new();
        for (person, _) in self.listed() {
            let keeper = self.world.unit(person).filter(|unit| Some(*unit) == own);
            for (kind, share) in HELD {
                if !self.affairs.cabinet.chance.percent(share) {
                    continue;
                }
                self.affairs.cabinet.held.entry(person).or_default().push(kind);
                let cabinet = &mut self.affairs.cabinet;
                let issued = day.plus(-cabinet.chance.between(200, 3_560));
                // Most were collected before the register was begun.
                let held = if cabinet.chance.percent(92) { "kept" } else { "owed" };
                let card = cabinet.issue(kind, issued);
                let place = cabinet.place();
                let action = json!({"verb": "enter", "person": self.cast.person(person), "kind": kind, "held": held,
                    "keeper": keeper.map(|unit| self.cast.unit(unit)), "place": place});
                sent.push(self.opens("certificate", clerk, Wave::of(day, 1), with(action, card)).1);
            }
        }
        sent
    }

    /// Certificates that end soon are lent to be renewed.
    fn renewals(&mut self, day: Day) -> Vec<Sent> {
        let query = Query { kind: "certificate", stage: Some(stage::KEPT), ..Query::default() };
        let mut sent = Vec::new();
        for brief in self.found(&query) {
            let Some((last, state)) = self.known::<State>(&brief.id) else { continue };
            let soon = state.issued.as_ref().is_some_and(|issued| day.days_until(issued.expires) < RENEWED);
            if !soon || !self.affairs.cabinet.chance.percent(50) {
                continue;
            }
            let Some(keeper) = self.keeper(&state) else { continue };
            let receipt = self.affairs.cabinet.receipt("借", day);
            let action =
                json!({"verb": "lend_renewal", "day": day, "reason": "有效期将满，换发新证", "receipt": receipt});
            sent.push(self.acts("certificate", keeper, Wave::of(day, 1), Target::existing(brief.id, last), action));
        }
        sent
    }

    /// Who keeps a certificate: the clerk of a unit with its own cabinet, else the section.
    fn keeper(&self, state: &State) -> Option<usize> {
        let unit = state.entry.keeper.iter().map(|unit| Hat::RoleAt(Role::UnitClerk, unit.clone()));
        let hats: Vec<Hat> = unit.chain([Hat::Role(Role::SectionClerk)]).collect();
        self.cast.wearer(&self.world, &hats, &[])
    }

    /// Certificates in the cabinet that somebody needs for his trip are lent.
    pub(crate) fn lend(&mut self, person: usize, trip: &MatterId, kinds: &[&str], wave: Wave) -> Vec<Sent> {
        let id: PersonId = self.cast.person(person);
        let query = Query { kind: "certificate", person: Some(id), stage: Some(stage::KEPT), ..Query::default() };
        let mut sent = Vec::new();
        for brief in self.found(&query) {
            let Some((last, state)) = self.known::<State>(&brief.id) else { continue };
            let Some(keeper) = self.keeper(&state).filter(|_| kinds.contains(&state.entry.kind.0.as_str())) else {
                continue;
            };
            let cabinet = &mut self.affairs.cabinet;
            cabinet.lent += 1;
            if cabinet.lent % SLOW == 3 {
                cabinet.slow.insert(brief.id.clone());
            } else if cabinet.lent % LOST == 8 {
                cabinet.lost.insert(brief.id.clone());
            }
            let receipt = cabinet.receipt("借", wave.day());
            let action = json!({"verb": "lend", "trip": trip, "day": wave.day(), "receipt": receipt});
            sent.push(self.acts("certificate", keeper, wave, Target::existing(brief.id, last), action));
        }
        sent
    }

    /// The certificate planned for somebody whose trip was approved.
    pub(crate) fn plan_certificate(&mut self, person: usize, kind: &'static str, wave: Wave) -> Option<Sent> {
        let clerk = self.clerk()?;
        self.affairs.cabinet.held.entry(person).or_default().push(kind);
        let action = json!({"verb": "plan", "person": self.cast.person(person), "kind": kind, "reason": "因私出国（境）已批准，同意办证"});
        Some(self.opens("certificate", clerk, wave, action).1)
    }

    /// What is owed about certificates.
    pub(crate) fn answer_certificate(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let day = wave.day();
        let (_, state) = self.known::<State>(&owed.matter)?;
        let kind = state.entry.kind.0.clone();
        let verb = owed.verb.as_deref();
        let action = match (verb, &state.at) {
            (Some("issue"), _) if self.gets_to_it(5) => {
                with(json!({"verb": "issue"}), self.affairs.cabinet.issue(&kind, day))
            }
            (Some("cancel"), at) if self.gets_to_it(7) => {
                let how = if matches!(at, Where::Lost(_)) { "注销" } else { "剪角退还" };
                let receipt = self.affairs.cabinet.receipt(how, day);
                json!({"verb": "cancel", "day": day, "receipt": receipt})
            }
            (Some("release"), _) if self.gets_to_it(5) => {
                let receipt = self.affairs.cabinet.receipt("领", day);
                json!({"verb": "release", "day": day, "receipt": receipt})
            }
            (None, _) => return self.brought(owed, &state, wave),
            _ => return None,
        };
        let keeper = self.keeper(&state)?;
        Some(self.sent(keeper, owed, owed.n, wave, action))
    }

    /// The person brings what he owes; whoever keeps it writes the receipt.
    fn brought(&mut self, owed: &Owed, state: &State, wave: Wave) -> Option<Sent> {
        let day = wave.day();
        let late = owed.due.map_or(0, |due| due.days_until(day));
        let keeper = self.keeper(state)?;
        if late >= DUNNED && state.duns.is_empty() {
            let action = json!({"verb": "dun", "note": "电话催交，答复近日交来。"});
            return Some(self.sent(keeper, owed, owed.n, wave, action));
        }
        let over = match &state.at {
            Where::Lent(loan) => loan.over.is_some() && day > loan.period.to.day,
            Where::Renewing(since) => since.days_until(day) >= 15,
            _ => true,
        };
        let slow = self.affairs.cabinet.slow.contains(&owed.matter) && late < BROUGHT;
        if !over || slow || !self.gets_to_it(8) {
            return None;
        }
        if self.affairs.cabinet.lost.remove(&owed.matter) {
            let person = self.cast.person_key(state.person())?;
            let action = json!({"verb": "report_loss", "day": day, "account": "返程途中行李遗失，证件在内，已向公安机关报失。",
                "report": "接报回执"});
            return Some(self.sent(person, owed, owed.n, wave, action));
        }
        self.affairs.cabinet.slow.remove(&owed.matter);
        let kind = state.entry.kind.0.clone();
        let cabinet = &mut self.affairs.cabinet;
        let place = if state.entry.place.is_empty() { cabinet.place() } else { state.entry.place.clone() };
        let passing = json!({"day": day, "place": place, "receipt": cabinet.receipt("收", day)});
        let action = match &state.at {
            Where::Lent(_) => {
                let late = (late > 0).then_some("出差较多，未能按期交回，今后注意。");
                with(json!({"verb": "give_back", "late": late}), passing)
            }
            Where::Renewing(_) => {
                let card = cabinet.issue(&kind, day.plus(-3));
                with(with(json!({"verb": "replace"}), card), passing)
            }
            _ => with(json!({"verb": "hand_in"}), passing),
        };
        Some(self.sent(keeper, owed, owed.n, wave, action))
    }
}

//! What the desk knows and does not change while it acts, and the ways in which an action ends early.

use crate::{keys::Keys, load::Load, request::Failure, sql::Fault};
use engine::{
    days::Day,
    erased::{Catalogue, Mechanism, Stop},
    policy::Policy,
    procedure::Refusal,
    seal::asks_sealed,
};
use serde_json::Value;
use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

/// What stays while actions go through.
pub(crate) struct House {
    pub(crate) county: String,
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) policy: Arc<Policy>,
    pub(crate) keys: Keys,
    /// What is counted for the operator.
    pub(crate) load: Arc<Load>,
    /// What the clock was asked for in vain on which day: it is asked again on the next.
    quiet: RefCell<BTreeMap<&'static str, Day>>,
    /// Payload schemas of the actions that carry something sealed.
    sealed: BTreeMap<(&'static str, String), Value>,
    /// The same of events, for corrections.
    sealed_events: BTreeMap<(&'static str, String), Value>,
}

impl House {
    pub(crate) fn new(
        county: String,
        catalogue: &'static Catalogue,
        policy: Arc<Policy>,
        keys: Keys,
        load: Arc<Load>,
    ) -> Self {
        let (mut sealed, mut sealed_events) = (BTreeMap::new(), BTreeMap::new());
        for mechanism in catalogue.iter() {
            let schemas = mechanism.schemas();
            for (verbs, kept) in [(schemas.actions, &mut sealed), (schemas.events, &mut sealed_events)] {
                let carrying = verbs.into_iter().filter(|verb| asks_sealed(&verb.schema));
                kept.extend(carrying.map(|verb| ((mechanism.kind().id, verb.verb), verb.schema)));
            }
        }
        Self { county, catalogue, policy, keys, load, quiet: RefCell::default(), sealed, sealed_events }
    }

    /// Whether the clock brought nothing of this on this day.
    pub(crate) fn is_quiet(&self, what: &str, day: Day) -> bool {
        self.quiet.borrow().get(what) == Some(&day)
    }

    /// Nothing of this is to be asked for again on this day.
    pub(crate) fn quiet(&self, what: &'static str, day: Day) {
        self.quiet.borrow_mut().insert(what, day);
    }

    /// From here on another pack counts, and may bring at once what the last one did not.
    pub(crate) fn takes_force(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        self.quiet.get_mut().clear();
    }

    /// The schema of an action that carries something sealed.
    pub(crate) fn sealed(&self, kind: &'static str, verb: &str) -> Option<&Value> {
        self.sealed.get(&(kind, verb.to_owned()))
    }

    /// The schema of an event that carries something sealed.
    pub(crate) fn sealed_event(&self, kind: &'static str, verb: &str) -> Option<&Value> {
        self.sealed_events.get(&(kind, verb.to_owned()))
    }

    /// Turns ID numbers into what they are matched by.
    pub(crate) fn digest(&self) -> impl Fn(&str) -> Vec<u8> + use<> {
        let digester = self.keys.digester;
        move |clear: &str| digester.digest(clear)
    }

    /// The mechanism of a stored matter.
    pub(crate) fn mechanism(&self, kind: &str) -> Result<&'static dyn Mechanism, Halt> {
        self.catalogue.get(kind).ok_or_else(|| Halt::Fault(Fault::broken(format!("unknown kind {kind}"))))
    }
}

/// Why an action ends before it is kept.
#[derive(Debug)]
pub(crate) enum Halt {
    /// An answer for whoever acts; the batch goes on.
    Failure(Failure),
    /// The database; what is to be done depends on the fault.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}
impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        let for_others = matches!(refusal.code, "not_yours" | "recused");
        Self::Failure(if for_others { Failure::Forbidden(refusal) } else { Failure::Refused(refusal) })
    }
}
impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => refusal.into(),
            Stop::Malformed(words) => Self::Failure(Failure::Malformed(words)),
            Stop::Broken(misfit) => Self::Failure(Failure::Unavailable(format!(
                "事项记录前后不符（{misfit}），没有保存，请联系管理员运行 verify 核对。"
            ))),
        }
    }
}

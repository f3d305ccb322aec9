//! 机构变动 as others hear of it: what is carried out in each register entry, and the open matters that pass to another unit (划转).
//!
//! A matter passes by an event of its own, written once for all kinds: its unit, its duties and its offers read the new unit from then
//! on, and the old one still finds it.

use crate::{
    access::{Hat, Offer},
    erased::{Catalogue, Mechanism},
    facts::Query,
    procedure::{Context, Effects, Outline},
    trigger::{Reaction, Trigger},
    words::{MatterId, PostId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a decision about units does to one register entry.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitOrder {
    /// A unit begins.
    Begin(UnitPlan),
    /// A unit bears another name.
    Rename {
        /// Which.
        unit: UnitId,
        /// The new name.
        name: String,
    },
    /// A unit is of another level; of none where none was known before.
    Relevel {
        /// Which.
        unit: UnitId,
        /// The new level.
        level: Option<String>,
    },
    /// A unit belongs to another one from now on.
    Rehang {
        /// Which.
        unit: UnitId,
        /// The unit above it.
        parent: Option<UnitId>,
    },
    /// A unit ends.
    Dissolve {
        /// Which.
        unit: UnitId,
        /// Who takes over, where somebody does.
        into: Option<UnitId>,
    },
    /// A unit that had ended is there again.
    Reopen(UnitId),
    /// A unit that had begun is closed: it should never have been.
    Close(UnitId),
    /// A post belongs to another unit, under its own title or another one.
    MovePost {
        /// Which.
        post: PostId,
        /// The unit.
        unit: UnitId,
        /// The title.
        title: String,
    },
    /// A post ends.
    EndPost(PostId),
    /// A post that had ended is there again.
    ReopenPost(PostId),
    /// What is open in a unit passes to another: the matters listed each to its own, the others to `into`, or to nobody.
    Succeed {
        /// From which unit.
        from: UnitId,
        /// To which, where all of it passes.
        into: Option<UnitId>,
        /// Matters that pass elsewhere.
        others: Vec<(MatterId, UnitId)>,
    },
    /// What passed to these units by the decision goes back.
    Unsucceed(Vec<UnitId>),
    /// The registers are done; what rests on them may follow.
    Proceed,
}

/// A unit to be entered.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPlan {
    /// Place among the decision's new units.
    pub row: usize,
    /// Full name.
    pub name: String,
    /// Code of the dictionary `unit_kinds`.
    pub kind: String,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// Official order.
    pub order: i64,
    /// Its level: 正科级.
    pub level: Option<String>,
}

/// 划转: a matter passes from one unit to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rehome {
    /// The unit it belonged to.
    #[schemars(title = "原单位")]
    pub from: UnitId,
    /// The unit it belongs to.
    #[schemars(title = "承接单位")]
    pub to: UnitId,
    /// Both in words of that day.
    #[schemars(title = "划转说明")]
    pub words: String,
    /// The decision.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
}

impl Rehome {
    fn unit(&self, unit: &mut UnitId) {
        if *unit == self.from {
            *unit = self.to.clone();
        }
    }
    fn hat(&self, hat: &mut Hat) {
        if let Hat::Head(unit) | Hat::RoleAt(_, unit) = hat {
            self.unit(unit);
        }
    }
    /// These hats as they read after it.
    pub fn hats(&self, hats: &mut [Hat]) {
        hats.iter_mut().for_each(|hat| self.hat(hat));
    }
    /// The offers as they read after it.
    pub fn offers(&self, offers: &mut [Offer]) {
        offers.iter_mut().for_each(|offer| self.hats(&mut offer.by));
    }
    /// Outline and effects as they read after it; the unit it left still finds it.
    pub fn frame(&self, outline: &mut Outline, effects: &mut Effects) {
        if outline.units.contains(&self.from) {
            outline.units.iter_mut().for_each(|unit| self.unit(unit));
            outline.units.push(self.from.clone());
            let mut seen = Vec::new();
            outline.units.retain(|unit| {
                let fresh = !seen.contains(unit);
                seen.push(unit.clone());
                fresh
            });
        }
        effects.duties.iter_mut().for_each(|duty| self.hats(&mut duty.owner));
    }
}

/// Whether matters of this kind pass with their unit. The ground (people, units, posts, accounts and decisions about them) has its own
/// verbs for it.
#[must_use]
pub fn passes(mechanism: &dyn Mechanism) -> bool {
    mechanism.kind().chapter > 0
}

type Call = (&'static dyn Mechanism, Reaction<(String, Value)>);

/// What the engine itself does on hearing a decision about units: open matters pass.
#[must_use]
pub fn hears(trigger: &Trigger, catalogue: &Catalogue, cx: &Context) -> Vec<Call> {
    let Trigger::UnitsOrdered { order, document, matter, .. } = trigger else { return Vec::new() };
    let passing = Passing { catalogue, cx, decision: matter, document };
    match order {
        UnitOrder::Succeed { from, into, others } => {
            let target = |id: &MatterId| {
                let other = others.iter().find(|(of, _)| of == id).map(|(_, unit)| unit);
                other.or(into.as_ref()).cloned()
            };
            passing.open_in(from, &|id| target(id).map(|to| (from.clone(), to)))
        }
        UnitOrder::Unsucceed(units) => {
            let back = |id: &MatterId| {
                let last = cx.facts.moves(id).into_iter().next_back()?;
                (last.decision == *matter).then_some((last.to, last.from))
            };
            units.iter().flat_map(|unit| passing.open_in(unit, &back)).collect()
        }
        _ => Vec::new(),
    }
}

struct Passing<'a> {
    catalogue: &'a Catalogue,
    cx: &'a Context<'a>,
    decision: &'a MatterId,
    document: &'a str,
}

impl Passing<'_> {
    /// A call for each open matter of the unit that passes, from where to where.
    fn open_in(&self, unit: &UnitId, way: &dyn Fn(&MatterId) -> Option<(UnitId, UnitId)>) -> Vec<Call> {
        let facts = self.cx.facts;
        let query = Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() };
        let call = |brief: crate::facts::Brief| {
            let mechanism = self.catalogue.get(&brief.kind).filter(|mechanism| passes(*mechanism))?;
            let (from, to) = way(&brief.id).filter(|(from, to)| from == unit && from != to)?;
            let words =
                format!("因机构变动（{}），由{}划转至{}", self.document, facts.unit_name(&from), facts.unit_name(&to));
            let key = format!("rehome/{}/{}/{from}/{to}/{}", self.decision, brief.id, self.cx.now.as_microsecond());
            let payload = json!({"from": from, "to": to, "words": words, "decision": self.decision});
            Some((mechanism, Reaction { key, to: Some(brief.id), action: ("rehome".to_owned(), payload) }))
        };
        facts.matters(&query).into_iter().filter_map(call).collect()
    }
}

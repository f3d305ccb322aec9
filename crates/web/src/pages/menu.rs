//! What stands behind the items of somebody's menu: how many open matters of each kind, and whether there is a register to show. It is
//! counted once and holds until something is recorded, the half-day ends or he may see other things.

use super::{frame::number, visit::Visit};
use crate::fault::Problem;
use engine::{
    access::Scope,
    days::HalfDay,
    procedure::{Kind, Shape, When},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::{Count, Filter};

/// What stands behind one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Matters that are open; late ones, where there are any, are counted alone.
    Matters { count: Option<String>, late: bool },
    /// Whether anything in the register may be seen.
    Register(bool),
}

type Behinds = Arc<BTreeMap<&'static str, Behind>>;

/// When, and for whose eyes, a menu was counted.
#[derive(PartialEq, Eq)]
struct Made {
    seq: i64,
    half: HalfDay,
    scope: Scope,
}

/// The menus counted last, by account.
#[derive(Default)]
pub struct Menus(Mutex<BTreeMap<String, (Made, Behinds)>>);

/// Menus held at most, some kilobytes each; a county has fewer people at work at once.
const HELD: usize = 500;

impl Menus {
    /// What stands behind the kinds that may be seen. `seq` is the number of the journal's last record.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(&self, visit: &Visit, scope: &Scope, seq: i64) -> Result<Behinds, Problem> {
        let made = Made { seq, half: visit.half(), scope: scope.clone() };
        let account = &visit.who.session.account;
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = held().get(account).filter(|(of, _)| *of == made) {
            return Ok(Arc::clone(known));
        }
        let counted = Arc::new(counted(visit, scope)?);
        let mut held = held();
        if held.len() >= HELD {
            held.clear();
        }
        held.insert(account.clone(), (made, Arc::clone(&counted)));
        Ok(counted)
    }
}

fn counted(visit: &Visit, scope: &Scope) -> Result<BTreeMap<&'static str, Behind>, Problem> {
    let kinds = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind());
    let visible = kinds.filter(|kind| scope.kinds.is_empty() || scope.kinds.contains(&kind.id));
    visible.map(|kind| Ok((kind.id, behind(visit, scope, kind)?))).collect()
}

fn behind(visit: &Visit, scope: &Scope, kind: &Kind) -> Result<Behind, Problem> {
    let (reader, half) = (visit.reader(), visit.half());
    let of_kind = Filter { kind: Some(kind.id.to_owned()), limit: 1, ..Filter::default() };
    if kind.chapter == 0 {
        return Ok(Behind::Register(!reader.matters(&of_kind, scope, half)?.items.is_empty()));
    }
    if kind.veiled || kind.shape == Shape::Register {
        return Ok(Behind::Matters { count: None, late: false });
    }
    let count = |stage: Option<&str>| {
        let filter = Filter { open: Some(true), stage: stage.map(str::to_owned), ..of_kind.clone() };
        reader.count(&filter, scope, half)
    };
    for clock in kind.clock_stages.iter().filter(|clock| matches!(clock.when, When::AfterLate)) {
        let late: Count = count(Some(clock.word))?;
        if late.number > 0 {
            return Ok(Behind::Matters { count: Some(number(late)), late: true });
        }
    }
    Ok(Behind::Matters { count: Some(number(count(None)?)), late: false })
}

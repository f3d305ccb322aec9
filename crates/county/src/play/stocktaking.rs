//! The yearly count: what ought to lie in a cabinet is ticked in several sittings; one place differs, and is cleared up.

use opinion::daily::certificate_check::State;
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;

/// Certificates looked through in one sitting.
const SITTING: usize = 30;
/// The row that is not found at first, where the list is long enough.
const MISPLACED: u32 = 17;

impl Play<'_> {
    /// What is owed in a yearly check.
    pub(crate) fn answer_check(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let verb = owed.verb.as_deref()?;
        let patience = if verb == "tick" { 40 } else { 8 };
        if !self.gets_to_it(patience) {
            return None;
        }
        let action = match verb {
            "begin" => json!({"verb": verb, "by": "干部监督股、办公室各一人"}),
            "tick" | "finish" => {
                let (_, state) = self.known::<State>(&owed.matter)?;
                let looked = state.begun.iter().flat_map(|begun| &begun.custody).all(|row| row.good.is_some());
                // A cabinet with nothing in it is looked at all the same.
                if verb == "finish" && looked {
                    json!({"verb": verb, "conclusion": "专柜存放，账实核对完毕，差异逐项整改。"})
                } else {
                    ticks(&state)
                }
            }
            "settle" => {
                let number: u32 = owed.key.rsplit(':').next()?.parse().ok()?;
                json!({"verb": verb, "number": number, "result": "证件放错柜位，已找到归位，台账相符。"})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }
}

/// The next sitting; how it is kept is looked at in the first.
fn ticks(state: &State) -> Value {
    let begun = state.begun.iter();
    let rows = begun.clone().flat_map(|begun| &begun.rows).filter(|row| row.found.is_none()).take(SITTING);
    let found = |row: &opinion::daily::certificate_check::Row| match (row.number, row.lent) {
        (MISPLACED, false) => json!({"number": row.number, "found": "missing", "remark": "柜位上没有，正在查找"}),
        (number, lent) => json!({"number": number, "found": if lent { "lent" } else { "present" }}),
    };
    let custody = begun.flat_map(|begun| &begun.custody).filter(|row| row.good.is_none());
    let custody: Vec<Value> = custody.map(|row| json!({"item": row.code, "good": true})).collect();
    json!({"verb": "tick", "rows": rows.map(found).collect::<Vec<_>>(), "custody": custody})
}

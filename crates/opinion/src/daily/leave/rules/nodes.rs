//! 重要节点: dated times of the pack (汛期, 防火期, 两会, 换届) in which a leave is noted, needs a reason, or goes to the highest approver.
//! Times in which nobody leaves at all are the blackouts'.

use super::{
    super::facts::{Application, Purpose},
    applicant::common,
    checks,
    clashes::{ANNEX, length},
};
use engine::{
    days::{Day, Period},
    procedure::{Context, Refusal},
};

/// The table of nodes.
pub(super) const NODES: &str = "leave.nodes";
/// The dictionary that names them.
pub(super) const NAMES: &str = "important_nodes";

/// What the county asks of a leave within a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Note,
    Reason,
    Upper,
}

/// A node that a leave meets.
pub(super) struct Node {
    measure: Measure,
    /// In words, with days and what is asked.
    pub words: String,
}

/// The nodes that the half-days in question meet.
pub(super) fn met(application: &Application, window: Period, cx: &Context) -> Vec<Node> {
    let Some(table) = cx.policy.table(NODES, window.from.day) else { return Vec::new() };
    let private = matches!(application.purpose, Purpose::Private(_));
    let names = cx.policy.dictionary(NAMES);
    let mut found = Vec::new();
    for row in table.rows_touching(window) {
        let key: Vec<&str> = row.key.iter().map(String::as_str).collect();
        let cell = |column: &str| table.value(&key, column).unwrap_or_default();
        if cell("scope") == "private" && !private {
            continue;
        }
        let (Some(from), Some(to)) = (Day::of(cell("from")), Day::of(cell("to"))) else { continue };
        let Some(overlap) = common(Period::days(from, to), window) else { continue };
        let (measure, asked) = match cell("measure") {
            "upper" => (Measure::Upper, "，报最高一级审批"),
            "reason" => (Measure::Reason, "，须写明理由"),
            _ => (Measure::Note, ""),
        };
        let name = names.map_or(cell("node"), |names| names.title_of(cell("node")));
        let words = format!(
            "{}（{name}，{}至{}），与本次外出重叠{}{asked}",
            key.first().copied().unwrap_or_default(),
            from.sentence(),
            to.sentence(),
            length(overlap)
        );
        found.push(Node { measure, words });
    }
    found
}

/// Whether a reason is asked and none was given.
pub(super) fn reasoned(nodes: &[Node], application: &Application) -> Result<(), Refusal> {
    let Some(node) = nodes.iter().find(|node| node.measure == Measure::Reason) else { return Ok(()) };
    if !checks::is_blank(application.exception.as_ref()) {
        return Ok(());
    }
    let sentence = format!("{}。请在“特殊情况理由”里写明必须外出的理由，或改外出起止。", node.words);
    Err(Refusal::new("node_reason", ANNEX, sentence).at("/exception"))
}

/// Whether the highest approver decides.
pub(super) fn raise(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| node.measure == Measure::Upper)
}

//! 证件柜: which certificate is where, unit by unit.

use super::stage;
use engine::board::{Beside, Board, Heap, Listing, Order, Tone};

/// In the cabinet, and nothing is owed.
const KEPT: &str = "在管";
/// Lent, and the day of its return has not passed.
const LENT: &str = "借出";
/// Past its day.
const LATE: &str = "逾期";
/// With the person.
const PERSONAL: &str = "本人保管";
/// Owed for the first time.
const OWED: &str = "待上交";

/// The cabinet.
pub(super) static CABINET: Board = Board {
    title: "证件柜",
    about: "因私出国（境）证件现在何处，按持证人单位统计；号码封存，只显示后四位。",
    heaps: &[
        Heap { title: KEPT, stages: &[stage::KEPT], tone: Tone::Plain },
        Heap { title: LENT, stages: &[stage::LENT, stage::RENEWING, "待交回"], tone: Tone::Plain },
        Heap { title: OWED, stages: &[stage::OWED, stage::PLANNED], tone: Tone::Soon },
        Heap { title: LATE, stages: &["逾期未上交", "逾期", "换证逾期"], tone: Tone::Late },
        Heap { title: "遗失", stages: &[stage::LOST], tone: Tone::Late },
        Heap { title: "到期", stages: &[stage::EXPIRED], tone: Tone::Soon },
        Heap { title: "待退还", stages: &[stage::LEAVING], tone: Tone::Soon },
        Heap { title: PERSONAL, stages: &[stage::PERSONAL], tone: Tone::Plain },
    ],
    filters: &["kind", "keeper"],
    columns: &["expires", "keeper", "place", "since", "duns"],
    lists: &[
        Listing {
            title: "逾期未交",
            heaps: &[LATE],
            columns: &["since", "duns", "keeper"],
            order: Order::Due,
            nothing: "没有逾期未交的证件。",
        },
        Listing {
            title: "借出未还",
            heaps: &[LENT],
            columns: &["since", "keeper"],
            order: Order::Due,
            nothing: "没有借出的证件。",
        },
        Listing {
            title: "最先到期",
            heaps: &[KEPT, LENT, LATE, OWED, PERSONAL],
            columns: &["expires", "keeper", "place"],
            order: Order::Day("expires"),
            nothing: "没有登记有效期的证件。",
        },
    ],
    beside: &[Beside {
        kind: "certificate_check",
        title: "集中保管检查",
        columns: &["as_of", "should", "present", "lent", "missing", "open"],
    }],
};

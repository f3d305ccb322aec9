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
    nothing: "还没有登记证件。",
    heaps: &[
        Heap::of(KEPT, &[stage::KEPT], Tone::Plain, "柜内没有证件。"),
        Heap::of(LENT, &[stage::LENT, stage::RENEWING, "待交回"], Tone::Plain, "没有借出的证件。"),
        Heap::of(OWED, &[stage::OWED, stage::PLANNED], Tone::Soon, "没有待上交的证件。"),
        Heap::of(LATE, &["逾期未上交", "逾期", "换证逾期"], Tone::Late, "没有逾期未交的证件。"),
        Heap::of("遗失", &[stage::LOST], Tone::Late, "没有报失的证件。"),
        Heap::of("到期", &[stage::EXPIRED], Tone::Soon, "没有到期的证件。"),
        Heap::of("待退还", &[stage::LEAVING], Tone::Soon, "没有待退还的证件。"),
        Heap::of(PERSONAL, &[stage::PERSONAL], Tone::Plain, "没有由本人保管的证件。"),
    ],
    filters: &["kind", "keeper"],
    mark: None,
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

//! 巡视巡察整改看板: lists under way, unit by unit.

use super::stage;
use engine::board::{Board, Heap, Listing, Order, Tone};

/// Every stage before the end.
const OPEN: &[&str] = &[stage::DELIVERY, stage::PLANNING, stage::MENDING];

/// Whatever is not past its day.
const fn heap(title: &'static str, stages: &'static [&'static str], tone: Tone, nothing: &'static str) -> Heap {
    Heap::of(title, stages, tone, nothing).only(false)
}

/// Lists by unit.
pub(super) static BY_UNIT: Board = Board {
    title: "巡视巡察整改看板",
    about: "未办结的反馈清单，按被反馈单位统计；已办结的看台账。",
    nothing: "没有未办结的反馈清单。",
    heaps: &[
        heap("待送达", &[stage::DELIVERY], Tone::Soon, "没有等待送达的清单。"),
        heap("待报方案", &[stage::PLANNING], Tone::Plain, "没有等待报方案的清单。"),
        heap("整改中", &[stage::MENDING], Tone::Plain, "没有正在整改的清单。"),
        Heap::of("逾期", OPEN, Tone::Late, "没有逾期的清单。").only(true),
    ],
    filters: &["kind", "round"],
    mark: None,
    columns: &["tour", "kind", "feedback", "problems", "struck", "open"],
    lists: &[
        Listing {
            title: "逾期的整改",
            heaps: &["逾期"],
            columns: &["tour", "problems", "open", "extended"],
            order: Order::Due,
            nothing: "没有逾期的整改。",
        },
        Listing {
            title: "最先到期",
            heaps: &["待送达", "待报方案", "整改中"],
            columns: &["tour", "problems", "open"],
            order: Order::Due,
            nothing: "没有在期限内办理的整改。",
        },
    ],
    beside: &[],
};

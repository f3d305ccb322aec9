//! 经济责任审计看板: audits under way and what they wait for, unit by unit.

use super::stage;
use engine::board::{Board, Heap, Listing, Order, Tone};

/// Every stage before the end.
const OPEN: &[&str] = &[
    stage::PROPOSED,
    stage::ENTRUSTED,
    stage::AUDITING,
    stage::STATEMENT,
    stage::MENDING,
    stage::REVIEWING,
    stage::FILING,
];

/// Whatever is not past its day.
const fn heap(title: &'static str, stages: &'static [&'static str], tone: Tone, nothing: &'static str) -> Heap {
    Heap::of(title, stages, tone, nothing).only(false)
}

/// Audits by unit.
pub(super) static BY_UNIT: Board = Board {
    title: "经济责任审计看板",
    about: "未归档的经济责任审计，按被审计单位统计；已归档的看台账。",
    nothing: "没有未归档的经济责任审计。",
    heaps: &[
        heap("待委托", &[stage::PROPOSED], Tone::Soon, "没有等待委托的审计。"),
        heap("审计中", &[stage::ENTRUSTED, stage::AUDITING], Tone::Plain, "没有正在进行的审计。"),
        heap("待意见和复查", &[stage::STATEMENT, stage::REVIEWING], Tone::Plain, "没有等待本人意见或复查的审计。"),
        heap("整改中", &[stage::MENDING], Tone::Soon, "没有正在整改的审计。"),
        heap("待归档", &[stage::FILING], Tone::Plain, "没有等待归档的审计。"),
        Heap::of("逾期", OPEN, Tone::Late, "没有逾期的审计事项。").only(true),
    ],
    filters: &["occasion", "year"],
    mark: None,
    columns: &["occasion", "year", "letter", "report", "findings", "open"],
    lists: &[
        Listing {
            title: "逾期的审计事项",
            heaps: &["逾期"],
            columns: &["occasion", "report", "open"],
            order: Order::Due,
            nothing: "没有逾期的审计事项。",
        },
        Listing {
            title: "最先到期",
            heaps: &["待委托", "待意见和复查", "整改中", "待归档"],
            columns: &["occasion", "report", "open"],
            order: Order::Due,
            nothing: "没有在期限内办理的审计事项。",
        },
    ],
    beside: &[],
};

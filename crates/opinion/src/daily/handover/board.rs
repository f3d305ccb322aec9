//! 离任交接看板: what is under way, unit by unit, by what it waits for.

use engine::board::{Board, Heap, Listing, Order, Tone};

/// Receiver or supervisor does not agree, and nobody has decided.
const DISPUTE: &str = "争议";
/// Something of it is past its day.
const LATE: &str = "逾期";

/// Whatever is not past its day.
const fn heap(title: &'static str, stages: &'static [&'static str], tone: Tone, nothing: &'static str) -> Heap {
    Heap::of(title, stages, tone, nothing).only(false)
}

/// Every stage before the end.
const OPEN: &[&str] = &["待交接", "填写中", "待签字", "转接中", "续办中", "待提请审计"];

/// Handovers under way.
pub(super) static UNDER_WAY: Board = Board {
    title: "离任交接看板",
    about: "办理中的离任交接，按离任单位统计；有争议的同时计在所在环节，已办结的看台账。",
    nothing: "没有办理中的离任交接。",
    heaps: &[
        heap("待接", &["待交接"], Tone::Plain, "没有还未开始的交接。"),
        heap("待填", &["填写中"], Tone::Plain, "没有正在填写的交接。"),
        heap("待签", &["待签字"], Tone::Soon, "没有等待签字的交接。"),
        heap("待转关系", &["转接中"], Tone::Plain, "没有等待转接关系的交接。"),
        heap("待续办", &["续办中", "待提请审计"], Tone::Plain, "没有等待续办或提请审计的交接。"),
        Heap::of(DISPUTE, OPEN, Tone::Soon, "没有未处理争议的交接。").marked(),
        Heap::of(LATE, OPEN, Tone::Late, "没有逾期的交接。").only(true),
    ],
    filters: &["reason", "form"],
    mark: Some("disputes"),
    columns: &["left_on", "receiver", "supervisor", "missing", "signatures"],
    lists: &[
        Listing {
            title: "逾期的交接",
            heaps: &[LATE],
            columns: &["left_on", "receiver", "missing", "days_late"],
            order: Order::Due,
            nothing: "没有逾期的交接。",
        },
        Listing {
            title: "有争议未处理的",
            heaps: &[DISPUTE],
            columns: &["left_on", "receiver", "supervisor", "missing"],
            order: Order::Due,
            nothing: "没有未处理的争议。",
        },
        Listing {
            title: "最先到期",
            heaps: &["待接", "待填", "待签", "待转关系"],
            columns: &["left_on", "receiver", "missing", "signatures"],
            order: Order::Due,
            nothing: "没有在期限内办理的交接。",
        },
    ],
    beside: &[],
};

//! Sample content for lists on paper, what a search finds, and the week of the workbench.

use super::samples::{frame, ledger};
use crate::view::{ledger::*, parts::*};

pub fn week() -> crate::view::calendar::Week {
    use crate::view::calendar::{CalendarRow, DayHead, HalfCell, Week};
    let day = |n: i32| DayHead { word: "一".into(), number: n.to_string(), class: String::new() };
    let gap = HalfCell { class: "gap".into(), span: 10, ..HalfCell::default() };
    let bar = HalfCell {
        class: "bar-cell out".into(),
        span: 4,
        text: "因公 合肥".into(),
        href: "/x".into(),
        words: "10月12日上午至13日下午，因公 合肥".into(),
    };
    let row =
        CalendarRow { name: "翟明远".into(), href: "/x".into(), cells: vec![bar, gap], ..CalendarRow::default() };
    Week { meta: "今日在外4人".into(), days: (12..19).map(day).collect(), rows: vec![row], more: 3 }
}

pub fn printed() -> PrintPage {
    let ledger = ledger();
    PrintPage {
        title: "请销假台账".into(),
        version: crate::assets::VERSION,
        lines: vec!["中共青弋县委组织部".into(), "共10条".into()],
        back: "/x".into(),
        columns: ledger.columns,
        rows: ledger.rows,
        signed: vec!["填报：".into(), "审核：".into(), "日期：2026年10月14日".into()],
        demo: true,
        large: true,
        ..PrintPage::default()
    }
}

pub fn search() -> SearchPage {
    let ledger = ledger();
    SearchPage {
        frame: frame("查询结果"),
        q: "云亭".into(),
        people: vec![Row::new("翟明远", "/x", "云亭镇党委书记")],
        more_people: "/x".into(),
        units: vec![Row::new("云亭镇", "/x", "")],
        total: "10".into(),
        columns: ledger.columns,
        rows: ledger.rows,
        pager: ledger.pager,
        ..SearchPage::default()
    }
}

pub fn board() -> crate::view::board::BoardPage {
    use crate::view::board::{BoardCount, BoardList, BoardPage, BoardRow};
    let ledger = ledger();
    let count = |number, tone| BoardCount { number, href: "/x".into(), tone };
    let row = |title: &str| BoardRow {
        title: title.into(),
        href: "/x".into(),
        counts: vec![count(3, ""), count(0, ""), count(1, "late")],
        total: 4,
        due: "2026年10月12日".into(),
        late: true,
    };
    let list = |title: &str| BoardList { title: title.into(), nothing: "没有。".into(), ..BoardList::default() };
    BoardPage {
        frame: frame("柜子"),
        heading: "柜子".into(),
        meta: "〔意见三（一）〕".into(),
        about: "按单位统计。".into(),
        ledger: "/x".into(),
        action: "/x".into(),
        tabs: vec![Tab { title: "全部".into(), href: "/x".into(), here: true, count: "4".into(), late: false }],
        heads: vec!["在管", "借出", "逾期"],
        units: vec![row("云亭镇"), row("新桥镇")],
        whole: row("合计"),
        chosen: Some(BoardList { columns: ledger.columns, rows: ledger.rows, ..list("云亭镇：逾期") }),
        pager: ledger.pager,
        lists: vec![list("最先到期")],
        ..BoardPage::default()
    }
}

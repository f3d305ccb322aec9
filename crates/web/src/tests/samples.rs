//! Sample content for every page: an invented county, so that pages can be examined without one.

use super::{
    sample_form::{choices, form, refusal},
    sample_lists::{board, printed, search, week},
};
use crate::view::{card::*, frame::*, ledger::*, pages::*, parts::*, ruler::*};
use askama::Template;

fn item(title: &str, count: Option<&str>, late: bool, here: bool) -> Item {
    Item { title: title.into(), href: "/x".into(), here, count: count.map(Into::into), late }
}

pub fn frame(title: &str) -> Frame {
    Frame {
        title: title.into(),
        office: "中共青弋县委组织部".into(),
        user: "程晓岚".into(),
        role: "干部监督股经办人".into(),
        pending: "12".into(),
        late: 2,
        menu: vec![
            item("工作台", None, false, title == "工作台"),
            item("干部", None, false, false),
            item("单位与班子", None, false, false),
        ],
        chapters: vec![Chapter {
            numeral: "三",
            title: "日常监督",
            open: true,
            items: vec![
                item("请销假", Some("15"), false, title == "请销假台账"),
                item("离任交接", Some("2"), true, false),
            ],
        }],
        ground: vec![item("任免记录", None, false, false)],
        crumbs: vec![Crumb::to("日常监督", "/x"), Crumb::here(title)],
        message: None,
        policy: "政策包 青弋 2026.1版".into(),
        sealed: "日志已存证至10月14日08:00".into(),
        demo: true,
        large: false,
        address: "/x".into(),
        csrf: "c".into(),
        version: crate::assets::VERSION,
    }
}

fn duty(day: &str, relative: &str, tone: &'static str, what: &str) -> DutyRow {
    DutyRow {
        day: day.into(),
        relative: relative.into(),
        tone,
        tag: Tag::new(if tone == "late" { Tone::Late } else { Tone::Soon }, day),
        what: what.into(),
        href: "/x".into(),
        meta: "请〔2026〕398号 · 云亭镇镇长".into(),
        owner: "左青川".into(),
        away: "左青川请假至10月16日，期间由查立新代为办理".into(),
        basis: "批准至10月11日下午，次日销假，10月12日到期".into(),
        clause: "意见三（一）".into(),
        button: "办理".into(),
        action: "/x".into(),
    }
}

fn workbench() -> WorkbenchPage {
    let group = |title, tone, rows: Vec<DutyRow>| DutyGroup {
        title,
        tone,
        anchor: title,
        count: rows.len(),
        rows,
        more: 0,
        more_href: String::new(),
    };
    WorkbenchPage {
        frame: frame("工作台"),
        drafts: vec![draft()],
        missing: Vec::new(),
        unread: "未阅3条".into(),
        entrusted: vec![Row::new("审批", "/x", "代查立新办理，10月16日前：请假：翟明远")],
        today: "2026年10月14日 星期三 · 工作日".into(),
        has_new: true,
        counts: vec![
            Count { number: "2".into(), words: "逾期".into(), href: "#a".into(), tone: "late" },
            Count { number: "3".into(), words: "今日到期".into(), href: "#b".into(), tone: "soon" },
            Count { number: "7".into(), words: "以后到期".into(), href: "#c".into(), tone: "" },
            Count { number: "4".into(), words: "今日在外".into(), href: "#d".into(), tone: "" },
        ],
        todo_meta: "轮到我办的12件".into(),
        groups: vec![
            group(
                "逾期",
                "late",
                vec![
                    duty("10月12日", "逾期2日", "late", "左青川逾期未销假，发出说明通知"),
                    duty("10月13日", "逾期1日", "late", "催还证件：卫书平"),
                ],
            ),
            group("今日到期", "soon", vec![duty("10月14日", "今日", "soon", "审核请假：查立新，10月19日—21日")]),
            group("本周到期", "", vec![duty("10月16日", "还有2日", "", "离任交接监交：吴听松")]),
        ],
        standing: vec![duty("12月31日", "还有78日", "", "证件集中保管情况检查")],
        standing_meta: "1件".into(),
        week: week(),
        opened: vec![Row::new("请〔2026〕421号", "/x", "查立新")],
        recent: vec![Row {
            tag: Tag::new(Tone::Going, "在外"), ..Row::new("请〔2026〕421号", "/x", "查立新")
        }],
    }
}

pub fn ledger() -> LedgerPage {
    let head = |title: &str, class| LedgerHead { title: title.into(), class, link: HeadLink::default() };
    let sorted = HeadLink { href: "/x".into(), sorted: "ascending" };
    let names = ["左青川", "查立新", "卫书平", "章以宁", "凤小满", "胡照临", "沈怀谷", "汪　砚", "朱乐山", "翟明远"];
    let cell = |label: &str, text: &str, class| TableCell {
        text: text.into(),
        class,
        label: label.into(),
        ..TableCell::default()
    };
    let rows = names.iter().enumerate().map(|(n, name)| {
        let (tone, word, class) = match n {
            0 => (Tone::Late, "逾期未归", "late"),
            1..=3 => (Tone::Soon, "待销假", ""),
            4 | 5 => (Tone::Going, "在外", ""),
            _ => (Tone::Wait, "待出发", ""),
        };
        TableRow {
            tone: class,
            cells: vec![
                TableCell { href: "/x".into(), ..cell("姓名", name, "name") },
                TableCell { href: "/x".into(), ..cell("编号", &format!("请〔2026〕{}号", 420 - n), "fix") },
                cell("时任职务", "云亭镇党委副书记、镇长", "wrap"),
                cell("类别", "因公", "fix less"),
                cell("去向事由", "芜湖市 招商洽谈", "less wrap"),
                cell("离开", "10-19上午", "fix"),
                cell("返回", "10-21下午", "fix"),
                cell("天数", "3", "number"),
                TableCell { tag: Some(Tag::new(tone, word)), ..cell("环节", "", "fix") },
                cell("应办", "10-22 销假", "fix"),
                TableCell { href: "/x".into(), ..cell("操作", "查看", "act bare") },
            ],
        }
    });
    LedgerPage {
        frame: frame("请销假台账"),
        heading: "请销假台账".into(),
        meta: "科级领导干部离开本县外出".into(),
        acts: vec![HeadAct { title: "新办请假".into(), href: "/x".into(), main: true, grave: false }],
        action: "/x".into(),
        all: "?tab=all",
        tabs: ["在办 15", "待审批 4", "待出发 5", "逾期未归 1", "全部 421"]
            .iter()
            .enumerate()
            .map(|(n, text)| {
                let (title, count) = text.split_once(' ').unwrap();
                Tab { title: title.into(), href: "/x".into(), here: n == 0, count: count.into(), late: n == 3 }
            })
            .collect(),
        filters: vec![
            Filter { name: "person", label: "姓名", class: "short", ..Filter::default() },
            Filter {
                name: "kind", label: "类别", options: choices(&["全部", "因公", "因私"]), ..Filter::default()
            },
            Filter {
                name: "from",
                label: "外出起止",
                value: "2026-10-08".into(),
                class: "short",
                till_name: "to",
                till: "2026-10-31".into(),
                ..Filter::default()
            },
        ],
        kept: vec![("tab", "open".into())],
        total: "15".into(),
        order: "按须办先后".into(),
        orders: vec![PageLink { title: "按编号".into(), href: "/x".into(), here: false }],
        folded: vec![Tab { title: "已撤回".into(), href: "/x".into(), count: "8".into(), ..Tab::default() }],
        rare: vec![Filter {
            name: "tier",
            label: "审批档次",
            options: choices(&["全部", "低档"]),
            ..Filter::default()
        }],
        choosable: choices(&["类别", "天数"]),
        export: "/x".into(),
        print: "/x".into(),
        columns: vec![
            head("姓名", "name"),
            head("编号", "fix"),
            head("时任职务", "wrap"),
            head("类别", "fix"),
            head("去向事由", "wrap"),
            LedgerHead { link: sorted, ..head("离开", "fix") },
            head("返回", "fix"),
            head("天数", "number"),
            head("环节", "fix"),
            head("应办", "fix"),
            head("操作", "act"),
        ],
        rows: rows.collect(),
        pager: Pager {
            words: "共15条，每页".into(),
            sizes: vec![
                PageLink { title: "10".into(), href: "/x".into(), here: true },
                PageLink { title: "20".into(), href: "/x".into(), here: false },
            ],
            go_to: Some(GoTo { action: "/x".into(), kept: vec![("tab".into(), "open".into())], page: 1 }),
            links: vec![
                PageLink { title: "1".into(), href: "/x".into(), here: true },
                PageLink { title: "下一页".into(), href: "/x".into(), here: false },
            ],
        },
        ..LedgerPage::default()
    }
}

fn matter() -> MatterPage {
    let step = |word: &str, pace, under: &str| StepView { word: word.into(), pace, under: under.into() };
    let basis = || Basis {
        words: "批准至10月21日下午，次日销假，10月22日到期。".into(),
        clause: "意见三（一）".into(),
    };
    let line = |n, who: &str, act: &str, text: &str| StreamLine {
        n,
        who: who.into(),
        post: "干部监督股 经办人".into(),
        act: act.into(),
        text: text.into(),
        when: "9月15日 10:12".into(),
        ..StreamLine::default()
    };
    let correction = StreamLine {
        changes: vec![Change { title: "申请 去向".into(), was: "芜湖市".into(), now: "铜陵市".into() }],
        corrected: Some(Way::new("内容已由第5条更正", "#n5")),
        amend: "/x".into(),
        note: "程晓岚代录，本人9月15日签字".into(),
        paper: Some(Way::new("签字件", "/x")),
        ..line(4, "程晓岚", "更正", "第1条“提交申请”：地点写错")
    };
    let mut chosen = form();
    chosen.fields.truncate(5);
    MatterPage {
        frame: frame("请假：查立新"),
        heading: "请假：查立新".into(),
        post: "云亭镇党委副书记、镇长".into(),
        number: "请〔2026〕421号".into(),
        tag: Tag::new(Tone::Going, "待审批"),
        acts: vec![
            HeadAct { title: "更正".into(), href: "/x".into(), ..HeadAct::default() },
            HeadAct { title: "作废".into(), href: "/x".into(), grave: true, ..HeadAct::default() },
        ],
        steps: vec![
            step("提出", "done", "9月15日 查立新"),
            step("审核", "done", "9月16日 江允"),
            step("审批", "current", "10月15日前"),
            step("在外", "later", ""),
            step("销假", "later", ""),
        ],
        steps_short: "第3步，共5步：审批".into(),
        now: Some(NowView {
            ruler: Some(Ruler {
                cells: vec![
                    Cell {
                        class: "start",
                        word: "起".into(),
                        day: "14".into(),
                        month: "10月".into(),
                        ..Cell::default()
                    },
                    Cell {
                        class: "counted",
                        word: "1".into(),
                        day: "15".into(),
                        over: "到期",
                        due: true,
                        ..Cell::default()
                    },
                ],
            }),
            what: "县委副书记审批".into(),
            day: "10月15日 星期四".into(),
            tag: Tag::new(Tone::Soon, "还有1个工作日"),
            basis: basis(),
        }),
        facts: vec![
            FactBlock {
                rows: vec![
                    Fact { title: "请假人".into(), text: "查立新".into(), href: "/x".into(), ..Fact::default() },
                    Fact { title: "类别".into(), text: "因公".into(), ..Fact::default() },
                    Fact {
                        title: "离开与返回".into(),
                        text: "10月19日上午至21日下午，3天".into(),
                        wide: true,
                        ..Fact::default()
                    },
                ],
                ..FactBlock::default()
            },
            FactBlock {
                title: "重要工作事项".into(),
                heads: vec!["事项".into(), "经办人".into()],
                lines: vec![vec![("事项".into(), "污水管网二期结算".into()), ("经办人".into(), "章承远".into())]],
                ..FactBlock::default()
            },
        ],
        offers: vec![
            OfferView { title: "同意".into(), href: "/x".into(), here: true, ..OfferView::default() },
            OfferView { title: "退回".into(), href: "/x".into(), ..OfferView::default() },
        ],
        not_yet: vec![Row::new("销假", "", "返回后办理")],
        form: Some(chosen),
        stream: vec![
            correction,
            line(1, "查立新", "提交申请", "“参加招商洽谈会。”"),
            line(2, "江　允", "审核同意", "“拟同意，报县委副书记。”"),
        ],
        duties: vec![MatterDuty {
            what: "审批".into(),
            tag: Tag::new(Tone::Soon, "10月15日"),
            owner: "县委副书记".into(),
            away: "查立新请假至10月16日，期间由翟明远代为办理".into(),
            basis: basis(),
        }],
        people: vec![Row::new("章承远", "/x", "代行职责")],
        effects: vec![Row::new("10月19日上午至21日下午外出", "", "待批准")],
        links: vec![Row::new("请〔2026〕415号", "/x", "翟明远")],
        readers: vec![Row::new("查立新", "", "有关人员"), Row::new("干部监督股经办人、部长", "", "按角色")],
        print: "/x".into(),
        proof: "/x".into(),
        ..MatterPage::default()
    }
}

/// A matter page in whose stream this was written.
pub fn matter_with_text(text: &str) -> String {
    let mut page = matter();
    page.stream.push(StreamLine { n: 9, text: text.into(), ..StreamLine::default() });
    page.render().unwrap()
}

fn draft() -> DraftRow {
    DraftRow {
        title: "请销假：提交申请".into(),
        href: "/x".into(),
        about: "新办".into(),
        saved: "10月14日 09:12".into(),
        discard: "/x".into(),
    }
}

fn amend() -> AmendPage {
    AmendPage {
        frame: frame("更正第1条“提交申请”"),
        heading: "更正第1条“提交申请”".into(),
        meta: "请假：查立新".into(),
        form: Some(form()),
        was: vec![Fact { title: "去向".into(), text: "芜湖市".into(), ..Fact::default() }],
        ..AmendPage::default()
    }
}

fn amend_choose() -> AmendPage {
    let row = AmendRow {
        n: 1,
        act: "提交申请".into(),
        text: "芜湖市".into(),
        who: "查立新".into(),
        when: "10月14日 09:12".into(),
        href: "/x".into(),
    };
    AmendPage { rows: vec![row], form: None, was: Vec::new(), ..amend() }
}

fn card() -> CardPage {
    let row = |year: &str, day: &str, title: &str, tag| TimelineRow {
        year: year.into(),
        day: day.into(),
        title: title.into(),
        href: "/x".into(),
        meta: "请〔2026〕17号 · 云亭镇镇长".into(),
        tag,
        ended: false,
    };
    CardPage {
        as_of: AsOf { action: "/x".into(), day: "2026-10-14".into(), past: String::new() },
        acts: vec![HeadAct { title: "变动与更正".into(), href: "/x".into(), main: false, grave: false }],
        frame: frame("董维舟"),
        heading: "董维舟".into(),
        post: "县住建局党组书记、局长".into(),
        tags: vec![Tag::new(Tone::None, "正职")],
        facts: vec![
            Row::new("出生年月", "", "1979.06（47岁）"),
            Row::new("级别", "", "正科"),
            Row::new("管理权限", "", "县管"),
            Row::new("任现职", "", "2023.05"),
        ],
        holds: vec![Row::new(
            "诫勉影响期，2026年6月12日—12月11日。期内不得提拔、不得评优。",
            "",
            "6月12日诫勉，加6个月",
        )],
        away: vec!["10月14日上午至16日下午在外：因公 合肥，代行职责人章承远。".into()],
        timeline_meta: "71条，全部来自事项".into(),
        timeline: vec![
            row("2026", "9月22日", "请假：因公赴合肥市", Tag::new(Tone::Going, "在外")),
            row("", "6月12日", "离任交接", Tag::new(Tone::Done, "已办结")),
            row("2025", "11月20日", "请假：年休假", Tag::new(Tone::Done, "已办结")),
        ],
        more: "/x".into(),
        dossier: Some(DossierPanel {
            meta: "10块，完整1块".into(),
            print: "/x".into(),
            rows: vec![DossierRow {
                number: 1,
                title: "基本情况与任职".into(),
                href: "/x".into(),
                count: "12".into(),
                tag: Tag::new(Tone::Done, "完整"),
                meta: "10月8日".into(),
                ..DossierRow::default()
            }],
        }),
        blocks: vec![
            Block {
                title: "任职".into(),
                meta: "2项".into(),
                rows: vec![Row::new("县住建局局长", "/x", "2023.05至今")],
                empty: String::new(),
            },
            Block { title: "亲属".into(), empty: "没有登记亲属。".into(), ..Block::default() },
        ],
    }
}

/// Every page, by name.
pub fn all() -> Vec<(&'static str, String)> {
    let page = |html: askama::Result<String>| html.unwrap();
    let cell = |label: &str, text: &str| TableCell { text: text.into(), label: label.into(), ..TableCell::default() };
    vec![
        (
            "sign-in",
            page(
                SignInPage {
                    title: "登录".into(),
                    version: crate::assets::VERSION,
                    office: "中共青弋县委组织部".into(),
                    account: "chengxiaolan".into(),
                    lockout: "连续输错5次锁定30分钟。".into(),
                    demo: true,
                    program: "准绳 0.1.0".into(),
                    ..SignInPage::default()
                }
                .render(),
            ),
        ),
        ("workbench", page(workbench().render())),
        ("ledger", page(ledger().render())),
        (
            "matter_sheet",
            page(
                MatterSheet {
                    title: "请假：查立新".into(),
                    page: matter(),
                    back: "/x".into(),
                    ..MatterSheet::default()
                }
                .render(),
            ),
        ),
        ("board", page(board().render())),
        ("print", page(printed().render())),
        ("search", page(search().render())),
        (
            "search_nothing",
            page(SearchPage { frame: frame("查询结果"), q: "无".into(), ..SearchPage::default() }.render()),
        ),
        (
            "ledger-empty",
            page(LedgerPage { rows: Vec::new(), total: "0".into(), pager: Pager::default(), ..ledger() }.render()),
        ),
        ("matter", page(matter().render())),
        (
            "matter-stale",
            page(
                MatterPage {
                    stale: Some(StaleBox {
                        sentence: "江允09:12已退回。".into(),
                        lines: vec!["9月16日09:12 江允 退回：请写明事由".into()],
                        href: "/x".into(),
                    }),
                    ..matter()
                }
                .render(),
            ),
        ),
        (
            "new-refused",
            page(
                NewPage {
                    frame: frame("新办请假"),
                    heading: "新办请假".into(),
                    meta: "科级领导干部因公、因私离开本县外出".into(),
                    refusal: Some(refusal()),
                    form: form(),
                    help: vec![Row::new("双休日、节假日离开本县也须请假。", "", "意见三（一）")],
                }
                .render(),
            ),
        ),
        (
            "choose",
            page(
                ChoosePage {
                    frame: frame("新办事项"), rows: vec![Row::new("请销假", "/x", "意见三（一）")]
                }
                .render(),
            ),
        ),
        ("card", page(card().render())),
        ("amend", page(amend().render())),
        ("amend-choose", page(amend_choose().render())),
        ("drafts", page(DraftsPage { frame: frame("草稿"), rows: vec![draft()] }.render())),
        ("drafts-none", page(DraftsPage { frame: frame("草稿"), rows: Vec::new() }.render())),
        (
            "duties",
            page(
                DutiesPage {
                    frame: frame("应办"),
                    meta: "由我办的12件".into(),
                    tabs: vec![Tab {
                        title: "由我办".into(),
                        href: "/x".into(),
                        here: true,
                        count: "12".into(),
                        late: false,
                    }],
                    rows: vec![duty("10月12日", "逾期2日", "late", "销假"), duty("10月20日", "还有4日", "", "审批")],
                    empty: String::new(),
                    paging: Paging::default(),
                }
                .render(),
            ),
        ),
        (
            "people",
            page(
                ListPage {
                    frame: frame("干部"),
                    heading: "干部".into(),
                    meta: "按单位顺序".into(),
                    action: "/people".into(),
                    find: "姓名",
                    columns: vec![
                        Head { title: "姓名".into(), class: "name" },
                        Head { title: "职务".into(), class: "" },
                    ],
                    rows: vec![TableRow {
                        tone: "",
                        cells: vec![
                            TableCell { href: "/x".into(), class: "name", ..cell("姓名", "翟明远") },
                            cell("职务", "云亭镇党委书记"),
                        ],
                    }],
                    ..ListPage::default()
                }
                .render(),
            ),
        ),
        (
            "account",
            page(
                AccountPage {
                    frame: frame("更换口令"),
                    heading: "更换口令".into(),
                    meta: "上次登录10月13日08:12".into(),
                    refusal: Some(RefusalBox {
                        title: "口令没有更换".into(),
                        sentence: "两遍新口令不一致，请重写。".into(),
                        ..RefusalBox::default()
                    }),
                    rule: "至少12个字符，含字母和数字。".into(),
                }
                .render(),
            ),
        ),
        (
            "notice",
            page(
                NoticePage {
                    frame: frame("没有这一页"),
                    sentence: "没有这一事项，或不在你的查阅范围。".into(),
                    ways: vec![Way::new("回工作台", "/")],
                }
                .render(),
            ),
        ),
        (
            "notice-bare",
            page(
                BareNoticePage {
                    title: "没有这一页".into(),
                    version: crate::assets::VERSION,
                    sentence: "地址不对。".into(),
                    ways: vec![Way::new("回工作台", "/")],
                }
                .render(),
            ),
        ),
    ]
}

//! A sample form with every kind of field, and a sample refusal.

use crate::view::{field::*, parts::*, ruler::*};

fn field(name: &str, label: &str, control: Control) -> Field {
    Field {
        id: name.into(),
        name: name.into(),
        label: label.into(),
        hint: String::new(),
        error: String::new(),
        may: false,
        many: false,
        told_by: String::new(),
        control,
    }
}

pub fn choices(words: &[&str]) -> Vec<Choice> {
    words
        .iter()
        .enumerate()
        .map(|(n, word)| Choice { value: n.to_string(), words: (*word).into(), chosen: n == 0 })
        .collect()
}

fn half(id: &str, day: &str, half: &str) -> HalfDayBox {
    HalfDayBox {
        id: id.into(),
        label: "离开与返回".into(),
        day_name: format!("{id}.day"),
        day: day.into(),
        half_name: format!("{id}.half"),
        half: half.into(),
    }
}

pub fn form() -> FormBox {
    let mut period = field(
        "period",
        "离开与返回本县",
        Control::Period(half("from", "2026-10-19", "上午"), half("to", "2026-10-21", "下午"), "3".into()),
    );
    period.error = "10月19日—21日与党委书记翟明远重叠".into();
    let text = |value: &str| Control::Text(TextBox { value: value.into(), class: "full", mode: "" });
    let rows = FormTable {
        heads: vec!["交接事项".into(), "经办人".into()],
        rows: vec![
            FormRow {
                cells: vec![field("a0", "交接事项", text("镇污水管网二期结算")), field("b0", "经办人", text("章承远"))],
                error: String::new(),
                drop_name: "_del".into(),
                drop_value: "items.0".into(),
            },
            FormRow {
                cells: vec![
                    Field { error: "第2行未写事项".into(), ..field("a1", "交接事项", text("")) },
                    field("b1", "经办人", text("凤长青")),
                ],
                error: String::new(),
                drop_name: "_del".into(),
                drop_value: "items.1".into(),
            },
        ],
        add_name: "_add".into(),
        add_value: "items".into(),
        note: "没有的，选“无此类情况”".into(),
        sheet_name: "items._sheet".into(),
        paste_name: "items._paste".into(),
        pasted: String::new(),
    };
    FormBox {
        action: "/x".into(),
        csrf: "c".into(),
        key: "k".into(),
        after: Some(3),
        files: true,
        fields: vec![
            field(
                "person",
                "请假人",
                Control::Pick(PickBox { value: "查立新 云亭镇镇长".into(), from: "/suggest/person" }),
            ),
            field("kind", "外出类别", Control::Radios(choices(&["因公", "因私", "年休假", "病假"]))),
            period,
            Field {
                hint: "写到市、县。".into(),
                ..field("place", "去往何地、何事", text("芜湖市 参加长三角招商洽谈会"))
            },
            Field { may: true, ..field("reason", "特殊情况的理由", Control::Prose(String::new())) },
            field(
                "where",
                "去向",
                Control::Branches(vec![
                    Branch {
                        value: "in".into(),
                        words: "省内".into(),
                        chosen: true,
                        fields: vec![field("city", "市县", text("合肥"))],
                    },
                    Branch {
                        value: "out".into(),
                        words: "省外".into(),
                        chosen: false,
                        fields: vec![field("far", "省市", text(""))],
                    },
                ]),
            ),
            field("items", "重要工作事项", Control::Table(rows)),
            Field {
                may: true,
                many: true,
                hint: "PDF、图片或版式文件，单个不超过20 MB。".into(),
                ..field(
                    "paper",
                    "依据材料",
                    Control::File(vec![HeldFile {
                        control: "paper.0".into(),
                        digest: "sha".into(),
                        name: "招商洽谈会通知.pdf".into(),
                    }]),
                )
            },
            field("true", "内容属实", Control::Tick(true)),
        ],
        path: vec!["组织部审核".into(), "县委副书记审批".into()],
        path_title: "审批路径",
        button: "提交审核".into(),
        grave: false,
        note: "提交后1个工作日内审核，到期10月15日".into(),
        behalf: Some(field(
            "on_behalf",
            "代录",
            Control::Group(vec![field("on_behalf.person", "代何人录入", text("查立新"))]),
        )),
        behalf_open: true,
        draft: Some("d1".into()),
        keeps: true,
    }
}

pub fn refusal() -> RefusalBox {
    RefusalBox {
        picture: Some(Overlap {
            month: "10月".into(),
            days: vec![
                DayHead { word: "19一".into(), rest: false },
                DayHead { word: "20二".into(), rest: false },
                DayHead { word: "24六".into(), rest: true },
            ],
            lanes: vec![Lane {
                who: "镇长 查立新".into(),
                said: "申请10月19日外出".into(),
                bars: vec![
                    Bar { from: 0, long: 4, class: "wanted", word: "本次".into() },
                    Bar { from: 0, long: 2, class: "clash", word: String::new() },
                    Bar { from: 4, long: 2, class: "free", word: "可办".into() },
                ],
            }],
        }),
        title: "不予办理：党政正职不得同时外出".into(),
        sentence: "云亭镇党委书记翟明远10月19日上午至21日下午已获批外出，镇长查立新在此期间不得请假。".into(),
        clause: "党政正职原则上不同时请假外出".into(),
        mark: "意见三（一）".into(),
        mentions: vec![Way::new("翟明远", "/people/p1")],
        wrong: Vec::new(),
        ways: vec![Way::new("改为10月22日起", "#period"), Way::new("确有特殊情况，写明理由报批", "#reason")],
    }
}

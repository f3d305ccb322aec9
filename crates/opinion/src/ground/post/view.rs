//! How a post looks from outside.

use super::facts::{Event, State};
use engine::{
    access::Role,
    policy::Basis,
    procedure::{Aid, Duty, Effects, Entry, Line, Outline, PostEntry, Secrecy, roles},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let fields = &state.fields;
    Outline {
        title: format!("{}{}", state.unit_name, fields.title),
        stage: match (state.closed, fields.chief_proposed) {
            (Some(_), _) => "已撤销",
            (None, true) => "待确认正职",
            (None, false) => "在设",
        },
        done: state.closed.is_some(),
        persons: Vec::new(),
        units: vec![fields.unit.clone()],
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({"chief": fields.chief, "leading": fields.leading, "order": fields.order}),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let fields = &state.fields;
    let post = PostEntry {
        id: state.id.clone(),
        unit: fields.unit.clone(),
        title: fields.title.clone(),
        chief: fields.chief,
        side: fields.side,
        leading: fields.leading,
        order: fields.order,
        active: state.closed.is_none(),
    };
    let confirm = Duty {
        key: "confirm_chief".into(),
        what: "确认正职".into(),
        owner: roles(&[Role::SectionClerk, Role::SectionHead]),
        due: None,
        basis: Basis {
            limit: String::new(),
            clause: "3.1.2".into(),
            words: format!("导入时按职务名称推定“{}”是否正职，须人工确认", fields.title),
        },
        verb: Some("confirm_chief".into()),
        with_post: true,
    };
    let waits = state.closed.is_none() && fields.chief_proposed;
    let duties = if waits { vec![confirm] } else { Vec::new() };
    Effects { duties, registry: vec![Entry::Post(post)], ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => Line::new("登记职务", format!("{}{}", opened.unit_name, opened.fields.title)),
        Event::Changed(fields) => Line::new("更新职务信息", fields.title.clone()),
        Event::ChiefConfirmed(confirm) => Line::new("确认正职", if confirm.chief { "是正职" } else { "不是正职" }),
        Event::Closed(close) => Line::new("撤销职务", format!("自{}起撤销。{}", close.day, close.reason)).grave(),
        Event::Moved(moved) => {
            let to = &moved.to;
            let text = format!("自{}起由{}划转至{}，职务名称{}", to.day, moved.was, moved.unit_name, to.title);
            Line::new("随机构变动划转", text)
        }
        Event::Reopened(_) => Line::new("恢复职务", "机构变动已撤销"),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str) -> Aid {
    match (state, verb) {
        (None, "open") => Aid { hide: vec!["/chief_proposed"], ..Aid::default() },
        (Some(state), "change") => {
            Aid { prefill: json!(state.fields), hide: vec!["/unit", "/chief_proposed"], ..Aid::default() }
        }
        (Some(state), "confirm_chief") => Aid {
            prefill: json!({"chief": state.fields.chief, "side": state.fields.side}),
            note: Some("确认前已按推定结果计入正职".into()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}

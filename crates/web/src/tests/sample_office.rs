//! The pages of the house itself keep the rules of all pages.

use super::faults::faults;
use crate::view::{
    field::{Control, Field},
    frame::Frame,
    office::{Ask, Bar, BareOfficePage, BulkPage, BulkRow, Note, OfficePage, Panel},
    parts::{Head, Row, TableCell, TableRow, Tag, Tone},
};
use askama::Template;

fn field(name: &str, control: Control) -> Field {
    Field {
        id: format!("f-{name}"),
        name: name.into(),
        label: "正职".into(),
        hint: "提示".into(),
        error: "须填写".into(),
        may: false,
        many: false,
        told_by: format!("f-{name}-hint f-{name}-error"),
        control,
    }
}

fn panels(csrf: &str) -> Vec<Panel> {
    let cell = TableCell { tag: Some(Tag::new(Tone::Soon, "还差")), ..TableCell::default() };
    let table = Panel {
        anchor: "missing",
        columns: vec![Head { title: "事项".into(), class: "name" }],
        rows: vec![TableRow { tone: "", cells: vec![cell] }],
        facts: vec![Row::new("文件", "/x", "花名册.xlsx")],
        bar: Some(Bar { filled: 500, words: "已存入5项，共10项".into() }),
        ..Panel::new("还差什么", "办齐后不再显示")
    };
    let form = Panel {
        empty: Some(("还没有导入过。".into(), "首次可用现有的花名册。".into())),
        ask: Some(Ask {
            action: "/x".into(),
            csrf: csrf.into(),
            fields: vec![field("paper", Control::File(Vec::new())), field("reason", Control::Prose(String::new()))],
            button: "上传并检查".into(),
            ..Ask::default()
        }),
        ..Panel::new("上传", "")
    };
    vec![table, form]
}

#[test]
fn pages_of_the_house_keep_the_rules_of_all_pages() {
    let frame = || Frame { title: "干部与单位".into(), csrf: "c".into(), ..Frame::default() };
    let note = Note { mind: true, title: "没有导入完：".into(), text: "<b>".into() };
    let office = OfficePage {
        frame: frame(),
        heading: "干部与单位".into(),
        notes: vec![note],
        panels: panels("c"),
        ..OfficePage::default()
    };
    let bare = BareOfficePage { title: "首次启动".into(), panels: panels(""), ..BareOfficePage::default() };
    let row = |place: usize| BulkRow {
        prefix: format!("r{place}."),
        title: "云亭镇镇长".into(),
        fields: vec![field(&format!("r{place}-chief"), Control::Tick(true))],
        ..BulkRow::default()
    };
    let bulk = BulkPage {
        frame: frame(),
        heading: "成批办理".into(),
        heads: vec!["正职".into()],
        rows: vec![row(0), row(1)],
        ..BulkPage::default()
    };
    for (name, html) in [("office", office.render()), ("first-start", bare.render()), ("bulk", bulk.render())] {
        let html = html.unwrap();
        assert_eq!(faults(&html), Vec::<String>::new(), "{name}");
        assert!(!html.contains("<b><"), "{name}");
    }
}

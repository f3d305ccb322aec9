//! Audits and the lists of tours, in every state through which they passed.

use crate::{
    focus::audit_result::{
        AuditResult,
        tests::{act, audited, entrust, file, leaves, mended, notify, propose, report as audit_report, reported},
    },
    joint::tour_findings::{
        TourFindings,
        tests::{act as mend, check, delivered, feedback, measure, plan, report},
    },
    testing::World,
};
use engine::trigger::Trigger;
use serde_json::json;

/// One filed after an appeal, one with nothing found that was appealed against, one whose person said nothing and left, one withdrawn.
pub fn audits() -> World {
    let (mut world, id) = reported();
    act(&mut world, "局长", &id, json!({"verb": "state", "text": "不同意问题2"}));
    act(&mut world, "股长", &id, json!({"verb": "extend", "item": 1, "until": "2026-10-31", "reason": "汛期停工"}));
    let appeal = json!({"verb": "appeal", "day": "2026-05-06", "organ": "县委审计办", "text": "问题2不实"});
    act(&mut world, "局长", &id, appeal.clone());
    mended(&mut world, &id);
    let review = json!({"verb": "review", "day": "2026-05-06", "number": "青审复〔2026〕1号",
        "rows": [{"item": 2, "stands": false}]});
    act(&mut world, "经办", &id, review);
    act(&mut world, "经办", &id, file("2026-05-06"));
    let silent = world.act::<AuditResult>("经办", None, propose()).expect("proposed");
    act(&mut world, "经办", &silent, entrust("2026-05-06"));
    act(&mut world, "经办", &silent, notify("2026-05-06"));
    act(&mut world, "经办", &silent, audit_report("2026-05-06"));
    world.at("2026-05-21T16:00");
    world.tick::<AuditResult>();
    act(&mut world, "股长", &silent, json!({"verb": "drop", "item": 1, "reason": "项目已终止"}));
    leaves(&mut world, "transfer", "2026-05-22");
    world
}

/// One that a leaving proposed and a decision taken back ended, one that was given up, and one of which nothing was found.
pub fn leavings() -> World {
    let (mut world, id) = audited();
    let clean = json!({"verb": "report", "day": "2026-05-06", "number": "青审经报〔2026〕4号"});
    act(&mut world, "经办", &id, clean);
    act(&mut world, "局长", &id, json!({"verb": "state", "agrees": true}));
    let appeal = json!({"verb": "appeal", "day": "2026-05-06", "organ": "县委审计办", "text": "期间有误"});
    act(&mut world, "局长", &id, appeal);
    let review = json!({"verb": "review", "day": "2026-05-06", "number": "青审复〔2026〕2号"});
    act(&mut world, "经办", &id, review);
    act(&mut world, "经办", &id, file("2026-05-06"));
    let (decision, _) = leaves(&mut world, "transfer", "2026-05-07");
    world.follow(&[Trigger::PostChangeUndone { person: "局长".into(), matter: decision }]);
    let again = world.act::<AuditResult>("经办", None, propose()).expect("proposed");
    let withdraw = json!({"verb": "withdraw", "reason": "上级已安排审计", "basis": "市审计局通知"});
    act(&mut world, "股长", &again, withdraw);
    world
}

/// A list to its end, one of which nobody spoke, one withdrawn.
pub fn tours() -> World {
    let (mut world, id) = delivered();
    mend(&mut world, "组织委员", &id, json!({"verb": "state", "item": 2, "text": "当时不在岗"}));
    mend(&mut world, "镇经办", &id, measure(1, "2026-06-20"));
    mend(&mut world, "书记", &id, measure(2, "2026-06-20"));
    mend(&mut world, "镇经办", &id, plan());
    let extend = json!({"verb": "extend", "item": 2, "until": "2026-08-31", "reason": "补正手续"});
    mend(&mut world, "股长", &id, extend);
    mend(&mut world, "副部长", &id, json!({"verb": "clear", "item": 2, "person": "组织委员", "reason": "其后到任"}));
    mend(&mut world, "镇经办", &id, report(1));
    mend(&mut world, "经办", &id, check(1, false));
    mend(&mut world, "镇经办", &id, report(1));
    mend(&mut world, "经办", &id, check(1, true));
    mend(&mut world, "股长", &id, json!({"verb": "drop", "item": 2, "reason": "任用已纠正，并入专项"}));
    mend(&mut world, "书记", &id, json!({"verb": "progress", "day": "2026-05-08", "text": "全部完成"}));
    let silent = world.act::<TourFindings>("经办", None, feedback("register")).expect("registered");
    mend(&mut world, "经办", &silent, feedback("revise"));
    let deliver = json!({"verb": "deliver", "day": "2026-05-08", "received_by": "镇经办"});
    mend(&mut world, "经办", &silent, deliver);
    let withdrawn = world.act::<TourFindings>("经办", None, feedback("register")).expect("registered");
    mend(&mut world, "股长", &withdrawn, json!({"verb": "withdraw", "reason": "单位选错"}));
    world.at("2026-05-15T09:00");
    world.tick::<TourFindings>();
    world
}

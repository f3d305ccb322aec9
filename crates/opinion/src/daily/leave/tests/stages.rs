//! Leaves at every stage, on every route and in every turn they may take: what the committed texts about permissions and events are
//! made of.

use super::{
    moved::{leaves, takes},
    *,
};

/// One leave at every stage that is not the end, and some that are.
pub(super) fn at_every_stage() -> (World, Vec<MatterId>) {
    let mut world = county("2026-05-05T09:00");
    let mut found = Vec::new();
    let days = |n: i8| (format!("2026-06-{n:02}上午"), format!("2026-06-{n:02}下午"));
    let mut ask_for = |world: &mut World, n: i8, sign: bool| {
        let (from, to) = days(n);
        let action = trip(&from, &to, "副镇长");
        let id = if sign { approved(world, "镇长", action) } else { ask(world, "镇长", action) };
        found.push(id.clone());
        id
    };
    ask_for(&mut world, 1, false);
    let back = ask_for(&mut world, 3, false);
    act(&mut world, "股长", &back, json!({ "verb": "return", "reason": "补材料" }));
    ask_for(&mut world, 5, true);
    let longer = ask_for(&mut world, 9, true);
    act(&mut world, "镇长", &longer, json!({ "verb": "extend", "to": at("2026-06-10下午"), "reason": "延期" }));
    let other = ask_for(&mut world, 15, true);
    let period = json!({ "from": at("2026-06-16上午"), "to": at("2026-06-16下午") });
    act(&mut world, "镇长", &other, json!({ "verb": "change", "period": period, "reason": "改期" }));
    let late = ask_for(&mut world, 23, true);
    let judged = ask_for(&mut world, 25, true);
    world.at("2026-06-28T09:00");
    world.tick::<Leave>();
    act(&mut world, "镇长", &judged, json!({ "verb": "explain", "text": "误车" }));
    act(&mut world, "镇长", &judged, json!({ "verb": "report_back", "returned": at("2026-06-25下午") }));
    let word = json!({ "emergency": { "reported_to": "常务", "reported_on": at("2026-06-28上午"), "answer": "同意" } });
    let urgent = with(trip("2026-06-28上午", "2026-06-28下午", "教体局长"), "manner", word);
    found.push(ask(&mut world, "教体副局长", urgent));
    found.push(approved(&mut world, "教体局长", trip("2026-07-01上午", "2026-07-01下午", "教体副局长")));
    assert_eq!(world.stage(&late), "待说明");
    (world, found)
}

/// Who asks on which route: the row of the county's table, the applicant, his stand-in.
const ROUTES: [(&str, &str); 8] = [
    ("书记", "副书记"),
    ("镇长", "副书记"),
    ("城管书记", "城管副局长"),
    ("教体局长", "教体副局长"),
    ("副镇长", "副书记"),
    ("教体副局长", "教体局长"),
    ("中心主任", ""),
    ("干事", "副镇长"),
];

/// A short leave and a long one on every route, each in a week of its own, signed by all.
fn every_route() -> World {
    let mut world = county("2026-05-05T09:00");
    let monday = day("2026-06-22");
    for (week, (who, stand_in)) in (0..).step_by(2).zip(ROUTES) {
        for (from, days) in [(monday.plus(7 * week), 0), (monday.plus(7 * (week + 1)), 3)] {
            let mut action = trip(&format!("{from}上午"), &format!("{}下午", from.plus(days)), stand_in);
            // Who has no colleague in his body has nobody to stand in.
            if stand_in.is_empty() {
                action["stand_in"] = Value::Null;
            }
            approved(&mut world, who, action);
        }
    }
    world
}

/// Leaves that end in every way.
fn every_end() -> World {
    let mut world = county("2026-05-05T09:00");
    let on = |day: &str| (format!("{day}上午"), format!("{day}下午"));
    let of = |day: &str| {
        let (from, to) = on(day);
        trip(&from, &to, "副镇长")
    };
    let given_up = ask(&mut world, "镇长", of("2026-06-01"));
    act(&mut world, "镇长", &given_up, json!({ "verb": "withdraw", "reason": "会议改期" }));
    let denied = ask(&mut world, "镇长", of("2026-06-02"));
    act(&mut world, "股长", &denied, json!({ "verb": "refuse", "reason": "县里有会" }));
    let again = ask(&mut world, "镇长", of("2026-06-03"));
    act(&mut world, "股长", &again, json!({ "verb": "return", "reason": "请附会议通知" }));
    act(&mut world, "镇长", &again, with(of("2026-06-03"), "verb", json!("resubmit")));
    let cancelled = approved(&mut world, "镇长", of("2026-06-04"));
    act(&mut world, "镇长", &cancelled, json!({ "verb": "cancel", "reason": "会议取消" }));
    let called = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    act(&mut world, "干事", &called, json!({ "verb": "file" }));
    world.at("2026-05-06T09:00");
    act(&mut world, "常务", &called, json!({ "verb": "recall", "by": at("2026-05-06下午"), "reason": "防汛应急" }));
    let word = json!({ "emergency": { "reported_to": "常务", "reported_on": at("2026-05-06上午"), "answer": "同意" } });
    let urgent =
        ask(&mut world, "教体副局长", with(trip("2026-05-06上午", "2026-05-06下午", "教体局长"), "manner", word));
    world.at("2026-05-07T18:00");
    act(&mut world, "镇长", &called, json!({ "verb": "report_back", "returned": at("2026-05-07上午") }));
    act(&mut world, "镇长", &called, json!({ "verb": "explain", "text": "高铁停运" }));
    let finding = json!({ "verb": "accept_explanation", "finding": "justified", "opinion": "属实" });
    act(&mut world, "股长", &called, finding);
    act(&mut world, "教体副局长", &urgent, json!({ "verb": "complete", "note": "补交通知" }));
    let after = json!({ "made_up": { "reason": "临时通知，来不及" } });
    let late = trip("2026-05-06上午", "2026-05-06下午", "副镇长");
    ask(&mut world, "副书记", with(late, "manner", after));
    world
}

/// What others do to a leave that is under way: posts change, the stand-in leaves, the other chief leaves, nobody signs the filing.
fn every_turn() -> World {
    let mut world = county("2026-05-05T09:00");
    let waiting = ask(&mut world, "副镇长", trip("2026-05-07上午", "2026-05-07下午", "副书记"));
    let ill = ask(&mut world, "副书记", private("sick", "2026-06-10上午", "2026-06-10下午", "书记"));
    let sealed = json!({ "verb": "keep_diagnosis", "diagnosis": { "seal": "s1", "commitment": "c1" } });
    act(&mut world, "副书记", &ill, sealed);
    approved(&mut world, "副书记", private("sick", "2026-06-12上午", "2026-06-12下午", "书记"));
    leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-06");
    takes(&mut world, "副镇长", "县教育体育局", "党委委员", "2026-05-06", Seat::Member);
    assert_eq!(world.stage(&waiting), "待审批");
    let kept = approved(&mut world, "教体局长", trip("2026-05-18上午", "2026-05-18下午", "教体副局长"));
    takes(&mut world, "教体局长", "县财政局", "党组成员", "2026-05-06", Seat::Member);
    leaves(&mut world, "教体副局长", "县教育体育局副局长", "2026-05-07");
    act(&mut world, "教体局长", &kept, json!({ "verb": "name_stand_in", "stand_in": "党委书记" }));
    let first = approved(&mut world, "书记", trip("2026-05-06上午", "2026-05-06下午", "副书记"));
    approved(&mut world, "镇长", trip("2026-05-08上午", "2026-05-08下午", "副书记"));
    world.at("2026-05-08T09:00");
    world.tick::<Leave>();
    act(&mut world, "镇长", &first, json!({ "verb": "confirm_present", "present": "first" }));
    world
}

/// All of these counties, each as it is before, during and after the leaves.
pub(crate) fn counties() -> Vec<World> {
    let builders: [fn() -> World; 4] = [|| at_every_stage().0, every_route, every_end, every_turn];
    let moments = ["2026-05-05T10:00", "2026-05-06T10:00", "2026-12-01T10:00"];
    let mut found = Vec::new();
    for build in builders {
        found.extend(moments.map(|moment| {
            let mut world = build();
            world.at(moment);
            world
        }));
    }
    found
}

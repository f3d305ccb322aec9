//! Who is reviewed by which session, what is counted and decided, what he is told and may do, and what falls with the session.

mod falling;

use super::*;
use crate::{
    ground::cadre::Cadre,
    political::{
        party_branch,
        party_life::{
            self, PartyLife,
            tests::{running, session},
        },
        shown::shown,
    },
    testing::{Seat, World, day},
};
use engine::{access::Hat, procedure::As, words::MatterId};
use serde_json::{Value, json};

/// The organ's branch with its review of 15 April: the secretary and the mayor there, the deputy away on duty. World and quarter.
pub(crate) fn held() -> (World, MatterId) {
    let (mut world, town, _) = running();
    world.at("2026-04-20T09:00");
    world.sealed.insert("s1".into(), json!("有时急躁"));
    world.sealed.insert("blank".into(), json!(" "));
    enter(&mut world, &town, review("2026-04-15"));
    (world, town)
}

/// The session, ten there.
pub(crate) fn review(on: &str) -> Value {
    let mut action = session("appraisal", on);
    action["leaders"][2] = json!({"person": "副镇长", "reason": "business"});
    action
}

/// A line in a branch's quarter, and what the others do on hearing of it.
pub(crate) fn enter(world: &mut World, term: &MatterId, action: Value) {
    party_life::tests::act(world, "镇经办", term, action);
    let told = world.told(term);
    world.follow(&told);
}

pub(crate) fn withdraw(session: u32) -> Value {
    json!({"verb": "withdraw", "session": session, "reason": "人数写错"})
}

pub(crate) fn of(world: &World, person: &str) -> MatterId {
    let own = |id: &&MatterId| {
        let matter = &world.matters[*id];
        matter.kind == "member_review" && matter.outline.persons[0].1.as_str() == person
    };
    world.matters.keys().find(own).expect("a review").clone()
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<MemberReview>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<MemberReview>(who, Some(id), action)
}

pub(crate) fn account() -> Value {
    json!({"verb": "account", "day": "2026-04-14", "words": "按期参加组织生活，下村偏少"})
}

pub(crate) fn comment(speakers: u32) -> Value {
    json!({"verb": "hear", "speakers": speakers, "gist": {"seal": "s1", "commitment": "c"}})
}

/// Ballots of which so many are valid, all but one of them 合格.
pub(crate) fn count(valid: u32) -> Value {
    json!({"verb": "count", "ballot":
        {"issued": valid, "returned": valid, "valid": valid, "excellent": 1, "qualified": valid - 1, "basic": 0, "unqualified": 0}})
}

pub(crate) fn conclude(grade: &str, on: &str) -> Value {
    json!({"verb": "conclude", "day": on, "organ": "committee", "grade": grade, "words": "履职尽责，下村偏少"})
}

pub(crate) fn tell(on: &str) -> Value {
    json!({"verb": "tell", "day": on, "how": "支部书记当面告知"})
}

/// The mayor's review, decided on the twentieth and told.
pub(crate) fn told(grade: &str) -> (World, MatterId, MatterId) {
    let (mut world, town) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    act(&mut world, "镇经办", &id, comment(6));
    act(&mut world, "镇经办", &id, count(9));
    act(&mut world, "书记", &id, conclude(grade, "2026-04-20"));
    act(&mut world, "镇经办", &id, tell("2026-04-20"));
    (world, town, id)
}

#[test]
fn a_session_opens_one_review_for_each_leading_cadre_who_was_called_there_or_not() {
    let (mut world, town) = held();
    let reviews = |world: &World| world.matters.values().filter(|matter| matter.kind == "member_review").count();
    assert_eq!(reviews(&world), 3);
    let (id, away) = (of(&world, "镇长"), of(&world, "副镇长"));
    assert_eq!(world.matters[&id].outline.title, "2026年民主评议：镇长，云亭镇机关支部");
    let duty = world.duty(&id, "account");
    assert_eq!((duty.due, duty.basis.clause.as_str()), (Some(day("2026-05-15")), "rule.party_branch"));
    let held = world.state::<MemberReview>(&away).session;
    assert_eq!((held.attended, held.reason.as_str(), held.present), (false, "因公外出", 10));
    // Nobody is reviewed twice in a year, and no other session reviews anybody.
    enter(&mut world, &town, review("2026-04-18"));
    enter(&mut world, &town, session("theme_day", "2026-04-19"));
    assert_eq!(reviews(&world), 3);
    // Whoever was away made up for it in the branch; he is reviewed all the same.
    let made =
        json!({"verb": "make_up", "session": 1, "person": "副镇长", "day": "2026-04-20", "how": "向支部书面自评"});
    enter(&mut world, &town, made);
    assert_eq!((reviews(&world), world.stage(&away)), (3, "待自评"));
}

#[test]
fn he_speaks_first_the_others_after_him_and_the_branch_decides_last() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    assert!(world.verbs::<MemberReview>("镇长", &id).contains(&"account"));
    let mut blank = account();
    blank["words"] = json!(" ");
    assert_eq!(no(&mut world, "镇长", &id, blank).at.as_deref(), Some("/words"));
    let mut ahead = account();
    ahead["day"] = json!("2026-04-21");
    assert_eq!(no(&mut world, "镇长", &id, ahead).code, "day_ahead");
    act(&mut world, "镇长", &id, account());
    assert!(world.state::<MemberReview>(&id).account.expect("given").himself);
    assert_eq!((world.stage(&id), world.verbs::<MemberReview>("镇长", &id).len()), ("待互评", 1));
    assert_eq!(no(&mut world, "镇长", &id, comment(6)).code, "recused", "what a head of the unit might enter, too");
    act(&mut world, "镇经办", &id, comment(6));
    act(&mut world, "镇经办", &id, count(9));
    assert_eq!(world.duty(&id, "conclude").due, Some(day("2026-05-15")), "all of it within one limit");
    act(&mut world, "书记", &id, conclude("qualified", "2026-04-20"));
    assert_eq!(world.duty(&id, "tell").due, Some(day("2026-04-27")));
    act(&mut world, "镇经办", &id, tell("2026-04-20"));
    assert_eq!(world.duty(&id, "answer").due, Some(day("2026-05-07")));
    act(&mut world, "镇长", &id, json!({"verb": "answer", "words": "无意见"}));
    assert_eq!(world.verbs::<MemberReview>("镇长", &id), ["object"], "his words and an objection are two things");
    world.at("2026-05-07T09:00");
    assert_eq!(world.tick::<MemberReview>(), 0, "the last day is his");
    world.at("2026-05-08T09:00");
    assert_eq!((world.tick::<MemberReview>(), world.stage(&id)), (1, "已办结"));
    assert_eq!(world.matters[&id].outline.cells["opinion"], "合格");
}

#[test]
fn who_gave_no_account_or_gave_it_on_paper_is_said_so() {
    let (mut world, _) = held();
    let (id, away) = (of(&world, "镇长"), of(&world, "副镇长"));
    act(&mut world, "镇经办", &away, account());
    assert!(!world.state::<MemberReview>(&away).account.expect("entered").himself);
    let none = |reason: &str| json!({"verb": "no_account", "reason": reason});
    assert_eq!(no(&mut world, "镇经办", &id, none("")).at.as_deref(), Some("/reason"));
    assert_eq!(no(&mut world, "镇长", &id, none("没时间")).code, "recused");
    assert_eq!(no(&mut world, "副镇长", &id, none("没时间")).code, "not_yours");
    act(&mut world, "镇经办", &id, none("长期病休，无法自评"));
    assert_eq!((world.stage(&id), &world.matters[&id].outline.cells["account"]), ("待互评", &json!("未自评")));
}

#[test]
fn from_what_others_say_until_he_is_told_it_is_not_there_for_him_and_who_spoke_never_is() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    assert!(world.finds::<MemberReview>("镇长", &id), "his own account he sees");
    for action in [comment(6), count(9), conclude("qualified", "2026-04-20")] {
        act(&mut world, "镇经办", &id, action);
        assert!(!world.finds::<MemberReview>("镇长", &id));
        assert_eq!(world.matters[&id].outline.persons[0].0, As::Untold);
    }
    world.relatives.push(("镇长".into(), "股长".into()));
    assert!(!world.finds::<MemberReview>("股长", &id), "nor for a relative in the section");
    act(&mut world, "镇经办", &id, tell("2026-04-20"));
    assert!(world.finds::<MemberReview>("镇长", &id));
    for who in ["镇长", "股长"] {
        let seen = shown::<MemberReview>(&world, who, &id);
        for word in ["heard", "speakers", "发言", "s1", "gist"] {
            assert!(!seen.contains(word), "{word} is shown to {who}: {seen}");
        }
        assert!(seen.contains("履职尽责") && seen.contains("合格8"), "grade, reasons and ballots: {seen}");
    }
    assert!(shown::<MemberReview>(&world, "经办", &id).contains("speakers"));
    let opening = engine::seal::opening(&MemberReview::KIND, &world.matters[&id].outline, &[]);
    assert!(!opening.by.contains(&Hat::Person("镇长".into())), "what was said never opens to him");
}

#[test]
fn no_more_speak_or_vote_than_are_there_and_too_few_ballots_are_not_kept() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    assert_eq!(no(&mut world, "镇经办", &id, comment(11)).sentence, "发言11人，多于到会的10人，请核对。");
    assert_eq!(no(&mut world, "镇经办", &id, comment(0)).code, "nobody_spoke");
    let mut blank = comment(6);
    blank["gist"] = json!({"seal": "blank", "commitment": "c"});
    assert_eq!(no(&mut world, "镇经办", &id, blank).at.as_deref(), Some("/gist"));
    act(&mut world, "镇经办", &id, comment(6));
    let with = |key: &str, number: u32| {
        let mut action = count(9);
        action["ballot"][key] = json!(number);
        action
    };
    for (action, words) in [
        (with("issued", 11), "发出11票，多于到会的10人，请重新清点。"),
        (with("returned", 10), "收回10票，多于发出的9票，请重新清点。"),
        (with("returned", 8), "有效9票，多于收回的8票，请重新清点。"),
        (with("basic", 1), "优秀、合格、基本合格、不合格合计10票，与有效9票不符，请重新清点。"),
    ] {
        let refusal = no(&mut world, "镇经办", &id, action);
        assert_eq!((refusal.code, refusal.sentence.as_str()), ("ballots_differ", words));
    }
    act(&mut world, "镇经办", &id, count(4));
    let counted = world.state::<MemberReview>(&id).counted.expect("counted");
    assert_eq!((counted.ballot, counted.suppressed.as_deref()), (None, Some("有效票不足5票，不记票数")));
    assert!(!world.matters[&id].told.last().expect("told").payload.contains("\"excellent\""));
}

#[test]
fn the_branch_decides_after_its_session_in_a_body_that_it_has() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    act(&mut world, "镇经办", &id, comment(6));
    act(&mut world, "镇经办", &id, count(9));
    assert_eq!(no(&mut world, "书记", &id, conclude("qualified", "2026-04-14")).code, "day_before");
    assert_eq!(no(&mut world, "书记", &id, conclude("qualified", "2026-04-21")).code, "day_ahead");
    assert_eq!(no(&mut world, "书记", &id, conclude("outstanding", "2026-04-20")).code, "unknown_term");
    let mut mute = conclude("qualified", "2026-04-20");
    mute["words"] = json!("");
    assert_eq!(no(&mut world, "书记", &id, mute).at.as_deref(), Some("/words"));
    // Nobody decides on himself, nor a relative on him.
    assert_eq!(no(&mut world, "镇长", &id, conclude("excellent", "2026-04-20")).code, "recused");
    world.relatives.push(("镇长".into(), "书记".into()));
    assert_eq!(no(&mut world, "书记", &id, conclude("excellent", "2026-04-20")).code, "recused");
    // A branch without a committee decides in its assembly.
    let (mut world, _, office) = running();
    world.sealed.insert("s1".into(), json!("有时急躁"));
    let small = json!({"verb": "enter", "kind": "appraisal", "day": "2026-04-01", "theme": "民主评议", "others": 4,
        "leaders": [{"person": "局长", "present": true}]});
    party_life::tests::act(&mut world, "财政经办", &office, small);
    let triggers = world.told(&office);
    world.follow(&triggers);
    let id = of(&world, "局长");
    for action in [json!({"verb": "no_account", "reason": "病休"}), comment(4), count(5)] {
        act(&mut world, "财政经办", &id, action);
    }
    let none = no(&mut world, "财政经办", &id, conclude("qualified", "2026-04-01"));
    assert_eq!((none.code, none.at.as_deref()), ("no_committee", Some("/organ")));
}

#[test]
fn more_excellent_ones_than_the_countys_part_are_shown_and_refused_nobody() {
    let (mut world, _) = held();
    let branch = world.state::<MemberReview>(&of(&world, "镇长")).opened.branch.id;
    let few = json!({"verb": "change", "name": "云亭镇机关支部", "secretary": "方敏", "formal": 7, "committee": 3,
        "groups": [{"name": "第一党小组", "members": 4}, {"name": "第二党小组", "members": 3}]});
    party_branch::tests::act(&mut world, "镇经办", &branch, few);
    let undo = withdraw(1);
    let town = world.state::<MemberReview>(&of(&world, "镇长")).session.term;
    enter(&mut world, &town, undo);
    let mut small = review("2026-04-15");
    small["others"] = json!(4);
    enter(&mut world, &town, small);
    let mut notes = Vec::new();
    for who in ["书记", "镇长", "副镇长"] {
        let id = of(&world, who);
        for action in [account(), comment(3), count(5)] {
            act(&mut world, "镇经办", &id, action);
        }
        act(&mut world, "镇经办", &id, conclude("excellent", "2026-04-20"));
        notes.push(world.state::<MemberReview>(&id).concluded.expect("decided").notes);
    }
    assert_eq!(notes[..2], [Vec::<String>::new(), Vec::new()]);
    assert_eq!(notes[2], ["优秀一般不超过支部党员7人的1/3（2人），党员领导干部已有3人，请核对"]);
}

#[test]
fn an_objection_is_his_own_in_time_and_leaves_nobody_worse_off() {
    let (mut world, _, id) = told("basic");
    let object = json!({"verb": "object", "grounds": "下村记录齐全"});
    assert_eq!(no(&mut world, "镇经办", &id, object.clone()).code, "not_yours");
    assert_eq!(no(&mut world, "镇长", &id, json!({"verb": "object", "grounds": ""})).at.as_deref(), Some("/grounds"));
    world.at("2026-05-08T08:00");
    assert_eq!(no(&mut world, "镇长", &id, object.clone()).code, "too_late");
    world.at("2026-05-07T09:00");
    act(&mut world, "镇长", &id, object);
    assert_eq!((world.stage(&id), world.duty(&id, "review").due), ("待复议", Some(day("2026-06-06"))));
    let review = |grade: &str, on: &str, told: &str| {
        json!({"verb": "review", "by": "superior", "body": "云亭镇党委", "day": on, "grade": grade,
            "words": "查阅下村记录", "told": told})
    };
    let code = |world: &mut World, action: Value| no(world, "镇经办", &id, action).code;
    assert_eq!(code(&mut world, review("basic", "2026-05-06", "2026-05-07")), "day_before");
    assert_eq!(code(&mut world, review("basic", "2026-05-08", "2026-05-08")), "day_ahead");
    world.at("2026-05-09T09:00");
    assert_eq!(code(&mut world, review("basic", "2026-05-08", "2026-05-07")), "day_before");
    let heavier = no(&mut world, "镇经办", &id, review("unqualified", "2026-05-08", "2026-05-08"));
    assert_eq!(heavier.sentence, "复议不得作出比“基本合格”更重的评定，请选原等次或者更好的等次。");
    act(&mut world, "镇经办", &id, review("qualified", "2026-05-08", "2026-05-09"));
    assert_eq!((world.stage(&id), &world.matters[&id].outline.cells["objection"]), ("已办结", &json!("复议为合格")));
    let actor = world.actor("经办");
    let total = world.within(&actor, &id, |cx| MemberReview::yearly(&"镇长".into(), 2026, cx));
    assert_eq!((total[0].sum.as_str(), total[0].note.as_str()), ("合格", "云亭镇机关支部，5月8日云亭镇党委"));
}

#[test]
fn what_the_year_says_of_him_it_says_once_he_was_told() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    act(&mut world, "镇经办", &id, comment(6));
    act(&mut world, "镇经办", &id, count(9));
    act(&mut world, "书记", &id, conclude("qualified", "2026-04-20"));
    let actor = world.actor("经办");
    let total = |world: &World| world.within(&actor, &id, |cx| MemberReview::yearly(&"镇长".into(), 2026, cx));
    assert_eq!(total(&world), Vec::new());
    act(&mut world, "镇经办", &id, tell("2026-04-20"));
    assert_eq!(total(&world)[0].note, "云亭镇机关支部，4月20日支部委员会");
    assert_eq!(world.within(&actor, &id, |cx| MemberReview::yearly(&"镇长".into(), 2025, cx)), Vec::new());
}

/// The mayor found 基本合格, nothing objected, to be told what he puts right.
pub(crate) fn ordering() -> (World, MatterId) {
    let (mut world, _, id) = told("basic");
    world.at("2026-05-08T09:00");
    world.tick::<MemberReview>();
    (world, id)
}

pub(crate) fn order(by: &str) -> Value {
    json!({"verb": "order", "what": "每月下村不少于4次", "by": by})
}

pub(crate) fn recheck(passed: bool, on: &str) -> Value {
    json!({"verb": "recheck", "day": on, "passed": passed, "words": "查阅下村台账"})
}

#[test]
fn whoever_is_found_wanting_has_a_day_is_reviewed_again_and_only_then_disposed_of() {
    let (mut world, id) = ordering();
    assert_eq!((world.stage(&id), world.duty(&id, "order").due), ("待提改正要求", Some(day("2026-05-20"))));
    assert!(!world.verbs::<MemberReview>("镇经办", &id).contains(&"dispose"), "not before he had his time");
    assert_eq!(no(&mut world, "镇经办", &id, order("2026-05-08")).code, "day_past");
    act(&mut world, "镇经办", &id, order("2026-07-31"));
    assert_eq!((world.stage(&id), world.duty(&id, "recheck").due), ("限期改正", Some(day("2026-07-31"))));
    assert_eq!(no(&mut world, "镇经办", &id, recheck(false, "2026-05-08")).code, "time_left");
    world.at("2026-08-03T09:00");
    assert_eq!(no(&mut world, "镇经办", &id, recheck(true, "2026-05-07")).code, "day_before");
    act(&mut world, "镇经办", &id, recheck(false, "2026-08-03"));
    assert_eq!((world.stage(&id), world.duty(&id, "order").due), ("待提改正要求", Some(day("2026-08-17"))));
    act(&mut world, "镇经办", &id, order("2026-10-31"));
    act(&mut world, "镇经办", &id, recheck(true, "2026-08-03"));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已办结", 0), "sooner than his day");
    let (mut world, id) = ordering();
    act(&mut world, "镇经办", &id, order("2026-07-31"));
    world.at("2026-08-03T09:00");
    act(&mut world, "镇经办", &id, recheck(false, "2026-08-03"));
    let dispose = |organ: &str, on: &str| json!({"verb": "dispose", "day": on, "organ": organ, "words": "延长改正期限，报镇党委研究"});
    assert_eq!(no(&mut world, "镇经办", &id, dispose("", "2026-08-03")).at.as_deref(), Some("/organ"));
    assert_eq!(no(&mut world, "镇经办", &id, dispose("镇党委", "2026-08-02")).code, "day_before");
    act(&mut world, "镇经办", &id, dispose("镇党委", "2026-08-03"));
    assert_eq!(world.stage(&id), "已办结");
}

/// One person with two records in the register, both called to the session: quarter, records and their reviews.
pub(crate) fn twins() -> (World, [String; 2], [MatterId; 2]) {
    let (mut world, town, _) = running();
    world.at("2026-04-20T09:00");
    world.sealed.insert("s1".into(), json!("有时急躁"));
    let branch = world.matters[&town].outline.links[0].1.clone();
    let mut leaders: Vec<Value> = ["书记", "镇长", "副镇长"].map(|who| json!({"person": who, "present": true})).into();
    let mut record = |world: &mut World, post: &str| {
        world.post("无", "云亭镇", post, Seat::Member);
        world.held.pop();
        let card = json!({"name": "方敏", "sex": "女", "birth": "1980-02", "level": "副科", "authority": "县管", "politics": "中共党员"});
        let enter =
            json!({"verb": "enter", "card": card, "posts": [{"post": format!("云亭镇{post}"), "since": "2024-08-01"}]});
        let id = world.act::<Cadre>("经办", None, enter).expect("entered").0;
        let admit = json!({"verb": "admit", "leader": {"person": id, "group": "第一党小组"}, "day": "2026-04-01"});
        party_branch::tests::act(world, "镇经办", &branch, admit);
        leaders.push(json!({"person": id, "present": true}));
        id
    };
    let records = [record(&mut world, "党委委员"), record(&mut world, "人大副主席")];
    let mut action = review("2026-04-15");
    action["leaders"] = json!(leaders);
    action["others"] = json!(6);
    enter(&mut world, &town, action);
    let reviews = [of(&world, &records[0]), of(&world, &records[1])];
    (world, records, reviews)
}

pub(crate) fn merge(world: &mut World, records: &[String; 2]) {
    let trigger = Trigger::PersonMerged { from: records[1].as_str().into(), into: records[0].as_str().into() };
    world.people.get_mut(&records[1].as_str().into()).expect("a person").active = false;
    world.follow(&[trigger]);
}

#[test]
fn the_section_opens_what_is_missing_and_is_told_what_cannot_be() {
    let (mut world, town) = held();
    let open = |person: &str, term: &MatterId, session: u32| json!({"verb": "open", "person": person, "term": term, "session": session});
    let refused = |world: &mut World, action: Value| world.refused::<MemberReview>("股长", None, action).code;
    assert_eq!(refused(&mut world, open("镇长", &town, 1)), "already_open");
    assert_eq!(refused(&mut world, open("党外", &town, 1)), "not_party_member");
    assert_eq!(refused(&mut world, open("局长", &town, 1)), "not_of_the_branch");
    assert_eq!(refused(&mut world, open("局长", &town, 2)), "unknown_session");
    assert_eq!(refused(&mut world, open("局长", &"m9999".into(), 1)), "unknown_term");
    assert_eq!(refused(&mut world, open("无", &town, 1)), "unknown_person");
    assert_eq!(world.refused::<MemberReview>("镇经办", None, open("局长", &town, 1)).code, "not_yours");
    // Somebody who was entered into the branch only afterwards was a member of it on the day.
    world.post("站长", "云亭镇", "党委委员", Seat::Member);
    let branch = world.state::<MemberReview>(&of(&world, "镇长")).opened.branch.id;
    let admit = json!({"verb": "admit", "leader": {"person": "站长", "group": "第一党小组"}, "day": "2026-04-02"});
    party_branch::tests::act(&mut world, "镇经办", &branch, admit);
    world.relatives.push(("站长".into(), "股长".into()));
    assert_eq!(refused(&mut world, open("站长", &town, 1)), "recused");
    let id = world.act::<MemberReview>("经办", None, open("站长", &town, 1)).expect("opened");
    assert!(!world.state::<MemberReview>(&id).session.attended);
}

#[test]
fn counts_and_opinion_are_corrected_until_he_is_told_and_words_never() {
    let (mut world, _) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    for action in [comment(6), count(9), conclude("excellent", "2026-04-20")] {
        act(&mut world, "镇经办", &id, action);
    }
    let judge = |world: &World, event: Event| {
        let (state, actor) = (world.state::<MemberReview>(&id), world.actor("经办"));
        world.within(&actor, &id, |cx| {
            let event = MemberReview::relearn(event, cx);
            MemberReview::amend(&state, &event, &event, cx).map(|()| event).map_err(|refusal| refusal.code)
        })
    };
    let state = world.state::<MemberReview>(&id);
    let (counted, concluded) = (state.counted.clone().expect("counted"), state.concluded.clone().expect("decided"));
    let mut more = counted.clone();
    more.ballot = more.ballot.map(|ballot| Ballot { issued: 11, ..ballot });
    assert_eq!(judge(&world, Event::Counted(more)), Err("ballots_differ"));
    let mut few = counted.clone();
    few.ballot =
        Some(Ballot { issued: 4, returned: 4, valid: 4, excellent: 0, qualified: 4, basic: 0, unqualified: 0 });
    let Ok(Event::Counted(few)) = judge(&world, Event::Counted(few)) else { panic!("of the same kind") };
    assert_eq!((few.ballot, few.suppressed.is_some()), (None, true), "not kept by a correction either");
    let mut other = concluded.clone();
    other.conclude.grade = engine::words::Term::new("basic");
    let Ok(Event::Concluded(other)) = judge(&world, Event::Concluded(other)) else { panic!("of the same kind") };
    assert_eq!((other.grade.as_str(), other.mends), ("基本合格", true), "worked out again");
    let mut early = concluded.clone();
    early.conclude.day = day("2026-04-14");
    assert_eq!(judge(&world, Event::Concluded(early)), Err("day_before"));
    assert_eq!(judge(&world, Event::Accounted(state.account.expect("given"))).err(), Some("not_correctable"));
    act(&mut world, "镇经办", &id, tell("2026-04-20"));
    assert_eq!(judge(&world, Event::Counted(counted)).err(), Some("told_already"));
    assert_eq!(judge(&world, Event::Concluded(concluded)).err(), Some("told_already"));
    let told = world.state::<MemberReview>(&id).told.expect("told");
    world.at("2026-04-22T09:00");
    act(&mut world, "镇长", &id, json!({"verb": "answer", "words": "无意见"}));
    world.at("2026-04-24T09:00");
    let mut moved = told.clone();
    moved.tell.day = day("2026-04-21");
    let Ok(Event::Told(moved)) = judge(&world, Event::Told(moved)) else { panic!("of the same kind") };
    assert_eq!(moved.until, Some(day("2026-05-08")));
    let mut late = told;
    late.tell.day = day("2026-04-23");
    assert_eq!(judge(&world, Event::Told(late)).err(), Some("day_after"));
}

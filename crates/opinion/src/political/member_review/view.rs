//! How a review looks from outside.

use super::{
    facts::{Accounted, Ballot, Concluded, Counted, End, Event, Mending, Rested, Reviewer, State},
    rules::{OBJECT, ORDER, REGULATION, RESULT, REVIEW, TELL, share},
    stage,
};
use crate::{
    checks::day_cell,
    owed::{duty, open},
};
use engine::{
    days::Day,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

impl End {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Died => "去世",
            Self::Unmanaged => "不再列入管理",
            Self::NoMember => "不是中共党员",
            Self::Merged => "人员档案合并，另一件继续办理",
        }
    }
}

/// From the first thing others say until he is told he does not find it; of one whose session was none he keeps that it ended.
fn capacity(state: &State) -> As {
    if state.is_untold() {
        As::Untold
    } else if state.withdrawn.is_some() {
        As::Cleared
    } else {
        As::Subject
    }
}

pub(super) fn outline(state: &State) -> Outline {
    let (opened, stage) = (&state.opened, state.stage());
    let account = match (&state.account, &state.no_account) {
        (Some(_), _) => "已自评",
        (None, Some(_)) => "未自评",
        (None, None) => "",
    };
    let objection = match (&state.objected, &state.reviewed) {
        (None, _) => String::new(),
        (Some(_), None) => "复议中".to_owned(),
        (Some(_), Some(one)) => format!("复议为{}", one.grade),
    };
    let standing = state.standing();
    Outline {
        title: format!("{}年民主评议：{}，{}", opened.year, opened.name, opened.branch.name),
        stage,
        done: matches!(stage, stage::DONE | stage::DROPPED),
        persons: vec![(capacity(state), opened.person.clone())],
        units: vec![opened.branch.unit.clone()],
        post: opened.post.clone(),
        period: Some(opened.period),
        secrecy: Secrecy::Work,
        cells: json!({
            "year": opened.year.to_string(),
            "branch": opened.branch.name,
            "session": state.session.day,
            "attended": state.session.attended,
            "account": account,
            "opinion": standing.as_ref().map_or("", |one| one.grade),
            "decided": day_cell(standing.map(|one| one.day)),
            "told": day_cell(state.told.as_ref().map(|one| one.tell.day)),
            "objection": objection,
            "mending": day_cell(state.mending().map(|one| one.ordered.order.by)),
        }),
        links: vec![("季度组织生活", state.session.term.clone()), ("支部", opened.branch.id.clone())],
        text: opened.branch.name.clone(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let name = &state.opened.name;
    let owed = |verb: &str, what: &str, due: Due| duty(verb, &format!("{what}：{name}"), state.hats(), due);
    let result = || clock.due(RESULT, state.session.day, "民主评议");
    let since = |limit: &str, day: Option<Day>, event: &str| {
        day.map_or_else(|| open(event, REGULATION), |day| clock.due(limit, day, event))
    };
    let one = match state.stage() {
        stage::ACCOUNT => duty("account", "民主评议党员个人自评", state.for_him(), result()),
        stage::COMMENTS => owed("hear", "登记党员互评意见", result()),
        stage::BALLOT => owed("count", "登记民主测评结果", result()),
        stage::OPINION => owed("conclude", "支部研究并登记评定意见", result()),
        stage::TELLING => {
            let decided = state.concluded.as_ref().map(|one| one.conclude.day);
            owed("tell", "告知评定意见", since(TELL, decided, "评定"))
        }
        stage::TOLD if state.answered.is_none() => {
            let told = state.told.as_ref().map(|one| one.tell.day);
            duty("answer", "对民主评议评定意见签署本人意见", state.for_him(), since(OBJECT, told, "告知"))
        }
        stage::REVIEWING => {
            owed("review", "复议评定意见", since(REVIEW, state.objected.as_ref().map(|one| one.day), "提出异议"))
        }
        stage::ORDERING => {
            let last = state.mendings.last().and_then(|one| one.rechecked.as_ref()).map(|one| one.recheck.day);
            owed("order", "提出限期改正要求", since(ORDER, last.or(state.settled), "评定意见确定或者复评"))
        }
        stage::MENDING => {
            let by = state.mending().map(|one| one.ordered.order.by);
            let words = "改正要求里的期限".to_owned();
            let basis = Basis { limit: String::new(), clause: REGULATION.to_owned(), words };
            owed("recheck", "改正期满复评", Due { day: by, basis })
        }
        _ => return Effects::default(),
    };
    let duties: Vec<Duty> = vec![one];
    Effects { duties, ..Effects::default() }
}

fn counts(ballot: &Ballot) -> String {
    let Ballot { issued, returned, valid, excellent, qualified, basic, unqualified } = ballot;
    format!(
        "发出{issued}票，收回{returned}票，有效{valid}票：优秀{excellent}，合格{qualified}，基本合格{basic}，不合格{unqualified}"
    )
}

fn counted(one: &Counted) -> String {
    one.ballot.as_ref().map(counts).or_else(|| one.suppressed.clone()).unwrap_or_default()
}

fn concluded(one: &Concluded) -> String {
    let (conclude, notes) = (&one.conclude, one.notes.iter().map(|note| format!("；提示：{note}")).collect::<String>());
    let (day, organ) = (conclude.day.sentence(), conclude.organ.word());
    format!("{day}{organ}评定为{}：{}{notes}", one.grade, conclude.words)
}

fn rested(one: &Rested) -> String {
    let kept = if one.kept { "" } else { "，重新测评和评定" };
    format!("{}{}民主评议{kept}", one.session.day.sentence(), one.branch.name)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(one) => {
            let session = &one.session;
            let there =
                if session.attended { String::new() } else { format!("，本人缺席（{}）", session.reason) };
            let words =
                format!("{}{}民主评议，到会{}人{there}", session.day.sentence(), one.branch.name, session.present);
            Line::new("开启评议", words)
        }
        Event::Accounted(Accounted { account, himself }) => {
            let entered = if *himself { "" } else { "（据本人材料代录）" };
            Line::new("个人自评", format!("{}{entered}：{}", account.day.sentence(), account.words))
        }
        Event::NotAccounted(one) => Line::new("未自评", one.no_account.reason.0.clone()),
        Event::Heard(one) => Line::new("互评意见", format!("{}人发言，要点封存", one.speakers)),
        Event::Counted(one) => Line::new("民主测评", counted(one)),
        Event::Concluded(one) => Line::new("评定意见", concluded(one)).grave_if(one.mends),
        Event::Told(one) => Line::new("告知本人", format!("{}，{}", one.tell.day.sentence(), one.tell.how)),
        Event::Answered(one) => Line::new("本人意见", one.answer.words.0.clone()),
        Event::Objected(one) => Line::new("提出异议", one.object.grounds.0.clone()),
        Event::Reviewed(one) => {
            let review = &one.review;
            let by = if review.by == Reviewer::Branch { "复议" } else { "复核" };
            let words = format!("{}{}{by}，评定为{}：{}", review.day.sentence(), review.body, one.grade, review.words);
            Line::new("复议结果", words).grave_if(one.mends)
        }
        Event::Settled(one) => Line::new("异议期满", one.day.sentence()),
        Event::Ordered(one) => {
            Line::new("改正要求", format!("{}前改正：{}", one.order.by.sentence_with_year(), one.order.what))
        }
        Event::Rechecked(one) => {
            let word = if one.recheck.passed { "已经改正" } else { "没有改正" };
            Line::new("复评", format!("{}，{word}：{}", one.recheck.day.sentence(), one.recheck.words))
                .grave_if(!one.recheck.passed)
        }
        Event::Disposed(one) => {
            let dispose = &one.dispose;
            Line::new("处置", format!("{}，{}：{}", dispose.day.sentence(), dispose.organ, dispose.words)).grave()
        }
        Event::Withdrawn(one) => Line::new("活动撤销", format!("活动{}已撤销，本次评议终止", one.session)).grave(),
        Event::Rested(one) => Line::new("重新登记活动", rested(one)),
        Event::Dropped(one) => Line::new("终止", one.end.word()),
        Event::Reopened(one) => Line::new("恢复办理", one.reopen.reason.0.clone()),
        Event::Undone(one) => Line::new("任免决定撤回", one.day.sentence()),
        Event::Passed(one) => Line::new("并入", format!("并入{}的档案", one.name)),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::ACCOUNT => 0,
        stage::COMMENTS => 1,
        stage::BALLOT => 2,
        stage::OPINION => 3,
        stage::TELLING => 4,
        stage::TOLD | stage::REVIEWING => 5,
        stage::ORDERING | stage::MENDING => 6,
        _ => 7,
    };
    let step = |word: &str, place, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    let mended = |one: &Mending| one.rechecked.as_ref().map(|one| one.recheck.day);
    let mut steps = vec![
        step("自评", 0, state.account.as_ref().map(|one| one.account.day)),
        step("互评", 1, state.comments.as_ref().map(|_| state.session.day)),
        step("测评", 2, state.counted.as_ref().map(|_| state.session.day)),
        step("评定", 3, state.concluded.as_ref().map(|one| one.conclude.day)),
        step("告知", 4, state.told.as_ref().map(|one| one.tell.day)),
        step("异议", 5, state.settled),
    ];
    if state.standing().is_some_and(|one| one.mends) {
        steps.push(step("改正", 6, state.mendings.last().and_then(mended)));
    }
    steps.retain(Step::took_place);
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else {
        let note = "登记民主评议党员活动时自动开启，漏开的在这里补开；活动序号见支部的季度组织生活";
        return Aid { note: Some(note.to_owned()), ..Aid::default() };
    };
    let today = |note: Option<String>| Aid { prefill: json!({"day": cx.day}), note, ..Aid::default() };
    match verb {
        "account" | "recheck" | "dispose" => today(None),
        "tell" => {
            let until = cx.policy.due(OBJECT, cx.day, "告知", &[]).day;
            today(until.map(|day| format!("今天告知的，异议最迟{}提出", day.sentence())))
        }
        "hear" | "count" => {
            let note = format!("{}到会{}人", state.session.day.sentence(), state.session.present);
            Aid { note: Some(note), ..Aid::default() }
        }
        "conclude" => {
            let note = share(state, cx).map_or_else(
                || "等次由支部研究决定，程序不提建议".to_owned(),
                |words| format!("等次由支部研究决定，程序不提建议；再评优秀的：{words}"),
            );
            let mut aid = today(Some(note));
            if !state.opened.branch.committee {
                aid.prefill = json!({"day": cx.day, "organ": "assembly"});
            }
            aid
        }
        "answer" | "object" => {
            let until = state.told.as_ref().and_then(|one| one.until);
            Aid { note: until.map(|day| format!("异议最迟{}提出", day.sentence())), ..Aid::default() }
        }
        "review" => {
            let grade = state.concluded.as_ref().map(|one| one.conclude.grade.0.clone());
            Aid { prefill: json!({"day": cx.day, "told": cx.day, "grade": grade}), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

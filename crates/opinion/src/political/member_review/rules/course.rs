//! The course of a review: what is counted, decided, told, objected to and put right.

use super::{FLOOR, OBJECT, REGULATION, SHARE};
use crate::{
    checks::{filled, not_ahead, not_before, term},
    political::member_review::{
        MemberReview,
        facts::{
            Account, Accounted, Answer, Answered, Ballot, Conclude, Concluded, Counted, Dispose, Disposed, Event,
            Grades, Object, Objected, Order, Ordered, Organ, Recheck, Rechecked, Review, Reviewed, State, Tell, Told,
        },
        hearing::whole,
        stage,
    },
};
use engine::{
    days::Day,
    facts::Query,
    procedure::{Context, Procedure, Refusal},
    words::{Dictionary, Term},
};

impl Organ {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Committee => "支部委员会",
            Self::Assembly => "支部党员大会",
        }
    }
}

impl Ballot {
    /// All that was said.
    fn said(&self) -> u32 {
        [self.excellent, self.qualified, self.basic, self.unqualified].into_iter().fold(0, u32::saturating_add)
    }
}

pub(super) fn accounted(state: &State, account: Account, cx: &Context) -> Result<Accounted, Refusal> {
    filled(&account.words.0, "/words", "个人自评")?;
    not_ahead(account.day, "/day", "自评日期", cx)?;
    let himself = cx.actor.decider() == Some(&state.opened.person);
    Ok(Accounted { account, himself })
}

/// No more speak than are there.
pub(super) fn heard(state: &State, speakers: u32) -> Result<(), Refusal> {
    let present = state.session.present;
    if speakers == 0 {
        let sentence = "党员互评须有党员发言，请填写发言人数。";
        return Err(Refusal::new("nobody_spoke", REGULATION, sentence).at("/speakers"));
    }
    if speakers > present {
        let sentence = format!("发言{speakers}人，多于到会的{present}人，请核对。");
        return Err(Refusal::new("too_many", REGULATION, sentence).at("/speakers"));
    }
    Ok(())
}

/// Counts that agree with each other and with those who were there.
pub(super) fn agrees(state: &State, ballot: &Ballot) -> Result<(), Refusal> {
    let (present, said) = (state.session.present, ballot.said());
    let Ballot { issued, returned, valid, .. } = ballot;
    let sentence = if *issued > present {
        format!("发出{issued}票，多于到会的{present}人，请重新清点。")
    } else if returned > issued {
        format!("收回{returned}票，多于发出的{issued}票，请重新清点。")
    } else if valid > returned {
        format!("有效{valid}票，多于收回的{returned}票，请重新清点。")
    } else if said != *valid {
        format!("优秀、合格、基本合格、不合格合计{said}票，与有效{valid}票不符，请重新清点。")
    } else {
        return Ok(());
    };
    Err(Refusal::new("ballots_differ", REGULATION, sentence).at("/ballot"))
}

/// Fewer valid ballots than the floor could tell who said what, and are not kept.
fn kept(ballot: Ballot, day: Day, cx: &Context) -> Counted {
    let floor = cx.policy.number(FLOOR, day).unwrap_or_default();
    if i64::from(ballot.valid) < floor {
        return Counted { ballot: None, suppressed: Some(format!("有效票不足{floor}票，不记票数")), day };
    }
    Counted { ballot: Some(ballot), suppressed: None, day }
}

pub(super) fn counted(state: &State, ballot: Ballot, cx: &Context) -> Result<Counted, Refusal> {
    agrees(state, &ballot)?;
    Ok(kept(ballot, cx.day, cx))
}

/// A grade in words, and the group of the county's dictionary to which it belongs.
fn grade(code: &Term<Grades>, at: &str, cx: &Context) -> Result<(String, String), Refusal> {
    let title = term(code, at, cx)?;
    let known = cx.policy.dictionary(Grades::ID).and_then(|known| known.term(&code.0));
    Ok((title, known.map_or_else(String::new, |term| term.group.clone())))
}

/// The branch decides after the session, in a body that it has.
pub(super) fn concluded(state: &State, conclude: Conclude, cx: &Context) -> Result<Concluded, Refusal> {
    not_ahead(conclude.day, "/day", "评定日期", cx)?;
    not_before(conclude.day, state.session.day, "/day", "评定日期", "评议日期")?;
    if conclude.organ == Organ::Committee && !state.opened.branch.committee {
        let sentence = "本支部不设支部委员会，评定意见由支部党员大会作出，请改选。";
        return Err(Refusal::new("no_committee", REGULATION, sentence).at("/organ"));
    }
    filled(&conclude.words.0, "/words", "评定理由")?;
    let (title, group) = grade(&conclude.grade, "/grade", cx)?;
    let notes = if group == "share" { share(state, cx).into_iter().collect() } else { Vec::new() };
    Ok(Concluded { conclude, grade: title, mends: group == "mend", notes })
}

/// More leading cadres of the branch are 优秀 than the county's part of all its members: shown, refused nobody.
pub(in crate::political::member_review) fn share(state: &State, cx: &Context) -> Option<String> {
    let (n, d) = cx.policy.limit(SHARE, cx.day)?.fraction()?;
    let (branch, year) = (&state.opened.branch, state.opened.year);
    let most = i64::from(branch.members).checked_mul(n)?.checked_div(d)?;
    let query = Query { kind: MemberReview::KIND.id, overlaps: whole(year), ..Query::default() };
    let others = cx.facts.all::<MemberReview>(&query).into_iter().filter(|(id, other)| {
        let same = other.opened.branch.id == branch.id && other.opened.year == year && id != cx.matter;
        same && other.stage() != stage::DROPPED && other.standing().is_some_and(|one| is_shared(one.code, cx))
    });
    let count = i64::try_from(others.count()).ok()?.checked_add(1)?;
    let sentence =
        format!("优秀一般不超过支部党员{}人的{n}/{d}（{most}人），党员领导干部已有{count}人，请核对", branch.members);
    (count > most).then_some(sentence)
}

fn is_shared(code: &str, cx: &Context) -> bool {
    let known = cx.policy.dictionary(Grades::ID).and_then(|known| known.term(code));
    known.is_some_and(|term| term.group == "share")
}

fn telling(state: &State, tell: &Tell, cx: &Context) -> Result<(), Refusal> {
    not_ahead(tell.day, "/day", "告知日期", cx)?;
    let decided = state.concluded.as_ref().ok_or_else(Refusal::not_now)?;
    not_before(tell.day, decided.conclude.day, "/day", "告知日期", "评定日期")?;
    filled(&tell.how, "/how", "告知方式")
}

pub(super) fn told(state: &State, tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    telling(state, &tell, cx)?;
    let until = cx.policy.due(OBJECT, tell.day, "告知", &[]).day;
    Ok(Told { tell, until })
}

/// A corrected day of telling stays before what he did afterwards.
pub(super) fn told_again(state: &State, told: &Told, cx: &Context) -> Result<(), Refusal> {
    telling(state, &told.tell, cx)?;
    let later = [state.answered.as_ref().map(|one| one.day), state.objected.as_ref().map(|one| one.day), state.settled];
    let Some(day) = later.into_iter().flatten().find(|day| *day < told.tell.day) else { return Ok(()) };
    let sentence = format!("告知日期晚于已登记的本人意见、异议或者期满日期{}，请核对。", day.sentence());
    Err(Refusal::new("day_after", "", sentence).at("/tell/day"))
}

pub(super) fn answered(answer: Answer, cx: &Context) -> Result<Answered, Refusal> {
    filled(&answer.words.0, "/words", "本人意见")?;
    Ok(Answered { answer, day: cx.day })
}

pub(super) fn objected(state: &State, object: Object, cx: &Context) -> Result<Objected, Refusal> {
    filled(&object.grounds.0, "/grounds", "异议理由")?;
    let told = state.told.as_ref().ok_or_else(Refusal::not_now)?;
    if let Some(until) = told.until.filter(|until| *until < cx.day) {
        let sentence = format!("异议应在{}前提出，已经过期，请向上级党组织反映。", until.sentence_with_year());
        return Err(Refusal::new("too_late", REGULATION, sentence));
    }
    Ok(Objected { object, day: cx.day })
}

/// A review comes after the objection, and nobody is worse off for having objected.
pub(super) fn reviewed(state: &State, review: Review, cx: &Context) -> Result<Reviewed, Refusal> {
    let objected = state.objected.as_ref().ok_or_else(Refusal::not_now)?;
    filled(&review.body, "/body", "复议的会议或者组织")?;
    filled(&review.words.0, "/words", "复议理由")?;
    not_ahead(review.day, "/day", "复议日期", cx)?;
    not_before(review.day, objected.day, "/day", "复议日期", "提出异议日期")?;
    not_ahead(review.told, "/told", "告知本人日期", cx)?;
    not_before(review.told, review.day, "/told", "告知本人日期", "复议日期")?;
    let (title, group) = grade(&review.grade, "/grade", cx)?;
    let place = |code: &str| {
        let known = cx.policy.dictionary(Grades::ID)?;
        known.terms.iter().position(|term| term.code == code)
    };
    let first = state.concluded.as_ref().ok_or_else(Refusal::not_now)?;
    let before = place(&first.conclude.grade.0);
    if before.zip(place(&review.grade.0)).is_some_and(|(before, now)| now > before) {
        let sentence = format!("复议不得作出比“{}”更重的评定，请选原等次或者更好的等次。", first.grade);
        return Err(Refusal::new("heavier", REGULATION, sentence).at("/grade"));
    }
    Ok(Reviewed { review, grade: title, mends: group == "mend" })
}

/// Time is given from the day on which it is said.
pub(super) fn ordered(order: Order, day: Day, _: &Context) -> Result<Ordered, Refusal> {
    filled(&order.what.0, "/what", "改正要求")?;
    if order.by <= day {
        let sentence = format!("改正期限应晚于提出要求的{}，请留出改正的时间。", day.sentence());
        return Err(Refusal::new("day_past", REGULATION, sentence).at("/by"));
    }
    Ok(Ordered { order, day })
}

/// He has the time that he was given; whoever has put it right earlier may be found so earlier.
pub(super) fn rechecked(state: &State, recheck: Recheck, cx: &Context) -> Result<Rechecked, Refusal> {
    let ordered = &state.mending().ok_or_else(Refusal::not_now)?.ordered;
    filled(&recheck.words.0, "/words", "复评情况")?;
    not_ahead(recheck.day, "/day", "复评日期", cx)?;
    not_before(recheck.day, ordered.day, "/day", "复评日期", "提出要求日期")?;
    if !recheck.passed && recheck.day < ordered.order.by {
        let by = ordered.order.by.sentence_with_year();
        let sentence = format!("改正期限{by}还没有到，不能认定没有改正，请到期后复评。");
        return Err(Refusal::new("time_left", REGULATION, sentence).at("/day"));
    }
    Ok(Rechecked { recheck, day: cx.day })
}

pub(super) fn disposed(state: &State, dispose: Dispose, cx: &Context) -> Result<Disposed, Refusal> {
    let last = state.mendings.last().and_then(|one| one.rechecked.as_ref()).ok_or_else(Refusal::not_now)?;
    filled(&dispose.organ, "/organ", "处置决定的党组织")?;
    filled(&dispose.words.0, "/words", "处置情况")?;
    not_ahead(dispose.day, "/day", "处置日期", cx)?;
    not_before(dispose.day, last.recheck.day, "/day", "处置日期", "复评日期")?;
    Ok(Disposed { dispose, day: cx.day })
}

/// What follows from a corrected count, grade or day of telling is worked out again.
pub(in crate::political::member_review) fn relearn(event: Event, cx: &Context) -> Event {
    match event {
        Event::Counted(one) => match one.ballot {
            Some(ballot) => Event::Counted(kept(ballot, one.day, cx)),
            None => Event::Counted(one),
        },
        Event::Concluded(one) => {
            let Ok((title, group)) = grade(&one.conclude.grade, "", cx) else { return Event::Concluded(one) };
            let state = cx.facts.read::<MemberReview>(cx.matter).filter(|_| group == "share");
            let notes = state.and_then(|state| share(&state, cx)).into_iter().collect();
            Event::Concluded(Concluded { grade: title, mends: group == "mend", notes, ..one })
        }
        Event::Told(one) => {
            let until = cx.policy.due(OBJECT, one.tell.day, "告知", &[]).day;
            Event::Told(Told { until, ..one })
        }
        other => other,
    }
}

//! Who enters what of a review, what is offered when, and what is refused.

mod course;
mod fold;
mod opening;

pub(super) use course::{relearn, share};
pub(super) use fold::apply;

use super::{
    facts::{
        Action, Commented, Dropped, End, Event, Mending, NotAccounted, Passed, Reopened, State, Undone, Withdrawn,
    },
    stage,
};
use crate::{
    checks::{self, filled, unit_and_section},
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    procedure::{Context, Refusal},
    words::MatterId,
};

/// How soon after the session the branch decides.
pub(super) const RESULT: &str = "member_review.result";
/// How soon he is told.
pub(super) const TELL: &str = "member_review.tell";
/// How long he may object.
pub(super) const OBJECT: &str = "member_review.object";
/// How long looking at it again may take.
pub(super) const REVIEW: &str = "member_review.review";
/// How soon it is said what he is to put right.
pub(super) const ORDER: &str = "member_review.order";
/// The fewest valid ballots whose counts are kept.
pub(super) const FLOOR: &str = "member_review.ballot_floor";
/// The part of the members who may be 优秀; more are shown and not refused.
pub(super) const SHARE: &str = "member_review.share";
/// 民主评议
pub(super) const CLAUSE: &str = "1.2.1";
/// 支部工作条例
pub(super) const REGULATION: &str = "rule.party_branch";
/// The session's code in the dictionary of sessions.
pub(super) const SESSION: &str = "appraisal";

/// The opinion that stands: the branch's, or what the review made of it.
pub struct Standing<'a> {
    /// The grade in words.
    pub grade: &'a str,
    /// Its code.
    pub code: &'a str,
    /// Something is put right after it.
    pub mends: bool,
    /// When it was decided.
    pub day: Day,
    /// Who decided, in words.
    pub body: &'a str,
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.dropped.is_some() || self.withdrawn.is_some() {
            return stage::DROPPED;
        }
        if self.told.is_none() {
            return self.before();
        }
        match (self.settled, &self.objected) {
            (None, None) => stage::TOLD,
            (None, Some(_)) => stage::REVIEWING,
            (Some(_), _) if !self.mends() => stage::DONE,
            (Some(_), _) if self.mending().is_some() => stage::MENDING,
            _ => stage::ORDERING,
        }
    }

    fn before(&self) -> &'static str {
        if self.account.is_none() && self.no_account.is_none() {
            stage::ACCOUNT
        } else if self.comments.is_none() {
            stage::COMMENTS
        } else if self.counted.is_none() {
            stage::BALLOT
        } else if self.concluded.is_none() {
            stage::OPINION
        } else {
            stage::TELLING
        }
    }

    /// Whether anybody still owes anything.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.stage(), stage::DONE | stage::DROPPED)
    }

    /// Whether others have said something of him, and he was not told yet.
    #[must_use]
    pub const fn is_untold(&self) -> bool {
        self.told.is_none() && (self.comments.is_some() || self.counted.is_some() || self.concluded.is_some())
    }

    /// The opinion that stands.
    #[must_use]
    pub fn standing(&self) -> Option<Standing<'_>> {
        if let Some(one) = &self.reviewed {
            let (day, body) = (one.review.day, one.review.body.as_str());
            return Some(Standing { grade: &one.grade, code: &one.review.grade.0, mends: one.mends, day, body });
        }
        let one = self.concluded.as_ref()?;
        let (day, body) = (one.conclude.day, one.conclude.organ.word());
        Some(Standing { grade: &one.grade, code: &one.conclude.grade.0, mends: one.mends, day, body })
    }

    /// Whether something is still to be put right.
    #[must_use]
    pub fn mends(&self) -> bool {
        let passed = |one: &Mending| one.rechecked.as_ref().is_some_and(|one| one.recheck.passed);
        let over = self.disposed.is_some() || self.mendings.last().is_some_and(passed);
        !over && self.standing().is_some_and(|one| one.mends)
    }

    /// What he is putting right.
    #[must_use]
    pub fn mending(&self) -> Option<&Mending> {
        self.mendings.last().filter(|one| one.rechecked.is_none())
    }

    /// Whether it rests on this session.
    pub(super) fn rests_on(&self, branch: &MatterId, from: Day, session: u32) -> bool {
        self.opened.branch.id == *branch && self.session.from == from && self.session.number == session
    }

    /// The person himself.
    pub(super) fn own(&self) -> Vec<Hat> {
        vec![Hat::Person(self.opened.person.clone())]
    }

    /// The branch, through its unit, and the section.
    pub(super) fn hats(&self) -> Vec<Hat> {
        unit_and_section(&self.opened.branch.unit)
    }

    /// He, and whoever enters his paper for him.
    pub(super) fn for_him(&self) -> Vec<Hat> {
        self.own().into_iter().chain(self.hats()).collect()
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let Some(state) = state else {
        let by = section().into_iter().chain([Hat::System]).collect();
        return vec![Offer::new("open", "补开评议", by)];
    };
    let by = || state.hats();
    let mut offers = match state.stage() {
        stage::ACCOUNT => vec![
            Offer::new("account", "个人自评", state.for_him()).main(),
            Offer::new("no_account", "登记未自评", by()),
        ],
        stage::COMMENTS => vec![Offer::new("hear", "登记互评意见", by()).main()],
        stage::BALLOT => vec![Offer::new("count", "登记民主测评", by()).main()],
        stage::OPINION => vec![Offer::new("conclude", "登记评定意见", by()).main()],
        stage::TELLING => vec![Offer::new("tell", "告知本人", by()).main()],
        stage::TOLD => told(state),
        stage::REVIEWING => vec![Offer::new("review", "登记复议结果", by()).main()],
        stage::ORDERING => {
            let mut offers = vec![Offer::new("order", "提出改正要求", by()).main()];
            if !state.mendings.is_empty() {
                offers.push(Offer::new("dispose", "登记处置", by()).grave());
            }
            offers
        }
        stage::MENDING => vec![Offer::new("recheck", "登记复评", by()).main()],
        _ => return ended(state),
    };
    offers.push(system("withdraw", "活动撤销"));
    offers.push(system("rest", "重新登记活动"));
    offers.push(system("drop", "终止"));
    offers.push(system("pass", "并入"));
    offers
}

fn told(state: &State) -> Vec<Offer> {
    let mut offers = vec![Offer::new("object", "提出异议", state.own())];
    if state.answered.is_none() {
        offers.insert(0, Offer::new("answer", "本人意见", state.for_him()).main());
    }
    offers.push(Offer::new("settle", "异议期满", vec![Hat::System]));
    offers
}

/// What ended may go on: with another session, or where the registers had said something wrong.
fn ended(state: &State) -> Vec<Offer> {
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let mut offers = vec![system("pass", "并入")];
    match &state.dropped {
        Some(one) if matches!(one.end, End::Unmanaged | End::NoMember) => {
            offers.push(Offer::new("reopen", "恢复办理", section()));
        }
        Some(_) => offers.push(system("undo", "任免决定撤回")),
        None => {}
    }
    if state.dropped.is_none() {
        offers.extend([system("rest", "重新登记活动"), system("withdraw", "活动撤销"), system("drop", "终止")]);
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Open(open) = action else { return Err(Refusal::not_now()) };
        return opening::opened(open, cx).map(|one| Event::Opened(Box::new(one)));
    };
    let day = cx.day;
    match action {
        Action::Open(_) => Err(Refusal::not_now()),
        Action::Account(account) => course::accounted(state, account, cx).map(Event::Accounted),
        Action::NoAccount(no_account) => {
            filled(&no_account.reason.0, "/reason", "未自评的原因")?;
            Ok(Event::NotAccounted(NotAccounted { no_account, day }))
        }
        Action::Hear(comment) => {
            course::heard(state, comment.speakers)?;
            checks::written(&comment.gist, "/gist", "互评意见要点", cx)?;
            Ok(Event::Heard(Commented { speakers: comment.speakers, gist: comment.gist, day }))
        }
        Action::Count(count) => course::counted(state, count.ballot, cx).map(Event::Counted),
        Action::Conclude(conclude) => course::concluded(state, conclude, cx).map(Event::Concluded),
        Action::Tell(tell) => course::told(state, tell, cx).map(Event::Told),
        Action::Answer(answer) => course::answered(answer, cx).map(Event::Answered),
        Action::Object(object) => course::objected(state, object, cx).map(Event::Objected),
        Action::Review(review) => course::reviewed(state, review, cx).map(Event::Reviewed),
        Action::Settle(settle) => Ok(Event::Settled(settle)),
        Action::Order(order) => course::ordered(order, day, cx).map(Event::Ordered),
        Action::Recheck(recheck) => course::rechecked(state, recheck, cx).map(Event::Rechecked),
        Action::Dispose(dispose) => course::disposed(state, dispose, cx).map(Event::Disposed),
        Action::Withdraw(one) => Ok(Event::Withdrawn(Withdrawn { session: one.session, day })),
        Action::Rest(rest) => opening::rested(state, &rest, cx).map(Event::Rested),
        Action::Drop(drop) => Ok(Event::Dropped(Dropped { end: drop.end, decision: drop.decision, day })),
        Action::Reopen(reopen) => {
            filled(&reopen.reason.0, "/reason", "恢复理由")?;
            opening::stands(state, cx)?;
            Ok(Event::Reopened(Reopened { reopen, day }))
        }
        Action::Undo(cause) => Ok(Event::Undone(Undone { decision: cause.decision, day })),
        Action::Pass(pass) => {
            let name = cx.facts.name(&pass.into);
            Ok(Event::Passed(Passed { into: pass.into, name, day }))
        }
    }
}

/// Counts and the opinion are corrected until he is told; afterwards it is his to object. What somebody said is not rewritten.
pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    let open = state.told.is_none();
    match now {
        Event::Heard(one) if open => course::heard(state, one.speakers),
        // What too few said was taken out when it was worked out again.
        Event::Counted(one) if open => one.ballot.map_or(Ok(()), |ballot| course::agrees(state, &ballot)),
        Event::Concluded(one) if open => course::concluded(state, one.conclude.clone(), cx).map(drop),
        Event::Heard(_) | Event::Counted(_) | Event::Concluded(_) => {
            let sentence = "已经告知本人，测评和评定不能更正；评定有误的，由本人提出异议后复议。";
            Err(Refusal::new("told_already", REGULATION, sentence))
        }
        Event::Told(one) => course::told_again(state, one, cx),
        Event::Ordered(one) => course::ordered(one.order.clone(), one.day, cx).map(drop),
        _ => {
            let sentence = "这一记录不能更正：自评、本人意见和异议是本人的话，复议、复评和处置有误的另行研究后登记。";
            Err(Refusal::new("not_correctable", REGULATION, sentence))
        }
    }
}

//! The short, shared vocabulary in which mechanisms overhear each other. Growing it is an architectural act.

use crate::{
    days::{Day, Period},
    succession::UnitOrder,
    words::{MatterId, PersonId, PostId, Prose, UnitId},
};

/// Something that happened in one mechanism and may concern others.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// A person leaves a post; `reason` is a code of the dictionary `departure_reasons`.
    PostEnded {
        /// Who.
        person: PersonId,
        /// Which post.
        post: PostId,
        /// First day out of it.
        day: Day,
        /// Why.
        reason: String,
        /// Unit he is transferred to, if any.
        to_unit: Option<UnitId>,
        /// The decision.
        matter: MatterId,
    },
    /// A person takes a post.
    PostBegun {
        /// Who.
        person: PersonId,
        /// Which post.
        post: PostId,
        /// First day in it.
        day: Day,
        /// Holds the unit together without being its chief.
        acting: bool,
        /// The decision.
        matter: MatterId,
    },
    /// A decision about posts is taken back or corrected.
    PostChangeUndone {
        /// Who.
        person: PersonId,
        /// The decision.
        matter: MatterId,
    },
    /// A decision about many (机构变动, 换届) ends and gives posts of one person.
    PostsDecided {
        /// What it says about him.
        ruling: PostRuling,
        /// The decision.
        matter: MatterId,
    },
    /// A decision about many is taken back.
    PostsUndecided {
        /// Whose posts it was about.
        persons: Vec<PersonId>,
        /// The decision.
        matter: MatterId,
    },
    /// A unit is entered in the register.
    UnitOpened {
        /// Which.
        unit: UnitId,
        /// Its name; no two units in being bear one.
        name: String,
    },
    /// A decision about units is carried out in one register entry, or taken back in it.
    UnitsOrdered {
        /// What is to be done.
        order: UnitOrder,
        /// The day from which it counts.
        day: Day,
        /// The document, in words.
        document: String,
        /// The decision.
        matter: MatterId,
    },
    /// Two records of one person became one.
    PersonMerged {
        /// The record that was closed.
        from: PersonId,
        /// The record that stays.
        into: PersonId,
    },
    /// A person came back late.
    ReturnedLate {
        /// Who.
        person: PersonId,
        /// Since which day late.
        day: Day,
    },
    /// A trip abroad is approved, or approved anew with other days.
    TripApproved {
        /// Who.
        person: PersonId,
        /// The trip.
        matter: MatterId,
        /// What others need of it.
        plan: TripPlan,
    },
    /// An approved trip abroad does not take place, or should never have been approved.
    TripCancelled {
        /// Who.
        person: PersonId,
        /// The trip.
        matter: MatterId,
        /// The day on which that was said.
        day: Day,
    },
    /// A person is back from abroad.
    TripOver {
        /// Who.
        person: PersonId,
        /// The trip.
        matter: MatterId,
        /// The day of entry.
        day: Day,
    },
    /// A record of the border belongs to a trip.
    BorderCrossed {
        /// The trip.
        trip: MatterId,
        /// The day at the border.
        day: Day,
        /// Leaving the country; otherwise entering it.
        exit: bool,
        /// Where.
        port: String,
        /// The record.
        matter: MatterId,
    },
    /// The auditors are asked to audit somebody who leaves: by the handover's letter, or by the audit's own.
    AuditRequested {
        /// Whom.
        person: PersonId,
        /// The unit that he headed.
        unit: UnitId,
        /// Date of the letter.
        day: Day,
        /// Its number.
        number: String,
        /// To whom, where that was said.
        organ: Option<String>,
    },
    /// The auditors are not asked to audit somebody who leaves.
    AuditWaived {
        /// Whom.
        person: PersonId,
        /// The unit that he headed.
        unit: UnitId,
        /// Why.
        reason: Prose,
        /// The decision or the report it rests on.
        basis: String,
    },
    /// A meeting decided on an item.
    DecisionMade {
        /// The meeting.
        meeting: MatterId,
        /// Number of the item.
        item: u32,
        /// The matter that it decides.
        about: Option<MatterId>,
        /// More than half of those entitled agreed.
        passed: bool,
        /// When.
        day: Day,
    },
    /// A decision of a meeting is taken back with the meeting.
    DecisionUndone {
        /// The meeting.
        meeting: MatterId,
        /// Number of the item.
        item: u32,
        /// The matter that it decided.
        about: Option<MatterId>,
    },
    /// A Party branch met, and who belonged to it was called.
    BranchMet {
        /// Which branch.
        branch: MatterId,
        /// First day of the quarter in which it is entered.
        from: Day,
        /// The session's number in that quarter.
        session: u32,
        /// What it was, a code of the dictionary `party_sessions`.
        kind: String,
        /// The leading cadres who were called, there or not.
        members: Vec<PersonId>,
    },
    /// A branch's session was none, or its quarter is gone.
    BranchMeetingUndone {
        /// Which branch.
        branch: MatterId,
        /// First day of the quarter in which it was entered.
        from: Day,
        /// The session's number in that quarter.
        session: u32,
    },
    /// A draw (抽查) drew these matters.
    Drawn {
        /// Which.
        matters: Vec<MatterId>,
        /// The draw.
        matter: MatterId,
    },
    /// A draw is taken back.
    Undrawn {
        /// What it had drawn.
        matters: Vec<MatterId>,
        /// The draw.
        matter: MatterId,
    },
    /// A lesson for many was given, and these were there.
    Taught {
        /// Who.
        persons: Vec<PersonId>,
        /// What others need of it.
        lesson: SharedLesson,
        /// The lesson.
        matter: MatterId,
    },
    /// These were not at a lesson after all, or not at one such as was told.
    Untaught {
        /// Who.
        persons: Vec<PersonId>,
        /// The lesson.
        matter: MatterId,
    },
}

/// What others need to know of a lesson for many.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedLesson {
    /// 正面教育.
    pub positive: bool,
    /// 警示教育.
    pub warning: bool,
    /// Its form, a code of the dictionary `education_forms`.
    pub form: String,
    /// When.
    pub day: Day,
    /// Who gave it, and what about.
    pub content: String,
}

/// What a decision about many says about one person's posts.
#[derive(Clone, Debug, PartialEq)]
pub struct PostRuling {
    /// About whom.
    pub person: PersonId,
    /// Who decided.
    pub authority: String,
    /// Document number.
    pub document: String,
    /// Day of the decision.
    pub decided_on: Day,
    /// First day out of the posts left and in the posts taken.
    pub day: Day,
    /// Posts left, each with a code of the dictionary `departure_reasons`.
    pub leaves: Vec<(PostId, String)>,
    /// Posts taken, each with whether he holds the unit together without being its chief.
    pub takes: Vec<(PostId, bool)>,
}

/// What others need to know of an approved trip abroad.
#[derive(Clone, Debug, PartialEq)]
pub struct TripPlan {
    /// From leaving the county to being back in it.
    pub period: Period,
    /// Where to, in words.
    pub places: String,
    /// Why.
    pub reason: String,
    /// 因公; otherwise 因私.
    pub business: bool,
    /// The kind of leave that it takes, a code of the county's dictionaries.
    pub leave: String,
    /// The traveller's telephone.
    pub phone: String,
    /// Who stands in.
    pub stand_in: Option<PersonId>,
}

/// An action on a matter that may or may not exist yet. The same key is acted on once.
#[derive(Clone, Debug, PartialEq)]
pub struct Reaction<A> {
    /// Unique within the county for ever.
    pub key: String,
    /// The matter; `None` opens one.
    pub to: Option<MatterId>,
    /// What is done, by [`Hat::System`](crate::access::Hat::System).
    pub action: A,
}

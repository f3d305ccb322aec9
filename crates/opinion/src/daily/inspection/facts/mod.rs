//! What is known of a visit, what can be done, what has happened.

mod deed;
mod event;
mod state;

pub use deed::{
    Action, Approve, Assess, AssessRow, ConcernedRow, ExtendReply, FindingRow, Form, Lapse, Measure, Notify, Propose,
    Recheck, Reject, Reply, Report, Scope, Sign, TeamRow, Verdict, Visit, Withdraw,
};
pub use event::{
    Approved, Assessed, Event, Extended, Lapsed, Measured, Notified, Proposed, Rechecked, Registered, Rejected, Repeat,
    Replied, Reported, Revised, Signed, Stated, Withdrawn,
};
pub use state::{Finding, Member, Person, Publication, Record, State, Statement};

engine::dictionary!(
    /// 督查牵头单位: 纪检监察机关, 组织部, 直属机关工委.
    Owners,
    "inspection_owners"
);
engine::dictionary!(
    /// 六不作风, as the county enters them.
    SixNots,
    "six_nots"
);
engine::dictionary!(
    /// 八个摒弃, as the county enters them.
    EightRejections,
    "eight_rejections"
);
engine::dictionary!(
    /// 重要节点: 元旦春节, 换届 …
    Nodes,
    "important_nodes"
);

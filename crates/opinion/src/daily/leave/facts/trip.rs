//! What a leave takes over from an approved trip abroad.

use super::survey::Applied;
use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId, Phone, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The program: a trip abroad was approved, or approved anew with other days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowTrip {
    /// Who goes.
    #[schemars(title = "出国（境）人员")]
    pub person: PersonId,
    /// The trip.
    #[schemars(title = "出国（境）事项", extend("x-hidden" = true))]
    pub trip: MatterId,
    /// From leaving the county to being back.
    #[schemars(title = "离开与返回本县")]
    pub period: Period,
    /// Where to.
    #[schemars(title = "去往何地")]
    pub places: String,
    /// Why.
    #[schemars(title = "事由")]
    pub reason: Prose,
    /// 因公; otherwise 因私.
    #[schemars(title = "因公")]
    pub business: bool,
    /// The kind of leave, a code of the dictionary of business or of private leave.
    #[schemars(title = "假别")]
    pub leave: String,
    /// His telephone.
    #[schemars(title = "本人联系电话")]
    pub phone: Phone,
    /// Who stands in.
    #[serde(default)]
    #[schemars(title = "代行职责人")]
    pub stand_in: Option<PersonId>,
}

/// The program: the trip does not take place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelTrip {
    /// The trip.
    #[schemars(title = "出国（境）事项", extend("x-hidden" = true))]
    pub trip: MatterId,
    /// The day on which that was said.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 随出国（境）登记外出: approved with the trip, without signatures of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FollowedTrip {
    /// The trip.
    #[schemars(title = "出国（境）事项", extend("x-hidden" = true))]
    pub trip: MatterId,
    /// The leave as it follows from it.
    #[schemars(title = "外出")]
    pub applied: Applied,
}

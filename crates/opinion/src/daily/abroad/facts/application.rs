//! What is asked: where, from when to when, why, with whom and at whose cost.

use crate::daily::{CertificateKinds, leave::PrivateKinds};
use engine::{
    days::{Day, Period},
    dictionary,
    words::{FileId, PersonId, Phone, Prose, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 因私出国（境）事由.
    Trips, "trip_purposes"
);
dictionary!(
    /// 因公出国（境）类别.
    BusinessTrips, "trip_business"
);
dictionary!(
    /// 国家和地区的类别.
    Regions, "trip_regions"
);
dictionary!(
    /// 费用来源.
    Funding, "trip_funding"
);
dictionary!(
    /// 须从严审批的情形.
    Circumstances, "trip_circumstances"
);

/// 因私 or 因公.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Purpose {
    /// 因私
    #[schemars(title = "因私")]
    Private(Private),
    /// 因公
    #[schemars(title = "因公")]
    Business(Business),
}

/// Going for oneself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Private {
    /// What for.
    #[schemars(title = "事由类别")]
    pub kind: Term<Trips>,
    /// The kind of leave that it takes.
    #[schemars(title = "所用假别")]
    pub leave: Term<PrivateKinds>,
}

/// Going on duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Business {
    /// What for.
    #[schemars(title = "公务类别")]
    pub kind: Term<BusinessTrips>,
    /// The order by which he goes.
    #[schemars(title = "任务批件文号", description = "外事部门下达或核准的批件", length(max = 60))]
    pub task: String,
}

/// One place of the route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Which country or region.
    #[schemars(title = "国家或地区", length(max = 60))]
    pub place: String,
    /// What sort of place.
    #[schemars(title = "类别")]
    pub region: Term<Regions>,
    /// First day there.
    #[schemars(title = "自")]
    pub from: Day,
    /// Last day there.
    #[schemars(title = "至")]
    pub to: Day,
}

/// Somebody who goes along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// His name.
    #[schemars(title = "姓名", length(max = 40))]
    pub name: String,
    /// How he is related.
    #[schemars(title = "与本人关系", length(max = 40))]
    pub relation: String,
}

/// A certificate with which he goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Which kind.
    #[schemars(title = "证件种类")]
    pub kind: Term<CertificateKinds>,
    /// It has to be issued first.
    #[serde(default)]
    #[schemars(title = "需新办或换发")]
    pub new: bool,
}

/// 出国（境）申请.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Which trip.
    #[schemars(title = "出国（境）类别")]
    pub purpose: Purpose,
    /// From leaving the county to being back.
    #[schemars(title = "离开与返回本县")]
    pub period: Period,
    /// The route, in order.
    #[schemars(title = "行程", description = "按先后逐段填写，批准后不得自行增减国家和地区或改变日期")]
    pub stops: Vec<Stop>,
    /// Why.
    #[schemars(title = "事由", length(max = 400))]
    pub reason: Prose,
    /// Who goes along.
    #[serde(default)]
    #[schemars(title = "同行人员")]
    pub companions: Vec<Companion>,
    /// At whose cost.
    #[schemars(title = "费用来源")]
    pub funding: Term<Funding>,
    /// With which certificates.
    #[serde(default)]
    #[schemars(title = "使用证件", description = "因公证照由外事部门保管，不在此填写")]
    pub wanted: Vec<Wanted>,
    /// What makes the examination stricter.
    #[serde(default)]
    #[schemars(title = "须从严审批的情形", description = "没有的不填")]
    pub circumstance: Option<Term<Circumstances>>,
    /// His telephone.
    #[schemars(title = "本人联系电话")]
    pub phone: Phone,
    /// Who stands in.
    #[serde(default)]
    #[schemars(title = "代行职责人", description = "须为本单位全程在岗的班子成员")]
    pub stand_in: Option<PersonId>,
    /// Papers: invitation, itinerary.
    #[serde(default)]
    #[schemars(title = "依据材料")]
    pub files: Vec<FileId>,
    /// Why it was not asked for in time.
    #[serde(default)]
    #[schemars(title = "紧急事由", description = "来不及提前申请的填写", length(max = 400))]
    pub urgent: Option<Prose>,
    /// Why it must be although the other chief is away.
    #[serde(default)]
    #[schemars(title = "特殊情况理由", description = "党政正职同时外出等例外的填写", length(max = 400))]
    pub exception: Option<Prose>,
}

//! A certificate as it stands.

use super::{
    super::stage,
    deed::{Cancel, Dunned, Entered, Issued, Loss},
};
use engine::{
    access::{Hat, Role},
    days::{Day, Period},
    words::{MatterId, PersonId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A loan on a trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Loan {
    /// The trip.
    #[schemars(title = "出国（境）事项", extend("x-hidden" = true))]
    pub trip: MatterId,
    /// When it was lent.
    #[schemars(title = "借出日期")]
    pub day: Day,
    /// The days of the trip.
    #[schemars(title = "行程")]
    pub period: Period,
    /// Back, or cancelled, on this day.
    #[schemars(title = "行程结束日期")]
    pub over: Option<Day>,
    /// It was cancelled.
    #[schemars(title = "行程取消")]
    pub cancelled: bool,
}

/// Where a certificate is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Where {
    /// Not yet issued.
    #[schemars(title = "未办")]
    Planned,
    /// With the person, and nothing is owed.
    #[schemars(title = "本人保管")]
    Personal,
    /// To be handed in, since a day.
    #[schemars(title = "待上交")]
    Owed {
        /// From when the limit counts.
        #[schemars(title = "自")]
        since: Day,
        /// What happened on that day.
        #[schemars(title = "缘由")]
        event: String,
    },
    /// In the cabinet.
    #[schemars(title = "在管")]
    Kept,
    /// Lent on a trip.
    #[schemars(title = "借出")]
    Lent(Loan),
    /// Lent to be renewed, since a day.
    #[schemars(title = "换证借出")]
    Renewing(Day),
    /// Lost.
    #[schemars(title = "遗失")]
    Lost(Loss),
    /// Expired.
    #[schemars(title = "到期")]
    Expired(Day),
    /// Cancelled.
    #[schemars(title = "注销")]
    Cancelled(Cancel),
}

/// The person is out of management.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Leaving {
    /// Since when.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why, in words.
    #[schemars(title = "原因")]
    pub words: String,
    /// He has died.
    #[schemars(title = "去世")]
    pub died: bool,
}

/// One passing from hand to hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Movement {
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// What.
    #[schemars(title = "事项")]
    pub what: String,
    /// Number of receipt or slip.
    #[schemars(title = "收据、借用单编号")]
    pub receipt: String,
}

/// What a receipt says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "单据编号")]
    pub number: String,
    /// Cabinet and place; nothing where it went to the person.
    #[schemars(title = "柜位")]
    pub place: String,
}

/// What the slip of a loan says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Slip {
    /// When it was lent.
    #[schemars(title = "借出日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "借用单编号")]
    pub number: String,
    /// The trip's number, or why it is renewed.
    #[schemars(title = "事由")]
    pub reason: String,
    /// The days of the trip.
    #[schemars(title = "行程")]
    pub period: Option<Period>,
}

/// A certificate as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The entry, with posts and keeper as they are now.
    #[schemars(title = "证件登记")]
    pub entry: Entered,
    /// Number and validity.
    #[schemars(title = "证件")]
    pub issued: Option<Issued>,
    /// Where it is.
    #[schemars(title = "现在何处", extend("x-hidden" = true))]
    pub at: Where,
    /// Since when it is there.
    #[schemars(title = "现状自")]
    pub since: Day,
    /// The person is out of management.
    #[schemars(title = "退出管理")]
    pub leaving: Option<Leaving>,
    /// The receipt of the last handing in.
    #[schemars(title = "收证")]
    pub received: Option<Receipt>,
    /// The slip of the last loan.
    #[schemars(title = "借用")]
    pub slip: Option<Slip>,
    /// The receipt of the last return.
    #[schemars(title = "交回")]
    pub returned: Option<Receipt>,
    /// The slip with which it was last given back to its owner.
    #[schemars(title = "领取")]
    pub released: Option<Receipt>,
    /// Every passing from hand to hand, oldest first.
    #[schemars(title = "流转记录")]
    pub movements: Vec<Movement>,
    /// Reminders since it was last handed in.
    #[schemars(title = "催交")]
    pub duns: Vec<Dunned>,
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.at, &self.leaving) {
            (Where::Planned, _) => stage::PLANNED,
            (Where::Personal, _) => stage::PERSONAL,
            (Where::Owed { .. }, _) => stage::OWED,
            (Where::Kept, Some(_)) => stage::LEAVING,
            (Where::Kept, None) => stage::KEPT,
            (Where::Lent(_), _) => stage::LENT,
            (Where::Renewing(_), _) => stage::RENEWING,
            (Where::Lost(_), _) => stage::LOST,
            (Where::Expired(_), _) => stage::EXPIRED,
            (Where::Cancelled(_), _) => stage::CANCELLED,
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn person(&self) -> &PersonId {
        &self.entry.person
    }

    /// The last four characters of its number.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.issued.as_ref().map_or("", |issued| issued.tail.as_str())
    }

    /// Who keeps it: the section, and the clerk of the unit that keeps its own.
    #[must_use]
    pub fn keepers(&self) -> Vec<Hat> {
        keepers(self.entry.keeper.as_ref())
    }
}

/// Who keeps certificates: the section, and the clerk of the unit that keeps its own.
#[must_use]
pub fn keepers(unit: Option<&UnitId>) -> Vec<Hat> {
    let mut hats = crate::owed::section();
    hats.extend(unit.map(|unit| Hat::RoleAt(Role::UnitClerk, unit.clone())));
    hats
}

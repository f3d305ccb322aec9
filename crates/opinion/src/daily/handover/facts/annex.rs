//! 附表: the tables beneath the five contents that an office hands over by number and by amount, and what they come to.

use super::content::Content;
use engine::days::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table beneath one of the five contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Annex {
    /// 机构编制人员
    #[schemars(title = "机构编制人员")]
    Staffing,
    /// 经费账户
    #[schemars(title = "经费账户")]
    Accounts,
    /// 债权债务
    #[schemars(title = "债权债务")]
    Debts,
    /// 固定资产
    #[schemars(title = "固定资产")]
    Assets,
    /// 在建工程和项目
    #[schemars(title = "在建工程和项目")]
    Works,
    /// 个人借款和保管公物
    #[schemars(title = "个人借款和保管公物")]
    Articles,
    /// 印章证照
    #[schemars(title = "印章证照")]
    Seals,
    /// 涉密载体
    #[schemars(title = "涉密载体")]
    Carriers,
}

impl Annex {
    /// All, in the order of the paper.
    pub const ALL: [Self; 8] = [
        Self::Staffing,
        Self::Accounts,
        Self::Debts,
        Self::Assets,
        Self::Works,
        Self::Articles,
        Self::Seals,
        Self::Carriers,
    ];

    /// As it is headed on paper.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Staffing => "机构编制人员",
            Self::Accounts => "经费账户",
            Self::Debts => "债权债务",
            Self::Assets => "固定资产",
            Self::Works => "在建工程和项目",
            Self::Articles => "个人借款和保管公物",
            Self::Seals => "印章证照",
            Self::Carriers => "涉密载体",
        }
    }

    /// As the county's table of annexes has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staffing => "staffing",
            Self::Accounts => "accounts",
            Self::Debts => "debts",
            Self::Assets => "assets",
            Self::Works => "works",
            Self::Articles => "articles",
            Self::Seals => "seals",
            Self::Carriers => "carriers",
        }
    }

    /// The content to which it belongs.
    #[must_use]
    pub const fn content(self) -> Content {
        match self {
            Self::Staffing => Content::Personnel,
            Self::Accounts | Self::Debts | Self::Assets | Self::Works => Content::Economic,
            Self::Articles | Self::Seals | Self::Carriers => Content::Other,
        }
    }

    /// The verb that fills it.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Staffing => "fill_staffing",
            Self::Accounts | Self::Debts | Self::Assets | Self::Works => "fill_economy",
            Self::Articles | Self::Seals | Self::Carriers => "fill_custody",
        }
    }
}

/// People of one sort, as approved and as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffRow {
    /// 行政编制, 事业编制, 编外 …
    #[schemars(title = "人员类别", length(max = 40))]
    pub sort: String,
    /// Posts approved.
    #[schemars(title = "核定编制数")]
    pub quota: u32,
    /// People there are.
    #[schemars(title = "实有人数")]
    pub actual: u32,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// An account of the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRow {
    /// Its name.
    #[schemars(title = "账户名称", length(max = 80))]
    pub name: String,
    /// Bank and last digits, enough to tell it apart.
    #[schemars(title = "开户行及账号后四位", length(max = 80))]
    pub bank: Option<String>,
    /// What the books say, in 分.
    #[schemars(title = "账面余额", range(min = 0), extend("format" = "money"))]
    pub balance: i64,
    /// As of when.
    #[schemars(title = "截止日期")]
    pub as_of: Option<Day>,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// Who owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Direction {
    /// Others owe the unit.
    #[schemars(title = "债权")]
    Claim,
    /// The unit owes.
    #[schemars(title = "债务")]
    Liability,
}

/// Something owed to the unit or by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DebtRow {
    /// Who owes.
    #[schemars(title = "性质")]
    pub direction: Direction,
    /// The other side.
    #[schemars(title = "对方", length(max = 80))]
    pub party: String,
    /// What for.
    #[schemars(title = "事由", length(max = 120))]
    pub cause: Option<String>,
    /// How much, in 分.
    #[schemars(title = "金额", range(min = 0), extend("format" = "money"))]
    pub amount: i64,
    /// Since when.
    #[schemars(title = "形成日期")]
    pub since: Option<Day>,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// Things of the unit that the books carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssetRow {
    /// What.
    #[schemars(title = "资产名称", length(max = 80))]
    pub name: String,
    /// How many.
    #[schemars(title = "数量")]
    pub quantity: u32,
    /// What the books say, in 分.
    #[schemars(title = "账面原值", range(min = 0), extend("format" = "money"))]
    pub value: i64,
    /// Where, or with whom.
    #[schemars(title = "存放地点或使用人", length(max = 80))]
    pub place: Option<String>,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// Works under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkRow {
    /// What is built.
    #[schemars(title = "项目名称", length(max = 80))]
    pub name: String,
    /// By contract, in 分.
    #[schemars(title = "合同金额", range(min = 0), extend("format" = "money"))]
    pub contract: i64,
    /// Paid so far, in 分.
    #[schemars(title = "已付金额", range(min = 0), extend("format" = "money"))]
    pub paid: i64,
    /// How far it has come.
    #[schemars(title = "形象进度", length(max = 120))]
    pub progress: Option<String>,
    /// The final account is settled.
    #[serde(default)]
    #[schemars(title = "已办决算")]
    pub settled: bool,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// What of the unit the leaver himself has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ArticleSort {
    /// Money.
    #[schemars(title = "个人借款")]
    Loan,
    /// Things.
    #[schemars(title = "保管公物")]
    Thing,
}

/// Money lent to the leaver, or a thing of the unit in his keeping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleRow {
    /// Which of the two.
    #[schemars(title = "种类")]
    pub sort: ArticleSort,
    /// What.
    #[schemars(title = "名称或事由", length(max = 80))]
    pub name: String,
    /// How many things.
    #[schemars(title = "数量")]
    pub quantity: Option<u32>,
    /// How much money, in 分.
    #[schemars(title = "金额", range(min = 0), extend("format" = "money"))]
    pub amount: Option<i64>,
    /// Paid back, given back.
    #[serde(default)]
    #[schemars(title = "已归还")]
    pub returned: bool,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// Seals and licences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SealRow {
    /// Which.
    #[schemars(title = "印章或证照名称", length(max = 80))]
    pub name: String,
    /// How many.
    #[schemars(title = "数量")]
    pub quantity: u32,
    /// Who keeps them from now on.
    #[schemars(title = "移交后保管人", length(max = 40))]
    pub keeper: Option<String>,
    /// More.
    #[schemars(title = "备注", length(max = 200))]
    pub note: Option<String>,
}

/// Secret papers and media, by their register only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarrierRow {
    /// As the register of the unit has it; nothing of what they say.
    #[schemars(title = "登记簿编号", description = "只填登记编号和份数，不填涉密内容", length(max = 60))]
    pub register: String,
    /// How many.
    #[schemars(title = "份数")]
    pub quantity: u32,
    /// Where they went.
    #[schemars(title = "清退或移交去向", length(max = 80))]
    pub given_to: Option<String>,
}

/// The tables beneath 经济事项.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Economy {
    /// Accounts.
    #[serde(default)]
    #[schemars(title = "经费账户")]
    pub accounts: Vec<AccountRow>,
    /// Debts.
    #[serde(default)]
    #[schemars(title = "债权债务")]
    pub debts: Vec<DebtRow>,
    /// Assets.
    #[serde(default)]
    #[schemars(title = "固定资产")]
    pub assets: Vec<AssetRow>,
    /// Works.
    #[serde(default)]
    #[schemars(title = "在建工程和项目")]
    pub works: Vec<WorkRow>,
}

/// The tables beneath 其他需要交接的事项: what is kept, by whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Custody {
    /// Loans and things.
    #[serde(default)]
    #[schemars(title = "个人借款和保管公物")]
    pub articles: Vec<ArticleRow>,
    /// Seals and licences.
    #[serde(default)]
    #[schemars(title = "印章证照")]
    pub seals: Vec<SealRow>,
    /// Secret papers.
    #[serde(default)]
    #[schemars(title = "涉密载体")]
    pub carriers: Vec<CarrierRow>,
}

/// What the tables come to; nothing where a table has no rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Of the amounts of the five contents' rows.
    #[schemars(title = "各项金额合计（万元）")]
    pub items: Option<String>,
    /// Posts approved.
    #[schemars(title = "核定编制数合计")]
    pub quota: Option<u64>,
    /// People there are.
    #[schemars(title = "实有人数合计")]
    pub actual: Option<u64>,
    /// Balances.
    #[schemars(title = "账面余额合计", extend("format" = "money"))]
    pub accounts: Option<i64>,
    /// Owed to the unit.
    #[schemars(title = "债权合计", extend("format" = "money"))]
    pub claims: Option<i64>,
    /// Owed by the unit.
    #[schemars(title = "债务合计", extend("format" = "money"))]
    pub liabilities: Option<i64>,
    /// Assets by number.
    #[schemars(title = "固定资产数量合计")]
    pub assets: Option<u64>,
    /// Assets by value.
    #[schemars(title = "固定资产原值合计", extend("format" = "money"))]
    pub assets_value: Option<i64>,
    /// Contracts.
    #[schemars(title = "合同金额合计", extend("format" = "money"))]
    pub contracts: Option<i64>,
    /// Paid.
    #[schemars(title = "已付金额合计", extend("format" = "money"))]
    pub paid: Option<i64>,
    /// Still to be paid.
    #[schemars(title = "未付金额合计", extend("format" = "money"))]
    pub unpaid: Option<i64>,
    /// Lent and not paid back.
    #[schemars(title = "未归还借款合计", extend("format" = "money"))]
    pub loans: Option<i64>,
    /// Things not given back.
    #[schemars(title = "未归还公物数量合计")]
    pub things: Option<u64>,
    /// Seals and licences.
    #[schemars(title = "印章证照数量合计")]
    pub seals: Option<u64>,
    /// Secret papers.
    #[schemars(title = "涉密载体份数合计")]
    pub carriers: Option<u64>,
}

fn money<T>(rows: &[T], of: impl Fn(&T) -> Option<i64>) -> Option<i64> {
    rows.iter().filter_map(of).reduce(i64::saturating_add)
}

fn count<T>(rows: &[T], of: impl Fn(&T) -> Option<u32>) -> Option<u64> {
    rows.iter().filter_map(of).map(u64::from).reduce(u64::saturating_add)
}

impl Totals {
    /// Of these tables; `items` are the amounts of the contents' rows, in 分.
    #[must_use]
    pub fn of(staffing: &[StaffRow], economy: &Economy, custody: &Custody, items: Option<i64>) -> Self {
        let Economy { accounts, debts, assets, works } = economy;
        let Custody { articles, seals, carriers } = custody;
        let owed = |direction| money(debts, |row| (row.direction == direction).then_some(row.amount));
        let contracts = money(works, |row| Some(row.contract));
        let paid = money(works, |row| Some(row.paid));
        Self {
            items: items.map(super::content::in_ten_thousands),
            quota: count(staffing, |row| Some(row.quota)),
            actual: count(staffing, |row| Some(row.actual)),
            accounts: money(accounts, |row| Some(row.balance)),
            claims: owed(Direction::Claim),
            liabilities: owed(Direction::Liability),
            assets: count(assets, |row| Some(row.quantity)),
            assets_value: money(assets, |row| Some(row.value)),
            contracts,
            paid,
            unpaid: contracts.zip(paid).map(|(contract, paid)| contract.saturating_sub(paid)),
            loans: money(articles, |row| row.amount.filter(|_| row.sort == ArticleSort::Loan && !row.returned)),
            things: count(articles, |row| row.quantity.filter(|_| row.sort == ArticleSort::Thing && !row.returned)),
            seals: count(seals, |row| Some(row.quantity)),
            carriers: count(carriers, |row| Some(row.quantity)),
        }
    }
}

/// Where rows lie in the form, for what is refused.
pub(in super::super) fn names(economy: &Economy, custody: &Custody) -> Vec<(String, String)> {
    fn each<'a, T>(at: &str, rows: &'a [T], of: impl Fn(&'a T) -> (&'a str, &'a str)) -> Vec<(String, String)> {
        let row = |(place, row): (usize, &'a T)| {
            let (key, text) = of(row);
            (format!("{at}/{place}/{key}"), text.to_owned())
        };
        rows.iter().enumerate().map(row).collect()
    }
    [
        each("/economy/accounts", &economy.accounts, |row| ("name", &row.name)),
        each("/economy/debts", &economy.debts, |row| ("party", &row.party)),
        each("/economy/assets", &economy.assets, |row| ("name", &row.name)),
        each("/economy/works", &economy.works, |row| ("name", &row.name)),
        each("/custody/articles", &custody.articles, |row| ("name", &row.name)),
        each("/custody/seals", &custody.seals, |row| ("name", &row.name)),
        each("/custody/carriers", &custody.carriers, |row| ("register", &row.register)),
    ]
    .concat()
}

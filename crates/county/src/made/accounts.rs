//! Accounts: one per role to look around with, and one for everybody who acts in the play.

use engine::access::Role;

use super::{Account, Authority, Chief, Made, SHOWN_TOWNSHIP, Sort};

/// The one password of all accounts shown to visitors. The made county holds nothing that would need a better one.
pub const DEMO_PASSWORD: &str = "Qingyi-Demo-2026";

/// A row of the list for visitors.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DemoAccount {
    /// Sign-in name.
    pub account: String,
    /// Password.
    pub password: String,
    /// What the account is for.
    pub role: String,
    /// Key of the person in the made county; nothing for administrators.
    #[serde(skip)]
    pub key: Option<usize>,
    /// Id of the person, once the county is built.
    pub person: Option<String>,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Posts.
    pub title: String,
}

/// The accounts to look around with.
#[must_use]
pub fn accounts(made: &Made) -> Vec<DemoAccount> {
    let shown = made.accounts.iter().filter(|account| account.shown);
    shown
        .map(|account| DemoAccount {
            account: account.name.clone(),
            password: DEMO_PASSWORD.to_owned(),
            role: account.label.to_owned(),
            key: account.person,
            person: None,
            name: account.holder.clone(),
            unit: account
                .person
                .and_then(|person| made.unit_of(person))
                .and_then(|unit| made.unit(unit))
                .map_or(String::new(), |unit| unit.name.clone()),
            title: account.person.map_or_else(|| account.label.to_owned(), |person| made.title(person)),
        })
        .collect()
}

/// All accounts of the county: first the shown ones, then everybody else who acts.
pub fn make(made: &Made) -> Vec<Account> {
    let mut list = Accounts { made, list: Vec::new() };
    list.township();
    list.department();
    list.leaders();
    list.administrators();
    list.others();
    list.list
}

struct Accounts<'a> {
    made: &'a Made,
    list: Vec<Account>,
}

impl Accounts<'_> {
    /// The person in the post of this title in the unit of this short name.
    fn find(&self, unit: &str, title: &str) -> Option<usize> {
        let at = self
            .made
            .posts
            .iter()
            .position(|post| post.title == title && self.made.unit(post.unit).is_some_and(|of| of.short == unit))?;
        self.made.holder(at)
    }

    fn shown(&mut self, name: &str, label: &'static str, person: Option<usize>, roles: Vec<(Role, Option<usize>)>) {
        let Some(person) = person else { return };
        // Two functions of one person are one account, as in life.
        if let Some(known) = self.list.iter_mut().find(|account| account.person == Some(person)) {
            known.roles.extend(roles);
            return;
        }
        let holder = self.made.cadre(person).map_or(String::new(), |cadre| cadre.name.clone());
        self.list.push(Account { name: name.to_owned(), person: Some(person), holder, roles, shown: true, label });
    }

    fn township(&mut self) {
        let unit = self.made.units.iter().position(|unit| unit.name == SHOWN_TOWNSHIP);
        self.shown("yunting-shuji", "云亭镇党委书记", self.find(SHOWN_TOWNSHIP, "党委书记"), Vec::new());
        self.shown("yunting-zhenzhang", "云亭镇镇长", self.find(SHOWN_TOWNSHIP, "镇长"), Vec::new());
        self.shown("yunting-fuzhenzhang", "申请人（云亭镇副镇长）", self.find(SHOWN_TOWNSHIP, "副镇长"), Vec::new());
        let clerk = self.find(SHOWN_TOWNSHIP, "党政办公室主任");
        self.shown("yunting-jingban", "单位经办人（云亭镇）", clerk, vec![(Role::UnitClerk, unit)]);
    }

    fn department(&mut self) {
        let unit = "县委组织部";
        let clerk = self.find(unit, "干部监督股副股长");
        self.shown("jiandu-jingban", "干部监督股经办人", clerk, vec![(Role::SectionClerk, None)]);
        let head = self.find(unit, "干部监督股股长");
        self.shown("jiandu-guzhang", "干部监督股股长", head, vec![(Role::SectionHead, None)]);
        let deputy = self.find(unit, "常务副部长");
        self.shown("zuzhibu-fubuzhang", "组织部分管副部长", deputy, vec![(Role::DeputyMinister, None)]);
        let minister = self.find(unit, "部长");
        self.shown("zuzhibu-buzhang", "组织部部长", minister, vec![(Role::Minister, None)]);
    }

    fn leaders(&mut self) {
        let leader = |title: &str| ["县委", "县政府", "县人大常委会"].iter().find_map(|unit| self.find(unit, title));
        let (secretary, head) = (leader("县委书记"), leader("县长"));
        let (deputy, executive) = (leader("县委副书记（专职）"), leader("常务副县长"));
        let (vice, reader) = (leader("副县长"), leader("主任"));
        self.shown("xianwei-shuji", "县委书记", secretary, vec![(Role::CountySecretary, None)]);
        self.shown("xianzhang", "县长", head, vec![(Role::CountyHead, None)]);
        self.shown("xianwei-fushuji", "县委副书记", deputy, vec![(Role::DeputySecretary, None)]);
        self.shown("changwu-fuxianzhang", "常务副县长", executive, vec![(Role::ExecutiveDeputy, None)]);
        self.shown("fuxianzhang", "分管县领导（副县长）", vice, Vec::new());
        let office = self.find("县委办", "办公室主任").or_else(|| self.find("县委组织部", "办公室主任"));
        self.shown("xianweiban", "县委办、政府办", office, vec![(Role::CountyOffice, None)]);
        self.shown("chayue", "只读查阅领导", reader, vec![(Role::Reader, None)]);
    }

    fn administrators(&mut self) {
        for (name, label, role, holder) in [
            ("xitong", "系统管理员", Role::SystemAdmin, "系统管理员"),
            ("anquan", "安全管理员", Role::SecurityAdmin, "安全管理员"),
            ("shenji", "审计管理员", Role::AuditAdmin, "审计管理员"),
        ] {
            let roles = vec![(role, None)];
            let (name, holder) = (name.to_owned(), holder.to_owned());
            self.list.push(Account { name, person: None, holder, roles, shown: true, label });
        }
    }

    /// Everybody else who acts: county-managed cadres, leaders in charge, clerks of the units.
    fn others(&mut self) {
        let clerks = self.clerks();
        for (key, cadre) in self.made.cadres.iter().enumerate() {
            let mut roles: Vec<(Role, Option<usize>)> =
                clerks.iter().filter(|(who, _)| *who == key).map(|(_, unit)| (Role::UnitClerk, Some(*unit))).collect();
            let charges = self.made.charges.iter().filter(|(who, _)| *who == key);
            roles.extend(charges.map(|(_, unit)| (Role::LeaderInCharge, Some(*unit))));
            if let Some(known) = self.list.iter_mut().find(|account| account.person == Some(key)) {
                let new: Vec<_> = roles.into_iter().filter(|role| !known.roles.contains(role)).collect();
                known.roles.extend(new);
                continue;
            }
            let heads = cadre.seats.iter().filter_map(|s| self.made.post(s.post)).any(|p| p.chief != Chief::None);
            if cadre.authority == Authority::County || heads || !roles.is_empty() {
                let (name, holder) = (format!("gb{:04}", key + 1), cadre.name.clone());
                self.list.push(Account { name, person: Some(key), holder, roles, shown: false, label: "" });
            }
        }
    }

    /// The clerk of every unit that has 股: (person, unit).
    fn clerks(&self) -> Vec<(usize, usize)> {
        let units = self.made.units.iter().enumerate();
        let with_clerk = units.filter(|(_, unit)| !matches!(unit.sort, Sort::County | Sort::Subordinate));
        with_clerk
            .filter_map(|(key, _)| {
                let post = self
                    .made
                    .posts
                    .iter()
                    .position(|p| p.unit == key && p.title.ends_with("办公室主任") && !p.leading)?;
                self.made.holder(post).map(|person| (person, key))
            })
            .collect()
    }
}

//! The county as plain data, before anything is entered: units, posts, people, kin and accounts, all invented, all from one seed.
//! Everything refers to everything by its key, the place in its list.

mod accounts;
mod identity;
mod names;
mod people;
mod posts;
mod tables;
mod units;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use engine::access::Role;

pub use accounts::{DEMO_PASSWORD, DemoAccount, accounts};
pub use identity::{COUNTY_CODE, check_digit};

/// Name of the county. No county of China bears it.
pub const COUNTY_NAME: &str = "青弋县";

/// The township whose two chiefs have accounts in every demo.
pub const SHOWN_TOWNSHIP: &str = "云亭镇";

/// How large a county to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Townships, at most eleven.
    pub townships: usize,
    /// Departments and bodies, at most as many as the table has; with fewer, one of each sort comes first.
    pub bodies: usize,
    /// County-managed cadres; leading bodies are filled first, ranks without a seat make up the rest.
    pub managed: usize,
    /// Cadres of 股级, managed by their own units.
    pub sections: usize,
}

impl Scale {
    /// A whole county: 600 county-managed cadres and 700 of 股级.
    pub const COUNTY: Self = Self { townships: 11, bodies: 75, managed: 600, sections: 700 };
    /// One township and a few bureaus, for simulations that must be quick.
    pub const SMALL: Self = Self { townships: 1, bodies: 5, managed: 36, sections: 18 };
}

/// Man or woman, as rosters write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// 男
    Man,
    /// 女
    Woman,
}

/// What sort of body a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// 县委、县人大常委会、县政府、县政协: where the county's leaders sit.
    County,
    /// 乡镇
    Township,
    /// 党委部门
    Party,
    /// 政府部门
    Government,
    /// 人大、政协机关和法检两院
    Organ,
    /// 群团
    Mass,
    /// 事业单位
    Institution,
    /// 园区
    Zone,
    /// 国企
    Enterprise,
    /// 站所、二级机构
    Subordinate,
}

/// Whose cadre a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// 市管: shown, not managed here.
    City,
    /// 县管
    County,
    /// 单位管
    Unit,
}

/// Level of a person or a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 县处级正职
    CountyFull,
    /// 县处级副职
    CountyDeputy,
    /// 乡科级正职
    Full,
    /// 乡科级副职
    Deputy,
    /// 股级
    Section,
}

/// Whether a post heads its unit, and on which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chief {
    /// No chief's post.
    None,
    /// Chief of the Party side.
    Party,
    /// Chief of the government (or only) side.
    Government,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Full name.
    pub name: String,
    /// Short name used in lists.
    pub short: String,
    /// What sort of body it is.
    pub sort: Sort,
    /// Its level.
    pub level: Level,
    /// Key of the unit above it.
    pub parent: Option<usize>,
    /// Place in the official order of the county.
    pub order: u32,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Key of its unit.
    pub unit: usize,
    /// Title without the unit's name.
    pub title: String,
    /// Whether it heads the unit.
    pub chief: Chief,
    /// Its level.
    pub level: Level,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the unit.
    pub order: u32,
    /// Only a Party member may hold it.
    pub party: bool,
}

/// Somebody in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Key of the post.
    pub post: usize,
    /// First day in it.
    pub since: Date,
    /// 主持工作 while the chief's post is empty.
    pub acting: bool,
}

/// One education.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Education {
    /// 学历
    pub level: &'static str,
    /// 学位, where there is one.
    pub degree: Option<&'static str>,
    /// School and subject.
    pub school: String,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cadre {
    /// Name.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Day of birth.
    pub birth: Date,
    /// 民族
    pub nation: &'static str,
    /// 籍贯
    pub native: String,
    /// 政治面貌
    pub politics: &'static str,
    /// Day of joining the Party; nothing for others.
    pub joined: Option<Date>,
    /// Day of starting work.
    pub works_since: Date,
    /// 全日制教育
    pub full_time: Education,
    /// 在职教育
    pub in_service: Option<Education>,
    /// Level.
    pub level: Level,
    /// Day since which he has it.
    pub level_since: Date,
    /// 职级, for those who have one.
    pub rank: Option<&'static str>,
    /// Whose cadre.
    pub authority: Authority,
    /// Identity number, area [`COUNTY_CODE`].
    pub identity: String,
    /// Posts held on the first day, the main one first.
    pub seats: Vec<Seat>,
}

/// Two people of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Key of the one.
    pub one: usize,
    /// Key of the other.
    pub other: usize,
    /// What the other is to the one: 妻子, 弟弟, 儿子.
    pub relation: &'static str,
    /// What the one is to the other.
    pub reverse: &'static str,
}

/// An account to sign in with, or one through which a person of the play acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Sign-in name.
    pub name: String,
    /// Key of the person; the three administrators are nobody's cadres here.
    pub person: Option<usize>,
    /// Name shown.
    pub holder: String,
    /// Roles with the unit they are held for.
    pub roles: Vec<(Role, Option<usize>)>,
    /// Listed for visitors with the demo password; the others can act in the play only.
    pub shown: bool,
    /// What the list for visitors calls it.
    pub label: &'static str,
}

/// The whole county on the first day.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it was made from.
    pub seed: u64,
    /// How large it is.
    pub scale: Scale,
    /// The first day.
    pub start: Date,
    /// Units in official order.
    pub units: Vec<Unit>,
    /// Posts, unit by unit.
    pub posts: Vec<Post>,
    /// People: leaders of the county, county-managed, 股级.
    pub cadres: Vec<Cadre>,
    /// Families.
    pub kin: Vec<Kin>,
    /// Which leader of the county is in charge of which unit: (person, unit).
    pub charges: Vec<(usize, usize)>,
    /// Accounts.
    pub accounts: Vec<Account>,
}

impl Made {
    /// Makes the county of a seed as it stands on `start`.
    #[must_use]
    pub fn new(seed: u64, scale: Scale, start: Date) -> Self {
        let units = units::make(scale);
        let plan = posts::make(seed, &units, scale);
        let people = people::make(seed, scale, start, &plan);
        let mut made = Self {
            seed,
            scale,
            start,
            units,
            posts: plan.posts,
            cadres: people.cadres,
            kin: people.kin,
            charges: Vec::new(),
            accounts: Vec::new(),
        };
        made.charges = people::charges(&made);
        made.accounts = accounts::make(&made);
        made
    }

    /// The unit of a key.
    #[must_use]
    pub fn unit(&self, key: usize) -> Option<&Unit> {
        self.units.get(key)
    }

    /// The post of a key.
    #[must_use]
    pub fn post(&self, key: usize) -> Option<&Post> {
        self.posts.get(key)
    }

    /// The person of a key.
    #[must_use]
    pub fn cadre(&self, key: usize) -> Option<&Cadre> {
        self.cadres.get(key)
    }

    /// Who holds a post on the first day.
    #[must_use]
    pub fn holder(&self, post: usize) -> Option<usize> {
        self.cadres.iter().position(|cadre| cadre.seats.iter().any(|seat| seat.post == post))
    }

    /// The unit of a person's main post.
    #[must_use]
    pub fn unit_of(&self, cadre: usize) -> Option<usize> {
        self.cadre(cadre)?.seats.first().and_then(|seat| self.post(seat.post)).map(|post| post.unit)
    }

    /// The posts of a person as a paper names them: 云亭镇党委书记.
    #[must_use]
    pub fn title(&self, cadre: usize) -> String {
        let Some(person) = self.cadre(cadre) else { return String::new() };
        let mut words = String::new();
        let mut last = None;
        for seat in &person.seats {
            let Some(post) = self.post(seat.post) else { continue };
            if last == Some(post.unit) {
                words.push('、');
            } else {
                if last.is_some() {
                    words.push('，');
                }
                words.push_str(self.unit(post.unit).map_or("", |unit| unit.name.as_str()));
            }
            words.push_str(&post.title);
            if seat.acting {
                words.push_str("（主持工作）");
            }
            last = Some(post.unit);
        }
        words
    }
}

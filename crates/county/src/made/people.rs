//! People for the seats: birth, sex, Party, education, level, identity number; then families and the leaders in charge of units.

use jiff::{ToSpan, civil::Date};

use crate::chance::Chance;

use super::identity::Numbers;
use super::names::Names;
use super::posts::{Group, Plan};
use super::{Authority, Cadre, Education, Kin, Level, Made, Scale, Seat, Sex, Sort};

/// People and their families.
pub struct People {
    pub cadres: Vec<Cadre>,
    pub kin: Vec<Kin>,
}

/// Shares of the county-managed: women 235, not in the Party 60, of a thousand.
const WOMEN: usize = 235;
const OUTSIDE: usize = 60;

/// Fills the plan with people.
pub fn make(seed: u64, scale: Scale, start: Date, plan: &Plan) -> People {
    let mut maker =
        Maker { chance: Chance::of(seed, "people"), names: Names::new(seed), numbers: Numbers::new(seed), start };
    let women = deck(&mut maker.chance, plan.groups.len(), WOMEN, |_| true);
    let open = |at: usize| plan.groups.get(at).is_some_and(|group| !needs_party(plan, group));
    let outside = deck(&mut maker.chance, plan.groups.len(), OUTSIDE, open);
    let mut cadres = Vec::with_capacity(plan.groups.len());
    for (at, group) in plan.groups.iter().enumerate() {
        let sex = if women.get(at) == Some(&true) { Sex::Woman } else { Sex::Man };
        cadres.push(maker.person(plan, group, sex, outside.get(at) == Some(&true)));
    }
    let mut chance = Chance::of(seed, "kin");
    namesakes(&mut chance, &mut cadres);
    let kin = families(&mut chance, &mut cadres, scale);
    People { cadres, kin }
}

/// Which leader of the county is in charge of which unit.
pub fn charges(made: &Made) -> Vec<(usize, usize)> {
    let with = |title: &str| made.cadres.iter().position(|c| made_title(made, c, title));
    let (deputy, executive) = (with("县委副书记（专职）"), with("常务副县长"));
    let front = with("统战部部长").or(deputy);
    let vice: Vec<usize> = all_with(made, "副县长");
    let congress = with("副主任").or(deputy);
    let conference = with("副主席").or(deputy);
    let mut turn = 0_usize;
    let mut charges = Vec::new();
    for (key, unit) in made.units.iter().enumerate() {
        let leader = match unit.sort {
            Sort::County | Sort::Subordinate => None,
            Sort::Party => deputy,
            Sort::Mass => front,
            Sort::Organ if unit.short == "县人大机关" => congress,
            Sort::Organ if unit.short == "县政协机关" => conference,
            Sort::Organ => deputy,
            _ if ["县财政局", "县发改委", "县审计局", "县统计局", "县府办", "县应急局"]
                .contains(&unit.short.as_str()) =>
            {
                executive
            }
            _ => {
                turn += 1;
                vice.get(turn % vice.len().max(1)).copied().or(executive)
            }
        };
        charges.extend(leader.map(|leader| (leader, key)));
    }
    charges
}

fn made_title(made: &Made, cadre: &Cadre, title: &str) -> bool {
    let county = cadre.authority == Authority::City;
    county
        && cadre.seats.iter().filter_map(|seat| made.post(seat.post)).any(|post| {
            let unit = made.unit(post.unit).map_or("", |unit| unit.short.as_str());
            post.title == title || format!("{unit}{}", post.title).ends_with(title)
        })
}

fn all_with(made: &Made, title: &str) -> Vec<usize> {
    let exact = |c: &Cadre| c.seats.iter().filter_map(|s| made.post(s.post)).any(|post| post.title == title);
    made.cadres
        .iter()
        .enumerate()
        .filter(|(_, c)| c.authority == Authority::City && exact(c))
        .map(|(at, _)| at)
        .collect()
}

fn needs_party(plan: &Plan, group: &Group) -> bool {
    group.posts.iter().filter_map(|post| plan.posts.get(*post)).any(|post| post.party)
}

/// A deck of yes and no: `share` in a thousand of all are yes, dealt among those allowed.
fn deck(chance: &mut Chance, len: usize, share: usize, allowed: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut places: Vec<usize> = (0..len).filter(|at| allowed(*at)).collect();
    chance.shuffle(&mut places);
    let mut deck = vec![false; len];
    for at in places.into_iter().take(len * share / 1000) {
        if let Some(card) = deck.get_mut(at) {
            *card = true;
        }
    }
    deck
}

struct Maker {
    chance: Chance,
    names: Names,
    numbers: Numbers,
    start: Date,
}

/// Ages by level: weight, from, to.
type Ages = &'static [(u64, (i64, i64))];
const FULL: Ages = &[(3, (33, 35)), (30, (36, 45)), (50, (46, 55)), (17, (56, 59))];
const DEPUTY: Ages = &[(17, (28, 35)), (42, (36, 45)), (32, (46, 55)), (9, (56, 59))];
const COUNTY: Ages = &[(25, (40, 45)), (60, (46, 55)), (15, (56, 58))];
const SECTION: Ages = &[(35, (26, 35)), (35, (36, 45)), (25, (46, 55)), (5, (56, 58))];

const SCHOOLS: &[&str] = &["江淮大学", "皖东师范大学", "江南农林大学", "东南政法学院", "沿江理工学院", "徽州财经学院"];
const COLLEGES: &[&str] = &["青弋师范专科学校", "沿江职业技术学院", "江淮农业专科学校"];
const SUBJECTS: &[&str] = &[
    "汉语言文学",
    "法学",
    "行政管理",
    "会计学",
    "农学",
    "土木工程",
    "计算机科学与技术",
    "思想政治教育",
    "经济管理",
    "临床医学",
    "林学",
    "水利水电工程",
];
const HOMES: &[(u64, &str)] = &[
    (80, "安徽青弋"),
    (6, "安徽宣城"),
    (4, "安徽芜湖"),
    (3, "安徽黄山"),
    (3, "安徽安庆"),
    (2, "江苏南京"),
    (2, "浙江湖州"),
];
const NATIONS: &[(u64, &str)] = &[(985, "汉族"), (7, "回族"), (4, "畲族"), (2, "满族"), (2, "土家族")];
const PARTIES: &[(u64, &str)] =
    &[(40, "群众"), (25, "无党派人士"), (12, "民盟盟员"), (12, "民建会员"), (11, "农工党党员")];

impl Maker {
    fn person(&mut self, plan: &Plan, group: &Group, sex: Sex, outside: bool) -> Cadre {
        let main = group.posts.first().and_then(|post| plan.posts.get(*post));
        let level = main.map_or(Level::Section, |post| post.level);
        let ages = match level {
            Level::CountyFull | Level::CountyDeputy => COUNTY,
            Level::Full => FULL,
            Level::Deputy => DEPUTY,
            Level::Section => SECTION,
        };
        let (young, old) = self.chance.weighted(ages).copied().unwrap_or((30, 50));
        let age = self.chance.between(young, old);
        let days = age * 365 + age / 4 + self.chance.between(0, 364);
        let birth = self.start.saturating_sub(days.days());
        let works_since = month_start(birth.saturating_add(self.chance.between(19, 23).years()));
        let joined = birth.saturating_add((self.chance.between(21, 29.min(age - 1)) * 365).days());
        let level_since = self.since(level, birth);
        let post_since = self.post_since(level_since);
        let full_time = self.full_time(age, level);
        let in_service = self.in_service(&full_time);
        let seats =
            group.posts.iter().map(|post| Seat { post: *post, since: post_since, acting: group.acting }).collect();
        Cadre {
            name: self.names.fresh(sex),
            sex,
            birth,
            nation: self.chance.weighted(NATIONS).copied().unwrap_or("汉族"),
            native: self.chance.weighted(HOMES).map_or("安徽青弋", |home| *home).to_owned(),
            politics: if outside { self.chance.weighted(PARTIES).copied().unwrap_or("群众") } else { "中共党员" },
            joined: (!outside).then_some(joined),
            works_since,
            full_time,
            in_service,
            level,
            level_since,
            rank: main.and_then(|post| post.title.ends_with("主任科员").then(|| rank_word(&post.title)).flatten()),
            authority: match level {
                Level::CountyFull | Level::CountyDeputy => Authority::City,
                Level::Full | Level::Deputy => Authority::County,
                Level::Section => Authority::Unit,
            },
            identity: self.numbers.fresh(birth, sex),
            seats,
        }
    }

    /// Since when somebody born then has this level: not before an age that the level takes, not after the first day.
    fn since(&mut self, level: Level, birth: Date) -> Date {
        let least = match level {
            Level::CountyFull => 40,
            Level::CountyDeputy => 36,
            Level::Full => 31,
            Level::Deputy => 27,
            Level::Section => 25,
        };
        let first = birth.saturating_add((least * 365).days());
        let days = i64::from((self.start - first).get_days()).max(60);
        month_start(self.start.saturating_sub(self.chance.between(30, days.min(4_000)).days()))
    }

    fn post_since(&mut self, level_since: Date) -> Date {
        let days = i64::from((self.start - level_since).get_days()).max(2);
        self.start.saturating_sub(self.chance.between(1, days.min(2_200)).days())
    }

    fn full_time(&mut self, age: i64, level: Level) -> Education {
        let college = if age < 36 { 86 } else { 52 };
        let (name, degree) = if self.chance.percent(if age < 36 { 14 } else { 5 }) {
            ("研究生", Some("硕士"))
        } else if self.chance.percent(college) {
            ("大学", Some("学士"))
        } else if level == Level::Section || self.chance.percent(70) {
            ("大专", None)
        } else {
            ("中专", None)
        };
        Education { level: name, degree, school: self.school(name) }
    }

    /// Those without a degree mostly studied later: 大学 and more for 88 of a hundred in the end.
    fn in_service(&mut self, full_time: &Education) -> Option<Education> {
        let wish = if matches!(full_time.level, "大学" | "研究生") { 16 } else { 76 };
        if !self.chance.percent(wish) {
            return None;
        }
        let level = match full_time.level {
            "大学" | "研究生" => "省（区、市）委党校研究生",
            _ if self.chance.percent(40) => "省（区、市）委党校大学",
            _ if self.chance.percent(15) => "中央党校大学",
            _ => "大学",
        };
        let school =
            if level.contains("党校") { "省委党校经济管理专业".to_owned() } else { self.school(level) };
        Some(Education { level, degree: None, school })
    }

    fn school(&mut self, level: &str) -> String {
        let school = if level == "大专" { COLLEGES } else { SCHOOLS };
        let school = self.chance.pick(school).copied().unwrap_or("江淮大学");
        let subject = self.chance.pick(SUBJECTS).copied().unwrap_or("法学");
        if level == "中专" {
            format!("青弋师范学校{subject}专业")
        } else {
            format!("{school}{subject}专业")
        }
    }
}

fn rank_word(title: &str) -> Option<&'static str> {
    ["一级主任科员", "二级主任科员", "三级主任科员", "四级主任科员"].into_iter().find(|rank| *rank == title)
}

fn month_start(day: Date) -> Date {
    day.first_of_month()
}

/// Gives some people the name of another: eight pairs and one name three times in a whole county, two of them in one unit's reach.
fn namesakes(chance: &mut Chance, cadres: &mut [Cadre]) {
    let wished = cadres.len() / 150;
    for round in 0..wished {
        let (from, to) = (chance.index(cadres.len()), chance.index(cadres.len()));
        let Some(name) = cadres.get(from).map(|c| (c.name.clone(), c.sex)) else { continue };
        let third = (round == 0).then(|| chance.index(cadres.len()));
        for key in [Some(to), third].into_iter().flatten() {
            if let Some(person) = cadres.get_mut(key).filter(|person| person.sex == name.1) {
                person.name.clone_from(&name.0);
            }
        }
    }
}

/// Couples and blood relations in the county: about one pair for fifty managed cadres.
fn families(chance: &mut Chance, cadres: &mut [Cadre], scale: Scale) -> Vec<Kin> {
    let managed: Vec<usize> = cadres
        .iter()
        .enumerate()
        .filter(|(_, cadre)| cadre.authority == Authority::County)
        .map(|(key, _)| key)
        .collect();
    let mut kin: Vec<Kin> = Vec::new();
    let wished = scale.managed / 50 + 1;
    for _ in 0..wished * 60 {
        if kin.len() >= wished {
            break;
        }
        let (Some(one), Some(other)) = (chance.pick(&managed).copied(), chance.pick(&managed).copied()) else { break };
        let taken = kin.iter().any(|k| [k.one, k.other].iter().any(|key| *key == one || *key == other));
        let (Some(a), Some(b)) = (cadres.get(one), cadres.get(other)) else { continue };
        let years = (i64::from(a.birth.year()) - i64::from(b.birth.year())).abs();
        if taken || one == other || years > 8 {
            continue;
        }
        let (relation, reverse) = match (a.sex, b.sex) {
            (Sex::Man, Sex::Woman) => ("妻子", "丈夫"),
            (Sex::Woman, Sex::Man) => ("丈夫", "妻子"),
            (Sex::Man, Sex::Man) if a.birth < b.birth => ("弟弟", "哥哥"),
            (Sex::Man, Sex::Man) => ("哥哥", "弟弟"),
            (Sex::Woman, Sex::Woman) if a.birth < b.birth => ("妹妹", "姐姐"),
            (Sex::Woman, Sex::Woman) => ("姐姐", "妹妹"),
        };
        kin.push(Kin { one, other, relation, reverse });
    }
    kin
}

//! Posts of every unit, and which of them one person holds together.

use std::collections::BTreeSet;

use crate::chance::Chance;

use super::tables::{BODIES, Body, Lead};
use super::units::head_title;
use super::{Chief, Level, Post, Scale, Sort, Unit};

/// Posts, and the seats to be filled with people.
pub struct Plan {
    /// All posts, unit by unit.
    pub posts: Vec<Post>,
    /// Posts that one person holds, the main one first; no group means an empty post.
    pub groups: Vec<Group>,
}

/// The posts of one person to be.
pub struct Group {
    /// Keys of the posts.
    pub posts: Vec<usize>,
    /// Leads the unit without being its chief (主持工作).
    pub acting: bool,
}

struct Draft<'a> {
    units: &'a [Unit],
    posts: Vec<Post>,
    groups: Vec<Group>,
    chance: Chance,
}

const SECTIONS: [&str; 10] = [
    "办公室主任",
    "人事股股长",
    "财务股股长",
    "综合股股长",
    "法规股股长",
    "业务股股长",
    "督查股股长",
    "信息股股长",
    "办公室副主任",
    "综合股副股长",
];
const TOWN_SECTIONS: [&str; 10] = [
    "党政办公室主任",
    "党建工作办公室主任",
    "经济发展办公室主任",
    "社会事务办公室主任",
    "平安法治办公室主任",
    "财政所所长",
    "规划建设办公室主任",
    "应急管理站站长",
    "党政办公室副主任",
    "经济发展办公室副主任",
];
/// 股 of the organization department; the second and third are the section that works with this program.
const MINISTRY_SECTIONS: [&str; 10] = [
    "办公室主任",
    "干部监督股股长",
    "干部监督股副股长",
    "干部股股长",
    "组织股股长",
    "公务员股股长",
    "人才股股长",
    "党员教育股股长",
    "干部股副股长",
    "组织股副股长",
];

/// The posts of these units.
pub fn make(seed: u64, units: &[Unit], scale: Scale) -> Plan {
    let mut draft = Draft { units, posts: Vec::new(), groups: Vec::new(), chance: Chance::of(seed, "posts") };
    draft.leaders();
    for (key, unit) in units.iter().enumerate() {
        match unit.sort {
            Sort::County | Sort::Subordinate => {}
            Sort::Township => draft.township(key, unit),
            _ => {
                if let Some(body) = BODIES.iter().find(|body| body.short == unit.short) {
                    draft.body(key, body);
                }
            }
        }
    }
    draft.ranks(scale);
    draft.sections(scale);
    Plan { posts: draft.posts, groups: draft.groups }
}

impl Draft<'_> {
    /// Adds a post; returns its key.
    fn post(&mut self, unit: usize, title: &str, level: Level, chief: Chief, party: bool) -> usize {
        let inside = self.posts.iter().filter(|post| post.unit == unit).count();
        let order = u32::try_from(inside).unwrap_or(u32::MAX).saturating_add(1).saturating_mul(10);
        let leading = level != Level::Section;
        self.posts.push(Post { unit, title: title.to_owned(), chief, level, leading, order, party });
        self.posts.len() - 1
    }

    fn held(&mut self, posts: Vec<usize>) {
        self.groups.push(Group { posts, acting: false });
    }

    fn seat(&mut self, unit: usize, title: &str, level: Level, party: bool) {
        let post = self.post(unit, title, level, Chief::None, party);
        self.held(vec![post]);
    }

    /// The leaders of the county, and the departments that some of them head.
    fn leaders(&mut self) {
        let (committee, congress, government, conference) = (0, 1, 2, 3);
        let secretary = self.post(committee, "县委书记", Level::CountyFull, Chief::Party, true);
        self.held(vec![secretary]);
        let second = self.post(committee, "县委副书记", Level::CountyDeputy, Chief::None, true);
        let head = self.post(government, "县长", Level::CountyFull, Chief::Government, true);
        self.held(vec![head, second]);
        let deputy = self.post(committee, "县委副书记（专职）", Level::CountyDeputy, Chief::None, true);
        self.held(vec![deputy]);
        let member = self.post(committee, "县委常委", Level::CountyDeputy, Chief::None, true);
        let executive = self.post(government, "常务副县长", Level::CountyDeputy, Chief::None, true);
        self.held(vec![member, executive]);
        for (key, unit) in self.units.iter().enumerate() {
            let Some(body) = BODIES.iter().find(|body| body.short == unit.short) else { continue };
            if body.lead != Lead::Leader {
                continue;
            }
            let chief = self.post(key, body.head, Level::CountyDeputy, Chief::Government, true);
            if body.sort == Sort::Organ {
                self.held(vec![chief]);
            } else {
                let member = self.post(committee, "县委常委", Level::CountyDeputy, Chief::None, true);
                self.held(vec![member, chief]);
            }
        }
        for _ in 0..5 {
            self.seat(government, "副县长", Level::CountyDeputy, false);
        }
        for (unit, head, deputies) in [(congress, "主任", "副主任"), (conference, "主席", "副主席")] {
            let head = self.post(unit, head, Level::CountyFull, Chief::Government, true);
            self.held(vec![head]);
            for _ in 0..4 {
                self.seat(unit, deputies, Level::CountyDeputy, false);
            }
        }
    }

    fn township(&mut self, key: usize, unit: &Unit) {
        let (head, deputy) = if unit.name.ends_with('乡') { ("乡长", "副乡长") } else { ("镇长", "副镇长") };
        let secretary = self.post(key, "党委书记", Level::Full, Chief::Party, true);
        self.held(vec![secretary]);
        let head = self.post(key, head, Level::Full, Chief::Government, true);
        self.held(vec![head]);
        for (title, level) in [
            ("人大主席", Level::Full),
            ("党委副书记", Level::Deputy),
            ("纪委书记", Level::Deputy),
            ("党委组织委员", Level::Deputy),
        ] {
            self.seat(key, title, level, true);
        }
        let words = self.post(key, "党委宣传委员", Level::Deputy, Chief::None, true);
        let front = self.post(key, "党委统战委员", Level::Deputy, Chief::None, true);
        // Several seats of a township are often held by one person.
        if key.is_multiple_of(3) {
            self.held(vec![words, front]);
        } else {
            self.held(vec![words]);
            self.held(vec![front]);
        }
        self.seat(key, "武装部长", Level::Deputy, true);
        self.seat(key, deputy, Level::Deputy, false);
        self.seat(key, deputy, Level::Deputy, false);
        let third = self.post(key, deputy, Level::Deputy, Chief::None, false);
        if key % 4 != 1 {
            self.held(vec![third]);
        }
    }

    fn body(&mut self, key: usize, body: &Body) {
        let level = if body.full { Level::Full } else { Level::Deputy };
        let group =
            if body.sort == Sort::Enterprise || body.sort == Sort::Zone { "党委书记" } else { "党组书记" };
        let mut acting = false;
        match body.lead {
            Lead::Leader => self.seat(key, &first_deputy(body), Level::Full, true),
            Lead::One => {
                let secretary = self.post(key, group, level, Chief::Party, true);
                let head = self.post(key, body.head, level, Chief::Government, true);
                self.held(vec![secretary, head]);
            }
            Lead::Split => {
                let secretary = self.post(key, group, level, Chief::Party, true);
                self.held(vec![secretary]);
                let head = self.post(key, body.head, level, Chief::Government, false);
                self.held(vec![head]);
            }
            Lead::Single => {
                let head = self.post(key, body.head, level, Chief::Government, body.sort == Sort::Party);
                self.held(vec![head]);
            }
            Lead::Acting => {
                self.post(key, group, level, Chief::Party, true);
                self.post(key, body.head, level, Chief::Government, true);
                acting = true;
            }
        }
        let rest = body.deputies.saturating_sub(usize::from(body.lead == Lead::Leader));
        for place in 0..rest {
            // The deputies of the congress and the conference chair its committees: of the full level.
            let full = body.sort == Sort::Organ && body.lead == Lead::Single;
            let deputy = if full { Level::Full } else { Level::Deputy };
            let post = self.post(key, body.deputy, deputy, Chief::None, place == 0 && acting);
            self.groups.push(Group { posts: vec![post], acting: acting && place == 0 });
        }
    }

    /// Ranks without a seat in a leading body, until the county has as many cadres as wished.
    fn ranks(&mut self, scale: Scale) {
        let managed: Vec<Level> = self
            .groups
            .iter()
            .filter_map(|group| group.posts.first().and_then(|post| self.posts.get(*post)).map(|post| post.level))
            .filter(|level| matches!(level, Level::Full | Level::Deputy))
            .collect();
        let mut full = (scale.managed / 3).saturating_sub(managed.iter().filter(|l| **l == Level::Full).count());
        let mut missing = scale.managed.saturating_sub(managed.len());
        let mut homes: Vec<usize> = self
            .units
            .iter()
            .enumerate()
            .filter(|(_, unit)| !matches!(unit.sort, Sort::County | Sort::Subordinate))
            .map(|(key, _)| key)
            .collect();
        self.chance.shuffle(&mut homes);
        for home in homes.iter().cycle().copied() {
            if missing == 0 {
                break;
            }
            let (level, title) = match (full > 0, missing % 2) {
                (true, 0) => (Level::Full, "一级主任科员"),
                (true, _) => (Level::Full, "二级主任科员"),
                (false, 0) => (Level::Deputy, "三级主任科员"),
                (false, _) => (Level::Deputy, "四级主任科员"),
            };
            full = full.saturating_sub(1);
            missing -= 1;
            let post = self.post(home, title, level, Chief::None, false);
            if let Some(post) = self.posts.get_mut(post) {
                post.leading = false;
            }
            self.held(vec![post]);
        }
    }

    /// 股级: heads of subordinate units, then the 股 of every unit in turn.
    fn sections(&mut self, scale: Scale) {
        let mut left = scale.sections;
        let stations = self.units.iter().enumerate().filter(|(_, unit)| unit.sort == Sort::Subordinate);
        for (key, unit) in stations.take(left / 2) {
            let head = self.post(key, head_title(&unit.name), Level::Section, Chief::Government, false);
            self.held(vec![head]);
            left -= 1;
        }
        let kinds: BTreeSet<Sort> = BTreeSet::from([Sort::County, Sort::Subordinate]);
        for round in 0..SECTIONS.len() {
            for (key, unit) in self.units.iter().enumerate().filter(|(_, unit)| !kinds.contains(&unit.sort)) {
                let titles = match (unit.sort, unit.short.as_str()) {
                    (Sort::Township, _) => &TOWN_SECTIONS,
                    (_, "县委组织部") => &MINISTRY_SECTIONS,
                    _ => &SECTIONS,
                };
                // The department's own section is always whole: the program's users sit there.
                let own = unit.short == "县委组织部" && round < 3;
                if left == 0 && !own {
                    continue;
                }
                self.seat(key, titles.get(round).copied().unwrap_or("综合股股长"), Level::Section, false);
                left = left.saturating_sub(1);
            }
        }
    }
}

/// What the first deputy of a department is called whose head is a leader of the county.
fn first_deputy(body: &Body) -> String {
    if body.sort == Sort::Organ { body.deputy.to_owned() } else { format!("常务{}", body.deputy) }
}

//! Invented names: surname and given name are drawn apart, so that nobody is meant. Some names occur twice or three times on purpose,
//! because every county has them and every import trips over them.

use std::collections::BTreeSet;

use crate::chance::Chance;

use super::Sex;

const SURNAMES: &[(u64, &str)] = &[
    (70, "王"),
    (68, "李"),
    (62, "张"),
    (50, "吴"),
    (46, "汪"),
    (44, "程"),
    (42, "胡"),
    (40, "陈"),
    (36, "章"),
    (34, "徐"),
    (32, "方"),
    (30, "朱"),
    (28, "许"),
    (26, "江"),
    (26, "黄"),
    (24, "叶"),
    (24, "周"),
    (22, "赵"),
    (22, "杨"),
    (20, "查"),
    (20, "翟"),
    (18, "洪"),
    (18, "沈"),
    (16, "舒"),
    (16, "俞"),
    (16, "曹"),
    (14, "凤"),
    (14, "唐"),
    (14, "董"),
    (12, "佘"),
    (12, "卫"),
    (12, "左"),
    (10, "后"),
    (10, "肖"),
    (10, "余"),
    (10, "梅"),
    (8, "詹"),
    (8, "鲍"),
    (8, "崔"),
    (6, "戎"),
    (6, "桂"),
    (6, "管"),
    (5, "柏"),
    (5, "褚"),
    (4, "端木"),
    (4, "司徒"),
    (3, "欧阳"),
    (3, "濮"),
];

const MAN_FIRST: &[&str] = &[
    "建", "志", "国", "文", "永", "晓", "海", "俊", "正", "家", "成", "立", "明", "宏", "庆", "学", "长", "光", "德",
    "维", "新", "少", "世", "传", "有", "大", "玉", "春", "贤", "泽",
];
const MAN_SECOND: &[&str] = &[
    "军", "华", "平", "斌", "峰", "林", "勇", "涛", "松", "生", "胜", "发", "良", "东", "旺", "根", "宝", "来", "祥",
    "荣", "武", "亮", "辉", "波", "龙", "山", "河", "舟", "远", "诚", "钧", "潮",
];
const MAN_SINGLE: &[&str] = &[
    "伟", "磊", "强", "勇", "俊", "涛", "超", "鹏", "凯", "彬", "昊", "健", "刚", "亮", "飞", "杰", "毅", "旭", "琛",
    "骏",
];
const WOMAN_FIRST: &[&str] = &[
    "晓", "丽", "玉", "秀", "美", "雪", "春", "海", "文", "佳", "小", "慧", "静", "云", "雅", "梦", "桂", "红", "彩",
    "月",
];
const WOMAN_SECOND: &[&str] = &[
    "芳", "燕", "萍", "霞", "琴", "娟", "莉", "敏", "梅", "兰", "蓉", "英", "珍", "云", "玲", "洁", "瑶", "婷", "雯",
    "琳",
];
const WOMAN_SINGLE: &[&str] = &[
    "敏", "静", "丽", "艳", "芳", "娟", "霞", "燕", "婷", "倩", "颖", "洁", "莹", "琳", "薇", "玲", "慧", "雯", "岚",
    "琪",
];

/// Draws names and remembers them, so that only those wished for occur twice.
pub struct Names {
    chance: Chance,
    used: BTreeSet<String>,
}

impl Names {
    /// The names of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "names"), used: BTreeSet::new() }
    }

    /// A name nobody in the county has yet.
    pub fn fresh(&mut self, sex: Sex) -> String {
        // Five hundred tries are far more than a county needs; afterwards a repeated name is no harm.
        for _ in 0..500 {
            let name = self.draw(sex);
            if self.used.insert(name.clone()) {
                return name;
            }
        }
        self.draw(sex)
    }

    fn draw(&mut self, sex: Sex) -> String {
        let (first, second, single) = match sex {
            Sex::Man => (MAN_FIRST, MAN_SECOND, MAN_SINGLE),
            Sex::Woman => (WOMAN_FIRST, WOMAN_SECOND, WOMAN_SINGLE),
        };
        let surname = self.chance.weighted(SURNAMES).copied().unwrap_or("王");
        if self.chance.percent(22) {
            return format!("{surname}{}", self.chance.pick(single).copied().unwrap_or("伟"));
        }
        let (a, b) = (self.chance.pick(first).copied(), self.chance.pick(second).copied());
        format!("{surname}{}{}", a.unwrap_or("文"), b.unwrap_or("平"))
    }
}

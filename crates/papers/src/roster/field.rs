//! The columns a roster may have, and the many headings they go by.

use std::collections::BTreeMap;

use engine::people::text;
use serde::Serialize;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 序号
    Index,
    /// 单位
    Unit,
    /// 姓名
    Name,
    /// 性别
    Sex,
    /// 出生年月
    Birth,
    /// 民族
    Nation,
    /// 籍贯
    NativePlace,
    /// 出生地
    BirthPlace,
    /// 身份证号
    IdNumber,
    /// 政治面貌
    Politics,
    /// 入党时间
    PartyDate,
    /// 参加工作时间
    WorkStart,
    /// 全日制学历
    FullTimeEducation,
    /// 全日制学位
    FullTimeDegree,
    /// 全日制毕业院校及专业
    FullTimeSchool,
    /// 在职学历
    InServiceEducation,
    /// 在职学位
    InServiceDegree,
    /// 在职毕业院校及专业
    InServiceSchool,
    /// 学历, not said which way
    Education,
    /// 学位, not said which way
    Degree,
    /// 毕业院校及专业, not said which way
    School,
    /// 专业技术职务
    TechnicalTitle,
    /// 现任职务
    Post,
    /// 任现职时间
    Since,
    /// 级别, 职务层次
    Level,
    /// 任现职级时间, 任现职务层次时间
    LevelSince,
    /// 职级
    Rank,
    /// 任职级时间
    RankSince,
    /// 管理权限
    Authority,
    /// 人员类别
    Category,
    /// 联系电话
    Phone,
    /// 备注
    Remarks,
    /// 健康状况
    Health,
    /// 熟悉专业有何专长
    Speciality,
    /// 简历
    Resume,
    /// 奖惩情况
    Rewards,
    /// 年度考核结果
    Assessments,
    /// A column that is known and deliberately not read: 照片, 年龄, 单位归口.
    Ignored,
}

impl Field {
    /// The heading as findings and reports name it.
    #[must_use]
    pub fn title(self) -> &'static str {
        ALIASES.iter().find(|(field, _)| *field == self).and_then(|(_, words)| words.first()).copied().unwrap_or("不读")
    }

    /// The field of a heading, by any of the words it goes by.
    #[must_use]
    pub fn titled(words: &str) -> Option<Self> {
        Headings::with([]).one(words).filter(|field| *field != Self::Ignored)
    }
}

/// Headings by field, the usual one first; compared without blanks, breaks and brackets.
const ALIASES: &[(Field, &[&str])] = &[
    (Field::Index, &["序号", "编号", "顺序号", "排序", "序"]),
    (
        Field::Unit,
        &[
            "单位",
            "单位名称",
            "工作单位",
            "所在单位",
            "呈报单位",
            "机构名称",
            "任职机构名称",
            "部门",
            "现工作单位",
            "单位全称",
            "所属单位",
            "统计关系所在单位",
        ],
    ),
    (Field::Name, &["姓名", "干部姓名", "名字", "人员姓名"]),
    (Field::Sex, &["性别"]),
    (Field::Birth, &["出生年月", "出生日期", "出生年月日", "出生时间", "生日", "出生"]),
    (Field::Nation, &["民族"]),
    (Field::NativePlace, &["籍贯"]),
    (Field::BirthPlace, &["出生地"]),
    (
        Field::IdNumber,
        &[
            "身份证号",
            "身份证",
            "身份证号码",
            "证件号码",
            "证件号",
            "公民身份号码",
            "公民身份证号",
            "公民身份证号码",
            "居民身份证号",
            "居民身份证号码",
        ],
    ),
    (Field::Politics, &["政治面貌", "党派", "面貌"]),
    (
        Field::PartyDate,
        &["入党时间", "入党日期", "入党年月", "入党时间文字", "加入中共时间", "入党党派时间", "参加党派时间"],
    ),
    (
        Field::WorkStart,
        &["参加工作时间", "参工时间", "参加工作年月", "参加工作日期", "工作时间", "参工年月", "参加工作"],
    ),
    (Field::FullTimeEducation, &["全日制学历", "全日制学历学位", "全日制教育", "全日制教育学历", "全日制教育学历学位"]),
    (Field::FullTimeDegree, &["全日制学位", "全日制教育学位"]),
    (
        Field::FullTimeSchool,
        &["全日制毕业院校及专业", "全日制毕业院校系及专业", "全日制院校专业", "全日制学校", "全日制教育毕业院校及专业"],
    ),
    (Field::InServiceEducation, &["在职学历", "在职学历学位", "在职教育", "在职教育学历", "在职教育学历学位"]),
    (Field::InServiceDegree, &["在职学位", "在职教育学位"]),
    (
        Field::InServiceSchool,
        &["在职毕业院校及专业", "在职毕业院校系及专业", "在职院校专业", "在职学校", "在职教育毕业院校及专业"],
    ),
    (Field::Education, &["学历", "最高学历", "学历学位", "文化程度", "最高学历学位", "现学历", "学历及学位"]),
    (Field::Degree, &["学位", "最高学位"]),
    (
        Field::School,
        &[
            "毕业院校及专业",
            "毕业院校系及专业",
            "院校专业",
            "毕业院校",
            "毕业学校",
            "院校及专业",
            "毕业院校系专业",
            "毕业学校及专业",
            "学校",
            "院校系及专业",
            "毕业院校专业",
        ],
    ),
    (Field::TechnicalTitle, &["专业技术职务", "职称", "专业技术职称", "专业技术资格", "专业技术任职资格"]),
    (
        Field::Post,
        &[
            "现任职务",
            "职务",
            "现职务",
            "工作单位及职务",
            "现工作单位及职务",
            "现工作单位及职务全称",
            "现任工作单位及职务",
            "单位及职务",
            "所在单位及职务",
            "职务名称",
            "任现职务",
            "现任职务全称",
            "现职",
            "任职情况",
        ],
    ),
    (
        Field::Since,
        &[
            "任现职时间",
            "任现职务时间",
            "任职时间",
            "任职日期",
            "现职时间",
            "任现职年月",
            "现职务任职时间",
            "任现岗位时间",
        ],
    ),
    (Field::Level, &["级别", "职务级别", "职务层次", "现职务层次", "行政级别", "干部级别", "职级层次", "职务职级"]),
    (
        Field::LevelSince,
        &[
            "任现职级时间",
            "任同职级时间",
            "任同级时间",
            "任现职务层次时间",
            "任现级别时间",
            "任同职务层次时间",
            "任现职务层次年月",
            "任现级时间",
        ],
    ),
    (Field::Rank, &["职级", "现职级", "公务员职级", "现任职级"]),
    (Field::RankSince, &["任职级时间", "晋升职级时间", "现职级时间", "任该职级时间"]),
    (Field::Authority, &["管理权限", "干部管理权限", "管理类别", "管理单位"]),
    (Field::Category, &["人员类别", "干部类别", "编制类型", "人员身份", "身份", "编制性质", "干部类型"]),
    (Field::Phone, &["联系方式", "联系电话", "手机号码", "手机", "电话", "手机号", "联系号码"]),
    (Field::Remarks, &["备注", "说明", "备 注"]),
    (Field::Health, &["健康状况", "健康"]),
    (Field::Speciality, &["熟悉专业有何专长", "熟悉专业有何特长", "专长", "特长"]),
    (Field::Resume, &["简历", "个人简历", "工作简历"]),
    (Field::Rewards, &["奖惩情况", "奖惩综述", "奖惩"]),
    (Field::Assessments, &["年度考核结果", "年度考核结果综述", "年度考核情况", "考核结果"]),
    (
        Field::Ignored,
        &[
            "照片",
            "简称",
            "现工作单位及职务简称",
            "第二党派",
            "第三党派",
            "人员管理状态",
            "年龄",
            "单位归口",
            "归口",
            "签名",
            "工作证号",
            "家庭住址",
            "住址",
            "成长地",
            "工龄",
            "党龄",
        ],
    ),
];

/// Groups of a two-row heading whose columns are not about the person as he now is.
const FOREIGN_GROUPS: &[&str] = &["拟任", "拟提拔", "拟调整", "配偶", "家庭", "子女", "来源", "去向", "推荐", "兼职"];

/// A county's own headings beside the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    words: BTreeMap<String, Field>,
}

impl Headings {
    /// The usual headings and these of the county's dictionary; a county's word wins.
    #[must_use]
    pub fn with(extra: impl IntoIterator<Item = (String, Field)>) -> Self {
        let mut words = BTreeMap::new();
        for (field, names) in ALIASES {
            for name in *names {
                words.insert(plain(name), *field);
            }
        }
        words.extend(extra.into_iter().map(|(name, field)| (plain(&name), field)));
        Self { words }
    }

    /// The field of one heading cell on its own.
    pub(super) fn one(&self, words: &str) -> Option<Field> {
        let bare = plain(words);
        if bare.is_empty() {
            return None;
        }
        self.words.get(&bare).copied()
    }

    /// The field of a column from its heading cells, top to bottom.
    pub(super) fn column(&self, path: &[String]) -> Option<Field> {
        let (leaf, groups) = path.split_last()?;
        let group = groups.iter().map(|words| plain(words)).collect::<String>();
        if FOREIGN_GROUPS.iter().any(|word| group.contains(word)) {
            return Some(Field::Ignored);
        }
        if let Some(field) = self.one(&format!("{group}{leaf}")) {
            return Some(field);
        }
        let found = self.one(leaf).or_else(|| groups.iter().rev().find_map(|words| self.one(words)));
        Some(schooling(found?, &group))
    }
}

/// 学历, 学位 and 院校 under 全日制 or 在职.
fn schooling(field: Field, group: &str) -> Field {
    if group.contains("全日制") {
        match field {
            Field::Education => Field::FullTimeEducation,
            Field::Degree => Field::FullTimeDegree,
            Field::School => Field::FullTimeSchool,
            other => other,
        }
    } else if group.contains("在职") {
        match field {
            Field::Education => Field::InServiceEducation,
            Field::Degree => Field::InServiceDegree,
            Field::School => Field::InServiceSchool,
            other => other,
        }
    } else {
        field
    }
}

/// A heading as compared: no blanks, no brackets with their words, no signs.
fn plain(words: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_u8;
    for c in text::squash(&text::half_width(words)).chars() {
        match c {
            '(' | '（' | '[' | '【' => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | ':' | '：' | '、' | '/' | ',' | '，' | '.' | '·' | '-' | '_' | '※' => {}
            other if depth == 0 => bare.push(other),
            _ => {}
        }
    }
    bare
}

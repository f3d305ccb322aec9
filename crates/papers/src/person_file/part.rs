//! The fields of the 任免审批表 as the editor names them, in its order, with what it allows in each.

/// A text of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
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
    /// 入党时间
    Joined,
    /// 参加工作时间
    WorkStart,
    /// 到龄年月, from 2025 on
    DueMonth,
    /// 健康状况
    Health,
    /// 专业技术职务
    Profession,
    /// 熟悉专业有何专长
    Speciality,
    /// 全日制学历
    FullTimeEducation,
    /// 全日制学位
    FullTimeDegree,
    /// 全日制学历 毕业院校系及专业
    FullTimeSchool,
    /// 全日制学位 毕业院校系及专业
    FullTimeDegreeSchool,
    /// 在职学历
    InServiceEducation,
    /// 在职学位
    InServiceDegree,
    /// 在职学历 毕业院校系及专业
    InServiceSchool,
    /// 在职学位 毕业院校系及专业
    InServiceDegreeSchool,
    /// 现任职务
    Post,
    /// 拟任职务
    ProposedPost,
    /// 拟免职务
    RemovedPost,
    /// 简历
    Resume,
    /// 奖惩情况
    Rewards,
    /// 年度考核结果
    Assessments,
    /// 任免理由
    Reason,
    /// 呈报单位
    ReportingUnit,
    /// 改革前任职年龄界限, from 2025 on
    AgeBound,
    /// 计算年龄时间
    AgeDay,
    /// 填表时间
    FilledDay,
    /// 填表人
    FilledBy,
    /// 身份证号, from 3.2 on
    IdNumber,
}

/// What a field may hold by the editor's own configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// One line of at most so many Han characters; two Latin ones count as one.
    Line(usize),
    /// Lines; at most so many Han characters, none for no bound.
    Lines(Option<usize>),
    /// A month or day of six or eight digits.
    Date,
}

/// Part, its element, its words, what it holds.
type Row = (Part, &'static str, &'static str, Holds);

const TABLE: [Row; 33] = [
    (Part::Name, "XingMing", "姓名", Holds::Line(18)),
    (Part::Sex, "XingBie", "性别", Holds::Line(1)),
    (Part::Birth, "ChuShengNianYue", "出生年月", Holds::Date),
    (Part::Nation, "MinZu", "民族", Holds::Line(18)),
    (Part::NativePlace, "JiGuan", "籍贯", Holds::Line(18)),
    (Part::BirthPlace, "ChuShengDi", "出生地", Holds::Line(18)),
    (Part::Joined, "RuDangShiJian", "入党时间", Holds::Line(18)),
    (Part::WorkStart, "CanJiaGongZuoShiJian", "参加工作时间", Holds::Date),
    (Part::DueMonth, "DaoLingNianYue", "到龄年月", Holds::Date),
    (Part::Health, "JianKangZhuangKuang", "健康状况", Holds::Line(18)),
    (Part::Profession, "ZhuanYeJiShuZhiWu", "专业技术职务", Holds::Line(90)),
    (Part::Speciality, "ShuXiZhuanYeYouHeZhuanChang", "熟悉专业有何专长", Holds::Line(110)),
    (Part::FullTimeEducation, "QuanRiZhiJiaoYu_XueLi", "全日制学历", Holds::Line(54)),
    (Part::FullTimeDegree, "QuanRiZhiJiaoYu_XueWei", "全日制学位", Holds::Line(54)),
    (Part::FullTimeSchool, "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "全日制学历毕业院校系及专业", Holds::Line(90)),
    (
        Part::FullTimeDegreeSchool,
        "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
        "全日制学位毕业院校系及专业",
        Holds::Line(90),
    ),
    (Part::InServiceEducation, "ZaiZhiJiaoYu_XueLi", "在职学历", Holds::Line(54)),
    (Part::InServiceDegree, "ZaiZhiJiaoYu_XueWei", "在职学位", Holds::Line(54)),
    (Part::InServiceSchool, "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "在职学历毕业院校系及专业", Holds::Line(90)),
    (Part::InServiceDegreeSchool, "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", "在职学位毕业院校系及专业", Holds::Line(90)),
    (Part::Post, "XianRenZhiWu", "现任职务", Holds::Line(324)),
    (Part::ProposedPost, "NiRenZhiWu", "拟任职务", Holds::Line(324)),
    (Part::RemovedPost, "NiMianZhiWu", "拟免职务", Holds::Line(324)),
    (Part::Resume, "JianLi", "简历", Holds::Lines(None)),
    (Part::Rewards, "JiangChengQingKuang", "奖惩情况", Holds::Lines(Some(552))),
    (Part::Assessments, "NianDuKaoHeJieGuo", "年度考核结果", Holds::Lines(Some(414))),
    (Part::Reason, "RenMianLiYou", "任免理由", Holds::Lines(Some(552))),
    (Part::ReportingUnit, "ChengBaoDanWei", "呈报单位", Holds::Line(252)),
    (Part::AgeBound, "GaiGeQianRenZhiNianLingJieXian", "改革前任职年龄界限", Holds::Line(54)),
    (Part::AgeDay, "JiSuanNianLingShiJian", "计算年龄时间", Holds::Date),
    (Part::FilledDay, "TianBiaoShiJian", "填表时间", Holds::Date),
    (Part::FilledBy, "TianBiaoRen", "填表人", Holds::Line(18)),
    (Part::IdNumber, "ShenFenZheng", "身份证号", Holds::Line(18)),
];

/// Texts of a relative: element, words, what it holds.
pub(super) const RELATIVE: [(&str, &str, Holds); 5] = [
    ("ChengWei", "称谓", Holds::Line(18)),
    ("XingMing", "姓名", Holds::Line(18)),
    ("ChuShengRiQi", "出生年月", Holds::Date),
    ("ZhengZhiMianMao", "政治面貌", Holds::Line(18)),
    ("GongZuoDanWeiJiZhiWu", "工作单位及职务", Holds::Line(124)),
];

impl Part {
    /// All of them in the order of the editor.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(part, ..)| *part)
    }

    /// The name of its element.
    #[must_use]
    pub fn element(self) -> &'static str {
        self.row().map_or("", |(_, element, ..)| *element)
    }

    /// Its words on the form.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().map_or("", |(_, _, title, _)| *title)
    }

    /// The part of an element, however its letters are cased.
    pub(super) fn of(element: &str) -> Option<Self> {
        TABLE.iter().find(|(_, known, ..)| known.eq_ignore_ascii_case(element)).map(|(part, ..)| *part)
    }

    pub(super) fn holds(self) -> Holds {
        self.row().map_or(Holds::Lines(None), |(.., holds)| *holds)
    }

    pub(super) fn is_long(self) -> bool {
        matches!(self.holds(), Holds::Lines(_))
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|(part, ..)| *part == self)
    }
}

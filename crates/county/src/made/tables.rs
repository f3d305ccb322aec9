//! The bodies of the made county, in official order. The kinds and numbers are those of an ordinary county; the townships are invented.

use super::Sort;

/// How a body is led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// A leader of the county heads it; its first deputy is of the full level.
    Leader,
    /// Secretary of the Party group and head in one person.
    One,
    /// Two persons: secretary of the Party group, and head.
    Split,
    /// One chief's post only.
    Single,
    /// The head's post is empty, a deputy leads (主持工作).
    Acting,
}

/// A row of the table.
pub struct Body {
    /// Full name without 县 where the short name begins with it.
    pub name: &'static str,
    /// Short name.
    pub short: &'static str,
    /// Sort.
    pub sort: Sort,
    /// How it is led.
    pub lead: Lead,
    /// Title of its head.
    pub head: &'static str,
    /// Title of its deputies.
    pub deputy: &'static str,
    /// How many deputies it has.
    pub deputies: usize,
    /// Of a full level (正科); otherwise 副科.
    pub full: bool,
}

const fn body(
    sort: Sort,
    lead: Lead,
    (name, short): (&'static str, &'static str),
    (head, deputy): (&'static str, &'static str),
    deputies: usize,
) -> Body {
    Body { name, short, sort, lead, head, deputy, deputies, full: true }
}

const fn small(name: &'static str, short: &'static str, head: &'static str, deputy: &'static str) -> Body {
    Body { name, short, sort: Sort::Institution, lead: Lead::Single, head, deputy, deputies: 2, full: false }
}

const fn bureau(name: &'static str, short: &'static str, deputies: usize) -> Body {
    body(Sort::Government, Lead::One, (name, short), ("局长", "副局长"), deputies)
}

/// Townships: nine towns, then two 乡. The first is the county's seat.
pub const TOWNSHIPS: [&str; 11] =
    ["砚溪镇", "云亭镇", "竹坞镇", "青崖镇", "鹭洲镇", "松庐镇", "桑渡镇", "枫晚镇", "茶垄镇", "星窑乡", "苇湾乡"];

/// Where the county's leaders sit.
pub const LEADING: [(&str, &str); 4] = [
    ("中共青弋县委员会", "县委"),
    ("青弋县人民代表大会常务委员会", "县人大常委会"),
    ("青弋县人民政府", "县政府"),
    ("中国人民政治协商会议青弋县委员会", "县政协"),
];

/// Departments and bodies in official order.
pub const BODIES: &[Body] = &[
    body(Sort::Party, Lead::Leader, ("县纪委监委", "县纪委监委"), ("书记", "副书记"), 4),
    body(Sort::Party, Lead::Single, ("县委办公室", "县委办"), ("主任", "副主任"), 4),
    body(Sort::Party, Lead::Leader, ("县委组织部", "县委组织部"), ("部长", "副部长"), 4),
    body(Sort::Party, Lead::Leader, ("县委宣传部", "县委宣传部"), ("部长", "副部长"), 4),
    body(Sort::Party, Lead::Leader, ("县委统战部", "县委统战部"), ("部长", "副部长"), 3),
    body(Sort::Party, Lead::Leader, ("县委政法委", "县委政法委"), ("书记", "副书记"), 3),
    body(Sort::Party, Lead::Single, ("县委编办", "县委编办"), ("主任", "副主任"), 2),
    body(Sort::Party, Lead::Single, ("县直机关工委", "县直工委"), ("书记", "副书记"), 2),
    body(Sort::Party, Lead::Single, ("县委社会工作部", "县委社工部"), ("部长", "副部长"), 2),
    body(Sort::Party, Lead::Single, ("县委巡察办", "县委巡察办"), ("主任", "副主任"), 2),
    body(Sort::Party, Lead::Single, ("县委老干部局", "县委老干部局"), ("局长", "副局长"), 2),
    body(Sort::Party, Lead::Acting, ("县信访局", "县信访局"), ("局长", "副局长"), 3),
    body(Sort::Government, Lead::One, ("县政府办公室", "县府办"), ("主任", "副主任"), 4),
    body(Sort::Government, Lead::One, ("县发展和改革委员会", "县发改委"), ("主任", "副主任"), 4),
    body(Sort::Government, Lead::Split, ("县教育体育局", "县教体局"), ("局长", "副局长"), 4),
    bureau("县科学技术局", "县科技局", 2),
    bureau("县经济和信息化局", "县经信局", 3),
    body(Sort::Government, Lead::Split, ("县公安局", "县公安局"), ("政委", "副局长"), 5),
    bureau("县民政局", "县民政局", 3),
    bureau("县司法局", "县司法局", 3),
    bureau("县财政局", "县财政局", 4),
    bureau("县人力资源和社会保障局", "县人社局", 4),
    body(Sort::Government, Lead::Split, ("县自然资源和规划局", "县自规局"), ("局长", "副局长"), 4),
    body(Sort::Government, Lead::Split, ("县住房和城乡建设局", "县住建局"), ("局长", "副局长"), 4),
    bureau("县交通运输局", "县交通局", 4),
    body(Sort::Government, Lead::Split, ("县农业农村局", "县农业农村局"), ("局长", "副局长"), 4),
    bureau("县水利局", "县水利局", 3),
    bureau("县商务局", "县商务局", 3),
    bureau("县文化和旅游局", "县文旅局", 3),
    body(Sort::Government, Lead::Split, ("县卫生健康委员会", "县卫健委"), ("主任", "副主任"), 4),
    bureau("县退役军人事务局", "县退役军人局", 3),
    bureau("县应急管理局", "县应急局", 4),
    bureau("县审计局", "县审计局", 3),
    bureau("县市场监督管理局", "县市场监管局", 4),
    bureau("县统计局", "县统计局", 2),
    bureau("县医疗保障局", "县医保局", 2),
    bureau("县林业局", "县林业局", 3),
    body(Sort::Government, Lead::Acting, ("县城市管理局", "县城管局"), ("局长", "副局长"), 4),
    bureau("县数据资源管理局", "县数据局", 2),
    body(Sort::Government, Lead::Single, ("县生态环境分局", "县生态环境分局"), ("局长", "副局长"), 2),
    body(Sort::Organ, Lead::Single, ("县人大常委会机关", "县人大机关"), ("办公室主任", "工作委员会主任"), 6),
    body(Sort::Organ, Lead::Single, ("县政协机关", "县政协机关"), ("办公室主任", "专门委员会主任"), 6),
    body(Sort::Organ, Lead::Leader, ("县人民法院", "县法院"), ("院长", "副院长"), 4),
    body(Sort::Organ, Lead::Leader, ("县人民检察院", "县检察院"), ("检察长", "副检察长"), 4),
    body(Sort::Mass, Lead::Single, ("县总工会", "县总工会"), ("常务副主席", "副主席"), 2),
    body(Sort::Mass, Lead::Single, ("共青团青弋县委", "团县委"), ("书记", "副书记"), 2),
    body(Sort::Mass, Lead::Single, ("县妇女联合会", "县妇联"), ("主席", "副主席"), 2),
    body(Sort::Mass, Lead::Single, ("县工商业联合会", "县工商联"), ("党组书记", "副主席"), 2),
    body(Sort::Mass, Lead::Single, ("县科学技术协会", "县科协"), ("主席", "副主席"), 1),
    body(Sort::Mass, Lead::Single, ("县文学艺术界联合会", "县文联"), ("主席", "副主席"), 1),
    body(Sort::Mass, Lead::Single, ("县残疾人联合会", "县残联"), ("理事长", "副理事长"), 2),
    body(Sort::Mass, Lead::Single, ("县归国华侨联合会", "县侨联"), ("主席", "副主席"), 1),
    body(Sort::Mass, Lead::Single, ("县红十字会", "县红十字会"), ("常务副会长", "副会长"), 1),
    body(Sort::Mass, Lead::One, ("县供销合作社联合社", "县供销社"), ("主任", "副主任"), 2),
    body(Sort::Mass, Lead::Single, ("县贸易促进会", "县贸促会"), ("会长", "副会长"), 1),
    body(Sort::Institution, Lead::Single, ("县委党校", "县委党校"), ("常务副校长", "副校长"), 3),
    body(Sort::Institution, Lead::One, ("县融媒体中心", "县融媒体中心"), ("主任", "副主任"), 3),
    body(Sort::Institution, Lead::Single, ("县档案馆", "县档案馆"), ("馆长", "副馆长"), 2),
    small("县党史和地方志研究室", "县党史地志室", "主任", "副主任"),
    body(Sort::Institution, Lead::One, ("县机关事务服务中心", "县机关事务中心"), ("主任", "副主任"), 2),
    body(Sort::Institution, Lead::Single, ("县投资促进中心", "县投促中心"), ("主任", "副主任"), 3),
    small("县公共资源交易中心", "县公管中心", "主任", "副主任"),
    small("县重点工程建设服务中心", "县重点工程中心", "主任", "副主任"),
    small("县国库支付服务中心", "县国库支付中心", "主任", "副主任"),
    small("县乡村建设服务中心", "县乡建中心", "主任", "副主任"),
    body(Sort::Institution, Lead::Split, ("县人民医院", "县医院"), ("院长", "副院长"), 4),
    body(Sort::Institution, Lead::Split, ("青弋中学", "青弋中学"), ("校长", "副校长"), 4),
    body(Sort::Zone, Lead::Split, ("青弋经济开发区管理委员会", "开发区管委会"), ("主任", "副主任"), 4),
    body(Sort::Zone, Lead::One, ("云亭文化旅游度假区管理委员会", "度假区管委会"), ("主任", "副主任"), 2),
    body(Sort::Enterprise, Lead::Split, ("县城市建设投资集团", "县城投集团"), ("总经理", "副总经理"), 3),
    body(Sort::Enterprise, Lead::One, ("县国有资本运营公司", "县国资公司"), ("总经理", "副总经理"), 2),
    body(Sort::Enterprise, Lead::One, ("县文化旅游投资公司", "县文旅公司"), ("总经理", "副总经理"), 2),
    body(Sort::Enterprise, Lead::One, ("县交通投资公司", "县交投公司"), ("总经理", "副总经理"), 2),
    body(Sort::Enterprise, Lead::One, ("县水务公司", "县水务公司"), ("总经理", "副总经理"), 2),
    body(Sort::Enterprise, Lead::One, ("县粮食购销公司", "县粮购公司"), ("总经理", "副总经理"), 2),
];

/// With few bodies, these short names come first, so that every way of leading and every sort that matters is met.
pub const FIRST: [&str; 6] = ["县委组织部", "县教体局", "县财政局", "县城管局", "县委办", "县府办"];

/// Subordinate units of a township.
pub const STATIONS: [(&str, &str); 4] =
    [("党群服务中心", "主任"), ("综合行政执法大队", "大队长"), ("农业农村服务中心", "主任"), ("便民服务中心", "主任")];

/// Subordinate units of bureaus: short name of the bureau, name, title of its head.
pub const SECOND_LEVEL: &[(&str, &str, &str)] = &[
    ("县教体局", "县教学研究室", "主任"),
    ("县教体局", "县学生资助管理中心", "主任"),
    ("县公安局", "县公安局砚溪派出所", "所长"),
    ("县公安局", "县公安局云亭派出所", "所长"),
    ("县公安局", "县公安局交通管理大队", "大队长"),
    ("县民政局", "县社会福利中心", "主任"),
    ("县司法局", "县法律援助中心", "主任"),
    ("县财政局", "县财政投资评审中心", "主任"),
    ("县财政局", "县农村财政管理站", "站长"),
    ("县人社局", "县劳动监察大队", "大队长"),
    ("县人社局", "县社会保险中心", "主任"),
    ("县自规局", "县不动产登记中心", "主任"),
    ("县自规局", "县土地收购储备中心", "主任"),
    ("县住建局", "县房屋征收服务中心", "主任"),
    ("县住建局", "县建设工程质量监督站", "站长"),
    ("县交通局", "县公路管理服务中心", "主任"),
    ("县交通局", "县交通运输综合执法大队", "大队长"),
    ("县农业农村局", "县农业技术推广中心", "主任"),
    ("县农业农村局", "县畜牧兽医服务中心", "主任"),
    ("县水利局", "县防汛抗旱服务中心", "主任"),
    ("县水利局", "县水库管理所", "所长"),
    ("县文旅局", "县图书馆", "馆长"),
    ("县文旅局", "县文化馆", "馆长"),
    ("县卫健委", "县疾病预防控制中心", "主任"),
    ("县卫健委", "县妇幼保健院", "院长"),
    ("县卫健委", "县卫生监督所", "所长"),
    ("县应急局", "县应急管理综合执法大队", "大队长"),
    ("县市场监管局", "县检验检测中心", "主任"),
    ("县市场监管局", "县市场监管局云亭所", "所长"),
    ("县林业局", "县国有林场", "场长"),
    ("县城管局", "县环境卫生服务中心", "主任"),
    ("县城管局", "县园林绿化服务中心", "主任"),
];

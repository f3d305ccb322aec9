//! The frame of a page: menu from the catalogue, counts, the policy pack's version and how far the journal is sealed.

use super::{menu::Behind, visit::Visit, words};
use crate::{
    assets::VERSION,
    fault::Problem,
    view::frame::{Chapter, Crumb, Frame, Item},
};
use engine::{
    access::{Hat, Scope},
    procedure::{Kind, Shape},
};

/// Short titles of the Opinion's chapters.
pub(super) const CHAPTERS: [(u8, &str, &str); 5] =
    [(1, "一", "政治监督"), (2, "二", "工作监督"), (3, "三", "日常监督"), (4, "四", "监督重点"), (5, "五", "监督合力")];

/// Most duties of one person that are looked at.
pub const DUTIES: i64 = 500;

/// Short title of a kind's chapter.
pub fn chapter_title(kind: &Kind) -> &'static str {
    CHAPTERS.iter().find(|(number, ..)| *number == kind.chapter).map_or("基础", |(.., title)| title)
}

/// The frame of a page. `here` is the address in the menu to which it belongs.
pub fn frame(visit: &Visit, title: &str, here: &str, crumbs: Vec<Crumb>) -> Result<Frame, Problem> {
    let pending = visit.reader().pending(visit.actor(), visit.today(), DUTIES)?;
    let scope = visit.scope();
    let head = visit.reader().head()?;
    let behinds = visit.app.menus.of(visit, &scope, head.map_or(0, |(seq, _)| seq))?;
    let administrator = !scope.kinds.is_empty();
    let item = |title: &str, href: &str| Item {
        title: title.into(),
        href: href.into(),
        here: here == href,
        ..Item::default()
    };
    let mut menu = vec![item("工作台", "/"), item("待阅", super::notices::HERE)];
    if super::opinion::may(&scope) {
        menu.extend([item("意见看板", super::opinion::HERE), item("统计分析", super::statistics::HERE)]);
    }
    if !administrator {
        menu.extend([
            item("应办", "/duties"),
            item("干部", "/people"),
            item("单位与班子", "/units"),
            item("外出日历", "/calendar"),
        ]);
        menu.extend(super::boards::all(visit).map(|(kind, board)| item(board.title, &super::boards::address(kind))));
    }
    let kept: Vec<&str> = super::registers::kept(visit).iter().map(|kind| kind.id).collect();
    if !administrator && !kept.is_empty() {
        menu.push(item("干部与单位", super::registers::HERE));
    }
    menu.extend(administrator.then(|| item("账号与授权", super::accounts::HERE)));
    menu.push(item("草稿", "/drafts"));
    let kinds: Vec<&'static Kind> = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let mut chapters = Vec::new();
    for (number, numeral, title) in CHAPTERS {
        let of_chapter = kinds.iter().filter(|kind| kind.chapter == number);
        let items: Vec<Item> = of_chapter.filter_map(|kind| Some(counted(kind, behinds.get(kind.id)?, here))).collect();
        if !items.is_empty() {
            let open = items.iter().any(|item| item.here) || !here.starts_with("/ledger/");
            chapters.push(Chapter { numeral, title, open, items });
        }
    }
    let shown = |kind: &Kind| match behinds.get(kind.id) {
        Some(Behind::Register(any)) => *any || kept.contains(&kind.id),
        Some(Behind::Matters { .. }) | None => false,
    };
    let ground = ground(&scope, kinds.iter().copied().filter(|kind| shown(kind)), here);
    let policy = visit.app.county.policy();
    Ok(Frame {
        title: title.to_owned(),
        office: visit.app.office.to_string(),
        user: user(visit)?,
        role: role(visit),
        pending: if pending.more { format!("{}+", pending.number) } else { pending.number.to_string() },
        late: pending.late,
        menu,
        chapters,
        ground,
        crumbs,
        message: None,
        policy: format!("政策包 {} {}版", policy.name(), policy.version()),
        sealed: sealed(visit, head.map(|(_, moment)| moment)),
        demo: visit.app.demo,
        large: visit.habits.large,
        address: visit.address.clone(),
        csrf: visit.who.session.csrf.clone(),
        version: VERSION,
    })
}

/// The registers, the years of the ledgers and the pack. A register in which nothing may be seen is not in the menu, unless it is this
/// person's to begin.
fn ground(scope: &Scope, shown: impl Iterator<Item = &'static Kind>, here: &str) -> Vec<Item> {
    let item = |title: &str, href: &str| Item {
        title: title.into(),
        href: href.into(),
        here: here == href,
        ..Item::default()
    };
    let mut ground: Vec<Item> =
        shown.map(|kind| item(&register_title(kind), &format!("/ledger/{}", kind.id))).collect();
    if super::may_see_years(scope) {
        ground.push(item("年度台账", super::annual::HERE));
    }
    ground.push(item("政策包", super::policy::HERE));
    ground
}

/// The title of a kind's ledger.
pub fn register_title(kind: &Kind) -> String {
    match kind.shape {
        Shape::Register => format!("{}名册", kind.title),
        Shape::Case | Shape::Term => format!("{}台账", kind.title),
    }
}

fn counted(kind: &Kind, behind: &Behind, here: &str) -> Item {
    let href = format!("/ledger/{}", kind.id);
    let (count, late) = match behind {
        Behind::Matters { count, late } => (count.clone(), *late),
        Behind::Register(_) => (None, false),
    };
    Item { title: kind.title.into(), here: here == href, href, count, late }
}

/// A count in words: `15`, `1000+`.
pub fn number(count: store::Count) -> String {
    if count.more { format!("{}+", count.number) } else { count.number.to_string() }
}

/// The name of whoever visits.
pub(super) fn user(visit: &Visit) -> Result<String, Problem> {
    let account = visit.reader().account(&visit.who.session.account)?;
    Ok(account.map_or_else(|| visit.who.session.account.clone(), |account| account.name))
}

/// The role in which somebody is here, in words: the first granted one, else head of a unit, else cadre.
fn role(visit: &Visit) -> String {
    let granted = visit.actor().hats.iter().find_map(|hat| match hat {
        Hat::Role(role) | Hat::RoleAt(role, _) => Some(role.title()),
        _ => None,
    });
    let head = visit.actor().hats.iter().any(|hat| matches!(hat, Hat::Head(_)));
    granted.unwrap_or(if head { "单位主要负责人" } else { "干部" }).to_owned()
}

fn sealed(visit: &Visit, last: Option<jiff::Timestamp>) -> String {
    match last {
        Some(moment) => format!("日志已存证至{}", words::moment(moment, visit.today())),
        None => "日志还没有记录".to_owned(),
    }
}

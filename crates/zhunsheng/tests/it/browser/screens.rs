//! Pictures of the pages for `docs/screens`, always of the same county at the same hour. `ZHUNSHENG_SCREENS=write` takes them; without
//! it nothing happens, because a picture differs with the fonts of the machine and is looked at, not compared.

use super::{
    driver::Browser,
    leave::trip,
    morning::{DESK, PASSWORD, PHONE},
    window::Window,
};
use crate::server::{Folder, Server, setting};
use std::{collections::BTreeSet, fs, path::PathBuf};

const TODAY: &str = "2026-10-14T09:00";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/screens"))
}

/// Takes what the window shows, at a desk and on a phone.
fn taken(window: &Window, name: &str) {
    for size in [DESK, PHONE] {
        window.resize(size);
        window.look("window.scrollTo(0, 0)");
        fs::write(folder().join(format!("{name}-{}.png", size.0)), window.picture()).unwrap();
    }
    window.resize(DESK);
}

/// The county as everybody gets it: seed 1, two years before that morning.
fn county(kept: &[Folder; 2]) -> Server {
    let database = format!("sqlite:{}", kept[1].0.join("county.db").display());
    Server::start(&kept[0], &["demo", "--seed", "1", "--years", "2", "--database", &database, "--today", TODAY])
}

/// Pages that have an address of their own, with who looks at them.
const PLAIN: [(&str, &str, &str); 40] = [
    ("jiandu-jingban", "/", "workbench"),
    ("jiandu-jingban", "/ledger/leave", "ledger"),
    ("jiandu-jingban", "/ledger/handover", "ledger-handover"),
    ("jiandu-jingban", "/duties", "duties"),
    ("jiandu-guzhang", "/opinion", "opinion"),
    ("jiandu-guzhang", "/opinion/3.1.1?share=late", "opinion-behind"),
    ("jiandu-jingban", "/ledger/deliberation", "ledger-deliberation"),
    ("yunting-jingban", "/new/deliberation", "new-deliberation"),
    ("jiandu-jingban", "/statistics?kind=leave", "statistics"),
    ("jiandu-jingban", "/statistics?kind=party_life", "statistics-party-life"),
    ("jiandu-jingban", "/notices", "notices"),
    ("jiandu-jingban", "/ledger/party_life?tab=all", "ledger-party-life"),
    ("jiandu-jingban", "/ledger/appraisal?tab=all", "ledger-appraisal"),
    ("jiandu-jingban", "/ledger/half_year_report?tab=all", "ledger-half-year"),
    ("jiandu-jingban", "/ledger/young_cadre?tab=all", "ledger-young-cadre"),
    ("jiandu-jingban", "/ledger/declaration?tab=all", "ledger-declaration"),
    ("jiandu-jingban", "/new/integrity_lesson", "new-integrity-lesson"),
    ("jiandu-jingban", "/new/tour_findings", "new-tour-findings"),
    ("yunting-jingban", "/new/portfolio", "new-portfolio"),
    ("jiandu-jingban", "/calendar", "calendar"),
    ("jiandu-jingban", "/calendar/coverage", "coverage"),
    ("jiandu-jingban", "/boards/certificate", "cabinet"),
    ("jiandu-jingban", "/ledgers", "years"),
    ("jiandu-jingban", "/new/watch_roster", "new-watch-roster"),
    ("jiandu-jingban", "/new/unit_change", "new-unit-change"),
    ("jiandu-jingban", "/new/dispatch", "new-dispatch"),
    ("jiandu-jingban", "/people", "people"),
    ("jiandu-jingban", "/units", "units"),
    ("jiandu-jingban", "/registers", "registers"),
    ("jiandu-jingban", "/imports", "imports"),
    ("jiandu-jingban", "/policy", "policy"),
    ("jiandu-jingban", "/search?q=%E4%BA%91%E4%BA%AD", "search"),
    ("jiandu-jingban", "/new", "new"),
    ("jiandu-jingban", "/new/post_change", "new-post-change"),
    ("yunting-shuji", "/new/leave", "new-leave"),
    ("yunting-shuji", "/drafts", "drafts"),
    ("yunting-shuji", "/password", "password"),
    ("xianwei-shuji", "/", "workbench-leader"),
    ("xitong", "/accounts", "accounts"),
    ("xitong", "/", "workbench-administrator"),
];

/// Kinds of which a matter is shown, with the name of its picture.
const BEHIND: [(&str, &str); 8] = [
    ("deliberation", "deliberation"),
    ("democratic_life", "democratic-life"),
    ("member_review", "member-review"),
    ("appraisal", "appraisal"),
    ("chief_supervision", "chief-supervision"),
    ("half_year_report", "half-year-report"),
    ("young_cadre", "young-cadre"),
    ("tour_findings", "tour-findings"),
];

#[test]
fn pictures_of_the_pages_are_taken_when_asked_for() {
    if setting("ZHUNSHENG_SCREENS").is_none() {
        return;
    }
    let Some(browser) = Browser::start() else { return };
    let kept = [Folder::new("screens"), Folder::new("screens-db")];
    let server = county(&kept);
    fs::create_dir_all(folder()).unwrap();
    let person = |account: &str| {
        let window = browser.person(&server.address, DESK, true);
        window.sign_in(account, PASSWORD);
        window
    };
    let stranger = browser.person(&server.address, DESK, true);
    stranger.open("/sign-in");
    taken(&stranger, "sign-in");
    let accounts: BTreeSet<&str> = PLAIN.iter().map(|(account, ..)| *account).collect();
    let windows: Vec<(&str, Window)> = accounts.into_iter().map(|account| (account, person(account))).collect();
    let of = |account: &str| &windows.iter().find(|(name, _)| *name == account).unwrap().1;
    let secretary = of("yunting-shuji");
    refusal(secretary, &person("yunting-zhenzhang"));
    for (account, path, name) in PLAIN {
        of(account).open(path);
        taken(of(account), name);
    }
    let clerk = server.sign_in("jiandu-jingban");
    let window = of("jiandu-jingban");
    for (kind, name) in BEHIND {
        let (_, list) = clerk.get(&format!("/api/v1/matters?kind={kind}&limit=1"));
        window.open(&format!("/matters/{}", list["items"][0]["id"].as_str().unwrap()));
        taken(window, name);
    }
    for (kind, name) in [("leave", "matter"), ("handover", "handover"), ("post_change", "post-change")] {
        let (_, list) = clerk.get(&format!("/api/v1/matters?kind={kind}&limit=1"));
        let id = list["items"][0]["id"].as_str().unwrap();
        window.open(&format!("/matters/{id}"));
        taken(window, name);
        window.open(&format!("/matters/{id}/amend/1"));
        taken(window, &format!("{name}-amend"));
    }
    let (_, units) = clerk.get("/api/v1/units?q=%E4%BA%91%E4%BA%AD%E9%95%87");
    window.open(&format!("/units/{}", units["items"][0]["id"].as_str().unwrap()));
    taken(window, "unit");
    window.open(&format!("/people/{}", server.sign_in("yunting-shuji").id()));
    taken(window, "cadre");
}

/// The mayor on the days on which the secretary is away already.
fn refusal(secretary: &Window, mayor: &Window) {
    secretary.open("/new/leave");
    let stand_in = secretary.choices("代行职责人").into_iter().next_back().unwrap();
    trip(secretary, "10.26", "10.28", &stand_in);
    secretary.submit("提交申请");
    secretary.must_show(&["待审批"]);
    mayor.open("/new/leave");
    let another = mayor.choices("代行职责人").into_iter().nth_back(1).unwrap();
    trip(mayor, "10.27", "10.29", &another);
    mayor.submit("提交申请");
    mayor.must_show(&["不予办理"]);
    taken(mayor, "refusal");
}

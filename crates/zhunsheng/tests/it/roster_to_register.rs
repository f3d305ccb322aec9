//! A roster, read and planned by papers, is what the register kinds accept: on a real county, twice.

use engine::days::Day;
use engine::policy::Policy;
use papers::import::{Choices, Plan, Step, Target as Goal, plan_for};
use papers::ledger::{Column, Ledger};
use papers::roster::{Options, Roster, read};
use store::{County, Database, IdSource, ImportRun, ImportStep, Settings};

fn policy() -> Policy {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy/jingxian");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder).unwrap().map(file).collect();
    files.sort();
    Policy::parse(&files).unwrap()
}

/// A county of its own in a folder that goes with it.
struct Place {
    folder: std::path::PathBuf,
    county: Option<County>,
}

impl Place {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("zhunsheng-import-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let county = County::open(Settings {
            database: Database::open(&format!("sqlite:{}", folder.join("county.db").display())).unwrap(),
            keys: folder.join("keys"),
            data: folder.join("data"),
            county: "341899".into(),
            catalogue: &opinion::CATALOGUE,
            policy: policy(),
            ids: IdSource::seeded(7),
            relaxed: true,
        });
        Self { county: Some(county.unwrap()), folder }
    }

    fn county(&self) -> &County {
        self.county.as_ref().unwrap()
    }

    fn plan(&self, roster: &Roster) -> Plan {
        let policy = self.county().policy();
        let today = Day::new(2026, 5, 6).unwrap();
        self.county().reader().ask(|facts| plan_for(roster, facts, &policy, today, &Choices::new())).unwrap()
    }

    fn carry_out(&self, plan: &Plan) -> usize {
        let moment: jiff::Timestamp = "2026-05-06T09:00:00+08:00".parse().unwrap();
        let mut fresh = || self.county().new_id(moment);
        let step = |step: Step| ImportStep {
            kind: step.kind.into(),
            opens: matches!(step.target, Goal::New(_)),
            id: match step.target {
                Goal::New(id) | Goal::Existing(id) => id,
            },
            action: step.action,
            place: String::new(),
        };
        let steps: Vec<ImportStep> = plan.steps(&mut fresh).map(step).collect();
        let count = steps.len();
        if count > 0 {
            let base = self.county().reader().last_event().unwrap();
            let id = self.county().new_id(moment).0;
            let run = ImportRun { id, base, steps: count.try_into().unwrap(), ..ImportRun::default() };
            self.county().import(run, steps, moment).unwrap();
        }
        count
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.county = None;
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

fn roster(rows: &[&[&str]]) -> Roster {
    let (headings, people) = rows.split_first().unwrap();
    let texts = |cells: &[&str]| cells.iter().map(|words| (*words).to_owned()).collect::<Vec<_>>();
    let ledger = Ledger {
        title: "干部花名册".into(),
        period: String::new(),
        columns: texts(headings).into_iter().map(|title| Column { title, width: 12.0 }).collect(),
        rows: people.iter().map(|cells| texts(cells)).collect(),
    };
    let bytes = ledger.to_xlsx().unwrap();
    let roster = read(&bytes, "花名册.xlsx", &Options::on(Day::new(2026, 5, 6).unwrap())).unwrap();
    assert!(!roster.has_errors(), "{:?}", roster.findings);
    roster
}

fn number(birth: &str, sequence: &str) -> String {
    let body = format!("341899{birth}{sequence}");
    format!("{body}{}", engine::people::id_number::check_digit(&body))
}

#[test]
fn a_roster_is_entered_whole_and_the_same_file_changes_nothing() {
    let place = Place::new();
    let headings: &[&str] = &[
        "单位",
        "姓名",
        "性别",
        "出生年月",
        "民族",
        "籍贯",
        "入党时间",
        "参加工作时间",
        "全日制学历",
        "现任职务",
        "任现职时间",
        "级别",
        "身份证号",
    ];
    let (one, two) = (number("19750515", "123"), number("19800606", "124"));
    let secretary: Vec<&str> = vec![
        "云亭镇",
        "测甲",
        "男",
        "1975.05",
        "汉",
        "青弋",
        "199806",
        "1996.07",
        "大学",
        "云亭镇党委书记",
        "2021.03",
        "正科级",
        &one,
    ];
    let mayor: Vec<&str> = vec![
        "云亭镇",
        "测乙",
        "女",
        "1980.06",
        "回",
        "青弋",
        "民建",
        "2002.07",
        "大学\n文学学士",
        "镇党委副书记、镇长",
        "2022.05.06",
        "正科级",
        &two,
    ];
    let deputy: Vec<&str> = vec![
        "县财政局",
        "测丙",
        "男",
        "1982.07",
        "汉",
        "",
        "",
        "",
        "",
        "局党组成员、副局长（主持工作），四级主任科员",
        "2023.01",
        "副科级",
        "",
    ];
    let first = roster(&[headings, &secretary, &mayor, &deputy]);

    let plan = place.plan(&first);
    assert!(plan.is_ready(), "{:?}", plan.findings);
    assert_eq!((plan.units.len(), plan.posts.len(), plan.counts()), (2, 4, (3, 0, 0)));
    assert_eq!(place.carry_out(&plan), 9);

    let again = place.plan(&first);
    assert_eq!((again.units.len(), again.posts.len(), again.counts()), (0, 0, (0, 0, 3)));
    assert_eq!(place.carry_out(&again), 0);

    let mut moved = mayor.clone();
    moved[5] = "青弋云亭";
    let later = place.plan(&roster(&[headings, &secretary, &moved]));
    assert_eq!(later.counts(), (0, 1, 1));
    assert_eq!(place.carry_out(&later), 1);
    assert_eq!(place.plan(&roster(&[headings, &moved])).counts(), (0, 0, 1));
}

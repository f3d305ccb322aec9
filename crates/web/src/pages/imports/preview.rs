//! What a paper would do, person by person, and what is wrong with it, cell by cell.

use super::{HERE, choosing};
use crate::{
    intake::{
        Checked, Progress,
        jobs::{Job, State},
        outcome, report,
    },
    pages::{
        panels::{self, Heads, Put, link, text},
        visit::Visit,
    },
    view::{
        office::{Ask, Bar, Note, OfficePage, Panel},
        parts::{RefusalBox, Tab, TableRow, Tag, Tone, Way},
    },
};
use axum::http::StatusCode;
use engine::procedure::Side;
use papers::{
    Finding, Level,
    import::{Entry, Fate, Plan, Ref},
    roster::Source,
};

/// Rows on one page of the preview.
const ROWS: usize = 50;

/// Fills the page in: the status of the answer, and whether the browser shall look again by itself.
pub fn fill(visit: &Visit, job: &Job, page: &mut OfficePage) -> (StatusCode, bool) {
    match job.state() {
        State::Checking => {
            page.panels
                .push(Panel {
                    lines: vec!["检查完自动显示结果，不必刷新。".into()], ..Panel::new("正在检查", "")
                });
            (StatusCode::OK, true)
        }
        State::Unreadable(sentence) => {
            page.refusal = Some(refusal("读不出这个文件", sentence.clone()));
            (StatusCode::UNPROCESSABLE_ENTITY, false)
        }
        State::Refused(place, sentence) => {
            page.refusal = Some(refusal("没有导入", format!("{place}{sentence}")));
            (StatusCode::UNPROCESSABLE_ENTITY, false)
        }
        State::Carrying(progress) => {
            page.panels.push(carrying(progress));
            (StatusCode::OK, true)
        }
        State::Done(run) => {
            let (title, text) = match &run {
                Some(run) => ("已导入。", format!("{}。", outcome(&run.report))),
                None => ("没有变化。", "花名册与登记簿一致，没有要导入的内容。".to_owned()),
            };
            page.notes.push(Note { mind: false, title: title.into(), text });
            page.panels.push(after(run.as_deref().map(|run| run.id.as_str())));
            (StatusCode::OK, false)
        }
        State::Checked(checked, again) => {
            checked_panels(visit, job, &checked, again, page);
            (StatusCode::OK, false)
        }
    }
}

fn refusal(title: &str, sentence: String) -> RefusalBox {
    RefusalBox { title: title.into(), sentence, ways: vec![Way::new("重新上传", HERE)], ..RefusalBox::default() }
}

fn carrying(progress: Progress) -> Panel {
    let bar = match progress {
        Progress::Staged(_, 0) => Bar { filled: 0, words: "准备导入".into() },
        Progress::Staged(done, of) => {
            Bar { filled: done * 1_000 / of.max(1), words: format!("已存入{done}项，共{of}项") }
        }
        Progress::Carried(of) => Bar { filled: 1_000, words: format!("正在一次生效，共{of}项") },
    };
    let lines = vec!["全部办完前登记簿没有变化。可以离开本页，导入照常进行；完成后在“导入花名册”里看结果。".into()];
    Panel { bar: Some(bar), lines, ..Panel::new("正在导入", "") }
}

fn after(run: Option<&str>) -> Panel {
    let mut ways = vec![("核对正职和重名".to_owned(), "/registers".to_owned())];
    ways.extend(run.map(|run| ("查看或撤销这次导入".to_owned(), format!("{HERE}/runs/{run}"))));
    let lines = vec!["按职务名称推定的正职须人工确认；疑似重复的档案在“干部与单位”里核对。".into()];
    Panel { ways, lines, ..Panel::new("接着办", "") }
}

fn checked_panels(visit: &Visit, job: &Job, checked: &Checked, again: bool, page: &mut OfficePage) {
    let plan = &checked.plan;
    let errors = checked.errors();
    if again {
        page.notes.push(Note {
            mind: true,
            title: "登记簿有变化。".into(),
            text: "检查之后有人改过登记簿，还没有导入。下面是重新检查的结果，请再看一遍。".into(),
        });
    }
    if errors > 0 {
        let (forms, mut ways) = (job.paper.content.is_of_forms(&job.paper.name), vec![Way::new("重新上传", HERE)]);
        if !forms {
            ways.insert(0, Way::new("下载有错的行", format!("{HERE}/{}/failed.xlsx", job.id)));
        }
        let sentence = match (plan.questions.is_empty(), forms) {
            (false, _) => "没有导入任何内容。先在下面选定是哪一人；其余错误改好后重新上传。",
            (true, true) => "没有导入任何内容。按下面的文件和栏目改好，重新上传。",
            (true, false) => "没有导入任何内容。按下面的行和格在原表中改好，重新上传。",
        };
        page.refusal = Some(RefusalBox {
            title: format!("有{errors}处错误，不能导入"),
            sentence: sentence.into(),
            ways,
            ..RefusalBox::default()
        });
    }
    page.panels.push(summary(visit, job, checked, errors));
    page.panels.extend(choosing::panel(visit, job, plan));
    page.panels.push(details(visit, job, plan, errors));
}

fn summary(visit: &Visit, job: &Job, checked: &Checked, errors: usize) -> Panel {
    let columns = |sheet: &papers::roster::SheetSummary| {
        let known = sheet.columns.iter().map(|(letters, _, field)| format!("{letters}{}", field.title()));
        let known = known.collect::<Vec<_>>().join("、");
        let of = if known.is_empty() { "" } else { "：" };
        format!("{}（{}人）{of}{known}", sheet.name, sheet.people)
    };
    let mut panel = Panel::new("检查结果", format!("{}。", outcome(&report(&checked.plan))));
    panel.lines = checked.sheets.iter().map(columns).collect();
    if errors > 0 {
        return panel;
    }
    let nothing = checked.plan.step_count() == 0;
    let note = if nothing {
        "花名册与登记簿一致，不需要导入。"
    } else {
        "导入后可以整个撤销，直到有事项以它为依据。"
    };
    let at = |what: &str| format!("{HERE}/{}/{what}", job.id);
    panel.ask = Some(Ask {
        action: at(if nothing { "discard" } else { "confirm" }),
        csrf: visit.who.session.csrf.clone(),
        button: if nothing { "不再保留".into() } else { "确认导入".into() },
        note: note.into(),
        other: (!nothing).then(|| ("重新上传".to_owned(), HERE.to_owned())),
        ..Ask::default()
    });
    panel
}

/// One list of the preview: its name in addresses, its word, how many, and how a row is drawn.
type List<'a> = (&'static str, &'static str, usize, Heads, Box<dyn Fn(usize) -> TableRow + 'a>);

const FOUND: Heads = &[("级别", "fix"), ("表", "fix"), ("格", "fix"), ("问题", ""), ("怎么办", "")];
const NEW: Heads = &[("姓名", "name"), ("单位", ""), ("职务", ""), ("出处", "fix less")];
const CHANGED: Heads = &[("姓名", "name"), ("单位", ""), ("变动", ""), ("出处", "fix less")];
const SAME: Heads = &[("姓名", "name"), ("单位", ""), ("出处", "fix less")];
const UNITS: Heads = &[("单位", "name"), ("类别", "fix"), ("上级单位", ""), ("出处", "fix less")];
const POSTS: Heads =
    &[("职务", "name"), ("单位", ""), ("正职", "fix"), ("班子成员", "fix"), ("层次", "fix"), ("出处", "fix less")];

fn lists<'a>(visit: &'a Visit, plan: &'a Plan) -> Vec<List<'a>> {
    let of = |level: Level| plan.findings.iter().filter(move |found| found.level == level).collect::<Vec<_>>();
    let with = |fits: fn(&Fate) -> bool| plan.people.iter().filter(move |entry| fits(&entry.fate)).collect::<Vec<_>>();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let new = with(|fate| matches!(fate, Fate::New { .. }));
    let changed = with(|fate| matches!(fate, Fate::Changed { .. }));
    let same = with(|fate| matches!(fate, Fate::Unchanged { .. }));
    vec![
        (
            "errors",
            "错误",
            errors.len(),
            FOUND,
            Box::new(move |at| drawn(FOUND, errors.get(at).map(|one| finding(one)))),
        ),
        (
            "warnings",
            "提醒",
            warnings.len(),
            FOUND,
            Box::new(move |at| drawn(FOUND, warnings.get(at).map(|one| finding(one)))),
        ),
        ("new", "新增干部", new.len(), NEW, Box::new(move |at| drawn(NEW, new.get(at).map(|one| person(one))))),
        (
            "changed",
            "更新干部",
            changed.len(),
            CHANGED,
            Box::new(move |at| drawn(CHANGED, changed.get(at).map(|one| person(one)))),
        ),
        ("same", "没有变化", same.len(), SAME, Box::new(move |at| drawn(SAME, same.get(at).map(|one| person(one))))),
        (
            "units",
            "新增单位",
            plan.units.len(),
            UNITS,
            Box::new(move |at| drawn(UNITS, plan.units.get(at).map(|one| unit(visit, plan, one)))),
        ),
        (
            "posts",
            "新增职务",
            plan.posts.len(),
            POSTS,
            Box::new(move |at| drawn(POSTS, plan.posts.get(at).map(|one| post(visit, plan, one)))),
        ),
    ]
}

fn drawn(heads: Heads, cells: Option<Vec<Put>>) -> TableRow {
    panels::row(heads, cells.unwrap_or_default())
}

fn details(visit: &Visit, job: &Job, plan: &Plan, errors: usize) -> Panel {
    let lists = lists(visit, plan);
    let first = if errors > 0 { "errors" } else { "new" };
    let filled = |key: &str| lists.iter().any(|(known, _, count, ..)| *known == key && *count > 0);
    let wanted = visit.asked("show").filter(|key| filled(key)).unwrap_or(first);
    let here = if filled(wanted) { wanted } else { lists.iter().find(|list| list.2 > 0).map_or(first, |list| list.0) };
    let address = format!("{HERE}/{}", job.id);
    let mut panel = Panel::new("逐项", "导入前请核对");
    panel.ways.push(("下载检查结果".into(), format!("{address}/findings.xlsx")));
    for (key, word, count, heads, row) in &lists {
        if *count == 0 {
            continue;
        }
        panel.tabs.push(Tab {
            title: (*word).into(),
            href: format!("{address}?show={key}"),
            here: *key == here,
            count: count.to_string(),
            late: *key == "errors",
        });
        if *key == here {
            let (range, paging) =
                panels::paged(*count, visit.page(), ROWS, "行", &format!("{address}?show={key}&page="));
            panel.columns = panels::heads(heads);
            panel.rows = range.map(row).collect();
            panel.paging = paging;
        }
    }
    panel
}

fn finding(finding: &Finding) -> Vec<Put> {
    let tone = if finding.level == Level::Error { Tone::Late } else { Tone::Soon };
    let cell = match (finding.cell.as_str(), finding.row) {
        ("", 0) => "整表".to_owned(),
        ("", row) => format!("第{row}行"),
        (cell, _) => cell.to_owned(),
    };
    vec![
        Put::Mark(Tag::new(tone, finding.level.word())),
        text(finding.sheet.clone()),
        text(cell),
        text(finding.sentence.clone()),
        text(finding.advice.clone()),
    ]
}

fn source(source: Option<&Source>) -> Put {
    let words = |source: &Source| match source.row {
        0 => source.sheet.clone(),
        row => format!("{} 第{row}行", source.sheet),
    };
    text(source.map(words).unwrap_or_default())
}

fn person(entry: &Entry) -> Vec<Put> {
    let (name, unit, from) = (entry.name.clone(), text(entry.unit.clone()), source(entry.sources.first()));
    match &entry.fate {
        Fate::New { seats } => {
            let seat = |seat: &papers::import::Seat| {
                format!("{}（{}起{}）", seat.label, seat.since, if seat.acting { "，主持工作" } else { "" })
            };
            vec![text(name), unit, text(seats.iter().map(seat).collect::<Vec<_>>().join("、")), from]
        }
        Fate::Changed { person, differences } => {
            let difference = |one: &papers::import::Difference| {
                let before = if one.before.is_empty() { "无" } else { one.before.as_str() };
                format!("{}：{before}→{}", one.title, one.after)
            };
            let mut said: Vec<String> = differences.iter().map(difference).collect();
            said.extend(entry.id_number.as_ref().map(|_| "补录身份证号".to_owned()));
            vec![link(name, format!("/people/{person}")), unit, text(said.join("；")), from]
        }
        Fate::Unchanged { person } => vec![link(name, format!("/people/{person}")), unit, from],
    }
}

fn unit_name(visit: &Visit, plan: &Plan, unit: &Ref<engine::words::UnitId>) -> String {
    match unit {
        Ref::New(place) => plan.units.get(*place).map(|unit| unit.name.clone()).unwrap_or_default(),
        Ref::Known(id) => {
            let names = visit.reader().unit_names([id.as_str()]).unwrap_or_default();
            names.into_values().next().unwrap_or_default()
        }
    }
}

fn unit(visit: &Visit, plan: &Plan, unit: &papers::import::NewUnit) -> Vec<Put> {
    let policy = visit.app.county.policy();
    let kind = policy.dictionary("unit_kinds").map_or(unit.kind.as_str(), |kinds| kinds.title_of(&unit.kind));
    let parent = unit.parent.as_ref().map(|parent| unit_name(visit, plan, parent)).unwrap_or_default();
    vec![text(unit.name.clone()), text(kind), text(parent), source(Some(&unit.source))]
}

fn post(visit: &Visit, plan: &Plan, post: &papers::import::NewPost) -> Vec<Put> {
    let chief = match (post.chief, post.side) {
        (false, _) => "",
        (true, Some(Side::Party)) => "推定为党正职",
        (true, Some(Side::Government)) => "推定为政正职",
        (true, None) => "推定为正职",
    };
    vec![
        text(post.title.clone()),
        text(unit_name(visit, plan, &post.unit)),
        text(chief),
        text(if post.leading { "是" } else { "" }),
        text(post.level.clone()),
        source(Some(&post.source)),
    ]
}

//! The filters of a ledger: what was asked for, and the fields that ask.

use super::paging;
use crate::{
    fault::Problem,
    names::Named,
    pages::visit::Visit,
    statistics::{COUNTED, NONE, OF, WITHOUT, is_choice},
    view::{field::Choice, pages::Filter as FilterView},
};
use engine::{
    days::Day,
    form::{Lookup, Names, Pick},
    procedure::{Cell, Column, Kind, Shape},
    statistic::Counted,
    words::{PersonId, UnitId},
};
use std::collections::BTreeMap;
use store::Filter;

/// More different words than this are no choice.
const CHOICES: usize = 20;
/// What stands for «all» in a list of choices is nothing; this stands for «marked».
const MARKED: &str = "1";

/// What the ledger shows: the filters, and the tab, which comes as its own word; and what is wrong with them, in words.
pub(in super::super) fn wanted(visit: &Visit, kind: &Kind) -> (Filter, String, String) {
    let (mut filter, wrong) = asked(visit, kind);
    let whole = kind.shape == Shape::Register || filter.counted.is_some();
    let tab = visit.asked("tab").unwrap_or(if whole { "all" } else { "open" }).to_owned();
    match tab.as_str() {
        "open" => filter.open = Some(true),
        "all" => {}
        stage => filter.stage = Some(stage.to_owned()),
    }
    (filter, tab, wrong)
}

const fn is_mark(column: &Column) -> bool {
    matches!(column.cell, Cell::Flag | Cell::Remark(_))
}

/// The filter asked for, and what is wrong with it in words.
fn asked(visit: &Visit, kind: &Kind) -> (Filter, String) {
    let mut wrong = Vec::new();
    let mut day = |name: &str| {
        let text = visit.asked(name)?;
        match Day::parse(text, visit.today()) {
            Ok(day) => Some(day),
            Err(sentence) => {
                wrong.push(sentence);
                None
            }
        }
    };
    let (from, to) = (day("from"), day("to"));
    let unit = visit.asked("unit").map(|text| match unit(visit, text) {
        Ok(unit) => unit,
        Err(sentence) => {
            wrong.push(sentence);
            // Nothing is found under what is not known, rather than everything.
            UnitId::from("-")
        }
    });
    let person = visit.asked("person").map(PersonId::from);
    let q = visit.asked("q").map(str::to_owned);
    let counted = visit.asked(COUNTED).and_then(|code| {
        let counted = Counted::of(code);
        if counted.is_none() {
            wrong.push("统计数字的口径不可用，请从统计分析重新点数字".to_owned());
        }
        counted
    });
    let given = |value: &str| if value == NONE { String::new() } else { value.to_owned() };
    let chosen = |column: &Column| visit.asked(column.key).map(|value| (column.key.to_owned(), given(value)));
    let cells = kind.columns.iter().filter(|column| is_choice(column)).filter_map(chosen).collect();
    let marks = kind.columns.iter().filter(|column| is_mark(column) && visit.asked(column.key) == Some(MARKED));
    let filter = Filter {
        kind: Some(kind.id.to_owned()),
        unit,
        first_unit: visit.asked(OF).map(|unit| UnitId(given(unit))),
        counted,
        person,
        from,
        to,
        q,
        cells,
        marked: marks.map(|column| column.key.to_owned()).collect(),
        order: paging::order(visit, kind),
        ..Filter::default()
    };
    (filter, wrong.join("；"))
}

/// What a list was narrowed to by a number of the statistics, in words; nothing where it was not.
pub(in super::super) fn behind(visit: &Visit, kind: &Kind) -> String {
    let counted = visit.asked(COUNTED).and_then(Counted::of).map(|counted| counted.words(kind.shape));
    let of = visit.asked(OF).map(|unit| match unit {
        NONE => WITHOUT.0.to_owned(),
        unit => visit.reader().unit_names([unit]).ok().and_then(|mut names| names.remove(unit)).unwrap_or_default(),
    });
    of.into_iter().chain(counted).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("，")
}

/// The unit that was typed: by its whole name or its id, or by a part of the name that only one has.
pub(in super::super) fn unit(visit: &Visit, text: &str) -> Result<UnitId, String> {
    let reader = visit.reader();
    let names = Named::new(&reader, visit.actor(), visit.now);
    if let [only] = names.named(Pick::Unit, text).as_slice() {
        return Ok(UnitId(only.id.clone()));
    }
    if names.name(Pick::Unit, text).is_some() {
        return Ok(UnitId::from(text));
    }
    match names.like(Pick::Unit, text).as_slice() {
        [only] => Ok(UnitId(only.id.clone())),
        [] => Err(format!("没有叫“{text}”的单位，请改正后查询")),
        several => {
            let some: Vec<&str> = several.iter().take(5).map(|found| found.name.as_str()).collect();
            Err(format!("“{text}”不止一个单位，请写全名，例如{}", some.join("、")))
        }
    }
}

/// The fields over the table, and those behind 更多条件.
pub(super) fn drawn(visit: &Visit, kind: &Kind) -> Result<(Vec<FilterView>, Vec<FilterView>), Problem> {
    let value = |name: &str| visit.asked(name).unwrap_or("").to_owned();
    let field = |name, label, class| FilterView { name, label, value: value(name), class, ..FilterView::default() };
    let choose = |column: &Column, options| FilterView { options, ..field(column.key, column.title, "short") };
    let words = words(visit, kind)?;
    let offered = |column: &&Column| words.get(column.key).is_some_and(|words| (2..=CHOICES).contains(&words.len()));
    let mut choices = kind.columns.iter().filter(|column| is_choice(column)).filter(offered);
    let first = choices.next().map(|column| choose(column, choices_of(visit, column, &words)));
    let mut rare: Vec<FilterView> = choices.map(|column| choose(column, choices_of(visit, column, &words))).collect();
    rare.extend(kind.columns.iter().filter(|column| is_mark(column)).map(|column| {
        let chosen = value(column.key) == MARKED;
        let any = Choice { value: String::new(), words: "不限".into(), chosen: !chosen };
        choose(column, vec![any, Choice { value: MARKED.into(), words: "只看有的".into(), chosen }])
    }));
    let mut common = vec![
        field("q", "姓名、文号、正文", "short"),
        FilterView { suggest: "/suggest/unit", ..field("unit", "单位", "short") },
    ];
    common.extend(first);
    common.push(FilterView { till_name: "to", till: value("to"), ..field("from", "起止日期", "date") });
    Ok((common, rare))
}

/// Fields that choose among the words of these columns, where there is anything to choose among.
pub(in super::super) fn choosing(visit: &Visit, kind: &Kind, keys: &[&str]) -> Result<Vec<FilterView>, Problem> {
    let words = words(visit, kind)?;
    let asked = kind.columns.iter().filter(|column| is_choice(column) && keys.contains(&column.key));
    let offered = asked.filter(|column| words.get(column.key).is_some_and(|words| words.len() > 1));
    let drawn = |column: &Column| FilterView {
        name: column.key,
        label: column.title,
        value: visit.asked(column.key).unwrap_or("").to_owned(),
        class: "short",
        options: choices_of(visit, column, &words),
        ..FilterView::default()
    };
    Ok(offered.map(drawn).collect())
}

/// The words of each choice column: of the dictionary that bears its key, else those that stand in the ledger.
fn words(visit: &Visit, kind: &Kind) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let policy = visit.app.county.policy();
    let titles = |column: &Column| {
        let dictionary = policy.dictionary(column.key)?;
        Some((column.key.to_owned(), dictionary.terms.iter().map(|term| term.title.clone()).collect()))
    };
    let choosing = || kind.columns.iter().filter(|column| is_choice(column));
    let mut words: BTreeMap<String, Vec<String>> = choosing().filter_map(titles).collect();
    let open: Vec<&str> = choosing().map(|column| column.key).filter(|key| !words.contains_key(*key)).collect();
    words.extend(visit.app.words.of(visit, kind.id, &open)?);
    Ok(words)
}

fn choices_of(visit: &Visit, column: &Column, words: &BTreeMap<String, Vec<String>>) -> Vec<Choice> {
    let chosen = visit.asked(column.key).unwrap_or("");
    let words_of = |word: &str| if word == NONE { WITHOUT.1.to_owned() } else { word.to_owned() };
    let one = |word: &str| Choice { value: word.to_owned(), words: words_of(word), chosen: word == chosen };
    let known = words.get(column.key).map(Vec::as_slice).unwrap_or_default();
    let all = Choice { value: String::new(), words: "全部".into(), chosen: chosen.is_empty() };
    let strange = (!chosen.is_empty() && !known.iter().any(|word| word == chosen)).then(|| one(chosen));
    std::iter::once(all).chain(known.iter().map(|word| one(word))).chain(strange).collect()
}

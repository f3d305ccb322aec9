//! The tables behind the charts, each number with the way to its rows.

use super::behind;
use crate::{
    statistics::{OF, WITHOUT, Wanted},
    view::statistics::{Number, Table, TableLine},
};
use engine::{
    procedure::{Kind, Sum},
    statistic::{self, Figure, LEAST, Sheet, Span, Sums, Total},
};

/// Where a part has no whole.
const NO_WHOLE: &str = "—";

/// All of them: the totals, units, months and words, and what is added up.
pub fn all(wanted: &Wanted, sheet: &Sheet, sums: &Sums) -> Vec<Table> {
    let time = (!sheet.buckets.is_empty()).then(|| by_time(wanted, sheet));
    let values = wanted.column.map(|column| by_value(wanted, sheet, column.key, column.title));
    let whole = |table: Table| Table { wide: true, ..table };
    let (totals, units) = (whole(totals(wanted, sheet)), whole(by_unit(wanted, sheet)));
    let added = (!wanted.kind.sums.is_empty() && !wanted.kind.few).then(|| whole(added(wanted, sheet, sums)));
    [Some(totals), time, values, Some(units), added].into_iter().flatten().collect()
}

/// A number that leads to its rows; nothing is written for none.
fn number(wanted: &Wanted, count: i64, (figure, span): (Figure, Span), more: &[(&str, &str)]) -> Number {
    let href = if count > 0 { behind(wanted, &wanted.behind(figure, span, more)) } else { String::new() };
    let tone = match (count, figure) {
        (0, _) => "none",
        (_, Figure::Late) => "late",
        (_, _) => "",
    };
    Number { words: count.to_string(), href, tone }
}

/// One that may be too small to be shown.
fn guarded(wanted: &Wanted, count: Option<i64>, of: (Figure, Span)) -> Number {
    let hidden = Number { words: format!("少于{LEAST}"), ..Number::default() };
    count.map_or(hidden, |count| number(wanted, count, of, &[]))
}

/// 增4, 减2, 平; nothing where one of both is not shown.
fn change(now: Option<i64>, before: Option<i64>) -> Number {
    let words = match now.zip(before).map(|(now, before)| now - before) {
        None => String::new(),
        Some(0) => "平".to_owned(),
        Some(more) if more > 0 => format!("增{more}"),
        Some(less) => format!("减{}", -less),
    };
    Number { words, ..Number::default() }
}

fn line(name: impl Into<String>, numbers: Vec<Number>) -> TableLine {
    TableLine { name: name.into(), numbers, whole: false }
}

fn totals(wanted: &Wanted, sheet: &Sheet) -> Table {
    let period = &wanted.period;
    let mut heads = vec!["本期".to_owned(), period.before_words.clone(), "增减".to_owned()];
    if period.year_ago.is_some() {
        heads.extend(["去年同期".to_owned(), "增减".to_owned()]);
    }
    let row = |total: &Total| {
        let at = |span: Span| (total.figure, span);
        let mut numbers = vec![
            guarded(wanted, total.now, at(period.now)),
            guarded(wanted, total.before, at(period.before)),
            change(total.now, total.before),
        ];
        if let Some((span, count)) = period.year_ago.zip(total.year_ago) {
            numbers.extend([guarded(wanted, count, at(span)), change(total.now, count)]);
        }
        line(total.figure.title(wanted.kind.shape), numbers)
    };
    let compared = period.year_ago.map_or_else(String::new, |span| format!("，去年同期为{}", span.words()));
    Table {
        title: "总数".to_owned(),
        about: format!("本期为{}；{}为{}{compared}", period.now.words(), period.before_words, period.before.words()),
        first: "项目",
        heads,
        lines: sheet.totals.iter().map(row).collect(),
        ..Table::default()
    }
}

fn titles(kind: &Kind, sheet: &Sheet) -> Vec<String> {
    sheet.figures.iter().map(|figure| figure.title(kind.shape).to_owned()).collect()
}

fn by_unit(wanted: &Wanted, sheet: &Sheet) -> Table {
    let (period, leading) = (&wanted.period, statistic::leading(wanted.kind));
    let compared = !wanted.kind.few;
    let mut heads = titles(wanted.kind, sheet);
    if compared {
        heads.push(format!("{}{}", period.before_words, leading.title(wanted.kind.shape)));
    }
    let row = |unit: &statistic::Line| {
        let of = [(OF, unit.unit.as_str())];
        let each = sheet.figures.iter().zip(&unit.numbers);
        let mut numbers: Vec<Number> =
            each.map(|(figure, count)| number(wanted, *count, (*figure, period.now), &of)).collect();
        numbers.extend(compared.then(|| number(wanted, unit.before, (leading, period.before), &of)));
        line(unit.name.clone(), numbers)
    };
    let other = sheet.other_units.map(|count| line("其他单位", vec![Number::plain(count)]));
    let mut lines: Vec<TableLine> = sheet.units.iter().map(row).chain(other).collect();
    let mut whole: Vec<Number> =
        sheet.totals.iter().map(|total| guarded(wanted, total.now, (total.figure, period.now))).collect();
    let before = sheet.total(leading).and_then(|total| total.before);
    whole.extend(compared.then(|| guarded(wanted, before, (leading, period.before))));
    let empty = lines.is_empty();
    lines.push(TableLine { whole: true, ..line("合计", whole) });
    Table {
        title: "分单位".to_owned(),
        about: "按单位排序；这段时间没有事项的单位不列".to_owned(),
        first: "单位",
        heads,
        lines: if empty { Vec::new() } else { lines },
        nothing: nothing(wanted.kind),
        ..Table::default()
    }
}

fn nothing(kind: &Kind) -> String {
    if kind.few {
        format!("没有可以单独列出的：都少于{LEAST}件。")
    } else {
        "这段时间没有这类事项。".to_owned()
    }
}

fn by_time(wanted: &Wanted, sheet: &Sheet) -> Table {
    let row = |(bucket, count): &(statistic::Bucket, i64)| {
        line(bucket.words.clone(), vec![number(wanted, *count, (Figure::Opened, bucket.span), &[])])
    };
    let quarters = sheet.buckets.first().is_some_and(|(bucket, _)| bucket.label.ends_with('季'));
    Table {
        title: if quarters { "分季度" } else { "分月" }.to_owned(),
        first: if quarters { "季度" } else { "月份" },
        heads: vec![Figure::Opened.title(wanted.kind.shape).to_owned()],
        lines: sheet.buckets.iter().map(row).collect(),
        ..Table::default()
    }
}

fn by_value(wanted: &Wanted, sheet: &Sheet, key: &str, title: &str) -> Table {
    let (period, main) = (&wanted.period, statistic::main(wanted.kind));
    let what = main.title(wanted.kind.shape);
    let compared = !wanted.kind.few;
    let mut heads = vec![what.to_owned()];
    heads.extend(compared.then(|| format!("{}{what}", period.before_words)));
    let row = |value: &statistic::ValueLine| {
        let of = [(key, value.value.as_str())];
        let mut numbers = vec![number(wanted, value.now, (main, period.now), &of)];
        numbers.extend(compared.then(|| number(wanted, value.before, (main, period.before), &of)));
        line(if value.value.is_empty() { WITHOUT.1 } else { value.value.as_str() }, numbers)
    };
    let other = sheet.other_values.map(|count| line("其他", vec![Number::plain(count)]));
    Table {
        title: format!("按{title}"),
        first: "分类",
        heads,
        lines: sheet.values.iter().map(row).chain(other).collect(),
        nothing: nothing(wanted.kind),
        ..Table::default()
    }
}

/// What is added up, unit by unit; each number leads to the rows that it was made of.
fn added(wanted: &Wanted, sheet: &Sheet, sums: &Sums) -> Table {
    let (kind, period, figure) = (wanted.kind, &wanted.period, statistic::summed(wanted.kind));
    let numbers = |halves: &[i64], span: Span, more: &[(&str, &str)]| -> Vec<Number> {
        let one = |sum: &Sum| {
            let words = statistic::worth(kind, sum, halves).unwrap_or_else(|| NO_WHOLE.to_owned());
            let none = words == "0" || words == NO_WHOLE;
            let href = if none { String::new() } else { behind(wanted, &wanted.behind(figure, span, more)) };
            Number { words, href, tone: if none { "none" } else { "" } }
        };
        kind.sums.iter().map(one).collect()
    };
    let unit = |unit: &statistic::Line| {
        let halves = sums.now.get(&unit.unit)?;
        Some(line(unit.name.clone(), numbers(halves, period.now, &[(OF, unit.unit.as_str())])))
    };
    let mut lines: Vec<TableLine> = sheet.units.iter().filter_map(unit).collect();
    let whole = |name: &str, summed, span| {
        let numbers = numbers(&statistic::together(summed), span, &[]);
        TableLine { whole: true, ..line(name, numbers) }
    };
    let all = [whole("合计", &sums.now, period.now), whole(&period.before_words, &sums.before, period.before)];
    lines.extend(all.into_iter().filter(|_| !sums.now.is_empty() || !sums.before.is_empty()));
    Table {
        title: "数量".to_owned(),
        about: match figure {
            Figure::Standing => "期末在册事项的合计".to_owned(),
            _ => "期内新办事项的合计，撤回、作废的不计；一件事项的数量全部计入新办的那一期".to_owned(),
        },
        first: "单位",
        heads: kind.sums.iter().map(|sum| sum.title.to_owned()).collect(),
        lines,
        nothing: nothing(kind),
        ..Table::default()
    }
}

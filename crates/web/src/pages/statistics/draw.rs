//! The charts, as numbers for their template. Each says in its title what it shows, and in words what is drawn, for whoever does not see it.

use crate::{
    statistics::{WITHOUT, Wanted},
    view::statistics::{Bar, Bars, Column, Columns, WIDE},
};
use engine::statistic::{self, Figure, Sheet};

/// Bars of one chart at most; the table has all.
const MOST: usize = 12;
/// From one bar to the next.
const STEP: i64 = 24;
/// Width of a letter of a name beside a bar.
const LETTER: i64 = 12;
/// Letters of a name that have room; longer ones are drawn closer.
const LETTERS: i64 = 11;
/// Room for the number behind a bar.
const NUMBER: i64 = 36;
/// The height of the highest column.
const HIGH: i64 = 132;
/// Room above it for its number.
const ABOVE: i64 = 18;

/// What a bar is of, its number, and that of the period before.
type Row<'a> = (&'a str, i64, Option<i64>);
/// The same with its place in the table.
type Placed<'a> = (usize, Row<'a>);

/// What is drawn as bars: units by the leading figure, and the words of the chosen column.
pub fn bars(wanted: &Wanted, sheet: &Sheet) -> Vec<Bars> {
    let compares = !wanted.kind.few;
    let leading = statistic::leading(wanted.kind);
    let place = sheet.figures.iter().position(|figure| *figure == leading).unwrap_or_default();
    let units = sheet.units.iter().map(|line| {
        let now = line.numbers.get(place).copied().unwrap_or_default();
        (line.name.as_str(), now, compares.then_some(line.before))
    });
    let about = |what: &str| {
        if compares {
            format!("{what}；宽条为本期，窄条为{}", wanted.period.before_words)
        } else {
            what.to_owned()
        }
    };
    let what = leading.title(wanted.kind.shape);
    let title = sheet.says(wanted.kind, &wanted.period, leading);
    let mut charts = vec![chart(title, about(&format!("各单位{what}件数")), units.collect(), leading == Figure::Late)];
    if let Some(column) = wanted.column {
        let word = |value: &'static str, said: &str| if said.is_empty() { value.to_owned() } else { said.to_owned() };
        let parts: Vec<(String, i64, i64)> =
            sheet.values.iter().map(|line| (word(WITHOUT.1, &line.value), line.now, line.before)).collect();
        let filled = || sheet.values.iter().filter(|line| !line.value.is_empty());
        let said: Vec<(&str, i64)> = filled().map(|line| (line.value.as_str(), line.now)).collect();
        let total = said.iter().map(|(_, count)| count).sum::<i64>() + sheet.other_values.unwrap_or_default();
        let what = statistic::main(wanted.kind).title(wanted.kind.shape);
        let drawn = parts.iter().map(|(word, now, before)| (word.as_str(), *now, compares.then_some(*before)));
        let about = about(&format!("{what}按{}分", column.title));
        charts.push(chart(
            format!("{}：{}", column.title, statistic::share(&said, total)),
            about,
            drawn.collect(),
            false,
        ));
    }
    // What is too little to be shown is said by the tables.
    charts.retain(|chart| compares || !chart.bars.is_empty());
    charts
}

fn chart(title: String, about: String, rows: Vec<Row<'_>>, late: bool) -> Bars {
    let mut shown: Vec<Placed<'_>> =
        rows.iter().copied().enumerate().filter(|(_, (_, now, before))| *now > 0 || before.unwrap_or(0) > 0).collect();
    let all = shown.len();
    // The greatest are drawn, in the order in which the table has them.
    shown.sort_by_key(|(_, (_, now, before))| std::cmp::Reverse((*now, *before)));
    shown.truncate(MOST);
    shown.sort_by_key(|(at, _)| *at);
    let letters = |name: &str| i64::try_from(name.chars().count()).unwrap_or(LETTERS);
    let widest = shown.iter().map(|(_, (name, ..))| letters(name).min(LETTERS)).max().unwrap_or_default();
    let left = widest * LETTER + 8;
    let most = shown.iter().map(|(_, (_, now, before))| *now.max(&before.unwrap_or(0))).max().unwrap_or(1).max(1);
    let length = |count: i64| count * (WIDE - left - NUMBER) / most;
    let bar = |(row, (_, (name, now, before))): (usize, &Placed<'_>)| Bar {
        y: i64::try_from(row).unwrap_or_default() * STEP,
        name: (*name).to_owned(),
        squeezed: (letters(name) > LETTERS).then_some(LETTERS * LETTER),
        now: length(*now),
        before: length(before.unwrap_or(0)),
        number: *now,
        after: left + length(*now) + 5,
    };
    let said = |(_, (name, now, _)): &Placed<'_>| format!("{name}{now}件");
    let words: Vec<String> = shown.iter().map(said).collect();
    Bars {
        words: format!("{about}：{}。全部见下表。", words.join("，")),
        more: if all > MOST { format!("只画最多的{MOST}个，其余见下表。") } else { String::new() },
        high: i64::try_from(shown.len()).unwrap_or_default() * STEP,
        bars: shown.iter().enumerate().map(bar).collect(),
        title,
        about,
        left,
        late,
    }
}

/// What was opened, month by month or quarter by quarter.
pub fn time(wanted: &Wanted, sheet: &Sheet) -> Option<Columns> {
    let what = Figure::Opened.title(wanted.kind.shape);
    let (first, last) = (sheet.buckets.first()?, sheet.buckets.last()?);
    let labels: Vec<(&str, i64)> =
        sheet.buckets.iter().map(|(bucket, count)| (bucket.words.as_str(), *count)).collect();
    let most = labels.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let count = i64::try_from(sheet.buckets.len()).unwrap_or(1);
    let step = WIDE / count;
    let column = |(at, (bucket, number)): (usize, &(statistic::Bucket, i64))| {
        let high = if *number == 0 { 0 } else { (number * HIGH / most).max(2) };
        let left = i64::try_from(at).unwrap_or_default() * step + (WIDE - step * count) / 2;
        Column {
            x: left + step / 6,
            wide: step * 2 / 3,
            middle: left + step / 2,
            y: ABOVE + HIGH - high,
            high,
            number: *number,
            label: bucket.label.clone(),
            within: bucket.within,
        }
    };
    let said: Vec<String> = labels.iter().map(|(label, count)| format!("{label}{count}件")).collect();
    let recent = sheet.buckets.iter().any(|(bucket, _)| !bucket.within);
    let (recent, beside) = if recent { ("近12个月", "，浅色为本期以前") } else { ("", "") };
    let about = format!("{what}件数，{}至{}{beside}", first.0.words, last.0.words);
    Some(Columns {
        title: format!("{recent}{}", statistic::peak(what, &labels)),
        words: format!("{about}：{}。", said.join("，")),
        about,
        base: ABOVE + HIGH,
        columns: sheet.buckets.iter().enumerate().map(column).collect(),
    })
}

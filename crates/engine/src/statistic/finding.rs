//! What a chart's title says: the finding, worked out of its numbers.

/// Names that a sentence can bear.
const NAMED: usize = 3;
/// One in so many is enough to be called a part of the whole; less is only the most there is.
const PART: i64 = 5;

/// How one number stands to another: 比上季度多4件.
fn compared((before, words): (i64, &str), now: i64) -> String {
    match now - before {
        0 => format!("与{words}持平"),
        more if more > 0 => format!("比{words}多{more}件"),
        less => format!("比{words}少{}件", -less),
    }
}

/// 2026年第三季度请销假逾期12件，比上季度多4件，其中3件在云亭镇: a number, what it is compared with, and in which units most of it lies.
#[must_use]
pub fn whole(words: &str, what: &str, now: i64, before: Option<(i64, &str)>, units: &[(&str, i64)]) -> String {
    let compared = before.map_or_else(String::new, |before| format!("，{}", compared(before, now)));
    if now == 0 {
        let was = before.filter(|(before, _)| *before > 0).map(|(before, words)| format!("，{words}{before}件"));
        return format!("{words}没有{what}{}", was.unwrap_or_default());
    }
    format!("{words}{what}{now}件{compared}{}", of_which(now, units))
}

fn of_which(now: i64, units: &[(&str, i64)]) -> String {
    let most = units.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let names: Vec<&str> = units.iter().filter(|(_, count)| *count == most).map(|(name, _)| *name).collect();
    match names.as_slice() {
        [only] if most == now => format!("，都在{only}"),
        // Where every unit has one, no unit stands out.
        _ if most <= 1 && now > 1 => String::new(),
        [only] if most * PART >= now => format!("，其中{most}件在{only}"),
        [only] => format!("，{only}最多，{most}件"),
        several if !several.is_empty() && several.len() <= NAMED => format!("，{}最多，各{most}件", several.join("、")),
        _ => String::new(),
    }
}

/// 5月新办最多，52件: the highest of the columns of a chart over time.
#[must_use]
pub fn peak(what: &str, columns: &[(&str, i64)]) -> String {
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let least = columns.iter().map(|(_, count)| *count).min().unwrap_or_default();
    let at: Vec<&str> = columns.iter().filter(|(_, count)| *count == most).map(|(label, _)| *label).collect();
    match at.as_slice() {
        _ if most == 0 => format!("这段时间没有{what}"),
        _ if most == least => format!("每期{what}都是{most}件"),
        [only] => format!("{only}{what}最多，{most}件"),
        several if several.len() <= NAMED => format!("{}{what}最多，各{most}件", several.join("、")),
        _ => format!("每期{what}最多{most}件，最少{least}件"),
    }
}

/// 因私最多，54件，占62%: the greatest part of a whole.
#[must_use]
pub fn share(parts: &[(&str, i64)], total: i64) -> String {
    let most = parts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let at: Vec<&str> = parts.iter().filter(|(_, count)| *count == most).map(|(word, _)| *word).collect();
    let percent = |count: i64| (count * 200 + total).checked_div(total * 2).unwrap_or_default();
    match at.as_slice() {
        _ if most == 0 || total == 0 => "没有可以分类的事项".to_owned(),
        [only] if most == total => format!("{most}件都是{only}"),
        [only] => format!("{only}最多，{most}件，占{}%", percent(most)),
        several if several.len() <= NAMED => format!("{}最多，各{most}件", several.join("、")),
        _ => format!("各类差不多，最多的有{most}件"),
    }
}

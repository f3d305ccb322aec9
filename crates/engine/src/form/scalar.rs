//! One text from a control, made a value; the sentence where it cannot be.

use super::{
    Ask, Choice, Found, Lookup, PROSE_MAX, Pick, Shape, TEXT_MAX,
    shape::{bound, shape},
};
use crate::days::Day;
use serde_json::Value;

/// The choices of a field: the mechanism's of the moment, else those of its type.
pub(super) fn choices(ask: &Ask, schema: &Value, name: &str) -> Option<Vec<Choice>> {
    let word = |(value, word): &(String, String)| Choice {
        value: value.clone(),
        word: word.clone(),
        hint: None,
        chosen: false,
    };
    if let Some((_, of_the_moment)) = ask.aid.choices.iter().find(|(at, _)| super::parse::is_at(at, name)) {
        return Some(of_the_moment.iter().map(word).collect());
    }
    match shape(schema) {
        Shape::Choice(variants) => Some(
            variants
                .iter()
                .map(|one| Choice {
                    value: one.tag.to_owned(),
                    word: one.title.to_owned(),
                    hint: one.hint.clone(),
                    chosen: false,
                })
                .collect(),
        ),
        Shape::Term(dictionary) => Some(ask.terms.terms(dictionary).iter().map(word).collect()),
        Shape::Yes if super::core(schema).1 => {
            let yes_no = [("true", "是"), ("false", "否")];
            Some(yes_no.iter().map(|(value, said)| word(&((*value).to_owned(), (*said).to_owned()))).collect())
        }
        _ => None,
    }
}

/// Whether a tick was sent.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(text.trim(), "true" | "on" | "1" | "是")
}

/// What a typed name or a sent id was understood as, and the namesakes to choose among where there are several.
pub(super) fn picked(lookup: &dyn Lookup, pick: Pick, text: &str) -> (Option<Found>, Vec<Found>) {
    let text = tidy(text, false);
    if text.is_empty() || text.chars().count() > TEXT_MAX {
        return (None, Vec::new());
    }
    if let Some(found) = lookup.name(pick, &text) {
        let namesakes = lookup.named(pick, &found.name);
        return (Some(found), if namesakes.len() > 1 { namesakes } else { Vec::new() });
    }
    let mut bearing = lookup.named(pick, &text);
    if bearing.is_empty() {
        // A suggestion taken over with its note: 张三（新乡镇 镇长）.
        let name = text.split('（').next().unwrap_or_default();
        let noted = lookup.named(pick, name);
        bearing = noted.into_iter().filter(|found| found.label() == text).collect();
    }
    match bearing.as_slice() {
        [only] => (Some(only.clone()), Vec::new()),
        _ => (None, bearing),
    }
}

/// Trimmed, without the characters that cannot be seen; on one line unless it is prose.
pub(super) fn tidy(text: &str, prose: bool) -> String {
    let visible = |c: &char| {
        let unseen =
            matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        !unseen && (!c.is_control() || matches!(c, '\n' | '\t'))
    };
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(visible).collect();
    let text = if prose { text } else { text.replace(['\n', '\t'], " ") };
    text.trim().to_owned()
}

/// Full-width digits, signs and letters made half-width; blanks taken out.
pub(super) fn narrow(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '。' => '.',
        '—' | '–' | '−' => '-',
        _ => c,
    };
    text.chars().map(half).filter(|c| !c.is_whitespace()).collect()
}

/// What goes into a sentence of something typed: in quotes, at most twenty characters.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(20).collect();
    if short.len() < text.len() { format!("“{short}……”") } else { format!("“{short}”") }
}

/// The value of a text that is not blank.
pub(super) fn value(ask: &Ask, schema: &Value, title: &str, text: &str) -> Result<Value, String> {
    let shape = shape(schema);
    let prose = matches!(shape, Shape::Prose);
    let text = tidy(text, prose);
    let usual = if prose { PROSE_MAX } else { TEXT_MAX };
    let most = bound(schema, "maxLength").and_then(|max| usize::try_from(max).ok()).unwrap_or(usual);
    let length = text.chars().count();
    if length > most {
        return Err(format!("{title}最多{most}字，现有{length}字，请删减"));
    }
    match shape {
        Shape::Day => {
            Day::parse(&text, ask.today).map(|day| day.to_string().into()).map_err(|why| format!("{title}：{why}"))
        }
        Shape::Integer => whole(schema, title, &text),
        Shape::Decimal => decimal(title, &text),
        Shape::Money => money(title, &text),
        Shape::Phone => phone(title, &text),
        Shape::IdNumber => id_number(&text).map(Value::from).map_err(|why| format!("{title}{why}")),
        Shape::Pick(pick) => pick_one(ask.lookup, pick, &text),
        Shape::File => file(title, &text),
        Shape::Yes => Ok(is_yes(&text).into()),
        _ => Ok(text.into()),
    }
}

fn whole(schema: &Value, title: &str, text: &str) -> Result<Value, String> {
    let number: i64 = narrow(text).parse().map_err(|_| format!("{title}应为整数，填的是{}", quoted(text)))?;
    let (least, most) = (bound(schema, "minimum"), bound(schema, "maximum"));
    if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
        let range = match (least, most) {
            (Some(least), Some(most)) => format!("须在{least}至{most}之间"),
            (Some(least), None) => format!("不得小于{least}"),
            (None, most) => format!("不得大于{}", most.unwrap_or(number)),
        };
        return Err(format!("{title}{range}，填的是{number}"));
    }
    Ok(number.into())
}

fn decimal(title: &str, text: &str) -> Result<Value, String> {
    let wrong = || format!("{title}应为数字，填的是{}", quoted(text));
    let number: f64 = narrow(text).parse().map_err(|_| wrong())?;
    serde_json::Number::from_f64(number).map(Value::Number).ok_or_else(wrong)
}

fn money(title: &str, text: &str) -> Result<Value, String> {
    let wrong = || format!("{title}应为金额，以元为单位，最多两位小数，填的是{}", quoted(text));
    let plain = narrow(text).replace(',', "");
    let plain = plain.trim_end_matches('元');
    let (yuan, cents) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 13 || cents.len() > 2 || !digits(yuan) || !digits(cents) {
        return Err(wrong());
    }
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| wrong())?;
    let yuan: i64 = yuan.parse().map_err(|_| wrong())?;
    Ok((yuan * 100 + cents).into())
}

/// An amount in 分 as yuan: `1234.50`.
#[must_use]
pub fn yuan(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

fn phone(title: &str, text: &str) -> Result<Value, String> {
    let plain = narrow(text);
    let usual = plain.chars().all(|c| c.is_ascii_digit() || "+-()*#".contains(c));
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    if usual && (5..=20).contains(&digits) {
        return Ok(plain.into());
    }
    Err(format!("{title}应为电话号码，填的是{}", quoted(text)))
}

/// A citizen's ID number (GB 11643) as stored: 18 characters, the last digit or `X`, the check digit right. Area codes are never judged.
///
/// # Errors
/// What is wrong, to follow the field's title; the number itself is not repeated, for it is sealed.
pub fn id_number(text: &str) -> Result<String, String> {
    let plain = narrow(text.trim_start_matches('\'')).to_ascii_uppercase();
    let length = plain.chars().count();
    if length != 18 {
        return Err(format!("应为18位，现有{length}位，请核对"));
    }
    let (body, last) = plain.split_at_checked(17).unwrap_or((&plain, ""));
    if !body.bytes().all(|b| b.is_ascii_digit()) || !last.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
        return Err("只能有数字，末位可以是X，请核对".to_owned());
    }
    if body.ends_with("000") || (last == "0" && body.ends_with("00")) {
        return Err("末尾几位都是0，可能被电子表格改过，请按证件重填".to_owned());
    }
    let born = body.get(6..14).unwrap_or_default();
    if Day::iso(&format!(
        "{}-{}-{}",
        born.get(..4).unwrap_or_default(),
        born.get(4..6).unwrap_or_default(),
        born.get(6..).unwrap_or_default()
    ))
    .is_err()
    {
        return Err("中的出生日期不是有效日期，请核对".to_owned());
    }
    // Weights 2^(18-i) mod 11, as the standard defines them.
    let sum = body
        .bytes()
        .rev()
        .fold((0_u32, 2_u32), |(sum, weight), digit| (sum + u32::from(digit - b'0') * weight, weight * 2 % 11));
    let check = "10X98765432".get(..).and_then(|all| all.chars().nth(usize::try_from(sum.0 % 11).unwrap_or_default()));
    if check.is_some_and(|check| last.starts_with(check)) {
        return Ok(plain);
    }
    Err("校验位不对，请按证件核对".to_owned())
}

fn pick_one(lookup: &dyn Lookup, pick: Pick, text: &str) -> Result<Value, String> {
    match picked(lookup, pick, text) {
        (Some(found), _) => Ok(found.id.into()),
        (None, among) if among.is_empty() => {
            let check = if pick == Pick::Person { "姓名" } else { "名称" };
            Err(format!("没有找到{}{}，请核对{check}", pick.noun(), quoted(text)))
        }
        (None, among) => {
            let (count, measure, noun) = (among.len(), pick.measure(), pick.noun());
            Err(format!("有{count}{measure}{noun}叫{}，请选定其中一{measure}", quoted(text)))
        }
    }
}

fn file(title: &str, digest: &str) -> Result<Value, String> {
    let kept = crate::words::is_digest(digest);
    if kept { Ok(digest.into()) } else { Err(format!("{title}没有传上来，请重新选择文件")) }
}

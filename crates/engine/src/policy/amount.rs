//! Reading the size of a limit.

use super::finding::Finding;
use super::kinds::{Amount, Status, Unit};
use super::text::Entry;

/// No limit of a law comes near; it keeps a slip of the keyboard from counting for minutes.
const MOST: i64 = 1_000_000;

/// The size of a limit in its unit.
pub(super) fn amount(own: &Entry<'_>, unit: Option<Unit>, status: Status, found: &mut Vec<Finding>) -> Amount {
    let Some(text) = own.text("value", found) else {
        if status != Status::ToBeEntered {
            own.note("value", "缺少“value”；尚待录入的，status写to_be_entered", found);
        }
        return Amount::Unset;
    };
    // Without its unit a number cannot be judged, and the unit is a finding already.
    let Some(unit) = unit else { return Amount::Unset };
    let read = match unit {
        Unit::HalfDay => halves(&text).map(Amount::Number),
        Unit::Fraction => fraction(&text),
        _ => text.parse().ok().filter(|number| (0..=MOST).contains(number)).map(Amount::Number),
    };
    read.unwrap_or_else(|| {
        let wanted = match unit {
            Unit::HalfDay => "以天计的半日数，如\"3.0\"或\"2.5\"",
            Unit::Fraction => "分数，如\"2/3\"",
            _ => "0至1000000的整数",
        };
        own.note("value", format!("“{text}”不可用；应是{wanted}"), found);
        Amount::Unset
    })
}

/// `3.0` → 6, `2.5` → 5.
fn halves(text: &str) -> Option<i64> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let half = match tenth {
        "0" => 0,
        "5" => 1,
        _ => return None,
    };
    Some(whole.parse::<i64>().ok().filter(|n| (0..=MOST).contains(n))? * 2 + half)
}

fn fraction(text: &str) -> Option<Amount> {
    let (numerator, denominator) = text.split_once('/')?;
    let (numerator, denominator) = (numerator.parse().ok()?, denominator.parse().ok()?);
    (0 < denominator && 0 <= numerator && numerator <= denominator).then_some(Amount::Fraction(numerator, denominator))
}

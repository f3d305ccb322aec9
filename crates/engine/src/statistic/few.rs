//! Few may tell: of kinds that say so, no figure under five is shown, nor one from which it could be worked out.

/// The smallest figure that is shown of a kind whose few matters may tell about people.
pub const LEAST: i64 = 5;

/// Rows of one column as they may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<K> {
    /// Those shown by themselves, in their order.
    pub shown: Vec<(K, i64)>,
    /// The others together; none where there are none.
    pub rest: Option<i64>,
    /// All together; none where even that is too few.
    pub total: Option<i64>,
}

/// The rows of a column of which none under five is shown. The small ones stand together; and if even together they are under five, the smallest
/// of the others stands with them, or what is hidden would be the total less what is shown.
#[must_use]
pub fn folded<K>(rows: Vec<(K, i64)>) -> Folded<K> {
    let rows: Vec<(K, i64)> = rows.into_iter().filter(|(_, count)| *count > 0).collect();
    let total: i64 = rows.iter().map(|(_, count)| count).sum();
    if total < LEAST {
        return Folded { shown: Vec::new(), rest: None, total: None };
    }
    let (mut shown, small): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, count)| *count >= LEAST);
    let mut rest: i64 = small.iter().map(|(_, count)| count).sum();
    if rest > 0 && rest < LEAST {
        let smallest = shown.iter().enumerate().min_by_key(|(_, (_, count))| *count).map(|(at, _)| at);
        if let Some(at) = smallest {
            rest += shown.remove(at).1;
        }
    }
    Folded { shown, rest: (rest > 0).then_some(rest), total: Some(total) }
}

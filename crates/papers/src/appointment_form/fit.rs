//! How large a text can be set in a box.

/// Millimetres to a point.
const POINT: f64 = 25.4 / 72.0;

/// A size and the distance of its lines, in half points and points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    /// Font size in half points.
    pub(super) half_points: u32,
    /// Distance of lines in points.
    pub(super) line: f64,
}

/// A box in millimetres, padding already taken off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The largest size from fourteen points down to the smallest at which the lines of a text fit. `lead`: points between size and line;
/// `hanging`: characters by which lines after the first of a paragraph are set in.
pub(super) fn size(paragraphs: &[&str], room: Room, smallest: u32, lead: f64, hanging: f64) -> Size {
    let fits = |half_points: u32| {
        let points = f64::from(half_points) / 2.0;
        let line = points + lead;
        let across = room.width / (points * POINT);
        let lines: u32 = paragraphs.iter().map(|words| lines(words, across, hanging)).sum();
        f64::from(lines) * line * POINT <= room.height
    };
    let half_points = (smallest..=28).rev().find(|half_points| fits(*half_points)).unwrap_or(smallest);
    let lead = if half_points <= 16 { lead.min(0.5) } else { lead };
    Size { half_points, line: f64::from(half_points) / 2.0 + lead }
}

/// Lines a paragraph takes: a Han character is one wide, a Latin one half.
fn lines(words: &str, across: f64, hanging: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for c in words.chars() {
        let wide = if c.is_ascii() { 0.5 } else { 1.0 };
        if used + wide > across && used > 0.0 {
            lines += 1;
            used = hanging;
        }
        used += wide;
    }
    lines
}

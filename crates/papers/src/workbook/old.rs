//! What is looked at before an old workbook is parsed: how large its sheets become. The parser makes a place for every cell between the
//! first and the last one, so two cells far apart in a file of a few kilobytes would take all memory there is.

use super::{BROKEN, Limits, guard};
use crate::finding::Unreadable;

/// Most places of all sheets together: a full column of rows with sixty columns.
const PLACES: u64 = 4 << 20;
/// Most places a sheet may announce: all that the format has.
const ANNOUNCED: u64 = 65_536 * 256 + 65_536;
/// From here on a sector's number is a mark.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams below this size lie in the small sectors.
const SMALL: u64 = 4_096;

/// Refuses a compound file whose sheets would not fit.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let streams = Compound::of(bytes).and_then(|file| file.workbooks());
    let streams = streams.filter(|all| !all.is_empty()).ok_or_else(|| Unreadable::because(BROKEN))?;
    streams.iter().try_for_each(|stream| sheets(stream, limits))
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let piece = bytes.get(at..at.checked_add(size)?)?;
    Some(piece.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| Some(u32::from_le_bytes(four.try_into().ok()?))).collect()
}

/// The container: sectors in chains.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl<'a> Compound<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let sector = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, table: Vec::new() };
        let mut places = numbers(bytes.get(76..512)?);
        let mut next = u32::try_from(number(bytes, 68, 4)?).ok()?;
        for _ in 0..=bytes.len() / sector {
            if next >= MARKS {
                break;
            }
            places.extend(numbers(file.sector(next)?));
            next = places.pop()?;
        }
        for place in places.into_iter().filter(|place| *place < MARKS) {
            let more = numbers(file.sector(place)?);
            file.table.extend(more);
        }
        Some(file)
    }

    fn sector(&self, place: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(place).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(from..)?;
        rest.get(..self.sector).or(Some(rest))
    }

    fn chain(&self, from: u64) -> Vec<u8> {
        let read = |place| self.sector(place).map(<[u8]>::to_vec);
        chain(from, &self.table, self.bytes.len() / self.sector + 1, read)
    }

    /// Every stream that a parser could take for the workbook.
    fn workbooks(&self) -> Option<Vec<Vec<u8>>> {
        let names = self.chain(number(self.bytes, 48, 4)?);
        let root = names.get(..128)?;
        let small = self.chain(number(root, 116, 4)?);
        let small_table = numbers(&self.chain(number(self.bytes, 60, 4)?));
        let size = if self.sector == 512 { 4 } else { 8 };
        let mut found = Vec::new();
        for entry in names.chunks_exact(128).filter(|entry| is_workbook(entry)) {
            let start = number(entry, 116, 4)?;
            found.push(if number(entry, 120, size)? < SMALL {
                chain(start, &small_table, small.len() / 64 + 1, |place| {
                    let from = usize::try_from(place).ok()?.checked_mul(64)?;
                    small.get(from..from.checked_add(64)?).map(<[u8]>::to_vec)
                })
            } else {
                self.chain(start)
            });
        }
        Some(found)
    }
}

/// The sectors of a chain one after the other, as far as it leads; no longer than there are sectors.
fn chain(from: u64, table: &[u32], most: usize, read: impl Fn(u32) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut all = Vec::new();
    let mut next = u32::try_from(from).unwrap_or(u32::MAX);
    for _ in 0..most {
        if next >= MARKS {
            break;
        }
        let Some(piece) = read(next) else { break };
        all.extend(piece);
        let following = usize::try_from(next).ok().and_then(|place| table.get(place));
        next = following.copied().unwrap_or(u32::MAX);
    }
    all
}

fn is_workbook(entry: &[u8]) -> bool {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2);
    let units: Vec<u16> = units.filter_map(|two| Some(u16::from_le_bytes(two.try_into().ok()?))).collect();
    let name = String::from_utf16_lossy(&units).to_ascii_lowercase();
    let name = name.split('\0').next().unwrap_or_default();
    matches!(name, "workbook" | "book")
}

/// The records from a place on: type and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, size) = (number(rest, 0, 2)?, usize::try_from(number(rest, 2, 2)?).ok()?);
        let content = rest.get(4..4 + size)?;
        rest = rest.get(4 + size..)?;
        Some((kind, content))
    })
}

const BEGIN: u64 = 0x0809;
const END: u64 = 0x000A;
const SHEET: u64 = 0x0085;
const DIMENSIONS: u64 = 0x0200;
const ROW_OF_NUMBERS: u64 = 0x00BD;
/// Records that put one cell somewhere: number, label, rich label, truth or error, short number, shared label, formula.
const CELLS: [u64; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];

fn sheets(stream: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let begin = records(stream).filter(|(kind, _)| *kind == SHEET).filter_map(|(_, content)| number(content, 0, 4));
    let begin: Vec<u64> = begin.take(limits.sheets + 1).collect();
    if begin.len() > limits.sheets {
        return Err(Unreadable::because(format!("工作表超过{}张，请拆成几个文件", limits.sheets)));
    }
    let mut places: u64 = 0;
    for from in begin {
        let sheet = usize::try_from(from).ok().and_then(|from| stream.get(from..)).unwrap_or_default();
        places = places.saturating_add(area(sheet).ok_or_else(guard::bomb)?);
    }
    if places > PLACES { Err(guard::bomb()) } else { Ok(()) }
}

/// Places between the first and the last cell of a sheet; nothing when it announces more than there can be.
fn area(sheet: &[u8]) -> Option<u64> {
    let (mut rows, mut columns) = ((u64::MAX, 0), (u64::MAX, 0));
    let mut depth = 0_u32;
    for (kind, content) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS if depth <= 1 && announced(content) > ANNOUNCED => return None,
            _ if depth <= 1 && (kind == ROW_OF_NUMBERS || CELLS.contains(&kind)) => {
                let (Some(row), Some(column)) = (number(content, 0, 2), number(content, 2, 2)) else { continue };
                let last = if kind == ROW_OF_NUMBERS { content.len().saturating_sub(6) / 6 } else { 0 };
                let last = column.saturating_add(u64::try_from(last).unwrap_or(u64::MAX));
                rows = (rows.0.min(row), rows.1.max(row));
                columns = (columns.0.min(column), columns.1.max(last));
            }
            _ => {}
        }
    }
    let span = |(first, last): (u64, u64)| if first > last { 0 } else { last - first + 1 };
    Some(span(rows).saturating_mul(span(columns)))
}

fn announced(content: &[u8]) -> u64 {
    let wide = content.len() >= 14;
    let (size, columns) = if wide { (4, 8) } else { (2, 4) };
    let row = |at| number(content, at, size).unwrap_or_default();
    let last_column = number(content, columns + 2, 2).unwrap_or_default();
    (row(size).saturating_sub(row(0)) + 1).saturating_mul(last_column + 1)
}

//! What is looked at before a workbook is parsed: what the bytes are, how large they become, what they carry.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{BROKEN, Limits, hidden::HiddenRows};
use crate::finding::Unreadable;

/// What a table comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip of XML parts: .xlsx.
    Modern,
    /// A compound file: .xls.
    Old,
    /// Text: .csv.
    Plain,
}

/// Below this unpacked size no ratio is suspicious: small sheets of equal rows pack very well.
const RATIO_FROM: u64 = 16 << 20;

/// Tells the container by the bytes; the name only helps to refuse macro books.
pub(super) fn kind(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::because("文件是空的，请重新导出后再导入"));
    }
    if bytes.len() > limits.bytes {
        let most = limits.bytes >> 20;
        return Err(Unreadable::because(format!("文件超过{most}兆字节，请删去图片或拆成几个文件")));
    }
    let lower = name.to_lowercase();
    if [".xlsm", ".xltm", ".xlam", ".xla"].iter().any(|ending| lower.ends_with(ending)) {
        return Err(macros());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Modern);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return compound(bytes);
    }
    let head = String::from_utf8_lossy(bytes.get(..512.min(bytes.len())).unwrap_or(bytes)).to_lowercase();
    let sentence = if head.contains("<html") || head.contains("<table") || head.contains("<!doctype html") {
        "这是网页，不是工作簿。请用表格软件打开，另存为.xlsx后重新导入"
    } else if head.contains("<workbook") || head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        "这是XML表格，不是.xlsx。请用表格软件打开，另存为.xlsx后重新导入"
    } else if head.starts_with("%pdf") {
        "这是PDF，不是工作簿。请向报送单位要.xlsx原件"
    } else if lower.ends_with(".csv") {
        return Ok(Kind::Plain);
    } else {
        "这不是.xlsx、.xls或.csv表格。请用表格软件打开，另存为.xlsx后重新导入"
    };
    Err(Unreadable::because(sentence))
}

/// The sentence for a workbook locked with a password.
pub(super) fn locked() -> Unreadable {
    Unreadable::because("工作簿设了打开密码。请去掉密码，另存后重新导入")
}

fn macros() -> Unreadable {
    Unreadable::because("工作簿带宏，不能导入。请另存为不带宏的.xlsx")
}

/// A compound file may be an old workbook, an encrypted new one, or another program's document.
fn compound(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if holds_utf16(bytes, "EncryptedPackage") {
        return Err(locked());
    }
    if holds_utf16(bytes, "_VBA_PROJECT") {
        return Err(macros());
    }
    if !holds_utf16(bytes, "Workbook") && !holds_utf16(bytes, "WORKBOOK") && !holds_utf16(bytes, "Book") {
        return Err(Unreadable::because("这不是工作簿。请确认选对了文件"));
    }
    Ok(Kind::Old)
}

fn holds_utf16(bytes: &[u8], words: &str) -> bool {
    let wanted: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Unpacks every part once, counting, so that no declared size is believed; glances at the XML on the way.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<HiddenRows, Unreadable> {
    let broken = || Unreadable::because(BROKEN);
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if package.len() > limits.parts {
        return Err(bomb());
    }
    let names: Result<Vec<String>, _> = package.file_names().map(|name| name.map(|name| name.to_lowercase())).collect();
    let names = names.map_err(|_| broken())?;
    refuse_strangers(&names)?;
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let most = limits.unpacked.min(packed.saturating_mul(limits.ratio).max(RATIO_FROM));
    let mut hidden = HiddenRows::default();
    let mut total: u64 = 0;
    let mut buffer = Vec::new();
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(|fault| match fault {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => locked(),
            _ => broken(),
        })?;
        let name = part.name().map_err(|_| broken())?.into_owned();
        buffer.clear();
        let room = most.saturating_sub(total);
        let read = part.take(room + 1).read_to_end(&mut buffer).map_err(|_| broken())?;
        total = total.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if total > most {
            return Err(bomb());
        }
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let xml = std::str::from_utf8(&buffer).map_err(|_| broken())?;
            if xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY") {
                return Err(Unreadable::because(
                    "工作簿里夹带了外部定义，不安全，不能导入。请用表格软件打开，另存为.xlsx",
                ));
            }
            hidden.glance(&name, xml);
        }
    }
    Ok(hidden)
}

pub(super) fn bomb() -> Unreadable {
    Unreadable::because("文件解开后大得不合常理，已停止读取。请用表格软件打开，只留花名册，另存后重新导入")
}

/// Packages of other programs, and workbooks that carry programs.
fn refuse_strangers(names: &[String]) -> Result<(), Unreadable> {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if names.iter().any(|name| name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")) {
        return Err(macros());
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::because("这是.xlsb二进制工作簿。请另存为.xlsx后重新导入"));
    }
    if has("word/document.xml") {
        return Err(Unreadable::because("这是Word文档，不是工作簿。请把表格复制到工作簿，另存为.xlsx后重新导入"));
    }
    if has("mimetype") && has("content.xml") {
        return Err(Unreadable::because("这是.ods工作簿。请另存为.xlsx后重新导入"));
    }
    if !names.iter().any(|name| name.starts_with("xl/")) {
        return Err(Unreadable::because("这是压缩包，不是工作簿。请解压后导入其中的.xlsx"));
    }
    Ok(())
}

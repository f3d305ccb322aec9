//! A zip of text files, unpacked within bounds.

use crate::finding::Unreadable;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most entries: a pack has six files, and somebody may have put notes beside them.
const ENTRIES: usize = 64;

/// The files of a zip by name, none longer than `most`; folders are left out.
///
/// # Errors
/// One sentence: it is no zip, it is locked, it holds too much.
pub fn files(bytes: &[u8], most: usize) -> Result<Vec<(String, Vec<u8>)>, Unreadable> {
    let broken = || Unreadable::because("压缩包读不出来，可能没有传完或设了密码，请重新压缩后再上传。");
    let large = || Unreadable::because("压缩包里的文件太多或太大，请只压缩政策包的文件。");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > ENTRIES {
        return Err(large());
    }
    let room = u64::try_from(most).unwrap_or(u64::MAX);
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| broken())?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(|_| broken())?.into_owned();
        let mut content = Vec::new();
        // No declared size is believed.
        part.take(room.saturating_add(1)).read_to_end(&mut content).map_err(|_| broken())?;
        if content.len() > most {
            return Err(large());
        }
        files.push((name, content));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::files;
    use std::io::{Cursor, Write};
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn zip(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_directory("pack/", SimpleFileOptions::default()).unwrap();
        for (name, size) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&vec![b'a'; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_come_out_and_what_is_too_large_or_broken_is_refused() {
        let good = zip(&[("pack/limits.toml", 10), ("holidays.csv", 0)]);
        let found = files(&good, 10).unwrap();
        assert_eq!(found, [("pack/limits.toml".to_owned(), vec![b'a'; 10]), ("holidays.csv".to_owned(), Vec::new())]);
        assert!(files(&good, 9).unwrap_err().sentence.contains("太大"));
        let many: Vec<String> = (0..70).map(|at| format!("{at}.toml")).collect();
        let many: Vec<(&str, usize)> = many.iter().map(|name| (name.as_str(), 1)).collect();
        assert!(files(&zip(&many), 10).unwrap_err().sentence.contains("太多"));
        assert!(files(&good[..good.len() / 2], 10).unwrap_err().sentence.contains("读不出来"));
    }
}

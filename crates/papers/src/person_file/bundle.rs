//! Many files: told apart by their names, paired with their pictures, taken out of an archive one at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::{FileLimits, PersonFile, decode, lrm, lrmx};
use crate::finding::Unreadable;

/// Below this unpacked size no ratio is suspicious.
const RATIO_FROM: u64 = 1 << 20;

/// Names a picture may lie beside a .lrm under, its own first.
const PICTURES: [&str; 4] = ["pic", "jpg", "jpeg", "png"];

fn ending(name: &str) -> (String, String) {
    let lower = name.to_lowercase();
    match lower.rsplit_once('.') {
        Some((stem, ending)) => (stem.to_owned(), ending.to_owned()),
        None => (lower, String::new()),
    }
}

/// Whether a file of this name is a person's.
#[must_use]
pub fn is_person_file(name: &str) -> bool {
    matches!(ending(name).1.as_str(), "lrmx" | "lrm")
}

/// Whether a file of this name is the picture beside one, by the names around it.
fn is_picture_of(name: &str, stems: &BTreeSet<String>) -> bool {
    let (stem, ending) = ending(name);
    PICTURES.contains(&ending.as_str()) && stems.contains(&stem)
}

impl PersonFile {
    /// Reads one file by what its bytes are; `picture` is what lay beside a .lrm.
    ///
    /// # Errors
    /// One sentence when nothing can be read of it.
    pub fn read(bytes: &[u8], picture: Option<&[u8]>, limits: &FileLimits) -> Result<Self, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::because("文件是空的，请重新导出后再导入"));
        }
        if bytes.len() > limits.bytes {
            let most = limits.bytes >> 20;
            return Err(Unreadable::because(format!("文件超过{most}兆字节。请用任免审批表编辑器换一张小些的照片")));
        }
        let (head, _) = decode(bytes.get(..200.min(bytes.len())).unwrap_or(bytes));
        let mut file = match head.trim_start().chars().next() {
            Some('"') => lrm::read(bytes, limits)?,
            Some('<') => lrmx::read(bytes, limits)?,
            _ => return Err(Unreadable::because("这不是任免审批表文件（.lrmx或.lrm）。请确认选对了文件")),
        };
        if let Some(picture) = picture.filter(|_| file.photo.is_none()) {
            file.take_photo(picture, limits);
        }
        Ok(file)
    }
}

/// Names of many files in the order in which people are read, each with its picture's.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paired {
    /// File and picture, by their places in the list.
    pub people: Vec<(usize, Option<usize>)>,
    /// Files that are neither.
    pub strange: Vec<usize>,
}

/// Sorts files by their names: 01张三.lrmx comes before 02李四.lrmx, and a picture goes with its .lrm.
#[must_use]
pub fn pair(names: &[String]) -> Paired {
    let stems: BTreeSet<String> = names.iter().filter(|name| is_person_file(name)).map(|name| ending(name).0).collect();
    let mut pictures: BTreeMap<String, usize> = BTreeMap::new();
    for (place, name) in names.iter().enumerate().filter(|(_, name)| is_picture_of(name, &stems)) {
        pictures.entry(ending(name).0).or_insert(place);
    }
    let mut paired = Paired::default();
    for (place, name) in names.iter().enumerate() {
        if is_person_file(name) {
            paired.people.push((place, pictures.get(&ending(name).0).copied()));
        } else if !is_picture_of(name, &stems) {
            paired.strange.push(place);
        }
    }
    paired.people.sort_by(|(one, _), (other, _)| names.get(*one).cmp(&names.get(*other)));
    paired
}

/// An archive of persons' files, read one at a time. Nothing is ever unpacked to a disk.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    limits: FileLimits,
    names: Vec<String>,
    places: Vec<usize>,
    total: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive and looks at its names.
    ///
    /// # Errors
    /// Broken, locked, too many files, or another kind of archive.
    pub fn open(source: R, limits: &FileLimits) -> Result<Self, Unreadable> {
        let mut zip = ZipArchive::new(source).map_err(|_| broken())?;
        if zip.len() > limits.files {
            return Err(Unreadable::because(format!("压缩包里超过{}个文件，请分成几个压缩包", limits.files)));
        }
        let (mut names, mut places) = (Vec::new(), Vec::new());
        for place in 0..zip.len() {
            let part = zip.by_index_raw(place).map_err(|_| broken())?;
            if part.encrypted() {
                return Err(Unreadable::because("压缩包设了密码。请去掉密码重新压缩后再导入"));
            }
            // Names of old programs are Chinese bytes without any mark.
            let name = label(&decode(part.name_raw()).0);
            let hidden = name.split('/').any(|piece| piece.starts_with('.') || piece == "__MACOSX");
            if part.is_dir() || name.is_empty() || hidden {
                continue;
            }
            names.push(name);
            places.push(place);
        }
        Ok(Self { zip, limits: *limits, names, places, total: 0 })
    }

    /// Names of the files, folders before them, as labels only.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of one file by its place among the names.
    ///
    /// # Errors
    /// Broken or swollen.
    pub fn bytes(&mut self, place: usize) -> Result<Vec<u8>, Unreadable> {
        let index = self.places.get(place).copied().ok_or_else(broken)?;
        let part = self.zip.by_index(index).map_err(|_| broken())?;
        let packed = part.compressed_size();
        let own = u64::try_from(self.limits.bytes).unwrap_or(u64::MAX);
        let most = own.min(packed.saturating_mul(self.limits.ratio).max(RATIO_FROM));
        let mut bytes = Vec::new();
        let read = part.take(most + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        self.total = self.total.saturating_add(read);
        if read > most || self.total > self.limits.unpacked {
            return Err(Unreadable::because("解开后大得不合常理，已停止读取。请确认压缩包里只有任免审批表文件"));
        }
        Ok(bytes)
    }
}

fn broken() -> Unreadable {
    Unreadable::because("压缩包已损坏，打不开。请重新压缩成.zip后再导入")
}

/// A name as a label: forward strokes, no way up, nothing that is not seen.
fn label(name: &str) -> String {
    let name = name.replace('\\', "/");
    let pieces = name.split('/').map(engine::people::text::one_line).filter(|piece| !piece.is_empty());
    pieces.filter(|piece| piece != "." && piece != "..").collect::<Vec<_>>().join("/")
}

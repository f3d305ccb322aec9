//! What a paper holds: a table of people, the form of one person, or many forms in a folder or an archive.

use engine::words::PersonId;
use jiff::Timestamp;
use papers::{
    Limits, Unreadable,
    import::{Choice, Entry, Plan},
    person_file::{Archive, Collector, FileLimits, PersonFile, Place, is_person_file, pair},
    roster::{Options, Roster, Source, read},
};
use std::{collections::BTreeSet, io::Cursor};
use store::{County, files::FileError};

/// The bytes of a paper.
#[derive(Clone, Debug)]
pub enum Content {
    /// One file: a table, the form of a person, an archive of forms.
    File(Vec<u8>),
    /// Many files by their names, folders before them with strokes between.
    Files(Vec<(String, Vec<u8>)>),
}

/// One form on its way: where it lies, what was read of it.
type Each<'a> = dyn FnMut(&str, Result<PersonFile, Unreadable>) + 'a;

impl Content {
    /// The bytes of a single file; none of many.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::File(bytes) => bytes,
            Self::Files(_) => &[],
        }
    }

    /// Hands every name and content to whoever makes a digest of them.
    pub(super) fn feed(&self, take: &mut dyn FnMut(&[u8])) {
        match self {
            Self::File(bytes) => take(bytes),
            Self::Files(files) => {
                for (name, bytes) in files {
                    take(name.as_bytes());
                    take(&bytes.len().to_be_bytes());
                    take(bytes);
                }
            }
        }
    }

    /// Reads it as a roster, whatever it is.
    ///
    /// # Errors
    /// One sentence when nothing can be read.
    pub(super) fn roster(&self, name: &str, options: &Options, archive: u64) -> Result<Roster, Unreadable> {
        if !self.is_of_forms(name) {
            return read(self.bytes(), name, options);
        }
        let mut collector = Collector::new(name, options);
        let strange = self.forms(name, archive, &mut |name, file| collector.take(&Place { name }, file))?;
        strange.iter().for_each(|name| collector.pass_over(name));
        collector.finish()
    }

    /// Whether it holds forms of single people rather than a table.
    pub(crate) fn is_of_forms(&self, name: &str) -> bool {
        match self {
            Self::Files(_) => true,
            Self::File(_) => is_person_file(name) || name.to_lowercase().ends_with(".zip"),
        }
    }

    /// Hands over the forms one at a time; gives the names of files that are none. `archive`: bytes that an archive may have.
    fn forms(&self, name: &str, archive: u64, each: &mut Each<'_>) -> Result<Vec<String>, Unreadable> {
        let limits = FileLimits::default();
        match self {
            Self::Files(files) => {
                let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
                let paired = pair(&names);
                let bytes = |place: usize| files.get(place).map(|(_, bytes)| bytes.as_slice());
                for (place, picture) in paired.people {
                    if let (Some(name), Some(form)) = (names.get(place), bytes(place)) {
                        each(name, PersonFile::read(form, picture.and_then(bytes), &limits));
                    }
                }
                Ok(paired.strange.into_iter().filter_map(|place| names.get(place).cloned()).collect())
            }
            Self::File(bytes) if is_person_file(name) => {
                each(name, PersonFile::read(bytes, None, &limits));
                Ok(Vec::new())
            }
            Self::File(bytes) => {
                if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > archive {
                    let most = archive >> 20;
                    let sentence = format!("压缩包超过{most}兆字节，请分成几个压缩包。");
                    return Err(Unreadable { sentence });
                }
                let mut archive = Archive::open(Cursor::new(bytes.as_slice()), &limits)?;
                let names = archive.names().to_vec();
                let paired = pair(&names);
                for (place, picture) in paired.people {
                    let picture = picture.and_then(|picture| archive.bytes(picture).ok());
                    let read =
                        archive.bytes(place).and_then(|form| PersonFile::read(&form, picture.as_deref(), &limits));
                    if let Some(name) = names.get(place) {
                        each(name, read);
                    }
                }
                Ok(paired.strange.into_iter().filter_map(|place| names.get(place).cloned()).collect())
            }
        }
    }

    /// Puts the photos that a plan keeps among the attachments, where the actions that name them will look for them.
    ///
    /// # Errors
    /// See [`FileError`].
    pub(super) fn keep_photos(
        &self,
        (name, account, now): (&str, &str, Timestamp),
        county: &County,
        plan: &Plan,
    ) -> Result<(), FileError> {
        if !self.is_of_forms(name) {
            return Ok(());
        }
        let photo = |entry: &Entry| entry.file.fields().get("photo")?.as_str().map(str::to_owned);
        let wanted: BTreeSet<String> = plan.people.iter().filter_map(photo).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let mut kept = Ok(());
        let read = self.forms(name, u64::MAX, &mut |_, file| {
            let Some(photo) = file.ok().and_then(|file| file.photo).filter(|photo| wanted.contains(&photo.digest()))
            else {
                return;
            };
            if kept.is_ok() {
                let name = format!("照片.{}", photo.kind.ending());
                kept = county.keep_file(&name, &photo.bytes, account, now).map(drop);
            }
        });
        // What could be read to be checked can be read again.
        read.map_err(|_| FileError::Kind(name.to_owned()))?;
        kept
    }
}

/// Bytes that an archive of forms may have, by the county's limit of the day.
pub(super) fn archive_limit(policy: &engine::policy::Policy, today: engine::days::Day) -> u64 {
    let own = u64::try_from(Limits::of(policy, today).bytes).unwrap_or(u64::MAX);
    let stated = policy.number("import.archive", today).and_then(|most| u64::try_from(most).ok());
    stated.map_or(own, |most| most << 20)
}

/// A choice as it is written on a command line: `花名册!3=编号`, `云亭镇/测甲.lrmx=新人`.
///
/// # Errors
/// The sentence for whoever wrote it.
pub fn choice(written: &str) -> Result<(Source, Choice), String> {
    let wrong = || format!("“{written}”不是选择，应写成“文件名=人员编号”“工作表!行号=人员编号”，新人写“=新人”。");
    let (place, whom) = written.rsplit_once('=').ok_or_else(wrong)?;
    let (sheet, row) = match place.rsplit_once('!') {
        Some((sheet, row)) => (sheet, row.parse().map_err(|_| wrong())?),
        None => (place, 0),
    };
    if sheet.is_empty() || whom.is_empty() {
        return Err(wrong());
    }
    let choice = if whom == "新人" { Choice::New } else { Choice::Known(PersonId::from(whom)) };
    Ok((Source { sheet: sheet.to_owned(), row }, choice))
}

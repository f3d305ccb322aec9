//! Files from one folder to another, with their digests.

use crate::ids::hex;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Component, Path, PathBuf},
};

/// Bytes read at a time.
const PIECE: usize = 1 << 16;

/// Size and SHA-256 of what a file holds.
pub(super) fn digest(path: &Path) -> io::Result<(u64, String)> {
    passed(File::open(path)?, &mut io::sink())
}

/// Copies a file so that it is on the disk, readable by its owner only; returns size and SHA-256.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<(u64, String)> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let source = File::open(from)?;
    let mut target = fresh(to)?;
    let said = passed(source, &mut target)?;
    target.sync_all()?;
    Ok(said)
}

/// A file that was not there before.
pub(super) fn fresh(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn passed(mut from: File, to: &mut dyn Write) -> io::Result<(u64, String)> {
    let (mut size, mut sum, mut piece) = (0_u64, Sha256::new(), vec![0; PIECE]);
    loop {
        let read = from.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        sum.update(bytes);
        to.write_all(bytes)?;
        size += u64::try_from(read).unwrap_or_default();
    }
    Ok((size, hex(&sum.finalize())))
}

/// All files below a folder, as paths within it, in order. Links are not followed; `skip` leaves out files and whole folders.
pub(super) fn files(root: &Path, skip: &dyn Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if skip(&path) {
                continue;
            }
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file()
                && let Ok(within) = path.strip_prefix(root)
            {
                found.push(within.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a folder holds nothing, or is not there.
pub(super) fn is_vacant(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Makes a folder that only its owner enters.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Flushes the names in a folder and in all below it.
pub(super) fn flush(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            flush(&entry.path())?;
        }
    }
    File::open(folder)?.sync_all()
}

/// Whether a path of a manifest stays below where it is put.
pub(super) fn stays_below(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', ':'])
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// A path in one spelling, also if its end does not exist yet.
pub(super) fn absolute(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut known = path.as_path();
    loop {
        match fs::canonicalize(known) {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (Some(name), Some(parent)) = (known.file_name(), known.parent()) else { return Ok(path) };
        missing.push(name.to_owned());
        known = parent;
    }
}

//! What the paths of a command bring: tables one by one, forms of people together.

use crate::out::Fault;
use papers::person_file::is_person_file;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use web::intake::Content;

/// Folders in folders.
const DEPTH: usize = 8;
/// Bytes of all files of a folder together: they are held in memory while they are looked at.
const TOGETHER: u64 = 512 << 20;

/// Names and contents of the papers, in the order of the paths; forms that were named one by one are one paper.
pub(super) fn papers(paths: &[PathBuf]) -> Result<Vec<(String, Content)>, Fault> {
    let mut papers = Vec::new();
    let mut single: Vec<&Path> = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            walk(path, "", 0, &mut files)?;
            papers.push((name_of(path), read(&files)?));
        } else if is_person_file(&name_of(path)) {
            single.push(path);
        } else {
            let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
            papers.push((name_of(path), Content::File(bytes)));
        }
    }
    if let Some(first) = single.first() {
        let name =
            if single.len() > 1 { format!("{}等{}个文件", name_of(first), single.len()) } else { name_of(first) };
        let beside = single.iter().flat_map(|path| with_picture(path)).collect::<BTreeSet<_>>();
        let files: Vec<_> = beside.into_iter().map(|path| (name_of(&path), path)).collect();
        papers.push((name, read(&files)?));
    }
    Ok(papers)
}

/// A form and the picture that lies beside it under the same name.
fn with_picture(path: &Path) -> Vec<PathBuf> {
    let pictures = ["pic", "PIC", "Pic", "jpg", "JPG", "jpeg", "png"].map(|ending| path.with_extension(ending));
    let picture = pictures.into_iter().find(|picture| picture.is_file());
    std::iter::once(path.to_owned()).chain(picture).collect()
}

/// The files of a folder and of those in it, by their names from the folder on. What is hidden and what leads elsewhere is passed over.
fn walk(folder: &Path, before: &str, depth: usize, files: &mut Vec<(String, PathBuf)>) -> Result<(), Fault> {
    if depth > DEPTH {
        return Err(Fault::usage(format!("{} 里的文件夹层数过多，请整理后再导入。", folder.display())));
    }
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let name = name_of(&path);
        if name.starts_with('.') || path.is_symlink() {
            continue;
        }
        let whole = if before.is_empty() { name } else { format!("{before}/{name}") };
        if path.is_dir() {
            walk(&path, &whole, depth + 1, files)?;
        } else {
            files.push((whole, path));
        }
    }
    Ok(())
}

fn read(files: &[(String, PathBuf)]) -> Result<Content, Fault> {
    let mut contents = Vec::new();
    let mut total = 0;
    for (name, path) in files {
        let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
        total += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if total > TOGETHER {
            return Err(Fault::usage(format!("文件合计超过{}MB，请分几次导入。", TOGETHER >> 20)));
        }
        contents.push((name.clone(), bytes));
    }
    contents.sort();
    Ok(Content::Files(contents))
}

fn name_of(path: &Path) -> String {
    // «.» and the like have no name of their own.
    let named = path.file_name().map(std::ffi::OsStr::to_owned);
    let named = named.or_else(|| path.canonicalize().ok()?.file_name().map(std::ffi::OsStr::to_owned));
    named.map_or_else(|| "文件夹".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    Fault::usage(format!("不能读取 {}：{error}。", path.display()))
}

//! A policy pack as it is taken in, by the command and by the pages alike: read, and checked against what mechanisms and the program
//! itself ask for.

use engine::{
    erased::Catalogue,
    policy::{FILES, Finding, HOLIDAYS, Needs, Policy},
};

/// Most bytes of one file of a pack: a hundred times what a county writes.
const FILE_MAX: usize = 1 << 20;

/// What the program itself asks of a pack, apart from its mechanisms.
#[must_use]
pub fn program_needs() -> [Needs; 4] {
    let named = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
    let limits = |kind: &str, ids: &[&str]| Needs { kind: kind.to_owned(), limits: named(ids), ..Needs::default() };
    [
        Needs {
            dictionaries: named(&papers::import::DICTIONARIES),
            ..limits("导入花名册", &["import.archive", "import.file", "import.rows"])
        },
        limits("附件", &["file.size"]),
        limits("工作日历", &["calendar.statutory_days"]),
        limits("登录", &SIGN_IN),
    ]
}

/// Limits of passwords and sessions.
const SIGN_IN: [&str; 9] = [
    "password.length",
    "password.classes",
    "password.history",
    "password.age",
    "sign_in.failures",
    "sign_in.lockout",
    "sign_in.per_minute",
    "sign_in.idle",
    "sign_in.session",
];

/// Parses a pack and checks that the program and every mechanism find in it what they ask for.
///
/// # Errors
/// All findings, each with file, line and key.
pub fn parse(files: &[(String, String)], catalogue: &Catalogue) -> Result<Policy, Vec<Finding>> {
    let policy = Policy::parse(files)?;
    let mut missing = catalogue.missing_in(&policy);
    missing.extend(policy.missing(&program_needs()));
    if missing.is_empty() { Ok(policy) } else { Err(missing) }
}

/// The files within something that was sent: one file of a pack, or a zip of several. The name tells which.
///
/// # Errors
/// One sentence for people.
pub(crate) fn sent(name: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    // A path of the sender's machine has no meaning here.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.to_lowercase().ends_with(".zip") {
        return one(name, bytes).map(|file| vec![file]);
    }
    let files = papers::archive::files(bytes, FILE_MAX).map_err(|error| error.sentence)?;
    let mut pack: Vec<(String, String)> = Vec::new();
    for (name, bytes) in files {
        // A read-me beside the pack does no harm; two files of one name would leave open which counts.
        let short = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !FILES.contains(&short) {
            continue;
        }
        if pack.iter().any(|(known, _)| known == short) {
            return Err(format!("压缩包里有两个{short}，请只留一个。"));
        }
        pack.push(one(short, &bytes)?);
    }
    if pack.is_empty() {
        return Err(format!("压缩包里没有政策包的文件，应有{}中的一个或几个。", FILES.join("、")));
    }
    Ok(pack)
}

fn one(name: &str, bytes: &[u8]) -> Result<(String, String), String> {
    if !FILES.contains(&name) {
        return Err(format!("“{name}”不是政策包的文件。文件名须是{}之一，或整个政策包的.zip。", FILES.join("、")));
    }
    if bytes.len() > FILE_MAX {
        return Err(format!("{name}超过{}MB，不像是政策包的文件，请核对。", FILE_MAX >> 20));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        let how = if name == HOLIDAYS { "“CSV UTF-8”" } else { "UTF-8" };
        format!("{name}不是UTF-8文字，请另存为{how}后再上传。")
    })?;
    Ok((name.to_owned(), plain(text)))
}

/// A text with the line ends of a pack and without the mark that some editors put first.
pub(crate) fn plain(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// The pack with some of its files replaced.
pub(crate) fn with(files: &[(String, String)], newer: &[(String, String)]) -> Vec<(String, String)> {
    let kept = files.iter().filter(|(name, _)| !newer.iter().any(|(other, _)| other == name));
    kept.chain(newer).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> String {
        sent(name, bytes).unwrap_err()
    }

    #[test]
    fn a_single_file_is_taken_by_its_name_and_told_apart_from_strangers() {
        let taken = sent("C:\\政策包\\holidays.csv", "\u{feff}date,name,kind\r\n".as_bytes()).unwrap();
        assert_eq!(taken, [("holidays.csv".to_owned(), "date,name,kind\n".to_owned())]);
        assert!(refused("放假.xlsx", b"PK").contains("不是政策包的文件"));
        assert!(refused("limits.toml", &[0xC4, 0xE3]).contains("不是UTF-8"));
        assert!(refused("holidays.csv", &[0xC4, 0xE3]).contains("CSV UTF-8"));
        assert!(refused("limits.toml", &vec![b' '; FILE_MAX + 1]).contains("超过1MB"));
        assert!(refused("pack.zip", b"PK").contains("压缩包"));
    }

    #[test]
    fn files_that_are_sent_replace_those_of_the_same_name_only() {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let merged = with(&[file("a", "1"), file("b", "2")], &[file("b", "3")]);
        assert_eq!(merged, [file("a", "1"), file("b", "3")]);
    }
}

//! The form of a person: bytes of a .lrmx or .lrm, of an archive of them, of a table as text. What was read can be written and read again.
#![no_main]

use engine::days::Day;
use libfuzzer_sys::fuzz_target;
use papers::appointment_form::to_docx;
use papers::person_file::{Archive, FileLimits, Generation, PersonFile};
use papers::roster::{Options, read};
use std::io::Cursor;

fn form(bytes: &[u8]) -> Result<(), papers::Unreadable> {
    let limits = FileLimits::default();
    let file = PersonFile::read(bytes, None, &limits)?;
    let (written, _) = file.to_lrmx(Generation::From2025);
    assert!(PersonFile::read(&written, None, &limits).is_ok(), "what was written cannot be read");
    assert!(to_docx(&file, Generation::of(&file)).is_ok());
    Ok(())
}

fn archive(bytes: &[u8]) -> Result<(), papers::Unreadable> {
    let mut archive = Archive::open(Cursor::new(bytes), &FileLimits::default())?;
    for place in 0..archive.names().len() {
        form(&archive.bytes(place)?)?;
    }
    Ok(())
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let options = Options::on(Day::new(2026, 5, 6).unwrap());
    let answer = match kind % 3 {
        0 => form(rest),
        1 => archive(rest),
        _ => read(rest, "名册.csv", &options).map(drop),
    };
    if let Err(unreadable) = answer {
        assert!(unreadable.to_string().ends_with('。'), "no sentence: {unreadable}");
    }
});

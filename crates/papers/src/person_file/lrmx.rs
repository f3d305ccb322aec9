//! Reads .lrmx: flat XML, any order of elements, with or without a mark, from the editor or whoever imitates it.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::part::{Part, RELATIVE};
use super::{FileLimits, Other, PersonFile, Photo, Relative, decode, photo};
use crate::finding::Unreadable;

const ROOT: &str = "Person";
const FAMILY: &str = "JiaTingChengYuan";
const MEMBER: &str = "Item";
const PHOTO: &str = "ZhaoPian";
const VERSION: &str = "Version";

fn broken() -> Unreadable {
    Unreadable::because("文件已损坏，不是完整的任免审批表。请用任免审批表编辑器打开原件，重新保存后再导入")
}

fn swollen() -> Unreadable {
    Unreadable::because("文件里的内容大得不合常理，已停止读取。请用任免审批表编辑器打开原件，重新保存后再导入")
}

/// Reads the bytes of one .lrmx.
///
/// # Errors
/// One sentence when it is no such file, broken, swollen, or carries definitions of its own.
pub(super) fn read(bytes: &[u8], limits: &FileLimits) -> Result<PersonFile, Unreadable> {
    let (text, lossy) = decode(bytes);
    if lossy {
        return Err(Unreadable::because("文件里有认不出的字符编码。请用任免审批表编辑器打开原件，重新保存后再导入"));
    }
    let mut reading = Reading { reader: Reader::from_str(&text), file: PersonFile::default(), limits };
    reading.reader.config_mut().expand_empty_elements = true;
    reading.document()?;
    Ok(reading.file)
}

/// The unknown elements of a piece of XML; none where it is broken.
pub(super) fn elements(xml: &str) -> Vec<Other> {
    let whole = format!("<{ROOT}>{xml}</{ROOT}>");
    read(whole.as_bytes(), &FileLimits::default()).map(|file| file.others).unwrap_or_default()
}

struct Reading<'a> {
    reader: Reader<&'a [u8]>,
    file: PersonFile,
    limits: &'a FileLimits,
}

impl<'a> Reading<'a> {
    fn next(&mut self) -> Result<Event<'a>, Unreadable> {
        match self.reader.read_event().map_err(|_| broken())? {
            Event::DocType(_) => Err(Unreadable::because(
                "文件里夹带了外部定义，不安全，不能导入。请用任免审批表编辑器打开原件，重新保存后再导入",
            )),
            event => Ok(event),
        }
    }

    fn document(&mut self) -> Result<(), Unreadable> {
        loop {
            match self.next()? {
                Event::Start(start) if start.name().as_ref().eq_ignore_ascii_case(ROOT) => break,
                Event::Start(_) => return Err(Unreadable::because("这是XML，但不是任免审批表文件。请确认选对了文件")),
                Event::Eof | Event::End(_) | Event::CData(_) => return Err(broken()),
                Event::Text(words) if !words.trim().is_empty() => return Err(broken()),
                _ => {}
            }
        }
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let name = start.name().as_ref().to_owned();
                    self.element(&name, &start)?;
                }
                Event::End(_) => break,
                Event::Eof => return Err(broken()),
                _ => {}
            }
        }
        // Nothing but blanks and remarks follows the form.
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Start(_) | Event::End(_) => return Err(broken()),
                _ => {}
            }
        }
    }

    fn element(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), Unreadable> {
        if let Some(part) = Part::of(name) {
            let words = self.words(self.limits.text)?;
            if self.file.text(part).is_empty() {
                self.file.set(part, &words);
            } else if !words.trim().is_empty() && super::tidy(&words, part.is_long()) != self.file.text(part) {
                self.file.doubts.push(format!("“{}”写了两遍，读了前一个", part.title()));
            }
            return Ok(());
        }
        if name.eq_ignore_ascii_case(FAMILY) {
            return self.family();
        }
        if name.eq_ignore_ascii_case(PHOTO) {
            // Four characters stand for three bytes, with line breaks between them.
            let words = self.words(self.limits.photo.saturating_mul(3) / 2)?;
            self.photo(&words);
            return Ok(());
        }
        if name.eq_ignore_ascii_case(VERSION) {
            self.file.version = self.words(self.limits.text)?.trim().chars().take(40).collect();
            return Ok(());
        }
        let xml = self.raw(name, start)?;
        if xml.chars().count() > self.limits.text || self.file.others.len() >= self.limits.items {
            return Err(swollen());
        }
        self.file.others.push(Other { name: name.to_owned(), xml });
        Ok(())
    }

    fn photo(&mut self, words: &str) {
        match photo::of_base64(words, self.limits.photo) {
            Ok(found) => self.file.photo = found,
            Err(sentence) => self.file.doubts.push(sentence),
        }
    }

    /// The words up to the end of the element just begun; tags inside are passed over, their words stay.
    fn words(&mut self, most: usize) -> Result<String, Unreadable> {
        let mut words = String::new();
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Event::Text(text) => words.push_str(&text),
                Event::CData(text) => words.push_str(&text),
                Event::GeneralRef(reference) => words.push_str(&referred(&reference)?),
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(once_more(words)),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(broken()),
                _ => {}
            }
            // Bytes are more than characters: what passes here is bounded again where it is kept.
            if words.len() > most.saturating_mul(4) || depth > self.limits.depth {
                return Err(swollen());
            }
        }
    }

    /// The element just begun as it stands in the file.
    fn raw(&mut self, name: &str, start: &BytesStart<'_>) -> Result<String, Unreadable> {
        let mut writer = quick_xml::Writer::new(Vec::new());
        let mut depth = 0_usize;
        let mut event = Event::Start(start.to_owned());
        loop {
            match &event {
                Event::Start(start) => {
                    sound(start)?;
                    depth += 1;
                }
                Event::End(end) if depth == 1 => {
                    if end.name().as_ref() != name {
                        return Err(broken());
                    }
                    writer.write_event(event).map_err(|_| broken())?;
                    let bytes = writer.into_inner();
                    return String::from_utf8(bytes).map(|xml| xml.replace('\r', "")).map_err(|_| broken());
                }
                Event::End(_) => depth -= 1,
                Event::GeneralRef(reference) => drop(referred(reference)?),
                Event::Eof => return Err(broken()),
                _ => {}
            }
            writer.write_event(event).map_err(|_| broken())?;
            if writer.get_mut().len() > self.limits.text.saturating_mul(4) || depth > self.limits.depth {
                return Err(swollen());
            }
            event = self.next()?;
        }
    }

    fn family(&mut self) -> Result<(), Unreadable> {
        loop {
            match self.next()? {
                Event::Start(start) if start.name().as_ref().eq_ignore_ascii_case(MEMBER) => self.relative()?,
                Event::Start(_) => drop(self.words(self.limits.text)?),
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(broken()),
                _ => {}
            }
        }
    }

    fn relative(&mut self) -> Result<(), Unreadable> {
        let mut relative = Relative::default();
        let mut unknown = Vec::new();
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let name = start.name().as_ref().to_owned();
                    let words = super::tidy(&self.words(self.limits.text)?, false);
                    match relative.place(&name) {
                        Some(place) => *place = words,
                        None if words.is_empty() => {}
                        None => unknown.push(format!("{name}：{words}")),
                    }
                }
                Event::End(_) => break,
                Event::Eof => return Err(broken()),
                _ => {}
            }
        }
        if relative.is_empty() && unknown.is_empty() {
            return Ok(());
        }
        if self.file.family.len() >= self.limits.items {
            return Err(swollen());
        }
        if let Some(first) = unknown.first() {
            let short: String = first.chars().take(30).collect();
            self.file.doubts.push(format!("家庭成员{}有不认识的内容“{short}”，未读", relative.name));
        }
        self.file.family.push(relative);
        Ok(())
    }
}

impl Relative {
    fn place(&mut self, element: &str) -> Option<&mut String> {
        let place = RELATIVE.iter().position(|(known, ..)| known.eq_ignore_ascii_case(element))?;
        self.places().into_iter().nth(place)
    }

    pub(super) fn places(&mut self) -> [&mut String; 5] {
        [&mut self.relation, &mut self.name, &mut self.birth, &mut self.politics, &mut self.work]
    }
}

impl PersonFile {
    /// Reads a photo file that lay beside the form.
    pub(super) fn take_photo(&mut self, bytes: &[u8], limits: &FileLimits) {
        match Photo::read(bytes, limits.photo) {
            Ok(photo) => self.photo = Some(photo),
            Err(sentence) => self.doubts.push(sentence),
        }
    }
}

/// The attributes of a tag that is kept name nothing outside.
fn sound(start: &BytesStart<'_>) -> Result<(), Unreadable> {
    quick_xml::escape::unescape(start.attributes_raw()).map(drop).map_err(|_| undefined())
}

fn undefined() -> Unreadable {
    Unreadable::because("文件里引用了未定义的内容，不安全，不能导入。请用任免审批表编辑器打开原件，重新保存后再导入")
}

/// A reference: a character by its number, or one of the five names that XML itself has. Nothing else is resolved.
fn referred(reference: &BytesRef<'_>) -> Result<String, Unreadable> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| broken())? {
        return Ok(character.to_string());
    }
    let words = match &**reference {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(undefined()),
    };
    Ok(words.to_owned())
}

/// Some programs escape what was escaped already: `&lt;` in the words themselves.
fn once_more(mut words: String) -> String {
    for _ in 0..3 {
        if !["&lt;", "&gt;", "&quot;", "&apos;", "&amp;"].iter().any(|name| words.contains(name)) {
            break;
        }
        let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
        for (name, character) in names {
            words = words.replace(name, character);
        }
    }
    words
}

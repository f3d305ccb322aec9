//! 公民身份号码 (GB 11643): reading, checking, what it says about birth and sex.
//!
//! The area code is never looked at: areas were dissolved and renamed, the number stays.

use std::fmt;

use super::{Sex, month::Month, text};
use crate::{days::Day, words::IdNumber};

/// A checked 18-digit number. Its debug form is masked; the plain digits leave only through [`CheckedId::plain`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckedId {
    digits: String,
    birth: Day,
}

/// Why a text is not an ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// Nothing is written.
    Empty,
    /// A spreadsheet took it for a number: digits are lost for good.
    NumberDamage,
    /// Neither 15 nor 18 characters; how many there are.
    Length(usize),
    /// Something other than a digit at this place, counted from 1.
    Character(usize),
    /// Digits 7 to 14 are no day of the calendar.
    Birth,
    /// The last digit does not follow from the other seventeen.
    CheckDigit,
}

impl IdFault {
    /// What is wrong, in one sentence without the number itself and without the digit that would fit.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Empty => "身份证号为空".to_owned(),
            Self::NumberDamage => "身份证号被表格软件当作数字保存，末几位已丢失".to_owned(),
            Self::Length(found) => format!("身份证号应为18位，这里是{found}位"),
            Self::Character(place) => format!("身份证号第{place}位不是数字"),
            Self::Birth => "身份证号中的出生日期不存在".to_owned(),
            Self::CheckDigit => "身份证号校验位不符".to_owned(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::NumberDamage => "先把单元格设为文本，再按身份证原件重新录入",
            _ => "按身份证原件核对后重新录入",
        }
    }
}

impl CheckedId {
    /// Reads a number as people write it: blanks, a leading apostrophe, full-width digits and a small x are accepted,
    /// fifteen digits are completed to eighteen.
    ///
    /// # Errors
    /// The first fault found; nothing is repaired that a spreadsheet destroyed.
    pub fn read(words: &str) -> Result<Self, IdFault> {
        let bare = text::squash(&text::half_width(words));
        let bare = bare.trim_start_matches(['\'', '\u{2018}', '\u{2019}', '`']);
        if bare.is_empty() {
            return Err(IdFault::Empty);
        }
        if is_number_rendering(bare) {
            return Err(IdFault::NumberDamage);
        }
        let digits = bare.to_ascii_uppercase();
        let whole = match digits.chars().count() {
            15 => complete(&digits)?,
            18 => digits,
            other => return Err(IdFault::Length(other)),
        };
        let (body, check) = whole.split_at_checked(17).ok_or(IdFault::Character(1))?;
        if let Some(place) = body.chars().position(|c| !c.is_ascii_digit()) {
            return Err(IdFault::Character(place + 1));
        }
        if !check.chars().all(|c| c.is_ascii_digit() || c == 'X') {
            return Err(IdFault::Character(18));
        }
        let damaged = whole.ends_with("000");
        let birth = birth_of(body).ok_or(IdFault::Birth)?;
        if check != check_digit(body).to_string() {
            return Err(if damaged { IdFault::NumberDamage } else { IdFault::CheckDigit });
        }
        Ok(Self { digits: whole, birth })
    }

    /// The eighteen characters. Whoever keeps them seals them.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.digits
    }

    /// Area and last four with stars between: enough to recognise, too little to use.
    #[must_use]
    pub fn masked(&self) -> String {
        let area: String = self.digits.chars().take(6).collect();
        let tail: String = self.digits.chars().skip(14).collect();
        format!("{area}********{tail}")
    }

    /// The day of birth written in the number. The personnel file may lawfully say otherwise (三龄认定).
    #[must_use]
    pub fn birth(&self) -> Day {
        self.birth
    }

    /// The month of birth written in the number.
    #[must_use]
    pub fn birth_month(&self) -> Month {
        Month::of(self.birth)
    }

    /// The sex written in the number: the seventeenth digit is odd for men.
    #[must_use]
    pub fn sex(&self) -> Sex {
        let odd = self.digits.chars().nth(16).and_then(|c| c.to_digit(10)).is_some_and(|d| d % 2 == 1);
        if odd { Sex::Male } else { Sex::Female }
    }
}

impl fmt::Debug for CheckedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckedId({})", self.masked())
    }
}

/// The digit that follows from the first seventeen (GB 11643, ISO 7064 MOD 11-2).
#[must_use]
pub fn check_digit(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    match (12 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// `3.41899E+17` and `341899197001010000.0` are how a spreadsheet shows what it has spoilt.
fn is_number_rendering(bare: &str) -> bool {
    let upper = bare.to_ascii_uppercase();
    let Some((digits, rest)) = upper.split_once(['.', 'E']) else { return false };
    !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, 'E' | '+' | '.'))
}

/// Fifteen digits of the old issue as eighteen: the century 19, then the check digit.
fn complete(old: &str) -> Result<String, IdFault> {
    if let Some(place) = old.chars().position(|c| !c.is_ascii_digit()) {
        return Err(IdFault::Character(place + 1));
    }
    let (area, rest) = old.split_at_checked(6).ok_or(IdFault::Length(15))?;
    let body = format!("{area}19{rest}");
    let check = check_digit(&body);
    Ok(format!("{body}{check}"))
}

fn birth_of(body: &str) -> Option<Day> {
    let year = body.get(6..10)?.parse().ok()?;
    let month = body.get(10..12)?.parse().ok()?;
    let day = body.get(12..14)?.parse().ok()?;
    Day::new(year, month, day).filter(|day| day.year() >= 1850)
}

impl From<&CheckedId> for IdNumber {
    /// The plain number as actions carry it.
    fn from(checked: &CheckedId) -> Self {
        Self(checked.digits.clone())
    }
}

//! Identity numbers of invented people: area 341899 is assigned to nobody, the check digit is right.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::chance::Chance;

use super::Sex;

/// The county's code. It follows the form of GB/T 2260 and is not assigned.
pub const COUNTY_CODE: &str = "341899";

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Makes identity numbers, each once.
pub struct Numbers {
    chance: Chance,
    used: BTreeSet<String>,
}

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "identity"), used: BTreeSet::new() }
    }

    /// A number for a person of this birth and sex that nobody else has.
    pub fn fresh(&mut self, birth: Date, sex: Sex) -> String {
        loop {
            let number = self.draw(birth, sex);
            if self.used.insert(number.clone()) {
                return number;
            }
        }
    }

    fn draw(&mut self, birth: Date, sex: Sex) -> String {
        let odd = match sex {
            Sex::Man => 1,
            Sex::Woman => 0,
        };
        let order = self.chance.between(0, 498) * 2 + odd;
        let body = format!("{COUNTY_CODE}{}{order:03}", birth.strftime("%Y%m%d"));
        let check = check_digit(&body);
        format!("{body}{check}")
    }
}

/// The eighteenth character for the first seventeen digits (MOD 11-2 of GB 11643).
#[must_use]
pub fn check_digit(body: &str) -> char {
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at)).copied().unwrap_or('1')
}

//! What can be told about a person from what a paper says: number, name, months. Pure: text in, facts or a fault out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub mod id_number;
pub mod month;
pub mod name;
pub mod text;

#[cfg(test)]
mod tests;

/// 性别, written 男 or 女 wherever it is stored or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Sex {
    /// 男
    #[serde(rename = "男")]
    Male,
    /// 女
    #[serde(rename = "女")]
    Female,
}

impl Sex {
    /// The word used on papers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }

    /// Reads 男, 女, 男性, 女性 and the codes 1 and 2 of GB/T 2261.1; anything else is nobody's sex.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        match text::squash(&text::half_width(words)).as_str() {
            "男" | "男性" | "1" => Some(Self::Male),
            "女" | "女性" | "2" => Some(Self::Female),
            _ => None,
        }
    }
}

//! Signatures in any order, each by its own hand.

use crate::{
    access::Hat,
    days::Day,
    words::{FileId, PersonId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One signature that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// Key: `leaver`, `receiver`, `supervisor`.
    #[schemars(title = "签字方", extend("x-hidden" = true))]
    pub key: String,
    /// Its word: 移交人.
    #[schemars(title = "身份")]
    pub word: String,
    /// Who signs.
    #[schemars(title = "签字人", extend("x-hidden" = true))]
    pub by: Vec<Hat>,
    /// Who signed.
    #[schemars(title = "签字人")]
    pub signer: Option<PersonId>,
    /// The day on which it was signed.
    #[schemars(title = "签字日期")]
    pub day: Option<Day>,
    /// The scan, where it was signed on paper.
    #[schemars(title = "签字件")]
    pub paper: Option<FileId>,
}

/// The signatures of one paper.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Signatures(pub Vec<Signature>);

impl Signatures {
    /// Asks for one more signature.
    #[must_use]
    pub fn ask(mut self, key: &str, word: &str, by: Vec<Hat>) -> Self {
        self.0.push(Signature { key: key.into(), word: word.into(), by, signer: None, day: None, paper: None });
        self
    }
    /// The signature with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Signature> {
        self.0.iter().find(|signature| signature.key == key)
    }
    /// Those still missing.
    pub fn missing(&self) -> impl Iterator<Item = &Signature> {
        self.0.iter().filter(|signature| signature.day.is_none())
    }
    /// Whether all have signed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing().next().is_none()
    }
    /// Enters a signature; false when it is not asked for or was given before.
    #[must_use]
    pub fn sign(&mut self, key: &str, signer: Option<PersonId>, day: Day, paper: Option<FileId>) -> bool {
        let Some(signature) = self.0.iter_mut().find(|signature| signature.key == key && signature.day.is_none())
        else {
            return false;
        };
        (signature.signer, signature.day, signature.paper) = (signer, Some(day), paper);
        true
    }
    /// Takes all signatures back: what was signed has changed.
    pub fn clear(&mut self) {
        for signature in &mut self.0 {
            (signature.signer, signature.day, signature.paper) = (None, None, None);
        }
    }
}

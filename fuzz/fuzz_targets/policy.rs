//! One file of a policy pack, the others being those of the house: the first byte says which.
#![no_main]

use engine::policy::Policy;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PACK: LazyLock<Vec<(String, String)>> = LazyLock::new(zhunsheng_fuzz::pack);

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let mut files = PACK.clone();
    let place = usize::from(*which) % files.len();
    files[place].1 = text.to_owned();
    match Policy::parse(&files) {
        Ok(policy) => drop(opinion::CATALOGUE.missing_in(&policy)),
        Err(findings) => assert!(!findings.is_empty() && findings.iter().all(|finding| !finding.sentence.is_empty())),
    }
});

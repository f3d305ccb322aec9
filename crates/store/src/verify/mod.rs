//! 校验: walks the chain, makes every row again from the events, and names what differs. It reads one unmoving picture of the database
//! and writes nothing.

mod beside;
mod chain;
mod replay;
mod report;

pub use beside::UNPROVABLE;
pub use report::{Finding, VerifyReport};

use crate::{
    journal,
    keys::Keys,
    sql::{Database, Fault},
};
use engine::{erased::Catalogue, policy::Policy};
use std::path::Path;

/// Checks a county.
///
/// # Errors
/// The database or the key folder cannot be read; what is found wrong is in the report.
pub fn verify(
    database: &Database,
    keys: &Path,
    catalogue: &'static Catalogue,
    policy: &Policy,
    county: &str,
) -> Result<VerifyReport, Fault> {
    let mut link = database.reader()?;
    let empty = journal::tail(&mut link, county)?.seq == 0;
    let mut keys = Keys::open(keys, county, empty).map_err(Fault::Keys)?;
    // The folder first: what is committed after this look is in the picture or later, never before.
    let highest = keys.highest().map_err(|error| Fault::Keys(format!("密钥目录不能读取（{error}），请检查权限。")))?;
    if link.is_sqlite() {
        // Everything is read once: looked at where it lies instead of being copied into the cache.
        link.script("PRAGMA mmap_size = 17179869184;")?;
    }
    beside::prepare(&mut link)?;
    link.begin_reading()?;
    let mut report = VerifyReport::default();
    let walked = chain::walk(&mut link, county, &keys, highest.as_ref(), &mut report);
    let done =
        walked.and_then(|erased| replay::replay(&mut link, (county, catalogue, policy, &keys), &erased, &mut report));
    link.rollback();
    done.map(|()| report)
}

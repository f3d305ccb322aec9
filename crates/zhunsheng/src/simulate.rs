//! `simulate`: hostile months of small counties, with the invariants checked after each.

use crate::{
    args::Simulate,
    out::{Fault, progress, say},
    pack,
};
use county::simulate::{Options, simulate};

/// Carries out `simulate`.
///
/// # Errors
/// What was found (1), with the seed that finds it again.
pub fn run(args: &Simulate) -> Result<(), Fault> {
    let policy = pack::own()?;
    let folder = std::env::temp_dir().join(format!("zhunsheng-simulate-{}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .map_err(|error| Fault::usage(format!("不能建立 {}：{error}。", folder.display())))?;
    let options = Options {
        months: args.months,
        seed: args.seed,
        catalogue: &opinion::CATALOGUE,
        policy: &policy,
        folder: &folder,
        in_memory: true,
    };
    let lived = simulate(&options, &mut |lived| progress(&format!("{}个县月，{}个动作", lived.months, lived.actions)));
    let removed = std::fs::remove_dir_all(&folder);
    let lived = lived.map_err(|found| Fault::finding(found.to_string()))?;
    removed.map_err(|error| Fault::usage(format!("不能删除 {}：{error}。", folder.display())))?;
    say(serde_json::to_string(&lived).map_err(|error| Fault::finding(error.to_string()))?);
    Ok(())
}

//! `backup` and `restore`: a county into a folder and back, the keys apart.

use crate::{
    args::{Backup, Restore},
    clock::Clock,
    out::{Fault, complain, say},
    settings::Whereabouts,
    verify,
};
use store::{
    Database,
    backup::{self, BackupError, Goal, Manifest, Origin},
};

/// Carries out `backup`. A county that is being served goes on meanwhile.
///
/// # Errors
/// A damaged county or attachment, wrong keys (1); a place that cannot be used (2).
pub fn make(args: &Backup) -> Result<(), Fault> {
    let whereabouts = Whereabouts::named(&args.place)?;
    let origin = Origin {
        database: Database::as_it_is(&whereabouts.database).map_err(|error| Fault::usage(error.to_string()))?,
        county: args.county.clone(),
        keys: whereabouts.keys,
        data: whereabouts.data,
        moment: Clock::of_the_machine().now(),
    };
    let manifest = backup::make(&origin, &args.to, args.keys_to.as_deref()).map_err(ended)?;
    say(format!("已备份到 {}：{}。", args.to.display(), summary(&manifest)));
    match &args.keys_to {
        Some(keys) => say(format!("密钥的副本在 {}，请与备份分开保管。", keys.display())),
        None => say("备份不含密钥：没有密钥不能恢复，请确认密钥文件夹另有副本。"),
    }
    if manifest.damaged.is_empty() {
        return Ok(());
    }
    manifest.damaged.iter().for_each(|id| complain(&format!("附件 {id} 缺失或被改动过。")));
    Err(Fault::finding(format!(
        "备份已完成，但有{}个附件备份前就已损坏，请从更早的备份中找回。",
        manifest.damaged.len()
    )))
}

/// Carries out `restore`, then verifies what lies there now.
///
/// # Errors
/// A damaged backup, wrong keys, findings of the verification (1); a place that cannot be used (2).
pub fn restore(args: &Restore) -> Result<(), Fault> {
    let mut whereabouts = Whereabouts::named(&args.place)?;
    let goal = Goal {
        address: whereabouts.database.clone(),
        keys: whereabouts.keys.clone(),
        data: whereabouts.data.clone(),
        lose_newer: args.lose_newer,
    };
    let restored = backup::restore(&args.from, &goal).map_err(ended)?;
    say(format!("已从 {} 恢复：{}。", args.from.display(), summary(&restored.manifest)));
    if restored.lost > 0 {
        complain(&format!("备份之后办理的{}条记录不在其中，请对照纸质材料补录。", restored.lost));
    }
    // What the backup keeps is the copy that goes before an upgrade.
    whereabouts.upgrade = true;
    verify::checked(&whereabouts, false)
}

fn summary(manifest: &Manifest) -> String {
    let day = crate::clock::day_of(manifest.moment);
    let size: u64 = manifest.parts.iter().map(|part| part.size).sum();
    let (county, last, files) = (&manifest.county, manifest.last(), manifest.parts.len());
    format!("{county}，{day}，日志到第{last}号，{files}个文件共{}MB", size.div_ceil(1 << 20))
}

fn ended(error: BackupError) -> Fault {
    if error.is_finding() { Fault::finding(error.to_string()) } else { Fault::usage(error.to_string()) }
}

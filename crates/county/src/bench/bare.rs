//! The bare loop: recorded statements run again, in the desk's own batches, with every answer read to its end and none looked at.

use store::{Database, sql::Recorded};

use super::clients::{Run, now};

/// Runs what was recorded. Statements after the last batch belong to no commit and are left out.
pub(super) fn replay(database: &Database, recorded: &[Recorded]) -> Result<Run, String> {
    let broken = |fault: store::Fault| fault.to_string();
    let mut link = database.writer().map_err(broken)?;
    let batches =
        recorded.split_inclusive(Recorded::ends_batch).filter(|batch| batch.last().is_some_and(Recorded::ends_batch));
    let (mut waits, mut actions) = (Vec::new(), 0);
    let began = now();
    for batch in batches {
        let asked = now();
        link.begin().map_err(broken)?;
        for one in batch {
            link.each(&one.statement, &one.values, |_| Ok(())).map_err(broken)?;
            actions += usize::from(one.ends_action());
        }
        link.commit().map_err(broken)?;
        waits.push(asked.elapsed());
    }
    Ok(Run::of(actions, began.elapsed(), waits))
}

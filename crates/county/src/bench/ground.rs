//! The county that is measured: made, entered, with as many leaves behind it as asked for.

use super::routes::{self, Route};
use super::{Plan, Site, fill};
use crate::{build::build, made::Made};

/// What clients find.
pub(super) struct Ground {
    /// Whose leaves.
    pub(super) routes: Vec<Route>,
    /// The first week in which nobody has asked for leave yet.
    pub(super) week: i64,
    /// Leaves in the ledger.
    pub(super) matters: usize,
    /// Those of them written as rows.
    pub(super) filled: usize,
}

/// Makes the county in the base and fills its ledger.
pub(super) fn lay(site: &Site<'_>, plan: &Plan) -> Result<Ground, String> {
    let county = site.open(site.base()?, true)?;
    let dawn = routes::dawn();
    let made = Made::new(1, plan.scale, dawn.0);
    let cast = build(&county, &made, dawn.begins(), &mut |_, _| ())?;
    let routes = routes::find(&county, &made, &cast)?;
    let mut ground = Ground { matters: routes.len(), routes, week: 1, filled: 0 };
    if ground.routes.is_empty() {
        return Err("所造的县里没有人能请假，请换一个规模。".to_owned());
    }
    while ground.matters < plan.matters.min(plan.real) {
        let missing = ground.routes.len().min(plan.matters - ground.matters);
        for route in ground.routes.iter().take(missing) {
            route.take(&county, ground.week)?;
        }
        ground.matters += missing;
        ground.week += 1;
    }
    if plan.matters > ground.matters {
        let patterns = fill::patterns(&county, &ground.routes, ground.week)?;
        ground.matters += patterns.len();
        ground.week += 1;
        county.close();
        drop(county);
        ground.filled = plan.matters.saturating_sub(ground.matters);
        fill::fill(&site.base()?, &patterns, ground.filled)?;
        ground.matters += ground.filled;
    }
    Ok(ground)
}

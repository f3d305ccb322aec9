//! The county that is measured: made, entered, with as many leaves behind it as asked for.

use super::routes::{self, Route};
use super::{Plan, fill};
use crate::{
    build::build,
    made::Made,
    play::{cast::Cast, world::World},
};
use engine::days::Day;
use store::{County, Database};

/// People who take leave themselves; in a larger county the rows of others are written after theirs.
const ROUTES: usize = 600;

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
    /// The county as it was made, and its people as actors.
    pub(super) made: Made,
    pub(super) cast: Cast,
}

/// Makes a county just opened, fills its ledger and closes it; `database` is where it lies.
pub(super) fn lay(county: County, database: &Database, plan: &Plan) -> Result<Ground, String> {
    let dawn = routes::dawn();
    let made = Made::new(1, plan.scale, dawn.0);
    let cast = build(&county, &made, dawn.begins(), &mut |_, _| ())?;
    let routes = routes::find(&county, &made, &cast, ROUTES)?;
    let mut ground = Ground { matters: routes.len(), routes, week: 1, filled: 0, made, cast };
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
        ground.filled = plan.matters.saturating_sub(ground.matters);
        fill::fill(database, &patterns, &ground.managed(), ground.filled, 0)?;
        ground.matters += ground.filled;
    } else {
        county.close();
    }
    Ok(ground)
}

impl Ground {
    /// The day after the last leave.
    pub(super) fn today(&self) -> Day {
        routes::wednesday(self.week - 1).plus(1)
    }

    /// Whose the written rows are: all county-managed people in turn.
    pub(super) fn managed(&self) -> Vec<String> {
        World::new(&self.made).managed().map(|(key, _)| self.cast.person(key).0).collect()
    }
}

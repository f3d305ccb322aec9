//! Opening a county for a command.

use crate::{out::Fault, pack, settings::Whereabouts};
use engine::policy::Policy;
use store::{County, Database, IdSource, OpenError, Settings};

/// Code of the county whose policy pack comes with the program.
pub const COUNTY: &str = "341823";

/// How a county is opened.
pub struct How {
    /// Its code, if it is to be made; a county that exists keeps its own.
    pub county: &'static str,
    /// Where ids come from.
    pub ids: IdSource,
    /// With durability relaxed, while a demo plays.
    pub relaxed: bool,
    /// With this pack instead of the one in force.
    pub pack: Option<Policy>,
}

impl Default for How {
    fn default() -> Self {
        Self { county: COUNTY, ids: IdSource::Random, relaxed: false, pack: None }
    }
}

/// The pack in force in a county: the one that was loaded into it, else the one that comes with the program.
///
/// # Errors
/// A pack that is broken, with its findings.
pub fn policy(whereabouts: &Whereabouts, database: &Database, county: &str) -> Result<Policy, Fault> {
    let loaded = database.policy_pack(county).map_err(|fault| Fault::usage(fault.sentence()))?;
    if let Some(files) = loaded {
        return pack::parse(&files);
    }
    // Programs before this one kept a loaded pack beside the data instead of in the journal.
    let beside = whereabouts.data.join("policy");
    if beside.is_dir() { pack::parse(&pack::from_folder(&beside)?) } else { pack::own() }
}

/// Opens the county.
///
/// # Errors
/// What [`OpenError`] says; a county in use has its own exit code.
pub fn open(whereabouts: &Whereabouts, how: How) -> Result<County, Fault> {
    let attempt = |county: &str| {
        let database = whereabouts.database()?;
        // A server may hold several counties; where it holds one and none was named, it is meant.
        let only = match (county, database.counties()?.as_slice()) {
            (COUNTY, [only]) => only.clone(),
            _ => county.to_owned(),
        };
        let in_force = || policy(whereabouts, &database, &only).map_err(|fault| OpenError::Policy(fault.sentence));
        let policy = how.pack.clone().map_or_else(in_force, Ok)?;
        let settings = Settings {
            database,
            keys: whereabouts.keys.clone(),
            data: whereabouts.data.clone(),
            county: only,
            catalogue: &opinion::CATALOGUE,
            policy,
            ids: how.ids.clone(),
            relaxed: how.relaxed,
        };
        County::open(settings)
    };
    let opened = match attempt(how.county) {
        Err(OpenError::OtherCounty(code)) => attempt(&code),
        other => other,
    };
    opened.map_err(|error| match error {
        OpenError::InUse(_) => Fault::in_use(error.to_string()),
        _ => Fault::usage(error.to_string()),
    })
}

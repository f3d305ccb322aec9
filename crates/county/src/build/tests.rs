use engine::{days::Day, policy::Policy};
use store::{County, Database, IdSource, Settings};

use crate::made::{COUNTY_CODE, Made, Scale};

/// A county in memory with the pack of this repository.
pub(crate) fn empty(name: &str, seed: u64) -> (County, std::path::PathBuf) {
    let folder = std::env::temp_dir().join(format!("zhunsheng-county-{name}-{}", std::process::id()));
    let settings = Settings {
        database: Database::memory(name).unwrap(),
        keys: folder.join("keys"),
        data: folder.join("data"),
        county: COUNTY_CODE.to_owned(),
        catalogue: &opinion::CATALOGUE,
        policy: policy(),
        ids: IdSource::seeded(seed),
        relaxed: true,
    };
    (County::open(settings).unwrap(), folder)
}

pub(crate) fn policy() -> Policy {
    Policy::parse(&engine::pack!()).unwrap()
}

#[test]
fn a_small_county_is_entered_by_ordinary_actions() {
    let (county, folder) = empty("build-small", 1);
    let start = Day::of("2024-05-06").unwrap();
    let made = Made::new(1, Scale::SMALL, start.0);
    let mut last = (0, 0);
    let cast = super::build(&county, &made, start.begins(), &mut |done, of| last = (done, of)).unwrap();
    assert_eq!(last.0, last.1, "progress ends at the end");
    assert_eq!(cast.ids.people.len(), made.cadres.len());
    drop(county);
    std::fs::remove_dir_all(folder).unwrap();
}

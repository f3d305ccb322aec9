//! Units in official order: leading bodies of the county, Party side, government side, the others, townships, and below them the
//! subordinate ones.

use super::tables::{BODIES, FIRST, LEADING, SECOND_LEVEL, STATIONS, TOWNSHIPS};
use super::{Level, Scale, Sort, Unit};

/// The units of a county of this size.
pub fn make(scale: Scale) -> Vec<Unit> {
    let mut units: Vec<Unit> =
        LEADING.iter().map(|(name, short)| unit(name, short, Sort::County, Level::CountyFull)).collect();
    let kept = kept(scale.bodies);
    for body in BODIES.iter().filter(|body| kept.contains(&body.short)) {
        let level = if body.full { Level::Full } else { Level::Deputy };
        units.push(unit(body.name, body.short, body.sort, level));
    }
    // 云亭镇 is the second of the table and the first of a county with one township.
    let mut towns: Vec<&str> = TOWNSHIPS.to_vec();
    if scale.townships < 2 {
        towns.swap(0, 1);
    }
    for name in towns.into_iter().take(scale.townships) {
        units.push(unit(name, name, Sort::Township, Level::Full));
    }
    let above: Vec<(usize, String, Sort)> =
        units.iter().enumerate().map(|(key, unit)| (key, unit.short.clone(), unit.sort)).collect();
    for (key, short, sort) in above {
        if sort == Sort::Township {
            let names = STATIONS.iter().map(|(name, _)| format!("{short}{name}"));
            units.extend(names.map(|name| Unit { parent: Some(key), ..station(name) }));
        } else {
            let names = SECOND_LEVEL.iter().filter(|(of, _, _)| *of == short).map(|(_, name, _)| (*name).to_owned());
            units.extend(names.map(|name| Unit { parent: Some(key), ..station(name) }));
        }
    }
    for (place, unit) in units.iter_mut().enumerate() {
        unit.order = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1).saturating_mul(10);
    }
    units
}

/// Title of the head of a subordinate unit.
pub fn head_title(name: &str) -> &'static str {
    let station = STATIONS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, title)| *title);
    let second = SECOND_LEVEL.iter().find(|(_, own, _)| *own == name).map(|(_, _, title)| *title);
    station.or(second).unwrap_or("主任")
}

/// Short names of the bodies a county of this size has.
fn kept(bodies: usize) -> Vec<&'static str> {
    let rest = BODIES.iter().map(|body| body.short).filter(|short| !FIRST.contains(short));
    FIRST.into_iter().chain(rest).take(bodies).collect()
}

fn unit(name: &str, short: &str, sort: Sort, level: Level) -> Unit {
    Unit { name: name.to_owned(), short: short.to_owned(), sort, level, parent: None, order: 0 }
}

fn station(name: String) -> Unit {
    let mut unit = unit(&name, &name, Sort::Subordinate, Level::Section);
    unit.name = name;
    unit
}

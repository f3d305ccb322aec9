use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn county(seed: u64) -> Made {
    Made::new(seed, Scale::COUNTY, Date::constant(2024, 5, 6))
}

fn managed(made: &Made) -> Vec<&Cadre> {
    made.cadres.iter().filter(|cadre| cadre.authority == Authority::County).collect()
}

#[test]
fn the_same_seed_makes_the_same_county_and_another_seed_another() {
    let (one, same, other) = (county(7), county(7), county(8));
    assert_eq!(one.cadres, same.cadres);
    assert_eq!(one.posts, same.posts);
    assert_eq!(one.accounts, same.accounts);
    assert_ne!(one.cadres, other.cadres);
}

#[test]
fn the_county_has_the_numbers_of_an_ordinary_county() {
    let made = county(1);
    let towns: Vec<&str> = made.units.iter().filter(|u| u.sort == Sort::Township).map(|u| u.name.as_str()).collect();
    assert_eq!(towns.len(), 11);
    assert_eq!(towns.iter().filter(|name| name.ends_with('镇')).count(), 9);
    assert!(towns.contains(&SHOWN_TOWNSHIP));
    let bodies = made.units.iter().filter(|u| !matches!(u.sort, Sort::County | Sort::Township | Sort::Subordinate));
    assert_eq!(bodies.count(), 75);
    let managed = managed(&made);
    assert_eq!(managed.len(), 600);
    let full = managed.iter().filter(|cadre| cadre.level == Level::Full).count();
    assert!((195..=215).contains(&full), "{full} 正科");
    assert_eq!(made.cadres.iter().filter(|cadre| cadre.authority == Authority::Unit).count(), 700);
    let city = made.cadres.iter().filter(|cadre| cadre.authority == Authority::City).count();
    assert!((20..=40).contains(&city), "{city} 市管");
}

#[test]
fn shares_of_women_members_and_degrees_are_those_of_the_field() {
    for seed in 1..4 {
        let made = county(seed);
        let managed = managed(&made);
        let share = |count: usize| count * 1000 / managed.len();
        let women = share(managed.iter().filter(|c| c.sex == Sex::Woman).count());
        assert!((215..=255).contains(&women), "women {women} ‰");
        let party = share(managed.iter().filter(|c| c.politics == "中共党员").count());
        assert!((925..=955).contains(&party), "members {party} ‰");
        let higher = |c: &&&Cadre| {
            let own = matches!(c.full_time.level, "大学" | "研究生");
            own || c.in_service.as_ref().is_some_and(|e| e.level != "大专")
        };
        let degree = share(managed.iter().filter(higher).count());
        assert!((840..=920).contains(&degree), "大学 and more {degree} ‰");
        let young = share(managed.iter().filter(|c| made.start.year() - c.birth.year() <= 35).count());
        assert!((80..=170).contains(&young), "35 and younger {young} ‰");
    }
}

#[test]
fn identity_numbers_are_unique_right_and_belong_to_no_county() {
    let made = county(1);
    let all: BTreeSet<&str> = made.cadres.iter().map(|cadre| cadre.identity.as_str()).collect();
    assert_eq!(all.len(), made.cadres.len());
    for cadre in &made.cadres {
        let id = &cadre.identity;
        assert!(id.starts_with("341899"));
        assert_eq!(id[6..14], cadre.birth.strftime("%Y%m%d").to_string());
        assert_eq!(id.chars().last(), Some(check_digit(&id[..17])));
        let odd = id[14..17].parse::<u32>().unwrap() % 2 == 1;
        assert_eq!(odd, cadre.sex == Sex::Man);
    }
    // The worked example printed in the standard.
    assert_eq!(check_digit("11010519491231002"), 'X');
}

#[test]
fn some_people_share_a_name_and_few_do() {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let made = county(1);
    for cadre in &made.cadres {
        *names.entry(&cadre.name).or_default() += 1;
    }
    let shared = names.values().filter(|count| **count > 1).count();
    assert!((3..=15).contains(&shared), "{shared} names shared");
}

#[test]
fn dates_of_a_life_come_in_their_order() {
    let made = county(3);
    for cadre in &made.cadres {
        assert!(cadre.birth < cadre.works_since && cadre.works_since < made.start, "{cadre:?}");
        assert!(cadre.joined.is_none_or(|joined| joined > cadre.birth && joined < made.start), "{cadre:?}");
        assert!(cadre.level_since < made.start, "{cadre:?}");
        for seat in &cadre.seats {
            assert!(seat.since < made.start && seat.since >= cadre.level_since, "{cadre:?}");
        }
    }
}

#[test]
fn every_post_has_at_most_one_holder_and_every_unit_a_head() {
    let made = county(1);
    let mut held = BTreeSet::new();
    for seat in made.cadres.iter().flat_map(|cadre| &cadre.seats) {
        assert!(held.insert(seat.post), "post {} held twice", seat.post);
    }
    for (key, unit) in made.units.iter().enumerate() {
        let heads = made.cadres.iter().flat_map(|cadre| &cadre.seats).any(|seat| {
            made.posts[seat.post].unit == key && (seat.acting || made.posts[seat.post].chief != Chief::None)
        });
        assert!(heads, "{} has no head", unit.name);
    }
    let acting = made.cadres.iter().filter(|cadre| cadre.seats.iter().any(|seat| seat.acting)).count();
    assert_eq!(acting, 2);
}

#[test]
fn every_unit_below_the_county_has_a_leader_in_charge_and_a_clerk() {
    for (made, name) in [(county(1), "county"), (Made::new(5, Scale::SMALL, Date::constant(2024, 5, 6)), "small")] {
        for (key, unit) in made.units.iter().enumerate() {
            if matches!(unit.sort, Sort::County | Sort::Subordinate) {
                continue;
            }
            assert!(made.charges.iter().any(|(_, of)| *of == key), "{name}: {} has no leader", unit.name);
            let clerk = made.accounts.iter().any(|a| a.roles.contains(&(Role::UnitClerk, Some(key))));
            assert!(clerk, "{name}: {} has no clerk", unit.name);
        }
    }
}

#[test]
fn visitors_get_an_account_for_every_role_and_both_chiefs_of_the_shown_township() {
    let made = county(1);
    for role in Role::ALL {
        let with = made.accounts.iter().find(|account| account.roles.iter().any(|(of, _)| *of == role));
        assert!(with.is_some_and(|account| account.shown || role == Role::UnitClerk), "{role:?}");
    }
    let list = accounts(&made);
    for name in ["yunting-shuji", "yunting-zhenzhang", "yunting-jingban", "xitong", "anquan", "shenji", "xianzhang"] {
        assert!(list.iter().any(|row| row.account == name && row.password == DEMO_PASSWORD), "{name}");
    }
    let secretary = list.iter().find(|row| row.account == "yunting-shuji").unwrap();
    assert_eq!(secretary.title, "云亭镇党委书记");
    let mut names = BTreeSet::new();
    assert!(made.accounts.iter().all(|account| names.insert(account.name.clone())));
    // The three administrators are three accounts and hold nothing else.
    let admins = made.accounts.iter().filter(|a| a.roles.iter().any(|(role, _)| role.is_administrator()));
    assert!(admins.clone().all(|account| account.roles.len() == 1 && account.person.is_none()));
    assert_eq!(admins.count(), 3);
}

#[test]
fn relatives_are_a_few_pairs_who_are_not_the_same_person() {
    let made = county(1);
    assert!((8..=20).contains(&made.kin.len()), "{}", made.kin.len());
    assert!(made.kin.iter().all(|kin| kin.one != kin.other));
}

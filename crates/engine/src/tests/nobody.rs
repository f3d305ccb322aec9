//! A world in which nothing is known.

use crate::{
    access::Hat,
    days::{Day, HalfDay, Period},
    facts::{AbsenceAt, Brief, Facts, PersonCard, PostAt, PostCard, Query, UnitCard},
    procedure::{Bar, Hold},
    words::{MatterId, PersonId, PostId, UnitId},
};

pub struct Nobody;

impl Facts for Nobody {
    fn chiefs(&self, _: &UnitId, _: Day) -> Vec<PostAt> {
        Vec::new()
    }
    fn members(&self, _: &UnitId, _: Day) -> Vec<PostAt> {
        Vec::new()
    }
    fn seated(&self, _: &PostId, _: Day) -> Vec<PersonId> {
        Vec::new()
    }
    fn posts(&self, _: &PersonId, _: Day) -> Vec<PostAt> {
        Vec::new()
    }
    fn holders(&self, _: &Hat, _: Day) -> Vec<PersonId> {
        Vec::new()
    }
    fn relatives(&self, _: &PersonId) -> Vec<PersonId> {
        Vec::new()
    }
    fn absences(&self, _: &[PersonId], _: Period, _: HalfDay, _: &MatterId) -> Vec<AbsenceAt> {
        Vec::new()
    }
    fn stand_ins(&self, _: &PersonId, _: Period, _: &MatterId) -> Vec<AbsenceAt> {
        Vec::new()
    }
    fn holds(&self, _: &PersonId, _: Bar, _: Day) -> Vec<Hold> {
        Vec::new()
    }
    fn matters(&self, _: &Query) -> Vec<Brief> {
        Vec::new()
    }
    fn brief(&self, _: &MatterId) -> Option<Brief> {
        None
    }
    fn last_document(&self, _: &str, _: i16) -> i64 {
        0
    }
    fn county_name(&self) -> Option<String> {
        None
    }
    fn state(&self, _: &MatterId) -> Option<(String, String)> {
        None
    }
    fn person(&self, _: &PersonId) -> Option<PersonCard> {
        None
    }
    fn unit(&self, _: &UnitId) -> Option<UnitCard> {
        None
    }
    fn post(&self, _: &PostId) -> Option<PostCard> {
        None
    }
    fn units(&self, _: Option<&UnitId>) -> Vec<UnitCard> {
        Vec::new()
    }
    fn account(&self, _: &str) -> Option<MatterId> {
        None
    }
    fn owner_of_id_number(&self, _: &str) -> Option<PersonId> {
        None
    }
}

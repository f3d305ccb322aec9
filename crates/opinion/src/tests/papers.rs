//! Papers of the pack: every field that one may ask for is committed text, because a renamed title breaks a county's paper.

use super::golden::compare;
use crate::{CATALOGUE, testing::policy};
use engine::{paper::COMMON, sheet};
use std::fmt::Write;

#[test]
fn golden_fields_that_papers_may_ask_for() {
    let mut text = String::from("# 文书可以用的字段，按事项种类\n");
    writeln!(text, "\n各种事项\n  {}", COMMON.join("\n  ")).expect("text");
    for mechanism in CATALOGUE.iter() {
        let (kind, schemas) = (mechanism.kind(), mechanism.schemas());
        writeln!(text, "\n{} {}\n  {}", kind.id, kind.title, sheet::placeholders(&schemas.state).join("\n  "))
            .expect("text");
    }
    compare("placeholders.txt", &text);
}

#[test]
fn every_paper_of_the_pack_can_be_filled() {
    let policy = policy();
    assert!(policy.papers().count() > 0, "the pack ships papers");
    assert_eq!(CATALOGUE.missing_in(&policy), []);
}

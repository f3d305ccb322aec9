//! The page of a cadre or a unit: what stands in the register, the matters of its timeline, its dossier.

use super::{
    frame::Frame,
    pages::HeadAct,
    parts::{Row, Tag},
};
use askama::Template;

/// A line of the timeline.
#[derive(Debug, Default)]
pub struct TimelineRow {
    /// The year, where it changes.
    pub year: String,
    /// 9月22日.
    pub day: String,
    /// Title of the matter.
    pub title: String,
    /// The matter.
    pub href: String,
    /// Number, post then held.
    pub meta: String,
    /// Stage.
    pub tag: Tag,
    /// Ended.
    pub ended: bool,
}

/// A block beside the timeline.
#[derive(Debug, Default)]
pub struct Block {
    /// Its title.
    pub title: String,
    /// A count or a remark.
    pub meta: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What stands there without rows.
    pub empty: String,
}

/// The day as of which a card is shown.
#[derive(Clone, Debug, Default)]
pub struct AsOf {
    /// Where the question is sent.
    pub action: String,
    /// The day, as the field says it.
    pub day: String,
    /// 截至2025年6月30日; empty for today.
    pub past: String,
}

/// A cadre or a unit.
#[derive(Debug, Default, Template)]
#[template(path = "card.html")]
pub struct CardPage {
    /// The frame.
    pub frame: Frame,
    /// The day.
    pub as_of: AsOf,
    /// h1.
    pub heading: String,
    /// Acts at the head.
    pub acts: Vec<HeadAct>,
    /// Posts.
    pub post: String,
    /// 正职, 主持工作.
    pub tags: Vec<Tag>,
    /// Facts of the register.
    pub facts: Vec<Row>,
    /// Holds in force.
    pub holds: Vec<Row>,
    /// Absences of now.
    pub away: Vec<String>,
    /// 71条，全部来自事项.
    pub timeline_meta: String,
    /// Matters, newest first.
    pub timeline: Vec<TimelineRow>,
    /// Address of the older ones.
    pub more: String,
    /// The dossier, for whoever may see how complete it is.
    pub dossier: Option<DossierPanel>,
    /// Blocks beside it.
    pub blocks: Vec<Block>,
}

/// 档案分块.
#[derive(Debug, Default)]
pub struct DossierPanel {
    /// 10块，完整8块.
    pub meta: String,
    /// The dossier on paper.
    pub print: String,
    /// Its blocks.
    pub rows: Vec<DossierRow>,
}

/// A block of a dossier.
#[derive(Debug, Default)]
pub struct DossierRow {
    /// Its number.
    pub number: usize,
    /// Its name.
    pub title: String,
    /// The matters of it; nowhere where it is sealed.
    pub href: String,
    /// It is the one that is looked at.
    pub here: bool,
    /// How many; nothing where it is sealed.
    pub count: String,
    /// 完整, 待补, 无此类情况, 待核对, 封存.
    pub tag: Tag,
    /// When it last changed, what is missing.
    pub meta: String,
}

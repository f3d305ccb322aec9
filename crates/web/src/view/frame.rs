//! The frame around every page of a signed-in person.

/// One entry of the menu.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The page being shown belongs to it.
    pub here: bool,
    /// Open matters behind it, where they are counted.
    pub count: Option<String>,
    /// Some of them are late.
    pub late: bool,
}

/// One chapter of the Opinion, with the kinds that carry it out.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// 一 to 五.
    pub numeral: &'static str,
    /// Its short title.
    pub title: &'static str,
    /// Unfolded.
    pub open: bool,
    /// Its kinds.
    pub items: Vec<Item>,
}

/// A step of the way to this page.
#[derive(Clone, Debug, Default)]
pub struct Crumb {
    /// Its words.
    pub title: String,
    /// Where it leads; empty for this page.
    pub href: String,
}

impl Crumb {
    /// A crumb that leads somewhere.
    pub fn to(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { title: title.into(), href: href.into() }
    }
    /// The last crumb: this page.
    pub fn here(title: impl Into<String>) -> Self {
        Self { title: title.into(), href: String::new() }
    }
}

/// Everything around the content.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Title of the page, for the window.
    pub title: String,
    /// Name of the office, in the top bar.
    pub office: String,
    /// Name of the person signed in.
    pub user: String,
    /// Role in words.
    pub role: String,
    /// Open duties of this person.
    pub pending: String,
    /// How many of them are late.
    pub late: usize,
    /// Fixed pages.
    pub menu: Vec<Item>,
    /// The Opinion's chapters; a chapter without a kind is not shown.
    pub chapters: Vec<Chapter>,
    /// Registers: people, units, posts, accounts.
    pub ground: Vec<Item>,
    /// The way to this page.
    pub crumbs: Vec<Crumb>,
    /// What the last action did.
    pub message: Option<String>,
    /// Version of the policy pack, in words.
    pub policy: String,
    /// Until when the journal is sealed, in words.
    pub sealed: String,
    /// A made county: every page says so.
    pub demo: bool,
    /// 字大一号.
    pub large: bool,
    /// The address of this page, to come back to it.
    pub address: String,
    /// Token of the session's forms.
    pub csrf: String,
    /// Digest of the assets, so that a new program never meets an old stylesheet.
    pub version: &'static str,
}

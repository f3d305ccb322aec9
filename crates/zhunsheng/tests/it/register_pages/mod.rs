//! The registers through the pages alone, to the end of what each page is for: forms drawn, filled in and sent as a browser does.

mod lives;
mod relatives;
mod rosters;

use crate::{pages_scenario::text, server::Person};

fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Where the list of cadres leads for this name: the pages of whoever is found.
fn cadres_named(clerk: &Person, name: &str) -> Vec<String> {
    let list = text(clerk, &format!("/people?q={}", encoded(name)));
    let links = list.split("href=\"/people/").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|id| !id.starts_with("roster")).map(|id| format!("/people/{id}")).collect()
}

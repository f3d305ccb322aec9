//! What is wrong with a page, by the rules of the house: for sample pages and for those of a county.

use std::collections::BTreeSet;

/// Start tags of an element, attributes included.
pub fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    let whole = |at: usize| {
        let rest = html.get(at..)?;
        let boundary = rest.as_bytes().get(start.len())?;
        (boundary.is_ascii_whitespace() || *boundary == b'>').then(|| rest.split('>').next())?
    };
    html.match_indices(&start).filter_map(|(at, _)| whole(at)).collect()
}

/// Value of an attribute in a start tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// What is wrong with a page, by the rules of the house.
pub fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |good: bool, what: String| {
        if !good {
            faults.push(what);
        }
    };
    check(html.contains("<html lang=\"zh-CN\""), "no lang".into());
    check(tags(html, "h1").len() == 1, format!("{} h1", tags(html, "h1").len()));
    check(!html.contains(" style="), "style attribute".into());
    check(!html.contains("<style") && !html.contains("onclick"), "inline style or script".into());
    check(tags(html, "script").iter().all(|tag| tag.contains(" src=\"/assets/")), "script that is no file".into());
    check(tags(html, "main").len() == 1, "not one main".into());
    check(!html.contains("暂无数据"), "an empty state without a fact".into());
    let labels: BTreeSet<&str> = tags(html, "label").iter().filter_map(|tag| attribute(tag, "for")).collect();
    for name in ["input", "select", "textarea"] {
        for tag in tags(html, name) {
            if attribute(tag, "type") == Some("hidden") {
                continue;
            }
            let inside = wrapped(html, tag);
            let labelled = attribute(tag, "id").is_some_and(|id| labels.contains(id));
            check(labelled || inside || tag.contains(" aria-label=\""), format!("no label: {tag}"));
        }
    }
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let unique: BTreeSet<&&str> = ids.iter().collect();
    check(unique.len() == ids.len(), "an id twice".into());
    for tag in tags(html, "th") {
        check(tag.contains(" scope=\""), format!("no scope: {tag}"));
    }
    for tag in tags(html, "form") {
        let post = attribute(tag, "method") == Some("post");
        let open = attribute(tag, "action") == Some("/sign-in");
        let body = html.split(tag).nth(1).and_then(|rest| rest.split("</form>").next()).unwrap_or("");
        check(!post || open || body.contains("name=\"_csrf\""), format!("no token: {tag}"));
    }
    faults
}

fn wrapped(html: &str, tag: &str) -> bool {
    let before = html.split(tag).next().unwrap_or("");
    before.rfind("<label").is_some_and(|at| !before[at..].contains("</label>"))
}

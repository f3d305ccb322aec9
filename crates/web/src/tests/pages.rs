//! Every page with sample content: well formed, labelled, free of inline styles; written out so that they can be looked at.

use super::{faults::faults, samples};

#[test]
fn every_page_keeps_the_rules_of_the_house() {
    let folder = std::env::temp_dir().join("zhunsheng-pages");
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for asset in crate::assets::ASSETS {
        std::fs::write(folder.join("assets").join(asset.name), asset.body.replace("/assets/", "")).unwrap();
    }
    for (name, html) in samples::all() {
        assert_eq!(faults(&html), Vec::<String>::new(), "{name}");
        std::fs::write(folder.join(format!("{name}.html")), html.replace("\"/assets/", "\"assets/")).unwrap();
    }
}

#[test]
fn what_people_wrote_is_never_markup() {
    let page = samples::matter_with_text("<b onclick=1>&\"");
    assert!(page.contains("&#60;b onclick=1&#62;&#38;"), "text must be escaped");
    assert!(!page.contains("<b onclick"));
}

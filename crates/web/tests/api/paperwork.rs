//! Corrections, entries on behalf and drafts, by page, over the toy kinds.

use crate::{
    faults::faults,
    ground::{Ground, Reply},
    pages::{hidden, look, send},
};
use axum::http::header;

type Pairs = Vec<(&'static str, String)>;

fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text);
    reply.headers[header::LOCATION].to_str().unwrap().to_owned()
}

/// What every form of a page carries.
fn carried(page: &str) -> Pairs {
    ["_csrf", "_key", "_after", "_draft"]
        .map(|name| (name, hidden(page, name)))
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn filled(page: &str, more: &[(&'static str, &str)]) -> Pairs {
    let mut pairs = carried(page);
    pairs.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    pairs
}

const LOAN: [(&str, &str); 8] = [
    ("thing", "投影仪"),
    ("person", "翟明远"),
    ("unit", "云亭镇"),
    ("period.from.day", "2026-05-06"),
    ("period.from.half", "上午"),
    ("period.to.day", "2026-05-08"),
    ("period.to.half", "下午"),
    ("parts.0.name", ""),
];

fn corrected(thing: &'static str, reason: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("payload.thing", thing),
        ("payload.person", "翟明远"),
        ("payload.unit", "云亭镇"),
        ("payload.period.from.day", "2026-05-06"),
        ("payload.period.from.half", "上午"),
        ("payload.period.to.day", "2026-05-08"),
        ("payload.period.to.half", "下午"),
        ("payload.parts.0.name", "电源线"),
        ("payload.parts.0.count", "1"),
        ("reason", reason),
        ("n", "1"),
    ]
}

#[tokio::test]
async fn an_entry_is_corrected_by_page_and_the_stream_shows_the_old_beside_the_new() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let list = look(&ground, &clerk, &format!("/matters/{id}/amend")).await;
    assert!(list.text.contains(&format!("/matters/{id}/amend/1")), "{}", list.text);
    let path = format!("/matters/{id}/amend/1");
    let page = look(&ground, &clerk, &path).await;
    assert_eq!((page.status.as_u16(), faults(&page.text)), (200, Vec::new()));
    for kept in ["value=\"投影仪\"", "value=\"2026-05-08\"", "value=\"电源线\"", "现在记录的内容"] {
        assert!(page.text.contains(kept), "{kept}: {}", page.text);
    }
    let bare = send(&ground, &clerk, &path, &filled(&page.text, &corrected("幕布", ""))).await;
    assert_eq!((bare.status.as_u16(), faults(&bare.text)), (422, Vec::new()));
    assert!(bare.text.contains("value=\"幕布\"") && bare.text.contains("未写更正理由"), "{}", bare.text);
    let same = send(&ground, &clerk, &path, &filled(&bare.text, &corrected("投影仪", "看错了"))).await;
    assert!(same.status == 422 && same.text.contains("更正前后内容相同"), "{}", same.text);
    let gone = send(&ground, &clerk, &path, &filled(&same.text, &corrected("幕布", "物品写错"))).await;
    let matter = look(&ground, &clerk, &location(&gone)).await;
    assert_eq!(faults(&matter.text), Vec::<String>::new());
    for shown in ["借用：幕布", "</span>投影仪</del>", "</span>幕布</ins>", "物品写错", "内容已由第2条更正"]
    {
        assert!(matter.text.contains(shown), "{shown}: {}", matter.text);
    }
    assert_eq!(
        look(&ground, &clerk, "/drafts").await.text.matches("/discard").count(),
        0,
        "what went through is no draft"
    );
}

#[tokio::test]
async fn only_whoever_keeps_the_matter_corrects_it_and_only_its_own_entries() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let zhai = ground.sign_in("zhai").await;
    let su = ground.sign_in("su").await;
    let path = format!("/matters/{id}/amend/1");
    assert_eq!(look(&ground, &zhai, &path).await.status, 403, "he sees the matter and may not correct it");
    assert_eq!(look(&ground, &su, &path).await.status, 404, "she does not learn that there is one");
    assert!(!look(&ground, &zhai, &format!("/matters/{id}")).await.text.contains("/amend"));
    for n in ["2", "0", "x"] {
        assert_eq!(look(&ground, &clerk, &format!("/matters/{id}/amend/{n}")).await.status, 404, "{n}");
    }
    let page = look(&ground, &clerk, &path).await.text;
    let mut forged = filled(&page, &corrected("幕布", "物品写错"));
    forged.retain(|(name, _)| *name != "_csrf");
    assert_eq!(send(&ground, &clerk, &path, &forged).await.status, 403);
}

#[tokio::test]
async fn a_clerk_enters_what_another_has_signed_and_the_stream_says_so() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let paper = ground.app.county.keep_file("签字件.pdf", b"%PDF-1.4 signed", "clerk", ground.app.moment()).unwrap();
    let paper = paper.id.as_str().to_owned();
    let page = look(&ground, &clerk, &format!("/matters/{id}?do=back")).await.text;
    assert!(page.contains("代何人录入") && page.contains("multipart/form-data"), "{page}");
    let path = format!("/matters/{id}/actions/back");
    let half = send(
        &ground,
        &clerk,
        &path,
        &filled(&page, &[("note", "完好"), ("on_behalf.person", "翟明远"), ("on_behalf.signed_on", "5.5")]),
    )
    .await;
    assert!(half.status == 422 && half.text.contains("未附签字件") && half.text.contains("完好"), "{}", half.text);
    let other = [
        ("note", "完好"),
        ("on_behalf.person", "苏婉"),
        ("on_behalf.signed_on", "5.5"),
        ("on_behalf.paper", paper.as_str()),
    ];
    let stranger = send(&ground, &clerk, &path, &filled(&half.text, &other)).await;
    assert!(stranger.status == 403 && stranger.text.contains("请核对代何人录入"), "{}", stranger.text);
    let mut right = other;
    right[1].1 = "翟明远";
    let done = send(&ground, &clerk, &path, &filled(&stranger.text, &right)).await;
    let matter = look(&ground, &clerk, &location(&done)).await.text;
    assert!(matter.contains("<b>翟明远</b>") && matter.contains("代录，本人5月5日签字"), "{matter}");
    assert!(matter.contains(&format!("/files/{paper}")));
    let zhai = ground.sign_in("zhai").await;
    let next = ground.lend(&clerk, "幕布").await;
    let own = look(&ground, &zhai, &format!("/matters/{next}?do=back")).await.text;
    assert!(own.contains("归还") && !own.contains("代何人录入"), "who is no clerk enters for himself alone");
}

#[tokio::test]
async fn a_draft_is_kept_opened_by_its_owner_only_and_thrown_away() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = look(&ground, &clerk, "/new/loan").await.text;
    let begun = filled(&page, &[("thing", "投影仪"), ("period.from.day", "后天"), ("_save", "1")]);
    let kept = location(&send(&ground, &clerk, "/new/loan?verb=lend", &begun).await);
    let again = look(&ground, &clerk, &kept).await.text;
    assert!(again.contains("已存为草稿") && again.contains("value=\"投影仪\"") && again.contains("value=\"后天\""));
    let address = kept.trim_end_matches("&kept=1").replace('&', "&#38;");
    for list in ["/drafts", "/"] {
        let list = look(&ground, &clerk, list).await.text;
        assert!(list.contains(&address), "{address}: {list}");
        assert_eq!(faults(&list), Vec::<String>::new());
    }
    let head = ground.sign_in("head").await;
    assert!(!look(&ground, &head, "/drafts").await.text.contains("/discard"));
    let id = kept.split("draft=").nth(1).unwrap().trim_end_matches("&kept=1").to_owned();
    let token = hidden(&look(&ground, &head, "/password").await.text, "_csrf");
    let foreign = send(&ground, &head, &format!("/drafts/{id}/discard"), &[("_csrf", token)]).await;
    assert_eq!(foreign.status, 303);
    assert!(look(&ground, &clerk, "/drafts").await.text.contains(&id), "nobody throws away another's");
    let token = hidden(&again, "_csrf");
    send(&ground, &clerk, &format!("/drafts/{id}/discard"), &[("_csrf", token)]).await;
    assert!(!look(&ground, &clerk, "/drafts").await.text.contains(&id));
}

#[tokio::test]
async fn a_refused_form_is_a_draft_until_it_goes_through() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = look(&ground, &clerk, "/new/loan").await.text;
    let mut never = LOAN;
    never[0].1 = "公章";
    let refused = send(&ground, &clerk, "/new/loan?verb=lend", &filled(&page, &never)).await;
    assert!(refused.status == 422 && refused.text.contains("公章不外借"), "{}", refused.text);
    let list = look(&ground, &clerk, "/drafts").await.text;
    assert_eq!(list.matches("/discard").count(), 1, "{list}");
    let sent = send(&ground, &clerk, "/new/loan?verb=lend", &filled(&refused.text, &LOAN)).await;
    assert!(location(&sent).starts_with("/matters/"));
    assert_eq!(look(&ground, &clerk, "/drafts").await.text.matches("/discard").count(), 0);
}

//! Ledgers over the toy kinds: filters, orders, sizes, columns, what is to be done in a row, paper; and what is remembered.

use crate::{
    faults::faults,
    ground::{Ground, Reply, back, lending},
    pages::{hidden, look, send},
};
use axum::{
    body::Body,
    http::{Request, header},
};

/// Names of the things in the rows of a page, in its order.
fn things(page: &Reply) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text);
    let cells = page.text.split("data-label=\"物品\">").skip(1);
    cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

/// The county with some loans: the last one has three parts, one is urgent.
async fn lent(ground: &Ground) -> String {
    let clerk = ground.sign_in("clerk").await;
    for (thing, parts) in [("相机", 10), ("加急投影仪", 0), ("扩音器", 2)] {
        let mut lending = lending(thing, "p1", "u1");
        let part = serde_json::json!({"name": "线", "count": 1});
        lending["action"]["parts"] = serde_json::Value::Array(vec![part; parts]);
        assert_eq!(ground.post(&clerk, "/api/v1/matters", &lending).await.status, 201);
    }
    clerk
}

/// Looks with the cookies of an earlier answer.
async fn again(ground: &Ground, token: &str, before: &Reply, path: &str) -> Reply {
    let kept = before.headers.get(header::SET_COOKIE).map(|line| line.to_str().unwrap().split(';').next().unwrap());
    let cookie = format!("zhunsheng={token}; {}", kept.unwrap_or("none=1"));
    ground.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_ledger_stands_in_the_order_of_a_column_numbers_as_numbers() {
    let ground = Ground::new();
    let clerk = lent(&ground).await;
    let by = |order: &str| format!("/ledger/loan?_order={order}");
    assert_eq!(things(&look(&ground, &clerk, &by("parts")).await), ["加急投影仪", "扩音器", "相机"]);
    let down = look(&ground, &clerk, &by("-parts")).await;
    assert_eq!(things(&down), ["相机", "扩音器", "加急投影仪"]);
    assert!(down.text.contains("aria-sort=\"descending\"") && down.text.contains("按配件数从大到小"));
    assert_eq!(things(&look(&ground, &clerk, &by("newest")).await), ["扩音器", "加急投影仪", "相机"]);
    assert_eq!(things(&look(&ground, &clerk, &by("nothing%27")).await).len(), 3, "an unknown order is the usual one");
    let (_, export) = down.text.split_once("/ledger/loan/export?").unwrap();
    assert!(export.split('"').next().unwrap().contains("order=-parts"), "paper stands in the order shown");
}

#[tokio::test]
async fn a_choice_offers_the_words_that_stand_in_the_ledger_and_a_remark_can_be_looked_for() {
    let ground = Ground::new();
    let clerk = lent(&ground).await;
    let page = look(&ground, &clerk, "/ledger/loan").await;
    for shown in ["<label for=\"f-size\">大小", "<option value=\"大件\">", "更多条件", "<label for=\"f-hurry\">缓急"]
    {
        assert!(page.text.contains(shown), "{shown}");
    }
    assert_eq!(faults(&page.text), Vec::<String>::new());
    let chosen = look(&ground, &clerk, "/ledger/loan?size=%E5%B0%8F%E4%BB%B6").await;
    assert_eq!(things(&chosen), ["相机"]);
    let urgent = look(&ground, &clerk, "/ledger/loan?hurry=1").await;
    assert_eq!(things(&urgent), ["加急投影仪"]);
    assert!(urgent.text.contains("<details class=\"rare\" open>"), "what is asked for is not folded away");
}

#[tokio::test]
async fn a_remark_that_outranks_the_stage_stands_before_it_until_it_is_over() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "加急投影仪").await;
    ground.wait(-24 * 3600);
    let clerk = ground.sign_in("clerk").await;
    let tag = |page: &Reply| page.text.contains("</svg>加急</span>");
    assert!(tag(&look(&ground, &clerk, "/ledger/loan").await), "the stage is the stored one");
    ground.wait(2 * 24 * 3600);
    let clerk = ground.sign_in("clerk").await;
    let page = look(&ground, &clerk, "/ledger/loan").await;
    assert!(!tag(&page) && page.text.contains("未到期"), "the clock has taken over");
    ground.post(&clerk, &format!("/api/v1/matters/{id}/actions"), &back(1)).await;
    assert!(!tag(&look(&ground, &clerk, "/ledger/loan?tab=all").await));
}

#[tokio::test]
async fn a_row_says_what_its_reader_has_to_do_and_nothing_of_others() {
    let ground = Ground::new();
    let clerk = lent(&ground).await;
    let zhai = ground.sign_in("zhai").await;
    let (own, others) = (look(&ground, &zhai, "/ledger/loan").await, look(&ground, &clerk, "/ledger/loan").await);
    assert!(own.text.contains("?do=back#do\">归还</a>"), "{}", own.text);
    assert!(!others.text.contains("?do=back#do") && others.text.contains(">查看</a>"));
    assert!(others.text.contains("05-09 归还"), "the day says what is owed");
}

#[tokio::test]
async fn rows_of_a_page_and_columns_are_remembered_for_the_account_that_chose_them() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for n in 0..12 {
        ground.lend(&clerk, &format!("箱{n}")).await;
    }
    let first = look(&ground, &clerk, "/ledger/loan").await;
    assert_eq!(things(&first).len(), 10);
    assert!(first.text.contains("name=\"page\"") && first.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(things(&look(&ground, &clerk, "/ledger/loan?page=2").await).len(), 2);
    let more = look(&ground, &clerk, "/ledger/loan?_rows=20&col=thing").await;
    assert_eq!(things(&more).len(), 12);
    let later = again(&ground, &clerk, &more, "/ledger/loan").await;
    assert_eq!(things(&later).len(), 12);
    assert!(!later.text.contains("data-label=\"配件数\""), "the columns are remembered too");
    let restored = again(&ground, &clerk, &more, "/ledger/loan?col=").await;
    assert!(restored.text.contains("data-label=\"配件数\""));
    let head = ground.sign_in("head").await;
    assert_eq!(things(&again(&ground, &head, &more, "/ledger/loan").await).len(), 10, "another account begins anew");
}

#[tokio::test]
async fn a_unit_is_found_by_a_part_of_its_name_and_an_unknown_one_is_said() {
    let ground = Ground::new();
    let clerk = lent(&ground).await;
    assert_eq!(things(&look(&ground, &clerk, "/ledger/loan?unit=%E4%BA%91%E4%BA%AD").await).len(), 3);
    let unknown = look(&ground, &clerk, "/ledger/loan?unit=%E6%97%A0%E6%AD%A4").await;
    assert_eq!(things(&unknown).len(), 0);
    assert!(unknown.text.contains("没有叫“无此”的单位"), "{}", unknown.text);
}

#[tokio::test]
async fn a_ledger_is_printed_whole_with_title_filter_and_the_line_for_those_who_sign() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for n in 0..12 {
        ground.lend(&clerk, &format!("箱{n}")).await;
    }
    let page = look(&ground, &clerk, "/ledger/loan/print?tab=open&unit=%E4%BA%91%E4%BA%AD%E9%95%87").await;
    assert_eq!((page.status.as_u16(), faults(&page.text)), (200, Vec::new()));
    for shown in [
        "<h1>借用台账</h1>",
        "across.css",
        "共12条",
        "环节：在办",
        "单位：云亭镇",
        "填报：",
        "审核：",
        "日期：2026年5月6日",
    ] {
        assert!(page.text.contains(shown), "{shown}");
    }
    assert_eq!(page.text.matches("<tr class=").count(), 12);
    assert!(!page.text.contains("操作") && page.text.contains("/ledger/loan?tab=open"));
    assert_eq!(look(&ground, &clerk, "/ledger/loan/print?from=2026-02-30").await.status, 400);
    assert_eq!(look(&ground, &clerk, "/ledger/nothing/print").await.status, 404);
}

#[tokio::test]
async fn larger_letters_are_chosen_on_any_page_and_hold_on_all() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = look(&ground, &clerk, "/ledger/loan?tab=all").await;
    assert!(page.text.contains("<html lang=\"zh-CN\">") && page.text.contains(">字大一号<"));
    let csrf = hidden(&page.text, "_csrf");
    let pairs = |large: &str, back: &str| [("_csrf", csrf.clone()), ("large", large.into()), ("back", back.into())];
    let chosen = send(&ground, &clerk, "/habits", &pairs("1", "/ledger/loan?tab=all")).await;
    assert_eq!(
        (chosen.status.as_u16(), &chosen.headers[header::LOCATION]),
        (303, &"/ledger/loan?tab=all".parse().unwrap())
    );
    for path in ["/", "/ledger/loan", "/ledger/loan/print", "/people", "/sign-in"] {
        let page = again(&ground, if path == "/sign-in" { "" } else { &clerk }, &chosen, path).await;
        assert!(page.text.contains("<html lang=\"zh-CN\" class=\"large\">"), "{path}");
    }
    let away = send(&ground, &clerk, "/habits", &pairs("0", "//elsewhere.example")).await;
    assert_eq!(away.headers[header::LOCATION], "/");
    let forged = send(&ground, &clerk, "/habits", &[("large", "1".into())]).await;
    assert_eq!(forged.status, 403, "no form of another's");
}

#[tokio::test]
async fn a_search_finds_people_units_and_matters_by_name_number_unit_and_text() {
    let ground = Ground::new();
    let clerk = lent(&ground).await;
    let find = |q: &str| format!("/search?q={}", q.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>());
    let by_name = look(&ground, &clerk, &find("翟明远")).await;
    assert!(
        by_name.text.contains("<h2>干部</h2>")
            && by_name.text.contains("/people/p1")
            && by_name.text.contains("<h2>事项</h2>")
    );
    let by_unit = look(&ground, &clerk, &find("云亭镇")).await;
    assert!(by_unit.text.contains("<h2>单位</h2>") && by_unit.text.contains("/units/u1"), "{}", by_unit.text);
    let by_number = look(&ground, &clerk, &find("借〔2026〕2号")).await;
    assert!(
        by_number.text.contains("借用：加急投影仪") && !by_number.text.contains("借用：相机"),
        "{}",
        by_number.text
    );
    let by_text = look(&ground, &clerk, &find("扩音")).await;
    assert!(by_text.text.contains("借用：扩音器") && by_text.text.contains("<h2>事项</h2><span class=\"meta\">1条"));
    let nothing = look(&ground, &clerk, &find("无此人")).await;
    assert!(nothing.text.contains("没有找到“无此人”"));
    for page in [by_name, by_unit, by_number, by_text, nothing, look(&ground, &clerk, "/search").await] {
        assert_eq!(faults(&page.text), Vec::<String>::new());
    }
}

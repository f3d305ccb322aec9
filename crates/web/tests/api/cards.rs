//! A matter, a cadre and a unit as pages show them: who acted in what capacity, who can see it, paper, the journal, a past day.

use crate::{
    faults::faults,
    ground::{Ground, back},
    pages::look,
};
use axum::{
    body::Body,
    http::{Request, header},
};

#[tokio::test]
async fn a_matter_says_in_what_capacity_people_acted_and_who_can_see_it() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let zhai = ground.sign_in("zhai").await;
    assert_eq!(ground.post(&zhai, &format!("/api/v1/matters/{id}/actions"), &back(1)).await.status, 200);
    let page = look(&ground, &zhai, &format!("/matters/{id}")).await;
    assert_eq!((page.status.as_u16(), faults(&page.text)), (200, Vec::new()));
    assert!(page.text.contains("<i>干部监督股经办人</i>"), "a granted role: {}", page.text);
    assert!(page.text.contains("<i>云亭镇党委书记</i>"), "a post held on the day");
    let (_, readers) = page.text.split_once("谁能看").unwrap();
    assert!(
        readers.contains("翟明远 <span class=\"meta\">有关人员") && readers.contains("云亭镇主要负责人"),
        "{readers}"
    );
    assert!(readers.contains("干部监督股经办人") && !readers.contains("苏"), "{readers}");
}

#[tokio::test]
async fn a_matter_is_printed_and_its_place_in_the_journal_shown_to_whoever_sees_it() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let paper = look(&ground, &clerk, &format!("/matters/{id}/print")).await;
    assert_eq!((paper.status.as_u16(), faults(&paper.text)), (200, Vec::new()));
    assert!(
        paper.text.contains("<h1>借用：投影仪</h1>")
            && paper.text.contains("借〔2026〕1号")
            && paper.text.contains("借出")
    );
    let proof = look(&ground, &clerk, &format!("/matters/{id}/proof")).await;
    assert_eq!((proof.status.as_u16(), faults(&proof.text)), (200, Vec::new()));
    let digits = proof.text.split("data-label=\"存证摘要\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digits}");
    assert!(proof.text.contains("本事项各条均已存证"));
    let su = ground.sign_in("su").await;
    for page in ["print", "proof"] {
        assert_eq!(look(&ground, &su, &format!("/matters/{id}/{page}")).await.status, 404);
    }
}

#[tokio::test]
async fn what_was_opened_last_stands_on_the_workbench_while_it_may_be_seen() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let opened = look(&ground, &clerk, &format!("/matters/{id}")).await;
    let kept = opened.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let home = |cookie: String| Request::get("/").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let shown = ground.send(home(format!("zhunsheng={clerk}; {kept}"))).await;
    assert!(shown.text.contains("最近打开") && shown.text.contains("翟明远"), "{}", shown.text);
    let before = look(&ground, &clerk, "/").await;
    assert!(!before.text.contains("最近打开"));
    // The same cookie with the mark of one who may not see it.
    let su = ground.sign_in("su").await;
    let other = ground.send(home(format!("zhunsheng={su}; {kept}"))).await;
    assert!(!other.text.contains("最近打开"));
}

#[tokio::test]
async fn late_is_one_number_in_the_bar_the_strip_and_the_list() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    ground.lend(&clerk, "投影仪").await;
    ground.lend(&clerk, "相机").await;
    ground.wait(4 * 24 * 3600);
    let zhai = ground.sign_in("zhai").await;
    let page = look(&ground, &zhai, "/").await;
    assert!(page.text.contains("/duties?state=mine_late\">逾期 <span class=\"badge late\">2</span>"), "{}", page.text);
    assert!(page.text.contains("href=\"#late\"><b>2</b>逾期") && page.text.contains("轮到我办的2件"));
    let list = look(&ground, &zhai, "/duties?state=mine_late").await;
    assert_eq!(list.text.matches("<tr class=\"late\">").count(), 2, "{}", list.text);
    let paper = look(&ground, &zhai, "/today/print").await;
    assert_eq!(faults(&paper.text), Vec::<String>::new());
    assert!(paper.text.contains("<h1>今日清单</h1>") && paper.text.contains("逾期和今日到期2件"));
}

#[tokio::test]
async fn a_card_as_of_a_past_day_says_so_and_offers_nothing() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    ground.lend(&clerk, "投影仪").await;
    for card in ["/people/p1", "/units/u1"] {
        let today = look(&ground, &clerk, card).await;
        assert_eq!((today.status.as_u16(), faults(&today.text)), (200, Vec::new()));
        assert!(
            today.text.contains("党委书记") && !today.text.contains("只供查看") && today.text.contains("借用：投影仪")
        );
        let past = look(&ground, &clerk, &format!("{card}?on=2020-06-30")).await;
        assert_eq!(faults(&past.text), Vec::<String>::new());
        assert!(past.text.contains("截至2020年6月30日") && past.text.contains("class=\"past\""), "{}", past.text);
        assert!(!past.text.contains("新办事项</a>") && !past.text.contains("借用：投影仪"));
        assert_eq!(look(&ground, &clerk, &format!("{card}?on=2020-02-30")).await.status, 400);
    }
    let person = look(&ground, &clerk, "/people/p1?on=2020-06-30").await;
    assert!(person.text.contains("没有现任职务"), "the post began in 2021");
}

#[tokio::test]
async fn people_are_counted_and_found_by_unit() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let all = look(&ground, &clerk, "/people").await;
    assert!(all.text.contains("人，第1页") && all.text.contains("id=\"unit\""));
    let unit = look(&ground, &clerk, "/people?unit=%E4%BA%91%E4%BA%AD%E9%95%87").await;
    assert!(unit.text.contains("翟明远") && unit.text.contains("共1人"), "{}", unit.text);
    let wrong = look(&ground, &clerk, "/people?unit=%E6%97%A0%E6%AD%A4").await;
    assert!(wrong.text.contains("没有叫“无此”的单位") && !wrong.text.contains("翟明远"));
}

#[tokio::test]
async fn the_year_of_a_units_people_is_for_those_who_see_the_unit() {
    let ground = Ground::new();
    let (clerk, su, admin) = (ground.sign_in("clerk").await, ground.sign_in("su").await, ground.sign_in("admin").await);
    let page = look(&ground, &clerk, "/units/u1/year").await;
    assert_eq!((page.status.as_u16(), faults(&page.text)), (200, Vec::new()));
    assert!(page.text.contains("这一年没有可合计的"));
    for other in [su, admin] {
        assert_eq!(look(&ground, &other, "/units/u1/year").await.status, 404);
        assert_eq!(look(&ground, &other, "/units/u1/year.xlsx").await.status, 404);
    }
}

//! The menu beside every page: what stands behind its items is counted once and stands until something is recorded.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};

/// The page of loans: what the menu says stands behind them, and how many statements the page cost.
async fn menu(ground: &Ground, token: &str) -> (String, u64) {
    let request = Request::get("/people").header(header::COOKIE, format!("zhunsheng={token}"));
    let before = ground.app.county.statements();
    let text = ground.send(request.body(Body::empty()).unwrap()).await.text;
    let cost = ground.app.county.statements() - before;
    let item = text.split("href=\"/ledger/loan\"").nth(1).unwrap().split("</a>").next().unwrap().to_owned();
    (item, cost)
}

#[tokio::test]
async fn a_menu_is_counted_once_for_everybody_and_anew_when_something_is_recorded_or_the_day_goes_on() {
    let ground = Ground::new();
    let (clerk, other) = (ground.sign_in("clerk").await, ground.sign_in("su").await);
    let loan = ground.lend(&clerk, "投影仪").await;
    ground.settle();
    let (item, first) = menu(&ground, &clerk).await;
    assert!(item.contains("class=\"count\">1<"), "{item}");
    let (again, second) = menu(&ground, &clerk).await;
    assert_eq!(item, again);
    assert!(second < first, "{second} statements after {first}");
    // Somebody else sees what he may see, whoever looked before him.
    assert!(menu(&ground, &other).await.0.contains("class=\"count\">0<"));
    ground.lend(&clerk, "话筒").await;
    assert!(menu(&ground, &clerk).await.0.contains("class=\"count\">2<"));
    // 5月9日 they are to be back: on the 10th both are late.
    ground.wait(6 * 24 * 3600);
    let clerk = ground.sign_in("clerk").await;
    assert!(menu(&ground, &clerk).await.0.contains("class=\"count late\">2<"));
    let back = ground.post(&clerk, &format!("/api/v1/matters/{loan}/actions"), &back(1)).await;
    assert!(back.status.is_success(), "{}", back.text);
    assert!(menu(&ground, &clerk).await.0.contains("class=\"count late\">1<"));
}

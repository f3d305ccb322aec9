//! 更换口令: of one's own account; forced at the first sign-in and after a reset.

use super::{
    frame::frame,
    visit::{Visit, see_other, shown},
};
use crate::{
    door,
    fault::Problem,
    view::{frame::Crumb, pages::AccountPage, parts::RefusalBox},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The page.
pub fn form(visit: &Visit) -> Result<Response, Problem> {
    shown(StatusCode::OK, &page(visit, None)?)
}

/// The form came back.
pub fn change(visit: &Visit) -> Result<Response, Problem> {
    let text = |name: &str| visit.sent(name).unwrap_or("").to_owned();
    let (old, new, again) = (text("old"), text("new"), text("again"));
    if new != again {
        let sentence = "两遍新口令不一致，请重写。";
        return shown(StatusCode::UNPROCESSABLE_ENTITY, &page(visit, Some(sentence.to_owned()))?);
    }
    let change = door::change_password(&visit.app, &visit.who.session, old, new);
    match tokio::runtime::Handle::current().block_on(change) {
        // All sessions of the account have ended: the new password is used at once.
        Ok(()) => Ok(([(header::SET_COOKIE, door::clear_cookie(&visit.app))], see_other("/sign-in")).into_response()),
        Err(problem) => shown(problem.status, &page(visit, Some(problem.sentence))?),
    }
}

fn page(visit: &Visit, wrong: Option<String>) -> Result<AccountPage, Problem> {
    let policy = visit.app.county.policy();
    let number = |limit: &str| policy.number(limit, visit.today());
    let rules = [
        number("password.length").map(|length| format!("至少{length}个字符")),
        number("password.classes").map(|classes| format!("含大写、小写、数字、符号中的{classes}种")),
        number("password.history").map(|history| format!("不与最近{history}次用过的相同")),
        Some("不含登录名".to_owned()),
        number("password.age").map(|age| format!("{age}天须更换一次")),
    ];
    let rules: Vec<String> = rules.into_iter().flatten().collect();
    let meta =
        if visit.who.session.must_change { "首次登录或口令被重置后，须先更换口令" } else { "" };
    Ok(AccountPage {
        frame: frame(visit, "更换口令", "/password", vec![Crumb::here("更换口令")])?,
        heading: "更换口令".into(),
        meta: meta.into(),
        refusal: wrong
            .map(|sentence| RefusalBox { title: "口令没有更换".into(), sentence, ..RefusalBox::default() }),
        rule: format!("{}。", rules.join("，")),
    })
}

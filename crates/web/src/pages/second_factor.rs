//! 动态口令: set up by whoever wants it, confirmed with its first code before it counts, taken away with another.

use super::{
    frame::frame,
    panels,
    visit::{Visit, encoded, see_other, shown},
};
use crate::{
    door,
    fault::Problem,
    view::{
        field::{Control, TextBox},
        frame::Crumb,
        office::{Ask, Note, OfficePage, Panel},
        parts::{RefusalBox, Row},
    },
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use qrcode::{EcLevel, QrCode, render::svg};

const HERE: &str = "/second-factor";

/// How it stands.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    shown(StatusCode::OK, &page(visit, None)?)
}

/// The secret that waits for its first code, for a camera: drawn anew for every look, for its own account alone, kept by no browser.
pub fn code(visit: &Visit) -> Result<Response, Problem> {
    let login = &visit.who.session.account;
    let secret = visit.app.county.pending_second_factor(login)?.ok_or_else(Problem::not_found)?;
    let code = QrCode::with_error_correction_level(address(login, &secret), EcLevel::M);
    let drawn = code.map_err(|_| Problem::broken())?.render::<svg::Color<'_>>().module_dimensions(1, 1).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response())
}

/// A secret is made, and waits for its first code.
pub fn begin(visit: &Visit) -> Result<Response, Problem> {
    match visit.app.county.begin_second_factor(&visit.who.session.account) {
        Ok(_) => Ok(see_other(HERE)),
        Err(error) => refused(visit, &door::refused(&error)),
    }
}

/// The first code came.
pub fn confirm(visit: &Visit) -> Result<Response, Problem> {
    let login = &visit.who.session.account;
    match visit.app.county.confirm_second_factor(login, visit.sent("code").unwrap_or_default(), visit.now) {
        Ok(()) => Ok(see_other(&format!("{HERE}?done=1"))),
        Err(error) => refused(visit, &door::refused(&error)),
    }
}

/// It is not wanted any more.
pub fn end(visit: &Visit) -> Result<Response, Problem> {
    let login = &visit.who.session.account;
    match visit.app.county.end_second_factor(login, visit.sent("code").unwrap_or_default(), visit.now) {
        Ok(()) => Ok(see_other(&format!("{HERE}?done=0"))),
        Err(error) => refused(visit, &door::refused(&error)),
    }
}

/// A wrong code of somebody who is signed in is a refused form, not a lost session.
fn refused(visit: &Visit, problem: &Problem) -> Result<Response, Problem> {
    let status =
        if problem.status == StatusCode::UNAUTHORIZED { StatusCode::UNPROCESSABLE_ENTITY } else { problem.status };
    shown(status, &page(visit, Some(problem))?)
}

fn page(visit: &Visit, wrong: Option<&Problem>) -> Result<OfficePage, Problem> {
    let login = visit.who.session.account.as_str();
    let crumbs = vec![Crumb::to("更换口令", "/password"), Crumb::here("动态口令")];
    let mut page = OfficePage {
        frame: frame(visit, "动态口令", "/password", crumbs)?,
        heading: "动态口令".into(),
        meta: "登录时在口令之外再填六位数字；由本人自愿登记".into(),
        ..OfficePage::default()
    };
    page.refusal = wrong.map(|problem| RefusalBox {
        title: "没有办成".into(),
        sentence: problem.sentence.clone(),
        ..RefusalBox::default()
    });
    let done = |title: &str, text: &str| Note { title: title.into(), text: text.into(), ..Note::default() };
    match visit.asked("done") {
        Some("1") => page.notes.push(done("动态口令已启用。", "下次登录须填写。设备丢失的，请系统管理员重置口令。")),
        Some("0") => page.notes.push(done("动态口令已停用。", "登录只用口令。")),
        _ => {}
    }
    let error = wrong.map(|problem| problem.sentence.clone()).unwrap_or_default();
    page.panels.push(if visit.app.county.has_second_factor(login)? {
        Panel {
            lines: vec!["已启用。要停用或换设备，请填写当前的动态口令。".into()],
            ask: Some(ask(visit, "end", Some(error), "停用动态口令")),
            ..Panel::new("已启用", "")
        }
    } else if let Some(secret) = visit.app.county.pending_second_factor(login)? {
        pending(visit, login, &secret, error)
    } else {
        Panel {
            lines: vec!["未启用。经常办理审批、授权的账号宜登记；需要一个符合RFC 6238的动态口令程序或硬件。".into()],
            ask: Some(ask(visit, "begin", None, "登记动态口令")),
            ..Panel::new("未启用", "")
        }
    });
    Ok(page)
}

/// What a device is told: whose secret it is, and how codes follow from it.
fn address(login: &str, secret: &str) -> String {
    let house = encoded("准绳");
    let login = encoded(login);
    format!("otpauth://totp/{house}:{login}?secret={secret}&issuer={house}&algorithm=SHA1&digits=6&period=30")
}

/// The secret as a picture and as text, for whatever device there is, and the question for its first code.
fn pending(visit: &Visit, login: &str, secret: &str, error: String) -> Panel {
    let groups: Vec<String> =
        secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    Panel {
        lines: vec![
            "用动态口令程序扫描二维码，或把密钥填入，再填写它显示的六位数字；填对之前不生效。二维码就是密钥，不要转给他人。".into(),
        ],
        picture: Some((format!("{HERE}/code.svg"), "登记用的二维码，内容同下面的登记地址".into())),
        facts: vec![
            Row::new("密钥", "", groups.join(" ")),
            Row::new("登记地址", "", address(login, secret)),
            Row::new("参数", "", "SHA-1，6位，30秒"),
        ],
        ask: Some(ask(visit, "confirm", Some(error), "启用动态口令")),
        ..Panel::new("登记", "")
    }
}

fn ask(visit: &Visit, act: &str, code: Option<String>, button: &str) -> Ask {
    let text = Control::Text(TextBox { value: String::new(), class: "short", mode: "numeric" });
    Ask {
        action: format!("{HERE}/{act}"),
        csrf: visit.who.session.csrf.clone(),
        fields: code.map(|error| panels::field("code", "动态口令", "六位数字", &error, text)).into_iter().collect(),
        button: button.into(),
        grave: act == "end",
        other: Some(("回更换口令".into(), "/password".into())),
        ..Ask::default()
    }
}

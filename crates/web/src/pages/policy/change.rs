//! 更换政策包: files are brought or their text is changed, what would move is shown, and it is loaded with a reason. Nothing is held between
//! the steps: a page carries the text that it previewed, and the desk is told on which pack it was previewed.

use super::{HERE, Heads, Note, OfficePage, Panel, link, page, panels, preview, text};
use crate::{
    door,
    fault::Problem,
    pack,
    pages::visit::{Visit, encoded, see_other, shown},
    view::{field::Control, office::Ask, parts::RefusalBox},
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use engine::{
    policy::{FILES, Finding, Policy},
    procedure::Refusal,
};
use store::{Failure, PolicyLoad};

/// What the names of controls with the text of a file begin with.
pub const TEXT: &str = "text.";

/// Most bytes of a form with the text of a pack.
const SENT_MAX: usize = 4 << 20;

fn allowed(visit: &Visit) -> Result<(), Problem> {
    if visit.actor().keeps_policy() {
        return Ok(());
    }
    let sentence = "政策包由干部监督股股长或分管副部长装入，请转交其办理。";
    Err(Problem::forbidden(Refusal::new("not_yours", "", sentence)))
}

/// The form to bring files.
pub fn form(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    shown(StatusCode::OK, &asked(visit, None, &[])?)
}

/// The page with the form; with why nothing was taken, and what was found.
fn asked(visit: &Visit, wrong: Option<&str>, found: &[Finding]) -> Result<OfficePage, Problem> {
    const HEADS: Heads = &[("文件", "name"), ("内容", ""), ("行数", "number"), ("", "act"), ("", "act")];
    let mut page = page(visit, Some("更换政策包"))?;
    let policy = visit.app.county.policy();
    page.meta = format!("现行：{} {}版", policy.name(), policy.version());
    page.refusal = wrong.map(|sentence| RefusalBox {
        title: "没有装入".into(),
        sentence: sentence.to_owned(),
        ..RefusalBox::default()
    });
    page.panels.extend(findings(found));
    let hint = "政策包六个文件中的一个或几个，或整个政策包的.zip；没有上传的文件保持不变。";
    let mut files = panels::field("pack", "政策包文件", hint, wrong.unwrap_or(""), Control::File(Vec::new()));
    files.many = true;
    page.panels.push(Panel {
        ask: Some(Ask {
            action: format!("{HERE}/load"),
            csrf: visit.who.session.csrf.clone(),
            files: true,
            fields: vec![files],
            button: "上传并预览".into(),
            note: "此时只检查和预览，不装入。".into(),
            other: Some(("回政策包".into(), HERE.into())),
            ..Ask::default()
        }),
        ..Panel::new("上传", "例如次年放假安排公布后，只上传holidays.csv")
    });
    let row = |(name, content): &(String, String)| {
        let named = encoded(name);
        panels::row(
            HEADS,
            vec![
                text(name.clone()),
                text(holds(name)),
                text(content.lines().count().to_string()),
                link("下载", format!("{HERE}/files/{named}")),
                link("改文字", format!("{HERE}/edit?file={named}")),
            ],
        )
    };
    page.panels.push(Panel {
        columns: panels::heads(HEADS),
        rows: policy.files().iter().map(row).collect(),
        ..Panel::new("现行文件", "小的改动可以直接改文字，例如录入六不、八个摒弃和条款原文")
    });
    Ok(page)
}

/// What a file of a pack holds.
fn holds(name: &str) -> &'static str {
    match name {
        "pack.toml" => "县名、版本、起用日",
        "clauses.toml" => "条款",
        "limits.toml" => "限额和时限",
        "dictionaries.toml" => "字典",
        "tables.toml" => "查表",
        _ => "放假安排",
    }
}

fn findings(found: &[Finding]) -> Option<Panel> {
    const HEADS: Heads = &[("文件", "fix"), ("行", "number"), ("位置", ""), ("问题", "name")];
    let row = |one: &Finding| {
        let words = [one.file.clone(), one.line.to_string(), one.key.clone(), one.sentence.clone()];
        panels::row(HEADS, words.into_iter().map(text).collect())
    };
    (!found.is_empty()).then(|| Panel {
        columns: panels::heads(HEADS),
        rows: found.iter().map(row).collect(),
        ..Panel::new("检查结果", format!("有{}处须改", found.len()))
    })
}

/// A file of the pack in force, as it is.
pub fn file(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let policy = visit.app.county.policy();
    let wanted = visit.param("name");
    let (name, content) = policy.files().iter().find(|(name, _)| name == wanted).ok_or_else(Problem::not_found)?;
    let mut response = Response::new(Body::from(content.clone()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    let disposition = format!("attachment; filename*=UTF-8''{}", door::escaped(name));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// The text of a file, to be changed.
pub fn edit(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let policy = visit.app.county.policy();
    let wanted = visit.asked("file").unwrap_or("");
    let (name, content) = policy.files().iter().find(|(name, _)| name == wanted).ok_or_else(Problem::not_found)?;
    shown(StatusCode::OK, &edited(visit, &[(name.clone(), content.clone())], &[])?)
}

/// The form with the text of files, and what was found in them.
fn edited(visit: &Visit, texts: &[(String, String)], found: &[Finding]) -> Result<OfficePage, Problem> {
    let mut page = page(visit, Some("改文字"))?;
    if !found.is_empty() {
        page.refusal = Some(RefusalBox {
            title: "没有装入".into(),
            sentence: format!("检查出{}处问题，改好后再预览。", found.len()),
            ..RefusalBox::default()
        });
    }
    page.panels.extend(findings(found));
    let field = |(name, content): &(String, String)| {
        let error = found.iter().find(|one| one.file == *name);
        let error = error.map(|one| format!("第{}行：{}", one.line, one.sentence)).unwrap_or_default();
        let control = Control::Source(content.clone());
        panels::field(&format!("{TEXT}{name}"), name, holds(name), &error, control)
    };
    page.panels.push(Panel {
        ask: Some(Ask {
            action: format!("{HERE}/load"),
            csrf: visit.who.session.csrf.clone(),
            fields: texts.iter().map(field).collect(),
            button: "预览".into(),
            note: "此时只检查和预览，不装入。".into(),
            other: Some(("更换政策包".into(), format!("{HERE}/load"))),
            ..Ask::default()
        }),
        ..Panel::new("改文字", "改数时给旧版本写止日“to”，再加新版本写起日“from”")
    });
    Ok(page)
}

/// What a form sent: files, and texts of files.
fn sent(visit: &Visit) -> Result<Vec<(String, String)>, String> {
    let mut newer: Vec<(String, String)> = Vec::new();
    for upload in visit.files.iter().filter(|file| file.control == "pack") {
        for file in pack::sent(&upload.name, &upload.bytes)? {
            if newer.iter().any(|(known, _)| *known == file.0) {
                return Err(format!("{}上传了两份，请只留一份。", file.0));
            }
            newer.push(file);
        }
    }
    newer.extend(texts(visit));
    if newer.iter().map(|(_, text)| text.len()).sum::<usize>() > SENT_MAX {
        return Err("文件合起来太大，不像是政策包，请核对。".to_owned());
    }
    if newer.is_empty() {
        Err("没有选择文件，请选好政策包文件再上传。".to_owned())
    } else {
        Ok(newer)
    }
}

/// Texts of files that a form sent.
fn texts(visit: &Visit) -> Vec<(String, String)> {
    let text = |(name, text): &(String, String)| {
        let file = name.strip_prefix(TEXT).filter(|file| FILES.contains(file))?;
        Some((file.to_owned(), pack::plain(text)))
    };
    visit.pairs.iter().filter_map(text).collect()
}

/// Files or texts came: what is wrong with them, or what they would move.
pub fn look(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let newer = match sent(visit) {
        Ok(newer) => newer,
        Err(sentence) => return shown(StatusCode::UNPROCESSABLE_ENTITY, &asked(visit, Some(&sentence), &[])?),
    };
    match read(visit, &newer) {
        Ok(policy) => shown(StatusCode::OK, &preview::page(visit, &policy, &newer, None)?),
        Err(found) => refused(visit, &newer, &found),
    }
}

/// The pack in force with these files in it.
fn read(visit: &Visit, newer: &[(String, String)]) -> Result<Policy, Vec<Finding>> {
    let county = &visit.app.county;
    pack::parse(&pack::with(county.policy().files(), newer), county.catalogue())
}

/// The findings, over the form they came from.
fn refused(visit: &Visit, newer: &[(String, String)], found: &[Finding]) -> Result<Response, Problem> {
    let page = if texts(visit).is_empty() {
        let sentence = format!("检查出{}处问题，没有装入任何内容。按下面的行和位置改好后重新上传。", found.len());
        asked(visit, Some(&sentence), found)?
    } else {
        edited(visit, newer, found)?
    };
    shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What was previewed is to be loaded.
pub fn confirm(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let newer = texts(visit);
    if newer.is_empty() {
        return Ok(see_other(&format!("{HERE}/load")));
    }
    let policy = match read(visit, &newer) {
        Ok(policy) => policy,
        Err(found) => return refused(visit, &newer, &found),
    };
    let load = PolicyLoad {
        policy: policy.clone(),
        base: Some(visit.sent("base").unwrap_or("").to_owned()),
        actor: visit.actor().clone(),
        reason: visit.sent("reason").unwrap_or("").trim().to_owned(),
        moment: visit.now,
    };
    let failure = match visit.app.county.load_policy(load) {
        Ok(_) => return Ok(see_other(&format!("{HERE}?show=loads&loaded=1"))),
        Err(failure) => failure,
    };
    // A second press of the button, or another way to the same text: it is in force.
    if policy.files() == visit.app.county.policy().files() {
        return Ok(see_other(&format!("{HERE}?show=loads&loaded=1")));
    }
    let stale = matches!(&failure, Failure::Refused(refusal) if refusal.code == "policy_stale");
    let problem = Problem::from(failure);
    let mut page = preview::page(visit, &policy, &newer, Some(&problem))?;
    if stale {
        page.notes.push(Note {
            mind: true,
            title: "政策包刚被他人更换。".into(),
            text: "下面是把这些文件放进现行政策包后的预览，请再看一遍再装入。".into(),
        });
    }
    shown(problem.status, &page)
}

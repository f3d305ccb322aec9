//! 首次启动: the first start of an empty county makes the three administrators; what is still missing is told until the county can work.
//!
//! Whoever reads what the program printed when it started may do it, once: a code of that start, kept in memory alone.

mod missing;

pub use missing::{Known, panel as missing};

use super::{
    panels,
    visit::{bare, shown},
};
use crate::{
    app::App,
    door::{form::OpenForm, pace},
    fault::Problem,
    view::{
        field::{Control, Field, TextBox},
        office::{Ask, BareOfficePage, Note, Panel},
        parts::{RefusalBox, Row},
    },
};
use axum::{
    extract::{FromRequest, Request, State},
    http::StatusCode,
    response::Response,
    routing::{MethodFilter, MethodRouter, on},
};
use engine::{
    access::{Actor, Role},
    words::MatterId,
};
use serde_json::json;
use store::{County, Failure, Request as Acting, Target, accounts::fresh_password};

/// Where it is done.
pub const HERE: &str = "/setup";

/// Who acts, in the journal.
const ACCOUNT: &str = "首次启动";

/// Attempts a minute.
const ATTEMPTS: i64 = 10;

/// The three, in the order of the form.
const THREE: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];

/// One of the three as entered.
#[derive(Clone, Default)]
struct Entered {
    login: String,
    name: String,
}

/// The form as it came, with what is wrong: field and sentence.
#[derive(Default)]
struct Filled {
    three: [Entered; 3],
    wrong: Option<(String, String)>,
}

/// The page.
pub fn form(filter: MethodFilter) -> MethodRouter<App> {
    on(filter, |State(app): State<App>| async move {
        if app.is_empty_county() {
            drawn(&app, StatusCode::OK, &Filled::default())
        } else {
            bare(&Problem::not_found())
        }
    })
}

/// The form came.
pub fn submit(filter: MethodFilter) -> MethodRouter<App> {
    on(filter, |State(app): State<App>, request: Request| async move {
        if !app.is_empty_county() {
            return bare(&Problem::not_found());
        }
        let address = pace::address(request.extensions(), request.headers());
        if let Some(seconds) = app.pace.attempt(&format!("setup {address}"), ATTEMPTS, app.moment()) {
            let sentence = format!("启动码试得过于频繁，请在{seconds}秒后重试。");
            return bare(&Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", sentence).wait(seconds));
        }
        let OpenForm(form) = match OpenForm::from_request(request, &app).await {
            Ok(form) => form,
            Err(problem) => return bare(&problem),
        };
        let text = |name: String| form.text(&name).unwrap_or("").trim().to_owned();
        let three = [0, 1, 2].map(|at| Entered { login: text(format!("login{at}")), name: text(format!("name{at}")) });
        let (code, made) = (text("code".to_owned()), app.clone());
        let done = tokio::task::spawn_blocking(move || make(&made, &code, three)).await;
        match done {
            Ok(Ok(passwords)) => told(&app, &passwords),
            Ok(Err(filled)) => drawn(&app, StatusCode::UNPROCESSABLE_ENTITY, &filled),
            Err(_) => bare(&Problem::broken()),
        }
    })
}

/// What is wrong with the three before the desk is asked: they are three people.
fn wrong(three: &[Entered; 3]) -> Option<(String, String)> {
    let titled = |at: usize| THREE.get(at).map_or("", |role| role.title());
    for (at, one) in three.iter().enumerate() {
        if one.name.is_empty() {
            return Some((format!("name{at}"), "没有填写姓名。".into()));
        }
        if one.login.is_empty() {
            return Some((format!("login{at}"), "没有填写登录名。".into()));
        }
        for (before, other) in three.iter().enumerate().take(at) {
            let same =
                |what: &str| format!("{}与{}的{what}相同；三员须是三个人，互不兼任。", titled(at), titled(before));
            if other.name.replace(char::is_whitespace, "") == one.name.replace(char::is_whitespace, "") {
                return Some((format!("name{at}"), same("姓名")));
            }
            if other.login == one.login {
                return Some((format!("login{at}"), same("登录名")));
            }
        }
    }
    None
}

/// The three with passwords that are shown once: account, name, role, password.
type Passwords = Vec<(String, String, Role, String)>;

fn make(app: &App, code: &str, three: [Entered; 3]) -> Result<Passwords, Filled> {
    let failed = |at: &str, sentence: String| Filled { three: three.clone(), wrong: Some((at.to_owned(), sentence)) };
    // Held until all is done: a second form that comes meanwhile finds no code any more.
    let mut held = app.first_start();
    if held.as_deref().is_none_or(|known| known != code) {
        return Err(failed("code", "启动码不对。它在程序启动时印在屏幕上或服务日志里，每次启动都不同。".into()));
    }
    if let Some((at, sentence)) = wrong(&three) {
        return Err(failed(&at, sentence));
    }
    open(&app.county, &three, app.moment()).map_err(|(at, failure)| {
        let sentence = Problem::from(failure).sentence;
        failed(&format!("login{}", at / 2), sentence)
    })?;
    *held = None;
    let mut passwords = Vec::new();
    for (one, role) in three.iter().zip(THREE) {
        let set = fresh_password().map_err(|fault| fault.sentence()).and_then(|password| {
            let set = app.county.set_password(&one.login, &password, true, app.moment());
            set.map(|()| password).map_err(|error| error.to_string())
        });
        let password = set.unwrap_or_else(|why| format!("没有设上（{why}），请在服务器上用 user reset 重置"));
        passwords.push((one.login.clone(), one.name.clone(), role, password));
    }
    Ok(passwords)
}

/// All three in one transaction, or none.
fn open(county: &County, three: &[Entered; 3], moment: jiff::Timestamp) -> Result<(), (usize, Failure)> {
    let actor = Actor { account: ACCOUNT.to_owned(), ..Actor::system() };
    let act = |target, action| Acting { actor: actor.clone(), moment, day: None, target, action, key: None };
    let mut requests = Vec::new();
    for (one, role) in three.iter().zip(THREE) {
        let id = county.new_id(moment);
        let new = Target::New { kind: "account".into(), id: Some(MatterId(id.0.clone())), reaction_key: None };
        requests.push(act(new, json!({"verb": "open", "login": one.login, "name": one.name})));
        requests.push(act(Target::existing(id, 1), json!({"verb": "grant", "role": role.code()})));
    }
    county.act_all(requests).map(drop)
}

fn page(app: &App) -> BareOfficePage {
    BareOfficePage {
        title: "首次启动".into(),
        version: crate::assets::VERSION,
        meta: app.office.to_string(),
        ..BareOfficePage::default()
    }
}

fn drawn(app: &App, status: StatusCode, filled: &Filled) -> Response {
    let mut page = page(app);
    let error = |name: &str| match &filled.wrong {
        Some((at, sentence)) if at == name => sentence.clone(),
        _ => String::new(),
    };
    let line = |name: &str, label: &str, hint: &str, value: &str| -> Field {
        let control = Control::Text(TextBox { value: value.to_owned(), class: "person", mode: "" });
        panels::field(name, label, hint, &error(name), control)
    };
    let hint = "启动码在程序启动时印在屏幕上或服务日志里，只用一次。";
    let mut fields = vec![line("code", "启动码", hint, "")];
    for (at, (role, one)) in THREE.iter().zip(&filled.three).enumerate() {
        let does = match role {
            Role::SystemAdmin => "开通、停用账号，重置口令",
            Role::SecurityAdmin => "授予、收回角色",
            _ => "查看前两员办理的记录",
        };
        fields.push(line(&format!("name{at}"), &format!("{}：姓名", role.title()), does, &one.name));
        let hint = "2至32位小写字母、数字、点、下划线或连字符";
        fields.push(line(&format!("login{at}"), &format!("{}：登录名", role.title()), hint, &one.login));
    }
    page.refusal = filled.wrong.as_ref().map(|(_, sentence)| RefusalBox {
        title: "没有设立".into(),
        sentence: sentence.clone(),
        ..RefusalBox::default()
    });
    page.panels.push(Panel {
        lines: vec![
            "这是一个空的县，先设立三员。三员须是三个人，都不看业务内容，也不办业务。".into(),
            "设立后本页关闭。系统管理员开通业务账号，安全管理员授予角色，然后由干部监督股登记单位、职务，导入花名册。"
                .into(),
        ],
        ask: Some(Ask {
            action: HERE.into(),
            fields,
            button: "设立三员".into(),
            note: "随后显示三人的一次性口令，只显示一次。".into(),
            ..Ask::default()
        }),
        ..Panel::new("设立三员", "系统管理员、安全管理员、审计管理员")
    });
    shown(status, &page).unwrap_or_else(|problem| bare(&problem))
}

/// The passwords, once.
fn told(app: &App, passwords: &Passwords) -> Response {
    let mut page = page(app);
    page.notes.push(Note {
        title: "三员已设立。".into(),
        text: "口令只显示这一次，请打印或抄写后分交三人；首次登录须各自更换。".into(),
        ..Note::default()
    });
    for (login, name, role, password) in passwords {
        page.panels.push(Panel {
            facts: vec![
                Row::new("姓名", "", name.clone()),
                Row::new("登录名", "", login.clone()),
                Row::new("一次性口令", "", password.clone()),
                Row::new("登录", "/sign-in", "去登录"),
            ],
            ..Panel::new(role.title(), "")
        });
    }
    shown(StatusCode::OK, &page).unwrap_or_else(|problem| bare(&problem))
}

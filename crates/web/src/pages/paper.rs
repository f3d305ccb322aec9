//! A form on its way: what is asked, what came back, and how it is drawn again. Pages of new and of existing matters share it.

use super::{forms, names::Named, visit::Visit};
use crate::{
    deed::{self, Deed},
    fault::Problem,
    view::{
        field::FormBox,
        parts::{RefusalBox, Way},
    },
};
use axum::http::StatusCode;
use engine::{
    days::Day,
    form::{self, Ask, Field, Filled},
    history,
    procedure::{Aid, Context, NoVault},
    words::MatterId,
};
use serde_json::{Value, json};
use store::{Answer, Detail, Target, sql::Fault};

/// A form of one verb of one kind.
pub struct Paper {
    /// The schema of its payload.
    pub schema: Value,
    /// What the mechanism adds to it now.
    pub aid: Aid,
    /// The verb.
    pub verb: String,
    /// Words on the button.
    pub button: String,
    /// Drawn as grave.
    pub grave: bool,
}

impl Paper {
    /// The form of a verb; none where the kind has no such verb.
    pub fn of(
        visit: &Visit,
        kind: &str,
        detail: Option<&Detail>,
        verb: &str,
        button: &str,
        grave: bool,
    ) -> Result<Option<Self>, Problem> {
        let Some(action) = visit.app.action(kind, verb) else { return Ok(None) };
        let (schema, verb) = (action.schema.clone(), verb.to_owned());
        let aid = match detail {
            Some(detail) if history::is_engine_verb(&verb) => common(detail, &verb, visit.today()),
            _ => aid(visit, kind, detail, &verb)?,
        };
        let button = if button.is_empty() { action.title.clone() } else { button.to_owned() };
        Ok(Some(Self { schema, aid, verb, button, grave }))
    }

    /// Its fields: fresh, or as they were filled in.
    pub fn fields(&self, visit: &Visit, filled: Option<&Filled>) -> Vec<Field> {
        let reader = visit.reader();
        let names = Named::new(&reader, visit.actor(), visit.now);
        let policy = visit.app.county.policy();
        let ask = Ask { lookup: &names, terms: &*policy, today: visit.today(), aid: &self.aid };
        match filled {
            Some(filled) => form::fields_filled(&self.schema, &ask, filled),
            None => {
                let mut pairs = form::prefill(&self.schema, &self.aid.prefill);
                // A link to a new form may carry values: /new/kind?person=…
                pairs.extend(
                    visit.query.iter().filter(|(name, _)| !matches!(name.as_str(), "verb" | "do" | "done")).cloned(),
                );
                form::fields_filled(&self.schema, &ask, &Filled::of(pairs))
            }
        }
    }

    /// The form as it is drawn.
    pub fn drawn(&self, visit: &Visit, action: String, after: Option<i64>, fields: &[Field]) -> FormBox {
        FormBox {
            action,
            csrf: visit.who.session.csrf.clone(),
            key: visit.app.county.new_id(visit.now).0,
            after,
            files: forms::takes_files(fields),
            fields: forms::drawn(fields),
            path: self.aid.path.clone(),
            button: self.button.clone(),
            grave: self.grave,
            note: self.aid.note.clone().unwrap_or_default(),
        }
    }

    /// Takes the files in, reads what was sent, and hands it to the desk.
    pub fn submitted(&self, visit: &Visit, target: Target) -> Sent {
        let mut pairs: Vec<(String, String)> =
            visit.pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "_key" | "_after")).cloned().collect();
        let mut wrong = Vec::new();
        for file in &visit.files {
            match visit.app.county.keep_file(&file.name, &file.bytes, &visit.who.session.account, visit.now) {
                Ok(kept) => form::attach(&mut pairs, &file.control, kept.id.as_str(), &kept.name),
                Err(error) => wrong.push((at_file(&file.control), error.to_string())),
            }
        }
        let reader = visit.reader();
        let names = Named::new(&reader, visit.actor(), visit.now);
        let policy = visit.app.county.policy();
        let ask = Ask { lookup: &names, terms: &*policy, today: visit.today(), aid: &self.aid };
        let mut payload = match form::parse(&self.schema, &pairs, &ask) {
            Ok(payload) if wrong.is_empty() => payload,
            Ok(_) => return Sent::Again(Filled { pairs, wrong }),
            Err(mut filled) => {
                filled.wrong.extend(wrong);
                return Sent::Again(filled);
            }
        };
        let Some(fields) = payload.as_object_mut() else { return Sent::Refused(Filled::of(pairs), Problem::broken()) };
        fields.insert("verb".into(), json!(self.verb));
        let key = visit
            .sent("_key")
            .filter(|key| !key.is_empty())
            .map_or_else(|| visit.app.county.new_id(visit.now).0, str::to_owned);
        let deed = Deed { target, action: payload, on_behalf: None, key };
        match tokio::runtime::Handle::current().block_on(deed::act(&visit.app, &visit.who, deed)) {
            Ok(answer) => Sent::Through(answer),
            Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
                Sent::Refused(Filled::refused(&self.schema, &pairs, &problem.refusal()), problem)
            }
            Err(problem) => Sent::Refused(Filled::of(pairs), problem),
        }
    }
}

/// The pointer of the field to which an upload belongs.
fn at_file(control: &str) -> String {
    form::pointer(control.split("._").next().unwrap_or(control))
}

/// What became of a form.
pub enum Sent {
    /// It went through.
    Through(Answer),
    /// Something is missing or wrong, or a row was asked for: the same form once more.
    Again(Filled),
    /// The desk said no: the same form once more, with the reason.
    Refused(Filled, Problem),
}

/// What a mechanism adds to the form of a verb.
fn aid(visit: &Visit, kind: &str, detail: Option<&Detail>, verb: &str) -> Result<Aid, Problem> {
    let mechanism = visit.app.county.catalogue().get(kind).ok_or_else(Problem::not_found)?;
    let (policy, nowhere) = (visit.app.county.policy(), MatterId::from(""));
    let matter = detail.map_or(nowhere, |detail| MatterId::from(detail.row.id.as_str()));
    let answer: Result<Aid, Fault> = visit.reader().ask(|facts| {
        let cx = Context {
            now: visit.now,
            day: visit.today(),
            actor: visit.actor(),
            matter: &matter,
            policy: &policy,
            facts,
            vault: &NoVault,
        };
        mechanism.aid(detail.map(|detail| detail.state.as_str()), verb, &cx).unwrap_or_default()
    });
    Ok(answer?)
}

/// What the verbs of all kinds add: the duties that can be passed on, today as the first day.
fn common(detail: &Detail, verb: &str, today: Day) -> Aid {
    match verb {
        "reassign" => {
            let duties = detail.effects.duties.iter().map(|duty| (duty.key.clone(), duty.what.clone())).collect();
            Aid { choices: vec![("/duty", duties)], ..Aid::default() }
        }
        "suspend" => {
            Aid {
                prefill: json!({"from": today}), note: Some("中止期间不计入办理期限。".into()), ..Aid::default()
            }
        }
        "resume" => Aid { prefill: json!({"on": today}), ..Aid::default() },
        "void" => Aid { note: Some("作废后记录保留，效力自始没有。".into()), ..Aid::default() },
        "revoke" => {
            Aid { note: Some("撤销后记录保留，由此产生的各项一并取消。".into()), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

/// The box over a form that did not go through: what, by which clause, and where to change it.
pub fn refusal(visit: &Visit, problem: &Problem, fields: &[Field]) -> RefusalBox {
    let policy = visit.app.county.policy();
    let clause = policy.clause(&problem.clause);
    let heading = match (clause, problem.status.as_u16()) {
        (Some(clause), 422) => format!("不予办理：{}", clause.title),
        (_, 422 | 403) => "不予办理".to_owned(),
        _ => "没有提交".to_owned(),
    };
    RefusalBox {
        title: heading,
        sentence: problem.sentence.clone(),
        clause: clause
            .map(|clause| clause.full_text.clone().unwrap_or_else(|| clause.title.clone()))
            .unwrap_or_default(),
        mark: clause.map(|clause| clause.label.clone()).unwrap_or_default(),
        wrong: Vec::new(),
        ways: problem.at.as_deref().and_then(|at| way(fields, at)).into_iter().collect(),
    }
}

/// The box over a form in which something is missing.
pub fn incomplete(fields: &[Field], wrong: &[(String, String)]) -> Option<RefusalBox> {
    if wrong.is_empty() {
        return None;
    }
    let place = |(at, sentence): &(String, String)| {
        Way::new(sentence.clone(), way(fields, at).map_or_else(|| "#main".to_owned(), |way| way.href))
    };
    Some(RefusalBox {
        title: format!("还有{}处须改", wrong.len()),
        sentence: "没有提交，填写的内容都还在下面。".into(),
        wrong: wrong.iter().map(place).collect(),
        ..RefusalBox::default()
    })
}

/// The field at a pointer, or the nearest one around it.
fn way(fields: &[Field], at: &str) -> Option<Way> {
    let within = |field: &&Field| at == field.pointer || at.starts_with(&format!("{}/", field.pointer));
    let field = fields.iter().find(within)?;
    Some(Way::new(format!("改“{}”", field.title), format!("#{}-box", forms::id_of(&field.name))))
}

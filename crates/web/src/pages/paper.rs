//! A form on its way: what is asked, what came back, and how it is drawn again. Pages of new and of existing matters share it.

use super::{
    behalf::{self, Entry},
    drafts, forms,
    names::Named,
    overlap,
    visit::Visit,
    words,
};
use crate::{
    deed::{self, Deed},
    door::form::Upload,
    fault::Problem,
    upload,
    view::{
        field::FormBox,
        parts::{RefusalBox, StaleBox, Way},
        ruler::Overlap,
    },
};
use axum::http::StatusCode;
use engine::{
    access::{Authorized, Behalf, Offer, Tone},
    days::Day,
    form::{self, Ask, Field, FieldKind, Filled},
    history,
    procedure::{self, Aid, Context, Lead, NoVault, Refusal},
    words::MatterId,
};
use papers::{Limits, rows_as_text};
use serde_json::{Value, json};
use store::{Answer, Detail, Target, sql::Fault};

/// A form of one verb of one kind.
pub struct Paper {
    kind: String,
    matter: Option<String>,
    /// The schema of its payload.
    pub schema: Value,
    /// What the mechanism adds to it now.
    pub aid: Aid,
    /// The verb.
    pub verb: String,
    button: String,
    grave: bool,
    entry: Entry,
    by: Option<Authorized>,
}

impl Paper {
    /// The form of a verb; none where the kind has no such verb.
    pub fn of(visit: &Visit, kind: &str, detail: Option<&Detail>, verb: &str) -> Result<Option<Self>, Problem> {
        let Some(action) = visit.app.action(kind, verb) else { return Ok(None) };
        let aid = match detail {
            Some(detail) if history::is_engine_verb(verb) => common(detail, verb, visit.today()),
            _ => aid(visit, kind, detail, verb)?,
        };
        let matter = detail.map(|detail| detail.row.id.as_str());
        Ok(Some(Self::made(kind, matter, verb, action.schema.clone(), aid).button(&action.title)))
    }

    /// A form of this schema.
    pub fn made(kind: &str, matter: Option<&str>, verb: &str, schema: Value, aid: Aid) -> Self {
        Self {
            kind: kind.to_owned(),
            matter: matter.map(str::to_owned),
            schema,
            aid,
            verb: verb.to_owned(),
            button: String::new(),
            grave: false,
            entry: Entry::Own,
            by: None,
        }
    }

    /// The form of what is decided for another by his authorization.
    pub fn by(mut self, by: Authorized) -> Self {
        self.by = Some(by);
        self
    }

    /// The form with these words on its button.
    pub fn button(mut self, words: &str) -> Self {
        words.clone_into(&mut self.button);
        self
    }

    /// The form of an offer: its words, its tone, and whether it may be entered for another.
    pub fn offered(mut self, visit: &Visit, offer: &Offer, entry: Entry) -> Self {
        self.grave = matches!(offer.tone, Tone::Grave);
        self.entry = entry;
        self.schema = behalf::asking(&self.schema, entry);
        let said = behalf::prefill(visit, offer, entry);
        if !said.is_null() {
            if self.aid.prefill.is_null() {
                self.aid.prefill = json!({});
            }
            if let Some(fields) = self.aid.prefill.as_object_mut() {
                fields.insert(behalf::FIELD.into(), said);
            }
        }
        self.button(offer.label)
    }

    /// Words on the button.
    pub fn words(&self) -> &str {
        &self.button
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
                // A link to a form may carry values: /new/kind?person=…; over a draft, they are filled in otherwise.
                let given = visit.query.iter().filter(|(name, _)| !OWN_QUERY.contains(&name.as_str())).cloned();
                let draft = drafts::asked(visit, &self.kind, &self.verb, self.matter.as_deref());
                let mut pairs = match draft {
                    Some(mut pairs) => {
                        pairs.retain(|(name, _)| visit.asked(name).is_none());
                        pairs
                    }
                    None => form::prefill(&self.schema, &self.aid.prefill),
                };
                pairs.extend(given);
                form::fields_filled(&self.schema, &ask, &Filled::of(pairs))
            }
        }
    }

    /// The form as it is drawn.
    pub fn drawn(&self, visit: &Visit, action: String, after: Option<i64>, fields: &[Field]) -> FormBox {
        let (others, own): (Vec<Field>, Vec<Field>) =
            fields.iter().cloned().partition(|field| self.entry.asks() && field.name == behalf::FIELD);
        let asked = others.first().is_some_and(|field| self.entry == Entry::Behalf || is_touched(field));
        FormBox {
            action,
            csrf: visit.who.session.csrf.clone(),
            key: visit.app.county.new_id(visit.now).0,
            after,
            files: forms::takes_files(fields),
            fields: forms::drawn(&own),
            behalf: forms::drawn(&others).pop(),
            behalf_open: asked,
            draft: drafts::id(visit).filter(|_| visit.asked("draft").is_some() || visit.sent("_key").is_some()),
            keeps: self.keeps(),
            path: self.aid.path.clone(),
            path_title: self.aid.heading.unwrap_or("审批路径"),
            button: self.button.clone(),
            grave: self.grave,
            note: self.aid.note.clone().unwrap_or_default(),
        }
    }

    /// Whether it is kept as a draft: nothing sealed is, and a draft does not know for whom it was begun.
    fn keeps(&self) -> bool {
        !engine::seal::asks_sealed(&self.schema) && self.by.is_none()
    }

    /// Takes the files in, reads what was sent, and hands it to the desk, or keeps it as a draft. What does not go through is kept as
    /// one too.
    pub fn submitted(&self, visit: &Visit, target: Target) -> Sent {
        match self.sent(visit, target) {
            Sent::Back(filled, problem) => {
                // The buttons of tables and files bring the form back without complaint; that needs no draft.
                if self.by.is_none() && (problem.is_some() || !filled.wrong.is_empty()) {
                    drop(drafts::keep(visit, &self.kind, &self.verb, self.matter.as_deref(), &filled.pairs));
                }
                Sent::Back(filled, problem)
            }
            through => {
                if matches!(through, Sent::Through(_)) {
                    drafts::done(visit);
                }
                through
            }
        }
    }

    fn sent(&self, visit: &Visit, target: Target) -> Sent {
        let mut pairs: Vec<(String, String)> = visit.pairs.iter().filter(|(name, _)| !is_own(name)).cloned().collect();
        let mut wrong = Vec::new();
        let (sheets, files): (Vec<_>, Vec<_>) =
            visit.files.iter().partition(|file| file.control.ends_with(forms::SHEET));
        wrong.extend(sheets.into_iter().filter_map(|file| copied(visit, file, &mut pairs).err()));
        for file in files {
            let account = &visit.who.session.account;
            match upload::keep(&visit.app.county, (&file.name, &file.bytes), account, visit.now) {
                Ok(kept) => form::attach(&mut pairs, &file.control, kept.id.as_str(), &kept.name),
                Err(error) => wrong.push((at_file(&file.control), error.to_string())),
            }
        }
        if visit.sent("_save").is_some() && wrong.is_empty() {
            return match drafts::keep(visit, &self.kind, &self.verb, self.matter.as_deref(), &pairs) {
                Ok(Some(id)) => Sent::Kept(id),
                Ok(None) => {
                    let sentence = "表单含封存内容，不能存为草稿，请填写完整后直接提交。".to_owned();
                    Sent::Back(Filled { pairs, wrong: vec![(String::new(), sentence)] }, None)
                }
                Err(problem) => Sent::Back(Filled::of(pairs), Some(problem)),
            };
        }
        let payload = match self.read(visit, &pairs) {
            Ok(payload) if wrong.is_empty() => payload,
            Ok(_) => return Sent::Back(Filled { pairs, wrong }, None),
            Err(mut filled) => {
                filled.wrong.extend(wrong);
                return Sent::Back(filled, None);
            }
        };
        self.hand_in(visit, (target, visit.sent("_key")), payload, pairs)
    }

    /// Hands in one of several forms that a page sent together: its own pairs, under a key of its own. It is kept as no draft.
    pub fn handed(&self, visit: &Visit, target: Target, key: &str, pairs: Vec<(String, String)>) -> Sent {
        match self.read(visit, &pairs) {
            Ok(payload) => self.hand_in(visit, (target, Some(key)), payload, pairs),
            Err(filled) => Sent::Back(filled, None),
        }
    }

    fn read(&self, visit: &Visit, pairs: &[(String, String)]) -> Result<Value, Filled> {
        let reader = visit.reader();
        let names = Named::new(&reader, visit.actor(), visit.now);
        let policy = visit.app.county.policy();
        let ask = Ask { lookup: &names, terms: &*policy, today: visit.today(), aid: &self.aid };
        form::parse(&self.schema, pairs, &ask)
    }

    /// Who of the parties is away in the days asked for, where the rules said no.
    fn picture(&self, visit: &Visit, filled: &Filled, problem: &Problem) -> Option<Overlap> {
        if problem.status != StatusCode::UNPROCESSABLE_ENTITY {
            return None;
        }
        let mut payload = self.read(visit, &filled.pairs).ok()?;
        let behalf = behalf::taken(&mut payload);
        let who = behalf.map(|behalf| behalf.person).or_else(|| visit.actor().person.clone());
        let matter = MatterId::from(self.matter.as_deref().unwrap_or_default());
        overlap::of(visit, &self.schema, &payload, (who.as_ref(), &matter), problem.ways())
    }

    /// The ways out of a refusal as links: fields of this form, this form filled in otherwise (from the draft that it has become), and
    /// whatever else whoever visits may see. Matters and people who are named in the sentence come second.
    fn ways(&self, visit: &Visit, problem: &Problem, fields: &[Field]) -> (Vec<Way>, Vec<Way>) {
        let draft = drafts::id(visit).filter(|_| !engine::seal::asks_sealed(&self.schema));
        let link = |lead: &Lead| match lead {
            Lead::Field(at) => way(fields, at).map(|way| way.href),
            Lead::Fill(fill) => {
                let of = (self.kind.as_str(), self.verb.as_str(), self.matter.as_deref());
                Some(drafts::refilled(draft.as_deref()?, of, &form::prefill(&self.schema, fill)))
            }
            Lead::Matter(id) => {
                let detail = visit.reader().detail(id, visit.actor(), visit.now).ok().flatten();
                detail.map(|detail| format!("/matters/{}", detail.row.id))
            }
            Lead::Person(id) => Some(format!("/people/{id}")),
        };
        let is_named = |way: &&procedure::Way| {
            matches!(way.lead, Lead::Matter(_) | Lead::Person(_)) && problem.sentence.contains(&way.words)
        };
        let (named, ways): (Vec<_>, Vec<_>) = problem.ways().iter().partition(is_named);
        let drawn = |ways: Vec<&procedure::Way>| {
            ways.into_iter().filter_map(|way| Some(Way::new(way.words.clone(), link(&way.lead)?))).collect()
        };
        (drawn(ways), drawn(named))
    }

    fn hand_in(
        &self,
        visit: &Visit,
        (target, key): (Target, Option<&str>),
        mut payload: Value,
        pairs: Vec<(String, String)>,
    ) -> Sent {
        let signed = if self.entry.asks() { behalf::taken(&mut payload) } else { None };
        let Some(fields) = payload.as_object_mut() else {
            return Sent::Back(Filled::of(pairs), Some(Problem::broken()));
        };
        fields.insert("verb".into(), json!(self.verb));
        let key = key.filter(|key| !key.is_empty()).map_or_else(|| visit.app.county.new_id(visit.now).0, str::to_owned);
        let for_another = signed.is_some();
        let on_behalf = signed.map(Behalf::Paper).or_else(|| self.by.clone().map(Behalf::Authorized));
        let deed = Deed { target, action: payload, on_behalf, key };
        match tokio::runtime::Handle::current().block_on(deed::act(&visit.app, &visit.who, deed)) {
            Ok(answer) => Sent::Through(answer),
            // Whoever signed cannot even see the matter: the clerk, who does, is told which entry is wrong.
            Err(problem) if for_another && problem.status == StatusCode::NOT_FOUND => {
                let sentence = "所填的人不是有权办理这一环节的人，没有保存，请核对代何人录入。";
                let refusal = Refusal::new("not_yours", "", sentence).at("/on_behalf/person");
                Sent::Back(Filled::refused(&self.schema, &pairs, &refusal), Some(Problem::forbidden(refusal)))
            }
            Err(problem) if matches!(problem.status.as_u16(), 403 | 422) => {
                Sent::Back(Filled::refused(&self.schema, &pairs, &problem.refusal()), Some(problem))
            }
            Err(problem) => Sent::Back(Filled::of(pairs), Some(problem)),
        }
    }
}

/// Names in a query that are the pages' own, not values of a form.
const OWN_QUERY: [&str; 6] = ["verb", "do", "done", "draft", "kept", "by"];

/// Names in a form that are the pages' own.
const OWN_PAIRS: [&str; 4] = ["_key", "_after", "_save", "_draft"];

/// Whether anything was entered in a group, or is wrong with it.
fn is_touched(field: &Field) -> bool {
    let inner = match &field.kind {
        FieldKind::Group(fields) => fields.iter().any(is_touched),
        FieldKind::Files { held, .. } => !held.is_empty(),
        _ => false,
    };
    inner || field.error.is_some() || !field.value.is_empty()
}

/// Whether a pair is the page's own. A file of rows comes as its name where a form was not sent in parts.
fn is_own(name: &str) -> bool {
    OWN_PAIRS.contains(&name) || name.ends_with(forms::SHEET)
}

/// The rows of a workbook, put where rows are pasted; the form then comes back with them, as it does from the button below.
fn copied(visit: &Visit, file: &Upload, pairs: &mut Vec<(String, String)>) -> Result<(), (String, String)> {
    let table = file.control.trim_end_matches(forms::SHEET).to_owned();
    let limits = Limits::of(&visit.app.county.policy(), visit.today());
    let rows = rows_as_text(&file.bytes, &file.name, &limits)
        .map_err(|unreadable| (form::pointer(&table), unreadable.sentence))?;
    let paste = format!("{table}._paste");
    match pairs.iter_mut().find(|(name, text)| *name == paste && !text.trim().is_empty()) {
        // Its heads are looked for above everything else.
        Some((_, text)) => *text = format!("{rows}\n{text}"),
        None => pairs.push((paste, rows)),
    }
    let asked = pairs.iter().any(|(name, value)| name == "_add" && *value == table);
    if !asked && visit.sent("_save").is_none() {
        pairs.push(("_add".to_owned(), table));
    }
    Ok(())
}

/// The pointer of the field to which an upload belongs.
fn at_file(control: &str) -> String {
    form::pointer(control.split("._").next().unwrap_or(control))
}

/// What became of a form.
pub enum Sent {
    /// It went through.
    Through(Answer),
    /// It was kept as a draft under this id.
    Kept(String),
    /// The same form once more: something is missing or wrong, a row was asked for, or the desk said no.
    Back(Filled, Option<Problem>),
}

/// A form that came back, with what stands over it.
pub struct Verdict {
    /// The form as it was filled in.
    pub filled: Filled,
    /// Why not.
    pub refusal: Option<RefusalBox>,
    /// The status of the answer.
    pub status: StatusCode,
    between: Option<Problem>,
}

impl Verdict {
    /// What is said over a form that came back.
    pub fn of(visit: &Visit, paper: &Paper, filled: Filled, problem: Option<Problem>) -> Self {
        let fields = paper.fields(visit, Some(&filled));
        match problem {
            None => {
                let status = if filled.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
                Self { refusal: incomplete(&fields, &filled.wrong, paper.keeps()), filled, status, between: None }
            }
            Some(problem) if problem.status == StatusCode::CONFLICT && !problem.between().is_empty() => {
                Self { filled, refusal: None, status: problem.status, between: Some(problem) }
            }
            Some(problem) => {
                let picture = paper.picture(visit, &filled, &problem);
                let (ways, mentions) = paper.ways(visit, &problem, &fields);
                let plain = refusal(visit, &problem, &fields);
                let ways = if ways.is_empty() { plain.ways.clone() } else { ways };
                let refusal = Some(RefusalBox { picture, ways, mentions, ..plain });
                Self { filled, refusal, status: problem.status, between: None }
            }
        }
    }

    /// What came between, where that is why.
    pub fn stale(&self, visit: &Visit, detail: &Detail) -> Option<StaleBox> {
        let problem = self.between.as_ref()?;
        let line = |line: &store::StreamLine| {
            let colon = if line.text.is_empty() { "" } else { "：" };
            format!("{} {} {}{colon}{}", words::moment(line.moment, visit.today()), line.who, line.act, line.text)
        };
        Some(StaleBox {
            sentence: problem.sentence.clone(),
            lines: problem.between().iter().map(line).collect(),
            href: format!("/matters/{}", detail.row.id),
        })
    }
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
        mechanism.aid(detail.map(|detail| detail.whole.for_the_mechanism()), verb, &cx).unwrap_or_default()
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
        "unlink" => Aid { prefill: json!({"matter": detail.frame.links.first()}), ..Aid::default() },
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
        picture: None,
        mentions: Vec::new(),
        wrong: Vec::new(),
        ways: problem.at.as_deref().and_then(|at| way(fields, at)).into_iter().collect(),
    }
}

/// The box over a form in which something is missing. A form with something sealed is not kept as a draft.
pub fn incomplete(fields: &[Field], wrong: &[(String, String)], kept: bool) -> Option<RefusalBox> {
    if wrong.is_empty() {
        return None;
    }
    let place = |(at, sentence): &(String, String)| {
        Way::new(sentence.clone(), way(fields, at).map_or_else(|| "#main".to_owned(), |way| way.href))
    };
    Some(RefusalBox {
        title: format!("还有{}处须改", wrong.len()),
        sentence: if kept {
            "没有提交，填写的内容都还在下面，也已存为草稿。"
        } else {
            "没有提交，填写的内容都还在下面。本表不存草稿，离开本页前请改好提交。"
        }
        .into(),
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

//! The verbs that every matter has (更正, 作废, 撤销, 转办, 挂起, 恢复, 附言, 附件, 关联, and 划转 and 取消记录 by the program), written once for all
//! kinds, and the history in which they lie among the mechanism's own events.

mod verbs;

pub use verbs::{Amend, Attach, Because, Comment, EngineAction, Link, Reassign, Resume, Strike, Suspend};

use crate::{
    access::{Hat, Offer, Role},
    erased::{Kept, Mechanism, Stop},
    policy::{Clock, Pause, Policy},
    procedure::{As, Effects, Entry, Kind, Line, Misfit, Outline, Refusal, Shape, roles},
    succession::Rehome,
    tagged,
    trigger::Trigger,
    words::{FileId, MatterId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Verbs of the engine; no mechanism uses them for its own actions or events.
pub const ENGINE_VERBS: [&str; 12] = [
    "amend", "void", "revoke", "reassign", "suspend", "resume", "comment", "attach", "link", "unlink", "rehome",
    "strike",
];

/// Whether a verb is the engine's.
#[must_use]
pub fn is_engine_verb(verb: &str) -> bool {
    ENGINE_VERBS.contains(&verb)
}

/// Whether a matter still stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// It stands.
    #[default]
    Standing,
    /// 已作废
    Void,
    /// 已撤销
    Revoked,
}

/// A duty that passed to another person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passed {
    /// The duty's key.
    pub duty: String,
    /// The hats that owed it.
    pub from: Vec<Hat>,
    /// Who owes it now.
    pub to: PersonId,
}

/// What the engine's own verbs have made of a matter; kept beside its state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// Whether it still stands.
    pub life: Life,
    /// Times that do not count.
    pub pauses: Vec<Pause>,
    /// Duties passed on.
    pub passed: Vec<Passed>,
    /// Papers added.
    pub files: Vec<FileId>,
    /// Matters that somebody has said belong to it.
    pub links: Vec<MatterId>,
    /// Passages from unit to unit, in their order.
    pub moves: Vec<Rehome>,
}

impl Frame {
    /// Whether its clocks stand still.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// The stage and the effects as the engine's verbs leave them.
    pub fn frame(&self, outline: &mut Outline, effects: &mut Effects) {
        match self.life {
            Life::Standing => {}
            Life::Void => (outline.stage, outline.done) = ("已作废", true),
            Life::Revoked => (outline.stage, outline.done) = ("已撤销", true),
        }
        if self.life != Life::Standing {
            // A 发文字号 that was given stays given.
            let mut registry = std::mem::take(&mut effects.registry);
            registry.retain(|entry| matches!(entry, Entry::Document(_)));
            *effects = Effects { registry, ..Effects::default() };
        }
        outline.links.extend(self.links.iter().map(|other| ("关联", other.clone())));
        self.moves.iter().for_each(|passed| passed.frame(outline, effects));
        for passed in &self.passed {
            for duty in effects.duties.iter_mut().filter(|duty| duty.key == passed.duty) {
                duty.owner = vec![Hat::Person(passed.to.clone())];
            }
        }
    }

    /// The offers as the engine's verbs leave them: none on a matter that no longer stands, the program's own on a suspended one (it
    /// still hears that its cause was taken back), and open also to whom a duty was passed.
    #[must_use]
    pub fn offers(&self, mut offers: Vec<Offer>) -> Vec<Offer> {
        if self.life != Life::Standing {
            return Vec::new();
        }
        self.moves.iter().for_each(|passed| passed.offers(&mut offers));
        if self.is_suspended() {
            offers.retain(|offer| offer.by == [Hat::System]);
            return offers;
        }
        // What was passed on before the matter passed to another unit is offered to the hats of that unit now.
        let mut duties = self.passed.clone();
        for duty in &mut duties {
            self.moves.iter().for_each(|passed| passed.hats(&mut duty.from));
        }
        let passed_on = |offer: &Offer| {
            let to = |passed: &&Passed| offer.by.iter().any(|hat| passed.from.contains(hat));
            duties.iter().filter(to).map(|passed| Hat::Person(passed.to.clone())).collect::<Vec<_>>()
        };
        let widen = |mut offer: Offer| {
            let more = passed_on(&offer);
            offer.by.extend(more);
            offer
        };
        offers.into_iter().map(widen).collect()
    }
}

/// The engine's verbs open on a matter, and to whom.
#[must_use]
pub fn engine_offers(kind: &Kind, frame: &Frame, outline: &Outline) -> Vec<Offer> {
    let keepers = roles(kind.keepers);
    let heads = roles(&[Role::SectionHead, Role::DeputyMinister, Role::Minister]);
    let heads = if kind.keepers.iter().any(|role| role.is_administrator()) { keepers.clone() } else { heads };
    let mut offers = Vec::new();
    if frame.life == Life::Standing {
        offers.push(Offer::new("amend", "更正", keepers.clone()));
        if kind.shape != Shape::Register {
            offers.push(Offer::new("void", "作废", heads.clone()).grave());
            if outline.done {
                offers.push(Offer::new("revoke", "撤销", heads.clone()).grave());
            } else if frame.is_suspended() {
                offers.push(Offer::new("resume", "恢复", heads));
            } else {
                offers.push(Offer::new("suspend", "挂起", heads));
                offers.push(Offer::new("reassign", "转办", keepers.clone()));
            }
        } else {
            // A register ends by its own verbs; only an import that is undone takes it back whole or in part.
            offers.push(Offer::new("void", "作废", vec![Hat::System]).grave());
            offers.push(Offer::new("strike", "取消记录", vec![Hat::System]).grave());
        }
    }
    if frame.life == Life::Standing && kind.chapter > 0 {
        offers.push(Offer::new("rehome", "划转", vec![Hat::System]));
    }
    if frame.life == Life::Standing && !kind.keepers.iter().any(|role| role.is_administrator()) {
        offers.push(Offer::new("link", "关联事项", keepers.clone()));
        if !frame.links.is_empty() {
            offers.push(Offer::new("unlink", "解除关联", keepers.clone()));
        }
    }
    let mut whoever = keepers;
    if !kind.veiled {
        let told = outline.persons.iter().filter(|(role, _)| *role != As::Untold);
        whoever.extend(told.map(|(_, person)| Hat::Person(person.clone())));
        whoever.extend(outline.units.iter().cloned().map(Hat::Head));
    }
    offers.push(Offer::new("comment", "附言", whoever.clone()));
    offers.push(Offer::new("attach", "添加附件", whoever));
    offers
}

/// A whole history, replayed.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The mechanism's state.
    pub state: String,
    /// The engine's.
    pub frame: Frame,
}

impl Standing {
    /// Outline and effects, framed.
    ///
    /// # Errors
    /// `Malformed` when the state cannot be read.
    pub fn present(&self, mechanism: &dyn Mechanism, policy: &Policy) -> Result<(Outline, Effects), Stop> {
        let clock = Clock { policy, pauses: &self.frame.pauses };
        let (mut outline, mut effects) = mechanism.standing(&self.state, &clock)?;
        self.frame.frame(&mut outline, &mut effects);
        Ok((outline, effects))
    }
}

/// Replays a history in which the engine's events lie among the mechanism's: corrections are put in place first, the mechanism folds
/// what remains, and the frame gathers the rest.
///
/// # Errors
/// `Broken` when the events do not fit each other.
pub fn rebuild(mechanism: &dyn Mechanism, events: &[Kept]) -> Result<Standing, Stop> {
    let mut own: Vec<Kept> = Vec::with_capacity(events.len());
    let mut frame = Frame::default();
    for event in events {
        if !is_engine_verb(&event.verb) {
            own.push(event.clone());
            continue;
        }
        match read(event)? {
            EngineEvent::Amend(amended) => {
                let was = own.iter_mut().find(|kept| kept.n == amended.n).ok_or(Misfit("no such event to correct"))?;
                was.payload = amended.payload.to_string();
                was.version = amended.version;
            }
            EngineEvent::Strike(struck) => {
                let place = own.iter().position(|kept| kept.n == struck.n).ok_or(Misfit("no such event to strike"))?;
                own.remove(place);
            }
            other => note(&mut frame, other),
        }
    }
    Ok(Standing { state: mechanism.replay(&own)?, frame })
}

/// An event of the mechanism as it stands after these events, corrections in place, in the present vocabulary: verb and payload.
/// None where number `n` is not an event of the mechanism's own.
///
/// # Errors
/// `Malformed` when it cannot be read.
pub fn content(mechanism: &dyn Mechanism, events: &[Kept], n: i64) -> Result<Option<(String, Value)>, Stop> {
    let Some(own) = events.iter().find(|kept| kept.n == n && !is_engine_verb(&kept.verb)) else { return Ok(None) };
    let mut kept = own.clone();
    for later in events.iter().filter(|later| later.verb == "amend") {
        if let Some(amended) = correction(later)?.filter(|amended| amended.n == n) {
            (kept.version, kept.payload) = (amended.version, amended.payload.to_string());
        }
    }
    mechanism.content(&kept).map(Some)
}

/// The correction that an event is, if it is one.
///
/// # Errors
/// `Malformed` when it cannot be read.
pub fn correction(event: &Kept) -> Result<Option<Amended>, Stop> {
    if event.verb != "amend" {
        return Ok(None);
    }
    match read(event)? {
        EngineEvent::Amend(amended) => Ok(Some(amended)),
        _ => Ok(None),
    }
}

/// What others overhear of an engine verb that took a matter from one standing to another.
///
/// # Errors
/// `Malformed` when a stored state cannot be read.
pub fn overheard(mechanism: &dyn Mechanism, before: &Standing, after: &Standing) -> Result<Vec<Trigger>, Stop> {
    if before.frame.life != Life::Standing {
        return Ok(Vec::new());
    }
    if after.frame.life != Life::Standing {
        return mechanism.retells(&before.state, None);
    }
    if before.state == after.state { Ok(Vec::new()) } else { mechanism.retells(&before.state, Some(&after.state)) }
}

/// What the engine's verbs leave in the journal: the action with what was found out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngineEvent {
    /// 更正
    Amend(Amended),
    /// 作废
    Void(Because),
    /// 撤销
    Revoke(Because),
    /// 转办
    Reassign(Reassigned),
    /// 挂起
    Suspend(Suspend),
    /// 恢复
    Resume(Resume),
    /// 附言
    Comment(Comment),
    /// 添加附件
    Attach(Attach),
    /// 关联事项
    Link(Link),
    /// 解除关联
    Unlink(Link),
    /// 划转
    Rehome(Rehome),
    /// 取消记录
    Strike(Strike),
}

/// A correction as recorded.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Amended {
    /// Number of the event within the matter.
    pub n: i64,
    /// Vocabulary of the new payload.
    pub version: u32,
    /// Its payload as it should have been.
    pub payload: Value,
    /// Why.
    pub reason: Prose,
}

/// A duty passed on, as recorded.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reassigned {
    /// The duty's key.
    pub duty: String,
    /// The hats that owed it.
    pub from: Vec<Hat>,
    /// Who owes it now.
    pub to: PersonId,
    /// Why.
    pub reason: Prose,
}

fn read(event: &Kept) -> Result<EngineEvent, Stop> {
    tagged::read(&event.verb, &event.payload).map_err(|e| Stop::Malformed(e.to_string()))
}

fn note(frame: &mut Frame, event: EngineEvent) {
    match event {
        EngineEvent::Void(_) => frame.life = Life::Void,
        EngineEvent::Revoke(_) => frame.life = Life::Revoked,
        EngineEvent::Reassign(passed) => {
            frame.passed.retain(|earlier| earlier.duty != passed.duty);
            frame.passed.push(Passed { duty: passed.duty, from: passed.from, to: passed.to });
        }
        EngineEvent::Suspend(pause) => frame.pauses.push(Pause { from: pause.from, to: None }),
        EngineEvent::Resume(resume) => {
            if let Some(pause) = frame.pauses.last_mut() {
                pause.to = Some(resume.on);
            }
        }
        EngineEvent::Attach(papers) => frame.files.extend(papers.files),
        EngineEvent::Link(link) => frame.links.push(link.matter),
        EngineEvent::Unlink(link) => frame.links.retain(|other| *other != link.matter),
        EngineEvent::Rehome(passed) => frame.moves.push(passed),
        EngineEvent::Amend(_) | EngineEvent::Comment(_) | EngineEvent::Strike(_) => {}
    }
}

/// The outcome of an engine verb: the event to be written and the line of the stream.
#[derive(Clone, Debug)]
pub struct EngineOutcome {
    /// Its verb.
    pub verb: String,
    /// Its payload.
    pub payload: String,
    /// Its line.
    pub line: Line,
}

/// Decides an engine verb on a matter with this history. The caller has matched the hats with [`engine_offers`] and rebuilds the
/// matter from the history with the new event appended: what does not fit is refused there.
///
/// # Errors
/// See [`Stop`].
pub fn decide(
    mechanism: &dyn Mechanism,
    events: &[Kept],
    standing: &Standing,
    effects: &Effects,
    action: EngineAction,
    cx: &crate::procedure::Context,
) -> Result<EngineOutcome, Stop> {
    let event = match action {
        EngineAction::Amend(amend) => EngineEvent::Amend(amended(mechanism, events, standing, amend, cx)?),
        EngineAction::Void(because) => EngineEvent::Void(ending(because, mechanism, standing, cx)?),
        EngineAction::Revoke(because) => EngineEvent::Revoke(ending(because, mechanism, standing, cx)?),
        EngineAction::Reassign(passed) => {
            let duty = effects.duties.iter().find(|duty| duty.key == passed.duty).ok_or_else(|| {
                Refusal::new("unknown_duty", "", "没有这项应办事项，可能已经办结，请看最新环节。").at("/duty")
            })?;
            EngineEvent::Reassign(Reassigned {
                duty: passed.duty,
                from: duty.owner.clone(),
                to: passed.to,
                reason: passed.reason,
            })
        }
        EngineAction::Suspend(pause) => EngineEvent::Suspend(pause),
        EngineAction::Resume(resume) => {
            if standing.frame.pauses.last().is_some_and(|pause| resume.on < pause.from) {
                return Err(Refusal::new("resumed_before", "", "恢复日期早于中止日期，请核对后重填。")
                    .at("/on")
                    .into());
            }
            EngineEvent::Resume(resume)
        }
        EngineAction::Comment(comment) => EngineEvent::Comment(comment),
        EngineAction::Attach(papers) => EngineEvent::Attach(papers),
        EngineAction::Link(link) => EngineEvent::Link(linked(link, &standing.frame, cx)?),
        EngineAction::Unlink(link) => EngineEvent::Unlink(unlinked(link, &standing.frame)?),
        EngineAction::Rehome(passed) => EngineEvent::Rehome(passed),
        EngineAction::Strike(struck) => {
            if !events.iter().any(|kept| kept.n == struck.n && !is_engine_verb(&kept.verb)) {
                return Err(Refusal::new("unknown_event", "", "没有这一条记录，或这一条不能取消。").at("/n").into());
            }
            EngineEvent::Strike(struck)
        }
    };
    let (verb, payload) = tagged::write(&event).map_err(|e| Stop::Malformed(e.to_string()))?;
    Ok(EngineOutcome { verb, payload, line: line(mechanism, events, &event) })
}

/// That the other matter is there and may be seen by whoever links it, the desk has found out.
fn linked(link: Link, frame: &Frame, cx: &crate::procedure::Context) -> Result<Link, Stop> {
    if link.matter == *cx.matter || frame.links.contains(&link.matter) {
        let sentence = "这个事项就是本事项，或已经关联，请另选一个。";
        return Err(Refusal::new("linked_already", "", sentence).at("/matter").into());
    }
    if link.reason.0.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "", "须写明关联理由。").at("/reason").into());
    }
    Ok(link)
}

fn unlinked(link: Link, frame: &Frame) -> Result<Link, Stop> {
    if !frame.links.contains(&link.matter) {
        return Err(Refusal::new("unknown_matter", "", UNKNOWN_MATTER).at("/matter").into());
    }
    if link.reason.0.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "", "须写明解除关联的理由。").at("/reason").into());
    }
    Ok(link)
}

/// The one sentence for a matter that is not there and for one that may not be seen.
pub const UNKNOWN_MATTER: &str = "没有这个事项，或你不能查看，请重新选择。";

/// 作废 or 撤销: with its reason, and only of what does not stand and fall with another matter. The program takes back what follows.
fn ending(
    because: Because,
    mechanism: &dyn Mechanism,
    standing: &Standing,
    cx: &crate::procedure::Context,
) -> Result<Because, Stop> {
    if because.reason.0.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "", "须写明理由。").at("/reason").into());
    }
    match mechanism.tied(&standing.state, cx)? {
        Some(refusal) if !cx.actor.hats.contains(&Hat::System) => Err(refusal.into()),
        _ => Ok(because),
    }
}

fn amended(
    mechanism: &dyn Mechanism,
    events: &[Kept],
    standing: &Standing,
    amend: Amend,
    cx: &crate::procedure::Context,
) -> Result<Amended, Stop> {
    if amend.reason.0.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "", "须写明更正理由。").at("/reason").into());
    }
    let was = events
        .iter()
        .find(|kept| kept.n == amend.n && !is_engine_verb(&kept.verb))
        .ok_or_else(|| Refusal::new("unknown_event", "", "没有这一条记录，或这一条不能更正。").at("/n"))?;
    let mut now = amend.payload;
    if let Some(event) = mechanism.schemas().events.iter().find(|event| event.verb == was.verb) {
        let recorded = recorded(events, was)?;
        let is_fresh = |value: &Value| {
            let seal = value.get("seal").and_then(Value::as_str);
            crate::seal::is_handle(value) && seal.is_some_and(|seal| cx.vault.clear(seal).is_some())
        };
        crate::seal::carry(&event.schema, &recorded, &mut now, &is_fresh);
    }
    let payload = mechanism.amend(&standing.state, was, now, cx)?;
    let payload = serde_json::from_str(&payload).map_err(|e| Stop::Malformed(e.to_string()))?;
    if content(mechanism, events, amend.n)?.is_some_and(|(_, current)| current == payload) {
        return Err(Refusal::new("nothing_changed", "", "更正前后内容相同，没有更正，请改好后再提交。")
            .at("/payload")
            .into());
    }
    Ok(Amended { n: amend.n, version: mechanism.kind().version, payload, reason: amend.reason })
}

/// What stands recorded for an event: the payload of its last correction, else its own.
fn recorded(events: &[Kept], was: &Kept) -> Result<Value, Stop> {
    for event in events.iter().rev().filter(|event| event.verb == "amend") {
        if let EngineEvent::Amend(amended) = read(event)?
            && amended.n == was.n
        {
            return Ok(amended.payload);
        }
    }
    serde_json::from_str(&was.payload).map_err(|e| Stop::Malformed(e.to_string()))
}

/// The line of an engine event in the opinion stream.
#[must_use]
pub fn line(mechanism: &dyn Mechanism, events: &[Kept], event: &EngineEvent) -> Line {
    let about = |n: i64, reason: &Prose| {
        let act = events.iter().find(|kept| kept.n == n).and_then(|kept| mechanism.narrate(kept).ok());
        format!("第{n}条“{}”：{reason}", act.map_or_else(String::new, |line| line.act))
    };
    match event {
        EngineEvent::Amend(amended) => Line::new("更正", about(amended.n, &amended.reason)),
        EngineEvent::Strike(struck) => Line::new("取消记录", about(struck.n, &struck.reason)).grave(),
        EngineEvent::Void(because) => Line::new("作废", because.reason.0.clone()).grave(),
        EngineEvent::Revoke(because) => Line::new("撤销", because.reason.0.clone()).grave(),
        EngineEvent::Reassign(passed) => Line::new("转办", passed.reason.0.clone()),
        EngineEvent::Suspend(pause) => Line::new("挂起", format!("自{}起中止：{}", pause.from, pause.reason)),
        EngineEvent::Resume(resume) => Line::new("恢复", format!("自{}起恢复：{}", resume.on, resume.reason)),
        EngineEvent::Comment(comment) => Line::new("附言", comment.text.0.clone()),
        EngineEvent::Link(link) => Line::new("关联事项", link.reason.0.clone()),
        EngineEvent::Unlink(link) => Line::new("解除关联", link.reason.0.clone()),
        EngineEvent::Rehome(passed) => Line::new("划转", passed.words.clone()),
        EngineEvent::Attach(papers) => Line::new(
            "添加附件",
            papers.note.as_ref().map_or_else(|| format!("{}件", papers.files.len()), |note| note.0.clone()),
        ),
    }
}

/// The line of any kept event, the engine's or the mechanism's.
///
/// # Errors
/// `Malformed` when the event cannot be read.
pub fn narrate(mechanism: &dyn Mechanism, events: &[Kept], event: &Kept) -> Result<Line, Stop> {
    if is_engine_verb(&event.verb) { Ok(line(mechanism, events, &read(event)?)) } else { mechanism.narrate(event) }
}

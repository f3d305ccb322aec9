//! A matter: where it stands, what must be done now, what it is about, what one can do, what has happened.

mod aside;
mod sheet;
mod tables;
pub(super) use sheet::{print, proof};

use super::{
    behalf::{self, Entry},
    drafts,
    frame::{chapter_title, frame, register_title},
    habits,
    names::Named,
    official,
    paper::{Paper, Sent, Verdict},
    ruler, stream,
    visit::{Visit, encoded, see_other, shown},
    words::{self, Owners},
};
use crate::{
    entrust::{self, Trust},
    fault::Problem,
    unseal,
    view::{
        frame::Crumb,
        pages::{HeadAct, MatterDuty, MatterPage, NowView, OfferView, StepView},
        parts::{Fact, FactBlock, Row, Tag, Way},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::{self, Offer, Tone},
    days::Day,
    form::Pick,
    history,
    procedure::{Kind, Pace, Refusal},
    seal::Handle,
    sheet::{SEALED, Shown, Words, sheet, tables as lists_of},
};
use serde_json::Value;
use store::{Detail, Target};

/// Verbs of all kinds that stand at the head of the page, where they are not in the way.
const RARE: [&str; 6] = ["amend", "void", "revoke", "suspend", "resume", "reassign"];

/// An offer that whoever visits can enter, and how.
type Open<'a> = (&'a Offer, Entry);

/// The page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let detail = seen(visit)?;
    let trusts = trusts(visit, &detail)?;
    let open = open(visit, &detail, &trusts);
    let offer = chosen(&open, &trusts, visit.asked("do"), visit.asked("by"));
    let paper = offer.map(|offer| paper_of(visit, &detail, &trusts, offer)).transpose()?.flatten();
    let form = paper.as_ref().map(|paper| {
        let fields = paper.fields(visit, None);
        paper.drawn(visit, address(visit, &detail, &paper.verb), Some(detail.row.n), &fields)
    });
    let verb = paper.map(|paper| paper.verb).unwrap_or_default();
    let mut page = page(visit, &detail, (&open, &trusts), &verb)?;
    page.form = form;
    page.frame.message = done(visit, &detail).or_else(|| drafts::message(visit));
    let habits = visit.habits.after_opening(&detail.row.id);
    Ok(habits::keeping(visit, shown(StatusCode::OK, &page)?, habits.as_ref()))
}

/// A form of the page came back.
pub fn submit(visit: &Visit) -> Result<Response, Problem> {
    if done_for_another(visit)? {
        return Ok(see_other(&after_all(visit)));
    }
    let detail = seen(visit)?;
    let trusts = trusts(visit, &detail)?;
    let open = open(visit, &detail, &trusts);
    let verb = visit.param("verb").to_owned();
    let after: i64 = visit.sent("_after").and_then(|after| after.parse().ok()).unwrap_or_default();
    let offer = chosen(&open, &trusts, Some(&verb), visit.asked("by"));
    let paper = match offer.map(|offer| as_filled_in(visit, &detail, *offer)) {
        Some(offer) => paper_of(visit, &detail, &trusts, &offer)?,
        // No longer on offer, or never: the desk says which, and the form is shown with what it says.
        None => Paper::of(visit, &detail.row.kind, Some(&detail), &verb)?,
    };
    let paper = paper.ok_or_else(Problem::not_found)?;
    let verdict = match paper.submitted(visit, Target::existing(visit.matter(), after)) {
        Sent::Through(_) if visit.asked("by").is_some() => return Ok(see_other(&after_all(visit))),
        Sent::Through(answer) => return Ok(see_other(&format!("/matters/{}?done={}", answer.id, answer.n))),
        Sent::Kept(id) => return drafts::kept(visit, &id),
        Sent::Back(filled, problem) => Verdict::of(visit, &paper, filled, problem),
    };
    let mut page = page(visit, &detail, (&open, &trusts), &verb)?;
    let fields = paper.fields(visit, Some(&verdict.filled));
    page.form = Some(paper.drawn(visit, address(visit, &detail, &verb), Some(detail.row.n), &fields));
    page.stale = verdict.stale(visit, &detail);
    page.refusal = verdict.refusal;
    shown(verdict.status, &page)
}

/// The matter in the path, where it may be seen.
pub fn seen(visit: &Visit) -> Result<Detail, Problem> {
    entrust::detail(&visit.reader(), visit.actor(), &visit.matter(), visit.now)?.ok_or_else(Problem::not_found)
}

/// The authorizations by which something is open here.
fn trusts(visit: &Visit, detail: &Detail) -> Result<Vec<Trust>, Problem> {
    let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
    Ok(entrust::of_kind(&visit.reader(), visit.actor(), kind, visit.now)?)
}

/// A double click: whether this very form, sent by an authorization, was answered before.
fn done_for_another(visit: &Visit) -> Result<bool, Problem> {
    let key = visit.sent("_key").unwrap_or_default();
    Ok(visit.asked("by").is_some() && visit.reader().is_answered(&visit.actor().account, key)?)
}

/// Where one goes after deciding for another: what was done may have been the last that one could see of the matter.
fn after_all(visit: &Visit) -> String {
    if seen(visit).is_ok() { format!("/matters/{}", visit.matter()) } else { "/".to_owned() }
}

/// Where the form of a verb is sent; with the authorization by which it is filled in.
fn address(visit: &Visit, detail: &Detail, verb: &str) -> String {
    let by = visit.asked("by").map(|by| format!("?by={}", encoded(by))).unwrap_or_default();
    format!("/matters/{}/actions/{verb}{by}", detail.row.id)
}

/// What whoever visits can enter, his own first, each verb once; then what is open by authorizations.
fn open<'a>(visit: &Visit, detail: &'a Detail, trusts: &[Trust]) -> Vec<Open<'a>> {
    let kind = visit.app.county.catalogue().get(&detail.row.kind).map(|mechanism| mechanism.kind());
    let entered = |offer: &'a Offer| {
        let entry = behalf::entry(visit, offer)?;
        let aside = kind.is_some_and(|kind| recused(visit, kind, detail, offer).is_some());
        behalf::beside(entry, aside).map(|entry| (offer, entry))
    };
    let mut open: Vec<Open<'a>> = detail.offers.iter().filter_map(entered).collect();
    // What every matter offers comes last.
    open.sort_by_key(|(offer, entry)| (history::is_engine_verb(offer.verb), *entry == Entry::Behalf));
    let mut seen: Vec<&str> = Vec::new();
    open.retain(|(offer, _)| {
        let new = !seen.contains(&offer.verb);
        seen.push(offer.verb);
        new
    });
    for (place, trust) in trusts.iter().enumerate() {
        let lent = kind.map(|kind| entrust::open(kind, detail, trust)).unwrap_or_default();
        let own = |offer: &&Offer| offer.is_open_to(visit.actor());
        open.extend(lent.into_iter().filter(|offer| !own(offer)).map(|offer| (offer, Entry::Trusted(place))));
    }
    open
}

/// Why whoever visits stands aside in office from what his hats would open to him here; nothing where he need not.
fn recused(visit: &Visit, kind: &Kind, detail: &Detail, offer: &Offer) -> Option<Refusal> {
    access::recusal(kind, Some(&detail.outline), &detail.offers, offer.verb, visit.actor()).err()
}

/// The offer of a form that came back. Filled in by somebody as himself before he had to stand aside, it is still his own form: the desk
/// then says why it is not accepted, not the form that it names nobody else.
fn as_filled_in<'a>(visit: &Visit, detail: &Detail, (offer, entry): Open<'a>) -> Open<'a> {
    let kind = visit.app.county.catalogue().get(&detail.row.kind).map(|mechanism| mechanism.kind());
    let aside = kind.is_some_and(|kind| recused(visit, kind, detail, offer).is_some());
    let own = aside && entry == Entry::Behalf && !behalf::names_another(visit);
    (offer, if own { Entry::Either } else { entry })
}

/// What is not open, each with its reason: what comes later, and from what he must stand aside.
fn closed(visit: &Visit, kind: &Kind, detail: &Detail) -> Vec<Row> {
    let later = detail.not_yet.iter().map(|(label, why)| Row::new(*label, "", why.clone()));
    let own = detail.offers.iter().filter(|offer| !history::is_engine_verb(offer.verb));
    let mut his: Vec<&Offer> = own.filter(|offer| offer.is_open_to(visit.actor())).collect();
    his.dedup_by_key(|offer| offer.verb);
    let aside =
        |offer: &Offer| recused(visit, kind, detail, offer).map(|refusal| Row::new(offer.label, "", refusal.sentence));
    later.chain(his.into_iter().filter_map(aside)).collect()
}

/// The offer whose form is shown: the one asked for, else the main one of his own.
fn chosen<'a>(open: &'a [Open<'a>], trusts: &[Trust], verb: Option<&str>, by: Option<&str>) -> Option<&'a Open<'a>> {
    let named = |entry: &Entry| match entry {
        Entry::Trusted(place) => trusts.get(*place).map(|trust| trust.by.authorization.as_str()) == by,
        _ => by.is_none(),
    };
    match verb {
        // A correction is made on a page of its own.
        Some("amend") => None,
        Some(verb) => open.iter().find(|(offer, entry)| offer.verb == verb && named(entry)),
        None => open
            .iter()
            .find(|(offer, entry)| matches!(offer.tone, Tone::Main) && matches!(entry, Entry::Own | Entry::Either)),
    }
}

fn paper_of(
    visit: &Visit,
    detail: &Detail,
    trusts: &[Trust],
    (offer, entry): &Open<'_>,
) -> Result<Option<Paper>, Problem> {
    let paper = Paper::of(visit, &detail.row.kind, Some(detail), offer.verb)?;
    let trust = if let Entry::Trusted(place) = entry { trusts.get(*place) } else { None };
    Ok(paper.map(|paper| {
        let paper = paper.offered(visit, offer, *entry);
        match trust {
            Some(trust) => paper.by(trust.by.clone()),
            None => paper,
        }
    }))
}

/// What the last action did, after it has gone through: new stage and next day.
fn done(visit: &Visit, detail: &Detail) -> Option<String> {
    let n: i64 = visit.asked("done")?.parse().ok()?;
    let line = detail.stream.iter().find(|line| line.n == n).or(detail.stream.last())?;
    let mut sentence = format!("已办理：{}。现为{}", line.act, detail.row.stage);
    if let Some(duty) = detail.effects.duties.iter().filter(|duty| duty.due.is_some()).min_by_key(|duty| duty.due) {
        let day = duty.due.map(|due| words::day(due, visit.today())).unwrap_or_default();
        sentence.push_str(&format!("，{day}前{}", duty.what));
    }
    sentence.push('。');
    Some(sentence)
}

fn page(
    visit: &Visit,
    detail: &Detail,
    (open, trusts): (&[Open<'_>], &[Trust]),
    verb: &str,
) -> Result<MatterPage, Problem> {
    let mechanism = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let reader = visit.reader();
    let today = visit.today();
    let policy = visit.app.county.policy();
    let owners = Owners::of_duties(&reader, &detail.effects.duties)?;
    let names = Named::new(&reader, visit.actor(), visit.now);
    let ledger = format!("/ledger/{}", kind.id);
    let last = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let crumbs =
        vec![Crumb::here(chapter_title(kind)), Crumb::to(register_title(kind), ledger.clone()), Crumb::here(last)];
    let hats = detail.effects.duties.iter().flat_map(|duty| &duty.owner);
    let away = reader.absentees(hats, visit.actor(), today)?;
    let duties = detail.effects.duties.iter().map(|duty| MatterDuty {
        what: duty.what.clone(),
        tag: words::due_tag(duty.due, today),
        owner: owners.words(&duty.owner),
        away: words::stood_in(&away.of(&duty.owner, &detail.row.id), kind.id, today),
        basis: words::basis(&duty.basis, &policy),
    });
    let (steps, steps_short) = steps(detail, today);
    Ok(MatterPage {
        frame: frame(visit, &detail.row.title, &ledger, crumbs)?,
        heading: detail.row.title.clone(),
        post: detail.row.post.clone(),
        number: detail.row.number.clone().unwrap_or_default(),
        tag: words::stage(&detail.row, today),
        acts: rare(detail, open),
        refusal: None,
        stale: None,
        steps,
        steps_short,
        now: now(visit, detail, &owners),
        facts: facts(visit, detail, &names),
        offers: offers(visit, detail, (open, trusts), verb),
        not_yet: closed(visit, kind, detail),
        form: None,
        stream: stream::lines(visit, detail, &names)?,
        duties: duties.collect(),
        people: aside::people(detail, &names),
        effects: aside::effects(detail, &names, today),
        forms: official::offered(visit, detail),
        papers: aside::papers(visit, detail)?,
        links: aside::links(visit, detail, &names),
        readers: aside::readers(visit, detail, kind, &names)?,
        print: format!("/matters/{}/print", detail.row.id),
        proof: format!("/matters/{}/proof", detail.row.id),
    })
}

fn rare(detail: &Detail, open: &[Open<'_>]) -> Vec<HeadAct> {
    let act = |(offer, _): &Open<'_>| HeadAct {
        title: offer.label.to_owned(),
        href: match offer.verb {
            "amend" => format!("/matters/{}/amend", detail.row.id),
            verb => format!("/matters/{}?do={verb}#do", detail.row.id),
        },
        main: false,
        grave: matches!(offer.tone, Tone::Grave),
    };
    open.iter().filter(|(offer, _)| RARE.contains(&offer.verb)).map(act).collect()
}

fn offers(visit: &Visit, detail: &Detail, (open, trusts): (&[Open<'_>], &[Trust]), verb: &str) -> Vec<OfferView> {
    let listed = |(offer, _): &&Open<'_>| !RARE.contains(&offer.verb) || offer.verb == verb;
    let view = |(offer, entry): &Open<'_>| {
        let trust = if let Entry::Trusted(place) = entry { trusts.get(*place) } else { None };
        let by = trust.map(|trust| trust.by.authorization.as_str());
        let lent = trust.map(|trust| format!("代{}办理", trust.name));
        OfferView {
            title: offer.label.to_owned(),
            href: match by {
                Some(by) => format!("/matters/{}?do={}&by={}#do", detail.row.id, offer.verb, encoded(by)),
                None => format!("/matters/{}?do={}#do", detail.row.id, offer.verb),
            },
            here: offer.verb == verb && by == visit.asked("by"),
            grave: matches!(offer.tone, Tone::Grave),
            note: lent.into_iter().chain(offer.note.clone()).collect::<Vec<_>>().join(" "),
            behalf: *entry == Entry::Behalf,
        }
    };
    open.iter().filter(listed).map(view).collect()
}

/// The step bar; the current step shows by when.
fn steps(detail: &Detail, today: Day) -> (Vec<StepView>, String) {
    let due = detail.effects.duties.iter().filter_map(|duty| duty.due).min();
    let view = |step: &engine::procedure::Step| {
        let day = step.day.map(|day| words::day(day, today));
        let who = step.who.clone().unwrap_or_default();
        let (pace, under) = match step.pace {
            Pace::Done => ("done", [day.unwrap_or_default(), who].join(" ")),
            Pace::Current => {
                // The day of a part that is done is not the day by which the step is.
                let by =
                    step.day.filter(|day| *day >= today).or(due).map(|day| format!("{}前", words::day(day, today)));
                ("current", [by.unwrap_or_default(), who].join(" "))
            }
            Pace::Later => ("later", who),
        };
        StepView { word: step.word.clone(), pace, under: under.trim().to_owned() }
    };
    let steps: Vec<StepView> = detail.steps.iter().map(view).collect();
    let short = steps
        .iter()
        .enumerate()
        .find(|(_, step)| step.pace == "current")
        .map(|(place, step)| format!("第{}步，共{}步：{}", place + 1, steps.len(), step.word));
    (steps, short.unwrap_or_else(|| detail.row.stage.clone()))
}

/// The most urgent duty.
fn now(visit: &Visit, detail: &Detail, owners: &Owners) -> Option<NowView> {
    let duty = detail.effects.duties.iter().min_by_key(|duty| (duty.due.is_none(), duty.due))?;
    let (today, policy) = (visit.today(), visit.app.county.policy());
    let owner = owners.words(&duty.owner);
    let relative = duty.due.map(|due| words::relative(due, &duty.basis.limit, today, &policy));
    Some(NowView {
        what: if owner.is_empty() { duty.what.clone() } else { format!("{}，由{owner}办理", duty.what) },
        day: duty.due.map(|due| format!("{} {}", words::day(due, today), due.weekday_word())).unwrap_or_default(),
        tag: relative.map(|relative| Tag::new(words::tone(duty.due, today), relative)).unwrap_or_default(),
        basis: words::basis(&duty.basis, &policy),
        ruler: duty.due.and_then(|due| ruler::of(visit, &duty.basis, due, &detail.frame.pauses)),
    })
}

/// The facts, in blocks: what stands under one title stands together.
fn facts(visit: &Visit, detail: &Detail, names: &Named<'_>) -> Vec<FactBlock> {
    let Some(schemas) = visit.app.schemas(&detail.row.kind) else { return Vec::new() };
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    let policy = visit.app.county.policy();
    let mut blocks: Vec<FactBlock> = Vec::new();
    let mut sealed = unseal::open_to(&visit.app, &visit.who, detail);
    let lists = lists_of(&schemas.state, &state, Words { names, terms: &*policy });
    for entry in sheet(&schemas.state, &state, names, &*policy) {
        let group = entry.path.split_once('.').map_or("", |(group, _)| group);
        if matches!(entry.shown, Shown::Table { .. }) {
            blocks.extend(tables::blocks(entry.title, &entry.path, &lists));
            continue;
        }
        let fits = blocks.last().is_some_and(|block| block.title == group && block.heads.is_empty());
        if !fits {
            blocks.push(FactBlock { title: group.to_owned(), ..FactBlock::default() });
        }
        if let Some(block) = blocks.last_mut() {
            let seal = state.pointer(&format!("{}/seal", entry.pointer)).and_then(Value::as_str);
            let place = sealed.iter().position(|handle| Some(handle.seal.as_str()) == seal);
            block.rows.push(match place.map(|place| sealed.remove(place)) {
                Some(handle) => unsealed(detail, &handle),
                None => fact(entry.title, &entry.shown),
            });
        }
    }
    // What stands in a list or a table has no row of its own there.
    if !sealed.is_empty() {
        let rows = sealed.iter().map(|handle| unsealed(detail, handle)).collect();
        blocks.push(FactBlock { title: SEALED.to_owned(), rows, ..FactBlock::default() });
    }
    blocks
}

/// A sealed field whose content whoever visits may ask for.
fn unsealed(detail: &Detail, handle: &Handle) -> Fact {
    Fact {
        title: handle.words(),
        text: SEALED.to_owned(),
        way: Some(Way::new("查阅", format!("/matters/{}/seals/{}", detail.row.id, handle.seal))),
        ..Fact::default()
    }
}

fn fact(title: String, shown: &Shown) -> Fact {
    let text = shown.words();
    let href = match shown {
        Shown::Names(pick, named) => match (pick, named.as_slice()) {
            (Pick::Person, [one]) => format!("/people/{}", one.id),
            (Pick::Unit, [one]) => format!("/units/{}", one.id),
            (Pick::Matter, [one]) => format!("/matters/{}", one.id),
            _ => String::new(),
        },
        Shown::Files(files) => match files.as_slice() {
            [(digest, _)] => format!("/files/{digest}"),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let wide = matches!(shown, Shown::Prose(_)) || text.chars().count() > 18;
    Fact { title, text, href, wide, way: None }
}

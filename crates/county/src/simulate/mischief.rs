//! A day as the play has it, with what must not be mixed in. Each trick knows what must come of it; a refused one must leave the
//! journal's end where it was.

use engine::{
    access::{Actor, Behalf, Signed},
    days::{Day, Period},
    words::{FileId, MatterId, PersonId, PostId},
};
use serde_json::{Value, json};
use store::{Answer, Failure, Request, Target};

use super::tricks;
use crate::chance::Chance;
use crate::play::office::{request, words};
use crate::play::run::Play;
use crate::play::trips::Wave;

/// The tricks of a county.
pub struct Mischief {
    chance: Chance,
    /// Of the tricks with cabinets, sheets and numbers.
    tricks: Chance,
    sent: u64,
    /// Requests that had to be refused and were.
    pub rebuffed: u64,
    /// Corrections kept.
    pub corrected: u64,
    /// Decisions taken back.
    pub revoked: u64,
    /// Times the desk was lost before a commit.
    pub crashes: u64,
}

impl Mischief {
    /// The tricks of a seed.
    pub fn new(seed: u64) -> Self {
        let (chance, tricks) = (Chance::of(seed, "mischief"), Chance::of(seed, "tricks"));
        Self { chance, tricks, sent: 0, rebuffed: 0, corrected: 0, revoked: 0, crashes: 0 }
    }

    /// One day: now and then the clock once more than needed, the play's own, then the tricks.
    ///
    /// # Errors
    /// What must not be, in words.
    pub fn day(&mut self, play: &mut Play<'_>, day: Day) -> Result<(), String> {
        if self.chance.percent(15) {
            self.clock_twice(play, day)?;
        }
        play.day(day).map_err(|failure| words(&failure))?;
        let owed = play.county.all_owed().map_err(|fault| fault.to_string())?;
        let moment = Wave::of(day, 3).moment().saturating_add(jiff::SignedDuration::from_hours(1));
        let moment = moment.map_err(|error| error.to_string())?;
        for _ in 0..self.chance.between(1, 3) {
            let Some(owed) = self.chance.pick(&owed).cloned() else { break };
            let Some(verb) = owed.verb.clone() else { continue };
            let action = json!({"verb": verb, "reason": "代为办理"});
            match self.chance.below(9) {
                6 => self.correction(play, &owed, moment)?,
                7 => self.crash(play, &owed, moment)?,
                8 => self.without_paper(play, &owed, moment)?,
                0 | 1 => self.stranger(play, &owed.matter, owed.n, &verb, moment)?,
                2 => self.stale(play, &owed, action, moment)?,
                3 => self.unheard_of(play, &owed, moment)?,
                4 => self.twice(play, &owed, moment)?,
                _ => self.void(play, &owed, moment)?,
            }
        }
        if self.chance.percent(4) {
            self.revoke(play, day, moment)?;
        }
        let mut tricks = self.tricks.clone();
        tricks::tried(self, &mut tricks, play, moment)?;
        self.tricks = tricks;
        Ok(())
    }

    /// Twice in a row: what people did since the last tick is answered by the first, nothing by the second.
    fn clock_twice(&mut self, play: &Play<'_>, day: Day) -> Result<(), String> {
        let moment = day.begins().saturating_add(jiff::SignedDuration::from_mins(10)).map_err(|e| e.to_string())?;
        play.county.tick(moment).map_err(|failure| words(&failure))?;
        let before = end(play)?;
        let tick = play.county.tick(moment).map_err(|failure| words(&failure))?;
        if tick.acted > 0 || end(play)? != before {
            return Err(format!("the clock ticked twice and acted {} times more", tick.acted));
        }
        self.rebuffed += 1;
        Ok(())
    }

    /// Somebody who wears none of the hats.
    fn stranger(
        &mut self,
        play: &Play<'_>,
        id: &MatterId,
        n: i64,
        verb: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), String> {
        let Some(who) = self.outsider(play, id) else { return Ok(()) };
        for action in attempts(verb) {
            self.refused("a stranger", play, request(who.clone(), moment, Target::existing(id.clone(), n), action))?;
        }
        Ok(())
    }

    /// A cadre of another unit without any role, who is not concerned by the matter.
    fn outsider(&mut self, play: &Play<'_>, id: &MatterId) -> Option<Actor> {
        let (_, _, state) = play.county.state_of(id).ok()??;
        let people: Vec<usize> =
            play.world.managed().map(|(key, _)| key).filter(|key| !play.world.heads(*key)).collect();
        let who = self.chance.pick(&people).copied()?;
        let actor = play.cast.actor(&play.world, who);
        let concerned = actor.untouchables.iter().any(|person| state.contains(person.as_str()));
        let plain = actor.hats.len() == 1;
        (plain && !concerned).then_some(actor)
    }

    /// An old form.
    fn stale(
        &mut self,
        play: &Play<'_>,
        owed: &store::Owed,
        action: Value,
        moment: jiff::Timestamp,
    ) -> Result<(), String> {
        let Some(who) = play.cast.wearer(&play.world, &owed.by, &[]) else { return Ok(()) };
        let target = Target::existing(owed.matter.clone(), owed.n - 1);
        self.refused("an old form", play, request(play.cast.actor(&play.world, who), moment, target, action))
    }

    /// A verb and a field that do not exist.
    fn unheard_of(&mut self, play: &Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        let Some(who) = play.cast.wearer(&play.world, &owed.by, &[]) else { return Ok(()) };
        let actor = play.cast.actor(&play.world, who);
        let target = Target::existing(owed.matter.clone(), owed.n);
        let verb = owed.verb.clone().unwrap_or_default();
        for action in
            [json!({"verb": "approve_all"}), json!({"verb": verb, "unheard_of": 1}), json!({"verb": 7}), json!([])]
        {
            self.refused("an unheard-of action", play, request(actor.clone(), moment, target.clone(), action))?;
        }
        Ok(())
    }

    /// The same request twice: one event, one answer.
    fn twice(&mut self, play: &Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        let Some(who) = play.cast.with_role(engine::access::Role::SectionHead) else { return Ok(()) };
        let target = Target::existing(owed.matter.clone(), owed.n);
        let mut one = request(
            play.cast.actor(&play.world, who),
            moment,
            target,
            json!({"verb": "comment", "text": "请抓紧办理。"}),
        );
        self.sent += 1;
        one.key = Some(format!("simulated-{}", self.sent));
        let Ok(first) = play.county.act(one.clone()) else { return Ok(()) };
        let before = end(play)?;
        let second = play.county.act(one.clone());
        if !second.as_ref().is_ok_and(|again| Answer { replayed: false, ..again.clone() } == first)
            || end(play)? != before
        {
            return Err(format!("a request sent twice was answered {second:?} after {first:?}"));
        }
        one.action = json!({"verb": "comment", "text": "另一件事。"});
        self.refused("a key used for something else", play, one)
    }

    /// Voided by its keeper: from then on nobody can do anything with it, and nobody owes anything.
    fn void(&mut self, play: &mut Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        if owed.kind != "leave" || !self.chance.percent(25) {
            return Ok(());
        }
        let Some(who) = play.cast.with_role(engine::access::Role::SectionHead) else { return Ok(()) };
        let actor = play.cast.actor(&play.world, who);
        let target = Target::existing(owed.matter.clone(), owed.n);
        let voided =
            play.county.act(request(actor, moment, target, json!({"verb": "void", "reason": "重复登记，作废。"})));
        let Ok(answer) = voided else { return Ok(()) };
        if !answer.duties.is_empty() {
            return Err(format!("a voided leave still owes {:?}", answer.duties));
        }
        let (verb, n) = (owed.verb.clone().unwrap_or_default(), answer.n);
        let Some(who) = play.cast.wearer(&play.world, &owed.by, &[]) else { return Ok(()) };
        for action in attempts(&verb) {
            let target = Target::existing(owed.matter.clone(), n);
            self.refused("a voided leave", play, request(play.cast.actor(&play.world, who), moment, target, action))?;
        }
        Ok(())
    }

    /// The application corrected by its keeper: kept or refused, the journal and the rows must fit afterwards.
    fn correction(&mut self, play: &Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        if owed.kind != "leave" {
            return Ok(());
        }
        let logged = play.county.first_of(&owed.matter).map_err(|fault| fault.to_string())?;
        let payload = logged.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let Some(mut payload) = payload else { return Ok(()) };
        let Some(application) = payload.get_mut("application").and_then(Value::as_object_mut) else { return Ok(()) };
        let reason = format!("{}（更正）", application.get("reason").and_then(Value::as_str).unwrap_or_default());
        application.insert("reason".to_owned(), json!(reason));
        // Now and then the days too: what would make an overlap or another tier must be refused.
        if self.chance.percent(40) {
            let moved = self.chance.between(-3, 3) * 2;
            let period = application.get("period").cloned().and_then(|p| serde_json::from_value::<Period>(p).ok());
            if let Some(period) = period {
                let shifted = Period { from: period.from.plus(moved), to: period.to.plus(moved) };
                application.insert("period".to_owned(), json!(shifted));
            }
        }
        let Some(who) = play.cast.with_role(engine::access::Role::SectionHead) else { return Ok(()) };
        let action = json!({"verb": "amend", "n": 1, "payload": payload, "reason": "原件填写有误。"});
        let target = Target::existing(owed.matter.clone(), owed.n);
        let before = end(play)?;
        match play.county.act(request(play.cast.actor(&play.world, who), moment, target, action)) {
            Ok(answer) if answer.n == owed.n + 1 => {
                self.corrected += 1;
                Ok(())
            }
            Ok(answer) => Err(format!("a correction left {} events instead of one", answer.n - owed.n)),
            Err(Failure::Unavailable(words)) => Err(format!("a correction: {words}")),
            Err(_) if end(play)? != before => Err("a correction was refused and yet left something".to_owned()),
            Err(_) => Ok(()),
        }
    }

    /// The desk is lost with an uncommitted batch and comes back: nothing of the batch is there, and it goes on.
    fn crash(&mut self, play: &Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        let Some(who) = play.cast.with_role(engine::access::Role::SectionHead) else { return Ok(()) };
        let actor = play.cast.actor(&play.world, who);
        let one = |n: i64| {
            let action = json!({"verb": "comment", "text": "停电前写的。"});
            request(actor.clone(), moment, Target::existing(owed.matter.clone(), n), action)
        };
        let before = end(play)?;
        let lost = vec![one(owed.n), one(owed.n + 1), one(owed.n)];
        play.county.crash_before_commit(lost).map_err(|fault| format!("after a crash: {fault}"))?;
        if end(play)? != before {
            return Err("a crash before the commit left something".to_owned());
        }
        self.crashes += 1;
        match play.county.act(one(owed.n)) {
            Err(Failure::Unavailable(words)) => Err(format!("the desk did not come back: {words}")),
            _ => Ok(()),
        }
    }

    /// On behalf of whoever owes it, with a scan that nobody has kept.
    fn without_paper(&mut self, play: &Play<'_>, owed: &store::Owed, moment: jiff::Timestamp) -> Result<(), String> {
        let Some(who) = play.cast.wearer(&play.world, &owed.by, &[]) else { return Ok(()) };
        let principal = play.cast.actor(&play.world, who);
        let Some(person) = principal.person.clone() else { return Ok(()) };
        let behalf = Behalf::Paper(Signed { person, paper: FileId("0".repeat(64)), signed_on: Day::at(moment) });
        let actor = Actor { behalf: Some(behalf), ..principal };
        let action = json!({"verb": owed.verb.clone().unwrap_or_default()});
        self.refused(
            "a paper nobody kept",
            play,
            request(actor, moment, Target::existing(owed.matter.clone(), owed.n), action),
        )
    }

    /// A decision about posts taken back by its authority while nobody has followed: the posts go back, the handovers end.
    fn revoke(&mut self, play: &mut Play<'_>, day: Day, moment: jiff::Timestamp) -> Result<(), String> {
        let owed = play.county.all_owed().map_err(|fault| fault.to_string())?;
        let state = |id: &MatterId| {
            let found = play.county.state_of(id).ok().flatten()?;
            Some((found.1, serde_json::from_str::<Value>(&found.2).ok()?))
        };
        let handover = owed.iter().filter(|owed| owed.kind == "handover").find_map(|owed| {
            let (_, handover) = state(&owed.matter)?;
            let left = Day::of(handover.pointer("/left/day")?.as_str()?)?;
            let decision = MatterId::from(handover.pointer("/left/decision")?.as_str()?);
            let (n, decided) = state(&decision)?;
            (left.days_until(day) < 20).then_some((owed.matter.clone(), decision, n, decided))
        });
        let Some((handover, decision, n, decided)) = handover else { return Ok(()) };
        let Some(back) = Posts::of(play, &decided).filter(|back| back.can_go_back(play)) else { return Ok(()) };
        let Some(who) = play.cast.with_role(engine::access::Role::SectionHead) else { return Ok(()) };
        let action = json!({"verb": "revoke", "reason": "县委研究决定撤销该项任免。"});
        let asked = request(play.cast.actor(&play.world, who), moment, Target::existing(decision, n), action);
        match play.county.act(asked) {
            Ok(_) => {
                self.revoked += 1;
                back.go_back(play);
                let owed = play.county.all_owed().map_err(|fault| fault.to_string())?;
                if owed.iter().any(|owed| owed.matter == handover) {
                    return Err(format!("{handover} is still owed after its decision was revoked"));
                }
                Ok(())
            }
            Err(Failure::Unavailable(words)) => Err(format!("a revocation: {words}")),
            Err(_) => Ok(()),
        }
    }

    /// What must be refused is refused and leaves nothing.
    pub(super) fn refused(&mut self, what: &str, play: &Play<'_>, request: Request) -> Result<(), String> {
        let before = end(play)?;
        let shown = format!(
            "{} {} {}",
            request.actor.account,
            request.action,
            serde_json::to_string(&request.actor.hats).unwrap_or_default()
        );
        match play.county.act(request) {
            Ok(answer) => Err(format!("{what} was let in: {shown} → {} at {}", answer.id, answer.stage)),
            Err(Failure::Unavailable(words)) => Err(format!("{what}: {words} {shown}")),
            Err(_) if end(play)? != before => Err(format!("{what} was refused and yet left something: {shown}")),
            Err(_) => {
                self.rebuffed += 1;
                Ok(())
            }
        }
    }
}

/// The posts of a decision, as the people of the play know them.
struct Posts {
    person: usize,
    left: Vec<usize>,
    taken: Vec<usize>,
}

impl Posts {
    fn of(play: &Play<'_>, decided: &Value) -> Option<Self> {
        let person = PersonId::from(decided.pointer("/sheet/person")?.as_str()?);
        let posts = |list: &str| -> Option<Vec<usize>> {
            let rows = decided.pointer(list)?.as_array()?;
            let ids = rows.iter().filter_map(|row| Some(PostId::from(row.get("post")?.as_str()?)));
            Some(ids.filter_map(|id| play.cast.ids.posts.iter().position(|known| *known == id)).collect())
        };
        let (left, taken) = (posts("/sheet/leaves")?, posts("/sheet/takes")?);
        Some(Self { person: play.cast.person_key(&person)?, left, taken })
    }

    /// A transfer of which nothing has been filled since.
    fn can_go_back(&self, play: &Play<'_>) -> bool {
        !play.world.is_gone(self.person)
            && !self.taken.is_empty()
            && !self.left.is_empty()
            && self.left.iter().all(|post| play.world.holder(*post).is_none())
            && self.taken.iter().all(|post| play.world.holder(*post) == Some(self.person))
    }

    fn go_back(&self, play: &mut Play<'_>) {
        for post in &self.taken {
            play.world.leave(self.person, *post);
        }
        for post in &self.left {
            play.world.take(self.person, *post);
        }
    }
}

/// A verb with payloads of which one fits most actions.
fn attempts(verb: &str) -> [Value; 3] {
    [json!({"verb": verb}), json!({"verb": verb, "reason": "代为办理"}), json!({"verb": verb, "note": "代为办理"})]
}

fn end(play: &Play<'_>) -> Result<(i64, Vec<u8>), String> {
    play.county.journal_end().map_err(|fault| fault.to_string())
}

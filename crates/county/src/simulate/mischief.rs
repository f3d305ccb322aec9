//! A day as the play has it, with what must not be mixed in. Each trick knows what must come of it; a refused one must leave the
//! journal's end where it was.

use engine::{access::Actor, days::Day, words::MatterId};
use serde_json::{Value, json};
use store::{Answer, Failure, Request, Target};

use crate::chance::Chance;
use crate::play::office::{request, words};
use crate::play::run::Play;
use crate::play::trips::Wave;

/// The tricks of a county.
pub struct Mischief {
    chance: Chance,
    sent: u64,
    /// Requests that had to be refused and were.
    pub rebuffed: u64,
}

impl Mischief {
    /// The tricks of a seed.
    pub fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "mischief"), sent: 0, rebuffed: 0 }
    }

    /// One day: the play's own, then the tricks.
    ///
    /// # Errors
    /// What must not be, in words.
    pub fn day(&mut self, play: &mut Play<'_>, day: Day) -> Result<(), String> {
        play.day(day).map_err(|failure| words(&failure))?;
        if self.chance.percent(15) {
            self.clock_twice(play, day)?;
        }
        let owed = play.county.all_owed().map_err(|fault| fault.to_string())?;
        let moment = Wave::of(day, 3).moment().saturating_add(jiff::SignedDuration::from_hours(1));
        let moment = moment.map_err(|error| error.to_string())?;
        for _ in 0..self.chance.between(1, 3) {
            let Some(owed) = self.chance.pick(&owed).cloned() else { break };
            let Some(verb) = owed.verb.clone() else { continue };
            let action = json!({"verb": verb, "reason": "代为办理"});
            match self.chance.below(6) {
                0 | 1 => self.stranger(play, &owed.matter, owed.n, &verb, moment)?,
                2 => self.stale(play, &owed, action, moment)?,
                3 => self.unheard_of(play, &owed, moment)?,
                4 => self.twice(play, &owed, moment)?,
                _ => self.void(play, &owed, moment)?,
            }
        }
        Ok(())
    }

    fn clock_twice(&mut self, play: &Play<'_>, day: Day) -> Result<(), String> {
        let moment = day.begins().saturating_add(jiff::SignedDuration::from_mins(10)).map_err(|e| e.to_string())?;
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

    /// What must be refused is refused and leaves nothing.
    fn refused(&mut self, what: &str, play: &Play<'_>, request: Request) -> Result<(), String> {
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

/// A verb with payloads of which one fits most actions.
fn attempts(verb: &str) -> [Value; 3] {
    [json!({"verb": verb}), json!({"verb": verb, "reason": "代为办理"}), json!({"verb": verb, "note": "代为办理"})]
}

fn end(play: &Play<'_>) -> Result<(i64, Vec<u8>), String> {
    play.county.journal_end().map_err(|fault| fault.to_string())
}

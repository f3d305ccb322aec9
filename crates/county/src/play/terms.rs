//! 换届: one township's committee comes to the end of its term. The scheme is entered, the steps are taken one after another, the
//! members are named and elected, one seat changes hands, and the papers are filed.

use engine::{access::Role, days::Day, words::MatterId};
use opinion::ground::term_change::State;
use serde_json::{Value, json};
use store::{Failure, Owed, Target};

use super::run::{Play, Sent};
use super::trips::Wave;
use crate::made::{Authority, Level, SHOWN_TOWNSHIP, Sort};

/// Days after the beginning on which the scheme is entered, the reply is there, the members are named, and the election is held.
const DRAFTED: i64 = 100;
const REPLIED: i64 = 112;
const NAMED: i64 = 150;
const HELD: i64 = 185;
/// Steps with the day by which each is taken, counted from the election as it was planned.
const STEPS: [(&str, i64); 8] = [
    ("scheme", -72),
    ("request", -70),
    ("discipline", -55),
    ("recommend", -45),
    ("examine", -30),
    ("candidates", -15),
    ("report", 15),
    ("archive", 35),
];
/// Days before its day from which a step is taken.
const SOON: i64 = 4;

/// The election, once its scheme is entered.
#[derive(Default)]
pub(crate) struct Election {
    matter: Option<MatterId>,
    town: usize,
}

/// Who is elected into which post, and who leaves which for it.
struct Outcome {
    elected: Vec<(usize, usize)>,
    leaving: Vec<(usize, usize)>,
}

impl Play<'_> {
    /// What is done about the election on this day.
    ///
    /// # Errors
    /// The database fails.
    pub(crate) fn elect(&mut self, day: Day) -> Result<(), Failure> {
        if self.comes(DRAFTED, day) {
            let sent = self.scheme(day);
            return self.send(sent.into_iter().collect());
        }
        if self.comes(REPLIED, day) {
            let reply = json!({"verb": "approve", "request": format!("青组〔{}〕31号", day.year()), "requested_on": day.plus(-7),
                "authority": "县委", "document": format!("青委〔{}〕26号", day.year()), "day": day.plus(-1)});
            let sent = self.by_section(day, Role::SectionClerk, reply);
            return self.send(sent.into_iter().collect());
        }
        if self.comes(NAMED, day) {
            return self.name(day);
        }
        if self.comes(HELD, day) { self.hold(day) } else { Ok(()) }
    }

    /// The third township of the list, or the only one.
    fn electing(&self) -> Option<usize> {
        let units = self.world.made.units.iter().enumerate();
        let towns: Vec<usize> = units.filter(|(_, unit)| unit.sort == Sort::Township).map(|(key, _)| key).collect();
        let shown = |key: &&usize| self.world.made.unit(**key).is_none_or(|unit| unit.name == SHOWN_TOWNSHIP);
        towns.iter().rfind(|key| !shown(key)).or(towns.first()).copied()
    }

    fn scheme(&mut self, day: Day) -> Option<Sent> {
        let (clerk, town) = (self.clerk()?, self.electing()?);
        let election = day.plus(HELD - DRAFTED);
        let steps: Vec<Value> =
            STEPS.iter().map(|(step, by)| json!({"step": step, "by": election.plus(*by)})).collect();
        let action = json!({"verb": "draft", "body": self.cast.unit(town), "organ": "township_committee", "session": "第十一届",
            "election_on": election, "steps": steps,
            "seats": [{"what": "35岁左右的年轻干部", "number": 2, "document": format!("青组〔{}〕8号", day.year())},
                {"what": "女干部", "number": 1, "document": format!("青组〔{}〕8号", day.year())}]});
        let (id, sent) = self.opens("term_change", clerk, Wave::of(day, 1), action);
        self.affairs.election = Election { matter: Some(id), town };
        Some(sent)
    }

    fn by_section(&self, day: Day, role: Role, action: Value) -> Option<Sent> {
        let id = self.affairs.election.matter.clone()?;
        let (_, last, _) = self.county.state_of(&id).ok()??;
        let person = self.cast.with_role(role)?;
        Some(self.acts("term_change", person, Wave::of(day, 2), Target::existing(id, last), action))
    }

    /// The members are named one by one.
    fn name(&mut self, day: Day) -> Result<(), Failure> {
        for (person, post) in self.result().elected {
            let action = json!({"verb": "nominate", "person": self.cast.person(person), "post": self.cast.post(post)});
            let sent = self.by_section(day, Role::SectionClerk, action);
            self.send(sent.into_iter().collect())?;
        }
        Ok(())
    }

    /// The committee as it stands goes on; a seat that is empty, or whose holder is to retire soon, goes to somebody of the township.
    fn result(&self) -> Outcome {
        let town = self.affairs.election.town;
        let party = |key: &usize| {
            self.world
                .made
                .post(*key)
                .is_some_and(|post| post.unit == town && post.leading && post.title.starts_with("党委"))
        };
        let posts: Vec<usize> = (0..self.world.made.posts.len()).filter(party).collect();
        let mut elected: Vec<(usize, usize)> = Vec::new();
        let mut leaving = Vec::new();
        let rank = |who: &usize| {
            let main = self.world.main(*who);
            let cadre = self.world.made.cadre(*who);
            main.is_some_and(|post| !post.leading && post.level != Level::Section)
                && self.world.posts(*who).len() == 1
                && self.world.may_move(*who)
                && cadre.is_some_and(|cadre| cadre.politics == "中共党员" && cadre.authority == Authority::County)
        };
        let mut new = self.world.staff(town).into_iter().filter(rank);
        for post in posts {
            match self.world.holder(post) {
                Some(holder) => elected.push((holder, post)),
                None => {
                    if let Some((person, old)) = new.next().and_then(|who| Some((who, *self.world.posts(who).first()?)))
                    {
                        elected.push((person, post));
                        leaving.push((person, old));
                    }
                }
            }
        }
        Outcome { elected, leaving }
    }

    /// The result is entered on the day and confirmed by another hand; the posts change at once.
    fn hold(&mut self, day: Day) -> Result<(), Failure> {
        let result = self.result();
        let row = |(person, post): &(usize, usize)| json!({"person": self.cast.person(*person), "post": self.cast.post(*post)});
        let elected: Vec<Value> = result.elected.iter().map(row).collect();
        let leaving: Vec<Value> =
            result.leaving.iter().map(|left| super::cabinet::with(row(left), json!({"reason": "transfer"}))).collect();
        let action = json!({"verb": "record_result", "day": day, "authority": "县委",
            "document": format!("青委〔{}〕44号", day.year()), "elected": elected, "leaving": leaving});
        let sent = self.by_section(day, Role::SectionClerk, action);
        self.send(sent.into_iter().collect())?;
        let before = self.tally.count("term_change.confirm_result accepted");
        let sent =
            self.by_section(day, Role::SectionHead, json!({"verb": "confirm_result", "note": "与选举结果文件一致。"}));
        self.send(sent.into_iter().collect())?;
        if self.tally.count("term_change.confirm_result accepted") > before {
            for (person, old) in &result.leaving {
                self.world.leave(*person, *old);
            }
            for (person, post) in &result.elected {
                self.world.take(*person, *post);
            }
        }
        Ok(())
    }

    /// What is owed in the election: a step when its day is near, a result that was entered and not confirmed.
    pub(crate) fn answer_election(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let code = owed.key.strip_prefix("step.")?;
        let soon = owed.due.is_none_or(|due| wave.day().days_until(due) <= SOON);
        let (_, state) = self.known::<State>(&owed.matter)?;
        // What comes after the election waits for its result.
        let waits = matches!(code, "report" | "archive") && state.confirmed.is_none();
        if !soon || waits || !self.gets_to_it(14) {
            return None;
        }
        let action = json!({"verb": "done_step", "step": code, "day": wave.day(), "note": "按方案完成，材料已归集。"});
        self.by_owner(owed, wave, action)
    }
}

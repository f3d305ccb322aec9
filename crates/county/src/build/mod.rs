//! The made county entered into the desk by ordinary actions: units, posts, people with their posts, kin, accounts and grants. Nothing
//! is written past the desk, so the journal begins with the county's own beginning.

pub(crate) mod cards;
#[cfg(test)]
pub(crate) mod tests;

use engine::{
    access::Actor,
    words::{MatterId, PersonId, PostId, UnitId},
};
use serde_json::{Value, json};
use store::{Answer, County, Failure, Request, Target};

use crate::made::Made;
use crate::play::cast::{Cast, Ids};

/// Actions in one transaction: small enough that progress is seen, large enough that commits cost nothing.
const GROUP: usize = 500;

/// Enters the made county; everything is recorded at `moment`.
///
/// # Errors
/// What the desk says to the first action that does not go through, in words with the action's place.
pub fn build(
    county: &County,
    made: &Made,
    moment: jiff::Timestamp,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Cast, String> {
    let mut builder = Builder { county, moment, done: 0, all: whole(made), progress };
    let fresh = |count: usize| (0..count).map(|_| county.new_id(moment)).collect::<Vec<MatterId>>();
    let (units, posts, people) = (fresh(made.units.len()), fresh(made.posts.len()), fresh(made.cadres.len()));
    let ids = Ids {
        units: units.iter().map(|id| UnitId(id.0.clone())).collect(),
        posts: posts.iter().map(|id| PostId(id.0.clone())).collect(),
        people: people.iter().map(|id| PersonId(id.0.clone())).collect(),
    };
    let cards = made.units.iter().enumerate().map(|(key, unit)| cards::unit(made, &ids, key, unit));
    builder.open("unit", &units, cards.collect())?;
    builder.open("post", &posts, made.posts.iter().map(|post| cards::post(&ids, post)).collect())?;
    let cards = made.cadres.iter().enumerate().map(|(key, cadre)| cards::person(made, &ids, key, cadre));
    let entered = builder.open("cadre", &people, cards.collect())?;
    builder.kin(made, &ids, &entered)?;
    builder.accounts(made, &ids)?;
    Ok(Cast::new(made, ids))
}

fn whole(made: &Made) -> usize {
    let accounts = made.accounts.iter().map(|account| 1 + account.roles.len()).sum::<usize>();
    made.units.len() + made.posts.len() + made.cadres.len() + made.kin.len() + accounts
}

struct Builder<'a> {
    county: &'a County,
    moment: jiff::Timestamp,
    done: usize,
    all: usize,
    progress: &'a mut dyn FnMut(usize, usize),
}

impl Builder<'_> {
    /// Opens one matter for each action, under the ids given.
    fn open(&mut self, kind: &str, ids: &[MatterId], actions: Vec<Value>) -> Result<Vec<Answer>, String> {
        let target = |id: &MatterId| Target::New { kind: kind.to_owned(), id: Some(id.clone()), reaction_key: None };
        let pairs = ids.iter().map(target).zip(actions).collect();
        self.act(kind, pairs)
    }

    fn act(&mut self, what: &str, pairs: Vec<(Target, Value)>) -> Result<Vec<Answer>, String> {
        let mut answers = Vec::with_capacity(pairs.len());
        let mut rest = pairs.into_iter().peekable();
        while rest.peek().is_some() {
            let group: Vec<Request> = rest
                .by_ref()
                .take(GROUP)
                .map(|(target, action)| Request {
                    actor: Actor::system(),
                    moment: self.moment,
                    day: None,
                    target,
                    action,
                    key: None,
                })
                .collect();
            let first = answers.len();
            let shown: Vec<Value> = group.iter().map(|request| request.action.clone()).collect();
            let failed = |(at, failure): (usize, Failure)| {
                let action = shown.get(at).map(ToString::to_string).unwrap_or_default();
                format!("{what} {}: {failure:?} {action}", first + at)
            };
            answers.extend(self.county.act_all(group).map_err(failed)?);
            self.done += answers.len() - first;
            (self.progress)(self.done, self.all);
        }
        Ok(answers)
    }

    fn kin(&mut self, made: &Made, ids: &Ids, entered: &[Answer]) -> Result<(), String> {
        let mut pairs = Vec::new();
        for kin in &made.kin {
            let (Some(answer), Some(other)) = (entered.get(kin.one), ids.people.get(kin.other)) else { continue };
            let action = json!({"verb": "add_relation", "other": other, "relation": kin.relation});
            pairs.push((Target::existing(answer.id.as_str(), answer.n), action));
        }
        self.act("relation", pairs).map(drop)
    }

    fn accounts(&mut self, made: &Made, ids: &Ids) -> Result<(), String> {
        let mut pairs = Vec::new();
        for account in &made.accounts {
            let id = self.county.new_id(self.moment);
            let unit = account.person.and_then(|person| made.unit_of(person));
            let target = Target::New { kind: "account".to_owned(), id: Some(id.clone()), reaction_key: None };
            pairs.push((target, cards::account(ids, account, unit)));
            for (after, (role, unit)) in (1..).zip(&account.roles) {
                pairs.push((Target::existing(id.clone(), after), cards::grant(ids, *role, *unit)));
            }
        }
        self.act("account", pairs).map(drop)
    }
}

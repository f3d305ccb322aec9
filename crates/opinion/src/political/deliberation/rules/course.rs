//! Speaking in order, voting, and what the chair announces.

use super::sitting::{more_than, open_item, present};
use super::{MAJORITY, MAJORS, RULES, unknown_item};
use crate::{
    checks::{self, filled},
    political::deliberation::facts::{
        Item, Reserve, Resolve, Resolved, Speak, Speech, Spoken, Stance, State, Tally, Task, Verdict, Withdraw,
    },
};
use engine::procedure::{Context, Refusal};

impl Tally {
    /// All votes.
    #[must_use]
    pub const fn sum(self) -> u32 {
        self.agree.saturating_add(self.against).saturating_add(self.defer)
    }
    /// In words: 同意6票，不同意1票，缓议1票.
    #[must_use]
    pub fn words(self) -> String {
        format!("同意{}票，不同意{}票，缓议{}票", self.agree, self.against, self.defer)
    }
}

/// What has to be done before an item is spoken on or voted on.
fn ready(state: &State, item: &Item) -> Result<(), Refusal> {
    if item.waits_for_support() {
        let sentence = format!("议题{}是复议，请先登记同意复议的成员。", item.number);
        return Err(Refusal::new("revisit_unsupported", RULES, sentence).at("/item"));
    }
    let present = u32::try_from(state.present().count()).unwrap_or(u32::MAX);
    if item.personnel && present < state.personnel_needs {
        let sentence = format!(
            "应到{}人，到会{present}人，讨论人事任免至少须{}人到会，请暂缓这个议题。",
            state.entitled(),
            state.personnel_needs
        );
        return Err(Refusal::new("quorum_personnel", RULES, sentence).at("/item"));
    }
    let stays = |person: &&engine::words::PersonId| state.voters(item).any(|voter| voter == *person);
    if let Some(person) = item.to_recuse.iter().find(stays) {
        let sentence = format!("议题{}涉及{}本人或者亲属，请先登记回避。", item.number, state.name(person));
        return Err(Refusal::new("recusal_missing", RULES, sentence).at("/item"));
    }
    Ok(())
}

/// Members speak in the order of the rows. The head of the body speaks last, and nobody after him.
pub(super) fn spoken(state: &State, speak: Speak) -> Result<Spoken, Refusal> {
    let item = open_item(state, speak.item)?;
    ready(state, item)?;
    if speak.speeches.is_empty() {
        return Err(Refusal::new("table_empty", "", "没有填写发言表态，请至少填一行。").at("/speeches"));
    }
    let mut speeches: Vec<Speech> = Vec::new();
    for (row, one) in speak.speeches.into_iter().enumerate() {
        let at = format!("/speeches/{row}/person");
        let name = present(state, &one.person, &at)?;
        if item.is_recused(&one.person) {
            let sentence = format!("{name}已回避这个议题，不发言表态，请删去这一行。");
            return Err(Refusal::new("is_recused", RULES, sentence).at(&at));
        }
        let before = || item.speeches.iter().chain(&speeches);
        if before().any(|speech| speech.person == one.person) {
            let sentence = format!("{name}已经表态，一个议题只表态一次，请删去这一行。");
            return Err(Refusal::new("spoken_already", RULES, sentence).at(&at));
        }
        in_order(state, item, &one.person, before().map(|speech| &speech.person), &at)?;
        stance_fits(item, one.stance, &name, &format!("/speeches/{row}/stance"))?;
        speeches.push(Speech { person: one.person, name, stance: one.stance, words: one.words });
    }
    Ok(Spoken { item: speak.item, speeches })
}

/// 末位表态: whoever speaks last waits for all others, and ends it.
fn in_order<'a>(
    state: &State,
    item: &Item,
    who: &engine::words::PersonId,
    before: impl Iterator<Item = &'a engine::words::PersonId>,
    at: &str,
) -> Result<(), Refusal> {
    let Some(last) = state.last(item) else { return Ok(()) };
    let before: Vec<_> = before.collect();
    if before.contains(&last) {
        let sentence = format!("{}末位表态后，不再发言表态，请删去这一行。", state.name(last));
        return Err(Refusal::new("after_the_last", MAJORS, sentence).at(at));
    }
    let waiting = state.voters(item).find(|voter| *voter != last && !before.contains(voter));
    if let (true, Some(waiting)) = (who == last, waiting) {
        let sentence = format!("{}须末位表态，{}还没有表态，请调整先后。", state.name(last), state.name(waiting));
        return Err(Refusal::new("last_too_early", MAJORS, sentence).at(at));
    }
    Ok(())
}

fn stance_fits(item: &Item, stance: Option<Stance>, name: &str, at: &str) -> Result<(), Refusal> {
    if item.method.is_named() && stance.is_none() {
        let sentence = format!("请填写{name}是同意、不同意还是缓议。");
        return Err(Refusal::new("stance_missing", RULES, sentence).at(at));
    }
    if !item.method.is_named() && stance.is_some() {
        let sentence = "这个议题是无记名投票，发言时不填表态，只在宣布结果时填票数。";
        return Err(Refusal::new("secret_ballot", RULES, sentence).at(at));
    }
    Ok(())
}

/// The chair's announcement, held against the votes: more than half of all entitled, whatever the number there.
pub(super) fn resolved(state: &State, resolve: Resolve, cx: &Context) -> Result<Resolved, Refusal> {
    let item = open_item(state, resolve.item)?;
    ready(state, item)?;
    filled(&resolve.words.0, "/words", "决定内容")?;
    if let Some(waiting) = state.voters(item).find(|voter| !item.has_spoken(voter)) {
        let sentence = format!("{}还没有对议题{}发言表态，请先记录。", state.name(waiting), item.number);
        return Err(Refusal::new("not_all_spoken", RULES, sentence).at("/item"));
    }
    let tally = tally(state, item, resolve.tally)?;
    let (entitled, needs) = (state.entitled(), more_than(MAJORITY, state.entitled(), cx));
    let basis = format!("应到{entitled}人，{}；通过须{needs}票同意", tally.words());
    let passed = tally.agree >= needs;
    if passed != (resolve.result == Verdict::Passed) {
        let sentence = if passed {
            format!("{basis}，已过半数，应宣布通过。")
        } else {
            format!("{basis}，没有超过应到人数的半数，请宣布不通过或者缓议。")
        };
        return Err(Refusal::new("result_differs", RULES, sentence).at("/result"));
    }
    let tasks = tasks(state, &resolve, cx)?;
    let Resolve { item, result, words, confidential, .. } = resolve;
    Ok(Resolved { item, result, tally, basis, words, tasks, confidential, day: cx.day })
}

/// The votes: counted from what was said, or those of a secret ballot, never more than there were voters.
fn tally(state: &State, item: &Item, entered: Option<Tally>) -> Result<Tally, Refusal> {
    if item.method.is_named() {
        if entered.is_some() {
            let sentence = "这个议题按表态计票，不用填票数。";
            return Err(Refusal::new("counted_already", "", sentence).at("/tally"));
        }
        let count = |stance| {
            let votes = item.speeches.iter().filter(|speech| speech.stance == Some(stance)).count();
            u32::try_from(votes).unwrap_or(u32::MAX)
        };
        return Ok(Tally { agree: count(Stance::Agree), against: count(Stance::Against), defer: count(Stance::Defer) });
    }
    let tally = entered.ok_or_else(|| {
        Refusal::new("field_missing", RULES, "无记名投票请填写同意、不同意和缓议的票数。").at("/tally")
    })?;
    let voters = u32::try_from(state.voters(item).count()).unwrap_or(u32::MAX);
    if tally.sum() > voters {
        let sentence = format!("{}，合计{}票，多于参加表决的{voters}人，请重新计票。", tally.words(), tally.sum());
        return Err(Refusal::new("votes_exceed", RULES, sentence).at("/tally"));
    }
    Ok(tally)
}

fn tasks(state: &State, resolve: &Resolve, cx: &Context) -> Result<Vec<Task>, Refusal> {
    let first = u32::try_from(state.tasks.len()).unwrap_or(u32::MAX).saturating_add(1);
    let mut tasks = Vec::new();
    for (row, (number, one)) in (first..).zip(&resolve.tasks).enumerate() {
        let at = |field: &str| format!("/tasks/{row}/{field}");
        filled(&one.what, &at("what"), "办理事项")?;
        let owner = match (&one.person, &one.unit) {
            (Some(person), None) => checks::person(person, &at("person"), cx)?.name,
            (None, Some(unit)) => checks::unit(unit, &at("unit"), cx)?.name,
            _ => {
                let sentence = "责任人和责任单位填一项，也只填一项。";
                return Err(Refusal::new("one_owner", "", sentence).at(&at("person")));
            }
        };
        if one.by < cx.day {
            return Err(Refusal::new("day_past", "", "完成期限已经过去，请另填日期。").at(&at("by")));
        }
        tasks.push(Task {
            number,
            what: one.what.clone(),
            person: one.person.clone(),
            unit: one.unit.clone(),
            owner,
            by: one.by,
            done: None,
            words: None,
            paper: None,
        });
    }
    Ok(tasks)
}

pub(super) fn withdrawn(state: &State, withdraw: Withdraw) -> Result<Withdraw, Refusal> {
    open_item(state, withdraw.item)?;
    filled(&withdraw.reason.0, "/reason", "理由")?;
    Ok(withdraw)
}

/// A member who was there keeps his opinion; the decision stands.
pub(super) fn reserved(state: &State, reserve: Reserve) -> Result<Reserve, Refusal> {
    let item = state.item(reserve.item).ok_or_else(unknown_item)?;
    filled(&reserve.words.0, "/words", "保留意见")?;
    if item.resolved.is_none() {
        let sentence = format!("议题{}还没有表决结果，请先记录发言表态。", item.number);
        return Err(Refusal::new("not_decided", "", sentence).at("/item"));
    }
    present(state, &reserve.person, "/person")?;
    Ok(reserve)
}

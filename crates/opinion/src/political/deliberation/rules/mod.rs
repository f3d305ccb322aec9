//! Who runs a meeting, and which of its steps is open when.

mod agenda;
mod course;
mod fold;
mod sitting;

pub(super) use fold::apply;

use super::facts::{
    Action, Closed, Event, Finish, Item, Move, Postpone, Presence, Reason, Signed, State, Supersede, Task,
};
use super::stage;
use crate::{
    checks::filled,
    owed::{self, unit_entrants},
};
use engine::{
    access::{Hat, Offer, Role},
    procedure::{Context, Refusal, roles},
    words::PersonId,
};

/// Half of those entitled are there.
pub(super) const QUORUM: &str = "deliberation.quorum";
/// Two thirds, where it is about personnel.
pub(super) const PERSONNEL: &str = "deliberation.quorum_personnel";
/// More than this part of those entitled agree.
pub(super) const MAJORITY: &str = "deliberation.majority";
/// More than this part agree to decide again.
pub(super) const REVISIT: &str = "deliberation.revisit";
/// How long the minutes may take.
pub(super) const MINUTES: &str = "deliberation.minutes";
/// 不得以传阅、会签、个别征求意见代替会议表决
pub(super) const MEETING: &str = "1.3.1";
/// 三重一大、末位表态
pub(super) const MAJORS: &str = "1.3.2";
/// How bodies decide.
pub(super) const RULES: &str = "law.party_group_rules";

impl Item {
    /// Whether it has been decided or taken off.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.resolved.is_some() || self.withdrawn.is_some()
    }
    /// Whether this member left for it.
    #[must_use]
    pub fn is_recused(&self, person: &PersonId) -> bool {
        self.recused.iter().any(|recused| &recused.person == person)
    }
    /// Whether this member has spoken on it.
    #[must_use]
    pub fn has_spoken(&self, person: &PersonId) -> bool {
        self.speeches.iter().any(|speech| &speech.person == person)
    }
    /// Whether it waits for members to agree that it is decided again.
    #[must_use]
    pub fn waits_for_support(&self) -> bool {
        matches!(self.origin, Some(super::facts::Origin::Revisit(_))) && self.supporters.is_empty()
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.cancelled.is_some() {
            return stage::CANCELLED;
        }
        match (self.sat_on.is_empty(), self.closed, &self.signed) {
            (true, ..) => stage::CALLED,
            (_, None, _) if self.adjourned.is_some() => stage::ADJOURNED,
            (_, None, _) => stage::SITTING,
            (_, Some(_), None) => stage::CLOSED,
            _ if self.open_tasks().next().is_some() => stage::CARRYING,
            _ => stage::DONE,
        }
    }
    /// Tasks that are not done.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.done.is_none())
    }
    /// How many are entitled.
    #[must_use]
    pub fn entitled(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }
    /// Members who are there.
    pub fn present(&self) -> impl Iterator<Item = &PersonId> {
        self.members.iter().filter(|one| one.presence == Some(Presence::Present)).map(|one| &one.person)
    }
    /// Members who vote on an item: there, and not gone out for it.
    pub fn voters(&self, item: &Item) -> impl Iterator<Item = &PersonId> {
        self.present().filter(|person| !item.is_recused(person))
    }
    /// Who speaks last on an item: the head of the body, and the one who presides where the head does not vote.
    #[must_use]
    pub fn last(&self, item: &Item) -> Option<&PersonId> {
        let votes = |person: &&PersonId| self.voters(item).any(|voter| voter == *person);
        std::iter::once(&self.chief).chain(self.chair.as_ref()).find(votes)
    }
    /// An item by its number.
    #[must_use]
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.number == number)
    }
    /// A member's name.
    #[must_use]
    pub fn name(&self, person: &PersonId) -> String {
        let member = self.members.iter().find(|member| &member.person == person);
        member.map_or_else(|| person.0.clone(), |member| member.name.clone())
    }
}

/// Whoever runs the meetings of this body: the unit's clerk and its head, and the recorder. The department reads them and enters none.
pub(super) fn recorders(state: &State) -> Vec<Hat> {
    let mut hats = owed::unit(&state.unit);
    hats.push(Hat::Person(state.recorder.clone()));
    hats
}

/// Whoever signs the minutes: the one who presided.
pub(super) fn signers(state: &State) -> Vec<Hat> {
    vec![Hat::Person(state.chair.clone().unwrap_or_else(|| state.chief.clone())), Hat::Head(state.unit.clone())]
}

/// Who owes a task.
pub(super) fn owners(task: &Task) -> Vec<Hat> {
    task.unit
        .as_ref()
        .map(owed::unit)
        .unwrap_or_default()
        .into_iter()
        .chain(task.person.clone().map(Hat::Person))
        .collect()
}

/// Whoever enters meetings, each for his own body; those of the county are entered by its offices.
fn callers(cx: &Context) -> Vec<Hat> {
    unit_entrants(cx).into_iter().chain(roles(&[Role::CountyOffice])).collect()
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("convene", "通知会议", callers(cx)).main()] };
    let by = || recorders(state);
    let offer = |verb, label| Offer::new(verb, label, by());
    let mut offers = match state.stage() {
        stage::CALLED => vec![
            offer("start", "开会").main(),
            offer("revise", "调整会议安排"),
            offer("postpone", "改期"),
            offer("cancel", "取消会议").grave(),
        ],
        stage::SITTING => sitting_offers(state, &offer),
        stage::ADJOURNED => vec![offer("resit", "续会").main()],
        stage::CLOSED => {
            vec![Offer::new("sign", "签发纪要", signers(state)).main(), offer("reserve", "登记个人保留意见")]
        }
        stage::CARRYING => {
            let finishers: Vec<Hat> = state.open_tasks().flat_map(owners).chain(by()).collect();
            vec![
                Offer::new("finish", "报告落实情况", finishers).main(),
                Offer::new("move", "调整落实期限", vec![Hat::Head(state.unit.clone())]),
            ]
        }
        _ => Vec::new(),
    };
    if state.items.iter().any(|item| item.resolved.is_some()) {
        offers.push(Offer::new("supersede", "复议改变", vec![Hat::System]));
    }
    offers
}

/// What is open while the meeting sits, as far as its items allow it.
fn sitting_offers(state: &State, offer: &dyn Fn(&'static str, &'static str) -> Offer) -> Vec<Offer> {
    let open = || state.items.iter().filter(|item| !item.is_settled());
    if open().next().is_none() {
        return vec![offer("close", "散会").main(), offer("reserve", "登记个人保留意见")];
    }
    let mut offers = vec![offer("speak", "记录发言表态").main(), offer("resolve", "宣布表决结果")];
    if open().any(Item::waits_for_support) {
        offers.push(offer("support", "登记同意复议"));
    }
    offers.push(offer("recuse", "登记回避"));
    if state.present().count() < state.members.len() {
        offers.push(offer("write", "登记书面意见"));
    }
    offers.extend([
        offer("withdraw", "暂缓表决或者撤回议题"),
        offer("reserve", "登记个人保留意见"),
        offer("adjourn", "休会"),
    ]);
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Convene(convening) = action else { return Err(Refusal::not_now()) };
        return agenda::convened(convening, cx).map(Event::Convened);
    };
    match action {
        Action::Convene(_) => Err(Refusal::not_now()),
        Action::Revise(convening) => agenda::convened(convening, cx).map(Event::Revised),
        Action::Postpone(postpone) => postponed(postpone, cx).map(Event::Postponed),
        Action::Cancel(Reason { reason }) => {
            filled(&reason.0, "/reason", "理由")?;
            Ok(Event::Cancelled(Reason { reason }))
        }
        Action::Start(sitting) => sitting::sat(state, sitting, cx).map(Event::Started),
        Action::Resit(sitting) => sitting::sat(state, sitting, cx).map(Event::Resat),
        Action::Recuse(recuse) => sitting::recused(state, recuse).map(Event::Recused),
        Action::Write(written) => sitting::read_out(state, written).map(Event::ReadOut),
        Action::Support(support) => sitting::supported(state, support, cx).map(Event::Supported),
        Action::Speak(speak) => course::spoken(state, speak).map(Event::Spoken),
        Action::Resolve(resolve) => course::resolved(state, resolve, cx).map(Event::Resolved),
        Action::Withdraw(withdraw) => course::withdrawn(state, withdraw).map(Event::Withdrawn),
        Action::Reserve(reserve) => course::reserved(state, reserve).map(Event::Reserved),
        Action::Adjourn(postpone) => postponed(postpone, cx).map(Event::Adjourned),
        Action::Close(close) => Ok(Event::Closed(Closed { note: close.note, day: cx.day })),
        Action::Sign(sign) => Ok(Event::Signed(Signed { sign, day: cx.day })),
        Action::Finish(finish) => finished(state, finish, cx).map(Event::Finished),
        Action::Move(one) => moved(state, one, cx).map(Event::Moved),
        Action::Supersede(supersede) => superseded(state, supersede).map(Event::Superseded),
    }
}

fn postponed(postpone: Postpone, cx: &Context) -> Result<Postpone, Refusal> {
    filled(&postpone.reason.0, "/reason", "原因")?;
    if postpone.at < cx.half_now() {
        return Err(Refusal::new("time_past", "", "改到的时间已经过去，请另选时间。").at("/at"));
    }
    Ok(postpone)
}

fn finished(state: &State, finish: Finish, cx: &Context) -> Result<Finish, Refusal> {
    filled(&finish.words.0, "/words", "落实情况")?;
    let task = open_task(state, finish.task)?;
    if finish.day > cx.day {
        return Err(Refusal::new("day_ahead", "", "完成日期晚于今天，请核对后重填。").at("/day"));
    }
    if !owners(task).iter().chain(&recorders(state)).any(|hat| cx.actor.wears(hat)) {
        let sentence = format!("“{}”由{}报告，请转交。", task.what, task.owner);
        return Err(Refusal::new("not_yours", "", sentence).at("/task"));
    }
    Ok(finish)
}

fn moved(state: &State, one: Move, cx: &Context) -> Result<Move, Refusal> {
    filled(&one.reason.0, "/reason", "理由")?;
    open_task(state, one.task)?;
    if one.by < cx.day {
        return Err(Refusal::new("day_past", "", "新的期限已经过去，请另填日期。").at("/by"));
    }
    Ok(one)
}

fn open_task(state: &State, number: u32) -> Result<&Task, Refusal> {
    let unknown = || Refusal::new("unknown_task", "", "没有这个未完成的落实事项，请照列出的序号填写。").at("/task");
    state.open_tasks().find(|task| task.number == number).ok_or_else(unknown)
}

fn superseded(state: &State, supersede: Supersede) -> Result<Supersede, Refusal> {
    let known = state.item(supersede.item).is_some_and(|item| item.resolved.is_some());
    if known { Ok(supersede) } else { Err(unknown_item()) }
}

pub(super) fn unknown_item() -> Refusal {
    Refusal::new("unknown_item", "", "没有这个议题，请照议程的序号填写。").at("/item")
}

/// What was said and what was entered by a slip is corrected; votes and results are not: they are decided again.
pub(super) fn amend(state: &State, now: &Event) -> Result<(), Refusal> {
    let known = |item: u32| state.item(item).map(|_| ()).ok_or_else(unknown_item);
    match now {
        Event::ReadOut(one) => known(one.written.item),
        Event::Reserved(one) => known(one.item),
        Event::Withdrawn(one) => known(one.item),
        Event::Postponed(_) | Event::Adjourned(_) | Event::Closed(_) | Event::Signed(_) | Event::Finished(_) => Ok(()),
        _ => Err(Refusal::new(
            "not_correctable",
            MEETING,
            "到会、表态和表决结果不能更正：散会前重新记录，散会后由下次会议复议。",
        )),
    }
}

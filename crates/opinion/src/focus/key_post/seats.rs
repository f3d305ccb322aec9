//! Who holds a key post, who held it, and how history becomes state.

use super::{
    facts::{Event, Former, Holder, PutOverTo, Seat, State, Undone},
    stage,
};
use engine::{
    days::Day,
    procedure::Misfit,
    words::{MatterId, PersonId},
};

impl Seat {
    /// He is to avoid something, and nothing was done about it yet.
    fn is_to_avoid(&self) -> bool {
        self.settled.is_none() && self.recused.as_ref().is_some_and(|recused| recused.recuse.needed)
    }

    const fn new(holder: Holder) -> Self {
        Self { holder, talks: Vec::new(), deferred: None, recused: None, settled: None, related: None }
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.removed, &self.seat) {
            (Some(_), _) => stage::REMOVED,
            (None, None) => stage::VACANT,
            (None, Some(seat)) if !seat.holder.relations.is_empty() && seat.recused.is_none() => stage::RECUSING,
            (None, Some(seat)) if seat.is_to_avoid() => stage::SETTLING,
            (None, Some(_)) => stage::HELD,
        }
    }

    /// Who holds it.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        self.seat.as_ref().map(|seat| &seat.holder)
    }

    /// Somebody as he holds the post or held it last.
    #[must_use]
    pub fn served(&self, person: &PersonId) -> Option<&Holder> {
        let former = self.former.iter().rev().map(|former| &former.seat.holder);
        self.holder().into_iter().chain(former).find(|holder| holder.person == *person)
    }

    /// Whoever left by a decision that was taken back while another held the post.
    fn back(&mut self) -> Option<Seat> {
        let at = self.former.iter().rposition(|former| former.back)?;
        Some(self.former.remove(at).seat)
    }

    /// He leaves, and what belongs to him is kept with him.
    fn vacate(&mut self, day: Day, decision: Option<MatterId>) {
        if let Some(seat) = self.seat.take() {
            self.seat = self.back();
            self.former.push(Former { seat, day, decision, back: false });
        }
    }

    fn undo(&mut self, undone: &Undone) {
        let decision = Some(&undone.decision);
        self.next = self.next.take().filter(|next| Some(&next.expect.decision) != decision);
        // The decision by which he took the post is as though it had never been.
        if self.holder().is_some_and(|holder| holder.decision.as_ref() == decision) {
            self.seat = self.back();
        }
        let by_it = |former: &Former| former.decision.as_ref() == decision;
        let Some(at) = self.former.iter().rposition(by_it) else { return };
        if self.seat.is_none() {
            self.seat = Some(self.former.remove(at).seat);
        } else if let Some(former) = self.former.get_mut(at) {
            former.back = true;
        }
    }

    /// The successor of the post is the post from now on. Whoever goes on in it keeps what belongs to him.
    fn put_over(&mut self, over: PutOverTo) {
        let PutOverTo { post, unit, label, holder, day, .. } = over;
        // A department belongs to its unit.
        self.department = self.department.take().filter(|_| unit == self.entered.unit);
        (self.entered.post, self.entered.unit, self.entered.label) = (post, unit, label);
        if holder.as_ref().map(|holder| &holder.person) != self.holder().map(|holder| &holder.person) {
            self.vacate(day, None);
        }
        self.seat = holder.map(|holder| {
            let at = self.former.iter().rposition(|former| former.seat.holder.person == holder.person);
            let same = self.seat.take().filter(|seat| seat.holder.person == holder.person);
            let before = same.or_else(|| at.map(|at| self.former.remove(at).seat));
            before.map_or_else(|| Seat::new(holder.clone()), |seat| Seat { holder: holder.clone(), ..seat })
        });
    }

    fn seated(&mut self) -> Result<&mut Seat, Misfit> {
        self.seat.as_mut().ok_or(Misfit("nobody holds it"))
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Entered(entered) = event else { return Err(Misfit("a key post begins with its entry")) };
        return Ok(State {
            seat: entered.holder.clone().map(Seat::new),
            entered: *entered,
            department: None,
            next: None,
            former: Vec::new(),
            checks: Vec::new(),
            removed: None,
        });
    };
    match event {
        Event::Entered(_) => return Err(Misfit("entered twice")),
        Event::Taken(holder) => {
            state.next = state.next.take().filter(|next| next.expect.person != holder.person);
            state.seat = Some(Seat::new(holder));
        }
        Event::Expected(expected) => state.next = Some(expected),
        Event::Related(one) => {
            let seat = state.seated()?;
            seat.holder.relations.push(one.relation);
            (seat.recused, seat.settled, seat.related) = (None, None, Some(one.day));
        }
        Event::Left(left) => {
            state.seated()?;
            state.vacate(left.leave.day, Some(left.leave.decision));
        }
        Event::Undone(undone) => state.undo(&undone),
        Event::Talked(talked) => state.seated()?.talks.push(talked),
        Event::Checked(checked) => state.checks.push(checked),
        Event::Deferred(deferred) => state.seated()?.deferred = Some(deferred),
        Event::DeferralEnded(_) => state.seated()?.deferred = None,
        Event::Recused(recused) => state.seated()?.recused = Some(recused),
        Event::Settled(settled) => state.seated()?.settled = Some(settled),
        Event::Assigned(assigned) => state.department = assigned.department,
        Event::PutOver(over) => state.put_over(*over),
        Event::Removed(removed) => state.removed = Some(removed),
    }
    Ok(state)
}

//! Who answers what is owed: the one who owes it, whoever is in his place, or the clerk who enters what he signed on paper.

use engine::{
    access::{Actor, Behalf, Hat, Role, Signed},
    words::PersonId,
};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::answers;
use super::handovers;
use super::office::request;
use super::run::{Play, Sent, Then};
use super::trips::Wave;
use super::visits;

/// A page of paper as the scanner in the office leaves it.
const SCAN: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
";

/// Leaders who now and then sign on paper instead of signing in.
const ON_PAPER: [Role; 5] =
    [Role::CountySecretary, Role::CountyHead, Role::DeputySecretary, Role::ExecutiveDeputy, Role::LeaderInCharge];

/// Days after which an application that nobody decided and whose time has passed is voided.
const OBSOLETE: i64 = 6;

/// What nobody decides in office about himself or a relative of a handover.
const OFFICE: [&str; 5] = ["name_receiver", "name_supervisor", "sign_supervisor", "settle_dispute", "request_audit"];

/// Days before the limit at which somebody's registration is reported.
const REPORTED: i64 = 20;

/// Days before the limit at which a year's ledgers are closed.
const CLOSED: i64 = 12;

impl Play<'_> {
    pub(crate) fn answer(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        match owed.kind.as_str() {
            "leave" => self.answer_leave(owed, wave),
            "handover" => self.answer_handover(owed, wave),
            "registered_person" => self.answer_registration(owed, wave),
            "inspection_plan" => self.answer_plan(owed, wave),
            "ledger_year" => self.answer_year(owed, wave),
            "abroad" => self.answer_abroad(owed, wave),
            "certificate" => self.answer_certificate(owed, wave),
            "certificate_check" => self.answer_check(owed, wave),
            "border_record" => self.answer_record(owed, wave),
            "inspection" => self.answer_visit(owed, wave),
            "watch_roster" => self.answer_roster(owed, wave),
            "term_change" => self.answer_election(owed, wave),
            "dispatch" => self.answer_letter(owed, wave),
            "deliberation" => self.answer_meeting(owed, wave),
            "dossier_review" => self.answer_review(owed, wave),
            "portfolio" => self.answer_portfolio(owed, wave),
            "democratic_life" => self.answer_session(owed, wave),
            "half_year_report" => self.answer_report(owed, wave),
            "young_cadre" => self.answer_young(owed, wave),
            "audit_result" => self.answer_audit(owed, wave),
            "tour_findings" => self.answer_tour(owed, wave),
            "chief_supervision" => self.answer_chief(owed, wave),
            "intervention" => self.answer_intervention(owed, wave),
            "declaration" => self.answer_declaration(owed, wave),
            "declaration_check" => self.answer_draw(owed, wave),
            "appraisal" => self.answer_appraisal(owed, wave),
            "party_branch" => self.answer_branch(owed, wave),
            "party_life" => self.answer_quarter(owed, wave),
            "member_review" => self.answer_member(owed, wave),
            "integrity_lesson" => self.answer_lesson(owed, wave),
            _ => None,
        }
    }

    /// The section's clerk reports to the exit authority well within the limit.
    fn answer_registration(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let today = wave.day();
        if owed.due.is_none_or(|due| today.days_until(due) > REPORTED) {
            return None;
        }
        let action = json!({"verb": owed.verb.as_deref()?, "day": today, "number": format!("出入境回执{today}")});
        let person = self.cast.wearer(&self.world, &owed.by, &[])?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    /// The year's plan of visits is drawn up and sent out; what was not carried out is explained when the year is over.
    fn answer_plan(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let action = match owed.verb.as_deref()? {
            "draft" => visits::plan(wave.day()),
            "confirm" => json!({"verb": "confirm", "agreed": "三家会商一致"}),
            "explain" => {
                let item: u32 = owed.key.rsplit(':').next()?.parse().ok()?;
                json!({"verb": "explain", "item": item, "reason": "本年度未组织，转入下一年度第一季度补做"})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }

    /// The section's head closes the ledgers of the year that is over, well within the limit.
    fn answer_year(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let due = owed.due?;
        if wave.day().days_until(due) > CLOSED {
            return None;
        }
        let person = self.cast.wearer(&self.world, &owed.by, &[])?;
        let action = json!({"verb": owed.verb.as_deref()?, "checked": "已与纸质台账核对，编号连续，无缺漏"});
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    fn answer_leave(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let Some(mark) = self.by_matter.get(&owed.matter).copied() else { return self.answer_following(owed, wave) };
        let trip = self.trips.get(&mark)?;
        if trip.period.to.day.days_until(wave.day()) > OBSOLETE && self.is_undecided(owed) {
            return self.voided(owed, mark, wave);
        }
        let action = if owed.verb.as_deref() == Some("name_stand_in") {
            let other = self.chance.pick(&self.world.colleagues(trip.person)).copied()?;
            json!({"verb": "name_stand_in", "stand_in": self.cast.person(other)})
        } else if self.was_refused(owed) {
            answers::instead(owed)?
        } else {
            match answers::leave(&mut self.chance, owed, trip, wave.day())? {
                answers::Answer::Now(action) => action,
                answers::Answer::Resubmit => self.application(trip, "resubmit")?,
            }
        };
        let verb = action.get("verb").and_then(Value::as_str).unwrap_or_default().to_owned();
        if verb != "name_stand_in" && self.refused.contains(&(owed.matter.clone(), format!("leave.{verb}"))) {
            return None;
        }
        let own =
            matches!(verb.as_str(), "resubmit" | "complete" | "explain" | "withdraw" | "report_back" | "name_stand_in");
        let avoid: Vec<usize> = if own { Vec::new() } else { self.cast.family(trip.person) };
        let person = self.cast.wearer(&self.world, &owed.by, &avoid)?;
        let then = match verb.as_str() {
            "return" => Then::SentBack(mark),
            "refuse" | "withdraw" => Then::Over(mark),
            _ => Then::Nothing,
        };
        Some(Sent { then, ..self.sent(person, owed, owed.n, wave, action) })
    }

    /// Whether a leave whose time has passed was never decided.
    fn is_undecided(&self, owed: &Owed) -> bool {
        if !matches!(owed.verb.as_deref(), Some("agree" | "resubmit")) {
            return false;
        }
        let state = self.county.state_of(&owed.matter).ok().flatten();
        let state: Option<Value> = state.and_then(|(_, _, state)| serde_json::from_str(&state).ok());
        let ahead = |state: &Value| state.pointer("/applied/application/manner").is_none_or(|manner| manner == "ahead");
        state.is_some_and(|state| state.get("approved").is_some_and(Value::is_null) && ahead(&state))
    }

    /// The section's head strikes out what became pointless.
    fn voided(&mut self, owed: &Owed, mark: u64, wave: Wave) -> Option<Sent> {
        let head = self.cast.with_role(Role::SectionHead)?;
        let action = json!({"verb": "void", "reason": "外出时间已过，始终未予审批，本人未外出，作废。"});
        Some(Sent { then: Then::Over(mark), ..self.sent(head, owed, owed.n, wave, action) })
    }

    pub(crate) fn was_refused(&self, owed: &Owed) -> bool {
        let name = format!("{}.{}", owed.kind, owed.verb.as_deref().unwrap_or_default());
        self.refused.contains(&(owed.matter.clone(), name))
    }

    fn answer_handover(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let verb = owed.verb.clone()?;
        let late = owed.due.is_some_and(|due| due < wave.day());
        if !self.chance.share(handovers::patience(&verb, late), 1_000) {
            return None;
        }
        let (_, last, state) = self.county.state_of(&owed.matter).ok()??;
        let state: Value = serde_json::from_str(&state).ok()?;
        let leaver = state.pointer("/left/leaver").and_then(Value::as_str).map(PersonId::from)?;
        let leaver = self.cast.person_key(&leaver)?;
        let nobody =
            verb == "sign_supervisor" && self.cast.wearer(&self.world, &owed.by, &self.cast.family(leaver)).is_none();
        let action = if nobody || self.was_refused(owed) {
            handovers::other_supervisor(&mut self.chance, &self.cast, &self.world, &state)?
        } else {
            handovers::answer(&mut self.chance, &self.cast, &self.world, owed, wave.day(), &state)?
        };
        let verb = action.get("verb").and_then(Value::as_str).map(str::to_owned)?;
        let avoid = if OFFICE.contains(&verb.as_str()) { self.cast.family(leaver) } else { Vec::new() };
        // Several hands: the one who leaves writes most, the unit's clerk the rest.
        let mut by = owed.by.clone();
        if verb == "name_supervisor" {
            by = vec![Hat::Role(Role::SectionHead), Hat::Role(Role::SectionClerk)];
        }
        if verb == "strike_off" && late {
            by.push(Hat::Role(Role::SectionClerk));
        }
        if verb.starts_with("fill") && self.chance.percent(35) {
            by.reverse();
        }
        let person = self.cast.wearer(&self.world, &by, &avoid)?;
        Some(self.sent(person, owed, last, wave, action))
    }

    /// The action of whoever owes it. Who no longer serves has signed on paper, and so has, now and then, a county leader: the
    /// section's clerk enters it.
    pub(crate) fn sent(&mut self, person: usize, owed: &Owed, after: i64, wave: Wave, action: Value) -> Sent {
        let verb = action.get("verb").and_then(Value::as_str).unwrap_or_default();
        let name = format!("{}.{verb}", owed.kind);
        let own = self.cast.actor(&self.world, person);
        let leads = ON_PAPER.iter().any(|role| {
            own.hats.iter().any(|hat| matches!(hat, Hat::Role(worn) | Hat::RoleAt(worn, _) if worn == role))
        });
        let on_paper = self.world.is_gone(person) || (leads && verb == "agree" && self.chance.percent(6));
        let actor = if on_paper { self.entered(own, wave) } else { own };
        let target = Target::existing(owed.matter.clone(), after);
        Sent { request: request(actor, wave.moment(), target, action), name, then: Then::Nothing }
    }

    /// The section's clerk in the name of whoever signed on paper today. Where the scan cannot be kept, he acts himself.
    pub(crate) fn entered(&mut self, principal: Actor, wave: Wave) -> Actor {
        let Some(clerk) = self.cast.with_role(Role::SectionClerk) else { return principal };
        let clerk = self.cast.actor(&self.world, clerk);
        if self.scan.is_none() {
            let kept = self.county.keep_file("签字件（演示）.pdf", SCAN, &clerk.account, wave.moment());
            self.scan = kept.ok().map(|row| row.id);
        }
        let (Some(paper), Some(person)) = (self.scan.clone(), principal.person.clone()) else { return principal };
        let behalf = Some(Behalf::Paper(Signed { person, paper, signed_on: wave.day() }));
        Actor { account: clerk.account, person: clerk.person, behalf, ..principal }
    }
}

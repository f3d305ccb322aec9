//! All mechanisms, in the order in which menus and lists show them: the ground first, then the chapters of the Opinion.

use crate::daily::{
    abroad::Abroad, border_record::BorderRecord, certificate::Certificate, certificate_check::CertificateCheck,
    handover::Handover, inspection::Inspection, inspection_plan::InspectionPlan, leave::Leave,
    registered_person::RegisteredPerson, watch_roster::WatchRoster,
};
use crate::focus::{
    audit_result::AuditResult, chief_supervision::ChiefSupervision, declaration::Declaration,
    declaration_check::DeclarationCheck, dossier_review::DossierReview, half_year_report::HalfYearReport,
    integrity_lesson::IntegrityLesson, intervention::Intervention, key_department::KeyDepartment, key_post::KeyPost,
    off_duty::OffDuty, young_cadre::YoungCadre,
};
use crate::ground::{
    account::Account, cadre::Cadre, delegation::Delegation, dispatch::Dispatch, ledger_year::LedgerYear, post::Post,
    post_change::PostChange, term_change::TermChange, unit::Unit, unit_change::UnitChange,
};
use crate::joint::tour_findings::TourFindings;
use crate::political::{
    appraisal::Appraisal, deliberation::Deliberation, democratic_life::DemocraticLife, member_review::MemberReview,
    org_discipline::OrgDiscipline, party_branch::PartyBranch, party_life::PartyLife, portfolio::Portfolio,
};
use engine::erased::{Catalogue, Of};

/// Every mechanism there is. A new one costs its folder and one line here.
pub static CATALOGUE: Catalogue = Catalogue(&[
    &Of::<Unit>::new(),
    &Of::<Post>::new(),
    &Of::<Cadre>::new(),
    &Of::<PostChange>::new(),
    &Of::<UnitChange>::new(),
    &Of::<TermChange>::new(),
    &Of::<Account>::new(),
    &Of::<Delegation>::new(),
    &Of::<LedgerYear>::new(),
    &Of::<Dispatch>::new(),
    &Of::<Appraisal>::new(),
    &Of::<Deliberation>::new(),
    &Of::<Portfolio>::new(),
    &Of::<PartyBranch>::new(),
    &Of::<PartyLife>::new(),
    &Of::<MemberReview>::new(),
    &Of::<DemocraticLife>::new(),
    &Of::<OrgDiscipline>::new(),
    &Of::<Leave>::new(),
    &Of::<WatchRoster>::new(),
    &Of::<Handover>::new(),
    &Of::<RegisteredPerson>::new(),
    &Of::<Abroad>::new(),
    &Of::<BorderRecord>::new(),
    &Of::<Certificate>::new(),
    &Of::<CertificateCheck>::new(),
    &Of::<InspectionPlan>::new(),
    &Of::<Inspection>::new(),
    &Of::<DossierReview>::new(),
    &Of::<ChiefSupervision>::new(),
    &Of::<Intervention>::new(),
    &Of::<HalfYearReport>::new(),
    &Of::<OffDuty>::new(),
    &Of::<KeyDepartment>::new(),
    &Of::<KeyPost>::new(),
    &Of::<YoungCadre>::new(),
    &Of::<IntegrityLesson>::new(),
    &Of::<Declaration>::new(),
    &Of::<DeclarationCheck>::new(),
    &Of::<AuditResult>::new(),
    &Of::<TourFindings>::new(),
]);

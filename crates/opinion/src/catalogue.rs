//! All mechanisms, in the order in which menus and lists show them: the ground first, then the chapters of the Opinion.

use crate::daily::{
    abroad::Abroad, border_record::BorderRecord, certificate::Certificate, certificate_check::CertificateCheck,
    handover::Handover, inspection::Inspection, inspection_plan::InspectionPlan, leave::Leave,
    registered_person::RegisteredPerson,
};
use crate::ground::{
    account::Account, cadre::Cadre, delegation::Delegation, dispatch::Dispatch, post::Post, post_change::PostChange,
    unit::Unit,
};
use engine::erased::{Catalogue, Of};

/// Every mechanism there is. A new one costs its folder and one line here.
pub static CATALOGUE: Catalogue = Catalogue(&[
    &Of::<Unit>::new(),
    &Of::<Post>::new(),
    &Of::<Cadre>::new(),
    &Of::<PostChange>::new(),
    &Of::<Account>::new(),
    &Of::<Delegation>::new(),
    &Of::<Dispatch>::new(),
    &Of::<Leave>::new(),
    &Of::<Handover>::new(),
    &Of::<RegisteredPerson>::new(),
    &Of::<Abroad>::new(),
    &Of::<BorderRecord>::new(),
    &Of::<Certificate>::new(),
    &Of::<CertificateCheck>::new(),
    &Of::<InspectionPlan>::new(),
    &Of::<Inspection>::new(),
]);

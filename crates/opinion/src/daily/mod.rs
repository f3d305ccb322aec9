//! 严格日常监督: leave, trips abroad, certificates, handover, inspection.

pub mod abroad;
pub mod border_record;
pub mod certificate;
pub mod certificate_check;
pub mod handover;
pub mod inspection;
pub mod inspection_plan;
pub mod leave;
pub mod registered_person;
pub mod watch_roster;

engine::dictionary!(
    /// 出国（境）证件种类: 普通护照, 往来港澳通行证, 大陆居民往来台湾通行证.
    CertificateKinds,
    "certificate_kinds"
);

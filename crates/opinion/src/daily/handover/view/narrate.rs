//! One line of the opinion stream for each event.

use super::super::{
    deeds::Event,
    facts::{Annex, Custody, Economy},
};
use engine::{procedure::Line, words::Prose};

fn said(text: Option<&Prose>) -> String {
    text.map_or_else(String::new, |text| text.0.clone())
}

/// Whose signatures a change took back.
fn taken_back(unsigned: &[String]) -> String {
    let taken = unsigned.join("、");
    if taken.is_empty() { String::new() } else { format!("；{taken}已签字作废，须重新签字") }
}

/// ，依据…
fn resting(basis: Option<&str>) -> String {
    basis.filter(|basis| !basis.is_empty()).map_or_else(String::new, |basis| format!("，依据{basis}"))
}

/// ；保留意见：…
fn reserved(reservation: Option<&Prose>) -> String {
    reservation.map_or_else(String::new, |text| format!("；保留意见：{text}"))
}

/// Tables beneath the contents: how many rows each, and which have nothing.
fn annexed(act: &str, rows: &[(Annex, usize)], none: &[Annex], unsigned: &[String]) -> Line {
    let filled = rows.iter().filter(|(_, rows)| *rows > 0).map(|(annex, rows)| format!("{}{rows}行", annex.title()));
    let empty = none.iter().map(|annex| format!("{}无", annex.title()));
    let text = filled.chain(empty).collect::<Vec<_>>().join("，");
    Line::new(act, format!("{text}{}", taken_back(unsigned)))
}

fn disputed(event: &Event) -> Line {
    match event {
        Event::DisputeRaised(raised) => {
            Line::new("提出争议", format!("第{}项，{}：{}", raised.no, raised.about, raised.text)).grave()
        }
        Event::DisputeAnswered(answered) => Line::new("答复争议", format!("第{}项：{}", answered.no, answered.answer)),
        Event::DisputeSettled(settled) => {
            let carried = if settled.carried { "，列入续办" } else { "" };
            Line::new("处理争议", format!("{}：{}{carried}", settled.dispute, settled.outcome))
        }
        _ => Line::new("争议", String::new()),
    }
}

pub(in super::super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            let left = &opened.left;
            let unit = if opened.by_unit.is_some() { "，由单位代办" } else { "" };
            let also: String = left.also.iter().map(|also| format!("、{}", also.label)).collect();
            Line::new("开办交接", format!("{}起{}，离任{}{also}{unit}", left.day, left.reason_word, left.label))
        }
        Event::Filled(_)
        | Event::FilledShort(_)
        | Event::ShortFormUsed(_)
        | Event::StaffingFilled(_)
        | Event::EconomyFilled(_)
        | Event::CustodyFilled(_)
        | Event::Remarked(_) => written(event),
        Event::DisputeRaised(_) | Event::DisputeAnswered(_) | Event::DisputeSettled(_) => disputed(event),
        Event::ReceiverNamed(_)
        | Event::SupervisorNamed(_)
        | Event::Represented(_)
        | Event::Signed(_)
        | Event::TookOver(_)
        | Event::Countersigned(_) => taking_part(event),
        Event::DelayExplained(because) => Line::new("说明逾期原因", because.reason.0.clone()),
        Event::ClockStopped(stop) => {
            Line::new("停止计时", format!("{}{}", stop.reason, resting(stop.basis.as_deref()))).grave()
        }
        Event::ClockStarted(start) => {
            let basis = resting(start.basis.as_deref());
            Line::new("开始计时", format!("自{}起。{}{basis}", start.from, start.reason))
        }
        Event::Ticked(tick) => {
            let number = tick.number.as_ref().map_or_else(String::new, |number| format!("，{number}"));
            Line::new("关系转接", format!("{} {}{number}", tick.relation.title(), tick.day))
        }
        Event::TransferFiled(filing) => {
            let document = filing.document.clone().unwrap_or_default();
            Line::new("转接备案", format!("{} {document}", filing.day))
        }
        Event::StruckOff(struck) => Line::new("销号", format!("{}：{}", struck.matter, struck.result)),
        Event::Succeeded(party) => Line::new("接任续办", party.name.clone()),
        Event::AuditRequested(request) => {
            let organ = request.organ.as_deref().unwrap_or("审计机关");
            Line::new("提请离任审计", format!("{}，{}，送{organ}", request.day, request.number))
        }
        Event::AuditWaived(waiver) => {
            Line::new("不提请审计", format!("{}{}", waiver.reason, resting(Some(&waiver.basis)))).grave()
        }
        Event::AlsoLeft(also) => Line::new("并入另一职务", format!("{}，{}起离任", also.label, also.day)),
        Event::Ended(_) => Line::new("终止", "任免撤回，相应的交接随之终止").grave(),
        Event::Restored(restored) => {
            Line::new("任免更正", format!("离岗日期{}，{}", restored.left.day, restored.left.label))
        }
    }
}

/// What is handed over.
fn written(event: &Event) -> Line {
    match event {
        Event::Filled(filled) => {
            let rows = if filled.none { "无此类情况".to_owned() } else { format!("{}项", filled.rows.len()) };
            let again = taken_back(&filled.unsigned);
            Line::new("填写交接内容", format!("{}：{rows}{again}", filled.content.title()))
        }
        Event::FilledShort(filled) => {
            let again = taken_back(&filled.unsigned);
            Line::new("填写交接短表", format!("列{}项，其余无此类情况{again}", filled.rows.len()))
        }
        Event::ShortFormUsed(because) => Line::new("改用交接短表", because.reason.0.clone()),
        Event::StaffingFilled(filled) => {
            annexed("填写机构编制人员表", &[(Annex::Staffing, filled.staffing.len())], &filled.none, &filled.unsigned)
        }
        Event::EconomyFilled(filled) => {
            let Economy { accounts, debts, assets, works } = &filled.economy;
            let rows = [
                (Annex::Accounts, accounts.len()),
                (Annex::Debts, debts.len()),
                (Annex::Assets, assets.len()),
                (Annex::Works, works.len()),
            ];
            annexed("填写经济事项附表", &rows, &filled.none, &filled.unsigned)
        }
        Event::CustodyFilled(filled) => {
            let Custody { articles, seals, carriers } = &filled.custody;
            let rows =
                [(Annex::Articles, articles.len()), (Annex::Seals, seals.len()), (Annex::Carriers, carriers.len())];
            annexed("填写印章物品附表", &rows, &filled.none, &filled.unsigned)
        }
        Event::Remarked(remarks) => {
            let dispute = remarks.dispute.as_ref().map_or_else(String::new, |text| format!("争议：{text}"));
            let text = [said(remarks.notes.as_ref()), dispute];
            Line::new("补充说明", text.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；"))
        }
        _ => Line::new("填写", String::new()),
    }
}

/// Who takes part.
fn taking_part(event: &Event) -> Line {
    match event {
        Event::ReceiverNamed(named) => {
            let acting = match (named.party.acting, named.party.provisional) {
                (true, _) => "（主持工作，代接）",
                (false, true) => "（暂代接收）",
                (false, false) => "",
            };
            Line::new("确定接收人", format!("{}{acting} {}", named.party.name, said(named.reason.as_ref())))
        }
        Event::SupervisorNamed(named) => {
            Line::new("指定监交人", format!("{} {}", named.party.name, said(named.reason.as_ref())))
        }
        Event::Represented(represented) => {
            let who =
                represented.representative.as_ref().map_or_else(String::new, |party| format!("，代办人{}", party.name));
            let basis = resting(represented.basis.as_deref());
            Line::new("改由单位代办", format!("{}{who}{basis}", represented.reason)).grave()
        }
        Event::Signed(signed) => {
            let all = if signed.completion.is_some() { "，签字齐备" } else { "" };
            let late = signed.late_reason.as_ref().map_or_else(String::new, |reason| format!("；逾期原因：{reason}"));
            let reserved = reserved(signed.reservation.as_ref());
            Line::new(format!("{}签字", signed.word), format!("{}{all}{late}{reserved}", signed.day))
        }
        Event::TookOver(took) => {
            let changed = if took.changed.is_empty() { "无".to_owned() } else { format!("{}项", took.changed.len()) };
            Line::new("接任", format!("{}，{}到任，由其补签；签字后的变动：{changed}", took.party.name, took.day))
        }
        Event::Countersigned(signed) => {
            Line::new("接任人补签", format!("{}{}", signed.day, reserved(signed.reservation.as_ref())))
        }
        _ => Line::new("参与", String::new()),
    }
}

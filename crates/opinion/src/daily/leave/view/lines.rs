//! One line of the stream for each thing that happened.

use super::super::facts::{Agreed, Applied, AtPost, Event, Finding, Proposed, Returned};
use engine::{procedure::Line, words::Prose};

fn said(text: Option<&Prose>) -> String {
    text.map(|text| text.0.clone()).unwrap_or_default()
}

/// The line of an event.
pub(in super::super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Applied(applied) => Line::new("提交申请", application(applied)),
        Event::Resubmitted(applied) => Line::new("修改后再报", application(applied)),
        Event::Agreed(agreed) => Line::new(agreed.opinion.word.clone(), agreement(agreed)),
        Event::TurnedBack(back) => {
            Line::new("退回", format!("退回{}：{}", back.to_word, said(back.opinion.text.as_ref())))
        }
        Event::Denied(denied) => Line::new("不同意", said(denied.opinion.text.as_ref())).grave(),
        Event::Withdrawn(ended) => Line::new("撤回", ended.reason.reason.0.clone()),
        Event::Cancelled(ended) => Line::new("取消外出", ended.reason.reason.0.clone()),
        Event::Completed(completed) => Line::new("补齐手续", completed.papers.note.0.clone()),
        Event::Proposed(proposed) => proposal(proposed),
        Event::Recalled(recalled) => {
            let text = format!("须在{}前返回：{}", recalled.order.by.sentence(), recalled.order.reason);
            Line::new("召回", text).grave()
        }
        Event::ReportedBack(returned) => report(returned),
        Event::FoundOverdue(found) => {
            Line::new("逾期未归", format!("应于{}前销假，未见销假", found.due.sentence())).grave()
        }
        Event::Explained(explained) => Line::new("说明情况", explained.explanation.text.0.clone()),
        Event::Judged(judged) => {
            let word = match judged.judgement.finding {
                Finding::Justified => "理由成立",
                Finding::Unjustified => "无正当理由",
                Finding::Unclear => "说明不清，补充说明",
            };
            let line = Line::new("认定说明", format!("{word}：{}", judged.judgement.opinion));
            if judged.judgement.finding == Finding::Unjustified { line.grave() } else { line }
        }
        Event::PresenceAsked(asked) => Line::new("询问返岗", asked.words.clone()).grave(),
        Event::PresenceConfirmed(confirmed) => {
            let (word, grave) = match confirmed.confirmation.present {
                AtPost::First => ("先外出的同志已经返岗", false),
                AtPost::Second => ("后外出的同志没有离开", false),
                AtPost::Nobody => ("两人确实同时在外", true),
            };
            let note = said(confirmed.confirmation.note.as_ref());
            let text = if note.is_empty() { word.to_owned() } else { format!("{word}：{note}") };
            let line = Line::new("确认返岗", text);
            if grave { line.grave() } else { line }
        }
        Event::Rerouted(rerouted) => Line::new("改变审批环节", rerouted.words.clone()),
        Event::PostNoted(noted) => Line::new("任职变动", format!("现任{}，审批和外出不变", noted.post)),
        Event::StandInLost(lost) => {
            Line::new("代行职责人离岗", format!("{}自{}起离岗，须另定代行职责人", lost.name, lost.day)).grave()
        }
        Event::StandInNamed(named) => Line::new("改定代行职责人", format!("改由{}代行职责", named.name)),
        Event::DiagnosisKept(_) => Line::new("补交诊断", "已封存"),
        Event::Filed(filed) => Line::new("备案签收", filed.places.join("、")),
        Event::FollowedTrip(followed) => Line::new("随出国（境）登记外出", application(&followed.applied)),
        Event::FilingLapsed(_) => Line::new("备案逾期", "外出结束前未签收备案").grave(),
    }
}

fn application(applied: &Applied) -> String {
    let (application, survey) = (&applied.application, &applied.survey);
    let mut text = format!(
        "{}，{}赴{}，{}。{}",
        application.period.words(),
        survey.sort,
        application.destination,
        application.reason,
        survey.tier_words
    );
    if let Some(stand_in) = &survey.stand_in {
        text.push_str(&format!("。{stand_in}代行职责"));
    }
    for clash in &survey.clashes {
        text.push_str(&format!("。{}", clash.words));
    }
    if let Some(reason) = application.exception.as_ref().filter(|_| !survey.clashes.is_empty()) {
        text.push_str(&format!("；特殊情况：{reason}"));
    }
    text
}

fn agreement(agreed: &Agreed) -> String {
    let mut text = agreed.opinion.text.as_ref().map_or_else(|| "同意".to_owned(), |text| text.0.clone());
    if let Some(reason) = &agreed.exception {
        text.push_str(&format!("；准予例外：{reason}"));
    }
    text
}

fn proposal(proposed: &Proposed) -> Line {
    let applied = &proposed.applied;
    let end = if proposed.at_once { "，即时生效" } else { "" };
    let text = format!(
        "{}为{}：{}。{}{end}",
        proposed.kind.word(),
        applied.application.period.words(),
        proposed.reason,
        applied.survey.tier_words
    );
    Line::new(proposed.kind.word(), text)
}

fn report(returned: &Returned) -> Line {
    let mut text = format!("{}返回", returned.report.returned.sentence());
    if let Some(note) = &returned.report.note {
        text.push_str(&format!("，{note}"));
    }
    for note in &returned.notes {
        text.push_str(&format!("。{note}"));
    }
    for clash in &returned.clashes {
        text.push_str(&format!("。{}", clash.words));
    }
    let line = Line::new("销假", text);
    if returned.notes.is_empty() && returned.clashes.is_empty() { line } else { line.grave() }
}

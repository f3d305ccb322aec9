//! What a meeting is called for: who is entitled, what is on the agenda, who has to leave for it.

use super::{MAJORS, MEETING};
use crate::{
    checks::{self, filled, term},
    political::deliberation::{
        Deliberation,
        facts::{
            Agenda, Convened, Convening, EmergencyRow, Item, ItemRow, Member, Method, Origin, RevisitRow, Topics,
            Verdict,
        },
    },
};
use engine::{
    access::{Hat, Role},
    facts::UnitCard,
    policy::Policy,
    procedure::{Context, Procedure, Refusal},
    words::{PersonId, Term},
};

/// The group of decision forms that stand for a meeting and are none.
const SUBSTITUTE: &str = "substitute";
/// The group of topics for which the quorum of personnel counts.
const PERSONNEL: &str = "personnel";

pub(super) fn convened(convening: Convening, cx: &Context) -> Result<Convened, Refusal> {
    let card = checks::unit(&convening.unit, "/unit", cx)?;
    own_body(&card, cx)?;
    let body = body(&convening, &card, cx)?;
    let form = meeting_form(&convening, cx)?;
    filled(&convening.place, "/place", "地点")?;
    let chief_name = checks::person(&convening.chief, "/chief", cx)?.name;
    let recorder_name = checks::person(&convening.recorder, "/recorder", cx)?.name;
    let members = members(&convening, cx)?;
    for (row, guest) in convening.guests.iter().enumerate() {
        filled(&guest.name, &format!("/guests/{row}/name"), "姓名")?;
    }
    let items = items(&convening, &members, cx)?;
    let agenda = Agenda { unit_name: card.name, body, form, chief_name, recorder_name, members, items };
    Ok(Convened { id: cx.matter.clone(), convening, agenda, day: cx.day })
}

/// A unit's clerk enters for his own unit; the county's own bodies are entered by its offices.
fn own_body(card: &UnitCard, cx: &Context) -> Result<(), Refusal> {
    if card.kind == "county" && cx.actor.wears(&Hat::Role(Role::CountyOffice)) {
        return Ok(());
    }
    checks::own_unit(card, "/unit", cx)
}

/// The body in words; what only one kind of unit has meets nowhere else.
fn body(convening: &Convening, card: &UnitCard, cx: &Context) -> Result<String, Refusal> {
    let word = term(&convening.body, "/body", cx)?;
    let known = cx.policy.dictionary("meeting_bodies").and_then(|known| known.term(&convening.body.0));
    if known.is_some_and(|body| !body.group.is_empty() && body.group != card.kind) {
        let sentence = format!("{word}不由{}召开，请另选会议名称或核对单位。", card.name);
        return Err(Refusal::new("body_wrong", MAJORS, sentence).at("/body"));
    }
    Ok(word)
}

/// The form in words; one that stands for a meeting is refused.
fn meeting_form(convening: &Convening, cx: &Context) -> Result<String, Refusal> {
    let word = term(&convening.form, "/form", cx)?;
    let known = cx.policy.dictionary("decision_forms").and_then(|known| known.term(&convening.form.0));
    if known.is_some_and(|form| form.group == SUBSTITUTE) {
        let sentence = format!(
            "不得以{word}代替集体议事和会议表决，请召开会议；情况紧急先行处置的，在下次会议上列为临机处置后报告的事项。"
        );
        return Err(Refusal::new("meeting_replaced", MEETING, sentence).at("/form"));
    }
    Ok(word)
}

fn members(convening: &Convening, cx: &Context) -> Result<Vec<Member>, Refusal> {
    let mut members: Vec<Member> = Vec::new();
    for (row, one) in convening.members.iter().enumerate() {
        let at = format!("/members/{row}/person");
        let name = checks::person(&one.person, &at, cx)?.name;
        if members.iter().any(|member| member.person == one.person) {
            let sentence = format!("{name}填了两次，请删去一行。");
            return Err(Refusal::new("row_twice", "", sentence).at(&at));
        }
        let (person, post) = (one.person.clone(), cx.facts.post_text(&one.person, convening.at.day));
        members.push(Member { person, name, post, presence: None, reason: None });
    }
    if !members.iter().any(|member| member.person == convening.chief) {
        let sentence = "主要负责人不在应到人员里，请在应到人员中加上。";
        return Err(Refusal::new("chief_missing", MAJORS, sentence).at("/chief"));
    }
    Ok(members)
}

fn items(convening: &Convening, members: &[Member], cx: &Context) -> Result<Vec<Item>, Refusal> {
    let mut items = Vec::new();
    for (row, one) in convening.items.iter().enumerate() {
        items.push(ordinary(one, &format!("/items/{row}"), members, cx)?);
    }
    for (row, one) in convening.emergencies.iter().enumerate() {
        items.push(emergency(one, &format!("/emergencies/{row}"), cx)?);
    }
    for (row, one) in convening.revisits.iter().enumerate() {
        items.push(revisit(one, &format!("/revisits/{row}"), convening, members, cx)?);
    }
    if items.is_empty() {
        return Err(Refusal::new("table_empty", MAJORS, "会议没有议题，请至少列一项。").at("/items"));
    }
    for (number, item) in (1..).zip(&mut items) {
        item.number = number;
    }
    Ok(items)
}

fn ordinary(row: &ItemRow, at: &str, members: &[Member], cx: &Context) -> Result<Item, Refusal> {
    filled(&row.title, &format!("{at}/title"), "议题")?;
    let topic = term(&row.topic, &format!("{at}/topic"), cx)?;
    let personnel = is_personnel(&row.topic, cx.policy);
    if personnel && row.subject.is_none() {
        let sentence = format!("“{}”是{topic}，请填写涉及的干部，一人一项。", row.title);
        return Err(Refusal::new("field_missing", MAJORS, sentence).at(&format!("{at}/subject")));
    }
    if let Some(about) = &row.about
        && cx.facts.brief(about).is_none()
    {
        return Err(Refusal::new("unknown_matter", "", "没有这个事项，请重新选择。").at(&format!("{at}/about")));
    }
    let subject_name = row.subject.as_ref().map(|who| checks::person(who, &format!("{at}/subject"), cx)).transpose()?;
    let to_recuse = row.subject.as_ref().map(|who| touched(who, members, cx)).unwrap_or_default();
    Ok(Item {
        personnel,
        subject: row.subject.clone(),
        subject_name: subject_name.map(|card| card.name),
        method: row.method,
        presenter: row.presenter.clone(),
        about: row.about.clone(),
        to_recuse,
        ..blank(row.title.clone(), topic)
    })
}

/// Members who are the person himself or his relatives.
fn touched(who: &PersonId, members: &[Member], cx: &Context) -> Vec<PersonId> {
    let relatives = cx.facts.relatives(who);
    let touches = |member: &&Member| member.person == *who || relatives.contains(&member.person);
    members.iter().filter(touches).map(|member| member.person.clone()).collect()
}

fn emergency(row: &EmergencyRow, at: &str, cx: &Context) -> Result<Item, Refusal> {
    filled(&row.title, &format!("{at}/title"), "处置事项")?;
    filled(&row.reason.0, &format!("{at}/reason"), "不能及时开会的原因")?;
    let topic = term(&row.topic, &format!("{at}/topic"), cx)?;
    checks::person(&row.decided_by, &format!("{at}/decided_by"), cx)?;
    if row.decided_on > cx.day {
        let sentence = "处置日期晚于今天，还没有处置的事项请列为议题。";
        return Err(Refusal::new("day_ahead", "", sentence).at(&format!("{at}/decided_on")));
    }
    if is_personnel(&row.topic, cx.policy) {
        let sentence = format!("{topic}不能临机处置，请列为议题集体讨论。");
        return Err(Refusal::new("never_an_emergency", MAJORS, sentence).at(&format!("{at}/topic")));
    }
    Ok(Item { origin: Some(Origin::Emergency(row.clone())), ..blank(row.title.clone(), topic) })
}

/// The item as it was decided on before: same matter, same person, same way of voting.
fn revisit(
    row: &RevisitRow,
    at: &str,
    convening: &Convening,
    members: &[Member],
    cx: &Context,
) -> Result<Item, Refusal> {
    filled(&row.reason.0, &format!("{at}/reason"), "复议理由")?;
    let meeting = cx.facts.read::<Deliberation>(&row.meeting);
    let before = meeting.as_ref().filter(|meeting| meeting.unit == convening.unit && meeting.closed.is_some());
    let Some(before) = before else {
        let sentence = format!("没有本单位已散会的这次{}，请重新选择原会议。", Deliberation::KIND.title);
        return Err(Refusal::new("unknown_meeting", "", sentence).at(&format!("{at}/meeting")));
    };
    let decided = before.item(row.item).filter(|item| item.resolved.is_some());
    let Some(item) = decided else {
        let sentence = "原会议没有表决过这个议题，请照原会议的序号填写。";
        return Err(Refusal::new("unknown_item", "", sentence).at(&format!("{at}/item")));
    };
    if item.superseded.is_some() {
        let sentence = format!("“{}”已经复议过，请填写最近一次表决的会议。", item.title);
        return Err(Refusal::new("revisited_already", "", sentence).at(&format!("{at}/item")));
    }
    Ok(Item {
        personnel: item.personnel,
        subject: item.subject.clone(),
        subject_name: item.subject_name.clone(),
        method: item.method,
        presenter: item.presenter.clone(),
        about: item.about.clone(),
        origin: Some(Origin::Revisit(row.clone())),
        to_recuse: item.subject.as_ref().map(|who| touched(who, members, cx)).unwrap_or_default(),
        ..blank(item.title.clone(), item.topic.clone())
    })
}

fn is_personnel(topic: &Term<Topics>, policy: &Policy) -> bool {
    let known = policy.dictionary("three_majors").and_then(|known| known.term(&topic.0));
    known.is_some_and(|topic| topic.group == PERSONNEL)
}

/// An item of which nothing has been said.
const fn blank(title: String, topic: String) -> Item {
    Item {
        number: 0,
        title,
        topic,
        personnel: false,
        subject: None,
        subject_name: None,
        method: Method::Aloud,
        presenter: None,
        about: None,
        origin: None,
        to_recuse: Vec::new(),
        recused: Vec::new(),
        read_out: Vec::new(),
        supporters: Vec::new(),
        speeches: Vec::new(),
        resolved: None,
        withdrawn: None,
        reserved: Vec::new(),
        superseded: None,
    }
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Rejected => "不通过",
            Self::Deferred => "缓议",
        }
    }
}

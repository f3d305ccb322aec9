//! People whom a paper does not tell apart: somebody chooses, never the name alone.

use super::HERE;
use crate::{
    intake::jobs::Job,
    pages::{panels, visit::Visit},
    view::{
        field::{Choice as Way, Control},
        office::{Ask, Panel},
    },
};
use engine::words::PersonId;
use papers::import::{Choice, Choices, Plan, Question};

/// Questions asked on one page; the rest follow when these are answered.
const MOST: usize = 50;
/// What stands for somebody new in the form.
const NEW: &str = "new";

fn name(place: usize) -> String {
    format!("who.{place}")
}

/// The questions as a form; nothing where there are none.
pub fn panel(visit: &Visit, job: &Job, plan: &Plan) -> Option<Panel> {
    if plan.questions.is_empty() {
        return None;
    }
    let asked = plan.questions.iter().take(MOST).enumerate();
    let fields = asked.map(|(place, question)| {
        let label = match question.source.row {
            0 => format!("{}（{}）", question.name, question.source.sheet),
            row => format!("{}（{} 第{row}行）", question.name, question.source.sheet),
        };
        panels::field(&name(place), &label, "", "", Control::Select(options(visit, question)))
    });
    let ask = Ask {
        action: format!("{HERE}/{}/choose", job.id),
        csrf: visit.who.session.csrf.clone(),
        fields: fields.collect(),
        button: "按选定的重新检查".into(),
        note: "此时只检查，不导入。".into(),
        ..Ask::default()
    };
    let heading = format!("{}人分不清，须选定", plan.questions.len());
    Some(Panel { ask: Some(ask), ..Panel::new("待选", heading) })
}

/// The people of the register with their posts, and somebody new.
fn options(visit: &Visit, question: &Question) -> Vec<Way> {
    let option = |value: &str, words: String| Way { value: value.to_owned(), words, chosen: false };
    let known = |id: &PersonId| {
        let posts = visit.reader().ask(|facts| facts.post_text(id, visit.today())).unwrap_or_default();
        let posts = if posts.is_empty() { "没有现任职务".to_owned() } else { posts };
        option(id.as_str(), format!("登记簿中的{}（{posts}）", question.name))
    };
    let mut options = vec![option("", "请选择".into())];
    options.extend(question.people.iter().map(known));
    options.push(option(NEW, "登记簿里没有，是新人".into()));
    options
}

/// What was chosen, as far as it answers the questions that were asked.
pub fn settled(visit: &Visit, plan: &Plan) -> Choices {
    let answer = |(place, question): (usize, &Question)| {
        let sent = visit.sent(&name(place))?;
        let choice = if sent == NEW {
            Choice::New
        } else {
            Choice::Known(question.people.iter().find(|id| id.as_str() == sent)?.clone())
        };
        Some((question.source.clone(), choice))
    };
    plan.questions.iter().take(MOST).enumerate().filter_map(answer).collect()
}

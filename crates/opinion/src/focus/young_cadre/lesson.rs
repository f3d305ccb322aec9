//! How a young cadre is educated: by a lesson that is entered for him alone, or with others, by what a lesson for many tells.

use super::{
    YoungCadre,
    facts::{Action, State},
    hearing::{entries, told},
    rules::EDUCATION_CLAUSE,
};
use crate::checks::{filled, not_ahead, term};
use engine::{
    days::Day,
    dictionary,
    facts::Query,
    procedure::{Context, Refusal},
    trigger::{Reaction, SharedLesson},
    words::{FileId, MatterId, PersonId, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 廉政教育形式.
    EducationForms, "education_forms"
);

/// 正面教育 or 警示教育.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Lesson {
    /// 正面教育
    #[schemars(title = "正面教育")]
    Positive,
    /// 警示教育
    #[schemars(title = "警示教育")]
    Warning,
}

impl Lesson {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Positive, Self::Warning];
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Positive => "正面教育",
            Self::Warning => "警示教育",
        }
    }
}

/// 记入廉政教育.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Educate {
    /// Which.
    #[schemars(title = "教育类别")]
    pub lesson: Lesson,
    /// In what form.
    #[schemars(title = "教育形式")]
    pub form: Term<EducationForms>,
    /// When.
    #[schemars(title = "教育日期")]
    pub day: Day,
    /// By whom, and what about.
    #[schemars(title = "组织单位和内容", description = "县纪委监委、县委组织部组织的写明主题", length(max = 200))]
    pub content: String,
    /// Attendance list, photograph.
    #[serde(default)]
    #[schemars(title = "签到表等佐证")]
    pub paper: Option<FileId>,
}

/// A lesson for many was given, and he was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attend {
    /// Which.
    #[schemars(title = "教育类别")]
    pub lessons: Vec<Lesson>,
    /// In what form.
    #[schemars(title = "教育形式")]
    pub form: Term<EducationForms>,
    /// When.
    #[schemars(title = "教育日期")]
    pub day: Day,
    /// By whom, and what about.
    #[schemars(title = "组织单位和内容")]
    pub content: String,
    /// The lesson.
    #[schemars(title = "廉政教育课")]
    pub by: MatterId,
}

/// He was not there after all, or the lesson was another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Miss {
    /// The lesson.
    #[schemars(title = "廉政教育课")]
    pub by: MatterId,
}

/// Educated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Educated {
    /// What was entered.
    #[schemars(title = "廉政教育")]
    pub educate: Educate,
    /// Its form, in words.
    #[schemars(title = "教育形式")]
    pub form: String,
}

/// Educated with others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attended {
    /// Each of what it was.
    #[schemars(title = "廉政教育")]
    pub lessons: Vec<Educated>,
    /// The lesson.
    #[schemars(title = "廉政教育课", extend("x-hidden" = true))]
    pub by: MatterId,
}

/// What a lesson for many told does not hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Missed {
    /// The lesson.
    #[schemars(title = "廉政教育课", extend("x-hidden" = true))]
    pub by: MatterId,
    /// The day on which that became known.
    #[schemars(title = "更正日期")]
    pub day: Day,
}

/// A lesson that he had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// What was entered.
    #[schemars(title = "廉政教育")]
    pub educate: Educate,
    /// Its form, in words.
    #[schemars(title = "教育形式")]
    pub form: String,
    /// The lesson for many that told it.
    #[schemars(title = "廉政教育课", extend("x-hidden" = true))]
    pub by: Option<MatterId>,
}

impl Given {
    /// Which lesson on which day: what was entered by hand and told by a lesson for many is one.
    pub(super) const fn once(&self) -> (Lesson, Day) {
        (self.educate.lesson, self.educate.day)
    }

    pub(super) fn new(Educated { educate, form }: Educated, by: Option<MatterId>) -> Self {
        Self { educate, form, by }
    }
}

impl State {
    /// How many lessons he had, each counted once whoever told it.
    #[must_use]
    pub fn taught(&self) -> usize {
        let first = |place: &usize| {
            let before = self.lessons.iter().take(*place);
            self.lessons.get(*place).is_some_and(|one| before.map(Given::once).all(|known| known != one.once()))
        };
        (0..self.lessons.len()).filter(first).count()
    }

    /// Whether he was on the list on a day.
    #[must_use]
    pub fn is_listed_on(&self, day: Day) -> bool {
        self.released.as_ref().is_none_or(|release| day < release.day)
    }
}

/// Everybody on the list, with his entry.
#[must_use]
pub fn on_the_list(cx: &Context) -> Vec<State> {
    let found = cx.facts.all::<YoungCadre>(&Query { open: Some(true), ..Query::default() });
    found.into_iter().map(|(_, state)| state).collect()
}

/// Somebody's entry that was in force on a day, the latest of several.
#[must_use]
pub fn listed_on(person: &PersonId, day: Day, cx: &Context) -> Option<(MatterId, State)> {
    entries(person, None, cx).filter(|(_, state)| state.is_listed_on(day)).last()
}

/// Of a new one that the same lesson is not there already, by hand or by a lesson for many.
pub(super) fn entered(state: &State, educate: Educate, cx: &Context) -> Result<Educated, Refusal> {
    let educated = educating(educate, "", cx)?;
    let (lesson, day) = (educated.educate.lesson, educated.educate.day);
    if state.lessons.iter().any(|one| one.once() == (lesson, day)) {
        let sentence = format!("{}的{}已经记入，不用重复。", day.sentence(), lesson.word());
        return Err(Refusal::new("lesson_known", EDUCATION_CLAUSE, sentence).at("/day"));
    }
    Ok(educated)
}

pub(super) fn educating(educate: Educate, at: &str, cx: &Context) -> Result<Educated, Refusal> {
    let form = term(&educate.form, &format!("{at}/form"), cx)?;
    not_ahead(educate.day, &format!("{at}/day"), "教育日期", cx)?;
    filled(&educate.content, &format!("{at}/content"), "组织单位和内容")?;
    Ok(Educated { educate, form })
}

/// What a lesson for many tells is not refused.
pub(super) fn attended(attend: Attend, cx: &Context) -> Attended {
    let Attend { lessons, form, day, content, by } = attend;
    let word = term(&form, "/form", cx).unwrap_or_default();
    let educated = |lesson| {
        let educate = Educate { lesson, form: form.clone(), day, content: content.clone(), paper: None };
        Educated { educate, form: word.clone() }
    };
    Attended { lessons: lessons.into_iter().map(educated).collect(), by }
}

/// Those who were there have it in their entries of that day.
pub(super) fn taught(
    persons: &[PersonId],
    lesson: &SharedLesson,
    matter: &MatterId,
    cx: &Context,
) -> Vec<Reaction<Action>> {
    let given = |which: &Lesson| match which {
        Lesson::Positive => lesson.positive,
        Lesson::Warning => lesson.warning,
    };
    let attend = Attend {
        lessons: Lesson::ALL.into_iter().filter(given).collect(),
        form: Term::new(&lesson.form),
        day: lesson.day,
        content: lesson.content.clone(),
        by: matter.clone(),
    };
    let mine = persons.iter().filter_map(|person| listed_on(person, lesson.day, cx));
    mine.map(|(id, _)| told("attend", &format!("{id}/{matter}"), id, Action::Attend(attend.clone()), cx)).collect()
}

/// Whoever has it of that lesson has it no more.
pub(super) fn untaught(persons: &[PersonId], matter: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    let by_it = |state: &State| state.lessons.iter().any(|one| one.by.as_ref() == Some(matter));
    let mine = persons.iter().flat_map(|person| entries(person, None, cx)).filter(|(_, state)| by_it(state));
    mine.map(|(id, _)| told("miss", &format!("{id}/{matter}"), id, Action::Miss(Miss { by: matter.clone() }), cx))
        .collect()
}

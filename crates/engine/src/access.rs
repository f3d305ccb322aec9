//! Who may do what. Default deny; a typed function, not a policy engine. A hat is what an offer asks for; an actor wears hats.

use crate::{
    days::Day,
    facts::Facts,
    procedure::{As, AuthorizationEntry, Kind, Outline, Refusal, Shape},
    words::{FileId, MatterId, PersonId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A function of the office, granted to an account for the whole county or for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 单位经办人: enters for the people of one unit.
    #[schemars(title = "单位经办人")]
    UnitClerk,
    /// 经办人 of the cadre-supervision section.
    #[schemars(title = "干部监督股经办人")]
    SectionClerk,
    /// 股长.
    #[schemars(title = "干部监督股股长")]
    SectionHead,
    /// 分管副部长.
    #[schemars(title = "分管副部长")]
    DeputyMinister,
    /// 部长.
    #[schemars(title = "部长")]
    Minister,
    /// 县委书记.
    #[schemars(title = "县委书记")]
    CountySecretary,
    /// 县长.
    #[schemars(title = "县长")]
    CountyHead,
    /// 县委副书记.
    #[schemars(title = "县委副书记")]
    DeputySecretary,
    /// 常务副县长.
    #[schemars(title = "常务副县长")]
    ExecutiveDeputy,
    /// 分管县领导, granted for each unit in his charge.
    #[schemars(title = "分管县领导")]
    LeaderInCharge,
    /// 县委办、政府办: where the absences of chiefs are filed.
    #[schemars(title = "县委办、政府办")]
    CountyOffice,
    /// A leader who reads and does not act.
    #[schemars(title = "查阅领导")]
    Reader,
    /// 系统管理员: accounts, never content.
    #[schemars(title = "系统管理员")]
    SystemAdmin,
    /// 安全管理员: grants, never content.
    #[schemars(title = "安全管理员")]
    SecurityAdmin,
    /// 审计管理员: the record of the other two, never content.
    #[schemars(title = "审计管理员")]
    AuditAdmin,
}

impl Role {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 15] = [
        Self::UnitClerk,
        Self::SectionClerk,
        Self::SectionHead,
        Self::DeputyMinister,
        Self::Minister,
        Self::CountySecretary,
        Self::CountyHead,
        Self::DeputySecretary,
        Self::ExecutiveDeputy,
        Self::LeaderInCharge,
        Self::CountyOffice,
        Self::Reader,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// The role's Chinese name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::UnitClerk => "单位经办人",
            Self::SectionClerk => "干部监督股经办人",
            Self::SectionHead => "干部监督股股长",
            Self::DeputyMinister => "分管副部长",
            Self::Minister => "部长",
            Self::CountySecretary => "县委书记",
            Self::CountyHead => "县长",
            Self::DeputySecretary => "县委副书记",
            Self::ExecutiveDeputy => "常务副县长",
            Self::LeaderInCharge => "分管县领导",
            Self::CountyOffice => "县委办、政府办",
            Self::Reader => "查阅领导",
            Self::SystemAdmin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::AuditAdmin => "审计管理员",
        }
    }

    /// The role's code, as in the policy pack, the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnitClerk => "unit_clerk",
            Self::SectionClerk => "section_clerk",
            Self::SectionHead => "section_head",
            Self::DeputyMinister => "deputy_minister",
            Self::Minister => "minister",
            Self::CountySecretary => "county_secretary",
            Self::CountyHead => "county_head",
            Self::DeputySecretary => "deputy_secretary",
            Self::ExecutiveDeputy => "executive_deputy",
            Self::LeaderInCharge => "leader_in_charge",
            Self::CountyOffice => "county_office",
            Self::Reader => "reader",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
        }
    }

    /// The role with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// One of 三员: keeps the program, sees no content, and holds no other role.
    #[must_use]
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }

    /// Sees the open matters of the whole county.
    #[must_use]
    pub const fn sees_county(self) -> bool {
        !self.is_administrator() && !matches!(self, Self::UnitClerk | Self::LeaderInCharge)
    }
}

/// What an offer asks for, and what an actor wears.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hat {
    /// This very person.
    Person(PersonId),
    /// The head of this unit: chief by tenure, or the one who 主持工作.
    Head(UnitId),
    /// A role for the whole county.
    Role(Role),
    /// A role for one unit.
    RoleAt(Role, UnitId),
    /// The program itself: the clock and what one mechanism does on hearing another.
    System,
}

impl Hat {
    /// Whether a hat that is worn answers a hat that is asked for. A role granted for the county answers for each of its units.
    #[must_use]
    pub fn answers(&self, asked: &Self) -> bool {
        self == asked || matches!((self, asked), (Self::Role(worn), Self::RoleAt(role, _)) if worn == role)
    }
}

/// 代录 and 授权代签: for whom somebody acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Behalf {
    /// 代录: what the principal decided on paper is entered.
    Paper(Signed),
    /// 授权代签: the principal let another decide for him in office.
    Authorized(Authorized),
}

/// 代录: whose decision on paper is being entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Who decided on paper; only his hats are matched.
    #[schemars(title = "代何人录入")]
    pub person: PersonId,
    /// The scan of what he signed.
    #[schemars(title = "签字件")]
    pub paper: FileId,
    /// The day on which he signed, and on which the action counts.
    #[schemars(title = "签字日期")]
    pub signed_on: Day,
}

/// 授权代签: who let the actor decide for him, and by which authorization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authorized {
    /// The principal; only the hats of his offices are matched, never his own.
    #[schemars(title = "授权人")]
    pub person: PersonId,
    /// The authorization's register matter.
    #[schemars(title = "授权")]
    pub authorization: MatterId,
}

impl Behalf {
    /// The principal.
    #[must_use]
    pub const fn person(&self) -> &PersonId {
        match self {
            Self::Paper(signed) => &signed.person,
            Self::Authorized(authorized) => &authorized.person,
        }
    }
    /// What he signed on paper.
    #[must_use]
    pub const fn signed(&self) -> Option<&Signed> {
        match self {
            Self::Paper(signed) => Some(signed),
            Self::Authorized(_) => None,
        }
    }
    /// By what the actor decides for him.
    #[must_use]
    pub const fn authorized(&self) -> Option<&Authorized> {
        match self {
            Self::Paper(_) => None,
            Self::Authorized(authorized) => Some(authorized),
        }
    }
    /// The day on which the action counts, where it is not that of the moment.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.signed().map(|signed| signed.signed_on)
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Sign-in name of the account; `准绳` for the program itself.
    pub account: String,
    /// The cadre behind the account, if any.
    pub person: Option<PersonId>,
    /// Hats of the one who decides: the principal's where the entry is on behalf.
    pub hats: Vec<Hat>,
    /// Present when the account enters what somebody else signed on paper, or decides for him by his authorization.
    pub behalf: Option<Behalf>,
    /// The deciding person himself and his relatives: he does not decide on their matters in office.
    pub untouchables: Vec<PersonId>,
}

impl Actor {
    /// The program itself.
    #[must_use]
    pub fn system() -> Self {
        Self { account: "准绳".into(), person: None, hats: vec![Hat::System], behalf: None, untouchables: Vec::new() }
    }

    /// The person who decides: the principal of an entry on behalf, else the account's own.
    #[must_use]
    pub fn decider(&self) -> Option<&PersonId> {
        self.behalf.as_ref().map(Behalf::person).or(self.person.as_ref())
    }

    /// Whether one of the hats answers this one.
    #[must_use]
    pub fn wears(&self, asked: &Hat) -> bool {
        self.hats.iter().any(|worn| worn.answers(asked))
    }

    /// Whether the actor may load a policy pack: the 股长 of the section, and the 分管副部长 above him, or the program itself. A pack holds
    /// the office's own judgment (which clause, which number, from when) and moves everybody's days, so it is not the system
    /// administrator's, who keeps the program and sees no content.
    #[must_use]
    pub fn keeps_policy(&self) -> bool {
        let keeps = [Hat::System, Hat::Role(Role::SectionHead), Hat::Role(Role::DeputyMinister)];
        !self.is_administrator() && keeps.iter().any(|hat| self.hats.contains(hat))
    }

    /// Whether the actor is one of 三员.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.hats.iter().any(|hat| matches!(hat, Hat::Role(role) if role.is_administrator()))
    }
}

/// How an offered verb is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The one thing to do now.
    Main,
    /// Possible, not pressing.
    Plain,
    /// Ends or undoes something: drawn in red outline.
    Grave,
}

/// A verb that is open in a state, and to whom. Knows no actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offer {
    /// The verb of the action.
    pub verb: &'static str,
    /// The words on the button.
    pub label: &'static str,
    /// Any one of these hats suffices.
    pub by: Vec<Hat>,
    /// How it is drawn.
    pub tone: Tone,
    /// What it is about beyond the verb, for a page that shows several (a table of a handover, a step to sign).
    pub note: Option<String>,
}

impl Offer {
    /// An ordinary offer.
    #[must_use]
    pub fn new(verb: &'static str, label: &'static str, by: Vec<Hat>) -> Self {
        Self { verb, label, by, tone: Tone::Plain, note: None }
    }
    /// The offer drawn as the main one.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.tone = Tone::Main;
        self
    }
    /// The offer drawn as a grave one.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.tone = Tone::Grave;
        self
    }
    /// The offer with a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
    /// Whether this actor wears one of the hats.
    #[must_use]
    pub fn is_open_to(&self, actor: &Actor) -> bool {
        self.by.iter().any(|asked| actor.wears(asked))
    }
}

/// The one gate: the verb is on offer, and the actor wears one of its hats.
///
/// # Errors
/// `not_now` when the stage does not offer the verb, `not_yours` when it is somebody else's.
pub fn may(offers: &[Offer], verb: &str, actor: &Actor) -> Result<(), Refusal> {
    let mut known = offers.iter().filter(|offer| offer.verb == verb).peekable();
    let Some(first) = known.peek() else { return Err(Refusal::not_now()) };
    let label = first.label;
    if known.any(|offer| offer.is_open_to(actor)) {
        Ok(())
    } else {
        Err(Refusal::new("not_yours", "", format!("“{label}”须由有权限的人办理，请转交其办理。")))
    }
}

/// Nobody decides in office on his own matter or a relative's. What he does as the person concerned (his own hat) stays open.
///
/// # Errors
/// `recused`, with what to do.
pub fn recusal(
    kind: &Kind,
    outline: Option<&Outline>,
    offers: &[Offer],
    verb: &str,
    actor: &Actor,
) -> Result<(), Refusal> {
    let Some(outline) = outline else { return Ok(()) };
    if kind.shape == Shape::Register || actor.wears(&Hat::System) {
        return Ok(());
    }
    let concerned = |person: &PersonId| {
        let about = |role: As| matches!(role, As::Subject | As::Object | As::Untold | As::Cleared | As::Reporter);
        outline.persons.iter().any(|(role, of)| of == person && about(*role))
    };
    let by_authorization = actor.behalf.as_ref().is_some_and(|behalf| behalf.authorized().is_some());
    // Whoever decides by an authorization decides in office: the principal's own hat is not among those he lent.
    let as_person = !by_authorization
        && actor.decider().is_some_and(|me| {
            offers.iter().any(|offer| offer.verb == verb && offer.by.contains(&Hat::Person(me.clone())))
        });
    if as_person {
        return Ok(());
    }
    let deciding = actor.decider().into_iter().chain(actor.person.as_ref().filter(|_| by_authorization));
    if deciding.into_iter().any(concerned) {
        return Err(Refusal::new("recused", "", "不能办理自己的事项，请转其他有权限的人办理。"));
    }
    if actor.untouchables.iter().any(concerned) {
        return Err(Refusal::new("recused", "", "事项涉及亲属，应当回避，请转其他有权限的人办理。"));
    }
    Ok(())
}

/// What an actor may see: the filter that lists turn into SQL and details into a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Sees the open matters of the whole county.
    pub county: bool,
    /// Sees the matters of these units and of their subordinate units.
    pub units: Vec<UnitId>,
    /// Sees what concerns himself, veiled kinds excepted.
    pub person: Option<PersonId>,
    /// Sees these kinds and no others; empty means no such limit.
    pub kinds: Vec<&'static str>,
    /// Never sees a veiled matter that concerns one of these, nor one about one of these who is not told yet.
    pub untouchables: Vec<PersonId>,
    /// Units of whose body he is, as head or clerk: he never sees a veiled matter that concerns one of them.
    pub body: Vec<UnitId>,
}

/// The kinds that administrators keep: accounts and grants, nothing of content.
const ADMINISTRATORS_KINDS: [&str; 1] = ["account"];

impl Scope {
    /// The scope that follows from the hats of an actor.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let mut scope = Self {
            county: actor.wears(&Hat::System),
            units: Vec::new(),
            person: actor.person.clone(),
            kinds: Vec::new(),
            untouchables: actor.untouchables.clone(),
            body: Vec::new(),
        };
        if actor.is_administrator() {
            scope.county = true;
            scope.kinds = ADMINISTRATORS_KINDS.to_vec();
            return scope;
        }
        for hat in &actor.hats {
            if let Hat::RoleAt(Role::UnitClerk, unit) | Hat::Head(unit) = hat {
                scope.body.push(unit.clone());
            }
            match hat {
                Hat::Role(role) if role.sees_county() => scope.county = true,
                Hat::RoleAt(_, unit) | Hat::Head(unit) if !scope.units.contains(unit) => scope.units.push(unit.clone()),
                _ => {}
            }
        }
        scope
    }

    /// Whether a matter is closed to this scope whatever else is open to it: it is about the person himself or a relative who is not
    /// told yet, or is of a veiled kind and concerns him, a relative or a body he belongs to.
    #[must_use]
    pub fn is_barred(&self, kind: &Kind, outline: &Outline) -> bool {
        let own = |person: &PersonId| self.untouchables.contains(person) || self.person.as_ref() == Some(person);
        let closed = |role: As| role == As::Untold || (kind.veiled && role.is_concerned());
        outline.persons.iter().any(|(role, person)| closed(*role) && own(person))
            || (kind.veiled && outline.units.iter().any(|unit| self.body.contains(unit)))
    }

    /// Whether a matter with this outline may be seen. `within` tells whether a unit is one of the listed ones or subordinate to one.
    #[must_use]
    pub fn sees(&self, kind: &Kind, outline: &Outline, within: &dyn Fn(&UnitId, &[UnitId]) -> bool) -> bool {
        if !self.kinds.is_empty() {
            return self.kinds.contains(&kind.id);
        }
        if ADMINISTRATORS_KINDS.contains(&kind.id) {
            return false;
        }
        if self.is_barred(kind, outline) {
            return false;
        }
        if kind.veiled {
            return self.county;
        }
        let concerns = |person: &PersonId| outline.persons.iter().any(|(_, of)| of == person);
        self.county
            || self.person.as_ref().is_some_and(concerns)
            || outline.units.iter().any(|unit| within(unit, &self.units))
    }
}

/// Hats that follow from a person's posts on a day, beside the granted ones.
#[must_use]
pub fn hats_by_tenure(person: &PersonId, on: Day, facts: &dyn Facts) -> Vec<Hat> {
    let mut hats = vec![Hat::Person(person.clone())];
    for at in facts.posts(person, on) {
        let head = Hat::Head(at.unit.clone());
        if (at.chief || at.acting) && !hats.contains(&head) {
            hats.push(head);
        }
    }
    hats
}

/// Whether an authorization lets this actor decide for its principal in a matter of this kind on this day. Whose hats he then wears
/// is the store's to find out; his own authorizations are not among them, so there is no chain.
///
/// # Errors
/// `not_authorized`, `authorization_time`, `authorization_kind`.
pub fn entrusted(entry: &AuthorizationEntry, actor: &Actor, kind: &Kind, on: Day) -> Result<(), Refusal> {
    if actor.person.as_ref() != Some(&entry.delegate) || actor.is_administrator() {
        return Err(not_authorized());
    }
    if on < entry.from || entry.until < on {
        let sentence = format!(
            "授权自{}起至{}止，今天不在期内，请由授权人本人办理。",
            entry.from.sentence_with_year(),
            entry.until.sentence_with_year()
        );
        return Err(Refusal::new("authorization_time", "", sentence).at("/on_behalf/authorization"));
    }
    let named = entry.kinds.is_empty() || entry.kinds.iter().any(|one| one == kind.id);
    if !named || kind.veiled || ADMINISTRATORS_KINDS.contains(&kind.id) {
        let sentence = format!("授权不包括“{}”，请由授权人本人办理。", kind.title);
        return Err(Refusal::new("authorization_kind", "", sentence).at("/on_behalf/authorization"));
    }
    Ok(())
}

/// Whether a kind is the three administrators' own.
#[must_use]
pub fn is_administrators(kind: &Kind) -> bool {
    ADMINISTRATORS_KINDS.contains(&kind.id)
}

/// No such authorization, or it was ended, or it was given to somebody else: the same words for all.
#[must_use]
pub fn not_authorized() -> Refusal {
    let sentence = "没有这项授权，或授权已终止，或不是授给你的，请由授权人本人办理。";
    Refusal::new("not_authorized", "", sentence).at("/on_behalf/authorization")
}

//! Of what, when and whose: what the address says.

use super::super::{ledger, visit::Visit};
use crate::{
    fault::Problem,
    statistics::{Wanted, is_choice},
    view::{field::Choice, pages::Filter},
};
use engine::{
    days::Day,
    procedure::Kind,
    statistic::{self, Period},
};

/// In an address: the page was drawn with days of one's own, so that a period chosen beside them is meant.
const OWN: &str = "own";
/// The chapter of what happens every day: its first kind is shown where none is asked for.
const DAILY: u8 = 3;

/// What is asked for.
pub struct Asked {
    /// The kind.
    pub kind: &'static Kind,
    /// Kinds that can be chosen.
    kinds: Vec<&'static Kind>,
    /// All that was asked for, or why it cannot be counted.
    pub wanted: Result<Wanted, String>,
    /// The period's code as asked for; empty for days.
    code: String,
    /// The days as they were typed.
    days: [String; 2],
    unit: String,
}

impl Asked {
    /// What an address asks for; what it does not say is the first kind, this year, everybody.
    pub fn of(visit: &Visit) -> Result<Self, Problem> {
        let all = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind());
        let kinds: Vec<&'static Kind> = all.filter(|kind| statistic::has(kind)).collect();
        let kind = match visit.asked("kind") {
            Some(id) => kinds.iter().find(|kind| kind.id == id),
            None => kinds.iter().find(|kind| kind.chapter == DAILY).or(kinds.first()),
        };
        let kind = *kind.ok_or_else(Problem::not_found)?;
        let text = |name: &str| visit.asked(name).unwrap_or("").to_owned();
        let mut days = [text("from"), text("to")];
        let mut code = text("period");
        if days.iter().any(|day| !day.is_empty()) && (code.is_empty() || visit.asked(OWN).is_none()) {
            code.clear();
        } else {
            days = [String::new(), String::new()];
        }
        let mut asked = Self { kind, kinds, wanted: Err(String::new()), code, days, unit: text("unit") };
        asked.wanted = asked.read(visit);
        Ok(asked)
    }

    fn read(&self, visit: &Visit) -> Result<Wanted, String> {
        let today = visit.today();
        let day = |text: &String| (!text.is_empty()).then(|| Day::parse(text, today)).transpose();
        let [from, until] = &self.days;
        let code = (!self.code.is_empty()).then_some(self.code.as_str());
        let period = Wanted::period(code, (day(from)?, day(until)?), today)?;
        let unit = if self.unit.is_empty() { None } else { Some(ledger::unit(visit, &self.unit)?) };
        // What can be told apart differs from kind to kind: a column of the one shown before is not asked for of this one.
        let by = visit.asked("by").filter(|key| self.kind.columns.iter().any(|column| column.key == *key));
        Wanted::new(self.kind, period, (unit, by))
    }

    /// 全县, 本单位, or the unit's name.
    pub fn whose(&self, visit: &Visit) -> String {
        let unit = self.wanted.as_ref().ok().and_then(|wanted| wanted.unit.as_ref());
        match unit {
            Some(unit) => {
                let names = visit.reader().unit_names([unit.as_str()]).unwrap_or_default();
                names.get(unit.as_str()).cloned().unwrap_or_else(|| self.unit.clone())
            }
            None if visit.scope().county => "全县".to_owned(),
            None => "本单位".to_owned(),
        }
    }

    /// The same question.
    pub fn query(&self) -> String {
        let by = self.wanted.as_ref().ok().and_then(|wanted| wanted.column).map_or("", |column| column.key);
        let [from, to] = &self.days;
        let all = [
            ("kind", self.kind.id),
            ("period", self.code.as_str()),
            ("from", from),
            ("to", to),
            ("unit", self.unit.as_str()),
            ("by", by),
        ];
        let said = all.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<(String, String)> =
            said.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        super::address("", &pairs)
    }

    /// What the form sends along.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        let own = self.days.iter().any(|day| !day.is_empty());
        own.then(|| (OWN, "1".to_owned())).into_iter().collect()
    }

    /// The fields of the form.
    pub fn fields(&self, visit: &Visit) -> Vec<Filter> {
        let choose = |name: &'static str, label: &'static str, options: Vec<Choice>| Filter {
            name,
            label,
            options,
            ..Filter::default()
        };
        let kind = |kind: &&'static Kind| choice(kind.id, kind.title, kind.id == self.kind.id);
        let mut fields =
            vec![choose("kind", "事项", self.kinds.iter().map(kind).collect()), self.periods(visit.today())];
        if !self.kind.few {
            let (from, to) = (self.days[0].clone(), self.days[1].clone());
            fields.push(Filter {
                name: "from",
                label: "或起止日期",
                value: from,
                class: "date",
                till_name: "to",
                till: to,
                ..Filter::default()
            });
            fields.push(Filter {
                name: "unit",
                label: "单位",
                value: self.unit.clone(),
                class: "short",
                suggest: "/suggest/unit",
                ..Filter::default()
            });
        }
        let chosen = self.wanted.as_ref().ok().and_then(|wanted| wanted.column).map_or("", |column| column.key);
        let columns = self.kind.columns.iter().filter(|column| is_choice(column));
        let columns: Vec<Choice> =
            columns.map(|column| choice(column.key, column.title, column.key == chosen)).collect();
        if columns.len() > 1 {
            fields.push(choose("by", "分类", columns));
        }
        fields
    }

    /// The periods to choose among, and what was asked for beside them.
    fn periods(&self, today: Day) -> Filter {
        let this_year = format!("{:04}", today.year());
        let own = self.days.iter().any(|day| !day.is_empty());
        let chosen = if self.code.is_empty() && !own { this_year.as_str() } else { self.code.as_str() };
        let mut named = statistic::choices(today);
        if self.kind.few {
            named.retain(|(code, _)| code.len() == 4);
        }
        let strange = !own && !named.iter().any(|(code, _)| code == chosen);
        let strange = strange.then(|| Period::named(chosen, today).ok()).flatten();
        let mut options: Vec<Choice> =
            named.iter().map(|(code, words)| choice(code, words, !own && code == chosen)).collect();
        options.extend(strange.map(|period| choice(&period.code, &period.words, true)));
        if own {
            options.insert(0, choice("", "按起止日期", true));
        }
        Filter { name: "period", label: "期间", options, ..Filter::default() }
    }
}

fn choice(value: &str, words: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), words: words.to_owned(), chosen }
}

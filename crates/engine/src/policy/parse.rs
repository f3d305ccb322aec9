//! From the texts of a pack to a [`Policy`], noting everything that is wrong on the way.

use super::amount::amount;
use super::check;
use super::finding::Finding;
use super::kinds::{
    Clause, Dictionary, Limit, LimitVersion, MonthEnd, Roll, Start, Status, Table, TableRow, Term, Unit,
};
use super::text::{Entry, Source};
use super::{HOLIDAYS, Policy};
use crate::{
    days::{Calendar, Day},
    paper::{DOCUMENT_CODES, Form, Gate, Template},
};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Syntax errors told of one file: those behind the first follow from it more often than not.
const SYNTAX: usize = 3;

/// The policy being read, with what can only be judged at the end.
#[derive(Default)]
struct Reading {
    policy: Policy,
    found: Vec<Finding>,
    /// Clauses cited: each with the finding it is if no file defines it.
    cited: Vec<(String, Finding)>,
    /// Dictionaries that tables take their values from, likewise.
    drawn: Vec<(String, String, Finding)>,
}

/// Reads and checks a pack.
pub(super) fn policy(files: &[(String, String)]) -> Result<Policy, Vec<Finding>> {
    let mut reading = Reading::default();
    reading.policy.files = super::in_order(files);
    // The day from which the pack answers is the default of every other file, so it is read first.
    let (head, rest): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| name == "pack.toml");
    if head.is_empty() {
        reading.found.push(whole("pack.toml", "缺少pack.toml：没有县代码、版本和生效日"));
    }
    for (name, text) in head.into_iter().chain(rest) {
        if name.ends_with(".csv") {
            reading.policy.calendar = calendar(text, name, &mut reading.found);
        } else if name.ends_with(".toml") {
            reading.file(&Source { file: name, text });
        } else {
            reading.found.push(whole(name, "政策包只收.toml和holidays.csv"));
        }
    }
    reading.close()
}

/// Reads a calendar; an empty one when it is broken.
pub(super) fn calendar(text: &str, file: &str, found: &mut Vec<Finding>) -> Calendar {
    Calendar::parse(text).unwrap_or_else(|broken| {
        found.extend(broken.into_iter().map(|b| Finding {
            file: file.to_owned(),
            line: b.line,
            key: b.key,
            sentence: b.sentence,
        }));
        Calendar::default()
    })
}

fn whole(file: &str, sentence: &str) -> Finding {
    Finding { file: file.to_owned(), line: 1, key: file.to_owned(), sentence: sentence.to_owned() }
}

impl Reading {
    fn file(&mut self, source: &Source<'_>) {
        let (table, errors) = DeTable::parse_recoverable(source.text);
        if !errors.is_empty() {
            let first =
                errors.iter().map(|error| source.syntax(error.span().map_or(0, |span| span.start), error.message()));
            self.found.extend(first.take(SYNTAX));
            return;
        }
        let root = Entry::root(source, table.get_ref());
        if source.file == "pack.toml" {
            self.head(&root);
            return;
        }
        root.only(&["clause", "limit", "dictionary", "table", "paper"], &mut self.found);
        for entry in root.entries("clause", &mut self.found) {
            self.clause(&entry);
        }
        for entry in root.entries("limit", &mut self.found) {
            self.limit(&entry);
        }
        for entry in root.entries("dictionary", &mut self.found) {
            self.dictionary(&entry);
        }
        for entry in root.entries("table", &mut self.found) {
            self.table(&entry);
        }
        for entry in root.entries("paper", &mut self.found) {
            self.paper(&entry);
        }
    }

    fn head(&mut self, root: &Entry<'_>) {
        let found = &mut self.found;
        root.only(&["county", "name", "version", "from"], found);
        self.policy.county = root.needed("county", found);
        self.policy.name = root.needed("name", found);
        self.policy.version = root.needed("version", found);
        self.policy.from = root.day("from", found);
        let six = self.policy.county.len() == 6 && self.policy.county.bytes().all(|b| b.is_ascii_digit());
        if !six && !self.policy.county.is_empty() {
            root.note("county", "县代码应是6位数字，如341823", found);
        }
        if root.text("from", found).is_none() {
            root.note("from", "缺少“from”：政策包自哪天起适用", found);
        }
    }

    /// The day from which things hold that do not say so themselves.
    fn since(&self) -> Day {
        self.policy.from.unwrap_or(Day::from_number(0))
    }

    fn cite(&mut self, entry: &Entry<'_>, clause: &str) {
        if clause.is_empty() {
            return;
        }
        let mut noted = Vec::new();
        entry.note("clause", format!("没有条款“{clause}”；先在clauses.toml写明"), &mut noted);
        self.cited.extend(noted.into_iter().map(|finding| (clause.to_owned(), finding)));
    }

    fn clause(&mut self, entry: &Entry<'_>) {
        let found = &mut self.found;
        entry.only(&["id", "label", "title", "document", "full_text"], found);
        let clause = Clause {
            id: entry.needed("id", found),
            label: entry.needed("label", found),
            title: entry.needed("title", found),
            document: entry.needed("document", found),
            full_text: entry.text("full_text", found).filter(|text| !text.trim().is_empty()),
        };
        once(&mut self.policy.index.clauses, "id", &clause.id, entry, found);
        self.policy.clauses.push(clause);
    }

    fn limit(&mut self, entry: &Entry<'_>) {
        const INHERITED: [&str; 7] = ["unit", "start", "roll", "month_end", "clause", "source", "status"];
        let mut known = vec!["id", "title", "version", "value", "from", "to"];
        known.extend(INHERITED);
        entry.only(&known, &mut self.found);
        let id = entry.needed("id", &mut self.found);
        let title = entry.needed("title", &mut self.found);
        let dated = entry.entries("version", &mut self.found);
        let mut versions = Vec::new();
        if dated.is_empty() {
            versions.push((self.version(entry, entry), entry.line));
        } else {
            for key in ["value", "from", "to"] {
                if entry.text(key, &mut Vec::new()).is_some() {
                    entry.note(key, format!("已分版本，“{key}”写在[[limit.version]]里"), &mut self.found);
                }
            }
            for version in &dated {
                let mut own = vec!["value", "from", "to"];
                own.extend(INHERITED);
                version.only(&own, &mut self.found);
                versions.push((self.version(version, entry), version.line));
            }
        }
        versions.sort_by_key(|(version, _)| version.from);
        check::versions(entry, &versions, &mut self.found);
        once(&mut self.policy.index.limits, "id", &id, entry, &mut self.found);
        let versions = versions.into_iter().map(|(version, _)| version).collect();
        self.policy.limits.push(Limit { id, title, versions });
    }

    /// One version; what it does not say, its limit says for all of them.
    fn version(&mut self, own: &Entry<'_>, limit: &Entry<'_>) -> LimitVersion {
        let since = self.since();
        let found = &mut self.found;
        let at = |key: &str| if own.text(key, &mut Vec::new()).is_some() { own } else { limit };
        let unit = at("unit").word::<Unit>("unit", found);
        if at("unit").text("unit", &mut Vec::new()).is_none() {
            limit.note("unit", "缺少“unit”：数的是什么", found);
        }
        let clause = at("clause").needed("clause", found);
        let from = own.day("from", found);
        let status = at("status").word("status", found).unwrap_or(Status::Unverified);
        let version = LimitVersion {
            from: from.unwrap_or(since),
            to: own.day("to", found),
            amount: amount(own, unit, status, found),
            unit: unit.unwrap_or(Unit::Count),
            start: at("start").word("start", found).unwrap_or(Start::NextDay),
            roll: at("roll").word("roll", found).unwrap_or(Roll::None),
            month_end: at("month_end").word("month_end", found).unwrap_or(MonthEnd::Clamp),
            source: at("source").text("source", found).unwrap_or_default(),
            clause: clause.clone(),
            status,
        };
        let cited = at("clause");
        self.cite(cited, &clause);
        version
    }

    fn dictionary(&mut self, entry: &Entry<'_>) {
        let found = &mut self.found;
        entry.only(&["id", "title", "clause", "status", "source", "term"], found);
        let mut terms = Vec::new();
        let mut codes = BTreeMap::new();
        for term in entry.entries("term", found) {
            term.only(&["code", "title", "group"], found);
            let code = term.needed("code", found);
            once(&mut codes, "code", &code, &term, found);
            let title = term.needed("title", found);
            terms.push(Term { code, title, group: term.text("group", found).unwrap_or_default() });
        }
        let dictionary = Dictionary {
            id: entry.needed("id", found),
            title: entry.needed("title", found),
            clause: entry.needed("clause", found),
            status: entry.word("status", found).unwrap_or(Status::Unverified),
            source: entry.text("source", found).unwrap_or_default(),
            terms,
        };
        if dictionary.terms.is_empty() && dictionary.status != Status::ToBeEntered {
            entry.note("term", "没有词条；尚待录入的字典，status写to_be_entered", found);
        }
        once(&mut self.policy.index.dictionaries, "id", &dictionary.id, entry, found);
        self.cite(entry, &dictionary.clause);
        self.policy.dictionaries.push(dictionary);
    }

    fn table(&mut self, entry: &Entry<'_>) {
        let since = self.since();
        let found = &mut self.found;
        entry.only(
            &["id", "title", "clause", "status", "source", "keys", "columns", "values_from", "from", "to", "row"],
            found,
        );
        let mut table = Table {
            id: entry.needed("id", found),
            title: entry.needed("title", found),
            keys: entry.texts("keys", found),
            columns: entry.texts("columns", found),
            clause: entry.needed("clause", found),
            status: entry.word("status", found).unwrap_or(Status::Unverified),
            source: entry.text("source", found).unwrap_or_default(),
            from: entry.day("from", found).unwrap_or(since),
            to: entry.day("to", found),
            rows: Vec::new(),
        };
        let values_from = entry.text("values_from", found);
        for row in entry.entries("row", found) {
            row.only(&["key", "values"], found);
            let values = row.texts("values", found);
            let place = TableRow { key: row.texts("key", found), values };
            check::row(&row, &place, &table, found);
            for value in place.values.iter().filter(|_| values_from.is_some()) {
                let dictionary = values_from.clone().unwrap_or_default();
                let mut noted = Vec::new();
                row.note("values", format!("字典{dictionary}没有“{value}”"), &mut noted);
                self.drawn.extend(noted.into_iter().map(|finding| (dictionary.clone(), value.clone(), finding)));
            }
            table.rows.push(place);
        }
        check::table(entry, &table, &self.policy.tables, found);
        self.cite(entry, &table.clause);
        self.policy.tables.push(table);
    }

    fn paper(&mut self, entry: &Entry<'_>) {
        let found = &mut self.found;
        let known =
            ["id", "kind", "title", "form", "clause", "status", "source", "copies", "code", "after", "gate", "text"];
        entry.only(&known, found);
        let (id, kind) = (entry.needed("id", found), entry.needed("kind", found));
        let form = entry.word("form", found).unwrap_or(Form::Document);
        let copies = entry.text("copies", found).unwrap_or_else(|| "1".to_owned());
        let mut template = Template::new(id, kind, entry.needed("title", found), form);
        template.clause = entry.needed("clause", found);
        template.status = entry.word("status", found).unwrap_or(Status::Unverified);
        template.source = entry.text("source", found).unwrap_or_default();
        template.after = entry.text("after", found);
        template.gate = entry.word("gate", found).unwrap_or_default();
        if template.after.is_none() && template.gate != Gate::Open {
            entry.note("after", "写了“gate”，缺少“after”：哪一个字段有了才到时候", found);
        }
        match copies.parse() {
            Ok(copies @ 1..=20) => template.copies = copies,
            _ => entry.note("copies", "份数应是1到20的整数", found),
        }
        template.code = entry.text("code", found);
        if let Some(code) = &template.code {
            let mut noted = Vec::new();
            entry.note("code", format!("字典{DOCUMENT_CODES}没有“{code}”"), &mut noted);
            self.drawn.extend(noted.into_iter().map(|finding| (DOCUMENT_CODES.to_owned(), code.clone(), finding)));
        }
        let text = entry.needed("text", found);
        once(&mut self.policy.index.papers, "id", &template.id, entry, found);
        self.cite(entry, &template.clause);
        match template.clone().read(&text, entry.first_line_of("text")) {
            Ok(read) => self.policy.papers.push(read),
            Err(wrong) => {
                self.found.extend(wrong.into_iter().map(|(line, sentence)| entry.finding(line, "text", sentence)));
                self.policy.papers.push(template);
            }
        }
    }

    fn close(self) -> Result<Policy, Vec<Finding>> {
        let Self { policy, mut found, cited, drawn } = self;
        found.extend(cited.into_iter().filter(|(clause, _)| policy.clause(clause).is_none()).map(|(_, f)| f));
        let known =
            |dictionary: &str, value: &str| policy.dictionary(dictionary).is_some_and(|d| d.term(value).is_some());
        found.extend(drawn.into_iter().filter(|(dictionary, value, _)| !known(dictionary, value)).map(|(_, _, f)| f));
        check::calendar(&policy, HOLIDAYS, &mut found);
        found.sort_by(|a, b| (&a.file, a.line, &a.key).cmp(&(&b.file, b.line, &b.key)));
        if found.is_empty() { Ok(policy) } else { Err(found) }
    }
}

/// Takes the next place of a list into its index under an id, unless the id stands there already.
fn once(index: &mut BTreeMap<String, usize>, key: &str, id: &str, entry: &Entry<'_>, found: &mut Vec<Finding>) {
    let place = index.len();
    if !id.is_empty() && index.insert(id.to_owned(), place).is_some() {
        entry.note(key, format!("“{id}”重复，前面已经写过"), found);
    }
}

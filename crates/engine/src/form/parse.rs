//! Pairs made a value along the schema, or given back with what is wrong.

use super::{
    Ask, Choice, Filled, PAIRS_MAX, ROWS_MAX, Shape, Slot, Variant, core, flag,
    pairs::{Pairs, is_blank, is_known, is_one_control, join, settle},
    pointer, scalar,
    shape::{bound, shape, title},
};
use crate::{
    days::{Day, HalfDay, Period},
    procedure::Aid,
};
use serde_json::{Map, Value, json};

/// Reads what a browser sent.
///
/// # Errors
/// The form to be shown again: with what is wrong, or, where a row was added or taken away, without.
pub fn parse(schema: &Value, sent: &[(String, String)], ask: &Ask) -> Result<Value, Filled> {
    if sent.len() > PAIRS_MAX {
        let sentence = format!("表单内容过多：最多{PAIRS_MAX}项，现有{}项，请分次填报", sent.len());
        return Err(Filled { pairs: sent.to_vec(), wrong: vec![(String::new(), sentence)] });
    }
    let mut pairs = Pairs::of(sent);
    let pasted = pairs.names().any(|name| name.ends_with("._paste") && !pairs.one(name).trim().is_empty());
    let mut wrong = super::paste::unfold(schema, &mut pairs, ask);
    if let Some(filled) = press(schema, &mut pairs, pasted) {
        wrong.extend(filled.wrong);
        return Err(Filled { wrong, ..filled });
    }
    settle(&mut pairs, schema, "", true);
    let mut reader = Reader { ask, pairs: &pairs, wrong, row: String::new() };
    reader.strangers(schema);
    let value = reader.group(schema, "");
    if reader.wrong.is_empty() {
        return Ok(value);
    }
    let wrong = reader.wrong;
    Err(Filled { pairs: pairs.to_vec(), wrong })
}

/// Files an upload among the pairs: `control` is the name of the upload control, the digest that of the stored file.
pub fn attach(pairs: &mut Vec<(String, String)>, control: &str, digest: &str, file_name: &str) {
    let name = match control.strip_suffix("._new") {
        Some(list) => {
            let next = Pairs::of(pairs).rows(list).last().map_or(0, |last| last + 1);
            join(list, &next.to_string())
        }
        None => control.to_owned(),
    };
    pairs.retain(|(key, _)| *key != name && *key != join(&name, "_name"));
    pairs.push((join(&name, "_name"), file_name.to_owned()));
    pairs.push((name, digest.to_owned()));
}

/// The buttons of tables and files: the form is shown again, changed, with no complaint.
fn press(schema: &Value, pairs: &mut Pairs, pasted: bool) -> Option<Filled> {
    let (add, del) = (pairs.one("_add").to_owned(), pairs.one("_del").to_owned());
    if add.is_empty() && del.is_empty() {
        return None;
    }
    pairs.take("_add");
    pairs.take("_del");
    let mut wrong = Vec::new();
    // The button beside a pasted text takes the text over and adds no row of its own.
    if !add.is_empty() && !pasted && is_known(schema, &add) {
        let rows = pairs.rows(&add);
        if rows.len() < ROWS_MAX {
            // A table not yet touched is drawn with one row that was never sent.
            let next = rows.last().map_or(1, |last| last + 1);
            pairs.set(&join(&add, &format!("{next}._row")), "");
            if rows.is_empty() {
                pairs.set(&join(&add, "0._row"), "");
            }
        } else {
            wrong.push((pointer(&add), format!("最多{ROWS_MAX}行，更多的请用表格文件上传")));
        }
    }
    if !del.is_empty() && is_known(schema, &del) {
        pairs.take(&del);
    }
    settle(pairs, schema, "", false);
    Some(Filled { pairs: pairs.to_vec(), wrong })
}

/// Whether a pointer of the mechanism's aid means this field; `*` stands for any row.
pub(super) fn is_at(at: &str, name: &str) -> bool {
    let mut given = at.trim_start_matches('/').split('/');
    let mut named = name.split('.');
    loop {
        match (given.next(), named.next()) {
            (None, None) => return true,
            (Some(pattern), Some(segment)) if pattern == segment || pattern == "*" => {}
            _ => return false,
        }
    }
}

/// Whether the mechanism does not ask this field now.
pub(super) fn is_hidden_now(aid: &Aid, name: &str) -> bool {
    aid.hide.iter().any(|at| is_at(at, name))
}

/// Whether a field must be filled in: text, names and choices the type demands, lists that must not be empty, and what the mechanism
/// requires now.
pub(super) fn is_required(aid: &Aid, schema: &Value, name: &str, by_type: bool) -> bool {
    let by_type = match shape(schema) {
        Shape::List(_) => by_type && bound(schema, "minItems").is_some_and(|least| least > 0),
        Shape::Yes => false,
        _ => by_type,
    };
    by_type || aid.require.iter().any(|at| is_at(at, name))
}

struct Reader<'a> {
    ask: &'a Ask<'a>,
    pairs: &'a Pairs,
    wrong: Vec<(String, String)>,
    /// 第2行, while a row is read.
    row: String,
}

impl Reader<'_> {
    fn fault(&mut self, name: &str, sentence: impl AsRef<str>) {
        self.wrong.push((pointer(name), format!("{}{}", self.row, sentence.as_ref())));
    }

    fn strangers(&mut self, schema: &Value) {
        let stranger = self.pairs.names().find(|name| !is_known(schema, name));
        if let Some(name) = stranger.map(scalar::quoted) {
            self.fault("", format!("表单中有不认识的栏目{name}，请刷新页面后重填"));
        }
    }

    fn group(&mut self, schema: &Value, name: &str) -> Value {
        let Shape::Group(slots) = shape(schema) else { return json!({}) };
        let mut fields = Map::new();
        for slot in &slots {
            if let Some(value) = self.slot(slot, name) {
                fields.insert(slot.key.to_owned(), value);
            }
        }
        Value::Object(fields)
    }

    fn slot(&mut self, slot: &Slot, within: &str) -> Option<Value> {
        let name = join(within, slot.key);
        let offered = || self.ask.aid.prefill.pointer(&pointer(&name)).filter(|value| !value.is_null()).cloned();
        let hidden = flag(slot.schema, "x-hidden");
        if is_hidden_now(self.ask.aid, &name) || (hidden && self.pairs.one(&name).is_empty()) {
            // Not asked: what the mechanism offers stands, whatever a browser may send.
            let value = offered().or_else(|| (slot.required && kind_is_list(slot.schema)).then(|| json!([])));
            if value.is_none() && slot.required {
                let title = title(slot.schema).unwrap_or(slot.key);
                self.fault("", format!("缺少{title}，请刷新页面后重填"));
            }
            return value;
        }
        self.field(slot.schema, &name, slot.required, title(slot.schema).unwrap_or(slot.key))
    }

    fn field(&mut self, schema: &Value, name: &str, by_type: bool, title: &str) -> Option<Value> {
        let required = is_required(self.ask.aid, schema, name, by_type);
        let choices = scalar::choices(self.ask, schema, name);
        match (shape(schema), choices) {
            (Shape::List(items), choices) if is_one_control(items) || choices.is_some() => {
                self.one_control(schema, items, name, (required, by_type, title), choices)
            }
            (Shape::List(items), _) => self.table(schema, items, name, (required, by_type, title)),
            (Shape::Branches(variants), _) => self.branch(&variants, name, required, title),
            (_, Some(choices)) => self.choice(schema, &choices, name, required, title),
            (Shape::HalfDay, _) => self.half(name, required, title, ""),
            (Shape::Period, _) => self.period(schema, name, required, title),
            (Shape::Group(_), _) => {
                if !required && is_blank(self.pairs, schema, name) {
                    return None;
                }
                Some(self.group(schema, name))
            }
            (Shape::Yes, _) => {
                let yes = scalar::is_yes(self.pairs.one(name));
                if required && !yes {
                    self.fault(name, format!("未勾选{title}"));
                }
                Some(yes.into())
            }
            (shape, _) => self.scalar(&shape, schema, name, required, title),
        }
    }

    fn scalar(&mut self, shape: &Shape, schema: &Value, name: &str, required: bool, title: &str) -> Option<Value> {
        let text = self.pairs.one(name);
        if scalar::tidy(text, true).is_empty() {
            if required {
                let verb = match shape {
                    Shape::File => "未附",
                    _ => "未写",
                };
                self.fault(name, format!("{verb}{title}"));
            }
            return None;
        }
        match scalar::value(self.ask, schema, title, text) {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.fault(name, sentence);
                None
            }
        }
    }

    fn choice(&mut self, schema: &Value, choices: &[Choice], name: &str, required: bool, title: &str) -> Option<Value> {
        let sent = self.pairs.one(name).trim();
        if sent.is_empty() {
            if required {
                self.fault(name, format!("未选{title}"));
            }
            return None;
        }
        let sent = self.in_choices(choices, sent, name, title)?;
        match shape(schema) {
            Shape::Integer | Shape::Yes => serde_json::from_str(&sent).ok(),
            _ => Some(sent.into()),
        }
    }

    /// The value sent, if it is one of the choices; the word of a choice does as well.
    fn in_choices(&mut self, choices: &[Choice], sent: &str, name: &str, title: &str) -> Option<String> {
        let found =
            choices.iter().find(|choice| choice.value == sent).or_else(|| choices.iter().find(|one| one.word == sent));
        if found.is_none() {
            self.fault(name, format!("{title}没有{}这一项，请在所列各项中选择", scalar::quoted(sent)));
        }
        found.map(|choice| choice.value.clone())
    }

    fn one_control(
        &mut self,
        schema: &Value,
        items: &Value,
        name: &str,
        (required, by_type, title): (bool, bool, &str),
        choices: Option<Vec<Choice>>,
    ) -> Option<Value> {
        let choices = choices.or_else(|| scalar::choices(self.ask, items, name));
        let rows = self.pairs.rows(name).into_iter().map(|row| self.pairs.one(&join(name, &row.to_string())));
        let sent: Vec<String> =
            self.pairs.many(name).iter().map(String::as_str).chain(rows).map(|text| text.trim().to_owned()).collect();
        let mut values: Vec<Value> = Vec::new();
        for text in sent.iter().filter(|text| !text.is_empty()) {
            let value = match &choices {
                Some(choices) => self.in_choices(choices, text, name, title).map(Value::from),
                None => scalar::value(self.ask, items, title, text).map_err(|sentence| self.fault(name, sentence)).ok(),
            };
            values.extend(value.filter(|value| !values.contains(value)));
        }
        if let Some(choices) = &choices {
            let place = |value: &Value| choices.iter().position(|choice| value == choice.value.as_str());
            values.sort_by_key(place);
        }
        self.counted(schema, values, name, (required, by_type, title), if choices.is_some() { "未选" } else { "未附" })
    }

    fn counted(
        &mut self,
        schema: &Value,
        values: Vec<Value>,
        name: &str,
        (required, by_type, title): (bool, bool, &str),
        verb: &str,
    ) -> Option<Value> {
        let most =
            bound(schema, "maxItems").and_then(|most| usize::try_from(most).ok()).unwrap_or(ROWS_MAX).min(ROWS_MAX);
        if values.is_empty() && required {
            self.fault(name, format!("{verb}{title}"));
        }
        if values.len() > most {
            let count = values.len();
            self.fault(name, format!("{title}最多{most}项，现有{count}项，请删减或分次填报"));
        }
        // An empty list is written down where the type has no other way to say it.
        (!values.is_empty() || by_type || !core(schema).1).then_some(Value::Array(values))
    }

    fn table(
        &mut self,
        schema: &Value,
        items: &Value,
        name: &str,
        (required, by_type, title): (bool, bool, &str),
    ) -> Option<Value> {
        let rows = self.pairs.rows(name);
        if rows.len() > ROWS_MAX {
            let count = rows.len();
            self.fault(name, format!("{title}最多{ROWS_MAX}行，现有{count}行，请分次填报"));
            return None;
        }
        let above = self.row.clone();
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            let inner = join(name, &row.to_string());
            let number = row + 1;
            self.row =
                if above.is_empty() { format!("第{number}行") } else { format!("{above}{title}第{number}行") };
            let value = match shape(items) {
                Shape::Group(_) => Some(self.group(items, &inner)),
                _ => self.field(items, &inner, true, super::title(items).unwrap_or(title)),
            };
            values.extend(value);
        }
        self.row = above;
        self.counted(schema, values, name, (required, by_type, title), "未写")
    }

    fn branch(&mut self, variants: &[Variant], name: &str, required: bool, title: &str) -> Option<Value> {
        let tag = self.pairs.one(name).trim();
        if tag.is_empty() {
            if required {
                self.fault(name, format!("未选{title}"));
            }
            return None;
        }
        let found = variants
            .iter()
            .find(|variant| variant.tag == tag)
            .filter(|_| !is_hidden_now(self.ask.aid, &join(name, tag)));
        let Some(variant) = found else {
            self.fault(name, format!("{title}没有{}这一项，请在所列各项中选择", scalar::quoted(tag)));
            return None;
        };
        let Some(schema) = variant.schema else { return Some(tag.into()) };
        let inner = join(name, tag);
        let value = match shape(schema) {
            Shape::Group(_) => self.group(schema, &inner),
            _ => self.field(schema, &inner, !core(schema).1, variant.title).unwrap_or(Value::Null),
        };
        Some(json!({ tag: value }))
    }

    fn half(&mut self, name: &str, required: bool, title: &str, noun: &str) -> Option<Value> {
        let (day_name, half_name) = (join(name, "day"), join(name, "half"));
        let (text, half) = (self.pairs.one(&day_name), self.pairs.one(&half_name).trim());
        if scalar::tidy(text, false).is_empty() {
            if required {
                self.fault(&day_name, format!("未写{title}{noun}"));
            }
            return None;
        }
        let day = match Day::parse(&scalar::tidy(text, false), self.ask.today) {
            Ok(day) => Some(day),
            Err(why) => {
                self.fault(&day_name, format!("{title}：{why}"));
                None
            }
        };
        if !matches!(half, "上午" | "下午") {
            self.fault(&half_name, format!("未选{title}{noun}的上午或下午"));
            return None;
        }
        day.map(|day| json!({ "day": day, "half": half }))
    }

    fn period(&mut self, schema: &Value, name: &str, required: bool, title: &str) -> Option<Value> {
        if !required && is_blank(self.pairs, schema, name) {
            return None;
        }
        let from = self.half(&join(name, "from"), true, title, "的起始日期");
        let to = self.half(&join(name, "to"), true, title, "的截止日期");
        let (from, to) = (from?, to?);
        let read = |half: &Value| serde_json::from_value::<HalfDay>(half.clone()).ok();
        let period = Period { from: read(&from)?, to: read(&to)? };
        if let Err(why) = period.check() {
            self.fault(name, format!("{title}：{why}"));
        }
        Some(json!({ "from": from, "to": to }))
    }
}

fn kind_is_list(schema: &Value) -> bool {
    matches!(shape(schema), Shape::List(_))
}

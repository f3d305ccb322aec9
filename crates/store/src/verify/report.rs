//! What was found.

use serde::Serialize;

/// Something that is not as the journal says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of thing: `event_changed`, `event_missing`, `event_unsigned`, `head_wrong`, `older_copy`, `misfit`, `row_missing`,
    /// `row_extra`, `row_changed`, `seal_changed`, `counter_changed`. Without a column, what is changed is the row as a whole.
    pub code: &'static str,
    /// Place in the journal, where it is about an event.
    pub seq: Option<i64>,
    /// The matter, where it is about one.
    pub matter: Option<String>,
    /// The table.
    pub table: &'static str,
    /// What tells the row apart in it.
    pub key: String,
    /// The column that differs.
    pub column: &'static str,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Finding {
    /// A finding about an event.
    pub(crate) fn event(code: &'static str, seq: i64) -> Self {
        Self { code, seq: Some(seq), table: "event", key: seq.to_string(), ..Self::default() }
    }
    /// A finding about a row of a matter.
    pub(crate) fn row(code: &'static str, matter: &str, table: &'static str, key: String) -> Self {
        Self { code, matter: Some(matter.to_owned()), table, key, ..Self::default() }
    }
    /// What should be in which column, and what is.
    pub(crate) fn differs(mut self, column: &'static str, expected: String, found: String) -> Self {
        (self.column, self.expected, self.found) = (column, expected, found);
        self
    }

    /// The finding in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (table, key) = (self.table, &self.key);
        match self.code {
            "event_changed" => format!("第{key}号记录被改动过，与校验链不符。"),
            "event_missing" => format!("第{key}号记录缺失。"),
            "event_unsigned" => format!("第{key}号记录在签名之后，不是由本程序写入。"),
            "head_wrong" => "校验链末端的签名不对，或与记录不符。".to_owned(),
            "older_copy" => format!(
                "数据库比密钥目录中的签名旧：应到第{}号，只到第{}号，可能被换成旧备份。",
                self.expected, self.found
            ),
            "misfit" => format!("事项{key}的记录前后不符：{}。", self.found),
            "row_missing" => format!("{table}表缺少{key}一行。"),
            "row_extra" => format!("{table}表多出{key}一行，没有记录依据。"),
            "seal_changed" => format!("封存内容{key}被改动或丢失。"),
            "counter_changed" => format!("计数{key}应为{}，现为{}。", self.expected, self.found),
            _ if self.column.is_empty() => format!("{table}表{key}一行与记录不符。"),
            _ => format!("{table}表{key}一行的{}列应为“{}”，现为“{}”。", self.column, self.expected, self.found),
        }
    }
}

/// The outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Events walked.
    pub events: i64,
    /// Matters made again.
    pub matters: i64,
    /// Rows compared.
    pub rows: i64,
    /// Place of the signed head.
    pub head: Option<i64>,
    /// What was found, at most a thousand.
    pub findings: Vec<Finding>,
    /// There are more findings than these.
    pub more: bool,
}

/// Findings listed at most: a county whose every row is wrong needs no longer list.
const MOST: usize = 1_000;

impl VerifyReport {
    /// Whether everything is as the journal says.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.more = true;
        }
    }
}

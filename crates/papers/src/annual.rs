//! 年度台账 on paper and as a workbook: the rows with 上年结转 first, 补正 and 结转下年 after them, and how a closed one proves itself.

use crate::ledger::{Ledger, Size, workbook};
use engine::{
    annual::{CORRECTED, Part, Row, Totals},
    days::Day,
};
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

/// The ledger of a year as it is printed.
#[derive(Debug, Clone, Copy)]
pub struct YearLedger<'a> {
    /// Its title: 请销假台账.
    pub title: &'a str,
    /// Whose it is.
    pub office: &'a str,
    /// The year.
    pub year: i16,
    /// Headings of its rows.
    pub heads: &'a [String],
    /// Its rows.
    pub rows: &'a [Row],
    /// What it comes to.
    pub totals: &'a Totals,
    /// Where matters of a closed ledger were put right later, by matter.
    pub notes: &'a BTreeMap<String, Vec<String>>,
    /// Closed or not, in words.
    pub state: &'a str,
}

/// How a ledger was closed.
#[derive(Debug, Clone, Copy)]
pub struct Closed<'a> {
    /// The day.
    pub day: Day,
    /// Digest of the rows as they were closed.
    pub digest: &'a str,
    /// What is kept is what was closed.
    pub proved: bool,
}

/// Closed or not, in words; a closed one says whether it is what was closed.
#[must_use]
pub fn state_words(closed: Option<Closed<'_>>, today: Day) -> String {
    let Some(Closed { day, digest, proved }) = closed else {
        return format!("未封账，按{}的记录", today.sentence_with_year());
    };
    let (day, digest) = (day.sentence_with_year(), short(digest));
    let end = if proved { "与封账时一致" } else { "现存内容与封账时不一致，请运行校验核对" };
    format!("{day}封账，校验值{digest}，{end}")
}

/// The beginning of a digest: what people compare.
#[must_use]
pub fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// Headings of what goes on in the next year.
const LEFT: [&str; 4] = ["序号", "编号", "事项", "环节"];

impl YearLedger<'_> {
    /// 请销假台账（2026年度）
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{}（{}年度）", self.title, self.year)
    }

    /// Period and totals in one line.
    #[must_use]
    pub fn period(&self) -> String {
        let Totals { own, carried, corrections, left, .. } = self.totals;
        format!(
            "{}　{year}年1月1日至{year}年12月31日　上年结转{carried}条、本年{own}条、补正{corrections}条、结转下年{left}条　{}",
            self.office,
            self.state,
            year = self.year
        )
    }

    /// The rows, numbered through, with the part each belongs to and where it was put right later.
    #[must_use]
    pub fn main(&self) -> Ledger {
        let heads = ["序号", "来源"].map(str::to_owned).into_iter().chain(self.heads.iter().cloned());
        let titles: Vec<String> = heads.chain(["备注".to_owned()]).collect();
        let own = self.rows.iter().filter(|row| row.part != Part::Correction);
        let line = |(place, row): (usize, &Row)| {
            let notes = self.notes.get(&row.matter).map(|notes| notes.join("；"));
            let mut line = vec![place.to_string(), row.part.word().to_owned()];
            line.extend(row.texts.iter().cloned());
            line.resize(titles.len() - 1, String::new());
            line.push(notes.unwrap_or_default());
            line
        };
        let rows: Vec<Vec<String>> = (1..).zip(own).map(line).collect();
        self.ledger(self.heading(), &titles, rows)
    }

    /// 补正 made in the year to ledgers that were closed.
    #[must_use]
    pub fn corrections(&self) -> Option<Ledger> {
        let rows = self.rows.iter().filter(|row| row.part == Part::Correction).map(|row| row.texts.clone());
        let title = format!("{}（{}年度）补正", self.title, self.year);
        self.unless_empty(title, &CORRECTED, rows.collect())
    }

    /// 结转下年: what was open when the year ended.
    #[must_use]
    pub fn left(&self) -> Option<Ledger> {
        let stage = self.heads.iter().position(|head| head == "环节").unwrap_or(usize::MAX);
        let line = |(place, row): (usize, &Row)| {
            let text = |at: usize| row.texts.get(at).cloned().unwrap_or_default();
            vec![place.to_string(), row.number.clone(), text(1), text(stage)]
        };
        let rows = (1..).zip(self.rows.iter().filter(|row| row.open)).map(line).collect();
        self.unless_empty(format!("{}（{}年度）结转下年", self.title, self.year), &LEFT, rows)
    }

    fn unless_empty(&self, title: String, heads: &[&str], rows: Vec<Vec<String>>) -> Option<Ledger> {
        let titles: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        (!rows.is_empty()).then(|| self.ledger(title, &titles, rows))
    }

    fn ledger(&self, title: String, titles: &[String], rows: Vec<Vec<String>>) -> Ledger {
        Ledger { title, period: self.period(), columns: Ledger::fitted(titles, &rows), rows }
    }

    /// The workbook: 台账, and 补正 and 结转下年 where there are any.
    ///
    /// # Errors
    /// When there are more rows than a sheet holds.
    pub fn to_xlsx(&self, signers: &[&str], size: Option<Size>) -> Result<Vec<u8>, XlsxError> {
        let (main, corrections, left) = (self.main(), self.corrections(), self.left());
        let size = size.unwrap_or_else(|| main.size());
        let more = [("补正", &corrections), ("结转下年", &left)];
        let more = more.into_iter().filter_map(|(name, ledger)| Some((name, ledger.as_ref()?)));
        let sheets: Vec<(&str, &Ledger)> = std::iter::once(("台账", &main)).chain(more).collect();
        workbook(&sheets, signers, size)
    }
}

#[cfg(test)]
mod tests {
    use super::YearLedger;
    use crate::ledger::{Size, read_back};
    use engine::annual::{Part, Row, Totals};
    use std::collections::BTreeMap;

    fn row(part: Part, number: &str, open: bool, texts: &[&str]) -> Row {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Row { part, matter: number.to_owned(), last: 1, number: number.to_owned(), open, texts }
    }

    #[test]
    fn a_years_ledger_prints_what_was_carried_over_first_and_notes_where_a_row_was_put_right() {
        let heads = ["编号", "姓名", "环节"].map(str::to_owned);
        let rows = [
            row(Part::Carried, "请〔2025〕9号", true, &["请〔2025〕9号", "翟明远", "已批准"]),
            row(Part::Own, "请〔2026〕1号", false, &["请〔2026〕1号", "苏婉", "已销假"]),
            row(
                Part::Correction,
                "请〔2025〕1号",
                false,
                &["请销假〔2026〕补正1号", "请〔2025〕1号", "2026-02-03", "更正", "天数：2→3"],
            ),
        ];
        let notes = BTreeMap::from([("请〔2026〕1号".to_owned(), vec!["补正见请销假〔2027〕补正2号".to_owned()])]);
        let totals = Totals { own: 1, carried: 1, corrections: 1, left: 1, digest: "d".into() };
        let ledger = YearLedger {
            title: "请销假台账",
            office: "青弋县委组织部",
            year: 2026,
            heads: &heads,
            rows: &rows,
            totals: &totals,
            notes: &notes,
            state: "2027年1月20日封账",
        };
        let bytes = ledger.to_xlsx(&["填报：", "审核：", "日期："], None).unwrap();
        let lines = read_back(&bytes);
        assert_eq!(lines[0], ["请销假台账（2026年度）"]);
        let totals = "上年结转1条、本年1条、补正1条、结转下年1条";
        assert_eq!(lines[1], [format!("青弋县委组织部　2026年1月1日至2026年12月31日　{totals}　2027年1月20日封账")]);
        assert_eq!(lines[3], ["1", "上年结转", "请〔2025〕9号", "翟明远", "已批准"]);
        assert_eq!(lines[4], ["2", "本年", "请〔2026〕1号", "苏婉", "已销假", "补正见请销假〔2027〕补正2号"]);
        assert_eq!(ledger.corrections().unwrap().rows.len(), 1);
        assert_eq!(ledger.left().unwrap().rows, [["1", "请〔2025〕9号", "翟明远", "已批准"]]);
        assert_eq!((ledger.main().size(), Size::named("a3")), (Size::A4, Some(Size::A3)));
    }
}

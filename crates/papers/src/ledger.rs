//! Ledgers (台账) as workbooks: title, period, headings, rows, ready for the printer.
//!
//! Cells are always text. What begins like a formula is also marked as quoted text, so that editing the cell or
//! passing the sheet on does not bring it to life.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// One column of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// Width in characters of the ordinary font; a Han character takes two.
    pub width: f64,
}

/// A ledger to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The title over all columns.
    pub title: String,
    /// The line below it: period, unit, filter; left out when empty.
    pub period: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as many texts as there are columns; missing ones stay blank, surplus ones are left out.
    pub rows: Vec<Vec<String>>,
}

/// On what it is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// 210×297 mm
    #[default]
    A4,
    /// 297×420 mm
    A3,
}

impl Size {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }

    /// The size by its name, in either case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::A4, Self::A3].into_iter().find(|size| size.word().eq_ignore_ascii_case(name))
    }

    /// The number under which workbooks know it.
    const fn code(self) -> u8 {
        match self {
            Self::A4 => 9,
            Self::A3 => 8,
        }
    }
}

/// Characters across that an A4 page still prints in a readable size.
const READABLE: f64 = 170.0;

/// What a cell may begin with to be taken for a formula by some program.
const FORMULA_OPENINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The longest text a cell takes.
const LONGEST_TEXT: usize = 32_000;

impl Ledger {
    /// The bytes of the workbook: A4 across, one page wide, headings on every page, page numbers below.
    ///
    /// # Errors
    /// When there are more rows or columns than a sheet holds.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        self.to_xlsx_signed(&[])
    }

    /// The same with a line under the table for those who sign, spread over its width: 填报, 审核, 日期.
    ///
    /// # Errors
    /// When there are more rows or columns than a sheet holds.
    pub fn to_xlsx_signed(&self, signers: &[&str]) -> Result<Vec<u8>, XlsxError> {
        workbook(&[("台账", self)], signers, self.size())
    }

    /// A3 where an A4 page across would print it too small to read.
    #[must_use]
    pub fn size(&self) -> Size {
        let across: f64 = self.columns.iter().map(|column| column.width).sum();
        if across > READABLE { Size::A3 } else { Size::A4 }
    }

    /// Titles as columns, each as wide as what stands in it.
    #[must_use]
    pub fn fitted(titles: &[String], rows: &[Vec<String>]) -> Vec<Column> {
        let of = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        let column = |(at, title): (usize, &String)| Column { title: title.clone(), width: width(title, of(at)) };
        titles.iter().enumerate().map(column).collect()
    }

    fn write_sheet(&self, sheet: &mut Worksheet, signers: &[&str], size: Size) -> Result<(), XlsxError> {
        let last_column =
            u16::try_from(self.columns.len().saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
        let heading_row = self.write_titles(sheet, last_column)?;
        self.write_headings(sheet, heading_row)?;
        self.write_rows(sheet, heading_row + 1)?;
        let count = u32::try_from(self.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        let last_row = heading_row + count + if signers.is_empty() { 0 } else { 1 };
        if !signers.is_empty() {
            self.write_signers(sheet, last_row, signers)?;
        }
        print_set_up(sheet, (heading_row, last_row, last_column), size)
    }

    /// Writes title and period; gives the row of the headings.
    fn write_titles(&self, sheet: &mut Worksheet, last_column: u16) -> Result<u32, XlsxError> {
        let title = Format::new()
            .set_bold()
            .set_font_size(16)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let period = Format::new().set_font_size(10).set_align(FormatAlign::Center);
        let mut next = 0;
        for (words, format, height) in [(&self.title, title, 30.0), (&self.period, period, 18.0)] {
            if words.is_empty() {
                continue;
            }
            let format = if is_formula_like(words) { format.set_quote_prefix() } else { format };
            if last_column > 0 {
                sheet.merge_range(next, 0, next, last_column, &cut(words), &format)?;
            } else {
                sheet.write_string_with_format(next, 0, cut(words), &format)?;
            }
            sheet.set_row_height(next, height)?;
            next += 1;
        }
        Ok(next)
    }

    /// Each signer has the same share of the columns.
    fn write_signers(&self, sheet: &mut Worksheet, row: u32, signers: &[&str]) -> Result<(), XlsxError> {
        let format = Format::new().set_font_size(10).set_align(FormatAlign::VerticalCenter);
        sheet.set_row_height(row, 24.0)?;
        let columns = self.columns.len().max(signers.len());
        for (at, signer) in signers.iter().enumerate() {
            let (from, to) = (at * columns / signers.len(), (at + 1) * columns / signers.len());
            let column = |place: usize| u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError);
            let (from, last) = (column(from)?, column(to.saturating_sub(1))?);
            if last > from {
                sheet.merge_range(row, from, row, last, &cut(signer), &format)?;
            } else {
                sheet.write_string_with_format(row, from, cut(signer), &format)?;
            }
        }
        Ok(())
    }

    fn write_headings(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let format = bordered().set_bold().set_align(FormatAlign::Center).set_background_color("#EFEDE8");
        for (place, column) in (0_u16..).zip(&self.columns) {
            sheet.write_string_with_format(row, place, cut(&column.title), &format)?;
            sheet.set_column_width(place, column.width.clamp(2.0, 120.0))?;
        }
        Ok(())
    }

    fn write_rows(&self, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
        let ordinary = bordered();
        let quoted = bordered().set_quote_prefix();
        for (row, texts) in (first..).zip(&self.rows) {
            for (place, words) in
                (0_u16..).zip(texts.iter().map(Some).chain(std::iter::repeat(None)).take(self.columns.len()))
            {
                match words.filter(|words| !words.is_empty()) {
                    Some(words) => {
                        let format = if is_formula_like(words) { &quoted } else { &ordinary };
                        sheet.write_string_with_format(row, place, cut(words), format)?;
                    }
                    None => {
                        sheet.write_blank(row, place, &ordinary)?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn bordered() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_size(10)
}

/// Several ledgers as the sheets of one workbook, each with its signers' line.
///
/// # Errors
/// When there are more rows or columns than a sheet holds.
pub fn workbook(sheets: &[(&str, &Ledger)], signers: &[&str], size: Size) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, ledger) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        ledger.write_sheet(sheet, signers, size)?;
    }
    book.save_to_buffer()
}

/// Width of a column in characters: a Han character takes two.
pub fn width<'a>(title: &str, texts: impl Iterator<Item = &'a String>) -> f64 {
    let wide = |text: &str| text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let widest = texts.take(500).map(|text| wide(text)).max().unwrap_or(0).max(wide(title));
    f64::from(widest.clamp(6, 40) + 2)
}

fn print_set_up(
    sheet: &mut Worksheet,
    (heading, last_row, last_column): (u32, u32, u16),
    size: Size,
) -> Result<(), XlsxError> {
    sheet.set_landscape();
    sheet.set_paper_size(size.code());
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, heading)?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_footer("&C第&P页 共&N页");
    sheet.set_freeze_panes(heading + 1, 0)?;
    Ok(())
}

fn is_formula_like(words: &str) -> bool {
    words.starts_with(FORMULA_OPENINGS) || words.starts_with(['\t', '\r', '\n'])
}

fn cut(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::read_back;

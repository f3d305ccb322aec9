//! Official papers as .docx: the general and the letter form of GB/T 9704-2012, and forms that are one table.
//!
//! Measures are the standard's: A4, type area 156 × 225 mm, 3号 仿宋 on 22 lines a page, title 2号 小标宋, 一、 in 黑体, （一） in 楷体,
//! year in 〔〕, days in Arabic figures, page numbers in 4号 between dashes, 版记 at the foot of the last page. A letter has its two double
//! lines, 170 mm long, and no page number on its first page. The fonts are named, not embedded: every office has them.

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Footer, Header, HeightRule, LineSpacing, LineSpacingType, PageMargin,
    PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType,
    Tab, TabValueType, Table, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};
use engine::paper::{Block, Cell, Form, Paper};
use std::io::Cursor;

/// 仿宋, the text.
const TEXT: &str = "仿宋_GB2312";
/// 小标宋, titles.
const TITLE: &str = "方正小标宋简体";
/// 黑体, headings of the first rank and labels.
const BOLD: &str = "黑体";
/// 楷体, headings of the second rank.
const SCRIPT: &str = "楷体_GB2312";
/// 宋体, page numbers.
const SONG: &str = "宋体";
/// Grey of a watermark.
const GREY: &str = "A6A6A6";
/// Red of the head and its line.
const RED: &str = "FF0000";

/// Half-points of 一号, 二号, 三号, 四号, 小四.
const HEAD: usize = 52;
const SECOND: usize = 44;
const THIRD: usize = 32;
const FOURTH: usize = 28;
const SMALL: usize = 24;

/// Twips of a line: the height of a 三号 character and seven eighths of it.
const LINE: i32 = 579;
/// Twips of one 三号 character.
const CHARACTER: i32 = 320;

/// Twips between the words of a cell and the lines above and below it.
const CELL: u32 = 50;

/// By how much a letter's double lines reach out of the type area, left and right: 8 and 6 mm in twips.
const WIDER: (i32, i32) = (454, 340);

/// A4 in twips.
const PAGE: (u32, u32) = (11906, 16838);

/// The paper as a document.
///
/// # Errors
/// The bytes cannot be put together; the sentence says what to do.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, String> {
    docx_marked(paper, None)
}

/// The same with grey words over every page: who printed it, when, for what.
///
/// # Errors
/// As for [`docx`].
pub fn docx_marked(paper: &Paper, watermark: Option<&str>) -> Result<Vec<u8>, String> {
    let margin = margins(paper.form);
    let width = usize::try_from(i32::try_from(PAGE.0).unwrap_or_default() - margin.left - margin.right);
    let width = width.unwrap_or_default();
    let docx = Docx::new().page_size(PAGE.0, PAGE.1).page_margin(margin).default_size(THIRD).default_fonts(fonts(TEXT));
    let docx = match watermark {
        Some(words) => docx.header(Header::new().add_paragraph(grey(words))),
        None => docx,
    };
    let mut docx = footed(docx, paper.form);
    let record = if paper.form == Form::Sheet { 0 } else { record(&paper.blocks) };
    let (blocks, record) = paper.blocks.split_at(paper.blocks.len() - record);
    let mut marked = false;
    for (place, block) in blocks.iter().enumerate() {
        let signed = matches!(blocks.get(place + 1), Some(Block::Right(_)));
        // The signature stands a line below the text, where the seal has room.
        let begins =
            matches!(block, Block::Right(_)) && !matches!(blocks.get(place.wrapping_sub(1)), Some(Block::Right(_)));
        if begins && paper.form != Form::Sheet {
            docx = docx.add_paragraph(empty().keep_next(true));
        }
        docx = match block {
            Block::Table { widths, rows } => docx.add_table(table(widths, rows, width)),
            other => kept(lines(other, paper.form, marked), signed).into_iter().fold(docx, Docx::add_paragraph),
        };
        marked = matches!(block, Block::Mark(_));
    }
    docx = recorded(record, width).into_iter().fold(docx, Docx::add_paragraph);
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(|_| "文书不能生成，请重试；再不行请联系系统管理员。".to_owned())?;
    Ok(bytes.into_inner())
}

/// A line of grey words, as often as the page is wide.
fn grey(words: &str) -> Paragraph {
    let run = run(&[words; 2].join("　　"), TEXT, SMALL).color(GREY);
    Paragraph::new().add_run(run).align(AlignmentType::Center)
}

/// 天头 37, 订口 28, type area 156 × 225 mm; a letter's head begins 30 mm from the edge; a form takes what it can.
fn margins(form: Form) -> PageMargin {
    let (top, right, bottom, left) = match form {
        Form::Document => (2098, 1474, 1985, 1588),
        Form::Letter => (1701, 1474, 1985, 1588),
        Form::Sheet => (1134, 1134, 1134, 1134),
    };
    let footer = if form == Form::Letter { 1134 } else { 1588 };
    PageMargin { top, right, bottom, left, header: 851, footer, gutter: 0 }
}

/// Page numbers of a document outside, of a letter from its second page on; on its first the lower double line, 20 mm from the edge.
fn footed(docx: Docx, form: Form) -> Docx {
    match form {
        Form::Document => docx.footer(numbered(AlignmentType::Right)).even_footer(numbered(AlignmentType::Left)),
        Form::Letter => {
            let line = Paragraph::new().size(2).line_spacing(exact(20));
            let line = ruled(line, ParagraphBorderPosition::Bottom, BorderType::ThinThickSmallGap);
            docx.title_pg().first_footer(Footer::new().add_paragraph(line)).footer(numbered(AlignmentType::Right))
        }
        Form::Sheet => docx,
    }
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().east_asia(name).ascii("Times New Roman").hi_ansi("Times New Roman")
}

fn run(words: &str, font: &str, size: usize) -> Run {
    Run::new().add_text(words).fonts(fonts(font)).size(size)
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line)
}

fn paragraph(words: &str, font: &str, size: usize) -> Paragraph {
    Paragraph::new().add_run(run(words, font, size)).line_spacing(exact(LINE))
}

fn empty() -> Paragraph {
    Paragraph::new().line_spacing(exact(LINE))
}

fn numbered(side: AlignmentType) -> Footer {
    let dash = |words: &str| run(words, SONG, FOURTH);
    let line = Paragraph::new().add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —"));
    Footer::new().add_paragraph(line.size(FOURTH).align(side).indent(Some(280), None, Some(280), None))
}

/// A red line, 4 mm from the words; a letter's is double and 170 mm long.
fn ruled(paragraph: Paragraph, place: ParagraphBorderPosition, kind: BorderType) -> Paragraph {
    let line = ParagraphBorder::new(place).val(kind).size(18).space(11).color(RED);
    let mut paragraph = if matches!(kind, BorderType::Single) {
        paragraph
    } else {
        paragraph.indent(Some(-WIDER.0), None, Some(-WIDER.1), None)
    };
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(line));
    paragraph
}

/// Indent of so many 三号 characters at the left, or before the first line.
fn indented(paragraph: Paragraph, left: i32, first: i32) -> Paragraph {
    paragraph.indent(Some(left * CHARACTER), Some(SpecialIndentType::FirstLine(first * CHARACTER)), None, None)
}

/// The signature and the day stand on a page with the last words before them, never alone.
fn kept(mut lines: Vec<Paragraph>, signed: bool) -> Vec<Paragraph> {
    if let Some(last) = lines.pop() {
        lines.push(if signed { last.keep_next(true) } else { last });
    }
    lines
}

/// 发文机关标志, 35 mm below the upper edge of a document's type area, 密级 above it or not.
fn head(words: &str, form: Form, marked: bool) -> Vec<Paragraph> {
    let before: u32 = match (form, marked) {
        (Form::Document, false) => 1900,
        (Form::Document, true) => 1321,
        _ => 0,
    };
    let head = Paragraph::new()
        .add_run(run(words, TITLE, HEAD).color(RED))
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().before(before));
    if form == Form::Letter {
        vec![ruled(head, ParagraphBorderPosition::Bottom, BorderType::ThickThinSmallGap)]
    } else {
        vec![head, empty()]
    }
}

fn lines(block: &Block, form: Form, marked: bool) -> Vec<Paragraph> {
    let wide = |text: &str, size| Paragraph::new().add_run(run(text, TITLE, size)).align(AlignmentType::Center);
    match block {
        Block::Mark(words) => vec![paragraph(words, BOLD, THIRD)],
        Block::Head(words) => head(words, form, marked),
        Block::Number(words) if form == Form::Letter => {
            vec![paragraph(words, TEXT, THIRD).align(AlignmentType::Right), empty()]
        }
        Block::Number(words) => {
            let number = paragraph(words, TEXT, THIRD).align(AlignmentType::Center);
            vec![ruled(number, ParagraphBorderPosition::Bottom, BorderType::Single), empty()]
        }
        Block::Title(words) => vec![wide(words, SECOND).line_spacing(exact(680)), spaced(form)],
        Block::Under(words) => vec![paragraph(words, TEXT, SMALL).align(AlignmentType::Right)],
        Block::To(words) => vec![paragraph(words, TEXT, THIRD)],
        Block::Heading(1, words) => vec![indented(paragraph(words, BOLD, THIRD), 0, 2)],
        Block::Heading(_, words) => vec![indented(paragraph(words, SCRIPT, THIRD), 0, 2)],
        Block::Body(words) => words.lines().map(|line| body(line, form)).collect(),
        Block::Note(words) => vec![empty(), indented(paragraph(words, TEXT, THIRD), 2, 0)],
        Block::Right(words) => {
            let right = paragraph(words, TEXT, if form == Form::Sheet { SMALL } else { THIRD });
            vec![right.align(AlignmentType::Right).indent(None, None, Some(4 * CHARACTER), None)]
        }
        Block::Foot(words) => {
            let words = words.replace('|', "　");
            vec![Paragraph::new().add_run(run(&words, TEXT, SMALL)).line_spacing(LineSpacing::new().before(120))]
        }
        Block::Table { .. } => Vec::new(),
    }
}

fn spaced(form: Form) -> Paragraph {
    Paragraph::new().line_spacing(exact(if form == Form::Sheet { 200 } else { LINE }))
}

fn body(line: &str, form: Form) -> Paragraph {
    match form {
        Form::Sheet => Paragraph::new().add_run(run(line, TEXT, SMALL)).line_spacing(exact(400)),
        Form::Letter | Form::Document => indented(paragraph(line, TEXT, THIRD), 0, 2),
    }
}

/// How many blocks at the end are 版记.
fn record(blocks: &[Block]) -> usize {
    blocks.iter().rev().take_while(|block| matches!(block, Block::Foot(_))).count()
}

/// 版记: at the foot of the page, one character in, a line above and below. One paragraph, since office suites keep one together.
fn recorded(blocks: &[Block], width: usize) -> Option<Paragraph> {
    let line = |place| ParagraphBorder::new(place).val(BorderType::Single).size(8).space(4).color("000000");
    let both = ParagraphBorders::with_empty()
        .set(line(ParagraphBorderPosition::Top))
        .set(line(ParagraphBorderPosition::Bottom));
    let end = Tab::new().val(TabValueType::Right).pos(width.saturating_sub(280));
    let mut record = Paragraph::new()
        .add_tab(end)
        .indent(Some(280), None, Some(280), None)
        .line_spacing(exact(LINE))
        .v_anchor("margin")
        .h_anchor("margin")
        .x_align("left")
        .y_align("bottom")
        .frame_width(u32::try_from(width).unwrap_or_default());
    for (place, block) in blocks.iter().enumerate() {
        let Block::Foot(words) = block else { continue };
        let (left, right) = words.split_once('|').unwrap_or((words, ""));
        let mut words = run(left, TEXT, FOURTH);
        if !right.is_empty() {
            words = words.add_tab().add_text(right);
        }
        if place + 1 < blocks.len() {
            words = words.add_break(BreakType::TextWrapping);
        }
        record = record.add_run(words);
    }
    record.property = record.property.set_borders(both);
    (!blocks.is_empty()).then_some(record)
}

fn table(widths: &[u32], rows: &[Vec<Cell>], width: usize) -> Table {
    let columns = rows.iter().map(|row| row.iter().map(|cell| cell.span).sum()).max().unwrap_or(1);
    let mut shares: Vec<usize> = widths.iter().map(|share| usize::try_from(*share).unwrap_or(1)).collect();
    shares.resize(columns, 1);
    let whole: usize = shares.iter().sum::<usize>().max(1);
    let grid: Vec<usize> = shares.iter().map(|share| width * share / whole).collect();
    let drawn = rows.iter().map(|row| drawn(row, &grid)).collect();
    Table::new(drawn).set_grid(grid).layout(TableLayoutType::Fixed).width(width, WidthType::Dxa)
}

/// A row high enough to be signed in by hand.
fn drawn(row: &[Cell], grid: &[usize]) -> TableRow {
    let mut at = 0;
    let cells = row.iter().map(|cell| {
        let width = grid.iter().skip(at).take(cell.span).sum();
        at += cell.span;
        let side = if cell.label { AlignmentType::Center } else { AlignmentType::Left };
        let lines = cell.words.lines().chain(cell.words.is_empty().then_some(""));
        let empty =
            TableCell::new().width(width, WidthType::Dxa).grid_span(cell.span).vertical_align(VAlignType::Center);
        lines.fold(empty, |drawn, line| {
            let words = run(line, if cell.label { BOLD } else { TEXT }, SMALL);
            let room = exact(360).before(CELL).after(CELL);
            drawn.add_paragraph(Paragraph::new().add_run(words).align(side).line_spacing(room))
        })
    });
    TableRow::new(cells.collect()).row_height(560.0).height_rule(HeightRule::AtLeast).cant_split()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn paper(form: Form) -> Paper {
        let cell = |words: &str, span, label| Cell { words: words.into(), span, label };
        Paper {
            title: "试样".into(),
            form,
            copies: 1,
            blocks: vec![
                Block::Head("青弋县试样局".into()),
                Block::Number("试〔2026〕1号".into()),
                Block::Title("关于试样的通知".into()),
                Block::To("各单位：".into()),
                Block::Heading(1, "一、情况".into()),
                Block::Body("第一段。\n第二段<&>。".into()),
                Block::Table {
                    widths: vec![1, 3],
                    rows: vec![vec![cell("姓名", 1, true), cell("甄有方", 1, false)], vec![cell("", 2, false)]],
                },
                Block::Right("2026年5月6日".into()),
                Block::Foot("抄送：县试样办".into()),
            ],
        }
    }

    fn document(form: Form) -> String {
        text(&paper(form))
    }

    fn text(paper: &Paper) -> String {
        let bytes = docx(paper).expect("a document");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut text = String::new();
        archive.by_name("word/document.xml").expect("its text").read_to_string(&mut text).expect("UTF-8");
        text
    }

    #[test]
    fn the_words_are_there_escaped_and_in_their_fonts() {
        let text = document(Form::Document);
        for words in ["关于试样的通知", "第二段&lt;&amp;&gt;。", "甄有方", "方正小标宋简体", "仿宋_GB2312", "黑体"]
        {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn the_type_area_of_a_document_is_the_standards() {
        let text = document(Form::Document);
        assert!(
            text.contains(r#"w:w="11906""#) && text.contains(r#"w:top="2098""#) && text.contains(r#"w:left="1588""#)
        );
        // 156 mm are 8844 twips.
        assert_eq!(11906 - 1588 - 1474, 8844);
    }

    #[test]
    fn a_form_has_no_page_numbers_and_a_letter_none_on_its_first_page() {
        assert!(document(Form::Document).contains("footerReference"));
        assert!(!document(Form::Sheet).contains("footerReference"));
        let letter = document(Form::Letter);
        assert!(letter.contains("titlePg") && letter.contains(r#"w:type="first""#), "{letter}");
    }

    #[test]
    fn the_record_at_the_foot_stands_at_the_foot_of_the_page_with_the_day_at_its_right() {
        let mut paper = paper(Form::Document);
        paper.blocks.push(Block::Foot("县试样办|2026年5月6日印发".into()));
        let text = text(&paper);
        assert_eq!(text.matches("<w:framePr").count(), 1, "{text}");
        assert_eq!(text.matches("<w:br").count(), 1, "{text}");
        let (_, record) = text.rsplit_once("县试样办").expect("the last line");
        assert!(record.contains("<w:tab />") || record.contains("<w:tab/>"), "{record}");
        assert!(!self::text(&Paper { form: Form::Sheet, ..paper }).contains("framePr"));
    }

    #[test]
    fn the_day_is_never_alone_on_a_page() {
        let mut paper = paper(Form::Document);
        paper.blocks.push(Block::Body("最后一段。".into()));
        paper.blocks.extend(["县试样局", "2026年5月6日"].map(|words| Block::Right(words.into())));
        let text = text(&paper);
        let held = |words: &str| {
            let (before, _) = text.rsplit_once(words).expect("the words");
            let paragraph = before.rsplit_once("<w:p ").expect("a paragraph").1;
            paragraph.contains("keepNext") && !paragraph.contains(r#"w:keepNext w:val="false""#)
        };
        assert!(held("最后一段。") && held("县试样局") && !held("2026年5月6日"), "{text}");
    }

    #[test]
    fn what_is_kept_secret_says_so_above_the_head() {
        let mut paper = paper(Form::Document);
        paper.blocks.insert(0, Block::Mark("工作秘密".into()));
        let text = text(&paper);
        let (mark, head) = (text.find("工作秘密").expect("the mark"), text.find("青弋县试样局").expect("the head"));
        assert!(mark < head);
    }

    #[test]
    fn a_cell_that_spans_is_as_wide_as_its_columns() {
        let text = document(Form::Sheet);
        assert!(text.contains(r#"<w:gridSpan w:val="2" />"#) || text.contains(r#"<w:gridSpan w:val="2"/>"#), "{text}");
    }
}

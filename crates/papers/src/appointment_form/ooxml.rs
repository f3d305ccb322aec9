//! The few pieces of a word document that a form is made of.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::fit::Size;
use crate::person_file::Photo;
use crate::picture::PictureKind;

/// Twentieths of a point to a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;
/// English metric units to a millimetre.
const EMU: f64 = 36_000.0;

/// Margins in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    pub(super) left: f64,
}

/// A page: a title, a table, a line below.
pub(super) struct Page {
    pub(super) title: Option<&'static str>,
    pub(super) table: Table,
    pub(super) below: String,
    pub(super) margins: Margins,
}

/// A table of fixed columns and rows.
pub(super) struct Table {
    /// Widths in millimetres.
    pub(super) columns: Vec<f64>,
    pub(super) rows: Vec<Row>,
}

/// A row of a fixed height in millimetres.
pub(super) struct Row {
    pub(super) height: f64,
    pub(super) cells: Vec<Cell>,
}

/// Where words stand across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Across {
    Left,
    Centre,
    Right,
}

/// Where words stand down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Down {
    Top,
    Middle,
    Bottom,
}

/// Whether a cell goes on in the rows below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    No,
    Begins,
    GoesOn,
}

/// What stands in a cell.
pub(super) enum Content {
    /// Paragraphs of one size.
    Words { paragraphs: Vec<String>, size: Size, across: Across, hanging: f64 },
    /// The photo in so many millimetres across, four to five.
    Photo(f64),
}

/// A cell over one or more columns.
pub(super) struct Cell {
    pub(super) span: usize,
    pub(super) merge: Merge,
    pub(super) down: Down,
    /// Blank before and after the words, in millimetres.
    pub(super) padding: (f64, f64),
    pub(super) content: Content,
}

/// Whole units of a length.
fn units(millimetres: f64, scale: f64) -> String {
    format!("{:.0}", millimetres * scale)
}

/// The document: each page a section of its own.
pub(super) fn document(pages: &[Page], photo: Option<&Photo>) -> zip::result::ZipResult<Vec<u8>> {
    let mut body = String::new();
    for (place, page) in pages.iter().enumerate() {
        let last = place + 1 == pages.len();
        body.push_str(&title(page.title));
        body.push_str(&table(&page.table, photo));
        let section = section(page.margins, place > 0);
        if last {
            body.push_str(&line(&page.below, 28));
            body.push_str(&section);
        } else {
            body.push_str(&format!(
                "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{section}</w:pPr></w:p>"
            ));
        }
    }
    let document = format!("{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let picture = photo.map(|photo| (format!("word/media/photo.{}", photo.kind.ending()), photo.bytes.as_slice()));
    let relation = photo.map_or_else(String::new, |photo| {
        format!("<Relationship Id=\"rId2\" Type=\"{OFFICE}/image\" Target=\"media/photo.{}\"/>", photo.kind.ending())
    });
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/styles\" \
         Target=\"styles.xml\"/>{relation}</Relationships>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same person gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = [
        ("[Content_Types].xml".to_owned(), content_types().into_bytes()),
        ("_rels/.rels".to_owned(), package_relations().into_bytes()),
        ("word/document.xml".to_owned(), document.into_bytes()),
        ("word/styles.xml".to_owned(), styles().into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
    ];
    for (name, bytes) in &parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    if let Some((name, bytes)) = picture {
        zip.start_file(name, options.compression_method(CompressionMethod::Stored))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/><Default Extension=\"png\" \
         ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\" ContentType=\"{word}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{word}.styles+xml\"/></Types>"
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>"
    )
}

fn styles() -> String {
    format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>\
         <w:lang w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    )
}

const FONT: &str = "<w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\" w:cs=\"宋体\"/>";

/// The title, its characters a character apart; a page without one begins with its table.
fn title(words: Option<&str>) -> String {
    let Some(words) = words else { return String::new() };
    let apart = words.chars().map(String::from).collect::<Vec<_>>().join(" ");
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"218\" w:after=\"107\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr>{FONT}\
         <w:sz w:val=\"48\"/><w:szCs w:val=\"48\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escape(apart.as_str())
    )
}

fn line(words: &str, half_points: u32) -> String {
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"60\" w:after=\"0\"/></w:pPr><w:r><w:rPr>{FONT}<w:sz w:val=\"{half_points}\"/></w:rPr>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escape(words)
    )
}

fn section(margins: Margins, new_page: bool) -> String {
    let kind = if new_page { "<w:type w:val=\"nextPage\"/>" } else { "" };
    format!(
        "<w:sectPr>{kind}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" \
         w:header=\"0\" w:footer=\"0\" w:gutter=\"0\"/></w:sectPr>",
        units(margins.top, TWIPS),
        units(margins.right, TWIPS),
        units(margins.bottom, TWIPS),
        units(margins.left, TWIPS)
    )
}

fn table(table: &Table, photo: Option<&Photo>) -> String {
    let outer = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"000000\"/>");
    let inner = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/>");
    let borders: String =
        ["top", "left", "bottom", "right"].map(outer).into_iter().chain(["insideH", "insideV"].map(inner)).collect();
    let none = ["top", "left", "bottom", "right"].map(|side| format!("<w:{side} w:w=\"0\" w:type=\"dxa\"/>")).concat();
    let width: f64 = table.columns.iter().sum();
    let grid: String =
        table.columns.iter().map(|column| format!("<w:gridCol w:w=\"{}\"/>", units(*column, TWIPS))).collect();
    let rows: String = table.rows.iter().map(|row| self::row(row, &table.columns, photo)).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblBorders>{borders}\
         </w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{none}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\
         {rows}</w:tbl>",
        units(width, TWIPS)
    )
}

fn row(row: &Row, columns: &[f64], photo: Option<&Photo>) -> String {
    let mut from = 0;
    let cells: String = row
        .cells
        .iter()
        .map(|cell| {
            let width = columns.iter().skip(from).take(cell.span).sum();
            from += cell.span;
            self::cell(cell, width, photo)
        })
        .collect();
    format!(
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{}\" w:hRule=\"exact\"/></w:trPr>{cells}</w:tr>",
        units(row.height, TWIPS)
    )
}

fn cell(cell: &Cell, width: f64, photo: Option<&Photo>) -> String {
    let merge = match cell.merge {
        Merge::No => "",
        Merge::Begins => "<w:vMerge w:val=\"restart\"/>",
        Merge::GoesOn => "<w:vMerge/>",
    };
    let down = match cell.down {
        Down::Top => "top",
        Down::Middle => "center",
        Down::Bottom => "bottom",
    };
    let content = match &cell.content {
        Content::Words { paragraphs, size, across, hanging } => {
            let first = paragraphs.is_empty().then(String::new);
            let each = |words: &String| paragraph(words, *size, *across, *hanging, cell.padding);
            paragraphs.iter().chain(first.iter()).map(each).collect()
        }
        Content::Photo(across) => picture(*across, photo),
    };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}<w:vAlign w:val=\"{down}\"/></w:tcPr>\
         {content}</w:tc>",
        units(width, TWIPS),
        cell.span
    )
}

fn paragraph(words: &str, size: Size, across: Across, hanging: f64, padding: (f64, f64)) -> String {
    let across = match across {
        Across::Left => "left",
        Across::Centre => "center",
        Across::Right => "right",
    };
    let hang = hanging * f64::from(size.half_points) * 10.0;
    let (before, after) = (padding.0 * TWIPS + hang, padding.1 * TWIPS);
    let seen: String = words.chars().filter(|c| !c.is_control()).collect();
    format!(
        "<w:p><w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
         w:line=\"{:.0}\" w:lineRule=\"exact\"/><w:ind w:left=\"{before:.0}\" \
         w:right=\"{after:.0}\" w:hanging=\"{hang:.0}\"/><w:jc w:val=\"{across}\"/></w:pPr><w:r><w:rPr>{FONT}<w:sz w:val=\"{2}\"/>\
         <w:szCs w:val=\"{2}\"/></w:rPr><w:t xml:space=\"preserve\">{1}</w:t></w:r></w:p>",
        size.line * 20.0,
        escape(&*seen),
        size.half_points
    )
}

/// The photo in a box of four to five; what stands over is cut off at both sides alike by the reader of the document.
fn picture(across: f64, photo: Option<&Photo>) -> String {
    let Some(photo) = photo else { return "<w:p/>".to_owned() };
    let (width, height) = (f64::from(photo.width), f64::from(photo.height));
    let wanted = height * 4.0 / 5.0;
    // Thousandths of a percent.
    let over = |own: f64, kept: f64| ((own - kept) / own * 50_000.0).max(0.0);
    let (sides, ends) =
        if width > wanted { (over(width, wanted), 0.0) } else { (0.0, over(height, width * 5.0 / 4.0)) };
    let kind = match photo.kind {
        PictureKind::Jpeg => "photo.jpg",
        PictureKind::Png => "photo.png",
    };
    let (cx, cy) = (units(across, EMU), units(across * 5.0 / 4.0, EMU));
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" \
         distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"1\" name=\"照片\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"1\" name=\"{kind}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId2\"/>\
         <a:srcRect l=\"{sides:.0}\" t=\"{ends:.0}\" r=\"{sides:.0}\" b=\"{ends:.0}\"/><a:stretch><a:fillRect/></a:stretch>\
         </pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
         </w:drawing></w:r></w:p>"
    )
}

//! hOCR 1.2 (<https://kba.github.io/hocr-spec/1.2/>): what was read as XHTML, with the places of lines and words.

use super::super::record::PageRecord;
use super::html::{paragraphs, table, title};
use super::layout::{Line, Part, Quad, bounds, parts, quad, words};
use crate::html::escape;
use crate::plugin::{Block, BlockKind};

/// Writes pages as one hOCR file. Words of a line share its confidence, and the line's box in proportion to their usual width, since
/// the model places lines alone; text whose lines have no known place is given as paragraphs.
pub(super) fn write(records: &[&PageRecord]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>{}</title>\n\
         <meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\" />\n\
         <meta name=\"ocr-system\" content=\"inkstone {}\" />\n\
         <meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_table ocrp_wconf\" />\n\
         <meta name=\"ocr-number-of-pages\" content=\"{}\" />\n</head>\n<body>\n",
        escape(&title(records)),
        env!("CARGO_PKG_VERSION"),
        records.len()
    );
    for (index, record) in records.iter().enumerate() {
        page(record, index + 1, &mut out);
    }
    out + "</body>\n</html>\n"
}

/// Numbers of the elements of a page, for their ids.
struct Ids {
    page: usize,
    given: usize,
}

impl Ids {
    fn next(&mut self, kind: &str) -> String {
        self.given += 1;
        format!("{kind}_{}_{}", self.page, self.given)
    }
}

fn page(record: &PageRecord, number: usize, out: &mut String) {
    let [width, height] = record.image_sizes.first().copied().unwrap_or_default();
    let source = record.sources.first().map_or("", String::as_str);
    // What would end the name or the property.
    let source = escape(&source.replace('"', "%22").replace(';', "%3B"));
    let ppageno = record.page.unwrap_or(1) - 1;
    out.push_str(&format!(
        "<div class=\"ocr_page\" id=\"page_{number}\" title=\"image &quot;{source}&quot;; bbox 0 0 {width} {height}; ppageno {ppageno}\">\n"
    ));
    let mut ids = Ids {
        page: number,
        given: 0,
    };
    for part in record.document.pages.iter().flat_map(parts) {
        match part {
            Part::Lines(run) => lines(&run, &mut ids, out),
            Part::Tables(tables, block) => {
                let tables: Vec<String> = tables.iter().map(table).collect();
                let id = ids.next("table");
                let place = box_of(block);
                let tables = tables.join("\n");
                out.push_str(&format!(
                    "<div class=\"ocr_table\" id=\"{id}\"{place}>{tables}</div>\n"
                ));
            }
            Part::Text(block) => text(block, &mut ids, out),
        }
    }
    out.push_str("</div>\n");
}

fn bbox([left, top, right, bottom]: [u32; 4]) -> String {
    format!("bbox {left} {top} {right} {bottom}")
}

/// A block's place as an attribute, where it is known.
fn box_of(block: &Block) -> String {
    block.region.as_ref().map_or_else(String::new, |region| {
        format!(" title=\"{}\"", bbox(bounds([quad(region)])))
    })
}

fn lines(run: &[Line], ids: &mut Ids, out: &mut String) {
    let around = bbox(bounds(run.iter().map(|line| line.quad)));
    let (area, paragraph) = (ids.next("block"), ids.next("par"));
    out.push_str(&format!(
        "<div class=\"ocr_carea\" id=\"{area}\" title=\"{around}\">\n<p class=\"ocr_par\" id=\"{paragraph}\" title=\"{around}\">\n"
    ));
    for line in run {
        let confidence = line.confidence.map_or_else(String::new, |confidence| {
            format!("; x_wconf {}", (confidence * 100.0).round() as u32)
        });
        let id = ids.next("line");
        let place = format!("{}{}", bbox(bounds([line.quad])), poly(&line.quad));
        out.push_str(&format!(
            "<span class=\"ocr_line\" id=\"{id}\" title=\"{place}{confidence}\">"
        ));
        let words: Vec<String> = words(line)
            .map(|(word, quad)| {
                let (id, place) = (ids.next("word"), bbox(bounds([quad])));
                let word = escape(word);
                format!("<span class=\"ocrx_word\" id=\"{id}\" title=\"{place}{confidence}\">{word}</span>")
            })
            .collect();
        out.push_str(&words.join(" "));
        out.push_str("</span>\n");
    }
    out.push_str("</p>\n</div>\n");
}

/// The corners of a line that does not lie straight.
fn poly(quad: &Quad) -> String {
    let [tl, tr, br, bl] = quad;
    if tl.1 == tr.1 && bl.1 == br.1 && tl.0 == bl.0 && tr.0 == br.0 {
        return String::new();
    }
    let corners = quad.map(|(x, y)| format!("{} {}", x.round() as u32, y.round() as u32));
    format!("; poly {}", corners.join(" "))
}

fn text(block: &Block, ids: &mut Ids, out: &mut String) {
    let place = box_of(block);
    let area = ids.next("block");
    out.push_str(&format!("<div class=\"ocr_carea\" id=\"{area}\"{place}>\n"));
    let name = match block.kind {
        BlockKind::Heading(level) => format!("h{}", level.clamp(1, 6)),
        _ => "p".into(),
    };
    for lines in paragraphs(&block.text) {
        let lines: Vec<String> = lines.into_iter().map(escape).collect();
        let (id, text) = (ids.next("par"), lines.join("<br />\n"));
        out.push_str(&format!(
            "<{name} class=\"ocr_par\" id=\"{id}\"{place}>{text}</{name}>\n"
        ));
    }
    out.push_str("</div>\n");
}

//! Searchable PDF: each page's picture, and over it its text in letters that are not drawn.

use pdf_writer::types::{
    CidFontType, FontFlags, Predictor, SystemInfo, TextRenderingMode, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::glyphless::{ASCENT, DESCENT, Glyphless};
use super::html::title;
use super::layout::{Line, Part, advance, parts, place, spread};
use super::picture::{Coding, PagePicture};
use super::{ExportError, ExportPage};
use crate::plugin::{Document, Page};

const POINTS_PER_INCH: f32 = 72.0;
/// The longest side of a page that every reader takes, in points (ISO 32000-1, annex C).
const LONGEST_SIDE: f32 = 14_400.0;
const FONT: Name<'static> = Name(b"Text");
const FONT_NAME: Name<'static> = Name(b"INKSTN+Glyphless");
const PICTURE: Name<'static> = Name(b"Page");
const ADOBE_IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Hands out the numbers of a PDF's objects.
struct Refs(Ref);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0.bump()
    }
}

/// Writes one PDF with a page for each page that was read.
///
/// # Errors
/// When a page's picture is missing, or would show what the pipeline keeps to itself.
pub(super) fn write(pages: &[ExportPage<'_>]) -> Result<Vec<u8>, ExportError> {
    let mut refs = Refs(Ref::new(1));
    let (catalog, tree, info, font) = (refs.next(), refs.next(), refs.next(), refs.next());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let records: Vec<_> = pages.iter().map(|page| page.record).collect();
    pdf.document_info(info)
        .title(TextStr(&title(&records)))
        .producer(TextStr(concat!("inkstone ", env!("CARGO_PKG_VERSION"))));
    let mut letters = Glyphless::default();
    let mut kids = Vec::with_capacity(pages.len());
    for ExportPage { record, picture } in pages {
        // The tokens are kept where, and only where, the model's own words may be shown.
        if record.tokens.is_none() {
            return Err(ExportError::Withheld);
        }
        let picture = picture.ok_or(ExportError::NoPicture)?;
        let (page, image, content) = (refs.next(), refs.next(), refs.next());
        kids.push(page);
        write_picture(&mut pdf, image, picture);
        let scale = Scale::of(picture);
        pdf.stream(
            content,
            &draw(&record.document, &scale, picture, &mut letters),
        );
        let mut page = pdf.page(page);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, scale.width, scale.height))
            .contents(content);
        let mut resources = page.resources();
        resources.x_objects().pair(PICTURE, image);
        resources.fonts().pair(FONT, font);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    write_font(&mut pdf, font, &mut refs, &letters);
    Ok(pdf.finish())
}

/// From the page's pixels, downwards, to points, upwards.
struct Scale {
    points_per_pixel: f32,
    width: f32,
    height: f32,
}

impl Scale {
    fn of(picture: &PagePicture) -> Self {
        let (width, height) = (picture.size.0 as f32, picture.size.1 as f32);
        let points_per_pixel =
            (POINTS_PER_INCH / picture.dpi).min(LONGEST_SIDE / width.max(height));
        Self {
            points_per_pixel,
            width: width * points_per_pixel,
            height: height * points_per_pixel,
        }
    }

    fn point(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let k = self.points_per_pixel;
        (x * k, self.height - y * k)
    }
}

fn write_picture(pdf: &mut Pdf, id: Ref, picture: &PagePicture) {
    let [width, height] = [picture.stored.0, picture.stored.1].map(|side| side as i32);
    let mut image = pdf.image_xobject(id, &picture.data);
    image.width(width).height(height).bits_per_component(8);
    match picture.gray {
        true => image.color_space().device_gray(),
        false => image.color_space().device_rgb(),
    }
    match picture.coding {
        Coding::Jpeg(_) => {
            image.filter(Filter::DctDecode);
        }
        Coding::Deflated => {
            image.filter(Filter::FlateDecode);
            image
                .decode_parms()
                .predictor(Predictor::PngOptimum)
                .colors(if picture.gray { 1 } else { 3 })
                .bits_per_component(8)
                .columns(width);
        }
    }
}

/// The drawing of a page: the picture, then the text.
fn draw(
    document: &Document,
    scale: &Scale,
    picture: &PagePicture,
    letters: &mut Glyphless,
) -> Vec<u8> {
    let mut content = Content::new();
    let corner = |(x, y): (f32, f32)| (x * scale.width, (1.0 - y) * scale.height);
    let [tl, tr, bl] = picture.stored_corners().map(corner);
    content.save_state();
    // Pictures are drawn into the unit square, whose lower left corner is the origin.
    content.transform([
        tr.0 - tl.0,
        tr.1 - tl.1,
        tl.0 - bl.0,
        tl.1 - bl.1,
        bl.0,
        bl.1,
    ]);
    content.x_object(PICTURE);
    content.restore_state();
    content.begin_text();
    content.set_text_rendering_mode(TextRenderingMode::Invisible);
    for page in &document.pages {
        for line in lines(page) {
            show(&mut content, &line, scale, letters);
        }
    }
    content.end_text();
    content.finish().to_vec()
}

/// What the page says, line by line; lines whose place is not known are spread over their block's.
fn lines(page: &Page) -> Vec<Line> {
    let spread_over = |block, texts: Vec<String>| spread(&texts, place(block, page));
    let lines = parts(page).into_iter().flat_map(|part| match part {
        Part::Lines(lines) => lines,
        Part::Tables(tables, block) => spread_over(
            block,
            tables.iter().flat_map(|table| table.lines()).collect(),
        ),
        Part::Text(block) => {
            let texts = block.text.lines().map(str::trim);
            spread_over(
                block,
                texts
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )
        }
    });
    lines.collect()
}

/// Writes a line so that it fills its corners: as high as they are, and stretched to their width.
fn show(content: &mut Content, line: &Line, scale: &Scale, letters: &mut Glyphless) {
    let [tl, _, br, bl] = line.quad.map(|corner| scale.point(corner));
    let along = (br.0 - bl.0, br.1 - bl.1);
    let width = along.0.hypot(along.1);
    let size = (tl.0 - bl.0).hypot(tl.1 - bl.1);
    let natural = size * advance(&line.text);
    if width <= 0.0 || natural <= 0.0 {
        return;
    }
    let (cos, sin) = (along.0 / width, along.1 / width);
    let depth = size * f32::from(DESCENT) / f32::from(ASCENT + DESCENT);
    let baseline = (bl.0 - sin * depth, bl.1 + cos * depth);
    content.set_font(FONT, size);
    content.set_horizontal_scaling(100.0 * width / natural);
    content.set_text_matrix([cos, sin, -sin, cos, baseline.0, baseline.1]);
    content.show(Str(&letters.encode(&line.text)));
}

/// A composite font whose codes are its glyphs, with the widths and the letters that they stand for.
fn write_font(pdf: &mut Pdf, id: Ref, refs: &mut Refs, letters: &Glyphless) {
    let (descendant, descriptor, file, map) = (refs.next(), refs.next(), refs.next(), refs.next());
    pdf.type0_font(id)
        .base_font(FONT_NAME)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(map);
    let mut font = pdf.cid_font(descendant);
    font.subtype(CidFontType::Type2)
        .base_font(FONT_NAME)
        .system_info(ADOBE_IDENTITY)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    font.widths()
        .consecutive(0, letters.widths().into_iter().map(f32::from));
    font.finish();
    let (ascent, descent) = (f32::from(ASCENT), -f32::from(DESCENT));
    pdf.font_descriptor(descriptor)
        .name(FONT_NAME)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(0.0, descent, 1000.0, ascent))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(ascent)
        .stem_v(0.0)
        .font_file2(file);
    let bytes = letters.true_type();
    let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    pdf.stream(file, &bytes).pair(Name(b"Length1"), length);
    let mut unicode = UnicodeCmap::new(Name(b"Inkstone-UCS"), ADOBE_IDENTITY);
    for (glyph, letter) in letters.letters() {
        unicode.pair(glyph, letter);
    }
    pdf.cmap(map, &unicode.finish());
}

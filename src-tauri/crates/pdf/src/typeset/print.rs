//! From sheets to PDF pages, through printpdf.

use std::collections::BTreeMap;

use printed::Document;
use printpdf::{
    BlendMode, Codepoint, Color, CurTransMat, DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId,
    FontId, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point,
    Pt, Rect, Rgb, TextItem, TextMatrix, TextRenderingMode, XObject, XObjectId, XObjectTransform,
};

use super::embed::{Embedded, embed};
use super::error::TypesetError;
use super::fonts::{FaceId, Fonts};
use super::shape::Glyph;
use super::sheet::{Artifact, Ink, Paint, Sheet, Stroke, TextPaint};
use super::speech::words;
use super::write::utf16;

/// The line round hollow letters in points: one dot of a fax, so that it is kept and weighs nothing.
const HOLLOW_LINE: f32 = 0.45;

/// Prints `sheets` with `pictures` into a document that still lacks everything beyond its pages.
pub(super) fn print(
    sheets: &[Sheet],
    pictures: Vec<XObject>,
    fonts: &Fonts,
) -> Result<Document, TypesetError> {
    let embedded = embed(sheets, fonts)?;
    let mut pdf = PdfDocument::new("");
    for font in embedded.values() {
        pdf.resources.fonts.map.insert(font.id(), font.printable());
    }
    for (number, picture) in pictures.into_iter().enumerate() {
        pdf.resources.xobjects.map.insert(picture_id(number), picture);
    }
    if sheets
        .iter()
        .flat_map(|sheet| &sheet.paints)
        .any(|paint| matches!(paint, Paint::BeginMultiply))
    {
        let multiply = ExtendedGraphicsState::default().with_blend_mode(BlendMode::multiply());
        pdf.resources.extgstates.map.insert(multiply_id(), multiply);
    }
    for sheet in sheets {
        let mut page = PdfPage::new(Mm(0.0), Mm(0.0), page_operations(sheet, &embedded));
        let sides = Rect::from_wh(Pt(sheet.width), Pt(sheet.height));
        page.media_box = sides.clone();
        page.trim_box = sides.clone();
        page.crop_box = sides;
        pdf.pages.push(page);
    }
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    let document = pdf.to_lopdf_document(&options, &mut warnings);
    // printpdf reports a font it could not embed as a warning; a paper without its font is no paper.
    match warnings.into_iter().next() {
        Some(warning) => Err(TypesetError::Internal(format!("{warning:?}"))),
        None => Ok(document),
    }
}

fn picture_id(number: usize) -> XObjectId {
    XObjectId(format!("P{number}"))
}

fn multiply_id() -> ExtendedGraphicsStateId {
    ExtendedGraphicsStateId("Multiply".to_owned())
}

type Faces = BTreeMap<FaceId, Embedded>;

/// What of the graphics state is already set, so that it is not set again.
#[derive(Default)]
struct State {
    in_text: bool,
    fill: Option<Ink>,
    font: Option<(FaceId, f32)>,
    rise: f32,
}

fn page_operations(sheet: &Sheet, faces: &Faces) -> Vec<Op> {
    let mut operations = Vec::with_capacity(sheet.paints.len() * 5);
    let mut state = State::default();
    for paint in &sheet.paints {
        if !matches!(paint, Paint::Text(_)) && state.in_text {
            operations.push(Op::EndTextSection);
            state.in_text = false;
        }
        match paint {
            Paint::BeginTagged { role, mcid } => {
                let properties = properties([("MCID", DictItem::Int(*mcid))]);
                operations.push(Op::BeginMarkedContentWithProperties {
                    tag: (*role).to_owned(),
                    properties,
                });
            }
            Paint::BeginArtifact(artifact) => operations.push(begin_artifact(*artifact)),
            Paint::End => operations.push(Op::EndMarkedContent),
            Paint::Text(text) => print_text(text, faces, &mut state, &mut operations),
            Paint::Tint {
                x,
                y,
                width,
                height,
                ink,
            } => {
                set_fill(*ink, &mut state, &mut operations);
                let mode = Some(PaintMode::Fill);
                let (x, y, width, height) = (Pt(*x), Pt(*y), Pt(*width), Pt(*height));
                let rectangle = Rect {
                    x,
                    y,
                    width,
                    height,
                    mode,
                    winding_order: None,
                };
                operations.push(Op::DrawRectangle { rectangle });
            }
            Paint::Rule { from, to, width, ink } => {
                operations.push(Op::SetOutlineColor { col: colour(*ink) });
                operations.push(Op::SetOutlineThickness { pt: Pt(*width) });
                let points = [from, to].map(|&(x, y)| LinePoint {
                    p: Point { x: Pt(x), y: Pt(y) },
                    bezier: false,
                });
                operations.push(Op::DrawLine {
                    line: Line {
                        points: points.to_vec(),
                        is_closed: false,
                    },
                });
            }
            Paint::Picture {
                picture,
                x,
                y,
                width,
                height,
            } => {
                operations.push(Op::SaveGraphicsState);
                let matrix = CurTransMat::Raw([*width, 0.0, 0.0, *height, *x, *y]);
                operations.push(Op::SetTransformationMatrix { matrix });
                let transform = XObjectTransform {
                    no_auto_scale: true,
                    ..XObjectTransform::default()
                };
                operations.push(Op::UseXobject {
                    id: picture_id(*picture),
                    transform,
                });
                operations.push(Op::RestoreGraphicsState);
            }
            Paint::BeginMultiply => {
                operations.push(Op::SaveGraphicsState);
                operations.push(Op::LoadGraphicsState { gs: multiply_id() });
                state = State::default();
            }
            Paint::EndMultiply => {
                operations.push(Op::RestoreGraphicsState);
                state = State::default();
            }
        }
    }
    if state.in_text {
        operations.push(Op::EndTextSection);
    }
    operations
}

fn properties<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict {
        map: entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    }
}

fn begin_artifact(artifact: Artifact) -> Op {
    let (kind, subtype) = match artifact {
        Artifact::Header => ("Pagination", Some("Header")),
        Artifact::Footer => ("Pagination", Some("Footer")),
        Artifact::Watermark => ("Pagination", Some("Watermark")),
        Artifact::Repeated => ("Pagination", None),
        Artifact::Decoration => ("Layout", None),
    };
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let properties = match subtype {
        Some(subtype) => properties([("Type", name(kind)), ("Subtype", name(subtype))]),
        None => properties([("Type", name(kind))]),
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Artifact".to_owned(),
        properties,
    }
}

fn colour([r, g, b]: Ink) -> Color {
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

fn set_fill(ink: Ink, state: &mut State, operations: &mut Vec<Op>) {
    if state.fill != Some(ink) {
        operations.push(Op::SetFillColor { col: colour(ink) });
        state.fill = Some(ink);
    }
}

fn print_text(text: &TextPaint, faces: &Faces, state: &mut State, operations: &mut Vec<Op>) {
    let Some(face) = faces.get(&text.run.face) else {
        return;
    };
    if !state.in_text {
        operations.push(Op::StartTextSection);
        state.in_text = true;
    }
    set_fill(text.ink, state, operations);
    if state.font != Some((text.run.face, text.size)) {
        let font = PdfFontHandle::External(face.id());
        operations.push(Op::SetFont {
            font,
            size: Pt(text.size),
        });
        state.font = Some((text.run.face, text.size));
    }
    let mode = rendering_mode(text.stroke);
    if let Some(thickness) = thickness(text) {
        operations.push(Op::SetOutlineColor {
            col: colour(text.ink),
        });
        operations.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        operations.push(Op::SetTextRenderingMode { mode });
    }
    operations.push(Op::SetTextMatrix {
        matrix: text_matrix(text),
    });
    let mut pen = Pen {
        face,
        size: text.size,
        owed: 0.0,
    };
    for word in words(text, face) {
        if let Some(spoken) = &word.spoken {
            let properties = properties([("ActualText", DictItem::Bytes(utf16(spoken)))]);
            operations.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties,
            });
        }
        if !word.unseen.is_empty() {
            print_unseen(&word.unseen, mode, face, operations);
        }
        pen.show(&text.run.glyphs[word.glyphs], state, operations);
        if word.spoken.is_some() {
            operations.push(Op::EndMarkedContent);
        }
    }
    if state.rise != 0.0 {
        operations.push(Op::SetLineOffset { multiplier: 0.0 });
        state.rise = 0.0;
    }
    if mode != TextRenderingMode::Fill {
        operations.push(Op::SetTextRenderingMode {
            mode: TextRenderingMode::Fill,
        });
    }
}

const fn rendering_mode(stroke: Stroke) -> TextRenderingMode {
    match stroke {
        Stroke::None => TextRenderingMode::Fill,
        Stroke::Thick => TextRenderingMode::FillStroke,
        Stroke::Hollow => TextRenderingMode::Stroke,
    }
}

/// The width of the line round the letters in points, where there is one.
fn thickness(text: &TextPaint) -> Option<f32> {
    match text.stroke {
        Stroke::None => None,
        Stroke::Thick => Some(text.size * 0.03),
        Stroke::Hollow => Some(HOLLOW_LINE),
    }
}

/// Prints glyphs that say something and are not seen, in no width.
fn print_unseen(glyphs: &[u16], mode: TextRenderingMode, face: &Embedded, operations: &mut Vec<Op>) {
    operations.push(Op::SetTextRenderingMode {
        mode: TextRenderingMode::Invisible,
    });
    operations.push(Op::SetHorizontalScaling { percent: 1.0 });
    let items = glyphs.iter().flat_map(|&glyph| {
        let (code, width, text) = face.code(glyph);
        [
            TextItem::GlyphIds(vec![Codepoint::with_cid(code, 0.0, text)]),
            TextItem::Offset(width),
        ]
    });
    operations.push(Op::ShowText {
        items: items.collect(),
    });
    operations.push(Op::SetHorizontalScaling { percent: 100.0 });
    operations.push(Op::SetTextRenderingMode { mode });
}

fn text_matrix(text: &TextPaint) -> TextMatrix {
    if text.angle == 0.0 {
        return TextMatrix::Translate(Pt(text.x), Pt(text.y));
    }
    let (sine, cosine) = text.angle.to_radians().sin_cos();
    TextMatrix::Raw([cosine, sine, -sine, cosine, text.x, text.y])
}

/// Shows glyphs, and keeps account of where the viewer's pen is and where it should be.
struct Pen<'a> {
    face: &'a Embedded,
    size: f32,
    /// Thousandths of an em by which the pen is too far to the right.
    owed: f32,
}

impl Pen<'_> {
    fn show(&mut self, glyphs: &[Glyph], state: &mut State, operations: &mut Vec<Op>) {
        let mut items = Vec::new();
        for glyph in glyphs {
            let rise = glyph.y_offset * self.size;
            if rise != state.rise {
                show_items(&mut items, operations);
                operations.push(Op::SetLineOffset { multiplier: rise });
                state.rise = rise;
            }
            self.owed -= glyph.x_offset * 1000.0;
            let correction = self.owed.round();
            if correction != 0.0 {
                items.push(TextItem::Offset(correction));
                self.owed -= correction;
            }
            let (code, width, text) = self.face.code(glyph.id);
            items.push(TextItem::GlyphIds(vec![Codepoint::with_cid(code, 0.0, text)]));
            self.owed += glyph.x_offset * 1000.0 + width - glyph.advance * 1000.0;
        }
        show_items(&mut items, operations);
    }
}

fn show_items(items: &mut Vec<TextItem>, operations: &mut Vec<Op>) {
    if !items.is_empty() {
        operations.push(Op::ShowText {
            items: std::mem::take(items),
        });
    }
}

/// The resource name of a face.
pub(super) fn font_id(number: usize) -> FontId {
    FontId(format!("T{number}"))
}

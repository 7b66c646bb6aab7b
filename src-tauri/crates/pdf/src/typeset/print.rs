//! From sheets to PDF pages: faces and pictures are embedded by printpdf, pages are written beside them.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    BlendMode, Codepoint, ExtendedGraphicsState, ExtendedGraphicsStateId, Mm, Op, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};

use super::content::{Faces, MULTIPLY, content, picture_name};
use super::cuts::Cut;
use super::embed::{Needed, embed, needed};
use super::error::TypesetError;
use super::fonts::{FaceId, Fonts};
use super::printed::{empty, move_into};
use super::sheet::{Paint, Sheet};
use super::write::typed;
use crate::write::{SHORT, deflate};

/// A document of pages, which still lacks everything beyond them.
pub(super) struct Press {
    pub(super) document: Document,
    cut: Arc<Cut>,
    /// The faces, pictures and graphics states of every page.
    resources: Dictionary,
    tree: ObjectId,
    pages: Vec<ObjectId>,
}

impl Press {
    /// An empty document with the faces that `sheets` show, and with `pictures`.
    pub(super) fn set_up<'a>(
        sheets: impl Iterator<Item = &'a Sheet> + Clone,
        pictures: Vec<XObject>,
        fonts: &Fonts,
    ) -> Result<Self, TypesetError> {
        let cut = fonts
            .cuts
            .find(needed(sheets.clone(), fonts), |needed| cut(needed, fonts))?;
        let (mut document, mut resources) = (cut.document.clone(), cut.resources.clone());
        let multiplies = |sheet: &Sheet| {
            let mut paints = sheet.paints.iter();
            paints.any(|paint| matches!(paint, Paint::BeginMultiply))
        };
        let multiplies = sheets.clone().any(multiplies);
        if multiplies || !pictures.is_empty() {
            let shown = beside_faces(&mut document, pictures, multiplies)?;
            for key in [b"XObject".as_slice(), b"ExtGState"] {
                if let Ok(own) = shown.get(key) {
                    resources.set(key, own.clone());
                }
            }
        }
        let tree = document.new_object_id();
        Ok(Self {
            document,
            cut,
            resources,
            tree,
            pages: Vec::new(),
        })
    }

    /// The operators that draw `sheet`.
    pub(super) fn content(&self, sheet: &Sheet) -> Vec<u8> {
        content(sheet, &self.cut.faces)
    }

    /// Adds resources: those of every page, and `forms` besides.
    pub(super) fn resources(&mut self, forms: Option<Dictionary>) -> ObjectId {
        let mut resources = self.resources.clone();
        if let Some(forms) = forms {
            resources.set("XObject", forms);
        }
        self.document.add_object(resources)
    }

    /// Adds a stream, packed where that is worth it.
    pub(super) fn stream(&mut self, dictionary: Dictionary, content: Vec<u8>) -> ObjectId {
        let mut stream = Stream::new(dictionary, content);
        pack(&mut stream);
        self.document.add_object(stream)
    }

    /// Adds a page of the size of `sheet`.
    pub(super) fn page(&mut self, sheet: &Sheet, content: Vec<u8>, resources: ObjectId) {
        let content = self.stream(Dictionary::new(), content);
        let sides = bounds(sheet);
        let mut page = typed("Page");
        page.set("Parent", Object::Reference(self.tree));
        page.set("MediaBox", sides.clone());
        page.set("TrimBox", sides.clone());
        page.set("CropBox", sides);
        page.set("Resources", Object::Reference(resources));
        page.set("Contents", Object::Reference(content));
        self.pages.push(self.document.add_object(page));
    }

    /// The document with its page tree, whose object is returned besides the pages.
    pub(super) fn done(mut self) -> (Document, ObjectId, Vec<ObjectId>) {
        let kids = self.pages.iter().copied().map(Object::Reference).collect();
        let mut tree = typed("Pages");
        tree.set("Kids", Object::Array(kids));
        tree.set("Count", Object::Integer(self.pages.len() as i64));
        self.document.objects.insert(self.tree, Object::Dictionary(tree));
        (self.document, self.tree, self.pages)
    }
}

/// Cuts and packs faces, and lets printpdf embed them.
fn cut(needed: &BTreeMap<FaceId, Needed>, fonts: &Fonts) -> Result<Cut, TypesetError> {
    let faces = embed(needed, fonts)?;
    let mut pdf = PdfDocument::new("");
    for font in faces.values() {
        pdf.resources.fonts.map.insert(font.id(), font.printable());
    }
    pdf.pages.push(specimen(&faces));
    let mut document = empty();
    let resources = embedded(&mut document, &pdf, &["Font"])?;
    Ok(Cut {
        faces,
        document,
        resources,
    })
}

/// Adds pictures, and the state of multiplying where it `multiplies`; gives the resources that name them.
fn beside_faces(
    document: &mut Document,
    pictures: Vec<XObject>,
    multiplies: bool,
) -> Result<Dictionary, TypesetError> {
    let mut pdf = PdfDocument::new("");
    for (number, picture) in pictures.into_iter().enumerate() {
        let id = XObjectId(picture_name(number));
        pdf.resources.xobjects.map.insert(id, picture);
    }
    if multiplies {
        let multiply = ExtendedGraphicsState::default().with_blend_mode(BlendMode::multiply());
        let id = ExtendedGraphicsStateId(MULTIPLY.to_owned());
        pdf.resources.extgstates.map.insert(id, multiply);
    }
    pdf.pages.push(PdfPage::new(Mm(0.0), Mm(0.0), Vec::new()));
    embedded(document, &pdf, &["XObject", "ExtGState"])
}

/// Lets printpdf write what `pdf` holds besides its page, and adds it to `document`; gives the resources of the kinds
/// `kept`, and leaves those of the others out.
fn embedded(document: &mut Document, pdf: &PdfDocument, kept: &[&str]) -> Result<Dictionary, TypesetError> {
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    let printed = pdf.to_lopdf_document(&options, &mut warnings);
    // printpdf reports a font it could not embed as a warning; a paper without its font is no paper.
    if let Some(warning) = warnings.into_iter().next() {
        return Err(TypesetError::Internal(format!("{warning:?}")));
    }
    let all = move_into(document, printed)
        .ok_or_else(|| TypesetError::Internal("the faces are not where printpdf puts them".to_owned()))?;
    let mut resources = Dictionary::new();
    for (key, value) in all {
        if kept.iter().any(|kept| kept.as_bytes() == key) {
            resources.set(key, value);
        } else if let Ok(unused) = value.as_reference() {
            document.objects.remove(&unused);
        }
    }
    Ok(resources)
}

/// Prints `sheets` with `pictures`: one page each.
pub(super) fn print(
    sheets: &[Sheet],
    pictures: Vec<XObject>,
    fonts: &Fonts,
) -> Result<(Document, ObjectId, Vec<ObjectId>), TypesetError> {
    let mut press = Press::set_up(sheets.iter(), pictures, fonts)?;
    let resources = press.resources(None);
    for sheet in sheets {
        let content = press.content(sheet);
        press.page(sheet, content, resources);
    }
    Ok(press.done())
}

/// Packs a stream that is not packed yet, where that is worth it.
pub(super) fn pack(stream: &mut Stream) {
    if !stream.allows_compression || stream.content.len() < SHORT || stream.dict.has(b"Filter") {
        return;
    }
    let packed = deflate(&stream.content);
    if packed.len() < stream.content.len() {
        stream.dict.set("Filter", Object::Name("FlateDecode".into()));
        stream.set_content(packed);
    }
}

/// The sides of a sheet as a rectangle.
pub(super) fn bounds(sheet: &Sheet) -> Object {
    let sides = [0.0, 0.0, sheet.width, sheet.height];
    Object::Array(sides.into_iter().map(Object::Real).collect())
}

/// A page that shows every glyph once, by which printpdf knows what each of them says.
fn specimen(faces: &Faces) -> PdfPage {
    let mut operations = vec![Op::StartTextSection];
    for face in faces.values() {
        let (font, size) = (PdfFontHandle::External(face.id()), Pt(1.0));
        operations.push(Op::SetFont { font, size });
        let glyphs = face
            .glyphs()
            .map(|(code, said)| Codepoint::with_cid(code, 0.0, said.to_owned()));
        let items = vec![TextItem::GlyphIds(glyphs.collect())];
        operations.push(Op::ShowText { items });
    }
    operations.push(Op::EndTextSection);
    PdfPage::new(Mm(0.0), Mm(0.0), operations)
}

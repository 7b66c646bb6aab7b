//! Turns a page's annotations into part of the page: what they look like is drawn, what they do is left behind.
//!
//! A filled field, a signature, a highlight or a stamp then looks the same in every viewer, two files may use the
//! same field names, and nothing can be clicked that would run. Links within the file and written comments stay.

use lopdf::{Dictionary, Object};

use super::content::Unreadable;
use super::copy::Copier;
use super::geometry::Matrix;
use super::words::{appearance_form, label_forms};
use super::{appearance, field};
use crate::access::{dict, get, get_dict, get_name, get_number, reals, rectangle, reference, resolve};
use crate::source::{Page, annotations, form};
use crate::write::Writer;

const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// A form to draw on the page, with the matrix from its space (after its own matrix) to the page's units.
pub(crate) struct Mark {
    pub(crate) form: Object,
    pub(crate) matrix: Matrix,
    /// The layer it belongs to, as copied.
    pub(crate) layer: Option<Object>,
    /// Where it was made here, since the source brings no look of its own: in the page's units.
    pub(crate) made: Option<Made>,
}

/// What the proof cannot find in the source and must find in the bundle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Made {
    pub(crate) rect: [f64; 4],
    /// Whether it is the value of a field, so that its place must not stay as it was.
    pub(crate) value: bool,
}

/// The appearance of every visible annotation of `page`, in their order.
///
/// # Errors
/// [`Unreadable`] when words that have to be drawn cannot be set.
pub(crate) fn marks(
    copier: &mut Copier<'_>,
    writer: &mut Writer,
    page: &Page,
) -> Result<Vec<Mark>, Unreadable> {
    let document = copier.document;
    let regenerate = form(document)
        .is_some_and(|form| matches!(get(document, form, b"NeedAppearances"), Object::Boolean(true)));
    let mut out = Vec::new();
    let mut drawn = Vec::new();
    for annotation in annotations(document, page.id) {
        if !is_visible(copier, annotation) {
            continue;
        }
        let layer = annotation
            .get(b"OC")
            .ok()
            .map(|layer| copier.object(layer, writer));
        let stale = regenerate && field::is_text_field_with_value(document, annotation);
        let own = if stale {
            None
        } else {
            own_appearance(copier, writer, annotation)
        };
        if let Some((form, matrix)) = own {
            out.push(Mark {
                form,
                matrix,
                layer,
                made: None,
            });
        } else if let Some(appearance) = made_appearance(copier, annotation) {
            let value = field::is_text_field_with_value(document, annotation);
            let made = Some(Made {
                rect: appearance.bbox,
                value,
            });
            drawn.push((out.len(), appearance));
            out.push(Mark {
                form: Object::Null,
                matrix: Matrix::IDENTITY,
                layer,
                made,
            });
        }
    }
    // All words of a page are set at once, so that they share their fonts.
    let words: Vec<_> = drawn
        .iter()
        .flat_map(|(_, appearance)| appearance.labels.iter().cloned())
        .collect();
    let mut labels = label_forms(&words, writer)?.into_iter();
    for (at, appearance) in drawn {
        out[at].form = appearance_form(appearance, &mut labels, writer);
    }
    Ok(out)
}

/// Comments that hold words a reader opens: kept as annotations that show nothing by themselves, since their look
/// is already drawn; a sticky note, which viewers draw themselves, keeps its icon.
pub(crate) fn comments(copier: &Copier<'_>, page: &Page, matrix: Matrix) -> Vec<Dictionary> {
    let document = copier.document;
    let mut out = Vec::new();
    for annotation in annotations(document, page.id) {
        let Some(kind) = get_name(document, annotation, b"Subtype") else {
            continue;
        };
        let has_words =
            matches!(get(document, annotation, b"Contents"), Object::String(words, _) if !words.is_empty());
        let markup: [&[u8]; 11] = [
            b"Text",
            b"Highlight",
            b"Underline",
            b"StrikeOut",
            b"Squiggly",
            b"Square",
            b"Circle",
            b"Ink",
            b"Line",
            b"Polygon",
            b"Caret",
        ];
        if !has_words || !markup.contains(&kind) || !is_visible(copier, annotation) {
            continue;
        }
        let Some(rect) = annotation
            .get(b"Rect")
            .ok()
            .and_then(|rect| rectangle(document, rect))
        else {
            continue;
        };
        let mut kept = Dictionary::new();
        kept.set("Type", Object::Name(b"Annot".to_vec()));
        kept.set("Subtype", Object::Name(b"Text".to_vec()));
        kept.set("Rect", reals(&matrix.rectangle(rect)));
        for key in [
            b"Contents".as_slice(),
            b"T",
            b"Subj",
            b"M",
            b"CreationDate",
            b"Name",
        ] {
            let value = get(document, annotation, key);
            if matches!(value, Object::String(..) | Object::Name(_)) {
                kept.set(key, value.clone());
            }
        }
        if let Object::Array(ink) = get(document, annotation, b"C") {
            kept.set("C", plain(copier, ink));
        }
        // Print (4), and no zoom and no rotation (8, 16) as sticky notes have it.
        kept.set("F", 28);
        if kind != b"Text" || annotation.has(b"AP") {
            kept.set("F", 4);
            kept.set("AP", Object::Name(b"empty".to_vec()));
        }
        out.push(kept);
    }
    out
}

fn is_visible(copier: &Copier<'_>, annotation: &Dictionary) -> bool {
    let document = copier.document;
    let flags = get_number(document, annotation, b"F").unwrap_or(0.0) as i64;
    flags & (HIDDEN | NO_VIEW) == 0
        && !matches!(
            get_name(document, annotation, b"Subtype"),
            Some(b"Popup" | b"Link") | None
        )
}

/// The appearance that the annotation brings.
fn own_appearance(
    copier: &mut Copier<'_>,
    writer: &mut Writer,
    annotation: &Dictionary,
) -> Option<(Object, Matrix)> {
    let document = copier.document;
    let rect = rectangle(document, annotation.get(b"Rect").ok()?)?;
    let appearances = get_dict(document, annotation, b"AP")?;
    let mut chosen = appearances.get(b"N").ok()?;
    if let Object::Dictionary(states) = resolve(document, chosen) {
        let state = get_name(document, annotation, b"AS")?;
        chosen = states.get(state).ok()?;
    }
    let Object::Stream(stream) = resolve(document, chosen) else {
        return None;
    };
    let bbox = stream
        .dict
        .get(b"BBox")
        .ok()
        .and_then(|bbox| rectangle(document, bbox))?;
    let matrix = own_matrix(copier, &stream.dict);
    let id = final_reference(copier, chosen)?;
    let form = Object::Reference((copier.form(id, writer), 0));
    Some((form, fit(matrix.rectangle(bbox), rect)?))
}

/// An appearance made here for an annotation that brings none.
fn made_appearance(copier: &Copier<'_>, annotation: &Dictionary) -> Option<appearance::Made> {
    let document = copier.document;
    let rect = rectangle(document, annotation.get(b"Rect").ok()?)?;
    appearance::make(document, annotation, rect)
}

fn own_matrix(copier: &Copier<'_>, form: &Dictionary) -> Matrix {
    let document = copier.document;
    let Object::Array(items) = get(document, form, b"Matrix") else {
        return Matrix::IDENTITY;
    };
    let numbers: Vec<f64> = items
        .iter()
        .filter_map(|item| crate::access::number(resolve(document, item)))
        .collect();
    numbers
        .get(..6)
        .and_then(|six| six.try_into().ok())
        .map_or(Matrix::IDENTITY, Matrix)
}

/// The id of the stream at the end of a chain of references.
fn final_reference(copier: &Copier<'_>, object: &Object) -> Option<lopdf::ObjectId> {
    let mut id = reference(object)?;
    for _ in 0..32 {
        match copier.document.objects.get(&id)? {
            Object::Reference(next) => id = *next,
            _ => return Some(id),
        }
    }
    None
}

/// The matrix that puts the appearance's box on the annotation's rectangle (PDF 1.7, 12.5.5, algorithm 8.1).
fn fit(from: [f64; 4], to: [f64; 4]) -> Option<Matrix> {
    let (width, height) = (from[2] - from[0], from[3] - from[1]);
    if width <= 1e-6 || height <= 1e-6 {
        return None;
    }
    let (x, y) = ((to[2] - to[0]) / width, (to[3] - to[1]) / height);
    Some(Matrix([x, 0.0, 0.0, y, to[0] - from[0] * x, to[1] - from[1] * y]))
}

/// The links of a page whose look or target matters: each with its target resolved, its actions gone.
pub(crate) fn links<'a>(copier: &Copier<'a>, page: &Page) -> Vec<&'a Dictionary> {
    let document = copier.document;
    annotations(document, page.id)
        .into_iter()
        .filter(|annotation| get_name(document, annotation, b"Subtype") == Some(b"Link"))
        .filter(|annotation| {
            let flags = get_number(document, annotation, b"F").unwrap_or(0.0) as i64;
            flags & (HIDDEN | NO_VIEW) == 0
        })
        .collect()
}

/// Whether a link draws a frame, which stays even where the link leads nowhere any more.
pub(crate) fn has_frame(copier: &Copier<'_>, link: &Dictionary) -> bool {
    let document = copier.document;
    if let Some(style) = get_dict(document, link, b"BS") {
        return get_number(document, style, b"W").unwrap_or(1.0) > 0.0;
    }
    match get(document, link, b"Border") {
        Object::Array(items) => items
            .get(2)
            .and_then(|width| crate::access::number(resolve(document, width)))
            .is_some_and(|width| width > 0.0),
        _ => true,
    }
}

/// A link annotation in the bundle with the frame of `link`, moved by `matrix`; none when it has no place.
pub(crate) fn moved_link(copier: &Copier<'_>, link: &Dictionary, matrix: Matrix) -> Option<Dictionary> {
    let document = copier.document;
    let rect = rectangle(document, link.get(b"Rect").ok()?)?;
    let mut out = Dictionary::new();
    out.set("Type", Object::Name(b"Annot".to_vec()));
    out.set("Subtype", Object::Name(b"Link".to_vec()));
    out.set("Rect", reals(&matrix.rectangle(rect)));
    out.set("F", 4);
    for key in [b"Border".as_slice(), b"C", b"H"] {
        match get(document, link, key) {
            Object::Array(items) => out.set(key, plain(copier, items)),
            Object::Name(name) => out.set(key, Object::Name(name.clone())),
            _ => {}
        }
    }
    if let Some(style) = dict(document, get(document, link, b"BS")) {
        let mut copy = Dictionary::new();
        for key in [b"W".as_slice(), b"S", b"D"] {
            match get(document, style, key) {
                Object::Array(items) => copy.set(key, plain(copier, items)),
                value @ (Object::Integer(_) | Object::Real(_) | Object::Name(_)) => {
                    copy.set(key, value.clone());
                }
                _ => {}
            }
        }
        out.set("BS", copy);
    }
    Some(out)
}

/// The numbers of an array, one level of nesting kept (a dash pattern within a border).
fn plain(copier: &Copier<'_>, items: &[Object]) -> Object {
    let document = copier.document;
    let one = |item: &Object| match resolve(document, item) {
        value @ (Object::Integer(_) | Object::Real(_)) => Some(value.clone()),
        _ => None,
    };
    let items = items
        .iter()
        .take(8)
        .filter_map(|item| match resolve(document, item) {
            Object::Array(nested) => Some(Object::Array(nested.iter().take(8).filter_map(one).collect())),
            _ => one(item),
        });
    Object::Array(items.collect())
}

//! Words that are drawn here become forms: set in our own faces, and copied into the bundle like any page.

use lopdf::{Dictionary, Object};

use super::appearance::{self, label_name};
use super::content::{Forms, Unreadable};
use super::copy::Copier;
use super::geometry::Matrix;
use crate::access::reals;
use crate::source::Contents;
use crate::typeset::{Fonts, Label, labels};
use crate::write::Writer;

/// Each label as a form of the bundle, in order.
pub(super) fn label_forms(words: &[Label], writer: &mut Writer) -> Result<Vec<Object>, Unreadable> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let source = labels(words, Fonts::bundled()).map_err(|_| Unreadable::Damaged)?;
    let mut copier = Copier::new(&source.document, &Contents::WHOLE, None);
    let mut forms = Forms::default();
    let mut made = Vec::with_capacity(words.len());
    for page in &source.pages {
        let resources = forms.resources(&mut copier, writer, page);
        let form = forms.form(&mut copier, writer, page, Matrix::IDENTITY, &resources)?;
        made.push(form.unwrap_or(Object::Null));
    }
    copier.finish(writer);
    Ok(made)
}

/// What was drawn as a form that shows its labels, the next of `labels`.
pub(super) fn appearance_form(
    made: appearance::Made,
    labels: &mut impl Iterator<Item = Object>,
    writer: &mut Writer,
) -> Object {
    let named: Dictionary = (1..=made.labels.len())
        .zip(labels)
        .map(|(number, form)| (label_name(number).into_bytes(), form))
        .collect();
    let mut resources = made.resources;
    if !named.is_empty() {
        resources.set("XObject", named);
    }
    let mut form = Dictionary::new();
    form.set("Type", Object::Name(b"XObject".to_vec()));
    form.set("Subtype", Object::Name(b"Form".to_vec()));
    form.set("BBox", reals(&made.bbox));
    form.set("Resources", Object::Dictionary(resources));
    writer.add_stream(form, &made.content)
}

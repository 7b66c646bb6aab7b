//! What is drawn on a bundle page: forms, one over the other.

use lopdf::{Dictionary, Object};

use super::annotation;
use super::geometry::Matrix;
use crate::access::real;

/// The content of a bundle page: forms drawn one over the other.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) content: Vec<u8>,
    forms: Vec<Object>,
    /// How many names of forms the page has given away already.
    taken: usize,
    layers: Vec<Object>,
}

impl Drawing {
    /// A drawing on a page with forms of its own, which may be ours from an earlier joining.
    pub(super) fn beside(own: Option<&Dictionary>) -> Self {
        let names = own.into_iter().flat_map(Dictionary::iter);
        let numbers =
            names.filter_map(|(name, _)| std::str::from_utf8(name).ok()?.strip_prefix("SO")?.parse().ok());
        Self {
            taken: numbers.max().unwrap_or(0),
            ..Self::default()
        }
    }

    fn name(&mut self, form: &Object) -> String {
        self.forms.push(form.clone());
        format!("SO{}", self.taken + self.forms.len())
    }

    pub(super) fn named(&self) -> Vec<(Vec<u8>, Object)> {
        (self.taken + 1..)
            .zip(&self.forms)
            .map(|(at, form)| (format!("SO{at}").into_bytes(), form.clone()))
            .collect()
    }

    fn say(&mut self, text: &str) {
        self.content.extend_from_slice(text.as_bytes());
        self.content.push(b'\n');
    }

    pub(super) fn draw(&mut self, form: &Object) {
        let name = self.name(form);
        // Two levels, so that content which restores once too often does not reach what is drawn after it.
        self.say(&format!("q q /{name} Do Q Q"));
    }

    pub(super) fn artifact(&mut self, form: &Object) {
        let name = self.name(form);
        self.say(&format!("/Artifact BMC q /{name} Do Q EMC"));
    }

    pub(super) fn marks(&mut self, marks: &[annotation::Mark], clip: [f64; 4], page: Matrix) {
        if marks.is_empty() {
            return;
        }
        let [x0, y0, x1, y1] = clip;
        self.say(&format!(
            "q {} re W n {} cm",
            numbers(&[x0, y0, x1 - x0, y1 - y0]),
            numbers(&page.0)
        ));
        for mark in marks {
            let name = self.name(&mark.form);
            let draw = format!("q {} cm /{name} Do Q", numbers(&mark.matrix.0));
            match &mark.layer {
                Some(layer) => {
                    self.layers.push(layer.clone());
                    self.say(&format!("/OC /SL{} BDC {draw} EMC", self.layers.len()));
                }
                None => self.say(&draw),
            }
        }
        self.say("Q");
    }

    pub(super) fn resources(&self) -> Object {
        let forms: Dictionary = self.named().into_iter().collect();
        let mut resources = Dictionary::new();
        resources.set("XObject", forms);
        if !self.layers.is_empty() {
            let layers: Dictionary = (1..)
                .zip(&self.layers)
                .map(|(at, layer)| (format!("SL{at}").into_bytes(), layer.clone()))
                .collect();
            resources.set("Properties", layers);
        }
        Object::Dictionary(resources)
    }
}

/// Numbers as a content stream writes them.
pub(super) fn numbers(values: &[f64]) -> String {
    let mut out = Vec::new();
    for value in values {
        crate::write::object(&mut out, &real(*value));
        out.push(b' ');
    }
    String::from_utf8_lossy(&out).trim_end().to_owned()
}

//! How large each picture is drawn: by its page, or by a form on it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::access::{dict, get, get_array, get_dict, get_name, get_number, number, reference, resolve};
use crate::content::{Operand, Operators, numbers};
use crate::join::geometry::Matrix;
use crate::source::{Page, Source};

/// Bytes that the streams of one page may inflate to.
const INFLATED: usize = 64 << 20;
/// Forms and pictures on one page that are looked at.
const DRAWN: usize = 20_000;
/// How deep forms nest.
const DEPTH: u32 = 12;
/// Points in an inch.
const INCH: f64 = 72.0;

/// A picture's pixels, and the largest room that they are given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drawn {
    width_px: f64,
    height_px: f64,
    width_pt: f64,
    height_pt: f64,
}

impl Drawn {
    /// The pixels that are enough for `dpi` dots to the inch; none where it has not that many more.
    pub(super) fn finer_than(self, dpi: f64, by: f64) -> Option<(u32, u32)> {
        let enough = |points: f64| points / INCH * dpi;
        let (width, height) = (enough(self.width_pt), enough(self.height_pt));
        let factor = (self.width_px / width).min(self.height_px / height);
        // A picture must be too fine both ways: one that was stretched has no dot to spare.
        if !factor.is_finite() || factor < by {
            return None;
        }
        let to = |pixels: f64| (pixels / factor).ceil().max(1.0) as u32;
        Some((to(self.width_px), to(self.height_px)))
    }
}

/// Every picture that is drawn by name on a page, with its largest size.
pub(super) fn pictures(source: &Source) -> BTreeMap<ObjectId, Drawn> {
    let mut found = BTreeMap::new();
    for page in &source.pages {
        Looking {
            document: &source.document,
            found: &mut found,
            budget: INFLATED,
            drawn: 0,
        }
        .page(page);
    }
    found
}

struct Looking<'a> {
    document: &'a Document,
    found: &'a mut BTreeMap<ObjectId, Drawn>,
    budget: usize,
    drawn: usize,
}

impl<'a> Looking<'a> {
    fn page(mut self, page: &'a Page) {
        let Some(Object::Dictionary(node)) = self.document.objects.get(&page.id) else {
            return;
        };
        let parts = match get(self.document, node, b"Contents") {
            Object::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        let mut content = Vec::new();
        for part in parts {
            if let Object::Stream(stream) = resolve(self.document, part) {
                content.extend(self.inflate(stream));
                content.push(b'\n');
            }
        }
        let unit = Matrix([page.unit, 0.0, 0.0, page.unit, 0.0, 0.0]);
        let mut open = vec![(content, dict(self.document, &page.resources), unit, 0)];
        while let Some((content, resources, matrix, depth)) = open.pop() {
            for (form, matrix) in self.content(&content, resources, matrix) {
                if depth < DEPTH {
                    let own = get_dict(self.document, &form.dict, b"Resources").or(resources);
                    let inner = self.inflate(form);
                    open.push((
                        inner,
                        own,
                        form_matrix(self.document, form).then(matrix),
                        depth + 1,
                    ));
                }
            }
        }
    }

    fn inflate(&mut self, stream: &Stream) -> Vec<u8> {
        let bytes = stream
            .get_plain_content_with_limit(self.budget)
            .unwrap_or_default();
        self.budget -= bytes.len().min(self.budget);
        bytes
    }

    /// Notes the pictures that `content` draws, and gives the forms, each with the matrix under which it is drawn.
    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        start: Matrix,
    ) -> Vec<(&'a Stream, Matrix)> {
        let named = resources.and_then(|resources| get_dict(self.document, resources, b"XObject"));
        let (mut matrix, mut kept, mut forms) = (start, Vec::new(), Vec::new());
        for (operator, operands) in Operators::new(content) {
            match operator {
                b"q" if kept.len() < DRAWN => kept.push(matrix),
                b"Q" => matrix = kept.pop().unwrap_or(start),
                b"cm" => {
                    if let Some(change) = six(&operands) {
                        matrix = change.then(matrix);
                    }
                }
                b"Do" => {
                    self.drawn += 1;
                    if self.drawn > DRAWN {
                        return forms;
                    }
                    let Some(Operand::Name(name)) = operands.first() else {
                        continue;
                    };
                    let Some(entry) = named.and_then(|named| named.get(name).ok()) else {
                        continue;
                    };
                    let Object::Stream(stream) = resolve(self.document, entry) else {
                        continue;
                    };
                    match (
                        get_name(self.document, &stream.dict, b"Subtype"),
                        reference(entry),
                    ) {
                        (Some(b"Form"), _) => forms.push((stream, matrix)),
                        (Some(b"Image"), Some(id)) => self.picture(id, stream, matrix),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        forms
    }

    fn picture(&mut self, id: ObjectId, stream: &Stream, Matrix([a, b, c, d, ..]): Matrix) {
        let pixels = |key: &[u8]| get_number(self.document, &stream.dict, key);
        let (Some(width_px), Some(height_px)) = (pixels(b"Width"), pixels(b"Height")) else {
            return;
        };
        let drawn = self.found.entry(id).or_insert(Drawn {
            width_px,
            height_px,
            width_pt: 0.0,
            height_pt: 0.0,
        });
        drawn.width_pt = drawn.width_pt.max(a.hypot(b));
        drawn.height_pt = drawn.height_pt.max(c.hypot(d));
    }
}

fn six(operands: &[Operand]) -> Option<Matrix> {
    numbers(operands).try_into().ok().map(Matrix)
}

fn form_matrix(document: &Document, form: &Stream) -> Matrix {
    let numbers: Vec<f64> = get_array(document, &form.dict, b"Matrix")
        .iter()
        .filter_map(|item| number(resolve(document, item)))
        .collect();
    numbers.try_into().map_or(Matrix::IDENTITY, Matrix)
}

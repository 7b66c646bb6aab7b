//! Colours, widths and coordinates of what is drawn.

use lopdf::{Dictionary, Document, Object};

use crate::access::{get_array, get_dict, get_number, number, real, resolve};

pub(super) fn colour(components: &[Object], fill: bool) -> Option<String> {
    let values: Vec<f64> = components.iter().filter_map(number).collect();
    let operator = match (values.len(), fill) {
        (1, true) => "g",
        (1, false) => "G",
        (3, true) => "rg",
        (3, false) => "RG",
        (4, true) => "k",
        (4, false) => "K",
        _ => return None,
    };
    let values: Vec<String> = values.iter().map(|value| real_text(*value)).collect();
    Some(format!("{} {operator}", values.join(" ")))
}

pub(super) fn real_text(value: f64) -> String {
    let mut out = Vec::new();
    crate::write::object(&mut out, &real(value));
    String::from_utf8_lossy(&out).into_owned()
}

pub(super) fn line_width(document: &Document, of: &Dictionary) -> f64 {
    if let Some(style) = get_dict(document, of, b"BS") {
        return get_number(document, style, b"W").unwrap_or(1.0).clamp(0.0, 100.0);
    }
    let border = get_array(document, of, b"Border");
    border
        .get(2)
        .and_then(|width| number(resolve(document, width)))
        .unwrap_or(1.0)
        .clamp(0.0, 100.0)
}

pub(super) fn numbers(document: &Document, items: &[Object]) -> Vec<f64> {
    items
        .iter()
        .take(100_000)
        .filter_map(|item| number(resolve(document, item)))
        .collect()
}

pub(super) fn around<'a>(
    x: impl Iterator<Item = &'a f64>,
    y: impl Iterator<Item = &'a f64>,
    margin: f64,
) -> [f64; 4] {
    let span = |values: &mut dyn Iterator<Item = &'a f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
            (least.min(*value), most.max(*value))
        })
    };
    let ((x0, x1), (y0, y1)) = (span(&mut { x }), span(&mut { y }));
    [x0 - margin, y0 - margin, x1 + margin, y1 + margin]
}

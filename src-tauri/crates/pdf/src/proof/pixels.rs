//! Compares two pictures of a page, pixel by pixel, forgiving what two ways of rounding do to edges.

use hayro::vello_cpu::Pixmap;

use crate::join::annotation::Made;

/// By how much (of 255) a colour may stray from its neighbourhood in the source before it counts.
const STRAY: u8 = 72;
/// How many straying pixels a page may have: fewer than the smallest letter covers.
const SPECKS: usize = 6;

/// A part of the picture, in pixels, that shows what the source's picture does not.
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    value: bool,
}

impl Area {
    pub(super) fn of(made: &Made, height: f64, scale: f64) -> Self {
        let [x0, y0, x1, y1] = made.rect;
        Self {
            left: x0 * scale - 1.5,
            right: x1 * scale + 1.5,
            top: (height - y1) * scale - 1.5,
            bottom: (height - y0) * scale + 1.5,
            value: made.value,
        }
    }

    fn contains(&self, x: usize, y: usize) -> bool {
        let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
        x > self.left && x < self.right && y > self.top && y < self.bottom
    }
}

/// Lays a strip over a page as the bundle does: dark on free paper, and darkening where it crosses content.
pub(super) fn lay_over(ground: &mut Pixmap, over: &Pixmap) {
    for (below, above) in ground
        .data_as_u8_slice_mut()
        .iter_mut()
        .zip(over.data_as_u8_slice())
    {
        *below = (u32::from(*below) * u32::from(*above) / 255) as u8;
    }
}

/// Whether the two pictures are the same but for specks, outside the areas that were made here.
pub(super) fn same(wanted: &Pixmap, found: &Pixmap, made: &[Area]) -> bool {
    let (width, height) = (usize::from(wanted.width()), usize::from(wanted.height()));
    let (one, other) = (wanted.data_as_u8_slice(), found.data_as_u8_slice());
    if one.len() != other.len() {
        return false;
    }
    let mut specks = 0;
    // The outermost pixels are covered in part by the page's edge, which each side rounds its own way.
    for y in 1..height.saturating_sub(1) {
        let row = y * width * 4..(y + 1) * width * 4;
        if one[row.clone()] == other[row] {
            continue;
        }
        for x in 1..width.saturating_sub(1) {
            if made.iter().any(|area| area.contains(x, y)) {
                continue;
            }
            if strays(one, other, x, y, width, height) || strays(other, one, x, y, width, height) {
                specks += 1;
                if specks > SPECKS {
                    return false;
                }
            }
        }
    }
    made.iter().filter(|area| area.value).all(|area| {
        let (left, right) = (
            area.left.max(0.0) as usize,
            (area.right.max(0.0) as usize).min(width),
        );
        let (top, bottom) = (
            area.top.max(0.0) as usize,
            (area.bottom.max(0.0) as usize).min(height),
        );
        // A field smaller than a few pixels, or off the page, cannot show its value at this size.
        let small = right.saturating_sub(left) < 6 || bottom.saturating_sub(top) < 6;
        small
            || (top..bottom).any(|y| {
                let row = (y * width + left) * 4..(y * width + right) * 4;
                one[row.clone()] != other[row]
            })
    })
}

/// Whether a pixel of `one` lies outside what `other` shows around the same place.
fn strays(one: &[u8], other: &[u8], x: usize, y: usize, width: usize, height: usize) -> bool {
    let at = (y * width + x) * 4;
    (0..3).any(|channel| {
        let value = one[at + channel];
        let near = other[at + channel];
        if value.abs_diff(near) <= STRAY {
            return false;
        }
        let (mut least, mut most) = (u8::MAX, 0);
        for ny in y.saturating_sub(1)..(y + 2).min(height) {
            for nx in x.saturating_sub(1)..(x + 2).min(width) {
                let value = other[(ny * width + nx) * 4 + channel];
                (least, most) = (least.min(value), most.max(value));
            }
        }
        value.saturating_add(STRAY) < least || value > most.saturating_add(STRAY)
    })
}

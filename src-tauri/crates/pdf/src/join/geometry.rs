//! Where a page's content goes on its bundle page: upright, its size kept where it fits, the strip left free.

use crate::source::{A4, Page};

/// Points kept free at the top of a stamped page for the identity strip.
pub(crate) const STRIP: f64 = crate::typeset::STRIP_HEIGHT_PT as f64;

/// The longest side a page may have, from the limit all viewers keep (PDF 1.7, Annex C).
const LONGEST: f64 = 14_400.0;
/// Difference in points below which a page still counts as A4.
const NEAR: f64 = 1.5;

/// An affine matrix as PDF writes it: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub(crate) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The matrix that undoes this one; a matrix that flattens everything is left as it is.
    pub(crate) fn inverse(self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let det = a * d - b * c;
        if det == 0.0 {
            return self;
        }
        Self([
            d / det,
            -b / det,
            -c / det,
            a / det,
            (c * f - d * e) / det,
            (b * e - a * f) / det,
        ])
    }

    /// The upright rectangle around a turned one.
    pub(crate) fn rectangle(self, [x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
        let corners = [
            self.point(x0, y0),
            self.point(x1, y0),
            self.point(x0, y1),
            self.point(x1, y1),
        ];
        let x = corners.map(|corner| corner.0);
        let y = corners.map(|corner| corner.1);
        let least = |values: [f64; 4]| values.into_iter().fold(f64::INFINITY, f64::min);
        let most = |values: [f64; 4]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        [least(x), least(y), most(x), most(y)]
    }
}

/// The size of a bundle page and where a source page's content goes on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placement {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// From the source page's own units to the bundle page.
    pub(crate) matrix: Matrix,
}

/// Places a page that is stamped: A4 stays A4, smaller pages go on A4 unscaled, larger ones keep their size.
pub(crate) fn stamped(page: &Page) -> Placement {
    let (content_width, content_height) = page.displayed();
    let (short, long) = A4;
    let (paper_width, paper_height) = if content_width > content_height {
        (long, short)
    } else {
        (short, long)
    };
    let on_a4 = content_width <= paper_width + NEAR && content_height <= paper_height + NEAR;
    let (width, height) = if on_a4 {
        (paper_width, paper_height)
    } else {
        let cap = (LONGEST / content_width.max(content_height)).min(1.0);
        // A till roll is long and narrow: the strip still has to name the patient on it.
        (
            (content_width * cap).max(short),
            (content_height * cap).max(STRIP * 2.0),
        )
    };
    let free = height - STRIP;
    let scale = (free / content_height).min(width / content_width).min(1.0);
    let left = (width - content_width * scale) / 2.0;
    let bottom = free - content_height * scale;
    // A page that nearly fills the paper stands on its foot; a slip hangs below the strip.
    let matrix = upright(page).then(Matrix([scale, 0.0, 0.0, scale, left, bottom]));
    Placement {
        width,
        height,
        matrix,
    }
}

/// A page of upright A4 with nothing on it.
pub(crate) fn blank() -> Placement {
    let (width, height) = A4;
    Placement {
        width,
        height,
        matrix: Matrix::IDENTITY,
    }
}

/// A page that is not stamped keeps everything: its size as displayed, and its own units.
pub(crate) fn unstamped(page: &Page) -> Placement {
    let (width, height) = page.displayed();
    Placement {
        width,
        height,
        matrix: upright(page),
    }
}

/// From a page's own units to points on the page as displayed, lower left corner at the origin.
pub(crate) fn upright(page: &Page) -> Matrix {
    let [x0, y0, x1, y1] = page.visible;
    let turn = match page.rotate {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, -y0, x1]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, x1, y1]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, y1, -x0]),
        _ => Matrix([1.0, 0.0, 0.0, 1.0, -x0, -y0]),
    };
    turn.then(Matrix([page.unit, 0.0, 0.0, page.unit, 0.0, 0.0]))
}

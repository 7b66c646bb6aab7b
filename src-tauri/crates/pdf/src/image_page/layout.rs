//! Where a picture stands on its page.

use super::{Placed, Setting};
use crate::join::geometry::Matrix;
use crate::source::A4;

/// Dots per inch below which a picture is not enlarged: what it says itself may be a camera's idle 72.
const COARSEST_DPI: f64 = 150.0;
/// Points left free around a picture that is not itself a page.
pub(super) const MARGIN: f64 = 28.35;
/// Points by which a scan may miss A4 and still count as the whole page.
const NEAR: f64 = 12.0;
/// Points kept free for a line below the picture.
const CAPTION: f64 = 18.0;

/// The paper, and the matrix that puts the picture's unit square on it, turned as it was held.
pub(super) fn layout(placed: &Placed, setting: &Setting<'_>) -> ((f64, f64), Matrix) {
    let usable = |dpi: &(f64, f64)| dpi.0 >= 10.0 && dpi.1 >= 10.0 && dpi.0.is_finite() && dpi.1.is_finite();
    let known = setting.dpi.filter(usable).or(placed.dpi.filter(usable));
    let (across, down) = known.unwrap_or((COARSEST_DPI, COARSEST_DPI));
    // Both directions are coarsened alike, so that a picture never changes its shape.
    let finer = (COARSEST_DPI / across.min(down)).max(1.0);
    let mut width = f64::from(placed.width) * 72.0 / (across * finer);
    let mut height = f64::from(placed.height) * 72.0 / (down * finer);
    let orientation = match setting.orientation {
        told @ 1..=8 => told,
        _ => placed.orientation,
    };
    if orientation >= 5 {
        (width, height) = (height, width);
    }
    let paper = if width > height { (A4.1, A4.0) } else { A4 };
    let whole_page = (width - paper.0).abs() < NEAR && (height - paper.1).abs() < NEAR;
    let (margin, caption) = match setting.caption {
        Some(_) => (MARGIN, CAPTION),
        None if whole_page => (0.0, 0.0),
        None => (MARGIN, 0.0),
    };
    let (room_across, room_down) = (paper.0 - margin * 2.0, paper.1 - margin * 2.0 - caption);
    let fit = (room_across / width).min(room_down / height);
    let scale = if setting.fills_page { fit } else { fit.min(1.0) };
    let (w, h) = (width * scale, height * scale);
    let (x, y) = ((paper.0 - w) / 2.0, paper.1 - margin - h);
    let matrix = match orientation {
        2 => [-w, 0.0, 0.0, h, x + w, y],
        3 => [-w, 0.0, 0.0, -h, x + w, y + h],
        4 => [w, 0.0, 0.0, -h, x, y + h],
        5 => [0.0, -h, -w, 0.0, x + w, y + h],
        6 => [0.0, -h, w, 0.0, x, y + h],
        7 => [0.0, h, w, 0.0, x, y],
        8 => [0.0, h, -w, 0.0, x + w, y],
        _ => [w, 0.0, 0.0, h, x, y],
    };
    (paper, Matrix(matrix))
}

//! Big words across a page: what state it is in, whatever else stands on it (hazards H9 and H35).

use super::error::TypesetError;
use super::fonts::Fonts;
use super::inline::{Direction, Inline};
use super::sheet::{Artifact, Paint, Sheet, Stroke, TextPaint, WATERMARK};
use super::span::Face;

/// Prints words upwards from left to right with their middle at `centre`, both as shares of the page; `share` is
/// how much of the page's diagonal they fill.
pub(super) fn across(
    words: &str,
    centre: (f32, f32),
    share: f32,
    fonts: &Fonts,
    sheet: &mut Sheet,
) -> Result<(), TypesetError> {
    let mut inline = Inline::default();
    inline.push_line(words, Face::Bold, 100.0);
    let Some(line) = inline
        .lines(fonts, f32::MAX, Direction::FromLeft)?
        .into_iter()
        .next()
    else {
        return Ok(());
    };
    let angle = sheet.height.atan2(sheet.width).to_degrees().clamp(30.0, 55.0);
    let (sine, cosine) = angle.to_radians().sin_cos();
    let length = (sheet.width / cosine).min(sheet.height / sine) * share;
    let scale = (length / line.width.max(1.0)).min(1.6);
    // The middle of the words is at half the height of their capitals.
    let (half, rise) = (line.width * scale / 2.0, 36.0 * scale);
    let start_x = sheet.width * centre.0 - half * cosine + rise * sine;
    let start_y = sheet.height * centre.1 - half * sine - rise * cosine;
    sheet.paints.push(Paint::BeginArtifact(Artifact::Watermark));
    sheet.paints.push(Paint::BeginMultiply);
    for (x, run) in line.runs {
        let text = inline.slice(run.range.clone()).to_owned();
        let (x, y) = (start_x + x * scale * cosine, start_y + x * scale * sine);
        sheet.paints.push(Paint::Text(TextPaint {
            x,
            y,
            angle,
            size: 100.0 * scale,
            ink: WATERMARK,
            stroke: Stroke::Hollow,
            run,
            text,
        }));
    }
    sheet.paints.push(Paint::EndMultiply);
    sheet.paints.push(Paint::End);
    Ok(())
}

//! Pictures of pages: for the preview, for thumbnails, and for the proof that nothing was lost.

use std::collections::HashMap;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings};
use thiserror::Error;

use crate::join::geometry::Matrix;

/// The widest or tallest picture made, in pixels.
pub const LARGEST_SIDE_PX: u32 = 8_000;

/// Why there is no picture of a page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// The file cannot be drawn at all.
    #[error("the file cannot be shown: open it in another viewer to look at it")]
    Unreadable,
    /// The file opens only with a password.
    #[error("the file opens only with a password, so it cannot be shown")]
    NeedsPassword,
    /// The page is not in the file.
    #[error("there is no page {0}")]
    NoSuchPage(u32),
    /// The picture would be larger than [`LARGEST_SIDE_PX`], or nothing wide.
    #[error("a picture of {0} pixels cannot be made")]
    Size(u32),
    /// The picture could not be written as PNG.
    #[error("the picture could not be written")]
    Encoding,
}

/// An opened document that many pages are pictured from.
pub struct Pictures {
    pdf: Pdf,
    by_object: HashMap<(u32, u16), usize>,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures")
            .field("pages", &self.page_count())
            .finish_non_exhaustive()
    }
}

impl Pictures {
    /// Opens a PDF; `password` is tried where the empty one does not open it.
    ///
    /// # Errors
    /// [`PictureError::Unreadable`] or [`PictureError::NeedsPassword`].
    pub fn open(bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, PictureError> {
        use hayro::hayro_syntax::LoadPdfError::{Decryption, Invalid};
        let mut opened = Pdf::new(bytes.clone());
        if let (Err(Decryption(_)), Some(password)) = (&opened, password) {
            opened = Pdf::new_with_password(bytes, password);
        }
        let pdf = opened.map_err(|error| match error {
            Decryption(_) => PictureError::NeedsPassword,
            Invalid => PictureError::Unreadable,
        })?;
        let mut by_object = HashMap::new();
        for (at, page) in pdf.pages().iter().enumerate() {
            if let Some(id) = page.raw().obj_id()
                && let Ok(generation) = u16::try_from(id.gen_number)
            {
                by_object.entry((id.obj_number, generation)).or_insert(at);
            }
        }
        Ok(Self { pdf, by_object })
    }

    /// How many pages can be pictured.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pdf.pages().len()).unwrap_or(u32::MAX)
    }

    /// Width and height of page `page` (counted from 1) as it is shown, in points; none for a page that is not there.
    pub fn page_size(&self, page: u32) -> Option<(f32, f32)> {
        let index = page.checked_sub(1)? as usize;
        Some(self.pdf.pages().get(index)?.render_dimensions())
    }

    /// Page `page` (counted from 1) as PNG, `width_px` pixels wide, on white.
    ///
    /// # Errors
    /// [`PictureError::NoSuchPage`], [`PictureError::Size`] or [`PictureError::Encoding`].
    pub fn png(&self, page: u32, width_px: u32) -> Result<Vec<u8>, PictureError> {
        let index = page.checked_sub(1).ok_or(PictureError::NoSuchPage(page))? as usize;
        let found = self
            .pdf
            .pages()
            .get(index)
            .ok_or(PictureError::NoSuchPage(page))?;
        let (width, height) = found.render_dimensions();
        let scale = f64::from(width_px) / f64::from(width);
        let height_px = (f64::from(height) * scale).round().max(1.0);
        let fits = 1..=LARGEST_SIDE_PX;
        if !fits.contains(&width_px) || height_px > f64::from(LARGEST_SIDE_PX) {
            return Err(PictureError::Size(width_px));
        }
        let transform = Affine::scale(scale) * affine(found.initial_transform(true).as_coeffs());
        let size = (width_px as u16, height_px as u16);
        draw(found, &RenderCache::new(), size, transform)
            .into_png()
            .map_err(|_| PictureError::Encoding)
    }

    /// The page that is object `id` of the file, if it can be found.
    pub(crate) fn index(&self, id: (u32, u16)) -> Option<usize> {
        self.by_object.get(&id).copied()
    }

    /// From the units of page `index` to points on the page as displayed, lower left corner at the origin.
    pub(crate) fn own_matrix(&self, index: usize) -> Option<Matrix> {
        let page = self.pdf.pages().get(index)?;
        Some(Matrix(page.initial_transform(false).as_coeffs()))
    }

    /// A brush that remembers fonts from page to page; one for each thread.
    pub(crate) fn brush(&self) -> Brush<'_> {
        Brush {
            pictures: self,
            cache: RenderCache::new(),
        }
    }
}

/// Draws pages of one document one after the other.
pub(crate) struct Brush<'a> {
    pictures: &'a Pictures,
    cache: RenderCache<'a>,
}

impl Brush<'_> {
    /// The pixels of page `index`, laid by `matrix` (page units to points, origin at the lower left) on a sheet of
    /// `height` points that is drawn `scale` pixels to the point; none when there is no such page.
    pub(crate) fn pixels(
        &self,
        index: usize,
        matrix: Matrix,
        height: f64,
        scale: f64,
        size: (u16, u16),
    ) -> Option<Pixmap> {
        let page = self.pictures.pdf.pages().get(index)?;
        let flip = Affine::new([scale, 0.0, 0.0, -scale, 0.0, height * scale]);
        Some(draw(page, &self.cache, size, flip * affine(matrix.0)))
    }
}

/// Page `page` (counted from 1) of the PDF `bytes` as PNG, `width_px` pixels wide.
///
/// # Errors
/// As [`Pictures::open`] and [`Pictures::png`].
pub fn page_png(bytes: &[u8], page: u32, width_px: u32) -> Result<Vec<u8>, PictureError> {
    Pictures::open(Arc::new(bytes.to_vec()), None)?.png(page, width_px)
}

fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    (width, height): (u16, u16),
    transform: Affine,
) -> Pixmap {
    let mut context = RenderContext::new(width, height);
    // Hinting moves outlines to the pixel grid, which makes equal pages differ where their scale does.
    let settings = RenderSettings {
        hinting: false,
        ..RenderSettings::default()
    };
    hayro::render_into(
        page,
        cache,
        &InterpreterSettings::default(),
        &settings,
        &mut context,
        transform,
    );
    context.flush();
    let mut pixels = Pixmap::new(width, height);
    let target = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut pixels, &mut Resources::default(), target);
    pixels
}

/// A white sheet of so many pixels.
pub(crate) fn empty((width, height): (u16, u16)) -> Pixmap {
    let mut pixels = Pixmap::new(width, height);
    pixels.data_as_u8_slice_mut().fill(u8::MAX);
    pixels
}

fn affine(coefficients: [f64; 6]) -> Affine {
    Affine::new(coefficients)
}

//! The very bytes of a paper, page by page as pictures.

use std::sync::Arc;

use pdf::picture::Pictures;

use crate::Error;
use crate::view::PageSizeView;

/// An opened paper. What it shows are the bytes that are printed and saved, and no others (product rule §3.7).
pub struct Preview {
    bytes: Arc<Vec<u8>>,
    pictures: Pictures,
    /// The size of each page in points.
    pub pages: Vec<PageSizeView>,
}

impl Preview {
    pub(crate) fn new(bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes = Arc::new(bytes);
        let pictures =
            Pictures::open(bytes.clone(), None).map_err(|error| Error::Fault(error.to_string()))?;
        let pages = (1..=pictures.page_count())
            .filter_map(|page| pictures.page_size(page))
            .map(|(width, height)| PageSizeView {
                width: width.into(),
                height: height.into(),
            })
            .collect();
        Ok(Self {
            bytes,
            pictures,
            pages,
        })
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A page, from 1, as a PNG of this width in pixels.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a page that does not exist; [`Error::Fault`] when it cannot be drawn.
    pub fn picture(&self, page: u32, width_px: u32) -> Result<Vec<u8>, Error> {
        if page == 0 || page as usize > self.pages.len() {
            return Err(Error::NotFound("page"));
        }
        self.pictures
            .png(page, width_px.clamp(16, 4000))
            .map_err(|error| Error::Fault(error.to_string()))
    }
}

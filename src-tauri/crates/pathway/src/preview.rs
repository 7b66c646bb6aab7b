//! The very bytes of a paper, page by page as pictures.

use std::sync::Arc;

use pdf::picture::Pictures;
use records::worker::Drawing;
use records::{Format, Reader, Refused};

use crate::Error;
use crate::view::PageSizeView;

/// An opened paper. What it shows are the bytes that are printed and saved, and no others (product rule §3.7).
pub struct Preview {
    drawn: Drawn,
    /// The size of each page in points.
    pub pages: Vec<PageSizeView>,
}

/// Where the pages are drawn.
enum Drawn {
    /// In this process: a paper of our own, in which nothing is foreign.
    Here(Arc<Vec<u8>>, Pictures),
    /// By a worker: a record, or a bundle that holds records.
    Worker(Drawing),
}

impl Preview {
    /// A paper of our own.
    pub(crate) fn new(bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes = Arc::new(bytes);
        Self::here(bytes.clone(), bytes, None).map_err(|refused| Error::Fault(refused.message))
    }

    /// A document with foreign content, which is opened, with its password if it has one, and drawn where `reader` says.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be shown.
    pub(crate) fn of(
        reader: &Reader,
        format: Format,
        bytes: Vec<u8>,
        password: Option<&str>,
    ) -> Result<Self, Refused> {
        match reader {
            Reader::Worker(program) => {
                let drawing = Drawing::open(program, format, Arc::new(bytes), password)?;
                Ok(Self {
                    pages: views(drawing.sizes.iter().copied()),
                    drawn: Drawn::Worker(drawing),
                })
            }
            Reader::Here => {
                let pdf = records::as_pdf(bytes.clone(), format)?;
                Self::here(Arc::new(bytes), Arc::new(pdf), password)
            }
        }
    }

    fn here(bytes: Arc<Vec<u8>>, pdf: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, Refused> {
        let pictures = Pictures::open(pdf, password).map_err(|fault| Refused::unreadable(&fault))?;
        let sizes = (1..=pictures.page_count()).filter_map(|page| pictures.page_size(page));
        Ok(Self {
            pages: views(sizes),
            drawn: Drawn::Here(bytes, pictures),
        })
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.drawn {
            Drawn::Here(bytes, _) => bytes,
            Drawn::Worker(drawing) => drawing.bytes(),
        }
    }

    /// A page, from 1, as a PNG of this width in pixels.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a page that does not exist; [`Error::File`] when it cannot be drawn.
    pub fn picture(&self, page: u32, width_px: u32) -> Result<Vec<u8>, Error> {
        if page == 0 || page as usize > self.pages.len() {
            return Err(Error::NotFound("page"));
        }
        let width_px = width_px.clamp(16, 4000);
        let drawn = match &self.drawn {
            Drawn::Here(_, pictures) => pictures
                .png(page, width_px)
                .map_err(|fault| Refused::unreadable(&fault)),
            Drawn::Worker(drawing) => drawing.png(page, width_px),
        };
        drawn.map_err(|refused| Error::File {
            code: refused.code,
            message: refused.message,
            details: Vec::new(),
        })
    }
}

fn views(sizes: impl Iterator<Item = (f32, f32)>) -> Vec<PageSizeView> {
    sizes
        .map(|(width, height)| PageSizeView {
            width: width.into(),
            height: height.into(),
        })
        .collect()
}

//! The bundle while it is being written: its pages in their places, and part after part of what they draw with.

use lopdf::Object;

use super::copy::Copier;
use super::geometry::{self, Matrix, Placement};
use super::{JoinError, Names, Part, Plan, content, layers, page, tags};
use crate::access::real;
use crate::proof::Sheet;
use crate::source::Contents;
use crate::source::destination::{Destinations, Place};
use crate::write::{Sink, Writer};

/// A page of the bundle to be.
pub(crate) struct Leaf {
    pub(crate) number: u32,
    pub(crate) placement: Placement,
}

/// The bundle while it is being written.
pub(crate) struct Bundle {
    pub(crate) writer: Writer,
    pub(crate) pages: Vec<Leaf>,
    /// Index of the page to be written next.
    pub(crate) next: usize,
    pub(crate) tree: u32,
    pub(crate) layers: layers::Layers,
    pub(crate) tags: tags::Tags,
    pub(crate) empty_form: Option<Object>,
    /// What the proof will compare each page with.
    pub(crate) sheets: Vec<Sheet>,
}

/// Where the content of each page of the bundle goes, in order, blank pages included.
pub(super) fn placements(parts: &[Part]) -> impl Iterator<Item = Placement> {
    let mut before = 0;
    parts.iter().flat_map(move |part| {
        let blanks = super::blanks_before(part, before);
        before += blanks + part.pages.len();
        let pages = part.pages.iter().filter_map(|page| part.source.page(*page));
        let place: fn(&crate::source::Page) -> Placement = if part.stamped {
            geometry::stamped
        } else {
            geometry::unstamped
        };
        std::iter::repeat_n(geometry::blank(), blanks).chain(pages.map(place))
    })
}

impl Bundle {
    pub(super) fn new(plan: &Plan, sink: Sink) -> Self {
        let mut writer = Writer::into(sink);
        let tree = writer.reserve();
        let pages = placements(&plan.parts)
            .map(|placement| Leaf {
                number: writer.reserve(),
                placement,
            })
            .collect();
        let tags = tags::Tags::default();
        Self {
            writer,
            pages,
            next: 0,
            tree,
            layers: layers::Layers::default(),
            tags,
            empty_form: None,
            sheets: Vec::new(),
        }
    }

    /// Writes a page that is blank but for its strip, before part `at`.
    pub(super) fn blank(&mut self, at: usize, overlay: Option<&mut page::Overlay<'_>>) {
        page::blank(self, overlay);
        let Placement {
            width,
            height,
            matrix,
        } = self.pages[self.next].placement;
        self.sheets.push(Sheet {
            part: at,
            page: 0,
            object: (0, 0),
            width,
            height,
            matrix,
            made: Vec::new(),
        });
        self.next += 1;
    }

    /// Writes the pages of one part, and everything they draw with.
    pub(super) fn part(
        &mut self,
        at: usize,
        part: &Part,
        contents: &Contents<'_>,
        mut overlay: Option<&mut page::Overlay<'_>>,
        names: &Names,
    ) -> Result<(), JoinError> {
        let source = &part.source;
        let destinations = Destinations::of(source);
        let first = self.next;
        let mut copier = Copier::new(
            &source.document,
            contents,
            (!part.stamped).then(|| self.tags.base()),
        );
        if !part.stamped {
            for (page, leaf) in part.pages.iter().zip(&self.pages[first..]) {
                copier.known(source.pages[*page as usize - 1].id, leaf.number);
            }
            self.tags.begin(&mut copier, &mut self.writer);
        }
        let mut forms = content::Forms::default();
        for page in &part.pages {
            let overlay = overlay.as_deref_mut();
            let target = |to: Place| super::target(part, first, to);
            let written = if part.stamped {
                page::stamped(
                    self,
                    &mut copier,
                    &mut forms,
                    source,
                    *page,
                    overlay,
                    &destinations,
                    &target,
                )
            } else {
                page::unstamped(self, &mut copier, source, *page, overlay, names)
            };
            match written {
                Ok(made) => {
                    let Placement {
                        width,
                        height,
                        matrix,
                    } = self.pages[self.next].placement;
                    let object = source.pages[*page as usize - 1].id;
                    self.sheets.push(Sheet {
                        part: at,
                        page: *page,
                        object,
                        width,
                        height,
                        matrix,
                        made,
                    });
                    self.next += 1;
                }

                Err(page::Failed::Content) => {
                    return Err(JoinError::PageDamaged {
                        part: at,
                        page: *page,
                    });
                }
                Err(page::Failed::FileGone) => return Err(JoinError::FileGone { part: at }),
                Err(page::Failed::Destination(name)) => return Err(JoinError::UnknownDestination(name)),
            }
        }
        if !part.stamped {
            self.tags.end(&mut copier, &mut self.writer);
        }
        copier.finish(&mut self.writer);
        self.layers.add(&copier);
        Ok(())
    }

    /// A destination on a page of the bundle, its point given in the source page's own units.
    pub(crate) fn destination(&self, page: usize, left: Option<f64>, top: Option<f64>) -> Object {
        let leaf = &self.pages[page];
        let mut out = vec![Object::Reference((leaf.number, 0)), Object::Name(b"XYZ".to_vec())];
        let Matrix([a, _, _, d, ..]) = leaf.placement.matrix;
        // On a turned page a point with one coordinate missing is no longer a line; the page's top does instead.
        let known = (left.is_some() && top.is_some()) || a != 0.0 && d != 0.0;
        let (x, y) = leaf
            .placement
            .matrix
            .point(left.unwrap_or(0.0), top.unwrap_or(0.0));
        let coordinate = |value: f64, given: bool, most: f64| {
            if given && known {
                real(value.clamp(0.0, most).round())
            } else {
                Object::Null
            }
        };
        out.push(coordinate(x, left.is_some(), leaf.placement.width));
        out.push(coordinate(y, top.is_some(), leaf.placement.height));
        out.push(Object::Null);
        Object::Array(out)
    }
}

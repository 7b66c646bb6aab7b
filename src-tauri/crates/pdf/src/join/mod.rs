//! Joins the letter, the index and the enclosures into one PDF: nothing lost, nothing active, every page stamped.
//!
//! The bundle is made anew around the content of its pages. The content of a stamped page becomes a form drawn
//! smaller, upright and cut to what its viewer showed; annotations become part of the page; streams pass through
//! untouched. Nothing else of a source is looked at, so nothing else can come along.

pub(crate) mod annotation;
mod appearance;
mod catalogue;
mod content;
mod copy;
mod field;
pub(crate) mod geometry;
mod layers;
mod letters;
mod outline;
mod page;
mod plan;
mod strokes;
mod tags;

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Object, StringFormat};

pub use plan::{JoinError, Joined, PageSize, Part, Plan, Written};

use crate::access::real;
use crate::proof::{Expected, Sheet};
use crate::source::destination::{Destinations, Place};
use crate::source::{Contents, Files, Limits, NoFiles, Source};
use crate::write::{self, Sink, Writer};
use copy::Copier;
use geometry::{Matrix, Placement};

/// Points of the strip that a stamped page keeps free at its top.
pub const STRIP_HEIGHT_PT: f32 = geometry::STRIP as f32;

/// The size of each page of the bundle, in order, before it is made.
///
/// A page that is not there is left out; [`join`] refuses the plan.
pub fn page_sizes(plan: &Plan) -> Vec<PageSize> {
    let mut sizes = Vec::new();
    for part in &plan.parts {
        for page in part.pages.iter().filter_map(|page| part.source.page(*page)) {
            let place = if part.stamped {
                geometry::stamped(page)
            } else {
                geometry::unstamped(page)
            };
            sizes.push(PageSize {
                width_pt: place.width as f32,
                height_pt: place.height as f32,
            });
        }
    }
    sizes
}

/// Joins `plan` into one PDF; page i of the PDF `strip_bytes` is laid over page i of the bundle (no bytes: no strips).
///
/// The sources must have been read whole; see [`join_into`] for skimmed ones.
///
/// # Errors
/// All or nothing: a [`JoinError`] names the part and page that cannot be taken over whole, and no bundle is made.
pub fn join(plan: Plan, strip_bytes: &[u8]) -> Result<Joined, JoinError> {
    join_from(plan, strip_bytes, &NoFiles)
}

/// As [`join`], with the files of the skimmed sources fetched from `files` one after the other.
///
/// # Errors
/// As [`join`].
pub fn join_from(plan: Plan, strip_bytes: &[u8], files: &dyn Files) -> Result<Joined, JoinError> {
    let mut bytes = Vec::with_capacity(expected_size(&plan));
    let written = join_into(plan, strip_bytes, files, &mut bytes)?;
    Ok(Joined {
        bytes,
        pages: written.pages,
        first_pages: written.first_pages,
        expected: written.expected,
        sha256: written.sha256,
    })
}

/// As [`join_from`], with the bytes of the bundle written to `out` as they are made, so that they are never all in
/// memory. After an error, what was written to `out` is no bundle.
///
/// # Errors
/// As [`join`], and [`JoinError::Write`] when `out` takes no more.
pub fn join_into(
    plan: Plan,
    strip_bytes: &[u8],
    files: &dyn Files,
    out: &mut (dyn Write + Send),
) -> Result<Written, JoinError> {
    let manifest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&plan.manifest).map_err(|_| JoinError::Manifest)?;
    check(&plan)?;
    let (written, closed) =
        write::through(out, |sink| write_parts(plan, manifest, strip_bytes, files, sink))?;
    Ok(Written {
        length: closed.length,
        sha256: closed.sha256,
        ..written
    })
}

fn write_parts(
    plan: Plan,
    manifest: serde_json::Map<String, serde_json::Value>,
    strip_bytes: &[u8],
    files: &dyn Files,
    sink: Sink,
) -> Result<Written, JoinError> {
    let mut bundle = Bundle::new(&plan, sink);
    let strips = read_strips(strip_bytes, bundle.pages.len())?;
    let mut overlay = strips.as_ref().map(page::Overlay::of);

    let Plan {
        parts,
        title,
        language,
        id,
        created,
        producer,
        show_bookmarks,
        ..
    } = plan;
    let names = names(&parts);
    let mut first_pages = Vec::new();
    let mut bookmarks = outline::Outline::default();
    for (at, part) in (1..).zip(parts) {
        let first = bundle.next;
        first_pages.push(first as u32 + 1);
        bookmarks.part(&bundle, &part, first);
        let contents = part
            .source
            .contents(at, files)
            .map_err(|_| JoinError::FileGone { part: at })?;
        bundle.part(at, &part, &contents, overlay.as_mut(), &names)?;
    }
    let pages = bundle.pages.len() as u32;
    let catalogue = bundle.catalogue(
        &bookmarks,
        &names,
        &title,
        &language,
        show_bookmarks,
        manifest,
        &created,
    );
    let info = bundle.info(&title, &producer, &created);
    let mut trailer = Dictionary::new();
    trailer.set("Root", catalogue);
    trailer.set("Info", info);
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    trailer.set("ID", vec![id.clone(), id]);
    let expected = Expected {
        sheets: bundle.sheets,
        strips: strip_bytes.to_vec(),
    };
    bundle.writer.finish(trailer);
    Ok(Written {
        pages,
        first_pages,
        expected,
        length: 0,
        sha256: String::new(),
    })
}

/// A page of the bundle, counted from 0, and a point on it in the source page's own units.
pub(crate) type Target = (usize, Option<f64>, Option<f64>);

/// Where each name leads.
type Names = BTreeMap<Vec<u8>, Target>;

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

impl Bundle {
    fn new(plan: &Plan, sink: Sink) -> Self {
        let mut writer = Writer::into(sink);
        let tree = writer.reserve();
        let mut pages = Vec::new();
        for part in &plan.parts {
            for page in part.pages.iter().filter_map(|page| part.source.page(*page)) {
                let placement = if part.stamped {
                    geometry::stamped(page)
                } else {
                    geometry::unstamped(page)
                };
                pages.push(Leaf {
                    number: writer.reserve(),
                    placement,
                });
            }
        }
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

    /// Writes the pages of one part, and everything they draw with.
    fn part(
        &mut self,
        at: usize,
        part: &Part,
        contents: &Contents,
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
            let target = |to: Place| self::target(part, first, to);
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

/// The name of the embedded manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

pub(crate) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Object {
    Object::Dictionary(
        entries
            .into_iter()
            .map(|(key, value)| (key.as_bytes().to_vec(), value))
            .collect(),
    )
}

/// Where a place of a part's source is in the bundle, if that page was chosen: its index and its point.
pub(crate) fn target(part: &Part, first: usize, to: Place) -> Option<Target> {
    let wanted = to.page as u32 + 1;
    let at = part.pages.iter().position(|page| *page == wanted)?;
    Some((first + at, to.left, to.top))
}

fn check(plan: &Plan) -> Result<(), JoinError> {
    let mut seen = std::collections::BTreeSet::new();
    for (at, part) in (1..).zip(&plan.parts) {
        if !seen.insert(part.name.as_str()) {
            return Err(JoinError::NameTwice(part.name.clone()));
        }
        if let Some(&page) = part.pages.iter().find(|page| part.source.page(**page).is_none()) {
            return Err(JoinError::NoSuchPage {
                part: at,
                page,
                pages: part.source.page_count(),
            });
        }
    }
    if plan.parts.iter().all(|part| part.pages.is_empty()) {
        return Err(JoinError::NoPages);
    }
    Ok(())
}

fn read_strips(strips: &[u8], pages: usize) -> Result<Option<Source>, JoinError> {
    if strips.is_empty() {
        return Ok(None);
    }
    // Our own strips may be as many as the pages of many sources.
    let limits = Limits {
        pages: u32::MAX,
        ..Limits::default()
    };
    let strips = Source::read(strips, None, &limits).map_err(|_| JoinError::Strips)?;
    if strips.pages.len() != pages {
        return Err(JoinError::StripCount {
            strips: strips.page_count(),
            pages: pages as u32,
        });
    }
    Ok(Some(strips))
}

/// Names of the parts, then those that our own papers define; the first to take a name keeps it.
fn names(parts: &[Part]) -> Names {
    let mut names = Names::new();
    let mut first = 0;
    for part in parts {
        if !part.pages.is_empty() {
            names.insert(part.name.clone().into_bytes(), (first, None, None));
        }
        first += part.pages.len();
    }
    let mut first = 0;
    for part in parts {
        if !part.stamped {
            for (name, place) in Destinations::of(&part.source).names() {
                if let Some(target) = target(part, first, place) {
                    names.entry(name).or_insert(target);
                }
            }
        }
        first += part.pages.len();
    }
    names
}

/// About how many bytes the bundle will have.
fn expected_size(plan: &Plan) -> usize {
    let streams: usize = plan.parts.iter().map(|part| part.source.stream_bytes()).sum();
    streams + streams / 50 + (1 << 16)
}

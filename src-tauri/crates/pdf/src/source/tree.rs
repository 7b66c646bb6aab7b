//! Walks a foreign page tree without trusting its counts, its types or its shape.

use std::collections::{BTreeSet, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Limits, Refusal};
use crate::access::{get, get_name, get_number, rectangle, reference, resolve};

/// A4 in points, upright.
pub(crate) const A4: (f64, f64) = (595.276, 841.89);

/// A page with everything it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) id: ObjectId,
    /// What a viewer shows, in the page's own units: crop box within media box.
    pub(crate) visible: [f64; 4],
    /// Clockwise turn for display: 0, 90, 180 or 270 degrees.
    pub(crate) rotate: u16,
    /// Points in one unit of the page.
    pub(crate) unit: f64,
    /// The resources as they stand, often a reference shared by all pages.
    pub(crate) resources: Object,
    /// Whether the page gave a usable size, itself or by inheritance.
    pub(crate) sized: bool,
}

/// What pages hand down to their kids.
#[derive(Clone, Default)]
struct Inherited {
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: Option<f64>,
    resources: Option<Object>,
}

struct Frame {
    id: ObjectId,
    kids: Vec<Object>,
    next: usize,
    inherited: Inherited,
}

/// The pages below `root`, in order; missing kids are counted, not skipped.
pub(super) struct Walk {
    pub(super) pages: Vec<Page>,
    /// Places in the order (counted from 1) where a page should be and is not.
    pub(super) missing: Vec<u32>,
}

/// Walks the page tree of `document`.
///
/// A page listed twice is shown twice, as viewers show it; a node within itself is a loop and refused.
pub(super) fn walk(document: &mut Document, limits: &Limits) -> Result<Walk, Refusal> {
    let mut walk = Walk {
        pages: Vec::new(),
        missing: Vec::new(),
    };
    let Some(root) = root(document) else {
        return Ok(walk);
    };
    let mut above: HashSet<ObjectId> = HashSet::new();
    let mut stack = Vec::new();
    let mut visits: u64 = 0;
    enter(
        document,
        root,
        &Inherited::default(),
        &mut stack,
        &mut above,
        &mut walk,
    );
    while let Some(frame) = stack.last_mut() {
        let Some(kid) = frame.kids.get(frame.next).cloned() else {
            above.remove(&frame.id);
            stack.pop();
            continue;
        };
        frame.next += 1;
        let inherited = frame.inherited.clone();
        visits += 1;
        if walk.pages.len() + walk.missing.len() > limits.pages as usize {
            return Err(Refusal::TooManyPages { limit: limits.pages });
        }
        if visits > u64::from(limits.pages) * 20 {
            return Err(Refusal::TooLarge {
                what: "list of pages",
            });
        }
        if stack.len() > limits.depth as usize * 16 {
            return Err(Refusal::TooDeep);
        }
        let id = match kid {
            Object::Reference(id) => id,
            // A kid written in place gets a number of its own so that everything else can name it.
            Object::Dictionary(_) => add(document, kid),
            Object::Null => continue,
            _ => {
                walk.missing.push(place(&walk));
                continue;
            }
        };
        if above.contains(&id) {
            return Err(Refusal::PageTreeLoops);
        }
        enter(document, id, &inherited, &mut stack, &mut above, &mut walk);
    }
    if walk.pages.len() > limits.pages as usize {
        return Err(Refusal::TooManyPages { limit: limits.pages });
    }
    Ok(walk)
}

/// Every object that says it is a page, in the order of their numbers: the last resort for a lost page tree.
pub(super) fn gather(document: &Document, limits: &Limits) -> Result<Vec<Page>, Refusal> {
    let mut pages = Vec::new();
    for (&id, object) in &document.objects {
        if let Object::Dictionary(dict) = object
            && dict.has_type(b"Page")
        {
            pages.push(page(document, id, dict, &from_parents(document, dict)));
            if pages.len() > limits.pages as usize {
                return Err(Refusal::TooManyPages { limit: limits.pages });
            }
        }
    }
    Ok(pages)
}

fn root(document: &mut Document) -> Option<ObjectId> {
    let pages = document.catalog().ok()?.get(b"Pages").ok()?.clone();
    match pages {
        Object::Reference(id) => Some(id),
        Object::Dictionary(_) => Some(add(document, pages)),
        _ => None,
    }
}

fn add(document: &mut Document, object: Object) -> ObjectId {
    let above = document
        .objects
        .keys()
        .next_back()
        .map_or(0, |id| id.0)
        .max(document.max_id);
    let id = (above.saturating_add(1), 0);
    document.objects.insert(id, object);
    document.max_id = id.0;
    id
}

fn place(walk: &Walk) -> u32 {
    u32::try_from(walk.pages.len() + walk.missing.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1)
}

fn enter(
    document: &Document,
    id: ObjectId,
    inherited: &Inherited,
    stack: &mut Vec<Frame>,
    above: &mut HashSet<ObjectId>,
    walk: &mut Walk,
) {
    let Some(Object::Dictionary(node)) = document.objects.get(&id).map(|object| resolve(document, object))
    else {
        walk.missing.push(place(walk));
        return;
    };
    let kids = match get(document, node, b"Kids") {
        Object::Array(kids) if !node.has_type(b"Page") => Some(kids.clone()),
        _ if get_name(document, node, b"Type") == Some(b"Pages") => Some(Vec::new()),
        _ => None,
    };
    let inherited = inherit(document, node, inherited);
    match kids {
        Some(kids) => {
            above.insert(id);
            stack.push(Frame {
                id,
                kids,
                next: 0,
                inherited,
            });
        }
        None => walk.pages.push(page(document, id, node, &inherited)),
    }
}

fn inherit(document: &Document, node: &Dictionary, from: &Inherited) -> Inherited {
    let rect = |key: &[u8]| node.get(key).ok().and_then(|value| rectangle(document, value));
    let resources = node
        .get(b"Resources")
        .ok()
        .filter(|value| matches!(resolve(document, value), Object::Dictionary(_)));
    Inherited {
        media: rect(b"MediaBox").or(from.media),
        crop: rect(b"CropBox").or(from.crop),
        rotate: get_number(document, node, b"Rotate").or(from.rotate),
        resources: resources.cloned().or_else(|| from.resources.clone()),
    }
}

/// What a page found outside the tree inherits from the parents it names.
fn from_parents(document: &Document, page: &Dictionary) -> Inherited {
    let mut chain = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = page.get(b"Parent").ok().and_then(reference);
    while let Some(id) = next
        && seen.insert(id)
        && let Some(Object::Dictionary(dict)) = document.objects.get(&id)
    {
        chain.push(dict);
        next = dict.get(b"Parent").ok().and_then(reference);
    }
    let above = chain
        .iter()
        .rev()
        .fold(Inherited::default(), |from, dict| inherit(document, dict, &from));
    inherit(document, page, &above)
}

fn page(document: &Document, id: ObjectId, node: &Dictionary, inherited: &Inherited) -> Page {
    let media = inherited.media.unwrap_or([0.0, 0.0, A4.0, A4.1]);
    let crop = inherited.crop.unwrap_or(media);
    let cut = [
        crop[0].max(media[0]),
        crop[1].max(media[1]),
        crop[2].min(media[2]),
        crop[3].min(media[3]),
    ];
    // Viewers ignore a crop box that leaves nothing to see.
    let visible = if cut[2] - cut[0] > 0.01 && cut[3] - cut[1] > 0.01 {
        cut
    } else {
        media
    };
    // A turn that is no quarter turn is ignored, as viewers do.
    let turn = inherited
        .rotate
        .filter(|turn| turn % 90.0 == 0.0 && turn.abs() < 1e6)
        .unwrap_or(0.0);
    let unit = get_number(document, node, b"UserUnit").filter(|unit| *unit > 0.0 && *unit <= 1000.0);
    Page {
        id,
        visible,
        rotate: (turn as i64).rem_euclid(360) as u16,
        unit: unit.unwrap_or(1.0),
        resources: inherited
            .resources
            .clone()
            .unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        sized: inherited.media.is_some(),
    }
}

impl Page {
    /// Width and height in points as a viewer shows the page.
    pub(crate) fn displayed(&self) -> (f64, f64) {
        let [x0, y0, x1, y1] = self.visible;
        let (width, height) = ((x1 - x0) * self.unit, (y1 - y0) * self.unit);
        if self.rotate.is_multiple_of(180) {
            (width, height)
        } else {
            (height, width)
        }
    }
}

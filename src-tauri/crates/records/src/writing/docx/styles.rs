//! What the styles and numberings of a Word document say of its paragraphs.

use std::collections::HashMap;

use crate::refused::Refused;
use crate::writing::numbering::{Level, Numbering};
use crate::writing::package::Package;
use crate::writing::xml::{self, Mark};

/// What a paragraph style means for us.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// 1 to 6 for a heading.
    pub(super) heading: Option<u8>,
    /// The numbering and level of its paragraphs.
    pub(super) numbering: Option<String>,
    pub(super) level: usize,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// Styles by their id.
pub(super) type Styles = HashMap<String, Style>;

/// Reads styles and numberings.
pub(super) fn read(package: &mut Package<'_>) -> Result<(Styles, Numberings), Refused> {
    let mut styles = Styles::new();
    if let Some(part) = package.part("word/styles.xml")? {
        styles = read_styles(&part)?;
    }
    let mut numberings = Numberings::default();
    if let Some(part) = package.part("word/numbering.xml")? {
        numberings = read_numberings(&part)?;
    }
    Ok((styles, numberings))
}

fn read_styles(part: &[u8]) -> Result<Styles, Refused> {
    let mut styles = Styles::new();
    let mut id = String::new();
    xml::walk(part, &mut |mark| {
        let Mark::Open(element) = mark else { return };
        if element.name == "style" {
            id = element.get("styleId").to_owned();
            styles.insert(id.clone(), Style::default());
            return;
        }
        let Some(style) = styles.get_mut(&id) else { return };
        let value = element.get("val");
        match element.name.as_str() {
            "name" => {
                let name = value.to_ascii_lowercase();
                let level = name
                    .strip_prefix("heading ")
                    .and_then(|level| level.trim().parse::<u8>().ok());
                style.heading = if name == "title" {
                    Some(1)
                } else {
                    level.map(|level| level.clamp(1, 6))
                };
            }
            "outlineLvl" => {
                let level = element.number("val").filter(|level| (0..6).contains(level));
                style.heading = style.heading.or(level.map(|level| level as u8 + 1));
            }
            "numId" => style.numbering = Some(value.to_owned()).filter(|id| id != "0"),
            "ilvl" => style.level = element.number("val").unwrap_or(0).clamp(0, 8) as usize,
            "b" => style.bold = is_on(value),
            "i" => style.italic = is_on(value),
            _ => {}
        }
    })?;
    Ok(styles)
}

/// Whether a switch such as bold is on: without a value it is.
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// Numberings by the id that paragraphs use; several ids may share one counting.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    counting: Numbering,
    of_id: HashMap<String, String>,
    /// Ids that start counting anew when they are first used.
    anew: HashMap<String, usize>,
}

impl Numberings {
    /// The label of the next paragraph.
    pub(super) fn label(&mut self, id: &str, level: usize) -> String {
        let Some(shared) = self.of_id.get(id).cloned() else {
            return "• ".to_owned();
        };
        if let Some(from) = self.anew.remove(id) {
            self.counting.restart(&shared, from);
        }
        self.counting.label(&shared, level)
    }
}

fn read_numberings(part: &[u8]) -> Result<Numberings, Refused> {
    let mut numberings = Numberings::default();
    let (mut shared, mut id) = (String::new(), String::new());
    let mut level: Option<(usize, Level)> = None;
    xml::walk(part, &mut |mark| match mark {
        Mark::Open(element) => match element.name.as_str() {
            "abstractNum" => shared = element.get("abstractNumId").to_owned(),
            "num" => {
                shared.clear();
                id = element.get("numId").to_owned();
            }
            "abstractNumId" => {
                numberings.of_id.insert(id.clone(), element.get("val").to_owned());
            }
            "lvlOverride" => {
                let from = element.number("ilvl").unwrap_or(0).clamp(0, 8) as usize;
                numberings.anew.insert(id.clone(), from);
            }
            "lvl" => {
                let at = element.number("ilvl").unwrap_or(0).clamp(0, 8) as usize;
                let own = Level {
                    start: 1,
                    ..Level::default()
                };
                level = Some((at, own));
            }
            name => {
                if let Some((_, level)) = &mut level {
                    match name {
                        "start" => level.start = element.number("val").unwrap_or(1),
                        "numFmt" => level.format = element.get("val").to_owned(),
                        "lvlText" => level.text = element.get("val").to_owned(),
                        _ => {}
                    }
                }
            }
        },
        Mark::Close("lvl") => {
            if let Some((at, level)) = level.take()
                && !shared.is_empty()
            {
                numberings.counting.define(&shared, at, level);
            }
        }
        _ => {}
    })?;
    Ok(numberings)
}

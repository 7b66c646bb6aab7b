//! XML as marks and text, one after the other. Entities of the document's own are not resolved, so that none can
//! grow without end, and nothing outside the document is read.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::refused::Refused;
use crate::writing::unreadable;

/// How deep marks may nest.
const DEEPEST: usize = 5_000;

/// One step through a document.
#[derive(Debug)]
pub(super) enum Mark<'a> {
    /// A mark opens.
    Open(&'a Element),
    /// The mark of this name closes.
    Close(&'a str),
    /// Text.
    Text(&'a str),
}

/// A mark: its name without prefix, and its attributes with theirs.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// The name without its prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its name without prefix; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value)
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name).trim().parse().ok()
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = quick_xml::escape::unescape(&attribute.value).map(|text| text.into_owned());
            (name, value.unwrap_or_default())
        });
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
        }
    }
}

/// Goes through a document.
///
/// # Errors
/// [`Refused`] when it is not well-formed or nested too deeply.
pub(super) fn walk(bytes: &[u8], see: &mut impl FnMut(Mark<'_>)) -> Result<(), Refused> {
    let text = super::encoding::decode(bytes).text;
    let mut reader = Reader::from_str(&text);
    let mut depth: usize = 0;
    loop {
        let event = reader.read_event().map_err(|_| unreadable("its XML"))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(pdf::source::Refusal::TooDeep.into());
                }
                see(Mark::Open(&Element::of(&start)));
            }
            Event::Empty(start) => {
                let element = Element::of(&start);
                see(Mark::Open(&element));
                see(Mark::Close(&element.name));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                see(Mark::Close(end.local_name().as_ref()));
            }
            Event::Text(text) => see(Mark::Text(&text.xml10_content())),
            Event::CData(text) => see(Mark::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    see(Mark::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(name) {
                    see(Mark::Text(text));
                } else {
                    see(Mark::Text(&format!("&{name};")));
                }
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(unreadable("its XML ends early")),
            _ => {}
        }
    }
}

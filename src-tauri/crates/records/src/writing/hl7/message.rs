//! The grammar of HL7 version 2: segments, fields, repetitions, components and escapes.

use encoding_rs::WINDOWS_1252;

use crate::refused::Refused;
use crate::writing::unreadable;

/// The characters that divide a message, as its header names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separators {
    field: char,
    component: char,
    repetition: char,
    escape: char,
    subcomponent: char,
}

/// One line of a message.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Its three letters.
    pub(super) name: String,
    fields: Vec<String>,
    separators: Separators,
}

/// Divides a file into messages of segments; what stands around batches is passed over.
///
/// # Errors
/// [`Refused`] when no message begins with a usable header.
pub(super) fn messages(text: &str) -> Result<Vec<Vec<Segment>>, Refused> {
    let mut messages: Vec<Vec<Segment>> = Vec::new();
    let mut separators = None;
    for line in text.split(['\r', '\n']) {
        // The marks of the transport stand before the first and after the last segment.
        let line = line
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{B}' | '\u{1C}' | '\u{FEFF}' | '\0'));
        if line.is_empty() {
            continue;
        }
        if line.starts_with("MSH") {
            let own = Separators::of(line).ok_or_else(|| unreadable("its message header"))?;
            separators = Some(own);
            messages.push(Vec::new());
        }
        let (Some(separators), Some(message)) = (separators, messages.last_mut()) else {
            continue;
        };
        let mut fields = line.split(separators.field);
        let name = fields.next().unwrap_or_default();
        if name.chars().count() == 3 && name.chars().all(|c| c.is_ascii_alphanumeric()) {
            message.push(Segment {
                name: name.to_ascii_uppercase(),
                fields: fields.map(str::to_owned).collect(),
                separators,
            });
        } else if let Some(last) = message.last_mut().and_then(|segment| segment.fields.last_mut()) {
            // A line break inside a field, which senders should have escaped: the text goes on.
            last.push('\n');
            last.push_str(line);
        }
    }
    messages.retain(|message| !message.is_empty());
    if messages.is_empty() {
        return Err(unreadable("it holds no message"));
    }
    Ok(messages)
}

impl Separators {
    fn of(header: &str) -> Option<Self> {
        let mut chars = header.chars().skip(3);
        let field = chars.next().filter(|c| !c.is_alphanumeric())?;
        let mut rest = chars.take_while(|c| *c != field);
        let component = rest.next()?;
        Some(Self {
            field,
            component,
            repetition: rest.next().unwrap_or('~'),
            escape: rest.next().unwrap_or('\\'),
            subcomponent: rest.next().unwrap_or('&'),
        })
    }
}

impl Segment {
    /// A field as it stands, counted from 1 as the standard does.
    pub(super) fn raw(&self, field: usize) -> &str {
        // In the header the separator itself is the first field.
        let at = if self.name == "MSH" {
            field.checked_sub(2)
        } else {
            field.checked_sub(1)
        };
        at.and_then(|at| self.fields.get(at)).map_or("", String::as_str)
    }

    /// The repetitions of a field, each as its components with their escapes resolved.
    pub(super) fn repetitions(&self, field: usize) -> Vec<Vec<String>> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return Vec::new();
        }
        raw.split(self.separators.repetition)
            .map(|repetition| {
                repetition
                    .split(self.separators.component)
                    .map(|component| self.plain(component))
                    .collect()
            })
            .collect()
    }

    /// A component of the first repetition of a field, both counted from 1.
    pub(super) fn component(&self, field: usize, component: usize) -> String {
        let mut first = self.repetitions(field).into_iter().next().unwrap_or_default();
        if component >= 1 && component <= first.len() {
            first.swap_remove(component - 1)
        } else {
            String::new()
        }
    }

    /// The whole field as text: a sender that did not escape its separators is read all the same.
    pub(super) fn whole(&self, field: usize) -> String {
        unescape(self.raw(field), self.separators)
    }

    /// Resolves the escapes of a component; sub-components are set apart by a blank.
    fn plain(&self, component: &str) -> String {
        let parts: Vec<String> = component
            .split(self.separators.subcomponent)
            .map(|part| unescape(part, self.separators))
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" ")
    }
}

/// The longest that an escape can be; a lone escape character further from its partner is a character like others.
const LONGEST_ESCAPE: usize = 64;

fn unescape(text: &str, separators: Separators) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(separators.escape) {
        out.push_str(&rest[..at]);
        let after = &rest[at + separators.escape.len_utf8()..];
        let end = after
            .char_indices()
            .take(LONGEST_ESCAPE)
            .find(|(_, c)| *c == separators.escape)
            .map(|(end, _)| end);
        let resolved = end.and_then(|end| resolve(&after[..end], separators));
        match (end, resolved) {
            (Some(end), Some(resolved)) => {
                out.push_str(&resolved);
                rest = &after[end + separators.escape.len_utf8()..];
            }
            _ => {
                out.push(separators.escape);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What an escape stands for; none where it is no escape of the standard.
fn resolve(escape: &str, separators: Separators) -> Option<String> {
    let one = |c: char| Some(c.to_string());
    match escape {
        "F" => one(separators.field),
        "S" => one(separators.component),
        "T" => one(separators.subcomponent),
        "R" => one(separators.repetition),
        "E" => one(separators.escape),
        // Highlighting begins and ends.
        "H" | "N" => Some(String::new()),
        ".br" | ".ce" => one('\n'),
        _ if escape.starts_with(".sp") => {
            let lines: usize = escape[3..].trim_start_matches('+').parse().unwrap_or(1);
            Some("\n".repeat(lines.clamp(1, 10)))
        }
        ".fi" | ".nf" => Some(String::new()),
        _ if escape.starts_with(".in") || escape.starts_with(".ti") => Some(String::new()),
        _ => escape.strip_prefix('X').and_then(hexadecimal),
    }
}

fn hexadecimal(digits: &str) -> Option<String> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) || !digits.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return None;
    }
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .filter_map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect();
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        WINDOWS_1252
            .decode_without_bom_handling(error.as_bytes())
            .0
            .into_owned()
    });
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

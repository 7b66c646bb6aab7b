//! JSON with numbers as they were written: a result of 5.10 must not become 5.1.

use crate::refused::Refused;
use crate::writing::unreadable;

/// How deep values may nest.
const DEEPEST: u32 = 100;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    /// Nothing, true or false.
    Word(&'static str),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Self>),
    /// Named values in order.
    Object(Vec<(String, Self)>),
}

/// What stands for a value that is not there.
static NOTHING: Json = Json::Word("null");

impl Json {
    /// Reads a whole text.
    ///
    /// # Errors
    /// [`Refused`] when it is no JSON, or nested too deeply.
    pub(super) fn read(text: &str) -> Result<Self, Refused> {
        let mut reader = Reader {
            rest: text.trim_start_matches('\u{FEFF}'),
        };
        let value = reader.value(0)?;
        reader.blanks();
        if reader.rest.is_empty() {
            Ok(value)
        } else {
            Err(broken())
        }
    }

    /// A named value of an object; nothing where there is none.
    pub(super) fn get(&self, name: &str) -> &Self {
        match self {
            Self::Object(members) => members
                .iter()
                .find(|(own, _)| own == name)
                .map_or(&NOTHING, |(_, value)| value),
            _ => &NOTHING,
        }
    }

    /// The values of a list; none of anything else.
    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(values) => values,
            _ => &[],
        }
    }

    /// The first value of a list; nothing where there is none.
    pub(super) fn first(&self) -> &Self {
        self.list().first().unwrap_or(&NOTHING)
    }

    /// A text, number or truth as text; empty for anything else.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Word("null") => "",
            Self::Word(word) => word,
            _ => "",
        }
    }

    /// Whether there is a value at all.
    pub(super) fn is_there(&self) -> bool {
        *self != NOTHING
    }
}

fn broken() -> Refused {
    unreadable("it is not valid JSON")
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, mark: &str) -> bool {
        self.rest
            .strip_prefix(mark)
            .map(|rest| self.rest = rest)
            .is_some()
    }

    fn value(&mut self, depth: u32) -> Result<Json, Refused> {
        if depth > DEEPEST {
            return Err(pdf::source::Refusal::TooDeep.into());
        }
        self.blanks();
        for word in ["null", "true", "false"] {
            if self.take(word) {
                return Ok(Json::Word(word));
            }
        }
        if self.take("\"") {
            return Ok(Json::Text(self.string()?));
        }
        if self.take("[") {
            return self.list(depth);
        }
        if self.take("{") {
            return self.object(depth);
        }
        let end = self
            .rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse::<f64>().map_err(|_| broken())?;
        Ok(Json::Number(number.to_owned()))
    }

    fn list(&mut self, depth: u32) -> Result<Json, Refused> {
        let mut values = Vec::new();
        self.blanks();
        if self.take("]") {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.blanks();
            if self.take("]") {
                return Ok(Json::List(values));
            }
            if !self.take(",") {
                return Err(broken());
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Json, Refused> {
        let mut members = Vec::new();
        self.blanks();
        if self.take("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.blanks();
            if !self.take("\"") {
                return Err(broken());
            }
            let name = self.string()?;
            self.blanks();
            if !self.take(":") {
                return Err(broken());
            }
            let value = self.value(depth + 1)?;
            members.push((name, value));
            self.blanks();
            if self.take("}") {
                return Ok(Json::Object(members));
            }
            if !self.take(",") {
                return Err(broken());
            }
        }
    }

    fn string(&mut self) -> Result<String, Refused> {
        let mut out = String::new();
        loop {
            let at = self.rest.find(['"', '\\']).ok_or_else(broken)?;
            out.push_str(&self.rest[..at]);
            let is_end = self.rest[at..].starts_with('"');
            self.rest = &self.rest[at + 1..];
            if is_end {
                return Ok(out);
            }
            let escape = self.rest.chars().next().ok_or_else(broken)?;
            self.rest = &self.rest[escape.len_utf8()..];
            out.push(match escape {
                '"' | '\\' | '/' => escape,
                'b' => '\u{8}',
                'f' => '\u{C}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.character()?,
                _ => return Err(broken()),
            });
        }
    }

    /// A character by its number; a pair of surrogates is one, a lone one is none.
    fn character(&mut self) -> Result<char, Refused> {
        let high = self.unit()?;
        if (0xD800..0xDC00).contains(&high) && self.rest.starts_with("\\u") {
            let before = self.rest;
            self.rest = &self.rest[2..];
            let low = self.unit()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.rest = before;
        }
        Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Result<u32, Refused> {
        let digits = self.rest.get(..4).ok_or_else(broken)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.rest = &self.rest[4..];
        u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or_else(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_noughts() {
        let json = Json::read(r#" {"a": [5.10, "x\u00B5\uD83D\uDE00"], "b": null} "#).unwrap();
        assert_eq!(json.get("a").first().text(), "5.10");
        assert_eq!(json.get("a").list()[1].text(), "xµ\u{1F600}");
        assert!(!json.get("b").is_there() && !json.get("c").is_there());
    }

    #[test]
    fn what_is_no_json_or_too_deep_is_refused() {
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "\"\\u12",
            "\"\\q\"",
            "1 2",
            "nul",
            "-",
        ] {
            assert!(Json::read(text).is_err(), "{text}");
        }
        assert_eq!(Json::read(&"[".repeat(1 << 20)).unwrap_err().code, "too_deep");
    }
}

//! Reads the operators of a content stream, however damaged, without ever failing: what cannot be read is skipped.

/// An operand of a content stream, as far as text and structure need it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    /// The numbers and strings of an array, in order; nested arrays are flattened.
    List(Vec<Self>),
    /// A dictionary or anything else that text does not need.
    Other,
}

/// The operators of `bytes` in order, each with the operands before it.
pub(crate) struct Operators<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The numbers among operands, in their order.
pub(crate) fn numbers(operands: &[Operand]) -> Vec<f64> {
    operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Number(value) => Some(*value),
            _ => None,
        })
        .collect()
}

/// Operands kept before an operator; more than any operator takes, so that garbage cannot pile up.
const OPERANDS: usize = 64;
/// Entries kept of one array of text.
const ENTRIES: usize = 20_000;

impl<'a> Operators<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }
}

impl<'a> Iterator for Operators<'a> {
    type Item = (&'a [u8], Vec<Operand>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut operands = Vec::new();
        loop {
            self.space();
            let byte = *self.bytes.get(self.at)?;
            let operand = match byte {
                b'[' => self.list(),
                b']' | b'{' | b'}' | b')' => {
                    self.at += 1;
                    continue;
                }
                _ if is_word(byte) && !is_number_start(byte) => {
                    let word = self.word();
                    match word {
                        b"true" | b"false" | b"null" => Operand::Other,
                        b"ID" => {
                            self.image();
                            return Some((b"EI", operands));
                        }
                        _ => return Some((word, operands)),
                    }
                }
                _ => self.operand(),
            };
            if operands.len() < OPERANDS {
                operands.push(operand);
            }
        }
    }
}

impl<'a> Operators<'a> {
    fn space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    while self
                        .bytes
                        .get(self.at)
                        .is_some_and(|byte| !matches!(byte, b'\r' | b'\n'))
                    {
                        self.at += 1;
                    }
                }
                0 | 9 | 10 | 12 | 13 | 32 => self.at += 1,
                _ => break,
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| is_word(*byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    /// Reads one operand that is no array; always moves on by at least one byte.
    fn operand(&mut self) -> Operand {
        match self.bytes[self.at] {
            b'(' => Operand::Text(self.literal()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Operand::Other
            }
            b'<' => Operand::Text(self.hex()),
            b'>' => {
                self.at += 1;
                Operand::Other
            }
            b'/' => {
                self.at += 1;
                Operand::Name(unescaped(self.word()))
            }
            byte if is_number_start(byte) => {
                let word = self.word();
                number(word).map_or(Operand::Other, Operand::Number)
            }
            _ => {
                self.at += 1;
                Operand::Other
            }
        }
    }

    fn list(&mut self) -> Operand {
        self.at += 1;
        let mut depth = 1;
        let mut items = Vec::new();
        loop {
            self.space();
            let Some(&byte) = self.bytes.get(self.at) else {
                break;
            };
            match byte {
                b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ if is_word(byte) && !is_number_start(byte) => {
                    self.word();
                }
                _ => {
                    let item = self.operand();
                    if items.len() < ENTRIES {
                        items.push(item);
                    }
                }
            }
        }
        Operand::List(items)
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut depth = 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else {
            return;
        };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' => self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(&digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                out.push((value & 0xFF) as u8);
            }
            other => out.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match (byte as char).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None => {}
            }
        }
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
            .collect()
    }

    /// Skips the bytes of an inline picture up to the EI that ends it.
    fn image(&mut self) {
        let rest = &self.bytes[self.at..];
        let mut from = 0;
        while let Some(found) = crate::source::find(&rest[from..], b"EI") {
            let start = from + found;
            let before = start
                .checked_sub(1)
                .and_then(|at| rest.get(at))
                .is_none_or(u8::is_ascii_whitespace);
            let after = rest.get(start + 2).is_none_or(u8::is_ascii_whitespace);
            if before && after {
                self.at += start + 2;
                return;
            }
            from = start + 2;
        }
        self.at = self.bytes.len();
    }
}

fn is_word(byte: u8) -> bool {
    !matches!(
        byte,
        0 | 9 | 10 | 12 | 13 | 32 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn is_number_start(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')
}

fn number(word: &[u8]) -> Option<f64> {
    std::str::from_utf8(word)
        .ok()?
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|byte| (*byte as char).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                out.push(byte);
                rest = tail;
            }
        }
    }
    out
}

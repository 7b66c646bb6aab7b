//! As much of Rust's grammar as the rules need: what is code, what is a comment, what is a string.

/// A source file taken apart.
pub(super) struct Source {
    /// The text with comments and the insides of strings blanked out; every line keeps its number.
    pub(super) code: String,
    /// Each string literal, with the line it begins on, as it is written between its quotes.
    pub(super) strings: Vec<(usize, String)>,
}

/// Takes a source file apart. Text that is not Rust comes out as some code and some strings, never as a panic.
pub(super) fn take_apart(text: &str) -> Source {
    let chars: Vec<char> = text.chars().collect();
    let mut reader = Reader {
        chars: &chars,
        at: 0,
        line: 1,
        source: Source {
            code: String::new(),
            strings: Vec::new(),
        },
    };
    while reader.at < chars.len() {
        reader.step();
    }
    reader.source
}

/// The lines, counted from 1, on which `path` is used as a path or imported: `name::…`, `use name`, `::name`.
pub(super) fn lines_naming(code: &str, name: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let named = |line: &str| {
        line.match_indices(name).any(|(at, _)| {
            let (before, after) = (&line[..at], &line[at + name.len()..]);
            let whole = !before.ends_with(is_word) && !after.starts_with(is_word);
            whole && (after.starts_with("::") || before.ends_with("::") || before.trim_end().ends_with("use"))
        })
    };
    code.lines()
        .enumerate()
        .filter(|(_, line)| named(line))
        .map(|(index, _)| index + 1)
        .collect()
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    line: usize,
    source: Source,
}

impl Reader<'_> {
    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => self.blank_while(|reader| reader.peek(0) != Some('\n')),
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.string(),
            (Some('r'), Some('"' | '#')) if !self.follows_a_word() => self.raw_string(),
            (Some('b' | 'c'), Some('r'))
                if !self.follows_a_word() && matches!(self.peek(2), Some('"' | '#')) =>
            {
                self.keep();
                self.raw_string();
            }
            (Some('\''), _) => self.character_or_lifetime(),
            _ => self.keep(),
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let taken = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(taken == '\n');
        Some(taken)
    }

    fn keep(&mut self) {
        let taken = self.take();
        self.source.code.extend(taken);
    }

    fn blank(&mut self) -> Option<char> {
        let taken = self.take()?;
        self.source.code.push(if taken == '\n' { '\n' } else { ' ' });
        Some(taken)
    }

    fn blank_while(&mut self, goes_on: impl Fn(&Self) -> bool) {
        while self.at < self.chars.len() && goes_on(self) {
            self.blank();
        }
    }

    /// `brr"` and the like end a word that an `r` belongs to; only an `r` of its own opens a raw string.
    fn follows_a_word(&self) -> bool {
        self.source
            .code
            .ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let (start, mut inside) = (self.line, String::new());
        self.keep();
        loop {
            match self.peek(0) {
                Some('\\') => {
                    inside.extend(self.blank());
                    inside.extend(self.blank());
                }
                Some('"') | None => break,
                Some(_) => inside.extend(self.blank()),
            }
        }
        self.keep();
        self.source.strings.push((start, inside));
    }

    fn raw_string(&mut self) {
        let hashes = self.chars[self.at + 1..]
            .iter()
            .take_while(|&&c| c == '#')
            .count();
        if self.peek(1 + hashes) != Some('"') {
            // A raw identifier such as `r#type`.
            return self.keep();
        }
        let (start, mut inside) = (self.line, String::new());
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let ends =
            |reader: &Self| reader.peek(0) == Some('"') && (1..=hashes).all(|n| reader.peek(n) == Some('#'));
        while self.at < self.chars.len() && !ends(self) {
            inside.extend(self.blank());
        }
        for _ in 0..=hashes {
            self.keep();
        }
        self.source.strings.push((start, inside));
    }

    /// `'"'` is a character and must not open a string; `'a` is a lifetime and must not swallow what follows.
    fn character_or_lifetime(&mut self) {
        let length = match (self.peek(1), self.peek(2)) {
            (Some('\\'), Some(_)) => self.chars[self.at..]
                .iter()
                .skip(3)
                .position(|&c| c == '\'')
                .map(|found| found + 4),
            (Some(_), Some('\'')) => Some(3),
            _ => None,
        };
        let Some(length) = length else { return self.keep() };
        self.keep();
        for _ in 0..length - 2 {
            self.blank();
        }
        self.keep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_code_and_strings_are_kept_apart() {
        let source =
            take_apart("let a = \"one // two\"; // \"three\"\n/* four /* five */ \"six\" */ let b = 1;");
        assert_eq!(source.strings, [(1, "one // two".to_owned())]);
        assert!(
            !source.code.contains("three") && !source.code.contains("six") && !source.code.contains("two")
        );
        assert!(source.code.contains("let b = 1;"));
        assert_eq!(source.code.lines().count(), 2);
    }

    #[test]
    fn raw_strings_end_where_their_hashes_do() {
        let source =
            take_apart("f(r#\"a \"quoted\" word\"#, br\"bytes\", \"x\\\"y\"); let r#type = 1; for_r(\"z\")");
        let strings: Vec<_> = source.strings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(strings, ["a \"quoted\" word", "bytes", "x\\\"y", "z"]);
        assert!(source.code.contains("let r#type = 1;"));
    }

    #[test]
    fn characters_and_lifetimes_open_no_string() {
        let source = take_apart(
            "fn f<'a>(c: char) -> &'a str { if c == '\"' || c == '\\'' || c == '\\u{22}' { \"in\" } else { \"out\" } }",
        );
        let strings: Vec<_> = source.strings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(strings, ["in", "out"]);
    }

    #[test]
    fn a_string_over_several_lines_keeps_the_lines_counted() {
        let source = take_apart("let a = \"one\ntwo\";\nlet b = \"three\";");
        assert_eq!(
            source.strings,
            [(1, "one\ntwo".to_owned()), (3, "three".to_owned())]
        );
    }

    #[test]
    fn text_cut_off_anywhere_is_read_without_a_panic() {
        let text = "a r##\"b\"## '\\n' /* c */ \"d\\\"\" 'x' br#\"e\"#";
        for (at, _) in text.char_indices() {
            take_apart(&text[..at]);
        }
    }

    #[test]
    fn a_crate_is_named_by_a_path_or_an_import_and_not_by_a_like_word() {
        let code = "use lopdf;\nlet a = lopdf::Document::new();\nlet lopdf_like = 1;\nlet lopdf = 2;\npub use pdf::lopdf;\nmy_lopdf::x();";
        assert_eq!(lines_naming(code, "lopdf"), [1, 2, 5]);
    }
}

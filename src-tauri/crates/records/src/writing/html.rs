//! Web pages: their words, lists, tables and embedded pictures. Scripts, styles and anything elsewhere stay out.

use pdf::typeset::{Block, Face};
use scraper::{ElementRef, Html, Node};

use crate::check::Note;
use crate::writing::draft::{Draft, Kind};
use crate::writing::{Document, enclosed, encoding, picture};

/// The most marks that are read; more are a file made to harm.
const MARKS: usize = 2_000_000;

/// Reads a web page.
pub(super) fn read(bytes: &[u8]) -> Document {
    let decoded = match declared(bytes) {
        Some(name) => encoding::decode_as(bytes, &name),
        None => encoding::decode(bytes),
    };
    let mut document = read_text(&decoded.text);
    if decoded.assumed {
        document.notes.push(encoding::assumed_note());
    }
    document
}

/// Reads the text of a web page, as a message carries it.
pub(super) fn read_text(text: &str) -> Document {
    let page = Html::parse_document(text);
    let mut walk = Walk::default();
    for (at, edge) in page.tree.root().traverse().enumerate() {
        if at > MARKS {
            walk.cut_short = true;
            break;
        }
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.text(text),
                Node::Element(element) => {
                    let Some(element_ref) = ElementRef::wrap(node) else {
                        continue;
                    };
                    walk.open(element.name(), element_ref);
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element.name());
                }
            }
        }
    }
    walk.finish()
}

/// The encoding that the page names in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The state of going through a page.
#[derive(Default)]
struct Walk {
    draft: Draft,
    /// How many open elements hide what is in them.
    hidden: u32,
    bold: u32,
    italic: u32,
    preformatted: u32,
    /// For each open numbered list whose numbers are not 1, 2, 3: the next number.
    lists: Vec<Option<i64>>,
    elsewhere: bool,
    unreadable: bool,
    struck: bool,
    cut_short: bool,
}

impl Walk {
    fn face(&self) -> Face {
        if self.bold > 0 {
            Face::Bold
        } else if self.italic > 0 {
            Face::Italic
        } else {
            Face::Regular
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let face = self.face();
        if self.preformatted > 0 {
            self.draft.text(text, face);
            return;
        }
        let mut packed = String::with_capacity(text.len());
        let mut blank = self.draft.ends_blank();
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{C}') {
                if !blank {
                    packed.push(' ');
                }
                blank = true;
            } else {
                packed.push(c);
                blank = false;
            }
        }
        if !packed.is_empty() {
            self.draft.text(&packed, face);
        }
    }

    fn open(&mut self, name: &str, element: ElementRef<'_>) {
        if is_hidden(name) {
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        let attribute = |name: &str| element.value().attr(name).unwrap_or_default();
        match name {
            "b" | "strong" | "th" => self.bold += 1,
            "i" | "em" | "cite" => self.italic += 1,
            "pre" => self.preformatted += 1,
            _ => {}
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.draft.start_heading(name[1..].parse().unwrap_or(6));
            }
            "br" => self.draft.text("\n", Face::Regular),
            "hr" => self.draft.block(Block::Rule),
            "ul" => {
                self.lists.push(None);
                self.draft.start(Kind::Bullets);
            }
            "ol" => {
                let plain = element
                    .value()
                    .attrs()
                    .all(|(name, _)| !matches!(name, "start" | "reversed" | "type"));
                let numbered_itself = element
                    .child_elements()
                    .any(|child| child.value().attr("value").is_some());
                if plain && !numbered_itself {
                    self.lists.push(None);
                    self.draft.start(Kind::Numbers);
                } else {
                    // Numbers that are not 1, 2, 3 are written out, since text may refer to them.
                    self.lists
                        .push(Some(attribute("start").trim().parse().unwrap_or(1)));
                    self.draft.end_paragraph();
                }
            }
            "li" => {
                if let Some(Some(next)) = self.lists.last_mut() {
                    let number = attribute("value").trim().parse().unwrap_or(*next);
                    *next = number.saturating_add(1);
                    self.draft.end_paragraph();
                    self.draft.text(&format!("{number}. "), Face::Regular);
                } else {
                    self.draft.start(Kind::Item);
                }
            }
            "table" => self.draft.start(Kind::Table),
            "tr" => self.draft.start(Kind::Row),
            "th" | "td" => {
                self.draft.start(Kind::Cell);
                if name == "th" && !element.prev_siblings().any(|node| node.value().is_element()) {
                    let all = element.next_siblings().filter_map(ElementRef::wrap);
                    if all.into_iter().all(|cell| cell.value().name() == "th") {
                        self.draft.mark_header();
                    }
                }
                let span: usize = attribute("colspan").trim().parse().unwrap_or(1);
                for _ in 1..span.min(10) {
                    self.draft.end(Kind::Cell);
                    self.draft.start(Kind::Cell);
                }
            }
            "img" => self.picture(attribute("src"), attribute("alt")),
            "del" | "s" | "strike" => {
                self.struck = true;
                self.draft.text("[struck out: ", Face::Regular);
            }
            "sub" => self.draft.text("_", Face::Regular),
            "sup" => self.draft.text("^", Face::Regular),
            "input" if attribute("type").eq_ignore_ascii_case("checkbox") => {
                let ticked = element.value().attr("checked").is_some();
                self.draft
                    .text(if ticked { "[x] " } else { "[ ] " }, Face::Regular);
            }
            _ if is_block(name) => self.draft.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.hidden > 0 {
            if is_hidden(name) {
                self.hidden -= 1;
            }
            return;
        }
        match name {
            "b" | "strong" | "th" => self.bold = self.bold.saturating_sub(1),
            "i" | "em" | "cite" => self.italic = self.italic.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        match name {
            "ul" | "ol" => {
                if self.lists.pop() == Some(None) {
                    self.draft.end(Kind::Bullets);
                } else {
                    self.draft.end_paragraph();
                }
            }
            "li" if matches!(self.lists.last(), Some(Some(_))) => self.draft.end_paragraph(),
            "li" => self.draft.end(Kind::Item),
            "table" => self.draft.end(Kind::Table),
            "tr" => self.draft.end(Kind::Row),
            "th" | "td" => self.draft.end(Kind::Cell),
            "del" | "s" | "strike" => self.draft.text("]", Face::Regular),
            _ if is_block(name) => self.draft.end_paragraph(),
            _ => {}
        }
    }

    /// A picture that is in the page itself; one that is elsewhere is said to be.
    fn picture(&mut self, source: &str, alt: &str) {
        let inline = source
            .strip_prefix("data:")
            .and_then(|rest| rest.split_once(";base64,"))
            .and_then(|(_, encoded)| enclosed::base64(encoded));
        match inline.map(|bytes| picture::block(bytes, alt, None)) {
            Some(Some(block)) => self.draft.block(block),
            Some(None) => self.unreadable = true,
            None => {
                self.elsewhere = true;
                if !alt.trim().is_empty() {
                    self.draft
                        .text(&format!("[picture: {}]", alt.trim()), Face::Italic);
                }
            }
        }
    }

    fn finish(self) -> Document {
        let mut notes = Vec::new();
        if self.elsewhere {
            notes.push(Note::new(
                "pictures_elsewhere",
                "pictures that are not in the file itself were not fetched and are missing from its pages",
            ));
        }
        if self.unreadable {
            notes.push(picture::note());
        }
        if self.cut_short {
            notes.push(Note::new(
                "cut_short",
                "the file has more marks than can be read safely, and its end is missing: ask for it as a PDF",
            ));
        }
        Document::of(self.draft.finish(), notes)
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "head"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "audio"
            | "video"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "address"
            | "blockquote"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "caption"
            | "body"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "center"
            | "title"
            | "legend"
            | "details"
            | "summary"
    )
}

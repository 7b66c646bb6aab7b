//! What stands at the head of every letter: who writes, and to whom, where the window of an envelope shows it.

use domain::organisation::Organisation;
use domain::recipient::Recipient;
use pdf::typeset::{Block, Colour, Span};

/// The lines that a window holds, and the characters of each, whichever they are, in the size of an address.
const WINDOW_ROWS: usize = 7;
const WINDOW_CHARACTERS: usize = 34;

/// Where an address stands for the window of an envelope.
pub(crate) struct Window {
    /// Left, top, width and height in millimetres.
    pub(crate) place: (f32, f32, f32, f32),
    /// Size of the letters, as a factor of running text.
    pub(crate) size: f32,
}

/// The organisation's name, department, and where it is reached.
pub(crate) fn letterhead(organisation: &Organisation) -> Vec<Block> {
    let mut name = vec![
        Span::bold(&organisation.name)
            .sized(1.25)
            .coloured(Colour::Accent),
    ];
    if let Some(department) = &organisation.department {
        name.push(Span::plain(format!("\n{department}")));
    }
    let mut reach = vec![organisation.address.on_one_line(), organisation.phone.clone()];
    reach.extend(organisation.email.clone());
    let reach = Span::plain(reach.join("  ·  "))
        .sized(0.8)
        .coloured(Colour::Muted);
    vec![Block::tight(name), Block::tight(vec![reach])]
}

/// The new team as an address, line by line.
pub(crate) fn to_recipient(recipient: &Recipient, attention: String) -> Vec<String> {
    std::iter::once(attention)
        .chain(recipient.service.clone())
        .chain([recipient.organisation.clone()])
        .chain(recipient.address.all_lines().map(str::to_owned))
        .collect()
}

/// An address in the window, with `beside` next to it.
///
/// One that a window would cut off stands in the text, as every address does without a window.
pub(crate) fn address(lines: Vec<Span>, window: Option<Window>, beside: Block) -> Block {
    let rows: usize = lines
        .iter()
        .map(|line| line.text.chars().count().div_ceil(WINDOW_CHARACTERS))
        .sum();
    let Some(Window { place, size }) = window.filter(|_| rows <= WINDOW_ROWS) else {
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        return Block::KeepTogether(vec![Block::paragraph(lines.join("\n")), beside]);
    };
    let (left_mm, top_mm, width_mm, height_mm) = place;
    Block::Address {
        lines: lines.into_iter().map(|line| vec![line.sized(size)]).collect(),
        left_mm,
        top_mm,
        width_mm,
        height_mm,
        beside: vec![beside],
    }
}

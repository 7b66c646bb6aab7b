//! What stands at the head of every letter: who writes, and to whom, where the window of an envelope shows it.

use domain::letterhead::{EnvelopeWindow, LetterheadColour};
use domain::organisation::Organisation;
use domain::recipient::Recipient;
use pdf::typeset::{Block, Colour, Span};

/// The lines that a window holds, and the characters of each, whichever they are, in the size of an address.
const WINDOW_ROWS: usize = 7;
const WINDOW_CHARACTERS: usize = 34;

/// Place and size of the address in millimetres: left, top, width, height.
///
/// The windows of both envelopes are 35 mm high and begin 20 mm from the left. What is given is the part of the sheet
/// that shows when it has slid to the foot of the envelope, as it does in the post. Windows differ between suppliers:
/// a first letter is folded and looked at before many are sent.
const fn place(window: EnvelopeWindow) -> Option<(f32, f32, f32, f32)> {
    match window {
        EnvelopeWindow::Dl => Some((20.0, 46.5, 88.0, 33.0)),
        EnvelopeWindow::C5 => Some((20.0, 54.5, 88.0, 33.0)),
        EnvelopeWindow::None => None,
    }
}

/// The most room that a logo takes, in millimetres: what stands above the window stays above it.
const LOGO: (f32, f32) = (50.0, 16.0);

/// Size of the address, as a factor of running text.
const ADDRESS_SIZE: f32 = 0.9;

/// The colour of headings and of the organisation's name, if it has one of its own.
pub(crate) fn accent(organisation: &Organisation) -> Option<[u8; 3]> {
    organisation.letterhead.colour.map(LetterheadColour::rgb)
}

/// The letterhead: the logo, the organisation and where it is reached, and a line below it.
pub(crate) fn letterhead(organisation: &Organisation) -> Vec<Block> {
    let words = sender(organisation);
    let mut blocks = match &organisation.letterhead.logo {
        None => words,
        Some(logo) => vec![Block::Beside {
            bytes: logo.picture.clone(),
            alt: logo.words.clone(),
            width_mm: LOGO.0,
            height_mm: LOGO.1,
            blocks: words,
        }],
    };
    blocks.push(Block::Rule);
    blocks
}

/// The organisation's name, department, and where it is reached.
fn sender(organisation: &Organisation) -> Vec<Block> {
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
pub(crate) fn address(lines: Vec<Span>, window: EnvelopeWindow, beside: Block) -> Block {
    let rows: usize = lines
        .iter()
        .map(|line| line.text.chars().count().div_ceil(WINDOW_CHARACTERS))
        .sum();
    let Some((left_mm, top_mm, width_mm, height_mm)) = place(window).filter(|_| rows <= WINDOW_ROWS) else {
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        return Block::KeepTogether(vec![Block::paragraph(lines.join("\n")), beside]);
    };
    Block::Address {
        lines: lines
            .into_iter()
            .map(|line| vec![line.sized(ADDRESS_SIZE)])
            .collect(),
        left_mm,
        top_mm,
        width_mm,
        height_mm,
        beside: vec![beside],
    }
}

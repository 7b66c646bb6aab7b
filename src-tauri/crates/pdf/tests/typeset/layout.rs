//! Where pages end, and what must not happen there.

use std::collections::BTreeMap;

use second_opinion_pdf::typeset::*;

use crate::reading::{self, PageText};
use crate::sample;

fn set(paper: &Paper, blocks: &[Block]) -> Vec<PageText> {
    reading::pages(&typeset(paper, blocks, Fonts::bundled()).unwrap().bytes)
}

fn words(count: usize) -> String {
    (0..count)
        .map(|at| {
            [
                "decompression",
                "of",
                "the",
                "lumbar",
                "canal",
                "at",
                "two",
                "levels",
            ][at % 8]
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The base lines of tagged text on a page, from the top.
fn base_lines(page: &PageText) -> Vec<(i32, String)> {
    let mut lines: BTreeMap<i32, String> = BTreeMap::new();
    for shown in page.shown.iter().filter(|shown| shown.mcid.is_some()) {
        lines
            .entry(-(shown.y * 10.0) as i32)
            .or_default()
            .push_str(&shown.text);
    }
    lines.into_iter().collect()
}

#[test]
fn a_paper_of_three_pages_numbers_them() {
    let mut paper = sample::plain("Numbers");
    paper.running_head = Some(Running {
        left: "SMITH, John (Mr)".into(),
        right: "Page {page} of {pages}".into(),
    });
    let blocks = [
        Block::paragraph("One"),
        Block::PageBreak,
        Block::paragraph("Two"),
        Block::PageBreak,
        Block::paragraph("Three"),
    ];
    let pages = set(&paper, &blocks);
    assert_eq!(pages.len(), 3);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.all().contains(&format!("Page {} of 3", at + 1)));
        assert!(
            !page.tagged().contains("Page"),
            "the running head is no part of the text"
        );
    }
    paper.first_page_number = 4;
    paper.pages_in_all = Some(27);
    assert!(set(&paper, &blocks)[1].all().contains("Page 5 of 27"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (paper, blocks) = sample::letter();
    let first = typeset(&paper, &blocks, Fonts::bundled()).unwrap();
    assert_eq!(first, typeset(&paper, &blocks, Fonts::bundled()).unwrap());
    let mut other = paper.clone();
    other.id = [8; 16];
    assert_ne!(
        first.bytes,
        typeset(&other, &blocks, Fonts::bundled()).unwrap().bytes
    );
}

#[test]
fn a_long_table_repeats_its_header() {
    let (paper, blocks) = sample::letter();
    let pages = set(&paper, &blocks);
    assert!(pages.len() > 4);
    for (at, page) in pages.iter().enumerate().skip(2) {
        assert!(page.all().contains("State"), "page {} has no header", at + 1);
        assert_eq!(
            page.tagged().contains("State"),
            at == 2,
            "only the first is read out"
        );
    }
    let all: String = pages.iter().map(PageText::tagged).collect();
    assert!(
        (1..=60).all(|number| all.contains(&format!("sequence {number}"))),
        "a row is lost"
    );
}

#[test]
fn a_row_is_split_only_if_it_is_taller_than_a_page() {
    let paper = sample::plain("Rows");
    let row = |text: String| Row::from(vec![Cell::from("Label"), Cell::from(text)]);
    let table = |rows| Block::Table {
        columns: vec![Column::new(1.0), Column::new(2.0)],
        header: vec![Cell::from("Kind"), Cell::from("Text")],
        rows,
        caption: None,
    };
    let pages = set(
        &paper,
        &[table(vec![row(words(150)), row(words(150)), row(words(150))])],
    );
    for page in &pages {
        assert_eq!(
            page.tagged().matches("Label").count(),
            page.tagged().matches("decompression of").count().div_ceil(19)
        );
    }
    let long = format!("{} the very end", words(1500));
    let pages = set(&paper, &[table(vec![row(long)])]);
    assert!(pages.len() > 1);
    let all: String = pages.iter().map(PageText::tagged).collect();
    assert_eq!(
        all.matches("decompression").count(),
        188,
        "no word of a long row is lost"
    );
    assert!(all.contains("the very end"));
    for page in &pages {
        assert!(
            page.shown.iter().all(|shown| shown.y > 40.0),
            "nothing runs off the sheet"
        );
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone_and_no_heading_ends_a_page() {
    let paper = sample::plain("Ends");
    for before in 0..40 {
        let mut blocks: Vec<Block> = (0..before).map(|_| Block::paragraph("A short line.")).collect();
        blocks.push(Block::heading(2, "Heading"));
        blocks.push(Block::paragraph(words(90)));
        let pages = set(&paper, &blocks);
        for (number, page) in pages.iter().enumerate() {
            let lines = base_lines(page);
            assert_ne!(
                lines.last().map(|(_, text)| text.as_str()),
                Some("Heading"),
                "a heading ends page {number}"
            );
            let of_paragraph = lines
                .iter()
                .filter(|(_, text)| text != "Heading" && !text.starts_with("A short"))
                .count();
            assert_ne!(
                of_paragraph, 1,
                "a line alone on page {number} after {before} lines"
            );
        }
    }
}

#[test]
fn a_word_wider_than_its_line_is_divided_and_not_cut_off() {
    let paper = sample::plain("Wide");
    let word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(4);
    let pages = set(&paper, &[Block::paragraph(word.as_str())]);
    assert_eq!(pages[0].tagged(), word);
    let edge = 210.0 * POINTS_PER_MM - 20.0;
    assert!(pages[0].shown.iter().all(|shown| shown.x + shown.width < edge));
}

#[test]
fn large_print_is_large_throughout() {
    let (mut paper, blocks) = sample::leaflet();
    let mut counts = Vec::new();
    for size in [12.0, 16.0, 18.0, 20.0] {
        paper.base_size_pt = size;
        let pages = set(&paper, &blocks);
        counts.push(pages.iter().map(|page| base_lines(page).len()).sum::<usize>());
    }
    assert!(
        counts.windows(2).all(|pair| pair[0] <= pair[1]) && counts[0] < counts[3],
        "{counts:?}"
    );
}

#[test]
fn a_paper_in_arabic_starts_at_the_right() {
    let mut paper = sample::plain("Direction");
    paper.language = "ar".to_owned();
    let page = set(
        &paper,
        &[
            Block::paragraph("رسالة إلى المريض"),
            Block::List {
                kind: ListKind::Ordered,
                items: vec![vec![Block::paragraph("أولا")]],
            },
        ],
    );
    let right = page[0]
        .shown
        .iter()
        .filter(|shown| shown.mcid.is_some())
        .map(|shown| shown.x + shown.width)
        .fold(0.0, f32::max);
    let margin = (210.0 - paper.margins.right) * POINTS_PER_MM;
    assert!(
        (right - margin).abs() < 2.0,
        "text ends at {right}, the margin is at {margin}"
    );
    let label = page[0]
        .shown
        .iter()
        .find(|shown| shown.text.contains('1'))
        .unwrap();
    assert!(
        label.x > 500.0,
        "the number stands at the right, not at {}",
        label.x
    );
}

#[test]
fn an_address_keeps_to_its_window() {
    let address = |count: usize| Block::Address {
        lines: (0..count)
            .map(|at| vec![Span::plain(format!("Line {at}"))])
            .collect(),
        left_mm: 20.0,
        top_mm: 50.0,
        width_mm: 80.0,
        height_mm: 30.0,
        beside: vec![Block::paragraph("Date")],
    };
    let paper = sample::plain("Window");
    let page = set(&paper, &[address(5), Block::paragraph("Below")]).remove(0);
    let at = |text: &str| {
        page.shown
            .iter()
            .find(|shown| shown.text.contains(text))
            .unwrap()
            .clone()
    };
    assert!((at("Line 0").x - 20.0 * POINTS_PER_MM).abs() < 0.5);
    let from_top = (297.0 - at("Line 0").y / POINTS_PER_MM).round();
    assert!(
        (52.0..=55.0).contains(&from_top),
        "the first base line is {from_top} mm from the top"
    );
    assert!(at("Below").y < (297.0 - 80.0) * POINTS_PER_MM);
    assert!(at("Date").x > 100.0 * POINTS_PER_MM);
    let error = |blocks: &[Block]| typeset(&paper, blocks, Fonts::bundled()).unwrap_err();
    assert_eq!(error(&[address(9)]), TypesetError::AddressTooLong);
    let tall: Vec<Block> = (0..6)
        .map(|_| Block::paragraph("Letterhead"))
        .chain([address(3)])
        .collect();
    assert_eq!(error(&tall), TypesetError::AddressCovered);
}

#[test]
fn no_paper_ends_on_a_page_of_a_few_lines() {
    let paper = sample::plain("A few lines");
    let set_of = |paragraphs: usize| {
        let blocks: Vec<Block> = (0..paragraphs)
            .flat_map(|at| {
                [
                    Block::heading(2, format!("Part {at}")),
                    Block::paragraph(words(40)),
                ]
            })
            .collect();
        set(&paper, &blocks)
    };
    let mut last_pages = Vec::new();
    for paragraphs in 6..40 {
        let pages = set_of(paragraphs);
        let all: String = pages.iter().map(PageText::tagged).collect();
        for at in 0..paragraphs {
            assert!(
                all.contains(&format!("Part {at}")),
                "nothing is lost: part {at} of {paragraphs}"
            );
        }
        if let [_, .., last] = pages.as_slice() {
            last_pages.push(base_lines(last).len());
        }
    }
    assert!(last_pages.len() > 20, "most of them are longer than a page");
    assert!(
        last_pages.iter().all(|&lines| lines >= 4),
        "lines on last pages: {last_pages:?}"
    );
}

#[test]
fn a_line_too_many_is_drawn_onto_the_page_before() {
    let paper = sample::plain("A line too many");
    let paragraph = || Block::paragraph(words(20));
    let pages = |count: usize| set(&paper, &(0..count).map(|_| paragraph()).collect::<Vec<_>>()).len();
    // As many as fit, and then some: the page holds more than it does with its usual spaces.
    let fits = (1..60).take_while(|&count| pages(count) == 1).last().unwrap();
    let usual = (1..60)
        .take_while(|&count| {
            let mut blocks: Vec<Block> = (0..count).map(|_| paragraph()).collect();
            // A whole page of its own after it leaves nothing to save.
            blocks.extend((0..12).map(|_| paragraph()));
            let text = set(&paper, &blocks);
            base_lines(&text[0]).len() >= 2 * count
        })
        .last()
        .unwrap();
    assert!(
        fits > usual,
        "{fits} paragraphs on a page that usually holds {usual}"
    );
}

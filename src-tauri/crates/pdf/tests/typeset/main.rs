//! Papers as they come out: read back, counted, and checked with the tools at hand.

mod sample;

use second_opinion_pdf::typeset::*;

fn out(name: &str, bytes: &[u8]) {
    std::fs::write(format!("{}/{name}", env!("CARGO_TARGET_TMPDIR")), bytes).unwrap();
}

#[test]
fn look() {
    let (paper, blocks) = sample::letter();
    out("letter.pdf", &typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes);
    let (paper, blocks) = sample::leaflet();
    out("leaflet.pdf", &typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes);
    let names: Vec<Block> = ["فاطمة الزهراء", "مُحَمَّد علاء لالا", "שלום עליכם", "שָׁלוֹם", "श्री विक्रम क्षेत्री", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ক্ষিতীশ রায়", "ગુજરાતી પટેલ", "தமிழ் செல்வி", "สมชาย น้ำ", "王小明 田中さくら 김철수", "Gŵyn Ŷale Łukasz Şahin", "fi ffi office"].iter().map(|&n| Block::paragraph(n)).collect();
    out("names.pdf", &typeset(&sample::paper("x"), &names, Fonts::bundled()).unwrap().bytes);
    let strip = Strip { width_pt: 595.276, height_pt: 841.89, left: "SMITH, John (Mr)  Born 14-Aug-1980 (45y)  NHS No. 943\u{a0}476\u{a0}5919  Ref SO-2026-0042 v1".into(), right: "Page 3 of 27".into(), second_line: Some("Enclosure 3 of 7".into()), watermark: Some("DRAFT".into()), link_back: Some("index".into()) };
    let long = Strip { left: format!("{}, {} (Prof. Dr)  Born 14-Aug-1980 (45y)  NHS No. 943\u{a0}476\u{a0}5919  Ref SO-2026-0042 v1", "WOLFESCHLEGELSTEINHAUSENBERGERDORFF", "Hubert Blaine Adolph Charles David"), watermark: Some("DEMONSTRATION".into()), ..strip.clone() };
    let narrow = Strip { width_pt: 230.0, height_pt: 500.0, ..long.clone() };
    let thousand: Vec<Strip> = (0..1000).map(|n| Strip { right: format!("Page {n} of 1000"), watermark: None, ..strip.clone() }).collect();
    let t = std::time::Instant::now();
    let b = strips(&thousand, Fonts::bundled()).unwrap();
    eprintln!("1000 strips {:?} {} bytes", t.elapsed(), b.len());
    out("thousand.pdf", &b);
    out("strips.pdf", &strips(&[strip, long, narrow], Fonts::bundled()).unwrap());
}

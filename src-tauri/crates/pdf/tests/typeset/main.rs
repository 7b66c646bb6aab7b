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
}

//! Pictures one page of a PDF, for looking at what the program itself shows: `picture FILE PAGE WIDTH OUT.png`.
#![allow(clippy::expect_used)]

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, page, width, out] = arguments.as_slice() else {
        return;
    };
    let bytes = std::fs::read(file).expect("the file can be read");
    let page = page.parse().expect("the page is a number");
    let width = width.parse().expect("the width is a number");
    let png = second_opinion_pdf::picture::page_png(&bytes, page, width).expect("the page can be pictured");
    std::fs::write(out, png).expect("the picture can be written");
}

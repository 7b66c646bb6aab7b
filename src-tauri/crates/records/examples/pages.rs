//! Makes the pages of a file, to be looked at: `pages IN OUT.pdf`; exits with 1 where the file is refused.

use second_opinion_records::{Limits, as_pdf, check};

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        std::process::exit(2);
    };
    let made = std::fs::read(&from).ok().and_then(|bytes| {
        let format = check(&bytes, &from.to_string_lossy(), None, &Limits::default())
            .ok()?
            .format;
        as_pdf(bytes, format).ok()
    });
    let written = made.map(|pdf| std::fs::write(to, pdf));
    std::process::exit(i32::from(!matches!(written, Some(Ok(())))));
}

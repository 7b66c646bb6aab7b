//! Makes the demonstration records: made-up papers of a made-up patient, the same bytes every time.
//!
//! `cargo run -p second-opinion-papers --example demonstration_records [FOLDER]` writes them to
//! `assets/demonstration`. The patient's number is of the range kept for demonstrations (hazard H35).

mod anatomy;
mod blood_results;
mod chest_image;
mod clinic_letter;
mod echo_photograph;
mod page;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/demonstration"),
        PathBuf::from,
    );
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("blood-results.pdf"), blood_results::pdf()?)?;
    std::fs::write(folder.join("clinic-letter.pdf"), clinic_letter::pdf()?)?;
    std::fs::write(
        folder.join("echo-report-photograph.jpg"),
        echo_photograph::jpeg()?,
    )?;
    std::fs::write(folder.join("chest-x-ray.png"), chest_image::png()?)?;
    Ok(())
}

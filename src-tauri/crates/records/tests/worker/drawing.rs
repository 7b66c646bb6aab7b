//! The pages of a document are drawn on request, and a bundle is counted and hashed again.

use std::sync::Arc;

use pdf::picture::page_png;
use second_opinion_records::worker::{Drawing, Unsound, verify, verify_here};
use second_opinion_records::{Format, as_pdf};

use super::{exe, fax, pdf};

#[test]
fn a_worker_draws_the_pages_of_any_record_as_this_process_does() {
    let text = b"Plain words of a clinic letter".to_vec();
    for (format, bytes) in [(Format::Pdf, pdf("One")), (Format::Text, text)] {
        let drawing = Drawing::open(&exe(), format, Arc::new(bytes.clone()), None).unwrap();
        assert_eq!(drawing.sizes.len(), 1);
        let here = page_png(&as_pdf(bytes.clone(), format).unwrap(), 1, 300).unwrap();
        assert!(drawing.png(1, 300).unwrap() == here);
        assert_eq!(drawing.bytes(), bytes);
        assert_eq!(drawing.png(2, 300).unwrap_err().code, "unreadable");
    }
    let refused =
        Drawing::open(&exe(), Format::Pdf, Arc::new(b"%PDF-1.7 nothing".to_vec()), None).unwrap_err();
    assert_eq!(refused.code, "unreadable");
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_ends_its_worker_is_refused_and_asked_for_again_by_another() {
    let drawing = Drawing::open(&exe(), Format::Pdf, Arc::new(fax(60_000)), None).unwrap();
    assert_eq!(drawing.sizes, [(595.0, 842.0)]);
    for _ in 0..2 {
        assert_eq!(drawing.png(1, 100).unwrap_err().code, "worker_failed");
    }
}

#[test]
fn a_worker_finds_the_faults_of_a_bundle_that_this_process_does() {
    let bundle = pdf("No bundle at all");
    let here = verify_here(&bundle).unwrap_err();
    assert!(matches!(&here, Unsound::Faults(faults) if !faults.is_empty()));
    assert_eq!(verify(&exe(), Arc::new(bundle)), Err(here));
    assert!(matches!(
        verify("/bin/false".as_ref(), Arc::default()),
        Err(Unsound::Worker(refused)) if refused.code == "worker_failed"
    ));
}

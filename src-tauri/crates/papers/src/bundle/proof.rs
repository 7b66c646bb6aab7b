//! The proof: every page of the bundle is drawn and compared with its source before anybody sees it (hazard H5).

use std::ops::ControlFlow;
use std::sync::Arc;

use pdf::proof::{Expected, ProofError, Proved, compare_in_turn};
use records::worker::{self, Drawn, Unproven};
use records::{Format, Reader};

use super::enclosure::Read;
use super::error::{BundleError, FRONT_PARTS};
use super::front::Front;
use super::{Progress, Unproved, step};

/// How many pages are drawn at once in this process.
const THREADS: usize = 2;

/// Compares every page; pages of enclosures that cannot be drawn are handed back.
pub(super) fn compare(
    bundle: &Arc<Vec<u8>>,
    expected: &Expected,
    front: &Front,
    read: &[Read<'_>],
    reader: &Reader,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Unproved>, BundleError> {
    let of = expected.pages();
    step(progress, Progress::Proving { page: 0, of })?;
    let mut original = |part: usize| original(part, front, read);
    let mut told = |page| progress(Progress::Proving { page, of });
    let proved = match reader {
        Reader::Worker(program) => worker::prove(program, bundle, expected, &mut original, &mut told),
        Reader::Here => {
            let mut original = |part: usize| original(part)?.original();
            compare_in_turn(bundle.clone(), expected, &mut original, THREADS, &mut told)
                .map_err(Unproven::Proof)
        }
    };
    match proved {
        Ok(proved) => unproved(&proved),
        Err(Unproven::Worker { part, refused }) if position(part) == 0 => {
            Err(BundleError::Unprovable(refused.message))
        }
        Err(Unproven::Worker { part, refused }) => Err(BundleError::Enclosure {
            position: position(part),
            title: title(part, read),
            code: refused.code,
            message: refused.message,
        }),
        Err(Unproven::Proof(ProofError::Stopped)) => Err(BundleError::Cancelled),
        Err(Unproven::Proof(ProofError::Differences(differences))) => Err(match differences.first() {
            Some(first) => BundleError::Proof {
                position: position(first.part),
                title: title(first.part, read),
                page: first.page,
            },
            None => BundleError::Unprovable("a difference without a page".to_owned()),
        }),
        Err(Unproven::Proof(fault @ (ProofError::Bundle(_) | ProofError::Originals { .. }))) => {
            Err(BundleError::Unprovable(fault.to_string()))
        }
    }
}

/// What a part is drawn from. A file that is gone draws nothing, so that its pages are left for a person to look at.
fn original(part: usize, front: &Front, read: &[Read<'_>]) -> Option<Drawn> {
    let own = [&front.letter.source, &front.index.source];
    let at = part.checked_sub(1)?;
    if let Some(&source) = own.get(at) {
        return Some(Drawn {
            format: Format::Pdf,
            bytes: Arc::new(source.clone().into_file().ok()?),
            password: None,
        });
    }
    let content = &read.get(at.checked_sub(FRONT_PARTS)?)?.content;
    Some(Drawn {
        format: content.format,
        bytes: content.file.bytes().ok()?,
        password: content.password.clone(),
    })
}

/// Our own papers can always be drawn; of an enclosure, pages may be left for a person to look at.
fn unproved(proved: &Proved) -> Result<Vec<Unproved>, BundleError> {
    proved
        .unproved
        .iter()
        .map(|(part, page)| match position(*part) {
            0 => Err(BundleError::Unprovable(
                "letter or index cannot be drawn".to_owned(),
            )),
            position => Ok(Unproved {
                position,
                page: *page,
            }),
        })
        .collect()
}

/// The enclosure that is this part, from 1; 0 for letter and index.
fn position(part: usize) -> u32 {
    u32::try_from(part.saturating_sub(FRONT_PARTS)).unwrap_or(u32::MAX)
}

fn title(part: usize, read: &[Read<'_>]) -> String {
    let at = part.checked_sub(FRONT_PARTS + 1);
    at.and_then(|at| read.get(at)).map_or_else(
        || "Letter and index".to_owned(),
        |read| read.content.title.clone(),
    )
}

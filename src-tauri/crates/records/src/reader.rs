//! Where foreign files are read.

use std::path::PathBuf;
use std::sync::Arc;

use crate::worker::{self, Sound, Unsound};
use crate::{Checked, Limits, Refused};

/// Where foreign files are read, joined and drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// In a process of its own: this program, whose `main` begins with [`worker::run_if_asked`].
    Worker(PathBuf),
    /// In this very process: for tests and tools, whose program is no worker.
    Here,
}

impl Reader {
    /// A worker of the program that runs; in this process where the system does not say which program that is.
    #[must_use]
    pub fn this_program() -> Self {
        std::env::current_exe().map_or(Self::Here, Self::Worker)
    }

    /// Checks a file within the usual limits; `password` is tried where it does not open without.
    ///
    /// # Errors
    /// As [`worker::check`].
    pub fn check(&self, bytes: &[u8], name: &str, password: Option<&str>) -> Result<Checked, Refused> {
        let limits = Limits::default();
        match self {
            Self::Worker(program) => worker::check(program, bytes, name, password, &limits),
            Self::Here => crate::check(bytes, name, password, &limits),
        }
    }

    /// A logo or a signature as a file of this program's own making.
    ///
    /// # Errors
    /// As [`worker::picture`].
    pub fn picture(&self, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
        match self {
            Self::Worker(program) => worker::picture(program, bytes),
            Self::Here => worker::picture_here(bytes),
        }
    }

    /// Counts and hashes a bundle again.
    ///
    /// # Errors
    /// As [`worker::verify`].
    pub fn verify(&self, bundle: &Arc<Vec<u8>>) -> Result<Sound, Unsound> {
        match self {
            Self::Worker(program) => worker::verify(program, bundle.clone()),
            Self::Here => worker::verify_here(bundle),
        }
    }
}

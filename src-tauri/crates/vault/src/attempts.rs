//! Failed attempts to be let in, counted beside the store so that guessing gets slower and slower.
//!
//! The count outlives a restart. The wait is kept as time that is left and counted down by the clock as it moves
//! forward; a clock that was set back takes nothing off it. The file holds no name, only a digest of name and
//! store. Whoever may delete files of this account can delete it, and could as well guess at a copy elsewhere: it
//! slows the stranger at the keyboard (hazard H28), and the cost of the key slots slows the other.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::canonical::Canonical;
use crate::disk;

/// Failures after which one must wait.
pub const FREE: u32 = 5;

/// The first wait, in milliseconds; each further failure doubles it.
const FIRST_WAIT_MS: u64 = 30_000;

/// The longest wait, in milliseconds: an hour.
const LONGEST_WAIT_MS: u64 = 3_600_000;

/// The most names that are counted. Beyond it, those with the fewest failures are forgotten.
const MOST_NAMES: usize = 500;

/// The longest the file can be, in bytes.
const LONGEST: u64 = 512 * 1024;

/// The failed attempts at one store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempts {
    /// The clock when the waits were last counted down, in milliseconds since 1970.
    seen_ms: i64,
    counts: Vec<Count>,
    /// The file was damaged: nobody can say any more how often who has failed.
    doubtful: bool,
}

/// Attempts in one name that the audit trail does not tell of yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreported {
    /// The digest of the name.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// The right to try: one process at a time, so that guesses in parallel are counted one by one.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held for its lock")] File);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    name: String,
    failures: u32,
    unreported: u32,
    left_ms: u64,
}

impl Attempts {
    /// Waits until no other process tries to be let in.
    ///
    /// # Errors
    /// What the disk said.
    pub fn turn(lock: &Path) -> Result<Turn, ErrorKind> {
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(lock).map_err(|error| error.kind())?;
        file.lock().map_err(|error| error.kind())?;
        Ok(Turn(file))
    }

    /// Reads the file and counts the waits down to this moment; without a file nobody has failed.
    ///
    /// A damaged file lets each name try once more, and then makes it wait.
    ///
    /// # Errors
    /// What the disk said.
    pub fn load(path: &Path, now_ms: i64) -> Result<Self, ErrorKind> {
        let mut attempts = match disk::read_text(path, LONGEST) {
            Ok(text) => Self::parse(&text).unwrap_or(Self {
                doubtful: true,
                ..Self::default()
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) if error.kind() == ErrorKind::InvalidData => Self {
                doubtful: true,
                ..Self::default()
            },
            Err(error) => return Err(error.kind()),
        };
        attempts.count_down(now_ms);
        Ok(attempts)
    }

    /// Writes the file so that a power cut leaves the old one or this one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn save(&self, path: &Path) -> Result<(), ErrorKind> {
        let text = self.to_text().ok_or(ErrorKind::InvalidData)?;
        disk::replace(path, text.as_bytes()).map_err(|error| error.kind())
    }

    /// What stands for a name in the file.
    #[must_use]
    pub fn digest_of(store_id: &str, name: &str) -> String {
        let fields = Canonical::new()
            .text("second-opinion/v1/attempts")
            .text(store_id)
            .text(name)
            .finish();
        hex::encode(Sha256::digest(fields))
    }

    /// How long this name must still wait.
    #[must_use]
    pub fn wait(&self, digest: &str) -> Option<Duration> {
        let left = self.counts.iter().find(|count| count.name == digest)?.left_ms;
        (left > 0).then(|| Duration::from_millis(left))
    }

    /// Notes that this name was turned away without a try; the wait does not grow by it.
    pub fn turned_away(&mut self, digest: &str) {
        let count = self.count(digest);
        count.unreported = count.unreported.saturating_add(1);
    }

    /// Notes a failure, and gives the wait that follows from it.
    pub fn failed(&mut self, digest: &str) -> Option<Duration> {
        let count = self.count(digest);
        count.unreported = count.unreported.saturating_add(1);
        count.failures = count.failures.saturating_add(1);
        count.left_ms = wait_after(count.failures);
        self.wait(digest)
    }

    /// Forgets the failures of this name: the right passphrase came, or whoever keeps the store said so. What is
    /// unreported stays so.
    pub fn forgive(&mut self, digest: &str) {
        if let Some(count) = self.counts.iter_mut().find(|count| count.name == digest) {
            (count.failures, count.left_ms) = (0, 0);
        }
        self.drop_empty();
    }

    /// What the audit trail does not tell of yet.
    #[must_use]
    pub fn unreported(&self) -> Vec<Unreported> {
        let untold = self.counts.iter().filter(|count| count.unreported > 0);
        untold
            .map(|count| Unreported {
                name: count.name.clone(),
                count: count.unreported,
            })
            .collect()
    }

    /// Notes that the audit trail tells of all attempts now.
    pub fn reported(&mut self) {
        for count in &mut self.counts {
            count.unreported = 0;
        }
        // Somebody was let in: that the count was lost once is written down, and is held against nobody any more.
        self.doubtful = false;
        self.drop_empty();
    }

    /// Only time that passes on the clock is taken off a wait: set back, it takes off nothing, and counts from there.
    fn count_down(&mut self, now_ms: i64) {
        let passed = u64::try_from(now_ms.saturating_sub(self.seen_ms)).unwrap_or(0);
        for count in &mut self.counts {
            count.left_ms = count.left_ms.saturating_sub(passed);
        }
        self.seen_ms = now_ms;
    }

    fn count(&mut self, digest: &str) -> &mut Count {
        let at = self.counts.iter().position(|count| count.name == digest);
        let at = at.unwrap_or_else(|| {
            self.make_room();
            self.counts.push(Count {
                name: digest.to_owned(),
                failures: if self.doubtful { FREE - 1 } else { 0 },
                unreported: 0,
                left_ms: 0,
            });
            self.counts.len() - 1
        });
        &mut self.counts[at]
    }

    fn make_room(&mut self) {
        while self.counts.len() >= MOST_NAMES {
            let fewest = self.counts.iter().map(|count| count.failures).min().unwrap_or(0);
            let Some(at) = self.counts.iter().position(|count| count.failures == fewest) else {
                return;
            };
            self.counts.remove(at);
        }
    }

    fn drop_empty(&mut self) {
        self.counts
            .retain(|count| count.failures > 0 || count.unreported > 0);
    }

    fn parse(text: &str) -> Option<Self> {
        let file: AttemptsFile = serde_json::from_str(text).ok()?;
        let attempts = Self {
            seen_ms: file.seen_ms,
            counts: file.counts,
            doubtful: file.doubtful,
        };
        (attempts.to_text().as_deref() == Some(text)).then_some(attempts)
    }

    fn to_text(&self) -> Option<String> {
        let mut file = AttemptsFile {
            version: 1,
            seen_ms: self.seen_ms,
            counts: self.counts.clone(),
            doubtful: self.doubtful,
            checksum: String::new(),
        };
        file.checksum = hex::encode(Sha256::digest(serde_json::to_string(&file).ok()?));
        serde_json::to_string(&file).ok()
    }
}

/// How long one waits after so many failures, in milliseconds.
fn wait_after(failures: u32) -> u64 {
    let Some(over) = failures.checked_sub(FREE) else {
        return 0;
    };
    FIRST_WAIT_MS
        .saturating_mul(1_u64.checked_shl(over.min(32)).unwrap_or(u64::MAX))
        .min(LONGEST_WAIT_MS)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttemptsFile {
    version: u32,
    seen_ms: i64,
    counts: Vec<Count>,
    doubtful: bool,
    checksum: String,
}

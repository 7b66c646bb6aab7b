//! How much one foreign file may ask of us before it is refused.

/// Bounds on one foreign PDF; each is checked before the work it bounds is done.
///
/// The defaults let every record of a real patient through that was ever seen and stop the known kinds of
/// bomb: deep nesting, endless page trees, a few bytes that inflate to gigabytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Pages of the file.
    pub pages: u32,
    /// Bytes that all streams we must open ourselves may inflate to, taken together.
    pub inflated_bytes: u64,
    /// Indirect objects of the file.
    pub objects: u32,
    /// Pixels of one picture (width times height), read from its header.
    pub pixels: u64,
    /// How deep page trees, bookmarks and forms within forms may nest.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 500 << 20,
            pages: 5_000,
            inflated_bytes: 2 << 30,
            objects: 2_000_000,
            pixels: 400_000_000,
            depth: 64,
        }
    }
}

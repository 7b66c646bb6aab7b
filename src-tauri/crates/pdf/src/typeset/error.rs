//! Why a paper could not be set.

/// Why a paper could not be set. No variant carries text of the paper beyond one character.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TypesetError {
    /// No bundled face has the character: the text must be changed, since a box in its place could be read
    /// as something else.
    #[error("no font has the character U+{:04X}", u32::from(*.0))]
    MissingGlyph(char),
    /// The picture is no JPEG or PNG, or is damaged: replace it.
    #[error("the picture cannot be read: {0}")]
    Picture(String),
    /// The address has more lines than its window shows: shorten it.
    #[error("the address does not fit its window")]
    AddressTooLong,
    /// What stands above the address reaches into its window, or the address is not at the top of a page:
    /// shorten or move it.
    #[error("the address would be covered by what stands above it")]
    AddressCovered,
    /// The sheet is too small for its margins or for a single line: change them.
    #[error("the sheet leaves no room for text")]
    NoRoom,
    /// The date is not a PDF date.
    #[error("the date of making is not a PDF date")]
    Date,
    /// A bundled font or the PDF library failed: a fault of the program.
    #[error("the page could not be written: {0}")]
    Internal(String),
}

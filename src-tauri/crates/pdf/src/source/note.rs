//! What a reader of the manifest is told was repaired, taken out or worth knowing about a source.

/// What happened to a source on its way in: a closed list, stable across releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteCode {
    /// The table of objects was missing or wrong and was rebuilt.
    RepairedXref,
    /// The file ends early; what is there was read.
    RepairedTruncated,
    /// There were other bytes before the start of the PDF.
    RepairedLeadingBytes,
    /// A page gave no usable size and was taken as A4.
    RepairedMediaBox,
    /// Something a page uses could not be read, or was found again elsewhere in the file.
    RepairedObject,
    /// The list of pages was unusable and was rebuilt from the pages found.
    RepairedPageTree,
    /// The accessibility tags were left behind.
    DroppedTags,
    /// JavaScript was taken out.
    RemovedJavascript,
    /// An action that runs when the file is opened was taken out.
    RemovedOpenAction,
    /// An action that starts a program or opens a file was taken out.
    RemovedLaunch,
    /// Files embedded in the file were left out; the message lists their names.
    RemovedEmbeddedFiles,
    /// Sound, film, 3D or other rich media was taken out.
    RemovedRichMedia,
    /// Links or buttons that lead outside the file lost their action.
    RemovedExternalAction,
    /// An XFA form beside the usable form was taken out.
    RemovedXfa,
    /// The file is signed; its signature cannot be verified in a copy.
    SignaturePresent,
    /// The file has layers that are hidden, and stay hidden.
    HiddenLayers,
    /// The file restricts what may be done with it, and opens without a password.
    OwnerPassword,
    /// The file was opened with the password given.
    UserPassword,
}

impl NoteCode {
    /// The stable name, as printed in manifests and by the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RepairedXref => "repaired_xref",
            Self::RepairedTruncated => "repaired_truncated",
            Self::RepairedLeadingBytes => "repaired_leading_bytes",
            Self::RepairedMediaBox => "repaired_media_box",
            Self::RepairedObject => "repaired_object",
            Self::RepairedPageTree => "repaired_page_tree",
            Self::DroppedTags => "dropped_tags",
            Self::RemovedJavascript => "removed_javascript",
            Self::RemovedOpenAction => "removed_open_action",
            Self::RemovedLaunch => "removed_launch",
            Self::RemovedEmbeddedFiles => "removed_embedded_files",
            Self::RemovedRichMedia => "removed_rich_media",
            Self::RemovedExternalAction => "removed_external_action",
            Self::RemovedXfa => "removed_xfa",
            Self::SignaturePresent => "signature_present",
            Self::HiddenLayers => "hidden_layers",
            Self::OwnerPassword => "owner_password",
            Self::UserPassword => "user_password",
        }
    }

    /// Whether the source was damaged and had to be repaired, so that a person should look at its pages.
    pub fn is_repair(self) -> bool {
        matches!(
            self,
            Self::RepairedXref
                | Self::RepairedTruncated
                | Self::RepairedLeadingBytes
                | Self::RepairedMediaBox
                | Self::RepairedObject
                | Self::RepairedPageTree
        )
    }
}

/// One thing to know about a source, in words for the secretary who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What happened.
    pub code: NoteCode,
    /// The same in words, without any patient's name.
    pub message: String,
}

impl Note {
    /// A note with its words.
    pub fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

//! What crosses the border: `…View` goes out, `…Input` comes in, both as JSON with `snake_case` names.
//!
//! Window and command line share these types. Domain types are never serialised; they are converted here and nowhere
//! else. Days are `YYYY-MM-DD` on the wire; every closed list travels as its code, and the words come along.

pub(crate) mod document;
pub(crate) mod example;

mod bundle;
mod choice;
mod codes;
mod directory;
mod error;
mod help;
mod letterhead;
pub(crate) mod patient;
mod print;
mod record;
mod report;
mod request;
mod search;
mod setup;
mod transfer;
mod upkeep;
mod wording;
mod worklist;

pub use bundle::{
    AssembleInput, BundleChoices, BundleView, EnclosureView, PartView, ProgressView, SupplementView,
    VerifiedView,
};
pub use choice::{Choice, ChoiceList, choices};
pub use codes::{ChecklistView, CodeListView, CodesView};
pub use directory::{
    AddressCheckView, DirectoryCount, DirectoryEntryInput, DirectoryEntryView, DirectorySearchInput,
    OdsImportedView, RecipientView,
};
pub use error::{ErrorView, FieldProblem};
pub use example::example;
pub use help::{
    ErrorHelpView, HelpBlockKind, HelpBlockView, HelpView, PageHelpView, StepHelpView, TourStopView,
};
pub use letterhead::{LetterheadInput, LetterheadView, OrganisationView, SignatureView};
pub use patient::{GpPracticeInput, PatientInput, PatientMatch, PatientView, SignatureInput};
pub use print::{
    PaperInput, PrintInput, PrintView, PrintedPaperView, PrinterSidesView, PrinterView, PrintersView,
};
pub use record::{
    AddedView, LetterView, NoteView, PageSizeView, RecordCheckView, RecordFileView, RecordInput, RecordView,
    SavedView, TakenInput, VouchView,
};
pub use report::{CountRow, CountTable, ReportInput, ReportView, TimeRow};
pub use request::{
    AskedView, EvidenceInput, GateView, HistoryView, MissingView, OpenRequestInput, OpenedView, RequestForm,
    RequestView, StepView,
};
pub use search::{FoundView, HitView};
pub use setup::{
    AppearanceView, DemonstrationView, EnteredView, LockedView, OrganisationInput, PersonInput, SessionView,
    SetUpInput, SetUpView, StoreCheckView, StoreStateView, SupportInput, UrgentLineInput, UserInput,
    UserView,
};
pub use transfer::{TransferInput, TransferTaskView, TransferView};
pub use upkeep::{
    BackupAgeView, BackupFileView, BackupStateView, BackupView, EverythingView, NewPassphraseView,
    RecoveryKeyView, RekeyedView, RestoredView, SettingsInput, SettingsView, UpkeepView,
};
pub use wording::{
    PaperLanguageView, PaperView, TemplateView, WordingLineInput, WordingLineView, WordingVersionView,
    WordingView,
};
pub use worklist::{
    AuditChoicesView, AuditInput, AuditRow, AuditVerifiedView, AuditView, ExportedView, FilterChoicesView,
    LeftOverView, ListCount, NewsView, RequestRow, SavedFilterView, WorklistInput, WorklistView,
};

pub(crate) use record::{hindrance_view, warnings};
pub(crate) use request::parse as parse_form;

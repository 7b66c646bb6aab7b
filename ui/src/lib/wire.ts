// The types of the wire as they really arrive. Rust fills in every field of what it sends; only what it is given may
// leave some out, which is why the generated types call them optional.
import type * as raw from './bindings';

/** A type in which no field is left out, however deep. */
export type Whole<T> = T extends (infer Item)[]
  ? Whole<Item>[]
  : T extends object
    ? { [Name in keyof T]-?: Whole<Exclude<T[Name], undefined>> }
    : T;

export type AppearanceView = Whole<raw.AppearanceView>;
export type AskedView = Whole<raw.AskedView>;
export type AuditChoicesView = Whole<raw.AuditChoicesView>;
export type AuditInput = Whole<raw.AuditInput>;
export type AuditRow = Whole<raw.AuditRow>;
export type BackupFileView = Whole<raw.BackupFileView>;
export type BackupStateView = Whole<raw.BackupStateView>;
export type BackupView = Whole<raw.BackupView>;
export type BundleChoices = Whole<raw.BundleChoices>;
export type BundleView = Whole<raw.BundleView>;
export type ChecklistView = Whole<raw.ChecklistView>;
export type Choice = Whole<raw.Choice>;
export type CodeListView = Whole<raw.CodeListView>;
export type CodesView = Whole<raw.CodesView>;
export type CountRow = Whole<raw.CountRow>;
export type CountTable = Whole<raw.CountTable>;
export type DemonstrationView = Whole<raw.DemonstrationView>;
export type DirectoryEntryInput = Whole<raw.DirectoryEntryInput>;
export type DirectoryEntryView = Whole<raw.DirectoryEntryView>;
export type DirectorySearchInput = Whole<raw.DirectorySearchInput>;
export type EnteredView = Whole<raw.EnteredView>;
export type FoundView = Whole<raw.FoundView>;
export type GateView = Whole<raw.GateView>;
export type GpPracticeInput = Whole<raw.GpPracticeInput>;
export type HelpView = Whole<raw.HelpView>;
export type HistoryView = Whole<raw.HistoryView>;
export type LeftOverView = Whole<raw.LeftOverView>;
export type HitView = Whole<raw.HitView>;
export type LetterheadInput = Whole<raw.LetterheadInput>;
export type LetterheadView = Whole<raw.LetterheadView>;
export type ListCount = Whole<raw.ListCount>;
export type LockedView = Whole<raw.LockedView>;
export type OdsImportedView = Whole<raw.OdsImportedView>;
export type OrganisationInput = Whole<raw.OrganisationInput>;
export type OrganisationView = Whole<raw.OrganisationView>;
export type PageHelpView = Whole<raw.PageHelpView>;
export type PaperInput = Whole<raw.PaperInput>;
export type PaperView = Whole<raw.PaperView>;
export type PatientInput = Whole<raw.PatientInput>;
export type PatientMatch = Whole<raw.PatientMatch>;
export type PatientView = Whole<raw.PatientView>;
export type PersonInput = Whole<raw.PersonInput>;
export type PreviewView = Whole<raw.PreviewView>;
export type PrintInput = Whole<raw.PrintInput>;
export type PrintingView = Whole<raw.PrintingView>;
export type PrintView = Whole<raw.PrintView>;
export type PrintersView = Whole<raw.PrintersView>;
export type ProgressView = Whole<raw.ProgressView>;
export type RecordCheckView = Whole<raw.RecordCheckView>;
export type RecordInput = Whole<raw.RecordInput>;
export type RecordView = Whole<raw.RecordView>;
export type ReportInput = Whole<raw.ReportInput>;
export type ReportView = Whole<raw.ReportView>;
export type RequestForm = Whole<raw.RequestForm>;
export type RequestRow = Whole<raw.RequestRow>;
export type RequestView = Whole<raw.RequestView>;
export type RestoredView = Whole<raw.RestoredView>;
export type SavedFilterView = Whole<raw.SavedFilterView>;
export type SessionView = Whole<raw.SessionView>;
export type SettingsInput = Whole<raw.SettingsInput>;
export type SettingsView = Whole<raw.SettingsView>;
export type SetUpInput = Whole<raw.SetUpInput>;
export type SetUpView = Whole<raw.SetUpView>;
export type SignatureInput = Whole<raw.SignatureInput>;
export type SignatureView = Whole<raw.SignatureView>;
export type StepView = Whole<raw.StepView>;
export type SupplementView = Whole<raw.SupplementView>;
export type TakenInput = Whole<raw.TakenInput>;
export type TemplateView = Whole<raw.TemplateView>;
export type TimeRow = Whole<raw.TimeRow>;
export type TransferTaskView = Whole<raw.TransferTaskView>;
export type TransferView = Whole<raw.TransferView>;
export type UserInput = Whole<raw.UserInput>;
export type UserView = Whole<raw.UserView>;
export type WordingLineView = Whole<raw.WordingLineView>;
export type WordingView = Whole<raw.WordingView>;
export type WorklistInput = Whole<raw.WorklistInput>;
export type WorklistView = Whole<raw.WorklistView>;

//! The commands by name, and the TypeScript that is written from them.

use pathway::view::{LeftOverView, ProgressView};
use tauri_specta::{Builder, collect_commands};

use crate::commands::print::PrintingView;
use crate::commands::{
    audit, backup, bundle, directory, help, letter, organisation, paper, patient, print, record, report,
    request, session, signature, store, transfer, user, wording, worklist,
};

/// Every command that the front end may call, and the types it meets besides.
pub(crate) fn commands() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .typ::<ProgressView>()
        .typ::<PrintingView>()
        .typ::<LeftOverView>()
        .commands(collect_commands![
            store::store_state,
            store::set_up,
            store::make_demonstration,
            store::choices,
            store::test_recovery_key,
            store::renew_recovery_key,
            store::recover_passphrase,
            backup::backup_state,
            backup::list_backups,
            backup::make_backup,
            backup::check_backup,
            backup::restore_backup,
            backup::show_settings,
            backup::save_settings,
            session::sign_in,
            session::sign_out,
            session::lock,
            session::locked,
            session::leave_now,
            session::stay_open,
            session::close_window,
            session::unclaim,
            session::still_here,
            session::session,
            session::appearance,
            session::choose_appearance,
            session::change_passphrase,
            signature::show_signature,
            signature::preview_signature,
            signature::keep_signature_file,
            signature::keep_drawn_signature,
            signature::take_signature_away,
            organisation::show_organisation,
            organisation::save_organisation,
            organisation::preview_organisation,
            user::list_users,
            user::add_user,
            user::disable_user,
            user::enable_user,
            user::unlock_user,
            user::reset_passphrase,
            patient::register_patient,
            patient::similar_patients,
            patient::amend_patient,
            patient::find_patients,
            patient::show_patient,
            request::check_gate,
            request::open_request,
            request::show_request,
            request::save_request,
            request::search,
            request::take_step,
            worklist::list_requests,
            worklist::list_news,
            worklist::filter_choices,
            worklist::list_filters,
            worklist::keep_filter,
            worklist::forget_filter,
            worklist::export_worklist,
            transfer::show_transfer,
            transfer::record_transfer,
            record::add_records,
            record::replace_record,
            record::add_known_record,
            record::describe_record,
            record::order_records,
            record::remove_record,
            record::restore_record,
            record::preview_record,
            letter::preview_letter,
            letter::sign_letter,
            bundle::assemble_bundle,
            bundle::cancel_assembly,
            bundle::preview_bundle,
            bundle::save_bundle_in_parts,
            paper::list_papers,
            paper::preview_paper,
            paper::save_paper,
            paper::open_paper,
            paper::preview_worklist,
            paper::save_worklist,
            print::print_papers,
            print::print_worklist,
            print::print_report,
            report::show_report,
            report::preview_report,
            report::save_report,
            report::export_report,
            print::print_recovery_key,
            print::cancel_printing,
            print::printer_sides,
            print::count_pages,
            print::list_printers,
            wording::list_templates,
            wording::show_wording,
            wording::wording_version,
            wording::preview_wording,
            wording::keep_wording,
            wording::reset_wording,
            directory::find_entries,
            directory::count_entries,
            directory::add_entry,
            directory::amend_entry,
            directory::retire_entry,
            directory::prefer_entry,
            directory::ods_files,
            directory::import_ods,
            directory::confirm_address,
            directory::show_codes,
            directory::list_codes,
            directory::keep_codes,
            directory::reset_codes,
            audit::audit_choices,
            audit::export_audit,
            audit::read_audit,
            audit::verify_audit,
            help::help,
            help::save_safety_summary,
            help::has_toured,
            help::end_tour,
        ])
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    use specta_typescript::Typescript;

    use super::commands;

    #[test]
    fn bindings_are_what_the_front_end_was_built_with() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/bindings.ts");
        let fresh = tempfile::Builder::new().suffix(".ts").tempfile().unwrap();
        let header = "// Written from the Rust commands by `cargo xtask bindings`. Do not edit.\n";
        commands()
            .export(Typescript::default().header(header), fresh.path())
            .unwrap();
        let written = fs::read_to_string(fresh.path()).unwrap();
        if env::var_os("UPDATE").is_some() {
            fs::write(&committed, &written).unwrap();
        }
        let kept = fs::read_to_string(&committed).unwrap_or_default();
        assert!(
            kept == written,
            "ui/src/lib/bindings.ts is stale: run `cargo xtask bindings`"
        );
    }
}

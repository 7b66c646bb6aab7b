// Who may call which command: one row for each that is registered (domain rule §4.5). A command without a row fails.
//
// A row says the least that a person must be allowed, and what is handed over: well formed, and of objects that do not
// exist, so that whoever may do it is told of that and nothing is changed.

const NONE = '00000000000000000000000000000000';
const NOWHERE = '/dev/null/at/all';
const OF_REQUEST = { requestId: NONE };
const OF_RECORD = { requestId: NONE, recordId: NONE };
const PAPER = { kind: 'what_happens_next' };
const PRINT = { printer: 'none of this name', papers: [PAPER], copies: 1 };
const TAKEN = {};

/** What a person of each role may be allowed (the table of `domain::role`). */
export const ALLOWED = {
  nobody: ['nobody'],
  reader: ['nobody', 'anybody', 'read'],
  secretary: ['nobody', 'anybody', 'read', 'work', 'directory'],
  clinician: ['nobody', 'anybody', 'read', 'work', 'directory', 'sign'],
  administrator: ['nobody', 'anybody', 'directory', 'administer'],
};

/** Commands that end the session or the program; they are called by themselves. */
export const ENDING = ['sign_in', 'sign_out', 'lock', 'leave_now', 'close_window', 'make_demonstration'];

/** The rows, with a request that is there for those commands that look for it first; its version is none it has had. */
export const whoMay = (own) => ({
  // Nobody need be signed in.
  store_state: ['nobody'],
  set_up: ['nobody', { input: {}, passphrase: '' }],
  choices: ['nobody'],
  help: ['nobody'],
  appearance: ['nobody'],
  locked: ['nobody'],
  test_recovery_key: ['nobody', { recoveryKey: 'x' }],
  recover_passphrase: ['nobody', { name: 'x', recoveryKey: 'x', passphrase: 'x' }],
  restore_backup: ['nobody', { file: NOWHERE, folder: NOWHERE, name: 'x', passphrase: 'x' }],
  print_recovery_key: ['nobody', { recoveryKey: 'x', how: PRINT, ticket: 1 }],
  ods_files: ['nobody'],
  still_here: ['nobody'],
  stay_open: ['nobody'],
  unclaim: ['nobody'],
  cancel_assembly: ['nobody'],
  cancel_printing: ['nobody', { ticket: 1 }],
  list_printers: ['nobody'],
  printer_sides: ['nobody', { printer: 'none of this name' }],
  // Everybody who is signed in.
  session: ['anybody'],
  check_gate: ['anybody', { inHospital: false, gettingWorse: false }],
  choose_appearance: ['anybody', { chosen: { theme: 'of no kind' } }],
  change_passphrase: ['anybody', { old: 'x', passphrase: 'x' }],
  backup_state: ['anybody'],
  save_safety_summary: ['anybody', { path: NOWHERE }],
  has_toured: ['anybody'],
  end_tour: ['anybody'],
  find_entries: ['anybody', { input: {} }],
  count_entries: ['anybody'],
  show_codes: ['anybody'],
  filter_choices: ['read'],
  list_filters: ['read'],
  forget_filter: ['read', { name: 'of no such name' }],
  // Whoever may read.
  find_patients: ['read', { words: 'x' }],
  show_patient: ['read', { id: NONE }],
  similar_patients: ['read', { input: {}, but: null }],
  show_request: ['read', { id: NONE }],
  search: ['read', { words: 'x' }],
  list_requests: ['read', { input: {} }],
  list_news: ['read'],
  keep_filter: ['read', { name: '', filter: {} }],
  export_worklist: ['work', { input: {}, path: NOWHERE }],
  show_transfer: ['read', { id: NONE }],
  preview_record: ['read', OF_RECORD],
  preview_letter: ['read', OF_REQUEST],
  preview_bundle: ['read', { requestId: NONE, bundleId: NONE }],
  list_papers: ['read', OF_REQUEST],
  preview_paper: ['read', { requestId: NONE, kind: 'what_happens_next', size: 12, language: 'en' }],
  preview_worklist: ['read', { input: {} }],
  show_report: ['read', { input: {} }],
  preview_report: ['read', { input: {} }],
  save_report: ['read', { input: {}, path: NOWHERE }],
  export_report: ['read', { input: {}, path: NOWHERE }],
  save_worklist: ['work', { input: {}, path: NOWHERE }],
  print_worklist: ['read', { input: {}, how: PRINT, ticket: 1 }],
  print_report: ['read', { input: {}, how: PRINT, ticket: 1 }],
  // Whoever may work.
  register_patient: ['work', { input: {}, signature: null }],
  amend_patient: ['work', { id: NONE, version: 1, input: {}, signature: null }],
  open_request: ['work', { input: { patient_id: NONE, in_hospital: false, getting_worse: false } }],
  save_request: ['work', { id: NONE, version: 1, form: {} }],
  take_step: ['work', { id: own, version: 4_000_000, step: 'dispatch', evidence: [] }],
  record_transfer: ['work', { id: NONE, input: { seen: 0, step: 'asked_by_patient', evidence: [] } }],
  add_records: ['work', { ...OF_REQUEST, paths: [NOWHERE], input: {}, taken: TAKEN }],
  replace_record: ['work', { ...OF_RECORD, path: NOWHERE, taken: TAKEN }],
  add_known_record: ['work', { ...OF_REQUEST, input: { title: 'A known record', enclosure: 'to_follow' } }],
  describe_record: ['work', { ...OF_RECORD, version: 1, input: {} }],
  order_records: ['work', { ...OF_REQUEST, ids: [] }],
  remove_record: ['work', { ...OF_RECORD, reason: 'x' }],
  restore_record: ['work', OF_RECORD],
  assemble_bundle: ['work', { ...OF_REQUEST, input: {} }],
  save_bundle_in_parts: ['work', { requestId: own, input: {}, limit: 1000, path: NOWHERE }],
  save_paper: ['work', { ...OF_REQUEST, paper: PAPER, path: NOWHERE }],
  open_paper: ['work', { ...OF_REQUEST, paper: PAPER }],
  print_papers: ['work', { requestId: own, input: PRINT, ticket: 1 }],
  count_pages: ['work', { ...OF_REQUEST, job: NONE, answer: 'yes' }],
  confirm_address: ['work', { request: NONE, address: 'x' }],
  // Whoever signs.
  sign_letter: ['sign', { ...OF_REQUEST, version: 1, passphrase: 'x' }],
  show_signature: ['sign'],
  preview_signature: ['sign'],
  keep_signature_file: ['sign', { path: NOWHERE }],
  keep_drawn_signature: ['sign', { picture: [] }],
  take_signature_away: ['sign'],
  // Whoever keeps the store.
  list_backups: ['administer'],
  make_backup: ['administer', { file: NOWHERE }],
  check_backup: ['administer', { file: NOWHERE }],
  show_settings: ['administer'],
  save_settings: ['administer', { version: 99, input: {} }],
  renew_recovery_key: ['administer', { passphrase: 'x' }],
  show_organisation: ['administer'],
  save_organisation: ['administer', { version: 99, details: {}, letterhead: {} }],
  preview_organisation: ['administer', { details: {}, letterhead: {} }],
  list_users: ['administer'],
  add_user: ['administer', { input: {}, passphrase: 'x' }],
  disable_user: ['administer', { name: 'nobody.at.all' }],
  enable_user: ['administer', { name: 'nobody.at.all', passphrase: 'quiet harbour under snow' }],
  unlock_user: ['administer', { name: 'nobody.at.all' }],
  reset_passphrase: ['administer', { name: 'nobody.at.all', passphrase: 'quiet harbour under snow' }],
  list_templates: ['administer'],
  show_wording: ['administer', { template: 'of no such name' }],
  wording_version: ['administer', { template: 'of no such name', version: 1 }],
  preview_wording: ['administer', { template: 'of no such name', lines: [], request: null }],
  keep_wording: ['administer', { template: 'letter', version: 4_000_000, lines: [] }],
  reset_wording: ['administer', { template: 'of no such name', version: 1 }],
  // Whoever keeps the directory: those who work with it and those who keep the store.
  add_entry: ['directory', { input: {} }],
  amend_entry: ['directory', { id: NONE, version: 1, input: {} }],
  retire_entry: ['directory', { id: NONE, version: 1, isRetired: true }],
  prefer_entry: ['directory', { id: NONE, isPreferred: true }],
  import_ods: ['administer', { file: NOWHERE, kind: null, isWhole: false }],
  list_codes: ['administer'],
  keep_codes: ['administer', { list: 'of no such name', version: 1, text: 'x' }],
  reset_codes: ['administer', { list: 'of no such name', version: 1 }],
  audit_choices: ['administer'],
  export_audit: ['administer', { input: {}, path: NOWHERE }],
  read_audit: ['administer', { input: {} }],
  verify_audit: ['administer'],
});

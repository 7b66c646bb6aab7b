-- SQLite's own: what is written once is never changed or removed, and the index of words that are searched for.

CREATE TRIGGER status_change_no_update BEFORE UPDATE ON status_change
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER status_change_no_delete BEFORE DELETE ON status_change
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER letter_no_update BEFORE UPDATE ON letter
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER bundle_no_update BEFORE UPDATE ON bundle
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER bundle_no_delete BEFORE DELETE ON bundle
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER patient_no_delete BEFORE DELETE ON patient
BEGIN
    SELECT RAISE(ABORT, 'never removed');
END;

CREATE TRIGGER request_no_delete BEFORE DELETE ON request
BEGIN
    SELECT RAISE(ABORT, 'never removed');
END;

CREATE TRIGGER record_no_delete BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'never removed');
END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'never removed');
END;

-- What a removed record was stays as it was; only rows that are still there may be described or ordered.
CREATE TRIGGER record_stays_removed BEFORE UPDATE ON record
WHEN OLD.removed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'removed');
END;

-- A record's file, and whose it is, never changes.
CREATE TRIGGER record_keeps_its_file BEFORE UPDATE OF id, request_id, patient_id, file_name, sha256 ON record
BEGIN
    SELECT RAISE(ABORT, 'fixed');
END;

CREATE TRIGGER request_keeps_its_patient BEFORE UPDATE OF id, patient_id, reference_year, reference_number ON request
BEGIN
    SELECT RAISE(ABORT, 'fixed');
END;

-- Rows of the word indexes have a number of their own, since an id is text.
CREATE TABLE search_key (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE patient_search USING fts5 (
    names, numbers, born, words,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3 4'
);

CREATE VIRTUAL TABLE request_search USING fts5 (
    reference, patient, words,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3 4'
);

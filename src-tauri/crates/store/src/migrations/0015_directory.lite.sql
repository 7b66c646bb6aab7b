CREATE TRIGGER address_check_no_update BEFORE UPDATE ON address_check
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER address_check_no_delete BEFORE DELETE ON address_check
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER directory_entry_no_delete BEFORE DELETE ON directory_entry
BEGIN
    SELECT RAISE(ABORT, 'never removed');
END;

CREATE VIRTUAL TABLE directory_search USING fts5 (
    words,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3 4'
);

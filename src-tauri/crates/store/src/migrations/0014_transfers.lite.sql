CREATE TRIGGER transfer_step_no_update BEFORE UPDATE ON transfer_step
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER transfer_step_no_delete BEFORE DELETE ON transfer_step
BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

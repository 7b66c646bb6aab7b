CREATE TRIGGER record_keeps_its_password BEFORE UPDATE OF file_password ON record
BEGIN
    SELECT RAISE(ABORT, 'fixed');
END;

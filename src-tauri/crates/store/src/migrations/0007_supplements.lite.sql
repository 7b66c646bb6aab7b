-- In which bundle a record is sent is settled when it arrives.
CREATE TRIGGER record_keeps_its_supplement BEFORE UPDATE OF supplement_to, supplement ON record
BEGIN
    SELECT RAISE(ABORT, 'fixed');
END;

CREATE TRIGGER record_supplement_is_whole BEFORE INSERT ON record
WHEN (NEW.supplement_to IS NULL) <> (NEW.supplement IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'half a supplement');
END;

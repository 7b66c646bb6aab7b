-- Why a record was taken for this patient's, and what it took the place of, is settled when it is added.
CREATE TRIGGER record_keeps_its_reason BEFORE UPDATE OF belongs_because, replaces ON record
BEGIN
    SELECT RAISE(ABORT, 'fixed');
END;

CREATE TRIGGER record_replaces_its_own BEFORE INSERT ON record
WHEN NEW.replaces IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM record r
                     WHERE r.id = NEW.replaces AND r.request_id = NEW.request_id AND r.removed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'replaces another');
END;

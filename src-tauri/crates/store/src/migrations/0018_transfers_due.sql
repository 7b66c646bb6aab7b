-- By which day the next act of a transfer of care is due: one row while a transfer is under way, none otherwise.
CREATE TABLE transfer_due (
    request_id TEXT PRIMARY KEY REFERENCES request (id),
    due_on     TEXT NOT NULL
) {strict};

CREATE INDEX transfer_due_by_day ON transfer_due (due_on, request_id);

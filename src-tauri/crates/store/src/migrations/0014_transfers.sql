-- A transfer of care beside a request: each step is appended, none is overwritten, and where it stands follows from them.
CREATE TABLE transfer_step (
    request_id  TEXT NOT NULL REFERENCES request (id),
    seq         {int} NOT NULL CHECK (seq > 0),
    step        TEXT NOT NULL,
    at          {int} NOT NULL,
    happened_on TEXT,
    by_id       TEXT NOT NULL REFERENCES "user" (id),
    evidence    TEXT NOT NULL,
    PRIMARY KEY (request_id, seq)
) {strict};

-- What a person was shown once and need not be shown again.
CREATE TABLE seen (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    what    TEXT NOT NULL,
    at      {int} NOT NULL,
    PRIMARY KEY (user_id, what)
) {strict};

-- What was handed to a printer: a row for each paper of a job. The first copy of a paper that came out is number 1.
CREATE TABLE print (
    job        TEXT NOT NULL,
    position   {int} NOT NULL CHECK (position > 0),
    request_id TEXT NOT NULL REFERENCES request (id),
    paper      TEXT NOT NULL,
    version    {int} NOT NULL,
    copies     {int} NOT NULL CHECK (copies > 0),
    first_copy {int} NOT NULL CHECK (first_copy > 0),
    pages      {int} NOT NULL CHECK (pages > 0),
    printer    TEXT NOT NULL,
    two_sided  {int} NOT NULL CHECK (two_sided IN (0, 1)),
    reason     TEXT,
    printed_by TEXT NOT NULL REFERENCES "user" (id),
    printed_at {int} NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('sent', 'not_taken', 'complete', 'incomplete')),
    counted_by TEXT REFERENCES "user" (id),
    counted_at {int},
    PRIMARY KEY (job, position),
    CHECK ((counted_by IS NULL) = (counted_at IS NULL))
) {strict};
CREATE INDEX print_of_request ON print (request_id, printed_at);

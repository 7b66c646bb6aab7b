-- To whom letters may go, and the practices of patients: from the files of the Organisation Data Service, and an
-- organisation's own. What comes from a file is known in the next one by its key; an own entry has none.
CREATE TABLE directory_entry (
    number       {int} PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    file_key     TEXT UNIQUE,
    source       TEXT NOT NULL CHECK (source IN ('ods', 'own')),
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    code         TEXT,
    parent_code  TEXT,
    organisation TEXT,
    specialty    TEXT,
    gmc_number   TEXT,
    lines        TEXT NOT NULL,
    postcode     TEXT,
    phone        TEXT,
    email        TEXT,
    opened_on    TEXT,
    closed_on    TEXT,
    is_closed    {int} NOT NULL CHECK (is_closed IN (0, 1)),
    is_preferred {int} NOT NULL CHECK (is_preferred IN (0, 1)),
    verified_on  TEXT,
    verified_by  TEXT REFERENCES "user" (id),
    version      {int} NOT NULL,
    changed_at   {int} NOT NULL,
    CHECK ((file_key IS NULL) = (source = 'own')),
    CHECK ((verified_on IS NULL) = (verified_by IS NULL))
) {strict};
CREATE INDEX directory_by_code ON directory_entry (code);
CREATE INDEX directory_by_kind ON directory_entry (source, kind);
CREATE INDEX directory_preferred ON directory_entry (is_preferred, name);

-- Each time that somebody said that the recipient's address is still this one (hazard H4).
CREATE TABLE address_check (
    request_id TEXT NOT NULL REFERENCES request (id),
    seq        {int} NOT NULL CHECK (seq > 0),
    address    TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    at         {int} NOT NULL,
    by_id      TEXT NOT NULL REFERENCES "user" (id),
    PRIMARY KEY (request_id, seq)
) {strict};

-- The booking reference under which a request was last sent: it is found by it.
ALTER TABLE request ADD COLUMN ubrn TEXT;
CREATE INDEX request_by_ubrn ON request (ubrn);

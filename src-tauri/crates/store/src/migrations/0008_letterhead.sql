-- How letters look. A picture is a sealed file, as a record is.
CREATE TABLE letterhead (
    id         {int} PRIMARY KEY CHECK (id = 1),
    colour     TEXT,
    envelope   TEXT NOT NULL,
    logo_file  TEXT,
    logo_words TEXT,
    CHECK ((logo_file IS NULL) = (logo_words IS NULL))
) {strict};

-- The signatures by hand that a person has kept, each in its turn; without a file it was taken away. Earlier ones stay,
-- since letters were signed with them.
CREATE TABLE signature_picture (
    user_id   TEXT NOT NULL REFERENCES "user" (id),
    seq       {int} NOT NULL CHECK (seq > 0),
    file_name TEXT,
    at        {int} NOT NULL,
    PRIMARY KEY (user_id, seq)
) {strict};

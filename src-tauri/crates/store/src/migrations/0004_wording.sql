-- Each version of a template that an organisation keeps for itself; none of its words means: as supplied again.
CREATE TABLE wording (
    template   TEXT NOT NULL,
    version    {int} NOT NULL CHECK (version > 0),
    words      TEXT,
    changed_by TEXT NOT NULL REFERENCES "user" (id),
    changed_at {int} NOT NULL,
    PRIMARY KEY (template, version)
) {strict};

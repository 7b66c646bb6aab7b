-- Who asked, and on which day, in columns of their own, so that a report need not open what each request says.
ALTER TABLE request ADD COLUMN asked_by TEXT;
ALTER TABLE request ADD COLUMN asked_on TEXT;
CREATE INDEX request_by_ask ON request (asked_on);

-- What a person looks for again and again: a list and what narrows it, under a name of that person's own.
CREATE TABLE saved_filter (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
) {strict};

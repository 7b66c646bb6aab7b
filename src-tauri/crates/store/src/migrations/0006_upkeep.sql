-- How the store is looked after: when a desk locks itself, and where backups go. One row, once anybody has said so.
CREATE TABLE settings (
    id      {int} PRIMARY KEY CHECK (id = 1),
    version {int} NOT NULL,
    body    TEXT NOT NULL
) {strict};

-- What a person had typed and not yet given when the desk was locked: one for each, and gone when it is taken up.
CREATE TABLE unfinished (
    user_id TEXT PRIMARY KEY REFERENCES "user" (id),
    at      {int} NOT NULL,
    body    TEXT NOT NULL
) {strict};

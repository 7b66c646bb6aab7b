-- What the window looks like to each person who has said so.
CREATE TABLE appearance (
    user_id  TEXT PRIMARY KEY REFERENCES "user" (id),
    theme    TEXT NOT NULL,
    contrast TEXT NOT NULL
) {strict};

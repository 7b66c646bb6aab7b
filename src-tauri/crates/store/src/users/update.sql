UPDATE "user"
SET version = version + 1, shown_name = $1, role = $2, body = $3
WHERE id = $4 AND version = $5
RETURNING version

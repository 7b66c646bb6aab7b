UPDATE record
SET version = version + 1, pages_chosen = $1
WHERE request_id = $2 AND id = $3 AND version = $4 AND removed_at IS NULL
RETURNING version

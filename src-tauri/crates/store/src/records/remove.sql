UPDATE record
SET version = version + 1, removed_at = $1, removed_reason = $2
WHERE request_id = $3 AND id = $4 AND version = $5 AND removed_at IS NULL
RETURNING version

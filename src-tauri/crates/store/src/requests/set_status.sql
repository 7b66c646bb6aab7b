UPDATE request
SET version = version + 1, status = $1, stage = $2, status_since = $3, next_action_by = $4
WHERE id = $5 AND version = $6
RETURNING version

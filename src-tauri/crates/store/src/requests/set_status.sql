UPDATE request
SET version = version + 1, status = $1, stage = $2, status_since = CASE WHEN status = $1 THEN status_since ELSE $3 END,
    next_action_by = $4
WHERE id = $5 AND version = $6
RETURNING version

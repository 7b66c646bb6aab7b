SELECT version FROM record WHERE request_id = $1 AND id = $2 AND removed_at IS NULL

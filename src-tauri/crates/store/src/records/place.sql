UPDATE record SET position = $1 WHERE request_id = $2 AND id = $3 AND removed_at IS NULL

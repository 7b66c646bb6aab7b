UPDATE settings SET version = version + 1, body = $1 WHERE id = 1 AND version = $2 RETURNING version

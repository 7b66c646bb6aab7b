UPDATE directory_entry SET is_closed = $1, changed_at = $2, version = version + 1 WHERE id = $3 AND version = $4

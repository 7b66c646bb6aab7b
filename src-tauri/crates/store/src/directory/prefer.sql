UPDATE directory_entry SET is_preferred = $1 WHERE id = $2 RETURNING version

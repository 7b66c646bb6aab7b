UPDATE directory_entry SET is_closed = 1, changed_at = $1, version = version + 1 WHERE number = $2

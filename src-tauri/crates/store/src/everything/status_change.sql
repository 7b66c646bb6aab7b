SELECT rowid AS row_number, t.* FROM status_change t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

SELECT rowid AS row_number, t.* FROM request t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

SELECT rowid AS row_number, t.* FROM record t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

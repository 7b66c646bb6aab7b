SELECT rowid AS row_number, t.* FROM wording t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

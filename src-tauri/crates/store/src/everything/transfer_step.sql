SELECT rowid AS row_number, t.* FROM transfer_step t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

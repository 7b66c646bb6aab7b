SELECT rowid AS row_number, t.* FROM address_check t WHERE t.rowid > $1 ORDER BY t.rowid LIMIT 500

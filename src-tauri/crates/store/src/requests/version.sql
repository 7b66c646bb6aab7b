SELECT version FROM request WHERE id = $1

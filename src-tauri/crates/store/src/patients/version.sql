SELECT version FROM patient WHERE id = $1

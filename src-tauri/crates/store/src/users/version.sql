SELECT version FROM "user" WHERE id = $1

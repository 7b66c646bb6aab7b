INSERT INTO "user" (id, name, name_key, shown_name, role, active, created_at, version, body)
VALUES ($1, $2, $3, $4, $5, 1, $6, 1, $7)

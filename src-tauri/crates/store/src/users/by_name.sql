SELECT id, name, shown_name, role, active, created_at, version, body
FROM "user"
WHERE name_key = $1

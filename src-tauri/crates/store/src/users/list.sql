SELECT id, name, shown_name, role, active, created_at, version, body
FROM "user"
ORDER BY name_key

INSERT INTO meta (id, store_id, purpose, created_at) VALUES (1, $1, $2, $3)

SELECT store_id, purpose, created_at FROM meta WHERE id = 1

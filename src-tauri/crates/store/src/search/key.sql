INSERT INTO search_key (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING number

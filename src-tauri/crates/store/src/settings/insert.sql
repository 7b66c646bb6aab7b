INSERT INTO settings (id, version, body) VALUES (1, 1, $1) ON CONFLICT (id) DO NOTHING RETURNING version

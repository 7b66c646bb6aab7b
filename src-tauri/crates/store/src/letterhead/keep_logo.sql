INSERT INTO logo (file_name, at) VALUES ($1, $2) ON CONFLICT (file_name) DO NOTHING

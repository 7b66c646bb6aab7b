INSERT INTO seen (user_id, what, at) VALUES ($1, $2, $3)
ON CONFLICT (user_id, what) DO NOTHING

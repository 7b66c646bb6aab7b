INSERT INTO unfinished (user_id, at, body) VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET at = excluded.at, body = excluded.body

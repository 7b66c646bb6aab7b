INSERT INTO appearance (user_id, theme, contrast) VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET theme = excluded.theme, contrast = excluded.contrast

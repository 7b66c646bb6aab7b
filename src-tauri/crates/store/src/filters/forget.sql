DELETE FROM saved_filter WHERE user_id = $1 AND name = $2

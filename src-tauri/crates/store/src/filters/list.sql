SELECT name, body FROM saved_filter WHERE user_id = $1 ORDER BY LOWER(name), name

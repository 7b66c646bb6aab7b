DELETE FROM unfinished WHERE user_id = $1 RETURNING body

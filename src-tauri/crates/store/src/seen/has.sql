SELECT 1 AS seen FROM seen WHERE user_id = $1 AND what = $2

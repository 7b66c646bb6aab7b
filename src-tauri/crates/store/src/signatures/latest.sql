SELECT file_name FROM signature_picture WHERE user_id = $1 ORDER BY seq DESC LIMIT 1

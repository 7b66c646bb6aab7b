INSERT INTO signature_picture (user_id, seq, file_name, at)
SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3 FROM signature_picture WHERE user_id = $1

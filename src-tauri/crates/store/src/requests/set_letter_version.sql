UPDATE request SET letter_version = $1 WHERE id = $2 AND letter_version < $3

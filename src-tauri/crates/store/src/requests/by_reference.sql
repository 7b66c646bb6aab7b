SELECT id FROM request WHERE reference_year = $1 AND reference_number = $2

UPDATE request SET ubrn = $1 WHERE id = $2

INSERT INTO address_check (request_id, seq, address, checked_on, at, by_id)
VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM address_check WHERE request_id = $1), $2, $3, $4, $5)

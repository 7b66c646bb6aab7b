INSERT INTO status_change (request_id, seq, step, status, at, happened_on, by_id, on_behalf_of, evidence)
SELECT $1, COALESCE(MAX(c.seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8
FROM status_change c
WHERE c.request_id = $9

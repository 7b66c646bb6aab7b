INSERT INTO transfer_step (request_id, seq, step, at, happened_on, by_id, evidence)
SELECT $1, COALESCE(MAX(t.seq), 0) + 1, $2, $3, $4, $5, $6
FROM transfer_step t
WHERE t.request_id = $7
HAVING COALESCE(MAX(t.seq), 0) = $8
RETURNING seq

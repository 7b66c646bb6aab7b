UPDATE print
SET outcome = $1, counted_by = $2, counted_at = $3
WHERE request_id = $4 AND job = $5 AND outcome <> 'not_taken'

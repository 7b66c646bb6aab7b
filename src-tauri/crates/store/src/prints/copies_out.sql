SELECT COALESCE(SUM(copies), 0) AS copies
FROM print
WHERE request_id = $1 AND paper = $2 AND version = $3 AND outcome IN ('sent', 'complete')

SELECT c.request_id, c.step, c.at, c.happened_on
FROM request r
JOIN status_change c ON c.request_id = r.id
WHERE (r.asked_on >= $1 AND r.asked_on <= $2 OR r.asked_on IS NULL AND r.logged_at >= $3 AND r.logged_at < $4)
  AND c.step IN ('agree', 'decline', 'redirect', 'dispatch', 'receive', 'accept', 'receive_opinion')
ORDER BY c.request_id, c.seq

SELECT c.evidence
FROM request r
JOIN status_change c ON c.request_id = r.id AND c.step = 'decline'
WHERE r.asked_on >= $1 AND r.asked_on <= $2 OR r.asked_on IS NULL AND r.logged_at >= $3 AND r.logged_at < $4
ORDER BY c.request_id

SELECT t.seq, t.step, t.at, t.happened_on, t.by_id, t.evidence, u.shown_name AS by_shown
FROM transfer_step t
JOIN "user" u ON u.id = t.by_id
WHERE t.request_id = $1
ORDER BY t.seq

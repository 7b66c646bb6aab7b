SELECT c.seq, c.step, c.status, c.at, c.happened_on, c.by_id, c.on_behalf_of, c.evidence, u.shown_name AS by_shown,
       b.shown_name AS behalf_shown
FROM status_change c
JOIN "user" u ON u.id = c.by_id
LEFT JOIN "user" b ON b.id = c.on_behalf_of
WHERE c.request_id = $1
ORDER BY c.seq

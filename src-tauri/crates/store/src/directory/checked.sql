SELECT c.checked_on, c.at, u.shown_name
FROM address_check c
JOIN "user" u ON u.id = c.by_id
WHERE c.request_id = $1 AND c.address = $2
ORDER BY c.seq DESC
LIMIT 1

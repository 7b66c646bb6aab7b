SELECT id, asked_on, logged_at, specialty, asked_by, status
FROM request
WHERE asked_on >= $1 AND asked_on <= $2
UNION ALL
SELECT id, asked_on, logged_at, specialty, asked_by, status
FROM request
WHERE asked_on IS NULL AND logged_at >= $3 AND logged_at < $4
ORDER BY id

SELECT COUNT(*) AS requests
FROM (SELECT f.rowid FROM request_search f WHERE f.request_search MATCH $1 LIMIT $2) s

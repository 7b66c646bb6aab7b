SELECT source, kind, CASE WHEN is_closed = 1 OR closed_on <= $1 THEN 1 ELSE 0 END AS is_closed, COUNT(*) AS entries
FROM directory_entry
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3

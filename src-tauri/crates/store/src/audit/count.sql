SELECT COUNT(*) AS entries
FROM audit a
WHERE ($1 = '' OR a.patient_id = $1)
  AND ($2 = '' OR a.user_id = $2)
  AND ($3 = '' OR a.act = $3)
  AND a.at >= $4
  AND a.at < $5
  AND ($6 = '' OR a.outcome = $6)

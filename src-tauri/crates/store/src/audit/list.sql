SELECT a.seq, a.at, a.offset_minutes, a.user_id, a.role, a.on_behalf_of, a.act, a.patient_id, a.request_id, a.object,
       a.outcome, a.detail, a.clock_back, a.program, a.mac, u.shown_name
FROM audit a
LEFT JOIN "user" u ON u.id = a.user_id
WHERE ($1 = '' OR a.patient_id = $1)
  AND ($2 = '' OR a.user_id = $2)
  AND ($3 = '' OR a.act = $3)
  AND a.at >= $4
  AND a.at < $5
  AND ($6 = '' OR a.outcome = $6)
ORDER BY a.seq DESC
LIMIT $7 OFFSET $8

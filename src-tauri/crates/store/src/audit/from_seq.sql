SELECT seq, at, offset_minutes, user_id, role, on_behalf_of, act, patient_id, request_id, object, outcome, detail,
       clock_back, program, mac
FROM audit
WHERE seq > $1
ORDER BY seq
LIMIT $2

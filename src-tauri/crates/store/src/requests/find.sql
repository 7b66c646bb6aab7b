SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown
FROM (SELECT f.rowid AS number FROM request_search f WHERE f.request_search MATCH $1 ORDER BY f.rowid DESC LIMIT $2) s
JOIN search_key k ON k.number = s.number
JOIN request r ON r.id = k.id
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
WHERE ($3 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $3 AND n.place = r.place))
  AND ($4 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $4 AND n.place = r.place))
  AND ($5 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $5 AND n.place = r.place))
  AND ($6 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $6 AND n.place = r.place))
  AND ($7 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $7 AND n.place = r.place))
  AND ($8 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $8 AND n.place = r.place))
ORDER BY s.number DESC
LIMIT $9

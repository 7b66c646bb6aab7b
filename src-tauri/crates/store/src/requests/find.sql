SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown
FROM request_search s
JOIN search_key k ON k.number = s.rowid
JOIN request r ON r.id = k.id
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
WHERE s.request_search MATCH $1
  AND ($2 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $2 AND n.place = r.place))
  AND ($3 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $3 AND n.place = r.place))
  AND ($4 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $4 AND n.place = r.place))
  AND ($5 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $5 AND n.place = r.place))
  AND ($6 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $6 AND n.place = r.place))
  AND ($7 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $7 AND n.place = r.place))
ORDER BY s.rowid DESC
LIMIT $8

SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since,
       d.due_on AS next_action_by, r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question,
       r.letter_version, r.logged_at, p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value,
       u.shown_name AS owner_shown
FROM transfer_due d
JOIN request r ON r.id = d.request_id
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
ORDER BY d.due_on, d.request_id
LIMIT $1

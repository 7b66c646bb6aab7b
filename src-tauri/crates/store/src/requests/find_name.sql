SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown
FROM patient p
JOIN request r ON r.patient_id = p.id
JOIN "user" u ON u.id = r.owner_id
WHERE p.family_key = $1 AND p.given_key = $2
ORDER BY r.logged_at DESC, r.id
LIMIT $3

SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown
FROM (
    SELECT 1 AS rank, o.id FROM request_number n CROSS JOIN request o
    WHERE o.reference_year = n.year AND o.reference_number = $1 AND ($2 = 0 OR n.year = $2)
    UNION ALL
    SELECT 2, o.id FROM patient q JOIN request o ON o.patient_id = q.id
    WHERE q.identifier_kind IN ('nhs', 'chi', 'health_and_care') AND q.identifier_value = $3
) e
JOIN request r ON r.id = e.id
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
ORDER BY e.rank, r.logged_at DESC, r.id
LIMIT $4

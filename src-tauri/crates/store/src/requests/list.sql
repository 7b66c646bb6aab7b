SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown
FROM (
    SELECT id
    FROM request
    WHERE ($1 = '' OR stage = $1)
      AND ($2 = '' OR status = $2)
      AND ($3 = '' OR owner_id = $3)
      AND ($4 = '' OR next_action_by < $4)
      AND ($5 = 0 OR stage <> 'ended')
      AND ($6 = 0 OR id IN (SELECT n.request_id FROM print n WHERE n.outcome = 'sent'))
    ORDER BY next_action_by NULLS LAST, reference_year DESC, reference_number DESC
    LIMIT $7 OFFSET $8
) l
JOIN request r ON r.id = l.id
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
ORDER BY r.next_action_by NULLS LAST, r.reference_year DESC, r.reference_number DESC

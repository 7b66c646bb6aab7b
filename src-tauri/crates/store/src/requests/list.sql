SELECT r.id, r.reference_year, r.reference_number, r.patient_id, r.version, r.status, r.status_since, r.next_action_by,
       r.priority, r.treatment_on, r.owner_id, r.recipient, r.specialty, r.question, r.letter_version, r.logged_at,
       p.family, p.given, p.title, p.born_on, p.identifier_kind, p.identifier_value, u.shown_name AS owner_shown,
       l.list, l.place
FROM (
    SELECT l.list, l.place
    FROM on_list l
    WHERE (l.list, l.place) > ($1, $2) AND l.list <= $3
      AND ($4 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $4 AND n.place = l.place))
      AND ($5 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $5 AND n.place = l.place))
      AND ($6 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $6 AND n.place = l.place))
      AND ($7 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $7 AND n.place = l.place))
      AND ($8 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $8 AND n.place = l.place))
      AND ($9 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $9 AND n.place = l.place))
    ORDER BY l.list, l.place
    LIMIT $10 OFFSET $11
) l
JOIN request r ON r.place = l.place
JOIN patient p ON p.id = r.patient_id
JOIN "user" u ON u.id = r.owner_id
ORDER BY l.list, l.place

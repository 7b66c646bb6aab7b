SELECT p.id, p.version, p.family, p.given, p.title, p.born_on, p.gender, p.identifier_kind, p.identifier_value, p.words,
       p.created_at, p.updated_at, p.body
FROM patient_search s
JOIN search_key k ON k.number = s.rowid
JOIN patient p ON p.id = k.id
WHERE s.patient_search MATCH $1
ORDER BY p.family_key, p.given_key, p.born_on, p.id
LIMIT $2

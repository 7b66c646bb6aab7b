SELECT p.id, p.version, p.family, p.given, p.title, p.born_on, p.gender, p.identifier_kind, p.identifier_value, p.words,
       p.created_at, p.updated_at, p.body
FROM (SELECT f.rowid AS number FROM patient_search f WHERE f.patient_search MATCH $1 ORDER BY f.rowid DESC LIMIT $2) s
JOIN search_key k ON k.number = s.number
JOIN patient p ON p.id = k.id
ORDER BY p.family_key, p.given_key, p.born_on, p.id

SELECT p.id, p.version, p.family, p.given, p.title, p.born_on, p.gender, p.identifier_kind, p.identifier_value, p.words,
       p.created_at, p.updated_at, p.body
FROM patient p
WHERE p.family_key >= $1 AND p.family_key < $2
ORDER BY p.family_key, p.given_key, p.born_on, p.id
LIMIT $3

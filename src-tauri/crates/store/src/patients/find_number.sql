SELECT p.id, p.version, p.family, p.given, p.title, p.born_on, p.gender, p.identifier_kind, p.identifier_value, p.words,
       p.created_at, p.updated_at, p.body
FROM patient p
WHERE p.identifier_kind IN ('nhs', 'chi', 'health_and_care') AND p.identifier_value = $1
ORDER BY p.family_key, p.given_key, p.born_on, p.id

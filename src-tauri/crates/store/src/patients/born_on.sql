SELECT p.id, p.family_key, p.given_key
FROM patient p
WHERE p.born_on = $1
ORDER BY p.family_key, p.given_key, p.id

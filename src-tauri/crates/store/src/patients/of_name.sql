SELECT p.id, p.born_on
FROM patient p
WHERE p.family_key = $1 AND p.given_key = $2
ORDER BY p.born_on, p.id

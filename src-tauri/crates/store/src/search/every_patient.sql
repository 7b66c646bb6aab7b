SELECT k.number, p.family, p.given, p.identifier_value, p.born_on, p.words
FROM search_key k
JOIN patient p ON p.id = k.id
WHERE k.number > $1
ORDER BY k.number
LIMIT $2

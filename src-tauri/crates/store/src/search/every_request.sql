SELECT k.number, p.family, p.given, p.identifier_value, p.born_on, p.words, r.reference_year, r.reference_number,
       r.question, r.recipient, r.specialty, r.words AS said, r.ubrn
FROM search_key k
JOIN request r ON r.id = k.id
JOIN patient p ON p.id = r.patient_id
WHERE k.number > $1
ORDER BY k.number
LIMIT $2

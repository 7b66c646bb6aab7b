INSERT INTO patient (id, version, family, given, title, family_key, given_key, born_on, gender, identifier_kind,
                     identifier_value, words, created_at, updated_at, body)
VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

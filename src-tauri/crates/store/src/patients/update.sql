UPDATE patient
SET version = version + 1, family = $1, given = $2, title = $3, family_key = $4, given_key = $5, born_on = $6,
    gender = $7, identifier_kind = $8, identifier_value = $9, words = $10, updated_at = $11, body = $12
WHERE id = $13 AND version = $14
RETURNING version

UPDATE request
SET version = version + 1, next_action_by = $1, priority = $2, treatment_on = $3, owner_id = $4, recipient = $5,
    specialty = $6, question = $7, asked_by = $8, asked_on = $9, words = $10, form = $11
WHERE id = $12 AND version = $13
RETURNING version

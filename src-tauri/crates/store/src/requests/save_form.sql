UPDATE request
SET version = version + 1, next_action_by = $1, priority = $2, treatment_on = $3, owner_id = $4, recipient = $5,
    specialty = $6, question = $7, words = $8, form = $9
WHERE id = $10 AND version = $11
RETURNING version

INSERT INTO request (id, reference_year, reference_number, patient_id, version, status, stage, status_since,
                     next_action_by, priority, treatment_on, owner_id, recipient, specialty, question, asked_by, asked_on,
                     letter_version, logged_at, words, form)
VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $19)

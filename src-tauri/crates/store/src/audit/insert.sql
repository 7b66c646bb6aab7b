INSERT INTO audit (seq, at, offset_minutes, user_id, role, on_behalf_of, act, patient_id, request_id, object,
                   outcome, detail, clock_back, program, mac)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

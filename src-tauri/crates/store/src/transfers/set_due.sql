INSERT INTO transfer_due (request_id, due_on) VALUES ($1, $2)
ON CONFLICT (request_id) DO UPDATE SET due_on = excluded.due_on

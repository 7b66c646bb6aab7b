UPDATE record
SET version = version + 1, kind = $1, title = $2, dated_on = $3, source = $4, relevance = $5, report_status = $6,
    name_seen = $7, born_seen = $8, number_seen = $9, consent = $10, enclosure = $11, enclosure_words = $12,
    pages_chosen = $13, starts_right = $14, held_at = $15, shared_with = $16, shared_on = $17, shared_until = $18
WHERE request_id = $19 AND id = $20 AND version = $21 AND removed_at IS NULL
RETURNING version

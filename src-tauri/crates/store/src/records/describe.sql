UPDATE record
SET version = version + 1, kind = $1, title = $2, dated_on = $3, source = $4, relevance = $5, report_status = $6,
    name_seen = $7, born_seen = $8, number_seen = $9, consent = $10, enclosure = $11, enclosure_words = $12,
    pages_chosen = $13, starts_right = $14
WHERE request_id = $15 AND id = $16 AND version = $17 AND removed_at IS NULL
RETURNING version

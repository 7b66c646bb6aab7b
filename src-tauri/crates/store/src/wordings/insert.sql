INSERT INTO wording (template, version, words, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)

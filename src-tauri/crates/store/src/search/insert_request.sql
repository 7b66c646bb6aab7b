INSERT INTO request_search (rowid, reference, patient, words) VALUES ($1, $2, $3, $4)

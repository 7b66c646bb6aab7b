INSERT INTO patient_search (rowid, words) VALUES ($1, $2)

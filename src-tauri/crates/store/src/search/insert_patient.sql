INSERT INTO patient_search (rowid, names, numbers, born, words) VALUES ($1, $2, $3, $4, $5)

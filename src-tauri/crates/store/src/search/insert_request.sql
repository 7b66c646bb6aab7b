INSERT INTO request_search (rowid, words) VALUES ($1, $2)

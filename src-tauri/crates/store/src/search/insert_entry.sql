INSERT INTO directory_search (rowid, words) VALUES ($1, $2)

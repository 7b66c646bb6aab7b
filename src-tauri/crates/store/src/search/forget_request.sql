DELETE FROM request_search WHERE rowid = $1

DELETE FROM directory_search WHERE rowid = $1

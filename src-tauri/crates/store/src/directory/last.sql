SELECT COALESCE(MAX(number), 0) AS number FROM directory_entry

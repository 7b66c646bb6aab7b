UPDATE directory_entry SET verified_on = $1, verified_by = $2 WHERE number = $3

SELECT number FROM directory_entry WHERE lines = $1 AND postcode IS NOT DISTINCT FROM $2

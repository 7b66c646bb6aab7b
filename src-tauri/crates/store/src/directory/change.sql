UPDATE directory_entry
SET kind = $1, name = $2, code = $3, parent_code = $4, organisation = $5, specialty = $6, gmc_number = $7, lines = $8,
    postcode = $9, phone = $10, email = $11, opened_on = $12, closed_on = $13, is_closed = $14, changed_at = $15,
    version = version + 1
WHERE number = $16

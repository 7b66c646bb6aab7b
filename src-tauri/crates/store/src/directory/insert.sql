INSERT INTO directory_entry (number, id, file_key, source, kind, name, code, parent_code, organisation, specialty, gmc_number,
                             lines, postcode, phone, email, opened_on, closed_on, is_closed, verified_on, verified_by,
                             changed_at, is_preferred, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 0, 1)

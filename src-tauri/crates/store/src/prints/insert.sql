INSERT INTO print (job, position, request_id, paper, version, copies, first_copy, pages, printer, two_sided, reason,
                   printed_by, printed_at, outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'sent')

INSERT INTO record (id, request_id, patient_id, position, file_name, original_name, format, page_count, byte_count,
                    sha256, notes, kind, title, dated_on, source, relevance, report_status, name_seen, born_seen,
                    number_seen, consent, enclosure, enclosure_words, pages_chosen, starts_right, held_at, shared_with,
                    shared_on, shared_until, added_by, added_at, supplement_to, supplement, belongs_because, replaces,
                    file_password, version)
SELECT $1, $2, $3, COALESCE(MAX(r.position), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
       $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, 1
FROM record r
WHERE r.request_id = $36

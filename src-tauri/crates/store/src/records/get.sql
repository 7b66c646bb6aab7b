SELECT id, request_id, patient_id, position, file_name, original_name, format, page_count, byte_count, sha256, notes, kind,
       title, dated_on, source, relevance, report_status, name_seen, born_seen, number_seen, consent, enclosure,
       enclosure_words, pages_chosen, starts_right, held_at, shared_with, shared_on, shared_until, added_by, added_at,
       removed_at, removed_reason, supplement_to, supplement, belongs_because, replaces, file_password,
       version
FROM record
WHERE request_id = $1 AND id = $2

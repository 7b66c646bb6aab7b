SELECT id, request_id, patient_id
FROM record
WHERE sha256 = $1 AND patient_id <> $2 AND removed_at IS NULL
ORDER BY added_at, id

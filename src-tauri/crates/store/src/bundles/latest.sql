SELECT id, request_id, letter_version, file_name, sha256, pages, bytes, is_draft, assembled_by, assembled_at, manifest, supplement
FROM bundle
WHERE request_id = $1 AND supplement = $2 AND is_draft = 0
ORDER BY assembled_at DESC, id
LIMIT 1
